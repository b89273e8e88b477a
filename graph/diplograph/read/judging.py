"""What a speaker is for or against: praise, what is to be kept, what is turned down."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.asking import act
from diplograph.read.clauses import Clause
from diplograph.read.found import Found
from diplograph.read.items import Np
from diplograph.read.telling import Telling

_ONLY = frozenset({"duty", "planned", "hoped", "conditional"})  # cues of what is not said to be so
_CLAIMED = 4  # tokens from a claim to whose it is
_NOBODY = frozenset(
    {"we", "i", "this", "he", "you", "place", "media", "deal", "duty", "two-states", "two-sides", "everybody"}
)


def praise(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«ابتکار X راه‌حل خوبی است», said by somebody: he is for it."""
    who, verb, merit = clause.speaker, clause.verb, telling.lang.among("merit")
    keeping = merit | telling.lang.among("keeping-noun")
    if not who or verb is None or verb.negative or clause.sayer or clause.opener == "if":
        return
    for np in clause.nps:
        praised = np.head in (keeping if np.how == "deal" else merit) if np.head else np.how == "deal"
        praised = praised and "praise" in telling.cues(np.end, clause.end)
        if np.case or np.ra or not (praised or _admired(telling, clause, np)):
            continue
        for ref in np.refs:
            if not telling.scene.one_side(who, ref):
                span = telling.evidence(clause, clause.start, clause.end, [np])
                yield Found(who, "supports", ref, span, "praise")
        return


def plays_part(telling: Telling, clause: Clause) -> bool:
    """«X نقش سازنده‌ای … ایفا کرد»: whether a clause tells what part somebody plays."""
    verb = clause.verb
    return bool(verb and telling.any(verb.start - 1, verb.start, "playing"))


def _admired(telling: Telling, clause: Clause, np: Np) -> bool:
    """«X به دنبال صلح است», «X رهبر بزرگی است»: whether good is said of somebody, not of his ties to a third."""
    who = clause.speaker
    if np is not clause.subject or not clause.own_subject or np.head or np.how in _NOBODY or who is None:
        return False
    found = telling.cues(np.end, clause.end)
    if "admired" not in found or not found.isdisjoint(_ONLY):
        return False
    others = (ref for n in clause.nps if n is not np and n.how != "place" for ref in n.refs)
    return all(telling.scene.one_side(who, ref) for ref in others)


def keeps(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«برجام باید حفظ شود», «حفظ برجام به نفع همه است», said by somebody: he is for it."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None or clause.sayer or clause.opener in ("if", "who"):
        return
    keeping = telling.lang.among("keeping-noun")
    np = next((n for n in clause.nps if n.how == "deal" and (not n.case or n.head in keeping)), None)
    if np is None:
        return
    kept = "duty" in telling.cues(clause.start, clause.end) and telling.any(np.end, verb.start, "kept")
    good = verb.kind == "copula" and np.head in keeping
    good = good and not np.case and telling.any(np.end, verb.start, "desirable")
    alone = verb.negative and verb.stem in telling.lang.among("verb:have")  # «برجام جایگزینی ندارد»
    alone = alone and not np.case and telling.any(np.end, verb.start, "substitute")
    if alone or ((kept or good) and not verb.negative):
        span = telling.evidence(clause, clause.start, clause.end, [np])
        yield from (Found(who, "supports", ref, span, "keeps") for ref in np.refs)


def spurn(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«ادعای X بی‌اساس است», «طرح X مردود است», said by somebody: he rejects it."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None or clause.sayer or clause.opener == "if":
        return
    false = untrue(telling, clause)
    if not false and (verb.negative or verb.kind != "copula"):
        return
    if clause.opener == "that" and not clause.nps and telling.any(clause.start, verb.start, "spurned"):
        for ref in _claimants(telling, clause):
            yield from act(
                telling, clause, who, "rejects", Np(clause.start, clause.start, (ref,), "that"), ref, "spurn"
            )
    for np in clause.nps:
        offered = np.how == "deal" and telling.any(np.end, verb.start, "unacceptable")  # «طرح X غیرقابل قبول است»
        claimed = (offered or np.head in telling.lang.among("contention")) and not np.case and not np.ra
        if claimed and (false or telling.any(np.end, verb.start, "spurned")):
            for ref in np.refs:
                if not telling.scene.one_side(who, ref):
                    yield from act(telling, clause, who, "rejects", np, ref, "spurn")
            return


def _claimants(telling: Telling, clause: Clause) -> tuple[str, ...]:
    """«ادعاهایی از سوی X مطرح شد، که همه بی‌اساس است»: who makes the claims that a clause behind judges."""
    before = telling.before(clause)
    before = telling.before(before) if before is not None and before.verb is None else before
    np = next((n for n in before.nps if not n.ra), None) if before is not None else None
    if before is None or np is None or all(telling.scene.one_side(clause.speaker or "", ref) for ref in np.refs):
        return ()
    told = telling.any(max(np.start - _CLAIMED, before.start), np.start, "contention") and np.case in ("", "by")
    return np.refs if told else ()


def untrue(telling: Telling, clause: Clause) -> bool:
    """«ادعای X صحت ندارد»."""
    verb = clause.verb
    return bool(verb and verb.negative and telling.any(verb.start - 1, verb.start, "truth"))
