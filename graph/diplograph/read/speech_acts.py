"""What a speaker does by saying it: asks («باید …»), asks in a headline's subjunctive, blames."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.clauses import Clause
from diplograph.read.found import ACTORS, Found, kind_of
from diplograph.read.items import Np
from diplograph.read.telling import Telling

_PRONOUNS = frozenset({"we", "i", "this", "he"})
_BLAMELESS = _PRONOUNS | {"deal", "duty", "place", "media", "two-states", "two-sides"}
_AGAINST = frozenset({"against", "except"})
_REACH = 12  # tokens between whom it is asked of and «باید»


def acts(telling: Telling, clause: Clause) -> Iterator[Found]:
    """All that is done by the words of a clause."""
    yield from _duty(telling, clause)
    yield from _urged(telling, clause)
    yield from _blame(telling, clause)


def _duty(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«آمریکا باید …», said by somebody: he asks it of them."""
    np, who, verb = clause.subject, clause.speaker, clause.verb
    if not (np and who and clause.own_subject and verb) or np.how in _PRONOUNS or clause.opener in ("who", "if"):
        return
    if verb.tense in ("past", "infinitive"):  # «باید خواست»: nobody in particular
        return
    if "duty" not in telling.cues(np.end, min(np.end + _REACH, clause.end)):
        return
    ours = telling.scene.country_of(who) if np.how != "government" else None
    for ref in np.refs:
        if ref not in (who, ours):
            yield from _act(telling, clause, who, "requests", np, ref, "duty")


def _urged(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«سازمان ملل: ایران به برجام پایبند بماند»: a headline's subjunctive asks."""
    np, who, verb = clause.subject, clause.speaker, clause.verb
    if not (np and verb and who and clause.own_subject) or who != telling.announced or clause.opener:
        return
    if verb.tense != "subjunctive" or verb.person.startswith("1"):
        return
    for ref in np.refs:
        if ref != who:
            yield from _act(telling, clause, who, "requests", np, ref, "urged")


def _blame(telling: Telling, clause: Clause) -> Iterator[Found]:
    """A speaker's words of blame («اقدامات خصمانه آمریکا», «… را زیر پا گذاشت»): he accuses whom they are said of."""
    who, scene = clause.sayer or clause.speaker, telling.scene
    if not who or who.startswith("country/") or clause.opener == "if" or clause.effect == "hoped":
        return
    ours = scene.country_of(who)
    for np in clause.nps:
        if np.how in _BLAMELESS or not _blamed(telling, clause, np):
            continue
        for ref in np.refs:
            if ref not in (who, ours) and scene.country_of(ref) != ours:
                yield from _act(telling, clause, who, "accuses", np, ref, "blame")


def _blamed(telling: Telling, clause: Clause, np: Np) -> bool:
    """Whether words of blame stand before a noun phrase, or are said of it as the subject."""
    said = np is clause.subject and clause.own_subject and not clause.sayer
    said = said and not any(i.kind == "case" and i.value in _AGAINST for i in clause.items)
    if said and "blame" in telling.cues(np.end, clause.end):
        return not (clause.verb and clause.verb.negative)
    return bool(np.head) and "blame" in telling.cues(max(clause.start, np.start - 3), np.start)


def _act(telling: Telling, clause: Clause, who: str, predicate: str, np: Np, ref: str, rule: str) -> Iterator[Found]:
    if kind_of(ref) in ACTORS:
        yield Found(who, predicate, ref, telling.evidence(clause, clause.start, clause.end, [np]), rule)
