"""Bring in office-holders from a Wikidata query: pack rows out of a SPARQL JSON result, and what did not fit.

The query is in docs/knowledge.md. Dates are never made more precise than Wikidata holds them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diplograph.errors import PackError
from diplograph.ids import slug
from diplograph.knowledge.ask import named
from diplograph.knowledge.check import before, real, together
from diplograph.knowledge.packs import HERE, AnyRow, Holder, NameRow, Person, World, columns, key_of, load, read_rows
from diplograph.text import key

SOURCE = "wikidata"
LANGUAGES = ("ar", "en", "fa", "ru")

_ITEM = re.compile(r"(?:.*/)?(Q[1-9]\d*)")
_TIME = re.compile(r"\+?(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
# How much of an ISO date Wikidata's precision vouches for; less than a year says nothing.
_PRECISION = {"9": 4, "10": 7, "11": 10}


@dataclass(frozen=True)
class Imported:
    """Rows by table, and notes on what was merged, known already or left out."""

    people: tuple[Person, ...]
    holders: tuple[Holder, ...]
    names: tuple[NameRow, ...]
    notes: tuple[str, ...]
    known: int

    @property
    def tables(self) -> Mapping[str, tuple[AnyRow, ...]]:
        """The rows by the name of their table."""
        return {"people": self.people, "holders": self.holders, "names/people": self.names}


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    """One line of the result, in our terms."""

    item: str
    label: str
    office: str
    of: str
    since: str
    until: str
    names: tuple[tuple[str, str], ...]


def honest(value: str, precision: str = "") -> str:
    """A Wikidata time as an ISO prefix that is no more precise than it is known.

    Without a precision, the first of January stands for a year, and the first of a month for a month.

    >>> honest("2013-08-15T00:00:00Z", "11"), honest("2013-08-15T00:00:00Z", "9"), honest("2013-01-01T00:00:00Z")
    ('2013-08-15', '2013', '2013')
    """
    match = _TIME.fullmatch(value)
    if not match:
        return ""
    year, month, day = match.groups()
    if precision:
        size = _PRECISION.get(precision, 0)
    else:
        size = 10 if day not in ("00", "01") else 7 if month not in ("00", "01") else 4
    told = f"{year}-{month}-{day}"[:size]
    return told if real(told) else ""


def read(path: Path, *, as_of: str = "", folder: Path = HERE, extra: tuple[Path, ...] = ()) -> Imported:
    """Turn a SPARQL JSON result into rows that fit over the packs.

    `as_of` is when the query was run; without it, the latest date in the result. Raises PackError for another file.
    """
    world = load(folder, extra)
    notes: list[str] = []
    found = sorted(
        {f for n, b in enumerate(_bindings(path), 1) for f in _understand(b, n, world, notes, folder, extra)}
    )
    latest = as_of or max((d for f in found for d in (f.since, f.until)), default="")
    ids = _ids(found, world, notes)
    people = tuple(_people(found, ids, world, latest))
    names = tuple(_names(found, ids, world, latest, notes))
    holders, known = _holders(found, ids, world, latest, notes)
    return Imported(people, holders, names, tuple(dict.fromkeys(notes)), known)


def write(imported: Imported, out: Path) -> list[Path]:
    """Write the rows into a folder of packs, over what it has, and give the files' paths."""
    written = []
    for name, rows in imported.tables.items():
        if not rows:
            continue
        path, row = out / f"{name}.tsv", type(rows[0])
        merged = {key_of(r): r for r in (*read_rows(path, row), *rows)}
        lines = sorted("\t".join(r) for r in merged.values())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["\t".join(columns(row)), *lines, ""]), encoding="utf-8", newline="\n")
        written.append(path)
    return written


# -- reading ---------------------------------------------------------------------------------------------------------


def _bindings(path: Path) -> list[dict[str, str]]:
    hint = "ask for the result as application/sparql-results+json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["results"]["bindings"]
        return [{k: str(cell["value"]) for k, cell in row.items()} for row in rows]
    except OSError as error:
        raise PackError(
            f"{path}: {error.strerror or error}", hint="give the file that the query was saved to"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{path}: not a SPARQL JSON result", hint=hint) from error


def _understand(
    cells: Mapping[str, str], number: int, world: World, notes: list[str], folder: Path, extra: tuple[Path, ...]
) -> Iterator[_Found]:
    """A line of the result, if all that it names is known."""
    item = _item(cells.get("item", ""))
    label = _tidy(cells.get("itemLabel") or cells.get("en", ""), "en")
    office = _office(cells.get("office", ""), world, folder, extra)
    of = _of(cells.get("country", ""), world)
    lacks = [
        what
        for what, value in (
            ("an item", item),
            ("an English label", label if not _ITEM.fullmatch(label) and slug(label) else ""),
            (f"an office of the packs ({cells.get('office', '')})", office),
            (f"a country or organization of the packs ({cells.get('country', '')})", of),
        )
        if not value
    ]
    if lacks:
        notes.append(f"result {number} left out: no {lacks[0].partition(' ')[2]}: {label or item}")
        return
    names = tuple((lang, _tidy(cells[lang], lang)) for lang in LANGUAGES if cells.get(lang))
    yield _Found(
        item=item,
        label=label,
        office=office,
        of=of,
        since=honest(cells.get("start", ""), cells.get("startPrecision", "")),
        until=honest(cells.get("end", ""), cells.get("endPrecision", "")),
        names=names if any(lang == "en" for lang, _ in names) else (*names, ("en", label)),
    )


def _item(value: str) -> str:
    match = _ITEM.fullmatch(value)
    return match.group(1) if match else ""


def _tidy(name: str, lang: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    return name.translate(_PERSIAN) if lang == "fa" else name


def _office(value: str, world: World, folder: Path, extra: tuple[Path, ...]) -> str:
    """An office by its id, or by a name such as "Minister of Foreign Affairs of Russia"."""
    if value in world.offices:
        return value
    offices = named(value, folder, extra).offices if value else ()
    return offices[0] if len(offices) == 1 else ""


def _of(value: str, world: World) -> str:
    """A country or organization by its id or Wikidata item."""
    if value in world.countries or value in world.organizations:
        return value
    item = _item(value)
    items = {c.wikidata: c.id for c in world.countries.values()}
    items |= {o.wikidata: o.id for o in world.organizations.values()}
    return items.get(item, "") if item else ""


# -- people ----------------------------------------------------------------------------------------------------------


def _ids(found: Iterable[_Found], world: World, notes: list[str]) -> dict[str, str]:
    """Our id for each item: by the item, by the same name in the same country, or a new slug."""
    by_item = {p.wikidata: p.id for p in world.people.values() if p.wikidata}
    ids: dict[str, str] = {}
    taken = {p.id: p.wikidata for p in world.people.values()}
    for f in found:
        if f.item in ids:
            continue
        id_ = by_item.get(f.item) or _same(f, world) or slug(f.label)
        if taken.get(id_) == "" and f.item not in by_item:
            notes.append(f"{f.label} ({f.item}) is taken for {id_}: same name, same country")
        elif id_ in taken and taken[id_] != f.item:
            notes.append(f"{f.label} ({f.item}) is not {id_} ({taken[id_]}): named {id_}-{f.item.lower()}")
            id_ = f"{id_}-{f.item.lower()}"
        ids[f.item] = id_
        taken[id_] = f.item
    return ids


def _same(found: _Found, world: World) -> str:
    """Someone of that English name, from that country, whom we know without an item."""
    for row in world.names["people"]:
        person = world.people.get(row.id)
        named_so = row.lang == "en" and row.role != "short" and key(row.name) == key(found.label)
        if person and named_so and not person.wikidata and person.country == found.of:
            return person.id
    return ""


def _people(found: Iterable[_Found], ids: Mapping[str, str], world: World, as_of: str) -> Iterator[Person]:
    """The new people, and those whose item we did not know."""
    done = set()
    for f in found:
        id_ = ids[f.item]
        old = world.people.get(id_)
        if id_ in done or (old and old.wikidata):
            continue
        done.add(id_)
        country = f.of if f.of in world.countries else ""
        yield old._replace(wikidata=f.item) if old else Person(id_, f.item, country, f.label, SOURCE, as_of)


def _names(
    found: Iterable[_Found], ids: Mapping[str, str], world: World, as_of: str, notes: list[str]
) -> Iterator[NameRow]:
    """The full names that we did not have; one that is somebody else's is left out."""
    owners = {(r.lang, key(r.name)): r.id for r in world.names["people"]}
    for f in found:
        for lang, name in f.names:
            id_, surface = ids[f.item], (lang, key(name))
            if surface not in owners:
                owners[surface] = id_
                yield NameRow(id_, lang, "full", SOURCE, as_of, name)
            elif owners[surface] != id_:
                notes.append(f"«{name}» left out for {id_}: it is {owners[surface]}")


# -- tenures ---------------------------------------------------------------------------------------------------------


def _holders(
    found: Iterable[_Found], ids: Mapping[str, str], world: World, as_of: str, notes: list[str]
) -> tuple[tuple[Holder, ...], int]:
    """The tenures that we did not have, and how many we had."""
    rows = _united(Holder(f.office, f.of, ids[f.item], f.since, f.until, SOURCE, as_of) for f in found)
    out: list[Holder] = []
    known = 0
    for row in rows:
        old = [r for r in world.tenures.get((row.office, row.of), ()) if r.person == row.person]
        same = next((r for r in old if _agree(r.since, row.since)), None)
        clash = next((r for r in old if together(r, row)), None)
        if same and not same.until and row.until and before(same.as_of, row.until):
            out.append(same._replace(until=row.until, source=SOURCE, as_of=as_of))
        elif same and (_agree(same.until, row.until) or not row.until):
            known += 1
        elif same or clash:
            notes.append(f"left out: {_dates(row)}; the packs say {_dates(same or clash or row)}")
        else:
            out.append(row)
    return tuple(out), known


def _united(rows: Iterable[Holder]) -> Iterator[Holder]:
    """Rows of one tenure as one, with the more precise dates."""
    by_key: dict[tuple[str, str, str], list[Holder]] = {}
    for row in sorted(rows, key=lambda r: (r.office, r.of, r.person, r.since, r.until)):
        group = by_key.setdefault((row.office, row.of, row.person), [])
        if group and _agree(group[-1].since, row.since) and _agree(group[-1].until, row.until):
            last = group[-1]
            group[-1] = last._replace(since=max(last.since, row.since), until=max(last.until, row.until))
        else:
            group.append(row)
    for group in by_key.values():
        yield from group


def _agree(one: str, other: str) -> bool:
    """Whether two dates may be the same day, one told more precisely than the other."""
    return one.startswith(other) or other.startswith(one)


def _dates(row: Holder) -> str:
    return f"{row.office} of {row.of} {row.person} {row.since or '?'} to {row.until or '?'}"
