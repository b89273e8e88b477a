"""Tokens and sentences: nothing is lost, everything knows its place, and spellings of one word meet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.lang import phrases
from diplograph.read.index import index
from diplograph.read.tokens import sentences, tokenize
from diplograph.text import ZWNJ, Span, fold, key

LANG = index("fa").lang
LETTERS = "ابپتجچحخدرزژسشصطعغفقکگلمنوهیآأئيك"
MARKS = " \n\t.،؛:؟!«»()\"'-ـ\u200c\u200f\u00ad\u064b٫۱۲٣4"
law = settings(deadline=None)
texts = st.text(st.sampled_from(LETTERS + MARKS), max_size=60) | st.text(max_size=40)


def keys(text: str) -> list[str]:
    return [t.key for t in tokenize(text, LANG)]


# -- laws ------------------------------------------------------------------------------------------------------------


@law
@given(texts)
def test_tokens_stand_in_order_and_do_not_overlap(text: str) -> None:
    tokens = tokenize(text, LANG)
    ends = [0, *(t.end for t in tokens)]
    assert all(end <= t.start < t.end <= len(text) for end, t in zip(ends, tokens, strict=False))


@law
@given(texts)
def test_a_token_is_the_folded_source_of_its_place(text: str) -> None:
    for token in tokenize(text, LANG):
        assert token.key == "".join(key(text[token.start : token.end]).split())


@law
@given(texts)
def test_nothing_but_space_is_lost(text: str) -> None:
    assert "".join(keys(text)) == "".join(key(text).split())


@law
@given(texts, st.integers(0, 1_000))
def test_an_offset_moves_all_tokens_alike(text: str, at: int) -> None:
    plain, moved = tokenize(text, LANG), tokenize(text, LANG, at=at)
    assert [(t.key, t.start + at, t.end + at) for t in plain] == [(t.key, t.start, t.end) for t in moved]


@law
@given(st.lists(texts, max_size=4))
def test_sentences_hold_all_tokens_once(lines: list[str]) -> None:
    text, spans, at = "\n".join(lines), [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    found = [t for s in sentences(text, spans, LANG) for t in s.tokens]
    assert found == [t for s in spans for t in tokenize(s.of(text), LANG, at=s.start)]


@law
@given(texts)
def test_a_folded_text_leads_back_to_its_source(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert "".join(key(Span(a, a + 1).of(text)) for a in folded.offsets[:-1]) == folded.text.lower()


WORDS = ("همکاری‌های", "می‌کند", "نمی‌رود", "رئیس‌جمهور", "گفت‌وگوی", "توافق‌نامه", "بزرگ‌ترین", "رفته‌اند", "آتش‌بس")


@pytest.mark.parametrize("word", WORDS)
def test_the_three_spellings_of_a_word_are_phrases_of_it(word: str) -> None:
    known = set(phrases(word, LANG.glue))
    for spelling in (word, word.replace(ZWNJ, ""), word.replace(ZWNJ, " ")):
        assert tuple(keys(spelling)) in known, spelling


@law
@given(st.lists(st.sampled_from(("همکاری‌ها", "می‌رود", "نمی‌کند", "بزرگ‌تر", "کشورهای", "گفته‌اند")), max_size=5))
def test_an_affix_is_joined_whether_a_space_or_a_non_joiner_stands_before_it(words: list[str]) -> None:
    text = " ".join(words)
    assert keys(text.replace(ZWNJ, " ")) == keys(text) == keys(text.replace(ZWNJ, ""))


# -- by example ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("همکاری های ما", ["همکاریهای", "ما"]),
        ("می رود", ["میرود"]),
        ("نمی‌رود", ["نمیرود"]),
        ("ديدار كرد", ["دیدار", "کرد"]),
        ("۳.۵ و 3.5 و ٣.٥", ["3.5", "و", "3.5", "و", "3.5"]),
        ("۱۴۰۲/۹/۱۴", ["1402/9/14"]),
        ("ساعت ۱۸:۳۰", ["ساعت", "18:30"]),
        ("«ایران»", ["«", "ایران", "»"]),
        ("ایـــران", ["ایران"]),
        ("تر\u00adکیه", ["ترکیه"]),
        ("NATO", ["nato"]),
        ("آمریکا،ایران", ["امریکا", "،", "ایران"]),
        ("ازایران", ["از", "ایران"]),
        ("وسرگئی", ["و", "سرگیی"]),
        ("آمریکادر", ["امریکا", "در"]),
        ("ادامهداد", ["ادامه", "داد"]),
        ("اعلامکرد", ["اعلام", "کرد"]),
        ("ایران\u00a0و\u2003چین", ["ایران", "و", "چین"]),
        ("", []),
        ("\u200c\u200f", []),
    ],
)
def test_what_a_text_is_cut_into(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize("text", ["بازار", "ازدواج", "وزیر", "درخواست", "بازدید", "اینترنت", "ورزش", "کهن"])
def test_a_word_that_begins_like_a_small_one_stays_whole(text: str) -> None:
    assert keys(text) == [key(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هوا سرد است. باد آمد.", 2),
        ("آیا رفت؟ آری!", 2),
        ("او گفت: «رفتم.» سپس نشست.", 2),
        ("بهای ۳.۵ دلاری", 1),
        ("سرد است", 1),
        ("...", 3),
        ("", 0),
    ],
)
def test_how_many_sentences_a_line_has(text: str, expected: int) -> None:
    assert len(sentences(text, [Span(0, len(text))], LANG)) == expected


def test_a_closing_quote_belongs_to_the_sentence_that_it_closes() -> None:
    text = "گفت: «رفتم.» نشست."
    first, second = sentences(text, [Span(0, len(text))], LANG)
    assert first.span.of(text) == "گفت: «رفتم.»"
    assert second.span.of(text) == "نشست."


def test_a_sentence_knows_its_line_and_whether_it_opens_it() -> None:
    text = "تیتر\nیکم. دوم."
    found = sentences(text, [Span(0, 4), Span(5, len(text))], LANG)
    assert [(s.line, s.opens) for s in found] == [(0, True), (1, True), (1, False)]
