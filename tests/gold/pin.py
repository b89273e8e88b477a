"""Raise the floors of `floors.toml` to just below what is reached now: `python tests/gold/pin.py`.

A floor never falls here. To lower one, edit the file by hand and add a `[[lowered]]` entry with the reason.
"""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

from diplograph.build import build
from diplograph.score import Score, measure, of_dataset, read_gold

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
CLEARANCE = 0.01  # over a share that may not rise
SLACK = {"predicates": 0.05}  # a predicate has few cases: one of them may tip
_HEAD = """\
# What the reader reaches on the passages of this folder, and may not fall below (`diplograph score tests/gold`).
# Floors rise with `python tests/gold/pin.py`. A floor falls, or a ceiling rises, only by hand and with a [[lowered]]
# entry below that says why.
"""


def reached() -> Score:
    """The score of the reader as it is."""
    texts = sorted(HERE.glob("*.txt"))
    return measure(read_gold(HERE), of_dataset(build(*texts)))


def floors() -> dict[str, dict[str, float]]:
    """The pinned tables: floors, and under `ceilings` what may not be exceeded."""
    tables = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return {name: table for name, table in tables.items() if isinstance(table, dict)}


def lowered() -> list[dict[str, str]]:
    """The entries that give a reason."""
    found: list[dict[str, str]] = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get("lowered", [])
    return found


def numbers(score: Score) -> dict[str, dict[str, float]]:
    """The numbers that are pinned."""
    rates = {"relations": score.relations, "entities": score.entities}
    return {
        "ceilings": {"silent": score.silent, "unseen": score.unseen("document") or 0.0},
        **{name: {"precision": r.precision, "recall": r.recall, "f1": r.f1} for name, r in rates.items()},
        "told": {"modality": score.modality.precision, "speaker": score.speaker.precision},
        "predicates": {name: rate.f1 for name, rate in sorted(score.predicates.items())},
    }


def raised(now: dict[str, dict[str, float]], old: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Every floor at just below the present, or where it stood if that is higher; ceilings the other way round."""
    new: dict[str, dict[str, float]] = {}
    for table, values in now.items():
        for name, value in values.items():
            stood = old.get(table, {}).get(name)
            if table == "ceilings":
                pin = value if name == "silent" else math.ceil(100 * (value + CLEARANCE)) / 100
                new.setdefault(table, {})[name] = pin if stood is None else min(pin, stood)
            else:
                pin = max(0.0, math.floor(100 * (value - SLACK.get(table, 0.02))) / 100)
                new.setdefault(table, {})[name] = pin if stood is None else max(pin, stood)
    return new


def written(tables: dict[str, dict[str, float]], why: list[dict[str, str]]) -> str:
    """The file."""
    parts = [_HEAD]
    for table, values in tables.items():
        parts.append(f"[{table}]\n" + "".join(f"{name} = {value}\n" for name, value in values.items()))
    parts += ["[[lowered]]\n" + "".join(f'{k} = "{v}"\n' for k, v in entry.items()) for entry in why]
    return "\n".join(parts)


if __name__ == "__main__":
    text = written(raised(numbers(reached()), floors()), lowered() if FLOORS.exists() else [])
    FLOORS.write_text(text, encoding="utf-8")
