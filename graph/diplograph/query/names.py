"""The prefixes that every query knows, and terms written short by them."""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox

from diplograph.model import Kind
from diplograph.ontology import PREFIXES

KINDS = (*(str(kind).lower() for kind in Kind), "claim", "document", "evidence")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that every query knows: the vocabulary's, and one a kind of thing (`country:IR`)."""
    return PREFIXES | {"dgr": base} | {kind: f"{base}{kind}/" for kind in KINDS}


def short(term: Any, base: str) -> str:
    """A term for a person: prefixed names, bare text, right-to-left text isolated.

    >>> short(ox.NamedNode("https://w3id.org/diplograph/id/country/IR"), PREFIXES["dgr"])
    'country:IR'
    """
    if isinstance(term, ox.NamedNode):
        fits = [(space, prefix) for prefix, space in prefixes(base).items() if term.value.startswith(space)]
        return f"{max(fits)[1]}:{term.value.removeprefix(max(fits)[0])}" if fits else term.value
    return isolated(term.value) if isinstance(term, ox.Literal) else "" if term is None else str(term)


def isolated(text: str) -> str:
    """Text that keeps its direction beside text of the other direction, and moves no cursor.

    >>> isolated("ایران") == "\u2068ایران\u2069"
    True
    """
    plain = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
    return f"\u2068{plain}\u2069" if re.search("[\u0590-\u08ff]", plain) else plain
