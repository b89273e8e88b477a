"""The server: which address answers what."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from diplograph.export import FORMATS
from diplograph.serial import prefixes
from diplograph.serve import pages
from diplograph.serve.answers import Wanted, job
from diplograph.serve.description import describe
from diplograph.serve.drawing import Drawing
from diplograph.serve.headers import Headers, refused
from diplograph.serve.negotiate import GRAPHS, HTML, choose
from diplograph.serve.protocol import fields, question
from diplograph.serve.refusal import Refusal
from diplograph.serve.wire import BLOCK
from diplograph.serve.workers import Pool, Reply

_HOST = re.compile(r"[a-zA-Z0-9._-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?")
_VARY = {"Vary": "Accept, Accept-Language"}


def application(pool: Pool) -> Starlette:
    """The application, for a pool of workers that has been started."""
    site = Site(pool, Drawing(pool.data))

    @asynccontextmanager
    async def watched(_: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(pool.watch())
        yield
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        site.drawing.close()

    return Starlette(
        routes=[
            Route("/", site.graph),
            Route("/query", site.ask),
            Route("/sparql", site.sparql, methods=["GET", "POST"]),
            Route("/sparql/", site.sparql, methods=["GET", "POST"]),
            Route("/id/{id:path}", site.thing),
            Route("/data/{name}", site.data),
            Route("/.well-known/void", site.void),
            Route("/health", site.health),
        ],
        middleware=[Middleware(Headers)],
        exception_handlers={Refusal: _refusal, HTTPException: _http},
        lifespan=watched,
    )


@dataclass(frozen=True)
class Site:
    """What is at each address."""

    pool: Pool
    drawing: Drawing

    async def graph(self, _: Request) -> Response:
        """The page of the whole graph."""
        return FileResponse(await self.drawing.file(), media_type="text/html")

    async def ask(self, request: Request) -> Response:
        """The page to ask from."""
        base = self.pool.nursery.base
        return _page(pages.query_page(_language(request), prefixes(base), base), script=True)

    async def sparql(self, request: Request) -> Response:
        """The endpoint; its description, where nothing is asked."""
        asked = await question(request)
        if asked is None:
            return self._description(request)
        told = {"sparql": asked.sparql, "bind": dict(asked.bind), "scope": asked.scope}
        return await self._answer(request, job("query", _wanted(request, asked.form), **told))

    def _description(self, request: Request) -> Response:
        wanted = _wanted(request)
        form = choose((*GRAPHS, HTML), wanted.accept, wanted.form)
        if form is HTML:
            return RedirectResponse("/query", status_code=303, headers=_VARY)
        about = describe(wanted.root, self.pool.nursery.base, form)
        return Response(about, media_type=form.content_type, headers=_VARY)

    async def thing(self, request: Request) -> Response:
        """A thing, as a page or as RDF."""
        id_ = quote(request.path_params["id"], safe="/-._~")  # as it is written in the graph
        return await self._answer(request, job("thing", _wanted(request), id=id_))

    async def void(self, request: Request) -> Response:
        """What the dataset holds."""
        files = sorted(name for name in _downloads() if self._download(name))
        return await self._answer(request, job("void", _wanted(request), files=files))

    async def data(self, request: Request) -> Response:
        """A file of the build."""
        name = request.path_params["name"]
        if name not in _downloads() or not self._download(name):
            raise Refusal(404, "no such file in this build", hint="the files are named in /.well-known/void")
        return FileResponse(self.pool.data / name, media_type=_downloads()[name])

    def _download(self, name: str) -> bool:
        return (self.pool.data / name).is_file()

    async def health(self, _: Request) -> Response:
        """Whether queries are answered."""
        well = self.pool.nursery.alive
        told = {"status": "ok" if well else "starting", "quads": self.pool.nursery.quads}
        return JSONResponse(told, status_code=200 if well else 503)

    async def _answer(self, request: Request, told: dict[str, Any]) -> Response:
        """What a worker answers, or nothing to a client that has gone."""
        return _response(await _unless_gone(request, self.pool.ask(told)))


def _downloads() -> dict[str, str]:
    """The RDF files that a build may hold, with their media types."""
    types = {form.names[0]: form.content_type for form in GRAPHS}
    kinds = {**types, "rdfxml": types["xml"], "void": types["ttl"]}
    return {row.file: kinds[row.name] for row in FORMATS.values() if row.name in kinds}


def _wanted(request: Request, form: str = "") -> Wanted:
    return Wanted(
        accept=", ".join(request.headers.getlist("accept")),
        form=form or fields(request).get("format", [""])[0],
        language=_language(request),
        root=_root(request),
    )


def _root(request: Request) -> str:
    """The address of this server as the client calls it."""
    host = request.headers.get("host", "")
    return f"{request.scope['scheme']}://{host if _HOST.fullmatch(host) else 'localhost'}/"


def _language(request: Request) -> str:
    asked = request.headers.get("accept-language", "")
    with suppress(Refusal):  # it is asked for a refusal, too
        asked = fields(request).get("lang", [asked])[0]
    return "fa" if asked.lower().startswith("fa") else "en"


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Reply]) -> Reply:
    """What work comes to, unless the client goes first: then the work is given up."""
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refusal(499, "the client has gone")
        return await task
    finally:
        for each in (task, gone):
            each.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(reply: Reply) -> Response:
    """A whole answer: its length is known before its first byte is sent."""
    headers = {"Content-Type": reply.type, "Content-Length": str(reply.size), **_VARY}
    if reply.type.startswith("text/html"):
        headers["Content-Security-Policy"] = pages.policy()
    return StreamingResponse(_pieces(reply), headers=headers)


async def _pieces(reply: Reply) -> AsyncIterator[bytes]:
    with reply.body as body:
        while piece := body.read(BLOCK):
            yield piece


def _page(text: str, *, script: bool) -> Response:
    return Response(
        text, headers={"Content-Security-Policy": pages.policy(script=script), **_VARY}, media_type="text/html"
    )


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(error, accept=request.headers.get("accept", ""), language=_language(request))


async def _http(request: Request, error: Exception) -> Response:
    """What the routes refuse: an address or a method that is not there."""
    assert isinstance(error, HTTPException)
    told = Refusal(error.status_code, error.detail, hint="see docs/serve.md for the addresses")
    response = await _refusal(request, told)
    response.headers.update(error.headers or {})
    return response
