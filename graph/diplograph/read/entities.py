"""Entities as they leave a document: labels, names, Wikidata items and facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplograph.knowledge import NameRow
from diplograph.model import Claim, Entity, Kind, Modality, Name
from diplograph.read.scene import PACKS, Scene
from diplograph.text import key as letters

_KINDS = {
    "country": Kind.COUNTRY,
    "official": Kind.OFFICIAL,
    "organization": Kind.ORGANIZATION,
    "agreement": Kind.AGREEMENT,
    "project": Kind.PROJECT,
    "place": Kind.PLACE,
    "office": Kind.OFFICE,
}
# What a claim says of the agreement's state, in the order of an agreement's life.
_STATES = {
    "negotiates": "Negotiated",
    "signed": "Signed",
    "ratified": "Ratified",
    "violates": "Violated",
    "left": "Withdrawn",
}

Facts = list[tuple[str, str]]


def entity(scene: Scene, id_: str, language: str, claims: Iterable[Claim], *, key: str) -> Entity:
    """One entity of a scene, which knows it by `key`."""
    kind, _, rest = id_.partition("/")
    names = tuple(Name(language, n) for n in scene.names.get(key, {}))
    known = _known(scene, kind, rest, language)
    labels, wikidata, facts = known or (_labels(scene, kind, rest, key, names, language), "", [])
    facts += [(k, v) for k, v in scene.facts.get(key, {}) if k not in ("party", "membersOf")]
    if kind == "agreement":
        facts += [("status", state) for state in _state(c for c in claims if c.object == id_)]
    return Entity(
        id=id_,
        kind=_KINDS[kind],
        labels=tuple(labels),
        names=tuple(n for n in names if n not in labels),
        wikidata=wikidata,
        facts=tuple(sorted(set(facts))),
        why=scene.actors[key].why if key in scene.actors else "",
    )


def _state(claims: Iterable[Claim]) -> list[str]:
    """How far an agreement has come, by what is told as done; empty where nothing is."""
    done = {c.predicate for c in claims if c.modality is Modality.ASSERTED and not c.negated}
    return [state for predicate, state in _STATES.items() if predicate in done][-1:]


def _known(scene: Scene, kind: str, rest: str, language: str) -> tuple[list[Name], str, Facts] | None:
    """Labels (English and the document's language), Wikidata item and facts of an entity of the packs."""
    row = scene.row(f"{kind}/{rest}")
    if row is None:
        return None
    rows = scene.world.labels.get((PACKS[kind], rest), ())
    native = _native(scene, f"{kind}/{rest}", [r for r in rows if r.lang == language])
    labels = [Name("en", row.label)] + ([Name(language, native)] if native else [])
    facts: Facts = []
    if kind == "country":
        facts = [("iso2", rest[:2]), ("iso3", row.iso3)]
    elif kind == "agreement":
        facts = [("agreementKind", row.kind)]
    elif kind in ("place", "organization") and row.country:
        facts = [("country", f"country/{row.country}")]
    return labels, row.wikidata, facts


def _native(scene: Scene, id_: str, rows: Sequence[NameRow]) -> str:
    """A name in the article's language: of a body or an agreement the one that it uses; else the packs' first."""
    usual = [r.name for r in rows if r.role in ("name", "full")]
    if usual and not id_.startswith(("organization/", "agreement/")):
        return usual[0]
    used = {letters(name).replace(" ", "") for name in scene.names.get(id_, {})}
    said = [r.name for r in rows if r.role != "short" and letters(r.name).replace(" ", "") in used]
    return next(iter([n for n in said if n in usual] or said or usual), "")


def _labels(scene: Scene, kind: str, rest: str, key: str, names: Sequence[Name], language: str) -> list[Name]:
    """The label of an entity that no pack has: in English where we made it, else the text's own words."""
    label = scene.labels.get(key, "")
    ours = kind in ("agreement", "project") or (kind == "organization" and label in scene.names.get(key, {}))
    if ours:
        return [Name(language, label or rest)]
    if label:
        native = scene.native.get(key, "")
        return [Name("en", label)] + ([Name(language, native)] if native else [])
    return [max(names, key=lambda n: (len(n.text.split()), n.text), default=Name(language, rest))]
