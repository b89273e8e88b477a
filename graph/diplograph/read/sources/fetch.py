"""Pages from the web, one at a time, because somebody asked for them: so long, so large, and from nowhere private.

Every address that a name leads to is looked at before any is asked, at each redirect again, and the connection goes to
an address that was looked at: a name that answers otherwise the second time is not asked a second time.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from threading import Timer
from urllib.parse import urljoin

from diplograph.errors import SourceError
from diplograph.read.sources import robots
from diplograph.read.sources.addresses import Allowed, Url, is_public, parse, resolve
from diplograph.read.sources.items import one_line, raise_

AGENT = "diplograph"
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS_BYTES = 500_000
_CHUNK = 1 << 16
_SAVE = "save the page in a browser, and add the file"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one page may cost: seconds to connect, of silence, in all; bytes; redirects; a pause between two."""

    connect: float = 10.0
    silence: float = 20.0
    total: float = 60.0
    bytes: int = 20_000_000
    redirects: int = 5
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: the address that was asked for, the one that gave it, what it was said to be."""

    asked: str
    url: str
    media_type: str
    coding: str
    data: bytes


class Fetcher:
    """Fetches pages, asks each site for its robots.txt once, and pauses before it asks the same site again.

    `allowed` tells which machines may be asked; it is for tests.
    """

    def __init__(self, bounds: Bounds | None = None, *, allowed: Allowed = is_public) -> None:
        self.bounds = bounds or Bounds()
        self.allowed = allowed
        self._rules: dict[str, robots.Rules | str] = {}
        self._asked: set[str] = set()

    def get(self, address: str) -> Fetched:
        """The page at an address. Raises `SourceError` with the reason where there is none to be had."""
        asked = parse(address)
        with _Clock(self.bounds.total).running() as clock:
            url, answer = self._follow(asked, clock, self.bounds.bytes, polite=True)
        if answer.status != 200:
            raise SourceError(
                f"{url.text}: the site answers {answer.status} {answer.reason}", hint=_hint(answer.status)
            )
        return Fetched(asked.text, url.text, answer.media_type, answer.coding, answer.data)

    def _follow(self, url: Url, clock: _Clock, most: int, *, polite: bool) -> tuple[Url, _Answer]:
        """The answer at the end of the redirects, and who gave it."""
        for _ in range(self.bounds.redirects + 1):
            if polite:
                self._obey(url)
            answer = self._ask(url, clock, most)
            if answer.status not in _REDIRECTS or not answer.location:
                return url, answer
            url = parse(urljoin(url.text, answer.location))
        raise SourceError(f"{url.text}: more than {self.bounds.redirects} redirects", hint=_SAVE)

    def _obey(self, url: Url) -> None:
        """Raise `SourceError` where the site does not want robots."""
        if url.origin not in self._rules:
            self._rules[url.origin] = self._robots(url)
        rules = self._rules[url.origin]
        if isinstance(rules, str):
            raise SourceError(f"{url.text}: not fetched: robots.txt of the site cannot be had: {rules}", hint=_SAVE)
        if not rules.allow(url.target):
            raise SourceError(f"{url.text}: not fetched: robots.txt of the site asks robots not to", hint=_SAVE)

    def _robots(self, url: Url) -> robots.Rules | str:
        """The rules of a site; what is wrong, where it does not tell them. A site without robots.txt allows all."""
        try:
            with _Clock(self.bounds.total).running() as clock:
                _, answer = self._follow(parse(f"{url.origin}/robots.txt"), clock, _ROBOTS_BYTES, polite=False)
        except SourceError as error:
            return error.message.removeprefix(f"{url.origin}/robots.txt: ").removeprefix("not fetched: ")
        if answer.status >= 500 or answer.status == 429:
            return f"{answer.status} {answer.reason}"
        return robots.read(answer.data, AGENT) if answer.status == 200 else robots.Rules()

    def _ask(self, url: Url, clock: _Clock, most: int) -> _Answer:
        """One request, with its answer whole."""
        if url.origin in self._asked:
            time.sleep(self.bounds.pause)
        self._asked.add(url.origin)
        try:
            with self._connected(url, clock) as connection:
                headers = {"User-Agent": f"{AGENT}/{version('diplograph')}", "Accept-Encoding": "identity"}
                connection.request("GET", url.target, headers={**headers, "Connection": "close", "Accept": "*/*"})
                with connection.getresponse() as response:
                    return _read(response, url, most)
        except (OSError, http.client.HTTPException, ValueError) as error:
            clock.check(url)
            why = "no answer in time" if isinstance(error, TimeoutError) else one_line(error) or type(error).__name__
            raise SourceError(f"{url.text}: not fetched: {why}", hint=f"try again later, or {_SAVE}") from error
        finally:
            clock.check(url)

    @contextmanager
    def _connected(self, url: Url, clock: _Clock) -> Iterator[http.client.HTTPConnection]:
        """A connection to one of the machines that were looked at, and to no other."""
        places = resolve(url.host, url.port, allowed=self.allowed, seconds=self.bounds.connect)
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = kind(url.host, url.port)
        connection.sock = self._connect(places, clock)
        try:
            if url.scheme == "https":
                connection.sock = clock.socket = _wrapped(connection.sock, url.host)
                connection.sock.do_handshake()
            yield connection
        finally:
            connection.close()

    def _connect(self, places: list[tuple[int, object]], clock: _Clock) -> socket.socket:
        failed: OSError = OSError("no machine")
        for family, place in places:
            raw = socket.socket(family, socket.SOCK_STREAM)
            raw.settimeout(self.bounds.connect)
            clock.socket = raw
            try:
                raw.connect(place)  # type: ignore[arg-type]
            except OSError as error:
                raw.close()
                failed = error
                continue
            raw.settimeout(self.bounds.silence)
            return raw
        raise failed


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    reason: str
    location: str
    media_type: str
    coding: str
    data: bytes


class _Clock:
    """Ends a connection when the time is up, however busily its other side dribbles."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.late = seconds, False
        self.socket: socket.socket | None = None

    @contextmanager
    def running(self) -> Iterator[_Clock]:
        """Run while the body does."""
        timer = Timer(self.seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield self
        finally:
            timer.cancel()

    def check(self, url: Url) -> None:
        """Raise `SourceError` when the time is up."""
        if self.late:
            raise SourceError(f"{url.text}: took longer than {self.seconds:g} s", hint=f"try again later, or {_SAVE}")

    def _stop(self) -> None:
        self.late = True
        if self.socket:
            with suppress(OSError):
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)  # under TLS, too, without its farewell


def _wrapped(raw: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)


def _read(response: http.client.HTTPResponse, url: Url, most: int) -> _Answer:
    """The answer, of at most so many bytes."""
    redirects = response.status in _REDIRECTS
    data = bytearray()
    while not redirects and (chunk := response.read(_CHUNK)):
        data += chunk
        if len(data) > most:
            hint = f"save it, and add the file, or {raise_('fetch_bytes')}"
            raise SourceError(f"{url.text}: more than {most} bytes", hint=hint)
    if not redirects and response.length:
        raise SourceError(f"{url.text}: cut off after {len(data)} bytes", hint="try again later")
    reason = one_line(response.reason, longest=60)
    location, kind, coding = (_header(response, name) for name in ("Location", "Content-Type", "Content-Encoding"))
    return _Answer(response.status, reason, location, kind, coding, bytes(data))


def _header(response: http.client.HTTPResponse, name: str) -> str:
    """A header on one line; many a site writes UTF-8 where only ASCII is allowed."""
    value = " ".join(str(response.headers.get(name, "")).split())
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


def _hint(status: int) -> str:
    if status in (401, 402, 403, 451):
        return f"the site does not give it to robots: {_SAVE}"
    return "see whether the address is right" if status in (404, 410) else "try again later"
