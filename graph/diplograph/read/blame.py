"""Whom a speaker's words of blame are said of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diplograph.read.asking import BLAMELESS, act, points, subject_deed, undergoes
from diplograph.read.clauses import Clause
from diplograph.read.found import Found
from diplograph.read.items import Np
from diplograph.read.telling import Telling
from diplograph.read.verbs import Group
from diplograph.read.voice import wrong

_AGAINST = frozenset({"against", "except"})
_WRONGS = frozenset({"accuses", "rejects", "threatens"})  # told, and no more
_PASSING = frozenset({"when", "given"})
_AGENT = frozenset({"by", "in"})
_DEED = 4  # tokens between words of blame and the verb, or the doer
_BLAMING = frozenset({"blame", "harm", "breach", "manner"})
_UNREAL = frozenset({"duty", "conditional", "planned"})
_LONGEST = 4  # tokens of what one strives for
_AIM = 3  # tokens from «به دنبال» to what is wrong to strive for
_HEADS = 3  # tokens of a deed's noun and adjectives
_MANY = frozenset({"people", "group", "they", "two-states"})
_LISTING = frozenset({"and", "،", "all", "adverb"})
_HANDS = ("craft-stem", "troops-stem")
_OWNED = 2  # tokens from a wrong to «خود»


def blame(telling: Telling, clause: Clause, told: frozenset[tuple[str, str]]) -> Iterator[Found]:
    """A speaker's words of blame («اقدامات خصمانه آمریکا», «… را زیر پا گذاشت»): he accuses whom they are said of."""
    who, scene = _voice(telling, clause), telling.scene
    if not who or clause.opener == "if" or clause.effect in ("hoped", "asked"):
        return
    ours = scene.country_of(who)
    before = [clause.subject] if clause.subject and _of_before(telling, clause) else []
    for np in (*before, *clause.nps):
        if np.how in BLAMELESS or (clause.sayer and _in_passing(telling, clause, np)):
            continue
        known = any((wrong, ref) in told for wrong in _WRONGS for ref in np.refs) or _breaks(telling, clause, np, told)
        done = (
            _culprit(telling, clause, np)
            or _results(telling, clause, np)
            or (not known and _blamed_doer(telling, clause, np))
        )
        if not (done or _answerable(telling, clause, np) or _blamed_deed(telling, clause, np)):
            continue
        for ref in np.refs:
            if ref not in (who, ours) and scene.country_of(ref) != ours:
                for found in act(telling, clause, who, "accuses", np, ref, "blame"):
                    yield replace(found, speaker=None) if found.speaker == ref else found


def _voice(telling: Telling, clause: Clause) -> str | None:
    """Who blames: whoever speaks; of «Y می‌خواهد … کند» whoever says that Y wants it."""
    who, before = clause.sayer or clause.speaker, telling.before(clause)
    wanting = (
        before is not None and before.sayer == who and clause.subject is before.subject and _wants(telling, before)
    )
    return before.speaker if wanting and before else who


def _breaks(telling: Telling, clause: Clause, np: Np, told: frozenset[tuple[str, str]]) -> bool:
    """«X توافق را نقض کرد»: whether no more is said of somebody than that he broke an agreement, which is told."""
    plain = clause.verb is not None and telling.any(clause.verb.start - 1, clause.verb.start, "breaking")
    return plain and any(("violates", ref) in told for ref in np.refs)


# -- deeds -------------------------------------------------------------------------------------------------------------


def _blamed_deed(telling: Telling, clause: Clause, np: Np) -> bool:
    """«اقدامات خصمانه X», «نقض توافق از سوی X»: whether blame stands on the noun whose doer a noun phrase is."""
    if np.how == "adjective":
        return False
    words, agent = ["blame"], np.case == "by" and not np.head
    start = max(clause.start, np.start - (_DEED + 2 if agent else _DEED))
    if agent:
        words.append("harm")
        case = next((i for i in reversed(clause.items) if i.kind == "case" and i.end == np.start), None)
        end = case.start if case else np.start
    elif np.head:
        end = np.start
    else:
        return False
    chain = end
    for item in reversed([i for i in clause.items if start <= i.start < end]):
        if item.kind not in ("plain", "np") or (item.kind == "np" and not agent):
            break
        chain = item.start
    if "manner" in telling.cues(clause.start, end):  # «در اقدامی غیرقانونی حقوق X …»
        return False
    found, start = telling.cues(chain, end), max(clause.start, chain - 3)
    if "breach" in found:
        return not telling.any(start, chain, "unwanted")
    return not found.isdisjoint(words) and not telling.any(start, end, "unwanted")


# -- doers -------------------------------------------------------------------------------------------------------------


def _blamed_doer(telling: Telling, clause: Clause, np: Np) -> bool:
    """«X … را زیر پا گذاشت», «X حامی تروریسم است»: whether blame is what a clause says of its subject."""
    verb = clause.verb
    doing = np is clause.subject and (clause.own_subject or _of_before(telling, clause))
    doing = doing or _by_hand(telling, clause, np)
    start = max(np.end, clause.start)
    if clause.sayer or verb is None or _listed_ahead(clause, np):
        return False
    if np.head in telling.lang.among("goal"):
        return np in clause.nps[:1] and not np.case and not verb.negative and _strives(telling, start, verb, goal=True)
    if not (doing or _deed(telling, clause, np) or _by_whom(clause, np)):
        return False
    if verb.negative:
        return _fails(telling, verb, start)
    if _unable(telling, clause, verb, start):
        return True
    if undergoes(telling, clause) or _stands_against(clause):
        return False
    found = telling.said_in(clause, start, clause.end)
    if not found.isdisjoint(_UNREAL):
        return False
    if "manner" in found or _ill(telling, start) or _loses(telling, verb, start):
        return True
    whole = "harm" in telling.said_in(clause, verb.start - 1, verb.end)  # «دست دارد»
    if (telling.any(verb.start - 1, verb.start, "blameless") and not whole) or telling.any(
        start, verb.start, "unwanted"
    ):
        return False
    if telling.any(start, verb.start, "list"):
        return False  # «نام X را از فهرست حامیان تروریسم …»
    if _stirs(telling, verb, start) or _owned(telling, clause, start) or _wages(telling, clause, verb, start):
        return True
    if _strives(telling, start, verb, goal=False):
        return True
    if wrong(verb, telling.keys, telling.tables):
        return not telling.any(start, verb.start, "evil")
    if telling.any(start, verb.start, "suffering"):
        return False
    if verb.kind == "copula" or not doing:
        return not found.isdisjoint(_BLAMING)
    return not telling.said_in(clause, max(start, verb.start - _DEED), clause.end).isdisjoint(_BLAMING)


def _deed(telling: Telling, clause: Clause, np: Np) -> bool:
    """«اقدام X …», «سیاست نادرست X …»: whether a clause is about what somebody did."""
    if subject_deed(telling, clause, np) or (np.how == "that" and not np.case and not np.ra):
        return True
    if np is not clause.nps[0] or np.case or np.ra or not np.head:
        return False
    at, judged = np.start, telling.lang.either("deed", "judged")
    for item in reversed([i for i in clause.items if i.start < at][-_HEADS:]):
        if item.kind != "plain" or item.end != at:
            return False
        if item.value in judged:
            return not telling.any(item.start - 1, np.start, "victim")
        at = item.start
    return False


def _listed_ahead(clause: Clause, np: Np) -> bool:
    """«A، B و سایر گروه‌ها را …»: whether «را» ends a list that a noun phrase begins."""
    after = [i for i in clause.items if i.start >= np.end]
    stop = next((n for n, i in enumerate(after) if i.kind not in ("plain", "np") and i.value not in _LISTING), None)
    return stop is not None and stop > 1 and after[0].value in ("and", "،") and after[stop].value == "ra"


def _by_hand(telling: Telling, clause: Clause, np: Np) -> bool:
    """«پهپاد X …», «نیروهای X …»: whether a clause tells what arms or troops of somebody do."""
    if not clause.nps or np is not clause.nps[0] or np.case or np.ra:
        return False
    start = np.start
    for item in reversed([i for i in clause.items if i.start < start][-_HEADS:]):
        if item.kind != "plain" or item.end != start:
            break
        start = item.start
    return any(telling.begins(start, np.end, name) for name in _HANDS)


def _by_whom(clause: Clause, np: Np) -> bool:
    """«تحریم Y از سوی X … است»: whether a clause tells what a deed is, whose doer a noun phrase is."""
    said = next((n.end for n in clause.nps if n.case == "said-by"), clause.start)  # «به گفته X، …»
    first = next((i for i in clause.items if i.start >= said and i.kind not in ("mark", "word")), None)
    stated = clause.verb is not None and clause.verb.kind == "copula" and clause.verb.tense != "future"
    return bool(stated and np.case == "by" and not np.head and first and first.kind == "plain")


def _of_before(telling: Telling, clause: Clause) -> bool:
    """Whether a clause tells of whom the one before named: «این X بود که …», «X … و …», «X می‌خواهد …»."""
    if points(telling, clause):
        return True
    np, verb, before = clause.subject, clause.verb, telling.before(clause)
    if clause.own_subject or np is None or verb is None or np.end > clause.start or np.end == np.start:
        return False
    if np.how == "you":
        return True
    if np.case or np.head or verb.person != ("3p" if len(np.refs) > 1 or np.how in _MANY else "3s"):
        return False
    lasting = clause.opener == "why" and telling.any(clause.start - 1, clause.start, "long-since")
    if clause.opener == "who" or lasting:  # «X سال‌هاست که …»
        return True
    if before is None or before.verb is None or before.subject is not np:
        return False
    if verb.tense == "subjunctive":
        return _wants(telling, before)
    if before.speaker != clause.speaker:
        return False
    if clause.opener == "that":
        at = before.verb.start
        long = before.verb.kind == "copula" and telling.any(np.end, before.verb.end, "long-since")  # «X سال‌هاست که …»
        return long or telling.any(at - 1, at, "showing")
    return clause.opener == ""


def _wants(telling: Telling, clause: Clause) -> bool:
    """«X می‌خواهد …», «X سعی دارد …»: whether a clause tells what somebody wants, or tries."""
    verb = clause.verb
    if verb is None or verb.negative:
        return False
    among, at = telling.lang.among, verb.start
    wanted = telling.any(at - 1, at, "effort") or telling.any(at - 1, at, "intent")
    return verb.stem in among("verb:ask") | among("verb:try") or wanted


def _fails(telling: Telling, verb: Group, start: int) -> bool:
    """«X به تعهداتش عمل نکرد», «حسن نیت ندارد», «قابل اعتماد نیست»: whether it is blame that somebody does not."""
    any_, at = telling.any, verb.start
    near = max(start, at - _DEED)
    idling = start if any_(start, at, "none") else near  # «هیچ اقدامی …»
    idle = verb.tense == "perfect" and any_(idling, at, "doings")
    unkept = any_(at - 1, at, "keeping") and (idle or any_(start, at, "promise") or any_(near, at, "well"))
    having = verb.stem in telling.lang.among("verb:have") or any_(at - 1, at, "holding-to")
    ill = any(any_(start, at, name) for name in ("hostile", "strife"))  # «جسارت تجاوز ندارد», «تمایلی به جنگ ندارد»
    lacks = having and any_(start, at, "virtue") and not ill
    untrue = verb.kind == "copula" and any_(start, at, "trusted")
    helpless = verb.stem in telling.lang.among("verb:do") and any_(start, at, "none") and any_(start, at, "help")
    return (unkept or lacks or untrue or helpless) and verb.tense != "subjunctive"


def _unable(telling: Telling, clause: Clause, verb: Group, start: int) -> bool:
    """«X نتوانست به تعهداتش وفادار باشد»."""
    unable = "unable" in telling.said_in(clause, start, clause.end)
    return unable and telling.any(start, verb.start, "keeping") and telling.any(start, verb.start, "promise")


def _ill(telling: Telling, start: int) -> bool:
    """«X گستاخانه …»: whether the word behind the subject tells how a wrong is done."""
    adverb = telling.keys[start : start + 1]
    return any(w.endswith(telling.lang.edges("manner-ending")) for w in adverb) and "blame" in telling.cues(
        start, start + 1
    )


def _stirs(telling: Telling, verb: Group, start: int) -> bool:
    """«X به تنش دامن می‌زند», «X باعث ناامنی است»: whether somebody brings strife about, and does not ease it."""
    if not telling.any(start, verb.start, "strife") or telling.any(start, verb.start, "easing"):
        return False
    causing = telling.lang.among("causing")
    causes = (t for t in range(start, verb.start) if telling.keys[t] in causing)
    return telling.any(verb.start - 1, verb.start, "stirring") or any(
        telling.any(t, verb.start, "strife") for t in causes
    )


def _owned(telling: Telling, clause: Clause, start: int) -> bool:
    """«با سیاست‌های خصمانه خود»: whether a clause speaks of a wrong as its subject's own."""
    own = (i.start for i in clause.items if i.value == "own" and i.start > start)
    return any("blame" in telling.cues(max(at - _OWNED, start), at) for at in own)


def _wages(telling: Telling, clause: Clause, verb: Group, start: int) -> bool:
    """«X جنگی ظالمانه را آغاز کرد»: whether it is a wrong that somebody begins, does or goes on with."""
    marks = [i.start for i in clause.items if i.value == "ra" and i.start > start]
    if not marks or not telling.any(verb.start - 1, verb.start, "waged"):
        return False
    return not telling.said_in(clause, max(marks[-1] - _AIM, start), marks[-1]).isdisjoint(("blame", "harm"))


def _loses(telling: Telling, verb: Group, start: int) -> bool:
    """«X بی‌طرفی خود را از دست داد»."""
    lost = verb.stem in telling.lang.among("verb:give") and telling.any(verb.start - 1, verb.start, "losing")
    return lost and any(telling.any(start, verb.start, name) for name in ("virtue", "chance"))


def _strives(telling: Telling, start: int, verb: Group, *, goal: bool) -> bool:
    """«X به دنبال تسلیم Y است», «هدف X تسلیم Y است»: whether it is wrong what somebody strives for."""
    if verb.kind != "copula" and verb.stem not in telling.lang.among("verb:have"):
        return False
    tables = telling.tables
    ends = [end for at in range(start, verb.start) for end in _found(telling, tables.aiming, at)]
    ahead = {at for end in ends + [start] * goal for at in range(end, min(end + _AIM, verb.start))}
    return any(next(_found(telling, tables.aims, at), 0) for at in ahead)


def _found(telling: Telling, phrases: frozenset[tuple[str, ...]], at: int) -> Iterator[int]:
    """The tokens behind those of these phrases that stand at a token."""
    sizes = range(1, _LONGEST + 1)
    return (at + n for n in sizes if tuple(telling.keys[at : at + n]) in phrases)


def _in_passing(telling: Telling, clause: Clause, np: Np) -> bool:
    """«X در پی بدعهدی Y اعلام کرد …»: whether the article itself tells, as time, answer or condition, what was done."""
    cases = [i for i in clause.items if i.kind == "case" and i.end <= np.start and i.value not in _AGENT]
    if not cases:
        return False
    answer = cases[-1].value == "about" and telling.any(cases[-1].start, cases[-1].end, "response")
    return answer or any(i.value in _PASSING for i in cases)


def _answerable(telling: Telling, clause: Clause, np: Np) -> bool:
    """«X باید پاسخگو باشد», «باید مسئولیت … را بپذیرد»: whether somebody is to bear the blame."""
    verb = clause.verb
    if np is not clause.subject or not clause.own_subject or verb is None or verb.negative:
        return False
    if "duty" not in telling.cues(clause.start, verb.start):
        return False
    bears = telling.any(np.end, verb.start, "liability") and verb.stem in telling.lang.among("verb:bear")
    return bears or telling.any(np.end, verb.start, "answerable")


def _culprit(telling: Telling, clause: Clause, np: Np) -> bool:
    """«عامل اصلی تنش، حضور X است»: whether a clause that begins with a culprit's name for it ends with who it is."""
    verb = clause.verb
    if verb is None or verb.kind != "copula" or verb.negative or np.ra or np.case not in ("", "on"):
        return False
    tail = [i for i in clause.items if np.end <= i.start < verb.start]
    if len(tail) > 2 or any(i.kind not in ("case", "plain", "deal") and i.np is None for i in tail):  # «… در منطقه»
        return False
    said = next((n.end for n in clause.nps if n.case == "said-by"), clause.start)
    first = next((i for i in clause.items if i.start >= said and i.kind not in ("mark", "word")), None)
    named = first is not None and first.kind == "plain" and first.value in telling.lang.among("culprit")
    if first is not None and np.case == "on" and np.head in telling.lang.among("shoulder"):  # «مسئولیت … بر عهده X است»
        borne = first.value in telling.lang.among("liability") and np is clause.nps[-1]
        return borne and telling.any(clause.start, np.start, "trouble")
    last = next((n for n in reversed(clause.nps) if n.how not in BLAMELESS), None)
    return named and last is np and not telling.any(clause.start, np.start, "unwanted")


def _results(telling: Telling, clause: Clause, np: Np) -> bool:
    """«این وضعیت نتیجه سیاست‌های X است»: whether what is bad is said to come of what somebody does."""
    verb, judged = clause.verb, telling.lang.either("deed", "judged")
    if verb is None or verb.kind != "copula" or verb.negative or np.head not in judged or np is not clause.nps[0]:
        return False
    comes = next((i for i in clause.items if i.start < np.start and telling.sight.among(i.start, "coming-of")), None)
    return comes is not None and telling.any(clause.start, comes.start, "trouble")


def _stands_against(clause: Clause) -> bool:
    """«… علیه تروریسم می‌جنگد»: whether it is against some evil that a clause tells, not against a state."""
    against = [i for i in clause.items if i.kind == "case" and i.value in _AGAINST]
    states = {np.start for np in clause.nps if np.case in _AGAINST and np.refs and not np.head}
    return any(i.value == "except" or i.end not in states for i in against)
