"""Noun phrases and items: what finding hands to relating."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplograph.read.actors import Title

MEMBERS = "-member-states"  # how the id of the members of a body ends, who stay one
LED = "led"  # what «به رهبری X» hangs on: X fills no role of the clause


@dataclass(slots=True)
class Np:
    """A noun phrase that stands for entities; token positions are of its sentence.

    `place` is set where a capital may be the town as well as the government. `case`, `head` and `ra` are filled in when
    its clause is read: the preposition that governs it, the common noun that it hangs on, the object marker. `whose`
    are the parties that its words name; `own` says that they are those of its clause («تعهدات خود»).
    """

    start: int
    end: int
    refs: tuple[str, ...]
    how: str
    place: str | None = None
    case: str = ""
    head: str = ""
    ra: bool = False
    core: tuple[int, int] | None = None
    whose: tuple[str, ...] = ()
    own: bool = False
    titles: list[tuple[str, Title]] = field(default_factory=list)
    offices: list[Title] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Item:
    """One step of a sentence: an `np`, a `case`, a `word` of the language pack, a `verb`, a `mark`, or `plain`."""

    kind: str
    start: int
    end: int
    value: str = ""
    np: Np | None = None
