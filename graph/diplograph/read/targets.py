"""Whom or what it is done to: the roles that objects of frames have."""

from __future__ import annotations

from itertools import pairwise

from diplograph.read import joint
from diplograph.read.cases import REACH
from diplograph.read.doers import also
from diplograph.read.found import MEETINGS
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

_SITE = 4  # tokens before a country in which what was attacked there stands
_BEFORE = 4  # tokens from «از آن» to the verb
_LATE = 3  # countries spoken of last, among which the home country may be meant
_DEAL_REACH = 8  # tokens from «بدعهدی» to what is not kept
_DEALS = frozenset({"deal", "duty", "name"})  # how a noun phrase names an agreement
_IT = 4  # tokens between «آن را» and the verb
_LEFT = frozenset({"by", "except"})  # cases that leave what «را» marks free: «بدون ارائه مدرک X را …»
_MARKED = 1  # «را» between a noun phrase and «که»
_PAIR = 2  # «از … در»
_RA = 3  # tokens from «تحریم‌هایی» to «که»
_QUALIFIED = 2  # a noun and its adjective
_TOLD = 6  # tokens from a claim, or a deed, to whose it is
_AIMED = frozenset({"with", "to"})  # «مقابله با X», «واکنش به X»
_CHAIN = 5  # tokens of the nouns and adjectives that hang together before whose conduct is wished
_ASIDE = frozenset({"in", "when"})  # cases of place and time
_DESCRIBING = frozenset({"who", "why", "that"})
_TOLD_OF = frozenset({"on", "about"})  # «مبنی بر», «درباره»


def home(telling: Telling, heard: Heard) -> Np | None:
    """«تحریم‌های آمریکا», «تحریم‌ها را بازگرداند», of nobody said: the home country, once it was spoken of."""
    scene, doer = telling.scene, also(telling, heard) or heard.clause.subject
    if heard.nominal and "itself" not in heard.frame.flags:
        doer = ezafe(heard, heard.end)
        several = telling.keys[heard.end - 1].endswith(telling.lang.edges("own-plural"))
        if not several or telling.sight.among(heard.start - 1, "list"):
            return None
    if doer is None or not doer.refs or not doer.refs[0].startswith("country/"):
        return None
    others = [e for e in scene.recent if e.startswith("country/") and e not in doer.refs][:_LATE]
    at = doer.end if heard.nominal else heard.start
    return Np(at, at, (scene.home,), "home") if scene.home in others and scene.home else None


def marked(telling: Telling, heard: Heard) -> Np | None:
    """What «را» marks: of «مواضع ایران علیه اسرائیل را» it is Iran."""
    nps = heard.clause.nps
    words = telling.lang.among("contention") | telling.lang.among("merit")
    marks = (n for n in reversed(nps) if n.start < heard.start and (n.ra or _before_ra(telling, heard, n, words)))
    theirs = next(marks, None)
    if theirs is None or not theirs.case or theirs.case in _LEFT:  # «اقدام … از سوی X را»: whose it is
        return theirs
    found = next((np for np in reversed(nps) if np.end <= theirs.start and _whole(np)), None)
    if found is None and theirs.case == "against" and (by := _made_by(telling, heard, theirs)):
        return by  # «اتهامات مطرح‌شده از سوی X علیه Y را»
    attacked = heard.frame.predicate == "assaults" and theirs.case == "in"
    site = attacked and telling.begins(max(theirs.start - _SITE, heard.clause.start), theirs.start, "arms-stem")
    part = theirs.case == "from" and bool(theirs.head)  # «بخشی از دارایی‌های X را»
    if heard.frame.predicate == "rejects" and theirs.case == "to" and found is None:
        return theirs  # «ارسال قطعات به X را رد کرد»
    stray = (theirs.how == "deal" or attacked or part) and theirs.head
    return found or (theirs if stray or site or _aside(heard, theirs) else None)  # «با آزمایش موشکی قطعنامه … را»


def _made_by(telling: Telling, heard: Heard, against: Np) -> Np | None:
    """Who makes the claims against somebody that «را» marks."""
    by = next((np for np in reversed(heard.clause.nps) if np.case == "by" and np.end <= against.start), None)
    start = heard.clause.start
    return by if by and telling.any(max(start, by.start - _TOLD), by.start, "contention") else None


def deed_in(telling: Telling, heard: Heard) -> Np | None:
    """«نقض حقوق بشر در X را محکوم کرد»: the state in which only a state does it, or in whose deeds it is."""
    for np in heard.clause.nps:
        if np.case == "in" and np.refs and np.refs[0].startswith("country/"):
            near = range(max(heard.clause.start, np.start - _TOLD), np.start)
            at = next((t for t in reversed(near) if telling.sight.among(t, "state-deed")), np.start)
            between = (i for i in heard.clause.items if at <= i.start < np.start)
            if at < np.start and not any(i.np or i.kind == "verb" for i in between):
                return np
            if np.head in telling.lang.among("conducting") and _amiss(heard, np):
                return np
    return None


def _amiss(heard: Heard, np: Np) -> bool:
    """«از نبود شفافیت در همکاری X انتقاد کرد»: whether nobody but him stands in «از»."""
    before = [i for i in heard.clause.items if i.end <= np.start]
    cases = [i for i in before if i.kind == "case"]
    if len(cases) < _PAIR or cases[-2].value != "from" or not heard.clause.owns(cases[-2].start):
        return False
    return not any(i.np or i.kind == "verb" for i in before if i.start >= cases[-2].end)


def _aside(heard: Heard, np: Np) -> bool:
    """«X در این پیام Y را … کرد»: whether nothing that «را» could mark stands before the place or time of it."""
    items = heard.clause.items
    at = next((n for n in reversed(range(len(items))) if items[n].kind == "case" and items[n].end <= np.start), 0)
    free = not at or items[at - 1].kind in ("mark", "word") or (items[at - 1].np is heard.clause.subject is not None)
    return bool(np.head) and np.case in _ASIDE and free


def addressed(telling: Telling, heard: Heard) -> Np | None:
    """«در نامه‌ای به X خواستار … شد»: who is written to."""
    words = telling.lang.among("addressed")
    for np in heard.clause.nps:
        case = next((i for i in reversed(heard.clause.items) if i.kind == "case" and i.end == np.start), None)
        if case and case.value == "to" and np.end <= heard.start and telling.keys[case.start - 1] in words:
            return np
    return None


def from_it(telling: Telling, heard: Heard) -> Np | None:
    """«… از آن خارج شد», «خروج X از آن»: the agreement that was spoken of last."""
    start, end = (heard.end, heard.clause.end) if heard.nominal else (heard.clause.start, heard.start)
    out_of, it_ = telling.lang.among("out-of"), telling.lang.among("it")
    at = next((t for t in range(start, end - 1) if telling.keys[t] in out_of and telling.keys[t + 1] in it_), None)
    if at is None or (not heard.nominal and heard.start - at > _BEFORE) or (at + 2 < end and telling.sight.at(at + 2)):
        return None
    last = telling.scene.last("agreement")
    return Np(at + 1, at + 2, (last,), "it") if last else None


def antecedent(_: Telling, heard: Heard) -> Np | None:
    """«قراردادی که X با Y بست»: the agreement that a clause describes."""
    clause, outer = heard.clause, heard.clause.outer
    if outer is None or clause.opener not in _DESCRIBING:
        return None
    return next((np for np in outer.nps if np.how == "deal" and 0 <= clause.start - np.end <= 1), None)


def ties_with(telling: Telling, heard: Heard) -> Np | None:
    """«از گسترش روابط با X استقبال کرد»: with whom ties are welcome."""
    clause = heard.clause
    np = next((n for n in reversed(clause.nps) if n.case == "with" and not n.head and n.end <= heard.start), None)
    if np is None or not telling.any(np.start - 3, np.start - 1, "ties"):
        return None
    case = next((i for i in reversed(clause.items) if i.kind == "case" and i.end < np.start - 1), None)
    return np if case is not None and case.value == "from" else None


def deed(telling: Telling, heard: Heard) -> Np | None:
    """«اقدام X در این کار را … خواند»: whose deed it is that «را» marks, however long it is told."""
    if "stance" not in heard.frame.flags:
        return None
    items = heard.clause.items
    ra = next((n for n, i in enumerate(items) if i.value == "ra" and i.start < heard.start), None)
    deeds = telling.lang.among("deed")
    if ra is None:
        return None
    return next((i.np for i in reversed(items[:ra]) if i.np and not i.np.case and i.np.head in deeds), None)


def it(telling: Telling, heard: Heard) -> Np | None:
    """«آن را … امضا کردند»: the agreement that was spoken of last; «در واکنش به ادعای X، آن را رد کرد»: whose claim."""
    t, start = heard.start, max(heard.clause.start, heard.start - _IT)
    if "stance" in heard.frame.flags:
        its = (i for i in range(start, t) if telling.sight.among(i, "it"))
        at = next((i for i in its if telling.sight.among(i + 1, "object-marker")), -1)
        told = telling.lang.among("contention") | telling.lang.among("deed")
        clause, before = heard.clause, telling.before(heard.clause)
        nps = [np for np in clause.nps if np.end <= at]
        goes_on = before is not None and clause.items[0].value == "and" and before.subject is clause.subject
        if before is not None and goes_on and at >= 0 and not nps:  # «از تصمیم X … کرد و آن را … خواند»
            nps = [np for np in before.nps if np is not before.subject]
        return next((np for np in reversed(nps) if np.head in told), None)
    deals = heard.frame.kinds <= {"agreement", "project"}
    if not deals or not any(telling.sight.among(i, "it") for i in range(start, t)):
        return None
    marked = any(telling.sight.among(i + 1, "object-marker") and telling.sight.among(i, "it") for i in range(t))
    last = telling.scene.last("agreement") if marked else None
    return Np(t, t, (last,), "it") if last else None


def _whole(np: Np) -> bool:
    """Whether a noun phrase without a case has the rest for its tail: «قطعنامه … در قبرس را»."""
    return not np.case and (bool(np.head) or np.how in ("deal", "duty"))


def _before_ra(telling: Telling, heard: Heard, np: Np, claims: frozenset[str]) -> bool:
    """«مواضع ایران درباره … را»: the object marker may stand a few words behind; what was claimed is told at length."""
    own = telling.keys[max(np.start - _QUALIFIED, heard.clause.start) : np.start]  # «اظهارات مداخله‌جویانه X»
    long = bool(np.head) and not np.case and not claims.isdisjoint(own)
    for item in heard.clause.items:
        if item.start >= np.end:
            if item.kind == "word" and item.value == "ra":
                return not np.case and item.start - np.end <= (REACH if long else 6)
            further = item.kind == "np" or (item.kind == "case" and item.value != "in") or item.value == "this"
            if item.kind == "verb" or (further and not long):
                return False  # but «سیاست‌های خصمانه X در منطقه را»
    return False


def craft(telling: Telling, heard: Heard) -> Np | None:
    """«ورود پهپاد X و سرنگونی آن»: whose craft «آن» is that stands behind the trigger."""
    if not telling.sight.among(heard.end, "it"):
        return None
    stems = telling.lang.edges("craft-stem")
    nps = (np for np in reversed(heard.clause.nps) if np.end <= heard.start)
    return next((np for np in nps if np.head.startswith(stems) or telling.begins(np.start, np.end, "craft-stem")), None)


def ezafe(heard: Heard, end: int) -> Np | None:
    """The noun phrase that follows at once, or over adjectives, days and further nouns of the same trigger."""
    for item in heard.clause.items:
        gap = item.start - end
        if gap < 0:
            continue
        if item.value in ("adverb", "all") and item.kind == "word" and item.start == end:  # «دیدار امروز X»
            end = item.end
            continue
        if item.np:
            return item.np if not item.np.case or gap == 0 or item.np.head else None
        done = item.kind == "verb" and heard.frame.predicate not in MEETINGS  # «منابع بلوکه شده X»
        further = (item.kind == "plain" or done or item.value == "new") and gap <= 3
        if not further and not (item.value in ("own", "and", "all", "honorific") and gap <= 2):
            return None
    return None


def wished(telling: Telling, heard: Heard) -> Np | None:
    """Who would do what is wished: «خواستار بازگشت X …», «… گفتگوی میان X و Y», «بازگشت X را خواستار …»."""
    both = (np for np in heard.clause.nps if np.case == "between" and np.ra and np.end <= heard.start)
    theirs = marked(telling, heard) or next(both, None)  # «گفتگو میان A و B را خواستار …»
    if theirs and theirs.end <= heard.start:
        return theirs if telling.any(theirs.start - (3 if heard.nominal else _CHAIN), theirs.start, "conduct") else None
    cased = ""
    for item in heard.clause.items:
        if item.start < heard.end:
            continue
        if item.kind == "case" or item.value == "adverb":
            cased = item.value
        elif item.start - heard.end > REACH or (item.kind == "verb" and not _infinitive(telling, item.start)):
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


def direct(telling: Telling, heard: Heard) -> Np | None:
    """What «را» marks, or «آن را», or whose deed it is."""
    told = marked(telling, heard) or it(telling, heard) or deed(telling, heard) or _told_before(telling, heard)
    return told or described(heard) or _deed_described(telling, heard)


def _deed_described(telling: Telling, heard: Heard) -> Np | None:
    """«X به Y حمله کرد؛ اقدامی که Z محکوم کرد»: who did what a clause speaks of."""
    clause = heard.clause
    deed = telling.begins(clause.start - 1, clause.start, "faced-stem")
    if "stance" not in heard.frame.flags or clause.opener not in _DESCRIBING or not deed or not clause.own_subject:
        return None
    before = (c for c in reversed(telling.clauses) if c.end <= clause.start and c.verb and c.own_subject)
    did = next(before, None)
    return did.subject if did is not None and not did.sayer else None


def described(heard: Heard) -> Np | None:
    """«قطعنامه‌ای که X تصویب کرد»: what a clause describes that tells what somebody else did to it."""
    clause, outer = heard.clause, heard.clause.outer
    other = any(b.value == "ra" and a.value != "this" for a, b in pairwise(clause.items))  # «که X Y را …», not «آن را»
    if clause.opener != "who" or outer is None or not clause.own_subject or other:
        return None
    np = next((np for np in reversed(outer.nps) if np.end <= clause.start), None)
    near = np is not None and clause.start - np.end <= _MARKED
    done = heard.nominal or clause.verb is None or clause.verb.kind == "copula" or clause.subject is np
    return np if near and not done else None


def _told_before(telling: Telling, heard: Heard) -> Np | None:
    """«اقدامات X که او آن را … خواند»: whose deed a clause describes."""
    clause, outer = heard.clause, heard.clause.outer
    if "stance" not in heard.frame.flags or outer is None or clause.opener not in _DESCRIBING:
        return None
    it_ = any(telling.sight.among(i.start, "it") and j.value == "ra" for i, j in pairwise(clause.items))
    before = (np for np in reversed(outer.nps) if np.end <= clause.start)
    np = next(before, None) if it_ else None
    return np if np and np.head in telling.lang.among("deed") else None


def goal(telling: Telling, heard: Heard) -> Np | None:
    """«X را به … دعوت کرد», «X را فراخواند تا …»: what «را» marks where «به» says whither, or «تا» what for."""
    end = heard.clause.end
    whither = any(i.kind == "case" and i.value == "to" for i in heard.clause.items)
    whither = whither or telling.any(end, end + 1, "so-that")
    return marked(telling, heard) if whither else None


def patient(_: Telling, heard: Heard) -> Np | None:
    """«توافق … امضا شد»: what a passive is told of."""
    clause = heard.clause
    told = (np for np in clause.nps if np.how in ("deal", "duty", "persons") and not np.case and not np.head)
    craft = "of-craft" in heard.frame.flags  # «یک جنگنده روسی ساقط شد»
    free = (np for np in clause.nps if np.head and not np.case and np.end <= heard.start)
    headed = (np for np in free if craft or np.how != "adjective")
    return next(told, clause.subject or next(headed, None))


def faced(telling: Telling, heard: Heard) -> Np | None:
    """«با مخالفت X روبرو شد»: what met with it."""
    verb = heard.clause.verb
    if verb is None or not telling.sight.among(verb.start - 1, "facing"):
        return None
    return patient(telling, heard) or _done_by(telling, heard)


def _done_by(telling: Telling, heard: Heard) -> Np | None:
    """«حمله‌ای که X کرد با محکومیت Y روبه‌رو شد»: who did what the first noun and a clause behind it tell."""
    clause, first = heard.clause, next((i for i in heard.clause.items if i.kind == "plain"), None)
    if first is None or not telling.begins(first.start, first.end, "faced-stem"):
        return None
    inner = next((c for c in telling.clauses if c.outer is clause and c.start == first.end), None)
    return inner.subject if inner is not None and inner.own_subject else None


def deal(_: Telling, heard: Heard) -> Np | None:
    """The agreement, or the commitments, right before."""
    nps = (np for np in reversed(heard.clause.nps) if np.how in ("deal", "duty"))
    return next((np for np in nps if np.end <= heard.start and not np.case), None)


def deal_or_ezafe(_: Telling, heard: Heard) -> Np | None:
    """The first agreement before, or what follows."""
    deals = (np for np in heard.clause.nps if np.how == "deal" and np.end <= heard.start)
    return next(deals, None) or ezafe(heard, heard.end)


def deal_after(_: Telling, heard: Heard) -> Np | None:
    """«بدعهدی X در برجام»: the agreement behind, that hangs on the trigger."""
    end = heard.end
    hangs = (np for np in heard.clause.nps if np.case or np.head or np.start == end)
    deals = (np for np in hangs if 0 <= np.start - end <= _DEAL_REACH)
    return next((np for np in deals if np.refs and np.refs[0].startswith("agreement/")), None)


def deal_said(telling: Telling, _: Heard) -> Np | None:
    """«بدعهدی X», without saying in what: the agreement that the sentence speaks of."""
    named = (np for clause in telling.clauses for np in clause.nps if np.how in _DEALS)
    return next((np for np in named if np.refs and np.refs[0].startswith("agreement/")), None)


def deal_sought(telling: Telling, heard: Heard) -> Np | None:
    """«برای دستیابی به معاهده … مذاکره کردند»: the agreement that talks are to lead to."""
    deals = (np for np in heard.clause.nps if np.how == "deal" and not np.start <= heard.start < np.end)
    return next((np for np in deals if telling.any(np.start - 3, np.start, "attaining")), None)


def handed(telling: Telling, heard: Heard) -> Np | None:
    """«پیام X تسلیم Y شد»: to whom it is handed."""
    hands, nps = telling.lang.among("handing"), heard.clause.nps
    return next((np for np in nps if np.head in hands and not np.case and np.start >= heard.end), None)


def waived(telling: Telling, heard: Heard) -> Np | None:
    """«معافیت X از تحریم‌ها را تمدید کرد»: who goes on being left out."""
    stems, nps = telling.lang.edges("waiver-stem"), heard.clause.nps
    return next((np for np in nps if np.head.startswith(stems) and not np.case and np.end <= heard.start), None)


def borne(telling: Telling, heard: Heard) -> Np | None:
    """«تحریم‌هایی را که علیه X وضع شده بود برداشت»: whom what «را» marks, as the clause behind it tells."""
    inner = (c for c in telling.clauses if c.outer is heard.clause and c.end <= heard.start)
    for clause in inner:
        told = telling.begins(max(clause.start - _RA, 0), clause.start, "limit-stem")
        if told and telling.any(clause.start - 1, clause.start, "object-marker"):
            return next((np for np in clause.nps if np.case in ("against", "on") and not np.head), None)
    return None


def included(telling: Telling, heard: Heard) -> Np | None:
    """«فهرست سیاه X شامل A و B است»: who is on a list."""
    at = next((t for t in range(heard.end, heard.clause.end) if telling.sight.among(t, "comprising")), -1)
    nps = (np for np in heard.clause.nps if np.start > at and np.how != "place" and np.case in ("", "as"))
    return next(nps, None) if at >= 0 else None


def countered(telling: Telling, heard: Heard) -> Np | None:
    """«برای مقابله با تهدیدهای X ناو … اعزام کرد»: against whom it is done."""
    for np in heard.clause.nps:
        case = next((i for i in reversed(heard.clause.items) if i.kind == "case" and i.end <= np.start), None)
        if np.case in _AIMED and case is not None and telling.any(case.start - 1, case.start, "countering"):
            return np
        if np.case == "about" and case is not None and telling.any(case.start, case.end, "response"):
            return np  # «در پاسخ به تحرکات X»
        if np.case == "for" and np.head in telling.lang.among("countering"):  # «برای مهار X»
            return np
    return None


def traveller(telling: Telling, heard: Heard) -> Np | None:
    """«سفر X به دعوت …»: whose journey it is."""
    trips, nps = telling.lang.among("trip"), heard.clause.nps
    return next((np for np in nps if np.head in trips and not np.case and np.end <= heard.start), None)


def limit_deal(_: Telling, heard: Heard) -> Np | None:
    """«از حد تعیین‌شده در برجام فراتر رفت»: the agreement that sets the limit."""
    deals = (np for np in reversed(heard.clause.nps) if np.refs and np.refs[0].startswith("agreement/"))
    return next((np for np in deals if np.end <= heard.start and (np.case or np.head)), None)


def ezafe_of_ezafe(_: Telling, heard: Heard) -> Np | None:
    """«حمله A به B»: what follows on what follows."""
    first = ezafe(heard, heard.end)
    return ezafe(heard, first.end) if first else None


def project(_: Telling, heard: Heard) -> Np | None:
    """The project that a clause speaks of."""
    return next((np for np in heard.clause.nps if np.refs and np.refs[0].startswith("project/")), None)


def council(telling: Telling, heard: Heard) -> Np | None:
    """«قطعنامه شورای امنیت تصویب شد»: the body whose resolution it is."""
    told = patient(telling, heard)
    bodies = joint.council(telling, told) if told and told.refs else ()
    return Np(told.start, told.start, bodies, "council") if told and bodies else None


def council_behind(telling: Telling, heard: Heard) -> Np | None:
    """«پس از تصویب قطعنامه شورای امنیت»: the body whose resolution hangs on the trigger."""
    told = ezafe(heard, heard.end)
    bodies = joint.council(telling, told) if told and told.refs and told.refs[0].startswith("agreement/") else ()
    return Np(heard.start, heard.start, bodies, "council") if bodies else None


def breach(telling: Telling, heard: Heard) -> Np | None:
    """«اقدام X نقض … است»: whose deed it is that breaks something."""
    deeds, nps, who = telling.lang.among("breach-deed"), heard.clause.nps, heard.clause.speaker
    for deed, word in pairwise(heard.clause.items):  # «اقدامات ما نقض … نیست»
        if word.value == "our" and deed.value in deeds and who and word.start < heard.start:
            state = telling.scene.state_of(who)
            return Np(word.start, word.start, (state,), "we") if state else None
    return next((np for np in nps if np.head in deeds and not np.case and np.end <= heard.start), None)


def insisted(telling: Telling, heard: Heard) -> Np | None:
    """«بر … تأکید کرد»: whose conduct is insisted on."""
    conduct = telling.lang.among("conduct")
    return next((np for np in heard.clause.nps if np.case == "on" and np.head in conduct), None)


def outcome(telling: Telling, heard: Heard) -> Np | None:
    """«درباره پیامدهای اقدام X هشدار داد»: whose deed has those outcomes."""
    outcomes = (np for np in heard.clause.nps if np.case == "about" and np.head)
    return next((np for np in outcomes if telling.any(np.start - 4, np.start, "outcome")), None)


def alleged(telling: Telling, heard: Heard) -> Np | None:
    """«اتهام … مبنی بر دخالت X»: whose deed is told of."""
    deeds, end = telling.lang.among("alleged"), heard.end
    seen = (np for np in heard.clause.nps if end <= np.start <= end + REACH)
    return next((np for np in seen if np.case in _TOLD_OF and np.head in deeds), None)
