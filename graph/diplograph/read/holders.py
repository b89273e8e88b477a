"""Offices as noun phrases: who holds «وزیر امور خارجه روسیه», named beside it or not, and whom a plural stands for."""

from __future__ import annotations

from dataclasses import replace

from diplograph.read.actors import Title
from diplograph.read.bearers import bind, enclosed_at, name_at, of_another_state, shared
from diplograph.read.items import Np
from diplograph.read.names import known_ahead, speaks_next
from diplograph.read.places import body_of, some_official
from diplograph.read.sight import Sight
from diplograph.read.titles import SERVES, further_titles, in_body, of_its_body, targets_at, title_at

# Ids of the offices pack, by what they mean to a reader.
_FACELESS = frozenset({"diplomat", "official", "senior-official", "negotiator", "expert"})  # nobody in particular
_OFFICIALS = frozenset({"official", "senior-official", "negotiator"})  # many of whom stand for their state
_STATE = (
    "minister",
    "president",
    "king",
    "emir",
    "ambassador",
    "member-of-parliament",
    "speaker-of-parliament",
    "leader",
    "deputy",
)
_TOP = ("president", "king", "queen", "emir", "sultan", "prime-minister")
_BODIES = {"member-of-parliament": "parliament"}  # whose members in the plural stand for it, by the set of its words


def titled_at(sight: Sight, i: int) -> Np | None:
    """An office, and the name that may stand after it."""
    found = title_at(sight, i)
    if found is None:
        return None
    j, titles = found
    if len(titles) > 1:
        return _bodies(sight, i, j, titles) or _held(sight, i, j, titles)
    led = in_body(sight, i, (j, titles))
    if led[0] > j and (
        titles[0].office == "party-leader" or _closed(sight, led[0]) or known_ahead(sight, led[0])
    ):  # «رهبر حزب X»: X is the party
        j, titles = led
    titles = [shared(sight, j, titles[0])]
    if titles[0].plural:
        return _collective(sight, i, j, titles[0])
    j, titles = further_titles(sight, j, titles, named=True)
    k = sight.skip_mark(j, "،") if known_ahead(sight, j) or _apposed(sight, j, titles) else j
    name = name_at(sight, k, title_beside=True)
    if name is None or of_another_state(sight, name[1], titles[0]):
        return _held(sight, i, j, [of_its_body(sight, i, j, titles[0]), *titles[1:]])
    serves = titles[0].office in SERVES or titles[0].office == "deputy-head"
    if titles[0].of is None and serves and name[1].known and k == j:
        return None  # «فرستاده ویژه کوفی عنان»: whom he sends, not who he is
    return bind(sight, i, name[1], (name[0], titles))


def _closed(sight: Sight, j: int) -> bool:
    """Whether at token j a phrase is over: a preposition, «را», a mark or a verb stands there, or he speaks."""
    over = j >= sight.size or not sight.tokens[j].word or sight.case_before(j + 1) or sight.is_word(j, "ra")
    return over or sight.verb(j) or sight.light(j) or speaks_next(sight, j)


def _apposed(sight: Sight, j: int, titles: list[Title]) -> bool:
    """Whether behind a comma at token j a newcomer is named who speaks, or whose name another comma closes."""
    return titles[-1].of is not None and enclosed_at(sight, j)


def _held(sight: Sight, i: int, j: int, titles: list[Title]) -> Np | None:
    """Offices that nobody's name stands beside: their holders."""
    scene = sight.scene
    if titles[0].office in _FACELESS and titles[0].of:
        if titles[0].office == "senior-official" and (some := some_official(sight, i, j, titles[0].of)):
            return Np(i, j, (some,), "title")
        return Np(i, j, (titles[0].of,), "people")
    heard = [_ours(sight, j, t) for t in titles if t.of or _speaks_alone(sight, t)]
    refs = [holder_of(sight, t) for t in heard]
    holders = tuple(dict.fromkeys(r for r in refs if r))
    if not holders:
        return None
    owners = [
        t.of or (scene.owner(scene.actors[r], t.office) if r else None) or (scene.home if t.telling else None)
        for t, r in zip(heard, refs, strict=True)
    ]
    owned = [replace(t, of=of) for t, of in zip(heard, owners, strict=True)]
    given = [(r, t) for r, t in zip(refs, owned, strict=True) if r and t.of and scene.actors[r].named]
    return Np(i, j, holders, "title", titles=given, offices=owned)


def _ours(sight: Sight, j: int, title: Title) -> Title:
    """«وزیر خارجه با همتای روس خود X دیدار کرد»: ours, where another of the same office comes behind."""
    scene = sight.scene
    if title.of or title.qualifier or not scene.home:
        return title
    actor = scene.holder(title)
    if actor is None or actor.id in scene.recent or scene.country_of(actor.id) in (None, scene.home):
        return title
    return replace(title, of=scene.home) if _another(sight, j, title.office) else title


def _another(sight: Sight, j: int, office: str) -> bool:
    """Whether the sentence goes on with «همتای …», or with the same office of somebody."""
    behind = (hit[1] for k in range(j, sight.size) if (hit := sight.at(k)))
    return any(s.id in (office, "counterpart", "counterparts") for senses in behind for s in senses)


def _bodies(sight: Sight, i: int, j: int, titles: list[Title]) -> Np | None:
    """«فرماندهان حماس و جهاد اسلامی»: many of each, who stand for the bodies."""
    bodies = [t.of for t in titles if t.of and t.of.startswith("organization/")]
    all_ = sight.among(i, "leaders") and len(bodies) == len(titles)
    return Np(i, j, tuple(dict.fromkeys(bodies)), "people") if all_ else None


def _collective(sight: Sight, i: int, j: int, title: Title) -> Np | None:
    """«نمایندگان مجلس ایران», «وزیران خارجه عرب»: many, whom nobody names: the body or state that they are of."""
    if title.of and (title.office in _OFFICIALS or (title.office == "member" and not title.of.startswith("country/"))):
        return Np(i, j, (title.of,), "people")  # «مقامات ارشد روسیه»
    if title.of is None or not title.office.endswith(_STATE):
        return None
    named = (s.id for k in range(i + 1, j) if (hit := sight.at(k)) for s in hit[1][:1] if s.kind == "organization")
    chamber = next((b for b in named if sight.scene.world.organizations[b].kind == "parliament"), None)
    if chamber and title.office in _BODIES:
        return Np(i, j, (f"organization/{chamber}",), "people")  # «نمایندگان کنگره آمریکا»
    words = sight.lang.edges(_BODIES[title.office]) if title.office in _BODIES else ()
    body = next((s for w in words for s in sight.index.senses.get(w, ()) if s.kind == "body"), None)
    ours = body is not None and title.of.startswith("country/")
    return Np(i, j, (body_of(sight, body, title.of, i, j) if body and ours else title.of,), "people")


def _speaks_alone(sight: Sight, title: Title) -> bool:
    """Whether an office without a country means somebody: one on stage, or the agency's own."""
    staged = any(t.office == title.office for a in sight.scene.actors.values() for t in a.offices)
    return staged or (title.telling and sight.scene.home is not None)


def holder_of(sight: Sight, title: Title) -> str | None:
    """The id of whoever holds an office, named or not; «رئیس‌جمهور» alone is the one at home, once he was named."""
    scene = sight.scene
    if title.of is None and scene.home:
        ours = replace(title, of=scene.home)
        at_home = scene.holder(ours)
        if at_home and at_home.id in scene.names:
            return at_home.id
        if scene.holder(title) is None:
            title = ours
    actor = scene.holder(title)
    return actor.id if actor else scene.unnamed(title)


def heads_at(sight: Sight, i: int, n: int) -> Np | None:
    """«سران دو کشور», «سران ایران و روسیه»: their heads of state, where there are two or more."""
    j, states = targets_at(sight, i + n, plural=True)
    if len(states) < 2 or (sight.among(j, "object-marker") and _unlinked(sight, i + n, j)):
        return None  # «با سران حماس، صنعا را …»: no list
    k, again = targets_at(sight, j, plural=True)  # «سران دو کشور ایران و روسیه»
    if set(again) == set(states):
        j = k
    if all(s.startswith("organization/") for s in states):  # «رهبران حماس و جهاد اسلامی»
        return Np(i, j, tuple(dict.fromkeys(states)), "people")
    surface = sight.surface(i, j)
    refs = [holder_of(sight, Title(_top_office(sight, s), s, surface=surface, plural=True)) for s in states]
    return Np(i, j, tuple(r for r in refs if r), "title")


def _unlinked(sight: Sight, i: int, j: int) -> bool:
    """Whether a comma, and no «و», stands between those that a list would have."""
    return any(sight.keys[k] == "،" for k in range(i, j)) and not any(sight.conjoined(k) for k in range(i, j))


def _top_office(sight: Sight, country: str) -> str:
    iso = country.partition("/")[2]
    return next((o for o in _TOP if (o, iso) in sight.scene.world.tenures), "president")
