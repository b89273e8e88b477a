"""Bytes → text. UTF-8 unless they are something else; nothing is translated, so offsets are those of the content."""

from __future__ import annotations

import codecs
import re

from diplograph.errors import SourceError
from diplograph.read.language import common_words

# Single-byte encodings that the press of our languages has used, likeliest first.
_LEGACY = ("windows-1256", "iso-8859-6", "windows-1251", "koi8-r", "iso-8859-5", "windows-1252")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_CONTROL_1 = re.compile("[\x80-\x9f]")
# what no word is: small letter before capital, letters of two scripts side by side
_MIXED = re.compile("[a-zà-ÿ](?=[\u0400-\u06ff])|[\u0400-\u06ff](?=[a-zà-ÿ])|[а-яё](?=[А-ЯЁ])")
_WORD = re.compile(r"[^\W\d_]+")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of the bytes, its byte order mark kept, no new line changed.

    SourceError when the bytes are not text, or when `tell` cannot tell their encoding.

    >>> decode("وزير خارجه گفت كه اين ديدار را".encode("windows-1256"))[:4]
    'وزير'
    """
    name = encoding or tell(data)
    try:
        return data.decode(name)
    except LookupError as error:
        raise SourceError(f"no encoding is called {name!r}", hint="say utf-8 or windows-1256") from error
    except ValueError as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise SourceError(f"not valid {name}{at}", hint="it is cut or damaged, or has another encoding") from error


def tell(data: bytes) -> str:
    """The encoding: by byte order mark, as UTF-8, as UTF-16, or the legacy one that gives the most common words.

    SourceError when the bytes are not text, or do not tell.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if wide := _wide(data):
        return wide
    if b"\x00" in data or len(_CONTROL.findall(data)) > len(data) // 100:
        raise SourceError("binary, not text", hint="convert it to text, HTML, PDF or DOCX")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)
    return "utf-8"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: most high bytes are the same two or three."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if sum(high.count(b) for b in (0, 4, 6)) > 0.9 * len(high):
            return name
    return None


def _legacy(data: bytes, broken: int) -> str:
    sample = data[:20_000].decode("utf-8", "replace")
    if 20 * sample.count("\ufffd") < sum(c > "\x7f" for c in sample):
        raise SourceError(f"not valid UTF-8 at byte {broken}", hint="it is cut or damaged: fetch it again")
    best, most = "", 0
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:20_000]
        words = _WORD.findall(sample)
        hits = sum(word.lower() in common_words() for word in words)
        hits -= len(_MIXED.findall(sample)) + 2 * len(_CONTROL_1.findall(sample))
        if hits > most and hits * 25 > len(words):
            best, most = encoding, hits
    if not best:
        why = f"not valid UTF-8 at byte {broken}, and no other encoding fits"
        raise SourceError(why, hint="name its encoding with --encoding, or convert it")
    return best
