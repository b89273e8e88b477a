"""What everybody knows must be in the packs, and right."""

from __future__ import annotations

import pytest

from diplograph.knowledge import World, load
from diplograph.text import ZWNJ, key

# Whose capital is disputed: none of their cities is called one.
NO_CAPITAL = {"IL", "PS"}
HEADS = (
    *("president", "king", "queen", "emir", "sultan", "emperor", "pope", "supreme-leader"),
    *("prime-minister", "chancellor"),
)


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def roles(world: World, pack: str, id_: str, lang: str) -> set[str]:
    return {row.role for row in world.labels.get((pack, id_), ()) if row.lang == lang}


def test_the_united_nations_have_193_members_and_the_vatican_is_a_state(world: World) -> None:
    states = {c.id for c in world.countries.values() if c.kind == "state"}
    assert len(states) == 194
    assert {"IR", "US", "RU", "VA"} <= states
    assert {c.id for c in world.countries.values() if c.kind == "de-facto"} == {"PS", "TW", "XK"}


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_state_has_a_name_and_an_adjective(world: World, lang: str) -> None:
    """A name of several words may do for an adjective: «South Sudan officials»; Dominican is of the Republic."""
    states = [c.id for c in world.countries.values() if c.kind in ("state", "de-facto")]
    names = {s: roles(world, "countries", s, lang) for s in states}
    phrases = {
        row.id
        for row in world.names["countries"]
        if (row.lang, row.role) == (lang, "name") and {" ", ZWNJ} & set(row.name)
    }
    assert [s for s in states if "name" not in names[s]] == []
    lacking = {s for s in states if "adjective" not in names[s]} - phrases
    assert lacking == ({"DM"} if lang == "en" else set())


@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_every_state_has_a_name_in_arabic_and_russian(world: World, lang: str) -> None:
    states = [c.id for c in world.countries.values() if c.kind == "state"]
    assert [s for s in states if "name" not in roles(world, "countries", s, lang)] == []


def test_every_state_has_a_capital(world: World) -> None:
    capitals = {p.country for p in world.places.values() if p.kind == "capital"}
    states = {c.id for c in world.countries.values() if c.kind in ("state", "de-facto")}
    assert sorted(states - capitals - NO_CAPITAL) == []
    assert capitals & NO_CAPITAL == set()


def test_everybody_has_a_full_persian_name(world: World) -> None:
    assert [p for p in world.people if "full" not in roles(world, "people", p, "fa")] == []


def test_every_head_of_a_state_of_today_has_a_country(world: World) -> None:
    heads = {row.person for row in world.holders if row.office in HEADS and row.of in world.countries}
    assert [p for p in sorted(heads) if not world.people[p].country] == []


def test_every_office_has_a_persian_name(world: World) -> None:
    assert [o for o in world.offices if "name" not in roles(world, "offices", o, "fa")] == []


@pytest.mark.parametrize(
    ("office", "of", "on", "person"),
    [
        ("foreign-minister", "IR", "2005-01-01", "kamal-kharrazi"),
        ("foreign-minister", "IR", "2015-07-14", "mohammad-javad-zarif"),
        ("foreign-minister", "IR", "2023-12-05", "hossein-amir-abdollahian"),
        ("foreign-minister", "IR", "2025-01-17", "abbas-araghchi"),
        ("foreign-minister", "RU", "2023-12-05", "sergey-lavrov"),
        ("foreign-minister", "CN", "2021-03-27", "wang-yi"),
        ("president", "IR", "2004-01-01", "mohammad-khatami"),
        ("president", "IR", "2024-08-15", "masoud-pezeshkian"),
        ("president", "US", "2018-05-08", "donald-trump"),
        ("president", "US", "2022-01-01", "joe-biden"),
        ("president", "RU", "2010-01-01", "dmitry-medvedev"),
        ("president", "RU", "2024-10-01", "vladimir-putin"),
        ("chancellor", "DE", "2010-01-01", "angela-merkel"),
        ("secretary-general", "united-nations", "2010-01-01", "ban-ki-moon"),
        ("secretary-general", "united-nations", "2024-01-01", "antonio-guterres"),
        ("director-general", "international-atomic-energy-agency", "2024-01-01", "rafael-grossi"),
    ],
)
def test_who_held_what_when(world: World, office: str, of: str, on: str, person: str) -> None:
    row = world.holder(office, of, on)
    assert row is not None
    assert row.person == person


@pytest.mark.parametrize("word", ["چک", "مالی", "ترک", "آستانه", "امان"])
def test_names_that_are_words_are_governed(world: World, word: str) -> None:
    assert world.ambiguous["fa", key(word)] == "governed"


def test_every_month_of_every_calendar_has_a_name() -> None:
    from diplograph.lang import rows

    months: dict[str, set[int]] = {}
    for cells in rows("fa", "months", 5):
        months.setdefault(cells[0], set()).add(int(cells[1]))
    assert months
    assert {calendar: sorted(found) for calendar, found in months.items()} == {
        calendar: list(range(1, 13)) for calendar in months
    }


@pytest.mark.parametrize(
    ("organization", "number"),
    [
        ("united-nations", 193),
        ("european-union", 27),
        ("nato", 32),
        ("arab-league", 22),
        ("organisation-of-islamic-cooperation", 57),
        ("shanghai-cooperation-organisation", 10),
        ("gulf-cooperation-council", 6),
        ("asean", 11),
        ("opec", 12),
        ("g7", 7),
    ],
)
def test_how_many_members(world: World, organization: str, number: int) -> None:
    rows = [row for row in world.members if row.organization == organization and not row.until]
    assert len({row.country for row in rows}) == len(rows) == number
    assert all(row.country in world.countries for row in rows)


def test_the_parties_of_the_jcpoa(world: World) -> None:
    parties = {row.party for row in world.parties if row.agreement == "jcpoa"}
    assert parties == {"CN", "DE", "FR", "GB", "IR", "RU", "US", "european-union"}


def test_the_eight_states_of_the_past_have_successors_of_today(world: World) -> None:
    past = [c for c in world.countries.values() if c.kind == "historical"]
    assert {"SUHH", "YUCS", "CSHH", "DDDE"} <= {c.id for c in past}
    assert all(s in world.countries for c in past for s in c.successors.split())
