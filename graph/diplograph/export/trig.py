"""TriG: one block for what things are, then one block a document."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from diplograph import serial


def render(lines: Sequence[str]) -> str:
    """The graph as TriG."""
    return serial.serialize(serial.quads(lines), ox.RdfFormat.TRIG, serial.base(lines))
