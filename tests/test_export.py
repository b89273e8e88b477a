"""Every format says what the graph says, to readers that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

import samples
from diplograph import export, serial
from diplograph.errors import BuildError
from diplograph.export.claims_csv import safe
from diplograph.model import Extraction

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = samples.graph().lines
DATASETS = {"trig": "trig", "jsonld": "json-ld"}
GRAPHS = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml"}
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


def text(name: str, lines: Sequence[str] = LINES) -> str:
    [made] = export.files(name, lines).values()
    return made


def quads(data: str, form: str) -> set[tuple[rdflib.term.Node, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    return {(s, p, o, g) for s, p, o, g in dataset.quads()}


def triples(data: str, form: str) -> set[tuple[rdflib.term.Node, ...]]:
    return set(rdflib.Graph().parse(data=data, format=form))


def flat(lines: Sequence[str]) -> set[tuple[rdflib.term.Node, ...]]:
    return {(s, p, o) for s, p, o, _ in quads("\n".join(lines), "nquads")}


# -- RDF ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DATASETS)
def test_rdflib_reads_the_same_quads_from_every_dataset_format(name: str) -> None:
    assert quads(text(name), DATASETS[name]) == quads(text("nq"), "nquads")


@pytest.mark.parametrize("name", GRAPHS)
def test_rdflib_reads_the_same_triples_from_every_flat_format(name: str) -> None:
    assert triples(text(name), GRAPHS[name]) == flat(LINES)


@quick
@given(samples.hostile())
def test_hostile_names_read_the_same_from_every_format(found: list[Extraction]) -> None:
    lines = samples.graph(found).lines
    parsed = set(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS))
    for name, form in (("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        assert set(ox.parse(text(name, lines).encode(), form)) == parsed
    for name, form in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
        assert {q.triple for q in ox.parse(text(name, lines).encode(), form)} == {q.triple for q in parsed}


def test_trig_has_each_graph_in_one_block() -> None:
    blocks = re.findall(r"^(document:\S+) \{", text("trig"), re.MULTILINE)
    assert len(blocks) == 2
    assert blocks == sorted(set(blocks))


@quick
@given(samples.hostile())
def test_lines_are_told_apart_by_graph_as_the_engine_does(found: list[Extraction]) -> None:
    lines = samples.graph(found).lines
    named = [q for q in serial.quads(serial.by_graph(lines)) if q.graph_name != ox.DefaultGraph()]
    graphs = [q.graph_name.value for q in named]  # type: ignore[union-attr]
    assert graphs == sorted(graphs)
    assert serial.flat(lines) == sorted({f"{q.triple} ." for q in serial.quads(lines)})


def test_a_property_that_xml_has_no_name_for_is_told() -> None:
    with pytest.raises(BuildError, match="x:p: RDF/XML has no name") as caught:
        text("rdfxml", ["<x:s> <x:p> <x:o> ."])
    assert "ttl" in caught.value.hint


def test_turtle_names_things_by_prefixes_without_escapes() -> None:
    assert "country:IR a schema:Country , dg:Country ;" in text("ttl")
    assert "\\/" not in text("trig")


def test_another_base_gets_its_own_prefixes() -> None:
    made = text("ttl", samples.graph(base="https://example.org/kg/").lines)
    assert "@prefix country: <https://example.org/kg/country/> ." in made
    assert "country:IR a" in made


def test_no_format_adds_a_node_that_is_blank() -> None:
    for name, form in {**DATASETS, **GRAPHS}.items():
        nodes = {n for row in (quads if name in DATASETS else triples)(text(name), form) for n in row}
        assert not [n for n in nodes if isinstance(n, rdflib.BNode)], name


def test_json_ld_is_json_with_one_node_a_line() -> None:
    made = text("jsonld")
    assert json.loads(made)["@context"]["dg"] == "https://w3id.org/diplograph/ns#"
    nodes = [line.rstrip(",") for line in made.splitlines() if line.startswith('{"@id"')]
    assert all(json.loads(node)["@id"] for node in nodes)


def test_sparql_updates_rebuild_the_graph_in_an_empty_store_and_may_be_sent_again() -> None:
    store = ox.Store()
    files = export.files("sparql", LINES)
    assert len(files) == 3
    for _ in range(2):
        for _, update in sorted(files.items()):
            store.update(update)
    assert {f"{q} ." for q in store} == set(LINES)


# -- networks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_every_thing_as_a_node_and_every_claim_as_an_edge(name: str, read: object) -> None:
    network = read(io.BytesIO(text(name).encode()))  # type: ignore[operator]
    assert {n for n, told in network.nodes(data=True) if told["kind"]} == {e.id for e in samples.ENTITIES}
    told = {(u, v, data["predicate"], data["modality"], data["negated"]) for u, v, data in network.edges(data=True)}
    graph = samples.graph()
    assert told == {(c.subject, c.object, c.predicate, str(c.modality), c.negated) for c in graph.claims}
    assert network.nodes["country/IR"]["label_fa"] == "ایران"
    quotes = {data["quote"] for _, _, data in network.edges(data=True)}
    assert quotes == {e.exact for c in graph.claims for e in c.evidence}


@quick
@given(samples.hostile())
def test_hostile_names_leave_the_xml_whole(found: list[Extraction]) -> None:
    graph = samples.graph(found)
    for name in ("graphml", "gexf", "rdfxml"):
        ET.fromstring(text(name, graph.lines))
    network = nx.read_graphml(io.BytesIO(text("graphml", graph.lines).encode()))
    assert network.number_of_edges() == len(graph.claims)


# -- tables ------------------------------------------------------------------------------------------------------------


def rows(name: str, lines: Sequence[str] = LINES) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name, lines).removeprefix("\ufeff"), newline="")))


def test_the_csv_has_a_row_a_claim_and_a_mark_that_spreadsheets_know() -> None:
    assert text("csv").startswith("\ufeffclaim,")
    assert [row["claim"] for row in rows("csv")] == [c.id for c in samples.graph().claims]
    [met] = [row for row in rows("csv") if row["predicate"] == "met" and row["negated"] == "false"]
    assert met["subject_label"] == "حسین امیرعبداللهیان"
    assert met["object_en"] == "Sergey Lavrov"
    assert (met["date"], met["place_label"], met["document"]) == ("2023-12-05", "مسکو", "2023/visit.txt")
    assert samples.VISIT[int(met["start"]) : int(met["end"])] == met["quote"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell).startswith("'")


@quick
@given(samples.hostile())
def test_no_cell_of_a_hostile_table_is_a_formula_and_every_row_is_whole(found: list[Extraction]) -> None:
    graph = samples.graph(found)
    for name in ("csv", "cameo"):
        for row in rows(name, graph.lines):
            assert None not in row and None not in row.values()
            assert not [cell for cell in row.values() if cell.strip()[:1] in ("=", "+", "-", "@") and cell.strip()]
    assert len(rows("csv", graph.lines)) == len(graph.claims)


def test_the_json_lines_hold_the_exact_quote_with_its_sentence() -> None:
    made = [json.loads(line) for line in text("jsonl").splitlines()]
    assert [row["id"] for row in made] == [c.id for c in samples.graph().claims]
    [rejects] = [row for row in made if row["predicate"] == "rejects"]
    assert rejects["negated"] is True
    assert rejects["speaker"]["labels"] == {"en": "Sergey Lavrov", "fa": "سرگئی لاوروف"}
    assert rejects["resolved"] == ["subject: the speaker's country"]
    [quote] = rejects["evidence"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] == "او گفت «ما با این پیمان مخالف نیستیم»."
    assert quote["url"] == "https://example.org/a?b=1&c=2"


def test_a_quote_in_json_lines_tells_when_its_document_was_retrieved() -> None:
    visit, *_ = samples.extractions()
    dated = replace(visit, document=replace(visit.document, retrieved="2024-02-03"))
    made = [json.loads(line) for line in text("jsonl", samples.graph([dated]).lines).splitlines()]
    assert {quote["retrieved"] for row in made for quote in row["evidence"]} == {"2024-02-03"}
    assert "retrieved" not in text("jsonl", samples.graph([visit]).lines)


def test_json_lines_are_lines_whatever_the_names_hold() -> None:
    nasty = samples.extractions()
    made = text("jsonl", samples.graph(nasty).lines)
    assert all(json.loads(line) for line in made.split("\n")[:-1])


# -- events ------------------------------------------------------------------------------------------------------------


def test_events_have_the_codes_of_their_acts_and_actors() -> None:
    events = {(r["source"], r["target"], r["cameo"], r["root"], r["quad_class"]) for r in rows("cameo")}
    assert ("", "RUSGOV", "041", "04", "1") in events  # nobody told which country Amir-Abdollahian acts for
    assert ("US", "IRN", "035", "03", "1") in events
    assert not [row for row in rows("cameo") if row["cameo"] == "120"]  # the rejection is denied: no event


def test_plover_events_name_their_actors_and_sectors() -> None:
    made = [json.loads(line) for line in text("plover").splitlines()]
    [phoned] = [row for row in made if row["predicate"] == "phoned"]
    assert phoned["event"] == "CONSULT"
    assert phoned["target"] == [
        {"id": "official/sergey-lavrov", "name": "Sergey Lavrov", "actor": "RUS", "sector": "GOV"}
    ]
    assert phoned["pubdate"] == "2023-12"
    assert {row["event"] for row in made} == {"AGREE", "CONSULT", "REJECT", "CONCEDE", "COOPERATE"}


def test_neo4j_files_fit_one_another() -> None:
    files = export.files("neo4j", LINES)
    things = list(csv.DictReader(io.StringIO(files["neo4j/things.csv"])))
    claims = list(csv.DictReader(io.StringIO(files["neo4j/claims.csv"])))
    ids = {thing["id"] for thing in things}
    assert {c["subject"] for c in claims} | {c["object"] for c in claims} <= ids
    cypher = files["neo4j/load.cypher"]
    assert {c["predicate"] for c in claims} <= set(re.findall(r"row\.predicate = '(\w+)'", cypher))
    assert {t["kind"] for t in things} <= set(re.findall(r"kind: '(\w+)'", cypher))


def test_void_counts_what_is_there() -> None:
    described = rdflib.Graph().parse(data=text("void"), format="turtle", publicID="https://example.org/")
    dataset = rdflib.URIRef("https://w3id.org/diplograph/id/dataset")
    assert int(described.value(dataset, VOID.triples)) == len(flat(LINES))
    assert int(described.value(dataset, VOID.documents)) == 2
    counts = {
        str(described.value(part, VOID["class"])): int(described.value(part, VOID.entities))
        for part in described.objects(dataset, VOID.classPartition)
    }
    assert counts["https://w3id.org/diplograph/ns#Claim"] == 12
    properties = sum(
        int(described.value(part, VOID.triples)) for part in described.objects(dataset, VOID.propertyPartition)
    )
    assert properties == len(flat(LINES))


# -- all ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_format_can_say_nothing(name: str) -> None:
    assert all(isinstance(made, str) for made in export.files(name, ()).values())


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_file_ends_with_a_line_end_and_has_no_half_character(name: str) -> None:
    for made in export.files(name, LINES).values():
        assert made.endswith("\n")
        made.encode()


def test_an_unknown_format_is_told_with_those_that_are_known() -> None:
    with pytest.raises(BuildError, match='no format "docx"') as caught:
        export.files("docx", LINES)
    assert "graphml" in caught.value.hint


def test_the_base_is_what_the_documents_show() -> None:
    assert serial.base(samples.graph(base="https://example.org/kg/").lines) == "https://example.org/kg/"
