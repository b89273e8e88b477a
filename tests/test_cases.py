"""What the reader makes of plain sentences: one case a block of `cases/*.txt`; `known-gaps/` is what it gets wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.case import HERE, Case, cases, written

FILES = sorted(HERE.glob("*.txt"))
GAPS = sorted((HERE / "known-gaps").glob("*.txt"))
MOST_GAPS = 40


def of(files: list[Path]) -> list[Case]:
    return [case for path in files for case in cases(path)]


@pytest.mark.parametrize("case", of(FILES), ids=lambda c: c.id)
def test_the_reader_claims_what_the_case_says(case: Case) -> None:
    assert not case.faults(), "\n".join([case.why, case.text, *case.faults()])


@pytest.mark.parametrize("case", of(GAPS), ids=lambda c: c.id)
def test_a_known_gap_is_still_one(case: Case) -> None:
    assert case.faults(), f"the reader gets it right now: move it from known-gaps/{case.file}.txt to {case.file}.txt"


def test_the_gaps_are_few() -> None:
    assert len(of(GAPS)) <= MOST_GAPS


def test_every_case_says_why_and_no_text_comes_twice() -> None:
    every = of(FILES) + of(GAPS)
    assert all(case.why for case in every)
    texts = [(case.text, case.issued) for case in every]
    assert sorted({t for t in texts if texts.count(t) > 1}) == []


def test_a_line_that_is_no_field_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("text: ایران\nwhat: this\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.txt:2"):
        list(cases(path))


def test_a_claim_line_out_of_order_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("text: ایران\nclaim: country/IR met country/RU not planned\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.txt:1"):
        list(cases(path))


def test_a_text_written_as_a_case_is_a_case_that_holds(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    path.write_text(written("وزیر خارجه ترکیه با وزیر خارجه عراق دیدار کرد.", "2022-05-01"), encoding="utf-8")
    (case,) = cases(path)
    assert case.claims
    assert case.faults() == []
