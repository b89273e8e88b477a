"""Modality and polarity: whether a clause tells a thing as done, planned, hoped or conditional, or denies it."""

from __future__ import annotations

from diplograph.model import Modality
from diplograph.read.clauses import Clause
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

_COLOURS = frozenset({"planned", "hoped", "conditional"})
_OPEN = frozenset({"subjunctive", "present", "future"})  # tenses that what stands around a clause colours
_SURE = frozenset({"beside"})
_TOLD = frozenset({"past", "perfect", "present"})
_DONE = frozenset({"past", "perfect", "pluperfect"})
_PREFACE = 6  # tokens of a clause that only colours the next: «پیش از این قرار بود …»
_OF = frozenset({"about", "for"})
_FOR = frozenset({"for"})
_IN = frozenset({"in"})
_WHEN = frozenset({"when"})
_DURING = frozenset({"in", "when", "with"})
_ENDS = frozenset({".", ":", "؛", ";"})
_TRYING = frozenset({"present", "imperfect"})
_PAST = _DONE | {"imperfect"}
_LASTING = frozenset({"left", "sanctions"})  # what is spoken of when it is done
_TOLD_APART = 3  # tokens between such a noun and a verb that tells of something else
_EVENTS = frozenset({"met", "visited", "phoned"})
_JOINING = frozenset({"partyTo", "memberOf"})  # what is called off, or refused, as an event is


def colour(telling: Telling, heard: Heard) -> tuple[Modality | None, bool]:
    """The modality and polarity of what a clause says; None where it is told neither as fact nor as plan or hope."""
    near = telling.cues(max(heard.clause.start, heard.start - 2), heard.start) if heard.nominal else set()
    if heard.nominal and _called_for(telling, heard):
        near.add("called-for")
    if "faced" in heard.frame.object:  # «این درخواست با مخالفت X روبه‌رو شد»
        near.discard("sought")
    found = _within(telling, heard, near) | _around(telling, heard.clause)
    if "sought" in heard.frame.flags:
        found.add("planned")
    if "stance" in heard.frame.flags and not heard.nominal and _tried(telling, heard):
        found.add("tried")
        if heard.frame.predicate == "requests":  # who tries to bring another to it presses him
            found.discard("planned")
    if "backing" in heard.frame.flags:  # to want it kept is to be for it
        found, near = found - {"hoped", "duty", "planned"}, set()
    if heard.frame.predicate == "threatens" and _warns(heard.clause):  # what is threatened hangs on something
        found, near = found - {"conditional"}, near - {"conditional"}
    modality = None if _untold(telling, heard, found, near) else _modality(heard, found, near)
    return modality, _negated(telling, heard, found)


def _called_for(telling: Telling, heard: Heard) -> bool:
    """«خواستار گفتگوی X با Y شد», «گفتگوی X با Y را خواستار شد»: whether what a noun tells is only called for."""
    clause, verb = heard.clause, heard.clause.verb
    aside = clause.case_near(heard.start, values=_DURING)  # «در دیدار با X … را خواستار شد»
    after = telling.cues(max(heard.end, verb.start - 2), verb.start) if verb and not aside else set()
    return "called-for" in telling.cues(clause.start, heard.start) | after


def _warns(clause: Clause) -> bool:
    return clause.opener != "if" and clause.verb is not None and clause.verb.tense in ("past", "perfect", "pluperfect")


def _within(telling: Telling, heard: Heard, near: set[str]) -> set[str]:
    """The cues of the clause itself; a noun takes hope and denial only from the words right before it."""
    clause, t = heard.clause, heard.start
    if not heard.nominal:
        shared = telling.sight.among(heard.end, "and")  # «از X استقبال و آمادگی خود را … اعلام کرد»
        return telling.said_in(clause, clause.start, heard.end if shared else clause.end) - {"called-for"}
    found = telling.cues(clause.start, clause.end) - {"called-for"}
    if t > clause.start:
        found = (found - {"hoped", "denied"}) | near
        if _stands(telling, heard) and clause.case_near(t, gap=1):
            found = (found - {"planned"}) | near  # «پس از خروج X از Y قصد دارد …»
        if _stance_plan(telling, heard):
            found = (found - {"planned"}) | near
        if _meant(telling, heard) and not _carried_out(telling, heard):
            found.add("planned" if "event" in heard.frame.flags or _sought_after(telling, heard) else "hoped")
    earlier = any(i.kind == "case" and i.end == t and telling.sight.among(i.start, "earlier") for i in clause.items)
    ahead = "ahead" in near and not (clause.verb and clause.verb.start == heard.end)  # «در آستانه دیدار کردند»: a town
    coming = "event" in heard.frame.flags and telling.any(heard.end, heard.end + 2, "coming")  # «دیدار آینده X با Y»
    if _stands(telling, heard):
        found.add("stands")
        earlier = earlier and not (clause.verb and clause.verb.tense in _PAST)  # «پیش از خروج X از Y …»: X is out
    if earlier or ahead or coming or _happens(telling, heard):
        found.add("planned")
    return found


def _stance_plan(telling: Telling, heard: Heard) -> bool:
    """«به زودی بنا به دعوت X …»: whether a plan that a clause tells is not of what a noun in it says was said."""
    governed = heard.clause.case_near(heard.start, gap=1)
    return "stance" in heard.frame.flags and governed and not _meant(telling, heard)


def _meant(telling: Telling, heard: Heard) -> bool:
    """«برای دیدار با X», «برای شرکت در نشستی با X», «به دنبال حمایت از X است»: whether it is what is meant to be."""
    clause, t = heard.clause, heard.start
    if clause.case_near(t, gap=1, values=_FOR):
        return True
    attends = clause.case_near(t, values=_IN) and telling.any(t - 2, t - 1, "attending")
    if attends and clause.case_near(t - 2, gap=1, values=_FOR):
        return True
    return _sought_after(telling, heard)


def _sought_after(telling: Telling, heard: Heard) -> bool:
    """«به دنبال حمایت از X است»: whether somebody is after what a noun tells."""
    clause, verb, t = heard.clause, heard.clause.verb, heard.start
    seeks = verb is not None and verb.kind == "copula" and telling.any(t - 1, t, "sought-after")
    return seeks and clause.case_near(t, values=_WHEN)


def _carried_out(telling: Telling, heard: Heard) -> bool:
    """«پس از تصمیم X برای خروج از Y …»: whether what was decided on is told as what something came after."""
    acts = telling.lang.among("act")
    decided = (np for np in heard.clause.nps if np.end <= heard.start and np.case == "when" and np.head in acts)
    return heard.frame.predicate in _LASTING and next(decided, None) is not None


def _stands(telling: Telling, heard: Heard) -> bool:
    """«تحریم‌های X … خواهد شد», «سفر اخیر X … خواهد شد»: whether a noun tells what is so already, whatever will be."""
    clause, verb = heard.clause, heard.clause.verb
    if not heard.nominal or verb is None:
        return False
    apart = verb.start - heard.end > _TOLD_APART or clause.case_near(heard.start, gap=1)
    done = heard.frame.predicate in _LASTING and not telling.any(verb.start - 1, verb.start, "takes-place")
    return (done and apart) or telling.any(heard.start, heard.end + 1, "recent")


def _happens(telling: Telling, heard: Heard) -> bool:
    """«دیدار … فردا برگزار می‌شود»: whether an event is said to happen, in a tense that looks ahead."""
    verb, clause = heard.clause.verb, heard.clause
    if verb is None or verb.tense not in _OPEN or "event" not in heard.frame.flags or clause.sayer:
        return False
    happens = verb.stem in telling.lang.among("verb:passivizes") or verb.stem in telling.lang.among("verb:receive")
    return happens and not clause.case_near(heard.start, gap=1) and not _stands(telling, heard)


def _around(telling: Telling, clause: Clause) -> set[str]:
    """The cues that reach a clause from its opener, its neighbours and the verb of saying."""
    found = _prefaced(telling, clause)
    if clause.opener == "if":
        found.add("conditional")
    found |= _shared_duty(telling, clause)
    if not clause.opener and _hinges(telling, clause):
        found.add("hinges")
    if clause.opener == "why" and telling.any(clause.start - 1, clause.start, "lack"):
        found.add("undone")  # «بدون آنکه با X دیدار کند»
    outer = clause.outer
    if clause.opener == "that" and outer is not None and clause.verb and clause.verb.tense in _OPEN:
        found |= telling.cues(outer.start, outer.end) & _COLOURS
    done = clause.verb is not None and clause.verb.tense in _DONE
    if clause.effect in ("hoped", "planned") and clause.opener != "who" and not done:
        found.add(clause.effect)  # of «وعده داد» it is what comes, not what was
    return found


def _prefaced(telling: Telling, clause: Clause) -> set[str]:
    """The cues of a short clause right before: «ممکن است …», «قرار است …»."""
    before = telling.before(clause)
    if before is None or not before.verb or len(before.own) > _PREFACE or before.end != clause.start:
        return set()
    return telling.cues(before.start, before.end) & _COLOURS


def _tried(telling: Telling, heard: Heard) -> bool:
    """«X تلاش کرد Y را متقاعد کند», «… فشار آورد تا Y را متقاعد کند»: whether somebody tries what a clause tells."""
    clause = heard.clause
    before, verb = telling.before(clause), clause.verb
    if before is None or before.verb is None or verb is None or verb.tense != "subjunctive":
        return False
    if before.verb.tense not in _DONE and not (heard.frame.predicate == "requests" and before.verb.tense in _TRYING):
        return False
    if (
        before.verb.negative
        or clause.subject is not before.subject
        or telling.cues(before.start, before.end) & {"duty", "conditional"}
    ):
        return False
    start = before.verb.start
    tries = before.verb.stem in telling.lang.among("verb:try") or telling.any(start - 2, start, "effort")
    return tries or telling.begins(before.start, start, "pressure-stem")


def _hinges(telling: Telling, clause: Clause) -> bool:
    """«اگر … بازگردد، ایران … خواهد کرد»: whether a clause only holds if that before it does."""
    before = telling.before(clause)
    return before is not None and before.opener == "if" and clause.items[0].value not in _ENDS


def _shared_duty(telling: Telling, clause: Clause) -> set[str]:
    """«ایران باید … ایفا کند و … بماند»: a duty goes on behind «و»."""
    before = telling.before(clause)
    goes_on = clause.items[0].value == "and" and not clause.own_subject
    if before is None or not goes_on or clause.verb is None or clause.verb.tense != "subjunctive":
        return set()
    return telling.cues(before.start, before.end) & {"duty"}


def _wishes(telling: Telling, heard: Heard) -> bool:
    """Whether cooperation is only wished for or talked of: words for that stand around, not «… گسترش یافته است»."""
    clause, verb = heard.clause, heard.clause.verb
    end = clause.end
    if verb and verb.tense in _TOLD and verb.stem in telling.lang.among("verb:grows"):
        end = verb.start - 1
    return "wish" in telling.cues(clause.start, heard.start) | telling.cues(heard.end, end)


def _ends_there(telling: Telling, heard: Heard) -> bool:
    """«قطع همکاری با X», «همکاری با X را متوقف کرد»: cooperation that is over."""
    verb, t = heard.clause.verb, heard.start
    severed = verb is not None and telling.any(verb.start - 1, verb.start, "severed")
    return severed or any(telling.any(t - 1, t, name) for name in ("severed", "stop"))


def _idle(heard: Heard, found: set[str], near: set[str]) -> bool:
    """Whether what is only wanted, or spoken about, is no cooperation yet: «فشار برای عادی‌سازی روابط …»."""
    wanted = not near.isdisjoint(("sought", "called-for", "planned")) or "hoped" in found
    return wanted or heard.clause.case_near(heard.start, gap=1, values=_OF)


def _untold(telling: Telling, heard: Heard, found: set[str], near: set[str]) -> bool:
    """Whether a claim is no news: a wish, a question, a duty, what somebody asks for (which the asking tells)."""
    clause, frame = heard.clause, heard.frame
    if not heard.nominal and telling.begins(clause.start, clause.start + 2, "question-stem"):
        return True  # «این پرسش که آیا X با Y مذاکره می‌کند»
    if (
        clause.subject is not None
        and clause.subject.how == "you"
        and clause.verb
        and clause.verb.tense == "subjunctive"
    ):
        return True
    if frame.predicate == "cooperatesWith" and heard.nominal and _ends_there(telling, heard):
        return True
    if (
        frame.predicate == "cooperatesWith"
        and heard.nominal
        and frame.flags.isdisjoint(_SURE)
        and _wishes(telling, heard)
    ):
        return True
    if frame.predicate == "cooperatesWith" and clause.opener == "if" and clause.verb and clause.verb.negative:
        return True
    if "real" in frame.flags and _idle(heard, found, near):
        return True
    if not near.isdisjoint(("conditional", "called-for")) and frame.predicate == "supports":
        return True  # «در صورت پایبندی X به …», «خواستار پایبندی X به …»
    if clause.opener == "if" and frame.predicate == "ratified":
        return True
    if "unasked" in frame.flags and ("hoped" in found or not near.isdisjoint(("sought", "called-for"))):
        return True
    if heard.nominal and frame.predicate == "supports" and "denied" in found:
        return True
    if heard.nominal and "opposed" in found and frame.predicate == "memberOf":
        return True
    if "duty" in found and (not heard.nominal or "stance" in frame.flags or frame.predicate in _EVENTS):
        return True
    subjunctive = clause.verb is not None and clause.verb.tense == "subjunctive"
    return clause.effect == "asked" and subjunctive and clause.opener != "who"


def _modality(heard: Heard, found: set[str], near: set[str]) -> Modality | None:
    verb, event = heard.clause.verb, "event" in heard.frame.flags
    if "hinges" in found and verb and verb.tense in _OPEN:
        return Modality.CONDITIONAL
    if "undone" in found or "if-negated" in heard.frame.flags:
        return Modality.ASSERTED  # «تسلیم نخواهد شد» refuses today
    ahead = verb is not None and verb.tense == "future" and not (heard.nominal and "stance" in heard.frame.flags)
    ahead = ahead and "stands" not in found
    if "planned" in found or ahead:
        return Modality.PLANNED
    if "conditional" in found:
        return Modality.CONDITIONAL
    if "unable" in found and verb and verb.tense != "past" and not heard.nominal:
        return Modality.CONDITIONAL
    if "postponed" in found and heard.nominal and event:
        return Modality.PLANNED
    if "hoped" in found or not near.isdisjoint(("sought", "called-for")):
        return Modality.HOPED
    if verb and not heard.nominal:
        if verb.tense == "subjunctive":
            return Modality.PLANNED if event else Modality.ASSERTED if "tried" in found else None
        if verb.tense == "present" and event and verb.kind != "copula":
            return Modality.PLANNED
    return Modality.ASSERTED


def _negated(telling: Telling, heard: Heard, found: set[str]) -> bool:
    """Whether a clause denies what it tells: by its verb, or by what stands at a noun."""
    verb, flags = heard.clause.verb, heard.frame.flags
    if not heard.nominal:
        negative = bool(verb and verb.negative) and "if-negated" not in flags
        negative = (
            negative or not found.isdisjoint(("unable", "undone")) or telling.sight.among(heard.start - 1, "lack")
        )
        return negative is not ("inverse" in flags)
    may_be = heard.frame.predicate in _EVENTS | _JOINING or "waged" in flags
    called_off = "cancelled" in found and may_be and _undone(telling, heard)
    denied = "false" in found and not heard.clause.case_near(heard.start, gap=1)
    return "inverse" in flags or denied or called_off or _denied_noun(telling, heard)


def _undone(telling: Telling, heard: Heard) -> bool:
    """Whether the verb calls off the event itself («سفر خود … را لغو کرد»), not another thing."""
    verb = heard.clause.verb
    if verb is None or "cancelled" not in telling.cues(max(heard.end, verb.start - 2), verb.start):
        return False
    return not heard.clause.case_near(heard.start, values=_DURING)


def _denied_noun(telling: Telling, heard: Heard) -> bool:
    """«بدون دیدار با …», «مذاکره‌ای وجود نداشت», «به معنای همکاری نیست»."""
    verb, t, sight = heard.clause.verb, heard.start, telling.sight
    if t and (sight.among(t - 1, "lack") or (sight.among(t - 1, "instead") and heard.clause.case_near(t))):
        return True
    if not verb or not verb.negative:
        return False
    if verb.stem in telling.lang.among("verb:have") and sight.among(verb.start - 1, "existence"):
        return True
    return verb.kind == "copula" and telling.any(max(heard.clause.start, t - 2), t, "meaning")
