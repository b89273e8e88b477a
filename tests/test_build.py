"""From files to a graph and back to files: whole, repeatable, and never at the cost of what was there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import rdflib

import samples
from diplograph import export
from diplograph.build import KnowledgeGraph, build
from diplograph.errors import BuildError, QueryError
from diplograph.files import write as write_file
from diplograph.model import Extraction
from diplograph.text import Document

NEWS = {
    "a/دیدار.txt": "سرگئی لاوروف وزیر امور خارجه روسیه دیروز در مسکو با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.",
    "a/two.txt": "ایران و عراق توافق‌نامه امنیتی امضا کردند. رئیس‌جمهور ایران فردا به بغداد سفر خواهد کرد.",
    "b.txt": "وزیر خارجه چین گفت پکن از عضویت ایران در سازمان همکاری شانگهای حمایت می‌کند.",
    "c.txt": "آمریکا تحریم‌های تازه‌ای علیه ایران اعمال کرد و روسیه آن را محکوم کرد.",
}


def folder(path: Path, names: list[str]) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(NEWS[name], encoding="utf-8")
    return path


def stub(document: Document) -> Extraction:
    """Stands in for the reader: what was made by hand for the two sample documents."""
    found = {x.document.text: x for x in samples.extractions()}[document.text]
    return Extraction(document, found.entities, found.mentions, found.claims)


@pytest.fixture
def made(tmp_path: Path) -> KnowledgeGraph:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023/visit.txt").write_text(samples.VISIT, encoding="utf-8")
    (tmp_path / "phone.txt").write_text(samples.PHONE, encoding="utf-8")
    return build(tmp_path, extract=stub)


def test_a_build_holds_documents_entities_claims_and_no_problems(made: KnowledgeGraph) -> None:
    assert [d.identifier for d in made.documents] == ["2023/visit.txt", "phone.txt"]
    assert len(made.claims) == 12
    assert {e.id for e in made.entities} == {e.id for e in samples.ENTITIES}
    assert made.problems == ()


def test_a_graph_is_handed_to_rdflib_networkx_and_sparql(made: KnowledgeGraph) -> None:
    assert (None, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/diplograph/ns#Claim")) in made.to_rdflib()
    assert made.to_networkx().number_of_edges() == 12
    rows = list(
        made.query("SELECT ?label { ?x dg:iso2 ?code ; rdfs:label ?label FILTER(lang(?label) = 'fa') }", code='"IR"')
    )
    assert [row["label"].value for row in rows] == ["ایران"]
    with pytest.raises(QueryError):
        made.query("SELECT")


def test_every_format_is_written_under_its_name(made: KnowledgeGraph, tmp_path: Path) -> None:
    written = made.write(tmp_path / "out", [*export.FORMATS, "html"])
    assert len(written) == len(set(written))
    assert {p.relative_to(tmp_path / "out").parts[0] for p in written} == {f.file for f in export.FORMATS.values()} | {
        "graph.html"
    }
    assert (tmp_path / "out/graph.nq").read_text(encoding="utf-8") == made.nquads
    assert not list((tmp_path / "out").rglob(".*"))


def test_an_unknown_format_writes_nothing(made: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="docx"):
        made.write(tmp_path / "out", ["nq", "docx"])
    assert not (tmp_path / "out").exists()


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "a.txt", "old\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BuildError, match="No space left"):
        write_file(tmp_path / "a.txt", "new\n")
    assert (tmp_path / "a.txt").read_text() == "old\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_place_that_cannot_be_written_is_named(made: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError, match="file") as caught:
        made.write(tmp_path / "file")
    assert caught.value.hint == "choose another folder with --out"


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "phone.txt").write_text(samples.PHONE, encoding="utf-8")
    graph = build(tmp_path, tmp_path / "nowhere", extract=stub)
    assert len(graph.documents) == 1
    assert len(graph.problems) == 2
    assert all(problem.hint for problem in graph.problems)
    assert ["empty.txt" in p.message or "nowhere" in p.message for p in graph.problems] == [True, True]


def test_a_document_that_breaks_the_reader_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("ناشناخته", encoding="utf-8")
    (tmp_path / "phone.txt").write_text(samples.PHONE, encoding="utf-8")
    graph = build(tmp_path, extract=stub)
    assert [d.identifier for d in graph.documents] == ["phone.txt"]
    assert graph.problems[0].message.startswith("bad.txt: reading failed: KeyError")


def test_two_documents_of_one_name_are_told_and_never_mixed() -> None:
    one, two = samples.extractions()
    same = Extraction(samples.document("2023/visit.txt", "x"), (), (), ())
    problems: list[Exception] = []
    kept = import_module("diplograph.build")._distinct([one, same, two], problems)  # type: ignore[arg-type]
    assert kept == [one, two]
    assert "two documents have this name" in str(problems[0])


def run(out: Path, *paths: Path, **env: str) -> dict[str, bytes]:
    code = (
        "import sys; from diplograph.build import build; build(*sys.argv[2:]).write(sys.argv[1], sys.argv[0] and None)"
    )
    subprocess.run([sys.executable, "-c", code, out, *paths], check=True, env={**os.environ, **env}, timeout=120)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_the_same_documents_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    names = sorted(NEWS)
    first = run(tmp_path / "out1", folder(tmp_path / "one", names), PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    assert set(first) == {export.find(n).file for n in export.DEFAULT} | {"graph.html"}
    random.Random(7).shuffle(names)
    second = folder(tmp_path / "two", names)
    for number, file in enumerate(sorted(second.rglob("*.txt"))):
        os.utime(file, (number * 1000, number * 1000))
    told = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tehran", "LC_ALL": "fa_IR.UTF-8"}
    assert run(tmp_path / "out2", second, **told) == first


def test_the_order_of_the_paths_changes_nothing(tmp_path: Path) -> None:
    news = folder(tmp_path / "news", sorted(NEWS))
    files = sorted(news.rglob("*.txt"))
    straight = build(*files).nquads
    assert build(*reversed(files)).nquads == straight
    assert "claim/" in straight


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org/kg", "https://example.org/خبر/", "https://e.org/<x>/"]
)
def test_a_base_that_would_give_broken_iris_is_refused(base: str) -> None:
    with pytest.raises(BuildError, match="no base for IRIs"):
        build("no-such-folder", base=base)


def test_another_base_is_in_every_file(tmp_path: Path) -> None:
    news = folder(tmp_path / "news", ["b.txt"])
    files = build(news, base="https://example.org/kg/").write(tmp_path / "out")
    assert not [f for f in files if "w3id.org/diplograph/id/" in f.read_text(encoding="utf-8")]
