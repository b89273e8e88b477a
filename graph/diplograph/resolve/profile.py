"""What documents show of a thing that no pack knows: names, country, offices, parties, topic, dates.

`extra` are folders of packs over the built-in ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import NamedTuple

from diplograph import knowledge
from diplograph.model import Claim, Entity, Extraction, Kind, Modality, Name
from diplograph.resolve.names import full, topic, words

_DIGEST = re.compile(r"-[0-9a-f]{8}$")
_DAY = len("2023-12-05")
_PACKS = {
    Kind.OFFICIAL: "people",
    Kind.ORGANIZATION: "organizations",
    Kind.AGREEMENT: "agreements",
    Kind.COUNTRY: "countries",
    Kind.PLACE: "places",
}
# Things whose ids the reader makes of the words it met: any other id is somebody's own.
_MADE = frozenset({Kind.OFFICIAL, Kind.AGREEMENT})
_LONE = "in "  # begins the ground of what no other document can be known to speak of


class Node(NamedTuple):
    """One thing as far as its id and the ground tell; `ground` is empty where the id says enough."""

    id: str
    ground: str = ""

    @property
    def lone(self) -> bool:
        """Whether it is known within one article only: a bare surname, an agreement without topic and date."""
        return self.ground.startswith(_LONE)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a thing: sets, so that what several documents show adds up in any order."""

    kind: Kind
    names: frozenset[Name] = frozenset()
    whole: frozenset[Name] = frozenset()  # those names that are all of a person's name
    known: frozenset[str] = frozenset()  # the packs' ids of it
    countries: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    topics: frozenset[frozenset[str]] = frozenset()
    dates: frozenset[str] = frozenset()

    @property
    def full(self) -> list[tuple[tuple[str, ...], str]]:
        """Whole names of a person as words, each with its language; none that is a part of another."""
        split = {(words(name.text, name.language), name.language) for name in self.names}
        whole = {(words(name.text, name.language), name.language) for name in self.whole}
        return sorted((w, language) for w, language in whole if not any(set(w) < set(v) for v, _ in split))


def nodes(documents: Sequence[Extraction], extra: tuple[Path, ...] = ()) -> list[dict[str, Node]]:
    """For every document, which node each of its entities is."""
    return [_nodes(document, extra) for document in documents]


def profiles(
    documents: Sequence[Extraction], known: Sequence[dict[str, Node]], extra: tuple[Path, ...] = ()
) -> dict[Node, Profile]:
    """What all documents together show of every thing that may be merged."""
    found: dict[Node, list[Profile]] = {}
    for document, shown in zip(documents, known, strict=True):
        for id_, profile in _profiles(document, extra).items():
            found.setdefault(shown[id_], []).append(profile)
    return {node: together(some) for node, some in sorted(found.items())}


def together(some: Sequence[Profile]) -> Profile:
    """What several profiles of one thing add up to."""
    if len(some) == 1:
        return some[0]
    sets = [f.name for f in fields(Profile) if f.name != "kind"]
    return Profile(min(p.kind for p in some), **{n: frozenset().union(*(getattr(p, n) for p in some)) for n in sets})


def _nodes(document: Extraction, extra: tuple[Path, ...]) -> dict[str, Node]:
    shown = {entity.id: Node(entity.id) for entity in document.entities}
    for id_, profile in _profiles(document, extra).items():
        shown[id_] = Node(id_, _ground(id_, profile, document))
    return shown


def _ground(id_: str, profile: Profile, document: Extraction) -> str:
    """What, besides its id, a thing must share with one of another document to be it. A copy is no other document."""
    lone = f"{_LONE}{document.document.copy_of or document.document.identifier}"
    if id_.startswith("official/"):
        return "" if profile.known or profile.full else lone
    if id_.startswith("agreement/") and not profile.known:
        said = [" ".join(sorted(t)) for t in profile.topics if t]
        dates = sorted(profile.dates)
        vague = not said and not any(len(date) == _DAY for date in dates)
        unowned = not profile.parties and not any(c.isdigit() for text in said for c in text)
        told = (*sorted(profile.types), *sorted(profile.parties), *sorted(said), *dates)
        return lone if vague or unowned else " ".join(told)
    return ""


@cache
def _pack(kind: Kind, extra: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(getattr(knowledge.load(extra=extra), _PACKS[kind])) if kind in _PACKS else frozenset()


def _profiles(document: Extraction, extra: tuple[Path, ...]) -> dict[str, Profile]:
    """What one document shows of the things in it that may be merged."""
    claims = _claims_by_end(document.claims)
    return {e.id: _profile(e, claims.get(e.id, []), extra) for e in document.entities if _open(e, extra)}


def _open(entity: Entity, extra: tuple[Path, ...]) -> bool:
    """Whether an entity may be one with another: people and bodies, agreements, projects; no unnamed office-holder."""
    if entity.kind in _MADE:
        return bool(_DIGEST.search(entity.id)) or _is_known(entity, extra)
    return entity.kind in (Kind.ORGANIZATION, Kind.PROJECT)


def _is_known(entity: Entity, extra: tuple[Path, ...]) -> bool:
    return entity.id.partition("/")[2] in _pack(entity.kind, extra)


def _claims_by_end(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if not claim.negated:
            for end in {claim.subject, claim.object}:
                found.setdefault(end, []).append(claim)
    return found


def _profile(entity: Entity, claims: Iterable[Claim], extra: tuple[Path, ...]) -> Profile:
    facts = [value for name, value in entity.facts if name == "country"]
    held = [c for c in claims if c.predicate == "represents" and c.subject == entity.id and _told(c)]
    signed = [c for c in claims if c.predicate in ("signed", "partyTo") and c.object == entity.id]
    names, official = frozenset((*entity.labels, *entity.names)), entity.kind is Kind.OFFICIAL
    known = _is_known(entity, extra)
    home = knowledge.load(extra=extra).people[entity.id.partition("/")[2]].country if known and official else ""
    return Profile(
        kind=entity.kind,
        names=names,
        whole=frozenset(n for n in names if official and full(words(n.text, n.language), n.language, extra)),
        known=frozenset({entity.id} if known else ()),
        countries=frozenset((*facts, *(c.object for c in held), *([f"country/{home}"] if home else []))),
        offices=frozenset(c.office for c in held if c.office),
        types=frozenset(value for name, value in entity.facts if name == "agreementKind"),
        parties=frozenset(c.subject for c in signed if not c.subject.startswith("official/")),
        topics=frozenset(topic(n.text, n.language, extra) for n in entity.labels if entity.kind is Kind.AGREEMENT),
        dates=frozenset(c.date for c in signed if c.predicate == "signed" and c.date and _told(c)),
    )


def _told(claim: Claim) -> bool:
    return claim.modality is Modality.ASSERTED
