"""Agreements and projects as noun phrases: where they end, what they are about, whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplograph.ids import digest, named, slug
from diplograph.read.index import Sense
from diplograph.read.items import Np

if TYPE_CHECKING:
    from diplograph.read.find import Finder

_LONGEST = 16
_ABOUT = frozenset({"for", "about", "between"})
_MODAL = frozenset("باید نباید شاید نمیتوان میتوان چه چگونه هرگز".split())
_TWO = frozenset("دو 2 کشور طرف طرفین دوکشور ملت میان بین خود".split())
_VAGUE = frozenset("بینالمللی المللی اصل راه حل قبل جدید مشترک مهم مهمی دوجانبه دو چند چندین احتمالی نهایی موجود اخیر قبلی کلی خود خوب خوبی تازه ای یک هر این ان".split())


def deal_at(finder: Finder, i: int, n: int, sense: Sense) -> Np | None:
    """The agreement whose head noun stands at token i, if the phrase says which: by its parties, or by its topic."""
    end, parties, topic = _extent(finder, i + n, sense.id)
    if i and finder.keys[i - 1] == "هم":  # «هم پیمان»: an ally
        return None
    if sense.role and not topic and all(k in _TWO for k in finder.keys[i + n : end]):
        return None
    if not parties and not topic and (sense.role or not _acted_on(finder, end)):
        return None
    id_ = _identity(finder, i, end, sense.id, parties, topic)
    scene = finder.scene
    scene.fact(id_, "agreementKind", sense.id)
    for party in parties:
        scene.fact(id_, "party", party)
    return Np(i, end, (id_,), "deal")


def _acted_on(finder: Finder, j: int) -> bool:
    """Whether «را» or a verb with its noun follows: «یادداشت تفاهم امضا کردند»."""
    keys = finder.keys
    return j + 1 < len(keys) and (keys[j] == "را" or keys[j + 1] in finder.lang.verbs)


def _identity(finder: Finder, i: int, end: int, kind: str, parties: list[str], topic: list[str]) -> str:
    """An id from kind, parties and topic: the same agreement named twice is one."""
    scene = finder.scene
    for other in scene.recent:
        if other.startswith("agreement/") and _same(scene.facts.get(other, {}), kind, parties):
            return other
    readable = "-".join([slug(kind), *(p.partition("/")[2].lower() for p in sorted(parties))])
    id_ = f"agreement/{readable[:50]}-{digest(kind, *sorted(parties), *topic)}"
    scene.labels.setdefault(id_, finder.surface(i, end))
    return id_


def _same(facts: dict[tuple[str, str], None], kind: str, parties: list[str]) -> bool:
    theirs = {v for k, v in facts if k == "party"}
    kinds = {v for k, v in facts if k == "agreementKind"}
    return kind in kinds and (not parties or (bool(theirs) and set(parties) <= theirs))


def _extent(finder: Finder, j: int, sense_id: str) -> tuple[int, list[str], list[str]]:
    """Where the phrase ends, the countries that are its parties, and the words of its topic."""
    parties: list[str] = []
    topic: list[str] = []
    end, about, keys = j, False, finder.keys
    limit = min(j + _LONGEST, len(keys))
    while j < limit:
        hit = finder.at(j)
        sense = hit[1][0] if hit else None
        if sense and sense.kind == "case":
            if sense.id == "between":
                j += hit[0] if hit else 1
                j, more = _list(finder, j)
                parties += more
                end = j if more else end
                continue
            inner = about and sense.id in ("with", "to", "from") and hit and _goes_on(finder, j + hit[0])
            if not inner and (sense.id not in _ABOUT or not (parties or topic)):
                break
            about = True
            j += hit[0] if hit else 1
            continue
        if sense and sense.kind == "word" and sense.id in ("two-states", "two-sides"):
            parties += [] if about or sense_id == "resolution" else list(finder._refers(sense.id))
            j += hit[0] if hit else 1
            end = j
            continue
        found = _party_at(finder, j)
        if found:
            first = j
            j, more = _list(finder, j)
            parties += [] if about or keys[first - 1] == "پیشنهادی" else more
            if sense_id == "resolution":
                parties = [p for p in parties if p.startswith("organization/")]
            for country in more:
                finder.scene.mention(country, finder.span(first, j), finder.text, "people")
            end = j
            continue
        if sense and sense.kind in ("word", "office", "person", "organization") and sense.id != "and":
            break
        if keys[j] in _MODAL:
            break
        light = keys[j] in finder.lang.light and j + 1 < len(keys) and keys[j + 1] in finder.lang.verbs
        if not finder.tokens[j].word or keys[j] in finder.lang.verbs or light:
            break
        if sense and sense.id == "and":
            if not (topic or about) or not _goes_on(finder, j + 1):
                break
        elif keys[j] not in _VAGUE:
            topic.append(keys[j])
        j += 1
        if not (sense and sense.id == "and"):
            end = j
    return end, list(dict.fromkeys(parties)), topic[:4]


def _goes_on(finder: Finder, j: int) -> bool:
    """Whether after «و» the same noun phrase goes on: a plain word that is no verb follows, and no case marker."""
    if j >= len(finder.keys) or not finder.tokens[j].word or finder.keys[j] in finder.lang.verbs:
        return False
    hit = finder.at(j)
    return hit is None and not (j + 1 < len(finder.keys) and finder.keys[j + 1] in finder.lang.verbs)


def _party_at(finder: Finder, j: int) -> tuple[int, str] | None:
    """A country, or an organization, as the party that it may be."""
    found = finder.country_at(j)
    if found or j >= len(finder.keys):
        return found
    hit = finder.at(j)
    if hit and hit[1][0].kind == "organization":
        row = finder.scene.world.organizations[hit[1][0].id]
        return None if row.kind in ("media", "company") else (j + hit[0], f"organization/{row.id}")
    if hit and hit[1][0].id == "of-people":
        np = finder._people(j, hit[0])
        return (np.end, np.refs[0]) if np and len(np.refs) == 1 else None
    return None


def _list(finder: Finder, j: int) -> tuple[int, list[str]]:
    """«ایران و روسیه», «ایران، چین و روسیه»."""
    out: list[str] = []
    hit = finder.at(j) if j < len(finder.keys) else None
    if hit and hit[1][0].id in ("two-states", "two-sides"):
        return j + hit[0], list(finder._refers(hit[1][0].id))
    found = _party_at(finder, j)
    while found:
        j, country = found
        out.append(country)
        more = j + 1 < len(finder.keys) and finder.keys[j] in ("و", "،", "-", "با")
        found = _party_at(finder, j + 1) if more else None
        if found:
            continue
    return j, out


def project_at(finder: Finder, i: int, n: int, sense: Sense) -> Np | None:
    """A railway, corridor or plant with a name of its own."""
    j = i + n
    keys = finder.keys
    named, plain, end = False, 0, 0
    while j < min(i + n + 6, len(keys)):
        dash = keys[j] in ("-", "–", "/") and named
        if not dash and not finder.tokens[j].word:
            break
        hit = finder.at(j)
        kind = hit[1][0].kind if hit else ""
        if keys[j] in finder.lang.verbs or kind in ("case", "word", "office", "person"):
            break
        light = j + 1 < len(keys) and keys[j + 1] in finder.lang.verbs
        if light and kind not in ("place", "country"):
            break
        proper = kind in ("place", "country") or not finder._common(j) or keys[j] in ("شمال", "جنوب", "شرق", "غرب")
        if not dash and not proper:  # «نیروگاه بادی ژاناتاس»
            plain += 1
            if named or plain > 2 or not finder.tokens[j].word:
                break
        named = named or proper
        j += hit[0] if hit else 1
        end = j if proper else end
    if not named:
        return None
    j = end
    id_ = f"project/{slug(finder.surface(i, j))}-{digest(sense.id, *keys[i + n : j])}"
    finder.scene.labels.setdefault(id_, finder.surface(i, j))
    return Np(i, j, (id_,), "deal")


_GROUP = 5  # tokens that name a group, besides its head


def group_at(finder: Finder, i: int, n: int, sense: Sense) -> Np | None:
    """A body or a group that no pack knows, under the words of the text: «گروه شورشیان کوهستان», «کشورهای همسایه»."""
    keys, lang = finder.keys, finder.lang
    j = end = i + n
    while sense.id != "whole" and j < min(i + n + _GROUP, len(keys)):
        hit = finder.at(j)
        kind = hit[1][0].kind if hit else ""
        lit = keys[j] in lang.light and j + 1 < len(keys) and keys[j + 1] in lang.verbs
        if not finder.tokens[j].word or keys[j] in lang.verbs or keys[j] in _MODAL or lit:
            break
        if kind in ("case", "word", "office", "person", "epithet", "deal") and not (hit and hit[1][0].id in ("of-people", "state-this")):
            break
        j += hit[0] if hit else 1
        end = j
    if end == i + n and sense.id != "whole":
        return None
    surface = finder.surface(i, end)
    id_ = named("organization", surface)
    finder.scene.labels.setdefault(id_, surface)
    return Np(i, end, (id_,), "group")
