"""One small module a format. Each takes the table of the graph's lines and gives a file's text, or several by name.

>>> FORMATS["nq"].file
'graph.nq'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from diplograph.errors import BuildError

if TYPE_CHECKING:
    from diplograph.export.table import Table


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the file it makes, who makes it, and whether a build does."""

    name: str
    file: str
    module: str
    about: str
    default: bool = True


_ROWS = (
    Format("nq", "graph.nq", "nquads", "the graph as sorted N-Quads: the contract, made to be merged and compared"),
    Format("trig", "graph.trig", "trig", "the graph as TriG: for reading, one block a document"),
    Format("ttl", "graph.ttl", "turtle", "the graph as Turtle, flat: for tools that know no named graphs"),
    Format("jsonld", "graph.jsonld", "jsonld", "the graph as JSON-LD"),
    Format("graphml", "graph.graphml", "graphml", "the network as GraphML: yEd, Cytoscape, igraph, networkx"),
    Format("gexf", "graph.gexf", "gexf", "the network as GEXF: Gephi"),
    Format("csv", "claims.csv", "claims_csv", "one row a claim: spreadsheets"),
    Format("jsonl", "claims.jsonl", "claims_jsonl", "one claim a line as JSON, with its quotes"),
    Format("nt", "graph.nt", "ntriples", "the triples of all graphs, one a line", default=False),
    Format("rdfxml", "graph.rdf", "rdfxml", "the graph as RDF/XML, flat", default=False),
    Format("sparql", "sparql", "sparql", "SPARQL updates, one file a document: triple stores", default=False),
    Format("neo4j", "neo4j", "neo4j", "CSV files and the Cypher that loads them: Neo4j", default=False),
    Format("plover", "plover.jsonl", "plover", "one event a line, in PLOVER's fields", default=False),
    Format("cameo", "cameo.csv", "cameo", "one event a row, with CAMEO codes of acts and actors", default=False),
    Format("void", "void.ttl", "void", "what the dataset holds, in VoID: catalogues", default=False),
    Format("rdf12", "graph.rdf12.trig", "rdf12", "the graph as TriG 1.2: a claim reifies its triple", default=False),
    Format(
        "annotations", "annotations.jsonld", "annotations", "each quote as a Web Annotation, JSON-LD", default=False
    ),
    Format(
        "stores", "stores", "stores", "scripts that load it: QLever, Fuseki, GraphDB, Virtuoso, Neptune", default=False
    ),
)
FORMATS = {row.name: row for row in _ROWS}
DEFAULT = tuple(row.name for row in _ROWS if row.default)


def find(name: str) -> Format:
    """The format of a name.

    >>> find("word")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    diplograph.errors.BuildError: no format "word"
    hint: one of nq, trig, ttl, ..., annotations, stores
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise BuildError(f'no format "{name}"', hint=f"one of {', '.join(FORMATS)}") from None


def files(name: str, graph: Sequence[str] | Table) -> dict[str, str]:
    """The files of a format and their texts, of a graph's N-Quads lines or the table of them.

    >>> files("nq", ["<a:s> <a:p> <a:o> ."])
    {'graph.nq': '<a:s> <a:p> <a:o> .\\n'}
    """
    from diplograph.export.table import Table

    table = graph if isinstance(graph, Table) else Table(graph)
    made: str | dict[str, str] = import_module(f"diplograph.export.{find(name).module}").render(table)
    return made if isinstance(made, dict) else {find(name).file: made}
