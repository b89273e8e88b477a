"""The graph to look at: one offline page with the sentence behind every edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["render"]


def render(graph: nx.MultiDiGraph, *, title: str = "diplograph", **options: str) -> str:
    """The network as one HTML page; see `diplograph.viewer.page.render`, which is loaded only when needed."""
    from diplograph.viewer.page import render as page

    return page(graph, title=title, **options)
