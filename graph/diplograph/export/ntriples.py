"""N-Triples: every triple of every graph, one a line, sorted."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.export.turtle import triples


def render(lines: Sequence[str]) -> str:
    """The graph as N-Triples.

    >>> render(["<a:s> <a:p> <a:o> <a:g> .", "<a:s> <a:p> <a:o> ."])
    '<a:s> <a:p> <a:o> .\\n'
    """
    return "".join(f"{triple} .\n" for triple in triples(lines))
