"""Turtle: every triple of every graph, flat. A claim's evidence still leads to its document."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from diplograph import serial


def triples(lines: Sequence[str]) -> list[ox.Triple]:
    """The triples of all graphs, each once, in the order of their N-Triples lines."""
    return sorted({q.triple for q in serial.quads(lines)}, key=str)


def render(lines: Sequence[str]) -> str:
    """The graph as Turtle."""
    return serial.serialize(triples(lines), ox.RdfFormat.TURTLE, serial.base(lines))
