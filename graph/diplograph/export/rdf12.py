"""RDF 1.2, as TriG: a claim reifies the triple that it claims, and what else is told of it is told of the reifier.

`rdf:reifies` with a triple term takes the place of `rdf:subject`, `rdf:predicate`, `rdf:object` and of the class
`rdf:Statement`; all else is as in the other files. TriG, because it can announce its version where parsers of N-Quads
stumble over that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import pyoxigraph as ox

from diplograph import serial
from diplograph.export.table import Table
from diplograph.ontology import expand

_RDF = re.escape(expand("rdf:"))
_PART = re.compile(rf"(<[^>]*>) <{_RDF}(?:(subject|predicate|object)> (<[^>]*>)|type> <{_RDF}Statement>)(| <[^>]*>) \.")
_ORDER = ("subject", "predicate", "object")


def render(table: Table) -> str:
    """The graph as TriG 1.2."""
    made = serial.rewrite(serial.by_graph(lines(table.lines)), ox.RdfFormat.TRIG, table.base)
    return f'VERSION "1.2"\n{made}'


def lines(plain: Sequence[str]) -> list[str]:
    """N-Quads lines in which each statement that has all its parts is the reifier of a triple term.

    >>> rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    >>> lines([f"<a:c> <{rdf}{part}> <a:{part[0]}> <a:g> ." for part in ("object", "predicate", "subject")])
    ['<a:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <a:s> <a:p> <a:o> )>> <a:g> .']
    """
    parts: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    found = [_PART.fullmatch(line) for line in plain]
    for part in found:
        if part and part[2]:
            parts[part[1], part[4]][part[2]] = part[3]
    whole = {key: told for key, told in parts.items() if len(told) == len(_ORDER)}
    kept = [line for line, part in zip(plain, found, strict=True) if not part or (part[1], part[4]) not in whole]
    return sorted([*kept, *(_reifies(*key, told) for key, told in whole.items())])


def _reifies(claim: str, graph: str, told: dict[str, str]) -> str:
    return f"{claim} <{expand('rdf:reifies')}> <<( {' '.join(told[part] for part in _ORDER)} )>>{graph} ."
