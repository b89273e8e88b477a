"""TriG: one block for what things are, then one block a document."""

from __future__ import annotations

import pyoxigraph as ox

from diplograph import serial
from diplograph.export.table import Table


def render(table: Table) -> str:
    """The graph as TriG."""
    return serial.rewrite(serial.by_graph(table.lines), ox.RdfFormat.TRIG, table.base)
