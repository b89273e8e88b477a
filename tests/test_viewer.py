"""The page as text: what it holds, what it must never hold, and its words."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import viewer_samples as samples
from diplograph import ontology
from diplograph.model import Kind, Modality
from diplograph.text import key
from diplograph.viewer import page, payload, render, words
from diplograph.viewer.layout import layout


class _Page(HTMLParser):
    """The elements of a page, with their attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("/" + tag, {}, ""))

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


def _data(text: str) -> dict[str, list[list[object]]]:
    (attributes, data) = next((a, t) for a, t in _Page(text).all("script") if a.get("id") == "data")
    if attributes["type"] == "application/json":
        return json.loads(data)  # type: ignore[no-any-return]
    return json.loads(zlib.decompress(base64.b64decode(data)))  # type: ignore[no-any-return]


def test_it_asks_nobody_for_anything() -> None:
    found = _Page(render(samples.sample()))
    assert not [a for tag, a, _ in found.found if tag in {"link", "iframe", "base", "object", "embed"}]
    assert not [
        a for tag, a, _ in found.found for name in a if name == "src" or name.startswith("on") or name == "style"
    ]
    assert not [a for a, _ in found.all("a") if not (a["href"] or "").startswith("#")]


def test_the_policy_names_every_script_and_the_style_by_hash() -> None:
    found = _Page(render(samples.sample()))
    policy = next(a["content"] for a, _ in found.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("script", "style"):
        for attributes, text in found.all(tag):
            if attributes.get("type") is None:
                assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy


def test_no_source_map_is_asked_for() -> None:
    assert "sourceMappingURL" not in render(samples.sample())


def test_everything_is_in_it() -> None:
    data = _data(render(samples.sample()))
    assert {row[0] for row in data["nodes"]} == {entity.id for entity in samples.ENTITIES}
    assert {row[0] for row in data["claims"]} == {claim.id for claim in samples.CLAIMS}
    sentences, quotes = data["sentences"], {claim.id: claim.evidence[0].exact for claim in samples.CLAIMS}
    for row in data["claims"]:
        ((_, sentence, start, length),) = row[14]  # type: ignore[misc]
        units = str(sentences[sentence]).encode("utf-16-le")[2 * start : 2 * (start + length)]
        assert units.decode("utf-16-le") == quotes[str(row[0])]


def test_hostile_text_is_only_text() -> None:
    text = render(samples.hostile(), title=samples.HOSTILE[1])
    calm = _Page(render(samples.sample(), title="calm"))
    assert [tag for tag, *_ in _Page(text).found] == [tag for tag, *_ in calm.found]
    assert "<script>window.hit" not in text
    text.encode("utf-8")


@given(st.text())
def test_json_never_ends_its_element(text: str) -> None:
    safe = page.safe_json(text)
    assert not set("<>&") & set(safe)
    assert json.loads(safe) == text


def test_small_data_is_readable_and_large_is_deflated() -> None:
    assert '<script type="application/json" id="data">' in render(samples.sample())
    large = render(samples.generated(400, 900))
    assert '<script type="application/octet-stream" id="data">' in large
    assert len(_data(large)["claims"]) == 900


def test_an_empty_network_makes_a_page() -> None:
    assert _data(render(nx.MultiDiGraph())) == {
        "documents": [],
        "claims": [],
        "sentences": [],
        "nodes": [],
        "discs": [],
    }


_HASH = (
    "import sys, hashlib; sys.path.insert(0, 'tests'); import viewer_samples as s;"
    "from diplograph.viewer import render; print(hashlib.sha256(render(s.generated({0}, {1})).encode()).hexdigest())"
)


@pytest.mark.parametrize(("nodes", "edges"), [(80, 150), (700, 1500)])
def test_the_same_network_makes_the_same_bytes(nodes: int, edges: int) -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _HASH.format(nodes, edges)],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Asia/Tehran"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("77", "C.UTF-8"))
    }
    assert len(runs) == 1


# ---- What is drawn first


def test_a_small_network_is_drawn_whole() -> None:
    nodes, edges = payload.first(payload.prepare(samples.sample()))
    assert len(nodes) == len(samples.ENTITIES)
    assert sum(edge["count"] for edge in edges) == len(samples.CLAIMS)


def test_parallel_claims_are_grouped_by_pair_and_line() -> None:
    net = payload.prepare(samples.sample())
    _, edges = payload.first(net)
    pair = sorted((net.number[samples.AMIR], net.number[samples.LAVROV]))
    assert [(e["line"], e["count"]) for e in edges if [e["from"], e["to"]] == pair] == [("Asserted", 2)]
    pair = sorted((net.number[samples.IR], net.number[samples.TREATY]))
    assert {e["line"] for e in edges if [e["from"], e["to"]] == pair} == {"Asserted", "Planned", "Negated"}


def test_of_many_the_most_central_are_drawn_first() -> None:
    graph = samples.generated(700, 1500)
    nodes, edges = payload.first(payload.prepare(graph))
    assert [node["id"] for node in nodes] == list(range(payload.TOP))
    least = min(graph.nodes[node["entity"]]["centrality"] for node in nodes)
    assert sum(data["centrality"] > least for _, data in graph.nodes(data=True)) < payload.TOP
    assert all(edge["to"] < payload.TOP for edge in edges)


def test_of_very_many_the_communities_are_drawn_first() -> None:
    nodes, edges = payload.first(payload.prepare(samples.generated(2100, 4000)))
    assert 1 < len(nodes) <= payload.BUBBLES
    assert {node["kind"] for node in nodes} == {"Community"}
    assert {edge["from"] for edge in edges} <= {node["id"] for node in nodes}


# ---- Where things stand


@pytest.mark.parametrize(("nodes", "edges"), [(30, 60), (300, 700), (1200, 2500)])
def test_communities_do_not_overlap(nodes: int, edges: int) -> None:
    discs = layout(samples.generated(nodes, edges)).discs.astype(float)
    far = np.hypot(*(discs[:, None, :2] - discs[None, :, :2]).T)
    touch = discs[:, 2][:, None] + discs[:, 2][None]
    np.fill_diagonal(far, np.inf)
    assert (far > touch * 0.97).all()


@pytest.mark.parametrize(("nodes", "edges"), [(60, 90), (250, 400), (600, 900)])
def test_the_picture_is_not_higher_than_wide(nodes: int, edges: int) -> None:
    discs = layout(samples.generated(nodes, edges)).discs
    wide, high = ((discs[:, k] + discs[:, 2]).max() - (discs[:, k] - discs[:, 2]).min() for k in (0, 1))
    assert high <= wide * 1.1


def test_members_stand_inside_their_community_and_not_on_one_another() -> None:
    found = layout(samples.generated(300, 700))
    off = np.hypot(*(found.xy - found.discs[found.community, :2]).T)
    assert (off <= found.discs[found.community, 2] + 1).all()
    far = np.hypot(*(found.xy[:, None] - found.xy[None]).T.astype(float))
    np.fill_diagonal(far, np.inf)
    assert far.min() > 30


# ---- Words


def test_every_word_is_there_in_both_languages() -> None:
    table = words.strings()
    assert set(table["en"]) == set(table["fa"])
    assert all(text.strip() for language in table.values() for text in language.values())
    for name in table["en"]:
        holes = [sorted(re.findall(r"\{\w+\}", table[language][name])) for language in words.LANGUAGES]
        assert holes[0] == holes[1], name


def test_every_word_that_the_page_asks_for_is_there() -> None:
    folder = Path(str(files("diplograph.viewer")))
    sources = [file.read_text(encoding="utf-8") for file in (folder / "script").glob("*.js")]
    asked = {name for text in sources for name in re.findall(r'\bt\("([\w.]+\w)"', text)}
    template = (folder / "template.html").read_text(encoding="utf-8")
    asked |= set(re.findall(r"strings\.(\w+)", template)) | set(
        re.findall(r'data-(?:t|label|placeholder)="(\w+)"', template)
    )
    asked |= {f"kind.{kind}" for kind in Kind} | {f"line.{modality}" for modality in Modality} | {"line.Negated"}
    asked |= {f"stage.{status}" for status in ontology.statuses()}
    assert asked <= set(words.strings()["en"])


def test_every_predicate_can_be_said_in_both_languages() -> None:
    for language in words.LANGUAGES:
        said = words.sentences()[language]
        for predicate in ontology.predicates():
            assert {"name", "fact", "not", "may", "maynot"} <= set(said[predicate]), (language, predicate)
            for form in ("fact", "not", "may", "maynot"):
                assert "{s}" in said[predicate][form]
                assert "{o}" in said[predicate][form]
        assert {str(m) for m in Modality if m is not Modality.ASSERTED} <= set(said["*"])


def test_every_stage_is_a_status_of_the_vocabulary() -> None:
    assert set(words.stages().values()) <= set(ontology.statuses())


@given(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF)))
def test_the_page_folds_as_python_does(text: str) -> None:
    table = words.folding()
    assert "".join(table.get(c, c) for c in text).lower() == key(text)


def test_the_tables_are_sorted_and_whole() -> None:
    for name in ("strings.tsv", "predicates.tsv"):
        lines = files("diplograph.viewer").joinpath(name).read_text(encoding="utf-8").splitlines()[1:]
        assert lines == sorted(lines), name
        assert len(lines) == len(set(lines))
