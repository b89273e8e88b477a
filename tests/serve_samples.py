"""A server for tests: on loopback, any free port, in a thread; and a client that adds nothing of its own."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from diplograph.serve.app import application
from diplograph.serve.limits import Limits
from diplograph.serve.listen import address, listening, server
from diplograph.serve.workers import Pool

DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


USUAL = Limits()


@dataclass(frozen=True)
class Got:
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running server."""

    root: str
    pool: Pool

    @property
    def host(self) -> str:
        return urlsplit(self.root).netloc

    def call(
        self, method: str, path: str, body: bytes | Iterable[bytes] | None = None, headers: Mapping[str, str] = {}
    ) -> Got:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "") -> Got:
        return self.call("GET", path, headers={"Accept": accept} if accept else {})

    def ask(self, sparql: str, accept: str = "", **more: str | list[str]) -> Got:
        return self.get(f"/sparql?{urlencode({'query': sparql, **more}, doseq=True)}", accept)


@contextmanager
def running(folder: Path, lines: Iterable[str], limits: Limits = USUAL) -> Iterator[Server]:
    """A server of a graph's lines."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graph.nq").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    with listening("127.0.0.1", 0) as listener:
        pool = Pool.start(folder, limits)
        serving = server(application(pool))
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not serving.started:
                time.sleep(0.01)
            yield Server(address(listener), pool)
        finally:
            serving.should_exit = True
            thread.join()
            pool.close()
