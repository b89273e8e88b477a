"""What a speaker does by saying it: asks, threatens, praises, turns down, blames."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.asking import PREFACE, duty, urged
from diplograph.read.blame import blame
from diplograph.read.clauses import Clause
from diplograph.read.found import Found
from diplograph.read.judging import keeps, plays_part, praise, spurn, untrue
from diplograph.read.telling import Telling
from diplograph.read.threats import AHEAD, barred, peril, threat, warned


def acts(telling: Telling, clause: Clause, *, told: bool, done: frozenset[tuple[str, str]]) -> Iterator[Found]:
    """All that is done by the words of a clause; `told`: it claims something; `done`: what its verb tells, of whom."""
    if not (clause.speaker or clause.sayer) or _asked(telling, clause):
        return
    if clause.verb:
        yield from duty(telling, clause)
        if clause.verb.tense == "subjunctive":
            yield from urged(telling, clause, told=told)
        if clause.effect == "threatened":
            yield from threat(telling, clause)
        if any(np.how == "deal" for np in clause.nps):
            yield from keeps(telling, clause)
        if clause.verb.tense in AHEAD:
            yield from peril(telling, clause)
            yield from barred(telling, clause)
        yield from warned(telling, clause)
    if clause.verb and (clause.verb.kind == "copula" or untrue(telling, clause) or plays_part(telling, clause)):
        yield from praise(telling, clause)
        spurned = list(spurn(telling, clause))
        yield from spurned
        done |= {("rejects", found.object) for found in spurned}
    if clause.nps or clause.subject:
        yield from blame(telling, clause, frozenset() if clause.effect == "claimed" else done)


def _asked(telling: Telling, clause: Clause) -> bool:
    """«آیا X …», «آیا فکر می‌کنید X …»: whether a clause only asks whether it is so."""
    if telling.any(clause.start, clause.verb.start if clause.verb else clause.start + 2, "question-stem"):
        return True
    before = telling.before(clause)
    asks = before is not None and before.verb and telling.begins(before.start, before.start + 2, "question-stem")
    return bool(asks and before and len(before.own) <= PREFACE)
