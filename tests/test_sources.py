"""An archive of small files of every kind, good and hostile: what each gives."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.read.sources import Account, Failure, Limits, Options, read_documents
from diplograph.read.sources.encoding import decode
from diplograph.text import Document

SENTENCE = "وزیر امور خارجه ایران در تهران با همتای خود دیدار کرد و گفت که این همکاری‌های دو کشور را می‌خواهد"
ARABIC = "قال وزير الخارجية إن هذا اللقاء كان في غاية الأهمية وأن التعاون بين البلدين مستمر على كل صعيد"
RUSSIAN = "Министр иностранных дел заявил, что на переговорах с ним говорили о границе и о торговле"
ENGLISH = "The foreign minister said that the talks with his counterpart in the capital had been useful"
OLD = SENTENCE.replace("ی", "ي").replace("ک", "ك").replace("گ", "ك").replace("چ", "ج").replace("\u200c", "")


def pack(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def text(n: object = "") -> str:
    return f"تیتر {n}\n{SENTENCE}.\n{n}"


def page(n: object = "", head: str = "", charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{SENTENCE}، بند {n} {i}. آن‌ها می&zwnj;روند.</p>" for i in range(6))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>تیتر {n} | سایت</title>{head}</head>'
        "<body>"
        f'<nav><a href="/">خانه</a> <a href="/a">جهان</a></nav><h1>تیتر {n}</h1>'
        f'<div class="news-date">۱۴ آذر ۱۴۰۲ - ۱۸:۲۳</div><article>{paragraphs}</article>'
        f"<footer>همه حقوق محفوظ است</footer></body></html>"
    )


LINKED = (
    '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"تیتر پیوندی",'
    '"datePublished":"2024-02-03T10:00:00+03:30","publisher":{"name":"ایسنا"}}]}</script>'
    '<link rel="canonical" href="https://example.org/news/1">'
)
GRAPH = '<meta property="og:title" content="تیتر گراف"><meta property="article:published_time" content="2024-02-04">'


def feed(n: object = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>خبرگزاری</title>'
        "<item><title>یک</title><link>https://example.org/1</link>"
        f"<description>&lt;p&gt;{SENTENCE} {n} ۱&lt;/p&gt;</description>"
        "<pubDate>Tue, 05 Dec 2023 10:00:00 GMT</pubDate></item>"
        f"<item><title>دو</title><description>{SENTENCE} {n} ۲</description></item></channel></rss>"
    )


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>خبر</title><entry><title>یک</title>'
    "<updated>2023-12-05T00:00:00Z</updated>"
    f'<content type="html">&lt;p&gt;{SENTENCE} اتم&lt;/p&gt;</content></entry></feed>'
)


def mail(n: object = "", html: bool = False) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        f"نامه {n}",
        "a@example.org",
        "Tue, 05 Dec 2023 10:00:00 +0330",
    )
    message.set_content(f"<p>{SENTENCE} {n}</p>" if html else f"{SENTENCE} {n}", subtype="html" if html else "plain")
    return message.as_bytes()


def saved(n: object = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Snapshot-Content-Location"] = "<Saved by Blink>", "https://example.org/saved"
    message["Subject"] = f"تیتر {n}"
    message.set_content(page(n), subtype="html", cte="quoted-printable")
    message.make_mixed()
    message.replace_header("Content-Type", 'multipart/related; type="text/html"; boundary="b"')
    message.add_attachment(b"x", maintype="image", subtype="png")
    return message.as_bytes()


def zipped(members: dict[str, bytes | str], *, links: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice, on purpose
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.removesuffix("*")), data, zipfile.ZIP_DEFLATED)
        for name in links:
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16
            archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def tarred(members: dict[str, bytes | str], *, mode: str = "w", links: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            content = data.encode() if isinstance(data, str) else data
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def docx(n: object = "") -> bytes:
    module = pytest.importorskip("docx")
    file = module.Document()
    file.core_properties.title = f"تیتر {n}"
    file.add_paragraph(f"{SENTENCE} {n}")
    file.add_table(1, 2).rows[0].cells[1].text = "خانه"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def pdf(words: str = "The foreign minister said that the talks in Vienna were useful for the people") -> bytes:
    content = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode("latin-1") if words else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def warc(pages: list[tuple[str, str, bytes]], *, packed: bool = True) -> bytes:
    out = b""
    for number, (status, kind, data) in enumerate(pages):
        http = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        out += pack(record) if packed else record
    return out


def parquet(n: object = "") -> bytes:
    arrow, files = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = arrow.table({"id": [7, 8], "body": [text(f"{n}a"), None], "published": ["1402/09/14", ""], "views": [1, 2]})
    out = io.BytesIO()
    files.write_table(table, out)
    return out.getvalue()


def lines(*records: object) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": text("nested")})
    for _ in range(depth):
        data = zipped({"n.zip": data})
    return data


WEB, OFFICE, PDF, PARQUET = "trafilatura", "docx", "pypdf", "pyarrow"
D = "document"

# name: (content, what comes of it: identifier after the name → D or the failure's words, the package that it takes)
Case = tuple[Callable[[], bytes | str], dict[str, str], str]
CASES: dict[str, Case] = {
    # plain text
    "utf8.txt": (lambda: text(1), {"": D}, ""),
    "bom.txt": (lambda: "\ufeff" + text(2), {"": D}, ""),
    "crlf.txt": (lambda: text(3).replace("\n", "\r\n"), {"": D}, ""),
    "no-extension": (lambda: text(4), {"": D}, ""),
    "note.md": (lambda: text(5), {"": D}, ""),
    "utf16le.txt": (lambda: ("\ufeff" + text(6)).encode("utf-16-le"), {"": D}, ""),
    "utf16be.txt": (lambda: ("\ufeff" + text(7)).encode("utf-16-be"), {"": D}, ""),
    "utf16-bare.txt": (lambda: text(88).encode("utf-16-le"), {"": D}, ""),
    "cp1256.txt": (lambda: f"{OLD} 9".encode("windows-1256"), {"": D}, ""),
    "iso6.txt": (lambda: f"{OLD} 10".encode("iso-8859-6"), {"": D}, ""),
    "cp1256-arabic.txt": (lambda: ARABIC.encode("windows-1256"), {"": D}, ""),
    "cp1251.txt": (lambda: RUSSIAN.encode("windows-1251"), {"": D}, ""),
    "koi8.txt": (lambda: f"{RUSSIAN}.".encode("koi8-r"), {"": D}, ""),
    "english.txt": (lambda: ENGLISH, {"": D}, ""),
    "control.txt": (lambda: text(11) + "\x0b\x0c", {"": D}, ""),
    "empty.txt": (lambda: "", {"": "empty"}, ""),
    "blank.txt": (lambda: "\ufeff \r\n\t\u200c", {"": "empty"}, ""),
    "binary.txt": (lambda: bytes(range(256)) * 20, {"": "binary"}, ""),
    "nul.txt": (lambda: text(12) + "\x00", {"": "binary"}, ""),
    "broken-utf8.txt": (lambda: text(13).encode()[:-1].replace(b"\xda\xaf", b"\xda"), {"": "not valid UTF-8"}, ""),
    "cut-utf16.txt": (lambda: ("\ufeff" + text(14)).encode("utf-16-le")[:-1], {"": "not valid utf-16-le"}, ""),
    "image.txt": (lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 99, {"": "an image"}, ""),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, {"": "an old Office file"}, ""),
    "rich.rtf": (lambda: "{\\rtf1 a}", {"": "rich text"}, ""),
    "data.sqlite": (lambda: b"SQLite format 3\x00" + b"\x00" * 99, {"": "a database"}, ""),
    # pages
    "page.html": (lambda: page(20), {"": D}, WEB),
    "linked.html": (lambda: page(21, LINKED), {"": D}, WEB),
    "graph.htm": (lambda: page(22, GRAPH), {"": D}, WEB),
    "page-without-extension": (lambda: page(23), {"": D}, WEB),
    "page1256.html": (
        lambda: (
            page(24, charset="windows-1256")
            .replace("ی", "ي")
            .replace("۱۴ آذر ۱۴۰۲", "14 آذر 1402")
            .encode("windows-1256", "ignore")
        ),
        {"": D},
        WEB,
    ),
    "page.xhtml": (lambda: f'<?xml version="1.0" encoding="utf-8"?>{page(25)}', {"": D}, WEB),
    "menu.html": (lambda: "<html><body><nav><a href=x>خانه</a></nav></body></html>", {"": "no article"}, WEB),
    "empty.html": (lambda: "", {"": "empty"}, ""),
    "deep.html": (lambda: "<html><body>" + "<div>" * 100_000 + SENTENCE + "</html>", {"": ""}, WEB),
    "saved.mhtml": (lambda: saved(26), {"": D}, WEB),
    "saved.mht": (lambda: mail(27), {"": "without HTML"}, ""),
    # feeds
    "feed.rss": (lambda: feed(30), {"#1": D, "#2": D}, "feedparser"),
    "feed.xml": (lambda: feed(31), {"#1": D, "#2": D}, "feedparser"),
    "atom.xml": (lambda: ATOM, {"#1": D}, "feedparser"),
    "other.xml": (lambda: "<a><b/></a>", {"": "no feed"}, "feedparser"),
    "entities.xml": (
        lambda: (
            '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>'
            f"<item><title>&a;</title><description>{SENTENCE} &b; 32</description></item></channel></rss>"
        ),
        {"#1": D},
        "feedparser",
    ),
    # records
    "records.jsonl": (
        lambda: lines(
            {"id": "x1", "title": "ت", "body": text(40), "date": "1402/09/14"},
            "{broken",
            "",
            {"text": text(41), "lang": "fa-IR"},
            [1],
            {"title": "only"},
            {"text": None, "title": "none"},
        ),
        {"#x1": D, "#2": "not JSON", "#4": D, "#5": "no object", "#6": "no field", "#7": "no text"},
        "",
    ),
    "surrogate.jsonl": (lambda: '{"text": "a\\ud800b"}', {"#1": "lone surrogate"}, ""),
    "deep.jsonl": (lambda: '{"text":' + "[" * 100_000, {"#1": "nested too deeply"}, ""),
    "list.json": (
        lambda: json.dumps([{"content": text(42)}, {"content": text(43)}, 5]),
        {"#1": D, "#2": D, "#3": "no object"},
        "",
    ),
    "wrapped.json": (lambda: json.dumps({"count": 1, "articles": [{"text": text(44)}]}), {"#1": D}, ""),
    "single.json": (lambda: json.dumps({"headline": "ت", "articleBody": text(45)}), {"#1": D}, ""),
    "lines.json": (lambda: lines({"text": text(46)}, {"text": text(47)}), {"#1": D, "#2": D}, ""),
    "broken.json": (lambda: '[{"text": "a"', {"": "not JSON"}, ""),
    "cut.json": (
        lambda: json.dumps([{"text": text(48)}, {"text": text(49)}])[:-20],
        {"#1": D, "": "not JSON after 1"},
        "",
    ),
    "utf16.json": (lambda: json.dumps([{"text": text(92)}]).encode("utf-16"), {"#1": D}, ""),
    "dump": (lambda: lines({"text": text(94)}, {"text": text(95)}), {"#1": D, "#2": D}, ""),
    "number.json": (lambda: "5", {"": "no object or list"}, ""),
    "deep.json": (lambda: "[" * 100_000, {"": "nested too deeply"}, ""),
    "table.csv": (lambda: f'title,text,date\na,"{text(50)}",2023-12-05\nb,,\n', {"#1": D, "#2": "no text"}, ""),
    "semicolon.csv": (lambda: f"\ufeffعنوان;متن\nالف;{SENTENCE} 51\n", {"#1": D}, ""),
    "table.tsv": (lambda: f"url\tbody\nhttps://example.org\t{SENTENCE} 52\n", {"#1": D}, ""),
    "wide.csv": (lambda: f"id,text\n1,{SENTENCE} 53,x,y\n2,{SENTENCE} 54\n", {"#1": "4 cells, not 2", "#2": D}, ""),
    "headless.csv": (lambda: "1,2\n3,4\n", {"": "no field that is plainly the text"}, ""),
    "cp1256.csv": (lambda: f"id,text\n1,{OLD} 55\n".encode("windows-1256"), {"#1": D}, ""),
    "table.parquet": (lambda: parquet(56), {"#7": D, "#8": "no text"}, PARQUET),
    "broken.parquet": (lambda: b"PAR1" + b"x" * 50 + b"PAR1", {"": ""}, PARQUET),
    # office, mail, web archives
    "file.docx": (lambda: docx(60), {"": D}, OFFICE),
    "file.pdf": (lambda: pdf(), {"": D}, PDF),
    "scan.pdf": (lambda: pdf(""), {"": "no text in it"}, PDF),
    "broken.pdf": (lambda: b"%PDF-1.4 nothing", {"": ""}, PDF),
    "letter.eml": (lambda: mail(61), {"": D}, ""),
    "html.eml": (lambda: mail(62, html=True), {"": D}, ""),
    "letter": (lambda: mail(63), {"": D}, ""),
    "bare.eml": (lambda: "Subject: a\nTo: b\nContent-Type: image/png\n\nx", {"": "a mail without text"}, ""),
    "web.warc.gz": (
        lambda: warc(
            [
                ("200 OK", "text/plain", text(64).encode()),
                ("404 Not Found", "text/html", b"no"),
                ("200 OK", "image/png", b"x"),
                ("200 OK", "text/plain", text(65).encode()),
            ]
        ),
        {"#1": D, "#4": D},
        "",
    ),
    "pages.warc.gz": (lambda: warc([("200 OK", "text/html; charset=utf-8", page(91).encode())]), {"#1": D}, WEB),
    "web.warc": (lambda: warc([("200 OK", "text/plain", text(66).encode())], packed=False), {"#1": D}, ""),
    "cut.warc.gz": (lambda: warc([("200 OK", "text/plain", text(67).encode() * 99)])[:-60], {"": "cut off"}, ""),
    "cut.warc": (
        lambda: warc([("200 OK", "text/plain", text(n).encode()) for n in (68, 69)], packed=False)[:-9],
        {"#1": D, "#2": "cut off within the record"},
        "",
    ),
    "broken.warc": (lambda: b"WARC/1.0\r\nContent-Length: x\r\n\r\n", {"": "damaged after 0 records"}, ""),
    # packed
    "packed.txt.gz": (lambda: pack(text(70).encode()), {"": D}, ""),
    "packed.jsonl.gz": (lambda: pack(lines({"text": text(71)}).encode()), {"#1": D}, ""),
    "cut.txt.gz": (lambda: pack(bytes(range(256)) + text(72).encode())[:-9], {"": ""}, ""),
    "archive.zip": (
        lambda: zipped(
            {"b/a.txt": text(73), "a.jsonl": lines({"text": text(74)}), ".hidden": "x", "__MACOSX/a.txt": "x"}
        ),
        {"#a.jsonl#1": D, "#b/a.txt": D},
        "",
    ),
    "evil.zip": (
        lambda: zipped(
            {"../a.txt": text(75), "/b.txt": text(76), "c\\..\\..\\d.txt": text(77), "e\n.txt": text(78)}, links=("l",)
        ),
        {
            "#../a.txt": "leads out",
            "#/b.txt": "leads out",
            "#c/../../d.txt": "leads out",
            "#e%0A.txt": "control",
            "#l": "a link",
        },
        "",
    ),
    "persian.zip": (lambda: zipped({"خبر.txt": text(93)}).replace(b"\x00\x08", b"\x00\x00"), {"#خبر.txt": D}, ""),
    "twice.zip": (lambda: zipped({"a.txt": text(79), "a.txt*": text(80)}), {"#a.txt": D, "#a.txt~2": D}, ""),
    "nested.zip": (lambda: nested(2), {"#n.zip#n.zip#a.txt": D}, ""),
    "too-deep.zip": (lambda: nested(5), {"#n.zip#n.zip#n.zip": "archives in archives"}, ""),
    "broken.zip": (lambda: zipped({"a.txt": text(81)})[:-30], {"": ""}, ""),
    "sheet.xlsx": (lambda: zipped({"xl/workbook.xml": "<a/>"}), {"": "a spreadsheet"}, ""),
    "archive.tar": (lambda: tarred({"a/b.txt": text(82)}, links=("l",)), {"#a/b.txt": D, "#l": "a link"}, ""),
    "archive.tar.gz": (
        lambda: tarred({"a.txt": text(83), "../b.txt": text(84)}, mode="w:gz"),
        {"#a.txt": D, "#../b.txt": "leads out"},
        "",
    ),
    "archive.tgz": (lambda: tarred({"a.zip": zipped({"b.txt": text(85)})}, mode="w:gz"), {"#a.zip#b.txt": D}, ""),
    "empty.zip": (lambda: zipped({}), {"": "nothing to read"}, ""),
    "empty.jsonl": (lambda: "\n", {"": "nothing to read"}, ""),
    "packed.bz2": (lambda: b"BZh91AY&SY", {"": "bzip2"}, ""),
}


@cache
def made(name: str) -> bytes:
    content = CASES[name][0]()
    return content.encode() if isinstance(content, str) else content


def write(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(made(name))
    return path


def read(*paths: object, **options: Any) -> list[Document | Failure]:
    return list(read_documents([str(p) for p in paths], options=Options(**options)))


def failure(*paths: object, **options: Any) -> Failure:
    (only,) = read(*paths, **options)
    assert isinstance(only, Failure), only
    return only


def document(*paths: object, **options: Any) -> Document:
    (only,) = read(*paths, **options)
    assert isinstance(only, Document), only
    return only


@pytest.mark.parametrize("name", CASES)
def test_every_file_gives_what_it_should(name: str, tmp_path: Path) -> None:
    _, expected, package = CASES[name]
    if package and not find_spec(package):
        found = failure(write(tmp_path, name)) if "" in expected else None
        assert found is None or "pip install" in found.hint
        return
    found = {item.identifier: item for item in read(write(tmp_path, name))}
    assert found.keys() == {name + rest for rest in expected}
    for rest, outcome in expected.items():
        item = found[name + rest]
        if outcome == D:
            assert isinstance(item, Document), item
        else:
            assert isinstance(item, Failure)
            assert outcome in item.reason
            assert item.reason and item.hint
            assert len(f"{item} {item.hint}".splitlines()) == 1


def test_a_whole_archive_is_read_in_one_go(tmp_path: Path) -> None:
    for name in CASES:
        if not CASES[name][2] or find_spec(CASES[name][2]):
            write(tmp_path, name)
    report = io.StringIO()
    account = Account(report)
    found = list(read_documents([tmp_path], account=account))
    assert [item.identifier for item in found] == [i.identifier for i in read_documents([tmp_path])]
    assert len({item.identifier for item in found}) == len(found)
    told = [json.loads(line) for line in report.getvalue().splitlines()]
    assert len(told) == len(found)
    assert account.summary.documents == sum(isinstance(item, Document) for item in found)
    assert dict(account.summary.languages)["fa"] > 40


# --- text as it stands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_text_is_its_decoded_content_and_nothing_else(encoding: str, tmp_path: Path) -> None:
    whole = f"\ufeff{text()}\r\n\r\u2028 e\u0301 \u200f"
    (tmp_path / "a.txt").write_bytes(whole.encode(encoding))
    assert document(tmp_path / "a.txt").text == whole


def test_the_digest_of_a_utf8_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    import hashlib

    path = write(tmp_path, "bom.txt")
    assert document(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("sentence", "encoding"),
    [(OLD, "windows-1256"), (OLD, "iso-8859-6"), (ARABIC, "windows-1256"), (ARABIC, "iso-8859-6")]
    + [(RUSSIAN, e) for e in ("windows-1251", "koi8-r", "iso-8859-5")]
    + [(s, e) for s in (SENTENCE, ARABIC, RUSSIAN) for e in ("utf-8", "utf-16", "utf-16-le", "utf-16-be")],
)
def test_encodings_are_told_apart(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)).lstrip("\ufeff") == sentence


def test_a_given_encoding_overrules_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Größe".encode("latin-1"))
    assert "encoding" in failure(tmp_path / "a.txt").reason
    assert document(tmp_path / "a.txt", encoding="latin-1").text == "Größe"
    assert "no encoding is called" in failure(tmp_path / "a.txt", encoding="latin-99").reason


# --- paths ------------------------------------------------------------------------------------------------------------


def test_identifiers_are_paths_within_the_input(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "b/c/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text(name))
    assert [d.identifier for d in read(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt", "b/c/3.txt"]
    assert [d.identifier for d in read(tmp_path / "b")] == ["1.txt", "2.txt", "c/3.txt"]
    assert [d.identifier for d in read(tmp_path / "b" / "1.txt")] == ["1.txt"]
    assert [d.identifier for d in read(tmp_path / "b" / "*.txt")] == ["1.txt", "2.txt"]
    assert [d.identifier for d in read(tmp_path / "**" / "3.txt")] == ["3.txt"]


def test_the_same_path_in_two_inputs_is_two_documents(tmp_path: Path) -> None:
    for folder in ("x/in", "y/in", "z"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(text(folder))
    inputs = [tmp_path / "x/in", tmp_path / "y/in", tmp_path / "z"]
    assert [d.identifier for d in read(*inputs)] == ["a.txt", "in/a.txt", "z/a.txt"]
    assert read(*inputs) == read(*reversed(inputs))


def test_a_file_that_two_inputs_share_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text())
    assert len(read(tmp_path, tmp_path / "a.txt", tmp_path / "*.txt")) == 1


def test_notes_hidden_files_and_page_furniture_are_passed_over_in_folders(tmp_path: Path) -> None:
    for name in (
        "README.md",
        ".hidden.txt",
        "style.css",
        "logo.png",
        "a.txt",
        "page_files/frame.html",
        "b_files/c.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text(name))
    (tmp_path / "page.htm").write_text("")
    assert [d.identifier for d in read(tmp_path)] == ["a.txt", "page.htm", "b_files/c.txt"]
    assert [d.identifier for d in read(tmp_path / "README.md")] == ["README.md"]


def test_nothing_is_read_outside_the_input(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text(text("secret"))
    (inside / "a.txt").write_text(text("a"))
    (inside / "file").symlink_to(tmp_path / "secret.txt")
    (inside / "folder").symlink_to(tmp_path)
    (inside / "loop").symlink_to(inside / "loop")
    (inside / "same").symlink_to(inside)
    found = {item.identifier: item for item in read(inside)}
    assert isinstance(found.pop("a.txt"), Document)
    assert found.keys() == {"file", "folder", "loop"}
    assert all(isinstance(item, Failure) for item in found.values())


def test_odd_names_are_told_on_one_line(tmp_path: Path) -> None:
    for name in (b"a\nb.txt", "a\u202eb.txt".encode(), b"a\xffb.txt"):
        (tmp_path / os.fsdecode(name)).write_text(text(name))
    found = [str(item) for item in read(tmp_path)]
    assert sorted(f.partition(":")[0] for f in found) == ["a%0Ab.txt", "a%E2%80%AEb.txt", "a%ED%B3%BFb.txt"]
    assert all("name" in f for f in found)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in failure(tmp_path / "pipe").reason
    assert "no such file" in failure(tmp_path / "none.txt").reason
    assert "no such file" in failure(tmp_path / "*.none").reason
    assert isinstance(failure("a" * 5000), Failure)
    assert isinstance(failure("a\0b"), Failure)


def test_a_forked_process_has_its_own_parser(tmp_path: Path) -> None:
    write(tmp_path, "letter.eml")
    code = (
        "import os, sys; from diplograph.read.sources import *\n"
        "reading = read_documents([sys.argv[1], sys.argv[1] + '/letter.eml']); next(reading)\n"
        "pid = os.fork()\n"
        "found = list(read_documents([sys.argv[1]]))\n"
        "print(found[0].title, flush=True)\n"
        "pid and os.waitpid(pid, 0)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code, str(tmp_path)], capture_output=True, check=True)
    assert done.stdout.decode().split("\n") == ["نامه 61", "نامه 61", ""] and not done.stderr


def test_standard_input_is_a_document() -> None:
    code = (
        "from diplograph.read.sources import *; print([d.identifier + str(len(d.text)) for d in read_documents(['-'])])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text().encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"['-{len(text())}']"


# --- what sources tell ------------------------------------------------------------------------------------------------


def test_a_page_tells_its_metadata_and_keeps_its_joiners(tmp_path: Path) -> None:
    pytest.importorskip(WEB)
    shown = document(write(tmp_path, "page.html"))
    assert (shown.title, shown.issued, shown.language) == ("تیتر 20", "2023-12-05", "fa")
    assert shown.text.startswith("تیتر 20\n\n")
    assert shown.text.count("\u200c") == page(20).count("\u200c") + page(20).count("&zwnj;")
    assert "خانه" not in shown.text and "حقوق" not in shown.text
    linked = document(write(tmp_path, "linked.html"))
    assert (linked.title, linked.issued, linked.publisher) == ("تیتر پیوندی", "2024-02-03", "ISNA")
    assert linked.url == "https://example.org/news/1"
    graph = document(write(tmp_path, "graph.htm"))
    assert (graph.title, graph.issued) == ("تیتر گراف", "2024-02-04")


def test_an_archived_page_tells_its_address(tmp_path: Path) -> None:
    found = {d.identifier: d for d in read(write(tmp_path, "web.warc.gz")) if isinstance(d, Document)}
    assert found["web.warc.gz#4"].url == "https://example.org/3"


@pytest.mark.parametrize(
    ("told", "retrieved"),
    [
        ("2024-02-03T10:20:30Z", "2024-02-03T10:20:30Z"),
        ("2024-02-03T10:20:30.125Z", "2024-02-03T10:20:30.125Z"),
        ("2024-02-03", "2024-02-03"),
        ("2024-02", "2024-02"),
        ("2024-02-30T10:20:30Z", None),
        ("soon", None),
        ("", None),
    ],
)
def test_an_archived_page_tells_when_it_was_retrieved(told: str, retrieved: str | None, tmp_path: Path) -> None:
    data = warc([("200 OK", "text/plain", text("dated").encode())], packed=False)
    (tmp_path / "a.warc").write_bytes(data.replace(b"WARC-Type", f"WARC-Date: {told}\r\nWARC-Type".encode(), 1))
    assert document(tmp_path / "a.warc").retrieved == retrieved


def test_what_does_not_tell_when_it_was_retrieved_has_no_day_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc([("200 OK", "text/plain", text("undated").encode())], packed=False))
    (tmp_path / "b.txt").write_text(text("plain"), encoding="utf-8")
    assert [document(tmp_path / name).retrieved for name in ("a.warc", "b.txt")] == [None, None]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip", pack(text("gzip").encode())),
        ("Content-Encoding: gzip", text("unpacked already").encode()),
        ("Content-Encoding: deflate", zlib.compress(text("deflate").encode())),
        ("Transfer-Encoding: chunked", b"5\r\nabc d\r\n3;x=y\r\nefg\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", text("joined already").encode()),
    ],
)
def test_an_archived_answer_is_unpacked(headers: str, body: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc([("200 OK", f"text/plain\r\n{headers}", body)], packed=False))
    found = document(tmp_path / "a.warc").text
    assert found.startswith("تیتر") or found == "abc defg"


def test_a_feed_entry_tells_its_date_and_address(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    first, second = read(write(tmp_path, "feed.rss"))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.title, first.issued, first.url, first.publisher) == (
        "یک",
        "2023-12-05",
        "https://example.org/1",
        "خبرگزاری",
    )
    assert first.text.startswith("یک\n\nوزیر") and "<p>" not in first.text
    assert second.issued is None


def test_no_entity_leads_to_a_file(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    assert "root:" not in document(write(tmp_path, "entities.xml")).text


def test_columns_may_be_mapped(tmp_path: Path) -> None:
    record = {
        "h": "تیتر",
        "meta": {"when": "۱۴ آذر ۱۴۰۲", "by": {"name": "ایسنا"}},
        "b": text(),
        "key": "k 1",
        "l": "fa_IR",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    mapping = {"text": "h+b", "title": "h", "date": "meta.when", "publisher": "meta.by", "id": "key", "language": "l"}
    found = document(tmp_path / "a.jsonl", mapping=mapping)
    assert (found.identifier, found.title, found.issued, found.publisher) == (
        "a.jsonl#k 1",
        "تیتر",
        "2023-12-05",
        "ISNA",
    )
    assert found.language == "fa"
    assert found.text == f"تیتر\n\n{text()}"
    assert "no text in nothing" in failure(tmp_path / "a.jsonl", mapping={"text": "nothing"}).reason


def test_a_text_field_is_kept_as_it_stands(tmp_path: Path) -> None:
    whole = f"  {text()} \r\n\n &zwnj; a < b "
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": whole}))
    assert document(tmp_path / "a.jsonl").text == whole


def test_a_long_list_is_streamed(tmp_path: Path) -> None:
    records = [{"text": text("x" * 30_000 * (n % 3)), "id": n} for n in range(30)]
    (tmp_path / "a.json").write_text(json.dumps(records, ensure_ascii=False, indent=1))
    (tmp_path / "b.json").write_text("\n".join(json.dumps({**r, "text": r["text"] + "b"}) for r in records))
    found = read(tmp_path)
    assert [item.identifier for item in found] == [
        "a.json#0",
        "a.json#1",
        "a.json#2",
        "b.json#0",
        "b.json#1",
        "b.json#2",
    ]


def test_a_text_that_comes_again_is_one_document_with_two_locations(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text())
    (tmp_path / "c.txt.gz").write_bytes(pack(text().encode()))
    account = Account()
    assert [d.identifier for d in read_documents([tmp_path], account=account)] == ["a.txt"]
    assert account.locations == {"a.txt": ("a.txt", "b.txt", "c.txt.gz")}
    assert str(account.summary) == "1 documents (fa 1), 2 repeated, 0 failed"


def test_a_missing_package_is_named_with_its_extra(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow.parquet'] = None\n"
        "from diplograph.read.sources import *\n"
        "for f in read_documents(sys.argv[1:]): print(f, '|', f.hint)"
    )
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "a.parquet: needs the package pyarrow | pip install 'diplograph[parquet]'"


# --- limits -----------------------------------------------------------------------------------------------------------

SMALL = Limits(
    item_bytes=100_000,
    page_bytes=100_000,
    record_bytes=100_000,
    container_bytes=300_000,
    members=5,
    characters=50_000,
    seconds=5,
)


def bomb(size: int) -> bytes:
    return pack(b"a" * size)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "long.txt": (lambda: b"a" * 100_001, "more than 100000 bytes"),
    "characters.txt": (lambda: b"a " * 30_000, "more than 50000"),
    "bomb.txt.gz": (lambda: bomb(5_000_000), "more than 100000 bytes"),
    "line.jsonl.gz": (lambda: bomb(5_000_000), "longer than 100000 bytes"),
    "lines.jsonl.gz": (lambda: pack(b"\n" * 5_000_000), "unpacks to more than 300000 bytes"),
    "line.csv": (lambda: b"text\n" + b"a" * 200_000, "longer than 100000 bytes"),
    "list.json.gz": (lambda: pack(b"[" + b"a" * 5_000_000), "record 1 is no JSON, or longer than 100000"),
    "object.json": (lambda: b'{"a": "' + b"a" * 100_000, "one JSON object of more than 100000 bytes"),
    "quote.csv": (lambda: b'text\n"' + b"a\n" * 100_000, "not a table"),
    "bomb.zip": (lambda: zipped({"a.txt": b"a" * 200_000}), "more than 100000 bytes"),
    "bombs.zip": (lambda: zipped({f"{n}.txt": b"a" * 90_000 for n in range(4)}), "unpacks to more than 300000 bytes"),
    "many.zip": (lambda: zipped({f"{n}.txt": text(n) for n in range(9)}), "more than 5 members"),
    "bomb.tar.gz": (lambda: tarred({"a.txt": b"a" * 200_000}, mode="w:gz"), "more than 100000 bytes"),
    "bombs.tar.gz": (
        lambda: tarred({f"{n}.txt": b"a" * 90_000 for n in range(4)}, mode="w:gz"),
        "unpacks to more than",
    ),
    "many.tar": (lambda: tarred({f"{n}.txt": text(n) for n in range(9)}), "more than 5 members"),
    "bomb.docx": (lambda: zipped({"word/document.xml": b"<a>" * 99_000}), "unpacks to more than 100000 bytes"),
    "big.html": (lambda: page(90).encode() + b" " * 100_000, "more than 100000 bytes"),
    "header.tar": (lambda: tarred({"a" * 2_000_000: b"x"}), "a header of more than a megabyte"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_at_its_limit(name: str, tmp_path: Path) -> None:
    make, words = BOMBS[name]
    (tmp_path / name).write_bytes(make())
    limits = SMALL if name != "header.tar" else Limits()
    last = read(tmp_path / name, limits=limits)[-1]
    assert isinstance(last, Failure)
    assert words in last.reason and last.hint


def test_a_line_of_a_gigabyte_costs_no_gigabyte(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as stream:
        for _ in range(1000):
            stream.write(b" " * 1_000_000)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600_000_000,) * 2)\n"
        "from diplograph.read.sources import *\n"
        "for f in read_documents(sys.argv[1:]): print(f)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.jsonl.gz")]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"longer than 16000000 bytes" in done.stdout


def test_a_page_that_takes_too_long_is_stopped_and_may_be_read_again(tmp_path: Path) -> None:
    pytest.importorskip(WEB)
    (tmp_path / "a.html").write_text(page("next"))
    assert failure(tmp_path, limits=Limits(seconds=0.01)).reason == "took longer than 0.01 s"
    assert document(tmp_path).title == "تیتر next"


def test_a_page_that_takes_too_much_memory_is_told_and_may_be_read_again(tmp_path: Path) -> None:
    pytest.importorskip(WEB)
    (tmp_path / "a.html").write_text(page("memory").replace("<article>", "<article>" + f"<p>{SENTENCE}</p>" * 20_000))
    found = failure(tmp_path, limits=Limits(memory_bytes=100_000_000))
    assert found.reason and found.hint
    (tmp_path / "a.html").write_text(page("memory"))
    assert document(tmp_path).title == "تیتر memory"


def test_an_interrupt_leaves_no_half_answer(tmp_path: Path) -> None:
    for name in ("a.eml", "b.eml"):
        (tmp_path / name).write_bytes(mail(name))
    code = (
        "import signal, sys, time; from diplograph.read.sources import *; from diplograph.read.sources import child\n"
        "read = list(read_documents([sys.argv[1] + '/a.eml']))\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "signal.signal(signal.SIGALRM, stop); signal.setitimer(signal.ITIMER_REAL, 0.001)\n"
        "try:\n"
        "    while True: list(read_documents([sys.argv[1] + '/a.eml']))\n"
        "except KeyboardInterrupt: pass\n"
        "print([d.title for d in read_documents([sys.argv[1] + '/b.eml'])])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True, timeout=20)
    assert done.stdout.decode().strip() == "['نامه b.eml']"


# --- laws -------------------------------------------------------------------------------------------------------------

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from(sorted(name for name, (_, _, package) in CASES.items() if not package or find_spec(package)))


@LAW
@given(NAMES, st.data())
def test_a_damaged_file_gives_documents_or_failures_and_no_error(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    content = bytearray(made(name))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    (tmp_path / name).write_bytes(content)
    expect_only_values(tmp_path / name)
    (tmp_path / name).unlink()


@LAW
@given(st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda s: s.encode("utf-8", "replace"))), NAMES)
def test_any_bytes_under_any_name_give_documents_or_failures(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    expect_only_values(tmp_path / name)
    (tmp_path / name).unlink()


@LAW
@given(
    st.dictionaries(
        st.text(max_size=8), st.recursive(st.none() | st.text() | st.floats() | st.integers(), st.lists), max_size=5
    )
)
def test_any_record_gives_a_document_or_a_failure(tmp_path: Path, record: dict[str, Any]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text(), **record}))
    expect_only_values(tmp_path / "a.jsonl")


@LAW
@given(st.text(min_size=1))
def test_utf8_text_is_read_as_it_stands(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.txt").write_bytes(content.encode("utf-8", "replace"))
    for item in read(tmp_path / "a.txt"):
        assert isinstance(item, Failure) or item.text == (tmp_path / "a.txt").read_bytes().decode()


def expect_only_values(path: Path) -> None:
    for item in read(path, limits=Limits(seconds=10)):
        assert isinstance(item, Document | Failure)
        assert item.identifier.splitlines() == [item.identifier]
        if isinstance(item, Failure):
            assert len(f"{item} {item.hint}".splitlines()) == 1
