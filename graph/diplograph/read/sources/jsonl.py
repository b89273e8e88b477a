"""JSON Lines: one record a line, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from diplograph.errors import SourceError
from diplograph.read.sources.encoding import decode
from diplograph.read.sources.items import Item, Options, Read, one_line
from diplograph.read.sources.records import Record, read_records
from diplograph.read.sources.streams import lines


def read(item: Item, options: Options) -> Read:
    """A document for each line; a broken line is told and passed over."""
    yield from read_records(item, options, _records(item, options))


def _records(item: Item, options: Options) -> Iterator[Record]:
    with item.open() as stream:
        for number, line in enumerate(lines(stream, options.limits.record_bytes), 1):
            if line.strip():
                yield record(number, line, options)


def record(number: int, line: bytes, options: Options) -> Record:
    """The record of one line."""
    try:
        value = json.loads(decode(line, options.encoding).lstrip("\ufeff"))
    except SourceError as error:
        return Record(number, {}, error.message)
    except RecursionError:
        return Record(number, {}, "nested too deeply")
    except ValueError as error:
        return Record(number, {}, one_line(f"not JSON: {error}", longest=120))
    return Record(number, value) if isinstance(value, dict) else Record(number, {}, "JSON, but no object")
