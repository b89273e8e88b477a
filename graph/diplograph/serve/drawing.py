"""The page of the whole graph: the build's own, or one drawn for it when it is first looked at."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from diplograph.serve.nursery import stamp
from diplograph.serve.refusal import Refusal

_PAGE = "graph.html"


@dataclass(frozen=True)
class Drawing:
    """Draws a build, once for each of its states, in a process of its own."""

    data: Path
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @cached_property
    def _folder(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory(prefix="diplograph-")

    def close(self) -> None:
        """Throw away what was drawn."""
        if "_folder" in self.__dict__:
            self._folder.cleanup()

    async def file(self) -> Path:
        """The page's file. Raises `Refusal` where it cannot be drawn."""
        if self.data.is_dir() and (self.data / _PAGE).is_file():
            return self.data / _PAGE
        drawn = Path(self._folder.name) / f"{'-'.join(map(str, stamp(self.data)))}.html"
        async with self._lock:
            if not drawn.exists():
                await _draw(self.data, drawn)
        return drawn


async def _draw(data: Path, target: Path) -> None:
    command = [
        "-c",
        "from diplograph.cli import main; main()",
        "view",
        "--no-open",
        "--out",
        str(target),
        "--",
        str(data),
    ]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, told = await process.communicate()
    if process.returncode:
        raise Refusal(500, "the graph cannot be drawn", hint=told.decode("utf-8", "replace").strip()[-300:])
