"""JSON: an object, or a list of them, perhaps under a name such as "articles"."""

from __future__ import annotations

import json
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.encoding import decode
from diplograph.read.sources.items import Item, Options, Read, contents, one_line
from diplograph.read.sources.records import Record, columns_of, read_records


def read(item: Item, options: Options) -> Read:
    """A document for each object."""
    text = decode(contents(item, options.limits.item_bytes), options.encoding).lstrip("\ufeff")
    if not text.strip():
        raise SourceError("empty", hint="remove it, or see whether it was saved whole")
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise SourceError("nested too deeply", hint="flatten it") from error
    except ValueError as error:
        yield from _lines(item, options, text, error)
        return
    records = _records(value, options)
    yield from read_records(item, options, (_record(n, r) for n, r in enumerate(records, 1)))


def _lines(item: Item, options: Options, text: str, error: ValueError) -> Read:
    """JSON Lines that are called .json."""
    from diplograph.read.sources.jsonl import record

    found = [
        record(n, line.encode("utf-8", "surrogatepass"), options)
        for n, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    if len(found) < 2 or all(r.broken for r in found):
        raise SourceError(one_line(f"not JSON: {error}", longest=120), hint="see whether it was saved whole") from error
    yield from read_records(item, options, found)


def _records(value: Any, options: Options) -> list[Any]:
    if isinstance(value, list):
        return value
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
