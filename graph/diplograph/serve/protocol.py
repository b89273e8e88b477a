"""SPARQL 1.1 Protocol: what a request asks, whichever of the three ways it takes."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from diplograph.serve.refusal import Refusal

LARGEST = 1 << 20  # bytes of a request's body
PATIENCE = 20.0  # seconds for a body to arrive
_FIELDS = 1_000
_SCHEMES = ("http", "https", "urn")
_UPDATE = "nothing can be changed here: only questions are answered"
_FORM, _DIRECT, _DIRECT_UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the graphs it is to look into if any are named, values for its variables, the form of its answer."""

    sparql: str
    scope: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    bind: tuple[tuple[str, str], ...] = ()
    form: str = ""


async def question(request: Request) -> Question | None:
    """What a request asks; None where it asks nothing. Raises `Refusal`."""
    found = fields(request)
    if request.method == "POST":
        found = _joined(found, await _posted(request))
    if "update" in found:
        raise Refusal(403, _UPDATE, hint="change the documents and build again")
    queries = found.get("query", [])
    if len(queries) > 1:
        raise Refusal(400, f"{len(queries)} queries in one request", hint="send one parameter called query")
    if not queries and request.method == "POST":
        raise Refusal(400, "no query in this request", hint=f"send query=… as {_FORM}, or the query as {_DIRECT}")
    return _question(queries[0], found) if queries else None


def fields(request: Request) -> Fields:
    """What stands behind the question mark of an address."""
    return _fields(_text(request.scope["query_string"]))


def _question(sparql: str, found: Fields) -> Question:
    default, named = found.get("default-graph-uri", []), found.get("named-graph-uri", [])
    for iri in (*default, *named):
        if iri.partition(":")[0].lower() not in _SCHEMES:
            raise Refusal(400, f"{iri[:200]}: no graph here, and nothing is fetched", hint="name a graph of this build")
    pairs = (text.partition("=") for text in found.get("bind", []))
    return Question(
        sparql,
        (tuple(default), tuple(named)) if default or named else None,
        tuple((name.lstrip("?$"), value) for name, _, value in pairs),
        found.get("format", [""])[0],
    )


async def _posted(request: Request) -> Fields:
    """What the body of a POST says."""
    media, charset = _content_type(request.headers.get("content-type", ""))
    if media == _DIRECT_UPDATE:
        raise Refusal(403, _UPDATE, hint="change the documents and build again")
    if media not in (_FORM, _DIRECT):
        raise Refusal(
            415, f"a query cannot be sent as {media or 'nothing in particular'}", hint=f"{_FORM} or {_DIRECT}"
        )
    if charset not in ("utf-8", "utf8") or request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "a query is sent as plain UTF-8", hint=f"Content-Type: {media}; charset=utf-8")
    text = _text(await body(request))
    return _fields(text) if media == _FORM else {"query": [text]}


async def body(request: Request) -> bytes:
    """A request's body. Raises `Refusal` where it is too large (413) or too slow (408)."""
    found = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            _check(int(request.headers.get("content-length", "0")))
            async for piece in request.stream():
                found += piece
                _check(len(found))
    except TimeoutError as error:
        raise Refusal(408, "the request did not arrive in time", hint="send it again, at once") from error
    return bytes(found)


def _check(size: int) -> None:
    if size > LARGEST:
        raise Refusal(413, f"a request has at most {LARGEST} bytes", hint="ask in several queries")


def _content_type(header: str) -> tuple[str, str]:
    """A media type and its charset.

    >>> _content_type('Application/Sparql-Query; charset="UTF-8"')
    ('application/sparql-query', 'utf-8')
    """
    media, _, rest = header.partition(";")
    charset = re.search(r'charset\s*=\s*"?([\w.-]+)', rest, re.IGNORECASE)
    return media.strip().lower(), charset[1].lower() if charset else "utf-8"


def _fields(text: str) -> Fields:
    """The fields of a form. Raises `Refusal` where they are no UTF-8, or too many.

    >>> _fields("query=ASK%20%7B%7D&query=b")
    {'query': ['ASK {}', 'b']}
    """
    found: Fields = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise Refusal(400, "the parameters are not readable", hint="send them URL-encoded, in UTF-8") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _joined(first: Fields, second: Fields) -> Fields:
    return {name: [*first.get(name, []), *second.get(name, [])] for name in {**first, **second}}


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refusal(400, "the query is not UTF-8", hint="send it as UTF-8") from error
