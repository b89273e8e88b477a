"""What each flag of a frame asks for, beyond the roles: one row a flag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from diplograph.read import journeys
from diplograph.read.clauses import Clause
from diplograph.read.doers import in_session, unwilling
from diplograph.read.ends import Ends
from diplograph.read.force import PEOPLE, forceful, ordered
from diplograph.read.found import ACTORS, kind_of
from diplograph.read.items import Np
from diplograph.read.joint import PARTIES, is_peace, is_resolution
from diplograph.read.places import JOINT
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard
from diplograph.read.verbs import Group

_TIGHT = 3  # tokens between the two ends of a "tight" frame
_CLOSE = 4  # tokens between the two ends of a "close" frame
_AGAIN = 2  # tokens between the talks and «دوباره»
_REACHED = 7  # tokens between what was brought down and «توسط X»
_CLAIM = 6  # tokens from a claim to whose it is
_HEADS = 3  # tokens of the nouns and adjectives that a noun phrase hangs on
_AHEAD = 8  # tokens behind a clause in which it is told what is allowed
_WHILE = frozenset({"in", "with"})
_OVER = frozenset({"past", "perfect", "pluperfect"})
_WHEN = frozenset({"when"})
_DURING = frozenset({"when", "in"})
_DEEDS = ("transparent", "deed", "contention")  # whose noun stands for whoever did it
_TO = frozenset({"to"})
_ALONG = frozenset({"with"})
_AT = frozenset({"to", "per"})
_ABOUT = frozenset({"about"})
_FOR = frozenset({"for"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A frame in a clause whose ends are filled."""

    telling: Telling
    heard: Heard
    subjects: Ends
    objects: Ends

    @property
    def a(self) -> Np:
        """The noun phrase of the first subject."""
        return self.subjects[0][0]

    @property
    def b(self) -> Np:
        """The noun phrase of the first object."""
        return self.objects[0][0]

    @property
    def clause(self) -> Clause:
        """Where it is heard."""
        return self.heard.clause

    @property
    def verb(self) -> Group | None:
        """The verb of the clause."""
        return self.heard.clause.verb

    @property
    def kind(self) -> str:
        """What the first object is: "country", "official" …"""
        return kind_of(self.objects[0][1])

    def any(self, start: int, end: int, name: str) -> bool:
        """Whether a token of a stretch is of a set of the language."""
        return self.telling.any(max(start, self.clause.start), end, name)

    def begins(self, start: int, end: int, name: str) -> bool:
        """Whether a token of a stretch begins as one of a set does."""
        return self.telling.begins(max(start, self.clause.start), end, name)

    def within(self, name: str) -> bool:
        """Whether a token of the clause begins as one of a set does."""
        return self.begins(self.clause.start, self.clause.end, name)

    def before(self, name: str) -> bool:
        """Whether a token of the clause before the trigger begins as one of a set does."""
        return self.begins(self.clause.start, self.heard.start, name)


def flagged(telling: Telling, heard: Heard, subjects: Ends, objects: Ends) -> bool:
    """Whether all holds that the flags of a frame ask for."""
    filled = Filled(telling, heard, subjects, objects)
    if not forceful(telling, heard) or not ordered(telling, heard, filled.a):
        return False
    return all(CHECKS[flag](filled) for flag in heard.frame.flags if flag in CHECKS)


def _tight(a: Np, b: Np) -> bool:
    """Whether the one to whom it is done stands right behind the one who does it, or «توسط» him."""
    return 0 <= b.start - a.end <= _TIGHT or (a.case == "by" and 0 <= a.start - b.end <= _TIGHT)


def _envoy(telling: Telling, who: str, whom: str) -> bool:
    """Whether somebody is the envoy of another state than who calls him in, which is no recall."""
    actor = telling.scene.actors.get(whom)
    title = telling.scene.office_of(actor) if actor else None
    ours = telling.scene.country_of(who)
    return title is not None and title.office in telling.lang.among("envoy") and title.of not in (None, ours)


def _victim(telling: Telling, clause: Clause, np: Np) -> bool:
    """«قتل X»: whether it was done to whom a noun phrase names; words before another noun phrase are not of it."""
    before = max((n.end for n in clause.nps if n.end <= np.start), default=clause.start)
    case = max(
        (i.start for i in clause.items if i.kind == "case" and i.value == "from" and i.end <= np.start), default=0
    )
    manner = max((i.end for i in clause.items if i.value == "adverb" and i.end <= np.start), default=0)
    near = range(max(before, case, manner, np.start - 3), np.start)  # not «به» of «به طور بی‌سابقه‌ای»
    return any(telling.sight.among(i, "victim") for i in near if clause.owns(i))


def _hangs(telling: Telling, clause: Clause, np: Np, name: str) -> bool:
    """Whether a noun phrase hangs on a word of a set, adjectives between: «مواضع اصولی ایران»."""
    words, at = telling.lang.among(name), np.start
    doing = telling.lang.among("meeting") | telling.lang.among("conduct")  # «خبر دیدار X»
    if np.head in words:
        return True
    for item in reversed([i for i in clause.items if at - _HEADS <= i.start < at]):
        if item.kind != "plain" or item.end != at:
            return False
        if item.value in words:
            return True
        if item.value in doing:
            return False
        at = item.start
    return False


def _fair(telling: Telling, np: Np) -> bool:
    """«موافق محاکمه X»: whether what one is for, being for it, is for X."""
    return not np.head or np.head in telling.lang.among("merit") | telling.lang.among("transparent")


def _takes_side(clause: Clause) -> bool:
    """«در کنار X خواهیم بود»: said of oneself, or for all time; not where somebody only stands."""
    verb = clause.verb
    return verb is not None and (verb.tense in ("future", "perfect") or verb.person.startswith("1"))


def _resumed(telling: Telling, clause: Clause) -> bool:
    """«روابط … از سر گرفته شد», «… عادی شد»: whether relations are taken up, and were not broken."""
    verb = clause.verb
    if verb is None or verb.negative or verb.tense not in ("past", "perfect"):
        return False
    return telling.any(max(clause.start, verb.start - 2), verb.start, "resumed")


def _gift(telling: Telling, heard: Heard) -> bool:
    """«به X سلاح داد», not «به X اجازه دستیابی به سلاح داد»: whether what is given helps."""
    given = telling.lang.edges("gift-stem")
    near = range(max(heard.start - _HEADS, heard.clause.start), heard.start)
    named = {t for np in heard.clause.nps for t in range(np.start, np.end)}
    gift = next((t for t in near if t not in named and telling.keys[t].startswith(given)), None)
    allowed = gift is not None and telling.any(gift - _HEADS, gift, "permission")  # «اجازه داشتن سلاح»
    return gift is not None and not (allowed or heard.clause.case_near(gift))


def _backed(telling: Telling, heard: Heard, deal: Np) -> bool:
    """«خواهان حفظ برجام», «بر حفظ برجام تأکید کرد»: whether keeping an agreement is what somebody is for."""
    start, t = heard.clause.start, heard.start
    before = telling.any(max(start, t - 6), t, "backing") or telling.any(max(start, t - 8), t - 1, "effort")
    return before or telling.any(deal.end, min(deal.end + 3, heard.clause.end), "backing")


def _behest(telling: Telling, heard: Heard) -> bool:
    """«به درخواست X» beside what was done, not «به درخواست X پاسخ داد»."""
    clause, verb = heard.clause, heard.clause.verb
    first = clause.items[0]  # «در پی درخواست X، …»
    begins = first.kind == "case" and first.value == "when" and first.end == heard.start
    if not (begins or clause.case_near(heard.start, values=_AT)) or verb is None:
        return False
    return not telling.any(heard.end, verb.start, "response") and verb.stem not in telling.lang.among("verb:speech")


def _purpose(telling: Telling, heard: Heard, np: Np) -> bool:
    """«X را برای … تحت فشار گذاشت», «X را تحت فشار گذاشت تا …»."""
    told = any(i.kind == "case" and i.value == "for" and i.start >= np.end for i in heard.clause.items)
    return told or telling.any(heard.clause.end, heard.clause.end + 1, "so-that")


def _answering(telling: Telling, heard: Heard) -> bool:
    """«در پاسخ به درخواست X»: whether it is answered what was asked."""
    t, verb = heard.start, heard.clause.verb
    if verb is not None and verb.kind == "copula":
        return False
    about = heard.clause.case_near(t, values=_ABOUT) and telling.any(t - 2, t, "response")
    if verb is not None and verb.start > heard.end and heard.clause.own_subject:
        replied = heard.clause.case_near(t, values=_TO) and telling.any(verb.start - 2, verb.start, "response")
        agreed = heard.clause.case_near(t, values=_ALONG) and telling.any(verb.start - 1, verb.start, "agreeing")
        if replied or agreed:  # «به درخواست X پاسخ داد», «با درخواست X موافقت کرد»
            return True
    return about or (heard.clause.case_near(t, values=_TO) and telling.any(t - 2, t - 1, "response"))


def _lifted(telling: Telling, np: Np) -> bool:
    """«تحریم‌های سوریه», «محدودیت‌ها علیه هواوی»: whether it is sanctions that a noun phrase hangs on."""
    stems = telling.lang.edges("limit-stem")
    against = np.case == "against" and np.ra
    return np.head.startswith(stems) or (
        (against or np.ra) and telling.begins(max(np.start - 3, 0), np.start, "limit-stem")
    )


def _offered(f: Filled) -> bool:
    """«پیشنهاد … به X داد», «… را مطرح کرد»: whether a proposal is made, not answered, praised or looked at."""
    verb = f.verb
    if verb is None or f.any(f.heard.end, verb.start, "response"):
        return False
    last = f.telling.keys[verb.start - 1]
    bare = verb.start == f.heard.end or last not in f.telling.lang.light
    gives = verb.stem in f.telling.lang.among("verb:give") and (bare or f.any(verb.start - 1, verb.start, "offer"))
    return gives or verb.start == f.heard.end or f.any(verb.start - 1, verb.start, "presenting")


def _lasting(f: Filled) -> bool:
    """«قطع کمک‌های X», «کمک‌های X … متوقف شد»: whether nobody says that it ends."""
    last = f.verb.start if f.verb else f.heard.start
    near = ((f.heard.start - 2, f.heard.start), (last - 2, last))
    return not any(f.any(start, end, name) for start, end in near for name in ("severed", "stop"))


def _between(f: Filled) -> bool:
    """«کمیسیون تصمیم X در جنگ …»: whether another actor stands between the first subject and the trigger."""
    between = (np for np in f.clause.nps if f.a.end <= np.start and np.end <= f.heard.start and np.refs)
    return any(kind_of(np.refs[0]) in ACTORS for np in between)


def _unharmed(f: Filled) -> bool:
    """«از ارجاع پرونده X … حمایت کرد»: whether what is backed is nothing that would be done to whom it names."""
    at = next((i.end for i in reversed(f.clause.items) if i.kind == "case" and i.end <= f.b.start), f.b.start)
    return not f.any(max(at, f.b.start - _REACHED), f.b.start, "ill")


def _held(f: Filled) -> bool:
    """«مذاکرات را آغاز کردند», «نشست … برگزار کردند»: whether a meeting is what the verb begins, holds or resumes."""
    verb = f.verb
    if verb is None or verb.passive or f.heard.end > verb.start or not verb.person.endswith("p"):
        return False
    return f.any(max(f.heard.end, verb.start - 2), verb.start, "holding")


def _new(f: Filled) -> bool:
    """«توافق جدید»: whether an agreement is none that is known, unless it is renewed, or talked of again."""
    known = f.b.refs[0].partition("/")[2] in f.telling.scene.world.agreements
    again = f.any(f.heard.start - _AGAIN, f.heard.end + _AGAIN, "again")
    before = any(f.any(f.b.start - _HEADS, f.b.start, name) for name in ("renewal", "attaining"))
    return not known or again or before


def _merits(f: Filled) -> bool:
    if f.b.head or "deem" not in f.heard.frame.flags:
        return _hangs(f.telling, f.clause, f.b, "merit")
    return not f.b.case


def _deeds(f: Filled) -> bool:
    """Whether it is what somebody did, of no people, that a noun phrase speaks of."""
    deed = not f.b.head or any(f.b.head in f.telling.lang.among(s) for s in _DEEDS)
    return deed and not f.telling.any(f.a.start, f.a.end, "folk")


def _claimed_by(f: Filled) -> bool:
    """«ادعای مطرح‌شده از سوی X»: whether «از سوی» says whose a claim is."""
    return f.b.case == "by" and f.any(f.b.start - _CLAIM, f.b.start, "contention")


def _bans(f: Filled) -> bool:
    """«… را ممنوع اعلام کرد»: whether the verb bans, and calls nothing a wrong."""
    return f.verb is not None and f.telling.any(f.verb.start - 2, f.verb.start, "banning")


def _blames(f: Filled) -> bool:
    """«… را جنگ اقتصادی خواند»: whether what somebody's deed is called blames him."""
    verb = f.verb
    if verb is None or verb.negative or f.any(f.b.end, verb.start, "unwanted") or _bans(f):
        return False
    told = f.clause.opener in ("who", "why") and f.telling.begins(f.clause.start - 1, f.clause.start, "claim-stem")
    claim = told or f.b.head in f.telling.lang.among("contention") or _claimed_by(f)
    if claim and f.any(f.b.end, verb.start, "spurned"):
        return False  # «ادعای X را بی‌اساس خواند» rejects it
    return not f.telling.cues(f.b.end, verb.start).isdisjoint(("blame", "harm"))


def _uttered(f: Filled) -> bool:
    """«ادعاهای خود علیه X را تکرار کرد», not «ادعاها علیه X را رد کرد»: whether the clause's subject makes a claim."""
    own = any(i.value == "own" and f.heard.end <= i.start <= f.b.start for i in f.clause.items)
    saying = f.clause.case_near(f.heard.start, values=_WHILE)  # «در اتهام‌زنی به X گفت»
    return f.a is not f.clause.subject or own or saying or f.any(f.clause.start, f.clause.end, "uttering")


def _described(f: Filled, name: str) -> bool:
    """«تحریم‌هایی که X اعمال کرد»: whether the noun that a clause describes begins as one of a set does."""
    start, items = f.clause.start, f.clause.items
    if any(i.value == "they" and j.value == "ra" for i, j in pairwise(items)):  # «آنها را علیه X اعمال کرد»
        return f.telling.begins(0, start, name)
    return f.clause.opener in ("who", "why") and f.telling.begins(max(start - 2, 0), start, name)


def _stands_for(f: Filled, name: str) -> bool:
    """«پهپاد آمریکایی»: whether what is a country's stands for it."""
    head = f.b.head.startswith(f.telling.lang.edges(name))
    return f.kind == "official" or head or f.telling.begins(f.b.start, f.b.end, name)


def _serves(telling: Telling, who: str, body: str) -> bool:
    """Whether somebody’s office is in a body, whose sessions are his work: «دبیرکل X در نشست X»."""
    actor = telling.scene.actors.get(who)
    country = telling.scene.country_of(body)
    at_home = country is not None and country == telling.scene.country_of(who)
    title = telling.scene.office_of(actor) if actor else None
    return at_home or (title is not None and title.of == body)


def _quits(f: Filled) -> bool:
    """«عضویت خود در X را لغو کرد»: whether what one has is given up."""
    return f.verb is not None and not f.verb.negative and f.any(f.verb.start - 2, f.verb.start, "quitting")


def _there(f: Filled) -> bool:
    """«X امروز در تهران گفت»: whether a place is where the subject speaks, not where what is spoken of happened."""
    between = [i for i in f.clause.items if f.a.end <= i.start < f.b.start]
    words = f.telling.lang.among("spoken-before")
    plain = all(i.value in ("in", "with", "adverb") or i.kind == "mark" or i.value in words for i in between)
    return f.b.place is not None and f.a.end <= f.b.start and plain and _travels(f)


def _own_terms(f: Filled) -> bool:
    """«به مفاد برجام پایبند است», not «به حفظ برجام …»: whether an agreement itself is kept, by one of its parties."""
    whole = not f.b.head or f.b.head in f.telling.lang.among("provisions")
    return whole and not any(who.startswith(f"organization/{PARTIES}") for _, who in f.subjects)


def _cordial(f: Filled) -> bool:
    """«روابط بسیار نزدیکی با X دارد»: whether close ties are what the clause tells of."""
    if "conditional" in f.telling.cues(f.clause.start, f.clause.end):
        return False
    named = {t for np in f.clause.nps for t in range(np.start, np.end)}
    ties = (t for t in range(f.clause.start, f.clause.end) if t not in named and f.telling.sight.among(t, "bonds"))
    return any(f.any(t + 1, t + 1 + _CLOSE, "cordial") for t in ties)


def _makes_law(telling: Telling, who: str) -> bool:
    """Whether a body passes laws: a parliament, a cabinet."""
    row = telling.scene.row(who)
    return getattr(row, "kind", "") in ("parliament", "cabinet")


def _travels(f: Filled) -> bool:
    """Whether the subjects are abroad where the object is, and not posted there."""
    return all(journeys.travels(f.telling.scene, who, f.objects[0][1]) for _, who in f.subjects)


CHECKS: dict[str, Callable[[Filled], bool]] = {
    # the verb
    "if-negated": lambda f: f.verb is not None and (f.verb.negative or unwilling(f.telling, f.clause) is not None),
    "joining": lambda f: any(np.case == "to" and np.head for np in f.clause.nps),
    "affirmed": lambda f: f.verb is None or not (f.verb.negative or f.verb.tense == "subjunctive"),
    "ongoing": lambda f: f.verb is None or f.verb.tense not in _OVER,
    "final": lambda f: f.verb is None or f.verb.start - f.heard.end <= 1,
    "closing": lambda f: f.verb is None or f.verb.start - f.b.end <= 1,
    "active": lambda f: f.verb is not None and f.verb.stem not in f.telling.lang.among("verb:undergoes"),
    "has-been": lambda f: f.verb is not None and f.verb.tense == "perfect",
    "unforced": lambda f: f.verb is None or f.verb.stem not in f.telling.lang.among("verb:undergoes"),
    "unarmed": lambda f: not f.telling.begins(f.clause.start, f.clause.end + _AHEAD, "weapon-stem"),
    "headline": lambda f: f.verb is None,
    "quitting": _quits,
    "kept": lambda f: not _quits(f),
    "resumed": lambda f: _resumed(f.telling, f.clause),
    "side": lambda f: _takes_side(f.clause),
    # words of the clause
    "message": lambda f: f.within("message-stem"),
    "received": lambda f: f.telling.any(f.heard.end, f.clause.end, "received"),
    "unbought": lambda f: not f.any(f.heard.end, f.b.start, "purchase"),
    "inviting": lambda f: f.within("invitation-stem"),
    "goods": lambda f: f.within("goods-stem"),
    "gathered": lambda f: f.before("session-stem"),
    "touring": lambda f: f.before("journey-stem"),
    "drill": lambda f: f.within("drill-stem"),
    "no-waiver": lambda f: not f.within("waiver-stem"),
    "unwaived": lambda f: not f.within("waiver-stem") or (f.verb is not None and f.verb.negative),
    "waiver": lambda f: f.within("waiver-stem"),
    "wares": lambda f: f.within("wares-stem"),
    "sanction": lambda f: f.within("sanction-stem") or _described(f, "sanction-stem"),
    "embassy": lambda f: f.before("embassy-stem"),
    "attacking": lambda f: f.any(f.b.start - _HEADS, f.b.start, "attack"),
    "objection": lambda f: f.within("objection-stem"),
    "limits": lambda f: f.before("limit-stem"),
    "cooperation": lambda f: f.before("cooperation-stem"),
    "ties": lambda f: f.any(f.clause.start, f.heard.start, "ties"),
    "listed": lambda f: f.any(f.clause.start, f.heard.start, "list"),
    "banned": lambda f: f.any(f.clause.start, f.b.start, "entry"),
    "drafting": lambda f: f.any(f.heard.end, f.clause.end, "drafting"),
    "refused": lambda f: f.telling.any(f.heard.end, f.clause.end, "refusal"),
    "facing": lambda f: f.begins(f.a.start - 4, f.a.start, "sanction-stem"),
    "session": lambda f: in_session(f.telling, f.clause, f.b),
    "known": lambda f: f.telling.scene.row(f.objects[0][1]) is not None,
    "guest": lambda f: not any(_serves(f.telling, who, f.objects[0][1]) for _, who in f.subjects),
    "tight-war": lambda f: not f.telling.any(f.heard.start + 1, f.heard.end + 2, "bloodless"),
    "gift": lambda f: _gift(f.telling, f.heard),
    "backing": lambda f: _backed(f.telling, f.heard, f.b),
    "held": _held,
    "answered": lambda f: f.begins(f.heard.end, f.clause.end, "answer-stem"),
    "behest": lambda f: _behest(f.telling, f.heard),
    "insisting": lambda f: f.verb is None or not f.telling.any(f.verb.start - 2, f.verb.start, "reached"),
    "answering": lambda f: _answering(f.telling, f.heard),
    # prepositions
    "governed": lambda f: f.clause.case_near(f.heard.start, gap=1),
    "during": lambda f: f.clause.case_near(f.heard.start, values=_DURING),
    "afterwards": lambda f: f.clause.case_near(f.heard.start, values=_WHEN),
    "unmeant": lambda f: not f.clause.case_near(f.heard.start, values=_FOR),
    "meant": lambda f: f.clause.case_near(f.heard.start, gap=1, values=_FOR),
    "purpose": lambda f: _purpose(f.telling, f.heard, f.b),
    "nearest": lambda f: not _between(f),
    "alone": lambda f: all(np.case != "with" for np in f.clause.nps),
    # how far the ends stand apart
    "at-once": lambda f: f.b.start - f.heard.end <= 1,
    "travels": _travels,
    "there": _there,
    "tight": lambda f: _tight(f.a, f.b),
    "reached": lambda f: f.b.end <= f.heard.start or max(f.a.start - f.b.end, f.b.start - f.a.end) <= _REACHED,
    "own-behind": lambda f: f.a.start - f.heard.end <= 0,
    "close": lambda f: max(f.a.start - f.b.end, f.b.start - f.a.end) <= _CLOSE,
    # who and what the ends are
    "single": lambda f: len(f.subjects) == 1,
    "by-state": lambda f: all(kind_of(who) == "country" for _, who in f.subjects),
    "by-official": lambda f: all(kind_of(who) == "official" for _, who in f.subjects),
    "states": lambda f: kind_of(f.subjects[0][1]) != "official",
    "bodies": lambda f: all(kind_of(who) == "organization" for _, who in f.subjects),
    "of-people": lambda f: f.kind != "country" or f.b.how in PEOPLE,
    "of-craft": lambda f: _stands_for(f, "craft-stem"),
    "of-envoys": lambda f: _stands_for(f, "envoy-stem"),
    "no-envoy": lambda f: not _envoy(f.telling, f.subjects[0][1], f.objects[0][1]),
    "envoy": lambda f: _envoy(f.telling, f.subjects[0][1], f.objects[0][1]),
    "no-victim": lambda f: not _victim(f.telling, f.clause, f.b),
    "no-reform": lambda f: f.kind != "organization" or f.b.head not in f.telling.lang.among("reform"),
    "fair": lambda f: f.b.start <= f.heard.end or f.kind not in ACTORS or _fair(f.telling, f.b),
    "free": lambda f: not f.b.case,
    "captive": lambda f: not f.b.head or f.any(f.b.start - 4, f.b.start, "captive"),
    "offered": _offered,
    "unharmed": _unharmed,
    "tabled": lambda f: f.verb is not None and f.any(f.b.end, f.verb.start, "table"),
    "pressing": lambda f: f.verb is not None and f.begins(f.verb.start - 2, f.verb.start, "pressure-stem"),
    "deserted": lambda f: f.verb is not None and f.any(f.verb.start - 1, f.verb.start, "alone"),
    "lasting": _lasting,
    "relief": lambda f: f.within("relief-stem"),
    "siege": lambda f: f.within("siege-stem"),
    "border": lambda f: f.within("border-stem"),
    "proposed": lambda f: f.b.head in f.telling.lang.among("proposal"),
    "lifted": lambda f: _lifted(f.telling, f.b) or not f.clause.owns(f.b.start),
    "resolution": lambda f: is_resolution(f.telling, f.b),
    "contention": lambda f: f.b.how == "claimant" or _claimed_by(f) or _hangs(f.telling, f.clause, f.b, "contention"),
    "whole": lambda f: not f.b.head,
    "unclaimed": lambda f: not f.any(f.heard.start - 1, f.heard.start, "liability"),
    "on-soil": lambda f: f.b.head not in f.telling.lang.among("matter"),
    "told": lambda f: not f.any(f.b.start - _HEADS, f.b.start, "hearsay"),
    "merit": _merits,
    "blaming": _blames,
    "cordial": _cordial,
    "at-home": lambda f: len({f.telling.scene.country_of(who) for _, who in f.subjects}) == 1,
    "beyond-after": lambda f: f.any(f.heard.end, f.b.start, "bound"),
    "no-resolution": lambda f: not is_resolution(f.telling, f.b),
    "accession": lambda f: f.any(f.clause.start, f.b.start, "accession"),
    "lawmakers": lambda f: all(_makes_law(f.telling, who) for _, who in f.subjects),
    "renewed": lambda f: f.any(f.b.start - _HEADS, f.b.start, "renewal"),
    "drafted": lambda f: f.any(f.b.start - _HEADS, f.b.end, "draft"),
    "own-terms": _own_terms,
    "willing": lambda f: (
        f.verb is None or f.verb.tense != "subjunctive" or f.clause.own_subject or f.clause.speaker != f.subjects[0][1]
    ),
    "in-force": lambda f: f.b.head not in f.telling.lang.among("joining"),
    "peace": lambda f: is_peace(f.telling, f.objects[0][1]),
    "collective": lambda f: len(f.subjects) > 1 or getattr(f.telling.scene.row(f.subjects[0][1]), "kind", "") in JOINT,
    "by-council": lambda f: (
        not is_resolution(f.telling, f.b) or all(kind_of(w) == "organization" for _, w in f.subjects)
    ),
    "acting": lambda f: f.verb is not None and f.any(f.verb.start - 1, f.verb.start, "acting"),
    "not-negated": lambda f: f.verb is None or not f.verb.negative,
    "undone": lambda f: f.kind == "agreement" and f.b.head in f.telling.lang.among("undoing"),
    "not-undone": lambda f: f.kind != "agreement" or f.b.head not in f.telling.lang.among("undoing"),
    "duties": lambda f: f.b.how == "duty",
    "uttered": _uttered,
    "beyond": lambda f: f.any(f.clause.start, f.heard.start, "bound"),
    "forgone": lambda f: f.verb is not None and f.any(f.verb.start - 2, f.verb.start, "forgone"),
    "no-ban": lambda f: not _bans(f),
    "deeds": _deeds,
    "new": _new,
}
