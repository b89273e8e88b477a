"""Web archives (WARC): the pages and texts that were fetched whole, streamed record by record."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from diplograph.errors import SourceError
from diplograph.read.sources.items import Failure, Item, Options, Read, raise_
from diplograph.read.sources.nested import inside
from diplograph.read.sources.told import told_moment
from diplograph.text import Document

TYPES = ("text/html", "application/xhtml", "text/plain", "application/pdf")
_HEADER_BYTES = 1_000_000

_Headers = dict[str, str]


def read(item: Item, options: Options) -> Read:
    """The documents of all responses that succeeded; SourceError where the archive breaks off."""
    with item.open() as stream:
        for number, (headers, size) in enumerate(_records(stream), 1):
            identifier = f"{item.identifier}#{number}"
            try:
                if headers.get("warc-type") not in ("response", "resource") or not size:
                    _skip(stream, size)
                    continue
                if size > options.limits.item_bytes:
                    _skip(stream, size)
                    raise SourceError(f"more than {options.limits.item_bytes} bytes", hint=raise_("item_bytes"))
                data = _exactly(stream, size)
                if fetched := _fetched(identifier, headers, data, options):
                    retrieved = told_moment(headers.get("warc-date"))
                    yield from (_of(found, retrieved) for found in inside(item, fetched, options))
            except SourceError as error:
                yield Failure(identifier, error.message, error.hint)
                if isinstance(error, _CutOffError):
                    return


def _of(found: Document | Failure, retrieved: str | None) -> Document | Failure:
    return replace(found, retrieved=retrieved) if isinstance(found, Document) else found


class _CutOffError(SourceError):
    """The archive ends before the record does."""


def _records(stream: BinaryIO) -> Iterator[tuple[_Headers, int]]:
    """The header of each record and the size of its block, which the caller reads before the next."""
    number = 0
    while line := stream.readline(_HEADER_BYTES):
        if not line.strip():
            continue
        headers = _headers(stream) if line.startswith(b"WARC/") else {}
        size = headers.get("content-length", "")
        if not size.isdecimal():
            raise SourceError(f"damaged after {number} records: no header of a record", hint="fetch it again")
        yield headers, int(size)
        number += 1


def _headers(stream: BinaryIO) -> _Headers:
    """Header lines up to an empty one, by name in lower case."""
    headers: _Headers = {}
    left = _HEADER_BYTES
    while (line := stream.readline(left + 1)).strip():
        left -= len(line)
        if left < 0:
            raise SourceError("a header of more than a megabyte", hint="fetch it again")
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip().strip("<>"))
    return headers


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise _CutOffError("cut off within the record", hint="fetch it again")
    return data


def _skip(stream: BinaryIO, size: int) -> None:
    while size > 0:
        size -= len(_exactly(stream, min(size, 1 << 20)))


def _fetched(identifier: str, headers: _Headers, data: bytes, options: Options) -> Item | None:
    kind = headers.get("content-type", "").lower()
    if kind.startswith("application/http"):
        head = io.BytesIO(data)
        status = head.readline(_HEADER_BYTES).split(None, 2)[1:2]
        http = _headers(head)
        kind = http.get("content-type", "").lower()
        if status != [b"200"] or not kind.startswith(TYPES):
            return None
        data = _body(head.read(), http, options.limits.item_bytes)
    if not kind.startswith(TYPES):
        return None
    url = headers.get("warc-target-uri")
    return Item(identifier, "page", lambda: io.BytesIO(data), media_type=kind, url=url)


def _body(data: bytes, http: _Headers, limit: int) -> bytes:
    """The body as the server meant it: chunks joined, unpacked. Crawlers that did so already often keep the headers."""
    if "chunked" in http.get("transfer-encoding", "").lower():
        data = _joined(data)
    coding = http.get("content-encoding", "identity").lower()
    if coding in ("br", "zstd", "compress"):
        raise SourceError(f"a page packed with {coding}", hint="have the crawler ask for gzip")
    if coding not in ("gzip", "x-gzip", "deflate") or (coding != "deflate" and not data.startswith(b"\x1f\x8b")):
        return data
    unpacker = zlib.decompressobj(47 if coding != "deflate" or data[:1] == b"\x78" else -15)
    data = unpacker.decompress(data, limit + 1)
    if len(data) > limit:
        raise SourceError(f"unpacks to more than {limit} bytes", hint=raise_("item_bytes"))
    return data


def _joined(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + 100)
        try:
            size = int(data[at:end].split(b";")[0], 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:  # joined already, or cut
            return b"".join(parts) if parts else data
        if size == 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + size])
        at = end + size + 4
