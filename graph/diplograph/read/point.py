"""Noun phrases that point back: «این دیپلمات ایرانی», «این توافق», «همتای روس خود»."""

from __future__ import annotations

from dataclasses import replace

from diplograph.ids import digest, slug
from diplograph.read.actors import SEATS, Title
from diplograph.read.bearers import bind, enclosed_at, name_at
from diplograph.read.holders import holder_of
from diplograph.read.index import Hit
from diplograph.read.items import Np
from diplograph.read.names import known_ahead
from diplograph.read.places import body_called, country_at
from diplograph.read.refer import destinations
from diplograph.read.rows import row_at
from diplograph.read.sight import Sight
from diplograph.read.titles import title_at

_JOINT = frozenset({"intergovernmental", "bloc", "un-body", "format"})
_BEHIND = frozenset({"adverb", "especially", "ra", "and", "that", "each-other"})  # words that go on behind a pronoun
_ANYBODY = frozenset(
    {"head", "deputy-head", "director-general", "office-chief", "member"}
)  # whose «همتا» is nobody in particular


def this_at(sight: Sight, i: int, n: int) -> Np | None:
    """«این دیپلمات ایرانی», «این توافق», «این سازمان»; a number may stand between."""
    j = i + n
    while j < sight.size and sight.keys[j].isdigit():
        j += 1
    hit = sight.at(j)
    if hit is None:
        return None
    end, senses = j + hit[0], hit[1]
    kinds = {s.kind for s in senses}
    epithets = {s.id for s in senses if s.kind == "epithet"}
    if "office" in kinds or "this-person" in epithets:
        return (_this_titled(sight, i, j) if "office" in kinds else None) or _this_person(sight, i, end)
    last: str | None = None
    if "this-body" in epithets:
        last = body_called(sight, sight.keys[j]) or _last_firm(sight, j)
        end = _adjective_end(sight, end) if last else end
    elif "deal" in kinds:
        last = _last_deal(sight, hit) or sight.scene.last("agreement") or _unnamed(sight, i, end, hit)
    return Np(i, end, (last,), "this") if last else None


def the_two(sight: Sight, i: int, end: int) -> Np | None:
    """«این دو», «این دو دیپلمات»."""
    return both_at(sight, i, end + 1) if sight.among(end, "the-two") else None


def both_at(sight: Sight, i: int, end: int) -> Np | None:
    """«هر دو», «هر دو مقام»: the two officials who met, or those who the sentence before was about; no two things."""
    if sight.among(end, "both-persons"):
        end += 1
    elif end < sight.size and sight.tokens[end].word and not (sight.verb(end) or _free(sight, end)):
        return None
    scene = sight.scene
    told = [np.refs for np in sight.seen if len(np.refs) == 2 and np.refs[0].startswith("official/")]
    two = told[-1] if told else scene.met[-1] if scene.met else scene.topic
    return Np(i, end, two, "two-sides") if len(two) == 2 else None


def _free(sight: Sight, i: int) -> bool:
    """Whether what stands at token i is no noun: «این دو در …», but not «این دو کشور»."""
    hit = sight.at(i)
    return hit is not None and (hit[1][0].kind == "case" or hit[1][0].id in _BEHIND)


def _adjective_end(sight: Sight, end: int) -> int:
    """«این شرکت چینی»: the token behind the adjective of a country, or behind nothing."""
    hit = sight.at(end)
    whose = hit is not None and hit[1][0].kind == "country" and hit[1][0].role == "adjective"
    return end + hit[0] if whose and hit else end


def _last_firm(sight: Sight, j: int) -> str | None:
    """The body that was spoken of last; of «این شرکت» the last firm."""
    firm = sight.among(j, "firm")
    bodies = ((e, sight.scene.row(e)) for e in sight.scene.recent if e.startswith("organization/"))
    kinds = ((e, row.kind if row else "") for e, row in bodies)
    return next((e for e, kind in kinds if (kind == "company" if firm else kind != "format")), None)


def _last_deal(sight: Sight, hit: Hit) -> str | None:
    """The agreement of one of these kinds that was spoken of last."""
    kinds = {s.id for s in hit[1] if s.kind == "deal"}
    deals = (e for e in sight.scene.recent if e.startswith("agreement/"))
    return next((deal for deal in deals if _kind(sight, deal) in kinds), None)


def _unnamed(sight: Sight, i: int, end: int, hit: Hit) -> str | None:
    """«این قرارداد», where no agreement was named: one that the text does not name."""
    sense = next(s for s in hit[1] if s.kind == "deal")
    if sense.role == "duty" or not sight.scene.names:
        return None
    id_ = f"agreement/{slug(sense.id)}-{digest(sense.id, 'this')}"
    sight.scene.labels.setdefault(id_, sight.surface(i, end))
    sight.scene.fact(id_, "agreementKind", sense.id)
    return id_


def _kind(sight: Sight, agreement: str) -> str:
    row = sight.scene.world.agreements.get(agreement.partition("/")[2])
    facts = sight.scene.facts.get(agreement, {})
    return row.kind if row else next((v for k, v in facts if k == "agreementKind"), "")


def _this_titled(sight: Sight, i: int, j: int) -> Np | None:
    """«این عضو کمیسیون انرژی مجلس»: whoever speaks holds that office."""
    found = title_at(sight, j)
    if found is None or found[1][0].of is None or found[1][0].plural:
        return None
    scene, title = sight.scene, found[1][0]
    seat = title.office in SEATS
    people = [a for e in (scene.speaker, scene.hero, *scene.recent) if (a := scene.actors.get(e or ""))]
    same = (a for a in people if any(t.office == title.office and t.of == title.of for t in a.offices))
    fitting = (a for a in people if a.named and not (seat and any(t.office not in SEATS for t in a.offices)))
    who = next(same, None) or next(fitting, None)
    return bind(sight, i, who, found, how="this") if who else None


def _this_person(sight: Sight, i: int, end: int) -> Np | None:
    scene = sight.scene
    while end < sight.size and sight.keys[end] in sight.lang.ordinary and sight.is_word(end, "new"):
        end += 1
    hit = sight.at(end)
    owned = hit is not None and (hit[1][0].kind == "word" or hit[1][0].role in ("adjective", "people"))
    end, country = (country_at(sight, end) if owned else None) or (end, None)  # «این سخنگو شیلی را …»
    for entity in (scene.speaker, scene.hero, *scene.recent):
        actor = scene.actors.get(entity) if entity else None
        if actor and (country is None or actor.country in (None, country)):
            return Np(i, end, (actor.id,), "this")
    return None


# -- counterparts ------------------------------------------------------------------------------------------------------


def counterpart_at(sight: Sight, i: int, n: int, *, several: bool) -> Np | None:
    """«همتای روس خود [سرگئی لاوروف]»: the same office of another country; of those named so far for `several`."""
    scene = sight.scene
    j, countries = row_at(sight, i + n, country_at)
    if not countries and (his := _owned(sight, i + n)):
        j, countries = i + n + 1, [his]
    j = j + 1 if sight.is_word(j, "own") or (countries and sight.is_word(j, "he")) else j
    mine = next((a for e in scene.recent if (a := scene.actors.get(e)) and scene.office_of(a)), None)
    title = scene.office_of(mine) if mine else None
    if title and title.office in _ANYBODY:
        title = None
    if not countries and several:  # «همتایان خود از نروژ و سوئد»
        k, countries = row_at(sight, j + 1, country_at) if sight.among(j, "out-of") else (j, [])
        j, countries = (k, countries) if countries else (j, destinations(sight))
    if not countries:
        return _named_counterpart(sight, i, j, title, None)
    for country in countries:
        scene.mention(country, sight.span(i, j), sight.text, "of")
    if title is None:
        theirs = (e for e in scene.recent if e.startswith("official/") and scene.country_of(e) == countries[0])
        staged = next(theirs, None) if len(countries) == 1 else None
        return Np(i, j, (staged,), "this") if staged else Np(i, j, tuple(countries), "people")
    if len(countries) == 1:
        j = sight.skip_mark(j, "،") if known_ahead(sight, j) or enclosed_at(sight, j) else j
        if np := _named_counterpart(sight, i, j, title, countries[0]):
            return np
    refs = [holder_of(sight, replace(title, of=c, qualifier="", post=None)) for c in countries]
    return Np(i, j, tuple(r for r in refs if r), "title")


def _owned(sight: Sight, i: int) -> str | None:
    """«همتای روسش»: the country of an adjective that «ش» is written to."""
    key, owner = (sight.keys[i] if i < sight.size else ""), sight.lang.edges("owner-ending")
    if not key.endswith(owner):
        return None
    senses = (s for end in owner if key.endswith(end) for s in sight.index.senses.get(key.removesuffix(end), ()))
    return next((f"country/{s.id}" for s in senses if s.kind == "country"), None)


def _named_counterpart(sight: Sight, i: int, j: int, mine: Title | None, country: str | None) -> Np | None:
    """A counterpart whose name stands at token j: of a country, else of the one that the name belongs to."""
    name = name_at(sight, j, title_beside=country is not None)
    if name is None:
        return None
    end, actor = name
    of = country or actor.country
    if mine and of:
        sight.scene.give_office(actor, replace(mine, of=of, post=None))
    titles = [(actor.id, t) for t in actor.offices[-1:]] if mine else []
    return Np(i, end, (actor.id,), "title", titles=titles)
