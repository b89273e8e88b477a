"""One thing is one entity across documents, namesakes stay apart, and the order of documents does not matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph import project
from diplograph.build import build
from diplograph.errors import PackError
from diplograph.ids import claim_id, named
from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Mention, Modality, Name
from diplograph.resolve import read_judgements, resolve
from diplograph.text import Document, Span
from knowledge_samples import lay

TEXT = "متن خبر"
COUNTRIES = {iso: Entity(f"country/{iso}", Kind.COUNTRY, (Name("en", iso),)) for iso in ("IR", "TR", "RU", "CN")}


def claim(document: str, s: str, p: str, o: str, **more: object) -> Claim:
    evidence = (Evidence(document, Span(0, 3), TEXT[:3]),)
    made = Claim("", s, p, o, evidence, **more)  # type: ignore[arg-type]
    return replace(made, id=claim_id(s, p, o, made.modality, made.negated, document, TEXT[:3]))


def document(name: str, *entities: Entity, claims: tuple[Claim, ...] = (), issued: str | None = None) -> Extraction:
    text = Document(name, TEXT, name, language="fa", issued=issued)
    mentions = tuple(Mention(Span(0, 3), e.id, "name") for e in entities)
    return Extraction(text, (*entities, *COUNTRIES.values()), mentions, claims)


def person(surface: str, iso: str = "") -> Entity:
    return Entity(named("official", surface, iso), Kind.OFFICIAL, (Name("fa", surface),))


def held(doc: str, who: Entity, of: str, office: str = "office/spokesperson") -> Claim:
    return claim(doc, who.id, "represents", of, office=office)


def official(doc: str, surface: str, iso: str, office: str = "office/spokesperson", spelt: str = "") -> Extraction:
    who = person(surface, spelt or iso)
    return document(doc, who, claims=(held(doc, who, f"country/{iso}", f"{office}-of-{iso.lower()}"),))


def agreement(
    doc: str,
    label: str,
    *parties: str,
    signed: str | None = None,
    status: str = "",
    issued: str | None = None,
    id_: str = "",
) -> Extraction:
    id_ = id_ or named("agreement", label, *parties)
    facts = (("agreementKind", "agreement"), *([("status", status)] if status else []))
    entity = Entity(id_, Kind.AGREEMENT, (Name("fa", label),), facts=facts)
    claims = [claim(doc, f"country/{p}", "partyTo", id_) for p in parties]
    claims += [claim(doc, f"country/{p}", "signed", id_, date=signed) for p in parties if signed]
    return document(doc, entity, claims=tuple(claims), issued=issued)


def ids(kind: str, *documents: Extraction, judgements: Path | None = None, extra: tuple[Path, ...] = ()) -> list[str]:
    entities, _ = resolve(documents, judgements=judgements, extra=extra)
    return [e.id for e in entities if e.kind == kind]


def test_a_name_in_two_spellings_is_one_official_of_one_country() -> None:
    documents = (official("a", "علی-اکبر تستیان", "IR"), official("b", "علي اکبر تستيان", "IR"))
    entities, resolved = resolve(documents)
    (one,) = [e for e in entities if e.kind == "Official"]
    assert {n.text for n in (*one.labels, *one.names)} == {"علی-اکبر تستیان", "علي اکبر تستيان"}
    assert any(name == "why" and "country/IR" in value for name, value in one.facts)
    assert {c.subject for e in resolved for c in e.claims} == {one.id}


def test_a_name_with_and_without_its_joiner_is_one_from_the_start() -> None:
    a, b = official("a", "علی\u200cاکبر تستیان", "IR"), official("b", "علي اکبر تستيان", "IR")
    assert a.entities[0].id == b.entities[0].id


def test_namesakes_of_two_countries_are_two() -> None:
    assert (
        len(ids("Official", official("a", "علی اکبر تستیان", "IR"), official("b", "علی\u200cاکبر تستیان", "TR"))) == 2
    )


def test_a_shared_surname_is_no_reason() -> None:
    documents = (official("a", "تستیان", "IR"), official("b", "تستیان", "IR"), official("c", "رضا تستیان", "IR"))
    assert len(ids("Official", *documents)) == 3


def test_a_surname_in_an_article_and_in_its_copy_is_one() -> None:
    a, b = official("a", "تستیان", "IR"), official("b", "تستیان", "IR")
    copied = replace(b, document=replace(b.document, copy_of="a"))
    assert len(ids("Official", a, copied)) == 1


def test_two_spellings_are_one_in_the_same_office_only() -> None:
    same = (official("a", "آرسنی یاتسنیوکف", "RU"), official("b", "آرسنی یاتسنوکف", "RU"))
    other = official("b", "آرسنی یاتسنوکف", "RU", "office/envoy")
    assert len(ids("Official", *same)) == 1
    assert len(ids("Official", same[0], other)) == 2


def test_names_that_known_people_bear_are_no_spellings_of_each_other() -> None:
    assert len(ids("Official", official("a", "حسن تستیان", "IR"), official("b", "حسین تستیان", "IR"))) == 2


def test_who_meets_another_is_not_that_other() -> None:
    a, b = person("علی اکبر تستیان", "IR"), person("علی-اکبر تستیان", "IR")
    claims = (
        held("a", a, "country/IR"),
        held("a", b, "country/IR"),
        claim("a", *sorted((a.id, b.id))[:1], "met", max(a.id, b.id)),
    )
    assert len(ids("Official", document("a", a, b, claims=claims))) == 2


def test_an_unnamed_office_holder_is_never_a_named_one() -> None:
    unnamed = Entity("official/foreign-minister-of-turkey", Kind.OFFICIAL, (Name("en", "Foreign Minister of Turkey"),))
    who = person("علی اکبر تستیان", "TR")
    office = "office/foreign-minister-of-tr"
    documents = [
        document("a", unnamed, claims=(held("a", unnamed, "country/TR", office),)),
        document("b", who, claims=(held("b", who, "country/TR", office),)),
    ]
    assert len(ids("Official", *documents)) == 2


def test_officials_of_the_packs_are_never_merged_with_each_other() -> None:
    two = [
        Entity(f"official/{id_}", Kind.OFFICIAL, (Name("fa", "علی اکبر تستیان"),))
        for id_ in ("sergey-lavrov", "hakan-fidan")
    ]
    documents = [document(e.id, e, claims=(held(e.id, e, "country/IR"),)) for e in two]
    assert len(ids("Official", *documents)) == 2


def test_a_misspelt_official_of_the_packs_keeps_the_id_of_the_packs() -> None:
    known = Entity("official/sergey-lavrov", Kind.OFFICIAL, (Name("en", "Sergey Lavrov"), Name("fa", "سرگئی لاوروف")))
    office = "office/minister-of-foreign-affairs-of-russia"
    other = person("سرگئی لاورووف", "RU")
    documents = [
        document("a", known, claims=(held("a", known, "country/RU", office),)),
        document("b", other, claims=(held("b", other, "country/RU", office),)),
    ]
    assert ids("Official", *documents) == ["official/sergey-lavrov"]


def test_agreements_of_one_kind_topic_and_parties_are_one() -> None:
    documents = (
        agreement("a", "موافقت\u200cنامه گمرکی ایران و ترکیه", "IR", "TR"),
        agreement("b", "موافقتنامه گمركي تركيه و ايران", "IR", "TR"),
    )
    assert len(ids("Agreement", *documents)) == 1


@pytest.mark.parametrize(
    ("label", "parties", "signed"),
    [
        ("موافقت\u200cنامه کشاورزی ایران و ترکیه", ("IR", "TR"), "2020-01-01"),
        ("موافقت\u200cنامه گمرکی ایران و ترکیه", ("IR", "TR", "CN"), "2020-01-01"),
        ("موافقت\u200cنامه گمرکی ایران و ترکیه", ("IR", "TR"), "2021-01-01"),
    ],
)
def test_agreements_of_other_topics_parties_or_dates_are_others(
    label: str, parties: tuple[str, ...], signed: str
) -> None:
    first = agreement(
        "a", "موافقت\u200cنامه گمرکی ایران و ترکیه", "IR", "TR", signed="2020-01-01", id_="agreement/x-00000000"
    )
    topic = "x-00000000" if "گمرکی" in label else "y-11111111"
    other = agreement("b", label, *parties, signed=signed, id_=f"agreement/{topic}")
    assert len(ids("Agreement", first, other)) == 2


def test_a_less_precise_date_is_no_other_date() -> None:
    label = "موافقت\u200cنامه گمرکی ایران و ترکیه"
    documents = [agreement(d, label, "IR", "TR", signed=d) for d in ("2020", "2020-01-05")]
    assert len(ids("Agreement", *documents, agreement("c", label, "IR", "TR"))) == 1


def test_an_agreement_without_a_topic_is_known_in_one_article_only() -> None:
    documents = [agreement(d, "توافق ایران و ترکیه", "IR", "TR") for d in ("a", "b")]
    assert len(ids("Agreement", *documents)) == 2
    dated = [agreement(d, "توافق ایران و ترکیه", "IR", "TR", signed="2020-01-05") for d in ("a", "b")]
    assert len(ids("Agreement", *dated)) == 1


def test_the_status_of_an_agreement_is_the_last_by_date() -> None:
    def told(name: str, status: str, issued: str) -> Extraction:
        return agreement(name, "پیمان گمرکی ایران و ترکیه", "IR", "TR", status=status, issued=issued)

    documents = [told("c", "Signed", "2019"), told("b", "Ratified", "2021-02"), told("a", "Withdrawn", "2020-05-01")]
    (one,) = [e for e in resolve(documents)[0] if e.kind == "Agreement"]
    assert dict(one.facts)["status"] == "Ratified"


def test_an_old_event_told_late_is_still_old() -> None:
    left = agreement("a", "پیمان گمرکی ایران و ترکیه", "IR", "TR", status="Withdrawn", issued="2018-05-09")
    signed = agreement(
        "b", "پیمان گمرکی ایران و ترکیه", "IR", "TR", signed="2015-07-14", status="Signed", issued="2023-01-01"
    )
    (one,) = [e for e in resolve([signed, left])[0] if e.kind == "Agreement"]
    assert dict(one.facts)["status"] == "Withdrawn"


def test_projects_are_one_by_name() -> None:
    def project(doc: str, name: str) -> Extraction:
        return document(doc, Entity(named("project", name), Kind.PROJECT, (Name("fa", name),)))

    assert len(ids("Project", project("a", "راه\u200cآهن رشت–آستارا"), project("b", "راه آهن رشت - آستارا"))) == 1
    assert len(ids("Project", project("a", "راه\u200cآهن رشت–آستارا"), project("b", "راه آهن خواف - هرات"))) == 2


def test_claims_that_a_merge_makes_one_are_one_with_all_their_evidence() -> None:
    a, b = person("علی اکبر تستیان", "IR"), person("علی-اکبر تستیان", "IR")
    second = replace(claim("x", b.id, "visited", "country/TR"), evidence=(Evidence("x", Span(4, 7), "خبر"),))
    claims = (held("x", a, "country/IR"), held("x", b, "country/IR"), claim("x", a.id, "visited", "country/TR"), second)
    (resolved,) = resolve([document("x", a, b, claims=claims)])[1]
    visited = [c for c in resolved.claims if c.predicate == "visited"]
    assert [len(c.evidence) for c in visited] == [2]
    assert len({c.id for c in resolved.claims}) == len(resolved.claims) == 2


# -- judgements ------------------------------------------------------------------------------------------------------


def judged(folder: Path, *rows: str) -> Path:
    path = folder / "judgements.tsv"
    path.write_text("\n".join(["left\tright\tjudgement\treason", *rows, ""]), encoding="utf-8")
    return path


def test_a_negative_judgement_vetoes_a_merge_whatever_lies_between(tmp_path: Path) -> None:
    spelt = [
        official(n, s, "IR")
        for n, s in zip("abc", ("علی اکبر تستیان", "علی-اکبر تستیان", "علی–اکبر تستیان"), strict=True)
    ]
    a, b, _ = (e.entities[0].id for e in spelt)
    assert len(ids("Official", *spelt)) == 1
    path = judged(tmp_path, f"{b}\t{a}\tnegative\tfather and son")
    entities, resolved = resolve(spelt, judgements=path)
    assert len([e for e in entities if e.kind == "Official"]) == 2
    first, second = (next(c.subject for c in e.claims) for e in resolved[:2])
    assert first != second


def test_a_positive_judgement_merges_and_gives_its_reason(tmp_path: Path) -> None:
    documents = (official("a", "رضا تستیان", "IR"), official("b", "تستیان", "IR"))
    a, b = (e.entities[0].id for e in documents)
    path = judged(tmp_path, f"{a}\t{b}\tpositive\tthe ministry's page")
    entities, _ = resolve(documents, judgements=path)
    (one,) = [e for e in entities if e.kind == "Official"]
    assert any("the ministry's page" in value for _, value in one.facts)
    again, _ = resolve(resolve(documents, judgements=path)[1], judgements=path)
    assert again == entities


def test_an_unsure_judgement_leaves_it_to_the_rules(tmp_path: Path) -> None:
    documents = (official("a", "علی اکبر تستیان", "IR"), official("b", "علی-اکبر تستیان", "IR"))
    a, b = (e.entities[0].id for e in documents)
    assert len(ids("Official", *documents, judgements=judged(tmp_path, f"{a}\t{b}\tunsure\tsee again"))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "official/a\tofficial/b\tnegative",
        "official/a\tofficial/b\tmaybe\tr",
        "official/a\tofficial/b\tnegative\t",
        "official/a\tagreement/b\tnegative\tr",
        "official/a\tofficial/a\tnegative\tr",
        "official/a\tofficial/b\tpositive\tr\nofficial/b\tofficial/a\tnegative\tr",
    ],
)
def test_a_wrong_row_is_named_by_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(PackError, match=r"judgements\.tsv:\d") as error:
        read_judgements(judged(tmp_path, row))
    assert error.value.hint


# -- laws ------------------------------------------------------------------------------------------------------------

NAMES = ("علی اکبر تستیان", "علی\u200cاکبر تستیان", "علی اکبر تستین", "تستیان", "سرگی یاتسنیوکف", "سرگی یاتسنوکف")
LABELS = ("موافقت\u200cنامه گمرکی", "موافقتنامه گمركي", "توافق", "پیمان کشاورزی")
officials = st.builds(
    official,
    st.just(""),
    st.sampled_from(NAMES),
    st.sampled_from(["IR", "TR"]),
    st.sampled_from(["office/a", "office/b"]),
    st.sampled_from(["", "CN"]),
)
agreements = st.builds(
    lambda label, parties, **told: agreement("", label, *parties, **told),
    st.sampled_from(LABELS),
    st.sampled_from([("IR", "TR"), ("IR",), ("IR", "RU")]),
    signed=st.sampled_from([None, "2020", "2020-01-05", "2021-03-01"]),
    status=st.sampled_from(["", "Signed", "Withdrawn"]),
    issued=st.sampled_from([None, "2020-02", "2022-01-01"]),
    id_=st.sampled_from(["", "agreement/x-00000000"]),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    """Documents that were renamed a, b, c …: every claim and quote with them."""
    drawn = draw(st.lists(st.one_of(officials, agreements), max_size=7))
    return [_named(extraction, chr(97 + i)) for i, extraction in enumerate(drawn)]


def _named(extraction: Extraction, name: str) -> Extraction:
    claims = tuple(
        claim(name, c.subject, c.predicate, c.object, office=c.office, date=c.date) for c in extraction.claims
    )
    return replace(extraction, document=replace(extraction.document, identifier=name, sha256=name), claims=claims)


@settings(deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(corpus: list[Extraction], random: object) -> None:
    turned = list(corpus)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert resolve(turned) == resolve(corpus)


@settings(deadline=None)
@given(corpora())
def test_to_resolve_again_changes_nothing(corpus: list[Extraction]) -> None:
    once = resolve(corpus)
    assert resolve(once[1]) == once


@settings(deadline=None)
@given(corpora())
def test_nothing_is_lost(corpus: list[Extraction]) -> None:
    entities, resolved = resolve(corpus)
    known = {e.id: e for e in entities}
    assert len(known) == len(entities)
    for before, after in zip(corpus, resolved, strict=True):
        assert {e.exact for c in before.claims for e in c.evidence} == {
            e.exact for c in after.claims for e in c.evidence
        }
        assert {n for e in before.entities for n in (*e.labels, *e.names)} <= {
            n for e in entities for n in (*e.labels, *e.names)
        }
        assert all(end in known for c in after.claims for end in (c.subject, c.object))
        assert all(m.entity in known for m in after.mentions)


@settings(deadline=None)
@given(corpora())
def test_no_merge_is_without_its_reason(corpus: list[Extraction]) -> None:
    entities, resolved = resolve(corpus)
    came: dict[str, set[str]] = {}
    for before, after in zip(corpus, resolved, strict=True):
        for mine, theirs in zip(before.mentions, after.mentions, strict=True):
            came.setdefault(theirs.entity, set()).add(mine.entity)
    told = {e.id: [v for n, v in e.facts if n == "why"] for e in entities}
    assert all(told[id_] for id_, some in came.items() if len(some) > 1)


def test_a_build_tells_each_thing_once(tmp_path: Path) -> None:
    for name, text in {
        "a": "وزیر خارجه روسیه سرگئی لاوروف روز سه‌شنبه با هاکان فیدان وزیر خارجه ترکیه دیدار کرد.",
        "b": "لاوروف وزیر خارجه روسیه به تهران سفر کرد.",
    }.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    graph = build(tmp_path)
    assert len({e.id for e in graph.entities}) == len(graph.entities)
    assert Modality.ASSERTED in {c.modality for c in graph.claims}


# -- packs of one's own ------------------------------------------------------------------------------------------------

OWN_PEOPLE = {"margarta-testova": "مارگارتا تستووا", "kamruz-testi": "کامروز تستی", "kamrus-testi": "کامروس تستی"}
OWN_BODIES = ("blue-council", "green-council")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack with people and bodies that only its owner knows."""
    people = [f"{id_}\tfa\tfull\tpress\t2025\t{name}" for id_, name in OWN_PEOPLE.items()]
    english = [f"{id_}\ten\tfull\tpress\t2025\t{id_}" for id_ in OWN_PEOPLE]
    bodies = [f"{id_}\ten\tname\tpress\t2025\t{id_}" for id_ in OWN_BODIES]
    tables = {
        "people": tuple(f"{id_}\t\tRU\t{id_}\tpress\t2025" for id_ in OWN_PEOPLE),
        "names/people": (*people, *english),
        "organizations": tuple(f"{id_}\t\tgovernment-body\tIR\t{id_}\tpress\t2025" for id_ in OWN_BODIES),
        "names/organizations": tuple(bodies),
    }
    return lay(tmp_path / "own", tables)


def test_a_person_of_ones_own_pack_is_known_in_another_spelling_too(own: Path) -> None:
    who = Entity("official/margarta-testova", Kind.OFFICIAL, (Name("fa", "مارگارتا تستووا"),))
    told = document("a", who, claims=(held("a", who, "country/RU", "office/spokesperson-of-ru"),))
    other = official("b", "مارگاتا تستووا", "RU")
    assert ids("Official", told, other, extra=(own,)) == [who.id]
    assert len(ids("Official", told, other)) == 2


def test_bodies_that_ones_own_pack_tells_apart_stay_apart(own: Path) -> None:
    def told(doc: str, id_: str) -> Extraction:
        names, facts = (Name("fa", "شورای تست"),), (("country", "country/IR"),)
        return document(doc, Entity(f"organization/{id_}", Kind.ORGANIZATION, names, facts=facts))

    both = [told(id_, id_) for id_ in OWN_BODIES]
    assert ids("Organization", *both, extra=(own,)) == [f"organization/{id_}" for id_ in OWN_BODIES]
    assert len(ids("Organization", *both)) == 1


def test_names_that_ones_own_pack_tells_apart_are_not_two_spellings(tmp_path: Path, own: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for first in ("کامروز", "کامروس"):
        (news / f"{first}.txt").write_text(f"{first} راستینی وزیر راه روسیه به تهران سفر کرد.\n", encoding="utf-8")
    counts = [sum(e.kind == "Official" for e in build(news, knowledge=k).entities) for k in ((), (own,))]
    assert counts == [1, 2]
    for knowledge in ((), (own,)):  # a store follows a change of the packs
        project.update([news], out=tmp_path / "out", formats=("nq",), knowledge=knowledge)
        built = (tmp_path / "out/graph.nq").read_text(encoding="utf-8")
        assert built == build(news, knowledge=knowledge).nquads
