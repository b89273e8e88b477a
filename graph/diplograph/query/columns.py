"""`SELECT *` with its columns in the order of the query; the engine has them in that of the alphabet."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from diplograph.query.guard import bare

_SELECT = re.compile(r"(?<![?$:\w])SELECT\b\s*(?:(?:DISTINCT|REDUCED)\b\s*)?(\*)?", re.IGNORECASE)


def ordered(sparql: str, known: Mapping[str, str], base_iri: str | None = None) -> str:
    """A query that names its columns. Raises `SyntaxError` where it is none.

    >>> ordered("SELECT * { ?s ?p ?o }", {})
    'SELECT ?s ?p ?o { ?s ?p ?o }'
    """
    code = bare(sparql)
    first = _SELECT.search(code)
    if not first or not first[1]:
        return sparql
    asked = ox.Store().query(sparql, base_iri=base_iri, prefixes=dict(known))  # of nothing: only for its columns
    if not isinstance(asked, ox.QuerySolutions) or not asked.variables:
        return sparql
    star, names = first.start(1), {v.value for v in asked.variables}
    written = dict.fromkeys(name for name in re.findall(r"[?$](\w+)", code) if name in names)
    columns = " ".join(f"?{name}" for name in [*written, *sorted(names - set(written))])
    return f"{sparql[:star]}{columns}{sparql[star + 1 :]}"
