"""Why the graph holds a claim: its sentence with the quote marked, who says so, how firmly, and which rule found it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diplograph.errors import QueryError
from diplograph.export.table import Node, Table, read

_FIRST = 8  # claims named when a prefix fits several


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote in its sentence, and where it stands."""

    before: str
    exact: str
    after: str
    where: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim spelled out: its sentence in words, what is told of it, and its quotes."""

    id: str
    says: str
    told: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]


def explain(lines: Sequence[str], name: str) -> Explanation:
    """The claim of that id, IRI or unique beginning of an id. Raises `QueryError` where none or several fit.

    >>> explain([], "c0ffee")
    Traceback (most recent call last):
    diplograph.errors.QueryError: no claim "c0ffee"
    hint: take an id from claims.csv, or run: diplograph query claims
    """
    table = read(lines)
    claim = _find(table, name)
    return Explanation(_id(claim), _says(table, claim), tuple(_told(table, claim)), tuple(_quotes(table, claim)))


def _id(claim: Node) -> str:
    return claim.id.rpartition("/")[2]


def _find(table: Table, name: str) -> Node:
    wanted = name.removeprefix("claim:").rpartition("/")[2]
    found = [claim for claim in table.claims if wanted and _id(claim).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f'no claim "{name}"', hint="take an id from claims.csv, or run: diplograph query claims")
    ids = " ".join(_id(claim) for claim in found[:_FIRST])
    raise QueryError(f'{len(found)} claims begin with "{name}"', hint=f"say which: {ids}{' …' * (len(found) > _FIRST)}")


def _says(table: Table, claim: Node) -> str:
    subject, object_ = (_name(table.follow(claim, curie)[0]) for curie in ("rdf:subject", "rdf:object"))
    return f"{subject}  {claim.term('rdf:predicate')}  {object_}"


def _name(node: Node) -> str:
    """A thing by its English name, with its own beside it."""
    names = list(dict.fromkeys([node.label("en"), *node.labels.values()]))
    return f"{names[0]} ({names[1]})" if len(names) > 1 else names[0]


def _told(table: Table, claim: Node) -> Iterator[tuple[str, str]]:
    speaker = [_name(node) for node in table.follow(claim, "dg:attributedTo")]
    yield "modality", claim.term("dg:modality").lower() + (", negated" if claim.one("dg:negated") == "true" else "")
    yield "said by", speaker[0] if speaker else "the article itself"
    for label, curie in (("when", "dg:date"), ("from", "dg:from"), ("until", "dg:until"), ("how", "dg:mode")):
        if claim.one(curie):
            yield label, claim.one(curie)
    for label, curie in (("where", "dg:place"), ("office", "dg:office")):
        for node in table.follow(claim, curie):
            yield label, _name(node)
    for label, end in (("subject", "rdf:subject"), ("object", "rdf:object")):
        for why in table.follow(claim, end)[0].all("dg:why"):
            yield label, why
    for why in claim.all("dg:resolved"):
        yield "resolved", why
    yield "rule", " of ".join(filter(None, (claim.one("dg:rule"), claim.one("dg:extractor"))))
    if claim.one("dg:plover"):
        yield "event", f"PLOVER {claim.one('dg:plover')}, CAMEO {claim.one('dg:cameo')}"


def _quotes(table: Table, claim: Node) -> Iterator[Quote]:
    for quote in table.quotes(claim):
        document = table.follow(quote, "oa:hasSource")[0]
        place = f"{document.one('dcterms:identifier')}:{quote.one('oa:start')}–{quote.one('oa:end')}"
        told = [document.one(c) for c in ("dcterms:title", "dcterms:publisher", "dcterms:issued", "schema:url")]
        retrieved = document.one("dg:retrieved")
        where = " · ".join([place, *filter(None, told), *([f"retrieved {retrieved}"] if retrieved else [])])
        yield Quote(quote.one("oa:prefix"), quote.one("oa:exact"), quote.one("oa:suffix"), where)
