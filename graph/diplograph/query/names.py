"""Terms written for a person: short by prefixes, or by the names of what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pyoxigraph as ox

from diplograph import ontology, serial
from diplograph.ids import NS
from diplograph.ontology import expand


def short(term: Any, base: str) -> str:
    """A term for a person: prefixed names, bare text, right-to-left text isolated.

    >>> short(ox.NamedNode("https://w3id.org/diplograph/id/country/IR"), "https://w3id.org/diplograph/id/")
    'country:IR'
    """
    if isinstance(term, ox.NamedNode):
        return serial.short(term.value, base)
    return isolated(term.value) if isinstance(term, ox.Literal) else "" if term is None else str(term)


def named(store: ox.Store, base: str, language: str) -> Callable[[Any], str]:
    """A writer of terms that calls things by their names in a language, in English where they have none in it."""

    @cache
    def name(iri: str) -> str:
        if iri.startswith(NS):
            labels = {n.language: n.text for n in ontology.labels(iri.removeprefix(NS))}
        else:
            quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(expand("rdfs:label")), None, None)
            values = sorted((q.object for q in quads if isinstance(q.object, ox.Literal)), key=str, reverse=True)
            labels = {v.language or "": v.value for v in values}
        return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")

    def write(term: Any) -> str:
        found = name(term.value) if isinstance(term, ox.NamedNode) else ""
        return isolated(found) if found else short(term, base)

    return write


def isolated(text: str) -> str:
    """Text that keeps its direction beside text of the other direction, and moves no cursor.

    >>> isolated("ایران") == "\u2068ایران\u2069"
    True
    """
    plain = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
    return f"\u2068{plain}\u2069" if re.search("[\u0590-\u08ff]", plain) else plain
