"""Text to tokens and sentences: folded keys that know where in the source they stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diplograph.lang import Language
from diplograph.text import Span, fold

_TOKEN = re.compile(r"\d+(?:[./:]\d+)*|[^\W\d_]+|[^\w\s]|_")
_END = frozenset(".!?؟…")
_OPEN, _CLOSE = frozenset("«“‘"), frozenset("»”’")
_GLUED = ("در", "با", "از", "به", "که", "این", "و")
_LINE_END = frozenset(".!?؟:»\"”…")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark: its folded key and its place in the source."""

    key: str
    start: int
    end: int

    @property
    def word(self) -> bool:
        """Whether it is made of letters."""
        return self.key[0].isalpha()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Consecutive tokens up to a full stop or the end of a paragraph.

    `line` numbers the non-empty line it starts in (0 is the title); `opens` tells that it begins a paragraph.
    """

    tokens: tuple[Token, ...]
    line: int
    opens: bool

    @property
    def span(self) -> Span:
        """The stretch of the source from the first to the last token."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


def tokenize(text: str, lang: Language, *, at: int = 0) -> list[Token]:
    """The tokens of a text, affixes joined to their words; `at` is the offset of the text in its document.

    >>> from diplograph import lang
    >>> [t.key for t in tokenize("همکاری ها ادامه می یابد.", lang.load("fa"))]
    ['همکاریها', 'ادامه', 'مییابد', '.']
    """
    folded = fold(text)
    back = folded.offsets
    out: list[Token] = []
    for match in _TOKEN.finditer(folded.text):
        k, start, end = match.group().lower(), back[match.start()] + at, back[match.end() - 1] + 1 + at
        if out and (k in lang.suffixes or out[-1].key in lang.prefixes) and out[-1].word and k[0].isalpha():
            last = out[-1]
            joined = last.key + k
            if last.key in lang.prefixes and joined not in lang.verbs and k in lang.verbs:
                out.append(Token(k, start, end))
            else:
                out[-1] = Token(joined, last.start, end)
        else:
            out.extend(_unglue(Token(k, start, end), lang))
    return out


def _unglue(token: Token, lang: Language) -> Iterator[Token]:
    """Split what lost its space: «اظهارداشت», «دراین», «وسرگئی», «آمریکادر»."""
    k = token.key
    plain = token.end - token.start == len(k)
    if len(k) > 4 and plain and not lang.knows(k):
        for head in _GLUED:
            if k.startswith(head) and lang.knows(k[len(head) :]) and len(k) - len(head) > 2:
                yield Token(head, token.start, token.start + len(head))
                yield Token(k[len(head) :], token.start + len(head), token.end)
                return
        for tail in ("در", "به", "از", "را", "با", "و"):
            if k.endswith(tail) and (k[: -len(tail)] in lang.proper or k[: -len(tail)] in lang.verbs):
                yield Token(k[: -len(tail)], token.start, token.end - len(tail))
                yield Token(tail, token.end - len(tail), token.end)
                return
    if len(k) > 6 and k not in lang.verbs and k not in lang.ordinary:
        for size in range(3, min(len(k) - 3, 9)):
            head, tail = k[:-size], k[-size:]
            verb = lang.verbs.get(tail)
            if verb and verb.kind in ("light", "copula") and head in lang.ordinary and token.end - token.start == len(k):
                yield Token(head, token.start, token.start + len(head))
                yield Token(tail, token.start + len(head), token.end)
                return
    yield token


def sentences(text: str, body: Sequence[Span], lang: Language) -> list[Sentence]:
    """The sentences of the given stretches of a text (its paragraphs), in order."""
    out: list[Sentence] = []
    for line, span in enumerate(body):
        opens = True
        for tokens in _split(tokenize(span.of(text), lang, at=span.start)):
            out.append(Sentence(tuple(tokens), line, opens))
            opens = False
    return out


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut at sentence ends; a closing quote belongs to the sentence it closes."""
    start = 0
    for i, token in enumerate(tokens):
        if token.key in _END:
            end = i + 1
            while end < len(tokens) and tokens[end].key in _CLOSE:
                end += 1
            if end > start:
                yield tokens[start:end]
            start = max(start, end)
    if start < len(tokens):
        yield tokens[start:]
