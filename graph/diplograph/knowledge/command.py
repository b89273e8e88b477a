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
