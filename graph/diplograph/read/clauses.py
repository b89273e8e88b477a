"""Items to clauses: one verb each, embedded clauses apart from those around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from diplograph.lang import Language
from diplograph.read.items import Item, Np
from diplograph.read.verbs import Group, group_at

_STRONG = frozenset(":؛;/")
_OPENERS = frozenset({"that", "if", "when"})
_GOES_ON = frozenset({"who", "why", "when", "if"})  # how a clause begins that stands inside another
_CUTTING = _STRONG | _OPENERS
_INSIDE = frozenset({"plain", "np", "case"})  # kinds of items that neither begin nor end a clause


@dataclass(slots=True, eq=False)
class Clause:
    """The items around one verb, and the noun phrases among them; its first token, and the token after its last.

    `opener` is how it begins: "", "that", "why" (اینکه), "when" (پس از آنکه) …

    `leader` is the clause inside the same one that it goes on from («آمریکا که … خارج شد و … بازگرداند، گفت …»).
    `resumed` are the tokens at which it goes on behind a clause inside it.
    `speaker` is whose words it is, `sayer` who it says speaks, `effect` how the verb of saying colours it.
    """

    items: list[Item] = field(default_factory=list)
    nps: list[Np] = field(default_factory=list)
    start: int = 0
    end: int = 0
    opener: str = ""
    verb: Group | None = None
    subject: Np | None = None
    own_subject: bool = False
    outer: Clause | None = None
    leader: Clause | None = None
    speaker: str | None = None
    sayer: str | None = None
    effect: str = ""
    resumed: list[int] = field(default_factory=list)

    @property
    def own(self) -> list[int]:
        """The tokens that are its own, without those of clauses inside it."""
        return [t for item in self.items for t in range(item.start, item.end)]

    def owns(self, token: int) -> bool:
        """Whether a token is one of its own, not of a clause inside it."""
        if not self.start <= token < self.end:
            return False
        at = bisect_right(self.items, token, key=attrgetter("start")) - 1
        return token < self.items[at].end

    def case_near(self, token: int, *, gap: int = 0, values: frozenset[str] = frozenset()) -> bool:
        """Whether a preposition (one of these cases) ends at most `gap` tokens before a token."""
        for item in reversed(self.items):
            if item.end <= token:
                if token - item.end > gap:
                    return False
                if item.kind == "case" and (not values or item.value in values):
                    return True
        return False


class _Splitter:
    """Cuts a sentence; `stack` holds the clauses that are open, the innermost last."""

    def __init__(self, items: Sequence[Item], lang: Language) -> None:
        self.items, self.lang = items, lang
        self._openers = [[word] for word in lang.among("preface")]
        self.done: list[Clause] = []
        self.stack: list[Clause] = [Clause()]

    def split(self) -> list[Clause]:
        """The clauses in order."""
        items, i = self.items, 0
        for at in [
            n
            for n, item in enumerate(items)
            if item.kind == "verb" or (item.value in _CUTTING and item.kind not in _INSIDE)
        ]:
            if at >= i:
                self.stack[-1].items += items[i:at]
                i = self._step(at)
        self.stack[-1].items += items[i:]
        while self.stack[-1].items or len(self.stack) > 1:
            self._close()
        return sorted(self.done, key=attrgetter("start"))

    def _step(self, i: int) -> int:
        """Put item i where it belongs; the item to go on with."""
        item, top = self.items[i], self.stack[-1]
        if item.kind == "word" and item.value in _OPENERS:
            self._open(i, top)
            return i + 1
        if item.kind == "verb":
            group = None if self._noun(i) else group_at(self.items, i, self.lang)
            if group:
                return self._finish(i, top, group)
            if self._noun(i) or self.lang.verbs[item.value].kind == "nominal":
                item = Item("plain", item.start, item.end, item.value)
        closes = item.kind == "mark" and item.value in _STRONG and bool(top.items)
        top.items.append(item)
        if closes:
            self._close()
        return i + 1

    def _open(self, i: int, top: Clause) -> None:
        """Begin a clause inside the open one, or after it where that has its verb."""
        embedded = top.verb is None and any(i.kind != "mark" for i in top.items)
        outer = top if embedded else (self.done[-1] if self.done else None)
        inner = Clause(opener=_opener(self.items[i], top, embedded=embedded), outer=outer)
        if not embedded:
            self._close()
        inner.items.append(self.items[i])
        self.stack.append(inner)

    def _finish(self, i: int, top: Clause, group: Group) -> int:
        prefaced = self._prefaces(top)
        while i < len(self.items) and self.items[i].start < group.end:
            top.items.append(self.items[i])
            i += 1
        if prefaced:
            return i
        top.verb = group
        self._close()
        if top.opener in _GOES_ON and self._is(i, "and") and self._verbs_left(i):
            self.stack.append(Clause(opener=top.opener, outer=top.outer, leader=top))
        elif top.opener in _GOES_ON and self._says(top, group, i) and self._verbs_left(i):
            self.stack.append(Clause(opener="that", outer=top))
        elif top.opener == "that" and self._quoted(top) and self._is(i, "and") and self._verbs_left(i):
            around = top.outer
            assert around is not None
            self.stack.append(Clause(opener=around.opener, outer=around.outer))
        return i

    def _noun(self, i: int) -> bool:
        """«از نبود شفافیت»: whether a preposition makes a noun of what looks like a verb."""
        governed = i > 0 and self.items[i - 1].kind == "case"
        return governed and self.items[i].value in self.lang.among("lack-noun")

    def _is(self, i: int, value: str) -> bool:
        return i < len(self.items) and self.items[i].value == value

    def _says(self, clause: Clause, group: Group, i: int) -> bool:
        """«با اشاره به اینکه X گفت Y …، افزود»: whether what an inner clause's verb says follows without «که»."""
        if i >= len(self.items) or self.items[i].kind not in ("np", "case", "plain") or group.kind == "copula":
            return False
        before = next((item for item in reversed(clause.items) if item.end <= group.start), None)
        noun = before is not None and before.kind == "plain" and before.value in self.lang.among("remark")
        return group.kind == "speech" or noun

    def _quoted(self, clause: Clause) -> bool:
        """Whether a clause is what one inside another says, which goes on around it."""
        inside = clause.outer is not None and clause.outer.opener in _GOES_ON
        return inside and bool(self.stack[-1].items)

    def _verbs_left(self, i: int) -> bool:
        """Whether verbs are left for one more inner clause and for the clause around."""
        left, at = 0, i
        for j in range(i, len(self.items)):
            item = self.items[j]
            if item.kind == "mark" and item.value in _STRONG:
                break
            if j >= at and item.kind == "verb" and (group := group_at(self.items, j, self.lang)):
                left += 1
                at = j + group.end - group.start
        return left > 1

    def _prefaces(self, top: Clause) -> bool:
        """«X که قرار است … برگزار شود، …»: whether an embedded clause only opens with its first verb."""
        words = [item.value for item in top.items if item.value != "adverb"]
        return len(self.stack) > 1 and words[1:] in self._openers

    def _close(self) -> None:
        clause = self.stack.pop()
        if clause.items:
            clause.start, clause.end = clause.items[0].start, clause.items[-1].end
            self.done.append(clause)
            if self.stack:
                self.stack[-1].resumed.append(clause.end)
        if not self.stack:
            self.stack.append(Clause())


def _opener(item: Item, top: Clause, *, embedded: bool) -> str:
    if item.value in ("if", "when"):
        return item.value
    if not embedded:
        return "that"
    words = [i for i in top.items if i.kind != "mark"] or top.items
    before = words[-1]
    if before.value == "ra" and len(words) > 1 and words[-2].kind == "np":
        return "who"  # «X را که …»
    if before.kind == "case" and before.value == "when":
        return "when"
    return "who" if before.kind == "np" else "why"


def split(items: Sequence[Item], lang: Language) -> list[Clause]:
    """Cut a sentence into clauses at finite verbs, «که», colons and conditions.

    A relative clause («X که … آمده است …») and an embedded one («با بیان اینکه …، گفت») interrupt the clause around
    them, which goes on after their verb.
    """
    return _Splitter(items, lang).split()
