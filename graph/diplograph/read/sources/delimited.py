"""CSV and TSV, streamed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from diplograph.errors import SourceError
from diplograph.read.sources.encoding import tell
from diplograph.read.sources.items import Item, Options, Read, raise_
from diplograph.read.sources.records import Record, columns_of, read_records
from diplograph.read.sources.streams import lines

_SAMPLE = 1 << 16


def read(item: Item, options: Options) -> Read:
    """A document for each row; the first row names the columns."""
    yield from read_records(item, options, _records(item, options))


def _records(item: Item, options: Options) -> Iterator[Record]:
    limit = options.limits.record_bytes
    with item.open() as stream:
        source = lines(stream, limit)
        first = next(source, b"")
        sample = first
        early: list[bytes] = [first]
        while len(sample) < _SAMPLE and (line := next(source, b"")):
            early.append(line)
            sample += line
        encoding = options.encoding or tell(sample)
        if encoding.startswith("utf-16"):
            raise SourceError("a table in UTF-16", hint="save it as UTF-8")
        rows = _rows(_texts([*early], source, encoding), item.name, limit)
        head = next(rows, [])
        columns_of(dict.fromkeys(head), options.mapping)
        for number, row in enumerate(rows, 1):
            if len(row) > len(head):
                yield Record(number, {}, f"{len(row)} cells, not {len(head)}")
            elif row:
                yield Record(number, dict(zip(head, row, strict=False)))


def _texts(early: list[bytes], rest: Iterator[bytes], encoding: str) -> Iterator[str]:
    for source in (early, rest):
        for number, line in enumerate(source):
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"not valid {encoding}", hint="name it with --encoding, or convert it to UTF-8"
                ) from error
            yield text.removeprefix("\ufeff") if source is early and not number else text


def _rows(texts: Iterator[str], name: str, limit: int) -> Iterator[list[str]]:
    head = next(texts, "")
    counts = Counter({c: head.count(c) for c in ",;\t|"})
    delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else max(",;\t|", key=lambda c: counts[c])

    def all_() -> Iterator[str]:
        yield head
        yield from texts

    before = csv.field_size_limit(min(limit, 2**31 - 1))
    try:
        yield from csv.reader(all_(), delimiter=delimiter)
    except csv.Error as error:
        raise SourceError(
            f"not a table: {error}", hint=f"see whether its quotes are closed, or {raise_('record_bytes')}"
        ) from error
    finally:
        csv.field_size_limit(before)
