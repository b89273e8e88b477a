"""Paths against what is kept: what is new, what has changed, what is as it was, what is gone."""

from __future__ import annotations

import hashlib
import io
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

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

if TYPE_CHECKING:
    from typing_extensions import Buffer

_BATCH = 64  # documents read between two commits: what a stopped build loses at most
_CHUNK = 1 << 20
QUOTES = "q"  # ends the version of the reader where only quotes are kept


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one item or document: read, duplicate (read, but another with this text stands for it), unchanged,
    failed, gone.

    Of what was read `language` and `claims` are told; `size` is how many bytes of the input have passed since the last
    line.
    """

    name: str
    outcome: str
    reason: str = ""
    hint: str = ""
    language: str = ""
    claims: int | None = None
    size: int = 0

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
    options: Options = field(default_factory=Options)
    taken: list[tuple[str, str, str]] = field(default_factory=list)  # item, document, digest
    items: dict[str, Item] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)  # documents met, and their digests
    _texts: dict[str, str] = field(default_factory=dict)  # the first document met of each text
    _laid: int = 0
    _passed: int = 0

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
        version = self.version + how(self.options)
        self.items[name] = Item(name, source, digest, version)
        if digest and before and (before.digest, before.reader) == (digest, version):
            self._passed += file.stat().st_size if file else 0
            for document in self.state.names(name):
                self._see(document, "", Line(document, "unchanged"))
            return
        there, whole = set(self.state.names(name)), True
        for found in read_item(replace(item, open=partial(self._opened, item, file)), self.options):
            if isinstance(found, Failure):
                self._fail(found)
                whole = False
            else:
                there.discard(found.identifier)
                whole &= self._document(name, dateline(found))
        self.gone |= there
        if not whole:
            self.items[name] = Item(name, source, "", version)  # so that it is told again

    def _document(self, item: str, document: Document) -> bool:
        name, digest = document.identifier, fingerprint(document)
        if name in self.seen:
            if self.seen[name] != digest:
                self._fail(Failure(name, "two documents have this name", "rename one of them"))
            return self.seen[name] == digest
        if (item, digest, self.version) == self.state.find(name):
            self._see(name, digest, Line(name, "unchanged", language=document.language or ""))
        elif (claims := self._read(document, digest)) is not None:
            self.taken.append((item, name, digest))
            first = self._first(document)
            outcome, reason = ("read", "") if first == name else ("duplicate", f"the text of {first} again")
            self._see(name, digest, Line(name, outcome, reason, "", document.language or "", claims))
        else:
            self.gone.add(name)
        return name in self.seen

    def _first(self, document: Document) -> str:
        """The first document of a text, of those met and those that are kept."""
        first = self._texts.setdefault(document.sha256, document.identifier)
        if first == document.identifier and (kept := self.state.of_text(document.sha256, document.identifier)):
            return kept
        return first

    def _see(self, name: str, digest: str, line: Line) -> None:
        self.seen[name] = digest
        self._tell(line)

    def _tell(self, line: Line) -> None:
        passed, self._passed = self._passed, 0
        self.tell(replace(line, size=passed))

    def _opened(self, item: Source, file: Path | None) -> BinaryIO:
        """The stream of an item, which counts what passes."""
        if file is None:
            return item.open()
        return cast(BinaryIO, io.BufferedReader(_Counted(file, self._pass), _CHUNK >> 4))

    def _pass(self, size: int) -> None:
        self._passed += size

    def _read(self, document: Document, digest: str) -> int | None:
        """How many claims a document gives, which are laid by; None where reading fails."""
        if kept := self.state.fresh(document.identifier, digest, self.version):
            return len(kept.thaw()[1].claims)
        return self._extract(document, digest)

    def _extract(self, document: Document, digest: str) -> int | None:
        try:
            found = self.extract(document)
        except Exception as error:  # one document that breaks the reader must not cost the others
            reason = f"reading failed: {type(error).__name__}: {error}"
            self._fail(Failure(document.identifier, reason, "leave the document out, and report this line as a bug"))
            return None
        prints = array("I", sorted(hashes(document.text))).tobytes()
        kept = discard(found) if self.version.endswith(QUOTES) else found
        language = document.language or ""
        frozen = freeze(document, kept)
        self.state.freshen(Kept(document.identifier, digest, self.version, language, document.sha256, prints, frozen))
        self._laid += 1
        if self._laid % _BATCH == 0:
            self.state.commit()
        return len(found.claims)

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
            elif self._extract(kept.thaw()[0], kept.digest) is not None:
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
        self._tell(Line(failure.identifier, "failed", failure.reason, failure.hint))


class _Counted(io.FileIO):
    """A file that tells of each byte once, when it is first read or passed over."""

    def __init__(self, file: Path, tell: Callable[[int], None]) -> None:
        super().__init__(file, "rb")
        self._tell_of, self._furthest = tell, 0

    def readinto(self, buffer: Buffer, /) -> int | None:
        """Fill the buffer."""
        size = super().readinto(buffer)
        at = self.tell()
        self._tell_of(max(0, at - self._furthest))
        self._furthest = max(self._furthest, at)
        return size


def how(options: Options) -> str:
    """What of the options decides on what a file gives, as a digest; none, where it is as it is without them.

    >>> how(Options()), len(how(Options(encoding="utf-8")))
    ('', 9)
    """
    if not (options.mapping or options.encoding):
        return ""
    told = repr((sorted(options.mapping.items()), options.encoding))
    return f"+{hashlib.sha256(told.encode()).hexdigest()[:8]}"


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


def whole(extra: Iterable[Path] = ()) -> str:
    """What a graph depends on besides its documents, as it looks from outside: our own files, packs of one's own."""
    folders = (Path(__file__).parent.parent, *extra)
    files = (
        f
        for folder in folders
        for f in sorted(folder.rglob("*"))
        if f.suffix in (".py", ".tsv", ".toml", ".ttl", ".html", ".js", ".css")
    )
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
