"""Questions that are meant to hurt: each costs its asker an error, and the others nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

import samples
from diplograph.serve.limits import MEGABYTE, Limits
from serve_samples import DIRECT, Got, Server, running

TIGHT = Limits(timeout=1.5, memory=150 * MEGABYTE, max_bytes=MEGABYTE, workers=2, queue=2)
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = f"{LARGE} ORDER BY ?i ?c"
LINES = samples.graph().lines


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("news"), LINES, TIGHT) as started:
        yield started


def well(server: Server) -> bool:
    """Whether an ordinary question is answered."""
    got = patiently(server, "SELECT (COUNT(*) AS ?n) { ?c a dg:Claim }")
    return got.status == 200 and json.loads(got.body)["results"]["bindings"][0]["n"]["value"] == "12"


def patiently(server: Server, sparql: str) -> Got:
    """Ask until there is a place, as a client does that is told to come again."""
    for _ in range(100):
        got = server.ask(sparql)
        if got.status != 503:
            break
        assert got.headers["retry-after"] == "1"
        time.sleep(0.1)
    return got


# -- what a query may take ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sparql", "status"), [(SLOW, 504), (GREEDY, 507), (LARGE, 507)])
def test_a_query_that_takes_too_much_is_an_error(server: Server, sparql: str, status: int) -> None:
    got = patiently(server, sparql)
    assert got.status == status or (sparql == GREEDY and got.status == 504), got.text  # a slow machine is late first
    assert got.type == "text/plain"
    assert "hint: ask for less" in got.text
    assert well(server)


def test_an_answer_is_whole_or_none(server: Server) -> None:
    ones, text = [f'"{n:04}"' for n in range(100)], "x" * 75
    for rows, status in ((80, 200), (100, 507)):
        values = f"VALUES ?a {{ {' '.join(ones)} }} VALUES ?b {{ {' '.join(ones[:rows])} }}"
        got = patiently(server, f'SELECT ("{text}" AS ?t) {{ {values} }}')
        assert got.status == status
        assert status != 200 or len(json.loads(got.body)["results"]["bindings"]) == 100 * rows


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { " + "{" * 3000 + "}" * 3000 + " }",
        "SELECT * { " + "{" * 60 + "}" * 60 + " } " * 1,
        "ASK { ?s ?p ?o FILTER(" + " || ".join(["?o = 1"] * 10_000) + ") }",
        "ASK { ?s ?p ?o FILTER(" + "!" * 50_000 + "?o) }",
        "ASK { ?s " + "(" * 2000 + "<x:p>" + ")" * 2000 + " ?o }",
        "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * 5_000) + " }",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <file:///etc/hostname> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/x> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/x>",
        "DROP ALL",
        "ASK { ?s ?p '\ud7ff\\uD800' }",
        "{" * 100_000,
        "\x00",
        "",
    ],
    ids=lambda text: text[:30].encode("ascii", "backslashreplace").decode(),
)
def test_a_hostile_query_is_refused(server: Server, sparql: str) -> None:
    for _ in range(100):
        got = server.call("POST", "/sparql", sparql.encode(), DIRECT)
        if got.status != 503:
            break
    assert 400 <= got.status < 600 or (sparql.count("{") < 64 and got.status == 200), got.text
    assert got.status != 500
    assert well(server)


def test_what_the_guard_overlooks_ends_one_process_only(server: Server) -> None:
    pids = {patiently_pid(server) for _ in range(3)}
    assert len(pids) == 3  # each has a process of its own
    for _ in range(3):  # whatever brings a worker down: here, somebody ends it
        thread = ThreadPoolExecutor(1).submit(patiently, server, SLOW)
        time.sleep(0.3)
        for child in children(server.pool.nursery.process.pid):
            os.kill(child, signal.SIGKILL)
        assert thread.result().status in (503, 504, 507)
        assert well(server)


def patiently_pid(server: Server) -> int:
    """The process that is next."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        connection.connect(server.pool.nursery.path)
        return int(connection.recv(64)[4:])


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


# -- many at a time ----------------------------------------------------------------------------------------------------


def test_more_than_may_wait_are_told_to_come_again(server: Server) -> None:
    assert well(server)
    with ThreadPoolExecutor(12) as many:
        got = list(many.map(lambda _: server.ask(SLOW), range(12)))
    found = {g.status for g in got}
    assert found <= {503, 504}
    assert 503 in found
    assert all(g.headers["retry-after"] == "1" for g in got if g.status == 503)
    assert well(server)


def test_a_client_that_goes_makes_room(tmp_path: Path) -> None:
    with running(tmp_path, LINES, replace(TIGHT, timeout=60, workers=1)) as server:
        host, port = server.host.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as client:
            client.sendall(f"GET /sparql?{urlencode({'query': SLOW})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            while not server.pool._free.locked():
                time.sleep(0.01)
        began = time.monotonic()
        assert well(server)
        assert time.monotonic() - began < 50  # the query would have run for 60 s


# -- requests that are no questions ------------------------------------------------------------------------------------


POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: "


def sent(server: Server, data: bytes) -> bytes:
    """The first of what comes back for raw bytes."""
    host, port = server.host.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(data)
        return client.recv(4096)


def test_a_huge_body_is_not_read(server: Server) -> None:
    assert sent(server, POST + b"9999999999\r\n\r\n").startswith(b"HTTP/1.1 413")
    with suppress(ConnectionError):  # the server may have closed before the client is through
        assert server.call("POST", "/sparql", (b"#" * 50_000 for _ in range(40)), DIRECT).status == 413
    assert well(server)


def test_a_slow_body_is_not_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.serve.protocol.PATIENCE", 0.3)
    assert sent(server, POST + b"10\r\n\r\nASK").startswith(b"HTTP/1.1 408")
    assert well(server)


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET"])
def test_a_slow_head_is_not_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    monkeypatch.setattr("diplograph.serve.listen.PATIENCE", 0.3)
    host, port = server.host.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(head)
        while client.recv(4096):  # ends when the server does
            pass
    assert well(server)


LONG = b"GET " + b"/x" * 100_000 + b" HTTP/1.1\r\n"


@pytest.mark.parametrize("head", [b"\x00\x01\r\n\r\n", b"GET /\x00 HTTP/1.1\r\n\r\n", LONG], ids=len)
def test_what_is_no_http_is_refused(server: Server, head: bytes) -> None:
    assert sent(server, head).startswith(b"HTTP/1.1 400")
    assert well(server)


def test_nothing_asked_becomes_a_header(server: Server) -> None:
    evil = "/id/a%0d%0aSet-Cookie:%20x=1?lang=fa%0d%0aX-Evil:%201&format=%0d%0aX-Evil:1"
    got = server.get(evil, "text/html")
    assert got.status in (400, 404, 406)
    assert not {"set-cookie", "x-evil"} & set(got.headers)


# -- the processes behind ----------------------------------------------------------------------------------------------


def test_a_build_written_again_is_taken_up(tmp_path: Path) -> None:
    with running(tmp_path, LINES) as server:
        assert well(server)
        fresh = tmp_path / "fresh"
        fresh.write_text('<x:s> <x:p> "new" .\n')
        fresh.replace(tmp_path / "graph.nq")
        until(lambda: json.loads(server.ask('ASK { <x:s> <x:p> "new" }').body)["boolean"])
        (tmp_path / "graph.nq").write_text("<x:s> broken")
        time.sleep(2.5)
        assert json.loads(server.ask('ASK { <x:s> <x:p> "new" }').body)["boolean"]


def test_the_process_with_the_data_is_replaced(tmp_path: Path) -> None:
    with running(tmp_path, LINES) as server:
        first = server.pool.nursery.process
        first.kill()
        until(lambda: server.pool.nursery.process is not first)
        assert well(server)
        until(lambda: not children(first.pid))


def until(holds: object) -> None:
    """Wait until something is so."""
    assert callable(holds)
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_server_ends(tmp_path: Path, ending: signal.Signals) -> None:
    (tmp_path / "graph.nq").write_text("\n".join(LINES) + "\n")
    command = [sys.executable, "-c", "from diplograph.cli import main; main()", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        (nursery,) = children(process.pid)
        workers = children(nursery)
        process.send_signal(ending)
    until(lambda: not any(map(alive, [nursery, *workers])))


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
