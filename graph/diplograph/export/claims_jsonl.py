"""claims.jsonl: one claim a line, with its ends, its speaker and its quotes spelled out."""

from __future__ import annotations

import json
from typing import Any

from diplograph.export.table import Node, Table

_LINKS = {"speaker": "dg:attributedTo", "place": "dg:place", "office": "dg:office"}
_TEXTS = ("date", "mode", "from", "until", "plover", "cameo", "rule", "extractor")


def render(table: Table) -> str:
    """The claims as JSON lines, in id order."""
    return "".join(f"{json.dumps(_claim(table, claim), ensure_ascii=False)}\n" for claim in table.claims)


def _claim(table: Table, claim: Node) -> dict[str, Any]:
    links = {name: next(iter(table.follow(claim, curie)), None) for name, curie in _LINKS.items()}
    row: dict[str, Any] = {
        "id": claim.id.rpartition("/")[2],
        "iri": claim.iri,
        "subject": _thing(table.follow(claim, "rdf:subject")[0]),
        "predicate": claim.term("rdf:predicate"),
        "object": _thing(table.follow(claim, "rdf:object")[0]),
        "modality": claim.term("dg:modality"),
        "negated": claim.one("dg:negated") == "true",
        **{name: _thing(node) for name, node in links.items() if node},
        **{name: claim.one(f"dg:{name}") for name in _TEXTS if claim.one(f"dg:{name}")},
    }
    if resolved := claim.all("dg:resolved"):
        row["resolved"] = resolved
    return row | {"evidence": [_quote(table, quote) for quote in table.quotes(claim)]}


def _thing(node: Node) -> dict[str, Any]:
    return {"id": node.id, "kind": node.kind, "labels": node.labels}


def _quote(table: Table, quote: Node) -> dict[str, Any]:
    source = next(iter(table.follow(quote, "oa:hasSource")), Node("", {}, ""))
    told = {
        "title": "dcterms:title",
        "issued": "dcterms:issued",
        "publisher": "dcterms:publisher",
        "url": "schema:url",
        "retrieved": "dg:retrieved",
    }
    return {
        "exact": quote.one("oa:exact"),
        "prefix": quote.one("oa:prefix"),
        "suffix": quote.one("oa:suffix"),
        "start": int(quote.one("oa:start") or 0),
        "end": int(quote.one("oa:end") or 0),
        "document": source.one("dcterms:identifier"),
        **{name: source.one(curie) for name, curie in told.items() if source.one(curie)},
    }
