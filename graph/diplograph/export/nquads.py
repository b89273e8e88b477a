"""N-Quads: the lines as they are."""

from __future__ import annotations

from diplograph.export.table import Table


def render(table: Table) -> str:
    """The graph as N-Quads.

    >>> render(Table(["<a:s> <a:p> <a:o> ."]))
    '<a:s> <a:p> <a:o> .\\n'
    """
    return "".join(f"{line}\n" for line in table.lines)
