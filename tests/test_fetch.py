"""Fetching from the web: what is asked, what is refused, and what is kept. All servers are of this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from diplograph.errors import SourceError
from diplograph.read.sources import Failure, read_documents
from diplograph.read.sources.addresses import is_public, parse
from diplograph.read.sources.fetch import Bounds, Fetched, Fetcher
from diplograph.read.sources.keep import check_date, keep
from diplograph.read.sources.robots import read as rules

TEXT = "وزیر امور خارجه ایران در تهران با همتای خود دیدار کرد و گفت که این همکاری‌ها را می‌خواهد"
Answer = tuple[int, dict[str, str], bytes]
QUICK = Bounds(connect=2, silence=2, total=5, pause=0)


@contextmanager
def site(answer: Callable[[str], Answer]) -> Iterator[tuple[str, list[Any]]]:
    """A site on this machine, and the requests that it gets."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, dict(self.headers)))
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()


@contextmanager
def wire(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that answers robots.txt with 404, and anything else as `talk` does."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    head = connection.recv(65536)
                    if b"GET /robots.txt" in head:
                        connection.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")
                    else:
                        talk(connection)
                except OSError:
                    pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def anyone(_: object) -> bool:
    return True


def get(url: str, bounds: Bounds = QUICK) -> Fetched:
    return Fetcher(bounds, allowed=anyone).get(url)


def refused(url: str, bounds: Bounds = QUICK) -> SourceError:
    with pytest.raises(SourceError) as caught:
        get(url, bounds)
    assert caught.value.hint
    assert len(caught.value.message.splitlines()) == 1
    return caught.value


def plain(path: str, robots: bytes | None = None) -> Answer:
    if path == "/robots.txt":
        return (404, {}, b"") if robots is None else (200, {}, robots)
    return 200, {"Content-Type": "text/plain; charset=utf-8", "Set-Cookie": "a=b"}, TEXT.encode()


# -- a page ------------------------------------------------------------------------------------------------------------


def test_a_page_comes_whole_and_the_site_is_told_who_asks() -> None:
    with site(plain) as (root, asked):
        found = get(f"{root}/خبر?a=1#part")
    assert found.data.decode() == TEXT
    assert found.url == found.asked == f"{root}/%D8%AE%D8%A8%D8%B1?a=1"
    assert [path for path, _ in asked] == ["/robots.txt", "/%D8%AE%D8%A8%D8%B1?a=1"]
    assert all(headers["User-Agent"].startswith("diplograph/") for _, headers in asked)


def test_a_kept_page_is_read_with_its_address_and_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    with site(plain) as (root, _):
        first = keep(get(f"{root}/a"), tmp_path)
        before = first.read_bytes()
        assert keep(get(f"{root}/a"), tmp_path) == first
    assert first.read_bytes() == before
    assert b"WARC-Date" not in before and b"a=b" not in before
    [document] = read_documents([first])
    assert not isinstance(document, Failure)
    assert (document.text, document.url, document.language) == (TEXT, f"{root}/a", "fa")


def test_the_day_of_retrieval_is_kept_where_it_is_told(tmp_path: Path) -> None:
    with site(plain) as (root, _):
        path = keep(get(f"{root}/a"), tmp_path, retrieved="2024-02-03")
    assert b"WARC-Date: 2024-02-03\r\n" in path.read_bytes()
    for wrong in ("yesterday", "2024-2-3", "2024-02-03\r\nX: y"):
        with pytest.raises(SourceError, match="no day"):
            check_date(wrong)


def test_what_is_no_page_is_kept_as_it_came(tmp_path: Path) -> None:
    rows = f'{{"text": "{TEXT}"}}\n'.encode()
    with site(lambda p: plain(p) if p == "/robots.txt" else (200, {"Content-Type": "application/json"}, rows)) as (
        root,
        _,
    ):
        path = keep(get(f"{root}/dump.jsonl"), tmp_path)
    assert path.read_bytes() == rows
    assert [d.text for d in read_documents([path]) if not isinstance(d, Failure)] == [TEXT]


def test_a_page_that_comes_packed_is_read(tmp_path: Path) -> None:
    headers = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
    with site(lambda p: plain(p) if p == "/robots.txt" else (200, headers, gzip.compress(TEXT.encode()))) as (root, _):
        [document] = read_documents([keep(get(root), tmp_path)])
    assert not isinstance(document, Failure) and document.text == TEXT


# -- who may be asked --------------------------------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%1",
    "fc00::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001:0:1::1",
    "::127.0.0.1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_of_the_public_internet_are_told_apart(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_public_internet_may_be_asked(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked_whatever_it_is_called(host: str) -> None:
    with site(plain) as (root, asked), pytest.raises(SourceError, match=r"no public address|not found"):
        Fetcher(QUICK).get(root.replace("127.0.0.1", host))
    assert asked == []


def test_a_name_is_asked_for_once_and_one_bad_answer_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    answers = {"news.example": ["127.0.0.1"], "mixed.example": ["8.8.8.8", "10.0.0.1"]}

    def lookup(host: str, port: int, **_: object) -> list[Any]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[host]]

    with site(plain) as (root, asked):
        monkeypatch.setattr(socket, "getaddrinfo", lookup)
        fetcher = Fetcher(QUICK, allowed=lambda a: is_public(a) or str(a) == "127.0.0.1")
        fetcher.get(root.replace("127.0.0.1", "news.example"))
        assert looked_up == ["news.example"] * 2  # for robots.txt, and for the page: once a connection
        assert [headers["Host"].partition(":")[0] for _, headers in asked] == ["news.example"] * 2
        with pytest.raises(SourceError, match=r"leads to 10\.0\.0\.1"):
            fetcher.get(root.replace("127.0.0.1", "mixed.example"))


def test_each_redirect_is_looked_at_as_the_first_address_is() -> None:
    for target in ("http://localhost:1/", "file:///etc/passwd", "//[::1]/", "ftp://example.org/", "http://a:b@c/"):
        with site(lambda p, t=target: plain(p) if p == "/robots.txt" else (302, {"Location": t}, b"")) as (root, asked):
            with pytest.raises(SourceError):
                Fetcher(QUICK, allowed=lambda a: str(a) == "127.0.0.1" and len(asked) < 2).get(root)
            assert len(asked) == 2


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://a/",
        "http:///a",
        "http://a:x/",
        "http://u:p@example.org/",
        "http://exa mple.org/",
        "http://a/\r\nX: y",
        "http://" + "a" * 70 + ".org/",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(SourceError) as caught:
        Fetcher(QUICK).get(url)
    assert caught.value.hint and "p@" not in str(caught.value)


# -- how much ----------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_so_far() -> None:
    def hop(path: str) -> Answer:
        if path == "/robots.txt":
            return plain(path)
        left = int(path[1:])
        return plain(path) if left == 0 else (302, {"Location": f"/{left - 1}"}, b"")

    with site(hop) as (root, _):
        assert get(f"{root}/5").url == f"{root}/0"
        assert "more than 5 redirects" in refused(f"{root}/6").message


def test_a_page_that_is_too_large_is_refused_told_and_untold() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"a" * 100_000)

    with wire(endless) as root:
        found = refused(root, Bounds(bytes=1_000_000, pause=0))
    assert "more than 1000000 bytes" in found.message and "--max-fetch-bytes" in found.hint


def test_a_page_that_breaks_off_is_told() -> None:
    with wire(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")) as root:
        assert "cut off after 3 bytes" in refused(root).message
    with wire(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc")) as root:
        assert "not fetched" in refused(root).message


def test_a_site_that_dribbles_or_is_silent_is_left_in_time() -> None:
    def dribble(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X")
            time.sleep(0.05)

    began = time.monotonic()
    with wire(dribble) as root:
        assert "took longer than 0.5 s" in refused(root, Bounds(total=0.5, pause=0)).message
    with wire(lambda _: time.sleep(1)) as root:
        assert "no answer in time" in refused(root, Bounds(silence=0.3, pause=0)).message
    assert time.monotonic() - began < 8


@pytest.mark.parametrize(
    ("status", "words"), [(404, "answers 404"), (403, "answers 403"), (500, "answers 500"), (304, "answers 304")]
)
def test_an_answer_without_a_page_is_told(status: int, words: str) -> None:
    with site(lambda p: plain(p) if p == "/robots.txt" else (status, {}, b"")) as (root, _):
        assert words in refused(root).message


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\x00\xff" * 500,
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500,
        b"HTTP/1.1 200 OK\r\n" + b"A" * 70_000,
    ],
)
def test_what_speaks_no_http_is_told(junk: bytes) -> None:
    with wire(lambda c: c.sendall(junk)) as root:
        refused(root)


# -- robots.txt --------------------------------------------------------------------------------------------------------


def test_a_site_that_asks_robots_not_to_is_left_alone() -> None:
    robots = b"User-agent: *\nDisallow: /private\nAllow: /private/open"
    with site(lambda p: plain(p, robots)) as (root, asked):
        fetcher = Fetcher(QUICK, allowed=anyone)
        with pytest.raises(SourceError, match=r"robots\.txt of the site asks robots not to"):
            fetcher.get(f"{root}/private/a")
        fetcher.get(f"{root}/private/open")
        fetcher.get(f"{root}/a")
    assert [path for path, _ in asked] == ["/robots.txt", "/private/open", "/a"]


def test_a_redirect_does_not_lead_around_robots_txt() -> None:
    def answer(path: str) -> Answer:
        return (302, {"Location": "/private"}, b"") if path == "/a" else plain(path, b"User-agent: *\nDisallow: /p")

    with site(answer) as (root, asked):
        assert "asks robots not to" in refused(f"{root}/a").message
    assert [path for path, _ in asked] == ["/robots.txt", "/a"]


def test_a_site_whose_robots_txt_fails_is_left_alone() -> None:
    with site(lambda p: (503, {}, b"") if p == "/robots.txt" else plain(p)) as (root, asked):
        assert "robots.txt of the site cannot be had: 503" in refused(root).message
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("User-agent: *\nDisallow:", ["/", "/a"], []),
        ("User-agent: *\nDisallow: /", [], ["/", "/a"]),
        ("User-agent: other\nDisallow: /", ["/"], []),
        ("User-agent: diplograph\nAllow: /\n\nUser-agent: *\nDisallow: /", ["/a"], []),
        ("User-agent: a\nUser-agent: DiploGraph\nDisallow: /x # no", ["/"], ["/x"]),
        ("\ufeffuser-agent : *\ndisallow : /*.pdf$\n", ["/a.pdf?b"], ["/a.pdf"]),
        ("User-agent: *\nDisallow: /*/خبر", ["/خبر"], ["/a/%D8%AE%D8%A8%D8%B1"]),
        ("User-agent: *\nDisallow: /a\nAllow: /a", ["/a"], []),
        ("nonsense\n\x00", ["/"], []),
        ("User-agent: *\nDisallow: /" + "*a" * 3000 + "$", ["/" + "a" * 2000], []),
    ],
)
def test_the_longest_rule_decides(text: str, yes: list[str], no: list[str]) -> None:
    found = rules(text.encode(), "diplograph")
    assert [found.allow(target) for target in [*yes, *no]] == [True] * len(yes) + [False] * len(no)


def test_an_address_is_written_in_ascii() -> None:
    assert parse("HTTP://Ex-ämple.org:80/a b".replace(" ", "%20")).text == "http://xn--ex-mple-7wa.org/a%20b"
    assert parse("https://[2606:4700::1]:8443/x").origin == "https://[2606:4700::1]:8443"
