"""Evidence as Web Annotations, in JSON-LD: the claims are the body, the quote in its document is the target.

The keys are those of the Web Annotation context. What the file uses of it is written out in the file, so that nothing
has to be fetched; who publishes the file puts `http://www.w3.org/ns/anno.jsonld` in its place, beside `dg`, and has
the same triples. No node is blank: the target is the evidence itself, and its selectors are called after it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any
from urllib.parse import quote

from diplograph.export.table import Node, Table
from diplograph.ids import NS
from diplograph.ontology import expand

_PREFIXES = {
    "oa": expand("oa:"),
    "rdf": expand("rdf:"),
    "foaf": expand("foaf:"),
    "as": "http://www.w3.org/ns/activitystreams#",
    "dg": NS,
}
_CLASSES = ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")
_TEXTS = ("start", "end", "exact", "prefix", "suffix")
_LINKS = {
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "generator": "as:generator",
    **{c: c for c in ("rdf:subject", "rdf:predicate", "rdf:object", "dg:modality", "dg:attributedTo")},
}
_TOLD = [curie for curie in _LINKS if ":" in curie]
CONTEXT: dict[str, Any] = {
    **_PREFIXES,
    "id": "@id",
    "type": "@type",
    "Software": "as:Application",
    "name": "foaf:name",
    **{name: f"oa:{name}" for name in (*_CLASSES, "describing", *_TEXTS)},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    **{name: {"@id": curie, "@type": "@id"} for name, curie in _LINKS.items()},
}


def render(table: Table) -> str:
    r"""The annotations, one a line, in the order of the evidence.

    >>> print(render(Table(())), end="")  # doctest: +ELLIPSIS
    {"@context": {"oa": "http://www.w3.org/ns/oa#", ...},
    "@graph": [
    <BLANKLINE>
    ]}
    """
    claims = defaultdict(list)
    for claim in table.claims:
        for iri in claim.all("dg:evidence"):
            claims[iri].append(claim)
    made = [_annotation(evidence, claims[evidence.iri]) for evidence in table.evidence]
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in made)
    return f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{rows}\n]}}\n'


def _annotation(evidence: Node, claims: list[Node]) -> dict[str, Any]:
    """One annotation; several claims that rest on the same quote are its bodies."""
    makers = sorted({name for claim in claims for name in claim.all("dg:extractor")})
    return {
        "id": f"{evidence.base}annotation/{evidence.id.rpartition('/')[2]}",
        "type": "Annotation",
        "motivation": "describing",
        **({"generator": [_software(evidence.base, name) for name in makers]} if makers else {}),
        **({"body": [_claim(claim) for claim in claims]} if claims else {}),
        "target": _target(evidence),
    }


def _software(base: str, name: str) -> dict[str, str]:
    return {"id": f"{base}extractor/{quote(name, safe='')}", "type": "Software", "name": name}


def _claim(claim: Node) -> dict[str, Any]:
    """A claim, with what it says and how; the rest of it is in the graph."""
    told = {curie: claim.one(curie) for curie in _TOLD if claim.one(curie)}
    return {"id": claim.iri, "type": "dg:Claim", **told, "dg:negated": claim.one("dg:negated") == "true"}


def _target(evidence: Node) -> dict[str, Any]:
    position = {name: int(evidence.one(f"oa:{name}")) for name in ("start", "end")}
    words = {name: evidence.one(f"oa:{name}") for name in ("exact", "prefix", "suffix") if evidence.all(f"oa:{name}")}
    return {
        "id": evidence.iri,
        "type": "SpecificResource",
        "source": evidence.one("oa:hasSource"),
        "selector": [
            {"id": f"{evidence.iri}#position", "type": "TextPositionSelector", **position},
            {"id": f"{evidence.iri}#quote", "type": "TextQuoteSelector", **words},
        ],
    }
