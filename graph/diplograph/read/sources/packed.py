"""gzip: what is inside, streamed."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import BinaryIO, cast

from diplograph.errors import SourceError
from diplograph.read.sources.items import Item, Options, Read


def read(item: Item, options: Options) -> Read:
    """The documents of the one file inside; it keeps the identifier of the packed one."""
    from diplograph.read.sources import read_item

    if item.depth >= options.limits.depth:
        raise SourceError(f"archives in archives, more than {options.limits.depth} deep", hint="unpack it")
    name = item.name.removesuffix(".gz").removesuffix(".tgz")
    name = f"{name}.tar" if item.name.endswith(".tgz") else name
    yield from read_item(replace(item, name=name, open=lambda: _Unpacked(item.open(), options), depth=item.depth + 1), options)
