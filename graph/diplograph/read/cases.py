"""The noun phrase in a case: «با X», «از X», «علیه X»."""

from __future__ import annotations

from itertools import pairwise

from diplograph.read.clauses import Clause
from diplograph.read.found import ACTORS, kind_of
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

REACH = 14  # tokens from a nominal trigger to what fills it
_ALONG = 2  # words of «به همراه», «همراه با», «در کنار», which «با» is not
_CLOSE = 6  # tokens from a meeting to «بین X و Y», which further nouns may claim


def companions(clause: Clause, np: Np) -> tuple[str, ...]:
    """«A به همراه B …»: who does it together with the subject of a clause."""
    if np is not clause.subject or np.case:
        return ()
    beside = next((i for i in clause.items if i.kind == "case" and i.start == np.end and i.value == "with"), None)
    if beside is None or beside.end - beside.start < _ALONG:
        return ()
    theirs = next((n for n in clause.nps if n.start == beside.end), None)
    return tuple(ref for ref in theirs.refs if kind_of(ref) in ACTORS and ref not in np.refs) if theirs else ()


def in_case(telling: Telling, heard: Heard, case: str) -> Np | None:
    """The noun phrase in a case: for a noun behind it and not far, for a verb before it, nearest first."""
    clause, t, end = heard.clause, heard.start, heard.end
    fitting = [
        np
        for np in clause.nps
        if np.case == case
        and (np.how not in ("media", "adjective") or (np.how == "media" and heard.frame.predicate == "accuses"))
        and _near(telling, heard, np)
        and not (heard.nominal and (np.start == end or (np.head and _of_trigger(heard, np))))  # «از خروج X از Y»
    ]
    if case == "with" and heard.frame.predicate == "cooperatesWith":
        fitting = [np for np in fitting if not beside(clause, np)]
    if case == "with" and heard.frame.predicate in ("met", "phoned"):
        fitting = [np for np in fitting if not _bound(telling, heard, np)]
    if case == "from":
        fitting = [np for np in fitting if not _of_noun(telling, heard, np)]
    if case == "to" and heard.nominal:
        fitting = [np for np in fitting if not _of_verb(telling, heard, np)]
    if case == "by" and heard.nominal:
        fitting = [np for np in fitting if not _of_later(telling, heard, np)]
    after = [np for np in fitting if np.start >= end]
    own = next((i for i in clause.items if i.start == end), None) if heard.nominal else None
    if own is not None and own.value == "and" and any(i.kind == "case" and i.start == own.end for i in clause.items):
        return None  # «از A تمجید و از B انتقاد کرد»
    if own is not None and own.kind == "case" and own.value == case:  # «تقدیر از مردم X، از Y …»
        again = next((i for i in clause.items if i.kind == "case" and i.value == case and i.start > end), None)
        after = [np for np in after if again is None or np.start < again.start]
    if heard.nominal:
        shared = case == "between" and heard.frame.predicate in ("met", "cooperatesWith")
        reach = _CLOSE if shared else REACH
        return next((np for np in after if np.start - end <= reach), None)
    return next((np for np in reversed(fitting) if np.end <= t), after[0] if after else None)


def beside(clause: Clause, np: Np) -> bool:
    """«در کنار X»: whether somebody only stands beside another."""
    return any(i.kind == "case" and i.end == np.start and i.end - i.start >= _ALONG for i in clause.items)


def _of_trigger(heard: Heard, np: Np) -> bool:
    """«از حمایت کامل X»: whether the preposition that a noun phrase stands in stands before the trigger."""
    case = next((i for i in reversed(heard.clause.items) if i.kind == "case" and i.end <= np.start), None)
    return case is not None and case.end <= heard.start


def _of_noun(telling: Telling, heard: Heard, np: Np) -> bool:
    """«برای خروج از X»: whether «از» belongs to another noun than the trigger."""
    clause = heard.clause
    case = next((i for i in reversed(clause.items) if i.kind == "case" and i.end <= np.start), None)
    if case is None or case.start == heard.end:
        return False
    before = next((n for n in clause.nps if n.end == case.start and n.head), None)
    end = before.start if before else case.start
    near = (i for i in range(max(end - 2, clause.start), end) if telling.sight.among(i, "from-noun"))
    theirs = (i for i in near if not telling.sight.is_word(i - 1, "this"))  # «در این دیدار از X …»
    named = [n for n in clause.nps if n.end <= case.start]  # «وزیر دفاع X از …»
    return any(not heard.start <= i < heard.end and not any(n.start <= i < n.end for n in named) for i in theirs)


def _of_verb(telling: Telling, heard: Heard, np: Np) -> bool:
    """«به دلیل حمله X به شورای امنیت شکایت کرد»: whether «به» belongs to the verb."""
    return telling.sight.among(np.end, "appeal") and telling.sight.verb(np.end + 1) and np.start > heard.end


def _of_later(telling: Telling, heard: Heard, np: Np) -> bool:
    """«امضای قرارداد … از بررسی آن از سوی X»: whether another deed, in a case of its own, stands before «از سوی»."""
    items = heard.clause.items
    cased = (b for a, b in pairwise(items) if a.kind == "case" and heard.end <= a.start and b.start < np.start)
    return any(item.kind == "plain" and item.value in telling.lang.light for item in cased)


def _bound(telling: Telling, heard: Heard, np: Np) -> bool:
    """«درباره روابط با X», «نشست A و دیدار با X»: whether «با» belongs to a bond, or another meeting."""
    before = max((other.end for other in heard.clause.nps if other.end <= np.start), default=heard.clause.start)
    another = heard.nominal and before > heard.end and telling.any(before, np.start, "meeting")
    return another or telling.any(max(before, np.start - 5), np.start, "bond")


def _near(telling: Telling, heard: Heard, np: Np) -> bool:
    if "near" not in heard.frame.flags:
        return True
    before = telling.lang.verbs.get(telling.keys[np.start - 1]) if np.start else None
    doing = before is not None and before.tense == "infinitive"  # «با پیوستن X»
    return not doing and (not np.head or np.head in telling.lang.among("transparent"))
