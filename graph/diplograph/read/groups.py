"""Bodies and groups that no pack knows, under the words of the text: «گروه شورشیان کوهستان», «کشورهای همسایه»."""

from __future__ import annotations

from dataclasses import replace

from diplograph.ids import named
from diplograph.read.index import Sense
from diplograph.read.items import Np
from diplograph.read.places import country_at, members_at, organization_at, place_at, target_at
from diplograph.read.sight import CLOSE, OPEN, Sight

_ADJECTIVES = 2  # between a group and its side
_LONGEST = 5  # tokens that name a group, besides its head
_WHOSE = frozenset({"country", "organization"})  # kinds that close the phrase: «شورای اتحادیه اروپا»
_OTHER = frozenset({"case", "word", "office", "person", "epithet", "deal"})  # kinds that begin another phrase


def group_at(sight: Sight, i: int, n: int, sense: Sense) -> Np | None:
    """The group whose head noun stands at token i; a head that is not the whole name must be told apart by more."""
    if members := members_at(sight, i, n):
        return members
    if sight.among(i, "backers") and any(np.end == i for np in sight.seen[-1:]) and _is(sight, i):
        return None  # «X و Y حامیان اصلی Z هستند»
    if side := sided_at(sight, i, i + n):
        return side
    if sense.id == "many" and (hit := sight.at(i + n)) and hit[1][0].kind == "organization":
        return replace(organization_at(sight, i + n, hit[0], hit[1][0]), start=i)  # «جنبش‌های حماس و فتح»
    if parties := _parties(sight, i, i + n):
        return parties
    if sense.id == "counted" and not (i and (sight.keys[i - 1].isdigit() or sight.is_word(i - 1, "all"))):
        return None  # «۱۴ تروریست»
    if sense.id == "one" and sight.among(i + n, "populace"):
        return None  # «جمعیت غیرنظامی»
    such = sense.id == "such"
    if such and not _like(sight, i + n):
        return None
    crowd = sense.id == "crowd"
    if crowd and i and sight.among(i - 1, "state-deed"):
        return None  # «سرکوب معترضان در X»: what is done to them
    named_by_head = such or crowd or sense.id in ("whole", "vague", "counted")
    end = _crowd_end(sight, i + n) if crowd else i + n if named_by_head else _end(sight, i + n)
    end = _two_fields(sight, end) if sense.id == "one" and end == i + n + 1 else end
    if (end == i + n and not named_by_head) or _of_several(sight, end):
        return None
    begins = i == 0 or sight.case_before(i)
    desk = sight.among(i, "desk-head")
    if desk and (sight.among(i + n, "desk") or (begins and any(sight.among(j, "desk") for j in range(i + n, end)))):
        return Np(i, end, (), "media")  # «گروه سیاسی»: a desk of an agency
    if known := _known_body(sight, i, i + n, end):
        return known
    _mention_states(sight, i + n, end)
    surface = sight.surface(i, end)
    id_ = named("organization", surface)
    sight.scene.labels.setdefault(id_, surface)
    return Np(i, end, (id_,), "everybody" if such or sense.id == "vague" else "group")


def _two_fields(sight: Sight, end: int) -> int:
    """«سازمان حج | و اوقاف X»: the end of a body's name that two plain words joined by «و» and a country make."""
    hit = sight.at(end + 2) if sight.conjoined(end) and _plain(sight, end + 1) else None
    return end + 2 + hit[0] if hit and hit[1][0].kind == "country" and hit[1][0].role != "adjective" else end


def _crowd_end(sight: Sight, i: int) -> int:
    """«دانشجویان خشمگین عراقی», «معترضان»: the end of what tells a crowd apart, up to token i its head noun."""
    j = i + 1 if _plain(sight, i) and not sight.light(i) else i
    hit = sight.at(j)
    sense = hit[1][0] if hit else None
    if hit and sense and sense.kind in ("country", "place") and (j == i or sense.role == "adjective"):
        return j + hit[0]  # but «همسایگان پشتیبان X»
    return j if j < sight.size and (sight.case_before(j + 1) or sight.is_word(j, "ra")) else i


def _is(sight: Sight, i: int) -> bool:
    """Whether the next verb behind token i only says what somebody is."""
    verb = next((v for k in range(i, sight.size) if (v := sight.lang.verbs.get(sight.keys[k]))), None)
    return verb is not None and verb.kind == "copula"


def sided_at(sight: Sight, i: int, j: int) -> Np | None:
    """«گروه‌های مورد حمایت X», «نیروهای طرفدار X»: those whom somebody backs, or who are for somebody."""
    first = j
    while j - first < _ADJECTIVES and _plain(sight, j) and not (sight.among(j, "siding") or sight.among(j, "backed")):
        j += 1  # «شبه‌نظامیان مسلح تحت حمایت …»
    backed = j + 1 < sight.size and sight.among(j, "backed") and sight.among(j + 1, "backing-noun")
    if not backed and not (j < sight.size and sight.among(j, "siding")):
        return None
    at = j + 2 if backed else j + 1
    at += sight.keys[min(at, sight.size - 1)] in OPEN
    found = target_at(sight, at) or _person_at(sight, at)
    if found is None:
        return None
    end = found[0] + (found[0] < sight.size and sight.keys[found[0]] in CLOSE)
    surface = sight.surface(i, end)
    id_ = named("organization", surface)
    sight.scene.labels.setdefault(id_, surface)
    sight.scene.fact(id_, "backer" if backed else "backs", found[1])
    sight.scene.mention(found[1], sight.span(at, found[0]), sight.text, "of")
    return Np(i, end, (id_,), "group", whose=(id_,))


def _person_at(sight: Sight, i: int) -> tuple[int, str] | None:
    """A known official at token i."""
    hit = sight.at(i)
    if hit is None or hit[1][0].kind != "person":
        return None
    return i + hit[0], sight.scene.known(hit[1][0].id).id


def _like(sight: Sight, j: int) -> bool:
    """«کشورهایی همچون …»: whether those of a kind are named at token j."""
    hit = sight.at(j)
    return hit is not None and hit[1][0].kind == "case" and hit[1][0].id == "as"


def _mention_states(sight: Sight, i: int, end: int) -> None:
    """The countries that tokens i to end of a group's name speak of: «اتحادیه دانشجویان فرانسه»."""
    for j in range(i, end):
        hit = sight.at(j)
        if hit and hit[1][0].kind == "country" and j + hit[0] <= end:
            how = "adjective" if hit[1][0].role == "adjective" else "of"
            sight.scene.mention(f"country/{hit[1][0].id}", sight.span(j, j + hit[0]), sight.text, how)


def _known_body(sight: Sight, start: int, i: int, end: int) -> Np | None:
    """«شرکت مخابراتی هوآوی»: a body of the packs behind the noun that says what it is, and plain words."""
    if not sight.among(start, "body-kind"):
        return None
    for j in range(i, end + 1):
        hit = sight.at(j)
        if hit and hit[1][0].kind == "organization" and j > i and j + hit[0] >= end:
            return replace(organization_at(sight, j, hit[0], hit[1][0]), start=start)
        if hit and hit[1][0].role != "adjective":
            return None
    return None


def body_behind(sight: Sight, start: int, i: int) -> Np | None:
    """The body of no known state behind an office at tokens start to i: «رئیس سازمان میراث فرهنگی و گردشگری».

    Its head noun may be the last word of the office («رئیس سازمان»).
    """
    for j in (i, i - 1):
        hit = sight.at(j) if j > start else None
        sense = next((s for s in hit[1] if s.kind == "group"), None) if hit else None
        if hit is None or sense is None or sense.id != "one":
            continue
        end = _end(sight, j + hit[0])
        while sight.conjoined(end) and _plain(sight, end + 1):
            end = _end(sight, end + 2)  # «سازمان حج و اوقاف ولایت …»
        end = _quoted_end(sight, end)
        if end == j + hit[0] or sight.conjoined(end):
            return None
        surface = sight.surface(j, end)
        id_ = named("organization", surface)
        sight.scene.labels.setdefault(id_, surface)
        sight.scene.mention(id_, sight.span(j, end), sight.text, "group")
        if state := country_at(sight, end - 1):
            sight.scene.fact(id_, "country", state[1])
        return Np(j, end, (id_,), "group")
    return None


def _quoted_end(sight: Sight, i: int) -> int:
    """The token after a name in quotation marks that open at token i, else i."""
    if i >= sight.size or sight.keys[i] not in OPEN:
        return i
    return next((k + 1 for k in range(i + 2, min(i + 2 + _LONGEST, sight.size)) if sight.keys[k] in CLOSE), i)


def _plain(sight: Sight, j: int) -> bool:
    """Whether token j is a plain word that goes on a name: no verb, nor the noun of one."""
    free = j < sight.size and sight.at(j) is None and sight.tokens[j].word and not sight.verb(j) and not sight.light(j)
    return free and sight.common(j) and not sight.among(j, "clause-word") and not _does(sight, j)


def _parties(sight: Sight, i: int, j: int) -> Np | None:
    """«طرف‌های توافق», «امضاکنندگان این پیمان»: the parties of the agreement that is spoken of."""
    hit = sight.at(j + 1 if sight.is_word(j, "this") else j) if sight.among(i, "parties-head") else None
    deal = sight.scene.last("agreement") if hit and hit[1][0].kind == "deal" else None
    if hit is None or deal is None:
        return None
    end = j + hit[0] + sight.is_word(j, "this")
    verb = sight.lang.verbs.get(sight.keys[end]) if end < sight.size else None
    if verb and verb.kind == "copula":  # «… طرف‌های این توافق هستند»
        return None
    id_ = f"organization/parties-to-the-{deal.partition('/')[2]}"
    if sight.scene.row(id_) is None:
        sight.scene.labels[id_] = f"Parties to {sight.scene.label(deal)}"
    return Np(i, end, (id_,), "group")


def _of_several(sight: Sight, end: int) -> bool:
    """«کمیسیون مشترک ایران و روسیه»: of more than one state, none of which it is a body of."""
    last, after = sight.at(end - 1), sight.at(end + 1)
    return sight.conjoined(end) and all(hit and hit[1][0].kind == "country" for hit in (last, after))


def _end(sight: Sight, i: int) -> int:
    j = i
    while j < min(i + _LONGEST, sight.size):
        hit = sight.at(j)
        people = j == i and sight.among(j, "verb-too") and j + 1 < sight.size and sight.tokens[j + 1].word
        if (
            not sight.tokens[j].word
            or (sight.verb(j) and not people)
            or sight.among(j, "clause-word")
            or sight.among(j, "said-before")
            or sight.light(j)
        ):
            break
        if hit is None and _does(sight, j):
            break
        affairs = j == i and hit is not None and hit[1][0].kind == "office" and sight.among(j, "department")
        if hit and hit[1][0].kind in _OTHER and hit[1][0].id not in ("of-people", "state-this") and not affairs:
            break
        if hit and hit[1][0].kind == "place":
            return place_at(sight, j, hit[0], hit[1][0]).end
        j += hit[0] if hit else 1
        if hit and hit[1][0].kind in _WHOSE:
            break
    return j


def _does(sight: Sight, j: int) -> bool:
    """Whether token j makes a verb with the light one that follows: «اختصاص داد»."""
    verb = sight.lang.verbs.get(sight.keys[j + 1]) if j + 1 < sight.size else None
    return verb is not None and verb.tense != "infinitive" and verb.kind == "light" and sight.common(j)
