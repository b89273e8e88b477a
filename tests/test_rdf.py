"""What every build writes: the contract, held against independent readers."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import RDF, RDFS

import samples
from diplograph import admit, ontology, rdf
from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Modality, Name
from diplograph.text import Document, Span

DG = rdflib.Namespace("https://w3id.org/diplograph/ns#")
DGR = rdflib.Namespace("https://w3id.org/diplograph/id/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
SCHEMA = rdflib.Namespace("https://schema.org/")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return samples.graph().to_rdflib()


def conforms(graph: rdflib.Graph) -> tuple[bool, str]:
    shapes = rdflib.Graph().parse(data=ontology.text("shapes.ttl"), format="turtle")
    ok, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    return ok, report


def flat(dataset: rdflib.Dataset) -> rdflib.Graph:
    graph = rdflib.Graph()
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


def claims(dataset: rdflib.Dataset, predicate: str) -> list[rdflib.term.Node]:
    return sorted(dataset.subjects(RDF.predicate, DG[predicate]))


# -- the contract, by example ------------------------------------------------------------------------------------------


def test_a_claim_is_a_node_with_its_ends_its_modality_and_its_evidence(dataset: rdflib.Dataset) -> None:
    [met] = [c for c in claims(dataset, "met") if str(dataset.value(c, DG.negated)) == "false"]
    assert set(dataset.objects(met, RDF.type)) == {DG.Claim, RDF.Statement}
    assert dataset.value(met, RDF.subject) == DGR["official/hossein-amir-abdollahian"]
    assert dataset.value(met, RDF.object) == DGR["official/sergey-lavrov"]
    assert dataset.value(met, DG.modality) == DG.Asserted
    assert dataset.value(met, DG.negated).toPython() is False
    assert dataset.value(met, DG.date) == rdflib.Literal("2023-12-05", datatype=rdflib.XSD.date)
    assert dataset.value(met, DG.place) == DGR["place/moscow"]
    assert str(dataset.value(met, DG.mode)) == "in person"
    assert (str(dataset.value(met, DG.plover)), str(dataset.value(met, DG.cameo))) == ("CONSULT", "040")
    assert dataset.value(met, DG.attributedTo) is None
    assert str(dataset.value(met, DG.extractor)) == "rules"
    evidence = dataset.value(met, DG.evidence)
    assert dataset.value(evidence, OA.hasSource) == DGR[rdf.document_id("2023/visit.txt")]
    assert samples.VISIT[int(dataset.value(evidence, OA.start)) : int(dataset.value(evidence, OA.end))] == str(
        dataset.value(evidence, OA.exact)
    )


def test_claims_lie_in_the_graph_of_their_document_and_things_in_the_default_graph(dataset: rdflib.Dataset) -> None:
    own = {DGR[rdf.document_id(name)] for name in ("2023/visit.txt", "phone.txt")}
    for s, _, _, graph in dataset.quads():
        inside = s.startswith(DGR["claim/"]) or s.startswith(DGR["evidence/"])
        assert graph in own if inside else graph == DATASET_DEFAULT_GRAPH_ID


def test_only_what_is_asserted_and_not_negated_stands_as_a_plain_triple() -> None:
    lines = samples.graph().lines
    default = {line for line in lines if line.count("<") == 3 and "/ns#" in line.split(" ")[1]}
    plain = {
        (s, p, o)
        for s, p, o, _ in (line.split(" ") for line in default if "diplograph/ns#signed>" in line or "ns#met>" in line)
    }
    assert plain == {
        (f"<{DGR['official/hossein-amir-abdollahian']}>", f"<{DG.met}>", f"<{DGR['official/sergey-lavrov']}>")
    }


def test_what_was_denied_planned_or_conditional_keeps_its_codes(dataset: rdflib.Dataset) -> None:
    codes = {
        (
            str(dataset.value(c, RDF.predicate)).rpartition("#")[2],
            str(dataset.value(c, DG.modality)).rpartition("#")[2],
            str(dataset.value(c, DG.cameo)),
        )
        for c in dataset.subjects(RDF.type, DG.Claim)
    }
    assert ("signed", "Planned", "032") in codes
    assert ("concedes", "Conditional", "035") in codes
    assert ("met", "Asserted", "125") in codes
    assert ("memberOf", "Asserted", "None") in codes


def test_an_office_is_told_with_the_claim_that_somebody_represents(dataset: rdflib.Dataset) -> None:
    [claim] = claims(dataset, "represents")
    office = dataset.value(claim, DG.office)
    assert dataset.value(office, DG.officeOf) == DGR["country/RU"]
    assert dataset.value(claim, DG["from"]) == rdflib.Literal("2004-03", datatype=rdflib.XSD.gYearMonth)
    assert (DGR["official/sergey-lavrov"], DG.represents, DGR["country/RU"]) in dataset


def test_a_thing_carries_its_classes_labels_names_and_facts(dataset: rdflib.Dataset) -> None:
    russia = DGR["country/RU"]
    assert set(dataset.objects(russia, RDF.type)) == {DG.Country, SCHEMA.Country}
    assert set(dataset.objects(russia, RDFS.label)) == {rdflib.Literal("Russia", "en"), rdflib.Literal("روسیه", "fa")}
    assert str(dataset.value(russia, DG.iso3)) == "RUS"
    assert dataset.value(russia, rdflib.OWL.sameAs) == rdflib.URIRef("http://www.wikidata.org/entity/Q159")
    agreement = DGR["agreement/customs-1a2b3c4d"]
    assert dataset.value(agreement, DG.status) == DG.Negotiated
    assert str(dataset.value(agreement, DG.agreementKind)) == "agreement"
    assert dataset.value(agreement, DG.signedOn) == rdflib.Literal("2023", datatype=rdflib.XSD.gYear)


def test_a_document_tells_where_it_is_from_and_what_it_mentions(dataset: rdflib.Dataset) -> None:
    visit = DGR[rdf.document_id("2023/visit.txt")]
    assert str(dataset.value(visit, DCTERMS.identifier)) == "2023/visit.txt"
    assert dataset.value(visit, DCTERMS.issued) == rdflib.Literal("2023-12-05", datatype=rdflib.XSD.date)
    assert str(dataset.value(visit, DCTERMS.language)) == "fa"
    assert len(str(dataset.value(visit, SCHEMA.sha256))) == 64
    assert {DGR["country/US"], DGR["official/sergey-lavrov"], DGR["place/moscow"]} <= set(
        dataset.objects(visit, SCHEMA.mentions)
    )


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("2024-02-03T10:20:30Z", "dateTime"),
        ("2024-02-03T10:20:30.125Z", "dateTime"),
        ("2024-02-03", "date"),
        ("2024-02", "gYearMonth"),
        ("2024-02-03T10:20Z", "date"),
        ("2024-02-03T25:20:30Z", "date"),
    ],
)
def test_a_document_tells_when_it_was_retrieved_no_more_precisely_than_its_source(told: str, kind: str) -> None:
    found = rdflib.Dataset(default_union=True)
    document = Document("a.txt", "x", "0" * 64, retrieved=told)
    found.parse(data="\n".join(rdf.lines([], [Extraction(document)])), format="nquads")
    value = found.value(DGR[rdf.document_id("a.txt")], DG.retrieved)
    assert isinstance(value, rdflib.Literal) and value.datatype == rdflib.XSD[kind]
    assert told.startswith(str(value)) or kind == "dateTime"
    ok, report = conforms(flat(found))
    assert ok, report


def test_a_document_tells_every_further_place_where_its_text_was_met() -> None:
    found = rdflib.Dataset(default_union=True)
    document = Document("a.txt", "x", "0" * 64, also_at=("b.txt", "ج.txt"))
    found.parse(data="\n".join(rdf.lines([], [Extraction(document)])), format="nquads")
    me = DGR[rdf.document_id("a.txt")]
    assert sorted(map(str, found.objects(me, DG.alsoAt))) == ["b.txt", "ج.txt"]
    assert found.value(me, DG.retrieved) is None
    ok, report = conforms(flat(found))
    assert ok, report


def test_the_base_is_an_option() -> None:
    lines = samples.graph(base="https://example.org/kg/").lines
    assert any("<https://example.org/kg/country/IR>" in line for line in lines)
    assert not any("w3id.org/diplograph/id/" in line for line in lines)


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [("2023", "gYear"), ("2023-12", "gYearMonth"), ("2023-12-05", "date"), ("2024-02-29T08:00:00Z", "date")],
)
def test_a_date_is_as_precise_as_it_was_told(prefix: str, kind: str) -> None:
    assert rdf.dated(prefix) == f'"{prefix[:10]}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'


@pytest.mark.parametrize("text", ["", "yesterday", "2023-13", "2023-02-30", "23-12-05", "20231", "0000"])
def test_what_is_no_date_is_not_written_as_one(text: str) -> None:
    assert rdf.dated(text) is None


# -- laws --------------------------------------------------------------------------------------------------------------


def test_every_graph_conforms_to_the_shapes() -> None:
    ok, report = conforms(flat(samples.graph().to_rdflib()))
    assert ok, report


def test_the_shapes_are_shacl_and_notice_what_is_wrong() -> None:
    shapes = rdflib.Graph().parse(data=ontology.text("shapes.ttl"), format="turtle")
    assert pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)[0]
    whole = flat(samples.graph().to_rdflib())
    [claim] = list(whole.subjects(RDF.predicate, DG.phoned))
    for wrong in (
        (claim, DG.modality, DG.Maybe),
        (claim, RDF.object, DGR["agreement/customs-1a2b3c4d"]),
        (whole.value(claim, DG.evidence), OA.start, rdflib.Literal(10_000)),
        (DGR["country/IR"], DG.iso2, rdflib.Literal("iran")),
    ):
        spoilt = rdflib.Graph()
        for triple in whole:
            spoilt.add(triple)
        spoilt.set(wrong)
        assert not conforms(spoilt)[0], wrong


def test_a_predicate_of_the_wrong_ends_does_not_conform() -> None:
    for predicate in ontology.predicates().values():
        kinds = [str(k) for k in Kind if str(k) not in predicate.range]
        thing = Entity("x/thing", Kind(kinds[0]), (Name("en", "x"),))
        actor = Entity("x/actor", Kind(predicate.domain[0]), (Name("en", "y"),))
        doc = samples.document("a.txt", "quote")
        made = samples.claim(doc, actor, predicate.name, thing, "quote")
        found = [Extraction(doc, (actor, thing), (), (made,))]
        assert not conforms(flat(samples.graph(found).to_rdflib()))[0], predicate.name
        kept, problems = admit.admit((actor, thing), found)
        assert kept[0].claims == ()
        assert predicate.name in problems[0].message


def test_shapes_and_vocabulary_name_the_same_terms() -> None:
    shapes = ontology.text("shapes.ttl")
    for term in (*ontology.predicates(), *ontology.statuses(), *Modality, *Kind):
        assert re.search(rf"dg:{term}\b", shapes), term


def test_every_term_has_a_name_in_english_and_persian() -> None:
    graph = rdflib.Graph().parse(data=ontology.text(), format="turtle")
    for term in {s for s in graph.subjects() if str(s).startswith(str(DG))}:
        assert {label.language for label in graph.objects(term, RDFS.label)} == {"en", "fa"}, term


def test_every_term_that_is_written_is_in_the_vocabulary() -> None:
    for line in samples.graph().lines:
        for iri in (part for part in line.split(" ") if part.startswith(f"<{DG}")):
            assert ontology.labels(iri[1:-1].removeprefix(str(DG))), iri


@quick
@given(samples.hostile())
def test_hostile_names_give_lines_that_every_reader_takes(found: list[Extraction]) -> None:
    graph = samples.graph(found)
    quads = set(ox.parse(graph.nquads.encode(), ox.RdfFormat.N_QUADS))
    assert len(quads) == len(graph.lines)
    assert {f"{q} ." for q in quads} == set(graph.lines)  # the lines are canonical
    dataset = rdflib.Dataset()
    dataset.parse(data=graph.nquads, format="nquads")
    assert len(set(dataset.quads())) == len(graph.lines)


@quick
@given(samples.hostile())
def test_no_node_is_blank_every_iri_is_ascii_and_the_lines_are_sorted(found: list[Extraction]) -> None:
    lines = samples.graph(found).lines
    assert list(lines) == sorted(set(lines))
    for quad in ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, ox.BlankNode)
            assert not isinstance(term, ox.NamedNode) or term.value.isascii()


@quick
@given(samples.hostile())
def test_every_quote_is_in_its_source(found: list[Extraction]) -> None:
    texts = {x.document.identifier: x.document.text for x in found}
    for extraction in found:
        for claim in extraction.claims:
            for evidence in claim.evidence:
                assert evidence.span.of(texts[evidence.document]) == evidence.exact
    dataset = samples.graph(found).to_rdflib()
    for evidence in dataset.subjects(RDF.type, DG.Evidence):
        start, end = (int(dataset.value(evidence, OA[name])) for name in ("start", "end"))
        assert len(str(dataset.value(evidence, OA.exact))) == end - start


@settings(quick, max_examples=12)
@given(samples.hostile())
def test_every_hostile_graph_conforms(found: list[Extraction]) -> None:
    ok, report = conforms(flat(samples.graph(found).to_rdflib()))
    assert ok, report


def test_the_order_of_documents_entities_and_claims_changes_nothing() -> None:
    straight = samples.graph().nquads
    shuffled = samples.extractions()
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        mixed = [Extraction(x.document, x.entities[::-1], x.mentions[::-1], x.claims[::-1]) for x in shuffled]
        assert samples.graph(mixed).nquads == straight


def test_graphs_merge_by_concatenation() -> None:
    parts = [samples.graph([x]).lines for x in samples.extractions()]
    assert sorted({line for part in parts for line in part}) == list(samples.graph().lines)


def test_symmetric_ends_are_in_iri_order_whatever_the_claim_says() -> None:
    for extraction in samples.extractions():
        for claim in extraction.claims:
            swapped = Claim(claim.id, claim.object, claim.predicate, claim.subject, claim.evidence)
            if ontology.predicate(claim.predicate).symmetric:
                one, two = (
                    set(rdf.lines([], [Extraction(extraction.document, (), (), (c,))])) for c in (swapped, claim)
                )
                assert {line for line in one if "#subject>" in line} == {line for line in two if "#subject>" in line}


# -- the gate ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (lambda c: Claim(c.id, c.subject, "likes", c.object, c.evidence), "no predicate"),
        (lambda c: Claim(c.id, c.subject, c.predicate, "country/XX", c.evidence), "nobody described country/XX"),
        (lambda c: Claim(c.id, c.subject, c.predicate, c.subject, c.evidence), "with itself"),
        (lambda c: Claim(c.id, c.subject, c.predicate, c.object, ()), "no evidence"),
        (
            lambda c: Claim(c.id, c.subject, c.predicate, c.object, (Evidence("x", Span(0, 3), "abc"),)),
            "the quote is not",
        ),
        (
            lambda c: Claim(c.id, c.subject, c.predicate, c.object, c.evidence, speaker="official/nobody"),
            "nobody described",
        ),
    ],
)
def test_a_claim_that_nothing_bears_out_is_left_out_and_told(spoilt: object, reason: str) -> None:
    [visit, _] = samples.extractions()
    claim = spoilt(visit.claims[0])  # type: ignore[operator]
    kept, problems = admit.admit(
        samples.ENTITIES, [Extraction(visit.document, visit.entities, (), (claim, *visit.claims[1:]))]
    )
    assert len(kept[0].claims) == len(visit.claims) - 1
    assert reason in problems[0].message
    assert problems[0].message.startswith("2023/visit.txt: ")


def test_whatever_the_reader_hands_over_what_is_admitted_conforms() -> None:
    [visit, _] = samples.extractions()
    entities = admit.rooted(
        [*samples.ENTITIES, Entity("place/x", Kind.PLACE, (Name("en", "x"),), facts=(("country", "country/ZZ"),))]
    )
    spoilt = [Claim(f"{i:016x}", c.object, c.predicate, c.subject, c.evidence) for i, c in enumerate(visit.claims)]
    kept, _ = admit.admit(entities, [Extraction(visit.document, entities, visit.mentions, (*visit.claims, *spoilt))])
    ok, report = conforms(flat(samples.graph(kept).to_rdflib()))
    assert ok, report


def test_a_document_of_any_name_has_an_ascii_iri() -> None:
    names = ["a.txt", "A.txt", "خبر.txt", "خبر ۲.txt", "x" * 300, "\udcff.txt", "../a b#c?.txt"]
    ids = [rdf.document_id(name) for name in names]
    assert len(set(ids)) == len(names)
    assert all(id_.isascii() and len(id_) < 100 for id_ in ids)


def test_the_context_is_the_rest_of_the_sentence() -> None:
    text = "ایران آمد. لاوروف در مسکو گفت خوب است؟ بله."
    start = text.index("مسکو")
    assert rdf.context(text, Span(start, start + 4)) == ("لاوروف در ", " گفت خوب است؟")


def test_the_vocabulary_is_turtle_for_other_readers_too(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data=ontology.text(), format="turtle")
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    assert len(list(graph.subjects(RDF.type, DG.Predicate))) == 25


def test_a_graph_of_nothing_is_empty() -> None:
    assert rdf.Dataset().nquads == ""
    assert rdf.Dataset(extractions=(Extraction(Document("a", "b", "0")),)).lines
