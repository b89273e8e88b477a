"""What reading speaks of: items to read, limits to read within, failures to tell."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from diplograph.errors import SourceError
from diplograph.read.dateline import outlet
from diplograph.text import Document


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that gave no document, why, and what to do about it; each is one line.

    >>> print(Failure("a.txt", "empty", hint="remove it"))
    a.txt: empty
    """

    identifier: str
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.identifier}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one item may cost. One item, page or record is held at a time, so these bound memory too.

    `item_bytes` is the most that a file or member which is held whole may unpack to; `page_bytes` the same for HTML,
    `record_bytes` for a line or record of a table (whose values take up to some 25 times as much while it is read);
    `container_bytes` and `members` are the most that an archive may unpack to in all; `depth` is how deep archives may
    lie in archives; `seconds` and `memory_bytes` are what parsing one page, PDF, feed or DOCX may take; `characters` is
    the longest text.
    """

    item_bytes: int = 64_000_000
    page_bytes: int = 8_000_000
    record_bytes: int = 16_000_000
    container_bytes: int = 20_000_000_000
    members: int = 1_000_000
    depth: int = 3
    seconds: float = 30.0
    memory_bytes: int = 2_000_000_000
    characters: int = 2_000_000


def raise_(limit: str) -> str:
    """What to do where a limit is met; the command line calls its options by the names of the limits.

    >>> raise_("item_bytes")
    'raise the limit with --max-item-bytes'
    """
    return f"raise the limit with --max-{limit.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. `encoding` overrules what the bytes tell.

    `mapping` names the columns of tables: `{"text": "body", "title": "headline", "date": "published", "url": "link",
    "publisher": "agency", "language": "lang", "id": "key"}`; what it leaves out is guessed from plain names.
    """

    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read: its identifier, the name that tells its kind, and a way to open its bytes, once."""

    identifier: str
    name: str
    open: Callable[[], BinaryIO]
    depth: int = 0
    media_type: str = ""
    url: str | None = None


Read = Iterator[Document | Failure]


def document(identifier: str, text: str, options: Options, **told: str | None) -> Document:
    """A document of a text, with what its source told; SourceError if the text can be no document.

    The digest is of the text in UTF-8: for a UTF-8 file, that of its bytes.
    """
    if not text.strip("\ufeff \t\r\n\v\f\x00\u200c\u200e\u200f"):
        raise SourceError("empty", hint="remove it, or see whether it was saved whole")
    if "\x00" in text:
        raise SourceError(
            "a NUL character in the text", hint="it is binary, or of another encoding: convert it to UTF-8"
        )
    if len(text) > options.limits.characters:
        over = f"{len(text)} characters, more than {options.limits.characters}"
        raise SourceError(over, hint=f"split it, or {raise_('characters')}")
    try:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"half a character (lone surrogate) at {error.start}", hint="write it again as UTF-8"
        ) from error
    language = re.match(r"[a-z]{2,3}(?![^\W_])", (told.pop("language", None) or "").lower())
    if publisher := told.pop("publisher", None):
        told["publisher"] = outlet(publisher) or publisher
    fields: dict[str, Any] = {name: tidy(value) for name, value in told.items() if value}
    return Document(identifier, text, sha256, language=language[0] if language else None, **fields)


def tidy(value: str) -> str | None:
    """A piece of metadata on one line, without control and direction characters; None when nothing is left.

    >>> tidy("  a\\u202eb\\n c ")
    'ab c'
    """
    kept = "".join(c for c in value if unicodedata.category(c) not in ("Cc", "Cs", "Cf") or c in "\n\t\r\u200c\u200d")
    return " ".join(kept.split())[:1000] or None


def visible(name: str) -> str:
    """A name that fits on one line and reads as it is: control, direction and undecodable characters are escaped.

    >>> visible("a\\nb\\u202e.txt")
    'a%0Ab%E2%80%AE.txt'
    """
    return "".join(c if _plain(c) else "".join(f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")) for c in name)


def is_plain(name: str) -> bool:
    """Whether a name has no character that `visible` escapes."""
    return all(map(_plain, name))


def _plain(c: str) -> bool:
    return c in "\u200c\u200d\u200e\u200f" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co")


def one_line(message: object, *, longest: int = 200) -> str:
    """The first line of a message, made visible and cut."""
    return visible(" ".join(str(message).split()))[:longest]
