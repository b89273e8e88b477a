"""What a reader finds: entities, mentions, claims and their evidence. Frozen, small, picklable."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from diplograph.text import Document, Span


class Kind(StrEnum):
    """The classes of things, named as in the ontology."""

    COUNTRY = "Country"
    OFFICIAL = "Official"
    ORGANIZATION = "Organization"
    AGREEMENT = "Agreement"
    PROJECT = "Project"
    PLACE = "Place"
    OFFICE = "Office"


class Modality(StrEnum):
    """How a claim is put: only `ASSERTED` is told as having happened, or being so."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    HOPED = "Hoped"
    CONDITIONAL = "Conditional"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in one language (BCP 47 tag)."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the world, under one id in all languages and documents.

    `id` is the last part of its IRI: `country/IR`, `official/sergey-lavrov`. `labels` holds one name a language,
    `names` the other surface forms met. `facts` are its own properties by ontology name, such as `("iso2", "IR")`,
    `("agreementKind", "treaty")`, `("status", "Signed")`, `("officeOf", "country/RU")`, `("country", "country/RU")`.
    `wikidata` is its item ("Q159") where known. `why` says on what ground mentions were taken for it.
    """

    id: str
    kind: Kind
    labels: tuple[Name, ...]
    names: tuple[Name, ...] = ()
    wikidata: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    why: str = ""


class Mention(NamedTuple):
    """A stretch of a document that names or refers to an entity; `how` is name, short, title, pronoun, adjective …"""

    span: Span
    entity: str
    how: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The source's own words that a claim rests on: `document.text[span.start:span.end] == exact`."""

    document: str
    span: Span
    exact: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An assertion that a document makes; never a fact by itself.

    `subject`, `object`, `speaker`, `place` and `office` are entity ids; `predicate` is an ontology name such as `met`.
    Ends of symmetric predicates come in id order. `speaker` is whose words carry it, None when the article itself says
    it. `date` is when it happened, an ISO prefix that is never falsely precise. `rule` names the frame that fired.
    `resolved` tells of an end that was not named but inferred: ("subject", "holder on 2023-12-05: …").
    """

    id: str
    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]
    modality: Modality = Modality.ASSERTED
    negated: bool = False
    speaker: str | None = None
    date: str | None = None
    place: str | None = None
    mode: str | None = None
    office: str | None = None
    since: str | None = None
    until: str | None = None
    rule: str = ""
    extractor: str = "rules"
    resolved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Extraction:
    """All that one document gave. `document` carries the metadata that reading it brought to light."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = field(default=())
