"""Streams that are read so far and no further."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from diplograph.errors import SourceError
from diplograph.read.sources.items import Item, Limits, raise_

if TYPE_CHECKING:
    from typing_extensions import Buffer


def contents(item: Item, limits: Limits, name: str = "item_bytes") -> bytes:
    """All the bytes of an item; SourceError if there are more than the limit of this name."""
    limit: int = getattr(limits, name)
    with item.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"more than {limit} bytes", hint=f"split it, or {raise_(name)}")
    return data


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a stream, each read whole; SourceError at one longer than `limit`."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            why = f"line {number} is longer than {limit} bytes"
            raise SourceError(why, hint=f"break it up, or {raise_('record_bytes')}")
        yield line


class _Rejoined(io.RawIOBase):
    """Bytes that were read already, and then the rest of their stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head, self.stream = io.BytesIO(head), stream

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer from one of the two."""
        view = memoryview(buffer)
        data = self.head.read(len(view)) or self.stream.read(len(view))
        view[: len(data)] = data
        return len(data)


def rejoined(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream put together again, of which `head` was read already."""
    return cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream), 1 << 16))


class Metered(io.RawIOBase):
    """A stream that may be read so far and no further: SourceError beyond `limit` bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream, self.limit, self.told = stream, limit, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer, unless the stream ends."""
        view = memoryview(buffer)
        size = 0
        while size < len(view) and (data := self.stream.read(len(view) - size)):
            view[size : size + len(data)] = data
            size += len(data)
        self.told += size
        if self.told > self.limit:
            raise SourceError(
                f"unpacks to more than {self.limit} bytes", hint=f"unpack it, or {raise_('container_bytes')}"
            )
        return size

    def close(self) -> None:
        """Close what it reads from, too."""
        self.stream.close()
        super().close()


def metered(stream: BinaryIO, limit: int) -> BinaryIO:
    """A buffered stream over a metered one; it can be peeked into."""
    return cast(BinaryIO, io.BufferedReader(Metered(stream, limit), 1 << 16))
