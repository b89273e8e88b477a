"""`diplograph view`: a build read back, whole or in part."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import viewer_samples as samples
from diplograph.viewer.command import view
from diplograph.viewer.reopen import called, network, select


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "graph.nq").write_text("".join(f"{line}\n" for line in samples.sample_lines()), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("base", [None, "https://example.org/my/things/"])
def test_what_is_read_back_is_what_was_written(base: str | None) -> None:
    graph, again = samples.sample(), network(samples.sample_lines(base))
    assert dict(graph.nodes(data=True)) == dict(again.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(again.edges(keys=True, data=True))


def test_the_page_keeps_the_base_of_the_build(tmp_path: Path) -> None:
    lines = samples.sample_lines("https://example.org/my/things/")
    (tmp_path / "graph.nq").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    done = CliRunner().invoke(view, [str(tmp_path), "--no-open", "--top", "5"])
    assert done.exit_code == 0, done.output
    assert '"base":"https://example.org/my/things/"' in (tmp_path / "view.html").read_text(encoding="utf-8")


def test_it_writes_a_page(built: Path) -> None:
    done = CliRunner().invoke(view, [str(built), "--no-open", "--title", "My news"])
    assert done.exit_code == 0, done.output
    assert "<title>My news</title>" in (built / "view.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--focus", "Atlantis"], "try a shorter name"),
        (["--since", "yesterday"], "write 2023"),
        (["--until", "2023-1"], "write 2023"),
    ],
)
def test_an_error_names_the_next_move(built: Path, options: list[str], hint: str) -> None:
    done = CliRunner().invoke(view, [str(built), "--no-open", *options])
    assert done.exit_code == 1
    assert hint in done.output


def test_a_folder_without_a_build_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(view, [str(tmp_path), "--no-open"])
    assert done.exit_code == 1
    assert "diplograph build" in done.output


def test_a_damaged_build_says_so(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<a> <b> not rdf\n", encoding="utf-8")
    done = CliRunner().invoke(view, [str(tmp_path), "--no-open"])
    assert done.exit_code == 1
    assert "build it again" in done.output


def test_a_page_that_cannot_be_written_says_so(built: Path) -> None:
    (built / "file").write_text("")
    done = CliRunner().invoke(view, [str(built), "--no-open", "--out", str(built / "file" / "x.html")])
    assert done.exit_code == 1
    assert "--out" in done.output


# name, what it finds
@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("country/IR", samples.IR),
        ("Sergey Lavrov", samples.LAVROV),
        ("sergey lavrov", samples.LAVROV),
        ("لاوروف", samples.LAVROV),
        ("سرگئي لاوروف", samples.LAVROV),
        ("امیرعبداللهیان", samples.AMIR),
        ("Amir Abdollahian", samples.AMIR),
        ("رشت آستارا", samples.RAIL),
    ],
)
def test_a_name_is_found_in_any_spelling(name: str, node: str) -> None:
    assert called(samples.sample(), name)[0] == node


def test_focus_keeps_the_neighbourhood() -> None:
    graph = samples.sample()
    assert set(select(graph, focus=[samples.DEAL], depth=0)) == {samples.DEAL}
    assert set(select(graph, focus=[samples.DEAL], depth=1)) == {samples.DEAL, samples.US}
    assert set(select(graph, focus=[samples.DEAL], depth=2)) == {samples.DEAL, samples.US, samples.IR}


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        ("2025", None, {"2025-01"}),
        (None, "2018", {"2018", None}),  # by its document's date or the office's beginning
        ("2023-12-05", "2023-12-05", {"2023-12-05", "2023", None}),
        ("2019", "2022", {None}),
    ],
)
def test_time_keeps_what_may_lie_within(since: str | None, until: str | None, dates: set[str | None]) -> None:
    graph = select(samples.sample(), since=since, until=until)
    found = {claim["date"] for *_, claim in graph.edges(data=True)}
    assert found - {None} == dates - {None}
    assert all(degree for _, degree in graph.degree())


def test_top_keeps_the_most_central() -> None:
    graph = select(samples.sample(), top=3)
    assert samples.IR in graph
    assert len(graph) == 3
