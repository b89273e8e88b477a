"""A build opened for questions: its graph in Oxigraph; a small one in memory, a large one as the build keeps it."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import BuildError
from diplograph.ids import BASE
from diplograph.ontology import expand

# Best first: N-Quads is what every build writes, the others may have come from elsewhere.
_FILES = ("graph.nq", "graph.trig", "graph.jsonld", "graph.ttl")
_NODE, _TEXT = r"(?:<[^>]*>|_:[^ ]+)", r'"[^"\\]*(?:\\.[^"\\]*)*"(?:@[\w-]+|\^\^<[^>]*>)?'
_LINE = re.compile(rf"{_NODE} <[^>]*> (?:{_NODE}|{_TEXT})(?: {_NODE})? \.")
_HINT = "run: diplograph build"


def load(lines: Iterable[str]) -> ox.Store:
    """A store of N-Quads lines.

    >>> len(load(["<a:s> <a:p> <a:o> ."]))
    1
    """
    store = ox.Store()
    store.bulk_load("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)
    return store


def open_build(data: Path) -> ox.Store:
    """A store of a build's folder, or of one RDF file. Raises `BuildError` where there is none or it cannot be read."""
    file = graph_file(data)
    if kept := _kept(file):
        return kept
    store = ox.Store()
    with _told(file):
        store.bulk_load(path=str(file), format=_format(file))
    return store


def parsed(file: Path) -> Iterator[ox.Quad]:
    """The quads of an RDF file, as it spells them. Raises `BuildError` where it cannot be read."""
    with _told(file):
        yield from ox.parse(path=str(file), format=_format(file))


def read_lines(data: Path, *, tidy: bool = True) -> list[str]:
    """The sorted N-Quads lines of a build's folder, or of one RDF file; of N-Quads as they are, if not `tidy`."""
    file = graph_file(data)
    if file.suffix == ".nq":
        try:
            with file.open(encoding="utf-8", newline="\n") as stream:  # a literal may hold other separators
                lines = [line.removesuffix("\n") for line in stream]
        except (OSError, UnicodeDecodeError) as error:
            raise BuildError(f"{file}: cannot be read: {error}", hint=_HINT) from error
        if not tidy or _ours(lines):
            return lines
    return sorted({f"{quad} ." for quad in parsed(file)})


def graph_file(data: Path) -> Path:
    """The file that holds a build's graph.

    >>> graph_file(Path("nowhere"))
    Traceback (most recent call last):
    diplograph.errors.BuildError: nowhere: no such folder or file
    hint: run: diplograph build
    """
    if data.is_file():
        return data
    if not data.exists():
        raise BuildError(f"{data}: no such folder or file", hint=_HINT)
    found = next((data / name for name in _FILES if (data / name).is_file()), None)
    if found is None:
        raise BuildError(f"{data}: no graph in this folder ({', '.join(_FILES)})", hint=f"{_HINT} --out {data}")
    return found


def quads_folder(graph: Path) -> Path:
    """Where the quads of a graph's file lie, ready for questions, if they are kept at all."""
    return graph.parent / ".diplograph" / f"quads-{stamp(graph)}"


def is_ours(graph: Path) -> bool:
    """Whether a graph's file was written by a build, which keeps its state beside it."""
    return graph.name == _FILES[0] and quads_folder(graph).parent.is_dir()


def stamp(file: Path) -> str:
    """What a file looks like from outside: its size and the time of its last change; empty where there is none."""
    try:
        told = file.stat()
    except OSError:
        return ""
    return f"{told.st_size}-{told.st_mtime_ns}"


def base(store: ox.Store) -> str:
    """The base of a build's own IRIs, as its documents show it."""
    kind, document = ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("dg:Document"))
    quad = next(store.quads_for_pattern(None, kind, document, None), None)
    found = re.match(r"(.*/)document/", quad.subject.value) if quad else None  # type: ignore[union-attr]
    return found[1] if found else BASE


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What goes wrong with a file, as what to do about it."""
    try:
        yield
    except SyntaxError as error:
        where = f"{file}: not {_format(file).name}: {error}"
        raise BuildError(where, hint="the file is damaged or unfinished: build it again") from error
    except OSError as error:
        raise BuildError(f"{file}: {error.strerror or error}", hint=_HINT) from error


def _kept(file: Path) -> ox.Store | None:
    """The quads that a build keeps of a large graph, opened; a build that ends meanwhile takes them away."""
    for _ in range(3):
        folder = quads_folder(file)
        if not folder.is_dir():
            return None
        try:
            return ox.Store.read_only(str(folder))
        except OSError:
            continue
    return None


def _ours(lines: Sequence[str]) -> bool:
    """Whether lines are as a build writes them: sorted, each once, terms and spaces and nothing else."""
    return all(map(operator.lt, lines, islice(lines, 1, None))) and all(map(_LINE.fullmatch, lines))


def _format(file: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if found is None:
        raise BuildError(
            f"{file}: no RDF format has this ending", hint="give a .nq, .trig, .ttl, .jsonld, .rdf or .nt file"
        )
    return found
