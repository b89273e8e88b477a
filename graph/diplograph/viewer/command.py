"""`diplograph view`: a build as a page, whole or in part."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from diplograph.errors import BuildError, DiplographError
from diplograph.files import write

_ISO = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


@click.command()
@click.argument("directory", default="exports", type=click.Path(path_type=Path))
@click.option("--focus", multiple=True, metavar="ENTITY", help="Only what is around it: an id or a name. Repeatable.")
@click.option("--depth", default=1, show_default=True, type=click.IntRange(0, 9), help="Steps around the focus.")
@click.option("--since", metavar="DATE", help="Only claims from this date on: 2023, 2023-12 or 2023-12-05.")
@click.option("--until", metavar="DATE", help="Only claims up to this date.")
@click.option("--top", type=click.IntRange(1), help="Only so many of the most central things.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write. [default: DIRECTORY/view.html]"
)
@click.option("--title", default="diplograph", show_default=True, help="Title of the page.")
@click.option("--open/--no-open", "opening", default=True, show_default=True, help="Open it in the browser.")
def view(
    directory: Path,
    focus: tuple[str, ...],
    depth: int,
    since: str | None,
    until: str | None,
    top: int | None,
    out: Path | None,
    title: str,
    opening: bool,
) -> None:
    """Write a page of the build in DIRECTORY and open it."""
    try:
        page = _page(directory, focus=focus, depth=depth, since=since, until=until, top=top, title=title)
        target = out or (directory if directory.is_dir() else directory.parent) / "view.html"
        write(target, page)
    except DiplographError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"wrote {target}")
    if opening and not webbrowser.open(target.resolve().as_uri()):
        click.echo("no browser found here: open the file in one", err=True)


def _page(
    directory: Path,
    *,
    focus: tuple[str, ...],
    depth: int,
    since: str | None,
    until: str | None,
    top: int | None,
    title: str,
) -> str:
    from diplograph.store import read_lines
    from diplograph.viewer import render
    from diplograph.viewer.reopen import called, network, select

    _check_date("--since", since)
    _check_date("--until", until)
    graph = network(read_lines(directory))
    found = [_found(called(graph, name), name) for name in focus]
    shown = select(graph, focus=found, depth=depth, since=since, until=until, top=top)
    return render(shown, title=title, base=graph.graph["base"])


def _found(nodes: list[str], name: str) -> str:
    if not nodes:
        raise BuildError(
            f'nothing is called "{name}" in this build', hint="try a shorter name, or an id like country/IR"
        )
    return nodes[0]


def _check_date(option: str, date: str | None) -> None:
    import re

    if date is not None and not re.fullmatch(_ISO, date):
        raise BuildError(f'{option}: "{date}" is no date', hint="write 2023, 2023-12 or 2023-12-05")
