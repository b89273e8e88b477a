"""What a person decided of two entities: one, two, or not to be told. A file of tab-separated rows."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from diplograph.errors import PackError

COLUMNS = ("left", "right", "judgement", "reason")
KINDS = ("positive", "negative", "unsure")


class Judgement(NamedTuple):
    """`left` and `right` are entity ids. `positive`: one; `negative`: two; `unsure`: the rules go on deciding."""

    left: str
    right: str
    judgement: str
    reason: str


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file.

    Raises `PackError` for a file that cannot be read, a row that is wrong, and two rows that contradict each other.

    >>> read_judgements(Path("nowhere.tsv"))
    Traceback (most recent call last):
    diplograph.errors.PackError: nowhere.tsv: No such file or directory
    hint: give a UTF-8 file whose first line is: left right judgement reason
    """
    hint = f"give a UTF-8 file whose first line is: {' '.join(COLUMNS)}"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: not UTF-8: {error}", hint=hint) from error
    except OSError as error:
        raise PackError(f"{path}: {error.strerror or error}", hint=hint) from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise PackError(f"{path}:1: not the names of the columns", hint=hint)
    found: dict[tuple[str, ...], Judgement] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and not line.startswith("# "):
            row = _row(f"{path}:{number}", line.split("\t"))
            ends = tuple(sorted(row[:2]))
            if found.setdefault(ends, row).judgement != row.judgement:
                raise PackError(f"{path}:{number}: judged otherwise above", hint="keep one of the two rows")
    return tuple(sorted(found.values()))


def _row(where: str, cells: list[str]) -> Judgement:
    if len(cells) != len(COLUMNS):
        raise PackError(f"{where}: {len(cells)} cells, not {len(COLUMNS)}", hint="separate with tabs")
    row = Judgement(*(cell.strip() for cell in cells))
    if row.judgement not in KINDS:
        raise PackError(f'{where}: judgement "{row.judgement}"', hint=f"one of {', '.join(KINDS)}")
    if not row.reason:
        raise PackError(f"{where}: no reason", hint="say why, for whoever reads it next")
    kinds = {end.partition("/")[0] for end in row[:2]}
    if len(kinds) != 1 or row.left == row.right or not all("/" in end for end in row[:2]):
        raise PackError(
            f"{where}: {row.left}, {row.right}", hint="give two ids of one kind, as in official/sergey-lavrov"
        )
    return row
