"""`diplograph serve`: a build over HTTP."""

from __future__ import annotations

import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.errors import BuildError, DiplographError

if TYPE_CHECKING:
    from diplograph.serve.limits import Limits

_MEGABYTES = click.IntRange(1, 1 << 20)


@click.command()
@click.argument("data", default="exports", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is all of them.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 is any free one.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds a query.")
@click.option("--memory", default=1024, show_default=True, type=_MEGABYTES, help="Megabytes a query, beside the data.")
@click.option("--max-bytes", default=64, show_default=True, type=_MEGABYTES, help="Megabytes an answer.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries at the same time.")
@click.option("--queue", default=32, show_default=True, type=click.IntRange(0, 10_000), help="Queries that may wait.")
def serve(
    data: Path, host: str, port: int, timeout: float, memory: int, max_bytes: int, workers: int, queue: int
) -> None:
    """Answer SPARQL over HTTP, with the page. DATA is a build's folder (exports, if none) or an RDF file.

    Nothing can be changed through it. A build that is written again is taken up by itself.
    """
    try:
        _check()
        from diplograph.serve.limits import MEGABYTE, Limits

        limits = Limits(timeout, memory * MEGABYTE, max_bytes * MEGABYTE, workers, queue)
        _run(data, host, port, limits)
    except DiplographError as error:
        raise click.ClickException(str(error)) from error


def _check() -> None:
    if sys.platform == "win32":
        raise BuildError("serve needs a system with fork", hint="run it in WSL, on Linux or macOS")
    if not (find_spec("starlette") and find_spec("uvicorn")):
        raise BuildError("serve needs starlette and uvicorn", hint="pip install 'diplograph[serve]'")


def _run(data: Path, host: str, port: int, limits: Limits) -> None:
    from diplograph.serve.app import application
    from diplograph.serve.listen import address, listening, server
    from diplograph.serve.workers import Pool

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # asked to end, it lets the workers go first
    with listening(host, port) as listener:
        pool = Pool.start(data, limits)
        try:
            click.echo(f"{pool.nursery.quads} quads at {address(listener)} (Ctrl-C ends)")
            server(application(pool)).run(sockets=[listener])
        finally:
            pool.close()
