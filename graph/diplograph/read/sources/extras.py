"""The optional packages that some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from diplograph.errors import SourceError


def need(module: str, extra: str) -> Any:
    """An optional module, or a SourceError that names the extra which brings it.

    >>> need("no_such_module", "web")
    Traceback (most recent call last):
    diplograph.errors.SourceError: needs the package no_such_module
    hint: pip install 'diplograph[web]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        raise SourceError(f"needs the package {package}", hint=f"pip install 'diplograph[{extra}]'") from error
