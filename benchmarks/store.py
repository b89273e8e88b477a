"""What a store costs: building it, adding one article to it, opening it, asking it.

    python benchmarks/store.py                     # 2,000 articles: a minute
    python benchmarks/store.py --articles 10000    # five minutes

The articles are made from templates with the names that the packs know and with made-up ones; no two are alike.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from diplograph.knowledge import load

_CLAIMS = (
    "{who} با {other} در {city} دیدار کرد.",
    "{who} امروز به {city} سفر کرد و با {other} گفت‌وگو کرد.",
    "{who} در تماس تلفنی با {other} درباره {topic} گفت‌وگو کرد.",
    "{a} و {b} توافق‌نامه {topic} امضا کردند.",
    "{who} گفت {a} از {topic} حمایت می‌کند.",
    "{a} حمله به {b} را محکوم کرد.",
    "{who} تأکید کرد که {a} با {topic} مخالف است.",
    "{a} تحریم‌های تازه‌ای علیه {b} اعمال کرد.",
    "قرار است {who} هفته آینده به {city} سفر کند.",
    "{a} عضو {body} است و {b} از آن خارج شد.",
    "{a} و {b} یادداشت تفاهم {topic} را نهایی کردند.",
    "{who} دیدار با {other} را تکذیب کرد.",
)
_REST = (
    "در این نشست درباره {topic} و {topic2} بحث شد و دو طرف بر ادامه رایزنی‌ها در روزهای آینده تأکید کردند.",
    "کارشناسان می‌گویند {topic} در {year} برای منطقه از اهمیت زیادی برخوردار بوده و آمار {n} درصد رشد را نشان می‌دهد.",
    "به گزارش خبرنگار ما، شرکت‌کنندگان از {n} شهر گرد هم آمدند تا درباره {topic2} سخن بگویند.",
    "پیش از این نیز نمایندگان در {city} درباره {topic} نشست‌هایی برگزار کرده بودند.",
)
_FIRST = [
    "کامران",
    "بهرام",
    "پیمان",
    "فرهاد",
    "سیاوش",
    "آرمان",
    "نوید",
    "کیوان",
    "شهریار",
    "بابک",
    "هومن",
    "فرامرز",
    "تورج",
    "رامین",
    "سهراب",
    "داریوش",
    "ایرج",
    "جمشید",
]
_LAST = [
    "پارسا",
    "رستگار",
    "نیک\u200cبین",
    "فروزان",
    "کاویانی",
    "آذرنوش",
    "دلاور",
    "سپهری",
    "مهرجو",
    "آریان",
    "بختیار",
    "ساعدی",
    "تابش",
    "روشن",
    "ستوده",
    "پویان",
]
_OFFICES = [
    "وزیر راه",
    "وزیر امور خارجه",
    "سخنگوی وزارت خارجه",
    "رئیس\u200cجمهور",
    "نخست\u200cوزیر",
    "وزیر نفت",
    "سفیر",
]
_TOPICS = [
    "همکاری گمرکی",
    "انتقال انرژی",
    "کشتیرانی",
    "حمل\u200cونقل ریلی",
    "همکاری امنیتی",
    "تبادل فرهنگی",
    "محیط زیست",
    "شیلات",
    "گردشگری",
    "همکاری علمی",
    "سرمایه\u200cگذاری مشترک",
    "استرداد مجرمان",
    "آب\u200cهای مرزی",
    "مبارزه با قاچاق",
    "همکاری بانکی",
    "کشاورزی",
]


def articles(count: int, seed: int = 1) -> Iterator[str]:
    """So many articles, of which no two are alike."""
    chance, world = random.Random(seed), load()
    named = {kind: _persian(world, kind) for kind in ("countries", "places", "organizations")}
    people = [f"{first} {last}{end}" for first in _FIRST for last in _LAST for end in ("", "ی", "‌زاده", "‌پور", "‌نژاد")]
    for number in range(count):
        day = f"{chance.randint(1, 28)} دی ۱۳{chance.randint(85, 99)}"
        lines = [f"گزارش {number} از {chance.choice(_TOPICS)} در {chance.choice(named['places'])}", day]
        for _ in range(chance.randint(3, 6)):
            claim, rest = chance.choice(_CLAIMS), chance.choice(_REST)
            words = {
                "who": _person(chance, people, named["countries"]),
                "other": _person(chance, people, named["countries"]),
                "a": chance.choice(named["countries"]),
                "b": chance.choice(named["countries"]),
                "city": chance.choice(named["places"]),
                "body": chance.choice(named["organizations"]),
                "topic": chance.choice(_TOPICS),
                "topic2": chance.choice(_TOPICS),
                "year": chance.randint(1385, 1403),
                "n": chance.randint(2, 99),
            }
            lines.append(f"{claim} {rest}".format(**words))
        yield "\n".join(lines) + "\n"


def _persian(world: object, kind: str) -> list[str]:
    rows = world.names[kind]  # type: ignore[attr-defined]
    return sorted({row.name for row in rows if row.lang == "fa" and row.role in ("name", "full", "short")})


def _person(chance: random.Random, people: list[str], countries: list[str]) -> str:
    # some are often in the news, most are not
    person = people[min(int(chance.paretovariate(0.6)) - 1, len(people) - 1)]
    country = countries[sum(map(ord, person)) % len(countries)]
    return f"{person} {_OFFICES[len(person) % len(_OFFICES)]} {country}"


def fill(folder: Path, count: int, seed: int = 1) -> Path:
    """A folder of articles, a hundred to a folder."""
    for number, text in enumerate(articles(count, seed)):
        file = folder / f"{number // 100:03}" / f"{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


# -- a store -----------------------------------------------------------------------------------------------------------


def cli(*arguments: str | Path) -> float:
    """How long a command takes, from its start to its end."""
    code = "from diplograph.cli import main; main()"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True)
    return time.perf_counter() - start


def store(folder: Path, count: int, rounds: int) -> None:
    """A store of so many articles: built, added to, asked."""
    news, out = fill(folder / "news", count), folder / "out"
    full = cli("build", news, "--out", out, "--format", "nq")
    told("build, N-Quads alone", full)
    lines = sum(1 for _ in (out / "graph.nq").open("rb"))
    print(f"{'':44}{lines:>10,} quads, {(out / 'graph.nq').stat().st_size / 1e6:.0f} MB")
    added = []
    for number, text in enumerate(articles(rounds, seed=2)):
        (folder / f"new-{number}.txt").write_text(text, encoding="utf-8")
        added.append(cli("build", folder / f"new-{number}.txt", "--out", out))
    told("add one article", statistics.median(added), full)
    told("the same again: nothing is new", cli("build", folder / "new-0.txt", "--out", out), full)
    told("the whole folder again: nothing is new", cli("build", news, "--out", out), full)
    told("forget one article", cli("forget", "new-0.txt", "--out", out), full)
    simple = "SELECT ?name { country:IR rdfs:label ?name }"
    told("open and ask", statistics.median(cli("query", simple, "--data", out) for _ in range(rounds)))
    told(
        "write all other default formats and the page", cli("build", folder / "new-1.txt", "--out", out, *_all()), full
    )


def _all() -> list[str]:
    from diplograph.build import EVERYTHING

    return [word for name in EVERYTHING for word in ("--format", name)]


# -- clocks ------------------------------------------------------------------------------------------------------------


def timed(task: Callable[[], object]) -> tuple[object, float]:
    """What a task gives, and how long it takes."""
    start = time.perf_counter()
    found = task()
    return found, time.perf_counter() - start


def told(what: str, seconds: float, whole: float | None = None) -> None:
    """A line of the table: the time, and its part of another."""
    part = f"{seconds / whole:>11.2%}" if whole else ""
    print(f"{what:44}{seconds:>10.3f} s{part}", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="What a store costs.")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        print(f"{chosen.articles:,} articles")
        store(Path(name), chosen.articles, chosen.rounds)


if __name__ == "__main__":
    main()
