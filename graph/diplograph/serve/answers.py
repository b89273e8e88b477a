"""What a worker can answer: a query, a thing as RDF or as a page, what the dataset holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any, Protocol, cast

import pyoxigraph as ox

from diplograph import store as stores
from diplograph.export import void
from diplograph.export.table import Table
from diplograph.ids import BASE
from diplograph.ontology import expand
from diplograph.query import Scope, run
from diplograph.query.answer import Answer
from diplograph.query.spelling import Spelling
from diplograph.serial import serialize
from diplograph.serve import pages
from diplograph.serve.negotiate import GRAPHS, HTML, RESULTS, Form, choose
from diplograph.serve.refusal import Refusal
from diplograph.serve.thing import page, quads

_QUAD_FORMATS = (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS)
_VOID = "http://rdfs.org/ns/void#"


class Writer(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes, /) -> int:
        """Take a piece."""

    def flush(self) -> None:
        """Send what has been taken."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an answer is wanted: the Accept header, the `format` named, the language of pages, the server's address."""

    accept: str = ""
    form: str = ""
    language: str = "en"
    root: str = "http://localhost/"


@dataclass(frozen=True, slots=True)
class Held:
    """What a server holds: a graph, and how its file spells literals."""

    store: ox.Store
    spelling: Spelling


def job(do: str, wanted: Wanted, **told: Any) -> dict[str, Any]:
    """A job as it goes to a worker."""
    return {"do": do, "wanted": asdict(wanted), **told}


def answer(job: dict[str, Any], held: Held, sink: Writer) -> str:
    """Do a job, write its answer, and give its media type. Raises `DiplographError` where it cannot be done."""
    told = dict(job)
    do, wanted = told.pop("do"), Wanted(**told.pop("wanted"))
    return _JOBS[do](held, sink, wanted, **told)


def _query(
    held: Held,
    sink: Writer,
    wanted: Wanted,
    *,
    sparql: str,
    bind: dict[str, str],
    scope: tuple[Sequence[str], Sequence[str]] | None,
) -> str:
    graphs = None if scope is None else Scope(tuple(scope[0]), tuple(scope[1]))
    try:
        found = run(held.store, sparql, bind, scope=graphs, base_iri=f"{wanted.root}sparql", spelling=held.spelling)
        form = choose(GRAPHS if isinstance(found, list) else RESULTS, wanted.accept, wanted.form)
        _write(found, form, sink, stores.base(held.store))
    except (OSError, RuntimeError, ValueError) as error:
        raise Refusal(400, f"the query cannot be answered: {error}", hint="see docs/sparql.md for examples") from error
    return form.content_type


def _write(found: Answer, form: Form, sink: Writer, base: str) -> None:
    if isinstance(found, list):
        _send(found, form, sink, base)
    else:
        assert isinstance(form.writer, ox.QueryResultsFormat)
        found.serialize(cast(IO[bytes], sink), form.writer)


def _send(rows: Sequence[ox.Quad] | Sequence[ox.Triple], form: Form, sink: Writer, base: str) -> str:
    assert isinstance(form.writer, ox.RdfFormat)
    sink.write(serialize(rows, form.writer, base).encode())
    return form.content_type


def _thing(held: Held, sink: Writer, wanted: Wanted, *, id: str) -> str:
    store = held.store
    base = stores.base(store)
    found = quads(store, base + id)
    if not found:
        hint = "see the address, or look for the thing by its name on the first page"
        raise Refusal(404, f"nothing here is called {id[:200]}", hint=hint)
    form = choose((HTML, *GRAPHS), wanted.accept, wanted.form)
    if form is HTML:
        sink.write(page(store, base, base + id, wanted.language).encode())
        return form.content_type
    if form.writer in _QUAD_FORMATS:
        return _send(found, form, sink, base)
    return _send(sorted({quad.triple for quad in found}, key=str), form, sink, base)


def _void(held: Held, sink: Writer, wanted: Wanted, *, files: Sequence[str]) -> str:
    """What the dataset holds, with the files that are there and the address of the endpoint."""
    form = choose(GRAPHS, wanted.accept, wanted.form)
    table = Table(sorted(f"{quad} ." for quad in held.store))
    triples = ox.parse(void.render(table), ox.RdfFormat.TURTLE, base_iri=f"{wanted.root}data/")
    there = {f"{wanted.root}data/{name}" for name in files}
    dump = ox.NamedNode(f"{_VOID}dataDump")
    kept = [t.triple for t in triples if t.predicate != dump or t.object.value in there]
    endpoint = ox.NamedNode(f"{wanted.root}sparql")
    kept.append(ox.Triple(ox.NamedNode(f"{table.base}dataset"), ox.NamedNode(f"{_VOID}sparqlEndpoint"), endpoint))
    return _send(sorted(kept, key=str), form, sink, table.base)


_JOBS: dict[str, Callable[..., str]] = {"query": _query, "thing": _thing, "void": _void}


def warm() -> None:
    """Load what jobs load when they first need it: a worker can open no file."""
    held = Held(stores.load(f"<{BASE}claim/1> <{expand(curie)}> <{value}> ." for curie, value in _CLAIM.items()), {})
    for form in (*RESULTS, *GRAPHS):
        kind = "CONSTRUCT { ?s ?p ?o }" if form in GRAPHS else "SELECT *"
        told: dict[str, Any] = {"sparql": f"{kind} {{ ?s ?p ?o }} LIMIT 1", "bind": {"s": "IR"}, "scope": None}
        answer(job("query", Wanted(form=form.names[0]), **told), held, _Nowhere())
    for form, language in ((f, language) for f in (HTML, *GRAPHS) for language in pages.LANGUAGES):
        answer(job("thing", Wanted(form=form.names[0], language=language), id="claim/1"), held, _Nowhere())
    answer(job("void", Wanted(), files=[]), held, _Nowhere())


_CLAIM = {"rdf:subject": "x:a", "rdf:predicate": expand("dg:met"), "rdf:object": "x:b", "rdf:type": expand("dg:Claim")}


class _Nowhere:
    """Takes what is written, and forgets it."""

    def write(self, data: bytes) -> int:
        """Take a piece."""
        return len(data)

    def flush(self) -> None:
        """Nothing is kept."""
