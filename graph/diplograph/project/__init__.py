"""A project: a folder with a build in it that keeps what was read, so that the next build reads only what is new.

    update(["news"], out="exports")     reads what is new or changed, and publishes the graph of all that is kept
    forget("a.txt", out="exports")      takes a document back, with everything that only it bore out

The files of the folder are those of a clean build of the same documents, byte for byte. What is kept lies in
`.diplograph/` below it. See docs/store.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from diplograph.build import EVERYTHING, PAGE, Extract, check_base, find
from diplograph.build import files as files_of
from diplograph.check import Finding
from diplograph.errors import BuildError, PackError
from diplograph.export.table import Table
from diplograph.ids import BASE
from diplograph.knowledge.packs import present
from diplograph.project.derive import Change, Derivation
from diplograph.project.lock import locked
from diplograph.project.publish import GRAPH, Publication, changed
from diplograph.project.reading import Line, Reader, foreign, version, whole
from diplograph.project.state import HOME, State
from diplograph.rdf import document_id
from diplograph.read.sources import Limits, Options
from diplograph.resolve import Judgement, read_judgements
from diplograph.store import stamp
from diplograph.text import Document

_STALE = "stale "
_FEW, _SHARE = 16, 0.2  # of so many changes, or of such a part of all, everything is derived anew: that is quicker
__all__ = ["Line", "Outcome", "documents", "forget", "update"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change of a project came to.

    `counts` are documents, things and claims; `lines` what became of each item; `written` the files, `stale` those
    (with their formats) that were not asked for and tell an earlier state; `unread` documents by language, where that
    has no pack; `outdated` how many documents only an earlier version has read.
    """

    counts: tuple[int, int, int]
    lines: tuple[Line, ...] = ()
    problems: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    stale: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
    outdated: int = 0

    def count(self, outcome: str) -> int:
        """How many items or documents had an outcome."""
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def left_out(self) -> int:
        """How many items, documents and claims are not in the graph."""
        return self.count("failed") + len(self.problems)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a project is built with. What is None is as it was at the last build."""

    formats: tuple[str, ...] | None = None
    base: str | None = None
    judgements: str | None = None
    knowledge: tuple[str, ...] | None = None
    quotes: bool | None = None
    reading: dict[str, Any] | None = None


def update(
    paths: Iterable[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str] = "exports",
    formats: Iterable[str] | None = None,
    base: str | None = None,
    judgements: str | os.PathLike[str] | None = None,
    knowledge: Iterable[str | os.PathLike[str]] | None = None,
    discard_text: bool | None = None,
    reading: Options | None = None,
    once: Options | None = None,
    extract: Extract | None = None,
    tell: Callable[[Line], None] | None = None,
) -> Outcome:
    """Read what is new or changed below the paths, and publish the graph of all that the project keeps.

    Options that are None are those of the last build. `knowledge` are folders of packs of your own; `discard_text`
    keeps only the sentences of quotes; `reading` says how to read, and `once` how to read this time only. `tell` hears
    of each item at once. Raises `BuildError` where another build is at work, nothing could be read, or the folder
    cannot be written; then everything is as it was.
    """
    from diplograph.pipeline import extract as read

    folder = Path(out)
    chosen = tuple(dict.fromkeys(map(find, formats))) if formats else None
    packs = None if knowledge is None else tuple(_path(k, folder) for k in knowledge)
    judged = None if judgements is None else _path(judgements, folder)
    check_base(base or BASE)
    with locked(folder / HOME), State(folder) as state:
        options = _options(state, Wanted(chosen, base, judged, packs, discard_text, _plain(reading)))
        own = _own(options, folder)
        digest = version(own, quotes=bool(options.quotes))
        if own and state.told("vetted") != digest:
            _vet(own)
            state.tell("vetted", digest)
        lines: list[Line] = []

        def hear(line: Line) -> None:
            lines.append(line)
            if tell:
                tell(line)

        how = once or _reading(options)
        reader = Reader(state, folder, extract or partial(read, extra=own), digest, hear, how)
        reader.read([Path(p) for p in paths])
        if not reader.seen:
            told = "" if tell else "".join(f"{line}\n" for line in lines if line.outcome == "failed")
            raise BuildError(
                f"{told}nothing was read, nothing is written", hint="name files or folders: diplograph build news/"
            )
        outdated = reader.again()
        changes = reader.settle()
        return _publish(state, folder, options, tuple(lines), changes, outdated=outdated)


def forget(*names: str, out: str | os.PathLike[str] = "exports") -> Outcome:
    """Take documents back, with everything that only they bore out.

    A name is an identifier, a document's IRI, or a file as it was given. Raises `BuildError` where one is not kept.
    """
    folder = Path(out)
    if not (folder / HOME).is_dir():
        raise BuildError(f"{folder}: no build is kept here", hint=f"run: diplograph build --out {folder}")
    with locked(folder / HOME), State(folder) as state:
        meant = {name: _meant(state, name, folder) for name in names}
        if unknown := [name for name, found in meant.items() if not found]:
            hint = f"see the names with: diplograph query documents --data {folder}"
            raise BuildError(f"{', '.join(unknown)}: not in {folder}", hint=hint)
        gone = sorted({document for found in meant.values() for document in found})
        state.loosen(gone)
        state.drop(gone)
        state.tidy()
        return _publish(state, folder, _options(state, Wanted()), tuple(Line(n, "gone") for n in gone), set(gone))


def left_over(out: Path) -> list[Finding]:
    """What lies in a project and belongs to nothing: of builds that were stopped, of formats no longer written."""
    if not (out / HOME / "store.sqlite").is_file():
        return []
    with State(out, write=False) as state:
        gone = [file for file in state.told("gone", ()) if (out / file).exists()]
        stale = [file for file, (_, told) in state.files().items() if told == _STALE + stamp(out / file)]
    found = [Finding(f"{out / file}: left over", "build again: it is removed then") for file in gone]
    if any((out / HOME / "new").glob("*")):
        found.append(Finding(f"{out / HOME / 'new'}: left over of a build that was stopped", "build again"))
    return found + [Finding(f"{out / file}: out of date", "write it with: diplograph export") for file in stale]


def documents(out: Path) -> Iterator[Document]:
    """The documents that a project keeps, as they were read; of some only the sentences of quotes."""
    if (out / HOME / "store.sqlite").is_file():
        with State(out, write=False) as state:
            yield from (kept.thaw()[1].document for kept in state.kept())


def _path(path: str | os.PathLike[str], folder: Path) -> str:
    return Path(os.path.relpath(Path(path).absolute(), folder.absolute())).as_posix()


def _there(path: str, folder: Path) -> Path:
    """A path that is kept as seen from the project, as seen from here."""
    return Path(os.path.normpath(folder / path))


def _vet(own: tuple[Path, ...]) -> None:
    from diplograph.knowledge.check import vet

    vet(own)


def _options(state: State, wanted: Wanted) -> Wanted:
    """The options of this build: those given, else those of the last one."""
    found: dict[str, Any] = state.told("options", {})
    found |= {name: given for name, given in asdict(wanted).items() if given is not None}
    lists: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in found.items()}
    return Wanted(**lists)


def _plain(reading: Options | None) -> dict[str, Any] | None:
    """Options of reading as JSON can carry them."""
    return None if reading is None else asdict(replace(reading, mapping=dict(reading.mapping)))


def _reading(options: Wanted) -> Options:
    """Options of reading again."""
    told = dict(options.reading or {})
    return Options(**told | {"limits": Limits(**told["limits"])}) if told else Options()


def _publish(
    state: State, folder: Path, options: Wanted, lines: tuple[Line, ...], changes: set[str], *, outdated: int = 0
) -> Outcome:
    """Publish the graph of what is kept now: in the formats wanted, unless their files are there and true."""
    base, judgements = options.base or BASE, _judgements(options, folder)
    own = _own(options, folder)
    derived = [base, [list(j) for j in judgements], whole(own)]
    derivation, change = Derivation(state.base, base, own), None
    same = not changes and state.told("derived") == derived
    if state.told("derived") != derived or judgements or len(changes) > max(_FEW, state.size() * _SHARE):
        if not same:
            derivation.fill(judgements)
    elif changes:
        change = derivation.update(changes)
    files = _marked(state.files(), folder, same=same)
    publication, gone = Publication(folder, folder / HOME), set[str](state.told("gone", ()))
    again = [
        n for n in options.formats or EVERYTHING if n not in {f for f, _ in files.values()} - changed(folder, files)
    ]
    if again:
        now = _files(publication, again, derivation, change, files.get(GRAPH))
        publication.load_quads()  # when the lines are let go: both take much
        gone |= {file for file, (form, _) in files.items() if form in again}
        files = {file: told for file, told in files.items() if told[0] not in again} | now
    gone -= set(files)
    state.set_files(files)
    state.tell("gone", sorted(gone))
    state.tell("derived", derived)
    state.tell("options", asdict(options))
    state.commit()
    written = publication.move()
    publication.remove(gone)  # what a stop leaves of them, the next build removes
    return Outcome(
        derivation.counts(),
        lines,
        tuple(derivation.problems()),
        tuple(sorted(written)),
        tuple((file, form) for file, (form, told) in sorted(files.items()) if told.startswith(_STALE)),
        tuple(foreign(state.languages())),
        outdated,
    )


def _files(
    publication: Publication,
    formats: Sequence[str],
    derivation: Derivation,
    change: Change | None,
    graph: tuple[str, str] | None,
) -> dict[str, tuple[str, str]]:
    """Prepare the files of some formats; their format and what they look like, by name."""
    found: dict[str, tuple[str, str]] = {}
    lines: list[str] | None = None
    if "nq" in formats:
        if change is not None and graph is not None and graph[1] == _STALE + stamp(publication.out / GRAPH):
            found[GRAPH] = ("nq", publication.splice(change))
        else:
            lines = derivation.lines()
            found[GRAPH] = ("nq", publication.prepare(GRAPH, (f"{line}\n" for line in lines)))
    if rest := [name for name in formats if name != "nq"]:
        table = Table(derivation.lines() if lines is None else lines)
        for name in rest:
            table = Table(table.lines) if name == PAGE else table  # it reads the lines itself: the rest is let go
            found |= {file: (name, publication.prepare(file, [text])) for file, text in files_of(name, table).items()}
    return found


def _marked(files: dict[str, tuple[str, str]], folder: Path, *, same: bool) -> dict[str, tuple[str, str]]:
    """The files that a build has published; where the graph is no more the same, all are stale.

    One that was stale, and is not there as it was, was made again by somebody, or removed: it is not ours any more.
    """
    ours = {f: t for f, t in files.items() if not t[1].startswith(_STALE) or stamp(folder / f) == t[1][len(_STALE) :]}
    if same:
        return ours
    return {file: (form, _STALE + told.removeprefix(_STALE)) for file, (form, told) in ours.items()}


def _own(options: Wanted, folder: Path) -> tuple[Path, ...]:
    """The folders of packs of one's own. Raises `PackError` where one has gone since it was given."""
    own = tuple(_there(k, folder) for k in options.knowledge or ())
    try:
        present(own)
    except PackError as error:
        hint = f"{error.hint}; put it back, or name the folder anew: diplograph build --out {folder} --knowledge FOLDER"
        raise PackError(error.message, hint=hint) from error
    return own


def _judgements(options: Wanted, folder: Path) -> tuple[Judgement, ...]:
    return tuple(read_judgements(_there(options.judgements, folder))) if options.judgements else ()


def _meant(state: State, name: str, folder: Path) -> list[str]:
    """The documents that a name stands for."""
    wanted = name.rpartition("document/")[2]
    source = _path(name, folder)
    found = []
    for item in state.items():
        for document in state.names(item.name):
            iri = document_id(document).partition("/")[2]
            if name in (document, item.name) or source == item.source or wanted == iri:
                found.append(document)
    return sorted(set(found))
