"""What server and worker say to each other: blocks with their length in front; an empty one ends a body."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

_HEAD = struct.Struct(">I")
BLOCK = 1 << 16


def pack(data: bytes) -> bytes:
    r"""A block.

    >>> pack(b"ab")
    b'\x00\x00\x00\x02ab'
    """
    return _HEAD.pack(len(data)) + data


def message(value: Any) -> bytes:
    """A block that holds a value as JSON."""
    return pack(json.dumps(value).encode())


async def read(reader: asyncio.StreamReader) -> bytes:
    """The next block."""
    (size,) = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    return await reader.readexactly(size)


def receive(connection: socket.socket) -> bytes:
    """The next block, in a process that waits for nothing else. Raises `EOFError` where the other side left."""
    (size,) = _HEAD.unpack(_exactly(connection, _HEAD.size))
    return _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        data = connection.recv(min(BLOCK, size - len(found)))
        if not data:
            raise EOFError
        found += data
    return bytes(found)


class Full(Exception):  # noqa: N818 - the end of what may be written, no error yet
    """An answer has grown over its limit."""


class Sink:
    """A file that sends what is written to it, block by block, up to a limit."""

    def __init__(self, connection: socket.socket, limit: int) -> None:
        self._connection = connection
        self._room = limit
        self._block = bytearray()

    def write(self, data: bytes) -> int:
        """Take a piece. Raises `Full` beyond the limit."""
        self._room -= len(data)
        if self._room < 0:
            raise Full
        self._block += data
        if len(self._block) >= BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what has been taken."""
        if self._block:
            self._connection.sendall(pack(bytes(self._block)))
            self._block.clear()

    def close(self, verdict: Any) -> None:
        """End the body, and say what it is or why it is none."""
        self.flush()
        self._connection.sendall(pack(b"") + message(verdict))
