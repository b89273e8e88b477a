"""What a query costs over HTTP: warm workers beside a process started for each query, in one run, on loopback.

    python benchmarks/serve.py [QUADS …]

The graph is generated. `warm` is our server: each query in a process of its own that was forked before it came and has
the data already. `start` is the same query by a new process that loads the graph first. `bare` is the engine alone, in
the process that measures: what is left when HTTP and processes are taken away. Milliseconds, medians; bounded.
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from diplograph import store
from diplograph.query import run

SIZES = (10_000, 100_000)
WARM, STARTS, SECONDS = 200, 5, 60
SIMPLE = "SELECT ?o { <http://example.org/s7> <http://example.org/p1> ?o }"
LARGER = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://example.org/p1> ?o } } GROUP BY ?g ORDER BY ?g LIMIT 100"
COMMAND = "from diplograph.cli import main; main()"


def generated(quads: int) -> Iterator[str]:
    """Lines of a graph: ten properties a thing, a hundred quads a document."""
    for n in range(quads):
        yield f'<http://example.org/s{n // 10}> <http://example.org/p{n % 10}> "{n}" <http://example.org/d{n // 100}> .'


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A server of a folder, as a person starts it."""
    command = [sys.executable, "-c", COMMAND, "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield urlsplit(process.stdout.readline().split(" at ")[1].split()[0]).netloc
        process.terminate()


def over_http(host: str, sparql: str) -> Callable[[], object]:
    """A query over one connection that stays open."""
    connection = http.client.HTTPConnection(host, timeout=60)

    def ask() -> None:
        connection.request("GET", f"/sparql?query={quote(sparql)}")
        response = connection.getresponse()
        assert response.status == 200, response.read()
        response.read()

    return ask


def by_start(folder: Path, sparql: str) -> Callable[[], object]:
    """A query by a process that loads the graph, asks and ends."""
    command = [sys.executable, "-c", COMMAND, "query", sparql, "--data", str(folder), "--format", "json"]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def bare(folder: Path, sparql: str) -> Callable[[], object]:
    """A query by the engine in this process."""
    opened = store.open_build(folder)

    def ask() -> None:
        answer = run(opened, sparql)
        assert isinstance(answer, ox.QuerySolutions)
        answer.serialize(format=ox.QueryResultsFormat.JSON)

    return ask


def median(ask: Callable[[], object], times: int) -> float:
    """Milliseconds of the middle one; fewer times where they are long."""
    took: list[float] = []
    limit = time.perf_counter() + SECONDS
    while len(took) < times and time.perf_counter() < limit:
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def main(sizes: list[int]) -> None:
    print("| quads | query | warm, ms | start, ms | start / warm | bare, ms |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "graph.nq").write_text("".join(f"{line}\n" for line in generated(size)))
            with served(folder) as host:
                for label, sparql in (("simple", SIMPLE), ("counts", LARGER)):
                    warm = median(over_http(host, sparql), WARM)
                    start, alone = median(by_start(folder, sparql), STARTS), median(bare(folder, sparql), WARM)
                    print(
                        f"| {size:,} | {label} | {warm:.1f} | {start:.0f} | {start / warm:.0f}× | {alone:.2f} |",
                        flush=True,
                    )


if __name__ == "__main__":
    main([int(arg) for arg in sys.argv[1:]] or list(SIZES))
