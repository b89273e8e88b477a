"""Where the server listens, and how its connections are held to order."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from diplograph.errors import BuildError

PATIENCE = 10.0  # seconds for the head of a request to arrive


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


class Patient(H11Protocol):
    """A connection that is closed when the head of a request does not come in time."""

    _bell: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on, or no more."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._bell is None:
            self._bell = self.loop.call_later(PATIENCE, self._end)

    def _stop(self) -> None:
        if self._bell:
            self._bell.cancel()
            self._bell = None

    def _end(self) -> None:
        if self.conn.their_state is h11.IDLE and self.transport:
            self.transport.close()


def server(application: ASGIApp) -> uvicorn.Server:
    """A server of an application: plain asyncio and h11, nothing compiled, bounded in its connections."""
    config = uvicorn.Config(
        application,
        loop="asyncio",
        http=Patient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=256,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)
