"""Things and claims as the nodes and edges of a network, each with flat attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.export import rows
from diplograph.export.table import Node, Table

NODE = ("kind", "label_en", "label_fa", "iso2", "wikidata", "status")
EDGE = (
    "claim",
    "predicate",
    "modality",
    "negated",
    "speaker",
    "date",
    "place",
    "mode",
    "office",
    "from",
    "until",
    "plover",
    "cameo",
    "document",
    "title",
    "issued",
    "publisher",
    "quote",
    "rule",
    "extractor",
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim between two things."""

    id: str
    source: str
    target: str
    told: dict[str, str]


def nodes(table: Table) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The id, label and attributes of every thing, and of every end of a claim that nothing else is said of."""
    ends = {n.iri: n for claim in table.claims for c in ("rdf:subject", "rdf:object") for n in table.follow(claim, c)}
    for _, node in sorted({**ends, **{n.iri: n for n in table.things}}.items()):
        yield node.id, node.label(), _told(node)


def _told(node: Node) -> dict[str, str]:
    told = {f"label_{language}": node.labels.get(language, "") for language in ("en", "fa")}
    own = {"iso2": node.one("dg:iso2"), "status": node.term("dg:status")}
    return {"kind": node.kind, **told, **own, "wikidata": node.one("owl:sameAs").rpartition("/")[2]}


def edges(table: Table) -> Iterator[Edge]:
    """Every claim as an edge."""
    for row in rows.rows(table):
        yield Edge(row["claim"], row["subject"], row["object"], {name: row.get(name, "") for name in EDGE})
