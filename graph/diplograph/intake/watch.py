"""Watch paths, and build when what lies there has changed and has come to rest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from diplograph.errors import DiplographError

Snapshot = dict[str, tuple[int, int]]


def follow(
    paths: Iterable[Path], build: Callable[..., object], *, wait: Callable[[], object] | None = None
) -> NoReturn:
    """Watch paths for a person: what goes wrong is told, and does not end it; Ctrl-C does, with 130."""
    inputs = list(paths)
    more = False

    def once() -> None:
        nonlocal more
        try:
            build(more=more)
        except DiplographError as error:
            click.echo(f"Error: {error}", err=True)
        more = True

    click.echo(f"watching {', '.join(map(str, inputs))}; Ctrl-C ends it", err=True)
    try:
        watch(inputs, once, wait=wait or partial(time.sleep, 1))
    except KeyboardInterrupt:
        click.echo("stopped. The build is whole; run the same command to go on from here.", err=True)
    sys.exit(130)


def watch(
    paths: Iterable[Path],
    build: Callable[[], object],
    *,
    wait: Callable[[], object],
) -> NoReturn:
    """Build when files are there, have come, changed or gone and look the same in two looks. Never returns.

    What a look sees is compared with what was there before the last build began, so nothing that comes meanwhile is
    missed. `wait` passes the time between two looks.
    """
    inputs = [str(path) for path in paths]
    built: Snapshot = {}
    before = look(inputs)
    while True:
        if before != built:
            wait()
            now = look(inputs)
            if now == before:
                built = now
                build()
            before = now
        else:
            wait()
            before = look(inputs)


def look(paths: Iterable[str]) -> Snapshot:
    """The files below the paths, each with its size and time. One that goes while we look is not there.

    >>> look(["no-such-folder"])
    {}
    """
    from diplograph.read.sources.walk import files

    found: Snapshot = {}
    for file in files(paths):
        try:
            told = file.stat()
        except OSError:
            continue
        found[str(file)] = (told.st_size, told.st_mtime_ns)
    return found
