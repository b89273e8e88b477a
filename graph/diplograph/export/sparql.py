"""SPARQL updates: one file a document, to be sent to a triple store; to one without a default graph by `stores/`.

`sparql/things.ru` says what things are and are called; of many it goes on in `things-2.ru`. A document's file drops its
graph and fills it anew, so it may be sent again, and in any order; what it adds to the default graph stays there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from diplograph.export.table import Table

_CHUNK = 500  # triples an INSERT: stores limit the size of a statement
_FILE = 20_000  # triples a file of things, some 5 MB: stores limit the size of a request
_ESCAPE = re.compile(r"\\(?:\\([uU])|u([0-9A-F]{4})|.)")
_TERMS = re.compile(r'^(<[^>]*>) (<[^>]*>) ("(?:[^"\\]|\\.)*"\S*|<[^>]*>)(?: (<[^>]*>))? \.$')


def render(table: Table) -> dict[str, str]:
    """The files by name."""
    things, documents = _shares(table)
    files = {f"sparql/{graph.rpartition('/')[2]}.ru": _document(graph, *share) for graph, share in documents.items()}
    parts = [things[start : start + _FILE] for start in range(0, len(things), _FILE)] or [[]]
    return {f"sparql/things{f'-{n}' if n > 1 else ''}.ru": _inserts(part) for n, part in enumerate(parts, 1)} | files


def plain(triple: str) -> str:
    r"""A triple that means the same in SPARQL, where engines look for `\u0041` before they look for `\\`.

    Some then take eight digits where there are four and more digits follow, so all are written with eight.

    >>> plain(r'<a:s> <a:p> "\\u0041 \u007F12" .')
    '<a:s> <a:p> "\\\\\\U000000750041 \\U0000007F12" .'
    """
    return _ESCAPE.sub(_eight, triple)


def _eight(found: re.Match[str]) -> str:
    letter, digits = found[1], found[2]
    return rf"\\\U{ord(letter):08X}" if letter else rf"\U{digits:>08}" if digits else found[0]


def _shares(table: Table) -> tuple[list[str], dict[str, tuple[list[str], list[str]]]]:
    """The triples about things, and by document those of the default graph and those of its own."""
    owners = _owners(table)
    own = {document.iri for document in table.documents}
    things: list[str] = []
    documents: dict[str, tuple[list[str], list[str]]] = {iri: ([], []) for iri in sorted(own)}
    for line in table.lines:
        subject, predicate, object_, graph = _parts(line)
        triple = plain(f"{subject} {predicate} {object_} .")
        if graph:
            documents.setdefault(graph[1:-1], ([], []))[1].append(triple)
        elif subject[1:-1] in own:
            documents[subject[1:-1]][0].append(triple)
        elif claimed := owners.get((subject, predicate, object_)):
            for iri in sorted(claimed):
                documents[iri][0].append(triple)
        else:
            things.append(triple)
    return things, documents


def _owners(table: Table) -> dict[tuple[str, str, str], set[str]]:
    """The documents whose claims bear out each plain triple."""
    owners: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim in table.claims:
        s, p, o = (f"<{claim.one(curie)}>" for curie in ("rdf:subject", "rdf:predicate", "rdf:object"))
        owners[s, p, o] |= {table.source(claim).iri}
    return owners


def _parts(line: str) -> tuple[str, str, str, str]:
    found = _TERMS.match(line)
    assert found, line  # our own lines are canonical
    return found[1], found[2], found[3], found[4] or ""


def _document(graph: str, default: Sequence[str], own: Sequence[str]) -> str:
    return f"DROP SILENT GRAPH <{graph}> ;\n" + _inserts(default) + _inserts(own, graph)


def _inserts(triples: Sequence[str], graph: str = "") -> str:
    return "".join(_chunks(triples, f"GRAPH <{graph}> {{", "} ") if graph else _chunks(triples, "", ""))


def _chunks(triples: Sequence[str], before: str, after: str) -> Iterator[str]:
    for start in range(0, len(triples), _CHUNK):
        yield f"INSERT DATA {{ {before}\n" + "\n".join(triples[start : start + _CHUNK]) + f"\n{after}}} ;\n"
