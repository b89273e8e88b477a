"""`diplograph knowledge …`: look into the packs, check them, bring in more."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from diplograph.knowledge.packs import Holder

_KNOWLEDGE = click.option(
    "--knowledge",
    "extra",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own packs, over the built-in ones; may be repeated.",
)


@click.group()
def knowledge() -> None:
    """Look into the knowledge packs, check them, bring in more."""


@knowledge.command()
@_KNOWLEDGE
def check(extra: tuple[Path, ...]) -> None:
    """Lint every pack; exit with 1 and one line per fault."""
    from diplograph.knowledge.check import check as run

    faults = run(extra=extra)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        click.echo(f"{len(faults)} faults", err=True)
        sys.exit(1)
    click.echo("no faults")


@knowledge.command()
@click.argument("question")
@click.option("--on", default="", metavar="DATE", help="A day, month or year: 2023-12-05, 2023-12, 2023.")
@_KNOWLEDGE
def who(question: str, on: str, extra: tuple[Path, ...]) -> None:
    """Say who holds the office that QUESTION names, or which offices the person it names has held."""
    from diplograph.knowledge.ask import who as ask
    from diplograph.knowledge.check import real

    if on and not real(on):
        raise click.BadParameter(f"{on} is no date: write 2013, 2013-08 or 2013-08-15", param_hint="--on")
    with plain_errors(extra):
        answer = ask(question, on, extra=extra)
    if answer.note:
        click.echo(answer.note)
    for row in answer.rows:
        click.echo(_told(row, extra))
    if not answer.sure:
        sys.exit(1)


@knowledge.group("import")
def import_() -> None:
    """Bring rows in from elsewhere, as packs of your own."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="knowledge",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Folder of packs to write into.",
)
@click.option("--as-of", default="", metavar="DATE", help="When the query was run; else the latest date in FILE.")
def wikidata(file: Path, out: Path, as_of: str) -> None:
    """Turn FILE, a SPARQL result in JSON, into pack rows."""
    from diplograph.knowledge.check import check as run
    from diplograph.knowledge.wikidata import read, write

    with plain_errors():
        found = read(file, as_of=as_of, extra=(out,) if out.is_dir() and any(out.rglob("*.tsv")) else ())
        written = write(found, out)
    for note in found.notes:
        click.echo(note)
    click.echo(
        f"{len(found.people)} people, {len(found.holders)} tenures and {len(found.names)} names written; "
        f"{found.known} tenures known already, {len(found.notes)} notes"
    )
    faults = run(extra=(out,)) if written else ()
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        sys.exit(1)
    if written:
        click.echo(f"use them with --knowledge {out}")


def _told(row: Holder, extra: tuple[Path, ...]) -> str:
    """A tenure in words, with its row and source."""
    from diplograph.knowledge.packs import load, place

    world = load(extra=extra)
    of = world.countries.get(row.of) or world.organizations.get(row.of)
    names = world.labels.get(("people", row.person), ())
    native = next((f" ({n.name})" for n in names if (n.lang, n.role) == ("fa", "full")), "")
    since = f"since {row.since}" if row.since else "since an unknown date"
    until = f"until {row.until}" if row.until else f"still as of {row.as_of}"
    return (
        f"{world.people[row.person].label}{native}: "
        f"{world.offices[row.office].label}, {of.label if of else row.of}, {since}, {until}\n"
        f"  {place(row, 'holders', extra=extra)}: source {row.source}, as of {row.as_of}"
    )


@contextmanager
def plain_errors(extra: tuple[Path, ...] = ()) -> Iterator[None]:
    """Turn our own errors into a line and a hint on stderr; refuse extra packs with faults first."""
    from diplograph.errors import DiplographError

    try:
        if extra:
            from diplograph.knowledge.check import vet

            vet(extra)
        yield
    except DiplographError as error:
        raise click.ClickException(str(error)) from error
