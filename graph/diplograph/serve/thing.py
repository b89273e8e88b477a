"""All that is said of one thing, as quads and as a page in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from diplograph import ontology
from diplograph.ids import NS
from diplograph.ontology import expand
from diplograph.serial import short
from diplograph.serve import pages
from diplograph.viewer import words

MOST = 1_000  # of what points to a thing
_SHOWN = 200  # of the values of one property on a page
_LOCAL = re.compile(r"[\w/%.~-]+", re.ASCII)
_ENDS = ("rdf:subject", "rdf:object", "dg:attributedTo", "dg:place", "dg:office")
_QUOTE = ("oa:prefix", "oa:exact", "oa:suffix")
_APART = ("rdfs:label", "rdf:type", *_QUOTE)  # shown in a place of their own


def quads(store: ox.Store, iri: str) -> list[ox.Quad]:
    """What is said of a thing, and the first `MOST` quads in which something is said with it; none where it is unknown.

    >>> [str(q.object) for q in quads(ox.Store(), "x:nobody")]
    []
    """
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return []
    said = sorted(store.quads_for_pattern(node, None, None, None), key=str)
    return said + sorted(store.quads_for_pattern(None, None, node, None), key=str)[:MOST]


def page(store: ox.Store, base: str, iri: str, language: str) -> str:
    """The page of a thing that is there."""
    view = View(store, base, iri, language)
    return pages.render("thing.html", language, thing=view, title=view.name(iri), formats=pages.GRAPH_FORMATS)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown: its text, where it leads, its language."""

    text: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values; `more` are those not shown."""

    name: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True)
class View:
    """A thing as its page shows it."""

    store: ox.Store
    base: str
    iri: str
    language: str

    @cached_property
    def types(self) -> list[str]:
        """What it is, in words."""
        return [self.term(iri) for iri in sorted(self.values(self.iri, "rdf:type")) if iri.startswith(NS)]

    @cached_property
    def names(self) -> list[Value]:
        """Its names, in every language."""
        found = sorted({(v.language or "", v.value) for v in self.literals(self.iri, "rdfs:label")})
        return [Value(text, language=language) for language, text in found]

    @cached_property
    def quote(self) -> list[str]:
        """What stands before it, what it is, what follows, if it is a quote."""
        parts = [next(iter(self.values(self.iri, curie)), "") for curie in _QUOTE]
        return parts if parts[1] else []

    @cached_property
    def quotes(self) -> list[list[str]]:
        """The quotes it rests on, if it is a claim."""
        return [View(self.store, self.base, iri, self.language).quote for iri in self.values(self.iri, "dg:evidence")]

    @cached_property
    def facts(self) -> list[Row]:
        """What is said of it."""
        apart = {expand(curie) for curie in _APART}
        found = {(q.predicate.value, q.object) for q in self.quads(self.iri) if q.predicate.value not in apart}
        return list(self._rows(found))

    @cached_property
    def claims(self) -> Row:
        """The claims in which it stands."""
        node = ox.NamedNode(self.iri)
        claims = {q.subject for end in _ENDS for q in self.store.quads_for_pattern(None, _node(end), node, None)}
        return self._row("", claims)

    @cached_property
    def others(self) -> list[Row]:
        """What else points to it."""
        node, ends = ox.NamedNode(self.iri), {expand(end) for end in _ENDS}
        found = {
            (q.predicate.value, q.subject)
            for q in self.store.quads_for_pattern(None, None, node, None)
            if q.predicate.value not in ends
        }
        return list(self._rows(found))

    def _rows(self, found: Iterable[tuple[str, object]]) -> Iterator[Row]:
        grouped: dict[str, list[object]] = {}
        for predicate, node in found:
            grouped.setdefault(predicate, []).append(node)
        for predicate, nodes in sorted(grouped.items()):
            yield self._row(self.term(predicate), nodes)

    def _row(self, name: str, nodes: Iterable[object]) -> Row:
        ordered = sorted(nodes, key=str)
        return Row(name, tuple(map(self.value, ordered[:_SHOWN])), max(0, len(ordered) - _SHOWN))

    def value(self, node: object) -> Value:
        """A node as it is shown. Only what HTTP can fetch becomes a link."""
        if isinstance(node, ox.Literal):
            return Value(node.value, language=node.language or "")
        iri = node.value if isinstance(node, ox.NamedNode) else ""
        local = iri.removeprefix(self.base)
        if local != iri and _LOCAL.fullmatch(local):
            return Value(self.name(iri), f"/id/{local}")
        return Value(self.name(iri) if iri else str(node), iri if iri.startswith(("http://", "https://")) else "")

    def name(self, iri: str) -> str:
        """What a thing is called: a claim by its sentence, a quote by its words, others by their label."""
        if iri.startswith(NS):
            return self.term(iri)
        if predicate := next(iter(self.values(iri, "rdf:predicate")), ""):
            return self.sentence(iri, predicate.removeprefix(NS))
        labels = {v.language or "": v.value for v in self.literals(iri, "rdfs:label")}
        exact = next(iter(self.values(iri, "oa:exact")), "")
        found = (labels.get(language) for language in (self.language, "en"))
        return next(filter(None, found), "") or next(iter(labels.values()), "") or exact or short(iri, self.base)

    def sentence(self, claim: str, predicate: str) -> str:
        """A claim in words."""
        said, frames = (words.sentences()[self.language].get(key, {}) for key in (predicate, "*"))
        modality = next(iter(self.values(claim, "dg:modality")), "").removeprefix(NS)
        denied = "true" in self.values(claim, "dg:negated")
        frame = frames.get(modality, "{c}")
        form = ("maynot" if denied else "may") if modality in frames else ("not" if denied else "fact")
        ends = {key: self._end(claim, curie) for key, curie in (("s", "rdf:subject"), ("o", "rdf:object"))}
        plain = said.get(form) or frames["other"]
        return _fill(frame, c=_fill(plain, p=predicate, **ends))

    def _end(self, claim: str, curie: str) -> str:
        """An end of a claim by its name; one that is itself a claim is not spelled out."""
        iri = next(iter(self.values(claim, curie)), "")
        name = short(iri, self.base) if self.values(iri, "rdf:predicate") else self.name(iri)
        return f"\u2068{name}\u2069"  # a name keeps its direction in a sentence of the other

    def term(self, iri: str) -> str:
        """A term of the vocabulary in words, another by its prefixed name."""
        labels = {n.language: n.text for n in ontology.labels(iri.removeprefix(NS))} if iri.startswith(NS) else {}
        return labels.get(self.language) or labels.get("en") or short(iri, self.base)

    def quads(self, iri: str, curie: str = "") -> list[ox.Quad]:
        """The quads that say something of a thing, or one thing of it, in the order of their text."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return []
        return sorted(self.store.quads_for_pattern(node, _node(curie) if curie else None, None, None), key=str)

    def values(self, iri: str, curie: str) -> list[str]:
        """The values of a property, as text."""
        return [q.object.value for q in self.quads(iri, curie) if not isinstance(q.object, ox.Triple)]

    def literals(self, iri: str, curie: str) -> list[ox.Literal]:
        """The values of a property that are text."""
        return [q.object for q in self.quads(iri, curie) if isinstance(q.object, ox.Literal)]


def _node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


def _fill(pattern: str, **told: str) -> str:
    """A pattern with its places filled; what is filled in is not looked through again."""
    return re.sub(r"\{(\w)\}", lambda place: told.get(place[1], place[0]), pattern)
