"""The packs as frozen rows, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from diplograph.errors import PackError
from diplograph.text import ZWNJ, key

HERE = Path(__file__).parent


class Country(NamedTuple):
    id: str
    iso3: str
    numeric: str
    wikidata: str
    kind: str
    since: str
    until: str
    successors: str
    label: str
    source: str
    as_of: str


class Place(NamedTuple):
    id: str
    country: str
    kind: str
    acts: str
    wikidata: str
    label: str
    source: str
    as_of: str


class Organization(NamedTuple):
    id: str
    wikidata: str
    kind: str
    country: str
    label: str
    source: str
    as_of: str


class Membership(NamedTuple):
    organization: str
    country: str
    since: str
    until: str
    source: str
    as_of: str


class Office(NamedTuple):
    id: str
    title: str
    label: str
    scope: str
    principal: str
    source: str
    as_of: str


class Person(NamedTuple):
    id: str
    wikidata: str
    country: str
    label: str
    source: str
    as_of: str


class Holder(NamedTuple):
    """Who held an office (`office`, `of` a country or organization) from `since` until `until` (ISO prefixes)."""

    office: str
    of: str
    person: str
    since: str
    until: str
    source: str
    as_of: str

    def covers(self, date: str) -> bool:
        """Whether the tenure surely covers a date (an ISO prefix).

        >>> Holder("president", "IR", "x", "2013-08-03", "2021-08-03", "s", "2026").covers("2015-01-01")
        True
        """
        begun = bool(self.since) and date[: len(self.since)] >= self.since[: len(date)]
        end = self.until or self.as_of
        return begun and date[: len(end)] <= end[: len(date)]


class Agreement(NamedTuple):
    id: str
    wikidata: str
    kind: str
    signed: str
    in_force: str
    ended: str
    status: str
    label: str
    source: str
    as_of: str


class Party(NamedTuple):
    agreement: str
    party: str
    since: str
    until: str
    source: str
    as_of: str


class NameRow(NamedTuple):
    id: str
    lang: str
    role: str
    source: str
    as_of: str
    name: str


class Shared(NamedTuple):
    """An office that several people may hold at once: of one country or organization, or of any if `of` is empty."""

    office: str
    of: str
    source: str
    as_of: str


class Ambiguous(NamedTuple):
    """A surface that is more than a name; `rule` says when it counts as one."""

    lang: str
    rule: str
    source: str
    as_of: str
    name: str


AnyRow = (
    Country
    | Place
    | Organization
    | Membership
    | Office
    | Person
    | Holder
    | Agreement
    | Party
    | Shared
    | Ambiguous
    | NameRow
)
Row = TypeVar("Row", bound=AnyRow)

NAMED = ("countries", "places", "organizations", "offices", "people", "agreements")
# Every table of a pack folder, with what one of its rows is.
TABLES: Mapping[str, type[AnyRow]] = {
    "countries": Country,
    "places": Place,
    "organizations": Organization,
    "members": Membership,
    "offices": Office,
    "shared": Shared,
    "people": Person,
    "holders": Holder,
    "agreements": Agreement,
    "parties": Party,
    "ambiguous": Ambiguous,
    **{f"names/{name}": NameRow for name in NAMED},
}
# What makes two rows the same row, so that the later one replaces the earlier. All others: their id.
_KEYS: Mapping[type[AnyRow], tuple[str, ...]] = {
    Membership: ("organization", "country", "since"),
    Holder: ("office", "of", "person", "since"),
    Party: ("agreement", "party", "since"),
    Shared: ("office", "of"),
    Ambiguous: ("lang", "name"),
    NameRow: ("id", "lang", "name"),
}


def columns(row: type[Row]) -> tuple[str, ...]:
    """The columns of a table, as its first line names them.

    >>> columns(Membership)
    ('organization', 'country', 'from', 'until', 'source', 'as_of')
    """
    return tuple("from" if name == "since" else name for name in row._fields)


def key_of(row: AnyRow) -> tuple[str, ...]:
    """What a row is about: a later row with the same key takes its place.

    >>> key_of(Shared("ambassador", "", "usage", "2026"))
    ('ambassador', '')
    """
    return tuple(getattr(row, name) for name in _KEYS.get(type(row), ("id",)))


def surfaces(name: str) -> set[str]:
    """What a name folds to: its non-joiners lost, or written as spaces.

    >>> sorted(surfaces("رئیس\\u200cجمهور"))
    ['رییس جمهور', 'رییسجمهور']
    """
    return {key(name), key(name.replace(ZWNJ, " "))}


@dataclass(frozen=True)
class World:
    """All packs together. Ids are the packs' own (`IR`, `sergey-lavrov`)."""

    countries: Mapping[str, Country]
    places: Mapping[str, Place]
    organizations: Mapping[str, Organization]
    offices: Mapping[str, Office]
    people: Mapping[str, Person]
    agreements: Mapping[str, Agreement]
    members: tuple[Membership, ...]
    holders: tuple[Holder, ...]
    parties: tuple[Party, ...]
    names: Mapping[str, tuple[NameRow, ...]]
    shared: tuple[Shared, ...] = ()
    unclear: tuple[Ambiguous, ...] = ()

    @cached_property
    def ambiguous(self) -> Mapping[tuple[str, str], str]:
        """The rule for each surface that is more than a name, by language and folded surface.

        >>> load().ambiguous["fa", key("چک")]
        'governed'
        """
        return {(row.lang, s): row.rule for row in self.unclear for s in sorted(surfaces(row.name))}

    @cached_property
    def bodies(self) -> Mapping[tuple[str, str], tuple[Organization, ...]]:
        """Organizations by (country, kind)."""
        found: dict[tuple[str, str], list[Organization]] = {}
        for row in self.organizations.values():
            found.setdefault((row.country, row.kind), []).append(row)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def tenures(self) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
        """Holders by (office, of)."""
        found: dict[tuple[str, str], list[Holder]] = {}
        for row in self.holders:
            found.setdefault((row.office, row.of), []).append(row)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def careers(self) -> Mapping[str, tuple[Holder, ...]]:
        """Holders by person."""
        found: dict[str, list[Holder]] = {}
        for row in self.holders:
            found.setdefault(row.person, []).append(row)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], tuple[NameRow, ...]]:
        """Name rows by (pack, id)."""
        found: dict[tuple[str, str], list[NameRow]] = {}
        for pack, rows in self.names.items():
            for row in rows:
                found.setdefault((pack, row.id), []).append(row)
        return {k: tuple(v) for k, v in found.items()}

    def holder(self, office: str, of: str, on: str) -> Holder | None:
        """The one row that covers a day, or None where none or several do."""
        rows = [row for row in self.tenures.get((office, of), ()) if row.covers(on)]
        return rows[0] if len({row.person for row in rows}) == 1 else None


def read_rows(path: Path, row: type[Row]) -> Iterator[Row]:
    """The rows of one table; a missing file has none.

    Raises PackError for another encoding, other columns, and a row with another number of cells.
    """
    if not path.exists():
        return
    width = len(row._fields)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name}: cannot be read: {error}", hint="save it as UTF-8") from error
    if tuple(lines[0].split("\t")) != columns(row):
        raise PackError(f"{path.name}:1: not its columns", hint=f"the first line is: {' '.join(columns(row))}")
    for number, line in enumerate(lines[1:], 2):
        if not line or line.startswith("# "):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise PackError(f"{path.name}:{number}: {len(cells)} cells, not {width}", hint="separate with tabs")
        yield tuple.__new__(row, cells)


def merged(name: str, row: type[Row], folders: tuple[Path, ...]) -> tuple[Row, ...]:
    """The rows of one table over all folders: a later row takes the place of an earlier one with the same key."""
    if len(folders) == 1:
        return tuple(read_rows(folders[0] / f"{name}.tsv", row))
    found: dict[tuple[str, ...], Row] = {}
    for folder in folders:
        for r in read_rows(folder / f"{name}.tsv", row):
            found[key_of(r)] = r
    return tuple(found.values())


def present(extra: tuple[Path, ...]) -> None:
    """Raise `PackError` for a folder without packs.

    >>> present((Path("nowhere"),))
    Traceback (most recent call last):
    diplograph.errors.PackError: nowhere: no knowledge packs here
    hint: a pack is a file such as nowhere/people.tsv
    """
    for own in extra:
        if not any((own / f"{name}.tsv").is_file() for name in TABLES):
            raise PackError(f"{own}: no knowledge packs here", hint=f"a pack is a file such as {own / 'people.tsv'}")


def load(folder: Path = HERE, extra: tuple[Path, ...] = ()) -> World:
    """Read all packs of a folder, and over them those of the extra folders; done once a process.

    Raises PackError for an extra folder without packs.
    """
    return _load(folder, extra)


@cache
def _load(folder: Path, extra: tuple[Path, ...]) -> World:
    present(extra)
    folders = (folder, *extra)

    def by_id(name: str, row: type[Row]) -> dict[str, Row]:
        return {key_of(r)[0]: r for r in merged(name, row, folders)}

    return World(
        countries=by_id("countries", Country),
        places=by_id("places", Place),
        organizations=by_id("organizations", Organization),
        offices=by_id("offices", Office),
        people=by_id("people", Person),
        agreements=by_id("agreements", Agreement),
        members=merged("members", Membership, folders),
        holders=merged("holders", Holder, folders),
        parties=merged("parties", Party, folders),
        names={name: merged(f"names/{name}", NameRow, folders) for name in NAMED},
        shared=merged("shared", Shared, folders),
        unclear=merged("ambiguous", Ambiguous, folders),
    )


def place(row: AnyRow, name: str, folder: Path = HERE, extra: tuple[Path, ...] = ()) -> str:
    """Where a row stands: its file and line; of built-in packs the file's name alone.

    >>> place(load().offices["pope"], "offices").partition(":")[0]
    'offices.tsv'
    """
    line = "\t".join(row)
    for own in reversed((folder, *extra)):
        path = own / f"{name}.tsv"
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        if line in lines:
            shown = path.name if own == HERE else path.as_posix()
            return f"{shown}:{lines.index(line) + 1}"
    return f"{name}.tsv"
