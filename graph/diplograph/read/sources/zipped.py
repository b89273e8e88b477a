"""ZIP archives, member by member; and the office files that are ZIP archives."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO, cast

from diplograph.errors import SourceError
from diplograph.read.sources import docx
from diplograph.read.sources.items import Failure, Item, Options, Read, raise_
from diplograph.read.sources.nested import Members
from diplograph.read.sources.streams import contents, metered

_OFFICE = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an e-book",
}


def read(item: Item, options: Options) -> Read:
    """The documents of all members, in order of name."""
    stream = item.open()
    if not stream.seekable():
        stream = io.BytesIO(contents(Item(item.identifier, item.name, lambda: stream), options.limits))
    with stream, zipfile.ZipFile(stream) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        names = {member.filename for member in members}
        if "word/document.xml" in names:
            yield from docx.read_archive(item, options, archive, stream)
        elif office := next((what for name, what in _OFFICE.items() if name in names), None):
            raise SourceError(office, hint="save it as CSV, DOCX or text")
        else:
            yield from _members(item, options, archive, members)


def _members(item: Item, options: Options, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Read:
    admitted = Members(item, options)
    left = options.limits.container_bytes
    for member in members:
        if member.is_dir():
            continue
        name = _name(member)
        found = admitted.admit(name, _why_not(member))
        if isinstance(found, Failure):
            yield found
        elif found:
            left -= member.file_size
            if left < 0:
                why = f"unpacks to more than {options.limits.container_bytes} bytes"
                raise SourceError(why, hint=f"unpack it, or {raise_('container_bytes')}")
            stream = metered(cast(BinaryIO, archive.open(member)), member.file_size)
            yield from admitted.read(found, name, stream)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; many a packer writes UTF-8 and does not say so."""
    try:
        return member.filename if member.flag_bits & 0x800 else member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _why_not(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 1:
        return "locked with a password"
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        return "a link"
    return ""
