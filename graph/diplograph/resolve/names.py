"""Names compared across documents: by their letters, by their words, and by how they sound.

What is known of names is in the packs; `extra` are folders of packs over the built-in ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from diplograph import knowledge, lang
from diplograph.ids import slug
from diplograph.text import key

_WORD = re.compile(r"\w+")
_QUOTED = re.compile('[«“"]([^»”"]+)[»”"]')
_VOWELS = re.compile("[aeiouvy-]")  # v stands for the letter vav, which is mostly one
_ALIKE = 0.75  # of two words that sound alike
_LONG = 4  # consonants, for a name that may be misspelt in one


@cache
def words(name: str, language: str) -> tuple[str, ...]:
    """The folded words of a person's name, without what only honours its bearer; of «a name» in marks, what they hold.

    >>> words("آقای سرگئی\u200cلاوروف", "fa")
    ('سرگییلاوروف',)
    """
    quoted = _QUOTED.match(name)
    plain = _WORD.findall(key(quoted[1] if quoted else name))
    honours = _honorifics(language)
    return tuple(w for w in plain if w not in honours) or tuple(plain)


def full(name: tuple[str, ...], language: str, extra: tuple[Path, ...] = ()) -> bool:
    """Whether words are a whole name: two or more, and none of an office or of grammar.

    >>> full(("سرگیی", "لاوروف"), "fa"), full(("رییس", "جمهوری"), "fa"), full(("لاوروف",), "fa")
    (True, False, False)
    """
    return len(name) > 1 and not _unfit(language, extra) & set(name)


def letters(name: str) -> str:
    """A name without its spaces and marks: «علی‌اکبر» and «علی اکبر» are one.

    >>> letters("علی\u200cاکبر") == letters("علي اکبر")
    True
    """
    return "".join(_WORD.findall(key(name)))


@cache
def skeleton(name: str) -> str:
    """The consonants of a name, letters of one sound being one.

    >>> skeleton("لاوروف") == skeleton("لاورف")
    True
    """
    return _VOWELS.sub("", slug(name))


def sounds(name: str) -> set[str]:
    """The skeleton of a name, and it with one consonant missing: two that are one slip apart have one in common."""
    bones = skeleton(name)
    return {bones} | {bones[:i] + bones[i + 1 :] for i in range(len(bones))} if len(bones) >= _LONG else set()


def near(a: tuple[str, ...], b: tuple[str, ...], language: str, extra: tuple[Path, ...] = ()) -> bool:
    """Whether two names may be spellings of one: word by word alike, none of them a different well-known name.

    >>> near(("سرگیی", "لاوروف"), ("سرگیی", "لاورف"), "fa"), near(("حسن", "روحانی"), ("حسین", "روحانی"), "fa")
    (True, False)
    """
    borne = _borne(language, extra)
    return len(a) == len(b) and all(x == y or _spelt(x, y, borne) for x, y in zip(a, b, strict=True))


def _spelt(a: str, b: str, borne: Mapping[str, frozenset[tuple[str, str]]]) -> bool:
    alike = skeleton(a) == skeleton(b) or SequenceMatcher(None, a, b).ratio() >= _ALIKE
    return alike and not _told_apart(a, b, borne)


def _told_apart(a: str, b: str, borne: Mapping[str, frozenset[tuple[str, str]]]) -> bool:
    """Whether known people bear both words, and nobody bears one in one spelling of his name, one in another."""
    ours, theirs = borne.get(a, frozenset()), borne.get(b, frozenset())
    spelt = {person for person, _ in ours - theirs} & {person for person, _ in theirs - ours}
    return bool(ours and theirs) and not spelt


@cache
def topic(name: str, language: str, extra: tuple[Path, ...] = ()) -> frozenset[str]:
    """What the words of an agreement's name say besides its kind and its parties.

    >>> sorted(topic("موافقت\u200cنامه گمرکی ایران و روسیه", "fa"))
    ['گمرکی']
    """
    return frozenset(_WORD.findall(key(name))) - _plain(language, extra)


@cache
def _honorifics(language: str) -> frozenset[str]:
    rows = lang.load(language).words
    return frozenset(w for phrase, senses in rows.items() if ("word", "honorific") in senses for w in phrase)


@cache
def _unfit(language: str, extra: tuple[Path, ...]) -> frozenset[str]:
    """Words of offices and of grammar that no known person is called by."""
    rows = knowledge.load(extra=extra).names["offices"]
    offices = {w for row in rows if row.lang == language for p in _forms(row.name) for w in p}
    return frozenset(offices | _grammar(language)) - _borne(language, extra).keys()


@cache
def _grammar(language: str) -> frozenset[str]:
    return frozenset(w for phrase in lang.load(language).words if len(phrase) == 1 for w in phrase)


@cache
def _borne(language: str, extra: tuple[Path, ...]) -> dict[str, frozenset[tuple[str, str]]]:
    """For every word of a known person's name, the persons and names that it is of."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in knowledge.load(extra=extra).names["people"]:
        for word in _WORD.findall(key(row.name)) if row.lang == language else ():
            found.setdefault(word, set()).add((row.id, row.name))
    return {word: frozenset(rows) for word, rows in found.items()}


@cache
def _plain(language: str, extra: tuple[Path, ...]) -> frozenset[str]:
    """Words that are no topic: of grammar, of kinds of agreement, of countries."""
    kinds = {w for *_, name in lang.rows(language, "agreements", 3) for p in _forms(name) for w in p}
    rows = knowledge.load(extra=extra).names["countries"]
    countries = {w for row in rows if row.lang == language for p in _forms(row.name) for w in p}
    return frozenset(_grammar(language) | kinds | countries)


def _forms(name: str) -> set[lang.Phrase]:
    return {*lang.phrases(name, lang.Glue(frozenset(), frozenset()))}
