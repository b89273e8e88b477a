"""The network as rows of plain values, ready for JSON: what is drawn first, and all the rest.

Nodes are numbered by their rank, the most central being 0, so "the top 300" are the first 300.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from diplograph.viewer.layout import Layout, layout

TOP = 300  # drawn by vis from the start
OVERVIEW = 2000  # above this, communities are drawn first
BUBBLES = 80  # communities drawn in the overview
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9+-]{1,5}")
_DASHES: dict[str, Any] = {
    "Asserted": False,
    "Planned": [12, 7],
    "Hoped": [2, 6],
    "Conditional": [12, 5, 2, 5],
    "Negated": False,
}
STYLES = tuple(_DASHES)


@dataclass(frozen=True)
class Network:
    """A graph with its layout, its nodes in rank order, and each node's number."""

    graph: nx.MultiDiGraph
    layout: Layout
    order: tuple[str, ...]
    number: dict[str, int]
    position: dict[str, int]  # of a node in the layout's arrays


def prepare(graph: nx.MultiDiGraph) -> Network:
    """Lay the graph out and number its nodes by rank."""
    order = sorted(graph, key=lambda node: (-graph.nodes[node].get("centrality", 0.0), node))
    return Network(
        graph,
        layout(graph),
        tuple(order),
        {node: i for i, node in enumerate(order)},
        {node: i for i, node in enumerate(graph)},
    )


def style(claim: dict[str, Any]) -> str:
    """The line a claim is drawn with.

    >>> style({"modality": "Planned", "negated": False}), style({"modality": "Asserted", "negated": True})
    ('Planned', 'Negated')
    """
    return "Negated" if claim.get("negated") else str(claim.get("modality", "Asserted"))


def first(net: Network) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nodes and edges that vis draws before anything else is read."""
    if len(net.order) > OVERVIEW:
        return _bubbles(net)
    top = net.order[:TOP]
    return [_vis_node(net, node) for node in top], _vis_edges(net, set(top))


def rest(net: Network) -> dict[str, Any]:
    """Everything: nodes, documents, sentences and claims, each a row of values."""
    documents: dict[str, int] = {}
    sentences: dict[str, int] = {}
    rows: dict[str, Any] = {"documents": [], "claims": []}
    for u, v, key, claim in sorted(net.graph.edges(keys=True, data=True), key=lambda edge: edge[2]):
        evidence = []
        for item in claim.get("evidence", ()):
            if item["document"] not in documents:
                documents[item["document"]] = len(documents)
                rows["documents"].append(_document(item))
            number = sentences.setdefault(item["sentence"], len(sentences))
            before, exact = item["sentence"][: item["offset"]], item["exact"]
            evidence.append([documents[item["document"]], number, _utf16(before), _utf16(exact)])
        rows["claims"].append(_claim(net, key, u, v, claim, evidence))
    rows["sentences"] = list(sentences)
    rows["nodes"] = [_node(net, node) for node in net.order]
    rows["discs"] = net.layout.discs.tolist()
    return rows


def _utf16(text: str) -> int:
    """Length as JavaScript counts it."""
    return len(text) + sum(c > "\uffff" for c in text)


def _node(net: Network, node: str) -> list[Any]:
    data, at = net.graph.nodes[node], net.position[node]
    x, y = net.layout.xy[at].tolist()
    return [
        node,
        data.get("kind", "Organization"),
        data.get("labels") or {"en": data.get("label") or node},
        data.get("names", []),
        x,
        y,
        int(net.layout.community[at]),
        _size(net, node),
        letters(node, data),
        data.get("facts", []),
        data.get("wikidata"),
        data.get("why"),
    ]


def _claim(net: Network, key: str, u: str, v: str, claim: dict[str, Any], evidence: list[list[int]]) -> list[Any]:
    numbered = [net.number.get(claim.get(end) or "") for end in ("speaker", "place", "office")]
    plain = [claim.get(name) for name in ("mode", "date", "since", "until", "rule")]
    return [
        key,
        net.number[u],
        claim.get("predicate", ""),
        net.number[v],
        claim.get("modality", "Asserted"),
        int(bool(claim.get("negated"))),
        *numbered,
        *plain,
        evidence,
        claim.get("resolved") or [],
    ]


def _document(item: dict[str, Any]) -> list[Any]:
    return [item.get(name) for name in ("document", "title", "issued", "publisher", "url", "identifier", "language")]


def letters(node: str, data: dict[str, Any]) -> str:
    """What stands inside the shape: a country's letters, an organization's abbreviation.

    >>> letters("country/IR", {"kind": "Country", "facts": [["iso2", "IR"]]})
    'IR'
    >>> letters("organization/nato", {"kind": "Organization", "names": ["NATO"]})
    'NATO'
    """
    if data.get("kind") == "Country":
        facts = dict(data.get("facts", []))
        return str(facts.get("iso2") or node.partition("/")[2])[:4]
    if data.get("kind") == "Organization":
        names = [*(data.get("labels") or {}).values(), *data.get("names", [])]
        return min((n for n in names if _ABBREVIATION.fullmatch(n)), key=lambda n: (len(n), n), default="")
    return ""


def _size(net: Network, node: str) -> int:
    most = net.graph.nodes[net.order[0]].get("centrality") or 1
    return round(16 + 34 * float(np.sqrt(net.graph.nodes[node].get("centrality", 0) / most)))


def _vis_node(net: Network, node: str) -> dict[str, Any]:
    node_id, kind, labels, _, x, y, community, size, text, facts, _, _ = _node(net, node)
    return {
        "id": net.number[node],
        "label": "",
        "shape": "custom",
        "x": x,
        "y": y,
        "size": size,
        "entity": node_id,
        "kind": kind,
        "labels": labels,
        "community": community,
        "letters": text,
        "facts": facts,
    }


def _vis_edges(net: Network, among: set[str]) -> list[dict[str, Any]]:
    """One edge for each pair and line style, with the number of claims behind it."""
    counts: dict[tuple[int, int, str], int] = {}
    for u, v, claim in net.graph.edges(data=True):
        if u != v and u in among and v in among:
            a, b = sorted((net.number[u], net.number[v]))
            group = (a, b, style(claim))
            counts[group] = counts.get(group, 0) + 1
    return [
        {"id": f"{a}-{b}-{line}", "from": a, "to": b, "line": line, "count": count, "dashes": _DASHES.get(line, False)}
        for (a, b, line), count in sorted(counts.items())
    ]


def _bubbles(net: Network) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Communities as nodes, named after their most central members."""
    members: dict[int, list[str]] = {}
    for node in net.order:
        members.setdefault(int(net.layout.community[net.position[node]]), []).append(node)
    shown = [c for c in sorted(members) if len(members[c]) > 2][:BUBBLES]
    counts: dict[tuple[int, int], int] = {}
    for u, v in net.graph.edges():
        a, b = sorted(int(net.layout.community[net.position[end]]) for end in (u, v))
        if a != b and b <= shown[-1]:
            counts[a, b] = counts.get((a, b), 0) + 1
    nodes = [_bubble(net, c, members[c]) for c in shown]
    edges = [
        {"id": f"c{a}-c{b}", "from": f"c{a}", "to": f"c{b}", "line": "Asserted", "count": count, "dashes": False}
        for (a, b), count in sorted(counts.items())
        if a in members and b in members
    ]
    return nodes, edges


def _bubble(net: Network, community: int, members: list[str]) -> dict[str, Any]:
    x, y, radius = net.layout.discs[community].tolist()
    return {
        "id": f"c{community}",
        "label": "",
        "shape": "custom",
        "x": x,
        "y": y,
        "size": radius,
        "kind": "Community",
        "community": community,
        "count": len(members),
        "top": [net.graph.nodes[node].get("labels") or {"en": node} for node in members[:3]],
    }
