"""Jalali, Hijri and Gregorian: calendar dates → the days that they may be.

The arithmetic is our own: thirty lines, no dependency. The usual package, jdatetime, rests on an LGPL one; the tests
compare the two day by day where it is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """The first and the last day that an expression may mean."""

    first: date
    last: date

    def common(self, other: Days) -> Days | None:
        """The days that both may mean."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    def hull(self, other: Days) -> Days:
        """The days from the earlier first to the later last."""
        return Days(min(self.first, other.first), max(self.last, other.last))

    def prefix(self) -> str | None:
        """The longest ISO date prefix that is true of every day in the range, or None.

        >>> Days(date(2023, 11, 22), date(2023, 12, 21)).prefix()
        '2023'
        """
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.year != self.last.year:
            return None
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first.year:04d}"


def jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date of a date of the Iranian solar calendar, years 1178 to 1633.

    The 33-year rule, which agrees with the astronomical calendar over these years.

    >>> jalali(1402, 9, 14).isoformat(), jalali(1403, 12, 30).isoformat()
    ('2023-12-05', '2025-03-20')
    """
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= _jalali_length(year, month)):
        raise ValueError(f"no day {year}/{month}/{day} in the Iranian calendar")
    return _nowruz(year) + timedelta((month - 1) * 31 - max(0, month - 7) + day - 1)


def to_jalali(day: date) -> tuple[int, int, int]:
    """The year, month and day in the Iranian solar calendar.

    >>> to_jalali(date(2023, 12, 5))
    (1402, 9, 14)
    """
    year = day.year - 621
    if day < _nowruz(year):
        year -= 1
    rest = (day - _nowruz(year)).days
    month = rest // 31 if rest < 186 else 6 + (rest - 186) // 30
    return year, month + 1, rest - month * 31 + max(0, month - 6) + 1


def hijri(year: int, month: int, day: int) -> date:
    """The Gregorian date of an Islamic date by the tabular calendar: right within two days of what was proclaimed.

    >>> hijri(1445, 1, 10).isoformat()
    '2023-07-28'
    """
    if not (1100 <= year <= 1600 and 1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no day {year}/{month}/{day} in the Islamic calendar")
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2
    return date.fromordinal(227014 + before + day)


def days(calendar: str, year: int, month: int | None = None, day: int | None = None) -> Days:
    """The days of a day, a month or a year of `calendar` ("jalali", "gregorian", "hijri"); ValueError if there is none.

    >>> days("jalali", 1402, 9).prefix(), days("gregorian", 2015).prefix(), days("jalali", 1402, 10).prefix()
    ('2023', '2015', None)
    """
    convert = _CALENDARS[calendar]
    loose = timedelta(2 if calendar == "hijri" else 0)
    if day is not None and month is not None:
        there = convert(year, month, day)
        return Days(there - loose, there + loose)
    first = convert(year, month or 1, 1)
    after = convert(year + 1, 1, 1) if month in (None, 12) else convert(year, (month or 1) + 1, 1)
    return Days(first - loose, after - timedelta(1) + loose)


def year_of(calendar: str, day: date) -> int:
    """The year of `calendar` in which a Gregorian day lies."""
    if calendar == "gregorian":
        return day.year
    if calendar == "jalali":
        return to_jalali(day)[0]
    return (30 * (day.toordinal() - 227015) + 10646) // 10631


def _nowruz(year: int) -> date:
    cycle, rest = divmod(year - 979, 33)
    return date(1600, 3, 20) + timedelta((year - 979) * 365 + cycle * 8 + (rest + 3) // 4)


def _jalali_length(year: int, month: int) -> int:
    if month < 12:
        return 31 if month < 7 else 30
    return (_nowruz(year + 1) - _nowruz(year)).days - 336


_CALENDARS: dict[str, Callable[[int, int, int], date]] = {"jalali": jalali, "gregorian": date, "hijri": hijri}
