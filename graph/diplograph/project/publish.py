"""Files into a folder, all prepared before the first is moved; each move is whole or not at all.

A large graph has its quads beside it, as Oxigraph keeps them on disk: for questions at once. Their folder is called by
the size and time of the `graph.nq` that they are of, so that no reader can take one for the other.
"""

from __future__ import annotations

import heapq
import mmap
import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from diplograph.errors import BuildError
from diplograph.project.derive import Change
from diplograph.store import quads_folder, stamp

GRAPH = "graph.nq"
_PIECE = 1 << 20
_LARGE = 8_000_000  # bytes of a graph that takes too long to load for a question
_LOAD = 32 << 20  # bytes whose quads Oxigraph sorts in memory at once: it takes ten times as much


class Publication:
    """Prepares files beside a folder, then moves them into it.

    What a killed process has left over is swept when the next one starts: everything of it lies in one place.
    """

    def __init__(self, out: Path, home: Path) -> None:
        self.out, self.home, self.new = out, home, home / "new"
        shutil.rmtree(self.new, ignore_errors=True)
        self._sweep()
        self.prepared: list[str] = []

    def prepare(self, file: str, pieces: Iterable[str]) -> str:
        """Write a file, piece by piece, beside its place; what it will look like there."""
        try:
            with self._open(file) as stream:
                stream.writelines(piece.encode() for piece in pieces)
                _finish(stream)
        except OSError as error:
            raise _unwritable(self.out / file, error) from error
        return self._prepared(file)

    def splice(self, change: Change) -> str:
        """Write the graph beside its place, as it is there but for a change; and so its quads, at the same time."""
        try:
            with ThreadPoolExecutor(1) as pool, self._open(GRAPH) as stream, (self.out / GRAPH).open("rb") as old:
                quads = pool.submit(self._change_quads, change)
                _splice(old, stream, change)
                _finish(stream)
                quads.result()
        except OSError as error:
            raise _unwritable(self.out / GRAPH, error) from error
        return self._prepared(GRAPH)

    def load_quads(self) -> None:
        """Prepare the quads of the graph that is prepared, if it is large and they are not prepared yet."""
        graph, target = self.new / GRAPH, self.new / "quads"
        if GRAPH in self.prepared and graph.stat().st_size > _LARGE and not target.is_dir():
            store = ox.Store(str(target))
            with graph.open("rb") as stream:
                while lines := stream.read(_LOAD):
                    store.bulk_load(lines + stream.readline(), ox.RdfFormat.N_QUADS)
            store.optimize()  # made one of the pieces, it is asked in half the time
            store.flush()

    def move(self) -> list[Path]:
        """Put all that is prepared into its place."""
        if (self.new / "quads").is_dir():
            (self.new / "quads").replace(self.home / quads_folder(self.new / GRAPH).name)
        for file in self.prepared:
            try:
                (self.out / file).parent.mkdir(parents=True, exist_ok=True)
                (self.new / file).replace(self.out / file)
            except OSError as error:
                raise _unwritable(self.out / file, error) from error
        shutil.rmtree(self.new, ignore_errors=True)
        self._sweep()
        return [self.out / file for file in self.prepared]

    def remove(self, files: Iterable[str]) -> None:
        """Remove files that a format no longer has, and folders that are empty then."""
        for file in files:
            path = self.out / file
            path.unlink(missing_ok=True)
            if path.parent != self.out and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()

    def _change_quads(self, change: Change) -> None:
        """Prepare the quads of the graph that is there, but for a change; if they are kept."""
        there, target = quads_folder(self.out / GRAPH), self.new / "quads"
        if there.is_dir():
            _linked(there, target)
            store = ox.Store(str(target))
            for quad in _quads(change.gone):
                store.remove(quad)
            store.extend(_quads(change.new))
            store.flush()

    def _sweep(self) -> None:
        """Remove quads of a graph that is no more there."""
        for folder in self.home.glob("quads-*"):
            if folder.name != quads_folder(self.out / GRAPH).name:
                shutil.rmtree(folder, ignore_errors=True)

    def _open(self, file: str) -> IO[bytes]:
        (self.new / file).parent.mkdir(parents=True, exist_ok=True)
        return (self.new / file).open("w+b")

    def _prepared(self, file: str) -> str:
        self.prepared.append(file)
        return stamp(self.new / file)


def changed(out: Path, files: Mapping[str, tuple[str, str]]) -> set[str]:
    """The formats of which a file is no more what was published."""
    return {form for file, (form, told) in files.items() if stamp(out / file) != told}


def _finish(stream: IO[bytes]) -> None:
    """Let nothing of a file be lost, should the power fail."""
    stream.flush()
    os.fsync(stream.fileno())


def _splice(old: IO[bytes], new: IO[bytes], change: Change) -> None:
    """Copy sorted lines in long stretches, with some lines left out and some put in."""
    if not os.fstat(old.fileno()).st_size:
        new.writelines(f"{line}\n".encode() for line in change.new)
        return
    with mmap.mmap(old.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        done = 0
        for line, coming in heapq.merge(((li, False) for li in change.gone), ((li, True) for li in change.new)):
            row = f"{line}\n".encode()
            start = _place(lines, row)
            there = lines[start : start + len(row)] == row
            _copy(old, new, done, start)
            if coming and not there:
                new.write(row)
            done = start + len(row) if there and not coming else start
        _copy(old, new, done, len(lines))


def _copy(old: IO[bytes], new: IO[bytes], start: int, end: int) -> None:
    """Copy a stretch by large reads: the system then keeps both files in large pieces, and is done in half the time."""
    old.seek(start)
    while start < end and (piece := old.read(min(end - start, _PIECE))):
        new.write(piece)
        start += len(piece)


def _place(lines: mmap.mmap, row: bytes) -> int:
    """Where the first line begins that is not before a line."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start) + 1 or len(lines)
        if lines[start : end - 1] < row[:-1]:
            low = end
        else:
            high = start
    return low


def _linked(source: Path, target: Path) -> None:
    """A copy of a closed Oxigraph store that shares what is never written again."""
    target.mkdir(parents=True)
    for file in sorted(source.iterdir()):
        if file.suffix == ".sst":
            os.link(file, target / file.name)
        elif file.name != "LOCK":
            shutil.copy2(file, target / file.name)


def _quads(lines: Iterable[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS))


def _unwritable(file: Path, error: OSError) -> BuildError:
    return BuildError(f"{file}: {error.strerror or error}", hint="choose another folder with --out")
