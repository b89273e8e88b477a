"""Files into a folder, all prepared before the first is moved; each move is whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from diplograph.errors import BuildError


class Publication:
    """Prepares files beside a folder, then moves them into it.

    What a killed process has left over is swept when the next one starts: everything of it lies in one place.
    """

    def __init__(self, out: Path, home: Path) -> None:
        self.out, self.new = out, home / "new"
        shutil.rmtree(self.new, ignore_errors=True)
        self.prepared: list[str] = []

    def prepare(self, file: str, text: str) -> str:
        """Write a file beside its place; what it will look like there."""
        target = self.new / file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise _unwritable(self.out / file, error) from error
        self.prepared.append(file)
        return stamp(target)

    def move(self) -> list[Path]:
        """Put all that is prepared into its place."""
        for file in self.prepared:
            try:
                (self.out / file).parent.mkdir(parents=True, exist_ok=True)
                (self.new / file).replace(self.out / file)
            except OSError as error:
                raise _unwritable(self.out / file, error) from error
        shutil.rmtree(self.new, ignore_errors=True)
        return [self.out / file for file in self.prepared]

    def remove(self, files: Iterable[str]) -> None:
        """Remove files that a format no longer has, and folders that are empty then."""
        for file in files:
            path = self.out / file
            path.unlink(missing_ok=True)
            if path.parent != self.out and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()


def stamp(file: Path) -> str:
    """What a file looks like from outside: its size and the time of its last change; empty where there is none."""
    try:
        told = file.stat()
    except OSError:
        return ""
    return f"{told.st_size}-{told.st_mtime_ns}"


def changed(out: Path, files: Mapping[str, tuple[str, str]]) -> set[str]:
    """The formats of which a file is no more what was published."""
    return {form for file, (form, told) in files.items() if stamp(out / file) != told}


def _unwritable(file: Path, error: OSError) -> BuildError:
    return BuildError(f"{file}: {error.strerror or error}", hint="choose another folder with --out")
