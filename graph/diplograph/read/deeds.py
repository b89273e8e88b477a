"""«این اقدام», «این حمله», «این طرح»: whose deed a clause speaks of that does not say it again."""

from __future__ import annotations

from diplograph.read.clauses import Clause
from diplograph.read.items import Item, Np
from diplograph.read.telling import Telling

_BACK = 1  # sentences before, in which the deed was told
_QUALITIES = 2  # adjectives behind its noun: «این اقدام تحریک‌آمیز»
_OPENING = frozenset({"that", "and", "adverb"})
_BLAMED = 3  # tokens from «این» to what it is called
_BLAMING = frozenset({"blame", "harm"})
_BY = "by"  # «این اقدام از سوی X»: the clause says whose
_ACTED = frozenset({"past", "perfect", "present"})
_NOBODY = frozenset({"media", "deal", "duty", "place", "adjective", "persons", "everybody", "we", "i"})
_ATTACKS = frozenset({"assaults", "mobilizes"})


def point(telling: Telling, clause: Clause) -> None:
    """Add to a clause the doer of «این اقدام» as a noun phrase that hangs on the deed."""
    first = next((n for n, i in enumerate(clause.items) if i.kind != "mark" and i.value not in _OPENING), 0)
    for n, item in enumerate(clause.items[:-1]):
        if item.kind != "word" or item.value != "this":
            continue
        noun, rest = clause.items[n + 1], clause.items[n + 2 :]
        if n == first and _alone(telling, clause, item, noun):
            if who := _doer(telling, [clause.speaker], attack=False):
                clause.nps.insert(0, Np(item.end, item.end, (who,), "that"))
            return
        if noun.kind != "plain" or not _deed(telling, noun):
            continue
        qualities = _qualities(rest)
        after = rest[qualities] if len(rest) > qualities else None
        if after is not None and (after.np or (after.kind == "case" and after.value == _BY) or after.value == "that"):
            return
        case = clause.items[n - 1].value if n and clause.items[n - 1].kind == "case" else ""
        marked = after is not None and after.value == "ra"
        undergone = n == first and clause.verb is not None and clause.verb.stem in _undergoing(telling)
        judged = n == first and clause.speaker is not None and clause.verb is not None and clause.verb.kind == "copula"
        mine = [clause.speaker] if judged else _sides(clause)
        claimed = _claimant(telling, clause) if noun.value in telling.lang.among("allegation") else None
        who = claimed or _doer(telling, mine, attack=noun.value in telling.lang.among("attack"))
        if who and (case or marked or undergone or judged):
            clause.nps.append(Np(noun.end, noun.end, (who,), "that", case=case, head=noun.value, ra=marked))
            clause.nps.sort(key=lambda np: np.start)
        return


def _alone(telling: Telling, clause: Clause, this: Item, after: Item) -> bool:
    """«این اشتباه بزرگی است», said by somebody: whether «این» is a deed that a clause blames."""
    verb = clause.verb
    if not clause.speaker or verb is None or verb.kind != "copula" or verb.negative or clause.sayer:
        return False
    whole = after.value == "all" or (after.kind == "plain" and not _deed(telling, after))
    blamed = telling.cues(this.end, this.end + _BLAMED) & _BLAMING
    return whole and bool(blamed) and not any(np.refs for np in clause.nps)


def _undergoing(telling: Telling) -> frozenset[str]:
    """Stems of verbs by which a deed meets with something: «روبه‌رو شد», «قرار گرفت»."""
    return telling.lang.among("verb:passivizes") | telling.lang.among("verb:receive")


def _deed(telling: Telling, noun: Item) -> bool:
    return noun.value in telling.lang.among("that-deed") | telling.lang.among("attack")


def _qualities(rest: list[Item]) -> int:
    """How many adjectives stand behind the noun."""
    n = 0
    while n < min(_QUALITIES, len(rest)) and rest[n].kind == "plain" and rest[n].start == rest[0].start + n:
        n += 1
    return n if n < len(rest) and rest[n].value == "ra" else 0


def _claimant(telling: Telling, clause: Clause) -> str | None:
    """«با اشاره به اتهامات X گفت: این اتهامات …»: whose claims the sentence spoke of before, nobody of the speaker's."""
    scene, claims = telling.scene, telling.lang.among("allegation")
    before = (np for c in telling.clauses if c.end <= clause.start for np in c.nps if np.head in claims and np.refs)
    theirs = [np.refs[0] for np in before if not (clause.speaker and scene.one_side(clause.speaker, np.refs[0]))]
    return theirs[-1] if theirs else None


def _sides(clause: Clause) -> list[str | None]:
    """Who speaks of a deed: the subject and the speaker of a clause, else whomever it names."""
    mine = [*(clause.subject.refs if clause.subject else ()), *((clause.speaker,) if clause.speaker else ())]
    return list(mine or (ref for np in clause.nps for ref in np.refs))


def _doer(telling: Telling, mine: list[str | None], *, attack: bool) -> str | None:
    """Who did something last, of another state than whoever speaks of it."""
    scene = telling.scene
    ours = {scene.country_of(ref) or ref for ref in mine if ref}
    for when, who, predicate in reversed(scene.doers):
        if when < scene.count - _BACK or not ours:
            return None
        if (scene.country_of(who) or who) in ours or (attack and predicate not in _ATTACKS):
            continue
        return who
    return None


def remember(telling: Telling, clause: Clause) -> None:
    """Keep in mind whoever a clause tells did something."""
    np, verb = clause.subject, clause.verb
    acting = verb is not None and verb.tense in _ACTED and not verb.negative and verb.kind != "copula"
    if np and clause.own_subject and acting and len(np.refs) == 1 and np.how not in _NOBODY and not clause.sayer:
        telling.scene.doers.append((telling.scene.count, np.refs[0], ""))
