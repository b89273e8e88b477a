"""What a build found, as answers to hold against the gold: of extractions in memory, or of a finished graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from diplograph.export.table import Node, Table
from diplograph.model import Claim, Entity, Evidence, Extraction
from diplograph.rdf import Dataset, context
from diplograph.score.gold import Answer, Thing, Told
from diplograph.text import Span, key

# Our predicates that the gold calls otherwise.
_GOLD = {"represents": "holds_office", "memberOf": "member_of", "partyTo": "party_to", "cooperatesWith": "cooperates"}
_SCORED = frozenset({"Country", "Official", "Organization", "Agreement", "Project", "Place"})
# These count wherever they are mentioned, the others only where a claim is about them.
_ALWAYS = frozenset({"Country", "Official"})


def of_dataset(dataset: Dataset) -> dict[str, Answer]:
    """The answers of extractions in memory, by the name of their document without folder and ending.

    >>> of_dataset(Dataset())
    {}
    """
    things = {e.id: _entity(e) for e in dataset.entities if e.kind in _SCORED}
    return {_stem(e.document.identifier): _extracted(e, things) for e in dataset.extractions}


def of_table(table: Table, texts: Mapping[str, str]) -> dict[str, Answer]:
    """The answers of a finished graph. `texts` of its documents, by name, tell what the documents speak of."""
    things = {t.id: _node(t) for t in table.things if t.kind in _SCORED}
    told: dict[str, list[Told]] = {}
    texts_of = {d.iri: texts.get(_stem(d.one("dcterms:identifier")), "") for d in table.documents}
    for claim in sorted(table.claims, key=lambda c: c.iri):
        source = table.source(claim).iri
        ends = [end.id for curie in ("rdf:subject", "rdf:object") for end in table.follow(claim, curie)]
        if source in texts_of and all(end in things for end in ends):
            told.setdefault(source, []).append(_written(table, claim, things, texts_of[source]))
    return {
        _stem(d.one("dcterms:identifier")): _answer(
            [m.id for m in table.follow(d, "schema:mentions")], told.get(d.iri, []), things, texts_of[d.iri]
        )
        for d in table.documents
    }


def _answer(mentioned: Iterable[str], told: Sequence[Told], things: Mapping[str, Thing], text: str) -> Answer:
    ids = {id_ for id_ in mentioned if id_ in things and things[id_].kind in _ALWAYS}
    ids |= {end for t in told for end in (t.subject, t.object)}
    return Answer({id_: things[id_] for id_ in sorted(ids)}, tuple(told), text)


def _stem(identifier: str) -> str:
    return PurePosixPath(identifier).stem


# -- in memory -------------------------------------------------------------------------------------------------------


def _entity(entity: Entity) -> Thing:
    names = tuple(sorted({n.text for n in (*entity.labels, *entity.names) if n.text}))
    return Thing(entity.id, str(entity.kind), names, dict(entity.facts).get("iso2", ""))


def _extracted(extraction: Extraction, things: Mapping[str, Thing]) -> Answer:
    claims = sorted(extraction.claims, key=lambda c: c.id)
    told = [_claim(c, extraction) for c in claims if c.subject in things and c.object in things]
    named = {i for c in claims for i in (c.subject, c.object, c.speaker) if i}
    mentioned = named | {m.entity for m in extraction.mentions}
    return _answer(mentioned, told, things, extraction.document.text)


def _claim(claim: Claim, extraction: Extraction) -> Told:
    modality = "negated" if claim.negated else str(claim.modality).lower()
    quote = " … ".join(e.exact for e in claim.evidence)
    predicate = _GOLD.get(claim.predicate, claim.predicate)
    seen = _near(claim, extraction)
    return Told(claim.subject, predicate, claim.object, modality, claim.speaker, quote, seen)


def _near(claim: Claim, extraction: Extraction) -> str:
    spans = {end: [m.span for m in extraction.mentions if m.entity == end] for end in (claim.subject, claim.object)}
    if not all(spans.values()):
        return "nowhere"
    sentences = [_sentence(e, extraction.document.text) for e in claim.evidence]
    near = all(any(s.start < q.end and q.start < s.end for s in spans[end] for q in sentences) for end in spans)
    return "sentence" if near else "document"


def _sentence(evidence: Evidence, text: str) -> Span:
    before, after = context(text, evidence.span)
    return Span(evidence.span.start - len(before), evidence.span.end + len(after))


# -- a finished graph ------------------------------------------------------------------------------------------------


def _node(node: Node) -> Thing:
    names = tuple(sorted({*node.all("rdfs:label"), *node.all("skos:altLabel")}))
    return Thing(node.id, node.kind, names, node.one("dg:iso2"))


def _written(table: Table, claim: Node, things: Mapping[str, Thing], text: str) -> Told:
    a, b = (table.follow(claim, curie)[0].id for curie in ("rdf:subject", "rdf:object"))
    quotes = table.quotes(claim)
    sentences = "\n".join(q.one("oa:prefix") + q.one("oa:exact") + q.one("oa:suffix") for q in quotes)
    modality = "negated" if claim.one("dg:negated") == "true" else claim.term("dg:modality").lower()
    speaker = next((node.id for node in table.follow(claim, "dg:attributedTo")), None)
    predicate = claim.term("rdf:predicate")
    quote = " … ".join(q.one("oa:exact") for q in quotes)
    seen = _named(sentences, text, [things[a], things[b]])
    return Told(a, _GOLD.get(predicate, predicate), b, modality, speaker, quote, seen)


def _named(sentences: str, text: str, ends: Iterable[Thing]) -> str:
    """Where the names of both ends stand. A finished graph does not keep the mentions, so a pronoun counts for none."""
    names = [tuple(_spaced(end.names)) for end in ends]
    for where, words in (("sentence", sentences), ("document", text)):
        folded = f" {' '.join(key(words).split())} "
        if all(any(name in folded for name in some) for some in names):
            return where
    return "nowhere" if text else "elsewhere"


def _spaced(names: Iterable[str]) -> Iterator[str]:
    return (" ".join(key(name).split()) for name in names)
