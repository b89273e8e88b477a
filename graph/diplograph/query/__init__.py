"""Questions to a build, in SPARQL 1.1.

The default graph of a query is the union of all graphs, so that `SELECT` finds claims without `GRAPH`; the prefixes of
the vocabulary are known without `PREFIX`. Questions only: nothing is changed and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from diplograph import store as stores
from diplograph.errors import QueryError
from diplograph.query.answer import Answer
from diplograph.query.bind import bound, term
from diplograph.query.columns import ordered
from diplograph.query.guard import REMEMBERED, guard
from diplograph.query.scope import Scope, clauses, options
from diplograph.query.spelling import Spelling, respelled
from diplograph.serial import prefixes

__all__ = ["Scope", "run"]

_AS_KEPT: Spelling = {}
_NOISE = {"LATERAL", "SERVICE", "BNODE"}


def run(
    store: ox.Store,
    sparql: str,
    bind: Mapping[str, str] | None = None,
    *,
    scope: Scope | None = None,
    base_iri: str | None = None,
    spelling: Spelling = _AS_KEPT,
) -> Answer:
    """Ask a store. `bind` gives variables a value: a thing's id or name, an ISO 3166 code, a prefixed name, or text.

    `scope` names the graphs to look into, whatever the query says; `base_iri` is what relative IRIs belong to;
    `spelling` is how the file of the store spells its literals, where it is not a build's: `query.spelling.of_data`.

    >>> store = stores.load(['<a:s> <a:p> "x" .'])
    >>> [row["o"].value for row in run(store, "SELECT ?o { ?s ?p ?o }")]
    ['x']
    >>> run(store, "SELEKT ?o")
    Traceback (most recent call last):
    diplograph.errors.QueryError: query:1:1: not SPARQL
      SELEKT ?o
      ^
    hint: a question starts with SELECT, ASK, CONSTRUCT or DESCRIBE
    """
    guard(sparql)
    base = stores.base(store)
    known = prefixes(base)
    for name, value in sorted((bind or {}).items()):
        sparql = bound(sparql, name, str(term(store, base, value)))
    try:
        asked, inside = _understood(sparql, base, base_iri)
        found = store.query(asked, base_iri=base_iri, prefixes=known, **options(store, inside, scope))
    except SyntaxError as error:
        raise _unreadable(sparql, str(error)) from error
    return respelled(found, spelling)


@lru_cache(REMEMBERED)
def _understood(sparql: str, base: str, base_iri: str | None) -> tuple[str, tuple[str, ...]]:
    """A query as it is put to the engine, and the graphs that it names."""
    known = prefixes(base)
    return ordered(sparql, known, base_iri), tuple(clauses(sparql, known))


def _unreadable(sparql: str, error: str) -> QueryError:
    """The parser's complaint as a place, the line and one hint."""
    found = re.search(r"error at (\d+):(\d+): (.*)", error, re.DOTALL)
    if not found:
        return QueryError(f"query: {' '.join(error.split())}", hint="see docs/sparql.md for examples")
    row, column = int(found[1]), int(found[2])
    line = (sparql.splitlines() or [""])[min(row, len(sparql.splitlines())) - 1]
    return QueryError(f"query:{row}:{column}: not SPARQL\n  {line}\n  {' ' * (column - 1)}^", hint=_expected(found[3]))


def _expected(told: str) -> str:
    """What the parser says or waits for, without what it lists by the dozen: character classes, words refused here."""
    if "Prefix not found" in told:
        return f"an unknown prefix; known are {', '.join(prefixes(''))}"
    listed = re.split(r",\s+", " ".join(told.removeprefix("expected one of ").removeprefix("expected ").split()))
    if sentences := [part for part in listed if len(part.split()) > 2 and part[0].isupper()]:
        return sentences[0]
    plain = [word for word in listed if re.fullmatch(r'"[^"\s]+"|[A-Z]{2,}', word) and word not in _NOISE]
    return f"expected {' '.join(plain[:12])}" if plain else "see what stands there, and whether a bracket is missing"
