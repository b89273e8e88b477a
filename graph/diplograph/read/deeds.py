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
_ASKED = "requests"
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
            if who := _doer(telling, _states(telling, [clause.speaker]), None):
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
        ours = _states(telling, [clause.speaker] if judged else _sides(clause))
        who = _named(telling, ours, noun) or _doer(telling, ours, noun)
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
    return any(noun.value in telling.lang.among(name) for name in ("that-deed", "attack", "that-request"))


def _qualities(rest: list[Item]) -> int:
    """How many adjectives stand behind the noun."""
    n = 0
    while n < min(_QUALITIES, len(rest)) and rest[n].kind == "plain" and rest[n].start == rest[0].start + n:
        n += 1
    return n if n < len(rest) and rest[n].value == "ra" else 0


def _sides(clause: Clause) -> list[str | None]:
    """Who speaks of a deed: the subject and the speaker of a clause, else whomever it names."""
    mine = [*(clause.subject.refs if clause.subject else ()), *((clause.speaker,) if clause.speaker else ())]
    return list(mine or (ref for np in clause.nps for ref in np.refs))


def _states(telling: Telling, mine: list[str | None]) -> set[str]:
    return {telling.scene.country_of(ref) or ref for ref in mine if ref}


def _named(telling: Telling, ours: set[str], noun: Item) -> str | None:
    """«از زمان خروج X از Y با این اقدام مخالف است»: whose deed the words before name in the same sentence."""
    words = _like(telling, noun) - telling.lang.among("done-to")
    before = (np for c in reversed(telling.clauses) for np in reversed(c.nps) if np.end <= noun.start)
    theirs = (np.refs[0] for np in before if np.refs and np.head in words and np.how not in _NOBODY)
    return next((who for who in theirs if (telling.scene.country_of(who) or who) not in ours), None) if ours else None


def _like(telling: Telling, noun: Item) -> frozenset[str]:
    """The nouns that another takes up: attacks, requests, claims, else any deed."""
    same = (telling.lang.among(name) for name in ("attack", "that-request", "contention"))
    return next((words for words in same if noun.value in words), telling.lang.among("deed"))


def _doer(telling: Telling, ours: set[str], noun: Item | None) -> str | None:
    """Who did something last, of another state than whoever speaks of it."""
    scene = telling.scene
    word = noun.value if noun else ""
    attack, request = (word in telling.lang.among(name) for name in ("attack", "that-request"))
    for when, who, predicate in reversed(scene.doers):
        if when < scene.count - _BACK or not ours:
            return None
        if (scene.country_of(who) or who) in ours or (attack and predicate not in _ATTACKS):
            continue
        if request == (predicate == _ASKED):
            return who
    return None


def remember(telling: Telling, clause: Clause) -> None:
    """Keep in mind whoever a clause tells did something, or asked."""
    np, verb = clause.subject, clause.verb
    acting = verb is not None and verb.tense in _ACTED and not verb.negative
    if np is None or verb is None or not acting or len(np.refs) != 1 or np.how in _NOBODY:
        return
    asking = telling.begins(np.end, verb.start, "asking-stem") or telling.any(np.end, verb.start, "that-request")
    if asking or verb.stem in telling.lang.among("verb:ask"):
        telling.scene.doers.append((telling.scene.count, np.refs[0], _ASKED))
    elif clause.own_subject and verb.kind != "copula" and not clause.sayer:
        telling.scene.doers.append((telling.scene.count, np.refs[0], ""))
