"""Plain text: the file's own content, as it stands."""

from __future__ import annotations

from diplograph.read.sources.encoding import decode
from diplograph.read.sources.items import Item, Options, Read, document
from diplograph.read.sources.streams import contents


def read(item: Item, options: Options) -> Read:
    """The one document of a text file."""
    text = decode(contents(item, options.limits), options.encoding)
    yield document(item.identifier, text, options, url=item.url)
