"""Web archives (WARC): the pages and texts that were fetched whole, streamed record by record."""

from __future__ import annotations

import io
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.extras import need
from diplograph.read.sources.items import Item, Options, Read
from diplograph.read.sources.nested import inside

_TYPES = ("text/html", "application/xhtml", "text/plain", "application/pdf")


def read(item: Item, options: Options) -> Read:
    """The documents of all responses that succeeded; SourceError where the archive breaks off."""
    archives = need("warcio.archiveiterator", "warc")
    with item.open() as stream:
        records = archives.ArchiveIterator(stream)
        number = 0
        try:
            for record in records:
                number += 1
                if fetched := _fetched(record, item, number, options):
                    yield from inside(item, fetched, options)
        except archives.ArchiveLoadFailed as error:
            raise SourceError(f"damaged after {number} records: {error}", hint="fetch it again") from error


def _fetched(record: Any, item: Item, number: int, options: Options) -> Item | None:
    headers = record.http_headers
    if record.rec_type not in ("response", "resource") or (headers and headers.get_statuscode() != "200"):
        return None
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    if not kind.lower().startswith(_TYPES):
        return None
    data = record.content_stream().read(options.limits.item_bytes + 1)
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Item(f"{item.identifier}#{number}", "page", lambda: io.BytesIO(data), media_type=kind.lower(), url=url)
