"""JSON-LD: the whole dataset with its named graphs, under a context of the vocabulary's prefixes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from diplograph import serial
from diplograph.export.table import Table
from diplograph.ontology import expand

_TYPE, _STRING = expand("rdf:type"), expand("xsd:string")
_NATIVE = {expand("xsd:boolean"), expand("xsd:integer")}  # JSON says these as they are


def render(table: Table) -> str:
    """The graph as JSON-LD: the default graph's nodes, then one node a document that holds its graph."""
    names = _Names(table.base)
    nodes: list[Any] = []
    for graph, quads in groupby(table.quads, key=lambda q: q.graph_name):
        inside = [names.node(list(group)) for _, group in groupby(quads, key=lambda q: q.subject)]
        if isinstance(graph, ox.DefaultGraph):
            nodes += inside
        else:
            nodes.append({"@id": names.short(graph.value), "@graph": inside})
    rows = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)  # one a line: greppable, easy to compare
    return f'{{"@context": {json.dumps(dict(sorted(serial.prefixes(table.base).items())))},\n"@graph": [\n{rows}\n]}}\n'


class _Names:
    """Writes terms short, by the prefixes of a context."""

    def __init__(self, base: str) -> None:
        self.base = base

    def short(self, iri: str) -> str:
        """An IRI as a prefixed name, where a prefix fits."""
        return serial.short(iri, self.base)

    def node(self, quads: Iterable[ox.Quad]) -> dict[str, Any]:
        """A subject with all that one graph says of it."""
        rows = list(quads)
        node: dict[str, Any] = {"@id": self.short(rows[0].subject.value)}  # type: ignore[union-attr]
        for predicate, group in groupby(rows, key=lambda q: q.predicate.value):
            if predicate == _TYPE:
                node["@type"] = _bare([self.short(q.object.value) for q in group])  # type: ignore[union-attr]
            else:
                node[self.short(predicate)] = _bare([self.value(q.object) for q in group])
        return node

    def value(self, term: Any) -> Any:
        """An object."""
        if isinstance(term, ox.NamedNode):
            return {"@id": self.short(term.value)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype.value == _STRING:
            return term.value
        if term.datatype.value in _NATIVE:
            return json.loads(term.value)
        return {"@value": term.value, "@type": self.short(term.datatype.value)}


def _bare(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
