"""One thing, one entity, kept up to date: the answer of `diplograph.resolve`, found again only where it may differ.

Two things can become one only by way of what both show: a name, the sound of a name, an agreement's parties and topic,
an id. These are their keys. Things that are linked by keys, through however many others, are settled together; what
happens elsewhere does not touch them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any

from diplograph.model import Extraction, Kind, Name
from diplograph.resolve.clusters import Clusters
from diplograph.resolve.judgements import Judgement
from diplograph.resolve.names import letters, sounds
from diplograph.resolve.profile import Node, Profile, nodes, profiles, together
from diplograph.resolve.rules import apart, pairs

TABLES = """
CREATE TABLE IF NOT EXISTS shown (node TEXT, doc TEXT, profile TEXT, PRIMARY KEY (node, doc)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_doc ON shown (doc);
CREATE TABLE IF NOT EXISTS keyed (key TEXT, node TEXT, PRIMARY KEY (key, node)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS keyed_node ON keyed (node);
CREATE TABLE IF NOT EXISTS apart (a TEXT, b TEXT, doc TEXT, PRIMARY KEY (a, b, doc)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS apart_doc ON apart (doc);
CREATE TABLE IF NOT EXISTS settled (node TEXT PRIMARY KEY, id TEXT, why TEXT) WITHOUT ROWID;
"""
_SEPARATOR = "\x1f"
_PARTS: dict[str, Callable[[Any], Any]] = {
    "names": lambda row: Name(*row),
    "whole": lambda row: Name(*row),
    "topics": frozenset,
}


class Settling:
    """Which things of a project are one, under which ids, and why. `extra` are folders of packs of one's own."""

    def __init__(self, base: sqlite3.Connection, extra: tuple[Path, ...] = ()) -> None:
        self._base, self._extra = base, extra

    def update(self, gone: Iterable[str], new: Iterable[Extraction]) -> set[str]:
        """Take some documents out, put others in; the names of all whose things are called otherwise now."""
        touched = {node for name in gone for node in self._take_out(name)}
        touched |= {node for extraction in new for node in self._put_in(extraction)}
        return self._settle(self._linked(touched))

    def fill(self, extractions: Iterable[Extraction], judgements: Iterable[Judgement]) -> None:
        """Take the views of all documents, and settle everything."""
        for table in ("shown", "keyed", "apart", "settled"):
            self._base.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        touched = {node for extraction in extractions for node in self._put_in(extraction)}
        shown = self._shown(touched)
        self._base.executemany("INSERT OR IGNORE INTO keyed VALUES (?, ?)", _sorted_keys(shown))
        self._settle(shown, tuple(judgements))

    def names(self, extraction: Extraction) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        """What the things of a document are called, and why."""
        [known] = nodes([extraction], self._extra)
        ids: dict[str, str] = {}
        reasons: dict[str, tuple[str, ...]] = {}
        for raw, node in known.items():
            row = self._base.execute("SELECT id, why FROM settled WHERE node = ?", (_text(node),)).fetchone()
            ids[raw] = row[0] if row else node.id
            if row and row[1]:
                reasons[row[0]] = tuple(json.loads(row[1]))
        return ids, reasons

    def _take_out(self, doc: str) -> list[str]:
        found = [node for (node,) in self._base.execute("SELECT node FROM shown WHERE doc = ?", (doc,))]
        self._base.execute("DELETE FROM shown WHERE doc = ?", (doc,))
        self._base.execute("DELETE FROM apart WHERE doc = ?", (doc,))
        return found

    def _put_in(self, extraction: Extraction) -> list[str]:
        doc, known = extraction.document.identifier, nodes([extraction], self._extra)
        shown = profiles([extraction], known, self._extra)
        rows = [(_text(node), doc, _freeze(profile)) for node, profile in shown.items()]
        self._base.executemany("INSERT INTO shown VALUES (?, ?, ?)", rows)
        told = ((_text(a), _text(b), doc) for a, b in apart([extraction], known, shown))
        self._base.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?, ?)", told)
        return [node for node, _, _ in rows]

    def _shown(self, some: Iterable[str]) -> dict[Node, Profile]:
        """What all documents together show of nodes that are there."""
        found: dict[Node, Profile] = {}
        for text in sorted(some):
            rows = self._base.execute("SELECT DISTINCT profile FROM shown WHERE node = ?", (text,)).fetchall()
            if rows:
                found[_node(text)] = together([_thaw(profile) for (profile,) in rows])
        return dict(sorted(found.items()))

    def _linked(self, touched: set[str]) -> dict[Node, Profile]:
        """Nodes, and all that are linked with them: by the keys they had, and by those they have now."""
        found = self._shown(touched)
        had = [key for node in touched for key in self._keys(node)]
        self._base.executemany("DELETE FROM keyed WHERE node = ?", ((node,) for node in touched))
        self._base.executemany("INSERT OR IGNORE INTO keyed VALUES (?, ?)", _sorted_keys(found))
        due, seen, met = [*had, *(key for key, _ in _sorted_keys(found))], set[str](), set(touched)
        while due:
            if (key := due.pop()) in seen:
                continue
            seen.add(key)
            for (node,) in self._base.execute("SELECT node FROM keyed WHERE key = ?", (key,)).fetchall():
                if node not in met:
                    met.add(node)
                    due += self._keys(node)
        self._base.executemany("DELETE FROM settled WHERE node = ?", ((n,) for n in touched if _node(n) not in found))
        return self._shown(met)

    def _keys(self, node: str) -> list[str]:
        return [key for (key,) in self._base.execute("SELECT key FROM keyed WHERE node = ?", (node,))]

    def _settle(self, shown: Mapping[Node, Profile], judgements: tuple[Judgement, ...] = ()) -> set[str]:
        clusters = Clusters(shown)
        clusters.judge(judgements)
        clusters.keep_apart(sorted(self._apart(shown)))
        while clusters.merge(pairs(_merged(shown, clusters), self._extra)):
            pass
        ids, reasons = clusters.ids(), clusters.reasons()
        docs: set[str] = set()
        for node in shown:
            row = (ids[node], json.dumps(reasons[ids[node]], ensure_ascii=False) if ids[node] in reasons else "")
            text = _text(node)
            before = self._base.execute("SELECT id, why FROM settled WHERE node = ?", (text,)).fetchone()
            if before != row:
                self._base.execute("INSERT OR REPLACE INTO settled VALUES (?, ?, ?)", (text, *row))
                docs.update(d for (d,) in self._base.execute("SELECT doc FROM shown WHERE node = ?", (text,)))
        return docs

    def _apart(self, shown: Mapping[Node, Profile]) -> Iterator[tuple[Node, Node]]:
        for a in shown:
            for (other,) in self._base.execute("SELECT DISTINCT b FROM apart WHERE a = ?", (_text(a),)):
                if (b := _node(other)) in shown:
                    yield a, b


def _merged(shown: Mapping[Node, Profile], clusters: Clusters) -> dict[Node, Profile]:
    found: dict[Node, list[Profile]] = {}
    for node, profile in shown.items():
        found.setdefault(clusters.root(node), []).append(profile)
    return {root: together(some) for root, some in sorted(found.items())}


def keys(node: Node, profile: Profile) -> set[str]:
    """What a thing may be recognised by. No rule of `diplograph.resolve` unites two that no key links."""
    names: Iterable[str] = ()
    if profile.kind is Kind.OFFICIAL:
        spelt = [" ".join(words) for words, _ in profile.full]
        names = chain(map(letters, spelt), (f"~{sound}" for name in spelt for sound in sounds(name)))
    elif profile.kind is Kind.AGREEMENT:
        told = f"{sorted(profile.types)} {sorted(profile.parties)}"
        names = (f"{told} {sorted(topic)}" for topic in profile.topics)
    else:
        names = (letters(name.text) for name in profile.names)
    return {f"id {node.id}", *(f"{profile.kind} {name}" for name in names)}


def _sorted_keys(shown: Mapping[Node, Profile]) -> list[tuple[str, str]]:
    return sorted((key, _text(node)) for node, profile in shown.items() for key in keys(node, profile))


def _text(node: Node) -> str:
    return f"{node.id}{_SEPARATOR}{node.ground}"


def _node(text: str) -> Node:
    return Node(*text.split(_SEPARATOR, 1))


def _freeze(profile: Profile) -> str:
    return json.dumps([_plain(getattr(profile, f.name)) for f in fields(Profile)], ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Name):
        return [value.language, value.text]
    return sorted(map(_plain, value)) if isinstance(value, frozenset) else value


def _thaw(text: str) -> Profile:
    told: dict[str, Any] = dict(zip((f.name for f in fields(Profile)), json.loads(text), strict=True))
    sets: dict[str, Any] = {name: frozenset(map(_PARTS.get(name, str), told[name])) for name in told if name != "kind"}
    return Profile(Kind(told["kind"]), **sets)
