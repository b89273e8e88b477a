"""The scripts for triple stores: what they send, to servers and programs that only write down what they are told."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from configparser import ConfigParser, ExtendedInterpolation
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

import samples
from diplograph import export, ontology
from diplograph.cli import main
from diplograph.export.stores import render
from diplograph.export.table import Table
from diplograph.model import Extraction
from diplograph.query.cookbook import cookbook

BASE = "https://example.org/it's/a(b)&c$d;e/"  # all that a base may have and a shell minds
LINES = samples.graph(base=BASE).lines
NAMES = ("qlever", "fuseki", "graphdb", "virtuoso", "neptune")
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "a build", LINES)


def write(folder: Path, lines: Sequence[str]) -> Path:
    for name in ("nq", "sparql", "stores"):
        for file, text in export.files(name, lines).items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
    return folder


def named(lines: Sequence[str], base: str = BASE) -> set[ox.Quad]:
    things = ox.NamedNode(f"{base}things")
    return {
        ox.Quad(q.subject, q.predicate, q.object, things if q.graph_name == ox.DefaultGraph() else q.graph_name)
        for q in parse(lines)
    }


def parse(lines: Sequence[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS))


def sh(script: Path, *arguments: str | Path, **told: str) -> str:
    done = run(script, *arguments, **told)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(script: Path, *arguments: str | Path, **told: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    command = ["sh", str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=kept | told, timeout=60, input="")


# -- the files ---------------------------------------------------------------------------------------------------------


def test_the_files_are_those_of_this_build_and_say_so(folder: Path) -> None:
    page = (folder / "stores/README.md").read_text(encoding="utf-8")
    assert f"| quads | {len(LINES)}, of which {sum(q.graph_name == ox.DefaultGraph() for q in parse(LINES))} " in page
    assert "| documents | 2 |" in page
    assert "| claims | 12 |" in page
    assert f"`{BASE}things`" in page
    for name in NAMES:
        assert f"{name}.sh" in page


def test_nothing_is_left_to_fill_in_and_nothing_leads_out_but_names() -> None:
    known = {
        "localhost",
        "example.org",
        "www.w3.org",
        "jena.apache.org",
        "www.openrdf.org",
        "www.ontotext.com",
        "w3id.org",
    }
    known |= {"schema.org", "purl.org", "xmlns.com", "www.wikidata.org", "…"}
    known |= {"NAME.cluster-ID.REGION.neptune.amazonaws.com"}
    for name, text in render(Table(LINES)).items():
        assert not re.search(r"@[A-Z_]+@", text), name
        assert set(re.findall(r"https?://([^/\s:\"'>)]+)", text)) <= known, name


def test_the_scripts_pass_shellcheck(tmp_path: Path) -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    folder = write(tmp_path, samples.graph().lines)
    scripts = sorted(str(path) for path in (folder / "stores").glob("*.sh"))
    done = subprocess.run(
        ["shellcheck", "-x", "-s", "sh", *scripts], cwd=folder / "stores", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_configurations_are_what_they_should_be(folder: Path) -> None:
    stores = folder / "stores"
    fuseki = rdflib.Graph().parse(stores / "fuseki.ttl", format="turtle")
    union = rdflib.URIRef("http://jena.apache.org/2016/tdb#unionDefaultGraph")
    assert [o.toPython() for o in fuseki.objects(None, union)] == [True]
    graphdb = rdflib.Graph().parse(stores / "graphdb.ttl", format="turtle")
    ruleset = rdflib.URIRef("http://www.ontotext.com/config/graphdb#ruleset")
    assert [str(o) for o in graphdb.objects(None, ruleset)] == ["empty"]
    qlever = ConfigParser(interpolation=ExtendedInterpolation())
    qlever.read(stores / "Qleverfile", encoding="utf-8")
    assert qlever["data"]["FORMAT"] == "nq"
    assert qlever["runtime"]["SYSTEM"] == "native"


DOCS = (Path(__file__).parent.parent / "docs/stores.md").read_text(encoding="utf-8")


def test_the_page_shows_commands_that_are_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    folder.rename("exports")
    [console] = re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL)
    for line in console.splitlines():
        assert CliRunner().invoke(main, line.removeprefix("$ diplograph ").split()).exit_code == 0, line
    for script in re.findall(r"\b(?:exports/stores/)?(\w+\.sh)\b", DOCS):
        assert Path("exports/stores", script).is_file(), script
    assert all(f"`sh {name}.sh`" in DOCS for name in NAMES)


def test_a_day_goes_as_the_page_tells(folder: Path, server: Server) -> None:
    [day] = re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL)
    folder.rename(folder.with_name("exports"))
    build = f"diplograph() {{ sed -i 1d exports/graph.nq; }}; set -e; {day}"
    kept = {"PATH": os.environ["PATH"], "FUSEKI_URL": server.url}
    done = subprocess.run(["sh", "-c", build], cwd=folder.parent, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [(_, body)] = server.of("POST", "/update")
    assert body.count(b"DELETE DATA") == 1
    assert b"INSERT" not in body


# -- one graph more ----------------------------------------------------------------------------------------------------


@quick
@given(samples.hostile())
def test_what_has_no_graph_gets_one_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, found: list[Extraction]
) -> None:
    lines = samples.graph(found, base=BASE).lines
    folder = write(tmp_path_factory.mktemp("build"), lines)
    assert set(parse(sh(folder / "stores/named.sh").split("\n"))) == named(lines)


@pytest.mark.parametrize("lines", [LINES, samples.nasty(BASE)])
def test_other_engines_get_the_graph_from_the_updates_by_way_of_it(tmp_path: Path, lines: Sequence[str]) -> None:
    folder = write(tmp_path, lines)
    dataset, store = rdflib.Dataset(), ox.Store()
    for file in [*sorted((folder / "sparql").iterdir()), *sorted((folder / "sparql").iterdir(), reverse=True)]:
        update = sh(folder / "stores/named.sh", "--update", file)
        dataset.update(update)
        store.update(update)
    assert set(store) == named(lines)
    assert set(ox.parse(dataset.serialize(format="nquads").encode(), ox.RdfFormat.N_QUADS)) == named(lines)


def test_every_recipe_of_the_cookbook_answers_as_it_does_here(folder: Path) -> None:
    ours, theirs = ox.Store(), ox.Store()
    ours.extend(parse(LINES))
    theirs.extend(named(LINES))
    prefixes = (folder / "stores/prefixes.rq").read_text(encoding="utf-8")
    for recipe in cookbook().values():
        answers = [store.query(prefixes + recipe.sparql, use_default_graph_as_union=True) for store in (ours, theirs)]
        assert [str(row) for row in answers[0]] == [str(row) for row in answers[1]], recipe.name


@pytest.mark.parametrize("old", [LINES, (), samples.nasty(BASE)])
@pytest.mark.parametrize("new", [LINES, samples.nasty(BASE), LINES[::3]])
def test_changes_lead_from_one_build_to_another_and_may_be_sent_again(
    tmp_path: Path, old: Sequence[str], new: Sequence[str]
) -> None:
    folder = write(tmp_path / "new", new or LINES)
    (tmp_path / "old.nq").write_text("".join(f"{line}\n" for line in old), encoding="utf-8")
    base = Table(new).base
    sh(folder / "stores/changes.sh", tmp_path / "old.nq", folder / "graph.nq", tmp_path / "changes")
    store = ox.Store()
    store.extend(named(old, base))
    updates = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "changes").iterdir())]
    for update in updates * 2:
        store.update(update)
    assert set(store) == named(new, base)
    assert bool(updates) == (set(old) != set(new))


def test_many_changes_are_several_requests(tmp_path: Path) -> None:
    folder = write(tmp_path / "new", LINES)
    many = [f"<a:s> <a:p> <a:{n}> <a:g{n // 4000}> ." for n in range(11_000)]
    (tmp_path / "many.nq").write_text("\n".join(many) + "\n", encoding="utf-8")
    (tmp_path / "none.nq").write_text("", encoding="utf-8")
    sh(folder / "stores/changes.sh", tmp_path / "none.nq", tmp_path / "many.nq", tmp_path / "changes")
    files = sorted((tmp_path / "changes").iterdir())
    assert [file.name for file in files] == ["0001.ru", "0002.ru", "0003.ru"]
    store = ox.Store()
    for file in files:
        store.update(file.read_text(encoding="utf-8"))
    assert len(store) == len(many)


# -- what is sent ------------------------------------------------------------------------------------------------------


@dataclass
class Server:
    """A server that writes down what it is asked, and gives the answers that it was told to."""

    url: str = ""
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)  # by the path

    def of(self, method: str, path: str) -> list[tuple[dict[str, str], bytes]]:
        return [(headers, body) for verb, where, headers, body in self.asked if (verb, where) == (method, path)]


@pytest.fixture
def server() -> Iterator[Server]:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == "/sparql-auth" and "Authorization" not in self.headers:
                self.challenge()
                return
            told.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            status, text = told.answers.get(self.path, (200, f"n\r\n{len(LINES)}\r\n"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def challenge(self) -> None:
            """Ask for the password as Virtuoso does; curl holds back what it has to send until then."""
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Digest realm="SPARQL", nonce="1", qop="auth", algorithm=MD5')
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_PUT = do_POST = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        told.url = f"http://127.0.0.1:{made.server_port}"
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield told
        made.shutdown()


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that write down how they are called and what they read."""
    (tmp_path / "bin").mkdir()
    for name in ("qlever", "aws", "isql"):
        path = tmp_path / "bin" / name
        path.write_text(
            f'#!/bin/sh\n{{ printf "%s|" "$@"; echo; }} >>"{tmp_path}/{name}.log"\ncat >>"{tmp_path}/{name}.in"\n'
        )
        path.chmod(0o755)
    return tmp_path / "bin"


def calls(programs: Path, name: str) -> list[list[str]]:
    text = (programs.parent / f"{name}.log").read_text(encoding="utf-8")
    return [line.split("|")[:-1] for line in text.splitlines()]


def test_fuseki_has_its_dataset_replaced_by_one_put(folder: Path, server: Server) -> None:
    told = {"FUSEKI_URL": f"{server.url}/diplograph"}
    assert f"{len(LINES)} quads are there" in sh(folder / "stores/fuseki.sh", **told)
    [(headers, body)] = server.of("PUT", "/diplograph/data")
    assert headers["content-type"] == "application/n-quads"
    assert set(parse(body.decode().split("\n"))) == named(LINES)
    [(headers, body)] = server.of("POST", "/diplograph/query")
    assert headers["accept"] == "text/csv"
    assert "COUNT(*)" in parse_qs(body.decode())["query"][0]
    assert "authorization" not in headers


def test_graphdb_gets_a_repository_only_where_there_is_none(folder: Path, server: Server) -> None:
    told = {"GRAPHDB_URL": server.url, "GRAPHDB_USER": "a", "GRAPHDB_PASSWORD": 'b"\\c d'}
    sh(folder / "stores/graphdb.sh", **told)
    assert not server.of("POST", "/rest/repositories")
    server.answers["/rest/repositories/diplograph"] = (404, "none")
    sh(folder / "stores/graphdb.sh", **told)
    [(headers, body)] = server.of("POST", "/rest/repositories")
    assert headers["content-type"].startswith("multipart/form-data")
    assert b"graphdb:SailRepository" in body
    assert headers["authorization"] == "Basic YTpiIlxjIGQ="  # a:b"\c d
    sent = server.of("PUT", "/repositories/diplograph/statements")
    assert [set(parse(body.decode().split("\n"))) for _, body in sent] == [named(LINES)] * 2
    assert {headers["content-type"] for headers, _ in sent} == {"application/n-quads"}


def test_qlever_has_its_index_built_anew(folder: Path, server: Server, programs: Path) -> None:
    told = {"QLEVER_URL": server.url, "QLEVER_TOKEN": "s3cret", "PATH": f"{programs}:{os.environ['PATH']}"}
    sh(folder / "stores/qlever.sh", **told)
    assert calls(programs, "qlever") == [
        ["stop"],
        ["index", "--overwrite-existing", "--input-files", "../graph.nq"],
        ["start", "--persist-updates", "--access-token", "s3cret"],
    ]
    [(headers, _)] = server.of("POST", "/")
    assert headers["authorization"] == "Bearer s3cret"


def test_virtuoso_reads_the_file_after_it_cleared_the_graphs(folder: Path, server: Server, programs: Path) -> None:
    told = {"VIRTUOSO_URL": server.url, "VIRTUOSO_PASSWORD": "x", "VIRTUOSO_FOLDER": str(folder)}
    sh(folder / "stores/virtuoso.sh", **told, PATH=f"{programs}:{os.environ['PATH']}")
    assert set(parse((folder / "diplograph.nq").read_text(encoding="utf-8").split("\n"))) == named(LINES)
    [call] = calls(programs, "isql")
    assert call[:3] == ["localhost:1111", "dba", "x"]
    sql = (programs.parent / "isql.in").read_text(encoding="utf-8")
    assert f"DIPLOGRAPH_LOAD ('{BASE.replace(chr(39), chr(39) * 2)}', '{folder}')" in sql
    order = [sql.index(word) for word in ("ld_dir (", "sparql clear graph", "rdf_loader_run", "checkpoint")]
    assert order == sorted(order)


def test_neptune_drops_by_name_and_waits_for_its_loader(folder: Path, server: Server, programs: Path) -> None:
    server.answers["/loader"] = (200, '{\n "status" : "200 OK",\n "payload" : {\n  "loadId" : "ef-1"\n }\n}')
    status = '{"payload": {"feedCount": [{"LOAD_IN_PROGRESS": 1}], "overallStatus": {"status" : "LOAD_COMPLETED"}}}'
    server.answers["/loader/ef-1"] = (200, status)
    told = {
        "NEPTUNE_URL": server.url,
        "NEPTUNE_S3": "s3://bucket/diplograph.nq",
        "NEPTUNE_ROLE": "arn:aws:iam::1:role/x",
        "AWS_REGION": "eu-west-1",
        "NEPTUNE_PAUSE": "0",
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    sh(folder / "stores/neptune.sh", **told)
    [(headers, body)] = server.of("POST", "/loader")
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {
        "source": "s3://bucket/diplograph.nq",
        "format": "nquads",
        "iamRoleArn": "arn:aws:iam::1:role/x",
        "region": "eu-west-1",
        "mode": "NEW",
        "failOnError": "TRUE",
        "parallelism": "MEDIUM",
        "queueRequest": "TRUE",
    }
    [call] = calls(programs, "aws")
    assert call[:2] == ["s3", "cp"]
    asked = [parse_qs(body.decode()) for _, body in server.of("POST", "/sparql")]
    assert "DISTINCT ?g" in asked[0]["query"][0]
    assert asked[1]["update"] == [f"DROP SILENT GRAPH <{len(LINES)}> ;\n"]  # what the server calls its only graph
    server.answers["/loader/ef-1"] = (200, status.replace("COMPLETED", "FAILED"))
    assert run(folder / "stores/neptune.sh", **told).returncode == 1


UPDATES = {
    "qlever": ("/", {"QLEVER_TOKEN": "t"}, "QLEVER_URL"),
    "fuseki": ("/update", {}, "FUSEKI_URL"),
    "graphdb": ("/repositories/diplograph/statements", {}, "GRAPHDB_URL"),
    "virtuoso": ("/sparql-auth", {"VIRTUOSO_PASSWORD": "x"}, "VIRTUOSO_URL"),
    "neptune": ("/sparql", {}, "NEPTUNE_URL"),
}


@pytest.mark.parametrize("name", NAMES)
def test_updates_reach_each_store_with_their_graph(folder: Path, server: Server, name: str) -> None:
    path, told, url = UPDATES[name]
    files = sorted((folder / "sparql").iterdir())
    sh(folder / f"stores/{name}.sh", *files, **told, **{url: server.url})
    store = ox.Store()
    for headers, body in server.of("POST", path):
        form = headers["content-type"] == "application/x-www-form-urlencoded"
        assert form == (name == "neptune")
        assert form or headers["content-type"] == "application/sparql-update"
        store.update(parse_qs(body.decode())["update"][0] if form else body.decode())
    assert set(store) == named(LINES)


def test_virtuoso_is_sent_a_statement_a_request(folder: Path, server: Server, tmp_path: Path) -> None:
    (tmp_path / "mine.ru").write_text(
        "PREFIX a: <a:>\nINSERT DATA { GRAPH <a:g> {\na:s a:p 1 } };\n" * 2, encoding="utf-8"
    )
    files = [*sorted((folder / "sparql").iterdir()), tmp_path / "mine.ru"]
    sh(folder / "stores/virtuoso.sh", *files, VIRTUOSO_URL=server.url, VIRTUOSO_PASSWORD="x")
    sent = [body.decode() for _, body in server.of("POST", "/sparql-auth")]
    assert {update.count("INSERT DATA") for update in sent[:-1]} == {1}
    assert all(headers["authorization"].startswith("Digest ") for headers, _ in server.of("POST", "/sparql-auth"))
    assert sum(update.startswith("DROP SILENT GRAPH") for update in sent) == 2
    assert sent[-1].count("INSERT DATA") == 2  # its prefixes hold for all of it


@pytest.mark.parametrize("name", NAMES)
def test_what_a_store_refuses_is_told_and_stops(folder: Path, server: Server, name: str) -> None:
    path, told, url = UPDATES[name]
    server.answers[path] = (400, "no such thing")
    files = sorted((folder / "sparql").iterdir())
    done = run(folder / f"stores/{name}.sh", *files, **told, **{url: server.url})
    assert done.returncode == 1
    assert "no such thing" in done.stderr
    assert files[0].name in done.stderr
    assert len(server.asked) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_variable_is_named_with_an_example(folder: Path, name: str) -> None:
    done = run(folder / f"stores/{name}.sh")
    assert done.returncode != 0
    assert "set " in done.stderr.lower()
    assert f"{name.upper()}_" in done.stderr


def test_a_count_that_is_not_that_of_the_build_is_an_error(folder: Path, server: Server) -> None:
    server.answers["/d/query"] = (200, "n\n17\n")
    done = run(folder / "stores/fuseki.sh", "check", FUSEKI_URL=f"{server.url}/d")
    assert done.returncode == 1
    assert f"17 quads are there, and {len(LINES)} in the build" in done.stdout


def test_a_query_is_sent_with_the_prefixes_of_the_build(folder: Path, server: Server, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?a { ?a dg:met country:IR }", encoding="utf-8")
    sh(folder / "stores/fuseki.sh", tmp_path / "q.rq", FUSEKI_URL=server.url)
    [(_, body)] = server.of("POST", "/query")
    [query] = parse_qs(body.decode())["query"]
    assert f"PREFIX dg: <{ontology.expand('dg:')}>" in query
    ox.Store().query(query)


def test_a_graph_that_is_not_there_is_told(folder: Path, server: Server) -> None:
    (folder / "graph.nq").unlink()
    done = run(folder / "stores/fuseki.sh", FUSEKI_URL=server.url)
    assert done.returncode != 0
    assert "name the graph.nq of the build" in done.stderr
    assert not server.asked
