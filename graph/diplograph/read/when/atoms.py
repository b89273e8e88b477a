"""The smallest expressions of dates, left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from diplograph.read.when.readings import (
    YEARS,
    Meaning,
    anniversary,
    counted_from,
    either,
    fixed,
    on_weekday,
    readings_of,
    unit_from,
    yearly,
)
from diplograph.read.when.words import Words, plain


class Atom(NamedTuple):
    """An expression: where it stands, what it may mean, and its kind.

    `fixed` is a whole date, `yearly` one without a year, `weekday` one; all others are counted from publication:
    `today` a day, `exact` a point or a calendar unit, `unit` and `ahead` stretches of the past and of the future.
    """

    start: int
    end: int
    kind: str
    meaning: Meaning


def atoms(text: str, words: Words) -> Iterator[Atom]:
    """The expressions of a folded text."""
    end = 0
    for found in words.patterns["trigger"].finditer(text):
        atom = _numeric(found) if found["numeric"] else _worded(text, found, words)
        if atom and atom.start >= end:
            end = atom.end
            yield atom


def _worded(text: str, found: re.Match[str], words: Words) -> Atom | None:
    word = plain(found["word"])
    if word in words.skip:
        return None
    if word in words.months:
        return _month(text, found, words, *words.months[word])
    if word in words.weekdays:
        step, end = _step(text, found.start(), found.end(), words)
        return Atom(found.start(), end, "weekday", partial(on_weekday, words.weekdays[word], step))
    if word in words.units:
        return _unit(text, found, words, words.units[word])
    return _relative(text, found, words, word)


def _numeric(found: re.Match[str]) -> Atom | None:
    """1402/9/14, 2023-12-05, 14/9/1402, 5/12/2023 (which may be of May or of December), 98/9/14."""
    parts = re.split("[/.-]", found["numeric"])
    a, b, c = map(int, parts)
    if len(parts[0]) == 4 or 70 <= a <= 99:
        orders = [(a if len(parts[0]) == 4 else 1300 + a, b, c)]
    elif len(parts[2]) == 4:
        day_first = c < 1600 or a > 12 or "." in found["numeric"]
        orders = [(c, b, a)] if day_first else [(c, b, a), (c, a, b)]
    else:
        return None
    meant = [r for year, month, day in orders for r in readings_of(_calendar(year), year, month, day)]
    return Atom(found.start(), found.end(), "fixed", fixed([either(meant)])) if meant else None


def _month(text: str, found: re.Match[str], words: Words, calendar: str, month: int, use: str) -> Atom | None:
    """A month, with a day or two before or after it, and a year, where they are told."""
    start, first, last = _days_before(text, found.start(), words)
    tail = words.patterns["tail"].match(text, found.end())
    assert tail is not None  # it may match nothing
    if first is None and tail["day"]:
        first = last = int(tail["day"])
    year = _year_number(calendar, tail["year"], tail["short"])
    said = bool(words.patterns["monthly"].search(text, max(0, start - 8), start) or tail["unit"])
    enough = {
        "alone": True,
        "day": bool(first or year or said),
        "year": bool(year or said),
        "full": bool(first and year),
    }
    if not enough[use]:
        return None
    if year:
        calendar = words.calendars.get(plain(tail["calendar"] or ""), calendar)
        meant = readings_of(calendar, year, month, first, last)
        return Atom(start, tail.end(), "fixed", fixed(meant)) if meant else None
    step, end = _step(text, start, max(found.end(), tail.end("unit"), tail.end("day")), words)
    meaning: Meaning = partial(yearly, calendar, month, first, last, step)
    if first and first == last and (calendar, month, first) in words.anniversaries:
        meaning = partial(anniversary, meaning)
    return Atom(start, end, "yearly", meaning)


def _days_before(text: str, start: int, words: Words) -> tuple[int, int | None, int | None]:
    """Where a date begins whose month starts here, and its first and last day."""
    before = words.patterns["day"].search(text, max(0, start - 48), start)
    if before is None or before["part"]:  # «نیمه دوم آذر» tells no day
        return start, None, None
    first, last = words.number(before["day"] or before["from"]), words.number(before["day"] or before["till"])
    return before.start(), first if first < last else last, last


def _step(text: str, start: int, end: int, words: Words) -> tuple[int | None, int]:
    """Whether a word beside it makes a weekday or month the last (-1) or the next (1), and where it then ends."""
    if after := words.patterns["after"].match(text, end):
        return words.steps[plain(after["step"])], after.end()
    before = words.patterns["before"].search(text, max(0, start - 16), start)
    return (words.steps[plain(before["step"])] if before else None), end


def _unit(text: str, found: re.Match[str], words: Words, unit: str) -> Atom | None:
    """«سال ۱۳۹۴», «سال ۲۰۰۳ میلادی», «سال میلادی جاری»."""
    if stepped := words.patterns["calendar step"].match(text, found.end()):
        step, calendars = words.steps[plain(stepped["step"])], (words.calendars[plain(stepped["calendar"])],)
        return Atom(found.start(), stepped.end(), "exact", partial(unit_from, unit, step, step, calendars))
    tail = words.patterns["year"].match(text, found.end()) if unit == "year" else None
    if tail is None:
        return None
    year = int(tail["year"])
    calendar = words.calendars.get(plain(tail["calendar"] or tail["before"] or ""), _calendar(year))
    meant = readings_of(calendar, year)
    return Atom(found.start(), tail.end(), "fixed", fixed(meant)) if meant else None


def _relative(text: str, found: re.Match[str], words: Words, word: str) -> Atom | None:
    """«هفته گذشته», «سال گذشته میلادی»; with a number before it «دو روز پیش», «۱۸ ماه گذشته»."""
    before = words.patterns["count"].search(text, max(0, found.start() - 24), found.start())
    if before and word in words.counted and (number := words.number(before["count"])):
        unit, first, last = words.counted[word]
        kind = "exact" if first == last else "ahead" if last > 0 else "unit"
        return Atom(
            before.start("count"), found.end(), kind, partial(counted_from, unit, first * number, last * number)
        )
    unit, first, last = words.relative.get(word, ("", 0, 0))
    if not unit or (before and unit != "day"):  # «دو سال بعد» counts from something else; «ساعت ۱۴ امروز» does not
        return None
    tail = words.patterns["calendar"].match(text, found.end()) if unit == "year" else None
    calendars = (words.calendars[plain(tail["calendar"])],) if tail else words.solar
    kind = "ahead" if last > 0 else "unit"
    if first == last:
        one = unit in ("month", "year") and len(calendars) == 1
        kind = "today" if unit == "day" else "exact" if one else kind
    end = tail.end() if tail else found.end()
    return Atom(found.start(), end, kind, partial(unit_from, unit, first, last, calendars))


def _calendar(year: int) -> str:
    return "jalali" if year < 1600 else "gregorian"


def _year_number(calendar: str, year: str | None, short: str | None) -> int | None:
    if short and calendar == "jalali" and int(short) >= 50:
        return 1300 + int(short)
    return int(year) if year and int(year) in YEARS[calendar] else None
