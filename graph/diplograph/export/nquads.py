"""N-Quads: the lines as they are."""

from __future__ import annotations

from collections.abc import Sequence


def render(lines: Sequence[str]) -> str:
    """The graph as N-Quads.

    >>> render(["<a:s> <a:p> <a:o> ."])
    '<a:s> <a:p> <a:o> .\\n'
    """
    return "".join(f"{line}\n" for line in lines)
