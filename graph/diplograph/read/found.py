"""A claim before the scene is closed."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.model import Modality
from diplograph.read.actors import Title
from diplograph.text import Span

SYMMETRIC = frozenset({"met", "phoned", "cooperatesWith"})
MEETINGS = frozenset({"met", "visited", "phoned"})
ACTORS = frozenset({"country", "official", "organization"})  # kinds that act


@dataclass(frozen=True, slots=True)
class Found:
    """A claim before its ids are final; `span` is its evidence, `future` tells that its date lies ahead."""

    subject: str
    predicate: str
    object: str
    span: Span
    rule: str
    modality: Modality = Modality.ASSERTED
    negated: bool = False
    speaker: str | None = None
    future: bool = False
    place: str | None = None
    mode: str | None = None
    title: Title | None = None


def kind_of(entity: str) -> str:
    """The first part of an id: "country" of "country/IR"."""
    return entity.partition("/")[0]
