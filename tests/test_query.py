"""Questions to a build: what is found, what is refused, and every query of the cookbook."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import samples
from diplograph import store
from diplograph.errors import BuildError, QueryError
from diplograph.model import Extraction
from diplograph.pipeline import extract
from diplograph.query import Scope, run
from diplograph.query.answer import rows, text
from diplograph.query.bind import bound
from diplograph.query.cookbook import cookbook
from diplograph.query.guard import guard
from diplograph.query.names import isolated, named, short
from diplograph.query.spelling import of_data, spelling
from diplograph.serial import prefixes

BASE = "https://w3id.org/diplograph/id/"


def news() -> list[Extraction]:
    """The two sample documents, and a third that tells the same news again and denies some of it."""
    third = samples.document(
        "third.txt", "لاوروف در مسکو با حسین امیرعبداللهیان دیدار کرد. آمریکا با ایران گفت‌وگو کرد.", language="fa"
    )
    things = (samples.LAVROV, samples.AMIR, samples.AMERICA, samples.IRAN, samples.RUSSIA)
    made = (
        samples.claim(third, samples.LAVROV, "met", samples.AMIR, "لاوروف در مسکو با حسین امیرعبداللهیان دیدار کرد"),
        samples.claim(third, samples.AMERICA, "met", samples.IRAN, "آمریکا با ایران گفت‌وگو کرد"),
        samples.claim(third, samples.LAVROV, "met", samples.IRAN, "لاوروف در مسکو با حسین امیرعبداللهیان"),
        samples.claim(third, samples.AMIR, "met", samples.IRAN, "حسین امیرعبداللهیان"),
        samples.claim(third, samples.AMIR, "represents", samples.IRAN, "امیرعبداللهیان"),
        samples.claim(third, samples.LAVROV, "visited", samples.RUSSIA, "لاوروف در مسکو"),
    )
    return [*samples.extractions(), Extraction(third, things, (), made)]


@pytest.fixture(scope="module")
def opened() -> ox.Store:
    return store.load(samples.graph(news()).lines)


def ask(opened: ox.Store, sparql: str, **bind: str) -> list[list[str]]:
    _, found = rows(run(opened, sparql, bind), lambda term: short(term, BASE))
    return [[cell.strip("\u2068\u2069") for cell in row] for row in found]


# -- what is found -----------------------------------------------------------------------------------------------------


def test_claims_are_found_without_naming_their_graphs(opened: ox.Store) -> None:
    assert ask(opened, "SELECT (COUNT(*) AS ?n) { ?c a dg:Claim }") == [["18"]]


def test_graphs_can_still_be_named(opened: ox.Store) -> None:
    found = ask(opened, "SELECT DISTINCT ?g { GRAPH ?g { ?c a dg:Claim } } ORDER BY ?g")
    assert [row[0].partition(":")[0] for row in found] == ["document"] * 3


def test_prefixes_are_known_and_may_be_declared_anew(opened: ox.Store) -> None:
    assert ask(opened, "ASK { country:IR a dg:Country }") == [["yes"]]
    assert ask(opened, "PREFIX x: <https://w3id.org/diplograph/id/country/> ASK { x:XX a dg:Country }") == [["no"]]


@pytest.mark.parametrize(
    "value", ["IR", "country/IR", "country:IR", f"{BASE}country/IR", "Iran", "iran", "ایران", "ايران"]
)
def test_a_thing_may_be_given_by_code_id_iri_or_name(opened: ox.Store, value: str) -> None:
    assert ask(opened, "SELECT ?code { ?x dg:iso2 ?code }", x=value) == [["IR"]]


def test_a_name_of_two_things_is_told(opened: ox.Store) -> None:
    with pytest.raises(QueryError, match="several things") as caught:
        ask(opened, "SELECT ?p { ?x ?p ?o }", x="مسکو")
    assert "country/RU" in caught.value.hint and "place/moscow" in caught.value.hint


def test_text_in_quotes_is_text(opened: ox.Store) -> None:
    assert ask(opened, "SELECT ?x { ?x dg:iso2 ?code }", code='"IR"') == [["country:IR"]]


def test_what_is_bound_is_no_sparql(opened: ox.Store) -> None:
    nasty = '" } SELECT * { ?s ?p ?o } #'
    assert ask(opened, "SELECT ?x { ?x rdfs:label ?name }", name=nasty) == []


def test_a_variable_that_is_not_there_is_told() -> None:
    with pytest.raises(QueryError, match=r"no \?who") as caught:
        bound("SELECT ?x { ?x ?p ?o }", "who", "<x:y>")
    assert caught.value.hint == "it has ?o, ?p, ?x"


def test_a_construct_is_bound_in_its_pattern(opened: ox.Store) -> None:
    found = ask(opened, "CONSTRUCT { ?a dg:met ?b } WHERE { ?a dg:met ?b }", b="official/sergey-lavrov")
    assert found == [
        [who, "dg:met", "official:sergey-lavrov"] for who in ("country:IR", "official:hossein-amir-abdollahian")
    ]


def test_things_are_called_by_their_names(opened: ox.Store) -> None:
    write = named(opened, BASE, "fa")
    assert write(ox.NamedNode(f"{BASE}country/IR")) == isolated("ایران")
    assert write(ox.NamedNode("https://w3id.org/diplograph/ns#met")) == isolated("دیدار کرد با")
    assert (
        write(ox.NamedNode(f"{BASE}office/minister-of-foreign-affairs-of-russia"))
        == "Minister of Foreign Affairs of Russia"
    )


def test_text_for_people_moves_no_cursor() -> None:
    assert isolated("a\x1b[2J\nb\u202e") == "a [2J b "


# -- how answers are written -------------------------------------------------------------------------------------------


def test_rows_are_written_in_the_standard_formats(opened: ox.Store) -> None:
    query = "SELECT ?x ?label { ?x dg:iso2 'IR' ; rdfs:label ?label FILTER(lang(?label) = 'fa') }"
    assert text(run(opened, query), "csv").splitlines()[1] == f"{BASE}country/IR,ایران"
    assert '"ایران"@fa' in text(run(opened, query), "tsv")
    assert json.loads(text(run(opened, query), "json"))["results"]["bindings"][0]["label"]["xml:lang"] == "fa"
    assert "<sparql" in text(run(opened, query), "xml")
    assert json.loads(text(run(opened, "ASK {}"), "json"))["boolean"] is True


@pytest.mark.parametrize(
    ("form", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")]
)
def test_graphs_are_written_in_the_standard_formats(opened: ox.Store, form: str, parser: str) -> None:
    made = text(run(opened, "CONSTRUCT { ?a dg:met ?b } WHERE { ?a dg:met ?b }"), form)
    assert len(rdflib.Graph().parse(data=made, format=parser)) == 4


def test_a_format_that_cannot_hold_the_answer_is_told(opened: ox.Store) -> None:
    with pytest.raises(QueryError, match="rows cannot be written as turtle"):
        text(run(opened, "SELECT ?s { ?s ?p ?o }"), "turtle")
    with pytest.raises(QueryError, match="a graph cannot be written as csv"):
        text(run(opened, "DESCRIBE country:IR"), "csv")


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "query:1:1: not SPARQL"),
        ("SELEC ?s { ?s ?p ?o }", "query:1:1: not SPARQL"),
        ("SELECT ?s { ?s ?p ", "query:1:19: not SPARQL"),
        ("SELECT *\n{ ?s foo:bar ?o }", "query:2:13: not SPARQL\n  { ?s foo:bar ?o }\n              ^"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "query:1:35: not SPARQL"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "query: INSERT is an update"),
        ("LOAD <http://localhost/>", "query: LOAD is an update"),
        ("DROP ALL", "query: DROP is an update"),
        ("SELECT * " + "{" * 100 + "}" * 100, "query: too large or too deeply nested"),
        ("SELECT * { FILTER(" + "||".join(["true"] * 2000) + ") }", "query: too large or too deeply nested"),
        ("SELECT * { ?s ?p '" + "x" * 200_000 + "' }", "query: too large or too deeply nested"),
    ],
)
def test_what_is_no_question_gets_one_clear_message(opened: ox.Store, query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(opened, query)
    assert caught.value.message.startswith(message)
    assert caught.value.hint and "\n" not in caught.value.hint


@pytest.fixture
def listener() -> Iterator[tuple[str, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", server


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
        "PREFIX : <{0}> SELECT * {{ SERVICE: {{ ?s ?p ?o }} }}",
        "PREFIX : <{0}> SELECT * {{ ?s ?p 1SERVICE: {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p '#' SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p <x:#> . SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ # '\n SERVICE <{0}> {{ ?s ?p ?o }} }} # '",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    ],
)
def test_nothing_is_ever_fetched(opened: ox.Store, listener: tuple[str, socket.socket], query: str) -> None:
    url, server = listener
    try:
        list(run(opened, query.format(url)))  # type: ignore[arg-type]
    except QueryError as error:
        assert error.hint
    with pytest.raises(TimeoutError):
        server.accept()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE' } # SERVICE",
        "SELECT ?load { ?load ?p 'DROP' }",
    ],
)
def test_a_word_that_only_looks_like_a_keyword_is_no_reason_to_refuse(query: str) -> None:
    guard(query)


# -- builds ------------------------------------------------------------------------------------------------------------


def test_a_build_is_opened_by_folder_or_by_file(tmp_path: Path) -> None:
    graph = samples.graph()
    graph.write(tmp_path, ["nq", "trig", "ttl", "jsonld"])
    assert len(store.open_build(tmp_path)) == len(graph.lines)
    for name in ("graph.nq", "graph.trig", "graph.jsonld"):
        assert store.read_lines(tmp_path / name) == list(graph.lines)
    (tmp_path / "graph.nq").unlink()
    assert store.read_lines(tmp_path) == list(graph.lines)


def test_lines_of_other_making_are_put_in_order(tmp_path: Path) -> None:
    lines = list(samples.graph().lines)
    file = tmp_path / "merged.nq"
    for made in (
        "\n".join(lines + lines[:3]),
        "\n".join(reversed(lines)),
        "".join(f"{line}\r\n" for line in lines),
        "# two graphs\n" + "\n\n".join(line.replace("> <", ">\t<", 1) for line in lines),
    ):
        file.write_bytes(made.encode())
        assert store.read_lines(file) == lines


PRICES = (
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    '<x:a> <x:p> 2.50, 3.0E3, "-7"^^xsd:byte, "2,50", "2.50"^^<x:coin>, 08.0, 8.00, "1"^^xsd:boolean, "+4"@fa .\n'
)
SPELLED = ["+4", "-7", "1", '"2,50"', "2.50", "2.50", "3.0E3", "8"]


@pytest.mark.parametrize("name", ["prices.ttl", "graph.ttl"])
def test_numbers_of_a_foreign_file_keep_their_spelling(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(PRICES)
    data = tmp_path if name == "graph.ttl" else file
    opened, spelling = store.open_build(data), of_data(data)
    rows_ = run(opened, "SELECT ?o { ?s ?p ?o }", spelling=spelling)
    assert sorted(text(rows_, "csv").split()[1:]) == sorted(SPELLED)
    triples = text(run(opened, "CONSTRUCT WHERE { ?s ?p ?o }", spelling=spelling), "ntriples")
    assert '"-7"^^<http://www.w3.org/2001/XMLSchema#byte>' in triples
    assert '"3.0E3"^^<http://www.w3.org/2001/XMLSchema#double>' in triples
    found = run(opened, "SELECT ?o (1 AS ?n) { ?s ?p ?o FILTER(?o = 3000 || ?o = -7) } ORDER BY ?o", spelling=spelling)
    assert text(found, "tsv") == '?o\t?n\n"-7"^^<http://www.w3.org/2001/XMLSchema#byte>\t1\n3.0E3\t1\n'


def test_what_an_rdf_file_spells_goes_out_as_it_came(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PRICES)
    assert '<x:a> <x:p> "08.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .' in store.read_lines(tmp_path / "a.ttl")


def test_a_build_spells_as_the_engine_does() -> None:
    lines = samples.graph().lines
    assert spelling(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)) == {}


def test_what_is_no_build_is_told_with_the_next_move(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no graph in this folder") as caught:
        store.open_build(tmp_path)
    assert caught.value.hint.startswith("run: diplograph build")
    (tmp_path / "graph.nq").write_text("<a:a> <a:a>")
    with pytest.raises(BuildError, match="not N-Quads"):
        store.open_build(tmp_path)
    (tmp_path / "a.nq").write_bytes(b"\xff\n")
    with pytest.raises(BuildError, match="cannot be read"):
        store.read_lines(tmp_path / "a.nq")
    (tmp_path / "a.xyz").write_text("")
    with pytest.raises(BuildError, match="no RDF format has this ending"):
        store.open_build(tmp_path / "a.xyz")


def test_another_base_is_known_to_queries() -> None:
    other = store.load(samples.graph(base="https://example.org/kg/").lines)
    assert [row["l"].value for row in run(other, "SELECT ?l { country:IR dg:iso2 ?l }")] == ["IR"]  # type: ignore[index]
    assert prefixes("https://example.org/kg/")["country"] == "https://example.org/kg/country/"


# -- the cookbook: name, what is bound, the first columns of the rows ------------------------------------------------

LAVROV, AMIR, CUSTOMS = "official:sergey-lavrov", "official:hossein-amir-abdollahian", "agreement:customs-1a2b3c4d"
IRAN, RUSSIA, AMERICA = "country:IR", "country:RU", "country:US"
SIGNING = "قرار است ایران و روسیه توافق‌نامه همکاری گمرکی را امضا کنند"
RECIPES: list[tuple[str, dict[str, str], list[list[str]]]] = [
    ("agreements", {}, [[CUSTOMS, "agreement", "dg:Negotiated", "2"]]),
    (
        "agreements-between",
        {"a": "IR", "b": "RU"},
        [
            [CUSTOMS, "agreement", "dg:Negotiated", IRAN, "dg:signed", "dg:Planned", SIGNING],
            [CUSTOMS, "agreement", "dg:Negotiated", RUSSIA, "dg:signed", "dg:Planned", SIGNING],
        ],
    ),
    ("agreements-between", {"a": "IR", "b": "US"}, []),
    (
        "agreements-of",
        {"who": "Russia"},
        [
            [CUSTOMS, "dg:partyTo", "dg:Asserted", "false"],
            [CUSTOMS, "dg:rejects", "dg:Asserted", "true"],
            [CUSTOMS, "dg:signed", "dg:Planned", "false"],
        ],
    ),
    ("between", {"a": "RU", "b": "IR"}, [[AMIR, "dg:met", LAVROV], [IRAN, "dg:met", LAVROV]]),
    ("by-month", {}, [["2023-12", "11"], ["2023", "1"]]),
    ("common-contacts", {"a": LAVROV, "b": AMIR}, [[IRAN]]),
    ("confirmed", {}, [[AMIR, "dg:met", LAVROV, "2"]]),
    ("conflict", {}, [[IRAN, "REJECT", "125", AMERICA]]),
    ("contacts", {}, [[AMIR, LAVROV, "3", "2023-12-05"]]),
    ("contradictions", {}, [[IRAN, "dg:met", AMERICA, "", "آمریکا هنوز با ایران گفت‌وگو نکرده است"]]),
    ("cooperation", {}, [[AMIR, LAVROV, "3"]]),
    ("denied", {}, [[RUSSIA, "dg:rejects", CUSTOMS, LAVROV], [IRAN, "dg:met", AMERICA]]),
    (
        "documents",
        {},
        [
            ["2023/visit.txt", "2023-12-05", "نمونه", "10"],
            ["phone.txt", "2023-12", "", "2"],
            ["third.txt", "", "", "6"],
        ],
    ),
    ("events", {}, [["CONSULT", "7"]]),
    ("history-of-agreement", {"agreement": "توافق‌نامه همکاری گمرکی"}, [["2023-12-05"]]),
    ("inferred", {}, [[RUSSIA, "dg:rejects", CUSTOMS, "subject: the speaker's country"]]),
    ("meetings-between", {"a": "IR", "b": "RU"}, [[AMIR, "dg:met", LAVROV, "2023-12-05", "place:moscow"]]),
    (
        "meetings-of",
        {"who": "لاوروف"},
        [[AMIR, "dg:met", "2023-12-05", "place:moscow", "in person"], [AMIR, "dg:phoned", "2023-12"]],
    ),
    ("members-of", {"organization": "organization/sco"}, [[IRAN, "dg:Asserted", "false", "2023"]]),
    ("mentions-of", {"who": "US"}, [["document:2023-visit-txt-57e174814ce1", "2023/visit.txt"]]),
    ("most-connected", {}, [[IRAN, "10"]]),
    (
        "names-of",
        {"who": "official/sergey-lavrov"},
        [
            ["Sergey Lavrov", "en", "rdfs:label"],
            ["سرگئی لاوروف", "fa", "rdfs:label"],
            ["لاوروف", "fa", "skos:altLabel"],
        ],
    ),
    ("neighbourhood", {"who": "official/sergey-lavrov"}, [[AMIR, "dg:met", LAVROV]]),
    ("offices", {}, [["office:minister-of-foreign-affairs-of-russia", RUSSIA, LAVROV]]),
    ("officials-of", {"of": "RU"}, [[LAVROV, "office:minister-of-foreign-affairs-of-russia", "2004-03"]]),
    ("path-between", {"a": LAVROV, "b": AMIR}, [["1", AMIR, ""], ["2", IRAN, ""]]),
    ("path-between", {"a": LAVROV, "b": "US"}, [["2", IRAN, ""], ["3", AMIR, IRAN]]),
    ("planned-signings", {}, [[IRAN, CUSTOMS, "dg:Planned"], [RUSSIA, CUSTOMS, "dg:Planned"]]),
    ("said-about", {"who": CUSTOMS}, [[LAVROV, RUSSIA, "dg:rejects", CUSTOMS]]),
    ("said-about", {"who": AMIR}, []),
    (
        "said-by",
        {"speaker": LAVROV},
        [[RUSSIA, "dg:rejects", CUSTOMS, "dg:Asserted", "true", "ما با این پیمان مخالف نیستیم"]],
    ),
    ("single-source", {}, [[LAVROV, "dg:visited", RUSSIA, "document:third-txt-0e11255962f2", "لاوروف در مسکو"]]),
    ("speakers", {}, [[LAVROV, "1"]]),
    ("timeline-of", {"who": "RU"}, [["2023-12-05"]]),
    ("to-come", {}, [["dg:Conditional", AMERICA, "dg:concedes", IRAN]]),
    ("visits-to", {"country": "RU"}, [[LAVROV, "dg:Asserted", "false"]]),
]


@pytest.mark.parametrize(
    ("name", "bind", "expected"), RECIPES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_recipe_finds(opened: ox.Store, name: str, bind: dict[str, str], expected: list[list[str]]) -> None:
    found = ask(opened, cookbook()[name].sparql, **bind)
    for row in expected:
        assert row in [line[: len(row)] for line in found], found
    assert expected or not found


def test_the_evidence_of_a_claim_is_found_by_its_id(opened: ox.Store) -> None:
    [(claim, *_)] = ask(opened, "SELECT ?c { ?c rdf:predicate dg:launches }")
    [row] = ask(opened, cookbook()["evidence-of"].sparql, claim=claim)
    assert row[0] == "راه‌آهن رشت–آستارا افتتاح شد"


def test_whom_the_text_leaves_unnamed_is_found() -> None:
    news = samples.document("a.txt", "سفیر نروژ با حسین امیرعبداللهیان دیدار کرد.", language="fa")
    opened = store.load(samples.graph([extract(news)]).lines)
    assert ask(opened, cookbook()["unnamed"].sparql) == [["official:ambassador-of-norway", "1"]]


def test_what_two_documents_claim_has_no_single_source(opened: ox.Store) -> None:
    found = ask(opened, cookbook()["single-source"].sparql)
    assert found and [AMIR, "dg:met", LAVROV] not in [row[:3] for row in found]


def test_all_claims_are_listed_the_latest_first(opened: ox.Store) -> None:
    found = ask(opened, cookbook()["claims"].sparql)
    assert len(found) == 18
    assert found[0][6] == "2023-12-05"


def test_every_recipe_is_tested_told_in_two_languages_and_gives_the_same_rows_again(opened: ox.Store) -> None:
    assert len(cookbook()) >= 20
    assert {name for name, *_ in RECIPES} | {"claims", "evidence-of", "unnamed"} == set(cookbook())
    for recipe in cookbook().values():
        assert recipe.english[0].isupper() and recipe.english.isascii(), recipe.name
        assert any("\u0600" <= c <= "\u06ff" for c in recipe.persian), recipe.name
        assert "SERVICE" not in recipe.sparql
        assert ask(opened, recipe.sparql) == ask(opened, recipe.sparql)


def test_every_recipe_means_the_same_to_rdflib(opened: ox.Store) -> None:
    """A recipe is plain SPARQL 1.1 that any engine runs."""
    dataset = samples.graph(news()).to_rdflib()
    for name in (
        "agreements-between",
        "common-contacts",
        "conflict",
        "contradictions",
        "confirmed",
        "denied",
        "path-between",
    ):
        theirs = dataset.query(cookbook()[name].sparql, initNs=prefixes(BASE))
        assert len(list(theirs)) == len(ask(opened, cookbook()[name].sparql)), name


# -- which graphs ------------------------------------------------------------------------------------------------------


def test_from_narrows_a_question_to_a_graph_that_is_here(opened: ox.Store) -> None:
    phone = next(str(g) for g in opened.named_graphs() if "phone" in str(g))
    assert ask(opened, f"SELECT (COUNT(*) AS ?n) FROM {phone} {{ ?c a dg:Claim }}") == [["2"]]
    assert ask(opened, f"SELECT ?g FROM NAMED {phone} {{ GRAPH ?g {{ ?c a dg:Claim }} }} LIMIT 1")[0][0].startswith(
        "doc"
    )


@pytest.mark.parametrize(
    "graph", ["<file:///etc/hostname>", "<http://127.0.0.1/x>", "NAMED\n<x:y>", "dg:x", "#\n<x:y>"]
)
def test_from_finds_no_graph_that_is_not_here(opened: ox.Store, graph: str) -> None:
    with pytest.raises(QueryError, match="FROM"):
        run(opened, f"SELECT * FROM {graph} {{ ?s ?p ?o }}")


def test_what_is_only_called_from_is_no_clause(opened: ox.Store) -> None:
    assert ask(opened, "SELECT ?from { ?from dg:from ?x . ?from rdf:predicate ?p }")
    assert run(opened, 'PREFIX from: <x:> ASK { ?from dg:from ?o FILTER(?o != "FROM <x:y>") }')


def test_a_scope_overrules_the_query(opened: ox.Store) -> None:
    phone = next(g.value for g in opened.named_graphs() if "phone" in g.value)
    count = "SELECT (COUNT(*) AS ?n) { ?c a dg:Claim }"
    counted = [next(iter(run(opened, count, scope=s)))["n"].value for s in (Scope((phone,)), Scope(named=(phone,)))]
    assert counted == ["2", "0"]
    assert not run(opened, "ASK { GRAPH ?g { ?s ?p ?o } }", scope=Scope((phone,)))


@pytest.mark.parametrize(
    ("sparql", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("select distinct* { ?z a dg:Claim OPTIONAL { ?z dg:date ?when } }", ["z", "when"]),
        ("SELECT * { ?z ?p ?o { SELECT ?o { ?x ?y ?o } } }", ["z", "p", "o"]),
        ("SELECT ?o ?s { ?s ?p ?o }", ["o", "s"]),
        ('SELECT * { ?b rdfs:label ?a FILTER(?a != "SELECT * ?c") }', ["b", "a"]),
        ("SELECT * { dg:met a ?select }", ["select"]),
    ],
)
def test_columns_come_in_the_order_of_the_query(opened: ox.Store, sparql: str, columns: list[str]) -> None:
    assert rows(run(opened, sparql), str)[0] == columns
