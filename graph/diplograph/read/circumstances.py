"""How, where and in whose words a claim is told: in person or on video, in which town, as an aside."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.read.clauses import Clause
from diplograph.read.doers import accused
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

_FIRST = frozenset({"we", "i"})
_SAID_OF = frozenset({"on", "to", "from"})  # what is said: «بر …», «به … اشاره کرد», «از … خبر داد»
_BESIDE = 3  # tokens from whoever was met to the town where
_AHEAD = frozenset({"future", "present", "subjunctive"})


def ahead(clause: Clause) -> bool:
    """Whether a date in a clause lies ahead of the article."""
    return bool(clause.verb and clause.verb.tense in _AHEAD)


def manner(telling: Telling, heard: Heard) -> tuple[str, str | None]:
    """The predicate, a meeting on the telephone being a call, and its mode."""
    clause, predicate, t = heard.clause, heard.frame.predicate, heard.start
    if predicate not in ("met", "launches"):
        return predicate, None
    video = telling.begins(clause.start, clause.end, "video-stem")
    if predicate == "launches":
        return predicate, "video" if video else None
    calls = telling.any(max(clause.start, t - 3), t + 5, "call")
    calls = calls or (heard.frame.how == "verb" and _same_two(clause) and telling.scene.contact == "phoned")
    if calls or not telling.lang.among("by-phone").isdisjoint([telling.keys[i] for i in clause.own]):
        return "phoned", None
    return "met", "video" if video else "in person"


def _same_two(clause: Clause) -> bool:
    """«دو طرف همچنین درباره … گفت‌وگو کردند»: whether a clause goes on telling of the same meeting, or call."""
    return clause.subject is not None and clause.subject.how == "two-sides"


def place(clause: Clause, used: Sequence[Np]) -> str | None:
    """Where it happened: a town in «در», else a country."""
    free = [np for np in clause.nps if np.case == "in" and not np.head and np not in used]
    towns = (np.place for np in free if np.place)
    countries = (np.refs[0] for np in free if np.how == "name" and np.refs[0].startswith("country/"))
    return next(towns, None) or next(countries, None)


def spot(clause: Clause, used: Sequence[Np]) -> Np | None:
    """The town where it happened, told right beside those who met, or before them."""
    last = max((np.end for np in used), default=clause.start)
    here = (np for np in clause.nps if np.case == "in" and not np.head and np.place and np not in used)
    return next((np for np in here if np.start - last <= _BESIDE), None)


def aside(telling: Telling, heard: Heard) -> str | None:
    """What a speaker mentions in passing («با اشاره به دیدار …، گفت») is in his words."""
    clause = heard.clause
    if "thanker" in heard.frame.object and clause.subject and clause.subject.refs[0].startswith("official/"):
        return clause.subject.refs[0]  # «از کمک‌های X تشکر کرد»
    if "accused" in heard.frame.subject and clause.subject and accused(telling, heard):
        return clause.subject.refs[0]  # «X را به نقض Y متهم کرد»
    if clause.sayer is None or not heard.nominal or "answering" in heard.frame.flags:
        return None  # what is answered, the article tells
    if "stance" in heard.frame.flags:  # «بر حمایت X از Y تأکید کرد»
        return clause.sayer if clause.case_near(heard.start, values=_SAID_OF) else None
    sight = telling.sight
    passing = (i for i in range(clause.start, heard.start - 1) if sight.among(i, "passing"))
    return clause.sayer if any(sight.among(i + 1, "remark") for i in passing) else None


def own(heard: Heard, speaker: str | None, a: str, b: str) -> bool:
    """Whether a claim is of the speaker himself («با اشاره به دیدارش با X»), and not in his own «ما»."""
    subject = heard.clause.subject
    mine = subject is not None and subject.how in _FIRST
    told_of = speaker == b and heard.frame.predicate == "requests"  # «X گفت Y از او خواست …»
    return speaker in (a, b) and not mine and not told_of
