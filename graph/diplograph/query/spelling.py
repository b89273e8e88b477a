"""Numbers, truth values and moments as a file spells them: the engine keeps their value alone.

A build spells each value in one way, the engine's; a file from elsewhere may hold `1.0E6`, or an `xsd:byte`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from diplograph import store as stores
from diplograph.ontology import PREFIXES
from diplograph.query.answer import Answer

Spelling = Mapping[ox.Literal, ox.Literal]

_ANY = ox.NamedNode("urn:any")


def of_data(data: Path) -> Spelling:
    """How an RDF file spells its literals; nothing of a build's own, which spells them as the engine does."""
    file = stores.graph_file(data)
    return {} if stores.is_ours(file) else spelling(stores.parsed(file))


def spelling(quads: Iterable[ox.Quad]) -> Spelling:
    """From literals as the engine keeps them to how quads spell them, where they spell a value in one way.

    >>> double = ox.NamedNode(PREFIXES["xsd"] + "double")
    >>> known = spelling([ox.Quad(_ANY, _ANY, ox.Literal("1.0E6", datatype=double))])
    >>> known[ox.Literal("1000000", datatype=double)].value
    '1.0E6'
    """
    told = {quad.object for quad in quads if isinstance(quad.object, ox.Literal) and _typed(quad.object)}
    ways: dict[ox.Literal, list[ox.Literal]] = defaultdict(list)
    for kept, literal in _kept(told):
        ways[kept].append(literal)
    return {kept: spelled[0] for kept, spelled in ways.items() if len(spelled) == 1 and spelled[0] != kept}


def respelled(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, known: Spelling) -> Answer:
    """The engine's answer, with literals as the file spells them; of a graph the triples, sorted, each once."""
    if isinstance(found, ox.QueryTriples):
        return sorted({_triple(triple, known) for triple in found}, key=str)
    return _rows(found, known) if known and isinstance(found, ox.QuerySolutions) else found


def _typed(literal: ox.Literal) -> bool:
    return literal.language is None and literal.datatype.value.startswith(PREFIXES["xsd"])


def _kept(told: Iterable[ox.Literal]) -> Iterator[tuple[ox.Literal, ox.Literal]]:
    """Literals as the engine keeps them, each with what it was."""
    store = ox.Store()
    for literal in told:
        store.add(ox.Quad(_ANY, _ANY, literal))
        for quad in store:
            yield quad.object, literal
        store.clear()


def _triple(triple: ox.Triple, known: Spelling) -> ox.Triple:
    spelled = known.get(triple.object) if isinstance(triple.object, ox.Literal) else None
    return ox.Triple(triple.subject, triple.predicate, spelled) if spelled else triple


def _rows(found: ox.QuerySolutions, known: Spelling) -> ox.QuerySolutions:
    """The rows, by way of JSON: the engine lets nobody else make an answer."""
    told = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    for row in told["results"]["bindings"]:
        row.update((name, _value(value, known)) for name, value in list(row.items()))
    made = ox.parse_query_results(json.dumps(told), ox.QueryResultsFormat.JSON)
    assert isinstance(made, ox.QuerySolutions)  # as it was
    return made


def _value(value: dict[str, Any], known: Spelling) -> dict[str, Any]:
    if "datatype" not in value:
        return value
    spelled = known.get(ox.Literal(value["value"], datatype=ox.NamedNode(value["datatype"])))
    return value | {"value": spelled.value, "datatype": spelled.datatype.value} if spelled else value
