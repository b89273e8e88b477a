"""diplograph turns diplomatic news into a knowledge graph that a person can trust.

    graph = diplograph.build("seeds")
    graph.write("exports")

Importing it is cheap: what is named here is loaded when it is first used.

>>> len(build("no-such-folder").claims)
0
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplograph.build import KnowledgeGraph, build
    from diplograph.errors import BuildError, DiplographError, PackError, QueryError, SourceError
    from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Mention, Modality, Name
    from diplograph.pipeline import extract
    from diplograph.text import Document, Span

__all__ = [
    "BuildError",
    "Claim",
    "DiplographError",
    "Document",
    "Entity",
    "Evidence",
    "Extraction",
    "Kind",
    "KnowledgeGraph",
    "Mention",
    "Modality",
    "Name",
    "PackError",
    "QueryError",
    "SourceError",
    "Span",
    "build",
    "extract",
]
_HOMES = {
    "build": ("KnowledgeGraph", "build"),
    "errors": ("BuildError", "DiplographError", "PackError", "QueryError", "SourceError"),
    "model": ("Claim", "Entity", "Evidence", "Extraction", "Kind", "Mention", "Modality", "Name"),
    "pipeline": ("extract",),
    "text": ("Document", "Span"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


class _Package(ModuleType):
    """Keeps the function `build` in sight: importing the module of the same name would put that in its place."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        setattr(self, name, found)
        return found

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
