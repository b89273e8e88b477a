"""What is to be added, brought to where it can be read: files as they lie, pages of the web into a folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from diplograph.errors import SourceError
from diplograph.read.sources.fetch import Fetcher
from diplograph.read.sources.keep import keep

FETCHED = "fetched"  # the folder in a build where fetched pages are kept


def bring(
    sources: Iterable[str],
    out: Path,
    fetcher: Fetcher,
    *,
    retrieved: str | None = None,
    failed: Callable[[str, SourceError], None],
) -> list[str]:
    """The paths to read of files and addresses; each page is fetched into the build. `failed` hears of the others."""
    paths: list[str] = []
    for source in dict.fromkeys(sources):
        if not is_address(source):
            paths.append(source)
            continue
        try:
            paths.append(str(keep(fetcher.get(source), out / FETCHED, retrieved=retrieved)))
        except SourceError as error:
            failed(source, error)
    return paths


def is_address(source: str) -> bool:
    r"""Whether something is an address, not a path.

    >>> is_address("https://example.org/"), is_address("news/a.txt"), is_address("C:\\news")
    (True, False, False)
    """
    return bool(re.match(r"[a-z][a-z0-9+.-]+://", source, re.IGNORECASE))
