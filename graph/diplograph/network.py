"""Entities and claims as a networkx graph: one node an entity, one edge a claim, each edge with its sentence.

The graph is what the viewer draws and what GraphML and GEXF are written from. Nodes and edges are added in id order, so
the same claims give the same graph whatever order they came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np

from diplograph.ids import digest, slug
from diplograph.model import Claim, Entity, Evidence, Kind, Name
from diplograph.text import Document, Span

KINDS = {kind.lower(): str(kind) for kind in Kind}
_END = re.compile(r"[.!?؟]+[»”\"')\]]*(?=\s)|\n+")
_LONGEST = 320  # characters of context kept on either side of a quote


def to_networkx(
    entities: Iterable[Entity], documents: Iterable[Document], claims: Iterable[Claim]
) -> nx.MultiDiGraph:
    """One node an entity, one edge a claim, keyed by the claim's id.

    Nodes carry `kind`, `label`, `labels` (by language), `names`, `facts`, `wikidata`, `why` and `centrality` (PageRank).
    Edges carry what the claim says (`predicate`, `modality`, `negated`, `speaker`, `date`, …) and `evidence`: for each
    quote its document's title, date, publisher and address, and the sentence it stands in.

    >>> from diplograph.model import Claim, Entity, Evidence, Kind, Name
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
    weight = np.log2([1.0 + counts[pair] for pair in sorted(counts)])
    return pairs[:, 0], pairs[:, 1], weight


def flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph with plain text and numbers alone, as GraphML and GEXF want it.

    >>> g = nx.MultiDiGraph()
    >>> g.add_node("country/IR", labels={"en": "Iran", "fa": "ایران"}, wikidata=None, names=["Persia"])
    >>> flat(g).nodes["country/IR"] == {"label_en": "Iran", "label_fa": "ایران", "names": "Persia"}
    True
    """
    plain = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **_plain(data))
    for u, v, claim, data in graph.edges(keys=True, data=True):
        quotes = data.get("evidence", [])
        rest = {name: value for name, value in data.items() if name != "evidence"}
        for name in ("exact", "sentence", "document", "title", "issued", "publisher", "url"):
            rest[name] = " ¶ ".join(dict.fromkeys(q[name] for q in quotes if q.get(name)))
        plain.add_edge(u, v, claim, **_plain(rest))
    return plain


def sentence(text: str, span: Span) -> Span:
    """The stretch of whole sentences around a quote, cut short where a source has none.

    >>> text = "One. Two is here. Three."
    >>> sentence(text, Span(5, 8)).of(text)
    'Two is here.'
    """
    start, end = max(0, span.start - _LONGEST), min(len(text), span.end + _LONGEST)
    before = [m.end() for m in _END.finditer(text, start, span.start + 1) if m.end() <= span.start]
    after = _END.search(text, max(span.start, span.end - 1), end)
    left = before[-1] if before else start
    right = after.end() if after else end
    while left < span.start and text[left].isspace():
        left += 1
    while right > span.end and text[right - 1].isspace():
        right -= 1
    return Span(left, right)


def document_id(document: Document) -> str:
    """The last part of a document's IRI.

    >>> document_id(Document("a/b.txt", "", ""))
    'document/a-b-txt-5550000d'
    """
    return f"document/{slug(document.identifier, longest=48) or 'x'}-{digest(document.identifier)}"


def _by_id(documents: Iterable[Document]) -> dict[str, tuple[str, Document]]:
    """Documents by their id and by their identifier: evidence may name either."""
    known = {}
    for document in documents:
        known[document_id(document)] = known[document.identifier] = (document_id(document), document)
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
    around = sentence(document.text, evidence.span)
    return found | {
        "sentence": around.of(document.text),
        "offset": evidence.span.start - around.start,
        "identifier": document.identifier,
        "title": document.title,
        "issued": document.issued,
        "publisher": document.publisher,
        "language": document.language,
        "url": document.url,
    }


def _plain(data: dict[str, Any]) -> dict[str, str | int | float | bool]:
    plain: dict[str, str | int | float | bool] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            plain |= {f"{name.removesuffix('s')}_{key}": str(text) for key, text in value.items()}
        elif isinstance(value, list | tuple):
            plain[name] = " | ".join("=".join(map(str, v)) if isinstance(v, list | tuple) else str(v) for v in value)
        elif value is not None and value != "":
            plain[name] = value
    return plain
