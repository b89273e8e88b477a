"""Who fills the two ends of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from diplograph.lang import Frame
from diplograph.read.cases import beside, companions
from diplograph.read.clauses import Clause
from diplograph.read.doers import leader, led_by
from diplograph.read.found import ACTORS, MEETINGS, SYMMETRIC, kind_of
from diplograph.read.items import Np
from diplograph.read.roles import fill
from diplograph.read.telling import Telling
from diplograph.read.triggers import Heard

Ends = list[tuple[Np, str]]

_EACH = 5  # participants up to which each has met each
_GOALS = frozenset({"to", "in", "from", "enter", "ez"})  # roles in which a town stands for its country's soil
_SPOKEN = frozenset({"requests", "accuses", "protests"})  # what a speaker does for «ما»
# Roles that are cases: what fills them stands in the case.
_CASES = frozenset(
    {"about", "against", "as", "between", "by", "except", "for", "from", "in", "on", "per", "to", "under", "when"}
    | {"with"}
)
_BESIDES = frozenset({"with", "from", "ra", "ez"})  # roles of a delegation that is met, whose leader is
_OF_STATE = frozenset({"partyTo", "cooperatesWith", "supports", "aids"})  # what «ما» do who speak for a state
_DONE_TO = _CASES | {"ra"}  # roles that «یکدیگر» may fill
_EZAFES = frozenset({"ez", "ez-pair", "enter"})
_EZAFE_REACH = 10  # tokens from a trigger to what hangs on it, over further nouns
_SPOKEN_OF = frozenset({"agreement", "project"})  # what «آن را» may mean
_NO_OWNER = frozenset({"media", "place", "deal", "duty"})
_OF_DEEDS = frozenset({"accuses", "rejects", "protests"})  # what is said of «این اقدام», of whose it is
_DESCRIBING = frozenset({"who", "why"})  # openers of clauses that tell what was done to what stands before
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


class Shape(NamedTuple):
    """What a quick look at a clause shows, for `may_end`.

    The last token at which a noun phrase begins in each case, and of those that no noun governs; whether any are
    several, «یکدیگر», «را»; where noun phrases begin.
    """

    last: dict[str, int]
    near: dict[str, int]
    several: bool
    mutual: bool
    marked: bool
    starts: list[int]


def shape(telling: Telling, clause: Clause) -> Shape:
    """A quick look at a clause."""
    transparent = telling.lang.among("transparent")
    last: dict[str, int] = {}
    near: dict[str, int] = {}
    plural, marked = clause.subject is not None and len(clause.subject.refs) > 1, False
    for np in clause.nps:
        plural, marked = plural or len(np.refs) > 1, marked or np.ra
        if np.case and np.refs and np.how != "adjective":
            last[np.case] = np.start
            if not np.head or np.head in transparent:
                near[np.case] = np.start
    words = {item.value for item in clause.items if item.kind == "word"}
    company = "with" in last or "as" in last or "between" in last
    starts = [np.start for np in clause.nps]
    marked = marked or "ra" in words or (clause.opener in _DESCRIBING and clause.own_subject)
    return Shape(last, near, plural or company, plural and "each-other" in words, marked, starts)


def may_end(frame: Frame, seen: Shape, end: int) -> bool:
    """A quick look whether a clause may fill the object of a frame whose trigger ends at a token."""
    if seen.mutual:
        return True
    last, after = (seen.near if "near" in frame.flags else seen.last), (end if frame.how == "noun" else 0)
    for role in frame.object:
        if role in _CASES:
            if last.get(role, -1) >= after:
                return True
        elif role == "pair":
            if seen.several:
                return True
        elif role in _EZAFES:
            if _hangs_near(seen.starts, end):
                return True
        elif role != "ra" or seen.marked or frame.kinds & _SPOKEN_OF:
            return True
    return False


def _hangs_near(starts: list[int], end: int) -> bool:
    return bool([start for start in starts if 0 <= start - end <= _EZAFE_REACH])


def _post(telling: Telling, who: str) -> str | None:
    """«سفیر X در Y احضار شد»: where an envoy is posted, whose government calls him in."""
    actor = telling.scene.actors.get(who)
    title = telling.scene.office_of(actor) if actor else None
    return title.post if title else None


def owners(telling: Telling, clause: Clause, np: Np) -> tuple[str, ...]:
    """Whose commitments a noun phrase speaks of: whom it names, else of «تعهدات خود» whoever its clause is about."""
    wished = clause.verb is not None and clause.verb.tense == "subjunctive"
    own = np.own or (np.start and telling.sight.among(np.start - 1, "reduction"))  # «گام X در کاهش تعهدات برجامی»
    if np.whose or not own or wished:
        return np.whose
    subject = clause.subject if clause.verb else None
    if subject is not None and subject.start > np.start and clause.own_subject:
        return ()
    if subject is None and clause.opener == "why" and telling.any(clause.start - 2, clause.start, "some"):
        return ()  # «کشورهایی که به تعهدات خود پایبندند»: theirs
    before = [n for n in reversed(clause.nps) if n.end <= np.start and n.refs]
    acting = next((n for n in before[:1] if n.head in telling.lang.among("act")), None)
    nearest = (r for n in before for r in _actors(telling, n))
    doing = acting or (subject if subject and subject.how not in _NO_OWNER else None)
    refs = doing.refs if doing else (next(nearest, None) or clause.speaker,)
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
    mutual = "joint" in heard.frame.flags or not any(_other_side(telling, heard.clause, np) for np in heard.clause.nps)
    for role in heard.frame.subject:
        np = fill(telling, heard, role)
        if role == "ez-pair" and np and (_with_another(heard, np) or telling.any(np.start - 1, np.start, "friendship")):
            return None  # «انجمن دوستی A و B»
        refs = np.refs + companions(heard.clause, np) if np else ()
        host = leader(telling, heard, heard.clause.end) if role == "presence-pair" else None
        refs = tuple(dict.fromkeys((*(host.refs if host else ()), *refs)))
        if np and len(refs) > _EACH:
            return _with_host(telling, heard, np, refs)
        if np and len(refs) >= 2 and (role != "subj" or mutual):
            both = list(combinations(refs, 2))
            if len(both) == 1 and heard.frame.predicate in SYMMETRIC:
                return [(np, both[0][0])], [(np, both[0][1])]
            return [(np, r) for r in refs], [(np, r) for r in refs]
    return None


def _other_side(telling: Telling, clause: Clause, np: Np) -> bool:
    """«با X», not «به همراه X», «با میانجیگری X»: with whom those of a clause do it."""
    whole = not np.head or np.head in telling.lang.among("transparent")
    return np.case == "with" and whole and not beside(clause, np)


def _with_host(telling: Telling, heard: Heard, np: Np, refs: Sequence[str]) -> tuple[Ends, Ends]:
    """A gathering of many: whoever presides over it, and each of the others; of the rest nobody knows who met whom."""
    host = leader(telling, heard, heard.clause.end)
    if host is None or not host.refs:
        return [], []
    return [(np, host.refs[0])], [(np, ref) for ref in refs if ref != host.refs[0]]


def _with_another(heard: Heard, pair: Np) -> bool:
    """«روابط A و B با C»: whether the two do it with a third, not with each other."""
    after = next((np for np in heard.clause.nps if np.start >= pair.end), None)
    return after is not None and after.case == "with" and not after.head and after.start - pair.end <= 1


def _each_other(heard: Heard) -> tuple[Ends, Ends] | None:
    """«A و B یکدیگر را … کردند»: each does it to the others."""
    clause, np = heard.clause, heard.clause.subject
    done_to = "pair" not in heard.frame.object and not _DONE_TO.isdisjoint(heard.frame.object)
    if heard.nominal or not done_to or np is None or len(np.refs) < 2 or np.end > heard.start:
        return None
    if not any(i.value == "each-other" and i.kind == "word" for i in clause.items):
        return None
    both = [(np, ref) for ref in np.refs]
    return both, both


def _first(telling: Telling, heard: Heard, roles: Iterable[str], *, besides: Np | None = None) -> Ends:
    """What fills the first role that something fills."""
    for role in roles:
        np = fill(telling, heard, role)
        if np is None or np is besides or not np.refs or (np.how == "everybody" and not _asked(heard, role)):
            continue
        if np.how == "that" and not _of_deed(telling, heard, np):
            continue
        if heard.frame.predicate == "requests" and kind_of(np.refs[0]) not in ACTORS:
            continue  # «از X رعایت آتش‌بس را خواستار شد»: an agreement is asked nothing
        if heard.frame.predicate in MEETINGS and role in _BESIDES:
            np = led_by(telling, heard.clause, np) or np
        refs = np.refs + companions(heard.clause, np)
        if np.place and len(refs) == 1 and role in _GOALS and heard.frame.predicate == "visited":
            refs = (telling.scene.country_of(np.place) or refs[0],)
        return [(np, r) for r in refs]
    return []


def _of_deed(telling: Telling, heard: Heard, np: Np) -> bool:
    """Whether a frame may tell of «این اقدام» whose it is: what is judged, or «از این پیشنهاد استقبال کرد»."""
    offer = heard.frame.predicate == "supports" and np.head in telling.lang.among("that-request")
    return offer or heard.frame.predicate in _OF_DEEDS


def _asked(heard: Heard, role: str) -> bool:
    """Whether a role is of whom a request goes to, which may be all the countries that there are."""
    return heard.frame.predicate == "requests" and role in heard.frame.object and role != "pair"


def _ours(telling: Telling, heard: Heard) -> Ends:
    """«درخواست ما از X»: whoever speaks."""
    who = heard.clause.speaker
    theirs = heard.frame.predicate in _OF_STATE  # «پایبندی ما به X», «همکاری ما با X»
    ours = heard.nominal and "ez" in heard.frame.subject and (theirs or heard.frame.predicate in _SPOKEN)
    if not (ours and who and telling.sight.is_word(heard.end, "our")):
        return []
    who = (telling.scene.state_of(who) or who) if theirs else who
    return [(Np(heard.start, heard.start, (who,), "we"), who)]


def _possessor(telling: Telling, heard: Heard) -> Ends:
    """«دیدارهایش با X»: whoever was spoken of last."""
    own = heard.frame.predicate in MEETINGS and telling.keys[heard.end - 1].endswith(telling.lang.edges("own-ending"))
    who = (telling.scene.hero or telling.scene.speaker or telling.scene.last("official")) if own else None
    return [(Np(heard.start, heard.start, (who,), "he"), who)] if who else []
