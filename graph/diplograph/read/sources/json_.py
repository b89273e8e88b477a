"""JSON: a list of objects, streamed; or one object, which may hold such a list under a name such as "articles"."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from diplograph.errors import SourceError
from diplograph.read.sources import jsonl
from diplograph.read.sources.encoding import decode, tell
from diplograph.read.sources.items import Item, Options, Read, one_line, raise_
from diplograph.read.sources.records import Record, columns_of, read_records
from diplograph.read.sources.streams import rejoined

_SPACE = " \t\r\n\ufeff"
_BETWEEN = re.compile(r"[ \t\r\n\ufeff]*[\[,]?[ \t\r\n]*")
_CHUNK = 1 << 16


def read(item: Item, options: Options) -> Read:
    """A document for each object."""
    with item.open() as stream:
        head = stream.read(_CHUNK)
        if not head.strip():
            raise SourceError("empty", hint="remove it, or see whether it was saved whole")
        if _text(head, options)[:1] == "[":
            yield from read_records(item, options, _elements(_Chunks(head, stream, options), options))
        else:
            yield from _object(item, head, stream, options)


def _text(data: bytes, options: Options) -> str:
    """The beginning of a text, which may break off within a character."""
    return data.decode(options.encoding or tell(data[: data.rfind(b"\n") + 1] or data), "ignore").lstrip(_SPACE)


def _object(item: Item, head: bytes, stream: BinaryIO, options: Options) -> Read:
    limit = options.limits.record_bytes
    data = head + stream.read(limit + 1 - len(head))
    if _is_object(data[: data.find(b"\n")], options):  # JSON Lines, called .json
        yield from jsonl.read(replace(item, open=lambda: rejoined(data, stream)), options)
        return
    if len(data) > limit:
        why = f"one JSON object of more than {limit} bytes"
        raise SourceError(why, hint=f"write its records as JSON Lines, or {raise_('record_bytes')}")
    try:
        value = json.loads(decode(data, options.encoding).lstrip("\ufeff"))
    except RecursionError as error:
        raise SourceError("nested too deeply", hint="flatten it") from error
    except ValueError as error:
        raise SourceError(one_line(f"not JSON: {error}", longest=120), hint="see whether it was saved whole") from error
    yield from read_records(item, options, (_record(n, r) for n, r in enumerate(_within(value, options), 1)))


def _is_object(line: bytes, options: Options) -> bool:
    return bool(line.strip()) and not jsonl.record(1, line, options).broken


def _within(value: Any, options: Options) -> list[Any]:
    if not isinstance(value, dict):
        raise SourceError("JSON, but no object or list", hint="give a list of objects")
    try:
        columns_of(value, options.mapping)
    except SourceError:
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        if len(lists) == 1:
            return lists[0]
        raise
    return [value]


def _record(number: int, value: Any) -> Record:
    return Record(number, value) if isinstance(value, dict) else Record(number, {}, "no object")


# --- a list, element by element ---------------------------------------------------------------------------------------


class _Chunks:
    """The text of a stream, a piece at a time."""

    def __init__(self, head: bytes, stream: BinaryIO, options: Options) -> None:
        whole_lines = head[: head.rfind(b"\n") + 1] or head
        self.decoder = codecs.getincrementaldecoder(options.encoding or _encoding(head, whole_lines))()
        self.head, self.stream, self.ended = head, stream, False

    def more(self, size: int) -> str:
        """Some more text; none when it has ended."""
        data, self.head = (self.head, b"") if self.head else (self.stream.read(size), b"")
        self.ended = not data
        try:
            return self.decoder.decode(data, final=self.ended)
        except UnicodeDecodeError as error:
            raise SourceError(one_line(f"not valid text: {error}"), hint="name its encoding with --encoding") from error


def _encoding(head: bytes, whole_lines: bytes) -> str:
    for cut in range(4):  # a character may be cut at the end
        try:
            return tell(head[: len(head) - cut])
        except SourceError:
            continue
    return tell(whole_lines)


def _elements(chunks: _Chunks, options: Options) -> Iterator[Record]:
    decoder, limit = json.JSONDecoder(), options.limits.record_bytes
    text, at, number = chunks.more(_CHUNK), 0, 0
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it may match nothing
        if text.startswith("]", at):
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except RecursionError as error:
            raise SourceError("nested too deeply", hint="flatten it") from error
        except ValueError as error:
            if chunks.ended:
                why = one_line(f"not JSON after {number} records: {error}", longest=120)
                raise SourceError(why, hint="see whether it was saved whole") from error
            end = len(text)
        if end == len(text) and not chunks.ended:  # cut off, or a number that may go on
            if end - at > limit:
                why = f"record {number + 1} is no JSON, or longer than {limit} characters"
                raise SourceError(why, hint=f"correct it, or {raise_('record_bytes')}")
            text, at = text[at:] + chunks.more(max(_CHUNK, end - at)), 0
            continue
        number, at = number + 1, end
        yield _record(number, value)
