"""The linter finds what is planted, says where, and is silent over the packs that ship."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.errors import PackError
from diplograph.knowledge.check import before, check, real, together, vet
from diplograph.knowledge.packs import Holder, load, surfaces
from diplograph.text import ZWNJ, key
from knowledge_samples import SMALL, lay


def faults(folder: Path, **changed: tuple[str, ...]) -> list[str]:
    """What the linter says of the small packs with more rows in some tables."""
    more = {name.replace("__", "/"): rows for name, rows in changed.items()}
    return [str(f) for f in check(lay(folder, {name: (*rows, *more.get(name, ())) for name, rows in SMALL.items()}))]


def test_the_packs_that_ship_have_no_faults() -> None:
    assert [str(f) for f in check()] == []


def test_the_small_packs_have_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


PLANTED = [
    ("people", "cal-dunn\t\tXX\tCal Dunn\tpress\t2025", "country XX: unknown"),
    ("places", "omsk\tXX\tcity\tplace\t\tOmsk\tatlas\t2025", "country XX: unknown"),
    ("members", "nato\tIR\t\t\tiso\t2025", "organization nato: unknown"),
    ("members", "opec\t\t\t\tiso\t2025", "country is empty"),
    ("offices", "aide\taide\tAide\tcountry\tking\tusage\t2025", "principal king: unknown"),
    ("holders", "king\tRU\tann-bell\t\t\tpress\t2025", "office king: unknown"),
    ("holders", "minister\topec\tann-bell\t1990\t1991\tpress\t2025", "minister is an office of country, opec is not"),
    ("holders", "minister\tIR\tnobody\t1990\t1991\tpress\t2025", "person nobody: unknown"),
    ("holders", "minister\tIR\tann-bell\t1992\t1991\tpress\t2025", "from 1992 is after until 1991"),
    ("holders", "minister\tIR\tann-bell\t1990-13\t1991\tpress\t2025", "from 1990-13: no such date"),
    ("holders", "minister\tIR\tann-bell\t1990\t2026-01\tpress\t2025", "until 2026-01 is after as_of 2025"),
    ("holders", "minister\tRU\tann-bell\t2004\t2006\tpress\t2025", "are both minister of RU at one time"),
    ("parties", "treaty\tIR\t\t\tpress\t2025", "agreement treaty: unknown"),
    ("agreements", "p\t\ttreaty\t2003\t2002\t\tin-force\tP\tpress\t2025", "signed 2003 is after in_force 2002"),
    ("agreements", "p\t\ttreaty\t2003\t\t\tdead\tP\tpress\t2025", "status dead: no such word"),
    ("people", "Cal_Dunn\t\tRU\tCal Dunn\tpress\t2025", "id Cal_Dunn: not as it must be"),
    ("people", "cal-dunn\tP7\tRU\tCal Dunn\tpress\t2025", "wikidata P7: not as it must be"),
    ("people", "cal-dunn\tQ7\tRU\tCal Dunn\tpress\t2025", "Q7 is bob-cole already"),
    ("people", "cal-dunn\t\tRU\tCal Dunn\tpress\t2025", "cal-dunn has no English name"),
    ("people", "cal-dunn\t\tRU\tCal Dunn\t\t2025", "source is empty"),
    ("people", "cal-dunn\t\tRU\tCal Dunn\tpress\t", "as_of is empty"),
    ("people", "cal-dunn\t\tRU\tCal Dunn\tgossip\t2025", "source gossip: not explained"),
    ("people", "cal-dunn\tRU\tCal Dunn\tpress\t2025", "5 cells, not 6"),
    ("people", "cal-dunn\t\tRU\tCal  Dunn\tpress\t2025", "two together"),
    ("people", "cal-dunn\t\tRU\tCal Dunn\tpress\t2025\r", "carriage return"),
    ("people", "ann-bell\t\tRU\tAnn Bell\tpress\t2025-01", "the same as line 2: ann-bell"),
    ("countries", "XA\tXAA\t\t\tstate\t\t2001\t\tOldland\tiso\t2025", "has ended but is state"),
    (
        "countries",
        "XAAA\tXAA\t\t\thistorical\t\t\t\tOldland\tiso\t2025",
        "historical without from, until and successors",
    ),
    ("countries", "xa\tXAA\t\t\tstate\t\t\t\tOldland\tiso\t2025", "id xa: not as it must be"),
    ("ambiguous", "fa\tsometimes\tusage\t2025\tوزیر", "rule sometimes: no such word"),
    ("ambiguous", "fa\tgoverned\tusage\t2025\tچک", "names nothing"),
    ("names/people", "nobody\tfa\tfull\tpress\t2025\tکسی", "id nobody: unknown"),
    ("names/people", "bob-cole\tfa\tnick\tpress\t2025\tکسی", "role nick: no such word"),
    ("names/people", "bob-cole\tfa\tfull\tpress\t2025\tآن\u200cبل", "is bob-cole and ann-bell"),
    ("names/people", "bob-cole\tfa\tfull\tpress\t2025\tآن بل", "is bob-cole and ann-bell"),
    ("names/people", "bob-cole\tfa\tshort\tpress\t2025\tروس", "is RU of countries too"),
    ("names/people", "bob-cole\tfa\tshort\tpress\t2025\tمسکو", None),
    ("names/people", "bob-cole\tfa\tfull\tpress\t2025\tبابي", "letters that fa does not use"),
    ("names/people", "bob-cole\tfa\tfull\tpress\t2025\t\u200c", "no letter left"),
    ("names/people", "bob-cole\tfa\tfull\tpress\t2025\tباب\u200c کول", "non-joiner that joins nothing"),
    ("names/people", "bob-cole\tfa\tfull\tpress\t2025\tباب*کول", "U+002A"),
    ("names/people", "bob-cole\ten\talias\tpress\t2025\tBоb Cole", "not written in the letters of en"),
    ("names/people", "bob-cole\ten\talias\tpress\t2025\tBob Cole\u0301", "letters in pieces"),
]


@pytest.mark.parametrize(("table", "row", "told"), PLANTED, ids=[str(t or r)[:40] for _, r, t in PLANTED])
def test_a_planted_fault_is_told(tmp_path: Path, table: str, row: str, told: str | None) -> None:
    found = faults(tmp_path, **{table.replace("/", "__"): (row,)})
    if told is None:
        assert found == []
    else:
        assert any(told in f for f in found), found
        assert all(f.split(":")[1].isdigit() and f.endswith(")") for f in found)


def test_rows_out_of_order_header_and_unknown_tables_are_told(tmp_path: Path) -> None:
    lay(tmp_path, SMALL)
    path = tmp_path / "people.tsv"
    head, one, two = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, two, one]), encoding="utf-8")
    (tmp_path / "names/person.tsv").write_text("", encoding="utf-8")
    (tmp_path / "parties.tsv").write_text("agreement\tparty\n", encoding="utf-8")
    told = [f"{f.file}:{f.line}: {f.what}" for f in check(tmp_path)]
    assert "people.tsv:3: not sorted" in told
    assert "people.tsv:3: no line end at the end" in told
    assert "names/person.tsv:1: no such pack" in told
    assert "parties.tsv:1: the first line does not name the columns" in told


def test_a_file_from_elsewhere_is_told_once(tmp_path: Path) -> None:
    lay(tmp_path, SMALL)
    path = tmp_path / "people.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [f"{f.file}:{f.line}: {f.what}" for f in check(tmp_path)] == [
        "people.tsv:1: byte order mark",
        "people.tsv:1: carriage return",
    ]
    path.write_bytes(path.read_bytes().replace(b"Ann", b"\xff"))
    assert "people.tsv:2: not UTF-8" in [f"{f.file}:{f.line}: {f.what}" for f in check(tmp_path)]
    with pytest.raises(PackError, match="cannot be read"):
        load(tmp_path)


def test_surnames_may_be_shared_where_both_are_short(tmp_path: Path) -> None:
    shared = ("ann-bell\tfa\tshort\tpress\t2025\tکول", "bob-cole\tfa\tshort\tpress\t2025\tکول")
    assert faults(tmp_path, names__people=shared) == []


def test_a_seat_of_government_is_a_place_and_a_name_of_its_country(tmp_path: Path) -> None:
    seat = {
        "places": ("kremlin\tRU\tseat\tgovernment\t\tKremlin\tatlas\t2025",),
        "names__places": ("kremlin\ten\tname\tatlas\t2025\tKremlin",),
    }
    assert faults(tmp_path, **seat, names__countries=("RU\ten\tmetonym\tiso\t2025\tKremlin",)) == []
    assert faults(tmp_path, **seat, names__countries=("IR\ten\tmetonym\tiso\t2025\tKremlin",)) != []


def test_an_office_of_several_may_overlap(tmp_path: Path) -> None:
    rows = tuple(f"deputy-minister\tRU\t{p}\t2001\t2009\tpress\t2025" for p in ("ann-bell", "bob-cole"))
    assert faults(tmp_path, holders=rows) == []


# -- packs of one's own ----------------------------------------------------------------------------------------------


def test_later_packs_replace_rows_and_add_rows(tmp_path: Path) -> None:
    base, own = tmp_path / "base", tmp_path / "own"
    lay(base, SMALL)
    lay(
        own,
        {
            "people": ("bob-cole\tQ7\tIR\tBob Cole\tmine\t2026",),
            "holders": ("minister\tRU\tbob-cole\t2005-03\t2010\tmine\t2026",),
            "names/people": ("bob-cole\tfa\talias\tmine\t2026\tباب کول", "bob-cole\tfa\tshort\tmine\t2026\tکول"),
        },
        "| `mine` | my own | facts |\n",
    )
    assert check(base, (own,)) == ()
    world = load(base, (own,))
    assert world.people["bob-cole"].country == "IR"
    assert [r.until for r in world.tenures["minister", "RU"] if r.person == "bob-cole"] == ["2010"]
    assert {(r.role, r.name) for r in world.names["people"] if r.id == "bob-cole" and r.lang == "fa"} == {
        ("alias", "باب کول"),
        ("short", "کول"),
    }
    assert load(base).people["bob-cole"].country == "RU"


def test_faults_of_own_packs_name_their_folder(tmp_path: Path) -> None:
    base, own = lay(tmp_path / "base", SMALL), tmp_path / "own"
    lay(own, {"holders": ("minister\tRU\tnobody\t1990\t1991\tmine\t2026",)}, "")
    found = [str(f) for f in check(base, (own,))]
    assert len(found) == 2
    assert all(f.startswith(f"{own.as_posix()}/holders.tsv:2: ") for f in found)
    with pytest.raises(PackError, match=r"person nobody: unknown"):
        vet((own,), base)


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no knowledge packs here"):
        load(extra=(tmp_path,))


def test_cells_of_another_number_are_refused(tmp_path: Path) -> None:
    lay(tmp_path, SMALL)
    (tmp_path / "shared.tsv").write_text("office\tof\tsource\tas_of\nminister\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"shared.tsv:2: 1 cells, not 4"):
        load(tmp_path)


# -- laws ------------------------------------------------------------------------------------------------------------

DAYS = st.dates().map(lambda d: d.isoformat())
PREFIXES = st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda x: x[0][: x[1]])


@given(PREFIXES)
def test_law_every_prefix_of_a_day_is_real(day: str) -> None:
    assert real(day)


@given(PREFIXES, PREFIXES)
def test_law_before_is_never_both_ways(a: str, b: str) -> None:
    assert not (before(a, b) and before(b, a))
    assert not before(a, a)


@given(PREFIXES, PREFIXES, PREFIXES, PREFIXES)
def test_law_being_in_office_together_is_symmetric(a: str, b: str, c: str, d: str) -> None:
    one, other = Holder("o", "RU", "x", a, b, "s", "2026"), Holder("o", "RU", "y", c, d, "s", "2026")
    assert together(one, other) == together(other, one)


@given(st.lists(st.text("ابپت", min_size=1, max_size=4), min_size=1, max_size=4))
def test_law_a_name_meets_its_spellings(parts: list[str]) -> None:
    found = surfaces(ZWNJ.join(parts))
    assert key("".join(parts)) in found
    assert key(" ".join(parts)) in found
