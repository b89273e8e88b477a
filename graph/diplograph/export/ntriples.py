"""N-Triples: every triple of every graph, one a line, sorted."""

from __future__ import annotations

from diplograph.export.table import Table


def render(table: Table) -> str:
    """The graph as N-Triples.

    >>> render(Table(["<a:s> <a:p> <a:o> <a:g> .", "<a:s> <a:p> <a:o> ."]))
    '<a:s> <a:p> <a:o> .\\n'
    """
    return "".join(f"{triple} .\n" for triple in table.triples)
