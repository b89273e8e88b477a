"""What a speaker asks of others: by «باید …», by a headline's subjunctive; and what all acts of speech share."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.clauses import Clause
from diplograph.read.found import ACTORS, Found, kind_of
from diplograph.read.items import Np
from diplograph.read.telling import Telling

_PRONOUNS = frozenset({"we", "i", "this", "he"})
BLAMELESS = _PRONOUNS | {"deal", "duty", "place", "media", "two-states", "two-sides", "everybody"}
_OTHERWISE = frozenset({"planned", "conditional", "unable", "duty"})  # cues of what is not asked, or asked elsewhere
_MUST = frozenset({"duty"})
_TO = frozenset({"to"})
_UNTIL = frozenset({"when"})
_NOT_ASKED = frozenset({"past", "imperfect", "infinitive"})  # «باید خواست»: of nobody in particular
_OPENING = 3  # tokens before the subject of what is asked
PREFACE = 6  # tokens of a clause that only says «لازم است»
_REACH = 12  # tokens between whom it is asked of and «باید»


def duty(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«آمریکا باید …», said by somebody: he asks it of them."""
    np, verb = _charged(telling, clause) or clause.subject, clause.verb
    must_be = verb is not None and verb.tense == "subjunctive" and "duty" in telling.cues(clause.start, verb.start)
    if must_be and (told := _warned_off(telling, clause)):  # «به X گفت باید …»
        yield from _asks(telling, clause, "duty", told)
        return
    if np is None or verb is None or verb.tense in _NOT_ASKED:
        return
    if np is not clause.subject or _stipulated(telling, clause):
        must = verb.tense == "subjunctive"
    elif np.how == "you":  # «خطاب به X گفت: باید … کنید»
        must = verb.tense == "subjunctive" and "duty" in telling.cues(clause.start, verb.start)
    elif np.end <= clause.start:  # of the clause before: «این X است که باید …», «اگر X …، باید …»
        must = points(telling, clause) and (
            "duty" in telling.cues(clause.start, clause.end) or _on_condition(telling, clause)
        )
    else:
        start, end = max(clause.start, np.start - 2), min(np.end + _REACH, clause.end)
        must = "duty" in telling.own_cues(clause, np.end, end) or "duty" in telling.cues(start, np.start)
        must = must or _needed(telling, clause)
    if must:
        yield from _asks(telling, clause, "duty", np)


def _charged(telling: Telling, clause: Clause) -> Np | None:
    """«این وظیفه X است که …», «بر عهده X است که …»: whose a duty is, which the next clause tells."""
    if clause.opener != "that" or clause.own_subject:
        return None
    before = telling.before(clause)
    if before is None or before.verb is None or not before.nps:
        return None
    np, verb = before.nps[-1], before.verb
    bare = np.case == "on" and not np.head and np is before.nps[0]
    theirs = bare or telling.any(np.start - 1, np.start, "charge")
    return np if theirs and verb.kind == "copula" and not verb.negative and np.end >= verb.start - 1 else None


def _stipulated(telling: Telling, clause: Clause) -> bool:
    """«… مگر اینکه X … کند», «تا زمانی که X … نکند، … نمی‌کنیم»: whether something hangs on what another is to do."""
    np, verb = clause.subject, clause.verb
    if np is None or verb is None or not clause.own_subject or telling.any(np.end, verb.start, "hostile"):
        return False
    at = clause.start
    unless = clause.opener == "why" and telling.any(at - 1, at, "unless")
    until = clause.opener == "when" and verb.negative and telling.any(at - 1, at, "until")
    return unless or until


def points(telling: Telling, clause: Clause) -> bool:
    """«این X است که باید …», «اگر X …، باید …»: whether a duty is of whom the clause before names."""
    before, np = telling.before(clause), clause.subject
    if before is None or np is None or not before.own_subject or before.subject is not np:
        return False
    if before.opener == "if":
        return True
    cleft = before.verb is not None and before.verb.kind == "copula" and not before.verb.negative
    return cleft and clause.opener == "that" and telling.sight.is_word(np.start - 1, "this")


def _on_condition(telling: Telling, clause: Clause) -> bool:
    """«اگر X صلح می‌خواهد، مرز را باز کند»: whether it is asked, on a condition, in a bare subjunctive."""
    before, verb = telling.before(clause), clause.verb
    real = before is not None and before.opener == "if" and before.verb and before.verb.tense == "present"
    return bool(real and verb and verb.tense == "subjunctive" and not verb.person.startswith("1"))


def _needed(telling: Telling, clause: Clause) -> bool:
    """«لازم است X … کند»: whether a short clause before says that what a clause tells must be."""
    if clause.verb is None or clause.verb.tense != "subjunctive":
        return False
    before = telling.before(clause)
    if before is None or before.verb is None or before.verb.negative:
        return False
    return len(before.own) <= PREFACE and not before.nps and "duty" in telling.cues(before.start, before.end)


def urged(telling: Telling, clause: Clause, *, told: bool) -> Iterator[Found]:
    """A subjunctive of its own asks: «سازمان ملل: ایران به برجام پایبند بماند», «ابراز امیدواری کرد ایران … بماند».

    What is hoped for is a claim of its own where the reader knows it.
    """
    np, verb = clause.subject, clause.verb
    if np is None or verb is None or verb.person.startswith("1"):
        return
    if np.how == "you":  # «خطاب به X گفت: … کنید»
        if _OTHERWISE.isdisjoint(telling.cues(clause.start, clause.end)):
            yield from _asks(telling, clause, "urged", np)
        return
    if off := _warned_off(telling, clause):
        yield from _asks(telling, clause, "urged", off)
        return
    if sum(t < np.start for t in clause.own) > _OPENING or clause.case_near(
        verb.start, gap=verb.start - np.end, values=_UNTIL
    ):
        return
    if any(i.kind == "verb" and i.start < verb.start for i in clause.items):
        return  # a modal: «توانست … اختصاص دهد»
    hoped = clause.effect == "hoped" or telling.any(clause.start, np.start, "wish-opener")
    announced = clause.speaker is not None and clause.speaker == telling.announced and not clause.opener
    if not (announced or _said_before(telling, clause) or (hoped and not clause.opener)) or (hoped and told):
        return
    if (hoped and verb.kind == "copula") or _permitted(telling, clause):
        return  # «امیدواریم X موفق باشد» wishes it well
    if _OTHERWISE.isdisjoint(telling.cues(clause.start, clause.end)):
        yield from _asks(telling, clause, "urged")


def _warned_off(telling: Telling, clause: Clause) -> Np | None:
    """«به X هشدار داد که از … خودداری کند», «به X گفت … کند»: whom a speaker tells what to do, or to leave."""
    before = telling.before(clause)
    if clause.own_subject or clause.opener == "if" or before is None or not before.sayer:
        return None
    said = clause.effect == "said" and before.end == clause.start and clause.opener in ("", "that")
    said = said and not _begins_with_another(telling, clause)
    if clause.effect != "warned" and not (
        said and _OTHERWISE.isdisjoint(telling.cues(clause.start, clause.end) - _MUST)
    ):
        return None
    return next((np for np in before.nps if np.case in _TO and not np.head), None)


def _begins_with_another(telling: Telling, clause: Clause) -> bool:
    """«… که هیأت رئیسه باید …»: whether a clause begins with somebody whom nobody here knows, who is to do it."""
    own = [i for i in clause.items if i.kind != "mark" and i.value != "that"]
    for n, item in enumerate(own):
        if item.kind == "verb" or item.value == "ra":
            return False
        if item.kind == "case" or "duty" in telling.cues(item.start, item.end):
            return n > 0
    return False


def _permitted(telling: Telling, clause: Clause) -> bool:
    """«اجازه نمی‌دهیم X … کند»: whether a clause tells what somebody is, or is not, allowed to do."""
    before = telling.before(clause)
    return before is not None and before.verb is not None and telling.any(before.start, before.end, "permission")


def _said_before(telling: Telling, clause: Clause) -> bool:
    """Whether a clause is the first of what somebody said, and did not deny."""
    before = telling.before(clause)
    return before is not None and before.sayer is not None and not (before.verb and before.verb.negative)


def _asks(telling: Telling, clause: Clause, rule: str, np: Np | None = None) -> Iterator[Found]:
    """The speaker of a clause asks what it tells of those whom it is about; a state asks nothing of itself."""
    who = clause.speaker
    if np is None and clause.own_subject:
        np = clause.subject
    if not (np and who) or clause.opener in ("who", "if") or _describes(telling, clause):
        return
    if np.how in _PRONOUNS and not (np.how == "this" and np.refs[0].startswith("organization/")):
        return
    if undergoes(telling, clause):
        return
    of_state = np.how == "government" or telling.any(np.start, np.end, "government")
    refs = np.refs
    ours = telling.scene.country_of(who) if not of_state else None
    if ours in refs and telling.begins(clause.start, clause.end, "together-stem"):
        return  # «هر دو کشور باید همکاری کنند», said of his own and another's
    own = ours if len(refs) == 1 else None
    for ref in refs:
        if ref not in (who, own):
            yield from act(telling, clause, who, "requests", np, ref, rule)


def _describes(telling: Telling, clause: Clause) -> bool:
    """«نفتی که X باید …»: whether a clause only says which one is meant."""
    start = clause.start
    bare = clause.opener == "why" and start > 0 and clause.items[0].end - start == 1
    return (
        bare
        and telling.keys[start - 1].endswith(telling.lang.edges("indefinite-ending"))
        and telling.any(start, start + 1, "bare-that")
    )


def undergoes(telling: Telling, clause: Clause) -> bool:
    """«ایران باید … شناخته شود»: whether it is done to the subject, who is asked nothing."""
    verb = clause.verb
    if verb is None or verb.start == clause.start:
        return False
    becomes = verb.stem in telling.lang.among("verb:passive") | telling.lang.among("verb:passivizes")
    participle = verb.passive and not becomes and telling.lang.verbs[telling.keys[verb.start]].tense == "participle"
    if participle or (
        verb.stem in telling.lang.among("verb:receive") and telling.any(verb.start - 1, verb.start, "placed")
    ):
        return True
    noun = telling.keys[verb.start - 1]
    return becomes and noun in telling.lang.among("undergone")


def subject_deed(telling: Telling, clause: Clause, np: Np) -> bool:
    """«اقدام X غیرقانونی است»: whether a clause is about what somebody did."""
    first = clause.nps and np is clause.nps[0] and not telling.any(np.start - 1, np.start, "victim")
    return bool(first and not np.case and not np.ra and np.head in telling.lang.among("deed"))


def act(telling: Telling, clause: Clause, who: str, predicate: str, np: Np, ref: str, rule: str) -> Iterator[Found]:
    if kind_of(ref) in ACTORS or (predicate == "rejects" and kind_of(ref) == "agreement"):
        span = telling.evidence(clause, clause.start, clause.end, [np])
        teller = clause.speaker if clause.speaker != who else None  # somebody else who reports it
        yield Found(who, predicate, ref, span, rule, speaker=teller)
