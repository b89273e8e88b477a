"""What a careful reader found in an article: one JSON a document, its text beside it where we have it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diplograph.errors import SourceError


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that takes part, under all its names. `canon` is the name an annotator gave it, if one did."""

    id: str
    kind: str
    names: tuple[str, ...]
    iso: str = ""
    canon: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One relation: as annotated, or as read. `quote` is the line or the evidence that states it.

    `seen` says how near the quote both ends are spoken of: "sentence", "document" or "nowhere", "elsewhere" where
    the document's text is not there to be asked; empty if nobody looked.
    """

    subject: str
    predicate: str
    object: str
    modality: str = "asserted"
    speaker: str | None = None
    quote: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Answer:
    """All that one reader found in one document."""

    things: Mapping[str, Thing] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    text: str = ""


def read_gold(folder: Path) -> dict[str, Answer]:
    """The annotated documents of a folder, by name; `<name>.txt` beside `<name>.json` is its text.

    Raises `SourceError` for a folder without any, and for a file that is no annotation.

    >>> read_gold(Path("nowhere"))
    Traceback (most recent call last):
    diplograph.errors.SourceError: nowhere: no annotated documents
    hint: give a folder with one JSON file a document
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise SourceError(f"{folder}: no annotated documents", hint="give a folder with one JSON file a document")
    return {file.stem: _annotated(file) for file in files}


def _annotated(file: Path) -> Answer:
    beside = file.with_suffix(".txt")
    try:
        text = beside.read_text(encoding="utf-8") if beside.is_file() else ""
        row = json.loads(file.read_text(encoding="utf-8"))
        things = {e["id"]: _thing(e) for e in row["entities"]}
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return Answer(things, tuple(_told(r, lines) for r in row["relations"]), text)
    except (OSError, ValueError) as error:
        raise SourceError(f"{file}: {error}", hint="see that it is JSON in UTF-8") from error
    except (KeyError, TypeError) as error:
        raise SourceError(f"{file}: no {error}", hint='give "entities" and "relations"') from error


def _thing(row: Mapping[str, Any]) -> Thing:
    accepted = row.get("accept") or []
    also = accepted if isinstance(accepted, list) else [accepted]
    names = [*row.get("names", []), row.get("canon"), *also]
    return Thing(row["id"], row["type"], tuple(n for n in names if n), row.get("iso") or "", row.get("canon") or "")


def _told(row: Mapping[str, Any], lines: list[str]) -> Told:
    line = row.get("line")
    quote = lines[line] if isinstance(line, int) and line < len(lines) else ""
    return Told(row["s"], row["p"], row["o"], row.get("modality", "asserted"), row.get("speaker"), quote)
