"""Foreign formats are parsed in a child process that may be stopped: a hostile file costs a time-out, never the build.

The parent sends a task (a module of this package, arguments, bytes), the child answers with values that JSON can carry.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from threading import Lock, Timer
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.items import Limits, one_line

_lock = Lock()
_child: subprocess.Popen[bytes] | None = None


def call(module: str, data: bytes, limits: Limits, **told: Any) -> Any:
    """What `module.parse(data, **told)` returns, from the child; SourceError when it fails, takes too long or too much."""
    with _lock:
        child = _started(limits)
        assert child.stdin and child.stdout
        timer = Timer(limits.seconds, child.kill)
        timer.start()
        try:
            child.stdin.write(json.dumps([module, told, len(data)]).encode() + b"\n" + data)
            child.stdin.flush()
            answer = child.stdout.readline()
        except OSError:
            answer = b""
        finally:
            in_time = timer.is_alive()
            timer.cancel()
    if not answer:
        close()
        if in_time:
            raise SourceError("broke the parser", hint="leave it out, or raise the limit on memory")
        raise SourceError(f"took longer than {limits.seconds:g} s", hint="leave it out, or raise the limit on seconds")
    outcome, value, hint = json.loads(answer)
    if outcome == "failure":
        raise SourceError(value, hint=hint)
    return value


def close() -> None:
    """Stop the child, if there is one; the next call starts another."""
    global _child
    with _lock:
        child, _child = _child, None
    if child:
        child.kill()
        child.communicate()


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    global _child
    if _child is None or _child.poll() is not None:
        if _child:
            _child.communicate()
        command = [sys.executable, "-m", __name__, str(limits.memory_bytes)]
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        _child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none)  # noqa: S603 - our own module
    return _child


def _serve(memory: int) -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not pass for an answer
    _bound(memory)
    tasks = sys.stdin.buffer
    while line := tasks.readline():
        module, told, size = json.loads(line)
        answers.write(json.dumps(_answer(module, tasks.read(size), told)).encode() + b"\n")
        answers.flush()


def _answer(module: str, data: bytes, told: dict[str, Any]) -> list[Any]:
    try:
        return ["value", import_module(f"diplograph.read.sources.{module}").parse(data, **told), ""]
    except SourceError as error:
        return ["failure", error.message, error.hint]
    except MemoryError:
        return ["failure", "takes more memory than allowed", "leave it out, or raise the limit on memory"]
    except Exception as error:  # the parsers of foreign formats fail in ways that nobody has listed
        return ["failure", f"damaged ({type(error).__name__}: {one_line(error, longest=120)})", "save it again"]


def _bound(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
