"""tar archives, streamed member by member; nothing is ever unpacked to disk."""

from __future__ import annotations

import tarfile
from typing import BinaryIO, cast

from diplograph.errors import SourceError
from diplograph.read.sources.items import Failure, Item, Options, Read
from diplograph.read.sources.nested import Members
from diplograph.read.sources.streams import metered


def read(item: Item, options: Options) -> Read:
    """The documents of all members, in the order of the archive."""
    members = Members(item, options)
    stream = metered(item.open(), options.limits.container_bytes)
    with stream, tarfile.open(fileobj=stream, mode="r|", tarinfo=_Member) as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all
            if member.isdir():
                continue
            found = members.admit(member.name, "" if member.isreg() else "a link or a device, not a file")
            if isinstance(found, Failure):
                yield found
            elif found and (opened := archive.extractfile(member)):
                yield from members.read(found, member.name, metered(cast(BinaryIO, opened), member.size))


class _Member(tarfile.TarInfo):
    """A member whose long name or extended header does not fill the memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _EXTENDED and self.size > 1_000_000:
            raise SourceError("a header of more than a megabyte in the archive", hint="pack it again")
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]


_EXTENDED = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
