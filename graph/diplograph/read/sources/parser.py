"""The child process that parses foreign formats; `child` starts it and may stop it."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from diplograph.errors import SourceError
from diplograph.read.sources.items import one_line, raise_


def serve(memory: int) -> None:
    """Parse what comes on standard input until it ends, in at most so much memory."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not pass for an answer
    _bound(memory)
    tasks = sys.stdin.buffer
    while line := tasks.readline():
        module, told, size = json.loads(line)
        answers.write(json.dumps(_answer(module, tasks.read(size), told)).encode() + b"\n")
        answers.flush()


def _answer(module: str, data: bytes, told: dict[str, Any]) -> list[Any]:
    try:
        return ["value", import_module(f"diplograph.read.sources.{module}").parse(data, **told), ""]
    except SourceError as error:
        return ["failure", error.message, error.hint]
    except ImportError as error:
        return ["failure", f"a package is missing: {one_line(error, longest=120)}", "pip install 'diplograph[all]'"]
    except MemoryError:
        return ["failure", "takes more memory than allowed", f"leave it out, or {raise_('memory_bytes')}"]
    except Exception as error:  # the parsers of foreign formats fail in ways that nobody has listed
        return ["failure", f"damaged ({type(error).__name__}: {one_line(error, longest=120)})", "save it again"]


def _bound(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    serve(int(sys.argv[1]))
