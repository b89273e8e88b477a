"""One sentence under the light of the dictionary: its tokens, what they may mean, and what was found so far."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.read.index import Hit
from diplograph.read.items import Np
from diplograph.read.scene import Scene
from diplograph.read.tokens import Token
from diplograph.text import Span, legible

OPEN, CLOSE = frozenset("«“\"'‘"), frozenset("»”\"'’")


class Sight:
    """What the finding functions share while they read one sentence; `seen` are the noun phrases left of the cursor."""

    def __init__(self, scene: Scene, text: str, tokens: Sequence[Token]) -> None:
        self.scene, self.text, self.tokens = scene, text, tokens
        self.index = scene.index
        self.lang = scene.index.lang
        self.keys = [t.key for t in tokens]
        self.size = len(self.keys)
        self.seen: list[Np] = []
        self.couple: tuple[str, str] | None = None  # two states that it names together
        self.runs: dict[int, int] = {}  # of what looks like a name, by its first token
        self.words = list(map(self.index.lexicon.__getitem__, self.keys))
        self.hits = self.index.hits(self.keys, self.words)

    def at(self, i: int) -> Hit | None:
        """The longest phrase of the dictionary that starts at token i; none outside the sentence."""
        return self.hits[i] if 0 <= i < self.size else None

    def span(self, start: int, end: int) -> Span:
        """The source stretch of tokens start to end."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def surface(self, start: int, end: int) -> str:
        """The source's own words, white space folded."""
        return legible(self.span(start, end).of(self.text))

    # -- looks at one token ------------------------------------------------------------------------------------------

    def among(self, i: int, name: str) -> bool:
        """Whether token i is one of a set of the language; none is outside the sentence."""
        return i < self.size and name in self.words[i].sets

    def conjoined(self, i: int) -> bool:
        """Whether token i is «و», and something follows."""
        return i + 1 < self.size and self.keys[i] in self.lang.among("and")

    def joint(self, i: int) -> bool:
        """Whether token i joins a list («و», «،») that goes on behind it."""
        return self.conjoined(i) or (i + 1 < self.size and self.keys[i] == "،")

    def verb(self, i: int) -> bool:
        """Whether token i is a form of a verb."""
        return i < self.size and self.keys[i] in self.lang.verbs

    def light(self, i: int) -> bool:
        """Whether token i is the noun of a verb of two words, which follows at once."""
        return self.keys[i] in self.lang.light and self.verb(i + 1)

    def is_word(self, i: int, value: str) -> bool:
        """Whether a phrase at token i has a meaning of that id."""
        hit = self.hits[i] if 0 <= i < self.size else None
        return hit is not None and _means(hit, value)

    def case_before(self, i: int) -> bool:
        """Whether a preposition stands right before token i."""
        hit = self.at(i - 1)
        return bool(hit and hit[1][0].kind == "case")

    def common(self, i: int) -> bool:
        """Whether token i is an everyday word, or a form of one."""
        return self.words[i].common

    # -- steps -------------------------------------------------------------------------------------------------------

    def skip_mark(self, i: int, *marks: str) -> int:
        """The token after i where that is such a mark, else i."""
        return i + 1 if i < self.size and self.keys[i] in marks else i

    def skip_word(self, i: int, value: str) -> int:
        """The token after a phrase of that id at token i, else i."""
        hit = self.hits[i] if 0 <= i < self.size else None
        return i + hit[0] if hit and _means(hit, value) else i


def _means(hit: Hit, value: str) -> bool:
    first, *more = hit[1]
    return first.id == value or (bool(more) and value in [sense.id for sense in more])
