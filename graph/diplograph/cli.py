"""The command line: a thin shell. Heavy libraries are imported inside the commands that need them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.errors import DiplographError

if TYPE_CHECKING:
    from diplograph.build import Found


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn our own errors into a line and a hint on stderr."""
    try:
        yield
    except DiplographError as error:
        raise click.ClickException(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="diplograph")
def main() -> None:
    """Turn diplomatic news into a knowledge graph that a person can trust."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out", default="exports", type=click.Path(path_type=Path), show_default=True, help="Folder to write into."
)
@click.option("--format", "formats", multiple=True, help="What to write; may be repeated. All, if not given.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a document could not be read.")
def build(paths: tuple[Path, ...], out: Path, formats: tuple[str, ...], strict: bool) -> None:
    """Read PATHS (seeds, if none) and write the graph."""
    from diplograph.build import build as run

    with plain_errors():
        graph = run(*paths, progress=_progress)
        written = graph.write(out, formats or None)
    for problem in graph.problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(graph.documents)} documents, {len(graph.entities)} things, {len(graph.claims)} claims")
    page = next((p for p in written if p.suffix == ".html"), None)
    click.echo(f"open {page}" if page else f"wrote {', '.join(map(str, written))}")
    if strict and graph.problems:
        sys.exit(1)


def _progress(documents: Found) -> Found:
    """A progress bar on stderr, only where a person looks at it."""
    if not sys.stderr.isatty():
        return documents
    from rich.console import Console
    from rich.progress import track

    return track(documents, "reading", total=None, console=Console(stderr=True), transient=True)
