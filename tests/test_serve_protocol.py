"""SPARQL 1.1 Protocol at a server that only answers: how a question is asked, which graphs it sees, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from serve_samples import DIRECT, FORM, Got, Server, running

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RED, GREEN, BLUE = (f"http://example.org/{colour}" for colour in ("red", "green", "blue"))
LINES = [
    *(f"<{graph}> <{TYPE}> <http://example.org/Colour> <{graph}> ." for graph in (RED, GREEN, BLUE)),
    f'<{RED}> <http://example.org/name> "سرخ"@fa .',
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("colours"), LINES) as started:
        yield started


def truth(got: Got) -> bool:
    assert got.status == 200, got.text
    found: bool = json.loads(got.body)["boolean"]
    return found


# -- three ways to ask -------------------------------------------------------------------------------------------------

YES = "ASK { ?s a ?type }"


def test_a_question_may_stand_in_the_address(server: Server) -> None:
    assert truth(server.ask(YES))


def test_a_question_may_be_sent_as_a_form(server: Server) -> None:
    assert truth(server.call("POST", "/sparql", urlencode({"query": YES}).encode(), FORM))


@pytest.mark.parametrize("media", ["application/sparql-query", 'Application/SPARQL-Query; charset="UTF-8"'])
def test_a_question_may_be_sent_as_it_is(server: Server, media: str) -> None:
    asked = 'ASK { ?s ?p "سرخ"@fa }'.encode()
    assert truth(server.call("POST", "/sparql", asked, {"Content-Type": media}))


def test_the_endpoint_may_end_with_a_slash(server: Server) -> None:
    assert truth(server.get(f"/sparql/?{urlencode({'query': YES})}"))


def test_relative_iris_belong_to_the_endpoint(server: Server) -> None:
    got = server.ask("CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples")
    assert got.text.startswith(f"<{server.root}s> <{server.root}p> ")


# -- which graphs ------------------------------------------------------------------------------------------------------

BOTH = f"ASK {{ <{RED}> a ?t . <{GREEN}> a ?t }}"
NAMED = f"ASK {{ GRAPH ?one {{ <{RED}> a ?t }} GRAPH ?two {{ <{GREEN}> a ?t }} }}"
MIXED = f"ASK {{ <{BLUE}> a ?t GRAPH ?one {{ <{RED}> a ?t }} GRAPH ?two {{ <{GREEN}> a ?t }} }}"


@pytest.mark.parametrize(
    ("sparql", "default", "named", "expected"),
    [
        (BOTH, [], [], True),
        (BOTH, [RED, GREEN], [], True),
        (BOTH, [RED], [], False),
        (BOTH, [], [RED, GREEN], False),
        (NAMED, [], [RED, GREEN], True),
        (NAMED, [], [RED], False),
        (NAMED, [RED, GREEN], [], False),
        (MIXED, [BLUE], [RED, GREEN], True),
        (MIXED, [RED], [RED, GREEN], False),
        (f"ASK FROM <{BLUE}> {{ <{BLUE}> a ?t }}", [RED], [], False),
        (f"ASK FROM <{BLUE}> {{ <{RED}> a ?t }}", [RED], [], True),
        (f"ASK FROM <{BLUE}> {{ <{RED}> a ?t }}", [], [], False),
        ("ASK { ?s ?p ?o }", ["http://example.org/of-no-one"], [], False),
    ],
)
def test_the_request_says_which_graphs(
    server: Server, sparql: str, default: list[str], named: list[str], expected: bool
) -> None:
    graphs = {"default-graph-uri": default, "named-graph-uri": named}
    assert truth(server.ask(sparql, **graphs)) is expected
    address = f"/sparql?{urlencode(graphs, doseq=True)}"
    assert truth(server.call("POST", address, sparql.encode(), DIRECT)) is expected
    assert truth(server.call("POST", address, urlencode({"query": sparql}).encode(), FORM)) is expected


# -- formats -----------------------------------------------------------------------------------------------------------

ROWS, TRIPLES = "SELECT * { ?s <http://example.org/name> ?o }", "CONSTRUCT WHERE { ?s <http://example.org/name> ?o }"


@pytest.mark.parametrize(
    ("sparql", "accept", "expected"),
    [
        (ROWS, "", "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/json", "application/sparql-results+json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/csv", "text/csv"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values"),
        (ROWS, "text/csv;q=0.2, text/tab-separated-values;q=0.4", "text/tab-separated-values"),
        (ROWS, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (ROWS, "text/turtle, text/*;q=0.5", "text/csv"),
        (YES, "text/turtle, application/xml;q=0.5", "application/sparql-results+xml"),
        (TRIPLES, "", "text/turtle"),
        (TRIPLES, "application/n-triples", "application/n-triples"),
        (TRIPLES, "application/rdf+xml", "application/rdf+xml"),
        (TRIPLES, "application/ld+json", "application/ld+json"),
        (TRIPLES, "application/trig", "application/trig"),
        (TRIPLES, "application/n-quads", "application/n-quads"),
        (f"DESCRIBE <{RED}>", "text/turtle", "text/turtle"),
    ],
)
def test_an_answer_comes_as_it_is_asked_for(server: Server, sparql: str, accept: str, expected: str) -> None:
    got = server.ask(sparql, accept)
    assert (got.status, got.type) == (200, expected), got.text
    assert "سرخ" in got.text or sparql == YES
    head = server.call("HEAD", f"/sparql?{urlencode({'query': sparql})}", headers={"Accept": accept})
    assert (head.status, head.type, head.body) == (200, expected, b"")


@pytest.mark.parametrize(("sparql", "accept"), [(ROWS, "text/turtle"), (TRIPLES, "text/csv"), (ROWS, "image/png")])
def test_what_cannot_be_had_is_not_acceptable(server: Server, sparql: str, accept: str) -> None:
    got = server.ask(sparql, accept)
    assert got.status == 406
    assert "this answer comes as" in got.text


def test_a_format_may_be_named_in_the_address(server: Server) -> None:
    assert server.ask(ROWS, "text/html", format="csv").type == "text/csv"
    assert server.ask(TRIPLES, format="nt").type == "application/n-triples"
    assert server.ask(ROWS, format="docx").status == 406


# -- what a client reads back: rows in every form ----------------------------------------------------------------------

E = "http://example.org/"
MIX = [
    f"<{E}a> <{E}p> <{E}b> .",
    f'<{E}b> <{E}p> "plain" .',
    f'<{E}c> <{E}p> "comma, \\"quote\\"\\nline" .',
    f'<{E}d> <{E}p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    f'<{E}e> <{E}p> "2.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
    f'<{E}f> <{E}p> "5,5"^^<{E}own> .',
    f'<{E}g> <{E}p> "نام"@fa .',
    f"<{E}h> <{E}p> _:x .",
    f'<{E}g1> <{E}p> "-30"^^<http://www.w3.org/2001/XMLSchema#negativeInteger> .',
    f'<{E}g2> <{E}p> "3.0E6"^^<http://www.w3.org/2001/XMLSchema#double> .',
]
SOME = "SELECT * { ?s ?p ?o OPTIONAL { ?o ?p2 ?o2 } } ORDER BY ?s"
CSV = """s,p,o,p2,o2
{E}a,{E}p,{E}b,{E}p,plain
{E}b,{E}p,plain,,
{E}c,{E}p,"comma, ""quote""
line",,
{E}d,{E}p,7,,
{E}e,{E}p,2.50,,
{E}f,{E}p,"5,5",,
{E}g,{E}p,نام,,
{E}g1,{E}p,-30,,
{E}g2,{E}p,3.0E6,,
""".replace("{E}", E)
TSV = """?s	?p	?o	?p2	?o2
<{E}a>	<{E}p>	<{E}b>	<{E}p>	"plain"
<{E}b>	<{E}p>	"plain"{UNBOUND}
<{E}c>	<{E}p>	"comma, \\"quote\\"\\nline"{UNBOUND}
<{E}d>	<{E}p>	7{UNBOUND}
<{E}e>	<{E}p>	2.50{UNBOUND}
<{E}f>	<{E}p>	"5,5"^^<{E}own>{UNBOUND}
<{E}g>	<{E}p>	"نام"@fa{UNBOUND}
<{E}g1>	<{E}p>	"-30"^^<http://www.w3.org/2001/XMLSchema#negativeInteger>{UNBOUND}
<{E}g2>	<{E}p>	3.0E6{UNBOUND}
""".replace("{E}", E).replace("{UNBOUND}", "\t\t")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("mixed"), MIX) as started:
        yield started


def test_csv_has_bare_values_and_empty_cells(mixed: Server) -> None:
    got = mixed.ask(SOME, "text/csv").text.replace("\r\n", "\n")
    assert got.startswith(CSV)
    assert got.removeprefix(CSV).startswith(f"{E}h,{E}p,_:")


def test_tsv_has_terms_as_in_turtle(mixed: Server) -> None:
    got = mixed.ask(SOME, "text/tab-separated-values").text
    assert got.startswith(TSV)
    assert got.removeprefix(TSV).startswith(f"<{E}h>\t<{E}p>\t_:")


def test_json_tells_kinds_languages_and_datatypes(mixed: Server) -> None:
    found = json.loads(mixed.ask(SOME, "application/sparql-results+json").body)
    assert found["head"]["vars"] == ["s", "p", "o", "p2", "o2"]
    objects = [row["o"] for row in found["results"]["bindings"]]
    assert objects[:2] == [{"type": "uri", "value": f"{E}b"}, {"type": "literal", "value": "plain"}]
    assert objects[3] == {"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert objects[6] == {"type": "literal", "value": "نام", "xml:lang": "fa"}
    assert objects[9]["type"] == "bnode"
    assert ["o2" in row for row in found["results"]["bindings"]] == [True, *[False] * 9]


@pytest.mark.parametrize(
    ("sparql", "expected"), [(f"ASK {{ <{E}a> ?p ?o }}", True), (f"ASK {{ <{E}z> ?p ?o }}", False)]
)
def test_json_tells_yes_and_no(mixed: Server, sparql: str, expected: bool) -> None:
    assert json.loads(mixed.ask(sparql).body) == {"head": {}, "boolean": expected}


@pytest.mark.parametrize("form", [ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.TSV])
def test_every_form_holds_the_same_rows(mixed: Server, form: ox.QueryResultsFormat) -> None:
    some = f"SELECT ?o {{ ?s ?p ?o FILTER(?s != <{E}h>) }} ORDER BY ?s"
    read = ox.parse_query_results(mixed.ask(some, form.media_type).body, form)
    assert isinstance(read, ox.QuerySolutions)
    assert [str(row["o"]) for row in read][3:7] == [
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        f'"5,5"^^<{E}own>',
        '"نام"@fa',
    ]


def test_another_client_understands(server: Server) -> None:
    remote = rdflib.Graph(SPARQLStore(f"{server.root}sparql"))
    red = rdflib.URIRef(RED)
    assert {str(o) for o in remote.objects(red, rdflib.URIRef(f"{E}name"))} == {"سرخ"}
    assert len(list(remote.query("SELECT ?s { ?s a ?t }"))) == 3
    assert len(remote.query(f"CONSTRUCT WHERE {{ <{RED}> ?p ?o }}").graph or ()) == 2


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("PUT", "/sparql?query=ASK%20%7B%7D", b"", {}, 405),
        ("DELETE", "/sparql", None, {}, 405),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, {}, 400),
        ("GET", "/sparql?query=ASK%20%7B", None, {}, 400),
        ("GET", "/sparql?query=", None, {}, 400),
        ("GET", "/sparql?query=%FF", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D%00", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=file:///etc/hostname", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&named-graph-uri=relative", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://a%20b", None, {}, 400),
        ("GET", "/sparql?" + "a=b&" * 2000, None, {}, 400),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", b"query=ASK%20%7B%7D", {}, 415),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "application/json"}, 415),
        (
            "POST",
            "/sparql",
            "ASK {}".encode("utf-16"),
            {"Content-Type": DIRECT["Content-Type"] + "; charset=utf-16"},
            415,
        ),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), DIRECT, 400),
        ("POST", "/sparql", b"ASK {}", {**DIRECT, "Content-Encoding": "gzip"}, 415),
        ("POST", "/sparql", b"", DIRECT, 400),
        ("POST", "/sparql", b"", FORM, 400),
        ("POST", "/sparql", b"ASK {}\x00", DIRECT, 400),
        ("POST", "/sparql", b"x=1", FORM, 400),
    ],
)
def test_a_question_that_is_none_is_refused(
    server: Server, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int
) -> None:
    got = server.call(method, path, body, headers)
    assert got.status == status, got.text
    assert got.headers["access-control-allow-origin"] == "*"


def test_the_parser_says_where(server: Server) -> None:
    got = server.ask("SELECT ?s {\n ?s ?p }")
    assert got.status == 400
    assert got.text.startswith("query:2:9: not SPARQL")


@pytest.mark.parametrize(
    "update",
    [
        "CLEAR ALL",
        "INSERT DATA { <x:s> <x:p> <x:o> }",
        "LOAD <http://127.0.0.1/>",
        "DELETE WHERE { ?s ?p ?o }",
        "nonsense",
    ],
)
def test_nothing_can_be_changed(server: Server, update: str) -> None:
    direct = {"Content-Type": "application/sparql-update"}
    assert server.call("POST", "/sparql", update.encode(), direct).status == 403
    assert server.call("POST", "/sparql", urlencode({"update": update}).encode(), FORM).status == 403
    assert server.get(f"/sparql?{urlencode({'update': update})}").status == 403
    assert server.ask(update).status == 400
    assert truth(server.ask(BOTH))


def test_browsers_of_other_sites_may_ask(server: Server) -> None:
    got = server.call(
        "OPTIONS", "/sparql", headers={"Origin": "http://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert got.status == 204
    assert "POST" in got.headers["access-control-allow-methods"]
    assert server.ask(YES).headers["access-control-allow-origin"] == "*"


# -- the service describes itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "form"), [("", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt")]
)
def test_an_endpoint_that_is_asked_nothing_describes_itself(server: Server, accept: str, form: str) -> None:
    got = server.get("/sparql", accept)
    about = rdflib.Graph().parse(data=got.body, format=form)
    endpoint = rdflib.URIRef(f"{server.root}sparql")
    told = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (endpoint, told.endpoint, endpoint) in about
    assert (endpoint, told.supportedLanguage, told.SPARQL11Query) in about
    assert not [s for s in about.subjects() if isinstance(s, rdflib.BNode)]


def test_a_person_at_the_endpoint_is_shown_the_page(server: Server) -> None:
    got = server.get("/sparql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (got.status, got.headers["location"]) == (303, "/query")


def test_a_hostile_host_is_not_repeated(server: Server) -> None:
    got = server.call("GET", "/sparql", headers={"Host": "x> <y:z> <q"})
    assert got.status in (200, 400)
    assert "<y:z>" not in got.text
