"""Countries, places and bodies as noun phrases: whom «تهران», «پارلمان عراق», «مقامات ارشد عراقی» stand for."""

from __future__ import annotations

from dataclasses import replace

from diplograph.ids import slug
from diplograph.read.actors import Title
from diplograph.read.index import Sense
from diplograph.read.items import MEMBERS, Np
from diplograph.read.refer import refers
from diplograph.read.rows import row_at
from diplograph.read.sight import Sight
from diplograph.text import key

JOINT = frozenset({"intergovernmental", "bloc", "un-body", "format"})  # kinds of bodies whose members are states
_AGENCY = 4  # tokens of «به گزارش خبرگزاری»
_ADJECTIVES = 3  # between a group of people and their country: «مقامات عالی امنیت ملی ایران»


def country_at(sight: Sight, i: int) -> tuple[int, str] | None:
    """A country, by whatever word, at token i: the token after it, and the country."""
    hit = sight.at(i)
    if hit is None:
        return None
    for sense in hit[1]:
        if sense.kind == "country":
            return i + hit[0], f"country/{sense.id}"
        if sense.kind == "place":
            place = sight.scene.world.places[sense.id]
            return (i + hit[0], f"country/{place.country}") if place.kind in ("capital", "seat") else None
        if sense.kind == "word" and sense.id in ("home", "state-this", "state-own"):
            refs = refers(sight, sense.id, i)
            return (i + hit[0], refs[0]) if refs else None
    return None


# What states do, behind which a name is a state's: «میانجیگری قطر», «سفر غنا».
_OF_STATES = ("merit", "deed", "effort", "backing-noun", "proposal", "trip", "meeting")


def demanded(sight: Sight, i: int) -> bool:
    """Whether a name that is an ordinary word too («مالی», «چک») stands where only a name can."""
    if i == 0 or sight.scene.world.ambiguous.get((sight.lang.code, sight.keys[i])) != "governed":
        return True
    before = sight.at(i - 1)
    if not sight.tokens[i - 1].word or bool(before and before[1][0].kind in ("case", "word")):
        return True
    adjective = sight.keys[i].endswith(sight.lang.edges("adjectival-ending"))  # «نقش مالی»
    return not adjective and sight.keys[i - 1] in sight.lang.either(*_OF_STATES)


def region_at(sight: Sight, i: int, *, town: bool = False) -> tuple[int, str] | None:
    """The country of a region, or of a town, in a title that only names the region."""
    hit = sight.at(i)
    place = sight.scene.world.places.get(hit[1][0].id) if hit and hit[1][0].kind == "place" else None
    if hit and place and place.country and (town or place.kind == "region"):
        return i + hit[0], f"country/{place.country}"
    return None


def country_np(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """A country by its name; an adjective before a verb is no country («ترک کرد»), nor is a language's."""
    if sense.role == "adjective":
        leaving = sight.among(i, "leaving") and sight.case_before(i)
        press = i > 0 and sight.among(i - 1, "outlet")  # «روزنامه سعودی عکاظ»
        tongue = sight.among(i + n, "language") or (i > 0 and sight.among(i - 1, "language"))
        people = i > 0 and sight.among(i - 1, "refugee")  # «میزبان آوارگان سوری است»
        if leaving or press or tongue or (sight.verb(min(i + n, sight.size - 1)) and not people):
            return None
    return Np(i, i + n, (f"country/{sense.id}",), sense.role if sense.role in ("adjective", "people") else "name")


def states_at(sight: Sight, i: int) -> Np | None:
    """Two countries or more, listed from token i on."""
    end, countries = row_at(sight, i, country_at)
    return Np(i, end, tuple(dict.fromkeys(countries)), "name") if len(countries) > 1 else None


def place_at(sight: Sight, i: int, n: int, sense: Sense) -> Np:
    """A town or region; a capital stands for its government until its clause says otherwise («چاپ بیروت»: never)."""
    place, id_ = sight.scene.world.places[sense.id], f"place/{sense.id}"
    after = country_at(sight, i + n)
    if after and after[1] == f"country/{place.country}":  # «اوزاکای ژاپن»
        sight.scene.mention(after[1], sight.span(i + n, after[0]), sight.text, "of")
        return Np(i, after[0], (after[1],), "capital", place=id_)
    printed = i and sight.among(i - 1, "printed")
    if place.country and not printed and (place.acts == "government" or place.kind == "capital"):
        return Np(i, i + n, (f"country/{place.country}",), "capital", place=id_)
    return Np(i, i + n, (id_,), "place", place=id_)


def people_at(sight: Sight, i: int, n: int) -> Np | None:
    """«دولت روسیه», «مقامات ارشد عراقی», «کشور ما»: the country whose they are, or that it is."""
    members = members_at(sight, i, n)
    if members:
        return members
    j = _after_adjectives(sight, i + n)
    hit = sight.at(j)
    how = "name" if j == i + n and sight.among(i, "state-head") else "people"
    ours = sight.scene.country_of(sight.scene.speaker) or sight.scene.home
    if sight.is_word(j, "our") and ours:
        return Np(i, j + 1, (ours,), how)
    if hit:
        sense = hit[1][0]
        if sense.kind == "organization":
            return replace(organization_at(sight, j, hit[0], sense), start=i)
        if sense.id == "of-people":
            return people_at(sight, j, hit[0])
        if sense.id in ("two-states", "two-sides"):
            refs = refers(sight, sense.id, j)
            return Np(i, j + hit[0], refs, "two-states") if refs else None
    if sight.conjoined(j) and (after := sight.at(j + 1)) and after[1][0].id == "of-people":
        both = people_at(sight, j + 1, after[0])  # «دولت و ملت سوریه»
        return replace(both, start=i) if both and both.refs[0].startswith("country/") else None
    found = country_at(sight, j) or _ruled_by(sight, i, j)
    if found and sight.among(i, "official-head"):
        official = _official_of(sight, found[1]) if j == i + n else None
        if official and not sight.is_word(i - 1, "all"):
            return Np(i, found[0], (official,), "this")
        if sight.among(i, "one-official") and (some := some_official(sight, i, found[0], found[1])):
            return Np(i, found[0], (some,), "title")
    return Np(i, found[0], (found[1],), how) if found else None


def some_official(sight: Sight, i: int, end: int, state: str) -> str | None:
    """«یک مقام آگاه آمریکایی»: an official of a state, whom nobody names; of several the state is meant."""
    if i and (sight.keys[i - 1].isdigit() or sight.is_word(i - 1, "all")) and not sight.among(i - 1, "one"):
        return None
    return sight.scene.unnamed(Title("official", state, surface=sight.surface(i, end)))


def members_at(sight: Sight, i: int, n: int) -> Np | None:
    """«کشورهای عضو ناتو», «اعضای این اتحادیه»: the members of a body of states, together."""
    j = i + n if sight.among(i, "members") else _member_word(sight, i, i + n)
    while j and sight.among(j, "member-kind"):
        j += 1
    found = (_joint_body(sight, j) or _spoken_of(sight, i, j)) if j else None
    if found is None:
        return None
    end, body = found
    id_ = body + MEMBERS
    scene = sight.scene
    if scene.row(id_) is None:
        scene.labels[id_] = f"{scene.label(body)} member states"
    scene.fact(id_, "membersOf", body)
    scene.mention(body, sight.span(j, end), sight.text, "of")
    return Np(i, end, (id_,), "group")


def _member_word(sight: Sight, i: int, j: int) -> int:
    """The token after «عضو» that follows «کشورهای», or «سران ۲۸ کشور», at token i; 0 where none does."""
    if not sight.among(i, "state-head"):
        return 0
    return j + 1 if sight.among(j, "member") else 0


def _joint_body(sight: Sight, i: int) -> tuple[int, str] | None:
    """A body whose members are states: by its name, or «این اتحادیه»."""
    hit = sight.at(i)
    if hit and hit[1][0].kind == "organization":
        row = sight.scene.world.organizations[hit[1][0].id]
        return (i + hit[0], f"organization/{row.id}") if row.kind in JOINT else None
    after = sight.at(i + 1) if sight.is_word(i, "this") else None
    if after and any(s.id == "this-body" for s in after[1]):
        body = _last_joint(sight)
        return (i + 1 + after[0], body) if body else None
    return None


def _spoken_of(sight: Sight, start: int, end: int) -> tuple[int, str] | None:
    """«کشورهای عضو» and no more: the members of the body that was spoken of last."""
    body = _last_joint(sight) if sight.among(end - 1, "member") and end > start + 1 else None
    return (end, body) if body and not sight.verb(end) and sight.at(end) else None


def _last_joint(sight: Sight) -> str | None:
    rows = ((e, sight.scene.row(e)) for e in sight.scene.recent if e.startswith("organization/"))
    return next((e for e, row in rows if row is not None and row.kind in JOINT), None)


def _ruled_by(sight: Sight, i: int, j: int) -> tuple[int, str] | None:
    """«دولت ترامپ», «رژیم صدام»: the country of whoever rules it."""
    hit = sight.at(j) if sight.among(i, "rule") else None
    if hit is None or hit[1][0].kind != "person":
        return None
    ids = {s.id for s in hit[1] if s.kind == "person"}
    countries = {c for p in ids if (c := sight.scene.world.people[p].country)}
    if len(countries) != 1:
        return None
    if len(ids) == 1:  # «دولت ترامپ» names him, too
        sight.scene.mention(sight.scene.known(*ids).id, sight.span(j, j + hit[0]), sight.text, "ruler")
    return j + hit[0], f"country/{countries.pop()}"


def _official_of(sight: Sight, country: str) -> str | None:
    """«مقام روس», once an official of that country was on stage: who was spoken of last."""
    scene = sight.scene
    officials = (e for e in scene.recent if e.startswith("official/"))
    return next((e for e in officials if scene.country_of(e) == country), None)


def _after_adjectives(sight: Sight, j: int) -> int:
    lang = sight.lang
    several = j > 0 and sight.keys[j - 1].endswith(lang.edges("plural-ending"))
    for _ in range(_ADJECTIVES):
        if j >= sight.size:
            break
        plain = sight.at(j) is None and sight.keys[j] in lang.ordinary
        counted = sight.keys[j].isdigit() or sight.is_word(j, "all")  # «سران دیگر ۲۸ کشور»
        if sight.among(j, "siding") or sight.among(j, "opposing") or (several and sight.among(j, "beside")):
            break  # «نیروهای مخالف سوریه», «کشورهای همسایه سوریه»: none of its own
        if (
            counted
            or sight.is_word(j, "new")
            or sight.is_word(j, "acting")
            or (plain and not sight.light(j) and not sight.verb(j))
            or _unheard_of(sight, j)
        ):
            j += 1
    return j


def _unheard_of(sight: Sight, j: int) -> bool:
    """«دولت راست‌گرای نروژ»: whether token j can only be an adjective that nobody listed: a country stands behind it."""
    word = sight.at(j) is None and sight.tokens[j].word and not sight.verb(j) and not sight.light(j)
    after = sight.at(j + 1) if word and sight.keys[j].endswith(sight.lang.edges("ezafe-ending")) else None
    return after is not None and after[1][0].kind == "country" and after[1][0].role != "adjective"


def government_at(sight: Sight, i: int, n: int) -> Np | None:
    """«دولت باید …»: the speaker's own government."""
    country = sight.scene.country_of(sight.scene.speaker)
    if country and sight.among(i, "government") and sight.among(i + n, "must") and sight.at(i + n) is None:
        return Np(i, i + n, (country,), "government")
    return None


def organization_at(sight: Sight, i: int, n: int, sense: Sense) -> Np:
    """An organization of the packs, with the name of its country behind it."""
    row = sight.scene.world.organizations[sense.id]
    found = country_at(sight, i + n) if row.country else None
    media = row.kind == "media"
    own = found and found[1] == f"country/{row.country}" and not (media and _begins(sight, i, found[0]))
    if found and not (own or media) and (another := _like_body(sight, i, n)):
        return another
    if found and own:
        sight.scene.mention(found[1], sight.span(i + n, found[0]), sight.text, "of")
    for k in range(i + 1, i + n) if not media else ():  # «حزب‌الله لبنان»
        inside = sight.at(k)
        if inside and inside[1][0].kind == "country" and k + inside[0] <= i + n:
            sight.scene.mention(f"country/{inside[1][0].id}", sight.span(k, k + inside[0]), sight.text, "of")
    return Np(i, found[0] if found and own else i + n, (f"organization/{sense.id}",), "media" if media else "name")


def _like_body(sight: Sight, i: int, n: int) -> Np | None:
    """«سنای X», of another state than the senate that needs no name."""
    hit = sight.at(i)
    sense = next((s for s in hit[1] if s.kind == "body"), None) if hit else None
    bound = sight.keys[i + n - 1].endswith(sight.lang.edges("ezafe"))
    return body_at(sight, i, n, sense) if sense and bound else None


def _begins(sight: Sight, i: int, after: int) -> bool:
    """«به گزارش ایسنا ایران از …»: whether the country behind an agency at token i, up to token `after`, does it."""
    followed = any((hit := sight.at(k)) and hit[1][0].id == "said-by" for k in range(max(i - _AGENCY, 0), i))
    hit = sight.at(after)
    goes_on = hit is not None and (hit[1][0].kind == "case" or hit[1][0].id in ("and", "adverb", "ra"))
    return followed and goes_on


def told_in_full(sight: Sight, sense: Sense) -> bool:
    """Whether a short name of a body («کمیسیون مشترک») means it: only where its full name stands, too."""
    return sense.role != "short" or f"organization/{sense.id}" in sight.scene.names


def body_at(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """«پارلمان عراق»: a generic body and its country; «پارلمان‌های ایران و عراق» are one each."""
    found = country_at(sight, i + n)
    if any(sight.keys[k].endswith(sight.lang.edges("plural-ending")) for k in range(i, i + n)):
        end, countries = both_at(sight, i + n) or row_at(sight, i + n, country_at)
        if len(countries) > 1:
            bodies = dict.fromkeys(body_of(sight, sense, c, i, end) for c in countries)
            return Np(i, end, tuple(bodies), "name")
    found = found or _joint_owner(sight, i + n)
    if found is None:
        return None
    end, country = found
    return Np(i, end, (body_of(sight, sense, country, i, end),), "name")


def _joint_owner(sight: Sight, j: int) -> tuple[int, str] | None:
    """«ارتش و کمیته‌های مردمی یمن»: the country behind what «و» joins to a body."""
    if not sight.conjoined(j):
        return None
    for k in range(j + 1, min(j + 2 + _ADJECTIVES, sight.size)):
        if k > j + 1 and (found := country_at(sight, k)):
            return found
        if sight.at(k) is not None or not sight.tokens[k].word or sight.verb(k) or sight.light(k):
            return None
    return None


def bare_body_at(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """«وزارت خارجه» without a country: the ministry of that name that was spoken of last, else the one at home."""
    scene, (kind, _, label) = sight.scene, sense.role.partition("|")
    if kind not in ("ministry", "central-bank") or (sight.conjoined(i + n) and not _office_at(sight, i + n + 1)):
        return None
    if (hit := sight.at(i + n)) and hit[1][0].kind == "place":
        return None  # «وزارت خارجه اسکاتلند»
    ministries = (e for e in scene.recent if e.startswith("organization/") and label in scene.label(e))
    body = next(ministries, None) or (body_of(sight, sense, scene.home, i, i + n) if scene.home else None)
    return Np(i, i + n, (body,), "name") if body else None


def _office_at(sight: Sight, i: int) -> bool:
    hit = sight.at(i)
    return hit is not None and hit[1][0].kind == "office"


def body_of(sight: Sight, sense: Sense, country: str, start: int, end: int) -> str:
    """The organization that a generic body of a country, named by tokens start to end, is: of the packs, or new."""
    if sense.id == "country":
        return country
    scene = sight.scene
    scene.mention(country, sight.span(start, end), sight.text, "of")
    kind, _, label = sense.role.partition("|")
    iso = country.partition("/")[2]
    same = [o for o in scene.world.bodies.get((iso, kind), ()) if sense.id in slug(o.label)]
    if len(same) == 1:
        return f"organization/{same[0].id}"
    text = f"{label} of {scene.label(country)}"
    id_ = f"organization/{slug(text)}"
    scene.labels[id_] = text
    scene.names.setdefault(id_, {})[sight.surface(start, end)] = None
    scene.fact(id_, "country", country)
    return id_


def body_called(sight: Sight, head: str) -> str | None:
    """The body of such a name («این سازمان»), or of several states, that was spoken of last."""
    scene = sight.scene
    bodies = [e for e in scene.recent if e.startswith("organization/")]
    headed = (e for e in bodies if any(key(name).split()[:1] == [head] for name in scene.all_names(e)))
    called = (e for e in bodies if any(head in key(name).split() for name in scene.all_names(e)))
    joint = (e for e in bodies if (row := scene.row(e)) is not None and not row.country and row.kind in JOINT)
    firm = head in sight.lang.among("firm")
    return next(headed, None) or next(called, None) or (None if firm else next(joint, None))


def target_at(sight: Sight, i: int) -> tuple[int, str] | None:
    """Whose an office may be: a country, an organization, a generic body of a country, its government."""
    found = country_at(sight, i)
    hit = None if found else sight.at(i)
    if hit is None:
        return found
    n, sense = hit[0], hit[1][0]
    np: Np | None = None
    if sense.kind == "organization" and told_in_full(sight, sense):
        np = organization_at(sight, i, n, sense)
        np = None if np.how == "media" else np
    elif sense.kind == "body":
        np = body_at(sight, i, n, sense) or bare_body_at(sight, i, n, sense)
    elif sense.id == "of-people":
        np = people_at(sight, i, n)
    elif sense.id == "this" and (after := sight.at(i + n)) and any(s.id == "this-body" for s in after[1]):
        body = body_called(sight, sight.keys[i + n])  # «دبیرکل این سازمان»
        return (i + n + after[0], body) if body else None
    return (np.end, np.refs[0]) if np else None


def party_at(sight: Sight, i: int) -> tuple[int, str] | None:
    """A country, or an organization, as the party of an agreement that it may be."""
    found = country_at(sight, i)
    hit = None if found else sight.at(i)
    if hit is None:
        return found
    sense = hit[1][0]
    if sense.kind == "organization":
        row = sight.scene.world.organizations[sense.id]
        return None if row.kind in ("media", "company") else (i + hit[0], f"organization/{row.id}")
    if sense.id == "of-people":
        np = people_at(sight, i, hit[0])
        return (np.end, np.refs[0]) if np and len(np.refs) == 1 else None
    return None


def both_at(sight: Sight, i: int) -> tuple[int, list[str]] | None:
    """«دو کشور», «طرفین» at token i: the token after it, and whom it means."""
    hit = sight.at(i)
    if hit and hit[1][0].id in ("two-states", "two-sides"):
        return i + hit[0], list(refers(sight, hit[1][0].id, i))
    return None
