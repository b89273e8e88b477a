"""The page in a notebook, and from Python into the browser."""

from __future__ import annotations

import webbrowser
from html.parser import HTMLParser
from pathlib import Path

import pytest

import samples
from diplograph.errors import BuildError

NEVER = {"allow-same-origin", "allow-top-navigation", "allow-forms"}


class Frames(HTMLParser):
    """What a browser would see: the tags of the outer page, and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _page(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_a_notebook_gets_the_page_in_a_sandboxed_frame(tmp_path: Path) -> None:
    graph = samples.graph()
    ((tag, frame),) = Frames(graph._repr_html_()).tags
    assert tag == "iframe"
    assert frame["srcdoc"] == _page(graph.view(tmp_path / "page.html", open=False))
    assert not NEVER & set((frame["sandbox"] or "").split())
    assert "src" not in frame


def test_the_frame_is_the_same_every_time() -> None:
    assert samples.graph()._repr_html_() == samples.graph()._repr_html_()


def test_a_graph_says_how_large_it_is_and_not_all_it_holds() -> None:
    graph = samples.graph()
    assert repr(graph) == f"<KnowledgeGraph: 2 documents, {len(graph.entities)} things, {len(graph.claims)} claims>"


@pytest.mark.parametrize("opens", [True, False])
def test_view_writes_and_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opens: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: asked.append(url) or opens)
    file = samples.graph().view(tmp_path / "new" / "page.html")
    assert asked == [file.resolve().as_uri()]
    assert _page(file).startswith("<!doctype html>")
    assert (str(file) in capsys.readouterr().err) is not opens


def test_view_needs_no_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = samples.graph().view(open=False)
    assert file.is_relative_to(tmp_path)
    assert _page(file).startswith("<!doctype html>")


def test_where_nothing_can_be_written_view_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BuildError):
        samples.graph().view(tmp_path / "file" / "page.html", open=False)
