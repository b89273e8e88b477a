"""The graph as things, documents and claims again, for the formats that are not RDF.

Every format is made from the N-Quads lines, so a finished build can be written in another format without its documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from diplograph import serial
from diplograph.ids import NS
from diplograph.model import Kind
from diplograph.ontology import expand


@dataclass(frozen=True)
class Node:
    """A resource with all that is said of it, in every graph."""

    iri: str
    values: dict[str, list[ox.NamedNode | ox.Literal]]
    base: str

    @property
    def id(self) -> str:
        """The last part of the IRI: `country/IR`."""
        return self.iri.removeprefix(self.base)

    def all(self, curie: str) -> list[str]:
        """The values of a property, as text."""
        return [v.value for v in self.values.get(expand(curie), ())]

    def one(self, curie: str) -> str:
        """The value of a property; empty where there is none."""
        values = self.values.get(expand(curie))
        return values[0].value if values else ""

    def term(self, curie: str) -> str:
        """The local name of a value that is a term of the vocabulary."""
        return self.one(curie).removeprefix(NS)

    @cached_property
    def labels(self) -> dict[str, str]:
        """One name a language."""
        labels: dict[str, str] = {}
        for value in self.values.get(expand("rdfs:label"), ()):
            if isinstance(value, ox.Literal):
                labels.setdefault(value.language or "und", value.value)
        return labels

    def label(self, *languages: str) -> str:
        """The name in the first of the languages that has one, else in English, else in any."""
        found = (self.labels.get(language) for language in (*languages, "en"))
        return next((text for text in found if text), next(iter(self.labels.values()), self.id))

    @cached_property
    def kind(self) -> str:
        """The class of a thing: `Country`."""
        types = set(self.all("rdf:type"))
        return next((str(kind) for kind in Kind if NS + kind in types), "")


@dataclass(frozen=True)
class Table:
    """A graph's N-Quads lines, and what is in them, when it is asked for."""

    lines: Sequence[str]

    @cached_property
    def base(self) -> str:
        """The base of the graph's own IRIs."""
        return serial.base(self.lines)

    @property
    def quads(self) -> Iterator[ox.Quad]:
        """The quads: the default graph first, then graph by graph. Made anew each time, for they take much memory."""
        return serial.quads(serial.by_graph(self.lines))

    @property
    def triples(self) -> Iterator[ox.Triple]:
        """The triples of all graphs, each once, in the order of their N-Triples lines. Made anew each time, too."""
        return (quad.triple for quad in serial.quads(serial.flat(self.lines)))

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The resources by IRI."""
        nodes: dict[str, Node] = {}
        for triple in self.triples:
            iri = triple.subject.value  # type: ignore[union-attr]
            node = nodes.get(iri) or nodes.setdefault(iri, Node(iri, {}, self.base))
            node.values.setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]
        return nodes

    @cached_property
    def things(self) -> tuple[Node, ...]:
        """Countries, officials, organizations, agreements, projects, places, offices."""
        return tuple(node for node in self.nodes.values() if node.kind)

    @cached_property
    def claims(self) -> tuple[Node, ...]:
        """The claims."""
        return self._typed("dg:Claim")

    @cached_property
    def evidence(self) -> tuple[Node, ...]:
        """The quotes that claims rest on."""
        return self._typed("dg:Evidence")

    @cached_property
    def documents(self) -> tuple[Node, ...]:
        """The documents."""
        return self._typed("dg:Document")

    def follow(self, node: Node, curie: str) -> list[Node]:
        """The resources that a property leads to; one that nothing is said of is still a node."""
        return [self.nodes.get(iri, Node(iri, {}, node.base)) for iri in node.all(curie)]

    def quotes(self, claim: Node) -> list[Node]:
        """A claim's evidence, in the order of the text."""
        return sorted(
            self.follow(claim, "dg:evidence"), key=lambda e: (e.one("oa:hasSource"), int(e.one("oa:start") or 0))
        )

    def source(self, claim: Node) -> Node:
        """The document that makes a claim."""
        found = [source for quote in self.quotes(claim) for source in self.follow(quote, "oa:hasSource")]
        return found[0] if found else Node("", {}, "")

    def _typed(self, curie: str) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes.values() if expand(curie) in node.all("rdf:type"))


def read(lines: Sequence[str]) -> Table:
    """The table of a graph's lines.

    >>> read(["<a:s> <a:p> <a:o> ."]).nodes["a:s"].values["a:p"][0].value
    'a:o'
    """
    return Table(lines)
