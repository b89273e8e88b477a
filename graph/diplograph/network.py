"""Entities and claims as a networkx graph: one node an entity, one edge a claim, each edge with its sentence.

Nodes and edges are added in id order, so the same claims give the same graph whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np

from diplograph.model import Claim, Entity, Evidence, Kind, Name
from diplograph.rdf import context, document_id
from diplograph.text import Document

KINDS = {kind.lower(): str(kind) for kind in Kind}


def to_networkx(entities: Iterable[Entity], documents: Iterable[Document], claims: Iterable[Claim]) -> nx.MultiDiGraph:
    """One node an entity, one edge a claim, keyed by the claim's id.

    Nodes carry `kind`, `label`, `labels` (by language), `names`, `facts`, `wikidata`, `why` and `centrality`
    (PageRank). Edges carry what the claim says (`predicate`, `modality`, `negated`, `speaker`, `date`, …) and
    `evidence`: for each quote its document's title, date, publisher and address, and the sentence it stands in.

    >>> from diplograph.model import Claim, Entity, Evidence, Kind, Name
    >>> from diplograph.text import Span
    >>> iran = Entity("country/IR", Kind.COUNTRY, (Name("en", "Iran"),))
    >>> oman = Entity("country/OM", Kind.COUNTRY, (Name("en", "Oman"),))
    >>> doc = Document("a.txt", "Good day. Iran met Oman. The end.", "", title="News")
    >>> claim = Claim("c1", "country/IR", "met", "country/OM", (Evidence("a.txt", Span(10, 23), "Iran met Oman"),))
    >>> graph = to_networkx([oman, iran], [doc], [claim])
    >>> graph.edges["country/IR", "country/OM", "c1"]["evidence"][0]["sentence"]
    'Iran met Oman.'
    """
    graph = nx.MultiDiGraph()
    for entity in sorted(entities, key=lambda e: e.id):
        graph.add_node(entity.id, **_entity(entity))
    known = _by_id(documents)
    for claim in sorted(claims, key=lambda c: c.id):
        for end in filter(None, (claim.subject, claim.object, claim.speaker, claim.place, claim.office)):
            if end not in graph:
                graph.add_node(end, **_entity(_unknown(end)))
        graph.add_edge(claim.subject, claim.object, claim.id, **_claim(claim, known))
    ranks = centrality(graph)
    for node, rank in zip(graph, ranks, strict=True):
        graph.nodes[node]["centrality"] = round(float(rank), 8)
    return graph


def centrality(graph: nx.MultiDiGraph, *, damping: float = 0.85, rounds: int = 60) -> np.ndarray:
    """PageRank of the nodes in their order, over claims read both ways.

    A country that many speak of is central, whichever end of the sentence it stands on. Parallel claims count by the
    logarithm of their number, so that one much-repeated pair does not outweigh many partners.

    >>> star = nx.MultiDiGraph([("a", "hub"), ("b", "hub"), ("c", "hub")])
    >>> int(centrality(star).argmax())
    1
    """
    n = graph.number_of_nodes()
    if not n:
        return np.zeros(0)
    source, target, weight = links(graph)
    source, target = np.concatenate([source, target]), np.concatenate([target, source])
    weight = np.concatenate([weight, weight])
    out = np.bincount(source, weights=weight, minlength=n)
    share = weight / out[source]
    rank = np.full(n, 1 / n)
    for _ in range(rounds):
        flow = np.bincount(target, weights=rank[source] * share, minlength=n)
        rank = damping * (flow + rank[out == 0].sum() / n) + (1 - damping) / n
    return rank


def links(graph: nx.MultiDiGraph) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The linked pairs as positions in node order, each pair once, with a weight that grows with its claims.

    >>> a, b, weight = links(nx.MultiDiGraph([("x", "y"), ("y", "x"), ("x", "z"), ("z", "z")]))
    >>> a.tolist(), b.tolist(), weight.round(2).tolist()
    ([0, 0], [1, 2], [1.58, 1.0])
    """
    place = {node: i for i, node in enumerate(graph)}
    counts: dict[tuple[int, int], int] = {}
    for u, v in graph.edges():
        if u != v:
            pair = (min(place[u], place[v]), max(place[u], place[v]))
            counts[pair] = counts.get(pair, 0) + 1
    pairs = np.array(sorted(counts), dtype=np.int64).reshape(-1, 2)
    weight = np.log2([1.0 + counts[pair] for pair in sorted(counts)]).round(6)  # the last digits differ by machine
    return pairs[:, 0], pairs[:, 1], weight


def _by_id(documents: Iterable[Document]) -> dict[str, tuple[str, Document]]:
    """Documents by their id and by their identifier: evidence may name either."""
    known = {}
    for document in documents:
        name = document_id(document.identifier)
        known[name] = known[document.identifier] = (name, document)
    return known


def _entity(entity: Entity) -> dict[str, Any]:
    labels = {name.language: name.text for name in sorted(entity.labels)}
    names = sorted({name.text for name in entity.names} - set(labels.values()))
    return {
        "kind": str(entity.kind),
        "label": labels.get("en") or next(iter(labels.values()), entity.id),
        "labels": labels,
        "names": names,
        "facts": [list(fact) for fact in sorted(entity.facts)],
        "wikidata": entity.wikidata or None,
        "why": entity.why or None,
    }


def _unknown(node: str) -> Entity:
    """A thing that a claim names and no entity describes: shown all the same, never dropped."""
    kind, _, name = node.partition("/")
    return Entity(node, Kind(KINDS.get(kind, "Organization")), (Name("en", name or node),))


def _claim(claim: Claim, documents: dict[str, tuple[str, Document]]) -> dict[str, Any]:
    return {
        "predicate": claim.predicate,
        "modality": str(claim.modality),
        "negated": claim.negated,
        "speaker": claim.speaker,
        "date": claim.date,
        "place": claim.place,
        "mode": claim.mode,
        "office": claim.office,
        "since": claim.since,
        "until": claim.until,
        "rule": claim.rule,
        "extractor": claim.extractor,
        "resolved": [list(pair) for pair in claim.resolved],
        "evidence": [_evidence(item, documents) for item in sorted(claim.evidence)],
    }


def _evidence(evidence: Evidence, documents: dict[str, tuple[str, Document]]) -> dict[str, Any]:
    name, document = documents.get(evidence.document, (evidence.document, None))
    found = {"document": name, "exact": evidence.exact, "start": evidence.span.start, "end": evidence.span.end}
    if document is None:
        return found | {"sentence": evidence.exact, "offset": 0}
    before, after = context(document.text, evidence.span)
    return found | {
        "sentence": before + evidence.exact + after,
        "offset": len(before),
        "identifier": document.identifier,
        "title": document.title,
        "issued": document.issued,
        "publisher": document.publisher,
        "language": document.language,
        "url": document.url,
    }
