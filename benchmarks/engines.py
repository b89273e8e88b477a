"""Our store beside bare pyoxigraph and plain rdflib: load, write and the cookbook, at two sizes.

    python benchmarks/engines.py                   # 100k and 1M quads: ten minutes, 4 GB
    python benchmarks/engines.py --quads 100000    # two minutes

rdflib works in a process of its own, bounded in memory. Of a step that it does not finish in time, the limit stands
for the time, marked with >: what is reckoned from it is a lower bound. Ours and bare pyoxigraph take turns, and the
best of several runs counts. All engines are asked the same text, about things that the graph has; where they differ in
the number of rows, that is told.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
from store import cli, fill, timed

from diplograph.export import files
from diplograph.export.table import Table
from diplograph.ids import BASE
from diplograph.query import run
from diplograph.query.bind import bound
from diplograph.query.cookbook import Named, cookbook
from diplograph.serial import prefixes
from diplograph.store import open_build, read_lines

QUADS_AN_ARTICLE = 112  # at least
LOAD, WRITE = "load", "write TriG"
_KNOWN = prefixes(BASE)
_MOST_TOLD = "SELECT ?x {{ ?x a dg:{kind} OPTIONAL {{ ?s ?p ?x }} }} GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 2"


class Time(NamedTuple):
    """How long a step took, and how many rows it gave; `cut` where it was stopped then."""

    seconds: float
    rows: int = -1
    cut: bool = False

    def __str__(self) -> str:
        return f"{'>' if self.cut else ''}{self.seconds * 1e3:,.2f} ms"


def compare(folder: Path, quads: int, chosen: argparse.Namespace) -> None:
    """One size: every step by every engine, and what the medians come to."""
    graph = _graph(folder, quads)
    ours, bare = open_build(graph), _bare(graph)
    print(f"\n{len(bare):,} quads, {graph.stat().st_size / 1e6:.0f} MB", flush=True)
    questions = {name: _about(bare, recipe) for name, recipe in cookbook().items()}
    found = {
        LOAD: _turns(partial(open_build, graph), partial(_bare, graph)),
        WRITE: _turns(partial(_write, graph), partial(_dump, graph)),
    }
    for name, sparql in questions.items():
        found[name] = _turns(partial(_rows, run, ours, sparql), partial(_rows, _ask, bare, sparql))
    del ours, bare
    plain = dict(_plain(graph, questions, chosen))
    print(f"{'':24}{'ours':>14}{'bare':>14}{'ours/bare':>11}{'rdflib':>18}{'rdflib/ours':>13}")
    for name, (a, b) in found.items():
        print(_row(name, a, b, plain.get(name)))
    _medians({name: found[name] for name in questions}, plain)


def _row(name: str, ours: Time, bare: Time, plain: Time | None) -> str:
    rows = [t.rows for t in (ours, bare, plain) if t and not t.cut]
    differ = f"  rows: {rows}" if plain and len({n for n in rows if n >= 0}) > 1 else ""
    told = str(plain or "–")
    times = f"{'>' if plain.cut else ''}{plain.seconds / ours.seconds:,.1f}" if plain else "–"
    return f"{name:24}{ours!s:>14}{bare!s:>14}{ours.seconds / bare.seconds:>11.2f}{told:>18}{times:>13}{differ}"


def _medians(found: dict[str, tuple[Time, Time]], plain: dict[str, Time]) -> None:
    """The figures that are promised. A cut time makes a ratio smaller than it is, so the median is one at least."""
    to_bare = statistics.median(ours.seconds / bare.seconds for ours, bare in found.values())
    print(f"ours to bare, median of the cookbook: {to_bare:.2f}")
    asked = {name: plain[name] for name in found if name in plain}
    if asked:
        to_ours = statistics.median(time_.seconds / found[name][0].seconds for name, time_ in asked.items())
        cut = sum(time_.cut for time_ in asked.values())
        print(f"rdflib to ours, median of the cookbook: at least {to_ours:,.0f} ({len(asked)} asked, {cut} cut)")


# -- the graph, the questions ------------------------------------------------------------------------------------------


def _graph(folder: Path, quads: int) -> Path:
    """A graph of at least so many quads, as a build writes it, without the quads that a build keeps beside it."""
    news = fill(folder / f"news-{quads}", -(-quads // QUADS_AN_ARTICLE))
    cli("build", news, "--out", folder / f"out-{quads}", "--format", "nq")
    return (folder / f"out-{quads}/graph.nq").rename(folder / f"{quads}.nq")


def _about(store: ox.Store, recipe: Named) -> str:
    """A query of the cookbook, about what the graph tells most of where the example is not there."""
    sparql, used = recipe.sparql, Counter[str]()
    for name in recipe.parameters:
        example = sparql.split(f"VALUES ?{name} {{ ", 1)[1].split(" }", 1)[0]
        kind, _, local = example.partition(":")
        if not any(store.quads_for_pattern(ox.NamedNode(_KNOWN[kind] + local), None, None, None)):
            there = [row["x"] for row in _ask(store, _MOST_TOLD.format(kind=kind.capitalize()))]
            sparql = bound(sparql, name, str(there[used[kind]]))
            used[kind] += 1
    return sparql


# -- engines in this process -------------------------------------------------------------------------------------------


def _bare(graph: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    return store


def _ask(store: ox.Store, sparql: str) -> Any:
    return store.query(sparql, prefixes=_KNOWN, use_default_graph_as_union=True)


def _rows(ask: Callable[[ox.Store, str], Any], store: ox.Store, sparql: str) -> int:
    return sum(1 for _ in ask(store, sparql))


def _write(graph: Path) -> None:
    files("trig", Table(read_lines(graph)))


def _dump(graph: Path) -> None:
    """What we do, by the engine alone: from the same file, and every graph in one block. A stream has it in many."""
    _bare(graph).dump(format=ox.RdfFormat.TRIG, prefixes=_KNOWN)


def _turns(ours: Callable[[], Any], bare: Callable[[], Any], rounds: int = 3) -> tuple[Time, Time]:
    """The best times of both, who take turns; short ones have more of them."""
    found: list[tuple[Time, Time]] = []
    start = time.perf_counter()
    while len(found) < rounds or (time.perf_counter() - start < 0.2 and len(found) < 100):
        found.append((_time(ours), _time(bare)))
    a, b = zip(*found, strict=True)
    return min(a), min(b)


def _time(task: Callable[[], Any]) -> Time:
    rows, seconds = timed(task)
    return Time(seconds, rows if isinstance(rows, int) else -1)


# -- rdflib, in a process that can be killed ---------------------------------------------------------------------------


class _Late(BaseException):
    """Time is up. No `Exception`, so that nobody takes it for a fault of his own."""


def _plain(graph: Path, questions: dict[str, str], chosen: argparse.Namespace) -> Iterator[tuple[str, Time]]:
    """What plain rdflib takes for every step, as far as it comes."""
    spawn = multiprocessing.get_context("spawn")
    receiver, sender = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_steps, args=(sender, graph, questions, chosen), daemon=True)
    process.start()
    sender.close()
    patience = chosen.patience
    try:
        while receiver.poll(patience * 1.5 + 30):  # it stops itself; this is for one that does not
            name, time_ = receiver.recv()
            patience = chosen.patience if name == LOAD else chosen.limit
            yield name, time_
    except EOFError:  # it is done, or out of memory
        pass
    finally:
        process.kill()
        process.join()


def _steps(sender: Connection, graph: Path, questions: dict[str, str], chosen: argparse.Namespace) -> None:
    import rdflib

    resource.setrlimit(resource.RLIMIT_AS, (chosen.memory << 30, chosen.memory << 30))
    dataset = rdflib.Dataset(default_union=True)
    steps: dict[str, Callable[[], Any]] = {
        LOAD: partial(dataset.parse, str(graph), format="nquads"),
        WRITE: partial(dataset.serialize, format="trig"),
        **{name: partial(_plain_rows, dataset, sparql) for name, sparql in questions.items()},
    }
    for name, step in steps.items():
        time_ = _within(chosen.limit if name in questions else chosen.patience, step)
        sender.send((name, time_))
        if name == LOAD and time_.cut:
            return


def _plain_rows(dataset: Any, sparql: str) -> int:
    return len(list(dataset.query(sparql, initNs=_KNOWN)))


def _within(limit: int, task: Callable[[], Any]) -> Time:
    """How long a task takes, or the limit, when it takes longer."""

    def stop(*_: object) -> None:
        raise _Late

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    try:
        return _time(task)
    except _Late:
        return Time(float(limit), cut=True)
    finally:
        signal.alarm(0)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Our store beside bare pyoxigraph and plain rdflib.")
    parser.add_argument("--quads", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--limit", type=int, default=20, help="seconds that rdflib has for a query")
    parser.add_argument("--patience", type=int, default=600, help="seconds that rdflib has to load, and to write")
    parser.add_argument("--memory", type=int, default=8, help="gigabytes of addresses that rdflib may have")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for quads in chosen.quads:
            compare(Path(name), quads, chosen)


if __name__ == "__main__":
    main()
