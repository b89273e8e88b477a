"""Verb groups: «خواهد کرد», «گفته شده بود», «انجام نمی‌شود» as one verb each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diplograph.lang import Language
from diplograph.lang.verbs import Verb
from diplograph.read.items import Item


class Group(NamedTuple):
    """A verb group: the past stem of its main verb, tense, person, polarity and voice."""

    stem: str
    tense: str
    person: str
    negative: bool
    passive: bool
    kind: str
    start: int
    end: int


def group_at(items: Sequence[Item], i: int, lang: Language) -> Group | None:
    """The verb group that starts at item i; None where the word only looks like a verb, or is a modal."""
    verb = lang.verbs[items[i].value]
    if verb.kind == "modal" or verb.tense == "infinitive":
        return None
    if verb.kind == "nominal" and verb.tense == "past" and verb.person == "3s" and not _ends(items, i + 1):
        return None
    if verb.kind == "future" and verb.tense == "past" and i and items[i - 1].value == "to":
        return None  # «به خواست»
    if verb.kind == "future" and verb.tense == "subjunctive" and items[i].value not in lang.among("should-want"):
        return _future(items, i, verb, lang)
    if verb.tense == "participle":
        return _compound(items, i, verb, lang)
    return _group(items, i, i + 1, verb, passive=verb.stem in lang.among("verb:passive"))


def _group(
    items: Sequence[Item],
    i: int,
    j: int,
    verb: Verb,
    *,
    passive: bool,
    tense: str = "",
    person: str | None = None,
    negative: bool | None = None,
) -> Group:
    return Group(
        stem=verb.stem,
        tense=tense or verb.tense,
        person=(verb.person if person is None else person) or "3s",
        negative=verb.negative if negative is None else negative,
        passive=passive,
        kind=verb.kind,
        start=items[i].start,
        end=items[j - 1].end,
    )


def _verb(items: Sequence[Item], i: int, lang: Language) -> Verb | None:
    return lang.verbs[items[i].value] if i < len(items) and items[i].kind == "verb" else None


def _future(items: Sequence[Item], i: int, will: Verb, lang: Language) -> Group | None:
    """«خواهد کرد»."""
    verb = _verb(items, i + 1, lang)
    if verb is None:
        return None
    passive = verb.stem in lang.among("verb:passivizes")
    return _group(items, i, i + 2, verb, passive=passive, tense="future", person=will.person, negative=will.negative)


def _compound(items: Sequence[Item], i: int, verb: Verb, lang: Language) -> Group | None:
    """A participle and its auxiliaries: «گفته است», «گفته شده بود», «گفته خواهد شد»."""
    j, last, tense, negative = i + 1, verb, verb.tense, verb.negative
    passive = verb.stem in lang.among("verb:passive")
    while (after := _verb(items, j, lang)) and after.kind != "modal":
        if after.tense == "infinitive":  # «کشته شدن»
            return None
        passive = passive or after.stem in lang.among("verb:passivizes")
        tense, negative, last, j = _tense(after), negative or after.negative, after, j + 1
        if after.tense != "participle":
            if after.kind == "future" and _verb(items, j, lang):
                tense, j = "future", j + 1
            break
    if j == i + 1:
        asked = verb.stem in lang.among("verb:ask") and i > 1 and items[i - 1].np and items[i - 2].value == "from"
        if not (asked or _ends(items, j) or verb.stem in lang.among("verb:do")):  # «متهم کرده در … دست داشته»
            return None
        tense = "perfect"
    return _group(items, i, j, verb, passive=passive, tense=tense, person=last.person, negative=negative)


def _tense(auxiliary: Verb) -> str:
    if auxiliary.kind == "copula":
        return "pluperfect" if auxiliary.tense == "past" else "perfect"
    return auxiliary.tense


def _ends(items: Sequence[Item], j: int) -> bool:
    """Whether a clause may end before item j."""
    if j >= len(items) or items[j].kind == "mark":
        return True
    if items[j].kind == "case":
        return items[j].value == "when" and items[j].end - items[j].start == 1  # «… تحت فشار قرار داده تا …»
    return items[j].kind == "word" and items[j].value in ("and", "that", "comma")
