"""`diplograph score`: measure claims against hand-made ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.errors import SourceError

if TYPE_CHECKING:
    from diplograph.score import Answer

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("gold", type=_FOLDER)
@click.argument("paths", nargs=-1, type=_FOLDER)
@click.option("--data", type=_FOLDER, help="Score this finished build instead of reading documents.")
@click.option("--show", metavar="NAME", help="List hits, misses and extras of one document, or of all.")
@click.option("--json", "as_json", is_flag=True, help="Give the numbers as JSON.")
def score(gold: Path, paths: tuple[Path, ...], data: Path | None, show: str | None, as_json: bool) -> None:
    """Measure claims against GOLD, a folder with one hand-made JSON file a document.

    The documents are PATHS, or the texts beside the gold (NAME.txt beside NAME.json); documents and gold go together by
    name. See tests/gold for the format.
    """
    from diplograph.score import measure, read_gold, report

    answers = read_gold(gold)
    if show not in (None, "all", *answers):
        raise SourceError(f'{gold}: no document "{show}"', hint="give its name without ending, or all")
    found = _of_build(data, answers, paths) if data else _of_documents(paths or _beside(gold, answers))
    measured = measure(answers, found)
    if as_json:
        click.echo(json.dumps(report.as_json(measured), indent=1, sort_keys=True))
        return
    for name, judged in measured.documents.items():
        if show in (name, "all"):
            click.echo("\n".join(report.shown(name, judged)))
    _print(report.tables(measured))
    click.echo("\n".join(report.summary(measured)))
    absent = len(answers.keys() - found.keys())
    click.echo(f"{len(answers)} documents" + (f", of which {absent} were not read" if absent else ""))


def _beside(gold: Path, answers: Iterable[str]) -> tuple[Path, ...]:
    texts = tuple(path for path in (gold / f"{name}.txt" for name in sorted(answers)) if path.is_file())
    if not texts:
        raise SourceError(f"{gold}: no texts beside the gold", hint="name the documents, or a build with --data")
    return texts


def _of_documents(paths: tuple[Path, ...]) -> dict[str, Answer]:
    from diplograph.build import build
    from diplograph.score import of_dataset

    graph = build(*paths)
    for problem in graph.problems:
        click.echo(str(problem), err=True)
    return of_dataset(graph)


def _of_build(data: Path, answers: dict[str, Answer], paths: tuple[Path, ...]) -> dict[str, Answer]:
    from diplograph import store
    from diplograph.export.table import read
    from diplograph.read.sources import read_documents
    from diplograph.score import of_table
    from diplograph.text import Document

    texts = {name: answer.text for name, answer in answers.items() if answer.text}
    texts |= {Path(d.identifier).stem: d.text for d in read_documents(paths) if isinstance(d, Document)}
    return of_table(read(store.read_lines(data)), texts)


def _print(tables: Iterable[object]) -> None:
    from rich.console import Console

    console = Console()
    console = console if console.is_terminal else Console(width=100)
    for table in tables:
        console.print(table)
