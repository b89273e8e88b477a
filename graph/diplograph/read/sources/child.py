"""Foreign formats are parsed in a child process that may be stopped: a hostile file costs a time-out, never the build.

We send a task (a module of this package, arguments, bytes); `parser`, the child, answers with what JSON can carry.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from threading import Event, Lock, Timer
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.items import Limits, raise_

_lock = Lock()
_child: subprocess.Popen[bytes] | None = None


def call(module: str, data: bytes, limits: Limits, **told: Any) -> Any:
    """What `module.parse(data, **told)` returns, from the child; SourceError when it fails or takes too long."""
    with _lock:
        child = _started(limits)
        assert child.stdin and child.stdout
        late = Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = Timer(limits.seconds, stop)
        timer.daemon = True
        timer.start()
        answer = b""
        try:
            child.stdin.write(json.dumps([module, told, len(data)]).encode() + b"\n" + data)
            child.stdin.flush()
            answer = child.stdout.readline()
        except OSError:
            pass
        finally:  # also when the user interrupts: half an answer must not be taken for the next
            timer.cancel()
            if late.is_set() or not answer.endswith(b"\n"):
                child.kill()
                child.wait()
    if late.is_set():
        why = f"took longer than {limits.seconds:g} s"
        raise SourceError(why, hint=f"leave it out, or {raise_('seconds')}")
    if not answer.endswith(b"\n"):
        raise SourceError("broke the parser", hint=f"leave it out, or {raise_('memory_bytes')}")
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


def _forget() -> None:
    """In a forked process: the child is our parent's."""
    global _child, _lock
    if _child and _child.stdin and _child.stdout:
        _child.stdin.close()
        _child.stdout.close()
        _child.returncode = 0
    _child, _lock = None, Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    global _child
    if _child is None or _child.poll() is not None:
        if _child:
            _child.communicate()
        # -P: a folder of documents may hold a file called json.py
        command = [sys.executable, "-P", "-m", "diplograph.read.sources.parser", str(limits.memory_bytes)]
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        _child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none, env=paths)  # noqa: S603 - our own module
    return _child
