"""Every error that diplograph raises on purpose.

    DiplographError
    ├── SourceError      a document that cannot be read
    ├── PackError        a row of a knowledge or language pack that is wrong
    ├── QueryError       a SPARQL query that cannot be run
    └── BuildError       a build that cannot be written or opened

Each names the place and, in its hint, the next move.
"""

from __future__ import annotations


class DiplographError(Exception):
    """Root of the tree.

    >>> print(DiplographError("seeds/a.txt: empty", hint="remove it"))
    seeds/a.txt: empty
    hint: remove it
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message


class SourceError(DiplographError):
    """A document that cannot be read."""


class PackError(DiplographError):
    """A row of a knowledge or language pack that is wrong."""


class QueryError(DiplographError):
    """A SPARQL query that cannot be run."""


class BuildError(DiplographError):
    """A build that cannot be written or opened."""
