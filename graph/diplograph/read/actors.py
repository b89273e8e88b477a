"""Actors and their offices, as a text gives them."""

from __future__ import annotations

from dataclasses import dataclass, field

# Offices that many hold at once, and one person several of: «این عضو کمیسیون انرژی» is the MP who speaks.
SEATS = frozenset(
    {
        "member-of-parliament",
        "senator",
        "member",
        "commission-member",
        "commission-chair",
        "deputy-commission-chair",
        "parliamentary-commission-chair",
        "parliamentary-commission-spokesperson",
        "faction-leader",
    }
)

# Offices whose every holder of late the packs know.
TOP = frozenset({"president", "king", "emir", "prime-minister", "foreign-minister", "supreme-leader", "chancellor"})

_PERMANENT = frozenset({"ambassador", "permanent-representative"})  # what an envoy to a body of states is called


@dataclass(frozen=True, slots=True)
class Title:
    """An office as a text names it: its class, whose it is, where it is posted, and whether it is over."""

    office: str
    of: str | None
    post: str | None = None
    qualifier: str = ""
    surface: str = ""
    plural: bool = False

    @property
    def telling(self) -> bool:
        """Whether it is named by two words or more: such an office needs nobody's name beside it."""
        return self.office == "president" or len(self.surface.split()) >= 2  # «رئیس‌جمهور»


@dataclass(slots=True)
class Actor:
    """Somebody on stage. `id` is final for the known; for the others it is a key until the scene closes."""

    id: str
    surface: str
    tokens: tuple[str, ...]
    country: str | None = None
    offices: list[Title] = field(default_factory=list)
    known: bool = False
    named: bool = True
    why: str = ""


def part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the given name or the surname of a longer one."""
    return 0 < len(short) < len(long) and (
        long[-len(short) :] == short or (long[: len(short)] == short and len(short) > 1)
    )


def same_office(a: Title, b: Title) -> bool:
    """Whether two titles name one office; one without an owner, or without a post, may be any."""
    return (
        (a.office == b.office or _at_a_body(a, b))
        and a.qualifier == b.qualifier
        and (a.post == b.post or not (a.post and b.post))
        and (a.of is None or a.of == b.of)
        and bool(a.office)
    )


def _at_a_body(a: Title, b: Title) -> bool:
    """«سفیر ایران در سازمان ملل», «نماینده دائم ایران در سازمان ملل»: a state's envoy to a body is called either."""
    to_body = any((t.post or "").startswith("organization/") for t in (a, b))
    return to_body and {a.office, b.office} == _PERMANENT


def capitals(words: str) -> str:
    """English words as a title: "minister of state" is "Minister of State"."""
    small = {"of", "the", "to", "for", "and", "in"}
    return " ".join(w if w in small else w[:1].upper() + w[1:] for w in words.split(" "))
