"""Who does it: the roles that subjects of frames have."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from diplograph.ids import named
from diplograph.read import joint
from diplograph.read.clauses import Clause
from diplograph.read.found import MEETINGS
from diplograph.read.items import Np
from diplograph.read.places import JOINT
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

_OF_OTHERS = frozenset({"sanctions", "concedes", "violates", "assaults", "coerces"})  # what is insisted on, others do
_OF_CROWDS = frozenset({"assaults", "protests"})  # what a crowd does in the street
_SHARED = frozenset({"sanctions", "left", "violates"})  # deeds whose doer is seldom named again
_BRIEF = 3  # tokens between «را» and «رد کرد»
_JOINED = 10  # tokens from who did one thing to the next that «و» joins
_ISSUED = 4  # tokens from «بیانیه» to whose it is
_WITH = frozenset({"with"})
_FROM = frozenset({"from"})
_FOR = frozenset({"for"})
_BLAMED = frozenset({"from", "against", "on"})  # cases of whom a reason is told of: «از X به دلیل …»
_THERE = frozenset({"in", "when"})  # cases of a session
_DESCRIBING = frozenset({"who", "why"})
_EVENT = 3  # tokens from «سفر» to whose it is, adjectives between
_LED = 2  # tokens «به ریاست» between those who are led and who leads them
_SITTING = 6  # tokens from «نشست» to the body whose session it is


def subject(telling: Telling, heard: Heard) -> Np | None:
    """The clause's subject, or who is ready for it, or who leads those that do it."""
    who = _ready(telling, heard) or leader(telling, heard, heard.start) or _agent(telling, heard)
    if who is None and not heard.nominal and (before := unwilling(telling, heard.clause)):
        who = before.subject
    if not heard.nominal and (who is None or (who.refs and who.refs[0].startswith("agreement/"))):
        who = _writer(telling, heard) or who
    return _crowd(telling, who) if who and heard.frame.predicate in _OF_CROWDS else who


def unwilling(telling: Telling, clause: Clause) -> Clause | None:
    """«X حاضر نشد پیشنهاد Y را بپذیرد»: the clause before that says that somebody would not do what a clause tells."""
    before = telling.before(clause) if clause.verb and clause.verb.tense == "subjunctive" else None
    if before is None or before.verb is None or not before.verb.negative or clause.own_subject:
        return None
    at = before.verb.start
    return before if telling.any(at - 1, at, "willing") else None


def _crowd(telling: Telling, np: Np) -> Np:
    """«مردم X به سفارت Y حمله کردند»: a crowd does it, not its state."""
    if np.how != "people" or not telling.any(np.start, np.start + 1, "folk"):
        return np
    surface = telling.sight.surface(np.start, np.end)
    id_ = named("organization", surface)
    telling.scene.labels.setdefault(id_, surface)
    telling.scene.mention(id_, telling.sight.span(np.start, np.end), telling.sight.text, "group")
    return replace(np, refs=(id_,))


def _ready(telling: Telling, heard: Heard) -> Np | None:
    """«آمادگی کشورمان برای همکاری», «تأکید X بر همکاری»: it is they who would do it; no hostile act is insisted on."""
    insisted = heard.frame.predicate not in _OF_OTHERS
    ready = telling.lang.among("ready") | telling.lang.among("insistence" if insisted else "ready")
    doing = not heard.nominal and heard.clause.own_subject  # «X از تلاش Y … تمجید و از Z انتقاد کرد»
    near = (np for np in heard.clause.nps if np.end <= heard.start and not (doing and np.case == "from"))
    return next((np for np in near if np.head in ready), None)


def leader(telling: Telling, heard: Heard, end: int) -> Np | None:
    """«هیأتی به ریاست X»: whoever leads a delegation acts for it; up to token `end`."""
    leads, clause = telling.lang.among("lead"), heard.clause
    leading = (np for np in clause.nps if np.case == "to" and np.head in leads and np.end <= end)
    return next((np for np in leading if not _of_other_side(clause, np)), None)


def _of_other_side(clause: Clause, lead: Np) -> bool:
    """«با هیأتی به ریاست X»: whether those whom somebody leads stand in «با» themselves."""
    before = next((np for np in reversed(clause.nps) if np.end <= lead.start), None)
    return before is not None and before.case == "with" and lead.start - before.end <= _LED


def led_by(telling: Telling, clause: Clause, np: Np) -> Np | None:
    """«با هیأت X به ریاست Y»: who leads those that a noun phrase stands for."""
    leads = telling.lang.among("lead")
    after = next((n for n in clause.nps if n.start >= np.end), None)
    led = after is not None and after.case == "to" and after.head in leads and after.start - np.end <= _LED
    return after if led else None


def _agent(telling: Telling, heard: Heard) -> Np | None:
    """The clause's subject, unless the trigger is itself the subject («رایزنی‌ها … انجام شد»)."""
    clause, t = heard.clause, heard.start
    if joined := also(telling, heard):
        return joined
    if "by-doing" in heard.frame.flags and not _doing(telling, heard):
        return None
    if "itself" in heard.frame.flags and not clause.own_subject:
        return None
    if heard.nominal and _deemed(telling, heard):
        return None
    wanted = "backing" in heard.frame.flags and telling.any(t - 1, t, "predicative")  # «خواهان حفظ برجام است»
    governed = wanted or (clause.case_near(t, gap=2) and not any(t - 2 <= np.end <= t for np in clause.nps))
    if heard.nominal and t >= clause.start and not clause.own_subject and not (governed or _has(telling, heard)):
        return None
    asked = heard.frame.predicate == "requests" and clause.subject is None and not heard.nominal
    return Np(clause.start, clause.start, (clause.sayer,), "speaker") if asked and clause.sayer else clause.subject


def _has(telling: Telling, heard: Heard) -> bool:
    """«اگر دیدار سازنده‌ای با X داشته باشد»: whether the event is what whoever a clause goes on about has."""
    verb, event = heard.clause.verb, "event" in heard.frame.flags
    first = next((i for i in heard.clause.items if i.kind not in ("mark", "word")), None)
    begins = first is not None and first.start == heard.start
    return event and begins and verb is not None and verb.stem in telling.lang.among("verb:have")


def _deemed(telling: Telling, heard: Heard) -> bool:
    """«هدف X را حمایت از Y دانست»: whether it is what somebody deems another's deed to be."""
    verb, t = heard.clause.verb, heard.start
    if verb is None or verb.stem not in telling.lang.among("verb:deem"):
        return False
    return any(i.value == "ra" and i.end == t for i in heard.clause.items)


def also(telling: Telling, heard: Heard) -> Np | None:
    """«پس از خروج X از برجام و بازگرداندن تحریم‌ها»: whoever did the deed that «و» joins a noun to."""
    at = heard.start - 1
    at -= at > 0 and telling.sight.is_word(at, "adverb")  # «و سپس»
    meets = heard.frame.predicate in MEETINGS
    if not (meets or heard.frame.predicate in _SHARED) or not heard.nominal or not telling.sight.conjoined(at):
        return None
    near = [np for np in reversed(heard.clause.nps) if 0 < heard.start - np.end <= _JOINED]
    if meets:  # «سفر X به Y و دیدار با Z»
        return next((np for np in near if _of_event(telling, np)), None)
    return next((np for np in near if telling.any(np.start - 1, np.start, "deed")), None)


def _of_event(telling: Telling, np: Np) -> bool:
    """«سفر غیرمنتظره X», «دیدار X»: whose journey or meeting a noun tells of."""
    events = telling.any(np.start - _EVENT, np.start, "trip") or telling.any(np.start - _EVENT, np.start, "meeting")
    return bool(np.head) and events and len(np.refs) == 1 and np.refs[0].startswith("official/")


def _doing(telling: Telling, heard: Heard) -> bool:
    """«با امضای …», but not «مخالفت با امضای …»."""
    at = heard.start - telling.any(heard.start - 1, heard.start, "performing")  # «با انجام حملات …»
    cases = (i for i in heard.clause.items if i.kind == "case" and i.end == at and i.value in _WITH)
    verb = heard.clause.verb
    with_other = any(i.kind == "case" and i.value in _WITH and i.start >= heard.end for i in heard.clause.items)
    if verb is not None and telling.any(verb.start - 1, verb.start, "agreeing") and not with_other:
        return False  # «با امضای … موافقت کرد»
    several = telling.keys[heard.end - 1].endswith(telling.lang.edges("own-plural"))
    return not several and any(not telling.any(i.start - 1, i.start, "bond") for i in cases)


def speaker(telling: Telling, heard: Heard) -> Np | None:
    """Whoever says it, where it is of himself."""
    clause = heard.clause
    if heard.nominal and _deemed(telling, heard):
        return None
    mine = clause.verb is None or clause.verb.person in ("1s", "1p") or clause.sayer
    who = (clause.sayer or clause.speaker or telling.scene.speaker) if mine else None
    return Np(clause.start, clause.start, (who,), "speaker") if who else None


def claimant(telling: Telling, heard: Heard) -> Np | None:
    """«این ادعا را رد کرد»: whoever made the claim, or asked, before."""
    clause, who = heard.clause, telling.scene.claimant
    start = max(clause.start, heard.start - 4)
    asked = all(telling.any(start, heard.start, name) for name in ("object-marker", "this-or-that", "contention"))
    asked = asked or _these_claims(telling, heard) or _denies_part(telling, heard)
    if not asked and (who := _claimed_before(telling, heard)):
        return Np(clause.start, clause.start, (who,), "claimant")
    mine = clause.subject.refs if clause.subject else ()
    theirs = who is not None and who not in mine and not telling.sight.is_word(heard.start - 3, "state-this")
    return Np(clause.start, clause.start, (who,), "claimant") if who and theirs and asked else None


def _claimed_before(telling: Telling, heard: Heard) -> str | None:
    """«X گفت …؛ ادعایی که Y رد می‌کند»: who said in the same sentence what a clause describes as a claim."""
    clause = heard.clause
    claim = telling.begins(clause.start - 1, clause.start, "claim-stem")
    if clause.opener not in _DESCRIBING or not claim or not clause.own_subject or clause.subject is None:
        return None
    said = [c.sayer for c in reversed(telling.clauses) if c.end <= clause.start and c.sayer]
    claimants = (who for who in (*said, telling.scene.claimant) if who)
    return next((who for who in claimants if not telling.scene.one_side(who, clause.subject.refs[0])), None)


def _these_claims(telling: Telling, heard: Heard) -> bool:
    """«این اتهامات و حرف‌های بی‌سند را بارها رد کرد»: whether «را» marks claims, whose is not said again."""
    items = heard.clause.items
    ra = next((n for n, i in enumerate(items) if i.value == "ra" and i.start < heard.start), 0)
    told = (
        n for n in range(ra - 1) if items[n].value == "this" and telling.sight.among(items[n + 1].start, "contention")
    )
    n = next(told, None)
    return n is not None and all(i.kind == "plain" or i.value == "and" for i in items[n + 1 : ra])


def _denies_part(telling: Telling, heard: Heard) -> bool:
    """«هرگونه دخالت در … را رد کرد», «این ادعا تکذیب شد»: whether one's part in it is denied, or what was said."""
    clause, t = heard.clause, heard.start
    if heard.frame.how == "passive":
        return telling.any(clause.start, clause.start + 2, "this-or-that") and telling.any(
            clause.start, t, "allegation"
        )
    ra = next((i for i in clause.items if i.value == "ra" and i.start < t), None)
    begun = clause.subject.end if clause.subject and clause.own_subject else clause.start
    return ra is not None and t - ra.start <= _BRIEF and telling.any(begun, min(begun + 3, ra.start), "part-in")


def attended(telling: Telling, heard: Heard) -> Np | None:
    """«در این دیدار X نیز حضور داشت»: who met there, as was told before."""
    met = telling.scene.met
    around = [heard.clause, *([heard.clause.outer] if heard.clause.outer else [])]
    there = any(_names(telling, c, "meeting") for c in around)
    return Np(heard.start, heard.start, met[-1], "attended") if met and there else None


def convened(telling: Telling, heard: Heard) -> Np | None:
    """«نشست A و B برای مذاکره درباره …»: whose session is to talk of it."""
    clause = heard.clause
    if not clause.case_near(heard.start, values=_FOR):
        return None
    near = (np for np in reversed(clause.nps) if np.end <= heard.start and np.head and np.case not in ("in", "to"))
    return next((np for np in near if telling.any(np.start - _ISSUED, np.start, "session")), None)


def reporter(telling: Telling, heard: Heard) -> Np | None:
    """«X از امضای قرارداد با Y خبر داد»: the state of who reports it, unless others are named as the parties."""
    clause, verb = heard.clause, heard.clause.verb
    if verb is None or not telling.any(verb.start - 1, verb.start, "reporting"):
        return None
    if telling.any(heard.end, verb.start, "coming"):
        return None  # «از امضای قرارداد در آینده خبر داد»
    who = clause.subject.refs if clause.subject and clause.own_subject else ()
    state = telling.scene.country_of(who[0]) if len(who) == 1 and clause.case_near(heard.start, values=_FROM) else None
    deal = next((np for np in clause.nps if np.start == heard.end and np.how == "deal"), None)
    others = deal and any(k == "party" for k, _ in telling.scene.facts.get(deal.refs[0], {}))
    return Np(heard.start, heard.start, (state,), "of") if state and deal and not others else None


def body_before(telling: Telling, heard: Heard) -> Np | None:
    """«کشورهای عضو X شامل A و B»: the body whose members stand right before the trigger."""
    np = before(heard)
    body = joint.members_body(telling, np) if np and np.refs else None
    return replace(np, refs=(body,)) if np and body else None


def body_here(telling: Telling, heard: Heard) -> Np | None:
    """«کشورهای X از جمله A»: the body of states whose name stands right behind the trigger."""
    hit = telling.sight.at(heard.end)
    here = hit is not None and hit[1][0].kind == "organization"
    np = next((np for np in heard.clause.nps if np.start <= heard.start < np.end), None) if here else None
    kind = getattr(telling.scene.row(np.refs[0]), "kind", "") if np and len(np.refs) == 1 else ""
    return np if kind in JOINT else None


def parties_before(telling: Telling, heard: Heard) -> Np | None:
    """«طرف‌های برجام یعنی A و B»: the agreement whose parties stand right before the trigger."""
    np = before(heard)
    deal = joint.deal_of_parties(telling, np) if np and np.refs else None
    if np is None or deal is None:
        return None
    telling.scene.mention(deal, telling.sight.span(np.start, np.end), telling.sight.text, "of")
    return Np(np.start, np.end, (deal,), "deal")


def trip(telling: Telling, heard: Heard) -> Np | None:
    """«در این سفر»: where a fellow of those in the clause went, as was told before."""
    scene, clause = telling.scene, heard.clause
    if not scene.trip or not _names(telling, clause, "trip"):
        return None
    traveller, country = scene.trip
    here = {ref for np in clause.nps for ref in np.refs}
    fellow = traveller in here or scene.country_of(traveller) in map(scene.country_of, here)
    return Np(heard.start, heard.start, (country,), "trip") if fellow else None


def _sits(telling: Telling, np: Np) -> bool:
    """Whether a noun phrase is of a body whose session is told: «نشست شورای امنیت», «کمیسیون مشترک برجام»."""
    body = np.refs and np.refs[0].startswith("organization/")
    told = any(telling.any(np.start, np.end, name) for name in ("committee", "session"))
    return bool(body and told) or (bool(np.head) and telling.any(np.start - 2, np.start, "session"))


def _names(telling: Telling, clause: Clause, what: str) -> bool:
    """Whether «این» with a word of a set («دیدار», «سفر») stands in a clause."""
    words, pairs = telling.lang.among(what), pairwise(clause.items)
    return any(a.value == "this" and b.kind == "plain" and b.value in words for a, b in pairs)


def before(heard: Heard) -> Np | None:
    """What stands right before the trigger, in apposition: «ترکیه، بزرگ‌ترین عضو …», «اوپک شامل …»."""
    gap = frozenset({"plain", "mark"})
    np = next((np for np in reversed(heard.clause.nps) if np.end <= heard.start), None)
    between = [i for i in heard.clause.items if np and np.end <= i.start < heard.start]
    near = len(between) <= 2 and all(i.kind in gap and i.value not in ":." for i in between)
    return np if np and near and not np.head else None


def members(telling: Telling, heard: Heard) -> Np | None:
    """The body whose members, together, stand where the trigger does: «کشورهای عضو ناتو»."""
    np = next((np for np in heard.clause.nps if np.refs and np.start < heard.end <= np.end), None)
    body = joint.members_body(telling, np) if np else None
    return Np(np.start, np.end, (body,), "name") if np and body else None


def effort(telling: Telling, heard: Heard) -> Np | None:
    """«تلاش X برای …»: whose effort it is."""
    efforts = telling.lang.among("effort")
    return next((np for np in heard.clause.nps if np.head in efforts and np.end <= heard.start), None)


def excepted(_: Telling, heard: Heard) -> Np | None:
    """«به جز X دیگر اعضای …»: who is left out, being one of them."""
    return next((np for np in heard.clause.nps if np.case == "except" and not np.head), None)


def issuer(telling: Telling, heard: Heard) -> Np | None:
    """«در بیانیه X …»: whose statement it is."""
    issued = (np for np in heard.clause.nps if np.case in ("in", "per") and np.end <= heard.start and np.how != "deal")
    theirs = next((np for np in issued if telling.begins(max(np.start - _ISSUED, 0), np.start, "issued-stem")), None)
    start, who = heard.clause.start, telling.scene.issuer
    this = telling.any(start, start + 2, "this-same") and telling.begins(start, start + _ISSUED, "issued-stem")
    return theirs or (Np(start, start, (who,), "issuer") if this and who else None)


def _writer(telling: Telling, heard: Heard) -> Np | None:
    """«قطعنامه شورای امنیت از X می‌خواهد …», «این بیانیه … محکوم کرد»: whose writing it is that says so."""
    clause = heard.clause
    first = next((i for i in clause.items if i.kind != "mark" and i.value not in ("and", "adverb")), None)
    if first is None or "stance" not in heard.frame.flags or clause.opener in _DESCRIBING:
        return None
    start = first.start
    this = telling.sight.among(start, "this-same")
    if not telling.begins(start + this, start + this + 1, "issued-stem"):
        return None
    of = next((np for np in clause.nps if not np.case and np.head and np.end <= heard.start), None)
    bodies = joint.council(telling, first.np) if first.np and first.np.refs else ()
    whose = bodies[0] if len(bodies) == 1 else telling.scene.issuer
    return of or (Np(start, start, (whose,), "issuer") if whose and (this or first.np) else None)


def holder(telling: Telling, heard: Heard) -> Np | None:
    """«موضع X در حمایت از Y»: whose words or deeds are for somebody."""
    case = next((i for i in heard.clause.items if i.kind == "case" and i.end == heard.start and i.value == "in"), None)
    if case is None:
        return None
    return next(
        (np for np in heard.clause.nps if np.end == case.start and np.head in telling.lang.among("holding")), None
    )


def backer(telling: Telling, heard: Heard) -> Np | None:
    """«از حمایت X برخوردار است»: whose support it is."""
    words = telling.lang.among("backing-noun")
    named = (np for np in heard.clause.nps if np.case == "from")
    return next((np for np in named if not words.isdisjoint(telling.keys[max(np.start - 3, 0) : np.start])), None)


def presence(telling: Telling, heard: Heard) -> Np | None:
    """«با حضور X»: who was there."""
    words = telling.lang.among("presence")
    return next((np for np in heard.clause.nps if np.case == "with" and np.head in words), None)


def talkers(telling: Telling, heard: Heard) -> Np | None:
    """«مذاکرات A و B به توافق … انجامید», «… وارد مذاکراتی شدند که به … انجامید»: who held the talks."""
    stems = telling.lang.edges("negotiation-stem") + telling.lang.edges("talk-stem")
    for told in (heard.clause, heard.clause.outer):
        if told is None or not any(i.kind == "plain" and i.value.startswith(stems) for i in told.items):
            continue
        of = [np for np in told.nps if np.refs and (np.case == "between" or _hangs_on(telling, np, stems))]
        beside = [np for np in told.nps if np.case == "with" and np.refs and not np.head]
        whose = of[:1] or ([told.subject] if told.subject and told.own_subject else [])
        refs = tuple(dict.fromkeys(r for np in (*whose, *beside[:1]) for r in np.refs))
        if len(refs) > 1:
            return Np(told.start, told.start, refs, "name")
    return None


def _hangs_on(telling: Telling, np: Np, stems: tuple[str, ...]) -> bool:
    """«مذاکرات هسته‌ای X»: whether a noun phrase hangs on such a noun, an adjective between or none."""
    before = telling.keys[max(np.start - 2, 0) : np.start]
    return bool(np.head) and not np.case and any(key.startswith(stems) for key in before)


def sitting(telling: Telling, heard: Heard) -> Np | None:
    """«نشست شورای امنیت … برگزار شد»: the body whose session it is."""
    clause = heard.clause
    seats = [np for np in (*clause.nps, clause.subject) if np and not np.case and np.end <= heard.start]
    return next((np for np in seats if _sits(telling, np)), None)


def session(telling: Telling, heard: Heard) -> Np | None:
    """«در نشست X», «پس از نشست X»: the body in whose session somebody speaks, or takes part."""
    behind = heard.end if heard.nominal else heard.clause.start
    before: Np | None = None
    for np in heard.clause.nps:
        if np.case in _THERE and np.refs and np.start >= behind and in_session(telling, heard.clause, np):
            return None if before and before.case not in _THERE | {""} else np  # «دیدار با X در نشست Y»: another’s
        before = np
    this = telling.scene.sitting if _names(telling, heard.clause, "session") else None
    return Np(behind, behind, (this,), "sitting") if this else None


def sits(telling: Telling, clause: Clause) -> str | None:
    """The body whose session a clause speaks of."""
    held = (np for np in clause.nps if np.refs and np.refs[0].startswith("organization/"))
    return next((np.refs[0] for np in held if in_session(telling, clause, np)), None)


def in_session(telling: Telling, clause: Clause, np: Np) -> bool:
    """«در نشست وزیران خارجه X», not «در آستانه نشست X»: whether it is a session that a noun phrase hangs on."""
    before = max((other.end for other in clause.nps if other.end <= np.start), default=clause.start)
    start = max(before, clause.start, np.start - _SITTING)
    return telling.any(start, np.start + 1, "session") and not telling.any(start, np.start, "eve")


def doer(telling: Telling, heard: Heard) -> Np | None:
    """«اقدام X در …»: whose act the trigger is."""
    clause, t = heard.clause, heard.start
    near = (np for np in reversed(clause.nps) if np.head and 0 <= t - np.end <= 2)
    return next((np for np in near if telling.any(max(clause.start, np.start - 3), np.start, "act")), None)


def accused(telling: Telling, heard: Heard) -> Np | None:
    """«X را به نقض Y متهم کرد», «متهم کردن X به نقض Y»: whom the clause accuses of it; «X را به دلیل نقض Y …»."""
    clause = heard.clause
    to = next((i for i in clause.items if i.kind == "case" and i.end == heard.start), None)
    if to is not None and to.value == "because":
        return next((np for np in reversed(clause.nps) if np.end <= to.start and (np.ra or np.case in _BLAMED)), None)
    if to is None or to.value != "to" or not telling.any(clause.start, clause.end, "accusing"):
        return None
    return next((np for np in reversed(clause.nps) if np.refs and np.end <= to.start and (np.ra or not np.case)), None)


def voters(telling: Telling, heard: Heard) -> Np | None:
    """«با رأی X», «با موافقت X»: by whose vote it is."""
    named = (np for np in heard.clause.nps if np.case == "with" and np.head and np.refs)
    return next((np for np in named if telling.any(np.start - 3, np.start, "vote")), None)
