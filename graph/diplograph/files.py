"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from diplograph.errors import BuildError


def write(target: Path, text: str) -> Path:
    """Write a file in UTF-8: beside its place first, then into it. Raises `BuildError` where that cannot be done.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder) / "a" / "b.txt", "سلام").read_text(encoding="utf-8")
    'سلام'
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode())
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BuildError(f"{target}: {error.strerror or error}", hint="choose another folder with --out") from error
    return target
