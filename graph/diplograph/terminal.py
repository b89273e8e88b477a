"""What the command line shows: tables, sentences with their quote marked, lists, a bar. Persian keeps its direction."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from diplograph.errors import BuildError

if TYPE_CHECKING:
    from diplograph.explain import Explanation
    from diplograph.project import Line, Outcome
    from diplograph.query.answer import Answer

_WIDE = 10_000  # in a pipe nothing is wrapped
_NOW_AND_THEN = 1000  # documents


def table(answer: Answer, write: Callable[[Any], str]) -> int:
    """An answer as a table: as wide as the terminal, or as it needs in a pipe. Gives the number of its rows."""
    from diplograph.query.answer import rows

    names, found = rows(answer, write)
    all_ = list(found)
    if all_ and sys.stdout.isatty():
        _grid(names, all_)
    elif all_:
        click.echo("\n".join(_aligned(names, all_)))
    click.echo(f"{len(all_)} rows", err=True)
    return len(all_)


def _grid(names: Sequence[str], found: Iterable[Sequence[str]]) -> None:
    """A table whose cells are folded to the width of the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(*names, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in found:
        grid.add_row(*map(Text, row))
    Console().print(grid, crop=False, soft_wrap=False)


def _aligned(names: Sequence[str], found: Sequence[Sequence[str]]) -> Iterator[str]:
    """The same, one line a row: of ten thousand rows in a tenth of the time."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(names, *found, strict=True)]

    def line(row: Sequence[str]) -> str:
        return "   ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))

    yield line(names)
    yield "─" * (sum(widths) + 3 * len(names) - 3)
    yield from map(line, found)


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


@contextmanager
def listening(
    report: Path | None, paths: Iterable[str | Path] = (), *, more: bool = False
) -> Iterator[Callable[[Line], None]]:
    """Hears what becomes of each item: failures go to stderr, all to a report; a bar, where a person looks on.

    `paths` are what is read, to tell how much of it has passed. With `more` the report goes on.
    """
    with ExitStack() as stack:
        hear: list[Callable[[Line], None]] = [_failed]
        if report is not None:
            hear.append(_reporter(stack.enter_context(_opened(report, more=more))))
        if sys.stderr.isatty():
            hear.append(stack.enter_context(_bar(paths)))
        else:
            hear.append(_counter())
        try:
            yield partial(_tell, hear)
        except KeyboardInterrupt:
            click.echo("stopped. The folder is as it was; run the same command to go on from here.", err=True)
            sys.exit(130)


def outcome(found: Outcome, out: Path) -> None:
    """What a build or a change of it came to, and what to do next."""
    for problem in found.problems:
        click.echo(problem, err=True)
    documents, things, claims = found.counts
    left_out = f", {found.left_out} left out" if found.left_out else ""
    click.echo(f"{documents} documents, {things} things, {claims} claims{left_out}")
    page = next((p for p in found.written if p.suffix == ".html"), None)
    if page:
        click.echo(f"open {page}")
    else:
        click.echo(
            f"wrote {', '.join(map(str, found.written))}" if found.written else "nothing to write: all is as it was"
        )
    counts = ((name, found.count(name)) for name in ("read", "duplicate", "unchanged", "gone", "failed"))
    click.echo(", ".join(f"{count} {name}" for name, count in counts if count or name == "read"))
    if found.unread:
        spoken = ", ".join(f"{language} {count}" for language, count in found.unread)
        click.echo(f"no language pack, so nothing is claimed: {spoken}", err=True)
    if found.outdated:
        click.echo(f"{found.outdated} documents are as an earlier version read them: give their files again", err=True)
    if found.stale:
        formats = dict.fromkeys(form for _, form in found.stale)
        click.echo(f"not written again, and out of date: {', '.join(file for file, _ in found.stale)}", err=True)
        click.echo(f"hint: diplograph export {out} {' '.join(f'--format {form}' for form in formats)}", err=True)


def _tell(hear: list[Callable[[Line], None]], line: Line) -> None:
    for one in hear:
        one(line)


def _failed(line: Line) -> None:
    if line.outcome == "failed":
        click.echo(str(line), err=True)


@contextmanager
def _opened(report: Path, *, more: bool) -> Iterator[IO[str]]:
    try:
        with report.open("a" if more else "w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        raise BuildError(f"{report}: {error.strerror or error}", hint="choose another file with --report") from error


def _reporter(stream: IO[str]) -> Callable[[Line], None]:
    def tell(line: Line) -> None:
        told: dict[str, object] = {"item": line.name, "outcome": line.outcome, "reason": line.reason, "hint": line.hint}
        told |= {"language": line.language, "claims": line.claims}
        stream.write(json.dumps({k: v for k, v in told.items() if v not in ("", None)}, ensure_ascii=False) + "\n")

    return tell


@contextmanager
def _bar(paths: Iterable[str | Path]) -> Iterator[Callable[[Line], None]]:
    """A bar that fills with the bytes that have passed, with documents, their rate, claims, and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from diplograph.read.sources.walk import sizes

    total = sum(sizes(paths))
    left = (BarColumn(20), TextColumn("left"), TimeRemainingColumn()) if total else ()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), *left)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, counts = bar.add_task("reading", total=total or None), Counts()

        def tell(line: Line) -> None:
            counts.add(line)
            elapsed = bar.tasks[0].elapsed or 0
            bar.update(task, advance=line.size, description=counts.text(elapsed))

        yield tell


def _counter() -> Callable[[Line], None]:
    """Where nobody looks on: a line now and then."""
    counts = Counts()

    def tell(line: Line) -> None:
        counts.add(line)
        if line.outcome in ("read", "duplicate") and counts.documents % _NOW_AND_THEN == 0:
            click.echo(counts.text(0), err=True)

    return tell


class Counts:
    """Documents and claims so far.

    >>> from diplograph.project import Line
    >>> counts = Counts()
    >>> counts.add(Line("a.txt", "read", claims=3))
    >>> counts.text(0.5)
    '1 documents, 2/s, 3 claims'
    """

    def __init__(self) -> None:
        self.documents, self.read, self.claims = 0, 0, 0

    def add(self, line: Line) -> None:
        """Count one more."""
        self.documents += line.outcome in ("read", "duplicate", "unchanged")
        self.read += line.outcome in ("read", "duplicate")
        self.claims += line.claims or 0

    def text(self, seconds: float) -> str:
        """The counts, and the rate after so many seconds."""
        rate = f", {self.read / seconds:.0f}/s" if seconds > 0 else ""
        return f"{self.documents} documents{rate}, {self.claims} claims"


def _line(text: str) -> str:
    """A stretch of a source on one line, without what would move the cursor."""
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
