"""Claims and their quotes in forms of others: Web Annotations, RDF 1.2, SPARQL updates."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samples
from diplograph import export
from diplograph.export import rdf12, sparql
from diplograph.model import Extraction
from diplograph.ontology import expand

quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = samples.graph().lines
OA, AS = rdflib.Namespace(expand("oa:")), rdflib.Namespace("http://www.w3.org/ns/activitystreams#")
RDF = expand("rdf:")


def text(name: str, lines: Sequence[str] = LINES) -> str:
    [made] = export.files(name, lines).values()
    return made


def parsed(lines: Sequence[str]) -> set[ox.Quad]:
    return set(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS))


# -- annotations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [LINES, samples.nasty()])
def test_every_quote_is_an_annotation_of_its_document(lines: Sequence[str]) -> None:
    plain, made = rdflib.Dataset(default_union=True), rdflib.Graph()
    plain.parse(data="\n".join(lines), format="nquads")
    made.parse(data=text("annotations", lines), format="json-ld")
    quotes = set(plain.subjects(rdflib.RDF.type, rdflib.URIRef(expand("dg:Evidence"))))
    assert quotes
    assert set(made.objects(None, OA.hasTarget)) == quotes
    for quote in quotes:
        assert {made.value(quote, OA.hasSource)} == {plain.value(quote, OA.hasSource)}
        selectors = {made.value(s, rdflib.RDF.type): s for s in made.objects(quote, OA.hasSelector)}
        assert set(selectors) == {OA.TextPositionSelector, OA.TextQuoteSelector}
        for kind, names in ((OA.TextPositionSelector, ("start", "end")), (OA.TextQuoteSelector, ("exact", "prefix"))):
            for name in names:
                assert made.value(selectors[kind], OA[name]) == plain.value(quote, OA[name])


def test_the_bodies_are_the_claims_that_rest_on_the_quote() -> None:
    made = rdflib.Graph().parse(data=text("annotations"), format="json-ld")
    told = {(t, b) for a, b in made.subject_objects(OA.hasBody) for t in made.objects(a, OA.hasTarget)}
    plain = rdflib.Dataset(default_union=True)
    plain.parse(data="\n".join(LINES), format="nquads")
    assert told == {(e, c) for c, e in plain.subject_objects(rdflib.URIRef(expand("dg:evidence")))}
    for claim in {c for _, c in told}:
        for curie in ("rdf:subject", "rdf:predicate", "rdf:object", "dg:modality", "dg:negated", "dg:attributedTo"):
            name = rdflib.URIRef(expand(curie))
            assert made.value(claim, name) == plain.value(claim, name)


def test_annotations_keep_the_cardinalities_of_the_data_model() -> None:
    made = rdflib.Graph().parse(data=text("annotations"), format="json-ld")
    annotations = set(made.subjects(rdflib.RDF.type, OA.Annotation))
    for annotation in annotations:
        assert len(list(made.objects(annotation, OA.hasTarget))) == 1
        assert set(made.objects(annotation, OA.motivatedBy)) == {OA.describing}
        [software] = made.objects(annotation, AS.generator)
        assert (software, rdflib.RDF.type, AS.Application) in made
        assert str(made.value(software, rdflib.URIRef(expand("foaf:name")))) == "rules"
    for target in made.objects(None, OA.hasTarget):
        assert (target, rdflib.RDF.type, OA.SpecificResource) in made
        assert len(list(made.objects(target, OA.hasSource))) == 1
    assert not [n for row in made for n in row if isinstance(n, rdflib.BNode)]


def test_the_context_of_the_annotations_is_in_the_file_and_fetches_nothing() -> None:
    made = json.loads(text("annotations"))
    assert isinstance(made["@context"], dict)
    assert not [v for v in made["@context"].values() if isinstance(v, str) and v.endswith(".jsonld")]
    used = {key for row in made["@graph"] for key in _keys(row)}
    assert used <= set(made["@context"]) | {"dg:negated"}


def _keys(value: object) -> list[str]:
    if isinstance(value, list):
        return [key for item in value for key in _keys(item)]
    return [k for key, item in value.items() for k in (key, *_keys(item))] if isinstance(value, dict) else []


@quick
@given(samples.hostile())
def test_engines_read_the_same_from_the_annotations_of_hostile_texts(found: list[Extraction]) -> None:
    made = text("annotations", samples.graph(found).lines)
    theirs = {tuple(map(str, row)) for row in rdflib.Graph().parse(data=made, format="json-ld")}
    ours = {(q.subject.value, q.predicate.value, q.object.value) for q in ox.parse(made.encode(), ox.RdfFormat.JSON_LD)}  # type: ignore[union-attr]
    assert theirs == ours
    assert {a["target"]["selector"][1]["exact"] for a in json.loads(made)["@graph"]} == {
        rdflib_safe(e.exact) for x in found for c in x.claims for e in c.evidence
    }


def rdflib_safe(text: str) -> str:
    """A lone surrogate becomes U+FFFD on its way into the graph."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


# -- RDF 1.2 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [LINES, samples.nasty()])
def test_each_claim_reifies_its_triple_in_the_graph_of_its_document(lines: Sequence[str]) -> None:
    plain = parsed(lines)
    made = set(ox.parse(text("rdf12", lines).encode(), ox.RdfFormat.TRIG))
    reified = {q for q in made if q.predicate.value == f"{RDF}reifies"}
    parts = {(q.subject, q.predicate.value): q.object for q in plain}
    assert len(reified) == len({q.subject for q in plain if q.object == ox.NamedNode(expand("dg:Claim"))})
    for quad in reified:
        s, p, o = (parts[quad.subject, f"{RDF}{part}"] for part in ("subject", "predicate", "object"))
        assert quad.object == ox.Triple(s, p, o)
        assert (
            ox.Quad(quad.subject, ox.NamedNode(f"{RDF}type"), ox.NamedNode(expand("dg:Claim")), quad.graph_name) in made
        )


def test_all_else_is_as_in_the_other_files() -> None:
    old = {f"{RDF}subject", f"{RDF}predicate", f"{RDF}object"}
    plain, made = parsed(LINES), set(ox.parse(text("rdf12").encode(), ox.RdfFormat.TRIG))
    kept = {q for q in plain if q.predicate.value not in old and q.object != ox.NamedNode(f"{RDF}Statement")}
    assert {q for q in made if q.predicate.value != f"{RDF}reifies"} == kept
    told = [q for q in made if q.graph_name == ox.DefaultGraph() and q.predicate.value.endswith("ns#met")]
    assert told  # the plain triples are still there


def test_it_announces_its_version() -> None:
    assert text("rdf12").startswith('VERSION "1.2"\n@prefix ')


def test_a_statement_that_lacks_a_part_stays_as_it_is() -> None:
    lines = [f"<a:c> <{RDF}{part}> <a:{part}> <a:g> ." for part in ("object", "subject")]
    lines.append(f"<a:c> <{RDF}type> <{RDF}Statement> <a:g> .")
    assert rdf12.lines(lines) == sorted(lines)


# -- SPARQL ------------------------------------------------------------------------------------------------------------


def by_oxigraph(updates: Sequence[str]) -> set[str]:
    store = ox.Store()
    for update in updates:
        store.update(update)
    return {f"{quad} ." for quad in store}


@quick
@given(samples.hostile(), st.randoms(use_true_random=False))
def test_updates_twice_and_in_any_order_give_the_graph(found: list[Extraction], chance: random.Random) -> None:
    lines = samples.graph(found).lines
    updates = list(export.files("sparql", lines).values()) * 2
    chance.shuffle(updates)
    assert by_oxigraph(updates) == set(lines)


def test_no_request_grows_with_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparql, "_FILE", 20)
    files = export.files("sparql", LINES)
    parts = [name for name in files if name.startswith("sparql/things")]
    assert len(parts) > 2
    assert max(files[name].count("\n<") for name in parts) == 20
    assert by_oxigraph(list(files.values())) == set(LINES)
