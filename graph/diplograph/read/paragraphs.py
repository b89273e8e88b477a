"""Lines to paragraphs: texts that were wrapped at a fixed width are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diplograph.text import Span

_HARD_END = re.compile(r"[.!?؟:…»\"”]\s*$")
_NARROW, _WIDE = 45, 110  # characters of a line that was wrapped


def paragraphs(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines as paragraphs: hard-wrapped ones are joined.

    >>> text = "تیتر\\n" + "\\n".join(["واژه " * 14] * 6)
    >>> len(list(paragraphs(text, [Span(m.start(), m.end()) for m in re.finditer(r".+", text)])))
    2
    """
    if not _wrapped(text, lines[1:]):
        yield from lines
        return
    start: int | None = None
    for n, span in enumerate(lines):
        start = span.start if start is None else start
        gap = text[span.end : lines[n + 1].start] if n + 1 < len(lines) else "\n\n"
        if n == 0 or not _NARROW <= span.end - span.start <= _WIDE or gap.count("\n") > 1:
            yield Span(start, span.end)
            start = None


def _wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether most long lines stop at a width in the middle of a sentence."""
    long = [s for s in lines if s.end - s.start >= _NARROW]
    cut = [s for s in long if s.end - s.start <= _WIDE and not _HARD_END.search(s.of(text))]
    return len(long) >= 3 and len(cut) >= 0.6 * len(long)
