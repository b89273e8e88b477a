"""The server's hold on the process that has the data: start it, reach its workers, let it go."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
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
        self.listener.close()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.folder.cleanup()


def start(data: Path, limits: Limits) -> Nursery:
    """Load a build in a process of its own. Raises `BuildError` where it cannot be read."""
    now = stamp(data)
    folder = tempfile.TemporaryDirectory(prefix="diplograph-", ignore_cleanup_errors=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(Path(folder.name) / "jobs"))
    listener.listen(_BACKLOG)
    told = {"data": str(data), "listener": listener.fileno(), "folder": folder.name, "limits": asdict(limits)}
    process = _start(told, listener.fileno())
    assert process.stdout
    said = json.loads(process.stdout.readline() or "{}")
    made = Nursery(process, listener, folder, now, said.get("quads", 0), said.get("base", ""))
    if "quads" not in said:
        made.close()
        raise BuildError(said.get("error", f"{data}: cannot be loaded"), hint=said.get("hint", "build it again"))
    return made


def _start(told: dict[str, object], listener: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this Python, our own module
        [sys.executable, "-m", "diplograph.serve.zygote", json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[listener],
        start_new_session=True,  # Ctrl-C is for the server, which lets the others go in order
    )
