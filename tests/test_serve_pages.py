"""What a person and a linked-data client find at a server: the page, the page to ask from, things, files, health."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner

import samples
from diplograph.cli import main
from diplograph.query.cookbook import cookbook
from diplograph.serve import command, pages
from serve_samples import Server, running

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DG = "https://w3id.org/diplograph/ns#"
DGR = "https://w3id.org/diplograph/id/"
GRAPH = samples.graph()
MET = next(c for c in GRAPH.claims if c.predicate == "met" and not c.negated)
EVIL = '<script>alert(1)</script>" onload="x'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("news")
    (folder / "graph.html").write_text("<!doctype html><p>the graph</p>")
    (folder / "secret.txt").write_text("secret")
    (folder.parent / "outside.txt").write_text("secret")
    evil = [
        f"<{DGR}official/evil> <http://www.w3.org/2000/01/rdf-schema#label> {json.dumps(EVIL)}@en .",
        f"<{DGR}official/evil> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:alert(1)> .",
    ]
    with running(folder, [*GRAPH.lines, *evil]) as started:
        yield started


# -- things ------------------------------------------------------------------------------------------------------------


def test_a_thing_has_a_page_in_two_languages(server: Server) -> None:
    english, persian = (server.get(f"/id/country/IR?lang={lang}", BROWSER) for lang in ("en", "fa"))
    assert english.status == persian.status == 200
    assert english.type == "text/html"
    assert "<h1><bdi>Iran</bdi></h1>" in english.text
    assert '<html lang="fa" dir="rtl">' in persian.text
    assert "<h1><bdi>ایران</bdi></h1>" in persian.text
    told = re.sub("[\u2068\u2069]", "", english.text)
    assert "Iran is a member of Shanghai Cooperation Organisation" in told
    assert "It is planned that Iran will sign" in told
    assert "Iran did not meet United States" in told
    assert 'href="/id/organization/sco?lang=en"' in told


def test_a_page_speaks_the_language_of_the_browser(server: Server) -> None:
    headers = {"Accept": BROWSER, "Accept-Language": "fa-IR,fa;q=0.9,en;q=0.5"}
    assert 'lang="fa" dir="rtl"' in server.call("GET", "/id/country/IR", headers=headers).text


def test_a_claim_shows_its_quote(server: Server) -> None:
    got = server.get(f"/id/claim/{MET.id}", BROWSER)
    assert f"<mark>{MET.evidence[0].exact}</mark>" in got.text
    (path,) = set(re.findall(r'"(/id/evidence/[^"?]+)', got.text))
    assert f"<mark>{MET.evidence[0].exact}</mark>" in server.get(path, BROWSER).text


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_a_thing_is_data_for_who_asks_for_data(server: Server, accept: str, form: str) -> None:
    got = server.get("/id/country/IR", accept)
    assert got.type == accept
    about = rdflib.Graph().parse(data=got.body, format=form)
    iran = rdflib.URIRef(f"{DGR}country/IR")
    assert (iran, rdflib.RDFS.label, rdflib.Literal("ایران", "fa")) in about
    assert set(about.subjects(rdflib.RDF.subject, iran))
    assert server.get(f"/id/country/IR?format={form}", BROWSER).type == accept
    assert "Accept" in got.headers["vary"]


def test_quads_keep_the_graph_of_a_claim(server: Server) -> None:
    got = server.get(f"/id/claim/{MET.id}", "application/n-quads")
    assert all(f"<{DGR}document/" in line for line in got.text.splitlines())


def test_every_link_of_a_page_leads_somewhere(server: Server) -> None:
    found, seen = {"/id/country/IR", f"/id/claim/{MET.id}"}, set[str]()
    while found and len(seen) < 40:
        path = sorted(found)[0]
        got = server.get(path, BROWSER)
        assert got.status == 200, path
        seen.add(path)
        found = (found | set(re.findall(r'"(/id/[^"?]+)', got.text))) - seen
    assert len(seen) > 20


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle", "*/*", "image/png"])
def test_what_is_not_there_is_not_found(server: Server, accept: str) -> None:
    got = server.get("/id/country/XX", accept)
    assert got.status == 404
    assert "nothing here is called country/XX" in got.text
    assert got.type == ("text/html" if accept == BROWSER else "text/plain")


def test_texts_of_the_graph_are_texts_of_the_page(server: Server) -> None:
    got = server.get("/id/official/evil", BROWSER)
    assert "<script" not in got.text
    assert 'onload="x' not in got.text
    assert 'href="javascript' not in got.text
    assert "script-src 'none'" in got.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/id/../secret.txt", "/id/%2e%2e/%2e%2e/etc/hostname", "/id/..%2f..%2fsecret.txt", "/id//etc/hostname"),
        *("/id/country/IR%00", "/id/%00", "/id/", "/id/" + "a/" * 3000, "/id/%ff%fe", "/id/country%2FIR%0d%0ax:1"),
        *(
            "/data/secret.txt",
            "/data/..%2foutside.txt",
            "/data/../../outside.txt",
            "/data/",
            "/data/graph.html",
            "/nope",
        ),
        *("/.well-known/", "/%00", "/data/graph.nq%00", "/id/x%3e%20%3cy:z"),
    ],
)
def test_no_address_leads_out(server: Server, path: str) -> None:
    got = server.get(path, BROWSER)
    assert got.status == 404, got.text
    assert "secret\n" not in got.text


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_the_graph_is_the_first_page(server: Server) -> None:
    got = server.get("/", BROWSER)
    assert (got.status, got.type) == (200, "text/html")
    assert "the graph" in got.text


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_the_page_to_ask_from_has_the_cookbook_and_loads_nothing(server: Server, language: str) -> None:
    got = server.get(f"/query?lang={language}", BROWSER)
    for recipe in cookbook().values():
        assert f'value="{recipe.name}"' in got.text
        assert (recipe.persian if language == "fa" else recipe.english) in got.text
    assert "built-in" not in got.text
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', got.text)
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    blocks = re.findall(r"<(style|script)>(.*?)</\1>", got.text, re.DOTALL)
    assert [name for name, _ in blocks] == ["style", "script"]
    for _, text in blocks:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy


def test_both_languages_have_every_word() -> None:
    assert set(pages.words()["en"]) == set(pages.words()["fa"])
    assert all(text for words in pages.words().values() for text in words.values())


def test_a_value_may_be_given_by_name(server: Server) -> None:
    sparql = "SELECT ?b { VALUES ?a { country:XX } ?a dg:memberOf ?b }"
    for name in ("IR", "ایران", "country/IR"):
        got = server.ask(sparql, "text/csv", bind=f"a={name}")
        assert got.text.split() == ["b", f"{DGR}organization/sco"]
    assert server.ask(sparql, bind="z=IR").status == 400


# -- about the whole ---------------------------------------------------------------------------------------------------


def test_the_dataset_describes_itself(server: Server) -> None:
    about = rdflib.Graph().parse(data=server.get("/.well-known/void").body, format="turtle")
    void, dataset = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.URIRef(f"{DGR}dataset")
    assert (dataset, void.sparqlEndpoint, rdflib.URIRef(f"{server.root}sparql")) in about
    assert about.value(dataset, void.documents) == rdflib.Literal(2)
    (dump,) = about.objects(dataset, void.dataDump)
    assert server.get(str(dump).removeprefix(server.root[:-1])).body.count(b"\n") == len(GRAPH.lines) + 2
    assert server.get("/.well-known/void", "application/n-triples").type == "application/n-triples"


def test_health(server: Server) -> None:
    got = server.get("/health")
    assert json.loads(got.body) == {"status": "ok", "quads": len(GRAPH.lines) + 2}


@pytest.mark.parametrize(
    "path", ["/", "/query", "/sparql", "/id/country/IR", "/health", "/nope", "/sparql?query=nonsense"]
)
def test_every_response_has_the_headers(server: Server, path: str) -> None:
    got = server.get(path, BROWSER)
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["referrer-policy"] == "no-referrer"
    assert got.headers["access-control-allow-origin"] == "*"
    assert "server" not in got.headers
    assert server.call("HEAD", path, headers={"Accept": BROWSER}).status == got.status


def test_a_build_without_a_page_gets_one(tmp_path: Path) -> None:
    with running(tmp_path, GRAPH.lines) as server:
        for _ in range(2):
            assert server.get("/", BROWSER).text.startswith("<!doctype html>")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.nq"]


# -- the command -------------------------------------------------------------------------------------------------------


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    got = CliRunner().invoke(main, ["serve", "anywhere"])
    assert got.exit_code == 1
    assert "hint: pip install 'diplograph[serve]'" in got.output


def test_a_build_that_is_not_there_is_named(tmp_path: Path) -> None:
    got = CliRunner().invoke(main, ["serve", str(tmp_path / "none"), "--port", "0"])
    assert got.exit_code == 1
    assert "no such folder or file" in got.output


def test_a_build_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<x:s> broken\n")
    got = CliRunner().invoke(main, ["serve", str(tmp_path), "--port", "0"])
    assert got.exit_code == 1
    assert "not N-Quads" in got.output


def test_a_port_that_is_taken_is_named(server: Server, tmp_path: Path) -> None:
    got = CliRunner().invoke(main, ["serve", str(tmp_path), "--port", server.host.split(":")[1]])
    assert got.exit_code == 1
    assert "hint: choose another with --port or --host" in got.output


# -- what the documentation says ---------------------------------------------------------------------------------------

DOCS = (Path(__file__).parents[1] / "docs" / "serve.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", re.findall(r"^\| `(/[^`]*)` \|", DOCS, re.MULTILINE))
def test_every_address_of_the_documentation_is_there(server: Server, path: str) -> None:
    assert server.get(path).status == 200


def test_every_option_of_the_documentation_is_there() -> None:
    known = {name for option in command.serve.params for name in option.opts}
    told = re.findall(r"`(?:diplograph serve exports )?(--[a-z-]+)", DOCS)
    assert set(told) - {"--base"} <= known
    assert {f"--{name}" for name in ("timeout", "memory", "max-bytes", "workers", "queue", "host")} <= set(told)
