"""What the reader reaches on our own passages may rise, and fall only with a written reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from diplograph.build import build
from diplograph.export.table import read
from diplograph.score import Score, measure, of_table, read_gold
from gold import pin

GOLD = Path(__file__).parent / "gold"
FLOORS = pin.floors()


@cache
def score() -> Score:
    return pin.reached()


@pytest.mark.parametrize(("table", "name"), [(t, n) for t, values in FLOORS.items() if t != "ceilings" for n in values])
def test_no_number_is_below_its_floor(table: str, name: str) -> None:
    now, floor = pin.numbers(score())[table].get(name, 0.0), FLOORS[table][name]
    assert now >= floor, f"{table}.{name} fell to {now:.3f}, below {floor}: see diplograph score tests/gold --show all"


@pytest.mark.parametrize("name", FLOORS["ceilings"])
def test_no_number_is_above_its_ceiling(name: str) -> None:
    now, ceiling = pin.numbers(score())["ceilings"][name], FLOORS["ceilings"][name]
    assert now <= ceiling, f"{name} rose to {now}, above {ceiling}: see diplograph score tests/gold --show all"


def test_every_number_has_a_floor() -> None:
    assert {(t, n) for t, v in pin.numbers(score()).items() for n in v} <= {
        (t, n) for t, v in FLOORS.items() for n in v
    }


def test_a_floor_falls_only_with_a_reason() -> None:
    assert all(entry.get("reason") and entry.get("floor") for entry in pin.lowered())


def test_pinning_never_lowers_a_floor() -> None:
    again = pin.raised(
        {"relations": {"f1": 0.1}, "ceilings": {"silent": 9}}, {"relations": {"f1": 0.5}, "ceilings": {"silent": 1}}
    )
    assert again == {"relations": {"f1": 0.5}, "ceilings": {"silent": 1}}


def test_every_passage_has_its_text_and_its_gold() -> None:
    assert {p.stem for p in GOLD.glob("*.txt")} == {p.stem for p in GOLD.glob("*.json")}


def test_a_finished_graph_scores_as_its_extractions_do() -> None:
    graph = build(*sorted(GOLD.glob("*.txt")))
    again = measure(read_gold(GOLD), of_table(read(graph.lines), {}))
    assert (again.relations, again.entities) == (score().relations, score().entities)
    assert (again.modality, again.speaker) == (score().modality, score().speaker)
