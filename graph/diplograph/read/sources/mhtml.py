"""Pages that a browser saved into one file (MHTML)."""

from __future__ import annotations

import io
from dataclasses import replace
from email import policy
from email.parser import BytesParser

from diplograph.errors import SourceError
from diplograph.read.sources.child import call
from diplograph.read.sources.items import Item, Options, Read
from diplograph.read.sources.mail import text_of
from diplograph.read.sources.nested import inside
from diplograph.read.sources.streams import contents


def read(item: Item, options: Options) -> Read:
    """The article of the page."""
    found = call("mhtml", contents(item, options.limits), options.limits)
    data = found["html"].encode()
    page = replace(item, open=lambda: io.BytesIO(data), name="page", url=found["url"] or item.url)
    yield from inside(item, replace(page, media_type="text/html; charset=utf-8"), options)


def parse(data: bytes) -> dict[str, str | None]:
    """The HTML of the page and its address."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    part = message.get_body(("html",))
    if part is None:
        raise SourceError("a saved page without HTML", hint="save it again")
    url = message.get("snapshot-content-location") or part.get("content-location")
    return {"html": text_of(part), "url": str(url) if url else None}
