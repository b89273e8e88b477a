"""Items to clauses: one verb each, with its subject, what governs each noun phrase, and what colours it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from diplograph.lang import Language
from diplograph.read.items import Item, Np

_PAUSE = frozenset("،,؛;")
_STRONG = frozenset(":؛;")


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: the past stem of its main verb, tense, person, polarity and voice."""

    stem: str
    tense: str
    person: str
    negative: bool
    passive: bool
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Clause:
    """The items around one verb. `opener` is how it begins: "", "that", "why" (اینکه), "if", "who" (a relative)."""

    items: list[Item] = field(default_factory=list)
    opener: str = ""
    verb: Group | None = None
    subject: Np | None = None
    own_subject: bool = False
    outer: Clause | None = None
    speaker: str | None = None
    sayer: str | None = None
    effect: str = ""

    @property
    def nps(self) -> list[Np]:
        """Its noun phrases, in order."""
        return [item.np for item in self.items if item.np]

    @property
    def own(self) -> list[int]:
        """The tokens that are its own, without those of clauses inside it."""
        return [t for item in self.items for t in range(item.start, item.end)]

    @property
    def start(self) -> int:
        """Its first token."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """The token after its last."""
        return max(item.end for item in self.items)


def split(items: list[Item], lang: Language) -> list[Clause]:
    """Cut a sentence into clauses at finite verbs, «که», colons and conditions.

    A relative clause («X که … آمده است …») and an embedded one («با بیان اینکه …، گفت») interrupt the clause around
    them, which goes on after their verb.
    """
    done: list[Clause] = []
    stack: list[Clause] = [Clause()]
    i = 0
    while i < len(items):
        item, top = items[i], stack[-1]
        if item.kind == "word" and item.value in ("that", "if"):
            embedded = bool(top.items) and top.verb is None
            inner = Clause(opener=_opener(items, i, top), outer=top if embedded else (done[-1] if done else None))
            if not embedded:
                _close(stack, done)
            inner.items.append(item)
            stack.append(inner)
        elif item.kind == "verb" and (group := _group(items, i, lang)):
            while i < len(items) and items[i].start < group.end:
                top.items.append(items[i])
                i += 1
            top.verb = group
            _close(stack, done)
            continue
        elif item.kind == "verb" and lang.verbs[item.value].kind == "nominal":
            top.items.append(Item("plain", item.start, item.end, item.value))
        elif item.kind == "mark" and item.value in _STRONG and top.items:
            top.items.append(item)
            _close(stack, done)
        else:
            top.items.append(item)
        i += 1
    while stack:
        _close(stack, done)
        if len(stack) == 1 and not stack[-1].items:
            break
    clauses = [c for c in done if c.items]
    for clause in clauses:
        govern(clause)
    return sorted(clauses, key=lambda c: c.start)


def _opener(items: list[Item], i: int, top: Clause) -> str:
    item = items[i]
    if item.value == "if":
        return "if"
    if top.items and top.verb is None:
        before = next((i for i in reversed(top.items) if i.kind != "mark"), top.items[-1])
        return "who" if before.kind == "np" else "why"
    return "that"


def _close(stack: list[Clause], done: list[Clause]) -> None:
    clause = stack.pop()
    if clause.items:
        done.append(clause)
    if not stack:
        stack.append(Clause())


def _group(items: list[Item], i: int, lang: Language) -> Group | None:
    """The verb group that starts at item i; None where the word only looks like a verb, or is a modal."""
    verb = lang.verbs[items[i].value]
    if verb.kind == "nominal" and verb.tense == "past" and verb.person == "3s" and not _ends(items, i + 1):
        return None
    if verb.stem == "خواست" and verb.tense == "past" and i and items[i - 1].value == "to":
        return None  # «به خواست»
    if verb.kind == "modal" or verb.tense == "infinitive":
        return None
    if verb.stem == "خواست" and verb.tense == "subjunctive":  # the future: «خواهد کرد»
        after = lang.verbs.get(items[i + 1].value) if i + 1 < len(items) and items[i + 1].kind == "verb" else None
        if after:
            return Group(after.stem, "future", verb.person, verb.negative, after.stem in ("شد", "گردید"), after.kind, items[i].start, items[i + 1].end)
        return None
    j, last, tense, negative = i + 1, verb, verb.tense, verb.negative
    passive = verb.stem in ("شد", "گردید", "گشت", "رسید")
    while j < len(items) and items[j].kind == "verb" and verb.tense == "participle":
        nxt = lang.verbs[items[j].value]
        if nxt.kind == "modal":
            break
        if nxt.tense == "infinitive":  # «کشته شدن»
            return None
        passive = passive or nxt.stem in ("شد", "گردید")
        tense = "pluperfect" if nxt.stem == "بود" and nxt.tense == "past" else "perfect" if nxt.stem == "بود" else nxt.tense
        negative = negative or nxt.negative
        last = nxt
        j += 1
        if nxt.tense != "participle":
            if nxt.stem == "خواست" and j < len(items) and items[j].kind == "verb":
                tense, j = "future", j + 1
            break
    if verb.tense == "participle" and j == i + 1:
        if not _ends(items, j):
            return None
        tense = "perfect"
    return Group(verb.stem, tense, last.person or "3s", negative, passive, verb.kind, items[i].start, items[j - 1].end)


def _ends(items: list[Item], j: int) -> bool:
    return j >= len(items) or items[j].kind == "mark" or (items[j].kind == "word" and items[j].value in ("and", "that", "comma"))


# -- government ------------------------------------------------------------------------------------------------------


def govern(clause: Clause) -> None:
    """Give each noun phrase its case and the common noun that it hangs on; join lists; find the subject."""
    case, head, fresh = "", "", True
    previous: Np | None = None
    joint = ""
    for item in clause.items:
        if item.kind == "np" and item.np:
            np = item.np
            if previous and (joint == "and" or (joint == "comma" and _same_kind(previous, np) and _listed(clause.items, item))):
                np.case, np.head = previous.case, previous.head
            elif previous and not fresh and not joint:
                np.case, np.head = "", ""
            else:
                np.case, np.head = case, head
            previous, joint, fresh = np, "", False
            continue
        if item.kind == "case":
            case, head, fresh, previous, joint = item.value, "", True, None, ""
        elif item.kind == "word" and item.value == "ra":
            for np in _chain(clause, previous):
                np.ra = True
            case, head, previous, fresh = "", "", None, True
        elif item.kind == "word" and item.value == "and":
            joint = "and" if previous else ""
            if not previous:
                head = ""
        elif (item.kind == "mark" and item.value in _PAUSE) or (item.kind == "word" and item.value == "comma"):
            joint = "comma" if previous else ""
            case, head, fresh = "", "", True
            if not previous:
                joint = ""
        elif item.kind == "word" and item.value == "all":
            continue
        elif item.kind == "word" and item.value == "adverb":
            if previous and not joint:
                case, head, previous, joint, fresh = "", "", None, "", True
        elif item.kind == "plain":
            if previous and joint == "":
                case, head, fresh = "", "", True
            head = item.value
            if joint == "comma":
                case = ""
            previous, joint = None, ""
            fresh = True
        elif item.kind == "mark" and item.value in "«»“”\"()-–":
            continue
        else:
            previous, joint = None, ""
    _join(clause)
    subject = next((np for np in clause.nps if _bare(np)), None)
    clause.subject, clause.own_subject = subject, subject is not None


def _listed(items: list[Item], item: Item) -> bool:
    """Whether a list goes on behind a noun phrase: «A، B و C»; after a comma alone another phrase may begin."""
    at = next(n for n, i in enumerate(items) if i is item)
    rest = items[at + 1 : at + 3]
    return len(rest) == 2 and (rest[0].value in ("and", "،")) and rest[1].np is not None and _same_kind(item.np or rest[1].np, rest[1].np)


def _same_kind(a: Np, b: Np) -> bool:
    return bool(a.refs and b.refs) and a.refs[0].partition("/")[0] == b.refs[0].partition("/")[0]


def _chain(clause: Clause, np: Np | None) -> Iterator[Np]:
    if np:
        yield np


def _bare(np: Np) -> bool:
    return not np.case and not np.head and not np.ra and np.how not in ("adjective", "media", "place", "deal", "persons")


def _join(clause: Clause) -> None:
    """Make one noun phrase of «A، B و C»: the last one of the list carries all."""
    out: list[Item] = []
    items = clause.items
    for item in items:
        if item.np and len(out) >= 2:
            gap = 2 if out[-1].value == "adverb" and len(out) > 2 else 1  # «سوریه و سپس الجزایر»
            link, before = out[-gap], out[-gap - 1]
            linked = link.kind == "word" and link.value == "and" or link.kind == "mark" and link.value == "،"
            listed = link.value != "،" or _listed(items, item)
            if before.np and linked and listed and _joinable(before.np, item.np, link.value):
                a, b = before.np, item.np
                merged = Np(
                    a.start, b.end, tuple(dict.fromkeys((*a.refs, *b.refs))), _how(a, b), a.place, a.case, a.head, a.ra or b.ra, titles=a.titles + b.titles
                )
                del out[-gap - 1 :]
                out.append(Item("np", a.start, b.end, merged.how, merged))
                continue
        out.append(item)
    clause.items = out


def _how(a: Np, b: Np) -> str:
    return a.how if a.how == b.how else "name"


_ACTORS = frozenset({"country", "official", "organization"})


def _joinable(a: Np, b: Np, link: str) -> bool:
    kinds = {r.partition("/")[0] for r in (*a.refs, *b.refs)}
    if link == "،" and (len(kinds) > 1 or a.how == "adjective"):
        return False
    return bool(kinds) and (kinds <= _ACTORS or len(kinds) == 1) and "media" not in (a.how, b.how)
