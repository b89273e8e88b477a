"""Whether a large archive is read in constant memory: a JSON Lines file and a web archive, made up as they are written.

    python benchmarks/ingest.py                   # 1 GB of each: some ten minutes, 2 GB of disk for a time
    python benchmarks/ingest.py --size 50 --build 5

Each measurement is a process of its own; peaks are those of the reading process and of the child that parses pages.
A build keeps the claims of all documents while it unites them: `--build` says how much of a file is built, twice over,
to see what a document costs.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1_000_000

_SENTENCES = (
    "{who} در {city} با {other} دیدار و درباره {topic} گفت‌وگو کرد.",
    "{who} گفت که {a} و {b} درباره {topic} به تفاهم نزدیک شده‌اند.",
    "قرار است {who} در {day} {month} برای پیگیری {topic} به {city} سفر کند.",
    "به گزارش خبرنگار ما از {city}، {n} شرکت از {a} در نمایشگاه {topic} حاضر بودند.",
    "{other} تأکید کرد که همکاری در زمینه {topic} نباید به شرایط {b} گره بخورد.",
    "در این نشست که {n} دقیقه طول کشید، {a} بر حق خود در موضوع {topic} پافشاری کرد.",
    "کارشناسان رشد {topic} را در سال {year} حدود {n} درصد برآورد کرده‌اند.",
    "{a} و {b} یادداشت تفاهمی درباره {topic} امضا کردند که {n} ماده دارد.",
)
_FIRST = ("کامران", "بهرام", "پیمان", "فرهاد", "سیاوش", "آرمان", "نوید", "کیوان", "بابک", "هومن", "تورج", "رامین")
_LAST = ("پارسا", "رستگار", "نیک‌بین", "فروزان", "کاویانی", "دلاور", "سپهری", "مهرجو", "آریان", "ساعدی", "تابش", "روشن")
_OFFICES = ("وزیر امور خارجه", "وزیر نیرو", "سخنگوی دولت", "سفیر", "معاون وزیر راه", "رئیس مجلس")
_LANDS = ("ایران", "ترکیه", "روسیه", "عمان", "پاکستان", "چین", "عراق", "قطر", "هند", "ارمنستان", "قزاقستان", "ژاپن")
_CITIES = ("تهران", "آنکارا", "مسکو", "مسقط", "اسلام‌آباد", "پکن", "بغداد", "دوحه", "دهلی نو", "ایروان", "آستانه")
_TOPICS = ("ترانزیت", "گاز", "گمرک", "شیلات", "راه‌آهن", "گردشگری", "آب‌های مرزی", "بیمه", "دانشگاه‌ها", "کشتیرانی")
_MONTHS = ("فروردین", "خرداد", "تیر", "شهریور", "آبان", "دی", "بهمن")


def article(number: int) -> tuple[str, list[str]]:
    """A headline and paragraphs; no two articles are alike."""
    chance = random.Random(number)
    title = f"گزارش {number} از {chance.choice(_TOPICS)} در {chance.choice(_CITIES)}"
    return title, [
        " ".join(_sentence(chance) for _ in range(chance.randint(2, 5))) for _ in range(chance.randint(3, 9))
    ]


def _sentence(chance: random.Random) -> str:
    def person() -> str:
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        return f"{name} {chance.choice(_OFFICES)} {chance.choice(_LANDS)}"

    return chance.choice(_SENTENCES).format(
        who=person(),
        other=person(),
        a=chance.choice(_LANDS),
        b=chance.choice(_LANDS),
        city=chance.choice(_CITIES),
        topic=chance.choice(_TOPICS),
        month=chance.choice(_MONTHS),
        day=chance.randint(1, 29),
        n=chance.randint(2, 99),
        year=chance.randint(1380, 1403),
    )


def records() -> Iterator[bytes]:
    """Lines of a JSON Lines file."""
    number = 0
    while number := number + 1:
        title, paragraphs = article(number)
        row = {
            "id": number,
            "title": title,
            "body": "\n".join([title, *paragraphs]),
            "date": f"1402/0{number % 9 + 1}/12",
        }
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def pages() -> Iterator[bytes]:
    """Records of a web archive: pages with a menu, styles, a list of links, as sites have them."""
    menu = "".join(f'<li><a href="/s/{n}">بخش {n}</a></li>' for n in range(120))
    style = "<style>" + ".box{margin:0 auto;padding:4px 8px;direction:rtl}" * 200 + "</style>"
    number = 0
    while number := number + 1:
        title, paragraphs = article(number)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        page = (
            f'<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>{title}</title>{style}</head><body>'
            f"<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
            f"<footer><ul>{menu}</ul></footer></body></html>"
        ).encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        yield head.encode() + http + b"\r\n\r\n"


def write(path: Path, parts: Iterator[bytes], size: int) -> Path:
    """A file of so many bytes, or a part more."""
    with path.open("wb") as stream:
        while stream.tell() < size:
            stream.write(next(parts))
    return path


def read(path: str) -> None:
    """In a process of its own: read a file, and tell what that took."""
    from diplograph.read.sources import Account, read_documents

    began, account = time.perf_counter(), Account()
    for _ in read_documents([path], account=account):
        pass
    _tell(time.perf_counter() - began, account.summary.documents, account.summary.failures)


def build(path: str) -> None:
    """In a process of its own: build a file, and tell what that took."""
    from diplograph.project import update

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        outcome = update([path], out=out, formats=["nq"])
        _tell(time.perf_counter() - began, outcome.counts[0], outcome.left_out)


def _tell(seconds: float, documents: int, failed: int) -> None:
    own, parser = (resource.getrusage(w).ru_maxrss // 1000 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "documents": documents, "failed": failed, "own": own, "parser": parser}))


def measure(what: str, path: Path) -> None:
    """One line of the table."""
    command = [sys.executable, __file__, f"--{what}-file", str(path)]
    done = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    size = path.stat().st_size / MEGABYTE
    rate = done["documents"] / done["seconds"]
    print(
        f"{what:6} {path.name:12} {size:7.0f} MB {done['documents']:8} documents {done['failed']:3} failed "
        f"{done['seconds']:7.1f} s {rate:7.0f}/s {size / done['seconds']:6.1f} MB/s  "
        f"peak {done['own']} MB, parser {done['parser']} MB",
        flush=True,
    )


def main() -> None:
    """Write, read, build, tell."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--size", type=float, default=1000, help="megabytes of each file")
    asked.add_argument("--build", type=float, default=10, help="megabytes to build; none, if 0")
    asked.add_argument("--folder", help="where the files are written for a time")
    asked.add_argument("--read-file", help=argparse.SUPPRESS)
    asked.add_argument("--build-file", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.read_file:
        return read(told.read_file)
    if told.build_file:
        return build(told.build_file)
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        for name, parts in (("news.jsonl", records), ("pages.warc", pages)):
            for size in (told.size / 10, told.size):
                path = write(Path(folder, name), parts(), int(size * MEGABYTE))
                measure("read", path)
                path.unlink()
        for size in (told.build / 2, told.build) if told.build else ():
            measure("build", write(Path(folder, "news.jsonl"), records(), int(size * MEGABYTE)))
    return None


if __name__ == "__main__":
    main()
