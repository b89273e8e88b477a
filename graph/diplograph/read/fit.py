"""Whether a frame that was heard in a clause is told there: its verb, what it tells, the kinds of its ends."""

from __future__ import annotations

from diplograph.lang import Frame
from diplograph.read.clauses import Clause
from diplograph.read.ends import Ends
from diplograph.read.flags import flagged
from diplograph.read.found import ACTORS, MEETINGS, SYMMETRIC, kind_of
from diplograph.read.items import Item, Np
from diplograph.read.scene import Scene
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard
from diplograph.read.verbs import Group

_MEDIA = frozenset({"media"})  # whoever talks with a news agency meets nobody
_VISITORS = frozenset({"people", "title", "name"})
_PURPOSE = frozenset({"for"})
_SHARED = 4  # tokens between «را» and the noun of a verb that is left out
_SHARING = frozenset({"light", "speech", "future"})  # verbs before which another verb's light one is left out
_WITH = frozenset({"with"})
_COMPLEMENTS = frozenset({"with", "from"})  # «از X حمایت و … گفت»
_NAMED = 4  # items of «… به حمله نظامی» between a noun and its verb
_FAR = 8  # tokens between the noun of a verb and the verb, where «را» stands between them
_ABROAD = frozenset({"sanctions", "mobilizes"})
_FORCE = frozenset({"assaults", "coerces", "sanctions"})
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
    return (
        _anew(heard)
        or marked
        or (before is not None and before.case in _COMPLEMENTS and before.case in heard.frame.object)
    )


def _anew(heard: Heard) -> bool:
    """«از تلاش A برای صلح تمجید و از B انتقاد کرد»: whether «و» begins another phrase in a case."""
    begins = any(i.kind == "case" and i.start == heard.end + 1 for i in heard.clause.items)
    cases = _COMPLEMENTS.intersection(heard.frame.object)
    return begins and any(np.case in cases and np.end <= heard.start for np in heard.clause.nps)


def _marked(telling: Telling, heard: Heard) -> bool:
    """Whether «را» stands close before a trigger."""
    return telling.any(max(heard.clause.start, heard.start - _SHARED), heard.start, "object-marker")


def _just_before(heard: Heard) -> list[Np]:
    """The noun phrase that stands before a trigger, at most an adverb («نیز») between."""
    return [np for np in heard.clause.nps if 0 <= heard.start - np.end <= 1][-1:]


def _goes_on(telling: Telling, heard: Heard, between: list[Item]) -> bool:
    """«… را امضا و X را … کرد», «با X دیدار و … کرد», «امضا و مبادله کرد»; but not «از تحریم و فشار X انتقاد کرد»."""
    verb = heard.clause.verb
    if heard.frame.how == "passive" and verb is not None and telling.sight.light(verb.start - 1):
        return True  # «X احضار و مراتب اعتراض … به وی ابلاغ شد»
    plain = all(i.kind in ("plain", "word") for i in between)
    cased = any(np.case == "from" and np.end <= heard.start for np in heard.clause.nps)
    if cased and "from" in heard.frame.object and any(i.value == "ra" for i in between):
        return True  # «از پیشنهاد X استقبال و آمادگی خود را … اعلام کرد»
    return (
        plain
        or _anew(heard)
        or _marked(telling, heard)
        or any(np.case in heard.frame.object for np in _just_before(heard))
    )


def _leads_to_verb(telling: Telling, heard: Heard, verb: Group) -> bool:
    """Whether a light-verb noun belongs to the verb: nothing but further such nouns between them."""
    clause, t, sight, lang = heard.clause, heard.start, telling.sight, telling.lang
    frame_passive = heard.frame.how == "passive" and "ez" in heard.frame.subject
    if t > clause.start and clause.case_near(t) and not sight.among(t - 1, "to"):
        return False
    if t > clause.start and heard.frame.predicate in _FORCE and sight.is_word(t - 1, "this") and verb.start > heard.end:
        return False  # «… را عامل این حمله معرفی کرد»
    if t > clause.start + 1 and sight.among(t - 1, "to") and sight.among(t - 2, "deed-named"):
        return False  # «تهدید به تحریم کرد»
    after = lang.verbs.get(telling.keys[heard.end]) if heard.end < verb.start else None
    if after and after.tense == "infinitive" and "conduct" not in heard.frame.flags:  # «پایبند ماندن …»: a noun
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
    if heard.frame.how == "passive" and "ez" in heard.frame.subject and sight.among(verb.start - 1, "placed"):
        return all(i.kind in ("plain", "np") for i in between)  # «هدف حمله راکتی X قرار گرفت»
    if (
        verb.stem in lang.among("verb:give")
        and between[-1].value == "ra"
        and sum(i.value == "ra" for i in between) == 1
        and verb.start - heard.end <= _FAR
    ):
        return not any(i.kind == "verb" for i in between)  # «پیشنهاد صلح به X را داد»
    if between[0].value == "to" and sight.among(t, "deed-named") and all(i.kind in ("plain", "case") for i in between):
        return len(between) <= _NAMED  # «X را تهدید به حمله نظامی کرد»
    if _each_other(between) or (frame_passive and all(i.kind in ("plain", "np", "word") for i in between)):
        return True
    if "asked-for" in heard.frame.flags:
        declined = any(telling.any(heard.end, verb.start, name) for name in ("refusal", "response"))
        return not declined and all(
            i.kind in ("plain", "np", "case") or i.value == "ra" for i in between
        )  # «تقاضای کمک نظامی از X کرد»
    if verb.stem in lang.among("verb:have") and len(between) == 1 and between[0].kind == "plain":
        return True  # «همکاری کامل دارد»
    if any(i.kind == "plain" and i.value in lang.light for i in between):
        return False
    if _fills(telling, heard, between):
        return True
    if "ez" in heard.frame.object and between[-1].np and all(i.kind in ("plain", "np") for i in between):
        return True
    if len(between) <= 2 and all(i.kind == "plain" or i.value in ("adverb", "all") for i in between):
        return True
    possessed = "ez" not in heard.frame.subject and telling.keys[heard.end - 1].endswith(lang.edges("own-plural"))
    return between[0].kind == "np" and len(between) <= 3 and not possessed


def _each_other(between: list[Item]) -> bool:
    """«همکاری نزدیکی با یکدیگر دارند»: whether nothing but adjectives and «با یکدیگر» stand there."""
    return between[-1].value == "each-other" and all(i.kind in ("plain", "case") for i in between[:-1])


def _deemed(telling: Telling, heard: Heard, verb: Group) -> bool:
    """Whether a frame tells what its object is deemed, which may be long."""
    deems = "deem" in heard.frame.flags or verb.stem in telling.lang.among("verb:deem")
    return deems and "ra" in heard.frame.object


def _deems(telling: Telling, verb: Group) -> bool:
    """Whether a verb deems: «خواند», «… توصیف کرد»."""
    deeming = bool(verb.start) and telling.sight.among(verb.start - 1, "deeming")
    return verb.stem in telling.lang.among("verb:deem") or deeming


def _fills(telling: Telling, heard: Heard, between: list[Item]) -> bool:
    """«کمک به X کرد»: whether what stands between is the frame's own complement."""
    cases = [i for i in between if i.kind == "case"]
    rest = between[len(cases) :]
    while rest and rest[0].kind == "plain" and len(rest) > 1 and "near" not in heard.frame.flags:
        rest = rest[1:]
    if not cases or cases != between[: len(cases)] or cases[-1].value not in heard.frame.object:
        return False
    own = all(i.kind == "plain" and not telling.any(i.start, i.end, "other-verb") for i in rest[1:])
    return bool(rest and rest[0].np and len(rest) <= 2 and own)


def has_preverb(telling: Telling, clause: Clause) -> bool:
    """Whether a word right before the verb makes another verb of it («بیرون رفت», «پیش رفت»)."""
    verb = clause.verb
    if verb is None or verb.start == clause.start or verb.kind != "move":
        return False
    last = [i for i in clause.items if i.end <= verb.start][-1:]
    return bool(last) and last[0].kind == "plain" and last[0].value in telling.lang.among("preverb")


# -- what is told ------------------------------------------------------------------------------------------------------


def told(telling: Telling, heard: Heard, subjects: Ends, objects: Ends) -> bool:
    """What a frame asks for beyond its roles: by what it tells, and by its flags."""
    received = heard.frame.predicate == "supports" and _received(telling, heard, objects)
    return not received and _news(telling, heard) and flagged(telling, heard, subjects, objects)


def _received(telling: Telling, heard: Heard, objects: Ends) -> bool:
    """«هیأت X وارد شد و مورد استقبال Y قرار گرفت»: whether visitors are received, which is no support."""
    welcomed = heard.frame.how == "passive" and telling.any(heard.start, heard.end, "welcome")
    return welcomed and any(np.how in _VISITORS and not np.head for np, _ in objects)


def _news(telling: Telling, heard: Heard) -> bool:
    """Whether a meeting is told, not talks about an agreement, «این دیدار», or «دیدار … دارد»."""
    clause, frame, t = heard.clause, heard.frame, heard.start
    about = any(np.how == "deal" and np.case in ("about", "on") for np in clause.nps)
    if frame.predicate == "met" and about and telling.begins(t, t + 1, "negotiation-stem"):
        return False
    if not heard.nominal:
        return True
    invited = frame.predicate == "visited" and telling.any(clause.start, clause.end, "invitation") and _for(heard)
    if invited and not (clause.verb and clause.verb.stem in telling.lang.among("verb:bear")):
        return False  # «… دعوت کرد», but «دعوت X برای سفر به Y را پذیرفت»
    if frame.predicate in MEETINGS and t and telling.sight.among(t - 1, "this-same"):
        return False
    if frame.predicate in _FORCE:  # «توقیف نفتکش X از سوی Y غیرقانونی است»: done all the same
        return True
    if "planned" in telling.cues(clause.start, clause.end) or telling.sight.is_word(heard.end, "adverb"):
        return True  # «سفر X در دستور کار است», «سفر هفته آینده X … مهم است»
    if telling.any(heard.end, heard.end + 1, "coming"):
        return True  # «دیدار آتی X … مهم است»
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


# -- ends --------------------------------------------------------------------------------------------------------------


def allowed(scene: Scene, heard: Heard, a: str, b: str) -> bool:
    """Whether a frame may be told of these two: their kinds, and nobody with his own country."""
    predicate, kind_a, kind_b = heard.frame.predicate, kind_of(a), kind_of(b)
    visit = predicate == "visited"
    if predicate == "partyTo" and kind_a == "official":
        return False
    if kind_a not in ACTORS or (kind_b not in heard.frame.kinds and not (visit and kind_b == "country")):
        return False
    if visit:
        return kind_a == "official" and kind_b == "country" and scene.country_of(a) != b
    if predicate == "supports" and kind_a == "official" and scene.country_of(a) == b:
        return False
    if predicate in _ABROAD or "abroad" in heard.frame.flags:  # nobody does it to his own
        return scene.country_of(a) is None or scene.country_of(a) != scene.country_of(b)
    if predicate == "cooperatesWith" and heard.nominal and heard.clause.case_near(heard.start, values=_WITH):
        obscure = (e for e in (a, b) if kind_of(e) == "organization" and scene.row(e) is None)
        if any(scene.country_of(e) is None for e in obscure):
            return False  # «با همکاری بنیاد … و سفارت X»: who held it
    if predicate in _STATES:
        joint = all(k != "membersOf" for k, _ in scene.facts.get(b, {}))  # nobody joins the members
        joint = joint and (predicate != "memberOf" or scene.row(b) is not None)
        return kind_a == "country" and joint and not (kind_b == "organization" and scene.country_of(b))
    if predicate in SYMMETRIC:
        if predicate in MEETINGS and {_body_kind(scene, a), _body_kind(scene, b)} & _MEDIA:
            return False
        theirs, others = scene.country_of(a), scene.country_of(b)
        if "across" in heard.frame.flags and theirs == others:
            return False
        return not ((kind_a == "official" and theirs == b) or (kind_b == "official" and others == a))
    return True


def _body_kind(scene: Scene, entity: str) -> str:
    row = scene.world.organizations.get(entity.partition("/")[2]) if entity.startswith("organization/") else None
    return row.kind if row else ""
