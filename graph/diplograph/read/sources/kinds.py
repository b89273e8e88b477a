"""What an item is, told by its first bytes before its name, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from diplograph.errors import SourceError
from diplograph.read.sources.items import Item, Options, Read

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "packed"),
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"PK\x03\x04", "zipped"),
    (b"PK\x05\x06", "zipped"),
)
# What we know but do not read, and what to do.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as DOCX or text"),
    (b"{\\rtf", "rich text (RTF)", "save it as DOCX or text"),
    (b"BZh", "packed with bzip2", "unpack it, or pack it with gzip"),
    (b"\xfd7zXZ\x00", "packed with xz", "unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it, or pack it with gzip"),
    (b"7z\xbc\xaf", "a 7z archive", "pack it as zip or tar.gz"),
    (b"Rar!", "a RAR archive", "pack it as zip or tar.gz"),
    (b"\x89PNG", "an image", "give the text that it shows"),
    (b"\xff\xd8\xff", "an image", "give the text that it shows"),
    (b"GIF8", "an image", "give the text that it shows"),
    (b"SQLite format 3", "a database", "export the articles as JSONL or CSV"),
)
_BY_NAME = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "page"),
    **dict.fromkeys((".rss", ".atom"), "feed"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "delimited"),
    ".json": "json_",
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    ".eml": "mail",
    ".xml": "feed",
}
_MARKUP = (
    (re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE), "page"),
    (re.compile(rb"<(?:rss|feed|rdf:RDF)\b"), "feed"),
)
_JSON = re.compile(rb"\[?\s*\{\s*\"")
_MAIL = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Delivered-To|Message-ID): ", re.IGNORECASE
)


def reader(item: Item, head: bytes) -> Callable[[Item, Options], Read]:
    """The function that reads an item which begins with `head`; its module is imported at the first such item."""
    read: Callable[[Item, Options], Read] = import_module(f"diplograph.read.sources.{kind(item, head)}").read
    return read


def kind(item: Item, head: bytes) -> str:
    """The name of the module that reads items of this kind; SourceError for a kind that nobody reads.

    >>> kind(Item("a.txt", "a.txt", open), b"<!DOCTYPE html>"), kind(Item("a.csv", "a.csv", open), b"id,text")
    ('page', 'delimited')
    """
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise SourceError(what, hint=hint)
    if head[257:262] == b"ustar":
        return "tarred"
    suffix = PurePosixPath(item.name).suffix.lower()
    named = _BY_NAME.get(suffix)
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:2048]
    if start.startswith(b"<") and named not in ("jsonl", "delimited", "json_"):
        found = [(m.start(), name) for pattern, name in _MARKUP if (m := pattern.search(start))]
        if found:
            return min(found)[1]
    if "html" in item.media_type:
        return "page"
    if not named and len(_MAIL.findall(start)) > 1 and _MAIL.match(start):
        return "mail"
    if not suffix and _JSON.match(start):
        return "json_"
    return named or "plain"
