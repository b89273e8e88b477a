"""Paths against what is kept: what is new, what has changed, what is as it was, what is gone."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.copies import fingerprint as hashes
from diplograph.lang import pack_of
from diplograph.model import Extraction
from diplograph.project.freeze import discard, fingerprint, freeze
from diplograph.project.state import Item, Kept, State
from diplograph.read.dateline import dateline
from diplograph.read.sources import Failure, Options, child, read_item
from diplograph.read.sources.items import Item as Source
from diplograph.read.sources.walk import walk
from diplograph.store import stamp
from diplograph.text import Document

_BATCH = 64  # documents read between two commits: what a stopped build loses at most
_CHUNK = 1 << 20
QUOTES = "q"  # ends the version of the reader where only quotes are kept


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one item or document: read, unchanged, failed, skipped, gone."""

    name: str
    outcome: str
    reason: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}\nhint: {self.hint}"


@dataclass
class Reader:
    """Reads paths into a state. Nothing of it holds until `settle`; what was read outlives a stop."""

    state: State
    out: Path
    extract: Callable[[Document], Extraction]
    version: str
    tell: Callable[[Line], None]
    taken: list[tuple[str, str, str]] = field(default_factory=list)  # item, document, digest
    items: dict[str, Item] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)  # documents met, and their digests
    _laid: int = 0

    def read(self, paths: Iterable[Path]) -> None:
        """Read what is new or changed below the paths."""
        try:
            for found in walk(paths):
                if isinstance(found, Failure):
                    self._fail(found)
                    continue
                opener = getattr(found.open, "args", ())  # a file's; standard input has none
                self._item(found, Path(opener[0]) if opener else None)
        finally:
            child.close()
            self.state.commit()
        self._missing([p.absolute() for p in paths if p.exists()])

    def _item(self, item: Source, file: Path | None) -> None:
        name, source = item.identifier, self._source(file)
        digest = _digest(file)
        before = self.state.item(name)
        if before and before.source != source and self._elsewhere(before, digest):
            hint = "read the folder that holds both, or rename one, or: diplograph forget " + name
            self._fail(Failure(name, f"another file has this name here, {before.source}", hint))
            return
        self.met.add(name)
        now = Item(name, source, digest, self.version)
        self.items[name] = now
        if digest and before and (before.digest, before.reader) == (digest, self.version):
            for document in self.state.names(name):
                self._see(document, "", "unchanged")
            return
        there, whole = set(self.state.names(name)), True
        for found in read_item(item, Options()):
            if isinstance(found, Failure):
                self._fail(found)
                whole = False
            else:
                there.discard(found.identifier)
                whole &= self._document(name, dateline(found))
        self.gone |= there
        if not whole:
            self.items[name] = Item(name, source, "", self.version)  # so that it is told again

    def _document(self, item: str, document: Document) -> bool:
        name, digest = document.identifier, fingerprint(document)
        if name in self.seen:
            if self.seen[name] != digest:
                self._fail(Failure(name, "two documents have this name", "rename one of them"))
            return self.seen[name] == digest
        if (item, digest, self.version) == self.state.find(name):
            self._see(name, digest, "unchanged")
        elif self.state.fresh(name, digest, self.version) or self._extract(document, digest):
            self.taken.append((item, name, digest))
            self._see(name, digest, "read")
        else:
            self.gone.add(name)
        return name in self.seen

    def _see(self, name: str, digest: str, outcome: str) -> None:
        self.seen[name] = digest
        self.tell(Line(name, outcome))

    def _extract(self, document: Document, digest: str) -> bool:
        try:
            found = self.extract(document)
        except Exception as error:  # one document that breaks the reader must not cost the others
            reason = f"reading failed: {type(error).__name__}: {error}"
            self._fail(Failure(document.identifier, reason, "leave the document out, and report this line as a bug"))
            return False
        prints = array("I", sorted(hashes(document.text))).tobytes()
        kept = discard(found) if self.version.endswith(QUOTES) else found
        language = document.language or ""
        frozen = freeze(document, kept)
        self.state.freshen(Kept(document.identifier, digest, self.version, language, document.sha256, prints, frozen))
        self._laid += 1
        if self._laid % _BATCH == 0:
            self.state.commit()
        return True

    def again(self) -> int:
        """Read again, from the text that is kept, what an earlier version of the reader has read.

        What has no text stays; how many these are.
        """
        stay = 0
        mine = self.gone | {name for _, name, _ in self.taken}
        for name in self.state.outdated(self.version):
            kept, found = self.state.get(name), self.state.find(name)
            if name in mine or found is None:
                continue
            if kept.reader.endswith(QUOTES):
                stay += 1
            elif self._extract(kept.thaw()[0], kept.digest):
                self.taken.append((found[0], name, kept.digest))
        self.state.commit()
        return stay

    def settle(self) -> set[str]:
        """Let what was read take the place of what was kept; which documents have changed."""
        self.state.drop(self.gone)
        for item, name, digest in self.taken:
            self.state.take(item, name, digest, self.version)
        for item_ in self.items.values():
            self.state.put(item_)
        self.state.tidy()
        return self.gone | {name for _, name, _ in self.taken}

    def _missing(self, paths: list[Path]) -> None:
        """What was read from below the paths earlier and is not there now is gone."""
        for path in paths:
            source = self._source(path)
            around = set(source.split("/")) <= {".", ".."}  # it holds the project itself
            for item in self.state.items() if around else self.state.below(source):
                if item.name not in self.met and self._place(item).is_relative_to(os.path.normpath(path)):
                    self.met.add(item.name)
                    self.gone.update(self.state.names(item.name))
                    self.tell(Line(item.name, "gone"))

    def _place(self, item: Item) -> Path:
        return Path(os.path.normpath(self.out.absolute() / item.source))

    def _elsewhere(self, before: Item, digest: str) -> bool:
        """Whether a name belongs to another file, which is still there and not the same."""
        if before.digest and before.digest == digest:
            return False
        return before.source != "-" and self._place(before).exists()

    def _source(self, file: Path | None) -> str:
        if file is None:
            return "-"
        return Path(os.path.relpath(file.absolute(), self.out.absolute())).as_posix()

    def _fail(self, failure: Failure) -> None:
        self.tell(Line(failure.identifier, "failed", failure.reason, failure.hint))


def foreign(languages: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of languages with their counts those that nothing can be read in, for want of a pack.

    >>> foreign([("fa", 2), ("sw", 1)])
    [('sw', 1)]
    """
    return [(language, count) for language, count in languages if pack_of(language) is None]


def version(extra: Iterable[Path], *, quotes: bool) -> str:
    """What reading depends on, as a digest: our own code and packs, the packs of one's own, how texts are kept."""
    home = Path(__file__).parent.parent
    found = hashlib.sha256()
    for file in _files(home, extra):
        found.update(f"{file.name}\0".encode() + file.read_bytes())
    return found.hexdigest()[:16] + (QUOTES if quotes else "")


def whole() -> str:
    """What a graph depends on besides its documents: our own files, as they look from outside."""
    home = Path(__file__).parent.parent
    files = (f for f in sorted(home.rglob("*")) if f.suffix in (".py", ".tsv", ".toml", ".ttl", ".html", ".js", ".css"))
    return hashlib.sha256("".join(f"{f.name} {stamp(f)}\n" for f in files).encode()).hexdigest()[:16]


def _files(home: Path, extra: Iterable[Path]) -> Iterator[Path]:
    for part in ("text.py", "ids.py", "model.py", "pipeline.py", "project/freeze.py"):
        yield home / part
    for folder in (home / "knowledge", home / "lang", home / "ontology", home / "read", *extra):
        yield from (f for f in sorted(folder.rglob("*")) if f.suffix in (".py", ".tsv", ".toml", ".ttl"))


def _digest(file: Path | None) -> str:
    """The digest of a file's bytes; empty where there are none to be had."""
    if file is None:
        return ""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
