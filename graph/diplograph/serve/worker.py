"""One process, one job: taken from the socket, worked off under limits, answered, over."""

from __future__ import annotations

import json
import os
import select
import socket
from contextlib import suppress

from diplograph.errors import DiplographError
from diplograph.serve import answers, wire
from diplograph.serve.limits import MEGABYTE, Limits, confine, start_clock
from diplograph.serve.refusal import LESS, OUT, Refusal


def serve_one(listener: socket.socket, life: int, held: answers.Held, limits: Limits) -> None:
    """Wait for a job and do it. Comes back when it is done, or when there is none to come."""
    connection = _accept(listener, life)
    if connection is None:
        return
    _hush()
    confine(limits)
    connection.sendall(wire.pack(str(os.getpid()).encode()))
    job = json.loads(wire.receive(connection))
    start_clock(limits)
    sink = wire.Sink(connection, limits.max_bytes)
    sink.close(_done(job, held, sink, limits))


def _accept(listener: socket.socket, life: int) -> socket.socket | None:
    """The next connection; None when the parent is gone, which ends its side of `life`."""
    listener.setblocking(False)
    while True:
        ready, _, _ = select.select([listener.fileno(), life], [], [])
        if life in ready:
            return None
        with suppress(BlockingIOError):  # another was quicker
            connection, _ = listener.accept()
            connection.setblocking(True)
            return connection


def _hush() -> None:
    """What the engine prints when its memory ends helps nobody; the server says it better."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)


def _done(job: dict[str, object], held: answers.Held, sink: wire.Sink, limits: Limits) -> dict[str, object]:
    """Do a job; what is to be said of it in the end."""
    try:
        return {"status": 200, "type": answers.answer(job, held, sink)}
    except Refusal as error:
        return {"status": error.status, "message": error.message, "hint": error.hint}
    except DiplographError as error:
        return {"status": 400, "message": error.message, "hint": error.hint}
    except wire.Full:
        size = f"{limits.max_bytes / MEGABYTE:g} MB"
        return {"status": 507, "message": f"the answer is larger than {size}", "hint": LESS}
    except MemoryError:
        return {"status": 507, "message": OUT, "hint": LESS}
    except Exception as error:  # whatever it is, the asker hears of it
        what = f"answering failed: {type(error).__name__}: {error}"
        return {"status": 500, "message": what, "hint": "report this line as a bug, with the query"}
