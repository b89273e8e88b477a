"""The vocabulary as data: `diplograph.ttl` says what there is, this reads it into small tables.

>>> predicate("met").symmetric, predicate("visited").range
(True, ('Country',))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from diplograph.errors import DiplographError
from diplograph.ids import BASE, NS
from diplograph.model import Modality, Name

# In the order in which files declare them.
PREFIXES = {
    "dg": NS,
    "dgr": BASE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "wd": "http://www.wikidata.org/entity/",
}


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a claim may say: its ends, and its event codes as told, intended and denied (PLOVER, CAMEO)."""

    name: str
    labels: tuple[Name, ...]
    symmetric: bool
    domain: tuple[str, ...]
    range: tuple[str, ...]
    told: tuple[str, str]
    intended: tuple[str, str]
    denied: tuple[str, str]

    def codes(self, modality: Modality, *, negated: bool) -> tuple[str, str]:
        """The PLOVER and CAMEO code of a claim; empty where those books have no such event.

        >>> predicate("met").codes(Modality.ASSERTED, negated=False)
        ('CONSULT', '040')
        >>> predicate("assaults").codes(Modality.PLANNED, negated=False)
        ('THREATEN', '138')
        """
        if negated:
            return self.denied
        return self.told if modality is Modality.ASSERTED else self.intended


@cache
def text(name: str = "diplograph.ttl") -> str:
    """A file of the vocabulary: `diplograph.ttl` or `shapes.ttl`."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _graph() -> ox.Dataset:
    return ox.Dataset(ox.parse(text(), ox.RdfFormat.TURTLE))


@cache
def expand(curie: str) -> str:
    """A prefixed name written out.

    >>> expand("schema:mentions")
    'https://schema.org/mentions'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def _local(iri: str) -> str:
    return iri.removeprefix(NS)


def _objects(subject: str, curie: str) -> list[str]:
    """The values of a property of a term of the vocabulary, sorted."""
    node, found = ox.NamedNode(NS + subject), ox.NamedNode(expand(curie))
    return sorted(q.object.value for q in _graph().quads_for_subject(node) if q.predicate == found)  # type: ignore[union-attr]


def _instances(curie: str) -> Iterator[str]:
    """The local names of the terms of a type, sorted."""
    kind, found = ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand(curie))
    terms = (q.subject.value for q in _graph().quads_for_object(found) if q.predicate == kind)  # type: ignore[union-attr]
    return (_local(t) for t in sorted(terms) if t.startswith(NS))


def labels(term: str) -> tuple[Name, ...]:
    """The names of a term of the vocabulary, by language.

    >>> [n.text for n in labels("Country")]
    ['country', 'کشور']
    """
    node, found = ox.NamedNode(NS + term), ox.NamedNode(expand("rdfs:label"))
    values = (q.object for q in _graph().quads_for_subject(node) if q.predicate == found)
    return tuple(sorted(Name(v.language or "", v.value) for v in values if isinstance(v, ox.Literal)))


@cache
def kinds(name: str) -> tuple[str, ...]:
    """A class and the classes under it that things are given, by local name.

    >>> kinds("Actor")
    ('Country', 'Official', 'Organization')
    """
    node, found = ox.NamedNode(NS + name), ox.NamedNode(expand("rdfs:subClassOf"))
    below = sorted(q.subject.value for q in _graph().quads_for_object(node) if q.predicate == found)  # type: ignore[union-attr]
    return tuple(k for b in below for k in kinds(_local(b))) or (name,)


@cache
def types(name: str) -> tuple[str, ...]:
    """The IRIs that a thing of a class gets as its types: the class and what it is in other vocabularies.

    >>> types("Place")
    ('https://w3id.org/diplograph/ns#Place', 'https://schema.org/Place')
    """
    return (NS + name, *(t for t in _objects(name, "rdfs:subClassOf") if not t.startswith(NS)))


@cache
def _is(term: str, curie: str, *values: str) -> bool:
    return bool({expand(v) for v in values} & set(_objects(term, curie)))


def is_date(term: str) -> bool:
    """Whether a property's values are dates of whatever precision is known."""
    return _is(term, "schema:rangeIncludes", "xsd:date")


def is_link(term: str) -> bool:
    """Whether a property leads to another thing."""
    return _is(term, "rdf:type", "owl:ObjectProperty")


@cache
def statuses() -> tuple[str, ...]:
    """The states an agreement may be in."""
    return tuple(_instances("dg:Status"))


def _code(name: str, when: str) -> tuple[str, str]:
    plover, cameo = (_objects(name, f"dg:{book}{when}") for book in ("plover", "cameo"))
    return (plover[0], cameo[0]) if plover and cameo else ("", "")


def _ends(name: str, curie: str) -> tuple[str, ...]:
    return tuple(sorted({k for end in _objects(name, curie) for k in kinds(_local(end))}))


@cache
def predicates() -> dict[str, Predicate]:
    """Every predicate, by name."""
    return {
        name: Predicate(
            name=name,
            labels=labels(name),
            symmetric=_is(name, "rdf:type", "owl:SymmetricProperty"),
            domain=_ends(name, "schema:domainIncludes"),
            range=_ends(name, "schema:rangeIncludes"),
            told=_code(name, ""),
            intended=_code(name, "Intended"),
            denied=_code(name, "Denied"),
        )
        for name in _instances("dg:Predicate")
    }


def predicate(name: str) -> Predicate:
    """One predicate.

    >>> predicate("likes")
    Traceback (most recent call last):
    diplograph.errors.DiplographError: no predicate "likes" in the vocabulary
    hint: one of accuses aids assaults coerces concedes cooperatesWith launches left memberOf met mobilizes negotiates …
    """
    try:
        return predicates()[name]
    except KeyError:
        some = " ".join(list(predicates())[:12])
        raise DiplographError(f'no predicate "{name}" in the vocabulary', hint=f"one of {some} …") from None
