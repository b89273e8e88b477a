"""`diplograph knowledge …`: look into the packs, check them, bring in more."""

from __future__ import annotations

import sys
from pathlib import Path

import click

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
