"""The service description of SPARQL 1.1: what the endpoint speaks, and where its data is described."""

from __future__ import annotations

import pyoxigraph as ox

from diplograph.serial import serialize
from diplograph.serve.negotiate import Form

_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)


def describe(root: str, base: str, form: Form) -> bytes:
    """The description, for an endpoint below an address.

    >>> from diplograph.serve.negotiate import GRAPHS
    >>> b"SPARQL11Query" in describe("http://localhost/", "http://localhost/id/", GRAPHS[0])
    True
    """
    assert isinstance(form.writer, ox.RdfFormat)
    triples = ox.parse(_turtle(root, base), ox.RdfFormat.TURTLE)
    return serialize(sorted((t.triple for t in triples), key=str), form.writer, base).encode()


def _turtle(root: str, base: str) -> str:
    formats = " , ".join(f"<{_FORMATS}{name}>" for name in _WRITTEN)
    return f"""
        @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
        @prefix void: <http://rdfs.org/ns/void#> .
        <{root}sparql> a sd:Service ;
            sd:endpoint <{root}sparql> ;
            sd:supportedLanguage sd:SPARQL11Query ;
            sd:feature sd:UnionDefaultGraph ;
            sd:resultFormat {formats} ;
            sd:defaultDataset <{base}dataset> .
        <{base}dataset> a sd:Dataset, void:Dataset ;
            sd:defaultGraph <{base}dataset/default> ;
            void:inDataset <{root}.well-known/void> .
        <{base}dataset/default> a sd:Graph .
    """
