"""Paths → items, in an order that does not depend on the file system, and never outside the paths given."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from diplograph.read.sources.items import Failure, Item, is_plain, one_line, visible
from diplograph.read.sources.streams import rejoined

# In a folder, beside the documents: notes on the folder, and what a saved page brings along.
_NOTES = {"readme", "readme.md", "readme.txt", "thumbs.db", "desktop.ini"}
_FURNITURE = re.compile(r"\.(css|m?js|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm)$", re.I)

_Found = tuple[Path, str]  # a file and its path within its input


def walk(paths: Iterable[str | Path]) -> Iterator[Item | Failure]:
    """The files of all paths: files, folders (all below, sorted), glob patterns, and `-` for standard input.

    An identifier is the POSIX path within its folder, or the bare name of a file given by itself. Where two inputs hold
    the same one, the later (inputs are sorted too) is led by the name of its folder, and a number if need be. A file
    that two inputs share is read once.
    """
    inputs = _inputs(paths)
    names: Counter[str] = Counter()
    met: set[Path] = set()
    for path in inputs:
        for found in _files(path):
            if isinstance(found, Failure):
                yield found
                continue
            file, identifier = found
            if len(inputs) > 1:
                if (there := file.resolve()) in met and not file.is_symlink():
                    continue
                met.add(there)
                identifier = _distinct(identifier, path, names)
            yield _item(file, identifier)


def files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files that `walk` would give, unopened and unnamed; not standard input."""
    for path in _inputs(paths):
        for found in _files(path):
            if not isinstance(found, Failure) and str(found[0]) != "-":
                yield found[0]


def sizes(paths: Iterable[str | Path]) -> Iterator[int]:
    """How many bytes each file has."""
    for file in files(paths):
        with suppress(OSError):
            yield file.stat().st_size


def _inputs(paths: Iterable[str | Path]) -> list[Path]:
    out: set[Path] = set()
    for path in map(str, paths):
        magic = has_magic(path) and not _is(Path.exists, Path(path))
        matches = glob(path, recursive=True) if magic else []  # noqa: PTH207 - Path.glob takes no absolute pattern
        out.update(map(Path, matches or [path]))
    return sorted(out)


def _files(path: Path) -> Iterator[_Found | Failure]:
    if not _is(Path.is_dir, path):
        yield path, path.name or str(path)
        return
    root = path.resolve()
    below = [(path, "")]
    while below:
        folder, prefix = below.pop()
        try:
            entries = sorted(folder.iterdir(), key=lambda p: p.name)
        except OSError as error:
            yield Failure(visible(prefix or folder.name), _why(error), hint="see that the folder may be read")
            continue
        folders = []
        pages = {entry.stem + "_files" for entry in entries if entry.suffix.lower() in (".html", ".htm")}
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower() in _NOTES or _FURNITURE.search(entry.name):
                continue
            if entry.name in pages and _is(Path.is_dir, entry):  # what a browser saved beside the page
                continue
            if _is(Path.is_symlink, entry) and not _is(_inside, entry, root):
                why = "a link that leads out of the folder"
                yield Failure(visible(prefix + entry.name), why, hint="give its target as an input")
            elif not _is(Path.is_dir, entry):
                yield entry, prefix + entry.name
            elif not entry.is_symlink():  # a folder that a link leads to is met by itself
                folders.append((entry, f"{prefix}{entry.name}/"))
        below += reversed(folders)


def _inside(entry: Path, root: Path) -> bool:
    return entry.resolve().is_relative_to(root)


def _item(file: Path, identifier: str) -> Item | Failure:
    if str(file) == "-":
        return Item("-", "-", lambda: rejoined(b"", sys.stdin.buffer))
    if not is_plain(identifier):
        why = "control or direction characters in its name, or a name that is not UTF-8"
        return Failure(visible(identifier), why, hint="rename it")
    try:
        if not S_ISREG(file.stat().st_mode):
            return Failure(identifier, "not a regular file", hint="give a file or a folder")
    except (OSError, ValueError) as error:
        return Failure(visible(identifier), _why(error), hint="see that it is there and may be read")
    return Item(identifier, file.name, partial(_open, file))


def _open(file: Path) -> BinaryIO:
    return file.open("rb")


def _distinct(identifier: str, path: Path, names: Counter[str]) -> str:
    if identifier in names:
        folder = path.resolve() if _is(Path.is_dir, path) else path.resolve().parent
        identifier = f"{folder.name}/{identifier}"
    names[identifier] += 1
    return identifier if names[identifier] == 1 else f"{identifier}~{names[identifier]}"


def _is(test: object, *paths: Path) -> bool:
    try:
        return bool(test(*paths))  # type: ignore[operator]
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL in it, a loop of links
        return False


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return one_line(error.strerror or error) if isinstance(error, OSError) else one_line(error)
