"""DOCX: paragraphs and tables as text. Sizes are looked at before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Any, BinaryIO

from diplograph.errors import SourceError
from diplograph.read.sources.child import call
from diplograph.read.sources.extras import need
from diplograph.read.sources.items import Item, Options, Read, document, raise_


def read_archive(item: Item, options: Options, archive: zipfile.ZipFile, stream: BinaryIO) -> Read:
    """The one document of a DOCX file that is open already."""
    limit = options.limits.item_bytes
    if sum(member.file_size for member in archive.infolist()) > limit:
        raise SourceError(f"unpacks to more than {limit} bytes", hint=raise_("item_bytes"))
    stream.seek(0)
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"more than {limit} bytes", hint=raise_("item_bytes"))
    found = call("docx", data, options.limits)
    yield document(item.identifier, found["text"], options, title=found["title"])


def parse(data: bytes) -> dict[str, str]:
    """The text and the title of a DOCX file."""
    opened = need("docx", "office").Document(io.BytesIO(data))
    parts = [text for block in opened.iter_inner_content() for text in _texts(block)]
    return {"text": "\n".join(parts), "title": opened.core_properties.title or ""}


def _texts(block: Any) -> list[str]:
    if hasattr(block, "rows"):
        return ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows]
    return [block.text]
