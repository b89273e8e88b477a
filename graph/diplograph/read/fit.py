"""Whether a frame that was heard in a clause is told there: its verb, its flags, the kinds of its ends."""

from __future__ import annotations

from diplograph.lang import Frame
from diplograph.read.clauses import Clause
from diplograph.read.force import PEOPLE, forceful, ordered
from diplograph.read.found import ACTORS, SYMMETRIC, kind_of
from diplograph.read.items import Item, Np
from diplograph.read.joint import is_resolution
from diplograph.read.roles import Ends
from diplograph.read.scene import Scene
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard
from diplograph.read.verbs import Group

_MEETINGS = frozenset({"met", "visited", "phoned"})
_MEDIA = frozenset({"media"})  # whoever talks with a news agency meets nobody
_PURPOSE = frozenset({"for"})
_DURING = frozenset({"when", "in"})
_OF = {"of-craft": "craft-stem", "of-envoys": "envoy-stem"}  # what a country's stands for it
_TIGHT = 3  # tokens between the two ends of a "tight" frame
_HEADS = 3  # tokens of the nouns and adjectives that a noun phrase hangs on
_CLOSE = 4  # tokens between the two ends of a "close" frame
_DEEDS = ("transparent", "deed", "contention")  # whose noun stands for whoever did it
_SHARED = 4  # tokens between «را» and the noun of a verb that is left out
_SHARING = frozenset({"light", "speech", "future"})  # verbs before which another verb's light one is left out
_TO, _WITH = frozenset({"to"}), frozenset({"with"})
_FAR = 8  # tokens between the noun of a verb and the verb, where «را» stands between them
_ABROAD = frozenset({"sanctions", "mobilizes"})
_STATES = frozenset({"memberOf", "left"})  # what only a state does


# -- verbs -------------------------------------------------------------------------------------------------------------


def fits(telling: Telling, heard: Heard) -> bool:
    """Whether the verb of the clause completes the trigger; a noun needs none."""
    if heard.nominal:
        return "beside" not in heard.frame.flags or _beside(heard)
    frame, verb = heard.frame, heard.clause.verb
    if verb is None:
        return False
    if verb.stem not in frame.verbs:
        return frame.how == "verb" and not verb.passive and _shares(telling, heard, verb)
    undergone = verb.passive or verb.stem in telling.lang.among("verb:undergoes")
    undergone = undergone or (verb.kind == "copula" and telling.sight.among(heard.start, "undergoing"))
    if frame.how == "passive" and not undergone:
        return False
    if "deem" in frame.flags and not _deems(telling, verb):
        return False
    return _leads_to_verb(telling, heard, verb)


def verb_may_fit(telling: Telling, clause: Clause, frame: Frame, end: int) -> bool:
    """A quick look whether the verb of a clause may complete a trigger that ends before token `end`."""
    verb = clause.verb
    return verb is not None and (verb.stem in frame.verbs or telling.sight.among(end, "and"))


def _beside(heard: Heard) -> bool:
    """«X با همکاری …»: whether the trigger stands in «با» beside a subject."""
    return heard.clause.own_subject and heard.clause.case_near(heard.start, values=_WITH)


def _shares(telling: Telling, heard: Heard, verb: Group) -> bool:
    """«برجام را امضا و تعهدات را اجرا کرد», «با X دیدار و … گفت»: «کرد» is left out before «و»."""
    if heard.frame.verbs.isdisjoint(telling.lang.among("verb:do")) or not telling.sight.among(heard.end, "and"):
        return False
    marked = _marked(telling, heard) and verb.kind in _SHARING
    before = next((np for np in heard.clause.nps if np.end == heard.start), None)
    return marked or (before is not None and before.case == "with" and "with" in heard.frame.object)


def _marked(telling: Telling, heard: Heard) -> bool:
    """Whether «را» stands close before a trigger."""
    return telling.any(max(heard.clause.start, heard.start - _SHARED), heard.start, "object-marker")


def _just_before(heard: Heard) -> list[Np]:
    """The noun phrase that stands before a trigger, at most an adverb («نیز») between."""
    return [np for np in heard.clause.nps if 0 <= heard.start - np.end <= 1][-1:]


def _goes_on(telling: Telling, heard: Heard, between: list[Item]) -> bool:
    """«… را امضا و X را … کرد», «با X دیدار و … کرد», «امضا و مبادله کرد»; but not «از تحریم و فشار X انتقاد کرد»."""
    plain = all(i.kind in ("plain", "word") for i in between)
    return plain or _marked(telling, heard) or any(np.case in heard.frame.object for np in _just_before(heard))


def _leads_to_verb(telling: Telling, heard: Heard, verb: Group) -> bool:
    """Whether a light-verb noun belongs to the verb: nothing but further such nouns between them."""
    clause, t, sight, lang = heard.clause, heard.start, telling.sight, telling.lang
    if t > clause.start and clause.case_near(t) and not sight.among(t - 1, "to"):
        return False
    after = lang.verbs.get(telling.keys[heard.end]) if heard.end < verb.start else None
    if after and after.tense == "infinitive":  # «پایبند ماندن …»: a noun
        return False
    passing = verb.stem in lang.among("verb:receive") or verb.stem in lang.among("verb:give")
    if "conduct" in heard.frame.flags or _deemed(telling, heard, verb):
        return True
    between = [i for i in clause.items if heard.end <= i.start < verb.start and i.kind != "mark"]
    if verb.kind == "copula" and between and between[0].np and {"to"} == set(heard.frame.object):
        return False  # «شاهد پایبندی X به برجام باشیم»: a noun
    if verb.kind == "copula" or (passing and sight.among(t, "undergoing")):
        return True
    if "troops" in heard.frame.flags and between and between[0].value == "ra":
        return not any(i.kind == "plain" and i.value in lang.light for i in between)
    if not between or (between[0].value == "and" and _goes_on(telling, heard, between)):
        return True
    if (
        verb.stem in lang.among("verb:give")
        and between[-1].value == "ra"
        and sum(i.value == "ra" for i in between) == 1
        and verb.start - heard.end <= _FAR
    ):
        return not any(i.kind == "verb" for i in between)  # «پیشنهاد صلح به X را داد»
    if any(i.kind == "plain" and i.value in lang.light for i in between):
        return False
    if _fills(heard, between):
        return True
    if "ez" in heard.frame.object and between[-1].np and all(i.kind in ("plain", "np") for i in between):
        return True
    if len(between) <= 2 and all(i.kind == "plain" or i.value == "adverb" for i in between):
        return True
    possessed = "ez" not in heard.frame.subject and telling.keys[heard.end - 1].endswith(lang.edges("own-plural"))
    return between[0].kind == "np" and len(between) <= 3 and not possessed


def _deemed(telling: Telling, heard: Heard, verb: Group) -> bool:
    """Whether a frame tells what its object is deemed, which may be long."""
    deems = "deem" in heard.frame.flags or verb.stem in telling.lang.among("verb:deem")
    return deems and "ra" in heard.frame.object


def _deems(telling: Telling, verb: Group) -> bool:
    """Whether a verb deems: «خواند», «… توصیف کرد»."""
    deeming = bool(verb.start) and telling.sight.among(verb.start - 1, "deeming")
    return verb.stem in telling.lang.among("verb:deem") or deeming


def _fills(heard: Heard, between: list[Item]) -> bool:
    """«کمک به X کرد»: whether what stands between is the frame's own complement."""
    cases = [i for i in between if i.kind == "case"]
    rest = between[len(cases) :]
    while rest and rest[0].kind == "plain" and len(rest) > 1 and "near" not in heard.frame.flags:
        rest = rest[1:]
    if not cases or cases != between[: len(cases)] or cases[-1].value not in heard.frame.object:
        return False
    return bool(rest and rest[0].np and len(rest) <= 2 and all(i.kind == "plain" for i in rest[1:]))


def has_preverb(telling: Telling, clause: Clause) -> bool:
    """Whether a word right before the verb makes another verb of it («بیرون رفت», «پیش رفت»)."""
    verb = clause.verb
    if verb is None or verb.start == clause.start or verb.kind != "move":
        return False
    last = [i for i in clause.items if i.end <= verb.start][-1:]
    return bool(last) and last[0].kind == "plain" and last[0].value in telling.lang.among("preverb")


# -- flags -------------------------------------------------------------------------------------------------------------


def told(telling: Telling, heard: Heard, subjects: Ends, objects: Ends) -> bool:
    """What a frame asks for beyond its roles: by what it tells, and by its flags."""
    return _news(telling, heard) and _flagged(telling, heard, subjects, objects)


def _news(telling: Telling, heard: Heard) -> bool:
    """Whether a meeting is told, not talks about an agreement, «این دیدار», or «دیدار … دارد»."""
    clause, frame, t = heard.clause, heard.frame, heard.start
    about = any(np.how == "deal" and np.case in ("about", "on") for np in clause.nps)
    if frame.predicate == "met" and about and telling.begins(t, t + 1, "negotiation-stem"):
        return False
    if not heard.nominal:
        return True
    if frame.predicate == "visited" and telling.any(clause.start, clause.end, "invitation") and _for(heard):
        return False
    if frame.predicate in _MEETINGS and t and telling.sight.among(t - 1, "this-same"):
        return False
    return not ("event" in frame.flags and _stative(telling, clause) and t == _first_noun(clause))


def _for(heard: Heard) -> bool:
    """«… را برای بازدید از X دعوت کرد»: whether the noun is what something is for."""
    return heard.clause.case_near(heard.start, gap=1, values=_PURPOSE)


def _stative(telling: Telling, clause: Clause) -> bool:
    verb = clause.verb
    if verb is None or verb.tense not in ("present", "subjunctive"):
        return False
    if verb.stem in telling.lang.among("verb:have") and telling.sight.among(verb.start - 1, "ongoing"):
        return False  # «مذاکرات … ادامه دارد»
    return verb.kind == "copula" or verb.stem in telling.lang.among("verb:have")


def _first_noun(clause: Clause) -> int:
    return next((i.start for i in clause.items if i.kind == "plain"), -1)


def _flagged(telling: Telling, heard: Heard, subjects: Ends, objects: Ends) -> bool:
    clause, flags = heard.clause, heard.frame.flags
    a, b = subjects[0][0], objects[0][0]
    if "if-negated" in flags and not (clause.verb and clause.verb.negative):
        return False
    if "affirmed" in flags and clause.verb and (clause.verb.negative or clause.verb.tense == "subjunctive"):
        return False
    if "no-reform" in flags and b.head in telling.lang.among("reform") and kind_of(objects[0][1]) == "organization":
        return False
    if "final" in flags and clause.verb and clause.verb.start - heard.end > 1:
        return False
    if "resumed" in flags and not _resumed(telling, clause):
        return False
    if "gift" in flags and not _gift(telling, heard):
        return False
    if "fair" in flags and b.start > heard.end and kind_of(objects[0][1]) in ACTORS and not _fair(telling, b):
        return False
    if "side" in flags and not _takes_side(clause):
        return False
    if "goods" in flags and not telling.begins(clause.start, clause.end, "goods-stem"):
        return False
    if "ties" in flags and not telling.any(clause.start, heard.start, "ties"):
        return False
    if "listed" in flags and not telling.any(clause.start, heard.start, "list"):
        return False
    if "sanction" in flags and not telling.begins(clause.start, clause.end, "sanction-stem"):
        return False
    if "states" in flags and kind_of(subjects[0][1]) == "official":
        return False
    if "facing" in flags and not telling.begins(max(a.start - 4, clause.start), a.start, "sanction-stem"):
        return False
    if "limits" in flags and not telling.begins(clause.start, heard.start, "limit-stem"):
        return False
    if "cooperation" in flags and not telling.begins(clause.start, heard.start, "cooperation-stem"):
        return False
    if "lifted" in flags and not _lifted(telling, b):
        return False
    if not forceful(telling, heard) or not ordered(telling, heard, a):
        return False
    if "of-people" in flags and kind_of(objects[0][1]) == "country" and b.how not in PEOPLE:
        return False
    if "resolution" in flags and not is_resolution(telling, b):
        return False
    if "closing" in flags and clause.verb and clause.verb.start - b.end > 1:
        return False
    if "bodies" in flags and any(kind_of(who) != "organization" for _, who in subjects):
        return False
    if "banned" in flags and not telling.any(clause.start, b.start, "entry"):
        return False
    if "refused" in flags and not telling.any(heard.end, clause.end, "refusal"):
        return False
    if "session" in flags and not telling.any(max(clause.start, b.start - 3), b.start, "session"):
        return False
    if "active" in flags and (clause.verb is None or clause.verb.stem in telling.lang.among("verb:undergoes")):
        return False
    if "merit" in flags and (not _hangs(telling, clause, b, "merit") if b.head or "deem" not in flags else b.case):
        return False
    if "backing" in flags and not _backed(telling, heard, b):
        return False
    if "contention" in flags and b.how != "claimant" and not _hangs(telling, clause, b, "contention"):
        return False
    if "envoy" in flags and not _envoy(telling, subjects[0][1], objects[0][1]):
        return False
    if "deeds" in flags and telling.any(a.start, a.end, "folk"):
        return False
    if "deeds" in flags and b.head and not any(b.head in telling.lang.among(s) for s in _DEEDS):
        return False
    if "headline" in flags and clause.verb is not None:
        return False
    if "purpose" in flags and not any(i.kind == "case" and i.value == "for" for i in clause.items if i.start >= b.end):
        return False
    if "behest" in flags and not _behest(telling, heard):
        return False
    if "governed" in flags and not clause.case_near(heard.start, gap=1):
        return False
    if "during" in flags and not clause.case_near(heard.start, values=_DURING):
        return False
    if "objection" in flags and not telling.begins(clause.start, clause.end, "objection-stem"):
        return False
    if "at-once" in flags and b.start - heard.end > 1:
        return False
    if "alone" in flags and any(np.case == "with" for np in clause.nps):
        return False
    if "tight" in flags and not _tight(a, b):
        return False
    if "single" in flags and len(subjects) > 1:
        return False
    if any(f in flags and kind_of(objects[0][1]) != "official" and not _of(telling, b, _OF[f]) for f in _OF):
        return False
    if "close" in flags and max(a.start - b.end, b.start - a.end) > _CLOSE:
        return False
    known = b.refs[0].partition("/")[2] in telling.scene.world.agreements
    if "new" in flags and known and b.head not in telling.lang.among("renewal"):
        return False
    if "tight-war" in flags and telling.any(heard.start + 1, heard.end + 2, "bloodless"):
        return False
    return not ("no-victim" in flags and _victim(telling, clause, b))


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
    return telling.any(max(before, case, np.start - 3), np.start, "victim")


def _hangs(telling: Telling, clause: Clause, np: Np, name: str) -> bool:
    """Whether a noun phrase hangs on a word of a set, adjectives between: «مواضع اصولی ایران»."""
    words, at = telling.lang.among(name), np.start
    doing = telling.lang.among("meeting") | telling.lang.among("conduct")  # «خبر دیدار X»
    if np.head in words:
        return True
    for item in reversed([i for i in clause.items if at - _HEADS <= i.start < at]):
        if item.kind != "plain" or item.end != at or item.value in doing:
            return False
        if item.value in words:
            return True
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
    near = (i for i in heard.clause.items if i.kind == "plain" and heard.start - _HEADS <= i.start < heard.start)
    gift = next((i for i in near if i.value.startswith(given)), None)
    return gift is not None and not heard.clause.case_near(gift.start)


def _backed(telling: Telling, heard: Heard, deal: Np) -> bool:
    """«خواهان حفظ برجام», «بر حفظ برجام تأکید کرد»: whether keeping an agreement is what somebody is for."""
    start, t = heard.clause.start, heard.start
    before = telling.any(max(start, t - 6), t, "backing") or telling.any(max(start, t - 8), t - 3, "effort")
    return before or telling.any(deal.end, min(deal.end + 3, heard.clause.end), "backing")


def _behest(telling: Telling, heard: Heard) -> bool:
    """«به درخواست X» beside what was done, not «به درخواست X پاسخ داد»."""
    clause, verb = heard.clause, heard.clause.verb
    if not clause.case_near(heard.start, values=_TO) or verb is None:
        return False
    return not telling.any(heard.end, verb.start, "response") and verb.stem not in telling.lang.among("verb:speech")


def _lifted(telling: Telling, np: Np) -> bool:
    """«تحریم‌های سوریه», «محدودیت‌ها علیه هواوی»: whether it is sanctions that a noun phrase hangs on."""
    stems = telling.lang.edges("limit-stem")
    against = np.case == "against" and np.ra and telling.begins(max(np.start - 3, 0), np.start, "limit-stem")
    return np.head.startswith(stems) or against


def _of(telling: Telling, np: Np, name: str) -> bool:
    """Whether a noun phrase begins with a word of a set: «پهپاد آمریکایی»."""
    return telling.begins(np.start, np.end, name)


# -- ends --------------------------------------------------------------------------------------------------------------


def allowed(scene: Scene, heard: Heard, a: str, b: str) -> bool:
    """Whether a frame may be told of these two: their kinds, and nobody with his own country."""
    predicate, kind_a, kind_b = heard.frame.predicate, kind_of(a), kind_of(b)
    visit = predicate == "visited"
    if kind_a not in ACTORS or (kind_b not in heard.frame.kinds and not (visit and kind_b == "country")):
        return False
    if visit:
        return kind_a == "official" and kind_b == "country" and scene.country_of(a) != b
    if predicate == "supports" and kind_a == "official" and scene.country_of(a) == b:
        return False
    if predicate in _ABROAD:  # nobody does it to his own
        return scene.country_of(a) is None or scene.country_of(a) != scene.country_of(b)
    if predicate in _STATES:
        joint = all(k != "membersOf" for k, _ in scene.facts.get(b, {}))  # nobody joins the members
        return kind_a == "country" and joint and not (kind_b == "organization" and scene.country_of(b))
    if predicate in SYMMETRIC:
        if predicate in _MEETINGS and {_body_kind(scene, a), _body_kind(scene, b)} & _MEDIA:
            return False
        theirs, others = scene.country_of(a), scene.country_of(b)
        if "across" in heard.frame.flags and theirs == others:
            return False
        return not ((kind_a == "official" and theirs == b) or (kind_b == "official" and others == a))
    return True


def _body_kind(scene: Scene, entity: str) -> str:
    row = scene.world.organizations.get(entity.partition("/")[2]) if entity.startswith("organization/") else None
    return row.kind if row else ""
