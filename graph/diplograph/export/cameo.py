"""CAMEO: one event a row, with actor codes, root code and quad class.

The quad class is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
"""

from __future__ import annotations

import csv
import io

from diplograph.export import events
from diplograph.export.claims_csv import safe
from diplograph.export.events import Event
from diplograph.export.table import Table

_COLUMNS = (
    "claim",
    "date",
    "source",
    "source_name",
    "target",
    "target_name",
    "cameo",
    "root",
    "quad_class",
    "text",
    "published",
    "publisher",
    "document",
    "url",
)


def render(table: Table) -> str:
    """The events as CSV, made safe for spreadsheets as `claims.csv` is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([safe(cell) for cell in _row(event)] for event in events.events(table))
    return "\ufeff" + out.getvalue()


def _row(event: Event) -> tuple[str, ...]:
    claim, document, code = event.claim, event.document, event.claim.one("dg:cameo")
    return (
        claim.id.rpartition("/")[2],
        claim.one("dg:date"),
        event.source.code,
        event.source.name,
        event.target.code,
        event.target.name,
        code,
        code[:2],
        quad_class(code),
        " … ".join(event.quotes),
        document.one("dcterms:issued"),
        document.one("dcterms:publisher"),
        document.one("dcterms:identifier"),
        document.one("schema:url"),
    )


def quad_class(code: str) -> str:
    """The quad class of a code.

    >>> [quad_class(c) for c in ("040", "070", "120", "190")]
    ['1', '2', '3', '4']
    """
    return str(1 + sum(int(code[:2]) > last for last in (5, 8, 13)))
