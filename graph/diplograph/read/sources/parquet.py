"""Parquet: one document a row, a few rows at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator

from diplograph.errors import SourceError
from diplograph.read.sources.extras import need
from diplograph.read.sources.items import Item, Options, Read, raise_
from diplograph.read.sources.records import Record, columns_of, read_records
from diplograph.read.sources.streams import contents


def read(item: Item, options: Options) -> Read:
    """A document for each row."""
    yield from read_records(item, options, _records(item, options))


def _records(item: Item, options: Options) -> Iterator[Record]:
    parquet = need("pyarrow.parquet", "parquet")
    stream = item.open()
    if not stream.seekable():
        stream = io.BytesIO(contents(Item(item.identifier, item.name, lambda: stream), options.limits))
    with stream, parquet.ParquetFile(stream) as file:
        names = file.schema_arrow.names
        columns = {
            part.partition(".")[0]
            for name in columns_of(dict.fromkeys(names), options.mapping).values()
            for part in name.split("+")
        }
        groups = [file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)]
        if max(groups, default=0) > 16 * options.limits.item_bytes:
            raise SourceError(
                f"a row group of {max(groups)} bytes",
                hint=f"write it again in smaller row groups, or {raise_('item_bytes')}",
            )
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=[n for n in names if n in columns]):
            for row in batch.to_pylist():
                number += 1
                yield Record(number, row)
