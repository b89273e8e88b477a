"""Values for the variables of a query, as a person writes them: `a=IR`, `who=لاوروف`, `p=dg:met`."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from diplograph.errors import QueryError
from diplograph.ontology import PREFIXES
from diplograph.query.guard import bare, variables
from diplograph.serial import KINDS, prefixes
from diplograph.text import key


def bound(sparql: str, name: str, term: str) -> str:
    """A query with a variable bound: each `VALUES ?name { … }` replaced, or put at the start of its pattern.

    >>> bound("SELECT ?b { VALUES ?a { <x:1> } ?a ?p ?b }", "a", "<x:2>")
    'SELECT ?b { VALUES ?a { <x:2> } ?a ?p ?b }'
    >>> bound("ASK { ?a ?p ?b }", "a", "<x:2>")
    'ASK { VALUES ?a { <x:2> } ?a ?p ?b }'
    >>> bound("ASK { { VALUES ?a { 1 } ?a ?p ?b } UNION { VALUES ?a { 1 } ?b ?p ?a } }", "a", "2")
    'ASK { { VALUES ?a { 2 } ?a ?p ?b } UNION { VALUES ?a { 2 } ?b ?p ?a } }'
    """
    if not re.fullmatch(r"\w+", name):
        raise QueryError(f"--bind {name}: not the name of a variable", hint="write --bind a=IR for ?a")
    values = f"VALUES ?{name} {{ {term} }}"
    there = re.compile(rf"\bVALUES\s+[?$]{name}\s*\{{[^{{}}]*\}}", re.IGNORECASE)
    if there.search(sparql):
        return there.sub(lambda _: values, sparql)
    code = bare(sparql)
    if not re.search(rf"[?$]{name}\b", code):
        raise QueryError(f"--bind {name}: the query has no ?{name}", hint=f"it has {', '.join(variables(sparql))}")
    construct = re.search(r"\bCONSTRUCT\s*\{", code, re.IGNORECASE)
    start = code.find("{", code.find("}", construct.end()) if construct else 0) + 1
    return f"{sparql[:start]} {values}{sparql[start:]}"


def term(store: ox.Store, base: str, value: str) -> ox.NamedNode | ox.Literal:
    """The term that a value on the command line means."""
    prefix, colon, local = value.partition(":")
    known = prefixes(base)
    if len(value) > 1 and value[0] == value[-1] == '"':
        return ox.Literal(value[1:-1])
    if value[:1] == "<" and value[-1:] == ">":
        return _iri(value[1:-1])
    if re.fullmatch(r"[0-9a-f]{16}", value):
        return _iri(f"{base}claim/{value}")
    if re.match(r"[a-z][a-z0-9+.-]*://", value):
        return _iri(value)
    if colon and prefix in known:
        return _iri(known[prefix] + local)
    if value.partition("/")[0] in KINDS and "/" in value:
        return _iri(base + value)
    if re.fullmatch(r"[A-Z]{2}", value):
        return _iri(f"{base}country/{value}")
    return _by_name(store, value) or ox.Literal(value)


def absent(store: ox.Store, base: str, bind: Mapping[str, str]) -> list[str]:
    """The names of variables that were given a value that the graph has nowhere."""
    terms = {name: term(store, base, value) for name, value in sorted(bind.items())}
    return [
        name
        for name, t in terms.items()
        if not any(store.quads_for_pattern(None, None, t, None))
        and (isinstance(t, ox.Literal) or not any(store.quads_for_pattern(t, None, None, None)))
    ]


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text}: not an IRI", hint="give a thing's id (country/IR), code (IR) or name") from error


def _by_name(store: ox.Store, name: str) -> ox.NamedNode | None:
    """The thing of that name, in any language and spelling. Raises `QueryError` where several have it."""
    found: set[str] = set()
    for curie in ("rdfs:label", "skos:altLabel"):
        prefix, _, local = curie.partition(":")
        for quad in store.quads_for_pattern(None, ox.NamedNode(PREFIXES[prefix] + local), None, None):
            if isinstance(quad.object, ox.Literal) and key(quad.object.value) == key(name):
                found.add(quad.subject.value)  # type: ignore[union-attr]
    if len(found) > 1:
        raise QueryError(f'several things are called "{name}"', hint=f"say which: {', '.join(sorted(found))}")
    return ox.NamedNode(found.pop()) if found else None
