"""What a speaker threatens: by a verb that says so, by what will come of it, by a warning with a condition."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.asking import BLAMELESS, act, subject_deed
from diplograph.read.clauses import Clause
from diplograph.read.found import Found
from diplograph.read.items import Np
from diplograph.read.telling import Telling

_AIMED = frozenset({"to", "against", "on"})
_REPAID = frozenset({"with"})  # «با X مقابله به مثل می‌کند»
_HEADS = 3  # tokens of the nouns that a condition begins with
_REACH = 8  # tokens behind a clause in which it is told what nobody may
_OPTION = frozenset({"against", "about", "on"})
_WARNING = frozenset({"warned", "threatened"})
_GIVEN = frozenset({"given"})
_ADDRESSED = frozenset({"to", "from"})
AHEAD = frozenset({"future", "present", "subjunctive"})  # tenses of what is threatened
_ANSWERED = frozenset({"to", "against", "from"})


def threat(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«تهدید کرد که به X حمله می‌کند»: whom it would be done to is threatened."""
    who, verb = clause.speaker, clause.verb
    if clause.effect != "threatened" or not who or verb is None or verb.tense not in AHEAD:
        return
    if clause.opener in ("who", "if"):
        return
    ours = telling.scene.country_of(who)
    repaid = _REPAID if "retort" in telling.cues(clause.start, clause.end) else frozenset()
    for np in clause.nps:
        undergoes = not np.case and verb.stem in telling.lang.among("verb:receive")
        aimed = np.ra or undergoes or np.case in _AIMED | repaid
        for ref in np.refs if aimed and np.how not in BLAMELESS else ():
            if ref not in (who, ours):
                yield from act(telling, clause, who, "threatens", np, ref, "threat")


def peril(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«X پشیمان خواهد شد», «به حمله X پاسخ سخت می‌دهیم», said by somebody: he threatens them."""
    who, verb = clause.speaker or clause.sayer, clause.verb
    if not who or verb is None or verb.negative or clause.opener == "who":
        return
    found = telling.cues(clause.start, clause.end)
    if "peril" in found:
        np = _faces(telling, clause)
    elif "retort" in found and verb.tense != "subjunctive":
        doers = clause.subject.refs if clause.subject else ()
        mine = any(telling.scene.one_side(who, ref) for ref in doers)
        gets = telling.any(verb.start - 1, verb.start, "receiving")
        np = _faces(telling, clause) if gets else _answered(telling, clause) if mine else None
    elif "option" in found and verb.kind == "copula":  # «گزینه نظامی علیه X روی میز است»
        np = next((n for n in clause.nps if n.case in _OPTION and not n.head), None)
    else:
        return
    if np is None or all(telling.scene.one_side(who, ref) for ref in np.refs):
        np = _on_condition(telling, clause)
    if np is None or np.how in BLAMELESS:
        return
    for ref in np.refs:
        if not telling.scene.one_side(who, ref):
            yield from act(telling, clause, who, "threatens", np, ref, "peril")


def _on_condition(telling: Telling, clause: Clause) -> Np | None:
    """«اگر حمله‌ای از سوی X انجام شود، …»: whose deed it hangs on what a clause tells."""
    before = telling.before(clause)
    inner = (c for c in telling.clauses if c.opener == "if" and (c.outer is clause or c is before))
    given = next(inner, None)
    if given is None:
        return None
    by = next((np for np in given.nps if np.case == "by" and not np.head), None)
    return given.subject if given.own_subject else by


def barred(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«اجازه نمی‌دهیم X بمب بسازد», «به X اجازه … سلاح نخواهیم داد», said by somebody: he threatens them."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None or not verb.negative or verb.tense not in AHEAD:
        return
    if clause.opener or not telling.any(clause.start, verb.start, "permission"):
        return
    if not telling.begins(clause.start, clause.end + _REACH, "weapon-stem"):
        return  # «اجازه نمی‌دهیم X از خاک ما …» refuses
    if verb.stem not in telling.lang.among("verb:give") or not _ours(telling, who, clause):
        return
    after = next((c for c in telling.clauses if c.start >= clause.end and c.verb), None)
    doing = after.subject if after and after.own_subject and after.verb and after.verb.tense == "subjunctive" else None
    np = next((n for n in clause.nps if n.case == "to" and not n.head), doing)
    if np is None or np.how in BLAMELESS:
        return
    for ref in np.refs:
        if not telling.scene.one_side(who, ref):
            yield from act(telling, clause, who, "threatens", np, ref, "barred")


def warned(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«هشدار داد اگر X … کند، …», «در صورت حمله X …», «در غیر این صورت …»: who is told what follows is threatened."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None:
        return
    warned = clause.effect in _WARNING
    np = None
    if clause.opener == "if" or any(n.case in _GIVEN for n in clause.nps):
        np = _on_whom(telling, clause, warned=warned)
    elif warned and verb.tense in AHEAD and "otherwise" in telling.cues(clause.start, clause.end):
        before = [c for c in telling.clauses if c.end <= clause.start]
        np = next((n for c in reversed(before) for n in c.nps if n.case in _ADDRESSED and not n.head), None)
    if np is None or np.how in BLAMELESS:
        return
    for ref in np.refs:
        if not telling.scene.one_side(who, ref):
            yield _threatens(telling, clause, who, np, ref)


def _threatens(telling: Telling, clause: Clause, who: str, np: Np, ref: str) -> Found:
    span = telling.evidence(clause, clause.start, clause.end, [np])
    return Found(who, "threatens", ref, span, "warned")


def _on_whom(telling: Telling, clause: Clause, *, warned: bool) -> Np | None:
    """On whose deed it hangs what follows: whom a warning is for; without one, who breaks a word is answered by us."""
    given = next((np for np in clause.nps if np.case in _GIVEN), None)
    first, verb = given or next((np for np in clause.nps if not np.ra), None), clause.verb
    if first is None or verb is None:
        return None
    hostile = first.head in telling.lang.among("hostile") and (first is given or not first.case)
    if given is not None and warned:
        by = next((np for np in clause.nps if np.case == "by" and not np.head and np.start >= given.end), None)
        first, hostile = by or given, hostile or by is not None or _ill_given(telling, clause, given)
    if first is clause.subject and clause.own_subject:
        after = _follows(telling, clause)
        if after is None or after.verb is None or after.verb.tense not in AHEAD:
            return None
        broken = verb.negative or telling.any(first.end, verb.start, "hostile")
        return first if warned or (broken and _ours(telling, clause.speaker, after)) else None
    if not hostile or verb.tense not in AHEAD:
        return None
    return first if warned or _ours(telling, clause.speaker, clause) else None


def _ill_given(telling: Telling, clause: Clause, given: Np) -> bool:
    """«در صورت عدم همکاری X»: whether a condition is a wrong; of what is threatened it need not be one."""
    near = max(given.start - _HEADS, clause.start)
    return clause.effect == "threatened" or telling.any(near, given.start, "hostile")


def _follows(telling: Telling, clause: Clause) -> Clause | None:
    """What a condition leads to: the clause around it, or the next."""
    outer = clause.outer
    if outer is not None and outer.end > clause.end and outer.opener == "that" and outer.verb:
        return outer
    return next((c for c in telling.clauses if c.start >= clause.end and c.verb), None)


def _ours(telling: Telling, who: str | None, clause: Clause) -> bool:
    """Whether a clause is about the speaker, or his state."""
    free = (np for np in (*clause.nps, clause.subject) if np and not (np.case or np.head or np.ra))
    refs = next((np.refs for np in free), ())
    return bool(refs) and all(who and telling.scene.one_side(who, ref) for ref in refs)


def _faces(telling: Telling, clause: Clause) -> Np | None:
    """Whom it goes badly for: the subject of a clause, whom «را» marks, or who did what it begins with."""
    if marked := next((np for np in clause.nps if np.ra and not np.case), None):
        return marked
    if clause.subject and clause.own_subject:
        return clause.subject
    deed = next((np for np in clause.nps if subject_deed(telling, clause, np) or _wrong_of(telling, clause, np)), None)
    return deed or (clause.subject if clause.subject and clause.subject.end <= clause.start else None)


def _wrong_of(telling: Telling, clause: Clause, np: Np) -> bool:
    """«هرگونه حماقت X …»: whether a clause begins with a wrong of somebody."""
    first = np is clause.nps[0] and bool(np.head) and not np.case
    return first and "blame" in telling.cues(max(np.start - 1, clause.start), np.start)


def _answered(telling: Telling, clause: Clause) -> Np | None:
    """Who is answered: «به حمله X …», «از X انتقام …», «حمله به Y از سوی X …», «اگر X … کند، …»."""
    first = next((i for i in clause.items if i.kind == "plain"), None)
    hostile = first is not None and telling.any(first.start, first.end, "hostile")
    by = next((np for np in clause.nps if np.case == "by" and not np.head), None) if hostile else None
    if by:
        return by
    for np in clause.nps:
        if np.case in _ANSWERED | _GIVEN or (np.head in telling.lang.among("deed") and not np.ra):
            return np
    before = telling.before(clause)
    if before is None or before.opener != "if":
        return None
    return before.subject if before.own_subject else next(iter(before.nps), None)
