"""Dates as the press writes them → ISO prefixes that are never falsely precise.

Every expression means a range of days. What is told is the longest ISO prefix that all of them share: a day, a month, a
year, or nothing. An Iranian month lies in two of ours, so «آذر ۱۴۰۲» is told as 2023, and «سال ۱۳۹۴», which
began in March, as nothing at all; `first` and `last` keep the range. Expressions without a year are read against the
day of publication: the last such day not after it, or, with a verb of the future, the next one not before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from diplograph.read.when.atoms import Atom, atoms
from diplograph.read.when.calendars import Days, days
from diplograph.read.when.groups import agree, range_of
from diplograph.read.when.readings import YEARS
from diplograph.read.when.words import words_of

__all__ = ["Dated", "find_dates"]


@dataclass(frozen=True)
class Dated:
    """A stretch of text that tells a date, in characters of the text given, and what it tells, once it is asked.

    `group` are its expressions, `anchor` the days that publication may mean.
    """

    start: int
    end: int
    group: tuple[Atom, ...]
    anchor: Days | None

    @cached_property
    def _past(self) -> Days | None:
        return range_of(self.group, self.anchor, future=False)

    @property
    def iso(self) -> str | None:
        """An ISO date prefix, None when the text does not decide."""
        return self._past.prefix() if self._past else None

    @property
    def future_iso(self) -> str | None:
        """What it means with a verb of the future."""
        ahead = range_of(self.group, self.anchor, future=True)
        return ahead.prefix() if ahead else None

    @property
    def first(self) -> str | None:
        """The first day that `iso` may stand for."""
        return self._past.first.isoformat() if self._past else None

    @property
    def last(self) -> str | None:
        """The last day that `iso` may stand for."""
        return self._past.last.isoformat() if self._past else None

    @property
    def relative(self) -> bool:
        """Whether it counts from the day of publication."""
        return all(a.kind != "fixed" for a in self.group)

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
    words = words_of(language)
    anchor = _anchor(issued)
    out: list[Dated] = []
    group: list[Atom] = []
    for atom in atoms(folded_text, words):
        near = group and words.patterns["gap"].fullmatch(folded_text, group[-1].end, atom.start)
        if near and agree([*group, atom], anchor):
            group.append(atom)
            continue
        if group:
            out.append(_dated(folded_text, group, anchor))
        group = [atom]
    return [*out, _dated(folded_text, group, anchor)] if group else out


def _dated(text: str, group: list[Atom], anchor: Days | None) -> Dated:
    start, end = group[0].start, group[-1].end
    closed = text.count("(", start, end) > text.count(")", start, end) and text.startswith(")", end)
    return Dated(start, end + closed, tuple(group), anchor)


def _anchor(issued: str | None) -> Days | None:
    try:
        parts = [int(part) for part in (issued or "")[:10].split("-")]
        if parts[0] not in YEARS["gregorian"]:
            return None
        if len(parts) == 3:
            return Days(date(*parts), date(*parts))
        if len(parts) == 2:
            return days("gregorian", *parts)
        return days("gregorian", parts[0])
    except (ValueError, OverflowError):
        return None
