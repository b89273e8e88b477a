"""Cases: what a text claims, as lines that need no Python. To write one: `python tests/cases/case.py "متن"`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from diplograph.model import Claim, Extraction, Modality
from diplograph.pipeline import extract
from diplograph.text import Document

HERE = Path(__file__).parent
BESIDES = frozenset({"represents", "partyTo"})  # told beside other claims; compared where a case names them
_MODALITIES = {m.lower() for m in Modality if m is not Modality.ASSERTED}
_OPTIONS = {"by": "speaker", "on": "date", "at": "place", "as": "office"}
_FIELDS = ("why", "text", "issued", "claim", "name", "no")


@dataclass(frozen=True, slots=True)
class Case:
    """One block of a file. `claims` are lines as `line` writes them; `names` are entities that must be mentioned;
    `absent` are predicates that must not be claimed. A case with none of the three says that nothing is claimed at all.
    """

    file: str
    number: int
    why: str
    text: str
    issued: str | None = None
    claims: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What a test run shows: file, line, reason."""
        return f"{self.file}:{self.number}: {self.why}"

    def read(self) -> Extraction:
        """The text, read."""
        return extract(Document(f"{self.file}-{self.number}.txt", self.text, "0" * 64, issued=self.issued))

    def faults(self) -> list[str]:
        """What is wrong with what the reader finds; empty where it is as the case says."""
        found = self.read()
        said = {(line(c, self._asked(c)), c.predicate) for c in found.claims}
        mentioned = {m.entity for m in found.mentions}
        out = [f"missing: {w}" for w in self.claims if not any(_fits(s, w) for s, _ in said)]
        out += [
            f"extra:   {s}" for s, p in sorted(said) if self._counts(p) and not any(_fits(s, w) for w in self.claims)
        ]
        out += [f"unnamed: {n}" for n in self.names if not any(_fits(m, n) for m in mentioned)]
        return out

    def _counts(self, predicate: str) -> bool:
        """Whether a claim that the case does not list is a fault."""
        if predicate in self.absent:
            return True
        if self.claims:
            return predicate not in BESIDES or predicate in {c.split()[1] for c in self.claims}
        return not self.names and not self.absent

    def _asked(self, claim: Claim) -> frozenset[str]:
        """The circumstances that the case asks of this claim."""
        ends = (claim.subject, claim.predicate, claim.object)
        lines = [c.split() for c in self.claims]
        return frozenset(w for c in lines if _fits(" ".join(ends), " ".join(c[:3])) for w in c[3:] if w in _OPTIONS)


def _fits(said: str, wanted: str) -> bool:
    """Whether a line is as wanted; `*` in an id stands for anything (`official/bhram-*`)."""
    a, b = said.split(), wanted.split()
    return len(a) == len(b) and all(fnmatchcase(x, y) for x, y in zip(a, b, strict=True))


def line(claim: Claim, circumstances: frozenset[str] = frozenset(("on", "at", "as"))) -> str:
    """A claim as a case writes it."""
    words = [claim.subject, claim.predicate, claim.object]
    if claim.modality is not Modality.ASSERTED:
        words.append(claim.modality.lower())
    if claim.negated:
        words.append("not")
    for word, name in _OPTIONS.items():
        value = getattr(claim, name)
        if value and (word == "by" or word in circumstances):
            words += [word, value]
    return " ".join(words)


@dataclass(slots=True)
class _Block:
    number: int = 0
    cells: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _FIELDS})


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file.

    Raises ValueError for a line that is neither a field, a comment, nor `---`.
    """
    block = _Block()
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, row in enumerate([*lines, "---"], 1):
        if row.strip() == "---":
            if block.cells["text"]:
                yield _case(path, block)
            block = _Block()
        elif row.strip():
            name, colon, value = row.removeprefix("# ").partition(":")
            if not colon or name not in _FIELDS:
                raise ValueError(f"{path.name}:{number}: starts with none of {', '.join(_FIELDS)}")
            block.number = block.number or number
            block.cells[name].append(value.strip())


def _case(path: Path, block: _Block) -> Case:
    cells = block.cells
    for claim in cells["claim"]:
        _check(path, block.number, claim)
    return Case(
        file=path.stem,
        number=block.number,
        why=" ".join(cells["why"]),
        text="\n".join(cells["text"]),
        issued=next(iter(cells["issued"]), None),
        claims=tuple(cells["claim"]),
        names=tuple(cells["name"]),
        absent=tuple(cells["no"]),
    )


def _check(path: Path, number: int, claim: str) -> None:
    """A claim line must be one that `line` could write: the same words, in its order."""
    words = claim.split()
    rest = iter(words[3:])
    places = []
    for word in rest:
        if word in _OPTIONS:
            next(rest, None)
        elif word != "not" and word not in _MODALITIES:
            raise ValueError(f"{path.name}:{number}: {word!r} is no modality, `not`, `by`, `on`, `at` or `as`")
        places.append([*sorted(_MODALITIES), "not", *_OPTIONS].index(word))
    if len(words) < 3 or places != sorted(places):
        raise ValueError(f"{path.name}:{number}: write `subject predicate object [modality] [not] [by] [on] [at] [as]`")


def written(text: str, issued: str | None = None) -> str:
    """A text as a case, with what the reader finds today: to paste, then to correct."""
    found = extract(Document("case.txt", text, "0" * 64, issued=issued))
    head = ["# why: ", *(f"text: {row}" for row in text.splitlines()), *([f"issued: {issued}"] if issued else [])]
    return "\n".join([*head, *(f"claim: {line(c)}" for c in found.claims)])


if __name__ == "__main__":
    sys.stdout.write("\n---\n".join(written(text) for text in sys.argv[1:]) + "\n")
