"""A sentence whose clauses are known, as everything that makes claims of it sees it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

from diplograph.read.clauses import Clause
from diplograph.read.items import Np
from diplograph.read.scene import Scene
from diplograph.read.sight import Sight
from diplograph.read.voice import Cue, Words, cues
from diplograph.text import Span

_LEADING = frozenset("،,؛:/")  # marks that evidence does not begin with


class Telling:
    """What the rules share while they read one sentence's clauses; `announced` is whose headline it is («X: …»)."""

    def __init__(self, sight: Sight, tables: Words, clauses: list[Clause]) -> None:
        self.sight, self.tables, self.clauses = sight, tables, clauses
        self.scene: Scene = sight.scene
        self.words = sight.scene.words
        self.lang = sight.lang
        self.keys = sight.keys
        self._cues = list(cues(sight.keys, tables))
        self._places = {id(clause): n for n, clause in enumerate(clauses)}
        self._values = {item.value for clause in clauses for item in clause.items}
        self.announced: str | None = None

    def before(self, clause: Clause) -> Clause | None:
        """The clause that stands before another in the sentence."""
        at = self._places.get(id(clause), 0)
        return self.clauses[at - 1] if at else None

    def tells(self, value: str) -> bool:
        """Whether an item of any of the clauses is of a value: "this", ":" …"""
        return value in self._values

    def cues(self, start: int, end: int) -> set[str]:
        """What the words of a stretch colour a claim with ("planned", "hoped", "duty" …)."""
        here = [cue for cue in self._cues if start <= cue.start and cue.end <= end]
        return _told(here) if here else set()

    def said_in(self, clause: Clause, start: int, end: int) -> set[str]:
        """The same of a clause's own words, without those of clauses inside it."""
        return _told(c for c in self._cues if start <= c.start and c.end <= end and clause.owns(c.start))

    def own_cues(self, clause: Clause, start: int, end: int) -> set[str]:
        """The same of the words about a clause's subject: in «X بر این است که Y باید …» the duty is Y's alone."""
        near = [cue for cue in self._cues if start <= cue.start and cue.end <= end]
        own = [c for c in self.clauses if c.subject is clause.subject] if near else []
        return _told(cue for cue in near if any(c.owns(cue.start) for c in own))

    def any(self, start: int, end: int, name: str) -> bool:
        """Whether a token of a stretch is of a set of the language."""
        return self.words.has(name) and not self.lang.among(name).isdisjoint(self.keys[max(start, 0) : end])

    def begins(self, start: int, end: int, name: str) -> bool:
        """Whether a token of a stretch begins as one of a set of the language does."""
        if not self.words.begins(name):
            return False
        return any(map(str.startswith, self.keys[start:end], repeat(self.lang.edges(name))))

    def evidence(self, clause: Clause, start: int, end: int, nps: Iterable[Np]) -> Span:
        """The clause, widened to tokens start to end and to the noun phrases used; never to another sentence."""
        used = [np for np in nps if np.end > np.start]
        start = min([clause.start, start, *(np.start for np in used)])
        stop = max([clause.end, end, *(np.end for np in used)])
        while start < stop and (self.keys[start] in _LEADING or self.sight.among(start, "that")):
            start += 1
        return self.sight.span(start, stop)


def _told(cues_: Iterable[Cue]) -> set[str]:
    """What cues tell: of those that start at one token only the first."""
    told: dict[int, str] = {}
    for start, _, what in cues_:
        told.setdefault(start, what)
    return set(told.values())
