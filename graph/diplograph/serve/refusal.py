"""What is answered instead of an answer."""

from __future__ import annotations

from diplograph.errors import DiplographError

OUT = "the query needs more memory than it may have, or is nested too deeply"
LESS = "ask for less: begin with what is known, take fewer steps, use LIMIT"


class Refusal(DiplographError):  # noqa: N818 - what it is called in the protocol
    """A request that gets an error status, and says why.

    >>> Refusal(406, "no such format", hint="ask for JSON").status
    406
    """

    def __init__(self, status: int, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status
