"""What an expression may mean on a day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil, floor

from diplograph.read.when.calendars import Days, days, to_jalali, year_of

# A reading is a range of days and the calendar it was counted in ("" where that does not matter).
Reading = tuple[str, Days]
# What an expression may mean on a day of publication, likeliest first; the flag asks for the future.
Meaning = Callable[[date, bool], list[Reading]]

YEARS = {"jalali": range(1178, 1500), "gregorian": range(1800, 2100), "hijri": range(1200, 1500)}


def fixed(readings: list[Reading]) -> Meaning:
    """A meaning that does not depend on publication."""
    return lambda _day, _future: readings


def either(readings: list[Reading]) -> Reading:
    """One reading that covers them all."""
    whole = readings[0][1]
    for _, other in readings[1:]:
        whole = whole.hull(other)
    return readings[0][0], whole


def readings_of(
    calendar: str, year: int, month: int | None = None, first: int | None = None, last: int | None = None
) -> list[Reading]:
    """The days of a year, a month, or of a day to another; none when there are no such days."""
    if year not in YEARS[calendar]:
        return []
    try:
        there = days(calendar, year, month, first)
        return [(calendar, there if last in (None, first) else there.hull(days(calendar, year, month, last)))]
    except ValueError:
        return []


def yearly(
    calendar: str, month: int, first: int | None, last: int | None, step: int | None, day: date, future: bool
) -> list[Reading]:
    """A day or month of every year; `step` -1 asks for one that is over, 1 for one that is to come."""
    near = year_of(calendar, day)
    all_ = [r for y in range(near - 6, near + 3) for r in readings_of(calendar, y, month, first, last)]
    past = [r for r in reversed(all_) if (r[1].last < day if step == -1 else r[1].first <= day)]
    ahead = [r for r in all_ if (r[1].first > day if step == 1 else r[1].last >= day)]
    return ahead + past if step == 1 or (future and step != -1) else past + ahead


def anniversary(every_year: Meaning, day: date, future: bool) -> list[Reading]:
    """A day that names an event: it decides nothing, but a weekday or a year beside it still picks one."""
    readings = every_year(day, future)
    return [("none", readings[0][1]), *readings] if readings else []


def on_weekday(weekday: int, step: int | None, day: date, future: bool) -> list[Reading]:
    """The last or the next such day, publication's own included unless `step` says otherwise."""
    back = (day.isoweekday() - weekday) % 7
    past = day - timedelta(back or (7 if step == -1 else 0))
    ahead = day + timedelta((weekday - day.isoweekday()) % 7 or (7 if step == 1 else 0))
    order = (ahead, past) if step == 1 or (future and step != -1) else (past, ahead)
    return [("", Days(d, d)) for d in order]


def unit_from(unit: str, first: int, last: int, calendars: tuple[str, ...], day: date, _future: bool) -> list[Reading]:
    """Units counted from that of publication; the week begins on Saturday."""
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


def counted_from(unit: str, first: int, last: int, day: date, _future: bool) -> list[Reading]:
    """So many units before or after publication."""
    length = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30.44, "years": 365.24}[unit]
    if first == last:  # "two months ago" is a point, as round as its unit and its number
        about = length / 2 if unit != "days" else abs(first) // 5
        low, high = first * length - about, first * length + about
    else:
        low, high = min(first, last) * length, max(first, last) * length
    return [("", Days(day + timedelta(floor(low)), day + timedelta(ceil(high))))]
