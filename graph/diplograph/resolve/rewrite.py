"""Extractions under the ids that were settled on, and the entities that their documents' views add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diplograph import ontology
from diplograph.ids import claim_id
from diplograph.model import Claim, Entity, Extraction, Kind, Modality, Name

# An agreement's life, for what is told of one day.
_LIFE = (
    *("Proposed", "Negotiated", "Finalised", "Signed", "Ratified", "InForce"),
    *("Suspended", "Violated", "Withdrawn", "Terminated", "Rejected"),
)


def rewritten(extraction: Extraction, ids: Mapping[str, str], reasons: Mapping[str, Sequence[str]]) -> Extraction:
    """An extraction in terms of the settled ids, with the reasons for them; itself where they are its own."""
    if all(old == new for old, new in ids.items()):
        return extraction
    mentions = {m._replace(entity=ids.get(m.entity, m.entity)) for m in extraction.mentions}
    entities: dict[str, list[Entity]] = {}
    for entity in extraction.entities:
        id_ = ids[entity.id]
        facts = {(name, ids.get(value, value)) for name, value in entity.facts}
        facts |= {("why", reason) for reason in reasons.get(id_, ())}
        entities.setdefault(id_, []).append(replace(entity, id=id_, facts=tuple(sorted(facts))))
    claims: dict[tuple[object, ...], Claim] = {}
    for claim in extraction.claims:
        new = _claim(claim, ids, extraction.document.sha256)
        key = (new.subject, new.predicate, new.object, new.modality, new.negated, new.speaker, new.office)
        claims[key] = _joined(claims[key], new) if key in claims else new
    return Extraction(
        extraction.document,
        tuple(_one(id_, some, _last_state(some)) for id_, some in sorted(entities.items())),
        tuple(sorted(mentions)),
        tuple(sorted((c for c in claims.values() if c.subject != c.object), key=_place)),
    )


def united(extractions: Sequence[Extraction]) -> tuple[Entity, ...]:
    """Every entity once: all its names and facts, and of an agreement the last state that any document tells."""
    views: dict[str, list[Entity]] = {}
    states: dict[str, list[tuple[str, int, str]]] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            views.setdefault(entity.id, []).append(entity)
            if entity.kind == Kind.AGREEMENT:
                states.setdefault(entity.id, []).extend(_states(entity, extraction))
    return tuple(_one(id_, some, _last_state(some, states.get(id_, []))) for id_, some in sorted(views.items()))


def _claim(claim: Claim, ids: Mapping[str, str], sha256: str) -> Claim:
    a, b = (ids.get(end, end) for end in (claim.subject, claim.object))
    if claim.predicate in ontology.predicates() and ontology.predicate(claim.predicate).symmetric:
        a, b = sorted((a, b))
    speaker, place, office = (end and ids.get(end, end) for end in (claim.speaker, claim.place, claim.office))
    new = replace(claim, subject=a, object=b, speaker=speaker, place=place, office=office)
    if (new.subject, new.object) == (claim.subject, claim.object):
        return new
    quote = claim.evidence[0].exact if claim.evidence else ""
    return replace(
        new,
        id=claim_id(
            a, claim.predicate, b, claim.modality, claim.negated, sha256, quote, claim.office or "", claim.speaker or ""
        ),
    )


def _joined(a: Claim, b: Claim) -> Claim:
    evidence = tuple(sorted({*a.evidence, *b.evidence}))
    return replace(a, evidence=evidence, date=a.date or b.date, place=a.place or b.place, mode=a.mode or b.mode)


def _place(claim: Claim) -> tuple[object, ...]:
    return (claim.evidence[:1], claim.id)


def _one(id_: str, views: Sequence[Entity], status: str) -> Entity:
    """One entity of several views of it."""
    first = views[0]
    if len(views) == 1:
        return first
    labels = _labels(views)
    names = {name for view in views for name in (*view.labels, *view.names)} - set(labels)
    facts = {fact for view in views for fact in view.facts if fact[0] != "status"}
    return Entity(
        id=id_,
        kind=first.kind,
        labels=labels,
        names=tuple(sorted(names)),
        wikidata=min((view.wikidata for view in views if view.wikidata), default=""),
        facts=tuple(sorted(facts | ({("status", status)} if status else set()))),
        why=_why(views),
    )


def _labels(views: Sequence[Entity]) -> tuple[Name, ...]:
    """Of every language the label that most documents have; of equals the longest, then the first."""
    counts = Counter(label for view in views for label in view.labels)
    best: dict[str, Name] = {}
    for label in sorted(counts, key=lambda n: (-counts[n], -len(n.text), n)):
        best.setdefault(label.language, label)
    return tuple(sorted(best.values()))


def _why(views: Sequence[Entity]) -> str:
    """Why mentions were taken for it, if every document had to say: then one says it for all."""
    return min(view.why for view in views)


def _states(entity: Entity, extraction: Extraction) -> list[tuple[str, int, str]]:
    """The states that a document tells of an agreement, with their date: of the events it tells, else its own."""
    told = [value for name, value in entity.facts if name == "status"]
    dates = [c.date for c in extraction.claims if c.object == entity.id and c.date and _happened(c)]
    date = max(dates, default=extraction.document.issued or "")
    return [(date, _rank(state), state) for state in told]


def _happened(claim: Claim) -> bool:
    return claim.modality is Modality.ASSERTED and not claim.negated and claim.predicate != "partyTo"


def _last_state(views: Sequence[Entity], states: Sequence[tuple[str, int, str]] = ()) -> str:
    """The last state; of several views of one document the furthest."""
    told = states or [("", _rank(v), v) for view in views for n, v in view.facts if n == "status"]
    return max(told)[2] if told else ""


def _rank(state: str) -> int:
    return _LIFE.index(state) if state in _LIFE else -1
