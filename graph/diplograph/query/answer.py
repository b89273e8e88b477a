"""Answers as text: for machines in the standard formats, for people as rows of short names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox

from diplograph.errors import QueryError
from diplograph.ids import BASE
from diplograph.serial import serialize

Answer = ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]  # a graph comes sorted, each triple once


_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
FORMATS = ("table", *_RESULTS, *_GRAPHS)


def text(answer: Answer, form: str, *, base: str = "") -> str:
    """An answer in one of `FORMATS` but `table`. Raises `QueryError` where the format cannot hold it."""
    if isinstance(answer, list):
        if form not in _GRAPHS:
            raise QueryError(f"a graph cannot be written as {form}", hint=f"one of {', '.join(_GRAPHS)}, table")
        return serialize(answer, _GRAPHS[form], base or BASE)
    if form not in _RESULTS:
        raise QueryError(f"rows cannot be written as {form}", hint=f"one of {', '.join(_RESULTS)}, table")
    return (answer.serialize(format=_RESULTS[form]) or b"").decode()


def rows(answer: Answer, write: Callable[[Any], str]) -> tuple[list[str], Iterator[list[str]]]:
    """An answer as a heading and rows of text, for a person to read; `write` says how a term is written."""
    if isinstance(answer, ox.QueryBoolean):
        return ["answer"], iter([["yes" if answer else "no"]])
    if isinstance(answer, list):
        return ["subject", "predicate", "object"], ([write(term) for term in triple] for triple in answer)
    names = [v.value for v in answer.variables]
    return names, ([write(row[name]) for name in names] for row in answer)
