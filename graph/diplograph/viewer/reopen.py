"""A build's N-Quads read back as a network, so that a page can be made again without the documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
import pyoxigraph as ox

from diplograph.errors import BuildError
from diplograph.ids import BASE, NS
from diplograph.model import Claim, Entity, Evidence, Kind, Modality, Name
from diplograph.network import to_networkx
from diplograph.ontology import expand
from diplograph.text import Document, Span, key

_OWN = ("agreementKind", "country", "iso2", "iso3", "officeOf", "status")  # shown first; others follow by name
_NOT_FACTS = {"why"}


def network(lines: Iterable[str]) -> nx.MultiDiGraph:
    """The network of a build's N-Quads lines; its `base` is a graph attribute.

    Raises `BuildError` where the lines are not those of a build.

    >>> network(['<x:id/country/IR> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> '
    ...          '<https://w3id.org/diplograph/ns#Country> .']).nodes["country/IR"]["kind"]
    'Country'
    """
    try:
        return _network(_things(lines))
    except (SyntaxError, ValueError) as error:
        raise BuildError(f"the graph cannot be read: {error}", hint="build it again: diplograph build") from error


def _network(things: dict[str, _Thing]) -> nx.MultiDiGraph:
    documents = {iri: thing for iri, thing in things.items() if thing.is_a("Document")}
    texts: dict[str, dict[int, str]] = {iri: {} for iri in documents}
    claims = [_claim(thing, things, texts) for thing in things.values() if thing.is_a("Claim")]
    entities = [_entity(thing) for thing in things.values() if thing.kind]
    graph = to_networkx(entities, [_document(documents[iri], texts[iri]) for iri in documents], claims)
    graph.graph["base"] = next((t.iri.removesuffix(t.id) for t in things.values() if t.kind), BASE)
    return graph


class _Thing:
    """A resource with all that is said of it."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: dict[str, list[Any]] = {}

    @property
    def id(self) -> str:
        """The last part of its IRI: the kind and the name."""
        return "/".join(self.iri.rsplit("/", 2)[1:])

    @property
    def kind(self) -> Kind | None:
        return next((kind for kind in Kind if self.is_a(kind)), None)

    def is_a(self, name: str) -> bool:
        return NS + name in self.all("rdf:type")

    def all(self, curie: str) -> list[str]:
        return [value.value for value in self.values.get(expand(curie), ())]

    def one(self, curie: str) -> str | None:
        return next(iter(self.all(curie)), None)

    def link(self, curie: str) -> str | None:
        iri = self.one(curie)
        return None if iri is None else _Thing(iri).id

    def names(self, curie: str) -> tuple[Name, ...]:
        return tuple(Name(value.language or "und", value.value) for value in self.values.get(expand(curie), ()))


def _things(lines: Iterable[str]) -> dict[str, _Thing]:
    things: dict[str, _Thing] = {}
    for quad in ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS):
        iri = quad.subject.value
        values = things.setdefault(iri, _Thing(iri)).values.setdefault(quad.predicate.value, [])
        if quad.object not in values:
            values.append(quad.object)
    return things


def _entity(thing: _Thing) -> Entity:
    facts = sorted(
        (iri.removeprefix(NS), _fact(value))
        for iri, values in thing.values.items()
        for value in values
        if iri.startswith(NS) and iri.removeprefix(NS) not in _NOT_FACTS and thing.kind
    )
    facts = [fact for fact in facts if fact[0] in _OWN or "/" not in fact[1]]
    same = (iri.rpartition("/")[2] for iri in thing.all("owl:sameAs") if "wikidata.org" in iri)
    return Entity(
        thing.id,
        thing.kind or Kind.ORGANIZATION,
        thing.names("rdfs:label"),
        thing.names("skos:altLabel"),
        next(same, ""),
        tuple(facts),
        thing.one("dg:why") or "",
    )


def _fact(value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.Literal):
        return value.value
    return value.value.removeprefix(NS) if value.value.startswith(NS) else _Thing(value.value).id


def _claim(thing: _Thing, things: dict[str, _Thing], texts: dict[str, dict[int, str]]) -> Claim:
    return Claim(
        thing.iri.rpartition("/")[2],
        thing.link("rdf:subject") or "",
        (thing.one("rdf:predicate") or "").removeprefix(NS),
        thing.link("rdf:object") or "",
        tuple(_evidence(things[iri], texts, things) for iri in thing.all("dg:evidence") if iri in things),
        Modality((thing.one("dg:modality") or NS + "Asserted").removeprefix(NS)),
        thing.one("dg:negated") == "true",
        thing.link("dg:attributedTo"),
        thing.one("dg:date"),
        thing.link("dg:place"),
        thing.one("dg:mode"),
        thing.link("dg:office"),
        thing.one("dg:from"),
        thing.one("dg:until"),
        thing.one("dg:rule") or "",
        thing.one("dg:extractor") or "",
        tuple((end, why) for end, _, why in (text.partition(": ") for text in thing.all("dg:resolved"))),
    )


def _evidence(thing: _Thing, texts: dict[str, dict[int, str]], things: dict[str, _Thing]) -> Evidence:
    """A quote, its words and the rest of its sentence put back where they stood."""
    source, exact = thing.one("oa:hasSource") or "", thing.one("oa:exact") or ""
    start = int(thing.one("oa:start") or 0)
    before, after = thing.one("oa:prefix") or "", thing.one("oa:suffix") or ""
    words = texts.setdefault(source, {})
    for place, letter in enumerate(before + exact + after, start - len(before)):
        words[place] = letter
    identifier = things[source].one("dcterms:identifier") if source in things else None
    return Evidence(identifier or _Thing(source).id, Span(start, start + len(exact)), exact)


def _document(thing: _Thing, words: dict[int, str]) -> Document:
    """A document whose text is what its evidence tells of it, with line ends where nothing is known."""
    text = "".join(words.get(place, "\n") for place in range(max(words, default=-1) + 1))
    return Document(
        thing.one("dcterms:identifier") or thing.id,
        text,
        thing.one("schema:sha256") or "",
        thing.one("dcterms:title"),
        thing.one("dcterms:issued"),
        thing.one("dcterms:publisher"),
        thing.one("dcterms:language"),
        thing.one("schema:url"),
    )


def select(
    graph: nx.MultiDiGraph,
    *,
    focus: Sequence[str] = (),
    depth: int = 1,
    since: str | None = None,
    until: str | None = None,
    top: int | None = None,
) -> nx.MultiDiGraph:
    """The part of a network around some nodes, in a stretch of time, or of the most central nodes.

    A claim's time is its date, or else when its document was issued; a claim without either passes.

    >>> select(nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")]), focus=["a"], depth=2).nodes
    NodeView(('a', 'b', 'c'))
    """
    kept = nx.MultiDiGraph(**graph.graph)
    kept.add_nodes_from(graph.nodes(data=True))
    kept.add_edges_from(edge for edge in graph.edges(keys=True, data=True) if _within(edge[3], since, until))
    if focus:
        near = set(focus)
        for _ in range(depth):
            near |= {other for node in near for other in nx.all_neighbors(kept, node)}
        kept.remove_nodes_from([node for node in kept if node not in near])
    elif since or until:
        kept.remove_nodes_from([node for node, degree in list(kept.degree()) if not degree])
    if top is not None:
        best = sorted(kept, key=lambda node: (-kept.nodes[node].get("centrality", 0.0), node))[:top]
        kept.remove_nodes_from(set(kept) - set(best))
    return kept


def _within(claim: dict[str, Any], since: str | None, until: str | None) -> bool:
    issued = [item.get("issued") for item in claim.get("evidence", ())]
    when = claim.get("date") or claim.get("since") or next(filter(None, issued), None)
    if not when:
        return True
    # Dates are prefixes: 2023 reaches from its first day to its last.
    early = since is not None and when < since[: len(when)]
    late = until is not None and when[: len(until)] > until
    return not (early or late)


def called(graph: nx.MultiDiGraph, name: str) -> list[str]:
    """The nodes with this id or name, in any spelling: those it names in full, then those whose name holds it.

    Among equals the most central comes first.
    """
    wanted = _bare(name)
    found = []
    for node, data in graph.nodes(data=True):
        names = {_bare(text) for text in (node, node.partition("/")[2], *data["labels"].values(), *data["names"])}
        if any(wanted in text for text in names):
            found.append((wanted not in names, -data["centrality"], node))
    return [node for *_, node in sorted(found)] if wanted else []


def _bare(text: str) -> str:
    """The letters and digits alone, folded."""
    return "".join(filter(str.isalnum, key(text)))
