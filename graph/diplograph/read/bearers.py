"""Names and the offices beside them: «سرگئی لاوروف، وزیر امور خارجه روسیه» is one person."""

from __future__ import annotations

from dataclasses import replace

from diplograph.read.actors import Actor, Title
from diplograph.read.groups import body_behind
from diplograph.read.items import LED, Np
from diplograph.read.names import (
    LONGEST,
    Named,
    after_honorifics,
    alike,
    could_be_name,
    headlined_at,
    known_at,
    name_after,
    newcomer,
    run_at,
    similar_at,
    speaks_next,
    staged_at,
)
from diplograph.read.places import people_at, target_at
from diplograph.read.sight import CLOSE, OPEN, Sight
from diplograph.read.titles import Titled, counterpart_after, further_titles, in_body, of_people, title_at

_COMMAS = frozenset("،,")
_BESIDE = frozenset("،,-–") | CLOSE  # what may stand between a name and its office
_LEADS = {  # the office of whoever does what the words of a set tell
    "led-leader": "leader",
    "led-commander": "commander",
    "led-head": "head",
    "led-executive-director": "executive-director",
    "led-secretary-general": "secretary-general",
    "led-prime-minister": "prime-minister",
}
_DELEGATE = "head-of-delegation"  # the office of whoever leads those that are sent
_SENT = 4  # tokens from «هیأتی» to the body that it is of
_AT_HOME = frozenset({"country", "any"})  # scopes of offices that a state may have at home
_LISTED = 5  # offices of a list whose owner stands behind the last
_ASIDE = 6  # tokens of a parenthesis behind a name
_PART = 3  # tokens from a part of a body to whose part it is
_CHARGE = 5  # tokens of «را بر عهده دارد»
_ORDINARY = 3  # tokens of a name of ordinary words
_NAMED = frozenset({"name", "short"})
_SURNAME = 4  # letters of a surname that stands alone
_BEFORE_NAMES = frozenset({"adverb", "with", "by", "said-by", "between"})  # what a surname may stand behind


def name_at(sight: Sight, i: int, *, title_beside: bool = False) -> Named | None:
    """The person whose name begins at token i, and the token after it.

    Known people by the packs; people on stage by any part of their name; beside a title also a newcomer.
    """
    if title_beside and i < sight.size and sight.keys[i] in OPEN:
        return _quoted_name(sight, i)
    j = after_honorifics(sight, i)
    if j >= sight.size:
        return None
    known, run = known_at(sight, j), run_at(sight, j)
    if known and known[0] == j + 1:  # a surname: whoever bears it here comes before whoever bears it in the packs
        staged = sight.scene.on_stage((sight.keys[j],))
        unseen = staged is None or (staged.known and staged.id not in sight.scene.names)
        if unseen and not title_beside and (_word_too(sight, j) or _of_another(sight, j, run)):
            return None
        known = (j + 1, staged) if staged and not staged.known and run <= 1 else known
    if run <= 1 and j > i and could_be_name(sight, j) and sight.among(i, "rank"):
        run = max(run or 1 + run_at(sight, j + 1), _whole_name(sight, j))  # «سردار رمضان زیراهی», «سردار حسن صبوری»
    run = run or (worded_at(sight, j) if title_beside else 0)
    if run == 0 or (known and known[0] - j >= run):
        return known
    if known and run > 1 and _two_surnames(sight, j, known):
        return known  # «پوتین روحانی را …»
    found = staged_at(sight, j, run) or known or (similar_at(sight, j, run) if run > 1 else None)
    if found:
        return found
    sure = run > 1 or sight.keys[j] in sight.index.name_tokens
    addressed = j > i and (_ranked(sight, i, j) or sight.among(i, "addressing"))
    if (title_beside and sure) or addressed:
        run += run == 1 and title_beside and _surname_too(sight, j)
        return j + run, newcomer(sight, j, j + run)
    return None


def worded_at(sight: Sight, i: int) -> int:
    """«(وزیر خارجه X) مراد نورمحمدی»: the tokens of a name whose given name is an ordinary word too, else 0.

    Between commas any ordinary word may be one.
    """
    if i >= sight.size or not could_be_name(sight, i) or known_at(sight, i + 1) is not None:
        return 0
    run = run_at(sight, i + 1)
    after = i + 1 + run
    closed = i > 0 and sight.keys[i - 1] in _COMMAS and after < sight.size and sight.keys[after] in _COMMAS
    return run + 1 if run and (closed or sight.keys[i] in sight.index.given) else 0


def enclosed_at(sight: Sight, i: int) -> bool:
    """Whether behind a comma at token i a newcomer is named whose name another comma closes, or who speaks."""
    comma = i < sight.size and sight.keys[i] == "،"
    start = after_honorifics(sight, i + 1)
    run = (run_at(sight, start) or worded_at(sight, start)) if comma else 0
    end = start + run
    closed = run > 1 and end < sight.size and (sight.keys[end] == "،" or speaks_next(sight, end))
    return closed and not title_at(sight, end + 1)


def _two_surnames(sight: Sight, i: int, known: Named) -> bool:
    """Whether the name of somebody else stands behind that of one of the packs at token i."""
    whole = known[0] > i + 1 or sight.keys[i] not in sight.index.given
    further = known_at(sight, known[0]) if whole else None
    return further is not None and further[1] is not known[1]


def _ranked(sight: Sight, i: int, j: int) -> bool:
    """«سردار علی محمدی»: whether a name of two words or more, from token j on, stands behind a soldier's rank."""
    words = run_at(sight, j) == 0 and run_at(sight, j + 1) > 0
    return sight.among(i, "rank") and (run_at(sight, j) > 1 or words or _whole_name(sight, j) > 0)


def _surname_too(sight: Sight, i: int) -> bool:
    """Whether behind the given name at token i an ordinary word is the surname («علی صادقی از …»)."""
    j = i + 1
    if sight.keys[i] not in sight.index.given or j + 1 >= sight.size or not could_be_name(sight, j) or sight.verb(j):
        return False
    return sight.keys[j].endswith(sight.lang.edges("ezafe")) and (
        sight.case_before(j + 2) or not sight.tokens[j + 1].word or speaks_next(sight, j + 1)
    )


def _word_too(sight: Sight, i: int) -> bool:
    """Whether a surname is an ordinary word too («ظریف»): it counts beside a title, or once its bearer was named."""
    use = sight.scene.world.ambiguous.get((sight.lang.code, sight.keys[i]))
    return use == "titled" and title_after(sight, i + 1) is None


def _of_another(sight: Sight, i: int, run: int) -> bool:
    """«حسن پوتین», «شهرستان هریس»: whether a surname at token i is part of another name, of a person or a place."""
    given = sight.index.given
    before = i > 0 and sight.keys[i - 1] in given and not sight.is_word(i - 1, "honorific")
    place = i > 0 and sight.among(i - 1, "named-place")
    return before or place or (run > 1 and sight.keys[i] in given)


def _quoted_name(sight: Sight, i: int) -> Named | None:
    """A name in quotation marks that open at token i."""
    for end in range(i + 2, min(i + 2 + LONGEST, sight.size)):
        if sight.keys[end] in CLOSE:
            if not _words_only(sight, i + 1, end):
                return None
            inner = name_at(sight, i + 1)
            return end + 1, inner[1] if inner and inner[0] == end else newcomer(sight, i + 1, end)
    return None


def _words_only(sight: Sight, start: int, end: int) -> bool:
    return all(sight.tokens[i].word and not sight.verb(i) for i in range(start, end))


# -- noun phrases ------------------------------------------------------------------------------------------------------


def named_at(sight: Sight, i: int) -> Np | None:
    """A person's name, and the office that may stand after it; several, where the office is theirs."""
    if row := row_of_names(sight, i):
        return row
    found = name_at(sight, i) or _apposed_name(sight, i)
    if found is None:
        return None
    end, actor = _namesake(sight, i, found) or found
    actor.named = True
    titled = _theirs(sight, actor, title_after(sight, end) or counterpart_after(sight, end, actor))
    if titled is None:
        return Np(i, end, (actor.id,), "name" if end - i > 1 else "short")
    np = bind(sight, i, actor, further_titles(sight, *titled, named=False))
    np.core = (i, end)
    return np


def _namesake(sight: Sight, i: int, found: Named) -> Named | None:
    """«راما X رئیس‌جمهور Y»: somebody whose given name is the surname of a known official, of another state."""
    end, actor = found
    run = run_at(sight, i) if actor.known and end == i + 1 else 0
    titled = title_after(sight, i + run) if run > 1 else None
    if titled is None or titled[1][0].of is None or not of_another_state(sight, actor, titled[1][0]):
        return None
    return i + run, newcomer(sight, i, i + run)


def _apposed_name(sight: Sight, i: int) -> Named | None:
    """A name that nobody knows yet: the headline has its surname, or an office or a verb of saying stands behind it."""
    start = after_honorifics(sight, i)
    end = headlined_at(sight, start)
    if end:
        return end, newcomer(sight, start, end)
    run = run_at(sight, start)
    run += run == 1 and _surname_too(sight, start)  # «یدالله صادقی در جمع خبرنگاران …»
    worded = max(
        _ordinary_run(sight, start, addressed=start > i), _next_name(sight, start), _surname_of(sight, i, start)
    )
    end = start + max(run, worded)
    if end == start and sight.at(start) is None:
        return None
    beside = title_after(sight, end) or sight.is_word(sight.skip_mark(end, "،"), "counterpart") or _named_as(sight, end)
    alone = (start > i and beside) or _surname(sight, i)
    if end < start + (1 if alone else 2) or not (beside or speaks_next(sight, end) or _fellow(sight, start, end)):
        return None
    if (
        end > start + 2
        and sight.common(start)
        and not (sight.common(start + 1) or sight.keys[start] in sight.index.given)
    ):
        return None  # «اظهارات نانسی پلوسی، …»: the name begins behind the noun
    return end, newcomer(sight, start, end)


def _surname_of(sight: Sight, i: int, start: int) -> int:
    """«سردار نادری فرمانده …»: the token of an ordinary word that is a surname behind the rank at token i."""
    return int(i < start < sight.size and sight.among(i, "rank") and could_be_name(sight, start))


def _fellow(sight: Sight, start: int, end: int) -> bool:
    """«A و شیام ساران»: whether a name of two words goes on a list of officials who are named."""
    return _listed(sight, start) and end - start in (run_at(sight, start), _whole_name(sight, start))


def _listed(sight: Sight, i: int) -> bool:
    """Whether «و» joins what begins at token i to an official who is named."""
    before = sight.seen[-1] if sight.seen and sight.conjoined(i - 1) else None
    named = before is not None and before.end == i - 1 and before.how in _NAMED and bool(before.refs)
    return named and before is not None and before.refs[0].startswith("official/")


def _next_name(sight: Sight, i: int) -> int:
    """«A، فرمانده …، و حسن صبوری را»: the tokens of a name of ordinary words that goes on a list of officials."""
    return _whole_name(sight, i) if _listed(sight, i) else 0


def _whole_name(sight: Sight, i: int) -> int:
    """A given name and a surname that are ordinary words, too, with nothing of theirs behind: two tokens, else none."""
    if i + 2 >= sight.size or not (_given(sight, i) and could_be_name(sight, i) and could_be_name(sight, i + 1)):
        return 0
    closed = not sight.tokens[i + 2].word or sight.is_word(i + 2, "ra") or sight.conjoined(i + 2)
    return 2 if closed or sight.case_before(i + 3) or sight.at(i + 2) is not None else 0


def _surname(sight: Sight, i: int) -> bool:
    """«نیشیدا، معاون وزیر خارجه ژاپن،»: whether a surname that nobody knows stands alone before its bearer's office."""
    if (
        run_at(sight, i) != 1
        or len(sight.keys[i]) < _SURNAME
        or not (i + 1 < sight.size and sight.keys[i + 1] in _COMMAS)
    ):
        return False
    found = title_at(sight, i + 2)
    before = sight.at(i - 1)
    free = i == 0 or not sight.tokens[i - 1].word or sight.conjoined(i - 1)
    free = free or (before is not None and (before[1][0].id in _BEFORE_NAMES))
    return free and found is not None and found[1][0].of is not None and not found[1][0].plural


def _named_as(sight: Sight, i: int) -> bool:
    """Whether «به عنوان سفیر …», «به سمت سفیر …», «را به عنوان سفیر …» stands at token i."""
    i = sight.skip_word(i, "ra")
    hit = sight.at(i)
    as_ = hit is not None and hit[1][0].kind == "case" and hit[1][0].id == "as"
    after = i + hit[0] if hit and as_ else i + 2 if sight.among(i + 1, "post") and sight.case_before(i + 1) else 0
    found = title_at(sight, after) if after else None
    return found is not None and found[1][0].of is not None


def _ordinary_run(sight: Sight, i: int, *, addressed: bool) -> int:
    """How many tokens of ordinary words are a name, because an office is in apposition («شیرین آزادمنش، سفیر …»)."""
    given = i < sight.size and _given(sight, i)
    begins = i == 0 or not sight.tokens[i - 1].word or sight.is_word(i - 1, "and") or sight.case_before(i)
    if not (addressed or begins or given or _foreign(sight, i + 1) or _foreign(sight, i + 2)):
        return 0
    if not given and any((hit := sight.at(i + k)) and hit[1][0].kind == "place" for k in range(_ORDINARY)):
        return 0  # «در خیابان پاریس، سفیر …»
    n = 0
    while (
        n < _ORDINARY
        and i + n < sight.size
        and (could_be_name(sight, i + n) or (given and n and _of_land(sight, i + n)))
    ):
        n += 1
    if n > 1 and _named_as(sight, i + n):
        return n
    comma = i + n < sight.size and sight.keys[i + n] == "،"
    if n < 2 or not (comma or given or _foreign(sight, i + n - 1)):
        return 0
    found = title_at(sight, sight.skip_mark(i + n, "،"))
    title = found[1][0] if found else None
    return n if title and not title.plural and (title.of or title.telling) else 0


def _given(sight: Sight, i: int) -> bool:
    """Whether token i is a given name, by the packs or by how it begins («عبدال…»)."""
    return sight.keys[i] in sight.index.given or sight.keys[i].startswith(sight.lang.edges("given-stem"))


def _foreign(sight: Sight, i: int) -> bool:
    """Whether token i ends as a surname of another language does, and is no word: «… اف», «…ویچ»."""
    key = sight.keys[i] if i < sight.size else ""
    return bool(key) and key.endswith(sight.lang.edges("surname-ending")) and not sight.common(i) and not sight.at(i)


def _of_land(sight: Sight, i: int) -> bool:
    """Whether token i is the adjective of a country, which a surname may be: «عراقی», «ترک»."""
    hit = sight.at(i)
    return hit is not None and hit[0] == 1 and hit[1][0].kind == "country" and hit[1][0].role == "adjective"


def quoted_at(sight: Sight, i: int) -> Np | None:
    """A name in quotation marks beside an office: «حسین امیرعبداللهیان»; several, where the office is theirs."""
    if row := row_of_names(sight, i):
        return row
    end = next((e for e in range(i + 1, min(i + 2 + LONGEST, sight.size)) if sight.keys[e] in CLOSE), 0)
    if end < i + 2 or not _words_only(sight, i + 1, end):
        return None
    if any(k >= 0 and sight.among(k, "outlet") for k in (i - 1, i - 2)):
        return None  # «به نوشته روزنامه «X»، وزیر …»
    found, titled = name_at(sight, i + 1), title_after(sight, end + 1)
    beside = titled is not None or sight.is_word(sight.skip_mark(end + 1, "،"), "counterpart")
    if found and found[0] == end:
        actor = found[1]
    elif (beside and _namely(sight, i + 1, end)) or (
        speaks_next(sight, end + 1) and run_at(sight, i + 1) == end - i - 1
    ):
        actor = newcomer(sight, i + 1, end)
    else:
        return None
    titled = titled or counterpart_after(sight, end + 1, actor)
    if titled is None:
        return Np(i, end + 1, (actor.id,), "name")
    return bind(sight, i, actor, further_titles(sight, *titled, named=False))


def _namely(sight: Sight, start: int, end: int) -> bool:
    """Whether words in quotation marks may be a name: «X», not «لفاظی افراط‌گرایانه»."""
    return _given(sight, start) or not sight.keys[end - 1].endswith(sight.lang.edges("manner-ending"))


def led_at(sight: Sight, i: int) -> Np | None:
    """«حزبی به رهبری X», «حزبی که رهبری آن را X …», told by the word at token i: X leads the body before it."""
    to, that = sight.among(i - 1, "to"), sight.among(i - 1, "that") and sight.among(i + 1, "it")
    gap = i - 1 - sight.seen[-1].end if sight.seen and (to or that) else -1
    body = sight.seen[-1] if gap == 0 or (gap == 1 and to and sight.keys[i - 2] in _COMMAS) else None
    office = next((office for name, office in _LEADS.items() if sight.among(i, name)), None)
    name = _leader_at(sight, sight.skip_word(i + 2, "ra") if that else i + 1) if body and office else None
    if not (body and office and name and body.refs):
        return None
    if _sent(sight, body):
        sight.scene.give_office(name[1], Title(_DELEGATE, body.refs[0], surface=sight.surface(i, i + 1)))
        return None
    if not _leadable(sight, body):
        return None
    np = bind(sight, i, name[1], (name[0], [Title(office, body.refs[0], surface=sight.surface(i, i + 1))]))
    np.core, np.head = (i + 1, name[0]), LED
    return np


def _sent(sight: Sight, body: Np) -> bool:
    """«هیأت X به ریاست Y», «هیأتی از پارلمان X به ریاست Y»: who leads those that are sent holds no office there."""
    several = sight.among(body.start - 1, "out-of")
    near = range(max(body.start - _SENT, 0), body.start) if several else range(max(body.start - 1, 0), body.start + 1)
    return any(sight.among(k, "delegation") for k in near)


def _leader_at(sight: Sight, i: int) -> Named | None:
    name = name_at(sight, i, title_beside=True)
    given = i + 1 < sight.size and sight.keys[i] in sight.index.given and could_be_name(sight, i + 1)
    short = name is not None and name[0] == i + 1 and not name[1].known
    return (i + 2, newcomer(sight, i, i + 2)) if given and short else name


def _leadable(sight: Sight, body: Np) -> bool:
    """A body, or a government."""
    return body.refs[0].startswith("organization/") or sight.among(body.start, "government")


def title_after(sight: Sight, i: int) -> Titled | None:
    """The office in apposition to a name that ends before token i; no plural, no further name."""
    j = i
    while j < sight.size and sight.keys[j] in _BESIDE:
        j += 1
    j = _after_parenthesis(sight, j)
    found = _one_of(sight, j) or title_at(sight, j) or _clause_of(sight, j)
    if found is None or found[1][0].plural:
        return None
    found = in_body(sight, j, found)
    end, (title, *more) = found
    title = shared(sight, end, title)
    found = end, [title, *more]
    if title.of is None and not title.telling and not _COMMAS.isdisjoint(sight.keys[i:j]):
        return None
    if name_after(sight, end) and not _next_of_list(sight, end) and name_at(sight, end, title_beside=True):
        return None  # the office is of the name behind it
    return found


def _next_of_list(sight: Sight, i: int) -> bool:
    """«A رئیس مجلس، B وزیر خارجه و …»: whether the name behind a comma at token i has an office of its own."""
    name = _name_end(sight, i + 1) if sight.keys[i] == "،" else 0
    return bool(name) and title_at(sight, name) is not None


def shared(sight: Sight, j: int, title: Title) -> Title:
    """«نخست‌وزیر و وزیر خارجه آلمان», «A رئیس‌جمهور، B نخست‌وزیر و مقامات عراق»: the owner stands behind a later one."""
    for _ in range(_LISTED if title.of is None else 0):
        k = _list_goes_on(sight, j)
        if not k:
            break
        hit = sight.at(k)
        last = sight.is_word(k - 1, "all") or sight.conjoined(k - 1)
        if last and hit and hit[1][0].id == "of-people" and (people := people_at(sight, k, hit[0])):
            return replace(title, of=people.refs[0])
        name = _name_end(sight, k)
        after = title_at(sight, name or k)
        if after is None or not _of_state(sight, after[1][0]):
            break
        if of := after[1][0].of:
            state = sight.scene.country_of(of)
            return replace(title, of=state) if state and (last or name) else title
        j = after[0]
    return title


def _list_goes_on(sight: Sight, j: int) -> int:
    """The token at which the next of a list stands, whose last ends before token j; 0 where it does not go on."""
    comma = j < sight.size and sight.keys[j] == "،"
    k = j + 1 if comma or sight.conjoined(j) else 0
    k += bool(comma and sight.conjoined(k))
    return sight.skip_word(k, "all") if k else 0


def _name_end(sight: Sight, i: int) -> int:
    """The token after a name of two words at token i, quoted or not, or of somebody known; 0 where there is none."""
    quoted = i < sight.size and sight.keys[i] in OPEN
    start, n = after_honorifics(sight, i + quoted), 0
    if start < sight.size and (_given(sight, start) or not sight.common(start)):
        while n < LONGEST and start + n < sight.size and could_be_name(sight, start + n):
            n += 1
    known = known_at(sight, start)
    end = max(start + n if n > 1 else 0, known[0] if known else 0)
    return end + (bool(end) and quoted and end < sight.size and sight.keys[end] in CLOSE)


def row_of_names(sight: Sight, i: int) -> Np | None:
    """«A و B وزیران خارجه X و Y»: as many people, named one after another, as the offices behind them."""
    spans: list[tuple[int, int]] = []
    j = i
    while (end := _name_end(sight, j)) and len(spans) < _LISTED:
        spans.append((j, end))
        k = _list_goes_on(sight, end)
        if not k:
            break
        j = k
    end = spans[-1][1] if len(spans) > 1 else 0
    found = title_at(sight, sight.skip_mark(end, "،")) if end else None
    titles = found[1] if found else []
    if found is None or len(titles) != len(spans) or not all(t.plural and t.of for t in titles):
        return None
    nps = []
    for (start, end), title in zip(spans, titles, strict=True):
        inner = start + (sight.keys[start] in OPEN)
        last = end - (sight.keys[end - 1] in CLOSE)
        name = name_at(sight, inner)
        actor = name[1] if name and name[0] == last else newcomer(sight, after_honorifics(sight, inner), last)
        sight.scene.mention(actor.id, sight.span(inner, last), sight.text, "name")
        nps.append(bind(sight, start, actor, (found[0], [replace(title, plural=False)])))
    refs = tuple(np.refs[0] for np in nps)
    return Np(i, found[0], refs, "name", titles=[held for np in nps for held in np.titles])


def _of_state(sight: Sight, title: Title) -> bool:
    """Whether an office is one that a state may have at home."""
    office = sight.scene.world.offices.get(title.office)
    return office is not None and office.scope in _AT_HOME


def _theirs(sight: Sight, actor: Actor, titled: Titled | None) -> Titled | None:
    """An office behind a name that may be the bearer's: that of another state is not, «این کشور» is then his own."""
    if titled is None or not of_another_state(sight, actor, titled[1][0]):
        return titled
    end, (title, *_) = titled
    if not actor.country or not sight.among(end - 1, "state"):
        return None
    sight.scene.mention(actor.country, sight.span(end - 1, end), sight.text, "of")
    return end, [replace(title, of=actor.country)]


def of_another_state(sight: Sight, actor: Actor, title: Title) -> bool:
    """«رئیس‌جمهور ایران پوتین را …»: whether an office is of a state or body that, by the packs, he serves not."""
    kind, _, of = (title.of or "").partition("/")
    if not actor.known or not of or title.of == actor.country:
        return False
    rows = sight.scene.world.careers.get(actor.id.partition("/")[2], ())
    world = sight.scene.world
    states = all(r.of not in world.organizations for r in rows) and (title.office, of) in world.tenures
    told = actor.country if kind == "country" else states
    return bool(told and rows) and all(r.of != of for r in rows)


def _clause_of(sight: Sight, i: int) -> Titled | None:
    """«X که وزیر خارجه Y است …»: the office that a clause behind the name says he has."""
    if sight.among(i, "that") and (led := _in_charge(sight, i + 1)):
        return led
    found = title_at(sight, i + 1) if sight.among(i, "that") else None
    verb = sight.lang.verbs.get(sight.keys[found[0]]) if found and found[0] < sight.size else None
    if found is None or verb is None or verb.kind != "copula" or verb.negative or verb.tense not in ("present", "past"):
        return None
    past = verb.tense == "past"
    titles = [replace(t, qualifier=t.qualifier or ("former" if past else "")) for t in found[1]]
    return (found[0] + 1, titles) if titles[0].of else None


def _in_charge(sight: Sight, i: int) -> Titled | None:
    """«(X که) ریاست فعلی Y را بر عهده دارد»: the office of whoever has what token i tells."""
    office = next((office for name, office in _LEADS.items() if sight.among(i, name)), None)
    if office is None:
        return None
    j = i + 1 + (sight.is_word(i + 1, "acting") or sight.is_word(i + 1, "new") or sight.is_word(i + 1, "adverb"))
    j += next((n for n in range(_PART) if target_at(sight, j + n)), 0) if _plain_from(sight, j) else 0
    body = None if target_at(sight, j) else body_behind(sight, j - 1, j)
    end, of = target_at(sight, j) or ((body.end, body.refs[0]) if body else (0, ""))
    if not of or not sight.is_word(end, "ra"):
        return None
    verb = next((k for k in range(end, min(end + _CHARGE, sight.size)) if sight.verb(k)), 0)
    held = verb and sight.lang.verbs[sight.keys[verb]].tense in ("present", "past")
    charged = any(sight.among(k, "in-charge") for k in range(end, verb))
    if not (held and charged):
        return None
    sight.scene.mention(of, sight.span(i, end), sight.text, "of")
    return verb + 1, [Title(office, of, surface=sight.surface(i, end))]


def _plain_from(sight: Sight, i: int) -> bool:
    """«(ریاست) دفتر سیاسی X»: whether plain words of a part of a body stand at token i."""
    return i + _PART < sight.size and sight.at(i) is None and sight.common(i) and not sight.verb(i)


def _one_of(sight: Sight, i: int) -> Titled | None:
    """«X از فرماندهان حماس», «X، یکی از معاونان وزیر نفت ایران»: the office that several hold."""
    hit = sight.at(i)
    after = i + hit[0] if hit and sight.among(i + hit[0] - 1, "out-of") else 0
    if after and sight.among(after, "members"):
        return _member_of(sight, after)
    found = title_at(sight, after) if after else None
    if found is None or not found[1][0].plural or found[1][0].of is None:
        return None
    end, (title, *_) = found
    if after == i + 1 and sight.keys[i - 1] not in _COMMAS and _asked(sight, end):
        return None
    return end, [replace(title, plural=False)]


def _member_of(sight: Sight, i: int) -> Titled | None:
    """«X از اعضای شاخه نظامی حماس»: one of its people, if it has any."""
    j = i + 1
    while j < i + 4 and j < sight.size and sight.at(j) is None and sight.common(j) and not sight.verb(j):
        j += 1
    found = target_at(sight, j)
    if found is None or not of_people(sight, [found[1]]) or _asked(sight, found[0]):
        return None
    return found[0], [Title("member", found[1], surface=sight.surface(i, found[0]))]


def _asked(sight: Sight, i: int) -> bool:
    """Whether what follows token i takes «از» for itself: «X از فرماندهان … خواست»."""
    return any(
        sight.among(k, "from-noun") or sight.keys[k].startswith(sight.lang.edges("asking-stem"))
        for k in range(i, sight.size)
    )


def _after_parenthesis(sight: Sight, i: int) -> int:
    if i < sight.size and sight.keys[i] == "(":
        return next((e + 1 for e in range(i + 1, min(i + _ASIDE, sight.size)) if sight.keys[e] == ")"), i)
    return i


# -- one person --------------------------------------------------------------------------------------------------------


def bind(sight: Sight, i: int, actor: Actor, titled: Titled, *, how: str = "name") -> Np:
    """The noun phrase from token i on of a name and its offices: they are one person."""
    end, titles = titled
    given = []
    actor.named = True
    for title in titles:
        office = sight.scene.world.offices.get(title.office)
        theirs = title.telling or (office is not None and office.scope == "country")
        known = sight.scene.owner(actor, title.office) if theirs and not title.of else None
        if known:
            sight.scene.mention(known, sight.span(i, end), sight.text, "of")
        title = replace(title, of=title.of or known)
        actor = _recognise(sight, actor, title)
        if title.of:
            sight.scene.give_office(actor, title)
            given.append((actor.id, title))
    actor.named = True
    return Np(i, end, (actor.id,), how, titles=given)


def _recognise(sight: Sight, actor: Actor, title: Title) -> Actor:
    """A newcomer whose office and name both look like a known office-holder's is that person, otherwise spelt."""
    if actor.known or not title.of:
        return actor
    scene = sight.scene
    for row in scene.world.tenures.get((title.office, title.of.partition("/")[2]), ()):
        labels = scene.world.labels.get(("people", row.person), ())
        if any(r.lang == sight.lang.code and alike(actor, r.name) for r in labels):
            if scene.actors.get(actor.id) is actor:
                scene.become(actor, row.person)
            return scene.known(row.person)
    return actor
