"""What the reader makes of plain sentences: one case a block of `cases/*.txt`; `known-gaps/` is what it gets wrong."""

from __future__ import annotations

import doctest
import re
from itertools import takewhile
from pathlib import Path

import pytest

from cases.case import HERE, Case, cases, written
from diplograph import lang
from diplograph.pipeline import extract
from diplograph.read.clauses import split
from diplograph.read.find import Finder
from diplograph.read.govern import govern
from diplograph.read.index import index
from diplograph.read.scene import Scene
from diplograph.read.tokens import sentences
from diplograph.read.vocabulary import Vocabulary
from diplograph.text import Document, Span
from test_lang_packs import FLAGS, ROLES

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


# -- the page on reading ---------------------------------------------------------------------------------------------

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"


def rows_of(page: str, head: str) -> list[list[str]]:
    """The cells of the table with that first column."""
    lines = page.splitlines()
    start = next(n for n, row in enumerate(lines) if row.startswith(f"| {head} |")) + 2
    table = takewhile(lambda row: row.startswith("|"), lines[start:])
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


def test_every_example_of_the_page_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    page = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    assert doctest.DocTestRunner().run(page) == doctest.TestResults(0, len(page.examples))
    assert page.examples


def test_every_case_of_the_page_holds(tmp_path: Path) -> None:
    blocks = re.findall(r"```\n((?:# why|text): .*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "page.txt"
    path.write_text("---\n".join(blocks), encoding="utf-8")
    assert [case.faults() for case in cases(path)] == [[], []]


def test_the_page_carries_its_sentence_through_the_steps() -> None:
    page = PAGE.read_text(encoding="utf-8")
    (text,) = re.findall(r"```\n(وزير.*?)\n```", page)
    words = index("fa")
    (sentence,) = sentences(text, [Span(0, len(text))], words.lang)
    tokens = sentence.tokens
    items = Finder(Scene(words, Vocabulary((t.key for t in tokens), words), issued=None), text, tokens).items()
    kinds = [f"{i.kind} `{i.value}`" if i.kind == "case" else i.kind for i in items]
    refs = [", ".join(i.np.refs) if i.np else "" for i in items]
    shown = [text[tokens[i.start].start : tokens[i.end - 1].end] for i in items]
    assert rows_of(page, "item") == [list(row) for row in zip(kinds, shown, refs, strict=True)]
    told = [c for c in split(items, words.lang) if c.verb]
    for clause in told:
        govern(clause)
    verbs = [f"{c.verb.stem}, {c.verb.tense}" for c in told if c.verb]
    subjects = [c.subject.refs[0] if c.subject else "" for c in told]
    assert [row[1:3] for row in rows_of(page, "clause")] == [list(row) for row in zip(verbs, subjects, strict=True)]


def test_the_page_tells_every_column_and_no_role_or_flag_that_is_not_read() -> None:
    page = PAGE.read_text(encoding="utf-8")
    head = (lang.HERE / "fa" / "frames.tsv").read_text(encoding="utf-8").splitlines()[0].split("\t")
    assert [row[0].strip("`") for row in rows_of(page, "column")] == head
    assert {row[0].strip("`") for row in rows_of(page, "role")} <= set(ROLES)
    assert set(re.findall(r"`([^`]+)`", " ".join(row[0] for row in rows_of(page, "flag")))) <= set(FLAGS)
    (row,) = re.findall(r"```\n(supports-.*)\n```", page)
    assert len(row.split("\t")) == len(head)


def test_every_link_of_the_page_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE.read_text(encoding="utf-8"))
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("text", "issued", "office", "labels"),
    [
        (
            "جرج بوش رئيس جمهور آمريكا به نروژ سفر كرد.",
            "2004-01-03",
            "office/president-of-united-states",
            ("President of United States", "رئیس جمهور آمریکا"),
        ),
        (
            "وزیران خارجه روسیه و چین، سرگئی لاوروف و وانگ یی، در نروژ دیدار کردند.",
            "2015-07-22",
            "office/minister-of-foreign-affairs-of-china",
            ("Minister of Foreign Affairs of China", "وزیر خارجه چین"),
        ),
        (
            "شارل میشل رئیس شورای اروپا به نروژ سفر کرد.",
            "2022-01-03",
            "office/president-of-the-european-council",
            ("President of the European Council", "رئیس شورای اروپا"),
        ),
    ],
    ids=["Arabic letters", "told in the plural", "whose it is stands in its words"],
)
def test_an_office_is_labelled_as_the_article_has_it(
    text: str, issued: str, office: str, labels: tuple[str, ...]
) -> None:
    found = extract(Document("a.txt", text, "0" * 64, issued=issued))
    entity = next((e for e in found.entities if e.id == office), None)
    assert entity is not None, sorted(e.id for e in found.entities)
    assert tuple(n.text for n in entity.labels) == labels
