"""What a source says of a text in fields of its own: dates in any of the usual forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from diplograph.read.when import find_dates
from diplograph.text import key

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
_ISO = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:$|[t\s])")


def told_date(value: object) -> str | None:
    """An ISO date prefix of a field: ISO 8601, seconds since 1970, RFC 2822, or a written date, Iranian or ours.

    >>> [told_date(v) for v in ("2023-12-05T18:23:00+03:30", 1701787980, "Tue, 05 Dec 2023 14:53 GMT")]
    ['2023-12-05', '2023-12-05', '2023-12-05']
    >>> told_date("۱۴ آذر ۱۴۰۲"), told_date("۱۴۰۲/۹/۱۴"), told_date("2023-12"), told_date("yesterday")
    ('2023-12-05', '2023-12-05', '2023-12', None)
    """
    text = key(str(value or "")[:200]).strip()
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        seconds = float(text) / (1000 if len(text) in (12, 13) and "." not in text else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if (iso := _ISO.match(text)) and 1600 < int(iso[1][:4]) < 2200 and (prefix := _valid(iso[1])):
        return prefix
    if mail := parsedate_tz(text):
        return _valid(f"{mail[0]:04d}-{mail[1]:02d}-{mail[2]:02d}")
    dates = find_dates(text, issued=None)
    return next((d.iso for d in dates if d.precision == "day"), dates[0].iso if dates else None)


def told_moment(value: str | None) -> str | None:
    """The moment of a field as it is told, if it is ISO 8601 to the second; else its date.

    >>> told_moment("2024-02-03T10:20:30Z"), told_moment("2024-02-03T10:20Z"), told_moment("2024-02-30T10:20:30Z")
    ('2024-02-03T10:20:30Z', '2024-02-03', None)
    """
    text = (value or "").strip()
    return text if _MOMENT.fullmatch(text) and _valid(text[:10]) else told_date(text)


def _valid(prefix: str) -> str | None:
    """The prefix, or None when there is no such day."""
    try:
        datetime.fromisoformat(prefix + "-01-01"[len(prefix) - 4 :])
    except ValueError:
        return None
    return prefix
