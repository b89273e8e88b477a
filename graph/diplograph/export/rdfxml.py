"""RDF/XML: flat, for tools that read nothing newer. What XML cannot hold, as control characters, becomes U+FFFD."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from diplograph import serial
from diplograph.export._xml import element, text
from diplograph.export.table import Table
from diplograph.ontology import expand

_STRING = expand("xsd:string")


def render(table: Table) -> str:
    """The graph as RDF/XML."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    spaces = {p: iri for p, iri in serial.prefixes(table.base).items() if p not in serial.KINDS}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<rdf:RDF" + "".join(f'\n  xmlns:{p}="{text(iri)}"' for p, iri in sorted(spaces.items())) + ">"
    for subject, group in groupby(table.triples, key=lambda t: t.subject):
        yield f'<rdf:Description rdf:about="{text(subject.value)}">'
        yield from (f"  {_property(triple, spaces)}" for triple in group)
        yield "</rdf:Description>"
    yield "</rdf:RDF>"


def _property(triple: ox.Triple, spaces: dict[str, str]) -> str:
    iri = triple.predicate.value
    prefix, space = max((i for i in spaces.items() if iri.startswith(i[1])), key=lambda i: len(i[1]))
    return element(f"{prefix}:{iri.removeprefix(space)}", *_value(triple.object))


def _value(term: Any) -> tuple[str, dict[str, str]]:
    if isinstance(term, ox.NamedNode):
        return "", {"rdf:resource": term.value}
    if term.language:
        return text(term.value), {"xml:lang": term.language}
    return text(term.value), {} if term.datatype.value == _STRING else {"rdf:datatype": term.datatype.value}
