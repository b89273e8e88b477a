"""The packs as frozen rows, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from diplograph.errors import PackError

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Country:
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


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    country: str
    kind: str
    acts: str
    wikidata: str
    label: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    wikidata: str
    kind: str
    country: str
    label: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Membership:
    organization: str
    country: str
    since: str
    until: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Office:
    id: str
    title: str
    label: str
    scope: str
    principal: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    wikidata: str
    country: str
    label: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Holder:
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


@dataclass(frozen=True, slots=True)
class Agreement:
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


@dataclass(frozen=True, slots=True)
class Party:
    agreement: str
    party: str
    since: str
    until: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class NameRow:
    id: str
    lang: str
    role: str
    source: str
    as_of: str
    name: str


Row = TypeVar("Row", Country, Place, Organization, Membership, Office, Person, Holder, Agreement, Party, NameRow)


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
    """The rows of one pack; a missing file has none.

    Raises PackError for a row with another number of cells than its columns.
    """
    if not path.exists():
        return
    width = len(fields(row))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number == 1 or not line or line.startswith("# "):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise PackError(f"{path.name}:{number}: {len(cells)} cells, not {width}", hint="separate with tabs")
        yield row(*cells)


NAMED = ("countries", "places", "organizations", "offices", "people", "agreements")


@cache
def load(folder: Path = HERE) -> World:
    """Read all packs of a folder; done once a process."""
    return World(
        countries={r.id: r for r in read_rows(folder / "countries.tsv", Country)},
        places={r.id: r for r in read_rows(folder / "places.tsv", Place)},
        organizations={r.id: r for r in read_rows(folder / "organizations.tsv", Organization)},
        offices={r.id: r for r in read_rows(folder / "offices.tsv", Office)},
        people={r.id: r for r in read_rows(folder / "people.tsv", Person)},
        agreements={r.id: r for r in read_rows(folder / "agreements.tsv", Agreement)},
        members=tuple(read_rows(folder / "members.tsv", Membership)),
        holders=tuple(read_rows(folder / "holders.tsv", Holder)),
        parties=tuple(read_rows(folder / "parties.tsv", Party)),
        names={name: tuple(read_rows(folder / "names" / f"{name}.tsv", NameRow)) for name in NAMED},
    )
