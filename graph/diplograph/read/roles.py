"""Who fills the two ends of a frame: by case, by «را», by ezafe, or by who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise

from diplograph.lang import Frame
from diplograph.read import force, joint
from diplograph.read.clauses import Clause
from diplograph.read.found import SYMMETRIC
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

Ends = list[tuple[Np, str]]

_LATE = 3  # countries spoken of last, among which the home country may be meant
_DEAL_REACH = 8  # tokens from «بدعهدی» to what is not kept
_REACH = 14  # tokens from a nominal trigger to what fills it
_CLOSE = 6  # tokens from a meeting to «بین X و Y», which further nouns may claim
_OF_OTHERS = frozenset({"sanctions", "concedes", "violates", "assaults", "coerces"})  # what is insisted on, others do
_GOALS = frozenset({"to", "in", "from", "enter", "ez"})  # roles in which a town stands for its country's soil
_SHARED = frozenset({"sanctions", "left", "violates"})  # deeds whose doer is seldom named again
_JOINED = 5  # tokens from who did one thing to the next that «و» joins
_MEETINGS = frozenset({"met", "visited", "phoned"})
_SPOKEN = frozenset({"requests", "accuses", "protests"})  # what a speaker does for «ما»
_WITH = frozenset({"with"})
# Roles that are cases: what fills them stands in the case.
_CASES = frozenset(
    {"about", "against", "as", "between", "by", "except", "for", "from", "in", "on", "per", "to", "under", "when"}
    | {"with"}
)
_LEFT = frozenset({"by", "except"})  # cases that leave what «را» marks free: «بدون ارائه مدرک X را …»
_TOLD_OF = frozenset({"on", "about"})  # «مبنی بر», «درباره»
_NO_OWNER = frozenset({"media", "place", "deal", "duty"})
_OF_DEAL = frozenset({"parties", "whose", "posted"})  # roles that the agreement's own noun phrase fills


def ends(telling: Telling, heard: Heard) -> tuple[Ends, Ends]:
    """Who fills the two ends, subjects first; for `pair` frames the members of one list fill both."""
    frame = heard.frame
    if "pair" in frame.object and (both := _pair(telling, heard)):
        return both
    if mutual := _each_other(heard):
        return mutual
    if (
        heard.nominal
        and "ez" in frame.subject
        and heard.end < len(telling.keys)
        and telling.sight.among(heard.end, "they")
    ):
        return [], []  # «حمایت آنها از X»: nobody knows whose
    objects = _first(telling, heard, (r for r in frame.object if r != "pair"))
    if not objects:
        return [], []
    np, deal = objects[0]
    roles = [r for r in frame.subject if not r.endswith("pair")]
    subjects = _first(telling, heard, (r for r in roles if r not in _OF_DEAL), besides=np)
    subjects = _ours(telling, heard) or subjects or _possessor(telling, heard)
    if not subjects and "whose" in roles:
        subjects = [(np, who) for who in owners(telling, heard.clause, np)]
    if not subjects and "posted" in roles and (post := _post(telling, deal)):
        subjects = [(np, post)]
    facts = telling.scene.facts.get(deal, {})
    if not subjects and "parties" in roles:
        named = [v for k, v in facts if k == "signer"] or [v for k, v in facts if k == "party"]
        subjects = [(np, v) for v in named] if heard.nominal or len(named) > 1 else []
    joint = any(k == "agreementKind" and v.startswith("joint") for k, v in facts)
    several = len(subjects) > 1 or any(n.case == "with" and not n.head and n.how != "media" for n in heard.clause.nps)
    if "several" in frame.flags and not several and not joint:
        return [], []
    return subjects, objects


def may_end(clause: Clause, frame: Frame, cases: set[str]) -> bool:
    """A quick look whether a clause, with noun phrases in these cases, may fill the object of a frame."""
    wanted = frame.object
    if not _CASES.issuperset(wanted) or not cases.isdisjoint(wanted):
        return True
    return clause.subject is not None and len(clause.subject.refs) > 1  # «… به یکدیگر»


def _post(telling: Telling, who: str) -> str | None:
    """«سفیر X در Y احضار شد»: where an envoy is posted, whose government calls him in."""
    actor = telling.scene.actors.get(who)
    title = telling.scene.office_of(actor) if actor else None
    return title.post if title else None


def owners(telling: Telling, clause: Clause, np: Np) -> tuple[str, ...]:
    """Whose commitments a noun phrase speaks of: whom it names, else of «تعهدات خود» whoever its clause is about."""
    wished = clause.verb is not None and clause.verb.tense == "subjunctive"
    if np.whose or not np.own or wished:
        return np.whose
    subject = clause.subject if clause.verb else None
    if subject is not None and subject.start > np.start and clause.own_subject:
        return ()
    before = [n for n in reversed(clause.nps) if n.end <= np.start and n.refs]
    acting = next((n for n in before[:1] if n.head in telling.lang.among("act")), None)
    nearest = (r for n in before for r in _actors(telling, n))
    own = acting or (subject if subject and subject.how not in _NO_OWNER else None)
    refs = own.refs if own else (next(nearest, None) or clause.speaker,)
    actors = (telling.scene.country_of(ref) if (ref or "").startswith("official/") else ref for ref in refs)
    return tuple(dict.fromkeys(a for a in actors if a and a.startswith(("country/", "organization/"))))


def _actors(telling: Telling, np: Np) -> tuple[str, ...]:
    """The states and bodies of a noun phrase: of an agreement its only party."""
    if np.how == "deal":
        parties = [v for k, v in telling.scene.facts.get(np.refs[0], {}) if k == "party"]
        return tuple(parties) if len(parties) == 1 else ()
    return tuple(r for r in np.refs if r.startswith(("country/", "organization/")))


def _pair(telling: Telling, heard: Heard) -> tuple[Ends, Ends] | None:
    """Two or more in one role, who do it to each other; as a subject only where nobody else is the other side."""
    mutual = "joint" in heard.frame.flags or all(np.case != "with" for np in heard.clause.nps)
    for role in heard.frame.subject:
        np = _role(telling, heard, role)
        if role == "ez-pair" and np and _with_another(heard, np):
            return None
        if np and len(np.refs) >= 2 and (role != "subj" or mutual):
            both = list(combinations(np.refs, 2))
            if len(both) == 1 and heard.frame.predicate in SYMMETRIC:
                return [(np, both[0][0])], [(np, both[0][1])]
            return [(np, r) for r in np.refs], [(np, r) for r in np.refs]
    return None


def _with_another(heard: Heard, pair: Np) -> bool:
    """«روابط A و B با C»: whether the two do it with a third, not with each other."""
    after = next((np for np in heard.clause.nps if np.start >= pair.end), None)
    return after is not None and after.case == "with" and not after.head and after.start - pair.end <= 1


def _each_other(heard: Heard) -> tuple[Ends, Ends] | None:
    """«A و B یکدیگر را … کردند»: each does it to the others."""
    clause, np = heard.clause, heard.clause.subject
    if heard.nominal or "pair" in heard.frame.object or np is None or len(np.refs) < 2 or np.end > heard.start:
        return None
    if not any(i.value == "each-other" and i.kind == "word" for i in clause.items):
        return None
    both = [(np, ref) for ref in np.refs]
    return both, both


def _first(telling: Telling, heard: Heard, roles: Iterable[str], *, besides: Np | None = None) -> Ends:
    """What fills the first role that something fills."""
    for role in roles:
        np = _role(telling, heard, role)
        if np is None or np is besides or not np.refs or (np.how == "everybody" and not _asked(heard, role)):
            continue
        refs = np.refs
        if np.place and len(refs) == 1 and role in _GOALS and heard.frame.predicate == "visited":
            refs = (telling.scene.country_of(np.place) or refs[0],)
        return [(np, r) for r in refs]
    return []


def _asked(heard: Heard, role: str) -> bool:
    """Whether a role is of whom a request goes to, which may be all the countries that there are."""
    return heard.frame.predicate == "requests" and role in heard.frame.object and role != "pair"


def _role(telling: Telling, heard: Heard, role: str) -> Np | None:
    clause, t, end = heard.clause, heard.start, heard.end
    match role:
        case "subj":
            return _ready(telling, heard) or _leader(telling, heard, heard.start) or _agent(telling, heard)
        case "effort":
            efforts = telling.lang.among("effort")
            return next((np for np in clause.nps if np.head in efforts and np.end <= t), None)
        case "subj-or-ez":
            return next((np for np in clause.nps if np.how == "deal" and np.end <= t), None) or _ezafe(heard, end)
        case "speaker":
            return _speaker(telling, heard)
        case "ra":
            return _marked(telling, heard) or _it(telling, heard) or _deed(telling, heard)
        case "patient":
            patients = (
                np for np in clause.nps if np.how in ("deal", "duty", "persons") and not np.case and not np.head
            )
            headed = (np for np in clause.nps if np.head and not np.case and np.end <= t and np.how != "adjective")
            return next(patients, clause.subject or next(headed, None))
        case "deal":
            deals = (np for np in reversed(clause.nps) if np.how in ("deal", "duty") and np.end <= t and not np.case)
            return next(deals, None)
        case "home":
            return _home(telling, heard)
        case "deal-after":
            hangs = (np for np in clause.nps if np.case or np.head or np.start == end)
            deals = (np for np in hangs if 0 <= np.start - end <= _DEAL_REACH)
            return next((np for np in deals if np.refs and np.refs[0].startswith("agreement/")), None)
        case "ez" | "ez-pair" | "enter":
            return _ezafe(heard, end)
        case "ez2":
            first = _ezafe(heard, end)
            return _ezafe(heard, first.end) if first else None
        case "before":
            return _before(heard)
        case "members":
            return _body(telling, heard)
        case "between-pair":
            return _case(telling, heard, "between")
        case "presence" | "presence-pair":
            presence = telling.lang.among("presence")
            return next((np for np in clause.nps if np.case == "with" and np.head in presence), None)
        case "lead-pair":
            return _leader(telling, heard, clause.end)
        case "trip":
            return _trip(telling, heard)
        case "attended":
            return _attended(telling, heard)
        case "we":
            return clause.subject
        case "wished":
            return _wished(telling, heard)
        case "faced":
            facing = clause.verb is not None and telling.sight.among(clause.verb.start - 1, "facing")
            return _role(telling, heard, "patient") if facing else None
        case "statement":
            return joint.statement(telling, heard, clause.subject if clause.own_subject else None)
        case "its-deal":
            return joint.deal_of(telling, heard) or _ezafe(heard, end)
        case "statement-of":
            return joint.statement(telling, heard, _ezafe(heard, end))
        case "project":
            return next((np for np in clause.nps if np.refs and np.refs[0].startswith("project/")), None)
        case "council":
            deal = _role(telling, heard, "patient")
            bodies = joint.council(telling, deal) if deal and deal.refs else ()
            return Np(deal.start, deal.start, bodies, "council") if deal and bodies else None
        case "deed":
            deeds = telling.lang.among("breach-deed")
            return next((np for np in clause.nps if np.head in deeds and not np.case and np.end <= t), None)
        case "slain":
            return force.slain(heard)
        case "means":
            return force.means(telling, heard)
        case "barred":
            return force.barred(telling, heard)
        case "border":
            return force.border(telling, heard)
        case "planner":
            return force.planner(telling, heard)
        case "of-troops":
            return force.troops(telling, heard)
        case "insisted":
            conduct = telling.lang.among("conduct")
            return next((np for np in clause.nps if np.case == "on" and np.head in conduct), None)
        case "outcome":
            outcomes = (np for np in clause.nps if np.case == "about" and np.head)
            return next((np for np in outcomes if telling.any(np.start - 4, np.start, "outcome")), None)
        case "alleged":
            deeds, seen = telling.lang.among("alleged"), (np for np in clause.nps if end <= np.start <= end + _REACH)
            return next((np for np in seen if np.case in _TOLD_OF and np.head in deeds), None)
        case "ra-goal":
            return _marked(telling, heard) if any(i.kind == "case" and i.value == "to" for i in clause.items) else None
        case "sitting":
            seats = [np for np in (*clause.nps, clause.subject) if np and not np.case and np.end <= t]
            return next((np for np in seats if _sits(telling, np)), None)
        case "claimant":
            return _claimant(telling, heard)
        case "doer":
            near = (np for np in reversed(clause.nps) if np.head and 0 <= t - np.end <= 2)
            return next((np for np in near if telling.any(max(clause.start, np.start - 3), np.start, "act")), None)
    return _case(telling, heard, role)


# -- subjects ----------------------------------------------------------------------------------------------------------


def _ready(telling: Telling, heard: Heard) -> Np | None:
    """«آمادگی کشورمان برای همکاری», «تأکید X بر همکاری»: it is they who would do it; no hostile act is insisted on."""
    insisted = heard.frame.predicate not in _OF_OTHERS
    ready = telling.lang.among("ready") | telling.lang.among("insistence" if insisted else "ready")
    return next((np for np in heard.clause.nps if np.head in ready and np.end <= heard.start), None)


def _leader(telling: Telling, heard: Heard, end: int) -> Np | None:
    """«هیأتی به ریاست X»: whoever leads a delegation acts for it; up to token `end`."""
    leads = telling.lang.among("lead")
    return next((np for np in heard.clause.nps if np.case == "to" and np.head in leads and np.end <= end), None)


def _ours(telling: Telling, heard: Heard) -> Ends:
    """«درخواست ما از X»: whoever speaks."""
    who = heard.clause.speaker
    ours = heard.nominal and "ez" in heard.frame.subject and heard.frame.predicate in _SPOKEN
    if not (ours and who and telling.sight.is_word(heard.end, "our")):
        return []
    return [(Np(heard.start, heard.start, (who,), "we"), who)]


def _possessor(telling: Telling, heard: Heard) -> Ends:
    """«دیدارهایش با X»: whoever was spoken of last."""
    own = heard.frame.predicate in _MEETINGS and telling.keys[heard.end - 1].endswith(telling.lang.edges("own-ending"))
    who = (telling.scene.hero or telling.scene.speaker or telling.scene.last("official")) if own else None
    return [(Np(heard.start, heard.start, (who,), "he"), who)] if who else []


def _agent(telling: Telling, heard: Heard) -> Np | None:
    """The clause's subject, unless the trigger is itself the subject («رایزنی‌ها … انجام شد»)."""
    clause, t = heard.clause, heard.start
    if also := _also(telling, heard):
        return also
    if "by-doing" in heard.frame.flags and not _doing(telling, heard):
        return None
    if "itself" in heard.frame.flags and not clause.own_subject:
        return None
    if heard.nominal and t >= clause.start and not clause.own_subject and not clause.case_near(t, gap=2):
        return None
    return clause.subject


def _also(telling: Telling, heard: Heard) -> Np | None:
    """«پس از خروج X از برجام و بازگرداندن تحریم‌ها»: whoever did the deed that «و» joins a noun to."""
    if heard.frame.predicate not in _SHARED or not heard.nominal or not telling.sight.conjoined(heard.start - 1):
        return None
    near = (np for np in reversed(heard.clause.nps) if 0 < heard.start - np.end <= _JOINED)
    return next((np for np in near if telling.any(np.start - 1, np.start, "deed")), None)


def _doing(telling: Telling, heard: Heard) -> bool:
    """«با امضای …», but not «مخالفت با امضای …»."""
    cases = (i for i in heard.clause.items if i.kind == "case" and i.end == heard.start and i.value in _WITH)
    several = telling.keys[heard.end - 1].endswith(telling.lang.edges("own-plural"))
    return not several and any(not telling.any(i.start - 1, i.start, "bond") for i in cases)


def _speaker(telling: Telling, heard: Heard) -> Np | None:
    """Whoever says it, where it is of himself."""
    clause = heard.clause
    mine = clause.verb is None or clause.verb.person in ("1s", "1p") or clause.sayer
    who = (clause.sayer or clause.speaker or telling.scene.speaker) if mine else None
    return Np(clause.start, clause.start, (who,), "speaker") if who else None


def _claimant(telling: Telling, heard: Heard) -> Np | None:
    """«این ادعا را رد کرد»: whoever made the claim, or asked, before."""
    clause, who = heard.clause, telling.scene.claimant
    start = max(clause.start, heard.start - 4)
    asked = all(telling.any(start, heard.start, name) for name in ("object-marker", "this-or-that", "contention"))
    return Np(clause.start, clause.start, (who,), "claimant") if who and asked else None


def _attended(telling: Telling, heard: Heard) -> Np | None:
    """«در این دیدار X نیز حضور داشت»: who met there, as was told before."""
    met = telling.scene.met
    around = [heard.clause, *([heard.clause.outer] if heard.clause.outer else [])]
    there = any(_names(telling, c, "meeting") for c in around)
    return Np(heard.start, heard.start, met[-1], "attended") if met and there else None


def _trip(telling: Telling, heard: Heard) -> Np | None:
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


def _before(heard: Heard) -> Np | None:
    """What stands right before the trigger, in apposition: «ترکیه، بزرگ‌ترین عضو …», «اوپک شامل …»."""
    gap = frozenset({"plain", "mark"})
    np = next((np for np in reversed(heard.clause.nps) if np.end <= heard.start), None)
    between = [i for i in heard.clause.items if np and np.end <= i.start < heard.start]
    near = len(between) <= 2 and all(i.kind in gap and i.value not in ":." for i in between)
    return np if np and near and not np.head else None


def _body(telling: Telling, heard: Heard) -> Np | None:
    """The body whose members, together, stand where the trigger does: «کشورهای عضو ناتو»."""
    np = next((np for np in heard.clause.nps if np.refs and np.start < heard.end <= np.end), None)
    body = joint.members_body(telling, np) if np else None
    return Np(np.start, np.end, (body,), "name") if np and body else None


# -- objects -----------------------------------------------------------------------------------------------------------


def _home(telling: Telling, heard: Heard) -> Np | None:
    """«تحریم‌های آمریکا», «تحریم‌ها را بازگرداند», of nobody said: the home country, once it was spoken of."""
    scene, doer = telling.scene, heard.clause.subject
    if heard.nominal and "itself" not in heard.frame.flags:
        doer = _ezafe(heard, heard.end)
        several = telling.keys[heard.end - 1].endswith(telling.lang.edges("own-plural"))
        if not several or telling.sight.among(heard.start - 1, "list"):
            return None
    if doer is None or not doer.refs or not doer.refs[0].startswith("country/"):
        return None
    others = [e for e in scene.recent if e.startswith("country/") and e not in doer.refs][:_LATE]
    at = doer.end if heard.nominal else heard.start
    return Np(at, at, (scene.home,), "home") if scene.home in others and scene.home else None


def _marked(telling: Telling, heard: Heard) -> Np | None:
    """What «را» marks: of «مواضع ایران علیه اسرائیل را» it is Iran."""
    nps = heard.clause.nps
    words = telling.lang.among("contention") | telling.lang.among("merit")
    marked = next((n for n in reversed(nps) if (n.ra or _before_ra(heard, n, words)) and n.start < heard.start), None)
    if marked is None or not marked.case or marked.case in _LEFT:  # «اقدام … از سوی X را»: whose it is
        return marked
    found = next((np for np in reversed(nps) if np.end <= marked.start and _whole(np)), None)
    stray = marked.how == "deal" or (heard.frame.predicate == "assaults" and marked.case == "in")
    return found or (marked if stray and marked.head else None)  # «با آزمایش موشکی قطعنامه … را»


def _deed(telling: Telling, heard: Heard) -> Np | None:
    """«اقدام X در این کار را … خواند»: whose deed it is that «را» marks, however long it is told."""
    if "stance" not in heard.frame.flags:
        return None
    items = heard.clause.items
    ra = next((n for n, i in enumerate(items) if i.value == "ra" and i.start < heard.start), None)
    deeds = telling.lang.among("deed")
    if ra is None:
        return None
    return next((i.np for i in reversed(items[:ra]) if i.np and not i.np.case and i.np.head in deeds), None)


def _it(telling: Telling, heard: Heard) -> Np | None:
    """«آن را … امضا کردند»: the agreement that was spoken of last."""
    t = heard.start
    deals = heard.frame.kinds <= {"agreement", "project"}
    if not deals or not any(telling.sight.among(i, "it") for i in range(max(heard.clause.start, t - 4), t)):
        return None
    marked = any(telling.sight.among(i + 1, "object-marker") and telling.sight.among(i, "it") for i in range(t))
    last = telling.scene.last("agreement") if marked else None
    return Np(t, t, (last,), "it") if last else None


def _whole(np: Np) -> bool:
    """Whether a noun phrase without a case has the rest for its tail: «قطعنامه … در قبرس را»."""
    return not np.case and (bool(np.head) or np.how in ("deal", "duty"))


def _before_ra(heard: Heard, np: Np, claims: frozenset[str]) -> bool:
    """«مواضع ایران درباره … را»: the object marker may stand a few words behind; what was claimed is told at length."""
    long = np.head in claims and not np.case
    for item in heard.clause.items:
        if item.start >= np.end:
            if item.kind == "word" and item.value == "ra":
                return not np.case and item.start - np.end <= (_REACH if long else 6)
            if item.kind == "verb" or ((item.kind in ("np", "case") or item.value == "this") and not long):
                return False
    return False


def _ezafe(heard: Heard, end: int) -> Np | None:
    """The noun phrase that follows at once, or over adjectives and further nouns of the same trigger."""
    for item in heard.clause.items:
        gap = item.start - end
        if gap < 0:
            continue
        if item.np:
            return item.np if not item.np.case or gap == 0 or item.np.head else None
        further = (item.kind == "plain" or item.value == "new") and gap <= 3
        if not further and not (item.value in ("own", "and", "all") and gap <= 2):
            return None
    return None


def _wished(telling: Telling, heard: Heard) -> Np | None:
    """Who would do what is wished: «خواستار بازگشت X …», «… گفتگوی میان X و Y», «بازگشت X را خواستار …»."""
    marked = _marked(telling, heard)
    if marked and marked.end <= heard.start:
        return marked if telling.any(marked.start - 3, marked.start, "conduct") else None
    cased = ""
    for item in heard.clause.items:
        if item.start < heard.end:
            continue
        if item.kind == "case" or item.value == "adverb":
            cased = item.value
        elif item.start - heard.end > _REACH or (item.kind == "verb" and not _infinitive(telling, item.start)):
            return None
        elif item.np and item.np.how not in ("adjective", "media", "place"):
            reforms = _reforms(telling, heard.end, item.np)
            doing = cased == "by" or reforms or telling.any(heard.end, item.np.start, "conduct")
            stops = cased == "in" and (reforms or telling.any(heard.end, heard.end + 2, "stop"))  # «توقف … در X»
            if doing and (cased in ("", "between", "by") or stops):
                return item.np
    return None


def _infinitive(telling: Telling, i: int) -> bool:
    verb = telling.lang.verbs.get(telling.keys[i])
    return verb is not None and verb.tense == "infinitive"


def _reforms(telling: Telling, start: int, np: Np) -> bool:
    """«اصلاح ساختار X», «کارآمدتر شدن X»: whether what is wanted is a change of a body, which it would make itself."""
    if not np.refs or not np.refs[0].startswith("organization/"):
        return False
    return _infinitive(telling, np.start - 1) or telling.any(start, np.start, "reform")


def _case(telling: Telling, heard: Heard, case: str) -> Np | None:
    """The noun phrase in a case: for a noun behind it and not far, for a verb before it, nearest first."""
    clause, t, end = heard.clause, heard.start, heard.end
    fitting = [
        np
        for np in clause.nps
        if np.case == case
        and (np.how not in ("media", "adjective") or (np.how == "media" and heard.frame.predicate == "accuses"))
        and _near(telling, heard, np)
        and not (heard.nominal and np.start == end and np.head)  # «از خروج X از Y»: X hangs on the trigger
    ]
    if case == "with" and heard.frame.predicate in ("met", "phoned"):
        fitting = [np for np in fitting if not _bound(telling, heard, np)]
    if case == "from":
        fitting = [np for np in fitting if not _of_noun(telling, heard, np)]
    after = [np for np in fitting if np.start >= end]
    if heard.nominal:
        reach = _CLOSE if case == "between" and heard.frame.predicate == "met" else _REACH
        return next((np for np in after if np.start - end <= reach), None)
    return next((np for np in reversed(fitting) if np.end <= t), after[0] if after else None)


def _of_noun(telling: Telling, heard: Heard, np: Np) -> bool:
    """«برای خروج از X»: whether «از» belongs to another noun than the trigger."""
    clause = heard.clause
    case = next((i for i in reversed(clause.items) if i.kind == "case" and i.end <= np.start), None)
    if case is None or case.start == heard.end:
        return False
    before = next((n for n in clause.nps if n.end == case.start and n.head), None)
    end = before.start if before else case.start
    theirs = (i for i in range(max(end - 2, clause.start), end) if telling.sight.among(i, "from-noun"))
    return any(not heard.start <= i < heard.end for i in theirs)


def _bound(telling: Telling, heard: Heard, np: Np) -> bool:
    """«درباره روابط با X»: whether «با» belongs to a bond, not to the meeting."""
    before = max((other.end for other in heard.clause.nps if other.end <= np.start), default=heard.clause.start)
    return telling.any(max(before, np.start - 5), np.start, "bond")


def _near(telling: Telling, heard: Heard, np: Np) -> bool:
    if "near" not in heard.frame.flags:
        return True
    before = telling.lang.verbs.get(telling.keys[np.start - 1]) if np.start else None
    doing = before is not None and before.tense == "infinitive"  # «با پیوستن X»
    return not doing and (not np.head or np.head in telling.lang.among("transparent"))
