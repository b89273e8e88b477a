"""Which documents are copies, kept up to date: the answer of `diplograph.copies`, found again only where it may differ.

A document's place is its day and its name; it is held against the originals before it. So a change at one place
matters only to later ones, and of these only to such as share enough with it, or for which a run of words has just
become, or is no longer, a phrase of the trade.
"""

from __future__ import annotations

import heapq
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping

from diplograph.copies import COMMON, FEWEST, is_copy

TABLES = """
CREATE TABLE IF NOT EXISTS posting (hash INTEGER, place TEXT, original INTEGER, PRIMARY KEY (hash, place))
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copied (place TEXT PRIMARY KEY, prints BLOB, original TEXT) WITHOUT ROWID;
"""
_SEPARATOR = "\x1f"
_ROW = 31  # bits that tell a row: a hash of 32 bits and a row are one number, of which many can be held


def place(issued: str | None, name: str) -> str:
    """Where a document stands among all: the undated come last."""
    return f"{issued or '9'}{_SEPARATOR}{name}"


def name_of(place_: str) -> str:
    """The document at a place."""
    return place_.partition(_SEPARATOR)[2]


class Copies:
    """The copies among the documents of a project."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._due: list[str] = []
        self._changed: set[str] = set()

    def update(self, gone: Iterable[str], new: Iterable[tuple[str, bytes]]) -> set[str]:
        """Take places out, put others in; the names of all whose original is another one now."""
        for there in gone:
            self._remove(there)
        for there, prints in new:
            self._base.execute("INSERT INTO copied VALUES (?, ?, '')", (there, prints))
            rows = ((h, there) for h in array("I", prints))
            self._base.executemany("INSERT INTO posting VALUES (?, ?, 0)", rows)
            heapq.heappush(self._due, there)
        while self._due:
            there = heapq.heappop(self._due)
            if self._there(there) and (not self._due or self._due[0] != there):
                self._decide(there)
        return self._changed

    def fill(self, documents: Iterable[tuple[str, bytes]], originals: Mapping[str, str]) -> None:
        """Take all documents, of which it is known already which are copies: by name, place of the original."""
        self._base.execute("DELETE FROM posting")
        self._base.execute("DELETE FROM copied")
        rows = sorted((there, prints, originals.get(name_of(there), there)) for there, prints in documents)
        self._base.executemany("INSERT INTO copied VALUES (?, ?, ?)", rows)
        postings = sorted(h << _ROW | row for row, (_, prints, _) in enumerate(rows) for h in array("I", prints))
        told = ((p >> _ROW, rows[p % (1 << _ROW)]) for p in postings)
        values = ((h, there, there == original) for h, (there, _, original) in told)
        self._base.executemany("INSERT INTO posting VALUES (?, ?, ?)", values)

    def original(self, there: str) -> str | None:
        """The name of the document that the one at a place is a copy of."""
        found = self._row(there)[1]
        return None if found == there else name_of(found)

    def _remove(self, there: str) -> None:
        hashes, original = self._row(there)
        if original == there:
            self._disturb(there, hashes)
        self._base.executemany("DELETE FROM posting WHERE hash = ? AND place = ?", ((h, there) for h in hashes))
        self._base.execute("DELETE FROM copied WHERE place = ?", (there,))

    def _there(self, there: str) -> bool:
        return self._base.execute("SELECT 1 FROM copied WHERE place = ?", (there,)).fetchone() is not None

    def _row(self, there: str) -> tuple[array[int], str]:
        row = self._base.execute("SELECT prints, original FROM copied WHERE place = ?", (there,)).fetchone()
        return array("I", row[0]), row[1]

    def _decide(self, there: str) -> None:
        hashes, before = self._row(there)
        original = self._original(there, hashes) or there
        if original == before:
            return
        self._base.execute("UPDATE copied SET original = ? WHERE place = ?", (original, there))
        self._changed.add(name_of(there))
        if (original == there) != (before == there):
            rows = ((original == there, h, there) for h in hashes)
            self._base.executemany("UPDATE posting SET original = ? WHERE hash = ? AND place = ?", rows)
            self._disturb(there, hashes)

    def _original(self, there: str, hashes: array[int]) -> str | None:
        if len(hashes) < FEWEST:
            return None
        shared: Counter[str] = Counter()
        for h in hashes:
            holders = self._holders(h, there)
            if len(holders) < COMMON:
                shared.update(holders)
        found = sorted(shared.items(), key=lambda item: (-item[1], name_of(item[0])))
        likely = (other for other, n in found if n >= FEWEST and is_copy(n, len(hashes), len(self._row(other)[0])))
        return next(likely, None)

    def _holders(self, h: int, before: str) -> list[str]:
        rows = self._base.execute(
            "SELECT place FROM posting WHERE hash = ? AND place < ? AND original LIMIT ?", (h, before, COMMON)
        )
        return [there for (there,) in rows]

    def _disturb(self, there: str, hashes: array[int]) -> None:
        """Let all be looked at again to whom it matters whether there is an original at this place."""
        shared: Counter[str] = Counter()
        for h in hashes:
            count = len(self._holders(h, there))
            for other, original in self._base.execute(
                "SELECT place, original FROM posting WHERE hash = ? AND place > ? ORDER BY place", (h, there)
            ):
                if count >= COMMON:
                    break
                shared[other] += FEWEST if count == COMMON - 1 else 1
                count += original
        for other, n in shared.items():
            if n >= FEWEST:
                heapq.heappush(self._due, other)
