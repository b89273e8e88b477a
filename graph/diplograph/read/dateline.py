"""What an article says of itself: title, day of publication, publisher, language; and which lines are article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from diplograph.lang import rows
from diplograph.read.language import tell_language
from diplograph.read.patterns import trie
from diplograph.read.when import Dated, find_dates
from diplograph.text import Document, Span, key

_HEAD, _FOOT = 8, 6  # lines at either end among which a dateline is looked for
_LANGUAGES = ("fa", "ar", "en", "ru")
_LONGEST_TITLE = 300
_CLOCK = re.compile(r"t?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?:z|[+-]\d{2}:?\d{2})?")
_DIGIT = re.compile(r"\d")
_DRESS = re.compile(r"[\W_]+")
_ENTITY = re.compile(r"&(?:nbsp|zwnj|ndash|mdash|#\w+);")
_BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufeff\u200e\u200f\xa0\u3000"


def dateline(document: Document) -> Document:
    """The document with the title, date, publisher and language that its text tells, where nothing was known before.

    >>> d = dateline(Document("a.txt", "لاوروف: عزم ما این است\\nسه شنبه 14 آذر 1402 - 18:23\\nالعالم - ایران\\n", ""))
    >>> d.title, d.issued, d.publisher, d.language
    ('لاوروف: عزم ما این است', '2023-12-05', 'Al-Alam', 'fa')
    """
    language = document.language or tell_language(document.text)
    lines = _lines(document.text, language)
    return replace(
        document,
        title=document.title or _title(document.text, lines),
        issued=document.issued or _issued(lines),
        publisher=document.publisher or _publisher(lines),
        language=language,
    )


def outlet(name: str) -> str | None:
    """The usual label of a Persian news outlet that a name holds; None for one that we do not know.

    >>> outlet("خبرگزاری فارس"), outlet("ایسنا"), outlet("BBC")
    ('Fars News Agency', 'ISNA', None)
    """
    found = _word("named").search(key(name))
    return _agencies()[_plain(found[found.lastgroup or 0])] if found else None


def body(document: Document) -> list[Span]:
    """The lines that are the article: no dateline, agency line, second title, tags or "most read".

    >>> text = "تیتر خبر\\nتیتر خبر\\n14 آذر 1402\\nمتن خبر این است.\\nانتهای پیام\\n"
    >>> [s.of(text) for s in body(Document("a.txt", text, ""))]
    ['تیتر خبر', 'متن خبر این است.']
    """
    lines = _lines(document.text, document.language or tell_language(document.text))
    out: list[Span] = []
    again = _second_title(lines)
    seen: set[_Line] = set()
    for number, line in enumerate(lines):
        if out and _word("end").fullmatch(line.folded) and not _mostly_ahead(lines, number):
            break
        edge = number < _HEAD or number >= len(lines) - _FOOT
        furniture = _word("line").fullmatch(line.folded) or _word("start").match(line.folded) or _is_desk(line)
        repeated = line in seen or line.span.start in again
        if not furniture and not repeated and not (edge and _is_dateline(line)):
            out.append(_without_tail(document.text, line))
        if len(line.letters) >= 20:
            seen.add(line)
    return out


def _mostly_ahead(lines: Sequence[_Line], number: int) -> bool:
    """Whether a third of the letters still come: then «سایر خبرها» heads a part of the article, not its end."""
    ahead, before = (sum(len(line.letters) for line in part) for part in (lines[number + 1 :], lines[:number]))
    return ahead > before / 2


# --- lines ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that has letters or digits; two lines are the same when these are, however they are dressed."""

    letters: str
    span: Span = field(compare=False)  # without the white space around it
    folded: str = field(compare=False)
    language: str = field(compare=False)

    def dates(self) -> list[Dated]:
        """The dates of the line that need no day of publication."""
        return find_dates(self.folded, issued=None, language=self.language)


@lru_cache(maxsize=1)
def _lines(text: str, language: str | None) -> tuple[_Line, ...]:
    """The lines of a text that hold letters; the last text's are kept, for it is asked for them twice."""
    start, out = 0, []
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip(_BLANK)
        folded = key(stripped)
        if "&" in folded:
            folded = _ENTITY.sub(" ", folded)
        folded = folded.strip("*#_ ")
        if letters := _DRESS.sub("", folded):
            at = start + raw.index(stripped)
            out.append(_Line(letters, Span(at, at + len(stripped)), folded, language or "fa"))
        start += len(raw)
    return tuple(out)


def _second_title(lines: Sequence[_Line]) -> set[int]:
    """Where the lines start, up to four, that say again what as many lines or one line at the top said."""
    said = [line for line in lines[: 2 * _HEAD] if not _is_dateline(line) and not _is_desk(line)]
    for size in range(1, 5):
        for top in (1, size):
            again = said[top : top + size]
            if len(again) == size and _joined(again) == _joined(said[:top]):
                return {line.span.start for line in again}
    return set()


def _joined(lines: Sequence[_Line]) -> str:
    return "".join(line.letters for line in lines)


def _without_tail(text: str, line: _Line) -> Span:
    tail = _word("tail").search(line.folded)
    if not tail or tail.start() == 0:
        return line.span
    # the folded tail has as many letters as the line's: walk back over them
    left = sum(c.isalnum() for c in line.folded[tail.start() :])
    end = line.span.end
    while left and end > line.span.start:
        end -= 1
        left -= key(text[end]).isalnum()
    return Span(line.span.start, line.span.start + len(text[line.span.start : end].rstrip()))


# --- what the lines tell ----------------------------------------------------------------------------------------------


def _title(text: str, lines: Sequence[_Line]) -> str | None:
    for line in lines[:_HEAD]:
        if not _is_dateline(line) and not _is_desk(line):
            title = line.span.of(text).strip("*#_ \u200e\u200f\ufeff")
            return title if len(title) <= _LONGEST_TITLE else None
    return None


def _issued(lines: Sequence[_Line]) -> str | None:
    """The first date that heads the article, or the one date that ends it."""
    head, foot = _dates(lines[:_HEAD]), _dates(lines[_HEAD:][-_FOOT:])
    return head[0] if head else foot[0] if len(set(foot)) == 1 else None


def _dates(lines: Sequence[_Line]) -> list[str]:
    told = [line for line in lines if _is_dateline(line)]
    dates = [dated for line in told for dated in line.dates()]
    return [dated.iso for dated in dates if dated.iso and dated.precision == "day"]


def _is_dateline(line: _Line) -> bool:
    """Whether a line holds a whole date, and "published" or a news code, or nothing but a clock time and such words."""
    if len(line.folded) > 160 or not _DIGIT.search(line.folded):
        return False
    dates = line.dates()
    if not any(d.precision == "day" for d in dates):
        return False
    if _word("published").search(line.folded):
        return True
    rest = line.folded
    for dated in reversed(dates):
        rest = f"{rest[: dated.start]} {rest[dated.end :]}"
    return not any(c.isalpha() for c in _word("dateline").sub(" ", _CLOCK.sub(" ", rest)))


def _publisher(lines: Sequence[_Line]) -> str | None:
    told = [line for line in lines[:_HEAD] if _word("agency").search(line.folded)]
    for pattern in ("desk", "opening", "report", "interview"):
        for line in told:
            if found := _word(pattern).match(line.folded):
                return _agencies()[_plain(found[found.lastgroup or 0])]
    return None


def _is_desk(line: _Line) -> bool:
    """Whether a line names an agency and at most a desk: «العالم - ایران»."""
    short = len(line.folded) < 48 and _word("agency").search(line.folded)
    return bool(short and _word("desk").fullmatch(line.folded))


def _plain(text: str) -> str:
    return _DRESS.sub("", key(text))


@cache
def _agencies() -> dict[str, str]:
    return {_plain(name): label for _, label, _, _, name in rows("fa", "agencies", 5)}


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(_words()[name])


@cache
def _words() -> dict[str, str]:
    """The patterns by name. `agency` is in whatever `desk`, `opening`, `report` and `interview` match."""
    named: dict[str, list[str]] = {}
    for language in _LANGUAGES:
        for role, _, name in rows(language, "boilerplate", 3):
            named.setdefault(role, []).append(name)
    alone = trie(name for _, _, use, _, name in rows("fa", "agencies", 5) if use == "alone")
    every = trie(name for *_, name in rows("fa", "agencies", 5))
    roles = {role: trie(names) for role, names in named.items()}
    outlet, between = roles["outlet"], rf"(?:(?!{roles['quoting']}\b)\w+\s+)"
    clear = rf"(?:{outlet}\s+(?P<a>{every})|(?P<b>{alone}))(?!\w)"
    told = rf"\s+(?:(?P<c>{every})(?!\w)|{between}{{0,5}}?{clear})"
    dash = "[-–—ـ/|]"
    return {
        "agency": rf"(?<!\w){every}(?!\w)",
        "end": rf"\W*{roles['end']}\W*",
        "line": rf"\W*{roles['line']}\W*",
        "start": rf"\W*{roles['start']}(?!\w)",
        "tail": rf"{roles['tail']}\W*$",
        "published": rf"(?<!\w){roles['published']}(?!\w)",
        "dateline": rf"(?<!\w){roles['dateline']}(?!\w)",
        "named": rf"(?<!\w){clear}",
        "desk": rf"\W*{clear}(?:\s*{dash}(?:\s*\w+){{1,4}})?\W*$",
        "opening": rf"\W*(?:(?P<c>{every})\s*:|(?:\w+\s*{dash}\s*){{0,2}}{between}{{0,3}}?{clear}"
        rf"(?:\s*[،,]\s*{roles['desk']}(?:\s+\w+){{1,4}})?\s*(?:[:؛]|{dash}\s))",
        "report": rf".*?{roles['report']}{told}",
        "interview": rf".*?{roles['interview']}{told}",
    }
