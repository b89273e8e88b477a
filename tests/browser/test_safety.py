"""Hostile sources: whatever a name, title, quote, address or file name holds stays text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

import viewer_samples as samples

if TYPE_CHECKING:
    from conftest import Opened

pytestmark = pytest.mark.browser
Open = Callable[..., "Opened"]
_FORBIDDEN = (
    "img:not(#print), iframe, object, embed, link, base, script:not([type]) ~ script:not([type]) ~ script:not([type])"
)


def _unharmed(found: Opened) -> None:
    page = found.page
    assert page.evaluate("window.hit") is None
    assert page.locator(_FORBIDDEN).count() == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
        )
        == []
    )
    links = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => [a.protocol, a.rel, a.getAttribute('href')])"
    )
    assert all(
        href == "#graph" or (protocol in {"http:", "https:"} and "noreferrer" in rel) for protocol, rel, href in links
    )


@pytest.mark.parametrize("locale", ["en-GB", "fa-IR"])
def test_every_page_of_a_hostile_network_is_harmless(view: Open, locale: str) -> None:
    found = view(samples.hostile(), title=samples.HOSTILE[1], locale=locale)
    page = found.page
    _unharmed(found)
    page.focus("#graph")
    page.keyboard.press("Home")
    for _ in range(len(samples.HOSTILE)):
        page.keyboard.press("Enter")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        _unharmed(found)
        page.focus("#graph")
        page.keyboard.press("n")
    page.click("#tool-view")
    _unharmed(found)


def test_hostile_searches_are_harmless(view: Open) -> None:
    found = view(samples.hostile())
    for text in samples.HOSTILE:
        found.search(re.sub("[\ud800-\udfff\x00\r\n]", "", text)[:150])
        _unharmed(found)


def _saved(found: Opened, name: str) -> bytes:
    with found.page.expect_download() as info:
        found.tool(name)
    return Path(info.value.path()).read_bytes()


def test_no_cell_is_a_formula(view: Open) -> None:
    found = view(samples.hostile())
    text = _saved(found, "Claims shown (CSV)").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) > 40
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[\s\x00-\x1f]*[=+\-@＝]", cell), cell


def test_the_drawing_is_well_formed_and_holds_no_markup(view: Open) -> None:
    drawing = ElementTree.fromstring(_saved(view(samples.hostile()), "Drawing (SVG)"))
    tags = {element.tag.rpartition("}")[2] for element in drawing.iter()}
    assert tags <= {"svg", "g", "path", "rect", "text", "title"}


def test_the_query_can_be_parsed_whatever_was_picked(view: Open) -> None:
    found = view(samples.hostile())
    page = found.page
    page.evaluate("for (const d of document.querySelectorAll('#side details')) d.open = true")
    boxes = page.locator("#d-predicate input")
    for i in range(boxes.count()):
        page.evaluate("for (const d of document.querySelectorAll('#side details')) d.open = true")
        if i % 3 == 0:
            boxes.nth(i).click()
    for i in range(1, min(20, page.locator("#f-source option").count())):
        page.select_option("#f-source", index=i)
        found.tool("SPARQL query")
        ox.Store().query(page.input_value("#dialog textarea"))
        page.click("#dialog-close")
