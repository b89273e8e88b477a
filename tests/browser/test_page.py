"""The page in a browser: what a reader can do with it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest

import viewer_samples as samples
from diplograph.ids import BASE
from diplograph.viewer import words

if TYPE_CHECKING:
    from conftest import Opened

pytestmark = pytest.mark.browser
Open = Callable[..., "Opened"]

PHONE = {"viewport": {"width": 390, "height": 800}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


# ---- Opening


def test_it_opens_quietly(view: Open) -> None:
    page = view().page
    assert page.title() == "Sample"
    assert page.locator("#canvas canvas").count() == 1


def test_an_empty_network_says_what_to_do(view: Open) -> None:
    found = view(nx.MultiDiGraph())
    assert "seeds/" in found.page.inner_text("#empty")


def test_a_network_of_one_thing_opens(view: Open) -> None:
    graph = samples.sample().subgraph([samples.IR]).copy()
    found = view(graph)
    found.search("Iran")
    assert found.title == "Iran"


_OLD = "delete window.DecompressionStream"


def test_an_old_browser_is_told_what_it_lacks(view: Open) -> None:
    found = view(samples.generated(400, 900), script=_OLD, ready="failed")
    assert "DecompressionStream" in found.page.inner_text("#notice")
    assert found.page.locator("#canvas canvas").count() == 1


def test_an_old_browser_still_reads_a_small_network(view: Open) -> None:
    found = view(script=_OLD)
    found.search("Lavrov")
    assert found.title == "Sergey Lavrov"


# ---- Finding


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lavrov", "Sergey Lavrov"),
        ("SERGEY", "Sergey Lavrov"),
        ("لاوروف", "Sergey Lavrov"),
        ("سرگئي لاوروف", "Sergey Lavrov"),
        ("امیرعبداللهیان", "Hossein Amir-Abdollahian"),
        ("امیر\u200cعبداللهیان", "Hossein Amir-Abdollahian"),
        ("امیر عبداللهیان", "Hossein Amir-Abdollahian"),
        ("amir abdollahian", "Hossein Amir-Abdollahian"),
        ("همکاریهای شانگهای", "Shanghai Cooperation Organisation"),
        ("همکاری های شانگهای", "Shanghai Cooperation Organisation"),
        ("SCO", "Shanghai Cooperation Organisation"),
        ("rasht astara", "Rasht–Astara railway"),
        ("بين المللي", "International Atomic Energy Agency"),
    ],
)
def test_enter_opens_the_best_hit_in_any_spelling(view: Open, text: str, title: str) -> None:
    found = view()
    found.search(text)
    assert found.title == title


def test_quotes_are_found_too(view: Open) -> None:
    found = view()
    found.search("تصویب نکرده")
    assert "ratify" in found.panel
    assert "تصویب نکرده است" in found.page.inner_text("#panel .found mark")


def test_the_list_of_hits_is_walked_by_keyboard(view: Open) -> None:
    found = view()
    found.search("ir", enter=False)
    options = found.page.locator("#hits li")
    assert options.count() > 2
    assert options.nth(0).get_attribute("aria-selected") == "true"
    found.page.press("#search", "ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert found.page.get_attribute("#search", "aria-activedescendant") == "hit-1"
    found.page.press("#search", "Escape")
    assert found.page.is_hidden("#hits")


def test_nothing_found_is_said(view: Open) -> None:
    found = view()
    found.search("zzzzqq", enter=False)
    assert "Nothing found" in found.page.inner_text("#hits")


def test_the_page_folds_in_javascript_as_python_does(view: Open) -> None:
    from importlib.resources import files

    from diplograph.text import key

    texts = ["همکاری\u200cهای", "همكاريهاي", "رئیس\u200cجمهور", "۱۴۰۲ ٢٠٢٣", "ÀÉ İ", "مَؤُونة آ أ إ ٱ", *samples.HOSTILE]
    texts = [text for text in texts if text.isprintable() and not re.search("[\ud800-\udfff]", text)]
    code = files("diplograph.viewer").joinpath("script/base.js").read_text(encoding="utf-8")
    body = code[code.index("const foldRun") : code.index("// For search also")]
    run = f"([PAGE, texts]) => {{ {body} return texts.map(key); }}"
    folded = view().page.evaluate(run, [{"folding": words.folding()}, texts])
    assert folded == [key(text) for text in texts]


# ---- Evidence


def test_a_claim_is_told_with_its_sentence_source_and_both_calendars(view: Open) -> None:
    found = view()
    found.search("Lavrov")
    card = found.page.locator("#panel article", has_text="met").first
    assert "Hossein Amir-Abdollahian met Sergey Lavrov" in card.inner_text()
    assert "5 December 2023" in card.inner_text()
    assert "14 Azar 1402" in card.inner_text()
    assert card.locator("blockquote").first.get_attribute("dir") == "auto"
    assert card.locator("mark").first.inner_text() == samples.CLAIMS[0].evidence[0].exact
    assert card.locator("mark").first.evaluate("m => m.parentNode.textContent").startswith("لاوروف روز")
    link = card.locator("figcaption a").first
    assert link.get_attribute("href") == "https://example.org/fa/1?x=%3Cb%3E"
    assert "noreferrer" in (link.get_attribute("rel") or "")
    assert "Same claim elsewhere (1)" in card.inner_text()


def test_the_same_in_persian_from_right_to_left(view: Open) -> None:
    found = view(locale="fa-IR")
    assert found.page.get_attribute("html", "dir") == "rtl"
    found.search("Lavrov")
    assert found.title == "سرگئی لاوروف"
    assert "۱۴ آذر ۱۴۰۲" in found.panel
    assert "۵ دسامبر ۲۰۲۳" in found.panel
    assert "با سرگئی لاوروف دیدار کرد" in found.panel
    assert "وزیر امور خارجهٔ روسیه است" in found.panel


def test_dates_are_never_falsely_precise(view: Open) -> None:
    found = view()
    found.search("پیمان راهبردی")
    assert "January 2025" in found.panel
    assert "Dey 1403 – Bahman 1403" in found.panel
    assert "1 January 2025" not in found.panel


@pytest.mark.parametrize(
    ("pick", "words_"),
    [
        ("پیمان راهبردی", "It is planned that Russia will sign"),
        ("United States", "It is hoped that Iran will meet United States"),
        ("Atomic", "On a condition: Iran will cooperate with"),
        ("Oman", "Iran did not sanction Oman"),
    ],
)
def test_how_a_claim_is_put_is_said(view: Open, pick: str, words_: str) -> None:
    found = view()
    found.search(pick)
    assert any(text.startswith(words_) for text in found.claims()), found.claims()


def test_an_agreement_shows_its_life(view: Open) -> None:
    found = view()
    found.search("پیمان راهبردی")
    stages = found.page.locator(".life > ol > li")
    told = {
        stages.nth(i).locator("b").first.inner_text(): stages.nth(i).get_attribute("class")
        for i in range(stages.count())
    }
    assert told["signed"] == "told"
    assert told["ratified"] == "open"
    assert told["proposed"] == "empty"
    assert stages.locator("article").count() == 5
    assert found.page.get_attribute(".life li.told", "aria-current") == "step"


def test_an_official_has_offices_meetings_and_statements(view: Open) -> None:
    found = view()
    found.search("Lavrov")
    heads = found.page.locator("#panel h3").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["Offices", "Meetings", "Statements"]
    assert "Sergey Lavrov is Minister of Foreign Affairs of Russia" in found.panel


def test_a_place_tells_what_happened_there(view: Open) -> None:
    found = view()
    found.search("Geneva")
    assert "It is hoped that Iran will meet United States" in found.panel


def test_an_address_that_is_not_the_web_is_no_link(view: Open) -> None:
    found = view()
    found.search("تصویب نکرده")
    assert "میزبانی لاوروف" in found.panel
    assert found.page.locator("#panel a[href^=javascript]").count() == 0


def test_the_iri_of_a_claim_is_there_to_copy(view: Open) -> None:
    found = view()
    found.search("Geneva")
    found.page.click("#panel article details.more:last-child summary")
    claim = next(c for c in samples.CLAIMS if c.modality == "Hoped")
    assert found.page.inner_text("#panel article .copy code") == f"{BASE}claim/{claim.id}"


# ---- Narrowing


def _click(found: Opened, id_: str) -> None:
    found.open_filters()
    found.page.locator(f"[id='{id_}']").click()


@pytest.mark.parametrize(
    ("filter_", "left"),
    [
        ("f-kind-Country", 2),
        ("f-kind-Agreement", 13),
        ("f-line-Asserted", 6),
        ("f-line-Negated", 18),
        ("f-line-Planned", 18),
        ("f-predicate-signed", 16),
        ("f-stage-Withdrawn", 19),
    ],
)
def test_the_legend_filters(view: Open, filter_: str, left: int) -> None:
    found = view()
    assert found.rows() == 20
    _click(found, filter_)
    assert found.rows() == left
    _click(found, filter_)
    assert found.rows() == 20


def test_speaker_and_source_filter(view: Open) -> None:
    found = view()
    found.page.select_option(
        "#f-speaker", label=found.page.locator("#f-speaker option", has_text="Lavrov").inner_text()
    )
    assert found.rows() == 2
    found.page.select_option("#f-speaker", "")
    found.page.select_option(
        "#f-source", label=found.page.locator("#f-source option", has_text="روزنامهٔ آزمون").inner_text()
    )
    assert found.rows() == 2


def test_time_narrows_and_plays(view: Open) -> None:
    found = view()
    last = found.page.get_attribute("#t-to", "max")
    found.page.locator("#t-from").fill(last or "")
    assert found.rows() == 6 + 4  # those of 2025, and the undated
    found.page.locator("#t-undated").click()
    assert found.rows() == 6
    found.page.keyboard.press("Control+z")
    found.page.keyboard.press("Control+z")
    assert found.rows() == 20
    before = found.page.inner_text("#t-range")
    found.page.click("#t-play")
    assert found.page.inner_text("#t-range") != before
    found.page.click("#t-play")


def test_dragging_over_the_bars_chooses_a_stretch(view: Open) -> None:
    found = view()
    box = found.page.locator("#bars").bounding_box()
    assert box
    y = box["y"] + 10
    found.page.mouse.move(box["x"] + box["width"] * 0.6, y)
    found.page.mouse.down()
    found.page.mouse.move(box["x"] + box["width"] * 0.8, y)
    found.page.mouse.up()
    assert found.page.locator("#bars rect.in").count() < found.page.locator("#bars rect").count()


def test_when_all_is_filtered_away_there_is_a_way_back(view: Open) -> None:
    found = view()
    _click(found, "none-kind")
    assert "filtered" in found.page.inner_text("#empty")
    found.page.click("#empty button")
    assert found.rows() == 20


# ---- Walking


def test_the_shortest_path_comes_with_its_evidence(view: Open) -> None:
    found = view()
    found.search("China")
    found.page.click("#act-path")
    found.search("JCPOA")
    assert found.title == "Shortest path"
    steps = found.page.locator("#panel .step")
    assert steps.count() == 4
    assert all(steps.nth(i).locator("mark").count() for i in range(4))


def test_without_a_path_it_says_so(view: Open) -> None:
    graph = samples.sample()
    found = view(graph)
    _click(found, "f-line-Negated")
    found.search("Oman")
    found.page.click("#act-path")
    found.search("China")
    assert "No path" in found.page.inner_text("#notice")


def test_hide_undo_redo(view: Open) -> None:
    found = view()
    found.search("Iran")
    found.page.click("#act-hide")
    assert found.rows() == 9
    found.page.click("#tool-undo")
    assert found.rows() == 20
    found.page.click("#tool-redo")
    assert found.rows() == 9
    found.page.click("#bar button")
    assert found.rows() == 20


def test_focus_and_expand(view: Open) -> None:
    found = view()
    found.search("JCPOA")
    found.page.click("#act-focus")
    assert found.rows() == 1
    found.search("United States")
    found.page.click("#act-expand")
    assert found.rows() == 3
    found.page.click("#bar button")
    assert found.rows() == 20


def test_the_graph_is_walked_by_keyboard_alone(view: Open) -> None:
    found = view()
    page = found.page
    page.focus("#graph")
    page.keyboard.press("Home")
    found.until("document.querySelector('#live').textContent.includes('neighbours')")
    first = page.inner_text("#live")
    visited = set()
    for arrow in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight") * 2:
        page.keyboard.press(arrow)
        page.wait_for_timeout(50)
        visited.add(page.inner_text("#live"))
    assert len(visited - {first}) > 1
    page.keyboard.press("Enter")
    assert found.title
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate("document.activeElement.id") == "graph"


def test_a_click_on_a_node_and_on_an_edge_opens_its_evidence(view: Open) -> None:
    found = view()
    page = found.page
    page.wait_for_timeout(500)
    places = page.evaluate(_PLACES)
    page.mouse.click(*places["node"])
    page.wait_for_selector("#panel h2.title")
    page.click("#close")
    page.wait_for_timeout(500)
    page.mouse.click(*page.evaluate(_PLACES)["edge"])
    page.wait_for_selector("#panel h2.title")
    assert "–" in found.title


def test_dragging_pins_and_undo_puts_back(view: Open) -> None:
    found = view()
    page = found.page
    page.wait_for_timeout(500)
    x, y = page.evaluate(_PLACES)["node"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=5)
    page.mouse.up()
    found.until("location.hash.includes('pins')")
    page.click("#tool-undo")
    found.until("!location.hash.includes('pins')")


@pytest.mark.parametrize("locale", ["en-GB", "fa-IR"])
def test_what_is_clicked_stays_under_the_pointer(view: Open, locale: str) -> None:
    found = view(locale=locale)
    page = found.page
    page.wait_for_timeout(500)
    names = {"en-GB": "left", "fa-IR": "right"}  # where the panel does not come
    before = page.evaluate(_PLACES)[names[locale]]
    page.mouse.click(*before)
    page.wait_for_selector("#panel h2.title")
    page.wait_for_timeout(800)
    assert page.evaluate(_PLACES)[names[locale]] == pytest.approx(before, abs=3)


def test_a_double_click_expands(view: Open) -> None:
    found = view()
    page = found.page
    page.wait_for_timeout(500)
    page.mouse.dblclick(*page.evaluate(_PLACES)["left"])
    found.until("location.hash.includes('more')")


def test_a_click_on_a_community_opens_it(view: Open) -> None:
    found = view(samples.generated(2500, 5000))
    page = found.page
    page.wait_for_timeout(500)
    page.mouse.click(*page.evaluate(_PLACES)["node"])
    assert "Open communities: 1" in page.inner_text("#bar")


# Where the camera that the address tells puts a node of the data, and the middle of an edge.
_PLACES = """() => {
  const [cx, cy, k] = new URLSearchParams(location.hash.slice(1)).get('camera').split(',').map(Number);
  const nodes = JSON.parse(document.getElementById('first').textContent).nodes;
  const edges = JSON.parse(document.getElementById('first').textContent).edges;
  const box = document.getElementById('canvas').getBoundingClientRect();
  const dom = (x, y) => [box.x + box.width / 2 + (x - cx) * k, box.y + box.height / 2 + (y - cy) * k];
  const at = id => nodes.find(n => n.id === id);
  const alone = edges.map(e => [at(e.from), at(e.to)]).sort((p, q) =>
    Math.hypot(q[0].x - q[1].x, q[0].y - q[1].y) - Math.hypot(p[0].x - p[1].x, p[0].y - p[1].y));
  const far = (m) => Math.min(...nodes.map(n => Math.hypot(n.x - m[0], n.y - m[1]) - n.size));
  const middles = alone.map(([a, b]) => [(a.x + b.x) / 2, (a.y + b.y) / 2]).sort((p, q) => far(q) - far(p));
  const across = [...nodes].filter(n => edges.some(e => e.from === n.id || e.to === n.id)).sort((p, q) => p.x - q.x);
  const [node, left, right] = [nodes[0], across[0], across.at(-1)].map(n => dom(n.x, n.y));
  return {node, left, right, edge: dom(...middles[0])};
}"""


# ---- Keeping and sharing


def test_the_address_keeps_the_view(view: Open) -> None:
    found = view()
    found.search("Lavrov")
    _click(found, "f-line-Negated")
    found.until("location.hash.includes('Negated')")
    again = view(file=found.file, hash_=found.page.evaluate("location.hash"))
    assert again.title == "Sergey Lavrov"
    assert again.rows() == 18


def test_the_address_keeps_a_path_and_the_camera(view: Open) -> None:
    found = view()
    found.search("China")
    found.page.click("#act-path")
    found.search("JCPOA")
    found.until("location.hash.includes('path')")
    found.page.wait_for_timeout(900)
    hash_ = found.page.evaluate("location.hash")
    again = view(file=found.file, hash_=hash_)
    assert again.title == "Shortest path"
    again.page.wait_for_timeout(400)
    camera = [re.search(r"camera=([^&]*)", text)[1] for text in (hash_, again.page.evaluate("location.hash"))]  # type: ignore[index]
    assert camera[0] == camera[1]


def test_a_path_comes_into_view(view: Open) -> None:
    found = view(samples.generated(200, 300), script=_RECORD)
    found.search("Official 55")
    found.page.click("#act-path")
    found.search("Official 120")
    found.page.wait_for_timeout(900)
    names = found.page.locator("#panel .step h3 button").all_inner_texts()
    ends = {names[0], names[-1]}
    drawn = {label["text"].strip("\u2068\u2069") for label in found.page.evaluate("window.drawn")}
    assert ends <= drawn


def test_the_table_and_paper_leave_the_camera_alone(view: Open) -> None:
    found = view()
    found.search("China")
    found.page.wait_for_timeout(900)
    camera = "new URLSearchParams(location.hash.slice(1)).get('camera')"
    before = found.page.evaluate(camera)
    found.rows()
    found.page.emulate_media(media="print")
    found.page.wait_for_timeout(300)
    found.page.emulate_media(media="screen")
    found.page.wait_for_timeout(600)
    assert found.page.evaluate(camera) == before


def test_a_thing_has_a_short_address(view: Open) -> None:
    assert view(hash_=f"#entity={samples.LAVROV}").title == "Sergey Lavrov"


@pytest.mark.parametrize(
    "hash_",
    [
        "#state=%7Bbroken",
        "#state=null",
        '#state={"off":5,"pins":{"x":[1,"a"]},"time":["a","b"],"only":[{}],"top":-1}',
        "#camera=NaN,x,0",
        "#entity=nobody/here",
        "#lang=%3Cb%3E",
    ],
)
def test_a_broken_address_does_no_harm(view: Open, hash_: str) -> None:
    found = view(hash_=hash_)
    found.search("Lavrov")
    assert found.title == "Sergey Lavrov"


def _download(found: Opened, name: str) -> bytes:
    with found.page.expect_download() as info:
        found.tool(name)
    return Path(info.value.path()).read_bytes()


def test_a_layout_is_saved_and_loaded(view: Open, tmp_path: Path) -> None:
    found = view()
    found.search("Oman")
    found.page.click("#act-pin")
    found.search("China")
    found.page.click("#act-hide")
    saved = tmp_path / "layout.json"
    saved.write_bytes(_download(found, "Save the layout"))
    assert list(json.loads(saved.read_text(encoding="utf-8"))["state"]["pins"]) == [samples.OM]
    again = view(file=found.file)
    with again.page.expect_file_chooser() as chooser:
        again.tool("Load a layout")
    chooser.value.set_files(saved)
    again.page.wait_for_selector("#bar:not([hidden])")
    assert again.rows() == 19
    again.search("Oman")
    assert again.page.get_attribute("#act-pin", "aria-pressed") == "true"


def test_a_foreign_layout_is_refused(view: Open, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}')
    found = view()
    with found.page.expect_file_chooser() as chooser:
        found.tool("Load a layout")
    chooser.value.set_files(tmp_path / "x.json")
    found.page.wait_for_selector("#notice:not([hidden])")
    assert "not a layout" in found.page.inner_text("#notice")


def test_pictures_are_pictures(view: Open) -> None:
    found = view()
    assert _download(found, "Picture (PNG)").startswith(b"\x89PNG")
    drawing = ElementTree.fromstring(_download(found, "Drawing (SVG)"))
    texts = [node.text for node in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "\u2068Iran\u2069" in texts


def test_the_drawing_of_a_large_network_shows_its_communities(view: Open) -> None:
    drawing = ElementTree.fromstring(_download(view(samples.generated(2500, 5000)), "Drawing (SVG)"))
    assert len(drawing.findall("{http://www.w3.org/2000/svg}g")) > 5
    left, top, width, height = map(float, drawing.attrib["viewBox"].split())
    for circle in drawing.findall("{http://www.w3.org/2000/svg}g"):
        x, y = map(float, circle.attrib["transform"][10:-1].split())
        assert left < x < left + width and top < y < top + height


def _cells(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_the_table_of_claims_is_saved(view: Open) -> None:
    rows = _cells(_download(view(), "Claims shown (CSV)"))
    assert len(rows) == 21
    assert {row[0] for row in rows[1:]} == {f"{BASE}claim/{claim.id}" for claim in samples.CLAIMS}
    assert {row[12] for row in rows[1:]} == {claim.evidence[0].exact for claim in samples.CLAIMS}


def _answers(query: str) -> set[str]:
    store = ox.Store()
    store.bulk_load("\n".join(samples.sample_lines()).encode(), ox.RdfFormat.N_QUADS)
    solutions: Any = store.query(query)
    return {solution["claim"].value.rpartition("/")[2] for solution in solutions}


@pytest.mark.parametrize(
    "narrow",
    [
        [],
        ["f-line-Negated"],
        ["f-line-Asserted"],
        ["f-line-Planned", "f-line-Hoped"],
        ["f-predicate-signed"],
        ["f-kind-Country"],
        ["f-stage-Withdrawn"],
        ["f-kind-Official", "f-line-Negated", "f-predicate-signed"],
    ],
)
def test_the_query_gives_what_is_shown(view: Open, narrow: list[str]) -> None:
    found = view()
    for id_ in narrow:
        _click(found, id_)
    assert _answers(_query(found)) == {
        row[0].rpartition("/")[2] for row in _cells(_download(found, "Claims shown (CSV)"))[1:]
    }


def test_the_query_follows_time_speaker_and_source(view: Open) -> None:
    found = view()
    found.page.locator("#t-from").fill(found.page.get_attribute("#t-to", "max") or "")
    assert len(_answers(_query(found))) == 10
    found.page.locator("#t-undated").click()
    assert len(_answers(_query(found))) == 6
    found.page.click("#reset")
    found.page.select_option(
        "#f-source", label=found.page.locator("#f-source option", has_text="روزنامهٔ آزمون").inner_text()
    )
    assert len(_answers(_query(found))) == 2
    found.page.click("#reset")
    found.page.select_option(
        "#f-speaker", label=found.page.locator("#f-speaker option", has_text="Lavrov").inner_text()
    )
    assert len(_answers(_query(found))) == 2


def _query(found: Opened) -> str:
    found.tool("SPARQL query")
    text = found.page.input_value("#dialog textarea")
    found.page.click("#dialog-close")
    return text


def test_printing_shows_the_evidence_and_not_the_tools(view: Open) -> None:
    found = view()
    found.search("Lavrov")
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    found.page.emulate_media(media="print")
    assert found.page.is_visible("#print")
    assert found.page.evaluate("document.getElementById('print').decode().then(() => true)")
    assert found.page.is_visible("#panel blockquote")
    assert found.page.is_hidden("#tools")
    assert found.page.is_hidden("#side")


# ---- For everybody


def test_the_interface_changes_its_language_as_a_whole(view: Open) -> None:
    found = view()
    found.page.click("#tool-lang")
    assert found.page.get_attribute("html", "lang") == "fa"
    assert found.page.get_attribute("#search", "placeholder") == words.strings()["fa"]["search"]
    text = found.page.inner_text("#side")
    assert words.strings()["fa"]["by.kind"] in text
    assert "Country" not in text
    box, canvas = found.page.locator("#side").bounding_box(), found.page.locator("#canvas").bounding_box()
    assert box and canvas
    assert box["x"] > canvas["x"]


def test_the_theme_is_switched(view: Open) -> None:
    found = view()
    ground = "getComputedStyle(document.body).backgroundColor"
    before = found.page.evaluate(ground)
    found.page.click("#tool-theme")
    assert found.page.evaluate(ground) != before
    assert view(file=found.file, color_scheme="dark").page.evaluate(ground) != before


def test_the_table_is_sorted_by_any_column(view: Open) -> None:
    found = view()
    found.page.click("#tool-view")
    found.page.click("#sort-object")
    column = found.page.locator("#table tbody td:nth-child(3)").all_inner_texts()
    assert found.page.locator("th[aria-sort=ascending]").count() == 1
    found.page.click("#sort-object")
    assert found.page.locator("#table tbody td:nth-child(3)").all_inner_texts() == column[::-1]
    assert len(set(column)) > 5
    assert found.page.evaluate("document.activeElement.id") == "sort-object"


def test_it_fits_a_phone(view: Open) -> None:
    found = view(**PHONE)
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 390
    found.page.click("#menu")
    assert found.page.is_visible("#f-kind-Country")
    found.page.keyboard.press("Escape")
    assert found.page.is_hidden("#side")
    found.search("Lavrov")
    panel, canvas = found.page.locator("#panel").bounding_box(), found.page.locator("#canvas").bounding_box()
    assert panel and canvas
    assert canvas["y"] + canvas["height"] <= panel["y"] + 1
    assert canvas["height"] > 150
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_tablet_the_legend_makes_room(view: Open) -> None:
    found = view(viewport={"width": 820, "height": 1100})
    found.search("Lavrov")
    canvas = found.page.locator("#canvas").bounding_box()
    assert canvas
    assert canvas["width"] > 450
    found.page.click("#menu")
    assert found.page.get_attribute("#menu", "aria-expanded") == "true"
    assert found.page.is_visible("#f-kind-Country")


def test_what_is_pressed_on_a_phone_is_large_enough(view: Open) -> None:
    found = view(**PHONE)
    found.search("Lavrov")
    small = found.page.evaluate(
        "[...document.querySelectorAll('button, select, input[type=search], summary')].filter(b => b.offsetParent)"
        ".filter(b => Math.min(b.offsetWidth, b.offsetHeight) < 24 && getComputedStyle(b).display !== 'inline')"
        ".map(b => b.outerHTML)"
    )
    assert small == []


# ---- Labels

_RECORD = """
window.drawn = [];
const fill = CanvasRenderingContext2D.prototype.fillText, clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...a) { window.drawn = []; return clear.apply(this, a); };
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  if (text.startsWith("\\u2068")) {
    const w = this.measureText(text).width, h = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
    window.drawn.push({text, x: x - w / 2, y: y - h / 2, w, h, direction: this.direction, align: this.textAlign});
  }
  return fill.call(this, text, x, y);
};
"""


@pytest.mark.parametrize("locale", ["en-GB", "fa-IR"])
def test_labels_never_cover_one_another_and_keep_their_direction(view: Open, locale: str) -> None:
    found = view(samples.generated(250, 600), script=_RECORD, locale=locale)
    found.page.wait_for_timeout(600)
    drawn = found.page.evaluate("window.drawn")
    assert len(drawn) > 20
    assert all(
        label["text"].endswith("\u2069") and label["direction"] == "ltr" and label["align"] == "center"
        for label in drawn
    )
    for i, a in enumerate(drawn):
        for b in drawn[:i]:
            apart = (
                a["x"] >= b["x"] + b["w"]
                or b["x"] >= a["x"] + a["w"]
                or a["y"] >= b["y"] + b["h"]
                or b["y"] >= a["y"] + a["h"]
            )
            assert apart, (a, b)


_THINGS = """
window.things = [];
const stroke = CanvasRenderingContext2D.prototype.stroke, wipe = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...a) { window.things = []; return wipe.apply(this, a); };
CanvasRenderingContext2D.prototype.stroke = function (path) {
  const {a, e, f} = this.getTransform();
  if (path && this.globalAlpha === 1) window.things.push({x: e, y: f, r: a});
  return stroke.call(this, ...(path ? [path] : []));
};
"""


@pytest.mark.parametrize("locale", ["en-GB", "fa-IR"])
def test_labels_of_small_things_cover_no_other_thing(view: Open, locale: str) -> None:
    found = view(samples.generated(150, 300), script=_RECORD + _THINGS, locale=locale)
    found.page.wait_for_timeout(600)
    drawn, things = found.page.evaluate("[window.drawn, window.things]")
    covered = [
        (label["text"], thing)
        for label in drawn
        for thing in things
        if thing["r"] > 4
        and abs(thing["x"] - label["x"] - label["w"] / 2) < label["w"] / 2
        and abs(thing["y"] - label["y"] - label["h"] / 2) < label["h"] / 2
    ]
    assert len(drawn) > 20
    assert len(things) > 100
    assert len(covered) <= len(drawn) // 10, covered  # what is very well known may


def test_labels_are_not_cut_off_by_the_edge(view: Open) -> None:
    found = view(samples.generated(120, 300), script=_RECORD, viewport={"width": 390, "height": 844})
    found.page.wait_for_timeout(600)
    drawn = found.page.evaluate("window.drawn")
    assert len(drawn) > 10
    assert all(label["x"] >= 0 and label["x"] + label["w"] <= 390 for label in drawn), drawn


# ---- At scale


def test_a_large_network_opens_as_communities_that_open(view: Open) -> None:
    found = view(samples.generated(2500, 5000))
    page = found.page
    found.open_filters()
    box = page.locator("#d-community input").first
    box.click()
    assert "Open communities: 1" in page.inner_text("#bar")
    found.search("Official 77")
    assert found.title.startswith("Official 77")
    page.click("#act-expand")
    page.click("#bar button:has-text('Close all')")
    assert page.is_hidden("#bar")


def test_what_is_not_drawn_first_is_found_and_promoted(view: Open) -> None:
    graph = samples.generated(700, 1500)
    last = min(graph, key=lambda node: (graph.nodes[node]["centrality"], node))
    found = view(graph)
    found.search(graph.nodes[last]["labels"]["en"])
    assert found.title == graph.nodes[last]["labels"]["en"]
    found.until("location.hash.includes('more')")
