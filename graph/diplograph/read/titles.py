"""Offices and whose they are: «وزیر پیشین امور خارجه روسیه», «سفیر ایران در مسکو», «وزیران خارجه ایران و چین»."""

from __future__ import annotations

from dataclasses import replace

from diplograph.ids import named
from diplograph.read.actors import TOP, Actor, Title
from diplograph.read.groups import body_behind
from diplograph.read.index import Hit, Sense
from diplograph.read.names import known_ahead, known_at, name_after
from diplograph.read.places import both_at, country_at, demanded, region_at, target_at
from diplograph.read.refer import refers
from diplograph.read.rows import row_at
from diplograph.read.sight import CLOSE, OPEN, Sight

_MANY = 200  # holders of one office that are counted
_FAR = 8  # tokens between an office and whose it is
_COMMITTEE = 6  # tokens of a committee's name without its parliament
# Offices that one has in a body: «نماینده … در مجلس», «عضو ناظر مجلس در شورای عالی انرژی», «سناتور … از تگزاس».
# Who is sent to another state, or to a body, and sits there.
SENT = frozenset({"office-chief", "representative", "special-representative", "envoy", "special-envoy"})
_SEATED = frozenset({"member-of-parliament", "representative", "member", "commission-member", "senator"})
_STATES = frozenset(
    {"intergovernmental", "bloc", "un-body", "format", "court", "agency"}
)  # kinds whose members are states
SERVES = frozenset(
    {
        "special-envoy",
        "special-representative",
        "envoy",
        "adviser",
        "aide",
        "spokesperson",
        "representative",
        "office-chief",
        "national-security-adviser",
    }
)
_DEPARTED = frozenset({"head", "deputy-head", "director-general", "office-chief"})  # of a part of a ministry
_HEADS = frozenset(  # of bodies
    {"head", "deputy-head", "secretary-general", "executive-director", "leader", "director-general", "member"}
    | {"party-leader", "chairman", "commander", "spokesperson"}
)
_BODILY = frozenset({"head", "executive-director", "director-general"})  # whose words name a body
_SERVED = TOP | {"secretary-general", "pope", "foreign-policy-chief", "supreme-leader"}
_FORCES = frozenset({"armed-group"})  # kinds of bodies that are of no state, wherever they are
_OF_STATES = frozenset({"president", "prime-minister", "chancellor", "king", "emir"})
_OF_AFFAIRS = frozenset({"state-minister", "minister", "adviser", "aide", "deputy-minister"})  # «وزیر مشاور در امور …»
_AFFAIRS = 3  # words that name the affairs
_LOCAL = frozenset({"governor", "mayor"})  # of a region, which is named at once
_QUALIFIERS = frozenset({"former", "acting", "designate", "new"})

Titled = tuple[int, list[Title]]  # the token after an office, and the titles: several for a plural


def title_at(sight: Sight, i: int) -> Titled | None:
    """An office at token i with all that belongs to it: the token after it, and the titles (several for a plural)."""
    hit = sight.at(i)
    sense = next((s for s in hit[1] if s.kind == "office"), None) if hit else None
    if hit is None or sense is None:
        return None
    if (not sense.role or sense.id == "member") and i and _counts(sight, i - 1):
        sense = sense._replace(role="plural")
    seat = _seat(sight, i, i + hit[0]) or _partisan(sight, i + hit[0], sense)
    if seat:  # «عضو پارلمان اروپا», «رئیس بانک مرکزی اروپا»: the body's name goes on behind the office
        sight.scene.mention(seat[1], sight.span(i, seat[0]), sight.text, "of")
        return seat[0], [Title(sense.id, seat[1], None, "", sight.surface(i, seat[0]), sense.role == "plural")]
    qualifier, j = _qualifier_at(sight, i + hit[0])
    sense, j = _divided(sight, i, i + hit[0], j) or (sense, j)
    offices, j = _fellows(sight, j, sense)
    j = _after_number(sight, j) if sense.role == "plural" else j
    words = j
    j, targets = targets_at(sight, j, plural=sense.role == "plural")
    if _anothers(sight, i, words, targets) or (sense.id in sight.index.sole and _inside(sight, i, words, sense)):
        j, targets = words, []  # «رئیس پارلمان اروپا ایران را …»
    if not targets and j > i + 1 and (hit := sight.at(j - 1)) and hit[0] > 1 and hit[1][0].kind == "organization":
        found = None if _ministry(sight, f"organization/{hit[1][0].id}") else target_at(sight, j - 1)  # «رهبر جنبش امل»
        j, targets = (found[0], [found[1]]) if found else (j, [])
    if not targets and sight.among(j - 1, "republic"):  # «رئیس جمهوری خلق چین», «رؤسای جمهوری اسلامی ایران و چین»
        end, targets = targets_at(sight, j - 1, plural=sense.role == "plural")
        j = end if targets else j
    if not qualifier:
        qualifier, j = _qualifier_at(sight, j)
    if not targets:
        j, targets = _served(sight, j, sense) or _far_target(sight, j, sense)
    post, j = _post_at(sight, j, sense)
    if not targets and not sense.role:  # «امور خارجه روسیه», a word lost: an office only with its country
        return None
    if sense.id in _DEPARTED and (ministry := _ministry_behind(sight, i, j)):
        j, targets = ministry[0], [ministry[1]]
    targets = targets or _inside(sight, i, j, sense)
    j, targets = _committee(sight, i, j, targets) or _body_behind(sight, j, sense, targets)
    if sense.id == "member" and not of_people(sight, targets):
        return None
    for target in (*targets, *([post] if post else [])):
        sight.scene.mention(target, sight.span(i, j), sight.text, "of")
    surface, plural = sight.surface(i, j), sense.role == "plural"
    owners: list[str | None] = [*targets] or [None]
    if any(of and not of.startswith("country/") for of in owners):
        offices = [sense.id]
    return j, [Title(office, of, post, qualifier, surface, plural) for of in owners for office in offices]


def _counts(sight: Sight, i: int) -> bool:
    """Whether token i is a number of several: «چند وزیر خارجه عربی», «هشت وزیر خارجه دیگر عرب»."""
    return sight.among(i, "several") or (sight.keys[i].isdigit() and 1 < int(sight.keys[i]) < _MANY)


def _seat(sight: Sight, start: int, end: int) -> tuple[int, str] | None:
    """A body of several states whose name begins among the words of an office, and goes on behind them."""
    for k in range(start + 1, end):
        hit = sight.at(k)
        if hit and hit[1][0].kind == "organization" and k + hit[0] > end:
            body = f"organization/{hit[1][0].id}"
            return None if sight.scene.country_of(body) else (k + hit[0], body)
    return None


def _partisan(sight: Sight, end: int, sense: Sense) -> tuple[int, str] | None:
    """«سناتور دموکرات»: a member by his party, in the state whose senate needs no name."""
    if sense.id not in _SEATED or end >= sight.size:
        return None
    torn = sight.keys[end] + sight.keys[end + 1] if end + 1 < sight.size else ""  # «جمهوری خواه»
    members = sight.lang.among("party-member")
    end += 1 if torn in members else 0
    if (sight.keys[end] not in members and torn not in members) or target_at(sight, end + 1):
        return None
    senates = (s for word in sight.lang.among("senate") for s in sight.index.senses.get(word, ()))
    states = (sight.scene.country_of(f"organization/{s.id}") for s in senates if s.kind == "organization")
    state = next(states, None)
    return (end + 1, state) if state else None


def _after_number(sight: Sight, i: int) -> int:
    """«وزیران خارجه پنج کشور ایران، …»: the token where the list of the states begins."""
    hit = sight.at(i)
    if hit and hit[1][0].id == "these-states":
        return i + hit[0] if country_at(sight, i + hit[0]) else i
    return i + 2 if sight.is_word(i, "all") and sight.among(i + 1, "state") else i


def _fellows(sight: Sight, i: int, sense: Sense) -> tuple[list[str], int]:
    """«وزیران خارجه، اقتصاد و دفاع روسیه»: the offices that share the plural, and the token after them."""
    offices, heads = [sense.id], sight.lang.among("fellow-head")
    while sense.role == "plural" and i + 1 < sight.size and (sight.conjoined(i) or sight.keys[i] == "،"):
        senses = (s for head in heads for s in sight.index.senses.get(f"{head} {sight.keys[i + 1]}", ()))
        fellow = next((s.id for s in senses if s.kind == "office"), None)
        if fellow is None:
            break
        offices, i = [*offices, fellow], i + 2
    return offices, i


def _ministry_behind(sight: Sight, i: int, j: int) -> tuple[int, str] | None:
    """«مدیرکل اروپا و آمریکا و همسایگان دریای خزر وزارت نفت»: the ministry behind the part of it that the office heads.

    Between the two stand the names of places only, or a part that the words call one.
    """
    part = any(sight.among(k, "department") for k in range(i, j + 1))
    for k in range(j, min(i + 2 * _FAR, sight.size)):
        hit = sight.at(k)
        kind, id_ = hit[1][0][:2] if hit else ("", "")
        if kind == "body" or (kind == "organization" and _ministry(sight, f"organization/{id_}")):
            found = target_at(sight, k)
            return found if found and (part or k > j) else None
        if not sight.tokens[k].word or sight.verb(k) or kind in ("case", "person", "office"):
            break
        part = part or sight.among(k, "department")
        if not part and not (
            kind in ("country", "place", "group", "organization") or sight.among(k, "and") or sight.common(k)
        ):
            break
    return None


def _ministry(sight: Sight, body: str) -> bool:
    row = sight.scene.row(body)
    return row is not None and row.kind == "ministry"


def _anothers(sight: Sight, i: int, end: int, targets: list[str]) -> bool:
    """Whether an office's own words name a body of another country than what follows: «فرمانده سپاه آمریکا را …»."""
    if len(targets) != 1 or not targets[0].startswith("country/"):
        return False
    named = ((k, hit) for k in range(i + 1, end) if (hit := sight.at(k)) and hit[1][0].kind == "organization")
    hits = ((k, hit) for k, hit in named if all(s.kind != "body" for s in hit[1]))  # «مجلس»: every state has one
    inner = {sight.scene.country_of(f"organization/{hit[1][0].id}") for k, hit in hits if k + hit[0] <= end}
    return bool(inner - {None}) and targets[0] not in inner


def _served(sight: Sight, i: int, sense: Sense) -> tuple[int, list[str]] | None:
    """«سخنگوی نخست‌وزیر عراق»: whoever serves the holder of an office, named or not, serves whom that office is of."""
    serves = sense.id in SERVES | {"deputy-head"} and sense.role != "plural"
    inner = (title_at(sight, i) or _served_in(sight, i)) if serves else None
    if inner is None:
        return _of_boss(sight, i, sense)
    if inner[1][0].plural:
        return None
    end, (title, *_) = inner
    if title.of is None and title.telling and sight.scene.home:  # «نماینده رهبر انقلاب»
        return end, [sight.scene.home]
    if title.of is None:
        return None
    boss = known_at(sight, end)
    careers = sight.scene.world.careers.get(boss[1].id.partition("/")[2], ()) if boss else ()
    if boss and any(r.office == title.office for r in careers):
        end = boss[0]
    return end, [title.of] if title.of else []


def _served_in(sight: Sight, i: int) -> Titled | None:
    """«معاون حقوقی وزیر نفت X», «مشاور امور بین‌الملل رئیس مجلس X»: the office behind what its holder is served in."""
    j = i
    while j < min(i + _AFFAIRS, sight.size) and sight.at(j) is None and sight.common(j) and not sight.verb(j):
        j += 1
    return title_at(sight, j) if j > i else None


def _of_boss(sight: Sight, i: int, sense: Sense) -> tuple[int, list[str]] | None:
    """«سخنگوی کرزای»: whoever serves somebody in a high office serves whom that office is of."""
    serves = sense.id in SERVES | {"deputy-head"} and sense.role != "plural"
    boss = known_at(sight, i) if serves else None
    office = sight.scene.office_of(boss[1]) if boss else None
    if boss is None or office is None or office.of is None or office.office not in _SERVED:
        return None
    beside = title_at(sight, boss[0])
    return (beside[0], [office.of]) if beside and beside[1][0].of == office.of else (boss[0], [office.of])


def _inside(sight: Sight, start: int, end: int, sense: Sense) -> list[str]:
    """Whose an office is by its own words: «نماینده مجلس» the body's at home, «سخنگوی پنتاگون» its country's."""
    for i in range(start + 1, end):
        hit = sight.at(i)
        body = next((s for s in hit[1] if s.kind == "organization"), None) if hit and i + hit[0] <= end else None
        country = sight.scene.country_of(f"organization/{body.id}") if body else None
        if body and sense.id in _SEATED and country == sight.scene.home:
            return [f"organization/{body.id}"]
        if body and country is None and sense.id in sight.index.sole:
            return [f"organization/{sight.index.sole[sense.id]}"]
        if body and (country is None or getattr(sight.scene.row(f"organization/{body.id}"), "kind", "") in _FORCES):
            return [f"organization/{body.id}"]  # «رئیس دوره‌ای شورای امنیت», «عضو دفتر سیاسی حماس»
        palace = next((s for s in hit[1] if s.kind == "country" and s.role == "metonym"), None) if hit else None
        country = f"country/{palace.id}" if palace else country  # «مشاور امنیت ملی کاخ سفید»
        whole = bool(body) and hit is not None and all(s.role == "name" for s in hit[1])  # «سپاه پاسداران»
        if country and (country != sight.lang.home or whole):
            return [country]
    return []


def _body_behind(sight: Sight, i: int, sense: Sense, targets: list[str]) -> tuple[int, list[str]]:
    """«عضو ناظر مجلس در شورای عالی انرژی»: the body where a member sits, behind the one that sent him."""
    if sense.id == "member" and targets and sight.among(i, "in"):
        found = target_at(sight, i + 1)
        if found and found[1].startswith("organization/"):
            return found[0], [found[1]]
    return i, targets


def of_people(sight: Sight, targets: list[str]) -> bool:
    """Whether people, not states, are the members of a body: «عضو حزب», never «عضو ناتو»."""
    row = sight.scene.row(targets[0]) if len(targets) == 1 else None
    return bool(targets) and targets[0].startswith("organization/") and (row is None or row.kind not in _STATES)


def _committee(sight: Sight, start: int, end: int, targets: list[str]) -> tuple[int, list[str]] | None:
    """«عضو کمیسیون انرژی مجلس»: the committee, which is its parliament's; the token after it."""
    head = next((i for i in range(start, end) if sight.among(i, "committee")), None)
    if head is None:
        return None
    known = _known_committee(sight, head)
    if known:
        return max(end, known[0]), [known[1]]
    if len(targets) != 1 or end < head + 2:
        return None
    inside = next((i for i in range(head + 2, end) if sight.among(i, "in")), end)
    surface = sight.surface(head, inside)
    id_ = named("organization", surface)
    sight.scene.labels.setdefault(id_, surface)
    country = sight.scene.country_of(targets[0])
    if country:
        sight.scene.fact(id_, "country", country)
    sight.scene.mention(targets[0], sight.span(start, end), sight.text, "of")
    return end, [id_]


def _known_committee(sight: Sight, head: int) -> tuple[int, str] | None:
    """A committee of the packs at token head; that of the parliament at home may leave the parliament unsaid."""
    hit = sight.at(head)
    known = next((s for s in hit[1] if s.kind == "organization"), None) if hit else None
    if hit and known:
        return head + hit[0], f"organization/{known.id}"
    for n in range(min(_COMMITTEE, sight.size - head), 1, -1) if sight.scene.home else ():
        for parliament in sight.lang.among("parliament"):
            said = " ".join((*sight.keys[head : head + n], parliament))
            body = next((s for s in sight.index.senses.get(said, ()) if s.kind == "organization"), None)
            if body:
                return head + n, f"organization/{body.id}"
    return None


def _qualifier_at(sight: Sight, i: int) -> tuple[str, int]:
    """«پیشین», «جدید» …: the first word that says whether the office is over, and the token after all such words."""
    found = ""
    while hit := sight.at(i):
        value = next((s.id for s in hit[1] if s.id in _QUALIFIERS), "")
        if not value:
            break
        found = found or ("" if value == "new" else value)
        i += hit[0]
    return found, i


def _divided(sight: Sight, i: int, end: int, j: int) -> tuple[Sense, int] | None:
    """«وزیر پیشین خارجه»: the office that goes on at token j, behind the words that say whether it is over."""
    for n in (2, 1) if j > end else ():
        senses = sight.index.senses.get(" ".join((*sight.keys[i:end], *sight.keys[j : j + n])), ())
        office = next((sense for sense in senses if sense.kind == "office"), None)
        if office is not None:
            return office, j + n
    return None


def targets_at(sight: Sight, i: int, *, plural: bool) -> tuple[int, list[str]]:
    """Whose office it is: a country, an organization, a generic body of a country; lists for plurals."""
    if plural:
        return both_at(sight, i) or row_at(sight, i, target_at, then=_target_behind)
    found = target_at(sight, i)
    if found and _adjective(sight, i) and (body := target_at(sight, found[0])) and body[1].startswith("organization/"):
        found = body  # «رئیس آلمانی اینستکس»
    return (found[0], [found[1]]) if found else (i, [])


def _adjective(sight: Sight, i: int) -> bool:
    hit = sight.at(i)
    return hit is not None and hit[1][0].role == "adjective"


def _target_behind(sight: Sight, i: int) -> tuple[int, str] | None:
    """A further target of a list; the first word of a formal name may be misspelt."""
    found = target_at(sight, i)
    if found is None and i + 1 < sight.size and country_at(sight, i + 1) and not sight.common(i):
        return target_at(sight, i + 1)
    return found


def _far_target(sight: Sight, i: int, sense: Sense) -> tuple[int, list[str]]:
    """«رئیس دوره‌ای شورای حکومتی عراق», «نماینده مردم تهران در مجلس»: plain words between an office and its owner."""
    j = i
    while j < min(i + _FAR, sight.size):
        if sense.id in _SEATED and sight.among(j, "out-of"):  # «سناتور جمهوری‌خواه از تگزاس»
            region = region_at(sight, j + 1)
            return (region[0], [region[1]]) if region else (i, [])
        found = target_at(sight, j) or region_at(sight, j, town=sense.id in _LOCAL) or _quoted_target(sight, j)
        if j > i and sense.id in _OF_STATES and sight.keys[j - 1].endswith(sight.lang.edges("plural-ending")):
            break  # «رئیس‌جمهوری تحریم‌ها و فشارهای آمریکا را …»
        if found and (j > i or sense.id in _LOCAL) and demanded(sight, j):
            return found[0], [found[1]]
        if j == i and sense.id in _OF_AFFAIRS and (affairs := _affairs_of(sight, j)):
            return affairs[0], [affairs[1]]
        hit = sight.at(j)
        if _ends_office(sight, j, hit, sense) or (found is None and known_ahead(sight, j)):
            break
        j += hit[0] if hit else 1
    return i, []


def _affairs_of(sight: Sight, i: int) -> tuple[int, str] | None:
    """«وزیر مشاور در امور انرژی قطر»: the country behind the affairs at token i."""
    j = i + 2 if sight.among(i, "in") and sight.among(i + 1, "department") else i
    k = j
    while i < k < j + _AFFAIRS and sight.at(k) is None and sight.common(k) and not sight.verb(k):
        k += 1
    return country_at(sight, k) if k > j > i else None


def _quoted_target(sight: Sight, i: int) -> tuple[int, str] | None:
    """A body in quotation marks: «رهبر حزب مخالف «باتکیوشینا»»."""
    found = target_at(sight, i + 1) if sight.keys[i] in OPEN else None
    return (found[0] + 1, found[1]) if found and found[0] < sight.size and sight.keys[found[0]] in CLOSE else None


def _ends_office(sight: Sight, i: int, hit: Hit | None, sense: Sense) -> bool:
    """Whether the phrase at token i cannot stand between an office and its owner."""
    if not sight.tokens[i].word or sight.verb(i) or sight.among(i, "not-office"):
        return True
    if hit is None or sight.among(i, "and") or (sight.among(i, "in") and sense.id in _SEATED):
        return False
    committee = sense.id == "commission-member" and hit[1][0].id == "of-people"  # «کمیسیون امور داخلی کشور»
    return hit[1][0].kind in ("case", "person", "office", "word") and not committee


def _post_at(sight: Sight, i: int, sense: Sense) -> tuple[str | None, int]:
    """Where an ambassador is posted: «سفیر ایران در مسکو»."""
    office = sight.scene.world.offices.get(sense.id)
    hit = sight.at(i + 1)
    sent = office is not None and (office.scope == "bilateral" or sense.id in SENT)
    if not (sent and hit and sight.among(i, "posted")):
        return None, i
    places = sight.scene.world.places
    for s in hit[1]:
        if s.kind in ("country", "organization"):
            return f"{s.kind}/{s.id}", i + 1 + hit[0]
        if s.kind == "place" and places[s.id].country:
            return f"country/{places[s.id].country}", i + 1 + hit[0]
        if s.id in ("home", "state-this"):
            refs = refers(sight, s.id, i + 1)
            return (refs[0], i + 1 + hit[0]) if refs else (None, i)
    return None, i


def further_titles(sight: Sight, i: int, titles: list[Title], *, named: bool) -> Titled:
    """«معاون رئیس‌جمهور و رئیس سازمان انرژی اتمی ایران»: one person, two offices.

    `named` says whether the name stands behind them; a name behind offices that follow a name is somebody else's.
    """
    while sight.conjoined(i):
        more = title_at(sight, i + 1)
        if more is None or more[1][0].plural or name_after(sight, more[0]) is not named:
            break
        if not named and _of_another(sight, titles[-1], more):
            break
        if titles[-1].of is None and more[1][0].of:  # a shared owner
            titles[-1] = replace(titles[-1], of=sight.scene.country_of(more[1][0].of))
        more = more if named else in_body(sight, i + 1, more)
        i, titles = more[0], [*titles, *more[1]]
    return i, titles


def in_body(sight: Sight, i: int, found: Titled) -> Titled:
    """An office from token i on that nothing known is said to have: in the body behind it, if there is one."""
    end, (title, *more) = found
    body = body_behind(sight, i, end) if title.of is None and not more and title.office in _HEADS else None
    if body is None:
        return found
    return body.end, [replace(title, of=body.refs[0], surface=sight.surface(i, body.end))]


def of_its_body(sight: Sight, i: int, j: int, title: Title) -> Title:
    """«رئیس شرکت آب و برق قطر»: whoever heads a body of a state is of the body, where nobody names him."""
    bare = title.office in _BODILY  # «رئیس هواپیمایی X», but «رهبر معنوی X»
    hits = ((k, sight.at(k)) for k in range(i + 1, j))
    start = next((k for k, hit in hits if (hit[1][0].kind == "group" if hit else bare)), j)
    state = title.of or ""
    if title.office not in _HEADS or not state.startswith("country/") or start + 1 >= j:
        return title
    surface = sight.surface(start, j)
    id_ = named("organization", surface)
    sight.scene.labels.setdefault(id_, surface)
    sight.scene.fact(id_, "country", state)
    return replace(title, of=id_)


def _of_another(sight: Sight, title: Title, more: Titled) -> bool:
    """«کاترین اشتون، مسئول … اتحادیه اروپا و رئیس‌جمهور آلمان»: the office of a further state is another's."""
    end, (further, *_) = more
    if further.of is None and sight.conjoined(end) and (after := title_at(sight, end + 1)):
        further = after[1][0]
    state = further.of or ""
    owner = title.of and (sight.scene.country_of(title.of) or title.of)
    return state.startswith("country/") and owner not in (None, state)


def counterpart_after(sight: Sight, end: int, actor: Actor) -> Titled | None:
    """«خالد الراشدی، همتای عمانی خود»: the office of whoever stands before, of another country."""
    scene = sight.scene
    i = sight.skip_mark(end, "،")
    hit = sight.at(i)
    if hit is None or hit[1][0].id != "counterpart":
        return None
    found = country_at(sight, i + hit[0])
    mine = next((a for e in scene.recent if (a := scene.actors.get(e)) and a is not actor and a.offices), None)
    if found is None or mine is None:
        return None
    end, country = found
    title = replace(mine.offices[0], of=country, post=None, surface=sight.surface(i, end))
    return sight.skip_word(sight.skip_word(end, "own"), "he"), [title]
