"""What a project keeps between builds, in one SQLite file: which files were read, and what each document gave.

item      a file as it was read: where it lies, the digest of its bytes
document  what one document of an item gave
fresh     what a build that is under way has read; a build that was stopped goes on from here
file      the files that were published, as they were then
told      single facts: options, counts
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from diplograph.errors import BuildError
from diplograph.model import Extraction
from diplograph.project.derive import TABLES
from diplograph.project.freeze import thaw
from diplograph.text import Document

HOME = ".diplograph"
_TABLES = """
CREATE TABLE IF NOT EXISTS item (name TEXT PRIMARY KEY, source TEXT, digest TEXT, reader TEXT);
CREATE INDEX IF NOT EXISTS item_source ON item (source);
CREATE TABLE IF NOT EXISTS document (name TEXT PRIMARY KEY, item TEXT, digest TEXT, reader TEXT, language TEXT,
  text TEXT, prints BLOB, frozen BLOB);
CREATE INDEX IF NOT EXISTS document_text ON document (text, name);
CREATE INDEX IF NOT EXISTS document_reader ON document (reader, name);
CREATE INDEX IF NOT EXISTS document_item ON document (item);
CREATE TABLE IF NOT EXISTS fresh (name TEXT, digest TEXT, reader TEXT, language TEXT, text TEXT,
  prints BLOB, frozen BLOB, PRIMARY KEY (name, digest, reader));
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, format TEXT, stamp TEXT);
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT);
"""
_KEPT = "name, digest, reader, language, text, prints, frozen"
_THIS = "WHERE name = ? AND digest = ? AND reader = ?"
_LAYOUT = 2  # of the tables; of another layout nothing is kept


@dataclass(frozen=True, slots=True)
class Item:
    """A file that was read: its name, where it lies as seen from the project, the digest of its bytes, who read it."""

    name: str
    source: str
    digest: str
    reader: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a document."""

    name: str
    digest: str
    reader: str
    language: str
    text: str
    prints: bytes
    frozen: bytes

    def thaw(self) -> tuple[Document, Extraction]:
        """The document as its source gave it, and what it gave."""
        return thaw(self.frozen)


class State:
    """The kept things of one project folder. Use it in `with`; nothing stays without `commit`."""

    def __init__(self, out: Path, *, write: bool = True) -> None:
        self.path = out / HOME / "store.sqlite"
        self._write = write

    def __enter__(self) -> State:
        try:
            if self._write:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            how = "rwc" if self._write else "ro"
            self.base = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode={how}", uri=True, isolation_level=None)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            hint = f"remove the folder {self.path.parent} and build again"
            raise BuildError(f"{self.path}: cannot be opened: {error}", hint=hint) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.base.close()

    def _prepare(self) -> None:
        [(layout,)] = self.base.execute("PRAGMA user_version")
        if not self._write:
            return
        if layout not in (0, _LAYOUT):
            raise BuildError(
                f"{self.path}: of another version", hint=f"remove the folder {self.path.parent} and build again"
            )
        if layout != _LAYOUT:
            self.base.executescript(f"BEGIN; {_TABLES} {TABLES} PRAGMA user_version = {_LAYOUT}; COMMIT")
        self.base.execute("BEGIN")

    def commit(self) -> None:
        """Make all changes so far last, all of them or none."""
        self.base.execute("COMMIT")
        self.base.execute("BEGIN")

    # -- single facts --------------------------------------------------------------------------------------------------

    def told(self, name: str, default: Any = None) -> Any:
        """A fact, or the default."""
        row = self.base.execute("SELECT value FROM told WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def tell(self, name: str, value: Any) -> None:
        """Set a fact."""
        self.base.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, json.dumps(value)))

    # -- items and documents -------------------------------------------------------------------------------------------

    def items(self) -> list[Item]:
        """All items, by name."""
        return [Item(*row) for row in self.base.execute("SELECT * FROM item ORDER BY name")]

    def below(self, source: str) -> list[Item]:
        """The items whose place is this, or begins with this and a slash."""
        question = "SELECT * FROM item WHERE source = ? OR (source >= ? AND source < ?) ORDER BY name"
        return [Item(*row) for row in self.base.execute(question, (source, f"{source}/", f"{source}0"))]

    def item(self, name: str) -> Item | None:
        """The item of a name."""
        row = self.base.execute("SELECT * FROM item WHERE name = ?", (name,)).fetchone()
        return Item(*row) if row else None

    def names(self, item: str) -> list[str]:
        """The documents of an item, by name."""
        return [
            name for (name,) in self.base.execute("SELECT name FROM document WHERE item = ? ORDER BY name", (item,))
        ]

    def find(self, name: str) -> tuple[str, str, str] | None:
        """The item of a document, its digest, and the version of its reader."""
        found = self.base.execute("SELECT item, digest, reader FROM document WHERE name = ?", (name,)).fetchone()
        return None if found is None else (found[0], found[1], found[2])

    def kept(self) -> Iterator[Kept]:
        """All documents, by name."""
        rows = self.base.execute(f"SELECT {_KEPT} FROM document ORDER BY name")  # noqa: S608 - our own columns
        return (Kept(*row) for row in rows)

    def outdated(self, reader: str) -> list[str]:
        """The documents that another version of the reader has read."""
        rows = self.base.execute(
            "SELECT name FROM document WHERE reader < ? OR reader > ? ORDER BY name", (reader, reader)
        )
        return [name for (name,) in rows]

    def get(self, name: str) -> Kept:
        """What is kept of a document that is there."""
        row = self.base.execute(f"SELECT {_KEPT} FROM document WHERE name = ?", (name,)).fetchone()  # noqa: S608
        return Kept(*row)

    def languages(self) -> list[tuple[str, int]]:
        """How many documents there are in each language."""
        return self.base.execute(
            "SELECT language, count(*) FROM document GROUP BY language ORDER BY language"
        ).fetchall()

    def size(self) -> int:
        """How many documents there are."""
        return int(self.base.execute("SELECT count(*) FROM document").fetchone()[0])

    # -- changes -------------------------------------------------------------------------------------------------------

    def fresh(self, name: str, digest: str, reader: str) -> Kept | None:
        """What a build that was stopped has read of a document already."""
        found = self.base.execute(f"SELECT {_KEPT} FROM fresh {_THIS}", (name, digest, reader))  # noqa: S608
        row = found.fetchone()
        return Kept(*row) if row else None

    def of_text(self, text: str, name: str) -> str | None:
        """The first document with a text, of those whose names are before a name."""
        question = "SELECT min(name) FROM document WHERE text = ? AND name < ?"
        found: str | None = self.base.execute(question, (text, name)).fetchone()[0]
        return found

    def freshen(self, kept: Kept) -> None:
        """Lay by what was read, till the build is through."""
        row = (kept.name, kept.digest, kept.reader, kept.language, kept.text, kept.prints, kept.frozen)
        self.base.execute("INSERT OR REPLACE INTO fresh VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def take(self, item: str, name: str, digest: str, reader: str) -> None:
        """Let what was laid by be what is kept of a document."""
        columns = _KEPT.replace("name,", "name, ?,", 1)
        self.base.execute(
            f"INSERT OR REPLACE INTO document SELECT {columns} FROM fresh {_THIS}",  # noqa: S608
            (item, name, digest, reader),
        )

    def put(self, item: Item) -> None:
        """Keep an item."""
        self.base.execute(
            "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?)", (item.name, item.source, item.digest, item.reader)
        )

    def loosen(self, names: Iterable[str]) -> None:
        """Let the items of documents be read anew when they are met again."""
        self.base.executemany(
            "UPDATE item SET digest = '' WHERE name = (SELECT item FROM document WHERE name = ?)",
            ((name,) for name in names),
        )

    def drop(self, names: Iterable[str]) -> None:
        """Forget documents."""
        self.base.executemany("DELETE FROM document WHERE name = ?", ((name,) for name in names))

    def tidy(self) -> None:
        """Forget what was laid by, and items without documents."""
        self.base.execute("DELETE FROM fresh")
        self.base.execute("DELETE FROM item WHERE name NOT IN (SELECT item FROM document)")

    # -- files ---------------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, tuple[str, str]]:
        """The published files: their format and what they looked like."""
        return {name: (form, stamp) for name, form, stamp in self.base.execute("SELECT * FROM file ORDER BY name")}

    def set_files(self, files: dict[str, tuple[str, str]]) -> None:
        """Keep which files are published."""
        self.base.execute("DELETE FROM file")
        self.base.executemany(
            "INSERT INTO file VALUES (?, ?, ?)", ((name, *told) for name, told in sorted(files.items()))
        )
