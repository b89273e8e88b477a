"""Who held which office when: a question in words, answered from the packs with its row and source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from diplograph.knowledge.check import before
from diplograph.knowledge.packs import HERE, Holder, World, load
from diplograph.text import key

_WORD = re.compile(r"\w+")
_PACKS = ("offices", "countries", "organizations", "people")
# Words of a question that ask, and do not name.
_ASKING = (
    *("a", "an", "at", "for", "in", "is", "of", "the", "was", "were", "who", "have", "held", "which", "offices"),
    *("کیست", "کی", "چه", "کسی", "بود", "است", "بوده", "از", "در", "من", "هو", "кто", "был", "это"),
)
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """The tenures that answer a question, oldest first, and what there is to say about them.

    `sure` tells that the question has one answer; without it, `rows` are the nearest to one, and `note` says why.
    """

    rows: tuple[Holder, ...]
    sure: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: ids by pack, and the words that name nothing."""

    offices: tuple[str, ...]
    ofs: tuple[str, ...]
    people: tuple[str, ...]
    unread: tuple[str, ...]


def who(question: str, on: str = "", folder: Path = HERE, extra: tuple[Path, ...] = ()) -> Answer:
    """Answer "foreign minister of Russia" or "Sergey Lavrov", in any language of the packs, on a day or at any time.

    >>> [row.person for row in who("وزیر امور خارجه روسیه", "2023-12-05").rows]
    ['sergey-lavrov']
    """
    world = load(folder, extra)
    asked = named(question, folder, extra)
    if asked.unread or not (asked.people or asked.offices):
        told = " ".join(asked.unread) or question
        return Answer((), False, f"no office, country, organization or person of the packs: {told}")
    rows = sorted(_rows(world, asked), key=lambda r: (r.since, r.until or "9", r.office, r.of, r.person))
    return _answer(rows, asked, on, {(row.office, row.of) for row in world.shared})


def _answer(rows: Sequence[Holder], asked: Named, on: str, shared: Set[tuple[str, str]]) -> Answer:
    if not rows:
        return Answer((), False, "the packs know no holder")
    if not on:
        return Answer(tuple(rows), True)
    held = tuple(row for row in rows if row.covers(on))
    if held and (asked.people or len({row.person for row in held}) == 1):
        return Answer(held, True)
    if held:
        many = all({(row.office, ""), (row.office, row.of)} & shared for row in held)
        why = "several may hold this office" if many else "the rows cannot tell them apart"
        return Answer(held, False, f"several on {on}: {why}")
    older = tuple(row for row in rows if not row.until and before(row.as_of, on))
    if older:
        return Answer(older, False, f"known as of {max(r.as_of for r in older)} only, which is before {on}")
    near = _around(rows, on)
    return Answer(near, False, f"the packs know no holder on {on}" + (", but before or after it:" if near else ""))


def _around(rows: Sequence[Holder], on: str) -> tuple[Holder, ...]:
    """The last tenure that ended before a day, and the first that began after it."""
    ended = [row for row in rows if row.until and before(row.until, on)]
    begun = [row for row in rows if row.since and before(on, row.since)]
    last = max(ended, key=lambda r: r.until, default=None)
    first = min(begun, key=lambda r: r.since, default=None)
    return tuple(row for row in (last, first) if row)


def _rows(world: World, asked: Named) -> Iterator[Holder]:
    if asked.people:
        for row in (r for p in asked.people for r in world.careers.get(p, ())):
            if (not asked.offices or row.office in asked.offices) and (not asked.ofs or row.of in asked.ofs):
                yield row
        return
    for office in asked.offices:
        ofs = asked.ofs or sorted({of for o, of in world.tenures if o == office})
        for row in (r for of in ofs for r in world.tenures.get((office, of), ())):
            yield row


# -- reading ---------------------------------------------------------------------------------------------------------


def _squeeze(text: str) -> str:
    """The letters and digits alone, so that no space and no non-joiner parts two spellings."""
    return "".join(_WORD.findall(key(text)))


@cache
def _surfaces(folder: Path, extra: tuple[Path, ...]) -> Mapping[str, frozenset[tuple[str, str]]]:
    """What each squeezed name may be: pairs of pack and id."""
    world = load(folder, extra)
    found: dict[str, set[tuple[str, str]]] = {}
    for pack in _PACKS:
        for row in world.names[pack]:
            found.setdefault(_squeeze(row.name), set()).add((pack, row.id))
        for id_, thing in getattr(world, pack).items():
            found.setdefault(_squeeze(thing.label), set()).add((pack, id_))
            found.setdefault(_squeeze(id_), set()).add((pack, id_))
    return {k: frozenset(v) for k, v in found.items()}


def named(question: str, folder: Path = HERE, extra: tuple[Path, ...] = ()) -> Named:
    """What a text names, longest names first.

    >>> named("وزیر امور خارجه روسیه").offices
    ('foreign-minister',)
    """
    surfaces = _surfaces(folder, extra)
    words = _WORD.findall(key(question))
    found: dict[str, list[str]] = {pack: [] for pack in _PACKS}
    unread = []
    i = 0
    while i < len(words):
        n, senses = _longest(words, i, surfaces)
        for pack, id_ in sorted(senses):
            found[pack].append(id_)
        if not senses and words[i] not in _ASKING:
            unread.append(words[i])
        i += n
    return Named(
        offices=tuple(found["offices"]),
        ofs=(*found["countries"], *found["organizations"]),
        people=tuple(found["people"]),
        unread=tuple(unread),
    )


def _longest(
    words: Sequence[str], i: int, surfaces: Mapping[str, frozenset[tuple[str, str]]]
) -> tuple[int, frozenset[tuple[str, str]]]:
    """The longest name that starts at word i; an Arabic article may go."""
    for n in range(min(_LONGEST, len(words) - i), 0, -1):
        text = "".join(words[i : i + n])
        for spelling in (text, text.removeprefix("ال"), re.sub("^لل", "ال", text)):
            if spelling in surfaces:
                return n, surfaces[spelling]
    return 1, frozenset()
