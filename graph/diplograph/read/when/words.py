"""The words of dates in one language, from its pack, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from diplograph.lang import rows
from diplograph.read.patterns import trie
from diplograph.text import key

_UNITS = ("day", "week", "month", "year")
_COUNTS = ("hours", "days", "weeks", "months", "years")
_BETWEEN = re.compile("\u200c|&zwnj;|&nbsp;|\\s")

_Shift = tuple[str, int, int]  # a unit, and the first and the last of them, counted from that of publication


@dataclass(frozen=True)
class Words:
    """What each word of the language means, by its letters alone, and the patterns that find them in folded text.

    `relative` counts by itself («هفته گذشته»), `counted` with a number before it («دو روز پیش»). `steps` are the words
    that make a weekday or month the last or the next one. `solar` are the calendars whose months the language names.
    """

    months: dict[str, tuple[str, int, str]]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    relative: dict[str, _Shift]
    counted: dict[str, _Shift]
    skip: frozenset[str]
    units: dict[str, str]
    steps: dict[str, int]
    calendars: dict[str, str]
    solar: tuple[str, ...]
    anniversaries: frozenset[tuple[str, int, int]]
    patterns: dict[str, re.Pattern[str]]

    def number(self, text: str) -> int:
        """The number that digits (with an ending, perhaps) or a word tell."""
        digits = re.match(r"\d+", text)
        return int(digits[0]) if digits else self.numbers[plain(text)]


def plain(text: str) -> str:
    """The letters of a phrase, without what may stand between them.

    >>> plain("سه\u200cشنبه") == plain("سه شنبه")
    True
    """
    return _BETWEEN.sub("", key(text))


@cache
def words_of(language: str) -> Words:
    """The words of a language; of one without a pack there are none, and only numbers are found."""
    phrases: dict[str, list[tuple[str, str, str]]] = {}
    for role, low, high, _, name in rows(language, "relative_dates", 5):
        phrases.setdefault(role, []).append((plain(name), low, high))
    months = {plain(name): (c, int(m), use) for c, m, use, _, name in rows(language, "months", 5)}

    def shifts(units: Iterable[str]) -> dict[str, _Shift]:
        return {name: (u, int(a), int(b)) for u in units for name, a, b in phrases.get(u, [])}

    def first(*roles: str) -> dict[str, str]:
        return {name: value for role in roles for name, value, _ in phrases.get(role, [])}

    return Words(
        months=months,
        weekdays={plain(name): int(iso) for iso, _, name in rows(language, "weekdays", 3)},
        numbers={plain(name): int(value) for value, _, _, name in rows(language, "numbers", 4)},
        relative=shifts(_UNITS),
        counted=shifts(_COUNTS),
        skip=frozenset(first("none")),
        units=first("unit"),
        steps={name: int(value) for name, value in first("after", "before").items()},
        calendars=first("calendar"),
        solar=tuple(sorted({c for c, _, _ in months.values()} - {"hijri"})),
        anniversaries=frozenset((c, int(m), int(d)) for c, m, d, _ in rows(language, "anniversaries", 4)),
        patterns={name: re.compile(pattern, re.IGNORECASE) for name, pattern in _patterns(language).items()},
    )


def _patterns(language: str) -> dict[str, str]:
    relative = list(rows(language, "relative_dates", 5))
    numbers = list(rows(language, "numbers", 4))

    def of(*roles: str, unit: str = "") -> str:
        return trie(name for role, value, *_, name in relative if role in roles and unit in ("", value))

    number = trie(name for *_, name in numbers)
    day = rf"(?:\d{{1,2}}(?:\s?م|\s?ام|st|nd|rd|th)?|{trie(n for _, kind, _, n in numbers if kind != 'count')})"
    month, year, step = of("unit", unit="month"), of("unit", unit="year"), of("after")
    words = trie(
        [name for pack, width in (("months", 5), ("weekdays", 3)) for *_, name in rows(language, pack, width)]
        + [name for role, *_, name in relative if role in (*_UNITS, *_COUNTS, "none", "unit")]
    )
    calendar = rf"(?P<calendar>{of('calendar')})(?!\w)"
    named = rf"(?:\s{{0,3}}\(?\s{{0,3}}{calendar})?"
    # where the month comes first, as in English, a bare number after it is its day; elsewhere it must lead to a year
    follows = "" if any(role == "order" for role, *_ in relative) else r"(?=\s+\d{4}(?!\d))"
    mark = rf"(?:\s*{of('mark')})" if any(role == "mark" for role, *_ in relative) else ""
    edge = r"(?<![^\W\d_])"  # no letter before: a digit may touch, as in «27خرداد»
    return {
        "trigger": rf"{edge}(?:(?P<word>{words})(?=\W|$|{month}(?!\w))"
        r"|(?<![\w/.-])(?P<numeric>\d{1,4}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)\d{1,4})(?![\d/-]|\.\d))",
        "gap": rf"[\s()،,/–—-]{{0,4}}(?:{of('between')})?[\s()،,:/–—-]{{0,4}}(?:{of('between')})?\s*",
        "day": rf"(?<![\w+./:-])(?:(?P<part>{of('part')})\s+)?"
        rf"(?:(?P<day>{day})|(?P<from>{day})\s*(?:{of('and')}|[–-])\s*(?P<till>{day}))"
        rf"[\s-]*(?:{of('of')}\s+)?(?:{month}\s+)?$",
        "count": rf"{edge}(?<![\d+./:-])(?P<count>\d{{1,3}}|{number})\s+$",
        "after": rf"\s+(?P<step>{step})(?!\w)",
        "before": rf"{edge}(?P<step>{of('before')})\s+$",
        "monthly": rf"{edge}{month}\s+$",
        "tail": rf"(?:(?P<unit>\s*{month})(?!\w))?"
        rf"(?:\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|\.\d),?{follows})?"
        rf"(?:[\s-]{{0,5}}(?:{year})?[\s-]{{0,5}}"
        rf"(?:(?P<year>\d{{4}})(?!\d)|(?P<short>\d\d)(?=\s{{0,3}}(?:[\n،,؛.:()»-]|$))){named})?",
        "year": rf"\s+(?:(?P<before>{of('calendar')})\s+)?(?P<year>\d{{4}})(?!\d|[./]\d){named}{mark}",
        "calendar step": rf"\s+{calendar}\s+(?P<step>{step})(?!\w)",
        "calendar": rf"\s{{0,3}}\(?\s{{0,3}}{calendar}",
    }
