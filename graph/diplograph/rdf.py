"""Extractions to RDF: sorted N-Quads lines, no blank nodes, the same bytes for the same documents in any order.

A document's claims and evidence lie in its named graph; what things are and are called lies in the default graph, and
so does the plain triple of every claim that is asserted and not negated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import quote

from diplograph import ontology
from diplograph.ids import BASE, digest, slug
from diplograph.model import Claim, Entity, Evidence, Extraction, Modality, Name
from diplograph.text import Document, Span

_ESCAPES = {
    ord(c): e
    for c, e in {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}.items()
}
_ESCAPES |= {c: f"\\u{c:04X}" for c in [*range(32), 0x7F, 0xFFFE, 0xFFFF] if c not in _ESCAPES}
_ESCAPES |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character: no encoding can hold it
_LANGUAGE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")
_WIKIDATA = re.compile(r"[QPL][1-9][0-9]*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,9})?"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"
)
_SENTENCE_END = re.compile(r"[.!?؟۔…]+[»”\"')\]]*\s|\n")
CONTEXT = 240  # code points of the sentence kept on either side of a quote, at most


@dataclass(frozen=True)
class Dataset:
    """What the documents gave, as one graph.

    >>> Dataset().lines
    ()
    """

    entities: tuple[Entity, ...] = ()
    extractions: tuple[Extraction, ...] = ()
    base: str = BASE

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, by identifier."""
        return tuple(sorted((e.document for e in self.extractions), key=lambda d: (d.identifier, d.sha256)))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every document, by id."""
        return tuple(sorted((c for e in self.extractions for c in e.claims), key=lambda c: c.id))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The graph as N-Quads lines, sorted by their bytes, none twice."""
        return tuple(lines(self.entities, self.extractions, base=self.base))

    @property
    def nquads(self) -> str:
        """The graph as one N-Quads text."""
        return "".join(f"{line}\n" for line in self.lines)


def lines(entities: Iterable[Entity], extractions: Iterable[Extraction], *, base: str = BASE) -> list[str]:
    """The N-Quads lines of what was found.

    >>> iran = Entity("country/IR", "Country", (Name("en", "Iran"),))
    >>> lines([iran], [])[-1]
    '<https://w3id.org/diplograph/id/country/IR> <http://www.w3.org/2000/01/rdf-schema#label> "Iran"@en .'
    """
    writer = _Writer(base)
    found = {line for entity in entities for line in writer.entity(entity)}
    found.update(line for extraction in extractions for line in writer.extraction(extraction))
    return sorted(found)


def document_id(identifier: str) -> str:
    """The id of a document: readable part and digest of its whole identifier.

    >>> document_id("2023/لاوروف.txt")
    'document/2023-lavrvf-txt-503aadcf1c27'
    """
    return f"document/{slug(_whole(identifier), longest=48) or 'x'}-{digest(_whole(identifier), size=12)}"


def evidence_id(document: str, span: Span) -> str:
    """The id of a quote: where it stands."""
    return f"evidence/{digest(_whole(document), str(span.start), str(span.end), size=16)}"


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    r"""A literal in its canonical N-Quads form.

    >>> literal('say "no"\n', language="EN")
    '"say \\"no\\"\\n"@en'
    """
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{_tag(language)}"
    return f"{quoted}^^{_node(datatype)}" if datatype else quoted


def dated(prefix: str) -> str | None:
    """A date literal of just the precision that is known; None for what is no date.

    >>> dated("2023-12")
    '"2023-12"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    >>> dated("2023-02-30") is None
    True
    """
    match = _DATE.match(prefix)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    kind = "date" if day else "gYearMonth" if month else "gYear"
    return literal(match[0], datatype=f"xsd:{kind}")


def moment(told: str) -> str | None:
    """A literal of a moment where the time of day is told to the second, else of a date.

    >>> moment("2024-02-03T10:20:30Z")
    '"2024-02-03T10:20:30Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    >>> moment("2024-02-03T10:20Z") == dated("2024-02-03")
    True
    """
    day = dated(told)
    return literal(told, datatype="xsd:dateTime") if day and _MOMENT.fullmatch(told) else day


def context(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a span in its sentence.

    >>> context("He came. He saw Rome. He left.", Span(12, 15))
    ('He ', ' Rome.')
    """
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    ends = [m.end() for m in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    return before[ends[-1] if ends else 0 :].lstrip(), (after[: stop.end()] if stop else after).rstrip()


@dataclass(frozen=True)
class _Writer:
    """Writes things and claims as lines under one base."""

    base: str

    def iri(self, id_: str) -> str:
        """The IRI of an id: ASCII, whatever the id holds."""
        return f"<{self.base}{quote(_whole(id_), safe='/-._~')}>"

    def entity(self, entity: Entity) -> Iterator[str]:
        """What a thing is, is called, and is the same as."""
        me = self.iri(entity.id)
        for kind in ontology.types(str(entity.kind)):
            yield _line(me, _node("rdf:type"), f"<{kind}>")
        labels, others = _names(entity)
        for name in labels:
            yield _line(me, _node("rdfs:label"), literal(name.text, language=name.language or "und"))
        for name in others:
            yield _line(me, _node("skos:altLabel"), literal(name.text, language=name.language or "und"))
        if _WIKIDATA.fullmatch(entity.wikidata):
            yield _line(me, _node("owl:sameAs"), _node(f"wd:{entity.wikidata}"))
        if entity.why:
            yield _line(me, _node("dg:why"), literal(entity.why))
        for name_, value in entity.facts:
            if term := self.fact(name_, value):
                yield _line(me, _node(f"dg:{name_}"), term)

    def fact(self, name: str, value: str) -> str | None:
        """The value of a thing's own property; None where the vocabulary has no place for it."""
        if not value or not ontology.labels(name):
            return None
        if name == "status":
            state = "".join(w[:1].upper() + w[1:] for w in re.split(r"[\s_-]+", value))
            return _node(f"dg:{state}") if state in ontology.statuses() else None
        if ontology.is_date(name):
            return dated(value)
        return self.iri(value) if ontology.is_link(name) else literal(value)

    def extraction(self, extraction: Extraction) -> Iterator[str]:
        """One document: what it is, what it mentions, what it claims."""
        yield from self.document(extraction.document)
        me = self.iri(document_id(extraction.document.identifier))
        for id_ in _mentioned(extraction):
            yield _line(me, _node("schema:mentions"), self.iri(id_))
        for claim in extraction.claims:
            yield from self.claim(claim, extraction.document)

    def document(self, document: Document) -> Iterator[str]:
        """What a document's source said about it."""
        me, language = self.iri(document_id(document.identifier)), document.language or "und"
        label = Name(language, document.title) if document.title else Name("und", document.identifier)
        for kind in ontology.types("Document"):
            yield _line(me, _node("rdf:type"), f"<{kind}>")
        told = {
            "rdfs:label": literal(label.text, language=label.language),
            "dcterms:identifier": literal(document.identifier),
            "dcterms:title": document.title and literal(document.title, language=language),
            "dcterms:issued": dated(document.issued or ""),
            "dcterms:publisher": document.publisher and literal(document.publisher),
            "dcterms:language": document.language and literal(_tag(document.language)),
            "schema:sha256": literal(document.sha256),
            "dg:copyOf": document.copy_of and self.iri(document_id(document.copy_of)),
            "schema:url": document.url and literal(document.url, datatype="xsd:anyURI"),
            "dg:retrieved": moment(document.retrieved or ""),
        }
        for curie, term in told.items():
            if term:
                yield _line(me, _node(curie), term)
        for identifier in document.also_at:
            yield _line(me, _node("dg:alsoAt"), literal(identifier))

    def claim(self, claim: Claim, document: Document) -> Iterator[str]:
        """A claim and its evidence in the graph of their document; its plain triple in the default graph."""
        graph, me = self.iri(document_id(document.identifier)), self.iri(f"claim/{claim.id}")
        subject, object_ = self.iri(claim.subject), self.iri(claim.object)
        if ontology.predicate(claim.predicate).symmetric:
            subject, object_ = sorted((subject, object_))
        predicate = _node(f"dg:{claim.predicate}")
        yield _line(me, _node("rdf:type"), _node("dg:Claim"), graph)
        yield _line(me, _node("rdf:type"), _node("rdf:Statement"), graph)
        yield _line(me, _node("rdf:subject"), subject, graph)
        yield _line(me, _node("rdf:predicate"), predicate, graph)
        yield _line(me, _node("rdf:object"), object_, graph)
        for curie, term in self.told(claim):
            yield _line(me, _node(curie), term, graph)
        for evidence in claim.evidence:
            yield _line(me, _node("dg:evidence"), self.iri(evidence_id(document.identifier, evidence.span)), graph)
            yield from self.evidence(evidence, document)
        if claim.modality is Modality.ASSERTED and not claim.negated:
            yield _line(subject, predicate, object_)

    def told(self, claim: Claim) -> Iterator[tuple[str, str]]:
        """How a claim is put, and what else is told of it."""
        plover, cameo = ontology.predicate(claim.predicate).codes(claim.modality, negated=claim.negated)
        yield "dg:modality", _node(f"dg:{claim.modality}")
        yield "dg:negated", literal("true" if claim.negated else "false", datatype="xsd:boolean")
        links = {"attributedTo": claim.speaker, "place": claim.place, "office": claim.office}
        dates = {"date": claim.date, "from": claim.since, "until": claim.until}
        texts = {"mode": claim.mode, "plover": plover, "cameo": cameo, "extractor": claim.extractor, "rule": claim.rule}
        yield from ((f"dg:{k}", self.iri(v)) for k, v in links.items() if v)
        yield from ((f"dg:{k}", term) for k, v in dates.items() if v and (term := dated(v)))
        yield from ((f"dg:{k}", literal(v)) for k, v in texts.items() if v)
        yield from (("dg:resolved", literal(f"{end}: {why}")) for end, why in claim.resolved)

    def evidence(self, evidence: Evidence, document: Document) -> Iterator[str]:
        """A quote, where it stands, and the rest of its sentence."""
        graph = self.iri(document_id(document.identifier))
        me = self.iri(evidence_id(document.identifier, evidence.span))
        yield _line(me, _node("rdf:type"), _node("dg:Evidence"), graph)
        yield _line(me, _node("oa:hasSource"), graph, graph)
        yield _line(me, _node("oa:start"), literal(str(evidence.span.start), datatype="xsd:integer"), graph)
        yield _line(me, _node("oa:end"), literal(str(evidence.span.end), datatype="xsd:integer"), graph)
        yield _line(me, _node("oa:exact"), literal(evidence.exact), graph)
        for curie, text in zip(("oa:prefix", "oa:suffix"), context(document.text, evidence.span), strict=True):
            if text:
                yield _line(me, _node(curie), literal(text), graph)


def _line(*terms: str) -> str:
    return f"{' '.join(terms)} ."


@cache
def _node(curie: str) -> str:
    return f"<{ontology.expand(curie)}>"


@cache
def _tag(language: str) -> str:
    lower = language.lower()
    return lower if _LANGUAGE.fullmatch(lower) else "und"


def _whole(text: str) -> str:
    """Text that UTF-8 can hold: a lone surrogate, as in a file name that is no UTF-8, becomes U+FFFD."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _names(entity: Entity) -> tuple[Sequence[Name], Sequence[Name]]:
    """A thing's labels, of which there is always one, and its other names."""
    labels = sorted({n for n in entity.labels if n.text})
    others = sorted({n for n in entity.names if n.text} - set(labels))
    if not labels:
        return (others[:1] or [Name("und", entity.id.rpartition("/")[2] or "?")]), others[1:]
    return labels, others


def _mentioned(extraction: Extraction) -> list[str]:
    """The ids of all that a document mentions, sorted."""
    found = {m.entity for m in extraction.mentions}
    for claim in extraction.claims:
        found |= {claim.subject, claim.object}
        found |= {id_ for id_ in (claim.speaker, claim.place, claim.office) if id_}
    return sorted(found)
