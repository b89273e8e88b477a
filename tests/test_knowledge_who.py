"""Questions of who held an office when, in the library and on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplograph.knowledge.ask import named, who
from diplograph.knowledge.command import knowledge
from knowledge_samples import SMALL, SOURCES, lay


@pytest.mark.parametrize(
    "question",
    [
        "وزیر امور خارجه روسیه",
        "وزیر خارجهٔ روسیه",
        "وزير خارجه روسيه",
        "Foreign Minister of Russia",
        "minister of foreign affairs of the russian federation",
        "foreign-minister RU",
        "وزیر خارجه روسیه کیست؟",
        "وزير الخارجية الروسي",
        "министр иностранных дел России",
    ],
)
def test_one_office_in_many_words(question: str) -> None:
    answer = who(question, "2015-07-14")
    assert answer.sure
    assert [row.person for row in answer.rows] == ["sergey-lavrov"]


@pytest.mark.parametrize(
    ("question", "on", "person"),
    [
        ("رئیس‌جمهور ایران", "2006", "mahmoud-ahmadinejad"),
        ("رییس جمهوری اسلامی ایران", "2006-05", None),
        ("وزیر خارجه ایران", "2015-07-14", "mohammad-javad-zarif"),
        ("دبیرکل سازمان ملل متحد", "2010", "ban-ki-moon"),
        ("president of the United States", "2013", "barack-obama"),
        ("صدراعظم آلمان", "2010", "angela-merkel"),
        ("الأمين العام للأمم المتحدة", "2020", "antonio-guterres"),
        ("премьер-министр Ирака", "2021", "mustafa-al-kadhimi"),
    ],
)
def test_offices_that_everybody_knows(question: str, on: str, person: str | None) -> None:
    rows = [row.person for row in who(question, on).rows]
    assert rows == ([person] if person else rows)


def test_a_person_gives_offices_by_date() -> None:
    answer = who("لاوروف")
    assert answer.sure
    assert [row.office for row in answer.rows][-1] == "foreign-minister"
    assert [row.since for row in answer.rows] == sorted(row.since for row in answer.rows)


def test_a_name_and_an_office_narrow_each_other() -> None:
    assert {row.office for row in who("وزیر خارجه روسیه لاوروف").rows} == {"foreign-minister"}


def small(folder: Path, **changed: tuple[str, ...]) -> Path:
    """The small packs, with other rows in some tables."""
    return lay(folder, {**SMALL, **changed})


def test_what_cannot_be_answered_is_said(tmp_path: Path) -> None:
    base = small(tmp_path)
    assert "no office" in who("پادشاه ماه", folder=base).note
    assert "ماه" in who("وزیر ماه", folder=base).note
    assert "no holder" in who("minister of Iran", folder=base).note
    assert "no holder on 1980" in who("minister of Russia", "1980", folder=base).note


def test_before_and_after_a_gap_is_said(tmp_path: Path) -> None:
    rows = ("minister\tRU\tann-bell\t1990\t1992\tpress\t2025", "minister\tRU\tbob-cole\t1994\t\tpress\t2025")
    answer = who("minister of Russia", "1993", folder=small(tmp_path, holders=rows))
    assert not answer.sure
    assert answer.note == "the packs know no holder on 1993, but before or after it:"
    assert [row.person for row in answer.rows] == ["ann-bell", "bob-cole"]


def test_a_row_that_is_too_old_is_said(tmp_path: Path) -> None:
    answer = who("minister of Russia", "2026-05", folder=small(tmp_path))
    assert not answer.sure
    assert answer.note == "known as of 2025 only, which is before 2026-05"
    assert [row.person for row in answer.rows] == ["bob-cole"]


def test_a_day_that_two_rows_cover_has_two_answers(tmp_path: Path) -> None:
    answer = who("minister of Russia", "2005-03", folder=small(tmp_path))
    assert not answer.sure
    assert "several on 2005-03" in answer.note
    assert [row.person for row in answer.rows] == ["ann-bell", "bob-cole"]


def test_an_office_of_several_has_several_answers(tmp_path: Path) -> None:
    rows = tuple(f"deputy-minister\tRU\t{p}\t2001\t2009\tpress\t2025" for p in ("ann-bell", "bob-cole"))
    answer = who("deputy minister of Russia", "2005", folder=small(tmp_path, holders=rows))
    assert answer.note == "several on 2005: several may hold this office"
    assert len(answer.rows) == 2


def test_names_are_read_longest_first() -> None:
    assert named("سخنگوی وزارت امور خارجه ایران").offices == ("foreign-ministry-spokesperson",)
    assert named("سخنگوی وزارت امور خارجه ایران").ofs == ("IR",)


# -- command line ----------------------------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str]:
    """Exit code and output of `diplograph knowledge …`."""
    result = CliRunner().invoke(knowledge, args)
    return result.exit_code, result.output


def test_the_command_tells_person_tenure_row_and_source() -> None:
    code, out = run("who", "وزیر امور خارجه روسیه", "--on", "2015-07-14")
    assert code == 0
    assert "Sergey Lavrov (سرگئی لاوروف): Minister of Foreign Affairs, Russia, since 2004" in out
    assert "holders.tsv:" in out
    assert "source " in out
    assert "as of " in out


def test_the_command_fails_where_there_is_no_one_answer() -> None:
    assert run("who", "وزیر ماه")[0] == 1
    assert run("who", "وزیر خارجه روسیه", "--on", "2099")[0] == 1
    assert run("who", "وزیر خارجه روسیه", "--on", "2013-13")[0] == 2


def test_the_command_takes_packs_of_ones_own(tmp_path: Path) -> None:
    rows = {
        "people": ("zed-young\t\tRU\tZed Young\tmine\t2035",),
        "holders": ("foreign-minister\tRU\tzed-young\t2031-02\t\tmine\t2035",),
        "names/people": ("zed-young\ten\tfull\tmine\t2035\tZed Young",),
    }
    own = lay(tmp_path / "own", rows, "| `mine` | my own | facts |\n")
    code, out = run("who", "Foreign Minister of Russia", "--on", "2032", "--knowledge", str(own))
    assert code == 0
    assert f"{own.as_posix()}/holders.tsv:2: source mine, as of 2035" in out


def test_the_command_refuses_packs_with_faults(tmp_path: Path) -> None:
    own = lay(tmp_path / "own", {"people": ("zed-young\t\tXX\tZed Young\tmine\t2035",)}, SOURCES)
    code, out = run("who", "Zed Young", "--knowledge", str(own))
    assert code == 1
    assert "country XX: unknown" in out
    code, out = run("check", "--knowledge", str(own))
    assert code == 1
    assert f"{own.as_posix()}/people.tsv:2: country XX: unknown (add it to countries, or correct it)" in out


def test_check_is_quiet_over_the_packs_that_ship() -> None:
    assert run("check") == (0, "no faults\n")


def test_the_documentation_tells_the_truth() -> None:
    text = (Path(__file__).parents[1] / "docs/knowledge.md").read_text(encoding="utf-8")
    told = re.findall(r'^\$ diplograph knowledge who "([^"]+)" --on (\S+)\n((?:.+\n)+?)```', text, re.M)
    assert told
    for question, on, answer in told:
        assert re.sub(r":\d+:", ":", run("who", question, "--on", on)[1]) == re.sub(r":\d+:", ":", answer)
