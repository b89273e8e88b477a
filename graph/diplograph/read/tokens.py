"""Text to tokens and sentences: folded keys that know where in the source they stood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diplograph.lang import Language
from diplograph.text import Folded, Span, fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[./:]\d+)*|[^\w\s]|_")
_END = frozenset(".!?؟…")
_CLOSE = frozenset("»”’")
_INITIAL = 2  # letters of the name of a Latin letter: «یو بی اس»
_GLUED_LENGTH = 5  # letters of two words written together
_NAME = 3  # letters of a name that is not taken apart: «کوناست» is a surname
_GLUED = ("light", "copula")  # kinds of verbs that are written together with their noun


class Token(NamedTuple):
    """A word, number or mark: its folded key and its place in the source."""

    key: str
    start: int
    end: int

    @property
    def word(self) -> bool:
        """Whether it is made of letters."""
        return self.key[0].isalpha()


_token = tuple.__new__  # makes a Token as it would itself, in half the time


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
    tokens = _tokens(folded, Span(0, len(text)), lang, frozenset(folded.text.split()))
    return [Token(t.key, t.start + at, t.end + at) for t in tokens] if at else tokens


def _tokens(folded: Folded, span: Span, lang: Language, seen: frozenset[str]) -> list[Token]:
    """The tokens of one stretch of the source; `seen` are the words of the whole text."""
    back, knows = folded.offsets, lang.knows
    suffixes, joints = lang.glue.suffixes, lang.glue.prefixes | lang.among("and")
    out: list[Token] = []
    before = ""
    found = _TOKEN.finditer(folded.text, bisect_left(back, span.start), bisect_left(back, span.end))
    for key, (first, after) in [(match[0].lower(), match.span()) for match in found]:
        token = _token(Token, (key, back[first], back[after - 1] + 1))
        if (key in suffixes or before in joints) and out and _join(out, token, lang):
            pass
        elif len(key) < _GLUED_LENGTH or knows(key):
            out.append(token)
        else:
            out.extend(_unglue(token, lang, seen))
        before = out[-1].key
    return out


def _join(out: list[Token], token: Token, lang: Language) -> bool:
    """Whether a token belongs to those before it, which are then one: «گفت و گو», «همکاری ها», «می یابد»."""
    last, key = out[-1], token.key
    talk = len(out) > 1 and last.key in lang.among("and") and out[-2].key in lang.among("talk-head")
    if talk and key.startswith(lang.edges("talk-tail-stem")):
        out[-2:] = [Token(out[-2].key + last.key + key, out[-2].start, token.end)]
        return True
    prefixed = last.key in lang.glue.prefixes
    if not (prefixed or key in lang.glue.suffixes) or not last.word or not token.word:
        return False
    whole = last.key + key
    loose = last.key in lang.among("word-prefix")  # «بی اساس», but not «بی بی سی»
    if prefixed and whole not in lang.verbs and (loose or key in lang.verbs or lang.knows(key)):
        if loose and lang.knows(whole) and len(key) > _INITIAL:
            out[-1] = Token(whole, last.start, token.end)
            return True
        out.append(token)
    else:
        out[-1] = Token(whole, last.start, token.end)
    return True


def _unglue(token: Token, lang: Language, seen: frozenset[str]) -> Iterator[Token]:
    """Split what lost its space: «اظهارداشت», «دراین», «وسرگئی», «آمریکادر», «بالاوروف»."""
    key = token.key
    cut = 0
    if token.end - token.start == len(key):  # nothing was folded away: offsets are those of the source
        cut = (
            _after_head(key, lang, seen)
            or _before_tail(key, lang)
            or _before_verb(key, lang)
            or _before_copula(key, lang)
        )
    copula = "" if cut else _elided(key, lang)
    if copula:
        cut = len(key) - len(copula) + 1
    if cut:
        yield Token(key[:cut], token.start, token.start + cut)
        yield Token(copula or key[cut:], token.start + cut, token.end)
    else:
        yield token


def _after_head(key: str, lang: Language, seen: frozenset[str]) -> int:
    """Where a word ends that is written together with the next, which the language or the rest of the text knows."""
    if key in lang.among("whole-name") or (key.endswith(lang.edges("surname-tail-ending")) and key[:-1] in lang.proper):
        return 0  # «بهرامی»
    heads = [h for h in lang.edges("glued-head") if key.startswith(h) and len(key) - len(h) > 2]
    known = (len(h) for h in heads if lang.knows(key[len(h) :]))
    named = (len(h) for h in heads if len(h) > 1 and len(key) - len(h) > 3 and key[len(h) :] in seen)
    return next(known, 0) or next(named, 0)


def _before_tail(key: str, lang: Language) -> int:
    """Where a word begins that is written together with the name or verb before: «آمریکادر», never «برناردو»."""
    if key.endswith(lang.edges("name-tail-ending")):
        return 0
    tails = (t for t in lang.edges("glued-tail") if key.endswith(t))
    cuts = (len(key) - len(t) for t in tails if len(t) > 1 or key[: -len(t)].endswith(lang.edges("unjoined-ending")))
    return next((cut for cut in cuts if key[:cut] in lang.proper or key[:cut] in lang.verbs), 0)


def _before_verb(key: str, lang: Language) -> int:
    """Where the verb begins that is written together with its noun: «اظهارداشت»."""
    for cut in range(len(key) - 3, max(3, len(key) - 9), -1):
        verb = lang.verbs.get(key[cut:])
        if verb and verb.kind in _GLUED and key[:cut] in lang.ordinary:
            return cut
    return 0


def _elided(key: str, lang: Language) -> str:
    """The copula that is written together with the name before, without the letter that both share: «آمریکاست»."""
    shared = (w for w in lang.among("elided") if key.endswith(w[1:]) and len(key) - len(w) > _NAME)
    return next((w for w in shared if key[: 1 - len(w)].endswith(w[:1]) and key[: 1 - len(w)] in lang.proper), "")


def _before_copula(key: str, lang: Language) -> int:
    """Where «هستیم» begins that is written together with its adjective: «پایبندیم»."""
    heads = (len(word) for word in lang.among("predicative") if key.startswith(word))
    return next((n for n in heads if (verb := lang.verbs.get(key[n:])) and verb.kind == "copula"), 0)


def sentences(text: str | Folded, body: Sequence[Span], lang: Language) -> list[Sentence]:
    """The sentences of the given stretches of a text (its paragraphs), in order; a folded text is not folded again."""
    folded = text if isinstance(text, Folded) else fold(text)
    seen = frozenset(folded.text.split())
    out: list[Sentence] = []
    for line, span in enumerate(body):
        opens = True
        for tokens in _split(_whole(_tokens(folded, span, lang, seen), lang, seen)):
            out.append(Sentence(tuple(tokens), line, opens))
            opens = False
    return out


def _whole(tokens: list[Token], lang: Language, seen: frozenset[str]) -> list[Token]:
    """The tokens, names being one again that a space tore apart and the text elsewhere writes as one: «قره خانی»."""
    out = tokens[:1]
    for token in tokens[1:]:
        last = out[-1]
        if last.key + token.key in seen and _torn(last.key, token.key, lang):
            out[-1] = Token(last.key + token.key, last.start, token.end)
        else:
            out.append(token)
    return out


def _torn(a: str, b: str, lang: Language) -> bool:
    """Whether two tokens that make one may be halves of a name."""
    halves = min(len(a), len(b)) > 1 and a[0].isalpha() and b[0].isalpha() and a not in lang.edges("glued-head")
    if not halves or lang.knows(a + b) or (a,) in lang.words or (b,) in lang.words:
        return False
    return not (a in lang.ordinary and b in lang.ordinary) and not (a in lang.verbs or b in lang.verbs)


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut at sentence ends; a closing quote belongs to the sentence it closes."""
    start = 0
    for i in [i for i, (key, _, _) in enumerate(tokens) if key in _END]:
        end = i + 1
        while end < len(tokens) and tokens[end].key in _CLOSE:
            end += 1
        if end > start:
            yield tokens[start:end]
        start = max(start, end)
    if start < len(tokens):
        yield tokens[start:]
