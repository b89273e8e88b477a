"""N-Triples: every triple of every graph, one a line, sorted."""

from __future__ import annotations

from diplograph import serial
from diplograph.export.table import Table


def render(table: Table) -> str:
    """The graph as N-Triples.

    >>> render(Table(["<a:s> <a:p> <a:o> <a:g> .", "<a:s> <a:p> <a:o> ."]))
    '<a:s> <a:p> <a:o> .\\n'
    """
    return "".join(f"{line}\n" for line in serial.flat(table.lines))
