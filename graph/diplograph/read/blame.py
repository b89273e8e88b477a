"""Whom a speaker's words of blame are said of."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.asking import BLAMELESS, act, points, subject_deed, undergoes
from diplograph.read.clauses import Clause
from diplograph.read.found import Found
from diplograph.read.items import Np
from diplograph.read.telling import Telling

_AGAINST = frozenset({"against", "except"})
_WRONGS = frozenset(
    {"violates", "sanctions", "assaults", "coerces", "left", "accuses", "rejects", "threatens"}
)  # told, and no more
_PASSING = frozenset({"when", "given"})
_AGENT = frozenset({"by", "in"})
_DEED = 4  # tokens between words of blame and the verb, or the doer


def blame(telling: Telling, clause: Clause, told: frozenset[tuple[str, str]]) -> Iterator[Found]:
    """A speaker's words of blame («اقدامات خصمانه آمریکا», «… را زیر پا گذاشت»): he accuses whom they are said of."""
    who, scene = clause.sayer or clause.speaker, telling.scene
    if not who or clause.opener == "if" or clause.effect in ("hoped", "asked"):
        return
    ours = scene.country_of(who)
    pointed = [clause.subject] if clause.subject and points(telling, clause) else []  # «این X بود که …»
    for np in (*pointed, *clause.nps):
        if np.how in BLAMELESS or (clause.sayer and _in_passing(clause, np)):
            continue
        known = any((wrong, ref) in told for wrong in _WRONGS for ref in np.refs)
        done = _culprit(telling, clause, np) or (not known and _blamed_doer(telling, clause, np))
        if not (done or _answerable(telling, clause, np) or _blamed_deed(telling, clause, np)):
            continue
        for ref in np.refs:
            if ref not in (who, ours) and scene.country_of(ref) != ours:
                yield from act(telling, clause, who, "accuses", np, ref, "blame")


def _blamed_deed(telling: Telling, clause: Clause, np: Np) -> bool:
    """«اقدامات خصمانه X», «نقض توافق از سوی X»: whether blame stands on the noun whose doer a noun phrase is."""
    if np.how == "adjective":
        return False
    words, agent = ["blame"], np.case == "by" and not np.head
    start = max(clause.start, np.start - (_DEED + 2 if agent else _DEED))
    if agent:
        words.append("harm")
        case = next((i for i in reversed(clause.items) if i.kind == "case" and i.end == np.start), None)
        end = case.start if case else np.start
    elif np.head:
        end = np.start
    else:
        return False
    chain = end
    for item in reversed([i for i in clause.items if start <= i.start < end]):
        if item.kind not in ("plain", "np") or (item.kind == "np" and not agent):
            break
        chain = item.start
    found, start = telling.cues(chain, end), max(clause.start, chain - 3)
    if "breach" in found:
        return not telling.any(start, chain, "unwanted")
    return not found.isdisjoint(words) and not telling.any(start, end, "unwanted")


def _blamed_doer(telling: Telling, clause: Clause, np: Np) -> bool:
    """«X … را زیر پا گذاشت», «X حامی تروریسم است»: whether blame is what a clause says of its subject."""
    verb = clause.verb
    doing = np is clause.subject and (clause.own_subject or points(telling, clause))
    if not (doing or subject_deed(telling, clause, np)) or clause.sayer or verb is None:
        return False
    if verb.negative:
        unkept = telling.any(np.end, verb.start, "promise") and telling.any(verb.start - 1, verb.start, "keeping")
        idle = telling.any(max(np.end, verb.start - _DEED), verb.start, "doings") and verb.tense == "perfect"
        unkept = unkept or (idle and telling.any(verb.start - 1, verb.start, "keeping"))
        lacks = verb.stem in telling.lang.among("verb:have") and telling.any(np.end, verb.start, "virtue")
        unkept = unkept or (lacks and not telling.any(np.end, verb.start, "hostile"))  # «جسارت تجاوز ندارد»
        untrue = verb.kind == "copula" and telling.any(np.end, verb.start, "trusted")
        return doing and (unkept or untrue) and verb.tense != "subjunctive"
    if undergoes(telling, clause) or _stands_against(clause):
        return False
    if telling.any(verb.start - 1, verb.start, "blameless"):
        return False
    stated = verb.kind == "copula" or not doing
    start = np.end if stated else max(np.end, verb.start - _DEED)
    found = telling.cues(start, clause.end)
    if not found.isdisjoint(("duty", "conditional", "planned")) or "duty" in telling.cues(np.end, clause.end):
        return False
    stirs = telling.any(np.end, verb.start, "strife") and telling.any(verb.start - 1, verb.start, "stirring")
    hurts = "hurt" in telling.cues(verb.start - 2, verb.end) and not stated
    stirs = stirs or (hurts and not telling.any(np.end, verb.start, "evil"))
    return (stirs or not found.isdisjoint(("blame", "harm", "breach"))) and not telling.any(
        np.end, verb.start, "unwanted"
    )


def _in_passing(clause: Clause, np: Np) -> bool:
    """«X در پی بدعهدی Y اعلام کرد …»: whether the article itself tells, as time or condition, what somebody did."""
    cases = [i.value for i in clause.items if i.kind == "case" and i.end <= np.start and i.value not in _AGENT]
    return bool(cases) and cases[-1] in _PASSING


def _answerable(telling: Telling, clause: Clause, np: Np) -> bool:
    """«X باید پاسخگو باشد», «باید مسئولیت … را بپذیرد»: whether somebody is to bear the blame."""
    verb = clause.verb
    if np is not clause.subject or not clause.own_subject or verb is None or verb.negative:
        return False
    if "duty" not in telling.cues(clause.start, verb.start):
        return False
    bears = telling.any(np.end, verb.start, "liability") and verb.stem in telling.lang.among("verb:bear")
    return bears or telling.any(np.end, verb.start, "answerable")


def _culprit(telling: Telling, clause: Clause, np: Np) -> bool:
    """«عامل اصلی تنش، حضور X است»: whether a clause that begins with a culprit's name for it ends with who it is."""
    verb = clause.verb
    if verb is None or verb.kind != "copula" or verb.negative or np.case or np.ra:
        return False
    tail = [i for i in clause.items if np.end <= i.start < verb.start]
    if len(tail) > 2 or any(i.kind not in ("case", "plain", "deal") and i.np is None for i in tail):  # «… در منطقه»
        return False
    first = next((i for i in clause.items if i.kind not in ("mark", "word")), None)
    named = first is not None and first.kind == "plain" and first.value in telling.lang.among("culprit")
    last = next((n for n in reversed(clause.nps) if n.how not in BLAMELESS), None)
    return named and last is np and not telling.any(clause.start, np.start, "unwanted")


def _stands_against(clause: Clause) -> bool:
    """«… علیه تروریسم می‌جنگد»: whether it is against some evil that a clause tells, not against a state."""
    against = [i for i in clause.items if i.kind == "case" and i.value in _AGAINST]
    states = {np.start for np in clause.nps if np.case in _AGAINST and np.refs and not np.head}
    return any(i.value == "except" or i.end not in states for i in against)
