"""Dates as the press writes them → ISO prefixes that are never falsely precise.

Every expression means a range of days. What is told is the longest ISO prefix that all of them share: a day, a month, a
year, or nothing. An Iranian month lies in two of ours, so «آذر ۱۴۰۲» is told as 2023, and «سال ۱۳۹۴», which
began in March, as nothing at all; `first` and `last` keep the range. Expressions without a year are read against the
day of publication: the last such day not after it, or, with a verb of the future, the next one not before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise, product
from typing import NamedTuple

from diplograph.lang import rows
from diplograph.read.calendars import Days, days, to_jalali, year_of
from diplograph.read.patterns import trie
from diplograph.text import key

# A reading is a range of days and the calendar it was counted in ("" where that does not matter).
Reading = tuple[str, Days]
# What an expression may mean on a day of publication, likeliest first; the flag asks for the future.
Meaning = Callable[[date, bool], list[Reading]]

_YEARS = {"jalali": range(1178, 1500), "gregorian": range(1800, 2100), "hijri": range(1200, 1500)}
_NEAR = 183  # a day without a year is one of the year of publication, or the nearest; any other would be a guess


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A stretch of text that tells a date, in characters of the text given.

    `iso` is an ISO date prefix, None when the text does not decide; `future_iso` is what it means with a verb of the
    future. `first` and `last` bound the days that `iso` may stand for.
    """

    start: int
    end: int
    iso: str | None
    future_iso: str | None
    relative: bool
    first: str | None = None
    last: str | None = None

    @property
    def precision(self) -> str:
        """ "day", "month", "year", or "" when `iso` is None."""
        return {10: "day", 7: "month", 4: "year"}.get(len(self.iso or ""), "")

    def when(self, *, future: bool = False) -> str | None:
        """The ISO prefix, read with a verb of the past or of the future."""
        return self.future_iso if future else self.iso


def find_dates(folded_text: str, *, issued: str | None, language: str = "fa") -> list[Dated]:
    """Every date in a folded text, in order; `issued` is the ISO date (or its prefix) of publication.

    >>> from diplograph.text import fold
    >>> [d.iso for d in find_dates(fold("دیروز، ۱۴ آذر ۱۴۰۲ و نیز در ماه نوامبر").text, issued="2023-12-06")]
    ['2023-12-05', '2023-11']
    >>> find_dates("سه شنبه", issued="2023-12-07")[0].iso, find_dates("سه شنبه", issued="2023-12-07")[0].future_iso
    ('2023-12-05', '2023-12-12')
    """
    words = _words(language)
    anchor = _anchor(issued)
    out: list[Dated] = []
    group: list[_Atom] = []
    for atom in _atoms(folded_text, words):
        near = group and words.gap.fullmatch(folded_text, group[-1].end, atom.start)
        if near and _agree([*group, atom], anchor):
            group.append(atom)
            continue
        if group:
            out.append(_dated(folded_text, group, anchor))
        group = [atom]
    return [*out, _dated(folded_text, group, anchor)] if group else out


# --- atoms: the smallest expressions, left to right -------------------------------------------------------------------


class _Atom(NamedTuple):
    start: int
    end: int
    kind: str  # "fixed", "yearly", "weekday", "today", "unit", "ahead", "exact" (counted from publication)
    meaning: Meaning


def _atoms(text: str, words: _Words) -> Iterator[_Atom]:
    end = 0
    for found in words.trigger.finditer(text):
        atom = _numeric(found) if found["numeric"] else _worded(text, found, words)
        if atom and atom.start >= end:
            end = atom.end
            yield atom


def _worded(text: str, found: re.Match[str], words: _Words) -> _Atom | None:
    word = words.plain(found["word"])
    if word in words.skip:
        return None
    if word in words.months:
        return _month(text, found, words, *words.months[word])
    if word in words.weekdays:
        after = words.after.match(text, found.end())
        meaning = partial(_on_weekday, words.weekdays[word], _step(text, found.start(), after, words))
        return _Atom(found.start(), after.end() if after else found.end(), "weekday", meaning)
    if word in words.units:
        return _year(text, found, words, words.units[word])
    return _shifted(text, found, words, word)


def _numeric(found: re.Match[str]) -> _Atom | None:
    a, b, c = (int(part) for part in re.split("[/.-]", found["numeric"]))
    four = [len(part) == 4 for part in re.split("[/.-]", found["numeric"])]
    if four[2] and not four[0]:
        orders = [(c, b, a)] if c < 1600 or a > 12 or found["numeric"].count(".") else [(c, b, a), (c, a, b)]
    elif four[0] or 70 <= a <= 99:
        orders = [(a if four[0] else 1300 + a, b, c)]
    else:
        return None
    readings: list[Reading] = []
    for year, month, day in orders:
        calendar = "jalali" if year < 1600 else "gregorian"
        readings += _readings(calendar, year, month, day) if year in _YEARS[calendar] else []
    if not readings:
        return None
    whole = readings[0][1]
    for _, other in readings[1:]:
        whole = whole.hull(other)
    return _Atom(found.start(), found.end(), "fixed", _fixed([(readings[0][0], whole)]))


def _month(text: str, found: re.Match[str], words: _Words, calendar: str, month: int, use: str) -> _Atom | None:
    start, end = found.start(), found.end()
    before = words.day.search(text, max(0, start - 48), start)
    first = last = None
    if before and before["part"] is None:  # «نیمه دوم آذر» tells no day
        first, last = words.number(before["day"] or before["from"]), words.number(before["day"] or before["till"])
        start = before.start()
    said = bool(words.monthly.search(text, max(0, start - 8), start))
    tail = words.year_after.match(text, end)
    assert tail is not None
    if first is None and tail["day"]:
        first = last = int(tail["day"])
    year = _year_number(calendar, tail["year"], tail["short"])
    end = tail.end() if year else max(end, tail.end("unit"), tail.end("day"))
    if year and tail["calendar"] and words.plain(tail["calendar"]) in words.calendars:
        calendar = words.calendars[words.plain(tail["calendar"])]
    needs = {"alone": True, "day": first or year or said or tail["unit"], "year": year or said, "full": first and year}
    if not needs[use]:
        return None
    if first is not None and last is not None and not 1 <= first <= last <= 31:
        first = last
    if year:
        readings = _readings(calendar, year, month, first, last)
        return _Atom(start, end, "fixed", _fixed(readings)) if readings else None
    after = words.after.match(text, end)
    step = _step(text, start, after, words)
    if first and (calendar, month, first) in words.anniversaries and first == last:
        meaning: Meaning = partial(_anniversary, partial(_yearly, calendar, month, first, last, step))
    else:
        meaning = partial(_yearly, calendar, month, first, last, step)
    return _Atom(start, after.end() if after else end, "yearly", meaning)


def _step(text: str, start: int, after: re.Match[str] | None, words: _Words) -> int | None:
    """Whether a word beside it says that a weekday or month is the last (-1) or the next (1)."""
    before = None if after else words.before.search(text, max(0, start - 16), start)
    said = after["after"] if after else before["before"] if before else ""
    return words.steps[words.plain(said)] if said else None


def _year(text: str, found: re.Match[str], words: _Words, unit: str) -> _Atom | None:
    if counted := words.calendar_step.match(text, found.end()):  # «سال میلادی جاری»
        step, calendar = words.steps[words.plain(counted["after"])], words.calendars[words.plain(counted["calendar"])]
        meaning = partial(_unit, unit, step, step, (calendar,))
        return _Atom(found.start(), counted.end(), "exact", meaning)
    tail = words.year_here.match(text, found.end()) if unit == "year" else None
    if not tail:
        return None
    told = tail["calendar"] or tail["before"]
    year = int(tail["year"])
    calendar = words.calendars[words.plain(told)] if told else "jalali" if year < 1600 else "gregorian"
    if year not in _YEARS[calendar]:
        return None
    return _Atom(found.start(), tail.end(), "fixed", _fixed(_readings(calendar, year)))


def _shifted(text: str, found: re.Match[str], words: _Words, word: str) -> _Atom | None:
    before = words.count.search(text, max(0, found.start() - 24), found.start())
    if before and word in words.counted and (number := words.number(before["day"])):
        unit, first, last = words.counted[word]
        kind = "exact" if first == last else "ahead" if last > 0 else "unit"
        return _Atom(before.start("day"), found.end(), kind, partial(_counted, unit, first * number, last * number))
    if word not in words.relative or before:  # «دو سال بعد» counts from something else
        return None
    unit, first, last = words.relative[word]
    tail = words.calendar_after.match(text, found.end()) if unit == "year" else None
    calendar = words.calendars[words.plain(tail["calendar"])] if tail else ""
    if unit in ("month", "year") and first == last and len(words.solar) == 1:
        calendar = words.solar[0]
    exact = "today" if unit == "day" and first == last else "exact" if calendar else ""
    kind = exact or ("ahead" if last > 0 else "unit")
    meaning = partial(_unit, unit, first, last, (calendar,) if calendar else words.solar)
    return _Atom(found.start(), tail.end() if tail else found.end(), kind, meaning)


def _year_number(calendar: str, year: str | None, short: str | None) -> int | None:
    if short and calendar == "jalali" and int(short) >= 60:
        return 1300 + int(short)
    return int(year) if year and int(year) in _YEARS[calendar] else None


# --- meanings: what an expression may mean on a day of publication ----------------------------------------------------


def _fixed(readings: list[Reading]) -> Meaning:
    return lambda _day, _future: readings


def _readings(
    calendar: str, year: int, month: int | None = None, first: int | None = None, last: int | None = None
) -> list[Reading]:
    try:
        there = days(calendar, year, month, first)
        return [(calendar, there if last in (None, first) else there.hull(days(calendar, year, month, last)))]
    except (ValueError, OverflowError):
        return []


def _yearly(
    calendar: str, month: int, first: int | None, last: int | None, step: int | None, day: date, future: bool
) -> list[Reading]:
    near = year_of(calendar, day)
    all_ = [r for y in range(near - 6, near + 3) for r in _readings(calendar, y, month, first, last)]
    past = [r for r in reversed(all_) if (r[1].last < day if step == -1 else r[1].first <= day)]
    ahead = [r for r in all_ if (r[1].first > day if step == 1 else r[1].last >= day)]
    return ahead + past if step == 1 or (future and step != -1) else past + ahead


def _anniversary(yearly: Meaning, day: date, future: bool) -> list[Reading]:
    # first in line a range that decides nothing; a weekday or a year beside it still picks a day
    readings = yearly(day, future)
    return [("none", Days(readings[-1][1].first, readings[-1][1].last)), *readings]


def _on_weekday(weekday: int, step: int | None, day: date, future: bool) -> list[Reading]:
    back = (day.isoweekday() - weekday) % 7
    past = day - timedelta(back or (7 if step == -1 else 0))
    ahead = day + timedelta((weekday - day.isoweekday()) % 7 or (7 if step == 1 else 0))
    order = (ahead, past) if step == 1 or (future and step != -1) else (past, ahead)
    return [("", Days(d, d)) for d in order]


def _unit(unit: str, first: int, last: int, calendars: tuple[str, ...], day: date, _future: bool) -> list[Reading]:
    if unit == "day":
        return [("", Days(day + timedelta(first), day + timedelta(last)))]
    if unit == "week":
        saturday = day - timedelta((day.isoweekday() + 1) % 7)
        return [("", Days(saturday + timedelta(7 * first), saturday + timedelta(7 * last + 6)))]
    return [(c, _of(unit, c, first, day).hull(_of(unit, c, last, day))) for c in calendars]


def _of(unit: str, calendar: str, step: int, day: date) -> Days:
    year, month = (day.year, day.month) if calendar == "gregorian" else to_jalali(day)[:2]
    if unit == "year":
        return days(calendar, year + step)
    months = year * 12 + month - 1 + step
    return days(calendar, months // 12, months % 12 + 1)


def _counted(unit: str, first: int, last: int, day: date, _future: bool) -> list[Reading]:
    length = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30.44, "years": 365.24}[unit]
    if first == last:  # "two months ago" is a point, as round as its unit and its number
        about = length / 2 if unit != "days" else abs(first) // 5
        low, high = first * length - about, first * length + about
    else:
        low, high = min(first, last) * length, max(first, last) * length
    return [("", Days(day + timedelta(_floor(low)), day + timedelta(-_floor(-high))))]


def _floor(number: float) -> int:
    return int(number // 1)


# --- groups: expressions side by side tell one date -------------------------------------------------------------------


def _dated(text: str, group: list[_Atom], anchor: Days | None) -> Dated:
    past, ahead = _range(group, anchor, False), _range(group, anchor, True)
    relative = all(a.kind != "fixed" for a in group)
    start, end = group[0].start, group[-1].end
    return Dated(
        start=start,
        end=end + (text.count("(", start, end) > text.count(")", start, end) and text.startswith(")", end)),
        iso=past.prefix() if past else None,
        future_iso=ahead.prefix() if ahead else None,
        relative=relative,
        first=past.first.isoformat() if past else None,
        last=past.last.isoformat() if past else None,
    )


def _range(group: list[_Atom], anchor: Days | None, future: bool) -> Days | None:
    if anchor is None:
        firm = _firm(group)
        return _settle(firm, _combine(firm, date.min, future), date.min, future) if firm else None
    ends = [_settle(group, _combine(group, day, future), day, future) for day in sorted(set(anchor))]
    if None in ends:
        return None
    return ends[0].hull(ends[-1]) if ends[0] and ends[-1] else None


def _settle(group: list[_Atom], readings: list[Reading], day: date, future: bool) -> Days | None:
    """The one range that stands for the readings, or None where taking the likeliest would be a guess."""
    if not readings or readings[0][0] == "none":
        return None
    first = readings[0][1]
    kinds = {a.kind for a in group}
    if kinds == {"yearly"}:
        near = min(abs((day - first.first).days), abs((day - first.last).days)) <= _NEAR
        return first if near or year_of(readings[0][0], first.first) == year_of(readings[0][0], day) else None
    if len(group) > 1 or kinds <= {"fixed", "weekday", "today", "exact"}:
        return first
    whole = first
    for _, other in readings[1:]:
        whole = whole.hull(other)
    # "last week" may be the one before this or the past seven days; nothing of the past lies after publication
    if kinds == {"ahead"}:
        return Days(day, whole.last)
    return whole if future else Days(whole.first, day)


def _combine(group: list[_Atom], day: date, future: bool) -> list[Reading]:
    """What all the expressions may mean together; empty when they contradict one another."""
    whole = next((a.meaning(day, future) for a in group if a.kind == "fixed"), [])
    near = whole[0][1].first if whole else day  # beside a whole date, a day without a year is one of that year

    def meaning(atom: _Atom) -> list[Reading]:
        return atom.meaning(near if atom.kind in ("yearly", "weekday") else day, future)

    readings = meaning(group[0])
    for before, atom in pairwise(group):
        other = meaning(atom)
        if "weekday" in (before.kind, atom.kind):
            weekday, rest = (readings, other) if before.kind == "weekday" else (other, readings)
            readings = _on(weekday, sorted(rest, key=partial(_distance, day)), {before.kind, atom.kind})
        else:
            readings = _both(readings, other)
    return readings


def _on(weekday: list[Reading], rest: list[Reading], kinds: set[str]) -> list[Reading]:
    if not weekday or not rest:
        return []
    number = weekday[0][1].first.isoweekday()
    out: list[Reading] = []
    for calendar, there in rest:
        first = there.first + timedelta((number - there.first.isoweekday()) % 7)
        if calendar != "none" and first <= there.last < there.first + timedelta(7):
            out.append((calendar, Days(first, first)))
    # printed a day later: "today, Monday" in a paper of Tuesday
    return out or (weekday if "today" in kinds and _close(weekday[0][1], rest[0][1]) else [])


def _distance(day: date, reading: Reading) -> int:
    return abs((reading[1].first - day).days)


def _close(one: Days, other: Days) -> bool:
    return abs((one.first - other.first).days) <= 1


def _both(readings: list[Reading], others: list[Reading]) -> list[Reading]:
    out: list[Reading] = []
    for (calendar, one), (other_calendar, other) in product(readings, others):
        alike = calendar == other_calendar or "" in (calendar, other_calendar) or one.first == one.last
        alike = alike and "none" not in (calendar, other_calendar)
        if alike and (common := one.common(other)):
            out.append((calendar or other_calendar, common))
    return out


def _agree(group: list[_Atom], anchor: Days | None) -> bool:
    if {group[-1].kind, group[-2].kind} <= {"unit", "ahead", "exact", "today"}:
        return False  # "yesterday, last week": a list
    if anchor is None:
        firm = _firm(group)
        return len(firm) < 2 or bool(_combine(firm, date.min, False))
    return any(_combine(group, anchor.last, future) for future in (False, True))


def _firm(group: list[_Atom]) -> list[_Atom]:
    """What decides a date without a day of publication: a whole date, and what stands beside it."""
    whole = any(a.kind == "fixed" for a in group)
    return [a for a in group if a.kind in ("fixed", "yearly", "weekday")] if whole else []


def _anchor(issued: str | None) -> Days | None:
    try:
        parts = [int(part) for part in (issued or "")[:10].split("-")]
        if parts[0] not in _YEARS["gregorian"]:
            return None
        if len(parts) == 3:
            return Days(date(*parts), date(*parts))
        if len(parts) == 2:
            return days("gregorian", *parts)
        return days("gregorian", parts[0])
    except (ValueError, OverflowError):
        return None


# --- words: the language pack, compiled once --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    months: dict[str, tuple[str, int, str]]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    relative: dict[str, tuple[str, int, int]]
    counted: dict[str, tuple[str, int, int]]
    skip: frozenset[str]
    units: dict[str, str]
    steps: dict[str, int]
    calendars: dict[str, str]
    solar: tuple[str, ...]
    anniversaries: frozenset[tuple[str, int, int]]
    trigger: re.Pattern[str]
    gap: re.Pattern[str]
    day: re.Pattern[str]
    count: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    monthly: re.Pattern[str]
    year_after: re.Pattern[str]
    year_here: re.Pattern[str]
    calendar_after: re.Pattern[str]
    calendar_step: re.Pattern[str]

    @staticmethod
    def plain(text: str) -> str:
        """A phrase of the text as the pack's tables key it: without what may stand between its letters."""
        return _BETWEEN.sub("", key(text))

    def number(self, text: str) -> int:
        digits = re.match(r"\d+", text)
        return int(digits[0]) if digits else self.numbers[self.plain(text)]


_BETWEEN = re.compile("\u200c|&zwnj;|&nbsp;|\\s")


@cache
def _words(language: str) -> _Words:
    plain = _Words.plain
    months = {plain(name): (c, int(m), use) for c, m, use, _, name in rows(language, "months", 5)}
    weekdays = {plain(name): int(iso) for iso, _, name in rows(language, "weekdays", 3)}
    numbers = {plain(name): int(value) for value, _, _, name in rows(language, "numbers", 4)}
    phrases: dict[str, list[tuple[str, str, str]]] = {}
    for unit, first, last, _, name in rows(language, "relative_dates", 5):
        phrases.setdefault(unit, []).append((first, last, name))
    names = {unit: trie(name for *_, name in phrases.get(unit, [])) for unit in _ROLES}
    shifts = {u: [(plain(n), (u, int(a), int(b))) for a, b, n in phrases.get(u, [])] for u in (*_UNITS, *_COUNTS)}

    number = trie(name for *_, name in rows(language, "numbers", 4))
    said = trie(name for _, kind, _, name in rows(language, "numbers", 4) if kind != "count")
    any_number = rf"(?:\d{{1,2}}(?:\s?\u0645|\s?\u0627\u0645|st|nd|rd|th)?|{said})"
    words = [name for *_, name in rows(language, "months", 5)] + [name for *_, name in rows(language, "weekdays", 3)]
    words += [name for unit in (*_UNITS, *_COUNTS, "none", "unit") for *_, name in phrases.get(unit, [])]
    month_unit = trie(name for first, _, name in phrases.get("unit", []) if first == "month")
    year_unit = trie(name for first, _, name in phrases.get("unit", []) if first == "year")
    calendar = rf"(?:\s{{0,3}}\(?\s{{0,3}}(?P<calendar>{names['calendar']})(?!\w))?"
    # where the month comes first, as in English, a bare number after it is its day; elsewhere it must lead to a year
    follows = "" if "order" in phrases else r"(?=\s+\d{4}(?!\d))"
    mark = rf"(?:\s*{names['mark']})" if "mark" in phrases else ""
    pattern = partial(re.compile, flags=re.IGNORECASE)
    edge = r"(?<![^\W\d_])"
    return _Words(
        months=months,
        weekdays=weekdays,
        numbers=numbers,
        relative={word: shift for unit in _UNITS for word, shift in shifts[unit]},
        counted={word: shift for unit in _COUNTS for word, shift in shifts[unit]},
        skip=frozenset(plain(name) for *_, name in phrases.get("none", [])),
        units={plain(name): first for first, _, name in phrases.get("unit", [])},
        steps={plain(n): int(first) for role in ("after", "before") for first, _, n in phrases.get(role, [])},
        calendars={plain(name): first for first, _, name in phrases.get("calendar", [])},
        solar=tuple(sorted({c for c, _, _ in months.values()} - {"hijri"})),
        anniversaries=frozenset((c, int(m), int(d)) for c, m, d, _ in rows(language, "anniversaries", 4)),
        trigger=pattern(
            rf"(?<![\w/.-])(?P<numeric>\d{{1,4}}(?:/\d{{1,2}}/|-\d{{1,2}}-|\.\d{{1,2}}\.)\d{{1,4}})(?![\d/-]|\.\d)"
            rf"|{edge}(?P<word>{trie(words)})(?=\W|$|{month_unit}(?!\w))"
        ),
        gap=pattern(rf"[\s()،,/–—-]{{0,4}}(?:{names['between']})?[\s()،,:/–—-]{{0,4}}(?:{names['between']})?\s*"),
        day=pattern(
            rf"(?<![\w+./:-])(?:(?P<part>{names['part']})\s+)?"
            rf"(?:(?P<day>{any_number})|(?P<from>{any_number})\s*(?:{names['and']}|[–-])\s*(?P<till>{any_number}))"
            rf"[\s-]*(?:{names['of']}\s+)?(?P<unit>{month_unit}\s+)?$"
        ),
        count=pattern(rf"{edge}(?<![\d+./:-])(?P<day>\d{{1,3}}|{number})\s+$"),
        after=pattern(rf"\s+(?P<after>{names['after']})(?!\w)"),
        before=pattern(rf"{edge}(?P<before>{names['before']})\s+$"),
        monthly=pattern(rf"{edge}{month_unit}\s+$"),
        year_after=pattern(
            rf"(?:(?P<unit>\s*{month_unit})(?!\w))?"
            rf"(?:\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|\.\d),?{follows})?"
            rf"(?:[\s-]{{0,5}}(?:{year_unit})?[\s-]{{0,5}}"
            rf"(?:(?P<year>\d{{4}})(?!\d)|(?P<short>\d\d)(?=\s{{0,3}}(?:[\n،,؛.:()»-]|$))){calendar})?"
        ),
        year_here=pattern(rf"\s+(?:(?P<before>{names['calendar']})\s+)?(?P<year>\d{{4}})(?!\d|[./]\d){calendar}{mark}"),
        calendar_step=pattern(rf"\s+(?P<calendar>{names['calendar']})\s+(?P<after>{names['after']})(?!\w)"),
        calendar_after=pattern(rf"\s{{0,3}}\(?\s{{0,3}}(?P<calendar>{names['calendar']})(?!\w)"),
    )


_ROLES = ("calendar", "after", "before", "and", "between", "part", "mark", "of")
_UNITS = ("day", "week", "month", "year")
_COUNTS = ("hours", "days", "weeks", "months", "years")
