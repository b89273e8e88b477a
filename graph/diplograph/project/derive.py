"""The graph of what is kept, kept up to date: what a change takes out of its lines, and what it puts in.

    texts → copies → things settled → documents rewritten → entities united → claims admitted → lines

Each step looks only at what the one before has changed, and gives what a clean build gives. What is kept for this are
the tables below; they can be made anew at any time from the documents alone.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diplograph import rdf
from diplograph.admit import admit, rooted
from diplograph.copies import copies
from diplograph.model import Claim, Entity, Extraction, Kind
from diplograph.project import copying, settling
from diplograph.project.copying import Copies, place
from diplograph.project.freeze import melt, solid, thaw
from diplograph.project.settling import Settling
from diplograph.resolve.judgements import Judgement
from diplograph.resolve.rewrite import rewritten, united
from diplograph.text import Document

TABLES = f"""
{copying.TABLES}{settling.TABLES}
CREATE TABLE IF NOT EXISTS active (doc TEXT PRIMARY KEY, place TEXT, text TEXT, views TEXT, claims INTEGER,
  problems TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS active_text ON active (text);
CREATE TABLE IF NOT EXISTS again (doc TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS again_text ON again (text);
CREATE TABLE IF NOT EXISTS view (number INTEGER PRIMARY KEY, entity TEXT, slice TEXT, count INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS view_slice ON view (entity, slice);
CREATE TABLE IF NOT EXISTS entity (id TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leads (target TEXT, owner TEXT, PRIMARY KEY (target, owner)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS leads_owner ON leads (owner);
CREATE TABLE IF NOT EXISTS block (owner TEXT PRIMARY KEY, lines BLOB);
CREATE TABLE IF NOT EXISTS plain (line TEXT, owner TEXT, PRIMARY KEY (line, owner)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS plain_owner ON plain (owner);
"""
_NAMES = (
    "posting",
    "copied",
    "shown",
    "keyed",
    "apart",
    "settled",
    "active",
    "again",
    "view",
    "entity",
    "leads",
    "block",
    "plain",
)
_DOCUMENT, _ENTITY = "d ", "e "  # what an owner of lines begins with


@dataclass(frozen=True, slots=True)
class Change:
    """The lines that leave a graph and those that come into it, each sorted."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


class Derivation:
    """What is derived from the documents of a project. `extra` are folders of packs of one's own."""

    def __init__(self, base: sqlite3.Connection, iri: str, extra: tuple[Path, ...] = ()) -> None:
        self._base, self._iri = base, iri
        self._settling = Settling(base, extra)
        self._before: set[str] = set()
        self._after: set[str] = set()
        self._filling = False  # everything is new, and nobody asks what has changed

    def update(self, names: Iterable[str]) -> Change:
        """Follow a change of documents: those that came, changed or went."""
        gone, new, moved = self._texts(set(names))
        places = [p for (p,) in self._rows("SELECT place FROM active WHERE doc = ?", gone)]
        prints = [(place(self._load(name).document.issued, name), self._prints(name)) for name in new]
        turned = Copies(self._base).update(places, prints) - set(new)
        changed = turned.union(new)
        renamed = self._settling.update([*gone, *sorted(turned)], map(self._marked, sorted(changed)))
        self._follow(set(gone), changed | renamed | moved)
        return self._change()

    def fill(self, judgements: Iterable[Judgement]) -> None:
        """Derive everything from all documents. They are read once a step, so that never all of them are held."""
        self._filling = True
        for table in _NAMES:
            self._base.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        names = [n for (n,) in self._base.execute("SELECT min(name) FROM document GROUP BY text ORDER BY 1")]
        self._base.execute(
            "INSERT INTO again SELECT name, text FROM document AS d "
            "WHERE EXISTS (SELECT 1 FROM document WHERE text = d.text AND name < d.name)"
        )
        self._find_copies(names)
        self._settling.fill(map(self._marked, names), judgements)
        self._follow(set(), set(names))

    def lines(self) -> list[str]:
        """All lines of the graph."""
        blocks = (_unpack(lines) for (lines,) in self._base.execute("SELECT lines FROM block"))
        return sorted({line for block in blocks for line in block})

    def counts(self) -> tuple[int, int, int]:
        """Documents, things and claims."""
        documents, claims = self._base.execute("SELECT count(*), coalesce(sum(claims), 0) FROM active").fetchone()
        return documents, self._base.execute("SELECT count(*) FROM entity").fetchone()[0], claims

    def problems(self) -> list[str]:
        """What was left out of the documents, and why."""
        rows = self._base.execute("SELECT problems FROM active WHERE problems != '[]' ORDER BY doc")
        return [problem for (problems,) in rows for problem in json.loads(problems)]

    # -- documents -----------------------------------------------------------------------------------------------------

    def _texts(self, names: set[str]) -> tuple[list[str], list[str], set[str]]:
        """Which documents leave the graph and which come in: of one text the first by name stands for all.

        And which of those that stand for others now stand for more or fewer.
        """
        texts = {t for (t,) in self._rows("SELECT text FROM document WHERE name = ?", names)}
        for table in ("active", "again"):
            texts |= {t for (t,) in self._rows(f"SELECT text FROM {table} WHERE doc = ?", names)}  # noqa: S608
        moved = self._relocated(texts)
        was = {doc for (doc,) in self._rows("SELECT doc FROM active WHERE text = ?", texts)}
        now = {name for (name,) in self._rows("SELECT min(name) FROM document WHERE text = ?", texts) if name}
        return sorted(was - now | (was & names)), sorted(now - was | (now & names)), moved

    def _relocated(self, texts: Iterable[str]) -> set[str]:
        """Take note of where texts were met; the first document of each that is not met where it was."""
        before = {t: self._names("SELECT doc FROM again WHERE text = ? ORDER BY doc", t) for t in texts}
        after = {t: self._names("SELECT name FROM document WHERE text = ? ORDER BY name", t) for t in before}
        changed = [t for t in before if before[t] != after[t][1:]]
        self._base.executemany("DELETE FROM again WHERE text = ?", ((t,) for t in changed))
        rows = ((name, t) for t in changed for name in after[t][1:])
        self._base.executemany("INSERT INTO again VALUES (?, ?)", rows)
        return {name for t in changed for name in after[t][:1]}

    def _find_copies(self, names: Sequence[str]) -> None:
        documents = [replace(self._load(name).document, text="") for name in names]
        prints = {name: array("I", self._prints(name)) for name in names}
        found = copies(documents, prints)
        places = {d.identifier: place(d.issued, d.identifier) for d in documents}
        originals = {name: places[original] for name, original in found.items()}
        Copies(self._base).fill(((places[name], bytes(prints[name])) for name in names), originals)

    def _names(self, question: str, text: str) -> list[str]:
        return [name for (name,) in self._rows(question, [text])]

    def _load(self, name: str) -> Extraction:
        [(frozen,)] = self._rows("SELECT frozen FROM document WHERE name = ?", [name])
        return thaw(frozen)[1]

    def _prints(self, name: str) -> bytes:
        [(prints,)] = self._rows("SELECT prints FROM document WHERE name = ?", [name])
        return bytes(prints)

    def _marked(self, name: str) -> Extraction:
        """A document that tells whose copy it is, and where else its text was met."""
        extraction = self._load(name)
        original = Copies(self._base).original(place(extraction.document.issued, name))
        others = self._names("SELECT doc FROM again WHERE text = ? ORDER BY doc", extraction.document.sha256)
        return replace(extraction, document=replace(extraction.document, copy_of=original, also_at=tuple(others)))

    def _resolved(self, name: str) -> Extraction:
        """A document with its things called as they are settled."""
        extraction = self._marked(name)
        return rewritten(extraction, *self._settling.names(extraction))

    # -- things --------------------------------------------------------------------------------------------------------

    def _follow(self, gone: set[str], changed: set[str]) -> None:
        touched: set[str] = set()
        for name in sorted(gone | changed):
            touched |= self._unview(name)
            self._disown(f"{_DOCUMENT}{name}")
        self._base.executemany("DELETE FROM active WHERE doc = ?", ((name,) for name in gone))
        for name in sorted(changed):
            touched |= self._view(name, self._resolved(name))
        appeared = self._unite(touched)
        linked = {owner for (owner,) in self._rows("SELECT owner FROM leads WHERE target = ?", appeared)}
        self._unite({owner[2:] for owner in linked if owner.startswith(_ENTITY)} - touched)
        for owner in sorted(linked):
            if owner.startswith(_DOCUMENT) and (name := owner[2:]) not in changed and name not in gone:
                self._disown(owner)
                self._admit(name, self._resolved(name))
        for name in sorted(changed):
            self._admit(name, self._resolved(name))

    def _unview(self, name: str) -> set[str]:
        """Take a document's views of things away; which things these were."""
        [views] = [json.loads(v) for (v,) in self._rows("SELECT views FROM active WHERE doc = ?", [name])] or [[]]
        self._base.executemany("UPDATE view SET count = count - 1 WHERE number = ?", ((v,) for v in views))
        found = {entity for (entity,) in self._rows("SELECT entity FROM view WHERE number = ?", views)}
        self._base.executemany("DELETE FROM view WHERE number = ? AND count = 0", ((v,) for v in views))
        return found

    def _view(self, name: str, extraction: Extraction) -> set[str]:
        numbers = []
        for entity in extraction.entities:
            row = (entity.id, solid(Document("", "", ""), _slice(extraction, entity)))
            [(number,)] = self._base.execute(
                "INSERT INTO view (entity, slice, count) VALUES (?, ?, 1) "
                "ON CONFLICT (entity, slice) DO UPDATE SET count = count + 1 RETURNING number",
                row,
            ).fetchall()
            numbers.append(number)
        there, text = place(extraction.document.issued, name), extraction.document.sha256
        told = (name, there, text, json.dumps(numbers), len(extraction.claims), "[]")
        self._base.execute("INSERT OR REPLACE INTO active VALUES (?, ?, ?, ?, ?, ?)", told)
        return {entity.id for entity in extraction.entities}

    def _unite(self, ids: Iterable[str]) -> set[str]:
        """Unite the views of things anew; which things came or went."""
        found, appeared = [], set()
        for id_ in sorted(ids):
            self._disown(f"{_ENTITY}{id_}")
            rows = self._rows("SELECT slice, count FROM view WHERE entity = ? ORDER BY slice", [id_])
            views = [view for text, count in rows for view in [melt(text)[1]] * count]
            was = self._kind(id_)
            if views:
                [entity] = united(views)
                found.append(entity)
                self._base.execute("INSERT OR REPLACE INTO entity VALUES (?, ?)", (id_, str(entity.kind)))
            else:
                self._base.execute("DELETE FROM entity WHERE id = ?", (id_,))
            if (was is not None) != bool(views):
                appeared.add(id_)
        for entity in found:
            targets = {value for _, value in entity.facts}
            there = self._there(targets - {entity.id})
            [bound] = [e for e in rooted([entity, *there]) if e.id == entity.id]
            self._own(f"{_ENTITY}{entity.id}", rdf.lines([bound], [], base=self._iri), targets, plain=True)
        return appeared

    def _kind(self, id_: str) -> str | None:
        row = self._base.execute("SELECT kind FROM entity WHERE id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def _there(self, ids: Iterable[str]) -> list[Entity]:
        """Those of the things that are in the graph."""
        return [Entity(id_, Kind(kind), ()) for id_ in sorted(ids) if (kind := self._kind(id_)) is not None]

    # -- claims and lines ----------------------------------------------------------------------------------------------

    def _admit(self, name: str, extraction: Extraction) -> None:
        spoken = {m.entity for m in extraction.mentions} | {id_ for c in extraction.claims for id_ in _ends(c)}
        own = {entity.id for entity in extraction.entities}
        [kept], problems = admit(self._there(spoken), [extraction])
        told = json.dumps([str(problem) for problem in problems], ensure_ascii=False)
        row = (len(kept.claims), told, name)
        self._base.execute("UPDATE active SET claims = ?, problems = ? WHERE doc = ?", row)
        self._own(f"{_DOCUMENT}{name}", rdf.lines([], [kept], base=self._iri), spoken - own, plain=False)

    def _own(self, owner: str, lines: Sequence[str], targets: Iterable[str], *, plain: bool) -> None:
        """Keep the lines that a thing or a document bears out, and what they hang on."""
        if not self._filling:
            self._after.update(lines)
        self._base.execute("INSERT OR REPLACE INTO block VALUES (?, ?)", (owner, _pack(lines)))
        about = f"<{self._iri}document/"
        shared = (line for line in lines if plain or (not line.startswith(about) and not _in_graph(line, about)))
        self._base.executemany("INSERT INTO plain VALUES (?, ?)", ((line, owner) for line in shared))
        self._base.executemany("INSERT INTO leads VALUES (?, ?)", ((target, owner) for target in sorted(set(targets))))

    def _disown(self, owner: str) -> None:
        for (lines,) in self._rows("SELECT lines FROM block WHERE owner = ?", [owner]):
            self._before.update(_unpack(lines))
        for table in ("block", "plain", "leads"):
            self._base.execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608 - our own names

    def _change(self) -> Change:
        """What all this comes to: a line goes when nothing bears it out any more."""
        lost = sorted(self._before - self._after)
        gone = (line for line in lost if not self._rows("SELECT 1 FROM plain WHERE line = ? LIMIT 1", [line]))
        return Change(tuple(gone), tuple(sorted(self._after - self._before)))

    def _rows(self, question: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        """The answers for each of the values."""
        return [row for value in values for row in self._base.execute(question, (value,))]


def _slice(extraction: Extraction, entity: Entity) -> Extraction:
    """What uniting looks at of one thing in one document: its view, and, of an agreement, what is told of it."""
    if entity.kind is not Kind.AGREEMENT:
        return Extraction(Document("", "", ""), (entity,))
    claims = tuple(replace(c, evidence=(), id="") for c in extraction.claims if c.object == entity.id)
    return Extraction(Document("", "", "", issued=extraction.document.issued), (entity,), (), claims)


def _ends(claim: Claim) -> Iterator[str]:
    return (id_ for id_ in (claim.subject, claim.object, claim.speaker, claim.place, claim.office) if id_)


def _in_graph(line: str, about: str) -> bool:
    """Whether a line lies in a document's graph."""
    return line.rsplit(" ", 2)[-2].startswith(about)


def _pack(lines: Sequence[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode(), 1)


def _unpack(lines: bytes) -> list[str]:
    return zlib.decompress(lines).decode().split("\n")
