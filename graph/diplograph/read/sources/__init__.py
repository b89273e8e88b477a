"""Any archive of news → documents. What cannot be read is told in one line, and never stops the rest."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from diplograph.errors import SourceError
from diplograph.read.dateline import dateline
from diplograph.read.sources import child
from diplograph.read.sources.account import Account, Summary
from diplograph.read.sources.items import Failure, Item, Limits, Options, one_line, visible
from diplograph.read.sources.kinds import reader
from diplograph.read.sources.walk import walk
from diplograph.text import Document

__all__ = ["Account", "Failure", "Limits", "Options", "Summary", "read_documents"]

_HEAD = 4096


def read_documents(
    paths: Iterable[str | Path], *, options: Options | None = None, account: Account | None = None
) -> Iterator[Document | Failure]:
    """Every document of the paths (files, folders, glob patterns, `-`), and a Failure for each item that gave none.

    Kinds are told by content and name. Nothing is read outside the paths; nothing raises. One item at a time is held.
    A text that comes again is not given again: `account` keeps where, and what was read in all. Title, date, publisher
    and language are filled in from the text where the source does not tell them.

    >>> [str(failure) for failure in read_documents(["no-such-folder"])]
    ['no-such-folder: no such file']
    """
    account = account or Account()
    try:
        for item in walk(paths):
            found = [item] if isinstance(item, Failure) else read_item(item, options or Options())
            yield from account.of(dateline(f) if isinstance(f, Document) else f for f in found)
    finally:
        child.close()


def read_item(item: Item, options: Options) -> Iterator[Document | Failure]:
    """The documents of one item; a Failure where it, or what is left of it, cannot be read."""
    try:
        with _peekable(item.open()) as stream:
            head = stream.peek(_HEAD)[:_HEAD]
            found = reader(item, head)(replace(item, open=lambda: cast(BinaryIO, stream)), options)
            first = next(found, None)
            yield first or Failure(item.identifier, "nothing to read in it", "leave it out")
            yield from found
    except SourceError as error:
        yield Failure(visible(item.identifier), one_line(error.message), one_line(error.hint))
    except OSError as error:
        if error.filename is None:
            yield _damaged(item, error)
        else:
            yield Failure(visible(item.identifier), one_line(error.strerror or error), "see that it may be read")
    except Exception as error:  # parsers of foreign formats fail in ways that nobody has listed; the rest goes on
        yield _damaged(item, error)


def _damaged(item: Item, error: Exception) -> Failure:
    why = one_line(f"cut off or damaged ({type(error).__name__}: {error})")
    return Failure(visible(item.identifier), why, "fetch, save or pack it again")


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)
