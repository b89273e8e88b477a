"""Wire copies: the same article under another header, trimmed or lightly edited. A copy is no second source.

Texts are compared by hashes of every run of three words; of these, one in four is kept, the same ones in every text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from zlib import crc32

from diplograph.model import Extraction
from diplograph.text import Document, key

_RUN = 3  # words
_KEPT = 4  # one hash in so many
FEWEST = 6  # hashes, that a text can be judged by
_OF_SHORTER = 0.7  # shared, of the shorter text
_OF_LONGER = 0.3  # shared, of the longer one
COMMON = 64  # a run in so many originals is a phrase of the trade
_WORD = re.compile(r"\w+")


def copies(documents: Iterable[Document], prints: Mapping[str, Collection[int]] | None = None) -> Mapping[str, str]:
    """Which document is a copy of which, by identifier. The original is the earliest; of a day, the first by name.

    The order of the documents does not matter, and an original is never a copy itself. `prints` are fingerprints taken
    before, by identifier.

    >>> text = " ".join(f"w{n}" for n in range(200))
    >>> first, second = Document("a.txt", text, "", issued="2024"), Document("b.txt", f"Agency. {text[:700]}", "")
    >>> copies([second, first])
    {'b.txt': 'a.txt'}
    """
    found: dict[str, str] = {}
    sizes: dict[str, int] = {}
    where: dict[int, list[str]] = {}  # originals only, so that a much copied text costs no more than another
    ordered = sorted(documents, key=lambda d: (d.issued or "9", d.identifier))
    told = prints or {document.identifier: fingerprint(document.text) for document in ordered}
    shared = _shared(told[document.identifier] for document in ordered)
    for document in ordered:
        hashes = told[document.identifier]
        original = _original(hashes, where, sizes)
        if original is not None:
            found[document.identifier] = original
            continue
        sizes[document.identifier] = len(hashes)
        for h in shared.intersection(hashes):
            if len(holders := where.setdefault(h, [])) < COMMON:
                holders.append(document.identifier)
    return dict(sorted(found.items()))


def mark(extractions: Sequence[Extraction]) -> list[Extraction]:
    """The extractions, each document telling whose copy it is.

    >>> mark([])
    []
    """
    found = copies(e.document for e in extractions)
    return [
        replace(e, document=replace(e.document, copy_of=found[e.document.identifier]))
        if e.document.identifier in found
        else e
        for e in extractions
    ]


def fingerprint(text: str) -> frozenset[int]:
    """The hashes that a text is known by: the same whatever its spelling of yeh, its joiners and its lines.

    >>> fingerprint("one two three four") == fingerprint("One two, three\\nfour!")
    True
    """
    words = [word.encode("utf-8", "replace") for word in _WORD.findall(key(text))]
    line, ends = b" ".join(words), [0]
    for word in words:
        ends.append(ends[-1] + len(word) + 1)
    runs = (crc32(line[ends[i] : ends[i + _RUN] - 1]) for i in range(len(words) - _RUN + 1))
    return frozenset(h for h in runs if h % _KEPT == 0)


def _shared(prints: Iterable[Collection[int]]) -> set[int]:
    """The hashes of more than one text: most are of one alone, and tell of no copy."""
    every = sorted(chain.from_iterable(prints))
    return {one for one, other in pairwise(every) if one == other}


def _original(hashes: Collection[int], where: Mapping[int, list[str]], sizes: Mapping[str, int]) -> str | None:
    """The original that a text shares most with, if it is enough to be its copy."""
    if len(hashes) < FEWEST:
        return None
    lists = (where.get(h, ()) for h in sorted(hashes))
    shared = Counter(identifier for holders in lists if len(holders) < COMMON for identifier in holders)
    for identifier, n in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if is_copy(n, len(hashes), sizes[identifier]):
            return identifier
    return None


def is_copy(shared: int, one: int, other: int) -> bool:
    """Whether two texts of so many hashes that share so many are one text.

    >>> is_copy(80, 100, 110), is_copy(20, 100, 110)
    (True, False)
    """
    shorter, longer = sorted((one, other))
    return shared >= max(_OF_SHORTER * shorter, _OF_LONGER * longer, FEWEST)
