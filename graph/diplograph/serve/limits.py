"""What a query may take: time, memory, output; and how a process is held to it."""

from __future__ import annotations

import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """For one query: seconds, bytes beside the data, bytes of its answer. For all: how many run, how many wait."""

    timeout: float = 30.0
    memory: int = 1024 * MEGABYTE
    max_bytes: int = 64 * MEGABYTE
    workers: int = 2
    queue: int = 32


def confine(limits: Limits) -> None:
    """Hold this process to what a query may take: no more memory, no file, no connection, no other process.

    What is open stays open. Where the system cannot tell the size of a process, its memory is not limited.
    """
    if size := _size():
        _limit(resource.RLIMIT_AS, size + limits.memory)
    for what in (resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        _limit(what, 0)
    _limit(resource.RLIMIT_CPU, int(limits.timeout) + 2)


def start_clock(limits: Limits) -> None:
    """Let the system end this process when the time of its query is up, whatever it is doing then."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.timeout)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _size() -> int:
    """The bytes of address space of this process; 0 where that is not told."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
