"""What the RDF formats share: lines to quads in a fixed order, and a serialiser that adds nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from diplograph.ontology import PREFIXES


def quads(lines: Sequence[str]) -> list[ox.Quad]:
    """The quads of N-Quads lines: the default graph first, then graph by graph, each in the order of its lines."""
    parsed = ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)
    return sorted(parsed, key=lambda q: "" if isinstance(q.graph_name, ox.DefaultGraph) else q.graph_name.value)


def serialize(rows: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat) -> str:
    """Quads or triples as text, with the prefixes of the vocabulary that they use."""
    used = _used(rows)
    text = ox.serialize(rows, format=form, prefixes={p: iri for p, iri in PREFIXES.items() if p in used})
    assert text is not None  # it is, when no file is given
    return text.decode()


def _used(rows: Sequence[ox.Quad] | Sequence[ox.Triple]) -> set[str]:
    text = {str(term) for row in rows for term in row}
    return {p for p, iri in PREFIXES.items() if any(iri in t for t in text)}
