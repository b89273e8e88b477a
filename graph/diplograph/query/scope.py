"""Which graphs a question looks into: all together, unless it or whoever hands it in names some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from diplograph.errors import QueryError
from diplograph.query.guard import bare

_NAMES = re.compile(r"[?$]\w+|:[\w%.-]+")  # `?from` and `dg:from` are no clauses
_FROM = re.compile(r"\bFROM\b(?!:)(?:\s+NAMED\b)?", re.IGNORECASE)
_GRAPH = re.compile(r"\s*(?:NAMED\s*)?(?:<([^<>\s]*)>|([\w.-]*):([\w%./-]*))", re.IGNORECASE)
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_NONE = ox.NamedNode("urn:diplograph:no-graph")  # an empty list would mean all of them


@dataclass(frozen=True, slots=True)
class Scope:
    """Graphs that stand for the default graph, and graphs that `GRAPH` finds.

    >>> Scope(default=("x:a",)).named
    ()
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def options(store: ox.Store, inside: Iterable[str], scope: Scope | None) -> dict[str, Any]:
    """How the engine is told where to look. Raises `QueryError` where `FROM` names a graph that is not there."""
    for iri in inside:
        if not store.contains_named_graph(_node(iri)):
            hint = "FROM takes the graphs of this build; they are the IRIs of its documents"
            raise QueryError(f"query: FROM <{iri}>: no such graph here, and nothing is fetched", hint=hint)
    if scope is None:
        return {} if inside else {"use_default_graph_as_union": True}
    named = [_node(iri) for iri in scope.named] or [_NONE]
    return {"default_graph": [_node(iri) for iri in scope.default], "named_graphs": named}


def clauses(sparql: str, known: Mapping[str, str]) -> Iterator[str]:
    """The IRIs of a query's FROM clauses.

    >>> list(clauses("PREFIX a: <x:> SELECT ?from FROM a:b FROM NAMED <x:c> { ?from dg:from 1 }", {}))
    ['x:b', 'x:c']
    """
    code = _NAMES.sub(lambda m: " " * len(m[0]), bare(sparql))
    prefixes = {**known, **dict(_PREFIX.findall(sparql))}
    for clause in _FROM.finditer(code):
        found = _GRAPH.match(sparql, clause.start() + len("FROM"))
        if not found:
            raise QueryError("query: FROM what?", hint="write the graph's IRI right behind it: FROM <…>")
        yield found[1] if found[1] is not None else prefixes.get(found[2], "") + found[3]


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"query: <{iri}> is no absolute IRI", hint="name a graph by its whole IRI") from error
