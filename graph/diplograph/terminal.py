"""What the command line shows: tables, sentences with their quote marked, lists, a bar. Persian keeps its direction."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from diplograph.build import Found
    from diplograph.explain import Explanation
    from diplograph.query.answer import Answer

_WIDE = 10_000  # in a pipe nothing is wrapped


def table(answer: Answer, write: Callable[[Any], str]) -> None:
    """An answer as a table: as wide as the terminal, or as it needs in a pipe."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from diplograph.query.answer import rows

    names, found = rows(answer, write)
    grid = Table(*names, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in found:
        grid.add_row(*map(Text, row))
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE, no_color=True, force_terminal=False)
    if grid.row_count:
        console.print(grid, crop=False, soft_wrap=False)
    click.echo(f"{grid.row_count} rows", err=True)


def explained(found: Explanation) -> None:
    """A claim, what is told of it, and its sentences."""
    from rich.console import Console
    from rich.text import Text

    from diplograph.query.names import isolated

    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False)
    console.print(Text.assemble(("claim ", "dim"), found.id))
    console.print(Text(isolated(found.says), "bold"))
    for label, value in found.told:
        console.print(Text.assemble((f"  {label:10}", "dim"), isolated(value)))
    left, right = ("", "") if console.is_terminal else ("⟦", "⟧")  # without colours the quote needs other marks
    for quote in found.quotes:
        marked = (f"{left}{_line(quote.exact)}{right}", "bold reverse")
        console.print(Text.assemble("\u2068", _line(quote.before), marked, _line(quote.after), "\u2069"))
        console.print(Text(isolated(quote.where), "dim"))


def recipes() -> None:
    """The queries of the cookbook, with what may be bound."""
    from diplograph.query.cookbook import cookbook
    from diplograph.query.names import isolated

    for named in cookbook().values():
        click.echo(" ".join([named.name, *(f"[--bind {p}=…]" for p in named.parameters)]))
        click.echo(f"    {named.english}\n    {isolated(named.persian)}")


def progress(documents: Found) -> Found:
    """A progress bar on stderr, only where a person looks at it."""
    if not sys.stderr.isatty():
        return documents
    from rich.console import Console
    from rich.progress import track

    return track(documents, "reading", total=None, console=Console(stderr=True), transient=True)


def _line(text: str) -> str:
    """A stretch of a source on one line, without what would move the cursor."""
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
