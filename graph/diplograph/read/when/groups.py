"""Expressions side by side tell one date: each narrows the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise, product

from diplograph.read.when.atoms import Atom
from diplograph.read.when.calendars import Days, year_of
from diplograph.read.when.readings import Reading, either

_NEAR = 183  # a day without a year is one of the year of publication, or the nearest; any other would be a guess
_WEEKDAY_NEAR = 400  # with a weekday it may be farther off; but one that fits only years away is a slip of the pen


def range_of(group: Sequence[Atom], anchor: Days | None, *, future: bool) -> Days | None:
    """The days that a group means, read on the day or days of publication; None when it does not decide."""
    if anchor is None:
        firm = _firm(group)
        return settle(firm, combine(firm, date.min, future), date.min, future) if firm else None
    ends = [settle(group, combine(group, day, future), day, future) for day in sorted(set(anchor))]
    if None in ends:
        return None
    return ends[0].hull(ends[-1]) if ends[0] and ends[-1] else None


def settle(group: Sequence[Atom], readings: list[Reading], day: date, future: bool) -> Days | None:
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
    whole = either(readings)[1]
    # "last week" may be the one before this or the past seven days; nothing of the past lies after publication
    if kinds == {"ahead"}:
        return Days(day, whole.last)
    return whole if future else Days(whole.first, day)


def combine(group: Sequence[Atom], day: date, future: bool) -> list[Reading]:
    """What all the expressions may mean together; empty when they contradict one another."""
    whole = next((a.meaning(day, future) for a in group if a.kind == "fixed"), [])
    near = whole[0][1].first if whole else day  # beside a whole date, a day without a year is one of that year

    def meaning(atom: Atom) -> list[Reading]:
        return atom.meaning(near if atom.kind in ("yearly", "weekday") else day, future)

    readings = meaning(group[0])
    for before, atom in pairwise(group):
        other = meaning(atom)
        if "weekday" in (before.kind, atom.kind):
            weekday, rest = (readings, other) if before.kind == "weekday" else (other, readings)
            readings = _on(weekday, rest, {before.kind, atom.kind}, near)
        else:
            readings = _both(readings, other)
    return readings


def _on(weekday: list[Reading], rest: list[Reading], kinds: set[str], day: date) -> list[Reading]:
    """The days of `rest` that are that weekday, the nearest first."""
    if not weekday or not rest:
        return []
    number = weekday[0][1].first.isoweekday()
    out: list[Reading] = []
    for calendar, there in sorted(rest, key=partial(_distance, day)):
        first = there.first + timedelta((number - there.first.isoweekday()) % 7)
        near = "yearly" not in kinds or abs((first - day).days) <= _WEEKDAY_NEAR
        if calendar != "none" and near and first <= there.last < there.first + timedelta(7):
            out.append((calendar, Days(first, first)))
    if out:
        return out
    if "fixed" in kinds and rest[0][1].first == rest[0][1].last:  # the weekday is the slip
        return rest
    # printed a day later: "today, Monday" in a paper of Tuesday
    return weekday if "today" in kinds and _close(weekday[0][1], rest[0][1]) else []


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


def agree(group: Sequence[Atom], anchor: Days | None) -> bool:
    """Whether the last of a group goes with the others to tell one date."""
    if {group[-1].kind, group[-2].kind} <= {"unit", "ahead", "exact", "today"}:
        return False  # "yesterday, last week": a list
    if anchor is None:
        firm = _firm(group)
        return len(firm) < 2 or bool(combine(firm, date.min, False))
    return any(combine(group, anchor.last, future) for future in (False, True))


def _firm(group: Sequence[Atom]) -> list[Atom]:
    """What decides a date without a day of publication: a whole date, and what stands beside it."""
    whole = any(a.kind == "fixed" for a in group)
    return [a for a in group if a.kind in ("fixed", "yearly", "weekday")] if whole else []
