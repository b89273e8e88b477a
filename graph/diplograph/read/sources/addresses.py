"""Addresses on the web: which may be asked at all, and which machine is asked in truth."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from diplograph.errors import SourceError

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]

_PORTS = {"http": 80, "https": 443}
_GLOBAL = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
_TEREDO = IPv6Network("2001::/32")


@dataclass(frozen=True, slots=True)
class Url:
    """An address on the web, taken apart; `text` is the whole in ASCII, without its fragment."""

    text: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """What one robots.txt holds for."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"


def parse(url: str) -> Url:
    """Take an address apart. SourceError for what is no address of a page.

    >>> parse("https://example.org/خبر?a=1#x").text
    'https://example.org/%D8%AE%D8%A8%D8%B1?a=1'
    >>> parse("file:///etc/passwd")
    Traceback (most recent call last):
    diplograph.errors.SourceError: file:///etc/passwd: not fetched: only http and https are
    hint: give the address of a page, or a file by its path
    """
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise SourceError(
            f"{quote(url, safe=':/?')}: no address", hint="write it without spaces and control characters"
        )
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna" if ":" not in (parts.hostname or "") else "ascii"), parts.port
    except ValueError as error:
        raise SourceError(f"{url}: no address: {error}", hint="see whether it was copied whole") from error
    if parts.scheme not in _PORTS:
        hint = "give the address of a page, or a file by its path"
        raise SourceError(f"{url}: not fetched: only http and https are", hint=hint)
    if not host:
        raise SourceError(f"{url}: no host in the address", hint="see whether it was copied whole")
    if parts.username is not None or parts.password is not None:
        bare = f"{parts.scheme}://{parts.hostname}"
        raise SourceError(f"{bare}: a name or password in the address", hint="fetch it yourself, and add the file")
    name = host.decode().lower()
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~") or "/"
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    place = _bracketed(name) + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
    whole = urlunsplit((parts.scheme, place, path, query, ""))
    return Url(whole, parts.scheme, name, port or _PORTS[parts.scheme], path + (f"?{query}" if query else ""))


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet: not private, of this machine, of this link, or reserved.

    >>> [is_public(ip_address(a)) for a in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::1")]
    [True, False, False, False, False]
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.scope_id:
        return False
    if inner := address.ipv4_mapped or address.sixtofour or _translated(address):
        return is_public(inner)
    return address in _GLOBAL and address not in _TEREDO and address.is_global and not address.is_multicast


def resolve(host: str, port: int, *, allowed: Allowed, seconds: float) -> list[tuple[int, Any]]:
    """The machines behind a host, as sockets take them. SourceError if there is none, or if one is not allowed."""
    found: list[Any] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            failed.append(error)
        except UnicodeError as error:  # a label that is too long
            failed.append(OSError(str(error)))

    asking = Thread(target=ask, daemon=True)  # the system's resolver knows no time limit
    asking.start()
    asking.join(seconds)
    if failed or not found:
        why = failed[0].strerror or failed[0] if failed else f"no answer in {seconds:g} s"
        raise SourceError(f"{host}: not found: {why}", hint="see whether the name is right, and the network there")
    for *_, place in found:
        if not allowed(ip_address(place[0])):
            why = f"{host}: leads to {place[0]}, which is no public address"
            raise SourceError(
                why, hint="only pages of the public internet are fetched; save the page, and add the file"
            )
    return [(family, place) for family, *_, place in found]


def _translated(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
