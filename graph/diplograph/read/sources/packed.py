"""gzip: what is inside, streamed."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from typing import BinaryIO, cast

from diplograph.read.sources.items import Item, Options, Read
from diplograph.read.sources.nested import inside
from diplograph.read.sources.streams import metered


def read(item: Item, options: Options) -> Read:
    """The documents of the one file inside; it keeps the identifier of the packed one."""
    name = re.sub(r"\.tgz$", ".tar", re.sub(r"\.gz$", "", item.name, flags=re.I), flags=re.I)
    packed = item.open()
    unpacked = metered(cast(BinaryIO, gzip.GzipFile(fileobj=packed)), options.limits.container_bytes)
    with packed:
        yield from inside(item, replace(item, name=name, open=lambda: unpacked), options)
