"""Which thing of a build is which thing of the gold: by code, by a common name, by enough common words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from diplograph.score.gold import Thing
from diplograph.text import key

# An actor may be taken for a body or its state, a project for the agreement on it.
_NEAR = ({"Organization", "Country"}, {"Agreement", "Project"})
_SMALL = frozenset(["و", "در", "به", "از", "the", "of", "on", "and"])
_ENOUGH = 0.6
# "Foreign Minister of Turkey": an office that nobody names.
_OFFICE = re.compile(
    r"(?i)^(acting |deputy |first |vice |former )*(president|prime minister|foreign minister|minister|ambassador"
    r"|spokes\w+|speaker|secretary|chancellor|king|emir|crown prince|head|chief|chair\w*|director|commander|governor"
    r"|envoy|vice|special|national|supreme|defen[cs]e|interior|oil|finance|economy)\b.* (of|to|in|for) "
)


def align(gold: Mapping[str, Thing], found: Mapping[str, Thing]) -> dict[str, str]:
    """What is found, mapped to what it stands for in the gold; the surest pairs first.

    Several found things may stand for one gold thing: a duplicate that nobody merged still counts as it.

    >>> align({"e1": Thing("e1", "Country", (), "IR")}, {"country/IR": Thing("country/IR", "Country", (), "IR")})
    {'country/IR': 'e1'}
    """
    pairs = [(-likeness(g, f), g.id, f.id) for g in gold.values() for f in found.values()]
    aligned: dict[str, str] = {}
    for sureness, ours, theirs in sorted(pairs):
        if sureness < 0:
            aligned.setdefault(theirs, ours)
    return aligned


def likeness(gold: Thing, found: Thing) -> int:
    """How surely two things are one: 3 by code or name, 2 by most words, 1 by a part of a name, 0 not at all."""
    if gold.kind != found.kind and {gold.kind, found.kind} not in _NEAR:
        return 0
    if gold.iso or found.iso:
        return 3 if gold.iso == found.iso else 0
    if _keys(gold) & _keys(found):
        return 3
    if gold.kind in ("Agreement", "Project"):
        return 2 if max((_overlap(a, b) for a, b in _word_pairs(gold, found)), default=0) >= _ENOUGH else 0
    if gold.kind in ("Official", "Organization"):
        return 1 if any(_inside(a, b) for a, b in _word_pairs(gold, found)) else 0
    return 0


def unnamed(thing: Thing) -> bool:
    """Whether a thing is an office whose holder nobody names.

    >>> unnamed(Thing("e1", "Official", (), canon="Foreign Minister of Turkey"))
    True
    """
    names = [thing.canon] if thing.canon else thing.names
    return thing.kind == "Official" and any(_OFFICE.match(name) for name in names)


@cache
def _letters(name: str) -> str:
    return re.sub(r"[^\w]+", "", key(unicodedata.normalize("NFKC", name)))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", key(unicodedata.normalize("NFKC", name)))) - _SMALL


def _keys(thing: Thing) -> set[str]:
    return {_letters(name) for name in thing.names} - {""}


def _word_pairs(a: Thing, b: Thing) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    return ((_words(x), _words(y)) for x in a.names for y in b.names)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    common = len(a & b)
    return common / max(1, min(len(a), len(b))) * min(1, common / 2)


def _inside(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and (a <= b or b <= a) and max(map(len, a & b)) > 3
