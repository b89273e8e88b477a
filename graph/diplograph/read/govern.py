"""Government: the case and the common noun that each noun phrase of a clause hangs on, its lists, its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diplograph.read.clauses import Clause
from diplograph.read.items import LED, MEMBERS, Item, Np

_COMMAS = frozenset("،-–")
_DASHES = frozenset("-–—")
_PAUSE = frozenset("،,؛;")
_ALIAS = 4  # items of brackets that name a body again
_LIST = 2  # plain words of one member of a list
_YEAR = 4  # digits of a year, which ends a phrase of time: «در سال ۱۳۹۸ ایران …»
_BRACKETS = frozenset('«»“”"()-–')
_OPENING = frozenset("([{")
_BODIES = frozenset({"country", "organization"})
_LINKS = frozenset({"and", "especially"})
_GROUPS = frozenset({"group", "everybody"})
_BESIDE = frozenset({"adverb", "all"})  # «و سپس X», «و برخی مقامات X»
_FURTHER = frozenset({"and", "all", "adverb", "from"})  # between those named and others: «و برخی دیگر از …»
_STAYING = frozenset({"in", "when", "per", "said-by", "as"})  # cases whose phrases are not of one deed
_TIMES = frozenset({"in", "when", "per"})  # cases whose phrase a time may be
_ASIDE = frozenset({"when", "in", "per", "to", "because", "except"})  # cases of what a sentence may begin with
_ACTING = frozenset({"name", "title", "people", "capital", "short"})
_LISTED = frozenset({"state", "official"})
_MARKED = frozenset({"by", "except", "as"})  # cases in which «را» does not stand behind
_NO_SUBJECT = frozenset({"adjective", "media", "place", "deal", "duty", "persons"})


@dataclass(frozen=True, slots=True)
class Closing:
    """Words behind which a phrase is whole, so that what follows hangs on none of them.

    `wishes` govern nothing («امیدواریم ایران و عراق …», «در بیانیه‌ای …»); `meetings` nothing behind «این»; `qualities`
    are adjectives of those («این کنفرانس خبری»), `attributes` of any noun («حملات هوایی»), `press` some that close
    «یک نشست», too; `partitives` stand before «از A» («هیأتی از A»); `months` are months; `kin` are nouns whose «خود» a
    name follows («متحد خود X»), `deeds` some that hold whose they are, a time between («در پی تجاوز امروز X»);
    `plurals` are endings of nouns that take no ezafe («گزارش‌ها»).
    """

    wishes: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()
    partitives: frozenset[str] = frozenset()
    qualities: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    press: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    plurals: tuple[str, ...] = ()


@dataclass(slots=True)
class _Governor:
    """What governs the next noun phrase.

    `fresh` tells that something new began, so that the phrase may be governed; `shown` that «این» stood before,
    `opened` that a preposition did, `closed` that «این کنفرانس» did, `one` that «یک» or «یک کنفرانس» did.
    `nouns` counts those since the case; `ended` tells that nothing hangs on the last («گزارش‌ها»), `free` that
    something stood in no case that «را» may mark, `kin` that «متحد …» did.
    """

    clause: Clause
    closing: Closing
    case: str = ""
    head: str = ""
    fresh: bool = True
    previous: Np | None = None
    joint: str = ""
    shown: bool = False
    opened: bool = False
    closed: bool = False
    one: bool = False
    like: Np | None = None
    nouns: int = 0
    ended: bool = False
    free: bool = False
    kin: bool = False

    def read(self, item: Item) -> None:
        """Go over one item; «این دیدار» is whole, so that «در این دیدار X گفت» leaves X free."""
        shown, self.shown = self.shown, False
        opened, self.opened = self.opened, item.kind == "case"
        closed, self.closed = self.closed, False
        one, self.one = self.one, item.kind == "word" and item.value == "all"
        if item.start in self.clause.resumed and item.kind in ("np", "plain"):
            self._renew()  # «با بیان اینکه … است X را …»
        match item.kind:
            case "plain":
                if item is not self.clause.items[0] or not item.value.isdigit():  # «2) ایران …»: a number counts
                    self._plain(item.value, shown=shown, closed=closed, one=one)
            case "np" if item.np:
                self._np(item, item.np)
            case "case":
                if item.value == "from" and self.head in self.closing.partitives and not self.previous:
                    self.head = ""  # «هیأتی از A با B …»: some of A
                else:
                    self._renew(case=item.value)
            case "word":
                since = self.case == "from" and item.end - item.start > 1  # «از سال گذشته X»
                if item.value == "adverb" and opened and (self.case in _TIMES or since):
                    self._renew()  # «در روزهای گذشته X»
                self._word(item.value)
            case "mark" if item.value in _PAUSE:
                if not (self.head and self.case and _nouns_go_on(self.clause.items, item)):
                    self._pause()
            case "mark" if item.value in _BRACKETS:
                pass
            case _:
                self.previous, self.joint = None, ""

    def _plain(self, word: str, *, shown: bool, closed: bool, one: bool) -> None:
        year = len(word) == _YEAR and word[0].isdigit()
        occasion = shown and word in self.closing.meetings
        day = self.head.isdigit() and word in self.closing.months  # «روز دوشنبه ۱۲ تیر X»
        held = one and word in self.closing.press  # «در یک نشست خبری X»
        if year or day or occasion or held or word in self.closing.wishes:
            self._renew()
        elif not ((closed and word in self.closing.qualities) or self._qualifies(word)):  # «در این کنفرانس خبری X»
            self._noun(word)
        self.closed = occasion or (closed and not self.head)
        self.one = one and word in self.closing.meetings

    def _qualifies(self, word: str) -> bool:
        """«حملات هوایی X»: whether a word is an adjective of the noun before, on which what follows hangs."""
        behind = bool(self.head) and not (self.previous or self.joint or self.ended)
        return behind and word in self.closing.attributes

    def _word(self, value: str) -> None:
        match value:
            case "ra":
                if self.previous:
                    self._mark(self.like if self.like and self.previous.case == "as" else self.previous)
                # a joint goes on over «را»
                self.case, self.head, self.previous, self.fresh = "", "", None, True
            case "and":
                self.joint = "and" if self.previous else ""
                self.head = self.head if self.previous else ""
                self.ended = False
            case "comma":
                self._pause()
            case "especially" if self.previous:
                self.joint = "and"  # «از A به ویژه B»
            case "adverb" | "especially":
                deed = value == "adverb" and self.head in self.closing.deeds and not self.previous
                if (self.previous and not self.joint) or (self.case == "when" and not deed):
                    self._renew()  # but «در پی تجاوز امروز X»
            case "all":
                pass
            case "own" if self.kin:
                self.head, self.previous, self.joint, self.fresh = "", None, "", True  # «به متحد خود X»
            case "he" | "they" | "own":
                self._renew()  # «از آنها … X»: the pronoun is in the case
            case "toward":
                self._renew()
                self.head = value  # «وارد X شد»
            case _:
                self.previous, self.joint, self.shown = None, "", value == "this"

    def _renew(self, *, case: str = "") -> None:
        self.like = self.previous if case == "as" else None  # «متحدان خود همچون A و B را»
        self.case, self.head, self.fresh, self.previous, self.joint = case, "", True, None, ""
        self.nouns, self.ended, self.kin = 0, False, False

    def _mark(self, np: Np) -> None:
        """«را» marks a noun phrase; «در منطقه X را»: no preposition governs it, where nothing else can be meant."""
        np.ra = True
        if np.case and np.case not in _MARKED and np is self.previous and self.nouns and not self.free:
            np.case, np.head = "", np.head if self.nouns > 1 else ""

    def _np(self, item: Item, np: Np) -> None:
        before = self.previous
        if np.head == LED:
            return
        if self.ended:
            self._renew()
        if before and (self.joint == "and" or (self.joint == "comma" and self._lists(before, item))):
            np.case, np.head = before.case, before.head
        elif before and not self.fresh and not self.joint:
            np.case, np.head = "", ""
        else:
            np.case, np.head = self.case, self.head
        self.previous, self.joint, self.fresh = np, "", False
        self.free = self.free or bool(np.head and not np.case)

    def _lists(self, before: Np, item: Item) -> bool:
        if item.np is None or before.case == "said-by" or "media" in (before.how, item.np.how):
            return False  # «به گزارش X، Y و Z …»
        return _same_kind(before, item.np) and _listed(self.clause.items, item)

    def _pause(self) -> None:
        self.joint = "comma" if self.previous else ""
        self.case, self.head, self.fresh, self.ended = "", "", True, False

    def _noun(self, noun: str) -> None:
        """A common noun: what follows hangs on it."""
        if (self.previous and not self.joint) or self.joint == "comma" or self.ended:
            self.case = ""
        self.free = self.free or not self.case
        self.nouns += 1
        self.kin = self.kin or noun in self.closing.kin
        self.head, self.previous, self.joint, self.fresh = noun, None, "", True
        self.ended = noun.endswith(self.closing.plurals)


def govern(clause: Clause, closing: Closing = Closing()) -> None:
    """Give each noun phrase its case and the common noun that it hangs on; join lists; find the subject."""
    clause.nps = [item.np for item in clause.items if item.np]
    if not clause.nps:
        return
    if any(item.value == "(" for item in clause.items):
        _drop_aliases(clause)
    governor, last = _Governor(clause, closing), clause.nps[-1].start
    for item in clause.items:
        if item.start > last and not governor.previous:
            break
        governor.read(item)
    if len(clause.nps) > 1:
        _join(clause)
        _such_as(clause)
    free = (np for np in clause.nps if _bare(np) and not _bracketed(clause, np))
    clause.subject = next(free, None) or _touching(clause)
    clause.own_subject = clause.subject is not None


def _drop_aliases(clause: Clause) -> None:
    """«شورای همکاری (ش.ه.خ) و X»: what stands in brackets behind a name and only names it again parts no list."""
    out: list[Item] = []
    skip = -1
    for n, item in enumerate(clause.items):
        before = out[-1].np if item.value == "(" and out and n > skip else None
        skip = max(skip, _alias_end(clause.items, n + 1, before) if before else -1)
        if n > skip:
            out.append(item)
    clause.items = out
    clause.nps = [item.np for item in out if item.np]


def _alias_end(items: Sequence[Item], n: int, name: Np) -> int:
    """The item that closes brackets which open before item n and hold another name of a body, else -1."""
    for end in range(n, min(n + _ALIAS, len(items))):
        item = items[end]
        if item.value == ")":
            return end if end > n else -1
        if not (item.kind == "plain" or (item.np and item.np.refs == name.refs)):
            return -1
    return -1


def _bracketed(clause: Clause, np: Np) -> bool:
    """«با سران بریکس (برزیل، هند و …) دیدار کرد»: whether brackets open before a noun phrase inside a clause."""
    return np.start > clause.start and any(i.end == np.start and i.value in _OPENING for i in clause.items)


def _touching(clause: Clause) -> Np | None:
    """«در پی تنش X Y را …»: of two that touch, the second marked by «را», the first does it where nobody else does."""
    verb, nps = clause.verb, clause.nps
    if verb is None or verb.passive or verb.person != "3s" or clause.opener or len(nps) < 2 or nps[0].start < 1:
        return None
    np, other = nps[0], nps[1]
    touch = other.ra and not other.case and not other.head and np.end == other.start
    if not (touch and np.case in _ASIDE and np.head and np.how in _ACTING):
        return None
    np.case = np.head = ""
    return np


def _listed(items: Sequence[Item], item: Item) -> bool:
    """Whether a list goes on behind a noun phrase: «A، B و C»; after a comma alone another phrase may begin."""
    at = next(n for n, i in enumerate(items) if i is item)
    rest = [i for i in items[at + 1 : at + 5] if i.value != "adverb"]  # «A، B و همچنین C»
    if [i.value for i in rest[:2]] == ["،", "and"]:  # «A، B، و C»
        rest = rest[1:]
    link, after = (*rest, None, None)[:2]
    if link is None or after is None or item.np is None:
        return False
    if after.np is None:  # «A، B و برخی دیگر از …», «A، B و هیأت همراه»
        return link.value == "and" and (after.value == "all" or (after.kind == "plain" and _official(item.np)))
    people = link.value == "and" and after.np.how == "people" and _official(item.np)  # «A، B و مقامات X»
    return link.value in ("and", "،") and (people or _same_kind(item.np, after.np))


def _official(np: Np) -> bool:
    return bool(np.refs) and all(ref.startswith("official/") for ref in np.refs)


def _nouns_go_on(items: Sequence[Item], mark: Item) -> bool:
    """Whether a comma stands in a list of common nouns: «از ثبات، امنیت و توسعه X»."""
    if mark.value != "،":
        return False
    plain = 0
    for item in items[next(n for n, i in enumerate(items) if i is mark) + 1 :]:
        if item.kind == "plain":
            plain += 1
        else:
            return 0 < plain <= _LIST and item.value in ("and", "،")
    return False


def _same_kind(a: Np, b: Np) -> bool:
    return bool(a.refs and b.refs) and len({_kind(r) for r in (a.refs[0], b.refs[0])}) == 1


def _kind(ref: str) -> str:
    """What kind of thing stands in a list: states and bodies stand in one."""
    kind = ref.partition("/")[0]
    return "state" if kind in _BODIES else kind


def _bare(np: Np) -> bool:
    return not (np.case or np.head or np.ra or np.how in _NO_SUBJECT)


# -- lists -------------------------------------------------------------------------------------------------------------


def _join(clause: Clause) -> None:
    """Make one noun phrase of «A، B و C»: the last one of the list carries all."""
    out: list[Item] = []
    for item in clause.items:
        before = _list_before(out, item, clause.items)
        if before is not None:
            assert item.np is not None
            np = _joined(before, item.np)
            while out and out[-1].start >= before.start:
                out.pop()
            item = Item("np", np.start, np.end, np.how, np)
        out.append(item)
    clause.items = out
    clause.nps = [item.np for item in out if item.np]


def _list_before(out: Sequence[Item], item: Item, items: Sequence[Item]) -> Np | None:
    """The noun phrase before an item that makes a list with it; an adverb may stand between: «سوریه و سپس الجزایر»."""
    if not item.np or not out:
        return None
    if out[-1].np and _touches(out[-1].np, item, items):
        return out[-1].np
    if len(out) < 2:
        return None
    if again := _again(out, item.np):
        return again
    gap = 2 if out[-1].value in _BESIDE and len(out) > 2 else 1
    link, before = out[-gap], out[-gap - 1].np
    if before is None and link.value == "and" and len(out) > gap + 1 and out[-gap - 1].value == "،":
        before = out[-gap - 2].np  # «A، B، و C»
    conjunction = link.kind == "word" and link.value in _LINKS
    comma = link.kind == "mark" and link.value in _COMMAS and (_listed(items, item) or _company(out, before, item.np))
    dash = before is not None and link.value in _DASHES and _side_by_side(before, item.np)
    if before is None or not (conjunction or comma or dash):
        return None
    if before.head == LED:
        return _over_leader(out[: -gap - 1], before, item.np)
    if _joinable(before, item.np, comma=comma or dash):
        return before
    return _over_place(out[: -gap - 1], before, item.np) if conjunction else None


def _company(out: Sequence[Item], a: Np | None, b: Np) -> bool:
    """«X … با A، B دیدار کرد»: whether of two officials behind «با» neither is the subject, which stands before."""
    if a is None or a.case != "with" or a.head or b.ra or not (_official(a) and _official(b)):
        return False
    return any(item.np is not None and _bare(item.np) for item in out if item.end <= a.start)


def _touches(a: Np, item: Item, items: Sequence[Item]) -> bool:
    """«تلاش کشورهای A B، C و D»: whether a list goes on whose comma is lost."""
    return bool(a.head) and item.np is not None and _states(a, item.np) and a.end == item.start and _listed(items, item)


def _side_by_side(a: Np, b: Np) -> bool:
    """«روابط A - B», «میان A - B»: whether a dash joins two states; not «A - خبرگزاری»."""
    return bool(a.head or a.case == "between") and _states(a, b)


def _states(a: Np, b: Np) -> bool:
    return b.how in _ACTING and not b.case and not b.head and all(r.startswith("country/") for r in (*a.refs, *b.refs))


def _again(out: Sequence[Item], np: Np) -> Np | None:
    """«با A و سپس با B», «با A و در … با B»: whom «و» joins another to, whose preposition is said again."""
    if len(out) < 2 or out[-1].kind != "case" or out[-1].value in _STAYING:
        return None
    gap = 2
    if len(out) > 4 and (place := out[-2].np) and place.case == "in" and out[-3].kind == "case":
        gap = 4
    gap += len(out) > gap + 1 and out[-gap].value == "adverb"
    if len(out) <= gap or out[-gap].value != "and":
        return None
    before = (out[-gap - 2] if out[-gap - 1].value == "،" and len(out) > gap + 1 else out[-gap - 1]).np
    same = before is not None and before.case == np.case == out[-1].value and not np.head
    return before if before and same and _joinable(before, np, comma=False) else None


def _over_leader(out: Sequence[Item], leader: Np, np: Np) -> Np | None:
    """«حزب A به رهبری X و حزب B»: the body that X leads, which «و» joins another body to."""
    body = out[-2].np if len(out) > 1 and out[-1].kind == "case" else None
    if body is None or not all(r.startswith("organization/") for r in (*body.refs, *np.refs)):
        return None
    body.titles += leader.titles
    return body


def _over_place(out: Sequence[Item], place: Np, np: Np) -> Np | None:
    """«X رهبر … در پارلمان اوکراین و Y رهبر …»: the official before a place that «و» leads back over."""
    first = out[-2].np if len(out) > 1 and place.case == "in" and out[-1].kind == "case" else None
    officials = first is not None and all(r.startswith("official/") for r in (*first.refs, *np.refs))
    return first if officials and first is not None and _bare(first) else None


def _such_as(clause: Clause) -> None:
    """«برخی کشورهای منطقه همچون A و B»: of a group those that are named; «… و برخی دیگر همچون C» among them."""
    items = clause.items
    for n, group in enumerate(items):
        whole = group.np if group.np and group.np.how in _GROUPS else None
        named = _named(items, n + 1) if whole else None
        if whole is None or named is None or whole.refs[0].endswith(MEMBERS):
            continue
        whole.refs, whole.how = named.refs, "group"
        at = next((k for k in range(n + 3, len(items)) if items[k].value not in _FURTHER), len(items))
        further = _named(items, at + 1) if at > n + 3 and at < len(items) and items[at].np else None
        whole.refs += further.refs if further else ()


def _named(items: Sequence[Item], n: int) -> Np | None:
    """Those that «همچون» at item n names."""
    case, named = (*items[n : n + 2], None, None)[:2]
    like = case is not None and case.kind == "case" and case.value == "as"
    return named.np if like and named is not None and named.np and not named.np.head else None


def _joinable(a: Np, b: Np, *, comma: bool) -> bool:
    kinds = {_kind(r) for r in (*a.refs, *b.refs)}
    if a.case == "in" and len(kinds) > 1:
        return False  # «… در تهران و X»: where, and who
    if comma and a.case == "said-by":
        return False  # «به گفته X، Y و Z …»
    if comma and (len(kinds) > 1 or a.how == "adjective"):
        return False
    return bool(kinds) and (kinds <= _LISTED or len(kinds) == 1) and "media" not in (a.how, b.how)


def _joined(a: Np, b: Np) -> Np:
    return Np(
        a.start,
        b.end,
        tuple(dict.fromkeys((*a.refs, *b.refs))),
        a.how if a.how == b.how else "name",
        a.place,
        a.case,
        a.head,
        a.ra or b.ra,
        titles=a.titles + b.titles,
    )
