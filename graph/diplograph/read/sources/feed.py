"""RSS and Atom: one document an entry."""

from __future__ import annotations

from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.child import call
from diplograph.read.sources.extras import need
from diplograph.read.sources.items import Item, Options, Read
from diplograph.read.sources.markup import plain
from diplograph.read.sources.records import Record, read_records
from diplograph.read.sources.streams import contents
from diplograph.read.sources.told import told_date


def read(item: Item, options: Options) -> Read:
    """The entries of a feed that have text."""
    entries = call("feed", contents(item, options.limits), options.limits)
    yield from read_records(item, options, (Record(n, entry) for n, entry in enumerate(entries, 1)))


def parse(data: bytes) -> list[dict[str, str]]:
    """The entries of a feed, each by the names that records go by."""
    feed = need("feedparser", "web").parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise SourceError("XML, but no feed", hint="give RSS, Atom, HTML or plain text")
    publisher = _text(feed.feed.get("title"))
    return [{"publisher": publisher, **_entry(entry)} for entry in feed.entries]


def _entry(entry: Any) -> dict[str, str]:
    title = plain(_text(entry.get("title"))).replace("\n", " ")
    whole = [_text(part.get("value")) for part in entry.get("content", []) if isinstance(part, dict)]
    text = plain(max([*whole, _text(entry.get("summary"))], key=len))
    date = told_date(entry.get("published") or entry.get("updated") or "")
    body = text if text.startswith(title) else f"{title}\n\n{text}"
    return {"title": title, "text": body.strip(), "date": date or "", "url": _text(entry.get("link"))}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
