"""A project that is a store: what was read once is not read again, and the files are those of a clean build."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import weakref
from array import array
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph import copies, export, project, store
from diplograph.build import build
from diplograph.cli import main
from diplograph.errors import BuildError
from diplograph.model import Extraction
from diplograph.pipeline import extract
from diplograph.project import copying, publish
from diplograph.project.derive import Change, Derivation
from diplograph.project.freeze import discard, freeze, thaw
from diplograph.rdf import context, document_id
from diplograph.text import Document

_HEAD = "تهران - ۱۴ آذر ۱۴۰۲\n"
TEXTS = (
    "سرگئی لاوروف وزیر امور خارجه روسیه دیروز در مسکو با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.",
    "ایران و عراق توافق‌نامه امنیتی امضا کردند. رئیس‌جمهور ایران فردا به بغداد سفر خواهد کرد.",
    "وزیر خارجه چین گفت پکن از عضویت ایران در سازمان همکاری شانگهای حمایت می‌کند.",
    "آمریکا تحریم‌های تازه‌ای علیه ایران اعمال کرد و روسیه آن را محکوم کرد.",
    "محمد رستگار وزیر راه ایران در تهران با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.",
    "محمد رستگار وزیر راه ایران به باکو سفر کرد و با سرگئی لاوروف دیدار کرد. ایران و عراق توافق‌نامه امنیتی امضا کردند.",
    "اگر تحریم‌ها لغو شود ایران به تعهدات خود بازمی‌گردد. سخنگوی وزارت خارجه این را گفت.",
    # two of one text, and a copy of a longer one
    "سرگئی لاوروف وزیر امور خارجه روسیه دیروز در مسکو با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.",
    " ".join(f"ایران و روسیه در نشست {n} درباره موضوع {n * 7} گفت‌وگو کردند." for n in range(12)),
    "خبرگزاری نمونه: " + " ".join(f"ایران و روسیه در نشست {n} درباره موضوع {n * 7} گفت‌وگو کردند." for n in range(11)),
)
NQ = ("nq",)


def write(folder: Path, numbers: Iterable[int]) -> Path:
    """A folder that holds just these of the texts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(_HEAD * (number % 2) + TEXTS[number], encoding="utf-8")
    return folder


def public(out: Path) -> dict[str, bytes]:
    """The files of a build by name, without what it keeps for itself."""
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and project.HOME not in p.parts)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files}


def clean(folder: Path, numbers: Iterable[int], formats: Iterable[str] = NQ) -> dict[str, bytes]:
    """The files of a clean build of these texts."""
    news = write(folder / "clean-news", numbers)
    shutil.rmtree(folder / "clean", ignore_errors=True)
    build(news).write(folder / "clean", formats)
    return public(folder / "clean")


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


# -- what is read, and what is not -------------------------------------------------------------------------------------


def test_only_what_is_new_or_changed_is_read(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", range(4)), tmp_path / "out"
    read: list[str] = []

    def spy(document: Document) -> Extraction:
        read.append(document.identifier)
        return extract(document)

    def again(*paths: Path) -> list[str]:
        read.clear()
        project.update(paths or [news], out=out, formats=NQ, extract=spy)
        return sorted(read)

    assert again() == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert again() == []
    os.utime(news / "0.txt", (1, 1))
    (news / "1.txt").write_text(TEXTS[5], encoding="utf-8")
    assert again() == ["1.txt"]
    assert again(news / "2.txt") == []
    shutil.copy(news / "0.txt", news / "z.txt")
    assert again() == ["z.txt"]


def test_a_changed_document_replaces_its_claims_and_one_that_is_gone_takes_them_along(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0, 1, 2]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    write(news, [1, 3])
    outcome = project.update([news], out=out)
    assert [line.name for line in outcome.lines if line.outcome == "gone"] == ["0.txt", "2.txt"]
    assert public(out) == clean(tmp_path, [1, 3])


def test_what_lies_elsewhere_stays_and_so_does_what_is_not_there_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out"
    project.update([write(tmp_path / "monday", [0, 1])], out=out, formats=NQ)
    project.update([write(tmp_path / "tuesday", [2])], out=out)
    assert public(out) == clean(tmp_path, [0, 1, 2])
    shutil.rmtree(tmp_path / "monday")  # as a disk that is not mounted
    project.update([tmp_path / "monday", tmp_path / "tuesday"], out=out)
    assert public(out) == clean(tmp_path, [0, 1, 2])


def test_another_file_of_the_same_name_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    project.update([write(tmp_path / "a", [0])], out=out, formats=NQ)
    (tmp_path / "b").mkdir()
    (tmp_path / "b/0.txt").write_text(TEXTS[1], encoding="utf-8")
    write(tmp_path / "c", [2])
    outcome = project.update([tmp_path / "b", tmp_path / "c"], out=out)
    assert [line.reason for line in outcome.lines if line.outcome == "failed"] == [
        "another file has this name here, ../a/0.txt"
    ]
    assert public(out) == clean(tmp_path, [0, 2])


def test_a_file_given_by_itself_is_the_one_of_its_folder(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0, 1]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    (news / "1.txt").write_text(TEXTS[3], encoding="utf-8")
    outcome = project.update([news / "1.txt"], out=out)
    assert [(line.name, line.outcome) for line in outcome.lines] == [("1.txt", "read")]
    assert build(news).nquads == (out / "graph.nq").read_text(encoding="utf-8")


def test_an_archive_loses_only_the_documents_that_are_no_more_in_it(tmp_path: Path) -> None:
    file, out = tmp_path / "news.jsonl", tmp_path / "out"

    def fill(*numbers: int) -> None:
        rows = ({"id": n, "text": TEXTS[n]} for n in numbers)
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    fill(0, 1, 2)
    project.update([file], out=out, formats=NQ)
    fill(0, 2, 3)
    outcome = project.update([file], out=out)
    assert sorted(line.outcome for line in outcome.lines) == ["read", "unchanged", "unchanged"]
    assert build(file).nquads == (out / "graph.nq").read_text(encoding="utf-8")


def test_what_failed_is_told_again_and_read_once_it_is_mended(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0]), tmp_path / "out"
    (news / "1.txt").write_text("")
    for _ in range(2):
        outcome = project.update([news], out=out, formats=NQ)
        assert [(line.name, line.reason) for line in outcome.lines if line.outcome == "failed"] == [("1.txt", "empty")]
    write(news, [0, 1])
    project.update([news], out=out)
    assert public(out) == clean(tmp_path, [0, 1])


def test_a_reader_that_breaks_is_tried_again(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0, 1]), tmp_path / "out"

    def broken(document: Document) -> Extraction:
        if document.identifier == "1.txt":
            raise ValueError("broken")
        return extract(document)

    outcome = project.update([news], out=out, formats=NQ, extract=broken)
    assert outcome.count("failed") == 1
    assert public(out) == clean(tmp_path, [0])
    project.update([news], out=out)
    assert public(out) == clean(tmp_path, [0, 1])


# -- laws --------------------------------------------------------------------------------------------------------------

_steps = st.lists(st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=6, unique=True), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps)
def test_whatever_came_before_the_files_are_those_of_a_clean_build(tmp_path: Path, steps: list[list[int]]) -> None:
    out = tmp_path / "out"
    shutil.rmtree(out, ignore_errors=True)
    for numbers in steps:
        project.update([write(tmp_path / "news", numbers)], out=out, formats=NQ)
        assert public(out) == clean(tmp_path, numbers)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(TEXTS))), forgotten=st.sets(st.integers(0, len(TEXTS) - 1), max_size=3))
def test_the_order_of_adding_does_not_matter_and_forgetting_undoes_it(
    tmp_path: Path, order: list[int], forgotten: set[int]
) -> None:
    out, news = tmp_path / "out", write(tmp_path / "news", range(len(TEXTS)))
    shutil.rmtree(out, ignore_errors=True)
    cut = len(order) // 2
    for numbers in (order[:cut], order[cut:]):
        project.update([news / f"{n}.txt" for n in numbers], out=out, formats=NQ)
    if forgotten:
        project.forget(*(f"{n}.txt" for n in sorted(forgotten)), out=out)
    assert public(out) == clean(tmp_path, sorted(set(order) - forgotten))


def test_every_format_is_that_of_a_clean_build_and_files_of_a_document_go_with_it(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", range(4)), tmp_path / "out"
    formats = [*export.FORMATS, "html"]
    project.update([news], out=out, formats=formats)
    write(news, [0, 1])
    project.update([news], out=out)
    assert public(out) == clean(tmp_path, [0, 1], formats)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_what_is_frozen_is_thawed_as_it_was(number: int) -> None:
    document = Document("a", TEXTS[number], "0", language="fa")
    found = extract(document)
    assert thaw(freeze(document, found)) == (document, found)
    assert freeze(*thaw(freeze(document, found))) == freeze(document, found)


# -- one text at several places ----------------------------------------------------------------------------------------


def locations(out: Path) -> dict[str, list[str]]:
    """The documents of a graph, and the further places of their texts."""
    found: dict[str, list[str]] = {}
    lines = (out / "graph.nq").read_text(encoding="utf-8").splitlines()
    named = {m[1]: m[2] for line in lines if (m := re.fullmatch(r'(<\S+>) <\S+/identifier> "(.*)" \.', line))}
    for line in lines:
        if m := re.fullmatch(r'(<\S+>) <\S+#alsoAt> "(.*)" \.', line):
            found.setdefault(named[m[1]], []).append(m[2])
    return found


def spread(folder: Path, **places: int) -> Path:
    """A folder in which each of these names has the text of a number."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, number in places.items():
        (folder / f"{name}.txt").write_text(TEXTS[number], encoding="utf-8")
    return folder


def of_new(folder: Path, **places: int) -> bytes:
    """The graph of a clean build of these."""
    return build(spread(folder / "anew", **places)).nquads.encode()


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_the_first_by_name_tells_where_else_its_text_was_met_whatever_came_first(tmp_path: Path, order: str) -> None:
    rest = dict.fromkeys(("m", "n", "o", "p", "q", "r", "s", "t"), 0) | dict(zip("mnopqrst", range(1, 9), strict=True))
    news, out = spread(tmp_path / "news", a=0, b=0, c=0, **rest), tmp_path / "out"
    project.update([news / f"{name}.txt" for name in rest if rest[name] != 7], out=out, formats=NQ)
    for name in order:
        project.update([news / f"{name}.txt"], out=out)
    kept = {name: n for name, n in rest.items() if n != 7}
    assert locations(out) == {"a.txt": ["b.txt", "c.txt"]}
    assert public(out)["graph.nq"] == of_new(tmp_path, a=0, b=0, c=0, **kept)


def test_a_place_that_is_forgotten_or_has_another_text_is_told_no_more(tmp_path: Path) -> None:
    news, out = spread(tmp_path / "news", a=0, b=0, c=0, d=0, e=1, f=2, g=3), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    assert locations(out) == {"a.txt": ["b.txt", "c.txt", "d.txt"]}
    project.forget("c.txt", out=out)
    assert locations(out) == {"a.txt": ["b.txt", "d.txt"]}
    assert public(out)["graph.nq"] == of_new(tmp_path, a=0, b=0, d=0, e=1, f=2, g=3)
    project.update([spread(tmp_path / "news", a=0, b=1, d=0, e=1, f=2, g=3)], out=out)
    assert locations(out) == {"a.txt": ["d.txt"], "b.txt": ["e.txt"]}
    assert public(out)["graph.nq"] == of_new(tmp_path, a=0, b=1, d=0, e=1, f=2, g=3)
    project.forget("a.txt", out=out)
    assert locations(out) == {"b.txt": ["e.txt"]}
    assert public(out)["graph.nq"] == of_new(tmp_path, b=1, d=0, e=1, f=2, g=3)


_places = st.dictionaries(st.sampled_from("abcdefghijkl"), st.sampled_from((0, 2, 8, 9)), min_size=1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_places, min_size=2, max_size=5))
def test_wherever_texts_wander_the_graph_is_that_of_a_clean_build(tmp_path: Path, steps: list[dict[str, int]]) -> None:
    out = tmp_path / "out"
    shutil.rmtree(out, ignore_errors=True)
    for places in steps:
        project.update([spread(tmp_path / "news", **places)], out=out, formats=NQ)
        assert public(out)["graph.nq"] == of_new(tmp_path, **places)


def test_a_further_place_changes_one_line_of_the_graph(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", range(7)), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    before = (out / "graph.nq").read_bytes().splitlines()
    (news / "9z.txt").write_text(TEXTS[0], encoding="utf-8")
    outcome = project.update([news], out=out)
    assert [line.outcome for line in outcome.lines if line.name == "9z.txt"] == ["duplicate"]
    after = (out / "graph.nq").read_bytes().splitlines()
    [line] = set(after) - set(before)
    assert b"#alsoAt>" in line and not set(before) - set(after)


# -- forget ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["identifier", "iri", "short", "file"])
def test_a_document_is_forgotten_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    news, out = write(tmp_path / "news", [0, 1]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    iri = document_id("0.txt")
    names = {
        "identifier": "0.txt",
        "iri": f"https://w3id.org/diplograph/id/{iri}",
        "short": iri,
        "file": news / "0.txt",
    }
    result = call("forget", names[name], "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "0 read, 1 gone"
    assert public(out) == clean(tmp_path, [1])
    project.update([news], out=out)  # the file is still there
    assert public(out) == clean(tmp_path, [0, 1])


def test_what_is_not_kept_cannot_be_forgotten(tmp_path: Path) -> None:
    result = call("forget", "0.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "no build is kept here\nhint: run: diplograph build" in result.stderr
    project.update([write(tmp_path / "news", [0])], out=tmp_path / "out", formats=NQ)
    before = public(tmp_path / "out")
    result = call("forget", "0.txt", "7.txt", "--out", tmp_path / "out")
    assert "7.txt: not in " in result.stderr and "hint: " in result.stderr
    assert public(tmp_path / "out") == before


# -- options that are kept ---------------------------------------------------------------------------------------------


def test_options_are_those_of_the_last_build_unless_given(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0]), tmp_path / "out"
    project.update([news], out=out, formats=["nq", "csv"], base="https://example.org/kg/")
    write(news, [0, 1])
    project.update([news], out=out)
    assert set(public(out)) == {"graph.nq", "claims.csv"}
    assert (out / "graph.nq").read_text(encoding="utf-8") == build(news, base="https://example.org/kg/").nquads


def test_a_format_that_is_not_asked_for_again_is_told_to_be_out_of_date(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0]), tmp_path / "out"
    assert call("build", news, "--out", out, "--format", "nq", "--format", "html").exit_code == 0
    write(news, [0, 1])
    result = call("build", news, "--out", out, "--format", "nq")
    assert "not written again, and out of date: graph.html" in result.stderr
    assert f"hint: diplograph export {out} --format html" in result.stderr
    assert "graph.html: out of date" in call("check", out).stderr
    assert call("export", out, "--format", "html").exit_code == 0
    assert public(out) == clean(tmp_path, [0, 1], ["nq", "html"])
    assert "out of date" not in call("check", out).stderr


def test_packs_of_ones_own_are_read_and_their_change_reads_again(tmp_path: Path) -> None:
    news, out, mine = write(tmp_path / "news", [4]), tmp_path / "out", tmp_path / "mine"
    (mine / "names").mkdir(parents=True)
    (mine / "SOURCES.md").write_text("| `mine` | our desk | facts |\n")
    people = "id\twikidata\tcountry\tlabel\tsource\tas_of\n"
    names = "id\tlang\trole\tsource\tas_of\tname\n"
    (mine / "people.tsv").write_text(
        people + "mohammad-rastgar\t\tIR\tMohammad Rastgar\tmine\t2024-01\n", encoding="utf-8"
    )
    rows = "mohammad-rastgar\ten\tfull\tmine\t2024-01\tMohammad Rastgar\n"
    rows += "mohammad-rastgar\tfa\tfull\tmine\t2024-01\tمحمد رستگار\n"
    (mine / "names/people.tsv").write_text(names + rows, encoding="utf-8")
    project.update([news], out=out, formats=NQ)
    assert b"official/mohammad-rastgar>" not in public(out)["graph.nq"]
    result = call("build", news, "--out", out, "--knowledge", mine)
    assert result.exit_code == 0, result.output
    assert b"official/mohammad-rastgar>" in public(out)["graph.nq"]
    assert "1 read" in result.stdout
    (mine / "people.tsv").write_text(
        people + "mohammad-rastgar\t\tXX\tMohammad Rastgar\tmine\t2024-01\n", encoding="utf-8"
    )
    result = call("build", news, "--out", out)
    assert result.exit_code == 1 and "mine/people.tsv:2" in result.stderr
    before = public(out)
    shutil.rmtree(mine)
    for command in (("build", news), ("build", news, "--knowledge", tmp_path / "nowhere"), ("forget", "4.txt")):
        result = call(*command, "--out", out)
        assert result.exit_code == 1 and "no knowledge packs here\nhint: " in result.stderr
        assert result.stderr.count("\n") == 2 and "--knowledge FOLDER" in result.stderr
        assert public(out) == before


def test_a_name_that_is_taken_is_told_once(tmp_path: Path) -> None:
    news, more, out = write(tmp_path / "news", [0]), write(tmp_path / "more", [1]), tmp_path / "out"
    name = next(news.iterdir()).name
    next(more.iterdir()).replace(more / name)
    project.update([news], out=out, formats=NQ)
    result = call("build", more, "--out", out)
    assert result.exit_code == 1 and result.stderr.count(f"{name}: another file has this name here") == 1


def test_without_texts_the_graph_is_the_same_and_only_sentences_of_quotes_are_kept(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", range(len(TEXTS))), tmp_path / "out"
    secret = "این جمله هیچ ادعایی ندارد و نباید بماند."
    (news / "6.txt").write_text(TEXTS[6] + "\n" + secret, encoding="utf-8")
    project.update([news], out=out, formats=NQ, discard_text=True)
    assert build(news).nquads == (out / "graph.nq").read_text(encoding="utf-8")
    assert not any(secret in document.text for document in project.documents(out))
    assert call("check", out).exit_code == 0
    (news / "a.txt").write_text(TEXTS[0] + TEXTS[3], encoding="utf-8")
    project.update([news / "a.txt"], out=out)
    assert build(news).nquads == (out / "graph.nq").read_text(encoding="utf-8")
    project.update([news], out=out, discard_text=False)
    assert any(secret in document.text for document in project.documents(out))


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_quote_keeps_its_sentence_when_the_text_is_discarded(number: int) -> None:
    found = extract(Document("a", TEXTS[number] + "\nخبر تمام شد", "0", language="fa"))
    for span in (e.span for claim in found.claims for e in claim.evidence):
        assert context(discard(found).document.text, span) == context(found.document.text, span)


# -- stops, writers, readers -------------------------------------------------------------------------------------------

_CHILD = """
import os, signal, sys
out, left = sys.argv[1], int(sys.argv[2])
from diplograph import project
from diplograph.project import publish
publish._LARGE = 1
def watch(event, args):
    global left
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link") and out in str(args[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
project.update(sys.argv[3:], out=out, formats=["nq", "csv", "sparql"])
print(left)
"""


def child(out: Path, left: int, *paths: Path) -> int:
    """A build that is killed at its so-many-th step on files; what it exits with."""
    done = subprocess.run([sys.executable, "-c", _CHILD, out, str(left), *paths], capture_output=True, timeout=60)
    return done.returncode


def test_a_build_killed_at_any_step_is_made_good_by_the_same_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_LARGE", 1)
    formats = ["nq", "csv", "sparql"]
    news, start = write(tmp_path / "news", [0, 1]), tmp_path / "start"
    project.update([news], out=start, formats=formats)
    before = public(start)
    write(news, [1, 2])
    wanted = clean(tmp_path, [1, 2], formats)
    for left in range(1, 130, 10):
        out = tmp_path / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(start, out)  # it keeps the times of files
        code = child(out, left, news)
        assert set(public(out)) <= set(before) | set(wanted)
        assert public(out)["graph.nq"] in (before["graph.nq"], wanted["graph.nq"])
        project.update([news], out=out, formats=formats)
        assert public(out) == wanted
        quads = store.quads_folder(out / "graph.nq").name
        assert {p.name for p in (out / project.HOME).iterdir()} == {"lock", "store.sqlite", quads}
        if code == 0:
            return
        assert code == -signal.SIGKILL
    pytest.fail("the build never came to its end")


def test_a_build_killed_at_any_time_is_made_good_by_the_same_command(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", range(len(TEXTS))), tmp_path / "out"
    for wait in (random.Random(3).uniform(0.2, 1.2) for _ in range(4)):
        code = (
            "import sys; from diplograph import project; project.update(sys.argv[2:], out=sys.argv[1], formats=['nq'])"
        )
        with subprocess.Popen([sys.executable, "-c", code, out, news], stderr=subprocess.DEVNULL) as process:
            time.sleep(wait)
            process.kill()
    project.update([news], out=out, formats=NQ)
    assert public(out) == clean(tmp_path, range(len(TEXTS)))


def test_a_build_that_is_interrupted_goes_on_where_it_stopped(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", range(4)), tmp_path / "out"
    read: list[str] = []

    def tired(document: Document) -> Extraction:
        if document.identifier == "2.txt" and read.count("2.txt") == 0:
            read.append("2.txt")
            raise KeyboardInterrupt
        read.append(document.identifier)
        return extract(document)

    with pytest.raises(KeyboardInterrupt):
        project.update([news], out=out, formats=NQ, extract=tired)
    assert public(out) == {}
    read.remove("0.txt")
    project.update([news], out=out, formats=NQ, extract=tired)
    assert read == ["1.txt", "2.txt", "2.txt", "3.txt"]
    assert public(out) == clean(tmp_path, range(4))


def test_a_second_writer_is_told_and_readers_are_answered(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    write(news, [1])

    def meanwhile(document: Document) -> Extraction:
        with pytest.raises(BuildError, match="another build is writing here"):
            project.update([news], out=out)
        answer = call("query", "ASK { country:TR a dg:Country }", "--data", out)
        assert "yes" in answer.stdout
        assert call("check", out).exit_code == 0
        return extract(document)

    outcome = project.update([news], out=out, extract=meanwhile)
    assert outcome.count("read") == 1, outcome.lines
    assert public(out) == clean(tmp_path, [1])


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError, match="file") as caught:
        project.update([write(tmp_path / "news", [0])], out=tmp_path / "file")
    assert caught.value.hint == "choose another folder with --out"


# -- reports -----------------------------------------------------------------------------------------------------------


def test_a_report_has_a_line_for_each_item_and_the_summary_its_counts(tmp_path: Path) -> None:
    news, out, report = write(tmp_path / "news", [0, 1]), tmp_path / "out", tmp_path / "report.jsonl"
    call("build", news, "--out", out, "--format", "nq")
    write(news, [1, 2])
    (news / "empty.txt").write_text("")
    (news / "sw.json").write_text(json.dumps({"text": "Habari za leo.", "language": "sw"}))
    result = call("build", news, "--out", out, "--report", report)
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert {(row["item"], row["outcome"]) for row in rows} == {
        ("0.txt", "gone"),
        ("1.txt", "unchanged"),
        ("2.txt", "read"),
        ("empty.txt", "failed"),
        ("sw.json#1", "read"),
    }
    assert next(row for row in rows if row["outcome"] == "failed")["reason"] == "empty"
    assert result.stdout.splitlines()[-1] == "2 read, 1 unchanged, 1 gone, 1 failed"
    assert "no language pack, so nothing is claimed: sw 1" in result.stderr


# -- check -------------------------------------------------------------------------------------------------------------


def test_quotes_are_held_against_what_is_kept_when_the_source_is_gone(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0, 1]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    shutil.rmtree(news)
    result = call("check", out)
    assert (result.exit_code, result.stdout) == (0, f"{out}: in order\n")
    text = (out / "graph.nq").read_text(encoding="utf-8")
    (out / "graph.nq").write_text(text.replace("دیدار کرد", "دیدار نکر"), encoding="utf-8")
    assert "the quote is not in 0.txt" in call("check", out).stderr


# -- a change reaches only where it must -------------------------------------------------------------------------------


def test_a_change_looks_only_at_the_documents_that_it_concerns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news, out = write(tmp_path / "news", [0, 1, 2, 3, 6]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    loaded: list[str] = []
    load = Derivation._load

    def spy(self: Derivation, name: str) -> Extraction:
        loaded.append(name)
        return load(self, name)

    monkeypatch.setattr(Derivation, "_load", spy)
    write(news, [0, 1, 2, 3, 4, 6])
    project.update([news], out=out)
    assert set(loaded) == {"4.txt"}
    assert public(out) == clean(tmp_path, [0, 1, 2, 3, 4, 6])


@pytest.mark.parametrize("step", ["_load", "_marked", "_resolved"])
def test_documents_are_let_go_while_a_graph_is_derived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    given_out: list[weakref.ref[Extraction]] = []
    alive: list[int] = []
    give = getattr(Derivation, step)

    def spy(self: Derivation, name: str) -> Extraction:
        found: Extraction = give(self, name)
        given_out.append(weakref.ref(found))
        alive.append(sum(ref() is not None for ref in given_out))
        return found

    monkeypatch.setattr(Derivation, step, spy)
    project.update([write(tmp_path / "news", range(7))], out=tmp_path / "out", formats=NQ)
    assert len(alive) >= 7 > 2 >= max(alive)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_copies_are_found_the_same_bit_by_bit_as_at_once(data: st.DataObject) -> None:
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.executescript(copying.TABLES)
    kept: dict[str, tuple[Document, frozenset[int]]] = {}
    runs = st.lists(st.integers(0, 11), min_size=1, max_size=9, unique=True).map(frozenset)
    with pytest.MonkeyPatch.context() as patch:  # small limits, so that small texts try them all
        for module in (copies, copying):
            patch.setattr(module, "COMMON", 3)
            patch.setattr(module, "FEWEST", 2)
        for _ in range(data.draw(st.integers(1, 8))):
            names = data.draw(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=3, unique=True))
            gone = [copying.place(kept[name][0].issued, name) for name in names if name in kept]
            for name in names:
                kept.pop(name, None)
                if data.draw(st.booleans()):
                    day = data.draw(st.sampled_from([None, "2023", "2023-12", "2024-01-05"]))
                    kept[name] = (Document(name, "", "", issued=day), data.draw(runs))
            new = [
                (copying.place(d.issued, n), array("I", sorted(p)).tobytes())
                for n, (d, p) in kept.items()
                if n in names
            ]
            copying.Copies(base).update(gone, new)
            found = {n: copying.Copies(base).original(copying.place(d.issued, n)) for n, (d, _) in kept.items()}
            expected = copies.copies((d for d, _ in kept.values()), {n: p for n, (_, p) in kept.items()})
            assert {n: o for n, o in found.items() if o} == expected


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.text("abc", min_size=1, max_size=3), max_size=12),
    st.sets(st.text("abcd", min_size=1, max_size=3), max_size=5),
    st.sets(st.text("abcd", min_size=1, max_size=3), max_size=5),
)
def test_splicing_sorted_lines_gives_sorted_lines(old: set[str], gone: set[str], new: set[str]) -> None:
    with tempfile.TemporaryFile() as before, tempfile.TemporaryFile() as after:
        before.writelines(f"{line}\n".encode() for line in sorted(old))
        before.flush()
        publish._splice(before, after, Change(tuple(sorted(gone - new)), tuple(sorted(new))))
        after.seek(0)
        assert after.read().decode().splitlines() == sorted((old - gone) | new)


def test_a_large_graph_is_asked_from_its_quads_and_these_follow_each_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_LARGE", 1)
    monkeypatch.setattr(publish, "_LOAD", 5_000)
    news, out = write(tmp_path / "news", [0, 1, 2]), tmp_path / "out"
    for numbers in ([0, 1, 2], [0, 1, 2, 3], [1, 2, 3], [4]):
        project.update([write(news, numbers)], out=out, formats=NQ)
        folder = store.quads_folder(out / "graph.nq")
        assert [p.name for p in (out / project.HOME).glob("quads-*")] == [folder.name]
        kept = sorted(f"{quad} ." for quad in ox.Store.read_only(str(folder)))
        assert kept == (out / "graph.nq").read_text(encoding="utf-8").splitlines()
        assert len(store.open_build(out)) == len(kept)
    (out / "graph.nq").write_text("", encoding="utf-8")  # somebody else's: the quads are not of it
    assert len(store.open_build(out)) == 0


def test_a_reader_keeps_its_quads_while_a_build_takes_them_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_LARGE", 1)
    news, out = write(tmp_path / "news", [0]), tmp_path / "out"
    project.update([news], out=out, formats=NQ)
    reader = store.open_build(out)
    before = sorted(map(str, reader))
    project.update([write(news, [1])], out=out)
    assert sorted(map(str, reader)) == before


def test_the_last_document_may_be_forgotten_and_others_come_after_it(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news", [0]), tmp_path / "out"
    project.update([news], out=out, formats=[*export.DEFAULT, "html"])
    project.forget("0.txt", out=out)
    assert (out / "graph.nq").read_bytes() == b""
    project.update([write(tmp_path / "news", [1])], out=out)
    assert public(out) == clean(tmp_path, [1], [*export.DEFAULT, "html"])


def test_judgements_are_followed_when_their_file_changes(tmp_path: Path) -> None:
    news, out, judged = write(tmp_path / "news", [0, 4]), tmp_path / "out", tmp_path / "judgements.tsv"
    head = "left\tright\tjudgement\treason\n"
    judged.write_text(head, encoding="utf-8")
    project.update([news], out=out, formats=NQ, judgements=judged)
    assert public(out) == clean(tmp_path, [0, 4])
    known = "official/sergey-lavrov"
    ids = [e.id for e in build(news).entities if e.id.startswith("official/")]
    made = next(i for i in ids if re.search("-[0-9a-f]{8}$", i))
    judged.write_text(f"{head}{made}\t{known}\tpositive\tour desk\n", encoding="utf-8")
    project.update([news], out=out)
    assert (out / "graph.nq").read_text(encoding="utf-8") == build(news, judgements=judged).nquads != build(news).nquads


def test_what_a_killed_write_leaves_and_labels_given_twice_are_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    project.update([write(tmp_path / "news", [0])], out=out, formats=NQ)
    (out / ".graph.nq.x1y2z3_a").write_text("half")
    label = '<https://w3id.org/diplograph/id/country/RU> <http://www.w3.org/2000/01/rdf-schema#label> "Turkey"@en .'
    lines = (out / "graph.nq").read_text(encoding="utf-8").splitlines()
    (out / "graph.nq").write_text("".join(f"{line}\n" for line in sorted([*lines, label])), encoding="utf-8")
    told = call("check", out).stderr
    assert ".graph.nq.x1y2z3_a: left over of a write that was stopped\nhint: remove it" in told
    assert "country/RU: two labels in en" in told
