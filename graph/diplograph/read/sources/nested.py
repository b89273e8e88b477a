"""Items in items: archives in archives, pages in web archives; so deep and no deeper."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from diplograph.errors import SourceError
from diplograph.read.sources.items import Failure, Item, Options, Read, is_plain, raise_, visible


def inside(outer: Item, item: Item, options: Options) -> Read:
    """The documents of an item that lies in another."""
    from diplograph.read.sources import read_item  # which reads what reads us

    if outer.depth >= options.limits.depth:
        why = f"archives in archives, more than {options.limits.depth} deep"
        raise SourceError(why, hint=f"unpack it, or {raise_('depth')}")
    return read_item(replace(item, depth=outer.depth + 1), options)


class Members:
    """The members of an archive, named and counted: what leads out of it, or hides, is told and not read."""

    def __init__(self, outer: Item, options: Options) -> None:
        self.outer, self.options = outer, options
        self.names: Counter[str] = Counter()
        self.count = 0

    def admit(self, name: str, why_not: str = "") -> str | Failure | None:
        """The identifier of a member, a Failure, or None for one that is no document by its nature."""
        self.count += 1
        if self.count > self.options.limits.members:
            why = f"more than {self.options.limits.members} members"
            raise SourceError(why, hint=f"unpack it, or {raise_('members')}")
        path = PurePosixPath(name.replace("\\", "/"))
        identifier = f"{self.outer.identifier}#{visible(str(path))[:1000]}"
        if any(part.startswith(".") and part != ".." for part in path.parts) or path.parts[:1] == ("__MACOSX",):
            return None
        if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
            why_not = "a path that leads out of the archive"
        elif not is_plain(name):
            why_not = "control or direction characters in its name"
        self.names[identifier] += 1
        if (number := self.names[identifier]) > 1:
            identifier = f"{identifier}~{number}"
        return Failure(identifier, why_not, hint="leave it out, or pack it again") if why_not else identifier

    def read(self, identifier: str, name: str, stream: BinaryIO) -> Read:
        """The documents of a member."""
        item = Item(identifier, PurePosixPath(name).name, lambda: stream)
        return inside(self.outer, item, self.options)
