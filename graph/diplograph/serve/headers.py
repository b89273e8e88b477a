"""The headers of every response, and the form of a refusal."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diplograph.errors import DiplographError
from diplograph.serve import pages
from diplograph.serve.negotiate import HTML, Form, choose
from diplograph.serve.refusal import Refusal

_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_PREFLIGHT = {
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_OFTEN = {503: {"Retry-After": "1"}, 408: {"Connection": "close"}, 413: {"Connection": "close"}}
_PLAIN = Form(("text",), ("text/plain",), None)


class Headers:
    """Puts the headers on every response, and answers what browsers ask before they ask (CORS)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_ALWAYS)
            await send(message)

        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, sent)
        else:
            await self._app(scope, receive, sent)


def refused(error: Refusal, *, accept: str, language: str) -> Response:
    """A refusal, as a page for a person, else as text."""
    headers = {"Cache-Control": "no-store", **_OFTEN.get(error.status, {})}
    if _for_a_person(accept):
        headers["Content-Security-Policy"] = pages.policy()
        page = pages.render("missing.html", language, title=error.message, hint=error.hint)
        return HTMLResponse(page, status_code=error.status, headers=headers)
    return PlainTextResponse(f"{error}\n", status_code=error.status, headers=headers)


def _for_a_person(accept: str) -> bool:
    try:
        return choose((_PLAIN, HTML), accept) is HTML
    except DiplographError:
        return False
