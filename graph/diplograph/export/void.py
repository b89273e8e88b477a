"""VoID: what the dataset holds, for catalogues: counts by class and property, its files, its vocabularies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from diplograph.export.table import Table
from diplograph.ids import NS
from diplograph.ontology import PREFIXES, expand

_DUMPS = ("graph.nq", "graph.trig", "graph.ttl", "graph.jsonld")


def render(table: Table) -> str:
    """The description as Turtle."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    all_, base = list(table.triples), table.base
    types = Counter(t.object.value for t in all_ if t.predicate.value == expand("rdf:type"))  # type: ignore[union-attr]
    properties = Counter(t.predicate.value for t in all_)
    yield f"@prefix dg: <{NS}> ."
    yield f"@prefix dcterms: <{expand('dcterms:')}> ."
    yield "@prefix void: <http://rdfs.org/ns/void#> ."
    parts = [*_parts(base, "class", "entities", types), *_parts(base, "property", "triples", properties)]
    yield f"<{base}dataset> a void:Dataset ;"
    yield '  dcterms:title "Claims of diplomatic news"@en , "ادعاهای خبرهای دیپلماتیک"@fa ;'
    yield f"  void:triples {len(all_)} ; void:entities {len({t.subject for t in all_})} ;"
    yield f'  void:documents {types[NS + "Document"]} ; void:uriSpace "{base}" ; void:vocabulary <{NS}> ;'
    yield (
        "".join(f"  void:dataDump <{name}> ;\n" for name in _DUMPS)
        + "".join(link for link, _ in parts).rstrip(";\n")
        + " ."
    )
    yield from (said for _, said in parts)


def _parts(base: str, name: str, measure: str, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """For each class or property: the link to its part of the dataset, and what is said of that part."""
    for iri, count in sorted(counts.items()):
        part = f"<{base}dataset/{name}/{_plain(iri)}>"
        yield f"  void:{name}Partition {part} ;\n", f"{part} void:{name} <{iri}> ; void:{measure} {count} ."


def _plain(iri: str) -> str:
    """An IRI's prefixed name, for use in another IRI.

    >>> _plain("https://w3id.org/diplograph/ns#Country")
    'dg-Country'
    """
    prefix, space = max(((p, s) for p, s in PREFIXES.items() if iri.startswith(s)), key=lambda fit: len(fit[1]))
    return f"{prefix}-{iri.removeprefix(space)}"
