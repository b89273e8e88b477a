"""Where the server listens, and how its connections are held to order."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp

from diplograph.errors import BuildError


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises `BuildError` where the address is taken or is none.

    >>> listening("nowhere.invalid", 80)
    Traceback (most recent call last):
    diplograph.errors.BuildError: nowhere.invalid:80: ...
    hint: choose another with --port or --host
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=256)
        listener.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # else a small answer waits 40 ms for its second half
        return listener
    except OSError as error:
        hint = "choose another with --port or --host"
        raise BuildError(f"{host}:{port}: {error.strerror or error}", hint=hint) from error


def address(listener: socket.socket) -> str:
    """The address at which a socket listens."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def server(application: ASGIApp) -> uvicorn.Server:
    """A server of an application: plain asyncio and h11, nothing compiled, bounded in its connections."""
    config = uvicorn.Config(
        application,
        loop="asyncio",
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=256,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)
