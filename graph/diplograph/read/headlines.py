"""Headlines name a state or a body («ایران از عراق خواست»); where the article tells who it was, that claim stands."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.read.found import SYMMETRIC, Found
from diplograph.read.scene import Scene
from diplograph.read.tokens import Sentence

Told = tuple[Found, Sentence]  # a claim, and the sentence it was read in

_ACTS = frozenset({"requests", "accuses", "rejects", "threatens", "protests", "supports", "met", "phoned"})


def without_vague(scene: Scene, told: Sequence[Told]) -> list[Told]:
    """The claims but for those of the headline that the article tells of somebody who acts for whom it names."""
    title = next((s for _, s in told if s.line == 0), None)
    if title is None:
        return list(told)
    keys = [t.key for t in title.tokens]
    headed = [item.predicate in _ACTS and _repeats(sentence, keys) for item, sentence in told]
    body = [item for (item, _), head in zip(told, headed, strict=True) if not head and item.predicate in _ACTS]
    return [pair for pair, head in zip(told, headed, strict=True) if not (head and _vague(scene, pair[0], body))]


def _repeats(sentence: Sentence, title: list[str]) -> bool:
    """Whether a sentence is the headline, or the headline again."""
    return sentence.line == 0 or [t.key for t in sentence.tokens] == title


def _vague(scene: Scene, head: Found, body: Sequence[Found]) -> bool:
    for item in body:
        if item.predicate != head.predicate or item.negated != head.negated:
            continue
        ends = [(item.subject, item.object)]
        if item.predicate in SYMMETRIC:
            ends.append((item.object, item.subject))
        for a, b in ends:
            named = (a, b) != (head.subject, head.object)
            if named and _acts_for(scene, a, head.subject) and _acts_for(scene, b, head.object):
                return True
    return False


def _acts_for(scene: Scene, who: str, whom: str) -> bool:
    """Whether somebody is, serves, or is a body of, a state or body."""
    if who == whom or scene.country_of(who) == whom:
        return True
    actor = scene.actors.get(who)
    title = scene.office_of(actor) if actor else None
    return title is not None and title.of == whom
