"""Load scripts for triple stores, made for this build: QLever, Fuseki, GraphDB, Virtuoso, Neptune.

The files lie in `templates/` as they are; a word between two `@` is filled in.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from importlib.resources import files
from importlib.resources.abc import Traversable

import pyoxigraph as ox

from diplograph.export.table import Table
from diplograph.serial import prefixes

_WORD = re.compile(r"@([A-Z_]+)@")


def render(table: Table) -> dict[str, str]:
    """The files by name.

    >>> files = render(Table(()))
    >>> sorted(files)[:3], "https://w3id.org/diplograph/id/" in files["stores/count.rq"]
    (['stores/Qleverfile', 'stores/README.md', 'stores/changes.sh'], True)
    """
    words = _words(table)
    return {f"stores/{file.name}": _WORD.sub(lambda m: words[m[1]], _text(file)) for file in _templates()}


def _templates() -> list[Traversable]:
    return sorted((files(__package__) / "templates").iterdir(), key=lambda file: file.name)


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")


def _words(table: Table) -> dict[str, str]:
    """What is filled in. The base of a build has no character that ends an IRI or a string in double quotes."""
    graphs = Counter(quad.graph_name for quad in table.quads)
    things = graphs.pop(ox.DefaultGraph(), 0)
    return {
        "BASE": shlex.quote(table.base),
        "BASE_TEXT": table.base,
        "THINGS": shlex.quote(f"{table.base}things"),
        "QUADS": str(len(table.lines)),
        "UNNAMED": str(things),
        "GRAPHS": str(len(graphs) + 1),
        "DOCUMENTS": str(len(table.documents)),
        "CLAIMS": str(len(table.claims)),
        "PREFIXES": "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(prefixes(table.base).items())),
    }
