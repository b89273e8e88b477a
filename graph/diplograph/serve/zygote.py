"""The process that holds the data once and forks the workers, each of which already has it: `python -m …zygote`.

It waits for nothing but the end of a worker, in whose place it puts another, and the end of its input, upon which it
leaves; idle workers leave with it, busy ones when they are done. It runs one thread, for a fork copies no other.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diplograph import store as stores
from diplograph.errors import DiplographError
from diplograph.query.spelling import of_data
from diplograph.serve import answers, worker
from diplograph.serve.limits import Limits

SPARE = 2  # more workers than may be busy, so that one is ready while another is replaced


def main(arguments: str) -> None:
    """Load the data, say so, and keep workers ready."""
    told = json.loads(arguments)
    listener, limits = socket.socket(fileno=told["listener"]), Limits(**told["limits"])
    try:
        data = Path(told["data"])
        held = answers.Held(stores.open_build(data), of_data(data))
    except DiplographError as error:
        _say({"error": error.message, "hint": error.hint})
        return
    answers.warm()
    gc.collect()
    gc.freeze()  # what is there is shared with the workers; the collector would copy it page by page
    _say({"quads": len(held.store), "base": stores.base(held.store)})
    try:
        _keep(listener, held, limits)
    finally:
        shutil.rmtree(told["folder"], ignore_errors=True)


def _keep(listener: socket.socket, held: answers.Held, limits: Limits) -> None:
    """Have workers ready until the input ends."""
    alive: set[int] = set()
    life = os.pipe()  # its writing end is open here alone
    with _awake() as bell:
        while True:
            while len(alive) < limits.workers + SPARE:
                alive.add(_fork(listener, life, held, limits))
            ready, _, _ = select.select([sys.stdin.fileno(), bell], [], [])
            if bell not in ready:
                return
            os.read(bell, 4096)
            alive -= set(_ended())


def _fork(listener: socket.socket, life: tuple[int, int], held: answers.Held, limits: Limits) -> int:
    child = os.fork()
    if not child:
        try:
            signal.set_wakeup_fd(-1)
            os.close(life[1])
            worker.serve_one(listener, life[0], held, limits)
        finally:
            os._exit(0)
    return child


def _ended() -> Iterator[int]:
    """The workers that have ended since."""
    try:
        while pid := os.waitpid(-1, os.WNOHANG)[0]:
            yield pid
    except ChildProcessError:
        return


@contextmanager
def _awake() -> Iterator[int]:
    """A file descriptor that can be read when a child has ended."""
    bell, clapper = os.pipe()
    os.set_blocking(clapper, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(clapper, warn_on_full_buffer=False)
    yield bell


def _say(value: object) -> None:
    """One line to the server, and no more: workers have nothing to say there."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
