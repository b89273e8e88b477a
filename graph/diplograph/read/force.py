"""Force as noun phrases: who was killed and by what, who was kept from where, at whose border troops stand."""

from __future__ import annotations

from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

PEOPLE = frozenset({"adjective", "people", "persons"})  # noun phrases of people of a country, not of the country
_SLAIN = PEOPLE | {"group"}
_ASKING = frozenset({"armed", "missiles", "troops", "waged", "enacted"})
_FOR = frozenset({"for"})
_HEAD = 2  # words between what kills and whose it is: «حمله هوایی X»
_WEAPONS = {"armed": "arms-stem", "missiles": "missile-stem", "troops": "troops-stem"}
_DONE = {"waged": "waging", "enacted": "enacting"}
_WITHIN = 4  # tokens behind a noun in which its troops are named: «اعزام هزار نیروی جدید»
_BEFORE_VERB = 3  # tokens before the verb in which its noun stands


def slain(heard: Heard) -> Np | None:
    """«دو فلسطینی در حمله X کشته شدند»: a person, or people of a country, before the verb of a passive."""
    clause, verb = heard.clause, heard.clause.verb
    if verb is None or not (verb.passive or heard.end > heard.start):
        return None
    free = [np for np in clause.nps if np.end <= heard.start and not np.ra and np.refs]
    people = (np for np in free if not np.case and (np.how in _SLAIN or np.refs[0].startswith("official/")))
    return next(people, None) or next((np for np in free if np.case == "from" and np.how in PEOPLE), None)


def means(telling: Telling, heard: Heard) -> Np | None:
    """«در حمله X کشته شد», «به ضرب گلوله X», «در درگیری با X»: whose the means is."""
    nps = (np for np in heard.clause.nps if np.case and (np.head or np.case == "with") and np.end <= heard.start)
    return next((np for np in nps if telling.any(np.start - _HEAD, np.start, "slaying")), None)


def barred(telling: Telling, heard: Heard) -> Np | None:
    """«از ورود X … جلوگیری کرد»: who is kept from it."""
    entry = telling.lang.among("entry")
    return next((np for np in heard.clause.nps if np.case == "from" and np.head in entry), None)


def jailer(telling: Telling, heard: Heard) -> Np | None:
    """«آزادی … از زندان‌های X»: who lets them go."""
    jails = telling.lang.among("jail")
    return next((np for np in heard.clause.nps if np.case == "from" and np.head in jails), None)


def soil(telling: Telling, heard: Heard) -> Np | None:
    """«حملات هوایی در خاک X»: on whose soil it is done."""
    lands = telling.lang.among("soil")
    return next((np for np in heard.clause.nps if np.case == "in" and np.head in lands and np.start >= heard.end), None)


def border(telling: Telling, heard: Heard) -> Np | None:
    """«در مرز با X», «در مرزهای X»: the neighbour."""
    nps = (np for np in heard.clause.nps if np.case != "between" and np.refs and np.refs[0].startswith("country/"))
    return next((np for np in nps if telling.any(np.start - 2, np.start, "border")), None)


def troops(telling: Telling, heard: Heard) -> Np | None:
    """«نیروهای X … مستقر شدند», «یک گردان از ارتش X»: whose troops they are."""
    clause, stems = heard.clause, telling.lang.edges("troops-stem")
    for np in clause.nps:
        if np.end > heard.start or np.case not in ("", "from") or not np.refs:
            continue
        if telling.begins(max(np.start - 3, clause.start), np.end, "troops-stem") or np.head.startswith(stems):
            return np
    return None


def forceful(telling: Telling, heard: Heard) -> bool:
    """What the flags of force ask for: weapons or troops in the clause, a verb that begins or orders something."""
    clause, flags = heard.clause, heard.frame.flags
    if flags.isdisjoint(_ASKING):
        return True
    start, end = (heard.start, heard.end + _WITHIN) if heard.nominal else (clause.start, clause.end)
    if any(f in flags and not telling.begins(start, end, name) for f, name in _WEAPONS.items()):
        return False
    verb = clause.verb
    stop = verb.start if verb else clause.end
    done = (n for f, n in _DONE.items() if f in flags)
    return all(verb and telling.any(max(heard.end, stop - _BEFORE_VERB), stop, n) for n in done)


def ordered(telling: Telling, heard: Heard, a: Np) -> bool:
    """Whether a clause orders or begins what its subject in front does: «حملات خود را آغاز کرد»."""
    clause, flags, t = heard.clause, heard.frame.flags, heard.start
    if "event" not in flags:
        return True
    if not flags.isdisjoint(_DONE) and (a.end > t or clause.case_near(t, values=_FOR)):
        return False  # «محاسبه غلطی برای حمله …»
    if "own-troops" in flags and not telling.begins(a.end, a.end + 3, "troops-stem"):
        return False
    if "loose" in flags and telling.any(max(t - 4, clause.start), t, "averting"):
        return False
    return "ungoverned" not in flags or not clause.case_near(t)


def planner(telling: Telling, heard: Heard) -> Np | None:
    """«طرح X برای اعزام نیرو», «دستور X»: whose plan it is."""
    nps = (np for np in heard.clause.nps if 0 <= heard.start - np.end <= _HEAD)
    return next((np for np in nps if np.head in telling.lang.among("plan")), None)
