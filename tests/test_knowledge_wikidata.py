"""Office-holders out of a Wikidata result: ids, honest dates, duplicates, and packs without faults."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from diplograph.errors import PackError
from diplograph.knowledge.check import check, real
from diplograph.knowledge.command import knowledge
from diplograph.knowledge.packs import load
from diplograph.knowledge.wikidata import honest, read, write
from knowledge_samples import SMALL, SOURCES, lay

ITEM = "http://www.wikidata.org/entity/"


def result(path: Path, *rows: dict[str, str]) -> Path:
    """A SPARQL JSON result with these cells."""
    bindings = [{k: {"type": "literal", "value": v} for k, v in row.items()} for row in rows]
    path.write_text(json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}}), encoding="utf-8")
    return path


def row(item: str, label: str, start: str, end: str = "", **more: str) -> dict[str, str]:
    """A line of the result: a minister of Russia, days as precise as written."""
    cells = {"item": ITEM + item, "itemLabel": label, "office": "minister", "country": ITEM + "Q159", **more}
    for name, day in (("start", start), ("end", end)):
        if day:
            cells[name] = f"{(day + '-01-01')[:10]}T00:00:00Z"
            cells[f"{name}Precision"] = {4: "9", 7: "10", 10: "11"}[len(day)]
    return cells


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The small packs, which explain `wikidata` as a source."""
    return lay(tmp_path / "base", SMALL, SOURCES + "| `wikidata` | Wikidata | CC0 |\n")


def test_new_people_tenures_and_names(base: Path, tmp_path: Path) -> None:
    file = result(tmp_path / "r.json", row("Q42", "Cal Dunn", "1990", "1991-05", fa="كال دان", ru="Кэл Данн"))
    found = read(file, folder=base)
    assert [(p.id, p.wikidata, p.country, p.label, p.as_of) for p in found.people] == [
        ("cal-dunn", "Q42", "RU", "Cal Dunn", "1991-05")
    ]
    assert [(h.office, h.of, h.person, h.since, h.until) for h in found.holders] == [
        ("minister", "RU", "cal-dunn", "1990", "1991-05")
    ]
    assert {(n.lang, n.name) for n in found.names} == {("en", "Cal Dunn"), ("fa", "کال دان"), ("ru", "Кэл Данн")}
    assert found.notes == ()


def test_what_is_written_is_a_pack_without_faults(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "own"
    file = result(tmp_path / "r.json", row("Q42", "Cal Dunn", "1990", "1991"), row("Q43", "Eve Ford", "1992", "1993"))
    write(read(file, as_of="2024-06", folder=base), out)
    assert check(base, (out,)) == ()
    before = {p.name: p.read_bytes() for p in out.rglob("*.tsv")}
    again = read(file, as_of="2024-06", folder=base, extra=(out,))
    assert (again.people, again.holders, again.names, again.known) == ((), (), (), 2)
    write(read(file, as_of="2024-06", folder=base), out)
    assert {p.name: p.read_bytes() for p in out.rglob("*.tsv")} == before


def test_a_tenure_that_the_packs_have_is_not_written_again(base: Path, tmp_path: Path) -> None:
    found = read(result(tmp_path / "r.json", row("Q7", "Bob Cole", "2005-03-10")), folder=base)
    assert (found.people, found.holders, found.known) == ((), (), 1)


def test_an_end_that_the_packs_lack_is_filled_in(base: Path, tmp_path: Path) -> None:
    found = read(result(tmp_path / "r.json", row("Q7", "Bob Cole", "2005-03-10", "2026-01")), folder=base)
    assert [(h.since, h.until, h.source, h.as_of) for h in found.holders] == [
        ("2005-03", "2026-01", "wikidata", "2026-01")
    ]


def test_dates_that_differ_are_told_and_left_out(base: Path, tmp_path: Path) -> None:
    found = read(result(tmp_path / "r.json", row("Q7", "Bob Cole", "2006-02-10")), folder=base)
    assert found.holders == ()
    assert "2006-02-10 to ?; the packs say minister of RU bob-cole 2005-03 to ?" in found.notes[0]


def test_someone_known_without_an_item_is_taken_for_the_same(base: Path, tmp_path: Path) -> None:
    found = read(result(tmp_path / "r.json", row("Q44", "Ann Bell", "2001-02-01", "2005-03-04")), folder=base)
    assert [(p.id, p.wikidata, p.source) for p in found.people] == [("ann-bell", "Q44", "press")]
    assert "is taken for ann-bell: same name, same country" in found.notes[0]


def test_a_namesake_gets_an_id_of_their_own(base: Path, tmp_path: Path) -> None:
    found = read(result(tmp_path / "r.json", row("Q45", "Bob Cole", "1980", "1981", fa="باب کول")), folder=base)
    assert [p.id for p in found.people] == ["bob-cole-q45"]
    assert "«باب کول» left out for bob-cole-q45: it is bob-cole" in found.notes


def test_lines_of_one_tenure_become_one(base: Path, tmp_path: Path) -> None:
    lines = (
        row("Q42", "Cal Dunn", "1990", "1991"),
        row("Q42", "Cal Dunn", "1990-02-03"),
        row("Q42", "Cal Dunn", "1995"),
    )
    found = read(result(tmp_path / "r.json", *lines), folder=base)
    assert [(h.since, h.until) for h in found.holders] == [("1990-02-03", "1991"), ("1995", "")]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"office": "shaman"}, "no office of the packs (shaman): Cal Dunn"),
        ({"country": ITEM + "Q999"}, f"no country or organization of the packs ({ITEM}Q999): Cal Dunn"),
        ({"itemLabel": "Q42"}, "no English label: Q42"),
        ({"item": "somebody"}, "no item: Cal Dunn"),
    ],
)
def test_what_the_packs_cannot_place_is_left_out_and_told(
    base: Path, tmp_path: Path, cells: dict[str, str], told: str
) -> None:
    found = read(result(tmp_path / "r.json", {**row("Q42", "Cal Dunn", "1990"), **cells}), folder=base)
    assert found.holders == ()
    assert found.notes == (f"result 1 left out: {told}",)


def test_offices_are_known_by_name_and_countries_by_code(base: Path, tmp_path: Path) -> None:
    cells = row("Q42", "Cal Dunn", "1990", "1991", office="Minister of Russia", country="RU")
    found = read(result(tmp_path / "r.json", cells), folder=base)
    assert [(h.office, h.of) for h in found.holders] == [("minister", "RU")]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"results": {"bindings": [1]}}', "item,office"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="not a SPARQL JSON result"):
        read(path)
    with pytest.raises(PackError, match="No such file"):
        read(tmp_path / "none.json")


def test_the_command_writes_packs_that_can_be_used(tmp_path: Path) -> None:
    cells = row("Q900000001", "Zed Young", "1901", "1902", office="foreign-minister", country="IS", fa="زد یانگ")
    file, out = result(tmp_path / "r.json", cells), tmp_path / "own"
    told = CliRunner().invoke(knowledge, ["import", "wikidata", str(file), "--out", str(out), "--as-of", "2024"])
    assert told.exit_code == 0, told.output
    assert "1 people, 1 tenures and 2 names written" in told.output
    assert load(extra=(out,)).holder("foreign-minister", "IS", "1901-06") is not None


TIMES = st.tuples(st.dates(), st.sampled_from(("", "11", "10", "9", "8", "7")))


@given(TIMES)
def test_law_an_honest_date_is_a_prefix_of_the_time(case: tuple[object, str]) -> None:
    day, precision = str(case[0]), case[1]
    told = honest(f"{day}T00:00:00Z", precision)
    assert day.startswith(told)
    assert not told or real(told)
    assert not told or precision == "" or len(told) == {"11": 10, "10": 7, "9": 4}[precision]


@pytest.mark.parametrize("value", ["", "-0044-03-15T00:00:00Z", "http://www.wikidata.org/.well-known/genid/1", "2004"])
def test_no_date_of_the_calendar_is_no_date(value: str) -> None:
    assert honest(value) == ""


# -- the query of the documentation ----------------------------------------------------------------------------------

DOCS = Path(__file__).parents[1] / "docs/knowledge.md"
PREFIXES = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
GRAPH = """
wd:Q1 wdt:P279 wd:Q7330070 ; wdt:P1001 wd:Q189 .
wd:Q189 wdt:P297 "IS" .
wd:Q900000001 rdfs:label "Zed Young"@en, "زد یانگ"@fa ; p:P39 [
  ps:P39 wd:Q1 ;
  pqv:P580 [ wikibase:timeValue "2001-05-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 10 ] ;
  pqv:P582 [ wikibase:timeValue "2002-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 ]
] .
"""


def test_the_query_of_the_documentation_gives_what_the_import_reads(tmp_path: Path) -> None:
    query = DOCS.read_text(encoding="utf-8").split("```sparql\n")[1].split("```")[0]
    store = ox.Store()
    store.load((PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n") + GRAPH).encode(), ox.RdfFormat.TURTLE)
    alone = re.sub(r"  SERVICE .*\n", '  BIND("Zed Young" AS ?itemLabel)\n', query)
    found = store.query(PREFIXES + alone)
    assert isinstance(found, ox.QuerySolutions)
    path = tmp_path / "r.json"
    path.write_bytes(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    imported = read(path)
    assert [(h.office, h.of, h.person, h.since, h.until) for h in imported.holders] == [
        ("foreign-minister", "IS", "zed-young", "2001-05", "2002")
    ]
    assert {(n.lang, n.name) for n in imported.names} == {("en", "Zed Young"), ("fa", "زد یانگ")}
