"""«تعهدات»: whose commitments under which agreement."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplograph.ids import digest, slug
from diplograph.read.groups import group_at
from diplograph.read.index import Hit
from diplograph.read.items import Np
from diplograph.read.places import party_at
from diplograph.read.point import this_at
from diplograph.read.sight import Sight

_LONGEST = 12  # tokens that say whose, and under what
_UNDER = frozenset({"in", "per", "under"})  # cases before the agreement
_TOWARDS = "against"  # the case before the one to whom something was promised


def duty_at(sight: Sight, i: int, n: int) -> Np | None:
    """Commitments whose head noun stands at token i, as the agreement that they are under; None where none is.

    The agreement is what the phrase names («تعهدات برجامی», «تعهداتش در توافق»), what was promised to somebody
    («تعهدات خود در قبال آژانس»), else the agreement that was spoken of last.
    """
    duty = _Duty(sight, i + n, own=sight.keys[i].endswith(sight.lang.edges("own-suffix")))
    duty.read()
    if _narrowed(sight, duty.at, bare=duty.at == i + n and not duty.own):
        return None
    deal, towards = duty.deal, duty.towards
    if towards and not deal:
        deal = (_last(sight) if towards.startswith("country/") else None) or _promised(sight, i, duty.at, towards)
    deal = deal or _last(sight)
    if deal is None:
        return None
    return Np(i, duty.at, (deal,), "duty", ra=duty.marked, whose=tuple(duty.whose), own=duty.own)


@dataclass(slots=True)
class _Duty:
    """What the phrase says behind its head; `at` is the token after what was read, `marked` tells of «را» inside."""

    sight: Sight
    at: int
    own: bool = False
    marked: bool = False
    deal: str | None = None
    towards: str | None = None
    whose: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Go on while a step finds more of the phrase."""
        limit = min(self.at + _LONGEST, self.sight.size)
        while self.at < limit and self._step(self.sight.at(self.at)):
            pass

    def _step(self, hit: Hit | None) -> bool:
        if hit is None:
            return self._adjective()
        n, (sense, *_) = hit
        match sense.kind, sense.id:
            case "agreement", _:
                self.deal, self.at = self.deal or f"agreement/{sense.id}", self.at + n
                return True
            case "word", "own":
                self.own, self.at = True, self.at + n
                return True
            case "word", "ra":
                return self._case(self.at + 1, marked=True)
            case "case", _:
                return self._case(self.at)
        return not self.whose and self._owner(hit)

    def _owner(self, hit: Hit) -> bool:
        """«تعهدات ایران», «تعهدات طرف‌های اروپایی»."""
        party = None if _loose(self.sight, self.at) else party_at(self.sight, self.at)
        if party:
            self.at, who = party
            self.whose.append(who)
            return True
        n, (sense, *_) = hit
        group = group_at(self.sight, self.at, n, sense) if sense.kind == "group" else None
        if group is None:
            return False
        self.whose += group.refs
        self.at = group.end
        return True

    def _case(self, at: int, *, marked: bool = False) -> bool:
        """«ذیل برجام», «در قبال آژانس»; «را» may stand before it."""
        hit = self.sight.at(at)
        if hit is None or self.deal or self.towards:
            return False
        after, case = at + hit[0], hit[1][0].id
        if case in _UNDER:
            found = _agreement_at(self.sight, after)
            self.at, self.deal = found or (self.at, None)
            self.marked = self.marked or (marked and found is not None)
            return found is not None
        towards = party_at(self.sight, after) if case == _TOWARDS else None
        if towards:
            self.at, self.towards = towards
            self.marked = marked
        return towards is not None

    def _adjective(self) -> bool:
        """«برجامی» names the agreement, «هسته‌ای» and its like do not; «برجامی‌اش» says whose besides."""
        sight, word = self.sight, self.sight.keys[self.at]
        own = next((s for s in sight.lang.edges("own-suffix") if word.endswith(s) and word != s), "")
        word = word.removesuffix(own)
        named = next((d for e in sight.lang.edges("ezafe") if (d := _named(sight, word.removesuffix(e)))), None)
        if named is None and word not in sight.lang.among("duty-adjective"):
            return False
        self.deal, self.own, self.at = named or self.deal, self.own or bool(own), self.at + 1
        return True


def _named(sight: Sight, word: str) -> str | None:
    """The agreement that one word names."""
    hit = sight.index.at([word], 0) if word else None
    return f"agreement/{hit[1][0].id}" if hit and hit[1][0].kind == "agreement" else None


def _loose(sight: Sight, j: int) -> bool:
    """Whether token j is an everyday word too («مالی»)."""
    return sight.scene.world.ambiguous.get((sight.lang.code, sight.keys[j])) == "governed"


def _narrowed(sight: Sight, j: int, *, bare: bool) -> bool:
    """Whether a topic follows, or an adjective behind the bare noun: other commitments are meant («تعهدات مالی»)."""
    if j >= sight.size:
        return False
    hit = None if _loose(sight, j) else sight.at(j)
    if hit or not bare:
        return hit is not None and hit[1][0].id == "about"
    return sight.tokens[j].word and sight.common(j) and not sight.verb(j) and not sight.light(j)


def _agreement_at(sight: Sight, j: int) -> tuple[int, str] | None:
    """An agreement named, pointed at, or just called one («در توافق») at token j."""
    hit = sight.at(j)
    if hit is None:
        return None
    n, (sense, *_) = hit
    if sense.kind == "agreement":
        return j + n, f"agreement/{sense.id}"
    if sense.id == "this":
        np = this_at(sight, j, n)
        return (np.end, np.refs[0]) if np and np.refs[0].startswith("agreement/") else None
    last = _last(sight) if sense.kind == "deal" else None
    return (j + n, last) if last else None


def _last(sight: Sight) -> str | None:
    """The agreement that was spoken of last, no resolution."""
    scene = sight.scene
    resolution = ("agreementKind", "resolution")
    deals = (e for e in scene.recent if e.startswith("agreement/") and resolution not in scene.facts.get(e, {}))
    return next((d for d in deals if getattr(scene.row(d), "kind", "") != "resolution"), None)


def _promised(sight: Sight, i: int, end: int, towards: str) -> str:
    """What somebody has promised to another, as an agreement of its own."""
    scene = sight.scene
    id_ = f"agreement/commitments-{slug(towards.partition('/')[2])[:40]}-{digest('commitments', towards)}"
    scene.labels.setdefault(id_, sight.surface(i, end))
    scene.fact(id_, "agreementKind", "commitments")
    scene.fact(id_, "party", towards)
    return id_
