"""What is wrong with the packs: one line a fault, with its place and the next move.

A fault that a machine can see is one that no reviewer has to. The rules are tables where they can be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from diplograph.errors import PackError
from diplograph.knowledge.packs import (
    HERE,
    NAMED,
    TABLES,
    Ambiguous,
    AnyRow,
    Country,
    Holder,
    NameRow,
    Place,
    Shared,
    columns,
    key_of,
    present,
    surfaces,
)
from diplograph.text import ZWNJ, key

SOURCES = "SOURCES.md"
RULES = ("governed", "titled")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SOURCE_ROW = re.compile(r"^\| *`([^`]+)` *\|", re.M)
# Cells that have a shape: column, what it must match, what it is.
_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "id": (_SLUG, "a lower-case ASCII slug"),
    "iso3": (re.compile(r"([A-Z]{3})?"), "an ISO 3166-1 alpha-3 code"),
    "numeric": (re.compile(r"(\d{3})?"), "an ISO 3166-1 numeric code"),
    "wikidata": (re.compile(r"(Q[1-9]\d*)?"), "a Wikidata item such as Q159"),
    "source": (re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*"), f"a key of {SOURCES}"),
    "lang": (re.compile(r"[a-z]{2,3}"), "a language code such as fa"),
    "label": (re.compile(r"\S(.*\S)?"), "the usual English name"),
    "title": (re.compile(r"\S(.*\S)?"), "an English title in lower case"),
}
_COUNTRY = (re.compile(r"[A-Z]{2}|[A-Z]{4}"), "an ISO 3166 code: two letters, or four for a state of the past")
_DATES = ("since", "until", "signed", "in_force", "ended")
# Cells that hold one word of a closed list.
_WORDS: Mapping[tuple[str, str], str] = {
    ("countries", "kind"): "state territory de-facto historical",
    ("places", "kind"): "capital city region sea seat",
    ("places", "acts"): "government place",
    ("organizations", "kind"): "intergovernmental bloc un-body agency court parliament ministry government-body "
    "central-bank military armed-group format company media",
    ("offices", "scope"): "country organization any bilateral",
    ("agreements", "status"): "proposed negotiated finalised signed ratified in-force suspended violated withdrawn "
    "terminated rejected",
    ("ambiguous", "rule"): " ".join(RULES),
    ("names/countries", "role"): "name formal alias adjective people metonym",
    ("names/places", "role"): "name alias",
    ("names/organizations", "role"): "name abbreviation alias short",
    ("names/offices", "role"): "name plural",
    ("names/people", "role"): "full short alias",
    ("names/agreements", "role"): "name abbreviation alias",
}
_MAY_BE_EMPTY = {("agreements", "status")}
# Cells that hold ids of other tables: any of those named.
_REFERENCES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("countries", "successors"): ("countries",),
    ("places", "country"): ("countries",),
    ("organizations", "country"): ("countries",),
    ("members", "organization"): ("organizations",),
    ("members", "country"): ("countries",),
    ("offices", "principal"): ("offices",),
    ("shared", "office"): ("offices",),
    ("shared", "of"): ("countries", "organizations"),
    ("people", "country"): ("countries",),
    ("holders", "office"): ("offices",),
    ("holders", "of"): ("countries", "organizations"),
    ("holders", "person"): ("people",),
    ("parties", "agreement"): ("agreements",),
    ("parties", "party"): ("countries", "organizations"),
    **{(f"names/{name}", "id"): (name,) for name in NAMED},
}
# Of those, what a row can do without.
_MAY_LACK = {("countries", "successors"), ("offices", "principal"), ("shared", "of")} | {
    (name, "country") for name in ("places", "organizations", "people")
}
# Letters of one language that look like those of another.
_FOREIGN: Mapping[str, tuple[re.Pattern[str], str]] = {
    "fa": (re.compile("[يىكۀٳ٠-٩]"), "write Persian ی, ک and ه, and digits as 1 or ۱"),
    "ar": (re.compile("[یکۀ۰-۹]"), "write Arabic ي and ك, and digits as 1 or ١"),
}
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "fa": ("ARABIC", "LATIN"),
    "ar": ("ARABIC", "LATIN"),
    "ru": ("CYRILLIC", "LATIN"),
    "en": ("LATIN",),
}
_MARKS = frozenset(" " + ZWNJ + "-–—.,،'’&+/()«»:")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, where, and what to do about it.

    >>> print(Fault("people.tsv", 7, "label is empty", "give the usual English name"))
    people.tsv:7: label is empty (give the usual English name)
    """

    file: str
    line: int
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} ({self.hint})"


@dataclass(frozen=True, slots=True)
class Line:
    """A row and where it stands."""

    file: str
    number: int
    row: AnyRow

    def fault(self, what: str, hint: str) -> Fault:
        """A fault of this row."""
        return Fault(self.file, self.number, what, hint)

    def __getitem__(self, name: str) -> str:
        cell: str = getattr(self.row, name)
        return cell


Lines = Mapping[str, tuple[Line, ...]]
T = TypeVar("T", bound=AnyRow)


def check(folder: Path = HERE, extra: tuple[Path, ...] = ()) -> tuple[Fault, ...]:
    """Every fault of the packs of a folder, and of the extra folders over it, in file order.

    >>> check()
    ()
    """
    faults: set[Fault] = set()
    merged: dict[str, dict[tuple[str, ...], Line]] = {name: {} for name in TABLES}
    sources: set[str] = set()
    for own in (folder, *extra):
        shown = "" if own == folder else f"{own.as_posix()}/"
        sources |= _explained(own)
        faults |= set(_strangers(own, shown))
        for name, row in TABLES.items():
            lines = list(_read(own / f"{name}.tsv", f"{shown}{name}.tsv", row, faults))
            merged[name].update({key_of(line.row): line for line in lines})
    tables = {name: tuple(rows.values()) for name, rows in merged.items()}
    for rule in _ROW_RULES:
        for name, lines_of in tables.items():
            for line in lines_of:
                faults.update(rule(name, line))
    for whole in _RULES:
        faults.update(whole(tables))
    faults.update(_unexplained(tables, sources))
    return tuple(sorted(faults))


def vet(extra: tuple[Path, ...], folder: Path = HERE) -> None:
    """Refuse extra packs that have faults.

    Raises PackError with the first faults, or for a folder without packs.
    """
    present(extra)
    faults = check(folder, extra)
    if faults:
        told = "\n".join(str(f) for f in faults[:10])
        more = f"\nand {len(faults) - 10} more" if len(faults) > 10 else ""
        raise PackError(told + more, hint="diplograph knowledge check --knowledge DIR shows all of them")


# -- files -----------------------------------------------------------------------------------------------------------


def _strangers(folder: Path, shown: str) -> Iterator[Fault]:
    """Tables that nobody reads."""
    for path in sorted(folder.rglob("*.tsv")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in TABLES:
            yield Fault(f"{shown}{name}.tsv", 1, "no such pack", f"packs are: {', '.join(TABLES)}")


def _read(path: Path, shown: str, row: type[AnyRow], faults: set[Fault]) -> Iterator[Line]:
    """The well-formed rows of a table; what is not well formed becomes a fault."""
    if not path.is_file():
        return
    text = path.read_bytes().decode("utf-8", errors="replace")
    if text.startswith("\ufeff"):
        faults.add(Fault(shown, 1, "byte order mark", "save the file as UTF-8 without it"))
    if "\r" in text:
        number = text[: text.index("\r")].count("\n") + 1
        faults.add(Fault(shown, number, "carriage return", "end all lines with a line feed only"))
    lines = text.removeprefix("\ufeff").replace("\r", "").split("\n")
    wanted = columns(row)
    if tuple(lines[0].split("\t")) != wanted:
        faults.add(Fault(shown, 1, "the first line does not name the columns", "it is: " + "\\t".join(wanted)))
        return
    if lines[-1]:
        faults.add(Fault(shown, len(lines), "no line end at the end", "end the file with a line feed"))
    body = lines[1:-1] if not lines[-1] else lines[1:]
    before, seen = b"", dict[tuple[str, ...], int]()
    for number, line in enumerate(body, 2):
        if line.startswith("# "):
            continue
        for what, hint in _malformed(line, len(wanted)):
            faults.add(Fault(shown, number, what, hint))
        raw, cells = line.encode(), line.split("\t")
        if raw < before:
            faults.add(Fault(shown, number, "not sorted", "sort the rows by their bytes: LC_ALL=C sort"))
        before = raw
        if len(cells) != len(wanted):
            continue
        found = Line(shown, number, row(*cells))
        first = seen.setdefault(key_of(found.row), number)
        if first != number:
            faults.add(found.fault(f"the same as line {first}: {' '.join(key_of(found.row))}", "keep one of them"))
        yield found


def _malformed(line: str, width: int) -> Iterator[tuple[str, str]]:
    if not line:
        yield "empty line", "remove it"
    elif line.count("\t") + 1 != width:
        yield f"{line.count(chr(9)) + 1} cells, not {width}", "separate with single tabs; leave a cell empty if unknown"
    if "\ufffd" in line:
        yield "not UTF-8", "save the file as UTF-8"
    if any(cell != cell.strip() or "  " in cell for cell in line.split("\t")):
        yield "spaces at the edge of a cell, or two together", "remove them"
    if not unicodedata.is_normalized("NFC", line):
        yield "letters in pieces", "normalise to Unicode NFC"


def _explained(folder: Path) -> set[str]:
    path = folder / SOURCES
    return set(_SOURCE_ROW.findall(path.read_text(encoding="utf-8"))) if path.is_file() else set()


# -- rows ------------------------------------------------------------------------------------------------------------


def _shapes(name: str, line: Line) -> Iterator[Fault]:
    for column in line.row._fields:
        shape = _COUNTRY if (name, column) == ("countries", "id") else _SHAPES.get(column)
        if column == "id" and name.startswith("names/"):
            continue
        if shape and not shape[0].fullmatch(line[column]):
            yield line.fault(f"{column} {line[column] or 'is empty'}: not as it must be", f"it is {shape[1]}")


def _words(name: str, line: Line) -> Iterator[Fault]:
    for (table, column), words in _WORDS.items():
        if (
            table == name
            and line[column] not in words.split()
            and not ((table, column) in _MAY_BE_EMPTY and not line[column])
        ):
            yield line.fault(
                f"{column} {line[column] or 'is empty'}: no such word", f"one of: {', '.join(words.split())}"
            )


def _dates(_name: str, line: Line) -> Iterator[Fault]:
    columns_ = [c for c in _DATES if c in line.row._fields]
    for column in (*columns_, "as_of"):
        if line[column] and not real(line[column]):
            yield line.fault(f"{_head(column)} {line[column]}: no such date", "write 2013, 2013-08 or 2013-08-15")
    if not line["as_of"]:
        yield line.fault("as_of is empty", "say as of when this is known")
    order = [c for c in (*columns_, "as_of") if line[c]]
    for one, other in combinations(order, 2):
        if before(line[other], line[one]):
            told = f"{_head(one)} {line[one]} is after {other} {line[other]}"
            yield line.fault(told, "one of the two dates is wrong")


def _head(column: str) -> str:
    return "from" if column == "since" else column


_ROW_RULES: tuple[Callable[[str, Line], Iterator[Fault]], ...] = (_shapes, _words, _dates)


def real(day: str) -> bool:
    """Whether an ISO prefix is a year, month or day of the calendar.

    >>> real("2013-08"), real("2013-13"), real("2013-02-29")
    (True, False, False)
    """
    if not _DATE.fullmatch(day) or day.startswith("0000"):
        return False
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def before(one: str, other: str) -> bool:
    """Whether a date is surely before another, both ISO prefixes.

    >>> before("2013", "2014-05"), before("2013", "2013-05")
    (True, False)
    """
    n = min(len(one), len(other))
    return one[:n] < other[:n]


# -- tables ----------------------------------------------------------------------------------------------------------


def _of(tables: Lines, name: str, row: type[T]) -> Iterator[tuple[Line, T]]:
    """The rows of one table, typed."""
    for line in tables[name]:
        if isinstance(line.row, row):
            yield line, line.row


def _references(tables: Lines) -> Iterator[Fault]:
    known = {name: {line["id"] for line in tables[name]} for name in NAMED}
    for (name, column), targets in _REFERENCES.items():
        for line in tables[name]:
            ids = line[column].split()
            if not ids and (name, column) not in _MAY_LACK:
                yield line.fault(f"{column} is empty", f"give an id of {' or '.join(targets)}")
            for id_ in ids:
                if not any(id_ in known[target] for target in targets):
                    yield line.fault(f"{column} {id_}: unknown", f"add it to {' or '.join(targets)}, or correct it")


def _wikidata(tables: Lines) -> Iterator[Fault]:
    for name in ("countries", "places", "organizations", "people", "agreements"):
        seen: dict[str, str] = {}
        for line in tables[name]:
            first = seen.setdefault(line["wikidata"], line["id"]) if line["wikidata"] else line["id"]
            if first != line["id"]:
                yield line.fault(f"{line['wikidata']} is {first} already", "merge the two, or correct the item")


def _past_states(tables: Lines) -> Iterator[Fault]:
    for line, row in _of(tables, "countries", Country):
        past = row.kind == "historical"
        if past and not (row.since and row.until and row.successors):
            yield line.fault(f"{row.id} is historical without from, until and successors", "fill them")
        if past != (len(row.id) == 4):
            yield line.fault(f"{row.id} is {row.kind}", "four letters mean a state of the past, two one of today")
        if row.until and not past:
            yield line.fault(f"{row.id} has ended but is {row.kind}", "make it historical, or empty until")


def _scopes(tables: Lines) -> Iterator[Fault]:
    scope = {line["id"]: line["scope"] for line in tables["offices"]}
    countries = {line["id"] for line in tables["countries"]}
    for line, row in _of(tables, "holders", Holder):
        kind = "country" if row.of in countries else "organization"
        if scope.get(row.office, "any") not in ("any", kind) and not (scope[row.office] == "bilateral" and row.of):
            yield line.fault(
                f"{row.office} is an office of {scope[row.office]}, {row.of} is not", "correct of or scope"
            )


def _overlaps(tables: Lines) -> Iterator[Fault]:
    """Two people at once in an office that one person holds."""
    shared = {(row.office, row.of) for _, row in _of(tables, "shared", Shared)}
    held: dict[tuple[str, str], list[tuple[Line, Holder]]] = {}
    for line, row in _of(tables, "holders", Holder):
        if (row.office, "") not in shared and (row.office, row.of) not in shared:
            held.setdefault((row.office, row.of), []).append((line, row))
    for (office, of), rows in held.items():
        for (_, a), (line, b) in combinations(rows, 2):
            if a.person != b.person and together(a, b):
                yield line.fault(
                    f"{b.person} and {a.person} are both {office} of {of} at one time",
                    "correct from or until, or name the office in shared.tsv",
                )


def together(a: Holder, b: Holder) -> bool:
    """Whether two tenures surely have more than a day in common.

    >>> a = Holder("pope", "VA", "benedict-xvi", "2005-04", "2013-02", "s", "2026")
    >>> b = Holder("pope", "VA", "francis", "2013-02", "2025", "s", "2026")
    >>> together(a, b), together(a, a)
    (False, True)
    """
    end_a, end_b = a.until or a.as_of, b.until or b.as_of
    return before(a.since or end_a, end_b) and before(b.since or end_b, end_a)


def _labels(tables: Lines) -> Iterator[Fault]:
    for name in NAMED:
        named = {line["id"] for line in tables[f"names/{name}"] if line["lang"] == "en"}
        for line in tables[name]:
            if line["id"] not in named:
                yield line.fault(f"{line['id']} has no English name", f"add one to names/{name}.tsv")


def _unexplained(tables: Lines, sources: set[str]) -> Iterator[Fault]:
    """The first row of each table that names a source nobody explains."""
    for lines in tables.values():
        told = set(sources)
        for line in lines:
            if line["source"] not in told:
                told.add(line["source"])
                yield line.fault(f"source {line['source']}: not explained", f"explain it in {SOURCES}")


# -- names -----------------------------------------------------------------------------------------------------------


def _letters(tables: Lines) -> Iterator[Fault]:
    for name in (*(f"names/{n}" for n in NAMED), "ambiguous"):
        for line in tables[name]:
            for what, hint in _misspelt(line["name"], line["lang"]):
                yield line.fault(f"«{line['name']}» {what}", hint)


def _misspelt(name: str, lang: str) -> Iterator[tuple[str, str]]:
    if not any(c.isalnum() for c in key(name)):
        yield "has no letter left when it is folded", "write the name itself"
    strange = sorted({c for c in name if not (c.isalnum() or c in _MARKS or unicodedata.combining(c))})
    if strange:
        told = " ".join(f"U+{ord(c):04X}" for c in strange)
        yield f"has {told}, which no text will match", "use plain letters, digits and marks"
    if name.startswith(ZWNJ) or name.endswith(ZWNJ) or ZWNJ + ZWNJ in name or ZWNJ + " " in name or " " + ZWNJ in name:
        yield "has a non-joiner that joins nothing", "remove it"
    if lang in _FOREIGN and _FOREIGN[lang][0].search(name):
        yield f"has letters that {lang} does not use", _FOREIGN[lang][1]
    if lang in _SCRIPTS and not _one_script(name, _SCRIPTS[lang]):
        yield (
            f"is not written in the letters of {lang}",
            f"use {' or '.join(_SCRIPTS[lang]).title()} letters, one script a word",
        )


def _one_script(name: str, allowed: tuple[str, ...]) -> bool:
    if name.isascii() and "LATIN" in allowed:
        return True
    for word in re.split(r"[\W\d_]+", name):
        scripts = {unicodedata.name(c, "").partition(" ")[0] for c in word}
        if len(scripts) > 1 or not scripts <= set(allowed):
            return False
    return True


def _clashes(tables: Lines) -> Iterator[Fault]:
    """One surface for two things of the same pack. Surnames may be shared: office, country and date decide."""
    for name in NAMED:
        seen: dict[tuple[str, str], dict[str, NameRow]] = {}
        for line, row in _of(tables, f"names/{name}", NameRow):
            for surface in surfaces(row.name):
                others = seen.setdefault((row.lang, surface), {})
                for other in others.values():
                    if other.id != row.id and not other.role == row.role == "short":
                        yield line.fault(f"«{row.name}» is {row.id} and {other.id}", "keep it for one of the two")
                others.setdefault(row.id, row)


def _crossings(tables: Lines) -> Iterator[Fault]:
    """One surface for things of two packs, where no row of ambiguous.tsv and no seat of government explains it."""
    ruled = {(row.lang, s) for _, row in _of(tables, "ambiguous", Ambiguous) for s in surfaces(row.name)}
    places = {row.id: row for _, row in _of(tables, "places", Place)}
    seen: dict[tuple[str, str], list[tuple[str, NameRow]]] = {}
    for name in NAMED:
        for line, row in _of(tables, f"names/{name}", NameRow):
            for surface in sorted(surfaces(row.name)):
                others = seen.setdefault((row.lang, surface), [])
                for pack, other in others:
                    if pack != name and (row.lang, surface) not in ruled and not _seat(other, row, places):
                        yield line.fault(
                            f"«{row.name}» is {other.id} of {pack} too", "name it in ambiguous.tsv with its rule"
                        )
                others.append((name, row))


def _seat(country: NameRow, place: NameRow, places: Mapping[str, Place]) -> bool:
    """The Kremlin: a place, and a name of the country that is governed there."""
    return country.role == "metonym" and place.id in places and places[place.id].country == country.id


def _idle(tables: Lines) -> Iterator[Fault]:
    """Rules for surfaces that name nothing."""
    named = {
        (row.lang, s) for name in NAMED for _, row in _of(tables, f"names/{name}", NameRow) for s in surfaces(row.name)
    }
    for line, row in _of(tables, "ambiguous", Ambiguous):
        if not any((row.lang, s) in named for s in surfaces(row.name)):
            yield line.fault(f"«{row.name}» names nothing", "remove the row, or add the name to a pack")


_RULES: tuple[Callable[[Lines], Iterable[Fault]], ...] = (
    _references,
    _wikidata,
    _past_states,
    _scopes,
    _overlaps,
    _labels,
    _letters,
    _clashes,
    _crossings,
    _idle,
)
