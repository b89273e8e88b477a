"""Quads as text: lines to quads in a fixed order, a graph's prefixes, a serialiser that adds nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile

import pyoxigraph as ox

from diplograph.errors import BuildError
from diplograph.ids import BASE
from diplograph.model import Kind
from diplograph.ontology import PREFIXES, expand

_IS_DOCUMENT = f"> <{expand('rdf:type')}> <{expand('dg:Document')}> "
_DOCUMENT = re.compile(f"<(.*?)document/[^>]*{re.escape(_IS_DOCUMENT)}")
KINDS = (*(str(kind).lower() for kind in Kind), "claim", "document", "evidence")


def quads(lines: Sequence[str]) -> Iterator[ox.Quad]:
    """The quads of N-Quads lines. Raises `BuildError` for what is no N-Quads."""
    try:
        yield from ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise BuildError(
            f"the graph is not N-Quads: {error}", hint="it is damaged or unfinished: build again"
        ) from error


def in_order(some: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Quads, the default graph first, then graph by graph, each as they came."""
    return sorted(some, key=lambda q: "" if isinstance(q.graph_name, ox.DefaultGraph) else q.graph_name.value)


def serialize(rows: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat, base: str) -> str:
    """Quads or triples as text, with the prefixes that they use, in a fixed order."""
    text = ox.serialize(rows, format=form, prefixes=_used(rows, prefixes(base)))
    assert text is not None  # it is, when no file is given
    body = text.decode().splitlines(keepends=True)
    head = sum(1 for _ in takewhile(lambda line: line.startswith("@prefix "), body))
    return "".join(sorted(body[:head])) + "".join(body[head:])  # it declares prefixes in an order of chance


def base(lines: Sequence[str]) -> str:
    """The base of a graph's own IRIs, as its first document shows it."""
    found = (_DOCUMENT.match(line) for line in lines if _IS_DOCUMENT in line)
    return next((m[1] for m in found if m), BASE)


@cache
def prefixes(base: str) -> dict[str, str]:
    """The prefixes of the vocabulary, and one a kind of thing: `country:IR` needs no escape, `dgr:country/IR` does."""
    return PREFIXES | {"dgr": base} | {kind: f"{base}{kind}/" for kind in KINDS}


def _used(rows: Sequence[ox.Quad] | Sequence[ox.Triple], known: dict[str, str]) -> dict[str, str]:
    """The prefixes of the IRIs that go on behind them without a slash or a hash.

    The text is searched, which takes a fifth of the time that looking at each term takes. It may find one in brackets
    inside a literal: a prefix too many does no harm.
    """
    text = ox.serialize(rows, format=ox.RdfFormat.N_QUADS) or b""
    # without dgr: where two prefixes fit, the serialiser takes either
    return {p: iri for p, iri in known.items() if p != "dgr" and re.search(b"<%b[^<>/#]*>" % _exactly(iri), text)}


def _exactly(iri: str) -> bytes:
    return re.escape(iri.encode())


def short(iri: str, base: str) -> str:
    """An IRI as a prefixed name, by the longest prefix that fits.

    >>> short("https://w3id.org/diplograph/id/country/IR", BASE)
    'country:IR'
    """
    fits = [(space, prefix) for prefix, space in prefixes(base).items() if iri.startswith(space)]
    return f"{max(fits)[1]}:{iri.removeprefix(max(fits)[0])}" if fits else iri
