"""A fetched page as a file: a web archive of one record where it is a page, the bytes as they came where it is not."""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from diplograph.errors import SourceError
from diplograph.read.sources.fetch import Fetched
from diplograph.read.sources.warc import TYPES

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?Z)?)?)?")


def keep(fetched: Fetched, folder: Path, *, retrieved: str | None = None) -> Path:
    """Write a page into a folder under a name made of its address; what was there of it is replaced.

    The day of retrieval is in it only where it is told. Raises `SourceError` where it cannot be written.
    """
    is_page = fetched.media_type.lower().startswith(TYPES) or not fetched.media_type
    path = folder / name(fetched.asked, "" if is_page else fetched.url)
    data = record(fetched, retrieved=retrieved) if is_page else fetched.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".new.", delete=False) as stream:
            stream.write(data)
        Path(stream.name).chmod(0o644)
        Path(stream.name).replace(path)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}", hint="choose another folder with --out") from error
    return path


def name(asked: str, url: str = "") -> str:
    """The name of the file of an address: readable, and its own; the ending is that of `url`, if there is one.

    >>> name("https://example.org/news/12/a?b=1")
    'example.org-news-12-a-b-1-47f535fc.warc'
    """
    parts = urlsplit(asked)
    words = re.sub(r"[^\w.]+", "-", unquote(f"{parts.netloc}{parts.path}-{parts.query}"))[:80].strip("-._")
    ending = "".join(PurePosixPath(urlsplit(url).path).suffixes[-2:]) if url else ".warc"
    ending = ending if re.fullmatch(r"(\.\w{1,8}){0,2}", ending) else ""
    return f"{words}-{hashlib.sha256(asked.encode()).hexdigest()[:8]}{ending}"


def record(fetched: Fetched, *, retrieved: str | None = None) -> bytes:
    """A page as a WARC record: nothing in it that differs from one fetching of the same page to the next."""
    lines = [f"Content-Type: {fetched.media_type or 'text/html'}"]
    lines += [f"Content-Encoding: {fetched.coding}"] if fetched.coding else []
    block = "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode() + fetched.data
    digest = hashlib.sha256(block).hexdigest()
    head = ["WARC/1.1", "WARC-Type: response", f"WARC-Target-URI: {fetched.url}"]
    head += [f"WARC-Record-ID: <urn:sha256:{digest}>", f"WARC-Block-Digest: sha256:{digest}"]
    head += [f"WARC-Date: {retrieved}"] if retrieved else []
    head += ["Content-Type: application/http; msgtype=response", f"Content-Length: {len(block)}"]
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def check_date(retrieved: str | None) -> None:
    """Raise `SourceError` for a day of retrieval that is none.

    >>> check_date("2024-02-03"), check_date("2024-02-03T10:20:30Z"), check_date(None)
    (None, None, None)
    """
    if retrieved is not None and not _DATE.fullmatch(retrieved):
        raise SourceError(f"{retrieved}: no day", hint="write --retrieved 2024-02-03, or 2024-02-03T10:20:30Z")
