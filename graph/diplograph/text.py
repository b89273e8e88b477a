"""Documents, spans, and folding that keeps the way back to the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

ZWNJ = "\u200c"

# One letter for each letter that Persian sources write in several ways.
_SAME = {
    **dict.fromkeys("يىئېۍ", "ی"),
    "ك": "ک",
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    **dict.fromkeys("ةۀھہە", "ه"),
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(0x0660 + n): str(n) for n in range(10)},
}
# What only dresses a word: joiners, direction and soft-hyphen marks, kashida, vowel signs, hamza above.
_DRESS = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640\u0621\u0670"
    + "".join(chr(c) for c in range(0x064B, 0x0660))
)
_FOLD = {**_SAME, **dict.fromkeys(_DRESS, "")}
_FOLDING, _DRESSED = (re.compile(f"[{re.escape(''.join(letters))}]") for letters in (_FOLD, _DRESS))
# An entity that a page left in its text, escaped once or more: «&zwnj;», «&#1777;», «&amp;quot;».
_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


class Span(NamedTuple):
    """A half-open stretch of a document, in Unicode code points."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether it is a part of another stretch, or all of it."""
        return other.start <= self.start and self.end <= other.end

    def of(self, text: str) -> str:
        """The text that the span covers.

        >>> Span(0, 4).of("ایران و روسیه")
        'ایرا'
        """
        return text[self.start : self.end]


@dataclass(frozen=True)
class Document:
    """A text as it was read, with what its source said about it.

    Offsets everywhere are code points of `text`, which nobody changes. `identifier` is the POSIX path relative to the
    input folder (with `#…` for a member or record of a file). `issued` is an ISO date prefix. `copy_of` is the
    identifier of the document that this one is a wire copy of, `also_at` those under which the same text was met again.
    `retrieved` is when it was fetched, an ISO day or moment.
    """

    identifier: str
    text: str
    sha256: str
    title: str | None = None
    issued: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    copy_of: str | None = None
    also_at: tuple[str, ...] = ()
    retrieved: str | None = None


@dataclass(frozen=True)
class Folded:
    """Folded text and, for each of its characters, where in the source it stood."""

    text: str
    source: str

    @cached_property
    def offsets(self) -> list[int]:
        """`offsets[i]` is the source position of folded character i; one more entry marks the end."""
        found: list[int] = []
        start = 0
        for dress in _DRESSED.finditer(self.source):
            found.extend(range(start, dress.start()))
            start = dress.end()
        found.extend(range(start, len(self.source) + 1))
        return found

    def back(self, span: Span) -> Span:
        """The stretch of the source that a stretch of the folded text stands for.

        >>> f = fold("همکاری\u200cهای ما")
        >>> f.back(Span(0, 9)).of(f.source) == "همکاری\u200cهای"
        True
        """
        if span.start == span.end:
            return Span(self.offsets[span.start], self.offsets[span.start])
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)


def key(text: str) -> str:
    """Fold a short string for comparison: the letters alone.

    >>> key("همکاری\u200cهای") == key("همكاريهای")
    True
    >>> key("رئیس\u200cجمهور")
    'رییسجمهور'
    """
    return _folded(text).lower()


def legible(text: str) -> str:
    """A piece of a source as a name to show: on one line, its entities as the characters that they stand for.

    >>> legible("علی&zwnj;اکبر  صالحی") == "علی\u200cاکبر صالحی"
    True
    """
    return " ".join((unescape(text) if "&" in text else text).split())


def fold(text: str) -> Folded:
    """Make Persian text comparable without forgetting where it came from.

    Arabic yeh and kaf become Persian; the zero-width non-joiner, kashida and vowel signs go. Articles reach us with and
    without the non-joiner, so both must meet.

    >>> fold("همکاری\u200cهای").text == fold("همكاريهای").text == fold("همکاری&zwnj;های").text
    True
    """
    source = _ENTITY.sub(_character, text) if "&" in text else text
    return Folded(_folded(source), source)


def _folded(text: str) -> str:
    """A text with its letters made the same: most need no change, so that finding those that do is the quickest."""
    return _FOLDING.sub(_same, text)


def _same(letter: re.Match[str]) -> str:
    return _FOLD[letter[0]]


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for, as long as the entity is; itself, where it is none."""
    found = entity[0]
    while (plain := unescape(found)) != found:
        found = plain
    return found + ZWNJ * (len(entity[0]) - 1) if len(found) == 1 else entity[0]
