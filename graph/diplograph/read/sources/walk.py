"""Paths → items, in an order that does not depend on the file system, and never outside the paths given."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from diplograph.read.sources.items import Failure, Item, is_plain, visible

# In a folder, beside the documents: notes on the folder, and what a saved page brings along.
_NOTES = {"readme", "readme.md", "readme.txt"}
_FURNITURE = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm".split()
)


def walk(paths: Iterable[str | Path]) -> Iterator[Item | Failure]:
    """The files of all paths: files, folders (all below, sorted), glob patterns, and `-` for standard input.

    An identifier is the POSIX path within its folder, or the bare name of a file given by itself. Where two inputs hold
    the same one, the later (inputs are sorted too) is led by the name of its folder, and a number if need be.
    """
    names: set[str] = set()
    met: set[tuple[int, int]] = set()
    for path in _inputs(paths):
        for found in _below(path):
            if isinstance(found, Failure):
                yield found
                continue
            file, identifier = found
            try:
                status = file.stat()
            except OSError as error:
                yield Failure(visible(identifier), _why(error), hint="see that it is there and may be read")
                continue
            if (status.st_dev, status.st_ino) in met and status.st_nlink == 1 and not file.is_symlink():
                continue  # given twice
            met.add((status.st_dev, status.st_ino))
            identifier = _distinct(identifier, path, names)
            names.add(identifier)
            yield _item(file, identifier, status.st_mode)


def _inputs(paths: Iterable[str | Path]) -> list[Path]:
    out: set[Path] = set()
    for path in map(str, paths):
        matches = glob(path, recursive=True) if has_magic(path) and not Path(path).exists() else [path]
        out.update(map(Path, matches or [path]))
    return sorted(out, key=lambda p: p.as_posix())


def _below(path: Path) -> Iterator[tuple[Path, str] | Failure]:
    if path == Path("-"):
        yield path, "-"
    elif not path.is_dir():
        yield path, path.name
    else:
        yield from _folder(path, path.resolve(), "")


def _folder(folder: Path, root: Path, prefix: str) -> Iterator[tuple[Path, str] | Failure]:
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield Failure(visible(prefix or folder.name), _why(error), hint="see that the folder may be read")
        return
    for entry in entries:
        identifier = prefix + entry.name
        if entry.name.startswith(".") or entry.name.lower() in _NOTES or entry.suffix.lower() in _FURNITURE:
            continue
        if entry.is_symlink() and not _inside(entry, root):
            yield Failure(visible(identifier), "a link that leads out of the folder", hint="give its target as an input")
        elif not entry.is_dir():
            yield entry, identifier
        elif not entry.is_symlink():  # the folders that links lead to inside are met by themselves
            yield from _folder(entry, root, f"{identifier}/")
