"""The server's hold on the process that has the data: start it, reach its workers, let it go."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from diplograph import store as stores
from diplograph.errors import BuildError
from diplograph.serve.limits import Limits

_BACKLOG = 128
Stamp = tuple[int, int, int]


def stamp(data: Path) -> Stamp:
    """What changes when a build has been written again. Raises `BuildError` where there is none."""
    file = stores.graph_file(data)
    try:
        found = file.stat()
    except OSError as error:
        raise BuildError(f"{file}: {error.strerror}", hint="run: diplograph build") from error
    return found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(frozen=True)
class Nursery:
    """Workers that have a state of the data, and what they are reached by."""

    process: subprocess.Popen[bytes]
    listener: socket.socket
    folder: tempfile.TemporaryDirectory[str]
    stamp: Stamp
    quads: int
    base: str

    @property
    def path(self) -> str:
        """Where workers wait for jobs."""
        return str(Path(self.folder.name) / "jobs")

    @property
    def alive(self) -> bool:
        """Whether a worker that ends is still replaced."""
        return self.process.poll() is None

    def close(self) -> None:
        """Let it go. Workers that are busy end with their job, idle ones at once."""
        assert self.process.stdin and self.process.stdout
        with suppress(OSError):  # some systems cannot; workers then find their parent gone
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.folder.cleanup()


def start(data: Path, limits: Limits) -> Nursery:
    """Load a build in a process of its own. Raises `BuildError` where it cannot be read."""
    now = stamp(data)
    folder = tempfile.TemporaryDirectory(prefix="diplograph-")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(Path(folder.name) / "jobs"))
    listener.listen(_BACKLOG)
    process = _start(data, listener, limits)
    assert process.stdout
    told = json.loads(process.stdout.readline() or "{}")
    made = Nursery(process, listener, folder, now, told.get("quads", 0), told.get("base", ""))
    if "quads" not in told:
        made.close()
        raise BuildError(told.get("error", f"{data}: cannot be loaded"), hint=told.get("hint", "build it again"))
    return made


def _start(data: Path, listener: socket.socket, limits: Limits) -> subprocess.Popen[bytes]:
    told = json.dumps({"data": str(data), "listener": listener.fileno(), "limits": asdict(limits)})
    return subprocess.Popen(  # noqa: S603 - this Python, our own module
        [sys.executable, "-m", "diplograph.serve.zygote", told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[listener.fileno()],
        start_new_session=True,  # Ctrl-C is for the server, which lets the others go in order
    )
