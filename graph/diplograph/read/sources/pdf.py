"""PDF: the text of the pages, its presentation forms made letters again (NFKC). The non-joiner is lost in most PDFs."""

from __future__ import annotations

import io
import unicodedata

from diplograph.errors import SourceError
from diplograph.read.sources.child import call
from diplograph.read.sources.extras import need
from diplograph.read.sources.items import Item, Options, Read, document
from diplograph.read.sources.streams import contents


def read(item: Item, options: Options) -> Read:
    """The one document of a PDF."""
    data = contents(item, options.limits)
    found = call("pdf", data, options.limits, characters=options.limits.characters)
    if not found["text"].strip():
        raise SourceError("no text in it, perhaps only scanned pages", hint="run OCR over it first")
    yield document(item.identifier, found["text"], options, title=found["title"])


def parse(data: bytes, *, characters: int) -> dict[str, str]:
    """The text and the title of a PDF."""
    opened = need("pypdf", "pdf").PdfReader(io.BytesIO(data))
    if opened.is_encrypted and not opened.decrypt(""):
        raise SourceError("locked with a password", hint="unlock it")
    pages: list[str] = []
    for page in opened.pages:
        pages.append(unicodedata.normalize("NFKC", page.extract_text()))
        if sum(map(len, pages)) > characters:
            break
    title = opened.metadata.title if opened.metadata else ""
    return {"text": "\n\n".join(pages), "title": title if isinstance(title, str) else ""}
