"""One writer a project: a lock that dies with its process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diplograph.errors import BuildError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only writer of a project. Raises `BuildError` where another one is at work."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BuildError(f"{folder}: {error.strerror or error}", hint="choose another folder with --out") from error
    try:
        if not _take(handle):
            hint = "wait till it has ended; questions are answered meanwhile"
            raise BuildError(f"{folder.parent}: another build is writing here", hint=hint)
        yield
    finally:
        os.close(handle)  # and with it the lock


def _take(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _take_there(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _take_there(handle: int) -> bool:
    from importlib import import_module

    msvcrt = import_module("msvcrt")
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
