"""Turtle: every triple of every graph, flat. A claim's evidence still leads to its document."""

from __future__ import annotations

import pyoxigraph as ox

from diplograph import serial
from diplograph.export.table import Table


def render(table: Table) -> str:
    """The graph as Turtle."""
    return serial.rewrite(serial.flat(table.lines), ox.RdfFormat.TURTLE, table.base)
