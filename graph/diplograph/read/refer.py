"""Who a word such as «وی», «دو کشور» or «کشورمان» refers to, as the scene stands."""

from __future__ import annotations

from itertools import pairwise

from diplograph.read.items import Np
from diplograph.read.sight import Sight
from diplograph.text import key

# The words that stand for somebody: their ids in `words.tsv`.
REFERRING = frozenset({"home", "state-this", "state-own", "two-sides", "two-states", "two-bodies", "he", "we", "i"})

THREE = 3  # states that «این سه کشور» means


def refers(sight: Sight, what: str, at: int) -> tuple[str, ...]:
    """Whom a word of `words.tsv` at a token that names nobody ("he", "home", "two-states" …) means; empty: nobody."""
    scene = sight.scene
    match what:
        case "home":
            return (scene.home,) if scene.home else ()
        case "state-this":
            theirs = scene.country_of(scene.quoted)  # of whoever says it, who has called another so
            others = tuple(c for c in (_doer(sight, at), theirs) if c)
            home = scene.home if theirs in (None, scene.home) else None
            last = (
                _regime(sight, at)
                or _home_just_named(sight, at)
                or scene.last("country", besides=(*others, home) if home else others)
                or scene.last("country", besides=others)
                or scene.last("country")
            )
            return (last,) if last else ()
        case "state-own":
            here = next((r for np in reversed(sight.seen) for r in np.refs if r.startswith("official/")), None)
            country = scene.country_of(here or scene.hero or scene.last("official"))
            return (country,) if country else ()
        case "two-sides" if met := _met_here(sight):
            return met
        case "two-sides" if scene.met:
            return scene.met[-1]
        case "two-states" | "two-sides":
            return two_states(sight)
        case "two-bodies":
            return last_two(sight, "organization")
        case "he":
            if named := _named_here(sight, at):
                return (named,)
            mine = _doing(sight, at)  # «X به دیدار او رفت»: another
            near = (e for e in (scene.hero, scene.speaker) if e and e.startswith("official/") and e != mine)
            last = next(near, None) or (scene.teller if scene.teller != mine else None)
            last = last or scene.last("official", besides=(mine,) if mine else ())
            return (last,) if last else ()
        case "we" | "i":
            return (scene.speaker,) if scene.speaker else ()
    return ()


def _named_here(sight: Sight, at: int) -> str | None:
    """Whom «وی» means that its own sentence names: of what is done to him the last official, else its subject."""
    people = [np for np in sight.seen if len(np.refs) == 1 and np.refs[0].startswith("official/")]
    if not people:
        return None
    last, first = people[-1], people[0]
    if sight.among(at - 2, "and") and last.end == at - 2:  # «X و دفتر وی»
        return last.refs[0]
    if sight.case_before(at) or sight.among(at + 1, "object-marker"):
        return next((np.refs[0] for np in reversed(people) if _governed(sight, np) or _told(sight, np, at)), None)
    owned = sight.tokens[at - 1].word and sight.at(at - 1) is None and not sight.verb(at - 1)
    other = last.refs != first.refs or _governed(sight, last)  # «سخنرانی X … درخواست وی»
    if owned and other and not sight.among(at - 1, "trip"):  # «حمایت وی»: of X it would be «خود»
        return last.refs[0]
    embedded = sight.is_word(at - 1, "that") or sight.is_word(at - 1, "and")
    return first.refs[0] if embedded and not _governed(sight, first) else None


def _doing(sight: Sight, at: int) -> str | None:
    """Who does what his clause tells is done to «وی», in «به», «با» or before «را», and is another."""
    free = [np for np in sight.seen if not _governed(sight, np) and not _told(sight, np, at)]
    done_to = sight.case_before(at) or sight.among(at + 1, "object-marker") or sight.case_before(at - 1)
    alone = free[0].refs if done_to and free else ()
    return alone[0] if len(alone) == 1 else None


def _told(sight: Sight, np: Np, at: int) -> bool:
    """Whether a verb stands between a noun phrase and a token."""
    return any(sight.verb(i) for i in range(np.end, at))


def _governed(sight: Sight, np: Np) -> bool:
    """Whether a noun phrase hangs on a preposition or a noun."""
    i = np.start - 1
    noun = i >= 0 and sight.tokens[i].word and sight.at(i) is None and not sight.verb(i)
    return noun or sight.case_before(np.start)


def _regime(sight: Sight, at: int) -> str | None:
    """«این رژیم»: the state that was called one, spoken of last."""
    if not sight.among(at + 1, "regime"):
        return None
    scene = sight.scene
    states = (e for e in scene.recent if e.startswith("country/"))
    called = (e for e in states if any(_calls(sight, name) for name in scene.names.get(e, {})))
    return next(called, None)


def _calls(sight: Sight, name: str) -> bool:
    return not sight.lang.among("regime").isdisjoint(key(name).split())


def _doer(sight: Sight, at: int) -> str | None:
    """«X از (دولت) این کشور خواست»: the state of who does it to «این کشور», which is another."""
    aimed = sight.among(at - 1, "aiming") or (sight.among(at - 2, "aiming") and sight.is_word(at - 1, "of-people"))
    beside = bool(sight.seen) and sight.seen[-1].end == at  # «… اما X این کشور را متهم کرد»
    free = (np for np in reversed(sight.seen) if not _governed(sight, np) and not _told(sight, np, at))
    np = next(free, None) if aimed or beside else None
    return sight.scene.country_of(np.refs[0]) if np and len(np.refs) == 1 else None


def _home_just_named(sight: Sight, at: int) -> str | None:
    """The home country, where its sentence named it last, and not as who does what is told of «این کشور»."""
    home = sight.scene.home
    named = (np for np in reversed(sight.seen) if any(sight.scene.country_of(ref) for ref in np.refs))
    np = next(named, None)
    if home is None or np is None or np.refs != (home,) or np.how not in ("name", "people"):
        return None
    told = any(sight.verb(i) or sight.is_word(i, "that") for i in range(np.end, at))
    return home if told and not sight.is_word(np.start - 1, "as") else None  # «X مانند ایران … این کشور»


def states_of(sight: Sight) -> tuple[str, ...]:
    """«A، B و C بیانیه سه کشور را امضا کردند»: the states of three officials whom a sentence has named, else none."""
    people = dict.fromkeys(r for np in sight.seen for r in np.refs if r.startswith("official/"))
    states = dict.fromkeys(sight.scene.country_of(person) for person in people)
    named = tuple(state for state in states if state)
    return named if len(people) == len(named) == THREE else ()


def two_states(sight: Sight) -> tuple[str, ...]:
    """The two states that are spoken of: those named together in the sentence, those who met, those named last."""
    scene = sight.scene
    return sight.couple or scene.pair or scene.couple or last_two(sight, "country") or _here(sight)


def _here(sight: Sight) -> tuple[str, ...]:
    """The two states that a sentence alone speaks of: «در جریان سفر رئیس‌جمهور هند به توکیو، دو کشور …»."""
    states = dict.fromkeys(c for np in sight.seen for ref in np.refs if (c := sight.scene.country_of(ref)))
    return tuple(states) if len(states) == 2 else ()


def _met_here(sight: Sight) -> tuple[str, ...]:
    """Who this very sentence says met: «در دیدار A با B، دو طرف …»."""
    for a, b in pairwise(sight.seen):
        if a.start and sight.among(a.start - 1, "meeting") and b.start == a.end + 1 and with_(sight, a.end):
            return (*a.refs[:1], *b.refs[:1]) if a.refs and b.refs else ()
    return ()


def with_(sight: Sight, i: int) -> bool:
    """Whether token i joins those who meet: «با», «و»."""
    hit = sight.at(i)
    return sight.conjoined(i) or (hit is not None and any(s.kind == "case" and s.id == "with" for s in hit[1]))


def last_two(sight: Sight, kind: str) -> tuple[str, ...]:
    """The two entities of a kind that were spoken of last, in that order; empty where there are fewer."""
    first = sight.scene.last(kind)
    second = sight.scene.last(kind, besides=(first,)) if first else None
    return (second, first) if first and second else ()


def destinations(sight: Sight) -> list[str]:
    """The other countries that this sentence has named so far: whose «همتایان» they are."""
    countries = (r for np in sight.seen for r in np.refs if r.startswith("country/"))
    return list(dict.fromkeys(c for c in countries if c != sight.scene.home))
