"""All words of an article, asked before a rule looks where its own stand: those of most rules stand nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.lang import Language


class Vocabulary:
    """The words of an article, and which sets of the language have one of them."""

    def __init__(self, words: Iterable[str], lang: Language) -> None:
        self.words, self.lang = frozenset(words), lang
        self._has: dict[str, bool] = {}
        self._begins: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether a word of the article is of a set.

        >>> from diplograph.lang import load
        >>> Vocabulary(["و"], load("fa")).has("and"), Vocabulary(["و"], load("fa")).has("talk")
        (True, False)
        """
        known = self._has.get(name)
        if known is None:
            known = self._has[name] = not self.lang.among(name).isdisjoint(self.words)
        return known

    def begins(self, name: str) -> bool:
        """Whether a word of the article begins as one of a set does."""
        known = self._begins.get(name)
        if known is None:
            stems = self.lang.edges(name)
            known = self._begins[name] = any(word.startswith(stems) for word in self.words)
        return known
