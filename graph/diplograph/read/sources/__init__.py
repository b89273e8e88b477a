"""Any archive of news → documents. What cannot be read is told in one line, and never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from diplograph.errors import SourceError
from diplograph.read.sources.items import Failure, Item, Limits, Options, one_line, visible
from diplograph.read.sources.kinds import reader
from diplograph.read.sources.walk import walk
from diplograph.text import Document

__all__ = ["Failure", "Limits", "Options", "read_documents"]


def read_documents(paths: Iterable[str | Path], *, options: Options | None = None) -> Iterator[Document | Failure]:
    """Every document of the paths (files, folders, glob patterns, `-`), and a Failure for each item that gave none.

    Kinds are told by content and name. Nothing is read outside the paths; nothing raises. One item at a time is held.

    >>> [str(failure) for failure in read_documents(["no-such-folder"])]
    ['no-such-folder: no such file']
    """
    for item in walk(paths):
        yield from [item] if isinstance(item, Failure) else read_item(item, options or Options())


def read_item(item: Item, options: Options) -> Iterator[Document | Failure]:
    """The documents of one item; a Failure where it, or what is left of it, cannot be read."""
    try:
        yield from reader(item)(item, options)
    except SourceError as error:
        yield Failure(visible(item.identifier), one_line(error.message), one_line(error.hint))
    except OSError as error:
        yield Failure(visible(item.identifier), one_line(error.strerror or error), "see that it may be read")
    # Parsers of foreign formats fail in ways that their authors did not foresee; one bad file must not stop an archive.
    except (Exception, RecursionError) as error:
        yield Failure(visible(item.identifier), one_line(f"damaged ({type(error).__name__}: {error})"), "save it again")
