"""The account of a reading: what came, what failed, which text was met again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from diplograph.read.sources.items import Failure
from diplograph.text import Document


@dataclass(frozen=True, slots=True)
class Summary:
    """How many documents, failures and repeated texts; documents by language ("und" where it was not told)."""

    documents: int
    failures: int
    repeated: int
    languages: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        spoken = ", ".join(f"{language} {number}" for language, number in self.languages)
        counts = f"{self.documents} documents ({spoken})" if spoken else "no documents"
        return f"{counts}, {self.repeated} repeated, {self.failures} failed"


class Account:
    """Keeps count while documents pass. With `report`, a JSON line an item is written to it as it comes.

    Its memory is a digest and an identifier for each text.

    >>> account = Account()
    >>> a, b = Document("a.txt", "x", "1", language="fa"), Document("b.txt", "x", "1", language="fa")
    >>> list(account.of([a, b, Failure("c.txt", "empty")])) == [a, Failure("c.txt", "empty")]
    True
    >>> print(account.summary)
    1 documents (fa 1), 1 repeated, 1 failed
    >>> account.locations
    {'a.txt': ('a.txt', 'b.txt')}
    """

    def __init__(self, report: TextIO | None = None) -> None:
        self.report = report
        self.first: dict[str, str] = {}
        self.again: dict[str, list[str]] = {}
        self.languages: Counter[str] = Counter()
        self.failures = 0

    def of(self, found: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
        """The documents whose text is new, and the failures."""
        for one in found:
            if isinstance(one, Failure):
                self.failures += 1
                self._write(item=one.identifier, outcome="failure", reason=one.reason, hint=one.hint)
                yield one
            elif one.sha256 in self.first:
                self.again.setdefault(self.first[one.sha256], []).append(one.identifier)
                self._write(item=one.identifier, outcome="repeated", first=self.first[one.sha256])
            else:
                self.first[one.sha256] = one.identifier
                self.languages[one.language or "und"] += 1
                told = {"title": one.title, "issued": one.issued, "publisher": one.publisher, "language": one.language}
                size = len(one.text)
                self._write(item=one.identifier, outcome="document", sha256=one.sha256, characters=size, **told)
                yield one

    @property
    def summary(self) -> Summary:
        """The counts so far."""
        repeated = sum(map(len, self.again.values()))
        return Summary(len(self.first), self.failures, repeated, tuple(sorted(self.languages.items())))

    @property
    def locations(self) -> dict[str, tuple[str, ...]]:
        """For each document whose text was met again: its own identifier and the others, in the order met."""
        return {first: (first, *others) for first, others in sorted(self.again.items())}

    def _write(self, **fields: object) -> None:
        if self.report:
            self.report.write(
                json.dumps({k: v for k, v in fields.items() if v not in (None, "")}, ensure_ascii=False) + "\n"
            )
