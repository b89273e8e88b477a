"""Jobs to workers and answers back: bounded in number, in time, and in what is kept in memory."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from diplograph.errors import DiplographError
from diplograph.serve import wire
from diplograph.serve.limits import MEGABYTE, Limits
from diplograph.serve.nursery import Nursery, Stamp, stamp, start
from diplograph.serve.refusal import LESS, OUT, Refusal

_GRACE = 2.0  # seconds after which a worker that should have ended is ended
_GLANCE = 1.0  # seconds between two looks at the processes and the files
_BUSY = "as many queries are running and waiting as may"


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its media type and its bytes, which lie in a file where there are many."""

    type: str
    body: IO[bytes]
    size: int


@dataclass
class Pool:
    """Workers for a build. Start one with `Pool.start`, ask it, close it."""

    data: Path
    limits: Limits
    nursery: Nursery
    _waiting: int = 0
    _free: asyncio.Semaphore = field(init=False)
    _failed: Stamp | None = None

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.limits.workers)

    @classmethod
    def start(cls, data: Path, limits: Limits) -> Pool:
        """Load a build. Raises `BuildError` where it cannot be read."""
        return cls(data, limits, start(data, limits))

    def close(self) -> None:
        """Let the workers go."""
        self.nursery.close()

    async def ask(self, job: dict[str, Any]) -> Reply:
        """Have a job done. Raises `Refusal` where it cannot be, or not now; ends the worker when it is cancelled."""
        async with self._place():
            return await self._do(job)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """A place among those that run, after a while among those that wait."""
        if self._free.locked() and self._waiting >= self.limits.queue:
            raise Refusal(503, _BUSY, hint="ask again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.timeout):
                await self._free.acquire()
        except TimeoutError as error:
            raise Refusal(503, _BUSY, hint="ask again in a moment") from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()

    async def _do(self, job: dict[str, Any]) -> Reply:
        reader, writer, pid = await self._worker()
        began, body, whole = time.monotonic(), SpooledTemporaryFile(max_size=MEGABYTE), False  # noqa: SIM115 - it outlives this
        try:
            async with asyncio.timeout(self.limits.timeout + _GRACE):
                writer.write(wire.message(job))
                await writer.drain()
                verdict = await _collect(reader, body)
            whole = True
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            raise self._lost(time.monotonic() - began) from error
        finally:
            if not whole:
                body.close()
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            writer.close()
        return _reply(verdict, body)

    async def _worker(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, int]:
        """A worker that waits for a job."""
        try:
            async with asyncio.timeout(self.limits.timeout):
                reader, writer = await asyncio.open_unix_connection(self.nursery.path)
                try:
                    return reader, writer, int(await wire.read(reader))
                except BaseException:
                    writer.close()
                    raise
        except (TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            raise Refusal(503, "no worker is ready", hint="ask again in a moment") from error

    def _lost(self, took: float) -> Refusal:
        """Why a worker has ended before its time."""
        if took >= self.limits.timeout:
            return Refusal(504, f"the query took longer than {self.limits.timeout:g} s", hint=LESS)
        return Refusal(507, OUT, hint=LESS)

    async def watch(self) -> None:
        """Put new workers in place when the build has been written again, or when the old ones are gone."""
        while True:
            await asyncio.sleep(_GLANCE)
            if self._stale():
                await self._renew()

    def _stale(self) -> bool:
        if not self.nursery.alive:
            return True
        try:
            now = stamp(self.data)
        except DiplographError:
            return False  # a build that is gone is still answered from
        return now not in (self.nursery.stamp, self._failed)

    async def _renew(self) -> None:
        try:
            fresh = await asyncio.to_thread(start, self.data, self.limits)
        except DiplographError as error:
            with suppress(DiplographError):
                self._failed = stamp(self.data)
            sys.stderr.write(f"{error}\nstill answering from the state before\n")
            return
        old, self.nursery = self.nursery, fresh
        await asyncio.to_thread(old.close)


async def _collect(reader: asyncio.StreamReader, body: IO[bytes]) -> dict[str, Any]:
    """Keep the body; give what is said of it in the end."""
    while block := await wire.read(reader):
        body.write(block)
    verdict: dict[str, Any] = json.loads(await wire.read(reader))
    return verdict


def _reply(verdict: dict[str, Any], body: IO[bytes]) -> Reply:
    if verdict["status"] != 200:
        body.close()
        raise Refusal(verdict["status"], verdict["message"], hint=verdict["hint"])
    size = body.tell()
    body.seek(0)
    return Reply(verdict["type"], body, size)
