"""Scores mean what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from diplograph.build import build
from diplograph.errors import SourceError
from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Mention, Name
from diplograph.rdf import Dataset
from diplograph.score import Answer, Rate, Thing, Told, measure, of_dataset, read_gold
from diplograph.score.align import align, likeness, unnamed
from diplograph.score.command import score as command
from diplograph.text import Document, Span

IRAN = Thing("e1", "Country", ("ایران",), iso="IR")
FIDAN = Thing("e2", "Official", ("هاکان فیدان", "فیدان"))
MINISTRY = Thing("e3", "Organization", ("وزارت خارجه",))
TREATY = Thing("e4", "Agreement", ("توافق تجاری ایران و ترکیه",))
GOLD = Answer({t.id: t for t in (IRAN, FIDAN, MINISTRY, TREATY)}, (Told("e1", "met", "e2"), Told("e1", "signed", "e4")))


def _answers(*told: Told) -> dict[str, Answer]:
    return {"a": Answer(GOLD.things, told)}


def test_the_same_answer_is_right_in_everything() -> None:
    same = measure({"a": GOLD}, {"a": GOLD})
    assert same.relations.f1 == same.entities.f1 == same.modality.precision == same.speaker.precision == 1


def test_a_document_that_was_not_read_is_all_missed() -> None:
    missed = measure({"a": GOLD}, {})
    assert (missed.relations.recall, missed.entities.recall) == (0, 0)
    assert list(missed.documents["a"].misses) == [("met", "e1", "e2"), ("signed", "e1", "e4")]


def test_symmetric_relations_are_right_in_either_direction_and_others_are_not() -> None:
    turned = measure({"a": GOLD}, _answers(Told("e2", "met", "e1"), Told("e4", "signed", "e1")))
    assert turned.relations == Rate(right=1, found=2, gold=2)


def test_modality_and_speaker_are_told_of_hits_alone() -> None:
    told = (Told("e1", "met", "e2", "planned", "e2"), Told("e2", "accuses", "e1", "planned", "e2"))
    score = measure({"a": GOLD}, _answers(*told))
    assert (score.modality, score.speaker) == (Rate(0, 1, 1), Rate(0, 1, 1))


def test_a_relation_said_twice_counts_once() -> None:
    assert measure({"a": GOLD}, _answers(*GOLD.told, *GOLD.told)).relations == Rate(2, 2, 2)


def test_a_minister_is_of_the_ministry_and_of_the_country() -> None:
    gold = {"a": Answer(GOLD.things, (Told("e2", "holds_office", "e1"),))}
    assert measure(gold, _answers(Told("e2", "holds_office", "e3"))).relations.f1 == 1


def test_an_office_that_nobody_names_has_no_office_on_either_side() -> None:
    office = Thing("e5", "Official", (), canon="Foreign Minister of Turkey")
    things = {**GOLD.things, "e5": office}
    answer = {"a": Answer(things, (Told("e5", "holds_office", "e1"),))}
    assert unnamed(office)
    assert measure(answer, answer).relations == Rate(0, 0, 0)


def test_relations_where_there_are_none_are_counted() -> None:
    assert measure({"a": Answer()}, _answers(*GOLD.told)).silent == 2


def test_a_duplicate_that_nobody_merged_still_stands_for_its_thing() -> None:
    found = {"x": Thing("x", "Official", ("هاكان فیدان",)), "y": Thing("y", "Official", ("فیدان",))}
    assert align({"e2": FIDAN}, found) == {"x": "e2", "y": "e2"}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Thing("x", "Country", ("ایران",), iso="IR"), 0),
        (Thing("x", "Official", ("هاكان\u200cفيدان",)), 3),
        (Thing("x", "Official", ("آقای هاکان فیدان وزیر",)), 1),
        (Thing("x", "Official", ("سرگئی لاوروف",)), 0),
    ],
)
def test_officials_are_alike_by_their_names(found: Thing, expected: int) -> None:
    assert likeness(FIDAN, found) == expected


def test_agreements_are_alike_by_most_of_their_words() -> None:
    assert likeness(TREATY, Thing("x", "Agreement", ("توافق تجاری",))) == 2
    assert likeness(TREATY, Thing("x", "Agreement", ("توافق",))) == 0


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_rates_lie_between_nought_and_one(right: int, more: int, missed: int) -> None:
    rate = Rate(right, right + more, right + missed)
    assert all(0 <= n <= 1.000001 for n in (rate.precision, rate.recall, rate.f1))


TEXT = "سرگئی لاوروف وزیر خارجه روسیه با هاکان فیدان دیدار کرد. او به ترکیه رفت."
ENTITIES = (
    Entity("country/RU", Kind.COUNTRY, (Name("fa", "روسیه"),), facts=(("iso2", "RU"),)),
    Entity("country/TR", Kind.COUNTRY, (Name("fa", "ترکیه"),), facts=(("iso2", "TR"),)),
    Entity("official/f", Kind.OFFICIAL, (Name("fa", "هاکان فیدان"),)),
    Entity("official/l", Kind.OFFICIAL, (Name("fa", "سرگئی لاوروف"),)),
)


def _at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _read(document: Document) -> Extraction:
    """Three claims: with both ends in the sentence, with one elsewhere in the document, with one nowhere."""
    told = [
        ("official/f", "met", "official/l", "دیدار کرد"),
        ("official/l", "visited", "country/TR", "ترکیه رفت"),
        ("official/l", "represents", "country/RU", "وزیر خارجه"),
    ]
    claims = tuple(
        Claim(f"{i:016x}", s, p, o, (Evidence(document.identifier, _at(quote), quote),))
        for i, (s, p, o, quote) in enumerate(told)
    )
    spoken = (("official/f", "هاکان فیدان"), ("official/l", "سرگئی لاوروف"), ("country/TR", "ترکیه"))
    mentions = tuple(Mention(_at(words), entity, "name") for entity, words in spoken)
    return Extraction(document, ENTITIES, mentions, claims)


def test_claims_say_how_near_their_ends_are_spoken_of() -> None:
    dataset = Dataset(ENTITIES, (_read(Document("a.txt", TEXT, "0")),))
    score = measure({"a": Answer()}, of_dataset(dataset))
    assert score.seen == {"document": 1, "nowhere": 1, "sentence": 1}
    assert (score.unseen("sentence"), score.unseen("document")) == (2 / 3, 1 / 3)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("diplograph.pipeline.extract", _read)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    entities = [
        {"id": "l", "type": "Official", "names": ["سرگئی لاوروف"]},
        {"id": "f", "type": "Official", "names": ["هاکان فیدان"]},
        {"id": "r", "type": "Country", "iso": "RU", "names": ["روسیه"]},
        {"id": "t", "type": "Country", "iso": "TR", "names": ["ترکیه"]},
    ]
    told = [("l", "met", "f"), ("l", "holds_office", "r"), ("l", "visited", "t")]
    relations = [{"s": s, "p": p, "o": o, "line": 0} for s, p, o in told]
    gold = {"id": "a", "entities": entities, "relations": relations}
    (tmp_path / "a.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_the_command_needs_nothing_but_the_gold_with_its_texts(folder: Path) -> None:
    run = CliRunner().invoke(command, [str(folder), "--json"], catch_exceptions=False)
    assert json.loads(run.stdout)["relations"]["f1"] == 1


def test_the_command_scores_a_finished_build(folder: Path) -> None:
    build(folder / "a.txt").write(folder / "out", ["nq"])
    run = CliRunner().invoke(
        command, [str(folder), "--data", str(folder / "out"), "--show", "a"], catch_exceptions=False
    )
    assert "hit" in run.stdout and "سرگئی لاوروف" in run.stdout


@pytest.mark.parametrize("text", ["{", "[]", '{"entities": []}'])
def test_a_gold_file_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.json"):
        read_gold(tmp_path)
