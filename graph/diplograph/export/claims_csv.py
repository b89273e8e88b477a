"""claims.csv: one row a claim, for spreadsheets.

The file starts with a byte order mark: without it a spreadsheet takes Persian for something else, and the libraries
that read CSV skip it. A cell that a spreadsheet could take for a formula gets an apostrophe in front; `claims.jsonl`
has the exact text.
"""

from __future__ import annotations

import csv
import io
import re

from diplograph.export import rows
from diplograph.export.table import Table

_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def render(table: Table) -> str:
    """The claims as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows.COLUMNS, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({k: safe(v) for k, v in row.items()} for row in rows.rows(table))
    return "\ufeff" + out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs.

    >>> safe("=1+1"), safe("ایران")
    ("'=1+1", 'ایران')
    """
    plain = _CONTROL.sub("\ufffd", cell.replace("\r\n", "\n").replace("\r", "\n"))  # a bare CR is not quoted
    return f"'{plain}" if _FORMULA.match(plain) else plain
