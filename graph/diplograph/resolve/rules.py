"""Which things may be one, and on what ground.

Candidates meet in buckets by what they must share, so that nothing is compared with everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from diplograph.model import Extraction, Kind
from diplograph.resolve.names import letters, near, sounds
from diplograph.resolve.profile import Node, Profile

_NEXT = 6  # neighbours in a bucket that a name is compared with
_Buckets = dict[tuple[str, str], list[Node]]


class Pair(NamedTuple):
    """Two things that may be one. The lower the rank, the surer."""

    rank: int
    a: Node
    b: Node
    why: str


def pairs(shown: Mapping[Node, Profile], extra: tuple[Path, ...] = ()) -> list[Pair]:
    """All pairs that some rule takes for one thing, the surest first. `extra` are folders of packs of one's own."""
    found = [pair for rule in RULES for pair in rule(shown)] + [*near_officials(shown, extra)]
    return sorted({pair for pair in found if pair.a != pair.b})


def apart(
    documents: Sequence[Extraction], known: Sequence[Mapping[str, Node]], shown: Mapping[Node, Profile]
) -> Iterator[tuple[Node, Node]]:
    """What is told to deal with one another is not one."""
    for document, names in zip(documents, known, strict=True):
        for claim in document.claims:
            a, b = names.get(claim.subject), names.get(claim.object)
            if a in shown and b in shown and a != b and a is not None and b is not None:
                yield a, b


def same_officials(shown: Mapping[Node, Profile]) -> Iterator[Pair]:
    """The same full name, and a country, a body or an office in common."""
    buckets: _Buckets = {}
    for node, profile in _of(Kind.OFFICIAL, shown):
        for name in {letters(" ".join(words)) for words, _ in profile.full}:
            for shared in profile.countries | profile.offices:
                buckets.setdefault((name, shared), []).append(node)
    for (_, shared), some in buckets.items():
        yield from _chain(1, some, f"the same full name, both of {shared}")


def near_officials(shown: Mapping[Node, Profile], extra: tuple[Path, ...] = ()) -> Iterator[Pair]:
    """Two spellings of a full name, and the same office of the same country or body."""
    buckets: dict[tuple[str, str], set[tuple[tuple[str, ...], str, Node]]] = {}
    for node, profile in _of(Kind.OFFICIAL, shown):
        for name, language in profile.full if profile.offices else ():
            for sound in sounds(" ".join(name)):
                for office in profile.offices:
                    buckets.setdefault((sound, office), set()).add((name, language, node))
    for (_, office), names in buckets.items():
        some = sorted(names)
        for i, (name, language, node) in enumerate(some):
            for other, _, second in some[i + 1 : i + 1 + _NEXT]:
                if near(name, other, language, extra):
                    yield _pair(2, node, second, f"«{' '.join(name)}» and «{' '.join(other)}», both {office}")


def same_bodies(shown: Mapping[Node, Profile]) -> Iterator[Pair]:
    """The same name, and the same country."""
    buckets: _Buckets = {}
    for node, profile in _of(Kind.ORGANIZATION, shown):
        for name in {letters(name.text) for name in profile.names}:
            for country in profile.countries:
                buckets.setdefault((name, country), []).append(node)
    for (_, country), some in buckets.items():
        yield from _chain(1, some, f"the same name, both of {country}")


def same_projects(shown: Mapping[Node, Profile]) -> Iterator[Pair]:
    """The same name."""
    buckets: dict[str, list[Node]] = {}
    for node, profile in _of(Kind.PROJECT, shown):
        for name in {letters(name.text) for name in profile.names}:
            buckets.setdefault(name, []).append(node)
    for some in buckets.values():
        yield from _chain(1, some, "the same name")


def same_agreements(shown: Mapping[Node, Profile]) -> Iterator[Pair]:
    """The same kind, parties and topic (of which the reader makes the id), and no other day of signing."""
    buckets: dict[tuple[object, ...], list[Node]] = {}
    for node, profile in _of(Kind.AGREEMENT, shown):
        if not node.lone and not profile.known:
            for topic in (*profile.topics, frozenset({node.id})):
                buckets.setdefault((profile.types, profile.parties, topic), []).append(node)
    for some in buckets.values():
        for group in _signed_together(some, shown):
            yield from _chain(1, group, "the same kind, parties and topic, and no other date of signing")


RULES = (same_officials, same_bodies, same_projects, same_agreements)


def _signed_together(some: Sequence[Node], shown: Mapping[Node, Profile]) -> list[list[Node]]:
    """Agreements that may be one by when they were signed: 2023 may be 2023-12-05, if nothing else of 2023 is there.

    Those without a date go with the others where all these are one.
    """
    groups: dict[str, list[Node]] = {}
    finest = _finest({date for node in some for date in shown[node].dates})
    for node in some:
        dates = shown[node].dates
        fits = sorted({f for f in finest if all(f.startswith(d) for d in dates)})
        home = fits[0] if len(fits) == 1 else f"? {' '.join(sorted(dates))}"
        groups.setdefault(home, []).append(node)
    return list(groups.values())


def _finest(dates: Iterable[str]) -> list[str]:
    """The dates that no other one tells more precisely."""
    told = sorted(dates)
    return [d for i, d in enumerate(told) if not any(after.startswith(d) for after in told[i + 1 : i + 2])]


def _of(kind: Kind, shown: Mapping[Node, Profile]) -> Iterator[tuple[Node, Profile]]:
    return ((node, profile) for node, profile in shown.items() if profile.kind is kind)


def _chain(rank: int, some: Iterable[Node], why: str) -> Iterator[Pair]:
    return (_pair(rank, a, b, why) for a, b in pairwise(sorted(set(some))))


def _pair(rank: int, a: Node, b: Node, why: str) -> Pair:
    return Pair(rank, min(a, b), max(a, b), why)
