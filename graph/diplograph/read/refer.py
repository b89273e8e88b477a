"""Who a word such as «وی», «دو کشور» or «کشورمان» refers to, as the scene stands."""

from __future__ import annotations

from itertools import pairwise

from diplograph.read.sight import Sight

# The words that stand for somebody: their ids in `words.tsv`.
REFERRING = frozenset({"home", "state-this", "state-own", "two-sides", "two-states", "two-bodies", "he", "we", "i"})


def refers(sight: Sight, what: str) -> tuple[str, ...]:
    """Whom a word of `words.tsv` that names nobody ("he", "home", "two-states" …) means; empty where nobody."""
    scene = sight.scene
    match what:
        case "home":
            return (scene.home,) if scene.home else ()
        case "state-this":
            last = scene.last("country", besides=(scene.home,) if scene.home else ()) or scene.last("country")
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
            opening = sight.seen[0] if sight.seen and sight.seen[0].start == 0 else None
            if opening and len(opening.refs) == 1 and opening.refs[0].startswith("official/"):
                return opening.refs  # «X به خاطر آنچه وی … نامید»
            near = (e for e in (scene.hero, scene.speaker) if e and e.startswith("official/"))
            last = next(near, None) or scene.teller or scene.last("official")
            return (last,) if last else ()
        case "we" | "i":
            return (scene.speaker,) if scene.speaker else ()
    return ()


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
