"""Is a build whole and true to its sources? Each finding says what is wrong, where, and what to do.

The graph is checked against the vocabulary (by SHACL where pyshacl is installed, by its core rules anyway), the
evidence against the documents, the other files against the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph import export, ontology, store
from diplograph.export.table import Node, Table, read
from diplograph.ids import NS
from diplograph.ontology import expand

if TYPE_CHECKING:
    from diplograph.text import Document

_AGAIN = "build again"
_TERM = re.compile(r'"(?:[^"\\]|\\.)*"\S*|<([^>]*)>|(_:\S+)')


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong, and the next move.

    >>> print(Finding("graph.ttl: differs from the graph", "export it again"))
    graph.ttl: differs from the graph
    hint: export it again
    """

    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}"


def check(data: Path, documents: Iterable[Document] = ()) -> list[Finding]:
    """All that is wrong with a build; its quotes are held against the documents. Raises `BuildError` if it is none."""
    table = read(store.read_lines(data))
    found = [
        *form(store.read_lines(data, tidy=False)),
        *dangling(table),
        *claims(table),
        *labels(table),
        *shapes(table),
    ]
    found += quotes(table, documents)
    if data.is_dir():
        found += [*stale(data, table), *unfinished(data)]
    return sorted(set(found))


def form(lines: Sequence[str]) -> Iterator[Finding]:
    """The lines are sorted, none is twice, no node is blank, every IRI is ASCII."""
    if list(lines) != sorted(set(lines)):
        yield Finding("graph.nq: the lines are not sorted, or some are twice", "sort it: LC_ALL=C sort -u")
    for line in lines:
        for match in _TERM.finditer(line):
            if match[2]:
                yield Finding(f"graph.nq: a blank node, {match[2]}", "give it an IRI: outputs must merge")
            elif match[1] and not match[1].isascii():
                yield Finding(f"graph.nq: an IRI that is not ASCII, {match[1]}", _AGAIN)


def dangling(table: Table) -> Iterator[Finding]:
    """Every IRI of the build's own that a line leads to is described."""
    for line in table.lines:
        for iri in re.findall(r"<([^>]*)>", re.sub(r'"(?:[^"\\]|\\.)*"', "", line))[2:]:
            if iri.startswith(table.base) and iri not in table.nodes:
                yield Finding(f"{iri}: spoken of, but nothing is said of it", _AGAIN)
            elif iri.startswith(NS) and not ontology.labels(iri.removeprefix(NS)):
                yield Finding(f"{iri}: no such term in the vocabulary", "is the build of a newer version? install that")


def claims(table: Table) -> Iterator[Finding]:
    """Every claim has its ends, a modality of the four, evidence, and, if symmetric, its ends in order."""
    known = ontology.predicates()
    for claim in table.claims:
        name = claim.term("rdf:predicate")
        ends = [claim.one("rdf:subject"), claim.one("rdf:object")]
        if name not in known:
            yield Finding(f"{claim.iri}: {name or 'no'} predicate is not of the vocabulary", _AGAIN)
        elif known[name].symmetric and ends != sorted(ends):
            yield Finding(f"{claim.iri}: {name} is symmetric, its ends must be in IRI order", _AGAIN)
        for curie in ("rdf:subject", "rdf:object", "dg:modality", "dg:negated", "dg:evidence"):
            if not claim.one(curie):
                yield Finding(f"{claim.iri}: no {curie}", _AGAIN)
        plain = claim.term("dg:modality") == "Asserted" and claim.one("dg:negated") == "false"
        subject = table.nodes.get(ends[0], Node("", {}, ""))
        if plain and name in known and ends[1] not in subject.all(f"dg:{name}"):
            yield Finding(f"{claim.iri}: asserted, but its plain triple is missing", _AGAIN)


def labels(table: Table) -> Iterator[Finding]:
    """A thing has one label a language, and no two countries have the same."""
    owners: dict[tuple[str, str], str] = {}
    for thing in table.things:
        met: set[str] = set()
        for value in thing.values.get(expand("rdfs:label"), ()):
            language = getattr(value, "language", None) or "und"
            if language in met:
                yield Finding(f"{thing.iri}: two labels in {language}", _AGAIN)
            met.add(language)
            first = owners.setdefault((language, value.value), thing.iri) if thing.kind == "Country" else thing.iri
            if first != thing.iri:
                yield Finding(f"{thing.iri}: has the label of {first}, {value.value}", "correct the packs, build again")


def shapes(table: Table) -> Iterator[Finding]:
    """The graph conforms to `shapes.ttl`; skipped where pyshacl is not installed."""
    if not find_spec("pyshacl"):
        return
    import pyshacl
    import rdflib

    data, rules = rdflib.Graph(), rdflib.Graph()
    data.parse(data=export.files("nt", table)["graph.nt"], format="nt")
    rules.parse(data=ontology.text("shapes.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=rules)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        node, value = (str(report.value(result, what) or "") for what in (sh.focusNode, sh.value))
        why = " ".join(str(report.value(result, sh.resultMessage)).split())
        for iri in _meant(table, node, value):
            yield Finding(f"{iri}: {why}", "report this as a mistake of the reader, with the id")


def _meant(table: Table, node: str, value: str) -> list[str]:
    """What a result of SHACL is of: of a term of the vocabulary, asked for all claims, those that lead to the value."""
    if not node.startswith(NS):
        return [node]
    ends = ("rdf:subject", "rdf:object", "dg:attributedTo")
    told = (c for c in table.claims if node in (c.one("rdf:predicate"), NS + "Claim"))
    return [c.iri for c in told if value in map(c.one, ends)] or [value]


def quotes(table: Table, documents: Iterable[Document]) -> Iterator[Finding]:
    """Every quote stands in its document where the graph says."""
    texts = {document.identifier: document for document in documents}
    for source in table.documents:
        name = source.one("dcterms:identifier")
        if texts and name not in texts:
            yield Finding(f"{name}: the document is not there", "give the folder it was built from with --documents")
        elif name in texts and texts[name].sha256 != source.one("schema:sha256"):
            yield Finding(f"{name}: the document has changed since the build", _AGAIN)
    for quote in table.nodes.values():
        if quote.one("oa:exact"):
            yield from _quote(quote, table, texts)


def _quote(quote: Node, table: Table, texts: Mapping[str, Document]) -> Iterator[Finding]:
    name = table.follow(quote, "oa:hasSource")[0].one("dcterms:identifier")
    start, end, exact = int(quote.one("oa:start")), int(quote.one("oa:end")), quote.one("oa:exact")
    if end - start != len(exact):
        yield Finding(f"{quote.iri}: a quote of {len(exact)} characters at {start}–{end}", _AGAIN)
    elif name in texts and texts[name].text[start:end] != exact:
        yield Finding(f"{quote.iri}: the quote is not in {name} at {start}–{end}", _AGAIN)


def unfinished(data: Path) -> Iterator[Finding]:
    """Nothing lies about of a process that was killed while it wrote."""
    known = "|".join(re.escape(name) for name in (*(form_.file for form_ in export.FORMATS.values()), "graph.html"))
    for file in sorted(data.iterdir()):
        if re.fullmatch(rf"\.({known})\.\w+", file.name):
            yield Finding(f"{file}: left over of a write that was stopped", "remove it")


def stale(data: Path, table: Table) -> Iterator[Finding]:
    """The other files of the folder are those that the graph gives."""
    for form_ in export.FORMATS.values():
        for file, text in export.files(form_.name, table).items() if (data / form_.file).exists() else ():
            if not (data / file).is_file() or (data / file).read_bytes() != text.encode():
                hint = f"run: diplograph export {data} --format {form_.name} --out {data}"
                yield Finding(f"{data / file}: not what the graph gives", hint)
