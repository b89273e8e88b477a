"""The command line: a thin shell. Heavy libraries are imported inside the commands that need them."""

from __future__ import annotations

import atexit
import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph import terminal
from diplograph.errors import DiplographError, QueryError
from diplograph.intake.options import reading

if TYPE_CHECKING:
    from diplograph.read.sources import Options

# Command groups that live elsewhere: where, and what they do. Loaded when called, so that `--help` stays quick.
_ELSEWHERE = {
    "add": ("diplograph.intake.command", "Add files, or pages from the web, to a build."),
    "knowledge": ("diplograph.knowledge.command", "Look into what diplograph knows of the world."),
    "score": ("diplograph.score.command", "Measure claims against hand-made ones."),
    "serve": ("diplograph.serve", "Answer SPARQL over HTTP, with the page."),
    "view": ("diplograph.viewer.command", "Show a build as a page."),
}
_FOLDER = click.Path(path_type=Path)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn our own errors into a line and a hint on stderr."""
    try:
        yield
    except DiplographError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)


class _Commands(click.Group):
    """Our commands, and those from elsewhere that are there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        there = {name for name, (module, _) in _ELSEWHERE.items() if _exists(module)}
        return sorted({*super().list_commands(ctx), *there})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _ELSEWHERE and _exists(_ELSEWHERE[cmd_name][0]):
            command: click.Command = getattr(import_module(_ELSEWHERE[cmd_name][0]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own = ((name, super(_Commands, self).get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(n, c.get_short_help_str(80) if c else _ELSEWHERE[n][1]) for n, c in own]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        _leave_packs_alone()
        for stream in (sys.stdout, sys.stderr):
            if not stream.isatty() and isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8")  # a pipe gets Persian whatever the locale says
        with plain_errors():
            return super().invoke(ctx)


def _leave_packs_alone() -> None:
    """Keep the collector from looking again and again through what is large and stays till the end, and at the end."""
    gc.set_threshold(100_000, 20, 100)
    atexit.register(gc.freeze)


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="diplograph", message="%(package)s %(version)s")
def main() -> None:
    """Turn diplomatic news into a knowledge graph that a person can trust.

    \b
    diplograph build                     read seeds/ and write exports/
    diplograph query "SELECT …"          ask the graph
    diplograph explain CLAIM             see the sentence behind a claim
    """


@main.command()
@click.argument("paths", nargs=-1, type=_FOLDER)
@click.option("--out", default=Path("exports"), type=_FOLDER, help="Folder to write into.  [default: exports]")
@click.option("--format", "formats", multiple=True, help="What to write; may be repeated. All, if never given.")
@click.option("--base", metavar="IRI", help="What the IRIs of things begin with.  [default: w3id.org/diplograph/id/]")
@click.option("--judgements", type=_FOLDER, help="A file of what you decided on who is who.")
@click.option("--knowledge", multiple=True, type=_FOLDER, help="A folder of your own packs; may be repeated.")
@click.option("--discard-text/--keep-text", default=None, help="Keep only the sentences of quotes, or whole texts.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write a JSON line an item here.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything was left out.")
@click.option("--watch", is_flag=True, help="Go on: build again when files come, change or go. Ctrl-C ends it.")
@reading
def build(
    paths: tuple[Path, ...],
    out: Path,
    formats: tuple[str, ...],
    base: str | None,
    judgements: Path | None,
    knowledge: tuple[Path, ...],
    discard_text: bool | None,
    report: Path | None,
    strict: bool,
    watch: bool,
    reading: Options | None,
) -> None:
    """Read PATHS (seeds, if none) and write the graph.

    PATHS are files, folders, glob patterns, or - for standard input. Only what is new or has changed is read; what was
    read from elsewhere stays. Options that are not given are those of the last build into the folder. What cannot be
    read is named on stderr, and the rest goes on.
    """
    from diplograph.project import Outcome, update

    def once(*, more: bool = False) -> Outcome:
        with terminal.listening(report, paths or ["seeds"], more=more) as tell:
            outcome = update(
                paths or ["seeds"],
                out=out,
                formats=formats or None,
                base=base,
                judgements=judgements,
                knowledge=knowledge or None,
                discard_text=discard_text,
                reading=reading,
                tell=tell,
            )
        terminal.outcome(outcome, out)
        return outcome

    if watch:
        from diplograph.intake.watch import follow

        follow(paths or (Path("seeds"),), once)
    elif once().left_out and strict:
        sys.exit(1)


@main.command(short_help="Take a document back, with what only it bore out.")
@click.argument("names", nargs=-1, required=True, metavar="FILE|IRI…")
@click.option("--out", default=Path("exports"), type=_FOLDER, help="The build.  [default: exports]")
def forget(names: tuple[str, ...], out: Path) -> None:
    """Take documents back, with everything that only they bore out.

    A document is named by its identifier, by its IRI, or by the file that it came from. Remove the file as well, or the
    next build of its folder brings it back.
    """
    from diplograph.project import forget as run

    terminal.outcome(run(*names, out=out), out)


@main.command(short_help="Ask a build, in SPARQL or by a name from the cookbook.")
@click.argument("sparql", required=False)
@click.option("--data", default=Path("exports"), type=_FOLDER, help="A build, or an RDF file.  [default: exports]")
@click.option("--format", "form", default="table", help="table, csv, tsv, json, xml; turtle, ntriples, jsonld, rdfxml.")
@click.option("--bind", multiple=True, metavar="NAME=VALUE", help="Give ?NAME a value: an id, a code, a name, a text.")
@click.option("--names", metavar="LANGUAGE", help="In a table, call things by their names: fa, en, …")
@click.option("--list", "listed", is_flag=True, help="Name the queries of the cookbook.")
def query(sparql: str | None, data: Path, form: str, bind: tuple[str, ...], names: str | None, listed: bool) -> None:
    """Ask a build: SPARQL is a query, a .rq file, or a name from the cookbook (--list). Standard input, if none.

    All graphs together are the default graph; the prefixes of the vocabulary are known.

    \b
    diplograph query "SELECT ?a ?b { ?a dg:met ?b }"
    diplograph query agreements-between --bind a=IR --bind b=RU
    """
    from diplograph import store
    from diplograph.query import run
    from diplograph.query.answer import FORMATS, text
    from diplograph.query.bind import absent
    from diplograph.query.names import named, short
    from diplograph.query.spelling import of_data

    if listed:
        terminal.recipes()
        return
    if form not in FORMATS:
        raise QueryError(f'no format "{form}"', hint=f"one of {', '.join(FORMATS)}")
    asked = _question(sparql)
    if sys.stderr.isatty():
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine looks up from a long query only when it is done
    opened = store.open_build(data)
    given, base = dict(_binding(b) for b in bind), store.base(opened)
    answer = run(opened, asked, given, spelling=of_data(data))
    if form != "table":
        sys.stdout.buffer.write(text(answer, form, base=base).encode())
    elif not terminal.table(answer, named(opened, base, names) if names else partial(short, base=base)):
        for name in absent(opened, base, given):
            click.echo(f"hint: {data} has nothing that is {given[name]} (--bind {name})", err=True)


def _question(sparql: str | None) -> str:
    """The query that an argument stands for."""
    from diplograph.query.cookbook import cookbook

    if sparql is None:
        if sys.stdin.isatty():
            raise QueryError("no query", hint="give one, a .rq file, or a name: diplograph query --list")
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    if sparql in cookbook():
        return cookbook()[sparql].sparql
    if sparql.endswith(".rq"):
        try:
            return Path(sparql).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(
                f"{sparql}: cannot be read: {error}", hint="see that the file is there, in UTF-8"
            ) from error
    if " " not in sparql.strip() and "{" not in sparql:
        raise QueryError(f'no query called "{sparql}"', hint="see the names with: diplograph query --list")
    return sparql


def _binding(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise QueryError(f"--bind {text}: no value", hint="write --bind a=IR")
    return name.lstrip("?$"), value


@main.command(short_help="Show the sentence behind a claim, and the rule that found it.")
@click.argument("claim")
@click.option("--data", default=Path("exports"), type=_FOLDER, help="A build, or an RDF file.  [default: exports]")
def explain(claim: str, data: Path) -> None:
    """Show why the graph holds a CLAIM: its sentence, speaker, modality, and the rule that found it.

    CLAIM is an id, an IRI, or as much of an id as is enough.
    """
    from diplograph import store
    from diplograph.explain import explain as run

    terminal.explained(run(store.read_lines(data), claim))


@main.command()
@click.argument("data", default=Path("exports"), type=_FOLDER)
@click.option("--documents", multiple=True, type=_FOLDER, help="What the build was made of; its quotes are compared.")
def check(data: Path, documents: tuple[Path, ...]) -> None:
    """Check a build: its form, its claims, its evidence, its files. DATA is a folder (exports, if none) or an RDF file.

    Quotes are held against the texts that the build keeps, or against --documents.
    Exit 1 and one line with a hint for each finding, if there are any.
    """
    from diplograph.check import check as run
    from diplograph.project import documents as kept
    from diplograph.project import left_over
    from diplograph.read.sources import read_documents
    from diplograph.text import Document

    texts = [d for d in read_documents(documents) if isinstance(d, Document)] if documents else list(kept(data))
    found = sorted({*run(data, texts), *left_over(data)})
    for finding in found:
        click.echo(str(finding), err=True)
    unread = "" if texts else " (quotes were not compared: name the documents with --documents)"
    click.echo(f"{data}: {len(found)} findings{unread}" if found else f"{data}: in order{unread}")
    sys.exit(1 if found else 0)


@main.command()
@click.argument("data", default=Path("exports"), type=_FOLDER)
@click.option("--format", "formats", multiple=True, help="What to write; may be repeated. See --list.")
@click.option("--out", type=_FOLDER, help="Folder to write into.  [default: the build's own]")
@click.option("--list", "listed", is_flag=True, help="Name the formats.")
def export(data: Path, formats: tuple[str, ...], out: Path | None, listed: bool) -> None:
    """Write a finished build in other formats, without its documents."""
    from diplograph import export as formats_
    from diplograph import store
    from diplograph.build import files, find
    from diplograph.export.table import Table
    from diplograph.files import write

    if listed or not formats:
        for row in formats_.FORMATS.values():
            click.echo(f"{row.name:11} {row.file:18} {row.about}")
        click.echo(f"{'html':11} {'graph.html':18} the page, to look at")
        return
    wanted = [find(name) for name in formats]
    table = Table(store.read_lines(data))
    folder = out or (data if data.is_dir() else data.parent)
    for name in wanted:
        for file, text in sorted(files(name, table).items()):
            click.echo(write(folder / file, text))
