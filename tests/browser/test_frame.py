"""The page in a notebook's cell: it works in its sandbox, and reaches nothing outside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import viewer_samples as samples
from diplograph.viewer import render
from diplograph.viewer.show import frame

if TYPE_CHECKING:
    import networkx as nx
    from conftest import Opened
    from playwright.sync_api import Frame

pytestmark = pytest.mark.browser
Open = Callable[..., "Opened"]


def _cell(view: Open, folder: Path, graph: nx.MultiDiGraph) -> tuple[Opened, Frame]:
    """A stand-in for a notebook, with the page in it."""
    outer = folder / "notebook.html"
    cell = frame(render(graph, title="Cell"))
    outer.write_text(f'<!doctype html><html data-ready="all"><meta charset="utf-8">{cell}', encoding="utf-8")
    found = view(file=outer)
    inner = found.page.frames[1]
    inner.wait_for_selector("html[data-ready=all]")
    return found, inner


def _search(inner: Frame, text: str) -> None:
    inner.fill("#search", text)
    inner.page.wait_for_timeout(60)
    inner.press("#search", "Enter")


def test_it_works_in_a_cell(view: Open, tmp_path: Path) -> None:
    found, inner = _cell(view, tmp_path, samples.sample())
    _search(inner, "Lavrov")
    assert inner.inner_text("#panel h2.title") == "Sergey Lavrov"
    assert inner.locator("#panel mark").count()
    inner.click("#tool-keep")
    with found.page.expect_download() as saved:
        inner.click("#dialog button:has-text('Claims shown')")
    assert saved.value.suggested_filename == "diplograph.csv"


def test_a_cell_has_no_address_to_share(view: Open, tmp_path: Path) -> None:
    _, inner = _cell(view, tmp_path, samples.sample())
    inner.click("#tool-keep")
    assert inner.locator("#dialog .choices button").count() == 7
    assert "link" not in inner.inner_text("#dialog .choices")


def test_a_cell_reaches_nothing_outside(view: Open, tmp_path: Path) -> None:
    found, inner = _cell(view, tmp_path, samples.hostile())
    reached = inner.evaluate("(() => { try { return !!parent.document; } catch { return false; } })()")
    assert reached is False
    assert inner.evaluate("(() => { try { return !!localStorage; } catch { return false; } })()") is False
    inner.click("#tool-view")
    for page in (found.page.main_frame, inner):
        assert page.evaluate("window.hit") is None
    assert len(found.page.frames) == 2
