"""All words of an article, asked before a rule looks where its own stand: those of most rules stand nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.read.index import Index


class Vocabulary:
    """Which sets of the language have a word of an article."""

    def __init__(self, words: Iterable[str], index: Index) -> None:
        self._lang = index.lang
        self._sets: set[str] = set()
        self._stems: set[str] = set()
        for word in map(index.lexicon.__getitem__, frozenset(words)):
            self._sets |= word.sets
            self._stems |= word.stems

    def has(self, name: str) -> bool:
        """Whether a word of the article is of a set.

        >>> from diplograph.read.index import index
        >>> Vocabulary(["و"], index("fa")).has("and"), Vocabulary(["و"], index("fa")).has("talk")
        (True, False)
        """
        return name in self._sets or not self._lang.among(name)

    def begins(self, name: str) -> bool:
        """Whether a word of the article begins as one of a set of stems does."""
        return name in self._stems or not self._lang.among(name)
