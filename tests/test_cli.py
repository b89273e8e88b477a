"""The command line: what it prints where, what it exits with, and that it starts at once."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import samples
from diplograph.cli import main
from diplograph.export import FORMATS

NEWS = "سرگئی لاوروف وزیر امور خارجه روسیه در مسکو با هاکان فیدان وزیر خارجه ترکیه دیدار کرد."


def call(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    samples.graph().write(folder, ["nq", "trig", "csv"])
    return folder


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/good.txt").write_text(NEWS, encoding="utf-8")
    return tmp_path / "seeds"


# -- build -------------------------------------------------------------------------------------------------------------


def test_a_build_reads_seeds_and_writes_exports_when_told_nothing(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeds.parent)
    result = call("build")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("1 documents, ")
    assert result.stdout.splitlines()[1] == f"open {Path('exports/graph.html')}"
    files = {row.file for row in FORMATS.values() if row.default}
    assert {p.name for p in Path("exports").iterdir()} == files | {"graph.html", ".diplograph"}
    assert result.stderr == ""


def test_a_build_writes_the_formats_asked_for(seeds: Path, tmp_path: Path) -> None:
    result = call("build", seeds, "--out", tmp_path / "out", "--format", "nq", "--format", "plover")
    assert result.exit_code == 0
    assert [p.name for p in sorted((tmp_path / "out").iterdir())] == [".diplograph", "graph.nq", "plover.jsonl"]
    assert "wrote" in result.stdout


def test_a_bad_file_is_named_with_a_hint_and_the_rest_goes_on(seeds: Path, tmp_path: Path) -> None:
    (seeds / "empty.txt").write_text("")
    result = call("build", seeds, "--out", tmp_path / "out", "--format", "nq")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "empty.txt: empty"
    assert result.stderr.splitlines()[1].startswith("hint: ")
    assert ", 1 left out" in result.stdout
    assert call("build", seeds, "--out", tmp_path / "out", "--format", "nq", "--strict").exit_code == 1


def test_a_build_of_nothing_leaves_what_was_there(tmp_path: Path, made: Path) -> None:
    before = (made / "graph.nq").read_bytes()
    result = call("build", tmp_path / "nowhere", "--out", made)
    assert result.exit_code == 1
    assert "nowhere: no such file" in result.stderr
    assert "nothing was read, nothing is written" in result.stderr
    assert (made / "graph.nq").read_bytes() == before


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = call("build", tmp_path / "nowhere", "--format", "docx")
    assert result.exit_code == 1
    assert 'no format "docx"\nhint: one of nq, ' in result.stderr
    assert "nowhere" not in result.stderr


# -- query -------------------------------------------------------------------------------------------------------------


def test_a_query_answers_with_a_table(made: Path) -> None:
    result = call(
        "query", "SELECT ?x ?name { ?x dg:iso2 'IR' ; rdfs:label ?name FILTER(lang(?name) = 'fa') }", "--data", made
    )
    assert result.exit_code == 0
    heading, rule, row = result.stdout.splitlines()
    assert heading.split() == ["x", "name"]
    assert set(rule) == {"─"}
    assert row.split() == ["country:IR", "\u2068ایران\u2069"]
    assert result.stderr == "1 rows\n"


def test_a_query_comes_from_a_file_from_the_cookbook_or_from_standard_input(made: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { country:IR a dg:Country }", encoding="utf-8")
    assert "yes" in call("query", tmp_path / "q.rq", "--data", made).stdout
    assert "yes" in call("query", "--data", made, stdin="ASK { country:IR a dg:Country }").stdout
    found = call("query", "agreements-between", "--bind", "a=IR", "--bind", "b=Russia", "--names", "fa", "--data", made)
    assert "توافق‌نامه همکاری گمرکی" in found.stdout


def test_a_value_that_the_graph_does_not_have_is_told_where_nothing_was_found(made: Path) -> None:
    for value in ("nobody", "ZZ", "official/nobody", "<https://example.org/x>"):
        result = call("query", "meetings-of", "--bind", f"who={value}", "--data", made)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"0 rows\nhint: {made} has nothing that is {value} (--bind who)\n"
    empty = call("query", "members-of", "--bind", "organization=IR", "--data", made)
    assert empty.stderr == "0 rows\n"  # it is there, and no organization


def test_a_claim_is_bound_by_its_bare_id_and_a_thing_by_its_iri_in_brackets(made: Path) -> None:
    claim = call("query", "claims", "--data", made, "--format", "csv").stdout.splitlines()[1].partition(",")[0]
    for value in (claim, f"<{claim}>", claim.rpartition("/")[2]):
        assert call("query", "evidence-of", "--bind", f"claim={value}", "--data", made).stderr == "1 rows\n"


def test_a_query_answers_machines_on_standard_output_alone(made: Path) -> None:
    result = call("query", "SELECT ?x { ?x dg:iso2 'IR' }", "--data", made, "--format", "csv")
    assert result.stdout_bytes == b"x\r\nhttps://w3id.org/diplograph/id/country/IR\r\n"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT ?s { ?s "], "query:1:"),
        (["no-such-recipe"], 'no query called "no-such-recipe"'),
        (["missing.rq"], "missing.rq: cannot be read"),
        (["ASK {}", "--bind", "a"], "--bind a: no value"),
        (["ASK {}", "--bind", "a=IR"], "the query has no ?a"),
        (["ASK {}", "--format", "pdf"], 'no format "pdf"'),
        (["ASK {}", "--data", "nowhere"], "nowhere: no such folder or file"),
        (["SELECT * { SERVICE <http://localhost/> {} }"], "SERVICE is not allowed"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_message_with_a_hint(
    made: Path, arguments: list[str], message: str
) -> None:
    result = call("query", *arguments, *([] if "--data" in arguments else ["--data", made]))
    assert result.exit_code == 1
    assert message in result.stderr
    assert "hint: " in result.stderr
    assert "Traceback" not in result.output


def test_the_cookbook_is_listed_in_both_languages() -> None:
    result = call("query", "--list")
    assert "agreements-between [--bind a=…] [--bind b=…]" in result.stdout
    assert "توافق" in result.stdout


# -- explain -----------------------------------------------------------------------------------------------------------


def test_a_claim_is_explained_by_its_sentence_speaker_modality_and_rule(made: Path) -> None:
    [claim] = [c for c in samples.graph().claims if c.predicate == "rejects"]
    for name in (claim.id, claim.id[:6], f"claim:{claim.id}", f"https://w3id.org/diplograph/id/claim/{claim.id}"):
        result = call("explain", name, "--data", made)
        assert result.exit_code == 0
        assert "⟦ما با این پیمان مخالف نیستیم⟧" in result.stdout
        assert "او گفت «" in result.stdout
        for told in ("Sergey Lavrov", "asserted, negated", "rejects-verb", "the speaker's country", "2023/visit.txt:"):
            assert told in result.stdout


def test_a_claim_that_is_not_there_or_not_alone_is_told(made: Path) -> None:
    assert 'no claim "zz"' in call("explain", "zz", "--data", made).stderr
    ids = sorted(c.id for c in samples.graph().claims)
    first = next(a[0] for a, b in pairwise(ids) if a[0] == b[0])
    result = call("explain", first, "--data", made)
    assert result.exit_code == 1
    assert f'claims begin with "{first}"' in result.stderr
    assert "say which: " in result.stderr


# -- check -------------------------------------------------------------------------------------------------------------


def documents(folder: Path) -> Path:
    (folder / "news/2023").mkdir(parents=True)
    (folder / "news/2023/visit.txt").write_text(samples.VISIT, encoding="utf-8")
    (folder / "news/phone.txt").write_text(samples.PHONE, encoding="utf-8")
    return folder / "news"


def test_a_build_in_order_is_said_to_be(made: Path, tmp_path: Path) -> None:
    result = call("check", made, "--documents", documents(tmp_path))
    assert (result.exit_code, result.stdout) == (0, f"{made}: in order\n")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"false"^^', '"no"^^', "Conforms"),
        ("ns#Negotiated>", "ns#Forgotten>", "no such term in the vocabulary"),
        ("project/rasht-astara> .", "project/elsewhere> .", "spoken of, but nothing is said of it"),
        ("ns#modality> <", "ns#mood> <", "no dg:modality"),
        ("مخالف نیستیم", "مخالف هستیم", "a quote of"),
        ("مخالف نیستیم", "موافق نیستیم", "the quote is not in 2023/visit.txt"),
        ("country/IR>", "country/ایران>", "an IRI that is not ASCII"),
        ("<https://w3id.org/diplograph/id/place/moscow>", "_:b", "a blank node, _:"),
        (
            "ns#phoned> <https://w3id.org/diplograph/id/official",
            "ns#called> <https://w3id.org/diplograph/id/official",
            "its plain triple is missing",
        ),
    ],
)
def test_what_is_wrong_with_a_build_is_told_with_what_to_do(
    made: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (made / "graph.nq").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "graph.nq").write_text(
        "".join(sorted(text.replace(old, new).splitlines(keepends=True))), encoding="utf-8"
    )
    result = call("check", tmp_path, "--documents", documents(tmp_path))
    assert result.exit_code == 1
    if message != "Conforms":
        assert message in result.stderr
    assert result.stderr.count("hint: ") >= 1


def test_a_claim_with_a_wrong_end_is_told_by_its_id(made: Path, tmp_path: Path) -> None:
    text = (made / "graph.nq").read_text(encoding="utf-8")
    [(claim, launched)] = re.findall(r"<(\S+/claim/\w+)> <\S+#object> <(\S+/project/\S+)>", text)
    country = launched.replace("project/rasht-astara", "country/IR")
    wrong = re.sub(rf"(<{claim}> <\S+#object>) <{launched}>", rf"\1 <{country}>", text)
    (tmp_path / "graph.nq").write_text("".join(sorted(wrong.splitlines(keepends=True))), encoding="utf-8")
    told = call("check", tmp_path).stderr
    assert f"{claim}: an actor launches a project\n" in told
    assert "ns#launches: " not in told


def test_a_file_that_differs_from_the_graph_is_told_and_the_hint_mends_it(tmp_path: Path) -> None:
    samples.graph().write(tmp_path, ["nq", "trig", "csv"])
    (tmp_path / "claims.csv").write_text("old")
    result = call("check", tmp_path)
    assert "claims.csv: not what the graph gives" in result.stderr
    [hint] = [line for line in result.stderr.splitlines() if line.startswith("hint: run: diplograph ")]
    assert call(*hint.removeprefix("hint: run: diplograph ").split()).exit_code == 0
    assert call("check", tmp_path).exit_code == 0


def test_a_document_that_has_changed_is_told(made: Path, tmp_path: Path) -> None:
    news = documents(tmp_path)
    (news / "phone.txt").write_text(samples.PHONE + "!", encoding="utf-8")
    result = call("check", made, "--documents", news)
    assert "phone.txt: the document has changed since the build" in result.stderr


def test_a_damaged_build_is_told_by_every_command(made: Path, tmp_path: Path) -> None:
    half = (made / "graph.nq").read_text(encoding="utf-8")[:5000]
    (tmp_path / "graph.nq").write_text(half, encoding="utf-8")
    for command in (["check", tmp_path], ["explain", "a", "--data", tmp_path], ["query", "ASK {}", "--data", tmp_path]):
        result = call(*command)
        assert result.exit_code == 1
        assert "not N-Quads" in result.stderr and "hint: " in result.stderr
    assert "not N-Quads" in call("export", tmp_path, "--format", "csv", "--out", tmp_path).stderr
    assert not (tmp_path / "claims.csv").exists()


# -- export ------------------------------------------------------------------------------------------------------------


def test_a_finished_build_is_written_in_another_format(made: Path, tmp_path: Path) -> None:
    result = call("export", made, "--format", "rdfxml", "--format", "neo4j", "--out", tmp_path)
    assert result.exit_code == 0
    assert [Path(line).relative_to(tmp_path).as_posix() for line in result.stdout.splitlines()] == [
        "graph.rdf",
        "neo4j/claims.csv",
        "neo4j/load.cypher",
        "neo4j/things.csv",
    ]


def test_the_formats_are_listed() -> None:
    assert "void.ttl" in call("export", "--list").stdout


# -- the shell itself --------------------------------------------------------------------------------------------------


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60).stdout


def test_importing_diplograph_and_its_command_line_loads_nothing_heavy() -> None:
    heavy = {"rdflib", "networkx", "numpy", "pyoxigraph", "rich", "jinja2", "pyvis"}
    loaded = python("import sys, diplograph, diplograph.cli; print(*sys.modules)").split()
    assert not heavy & set(loaded)
    assert "click" not in python("import sys, diplograph; print(*sys.modules)").split()


def test_help_comes_at_once() -> None:
    code = "import sys; sys.argv = ['diplograph', '--help']; from diplograph.cli import main; main()"
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert "explain" in python(code)
        times.append(time.perf_counter() - start)
    assert min(times) < 1  # about 0.1 s; much more is a heavy import


def test_every_command_has_help() -> None:
    for command in ("build", "query", "explain", "check", "export"):
        result = call(command, "--help")
        assert result.exit_code == 0
        assert command in call("--help").stdout


def test_the_version_is_told() -> None:
    assert call("--version").stdout.startswith("diplograph ")


def shell(*arguments: str | Path) -> list[str]:
    code = f"import sys; sys.argv = {['diplograph', *map(str, arguments)]!r}; from diplograph.cli import main; main()"
    return [sys.executable, "-c", code]


def test_a_pipe_gets_persian_whatever_the_locale_says(made: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PATH": ""}
    line = shell("query", "names-of", "--data", made)
    done = subprocess.run(line, check=True, capture_output=True, env=env, timeout=60)
    assert "ایران" in done.stdout.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_error(made: Path) -> None:
    line = shell("query", "claims", "--data", made, "--format", "json")
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
