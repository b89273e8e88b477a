"""RDF/XML: flat, for tools that read nothing newer. What XML cannot hold, as control characters, becomes U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from diplograph import serial
from diplograph.errors import BuildError
from diplograph.export._xml import element, text
from diplograph.export.table import Table
from diplograph.ontology import expand

_LOCAL = re.compile(r"[^\W\d][\w.-]*")
_STRING = expand("xsd:string")


def render(table: Table) -> str:
    """The graph as RDF/XML."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    spaces = _spaces(table.base)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<rdf:RDF" + "".join(f'\n  xmlns:{p}="{text(iri)}"' for p, iri in sorted(spaces.items())) + ">"
    for subject, group in groupby(table.triples, key=lambda t: t.subject):
        yield f'<rdf:Description rdf:about="{text(subject.value)}">'
        yield from (f"  {_property(triple, table.base)}" for triple in group)
        yield "</rdf:Description>"
    yield "</rdf:RDF>"


def _spaces(base: str) -> dict[str, str]:
    return {prefix: iri for prefix, iri in serial.prefixes(base).items() if prefix not in serial.KINDS}


def _property(triple: ox.Triple, base: str) -> str:
    return element(_name(triple.predicate.value, base), *_value(triple.object))


@lru_cache
def _name(iri: str, base: str) -> str:
    """The name of a property's element. Raises `BuildError` where XML has none."""
    fits = [(space, prefix) for prefix, space in _spaces(base).items() if iri.startswith(space)]
    space, prefix = max(fits, default=("", ""))
    if not fits or not _LOCAL.fullmatch(local := iri.removeprefix(space)):
        raise BuildError(f"{iri}: RDF/XML has no name for this property", hint="write the graph as ttl")
    return f"{prefix}:{local}"


def _value(term: Any) -> tuple[str, dict[str, str]]:
    if isinstance(term, ox.NamedNode):
        return "", {"rdf:resource": term.value}
    if term.language:
        return text(term.value), {"xml:lang": term.language}
    return text(term.value), {} if term.datatype.value == _STRING else {"rdf:datatype": term.datatype.value}
