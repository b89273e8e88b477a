"""Whom words stand up for, or press: roles of requests, support and aid that a set of words shows."""

from __future__ import annotations

from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

_CHAIN = 5  # tokens of the nouns and adjectives between «بر» and whose they are
_ENDED = 3  # tokens from «خواستار» to the end that is called for, and from there to «آن»
_FROM = frozenset({"from"})
_NOBODY = frozenset({"media", "place", "deal", "duty", "everybody"})


def settling(telling: Telling, heard: Heard) -> Np | None:
    """«بر حل اختلافات A و B تأکید کرد», «بر خروج نیروهای X …»: who would have to do what is stressed."""
    return _stressed(telling, heard, "settlement", but="unsettled")


def upheld(telling: Telling, heard: Heard) -> Np | None:
    """«بر حق X در … تأکید کرد», «بر تمامیت ارضی X»: whose right is stressed."""
    return _stressed(telling, heard, "right")


def _stressed(telling: Telling, heard: Heard, what: str, but: str = "") -> Np | None:
    """Who hangs, in «بر», on a word of a set, and on none of another; for a noun behind it."""
    start = heard.end if heard.nominal else heard.clause.start
    for np in heard.clause.nps:
        if np.case == "on" and np.head and np.start >= start and np.how not in _NOBODY:
            on = (i.end for i in reversed(heard.clause.items) if i.kind == "case" and i.end <= np.start)
            at = max(next(on, np.start), np.start - _CHAIN)
            if telling.any(at, np.start, what) and not (but and telling.any(at, np.start, but)):
                return np
    return None


def secured(telling: Telling, heard: Heard) -> Np | None:
    """«متعهد به امنیت X»: whose security somebody is bound to."""
    rights = telling.lang.among("right")
    return next((np for np in heard.clause.nps if np.case == "to" and np.head in rights), None)


def thanker(telling: Telling, heard: Heard) -> Np | None:
    """«از حمایت X تشکر کرد»: the state of whoever gives thanks, which got it."""
    clause, t = heard.clause, heard.start
    if not clause.case_near(t, gap=1, values=_FROM) or not telling.any(clause.start, clause.end, "thanks"):
        return None
    who = clause.subject.refs[:1] if clause.subject and clause.subject.refs else (clause.speaker,)
    state = telling.scene.state_of(who[0]) if who[0] else None
    return Np(t, t, (state,), "we") if state else None


def ender(telling: Telling, heard: Heard) -> Np | None:
    """«حمله X را محکوم کرد و خواستار توقف آن شد»: whose deed, told before in the sentence, is to end."""
    keys, end = telling.keys, heard.end
    at = next((t for t in range(end, min(end + _ENDED, len(keys))) if telling.sight.among(t, "ending")), 0)
    it_ = range(at + 1, at + 1 + _ENDED)
    if not at or not any(telling.sight.among(t, "this-same") or telling.sight.among(t, "it") for t in it_):
        return None
    words = telling.lang.among("deed") | telling.lang.among("attack") | telling.lang.among("that-deed")
    subject = heard.clause.subject
    ours = telling.scene.country_of(subject.refs[0]) if subject and subject.refs else None
    main = [c for c in telling.clauses if not c.opener]
    told = (np for c in reversed(main) for np in reversed(c.nps) if np.end <= heard.start and np.refs)
    objects = telling.begins(heard.clause.start - 3, heard.start, "objection-stem")
    blamed = (np for np in told if np.ra or np.how == "that" or _marked_on(telling, heard, np) or objects)
    theirs = (np for np in blamed if (np.head in words or np.how == "that") and np.how not in _NOBODY)
    return next((np for np in theirs if telling.scene.country_of(np.refs[0]) != ours or not ours), None)


def _marked_on(telling: Telling, heard: Heard, np: Np) -> bool:
    """«حمله X به Y را … کرد و»: whether «را» ends, further behind, what a noun phrase begins."""
    return not np.case and telling.any(np.end, heard.start, "object-marker")


def refugees(telling: Telling, heard: Heard) -> Np | None:
    """«میزبان آوارگان X است», «به پناهندگان X پناه داد»: whose people find refuge."""
    words = telling.lang.among("refugee")
    return next((np for np in heard.clause.nps if np.head in words and not np.ra), None)


def done(telling: Telling, heard: Heard) -> Np | None:
    """«حمله X با پشتیبانی Y انجام شد»: whose deed is told, where nobody is the subject."""
    clause, first = heard.clause, next(iter(heard.clause.nps), None)
    if first is None or clause.own_subject or clause.verb is None or not first.head or first.case or first.ra:
        return None
    becomes = clause.verb.stem in telling.lang.among("verb:undergoes") | telling.lang.among("verb:receive")
    return first if becomes and first.end <= heard.start else None


def interlocutor(telling: Telling, heard: Heard) -> Np | None:
    """«در دیدار با X خواستار همکاری … شد»: with whom one speaks who calls for it, where nobody else would do it."""
    words, clause = telling.lang.among("contact"), heard.clause
    after = next((c for c in telling.clauses if c.start == clause.end and c.opener == "that"), None)
    if after is not None and after.own_subject:
        return None  # «خواستار آن شد که Y …»: it is Y who would do it
    for np in clause.nps:
        if np.case == "with" and np.end <= heard.start and np.refs[:1] and np.refs[0].startswith("official/"):
            case = next((i for i in reversed(clause.items) if i.kind == "case" and i.end <= np.start), None)
            before = telling.keys[case.start - 1] if case and case.start > clause.start else ""
            return np if before in words else None
    there = telling.any(clause.start, heard.start, "contact") or telling.any(
        heard.start - 1, heard.start, "object-marker"
    )
    if not there or clause.subject is None or clause.subject.how == "we":
        return None
    who, met = clause.subject.refs, telling.scene.met[-1:]
    other = next((b if a in who else a for a, b in met if a in who or b in who), None)
    return Np(heard.start, heard.start, (other,), "attended") if other and len(who) == 1 else None
