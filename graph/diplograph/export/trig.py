"""TriG: one block for what things are, then one block a document."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from diplograph.export import _rdf


def render(lines: Sequence[str]) -> str:
    """The graph as TriG."""
    return _rdf.serialize(_rdf.quads(lines), ox.RdfFormat.TRIG, _rdf.base(lines))
