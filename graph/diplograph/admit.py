"""The gate to the graph: nothing enters that the vocabulary or the evidence does not bear out.

A claim whose quote is not in its document, whose ends do not fit its predicate, or that speaks of things nobody
described is a mistake of the reader. It is left out, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from diplograph import ontology
from diplograph.errors import SourceError
from diplograph.model import Claim, Entity, Extraction


def admit(entities: Iterable[Entity], extractions: Iterable[Extraction]) -> tuple[list[Extraction], list[SourceError]]:
    """The extractions without what must not enter, and why it must not.

    >>> admit([], [])
    ([], [])
    """
    kinds = {entity.id: str(entity.kind) for entity in entities}
    kept, problems = [], []
    for extraction in extractions:
        wrong = {claim.id: reason for claim in extraction.claims if (reason := misfit(claim, extraction, kinds))}
        mentions = tuple(m for m in extraction.mentions if m.entity in kinds)
        claims = tuple(c for c in extraction.claims if c.id not in wrong)
        kept.append(replace(extraction, mentions=mentions, claims=claims))
        problems += [_problem(extraction, id_, reason) for id_, reason in sorted(wrong.items())]
    return kept, problems


def rooted(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities without links to what nobody described.

    >>> from diplograph.model import Kind, Name
    >>> vienna = Entity("place/vienna", Kind.PLACE, (Name("en", "Vienna"),), facts=(("country", "country/AT"),))
    >>> rooted([vienna])[0].facts
    ()
    """
    known = tuple(entities)
    ids = {entity.id for entity in known}
    return tuple(replace(e, facts=tuple(f for f in e.facts if _leads_somewhere(f, ids))) for e in known)


def _leads_somewhere(fact: tuple[str, str], ids: set[str]) -> bool:
    name, value = fact
    return value in ids or name == "status" or not ontology.is_link(name)


def misfit(claim: Claim, extraction: Extraction, kinds: Mapping[str, str]) -> str:
    """Why a claim must not enter; empty if it may."""
    return next((reason for reason in _reasons(claim, extraction, kinds) if reason), "")


def _reasons(claim: Claim, extraction: Extraction, kinds: Mapping[str, str]) -> Iterator[str]:
    if claim.predicate not in ontology.predicates():
        yield f'no predicate "{claim.predicate}"'
        return
    named = (claim.subject, claim.object, claim.speaker, claim.place, claim.office)
    unknown = [id_ for id_ in named if id_ and id_ not in kinds]
    yield f"nobody described {', '.join(unknown)}" if unknown else ""
    predicate = ontology.predicate(claim.predicate)
    for end, id_, allowed in (("subject", claim.subject, predicate.domain), ("object", claim.object, predicate.range)):
        if id_ in kinds and kinds[id_] not in allowed:
            yield f"{claim.predicate} has a {kinds[id_]} as its {end}, {id_}"
    yield f"{claim.predicate} of {claim.subject} with itself" if claim.subject == claim.object else ""
    yield "" if claim.evidence else "no evidence"
    text = extraction.document.text
    for evidence in claim.evidence:
        if not evidence.exact or evidence.span.of(text) != evidence.exact:
            yield f"the quote is not at {evidence.span.start}–{evidence.span.end}"


def _problem(extraction: Extraction, id_: str, reason: str) -> SourceError:
    where = f"{extraction.document.identifier}: claim {id_} left out: {reason}"
    return SourceError(where, hint="the rest of the document is in; report this as a mistake of the reader")
