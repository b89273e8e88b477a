"""A claim as one flat row: what `claims.csv` and the network formats hold."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.export.table import Node, Table

COLUMNS = (
    "claim",
    "document",
    "title",
    "issued",
    "publisher",
    "subject",
    "subject_kind",
    "subject_label",
    "subject_en",
    "predicate",
    "object",
    "object_kind",
    "object_label",
    "object_en",
    "modality",
    "negated",
    "speaker",
    "speaker_label",
    "date",
    "place",
    "place_label",
    "mode",
    "office",
    "office_label",
    "from",
    "until",
    "plover",
    "cameo",
    "quote",
    "start",
    "end",
    "rule",
    "extractor",
)


def rows(table: Table) -> Iterator[dict[str, str]]:
    """Every claim as a row, in id order. `_label` is the name in the language of the document, `_en` in English."""
    for claim in table.claims:
        yield {"claim": claim.id.rpartition("/")[2], **_source(table, claim), **_ends(table, claim), **_told(claim)}


def _source(table: Table, claim: Node) -> dict[str, str]:
    source, quotes = table.source(claim), table.quotes(claim)
    return {
        "document": source.one("dcterms:identifier"),
        "title": source.one("dcterms:title"),
        "issued": source.one("dcterms:issued"),
        "publisher": source.one("dcterms:publisher"),
        "quote": " … ".join(quote.one("oa:exact") for quote in quotes),
        "start": quotes[0].one("oa:start") if quotes else "",
        "end": quotes[-1].one("oa:end") if quotes else "",
    }


def _ends(table: Table, claim: Node) -> dict[str, str]:
    language = table.source(claim).one("dcterms:language")
    row: dict[str, str] = {}
    for name, curie in _LINKS.items():
        for node in table.follow(claim, curie)[:1]:
            row |= {name: node.id, f"{name}_kind": node.kind, f"{name}_label": node.label(language)}
            row[f"{name}_en"] = node.labels.get("en", "")
    return row


_TEXTS = ("negated", "date", "mode", "from", "until", "plover", "cameo", "rule", "extractor")
_LINKS = {
    "subject": "rdf:subject",
    "object": "rdf:object",
    "speaker": "dg:attributedTo",
    "place": "dg:place",
    "office": "dg:office",
}


def _told(claim: Node) -> dict[str, str]:
    terms = {"predicate": claim.term("rdf:predicate"), "modality": claim.term("dg:modality")}
    return terms | {name: claim.one(f"dg:{name}") for name in _TEXTS}
