"""Quads as text: sorted lines to quads, a graph's prefixes, a serialiser that adds nothing of its own.

What can be done with the lines as they are, is: a term that Python never sees costs a tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import pyoxigraph as ox

from diplograph.errors import BuildError
from diplograph.ids import BASE
from diplograph.model import Kind
from diplograph.ontology import PREFIXES, expand

_IS_DOCUMENT = f"> <{expand('rdf:type')}> <{expand('dg:Document')}> "
_DOCUMENT = re.compile(f"<(.*?)document/[^>]*{re.escape(_IS_DOCUMENT)}")
_HEAD = re.compile(rb"(?:@prefix .*\n)*")
KINDS = (*(str(kind).lower() for kind in Kind), "claim", "document", "evidence")


def quads(lines: Sequence[str]) -> Iterator[ox.Quad]:
    """The quads of N-Quads lines. Raises `BuildError` for what is no N-Quads."""
    try:
        yield from ox.parse(b"\n".join(map(str.encode, lines)), ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise BuildError(
            f"the graph is not N-Quads: {error}", hint="it is damaged or unfinished: build again"
        ) from error


def by_graph(lines: Iterable[str]) -> list[str]:
    """N-Quads lines, the default graph's first, then graph by graph, each as they came.

    >>> by_graph(["<a:r> <a:p> <a:o> <a:h> .", "<a:s> <a:p> <a:o> <a:g> .", "<a:t> <a:p> <a:o> ."])
    ['<a:t> <a:p> <a:o> .', '<a:s> <a:p> <a:o> <a:g> .', '<a:r> <a:p> <a:o> <a:h> .']
    """
    return sorted(lines, key=_graph)


def flat(lines: Iterable[str]) -> list[str]:
    """The N-Triples lines of all graphs, each once, sorted.

    >>> flat(["<a:s> <a:p> <a:o> <a:g> .", "<a:s> <a:p> <a:o> ."])
    ['<a:s> <a:p> <a:o> .']
    """
    return sorted({f"{line[: -len(graph) - 3]} ." if (graph := _graph(line)) else line for line in lines})


def rewrite(lines: Sequence[str], form: ox.RdfFormat, base: str) -> str:
    """N-Quads lines in another form, in their order, with all prefixes. Raises `BuildError`."""
    return _text(quads(lines), form, prefixes(base))


def serialize(rows: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat, base: str) -> str:
    """Quads or triples as text, in their order, with the prefixes that they use."""
    text = ox.serialize(rows, format=ox.RdfFormat.N_QUADS) or b""
    return _text(rows, form, _used(text, prefixes(base)))


def base(lines: Sequence[str]) -> str:
    """The base of a graph's own IRIs, as its first document shows it."""
    found = (_DOCUMENT.match(line) for line in lines if _IS_DOCUMENT in line)
    return next((m[1] for m in found if m), BASE)


@cache
def prefixes(base: str) -> dict[str, str]:
    """The prefixes of the vocabulary, and one a kind of thing: `country:IR` needs no escape, `dgr:country/IR` does."""
    return PREFIXES | {"dgr": base} | {kind: f"{base}{kind}/" for kind in KINDS}


def _graph(line: str) -> str:
    """The graph of a line: its last term, if that is not its object; empty for the default graph."""
    if line.count(" ") == 3:
        return ""
    last = line[line.rfind(" ", 0, -2) + 1 : -2]
    return last if last.startswith(("<", "_")) and '"' not in last else ""  # a literal's end has its quotation mark


def _text(rows: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, known: dict[str, str]) -> str:
    """Rows in a form, with prefixes, but without `dgr:`: where two prefixes fit, the serialiser takes either."""
    text = ox.serialize(rows, format=form, prefixes={p: iri for p, iri in known.items() if p != "dgr"})
    assert text is not None  # it is, when no file is given
    head = _HEAD.match(text)[0]  # type: ignore[index]  # it matches nothing, too
    ordered = b"".join(sorted(head.splitlines(keepends=True)))  # it declares prefixes in an order of chance
    return (ordered + text[len(head) :]).decode()


def _used(text: bytes, known: dict[str, str]) -> dict[str, str]:
    """The prefixes of the IRIs that go on behind them without a slash or a hash.

    N-Quads are searched, which takes a fifth of the time that looking at each term takes. It may find one in brackets
    inside a literal: a prefix too many does no harm.
    """
    return {p: iri for p, iri in known.items() if re.search(b"<%b[^<>/#]*>" % re.escape(iri.encode()), text)}


def short(iri: str, base: str) -> str:
    """An IRI as a prefixed name, by the longest prefix that fits.

    >>> short("https://w3id.org/diplograph/id/country/IR", BASE)
    'country:IR'
    """
    before, after = _cut(iri[: max(map(iri.rfind, "/#:")) + 1], base)
    return f"{after}{iri.removeprefix(before)}"


@lru_cache
def _cut(space: str, base: str) -> tuple[str, str]:
    """What a prefix stands for, and the prefix, for the IRIs of a space; prefixes end where a space does."""
    fits = [(iri, f"{prefix}:") for prefix, iri in prefixes(base).items() if space.startswith(iri)]
    return max(fits, default=("", ""))
