"""What a speaker does by saying it: asks («باید …»), asks in a headline's subjunctive, blames."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.read.clauses import Clause
from diplograph.read.found import ACTORS, Found, kind_of
from diplograph.read.items import Np
from diplograph.read.telling import Telling

_PRONOUNS = frozenset({"we", "i", "this", "he"})
_BLAMELESS = _PRONOUNS | {"deal", "duty", "place", "media", "two-states", "two-sides", "everybody"}
_AGAINST = frozenset({"against", "except"})
_OTHERWISE = frozenset({"planned", "conditional", "unable", "duty"})  # cues of what is not asked, or asked elsewhere
_UNTIL = frozenset({"when"})
_NOT_ASKED = frozenset({"past", "imperfect", "infinitive"})  # «باید خواست»: of nobody in particular
_AIMED = frozenset({"to", "against", "on"})
_WRONGS = frozenset(
    {"violates", "sanctions", "assaults", "coerces", "left", "accuses", "rejects", "threatens"}
)  # told, and no more
_WARNING = frozenset({"warned", "threatened"})
_PASSING = frozenset({"when", "given"})
_AGENT = frozenset({"by", "in"})
_GIVEN = frozenset({"given"})
_ADDRESSED = frozenset({"to", "from"})
_AHEAD = frozenset({"future", "present", "subjunctive"})  # tenses of what is threatened
_ANSWERED = frozenset({"to", "against", "from"})
_DEED = 4  # tokens between words of blame and the verb, or the doer
_OPENING = 3  # tokens before the subject of what is asked
_PREFACE = 6  # tokens of a clause that only says «لازم است»
_REACH = 12  # tokens between whom it is asked of and «باید»


def acts(telling: Telling, clause: Clause, *, told: bool, done: frozenset[tuple[str, str]]) -> Iterator[Found]:
    """All that is done by the words of a clause; `told`: it claims something; `done`: what its verb tells, of whom."""
    if not (clause.speaker or clause.sayer) or _asked(telling, clause):
        return
    if clause.verb:
        yield from _duty(telling, clause)
        if clause.verb.tense == "subjunctive":
            yield from _urged(telling, clause, told=told)
        if clause.effect == "threatened":
            yield from _threat(telling, clause)
        if any(np.how == "deal" for np in clause.nps):
            yield from _keeps(telling, clause)
        if clause.verb.tense in _AHEAD:
            yield from _peril(telling, clause)
        yield from _warned(telling, clause)
    if clause.verb and (clause.verb.kind == "copula" or _untrue(telling, clause)):
        yield from _praise(telling, clause)
        spurned = list(_spurn(telling, clause))
        yield from spurned
        done |= {("rejects", found.object) for found in spurned}
    if clause.nps or clause.opener == "that":
        yield from _blame(telling, clause, frozenset() if clause.effect == "claimed" else done)


def _asked(telling: Telling, clause: Clause) -> bool:
    """«آیا X …», «آیا فکر می‌کنید X …»: whether a clause only asks whether it is so."""
    if telling.begins(clause.start, clause.start + 2, "question-stem"):
        return True
    before = telling.before(clause)
    asks = before is not None and before.verb and telling.begins(before.start, before.start + 2, "question-stem")
    return bool(asks and before and len(before.own) <= _PREFACE)


def _duty(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«آمریکا باید …», said by somebody: he asks it of them."""
    np, verb = _charged(telling, clause) or clause.subject, clause.verb
    if np is None or verb is None or verb.tense in _NOT_ASKED:
        return
    if np is not clause.subject:
        must = verb.tense == "subjunctive"
    elif np.end <= clause.start:  # of the clause before: «این X است که باید …», «اگر X …، باید …»
        must = _points(telling, clause) and (
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


def _points(telling: Telling, clause: Clause) -> bool:
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
    return len(before.own) <= _PREFACE and not before.nps and "duty" in telling.cues(before.start, before.end)


def _urged(telling: Telling, clause: Clause, *, told: bool) -> Iterator[Found]:
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
    if np.start - clause.start > _OPENING or clause.case_near(verb.start, gap=verb.start - np.end, values=_UNTIL):
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
    if _undergoes(telling, clause):
        return
    of_state = np.how == "government" or telling.any(np.start, np.end, "government")
    refs = np.refs
    ours = telling.scene.country_of(who) if not of_state else None
    if ours in refs and telling.begins(clause.start, clause.end, "together-stem"):
        return  # «هر دو کشور باید همکاری کنند», said of his own and another's
    own = ours if len(refs) == 1 else None
    for ref in refs:
        if ref not in (who, own):
            yield from _act(telling, clause, who, "requests", np, ref, rule)


def _describes(telling: Telling, clause: Clause) -> bool:
    """«نفتی که X باید …»: whether a clause only says which one is meant."""
    start = clause.start
    bare = clause.opener == "why" and start > 0 and clause.items[0].end - start == 1
    return (
        bare
        and telling.keys[start - 1].endswith(telling.lang.edges("indefinite-ending"))
        and telling.any(start, start + 1, "bare-that")
    )


def _undergoes(telling: Telling, clause: Clause) -> bool:
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


def _threat(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«تهدید کرد که به X حمله می‌کند»: whom it would be done to is threatened."""
    who, verb = clause.speaker, clause.verb
    if clause.effect != "threatened" or not who or verb is None or verb.tense not in _AHEAD:
        return
    if clause.opener in ("who", "if"):
        return
    ours = telling.scene.country_of(who)
    for np in clause.nps:
        aimed = np.ra or np.case in _AIMED
        for ref in np.refs if aimed and np.how not in _BLAMELESS else ():
            if ref not in (who, ours):
                yield from _act(telling, clause, who, "threatens", np, ref, "threat")


def _peril(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«X پشیمان خواهد شد», «به حمله X پاسخ سخت می‌دهیم», said by somebody: he threatens them."""
    who, verb = clause.speaker or clause.sayer, clause.verb
    if not who or verb is None or verb.negative or clause.opener == "who":
        return
    ours = telling.scene.country_of(who)
    found = telling.cues(clause.start, clause.end)
    if "peril" in found:
        np = _faces(telling, clause)
    elif "retort" in found and verb.tense != "subjunctive":
        doers = clause.subject.refs if clause.subject else ()
        mine = any(ref in (who, ours) or telling.scene.country_of(ref) == ours for ref in doers)
        gets = telling.any(verb.start - 1, verb.start, "receiving")
        np = _faces(telling, clause) if gets else _answered(telling, clause) if mine else None
    else:
        return
    if np is None or np.how in _BLAMELESS:
        return
    for ref in np.refs:
        if ref not in (who, ours) and (ours is None or telling.scene.country_of(ref) != ours):
            yield from _act(telling, clause, who, "threatens", np, ref, "peril")


def _warned(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«هشدار داد اگر X … کند، …», «در صورت حمله X …», «در غیر این صورت …»: who is told what follows is threatened."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None:
        return
    warned = clause.effect in _WARNING
    ours, np = telling.scene.country_of(who), None
    if clause.opener == "if" or any(n.case in _GIVEN for n in clause.nps):
        np = _on_whom(telling, clause, warned=warned)
    elif warned and verb.tense in _AHEAD and "otherwise" in telling.cues(clause.start, clause.end):
        before = [c for c in telling.clauses if c.end <= clause.start]
        np = next((n for c in reversed(before) for n in c.nps if n.case in _ADDRESSED and not n.head), None)
    if np is None or np.how in _BLAMELESS:
        return
    for ref in np.refs:
        if ref not in (who, ours) and (ours is None or telling.scene.country_of(ref) != ours):
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
    if first is clause.subject and clause.own_subject:
        after = _follows(telling, clause)
        if after is None or after.verb is None or after.verb.tense not in _AHEAD:
            return None
        broken = verb.negative or telling.any(first.end, verb.start, "hostile")
        return first if warned or (broken and _ours(telling, clause.speaker, after)) else None
    if not hostile or verb.tense not in _AHEAD:
        return None
    return first if warned or _ours(telling, clause.speaker, clause) else None


def _follows(telling: Telling, clause: Clause) -> Clause | None:
    """What a condition leads to: the clause around it, or the next."""
    outer = clause.outer
    if outer is not None and outer.end > clause.end and outer.opener == "that" and outer.verb:
        return outer
    return next((c for c in telling.clauses if c.start >= clause.end and c.verb), None)


def _ours(telling: Telling, who: str | None, clause: Clause) -> bool:
    """Whether a clause is about the speaker, or his state."""
    ours = telling.scene.country_of(who)
    free = (np for np in (*clause.nps, clause.subject) if np and not (np.case or np.head or np.ra))
    refs = next((np.refs for np in free), ())
    return bool(refs) and all(ref == who or (ours and telling.scene.country_of(ref) == ours) for ref in refs)


def _faces(telling: Telling, clause: Clause) -> Np | None:
    """Whom it goes badly for: the subject of a clause, whom «را» marks, or who did what it begins with."""
    if marked := next((np for np in clause.nps if np.ra and not np.case), None):
        return marked
    if clause.subject and clause.own_subject:
        return clause.subject
    deed = next((np for np in clause.nps if _subject_deed(telling, clause, np)), None)
    return deed or (clause.subject if clause.subject and clause.subject.end <= clause.start else None)


def _answered(telling: Telling, clause: Clause) -> Np | None:
    """Who is answered: «به حمله X …», «از X انتقام …», «در صورت حمله X …», «اگر X … کند، …»."""
    for np in clause.nps:
        if np.case in _ANSWERED | _GIVEN or (np.head in telling.lang.among("deed") and not np.ra):
            return np
    before = telling.before(clause)
    if before is None or before.opener != "if":
        return None
    return before.subject if before.own_subject else next(iter(before.nps), None)


def _praise(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«ابتکار X راه‌حل خوبی است», said by somebody: he is for it."""
    who, verb, merit = clause.speaker, clause.verb, telling.lang.among("merit")
    if not who or verb is None or verb.negative or verb.kind != "copula" or clause.sayer or clause.opener == "if":
        return
    for np in clause.nps:
        praised = np.head in merit if np.head else np.how == "deal"
        if not praised or np.case or np.ra or "praise" not in telling.cues(np.end, clause.end):
            continue
        for ref in np.refs:
            own = telling.scene.country_of(ref)
            if ref != who and (own is None or own != telling.scene.country_of(who)):
                span = telling.evidence(clause, clause.start, clause.end, [np])
                yield Found(who, "supports", ref, span, "praise")
        return


def _keeps(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«برجام باید حفظ شود», «حفظ برجام به نفع همه است», said by somebody: he is for it."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None or verb.negative or clause.sayer or clause.opener in ("if", "who"):
        return
    keeping = telling.lang.among("keeping-noun")
    np = next((n for n in clause.nps if n.how == "deal" and (not n.case or n.head in keeping)), None)
    if np is None:
        return
    kept = "duty" in telling.cues(clause.start, clause.end) and telling.any(np.end, verb.start, "kept")
    good = verb.kind == "copula" and np.head in keeping
    good = good and not np.case and telling.any(np.end, verb.start, "desirable")
    if kept or good:
        span = telling.evidence(clause, clause.start, clause.end, [np])
        yield from (Found(who, "supports", ref, span, "keeps") for ref in np.refs)


def _spurn(telling: Telling, clause: Clause) -> Iterator[Found]:
    """«ادعای X بی‌اساس است», said by somebody: he rejects it."""
    who, verb = clause.speaker, clause.verb
    if not who or verb is None or clause.sayer or clause.opener == "if":
        return
    untrue = _untrue(telling, clause)
    if not untrue and (verb.negative or verb.kind != "copula"):
        return
    ours = telling.scene.country_of(who)
    for np in clause.nps:
        claimed = np.head in telling.lang.among("contention") and not np.case and not np.ra
        if claimed and (untrue or telling.any(np.end, verb.start, "spurned")):
            for ref in np.refs:
                if ref not in (who, ours) and telling.scene.country_of(ref) != ours:
                    yield from _act(telling, clause, who, "rejects", np, ref, "spurn")
            return


def _untrue(telling: Telling, clause: Clause) -> bool:
    """«ادعای X صحت ندارد»."""
    verb = clause.verb
    return bool(verb and verb.negative and telling.any(verb.start - 1, verb.start, "truth"))


def _blame(telling: Telling, clause: Clause, told: frozenset[tuple[str, str]]) -> Iterator[Found]:
    """A speaker's words of blame («اقدامات خصمانه آمریکا», «… را زیر پا گذاشت»): he accuses whom they are said of."""
    who, scene = clause.sayer or clause.speaker, telling.scene
    if not who or clause.opener == "if" or clause.effect in ("hoped", "asked"):
        return
    ours = scene.country_of(who)
    pointed = [clause.subject] if clause.subject and _points(telling, clause) else []  # «این X بود که …»
    for np in (*pointed, *clause.nps):
        if np.how in _BLAMELESS or (clause.sayer and _in_passing(clause, np)):
            continue
        known = any((wrong, ref) in told for wrong in _WRONGS for ref in np.refs)
        done = _culprit(telling, clause, np) or (not known and _blamed_doer(telling, clause, np))
        if not (done or _answerable(telling, clause, np) or _blamed_deed(telling, clause, np)):
            continue
        for ref in np.refs:
            if ref not in (who, ours) and scene.country_of(ref) != ours:
                yield from _act(telling, clause, who, "accuses", np, ref, "blame")


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
    doing = np is clause.subject and (clause.own_subject or _points(telling, clause))
    if not (doing or _subject_deed(telling, clause, np)) or clause.sayer or verb is None:
        return False
    if verb.negative:
        unkept = telling.any(np.end, verb.start, "promise") and telling.any(verb.start - 1, verb.start, "keeping")
        idle = telling.any(max(np.end, verb.start - _DEED), verb.start, "doings") and verb.tense == "perfect"
        unkept = unkept or (idle and telling.any(verb.start - 1, verb.start, "keeping"))
        lacks = verb.stem in telling.lang.among("verb:have") and telling.any(np.end, verb.start, "virtue")
        unkept = unkept or (lacks and not telling.any(np.end, verb.start, "hostile"))  # «جسارت تجاوز ندارد»
        untrue = verb.kind == "copula" and telling.any(np.end, verb.start, "trusted")
        return doing and (unkept or untrue) and verb.tense != "subjunctive"
    if _undergoes(telling, clause) or _stands_against(clause):
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
    last = next((n for n in reversed(clause.nps) if n.how not in _BLAMELESS), None)
    return named and last is np and not telling.any(clause.start, np.start, "unwanted")


def _stands_against(clause: Clause) -> bool:
    """«… علیه تروریسم می‌جنگد»: whether it is against some evil that a clause tells, not against a state."""
    against = [i for i in clause.items if i.kind == "case" and i.value in _AGAINST]
    states = {np.start for np in clause.nps if np.case in _AGAINST and np.refs and not np.head}
    return any(i.value == "except" or i.end not in states for i in against)


def _subject_deed(telling: Telling, clause: Clause, np: Np) -> bool:
    """«اقدام X غیرقانونی است»: whether a clause is about what somebody did."""
    first = clause.nps and np is clause.nps[0] and not telling.any(np.start - 1, np.start, "victim")
    return bool(first and not np.case and not np.ra and np.head in telling.lang.among("deed"))


def _act(telling: Telling, clause: Clause, who: str, predicate: str, np: Np, ref: str, rule: str) -> Iterator[Found]:
    if kind_of(ref) in ACTORS:
        span = telling.evidence(clause, clause.start, clause.end, [np])
        teller = clause.speaker if clause.speaker != who else None  # somebody else who reports it
        yield Found(who, predicate, ref, span, rule, speaker=teller)
