"""What the pages on the vocabulary and on queries promise: every block runs, every table says what the code says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import samples
from diplograph import export, ontology, store
from diplograph.cli import main
from diplograph.ids import BASE, NS
from diplograph.query import run
from diplograph.query.cookbook import cookbook
from diplograph.serial import prefixes

DOCS = Path(__file__).parent.parent / "docs"
ONTOLOGY, SPARQL = ((DOCS / name).read_text(encoding="utf-8") for name in ("ontology.md", "sparql.md"))


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def cells(page: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]


def test_the_table_of_predicates_is_the_vocabulary() -> None:
    told = {row[0].strip("`"): row[1:] for row in cells(ONTOLOGY) if len(row) == 8 and row[0] != "predicate"}
    assert set(told) == set(ontology.predicates())
    for name, (persian, domain, range_, symmetric, *codes) in told.items():
        known = ontology.predicate(name)
        assert persian in {label.text for label in known.labels}
        for text, ends in ((domain, known.domain), (range_, known.range)):
            assert {k for word in text.split(", ") for k in ontology.kinds(word)} == set(ends)
        assert (symmetric == "yes") == known.symmetric
        assert codes == [" ".join(pair).strip() or "–" for pair in (known.told, known.intended, known.denied)]


def test_every_term_of_the_page_is_in_the_vocabulary() -> None:
    for term in re.findall(r"\bdg:(\w+)", ONTOLOGY + SPARQL):
        assert ontology.labels(term), term


def test_every_format_is_on_the_page() -> None:
    named = {name for row in cells(ONTOLOGY) if len(row) == 3 for name in re.findall(r"`([a-z0-9]+)`", row[0])}
    assert {*export.FORMATS, "html"} <= named


def test_the_turtle_on_the_page_is_turtle() -> None:
    [block] = blocks(ONTOLOGY, "turtle")
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes(BASE).items())
    quads = list(ox.parse((head + block).encode(), ox.RdfFormat.TURTLE))
    [exact] = [q.object.value for q in quads if q.predicate.value.endswith("#exact")]
    [start, end] = [
        int(q.object.value) for name in ("start", "end") for q in quads if q.predicate.value.endswith(f"#{name}")
    ]
    assert len(exact) == end - start


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/news.txt").write_text(samples.VISIT, encoding="utf-8")
    samples.graph().write("exports", ["nq", "ttl"])
    return tmp_path


MORE = (("sergey-lavrov", "visited"), ("hossein-amir-abdollahian", "represents"))


@pytest.mark.parametrize("query", blocks(SPARQL, "sparql"))
def test_every_query_on_the_page_finds_something(query: str) -> None:
    more = [f"<{BASE}official/{who}> <{NS}{did}> <{BASE}country/IR> ." for who, did in MORE]
    found = list(run(store.load([*samples.graph().lines, *more]), query))  # type: ignore[arg-type]
    assert found or "?contact" in query


@pytest.mark.parametrize("code", blocks(ONTOLOGY, "python") + blocks(SPARQL, "python"))
def test_every_python_block_runs(code: str, home: Path) -> None:
    exec(compile(code, "docs", "exec"), {})


def test_every_command_runs(home: Path) -> None:
    for line in "".join(blocks(SPARQL, "sh")).splitlines():
        program, *arguments = shlex.split(line)
        assert program == "diplograph"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, (line, result.output)


def test_the_cookbook_on_the_page_is_the_cookbook() -> None:
    told = {row[0].strip("`"): row[1] for row in cells(SPARQL) if len(row) == 2 and row[0] != "query"}
    assert told == {
        " ".join([q.name, *(f"{p}=…" for p in q.parameters)]): f"{q.english}. {q.persian}." for q in cookbook().values()
    }
