"""`diplograph add`: files, and pages from the web, into a build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph import terminal
from diplograph.intake.options import Size, reading

if TYPE_CHECKING:
    from diplograph.errors import SourceError
    from diplograph.read.sources import Options

_FETCH_BYTES = "20MB"


@click.command(short_help="Add files, or pages from the web, to a build.")
@click.argument("sources", nargs=-1, required=True, metavar="URL|FILE…")
@click.option("--out", default=Path("exports"), type=click.Path(path_type=Path), help="The build.  [default: exports]")
@click.option("--retrieved", metavar="DATE", help="Keep with fetched pages that they were had on this day.")
@click.option("--timeout", default=60.0, type=click.FloatRange(1), metavar="SECONDS", help="For a page.  [default: 60]")
@click.option(
    "--max-fetch-bytes", default=_FETCH_BYTES, type=Size(), metavar="N", help="Limit: a page.  [default: 20MB]"
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write a JSON line an item here.")
@reading
def add(
    sources: tuple[str, ...],
    out: Path,
    retrieved: str | None,
    timeout: float,
    max_fetch_bytes: int,
    report: Path | None,
    reading: Options | None,
) -> None:
    """Add files, folders, or pages from the web (http, https) to a build; what is in it stays.

    Nothing else is fetched: one page an address, within limits, from public addresses only, and as the site's
    robots.txt allows. It is kept in the folder `fetched` of the build. Options of reading hold for what is added here.

    Exit 1 when a page could not be had; the rest is added.
    """
    from diplograph.intake.bring import bring
    from diplograph.project import Line, update
    from diplograph.read.sources.fetch import Bounds, Fetcher
    from diplograph.read.sources.keep import check_date

    check_date(retrieved)
    fetcher = Fetcher(Bounds(total=timeout, bytes=max_fetch_bytes))
    failures: list[str] = []
    outcome = None
    with terminal.listening(report) as tell:

        def failed(source: str, error: SourceError) -> None:
            failures.append(source)
            tell(Line(source, "failed", error.message.removeprefix(f"{source}: "), error.hint))

        paths = bring(sources, out, fetcher, retrieved=retrieved, failed=failed)
        if paths:
            outcome = update(paths, out=out, once=reading, tell=tell)
    if outcome:
        terminal.outcome(outcome, out)
    sys.exit(1 if failures else 0)
