"""What comes in by the command line: options of reading, `add`, `--watch`, the report. No network."""

from __future__ import annotations

import inspect
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from diplograph import project
from diplograph.build import KnowledgeGraph, build
from diplograph.cli import main
from diplograph.errors import BuildError, SourceError
from diplograph.intake import watch
from diplograph.intake.bring import FETCHED, bring
from diplograph.intake.options import LIMITS, ROLES, Size
from diplograph.read.sources import Limits
from diplograph.read.sources.fetch import Fetched, Fetcher
from diplograph.read.sources.records import NAMES

NEWS = [
    "سرگئی لاوروف وزیر امور خارجه روسیه در مسکو با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.",
    "حسین امیرعبداللهیان وزیر امور خارجه ایران در تهران با سرگئی لاوروف وزیر امور خارجه روسیه دیدار کرد.",
    "هاکان فیدان وزیر خارجه ترکیه در آنکارا با سرگئی لاوروف وزیر امور خارجه روسیه گفت‌وگو کرد.",
]
NQ = ("--format", "nq")


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def graph(out: Path) -> str:
    return (out / "graph.nq").read_text(encoding="utf-8")


def clean(*paths: Path) -> str:
    made: KnowledgeGraph = build(*paths)
    return made.nquads


def names(out: Path) -> list[str]:
    return sorted(d.identifier for d in project.documents(out))


# -- options -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "add"])
def test_every_limit_and_every_role_can_be_set_and_the_defaults_are_told_truly(command: str) -> None:
    context = click.Context(main)
    found = main.get_command(context, command)
    assert found is not None
    flags = {flag for param in found.params for flag in param.opts}
    defaults = Limits()
    for name in Limits.__dataclass_fields__:
        assert f"--max-{name.replace('_', '-')}" in flags
        assert Size().convert(LIMITS[name][0], None, None) == getattr(defaults, name)
    assert set(ROLES) == set(NAMES)


def test_every_limit_that_is_met_names_an_option_which_raises_it(tmp_path: Path) -> None:
    import test_sources

    given = {name: str(getattr(test_sources.SMALL, name)) for name in LIMITS}
    flags = [word for name, value in given.items() for word in (f"--max-{name.replace('_', '-')}", value)]
    for name, (make, words) in test_sources.BOMBS.items():
        if words != "a header of more than a megabyte":
            (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
            (tmp_path / "in" / name).write_bytes(make())
    (tmp_path / "in/deep.zip").write_bytes(test_sources.nested(5))
    write(tmp_path / "in/good.txt", NEWS[0])
    report = tmp_path / "report.jsonl"
    call("build", tmp_path / "in", "--out", tmp_path / "out", *NQ, "--report", report, *flags)
    failed = [row for row in map(json.loads, report.read_text().splitlines()) if row["outcome"] == "failed"]
    assert {row["item"].partition("#")[0] for row in failed} == {p.name for p in (tmp_path / "in").iterdir()} - {
        "good.txt"
    }
    for row in failed:
        assert any(f"--max-{name.replace('_', '-')}" in row["hint"] for name in LIMITS), row


def test_columns_and_encodings_are_given_and_hold_till_others_are(tmp_path: Path) -> None:
    row = json.dumps({"h": NEWS[0], "day": "1402/09/14"})
    news, out = write(tmp_path / "news/a.jsonl", row).parent, tmp_path / "out"
    refused = call("build", news, "--out", out, *NQ)
    assert refused.exit_code == 1 and "--map text=FIELD" in refused.stderr
    assert call("build", news, "--out", out, *NQ, "--map", "text=h", "--map", "date=day").exit_code == 0
    [document] = project.documents(out)
    assert (document.text, document.issued) == (NEWS[0], "2023-12-05")
    write(news / "b.jsonl", json.dumps({"h": NEWS[1]}))
    assert "1 read, 1 unchanged" in call("build", news, "--out", out).stdout
    assert "1 read, 1 unchanged" in call("build", news, "--out", out, "--map", "text=h").stdout  # a day is no more told
    assert sorted(d.issued or "" for d in project.documents(out)) == ["", ""]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--map", "body"], "text=body"),
        (["--map", "headline=h"], "write one of text"),
        (["--max-item-bytes", "lots"], "write 5000000, 64MB or 2GB"),
        (["--max-depth", "-1"], "--max-depth"),
    ],
)
def test_an_option_that_is_wrong_is_told_how_to_be_right(words: list[str], message: str, tmp_path: Path) -> None:
    result = call("build", tmp_path, *words)
    assert result.exit_code == 2 and message in result.stderr


def test_another_encoding_reads_the_file_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(NEWS[0].replace("ی", "ي").replace("ک", "ك").encode("windows-1256"))
    out = tmp_path / "out"
    assert call("build", tmp_path / "a.txt", "--out", out, *NQ, "--encoding", "latin-1").exit_code == 0
    assert call("build", tmp_path / "a.txt", "--out", out, "--encoding", "windows-1256").exit_code == 0
    [document] = project.documents(out)
    assert document.text.startswith("سرگئي")


# -- add ---------------------------------------------------------------------------------------------------------------


def test_files_are_added_and_the_build_is_a_clean_one_of_all(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{n}.txt", text) for n, text in enumerate(NEWS)]
    out = tmp_path / "out"
    call("build", files[0], "--out", out, *NQ)
    result = call("add", files[1], files[2], "--out", out)
    assert result.exit_code == 0 and "2 read" in result.stdout
    assert graph(out) == clean(*files)


def test_what_is_added_with_a_mapping_does_not_change_how_the_rest_is_read(tmp_path: Path) -> None:
    out = tmp_path / "out"
    news = write(tmp_path / "news/a.jsonl", json.dumps({"text": NEWS[0]})).parent
    other = write(tmp_path / "other/b.jsonl", json.dumps({"x": NEWS[1]}))
    call("build", news, "--out", out, *NQ)
    assert call("add", other, "--out", out, "--map", "text=x").exit_code == 0
    assert names(out) == ["a.jsonl#1", "b.jsonl#1"]
    assert "0 read, 1 unchanged" in call("build", news, "--out", out).stdout


def test_nothing_private_is_fetched_by_the_command_and_the_rest_is_added(tmp_path: Path) -> None:
    out, report = tmp_path / "out", tmp_path / "report.jsonl"
    file = write(tmp_path / "a.txt", NEWS[0])
    asked = ["http://127.0.0.1:1/a", "http://localhost/", "file:///etc/passwd"]
    result = call("add", file, *asked, "--out", out, "--report", report)
    assert result.exit_code == 1
    assert result.stderr.count("hint: ") == 3 and "no public address" in result.stderr
    assert names(out) == ["a.txt"] and not (out / FETCHED).exists()
    rows = {row["item"]: row["outcome"] for row in map(json.loads, report.read_text().splitlines())}
    assert rows == {"a.txt": "read", **dict.fromkeys(asked, "failed")}


def test_a_day_that_is_none_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    result = call("add", "http://127.0.0.1:1/", "--out", tmp_path / "out", "--retrieved", "soon")
    assert result.exit_code == 1 and "--retrieved 2024-02-03" in result.stderr


def test_pages_are_kept_in_the_build_and_read_from_there(tmp_path: Path) -> None:
    class Given(Fetcher):
        def get(self, address: str) -> Fetched:
            if address.endswith("none"):
                raise SourceError(f"{address}: the site answers 404", hint="see whether the address is right")
            return Fetched(address, address, "text/plain; charset=utf-8", "", NEWS[int(address[-1])].encode())

    failed: list[str] = []
    out, asked = tmp_path / "out", ["https://example.org/0", "https://example.org/none", "https://example.org/1"]
    paths = bring([*asked, asked[0]], out, Given(), failed=lambda source, _: failed.append(source))
    assert failed == [asked[1]] and len(paths) == 2
    project.update(paths, out=out, formats=["nq"])
    assert sorted(d.url or "" for d in project.documents(out)) == [asked[0], asked[2]]
    first = graph(out)
    project.update([out / FETCHED], out=out)
    assert graph(out) == first


def test_the_day_of_retrieval_that_is_told_is_in_the_graph(tmp_path: Path) -> None:
    class Given(Fetcher):
        def get(self, address: str) -> Fetched:
            return Fetched(address, address, "text/plain; charset=utf-8", "", NEWS[0].encode())

    out = tmp_path / "out"
    paths = bring(["https://example.org/0"], out, Given(), retrieved="2024-02-03", failed=lambda *_: None)
    project.update(paths, out=out, formats=["nq"])
    day = '"2024-02-03"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert f"<https://w3id.org/diplograph/ns#retrieved> {day} ." in graph(out)
    assert [d.retrieved for d in project.documents(out)] == ["2024-02-03"]
    claim = next(word for word in graph(out).split() if "/claim/" in word).strip("<>")
    assert call("explain", claim, "--data", out).stdout.rstrip("\u2069\n").endswith(" · retrieved 2024-02-03")


def test_nobody_but_a_test_can_widen_who_may_be_asked() -> None:
    from diplograph.intake import command
    from diplograph.read.sources import addresses, fetch

    for module in (command, addresses, fetch):
        assert "environ" not in inspect.getsource(module)
    assert "allowed" not in inspect.getsource(command)


# -- report ------------------------------------------------------------------------------------------------------------


def test_a_report_tells_language_claims_and_texts_that_come_again(tmp_path: Path) -> None:
    news, report = tmp_path / "news", tmp_path / "report.jsonl"
    other = "The minister said that the talks had been useful."
    for name, text in {"a.txt": NEWS[0], "b.txt": NEWS[0], "c.txt": other, "d.txt": ""}.items():
        write(news / name, text)
    result = call("build", news, "--out", tmp_path / "out", *NQ, "--report", report)
    rows = {row.pop("item"): row for row in map(json.loads, report.read_text(encoding="utf-8").splitlines())}
    assert rows["a.txt"]["outcome"] == "read" and rows["a.txt"]["language"] == "fa" and rows["a.txt"]["claims"] > 0
    assert (rows["b.txt"]["outcome"], rows["b.txt"]["reason"]) == ("duplicate", "the text of a.txt again")
    assert (rows["c.txt"]["language"], rows["c.txt"]["claims"]) == ("en", 0)
    assert (rows["d.txt"]["outcome"], rows["d.txt"]["reason"]) == ("failed", "empty")
    assert "2 read, 1 duplicate, 1 failed" in result.stdout
    more = write(tmp_path / "more/0.txt", NEWS[0])
    call("add", more, "--out", tmp_path / "out", "--report", report)
    assert json.loads(report.read_text())["outcome"] == "read"  # the first by name stands for all
    more = write(tmp_path / "more/z.txt", NEWS[0])
    call("add", more, "--out", tmp_path / "out", "--report", report)
    assert json.loads(report.read_text())["reason"] == "the text of 0.txt again"


def test_the_bytes_that_pass_add_up_to_those_of_the_files(tmp_path: Path) -> None:
    import test_sources

    news = tmp_path / "news"
    news.mkdir()
    for name in (
        "utf8.txt",
        "records.jsonl",
        "archive.zip",
        "archive.tar.gz",
        "web.warc.gz",
        "table.csv",
        "letter.eml",
    ):
        test_sources.write(news, name)
    lines: list[project.Line] = []
    project.update([news], out=tmp_path / "out", formats=["nq"], tell=lines.append)
    total = sum(p.stat().st_size for p in news.iterdir())
    assert 0.5 * total < sum(line.size for line in lines) <= total


# -- watch -------------------------------------------------------------------------------------------------------------


class EnoughError(Exception):
    """Ends a watch."""


def watched(folder: Path, steps: list[Callable[[], Any]], build: Callable[[], object]) -> None:
    """Watch a folder; one step between two looks."""
    left = iter(steps)

    def wait() -> None:
        step = next(left, None)
        if step is None:
            raise EnoughError
        step()

    with pytest.raises(EnoughError):
        watch.watch([folder], build, wait=wait)


def nothing() -> None:
    pass


def test_a_watch_builds_what_comes_changes_and_goes_once_it_has_come_to_rest(tmp_path: Path) -> None:
    news, built = tmp_path / "news", list[list[str]]()
    news.mkdir()
    a, b = news / "a.txt", news / "b.txt"
    steps: list[Callable[[], Any]] = [
        nothing,
        lambda: write(a, "1"),
        lambda: write(a, "12"),  # still growing: not yet
        nothing,
        lambda: write(b, "1"),
        nothing,
        nothing,
        nothing,
        lambda: write(a, "3456"),
        nothing,
        b.unlink,
        nothing,
        nothing,
    ]
    watched(news, steps, lambda: built.append(sorted(p.name + p.read_text() for p in news.iterdir())))
    assert built == [["a.txt12"], ["a.txt12", "b.txt1"], ["a.txt3456", "b.txt1"], ["a.txt3456"]]


def test_what_comes_while_a_build_is_at_work_is_built_next(tmp_path: Path) -> None:
    news, built = write(tmp_path / "news/a.txt", "1").parent, list[int]()

    def build() -> None:
        built.append(len(list(news.iterdir())))
        if len(built) == 1:
            write(news / "b.txt", "1")

    watched(news, [nothing] * 5, build)
    assert built == [1, 2]


def test_an_error_does_not_end_a_watch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news, tries = write(tmp_path / "news/a.txt", "1").parent, list[bool]()

    def build(*, more: bool) -> None:
        tries.append(more)
        raise BuildError("no room", hint="make some")

    steps = iter([nothing, lambda: write(news / "b.txt", "1"), nothing])

    def wait() -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    with pytest.raises(SystemExit) as ended:
        watch.follow([news], build, wait=wait)
    assert ended.value.code == 130 and tries == [False, True]
    told = capsys.readouterr().err
    assert told.count("Error: no room\nhint: make some") == 2 and "run the same command to go on" in told


def test_ctrl_c_leaves_a_whole_build_and_tells_how_to_go_on(tmp_path: Path) -> None:
    news, out = write(tmp_path / "news/a.txt", NEWS[0]).parent, tmp_path / "out"
    write(news / "bad.txt", "")
    hear = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background job is deaf
    code = f"{hear}; from diplograph.cli import main; main()"
    command = [sys.executable, "-c", code, "build", "--watch", str(news), "--out", str(out), *NQ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until(lambda: (out / "graph.nq").exists())
        write(news / "b.txt", NEWS[1])
        until(lambda: "b.txt" in graph(out))
        (news / "a.txt").unlink()
        until(lambda: "a.txt" not in graph(out))
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=20)[1]
    assert process.returncode == 130 and "run the same command to go on" in told and "bad.txt: empty" in told
    assert graph(out) == clean(news / "b.txt")
    assert call("check", out).exit_code == 0


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_long_run_tells_how_far_it_is(tmp_path: Path) -> None:
    if not hasattr(os, "openpty"):
        pytest.skip("no terminal here")
    rows = "\n".join(json.dumps({"text": f"{NEWS[n % 3]} {n}"}) for n in range(40))
    write(tmp_path / "news/a.jsonl", rows)
    ours, theirs = os.openpty()
    code = "from diplograph.cli import main; main()"
    command = [sys.executable, "-c", code, "build", str(tmp_path / "news"), "--out", str(tmp_path / "out"), *NQ]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert process.returncode == 0
    assert b"documents" in shown and b"claims" in shown and b"left" in shown
