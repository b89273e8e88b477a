"""Closing the scene: final ids, dates, one claim of each kind, and the entities that are worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from diplograph.ids import claim_id, named, slug
from diplograph.model import Claim, Evidence, Extraction, Mention
from diplograph.read.actors import Actor, Title
from diplograph.read.entities import entity
from diplograph.read.found import SYMMETRIC, Found
from diplograph.read.joint import STATEMENT
from diplograph.read.scene import Scene
from diplograph.read.tokens import Sentence
from diplograph.read.when import Dated, find_dates
from diplograph.text import Document, Folded, Span

Told = tuple[Found, Sentence]  # a claim, and the sentence it was read in


def close(document: Document, folded: Folded, scene: Scene, found: Sequence[Told]) -> Extraction:
    """The extraction of a document whose claims were found; `folded` is its text."""
    return _Closing(document, folded, scene).extraction([*found, *_parties(scene, found)])


def _parties(scene: Scene, found: Sequence[Told]) -> Iterator[Told]:
    """Whose an agreement is: as the noun phrase says that a claim is about."""
    done = {(f.subject, f.object) for f, _ in found if f.predicate == "partyTo"}
    for item, sentence in found:
        if not item.object.startswith("agreement/") or item.predicate == "partyTo" or item.negated:
            continue
        for party in _parties_of(scene, item):
            if (party, item.object) not in done:
                done.add((party, item.object))
                told = replace(
                    item, subject=party, predicate="partyTo", rule="party", title=None, place=None, mode=None
                )
                yield told, sentence


def _parties_of(scene: Scene, found: Found) -> list[str]:
    """The parties that a noun phrase names, who signed, and the body whose resolution it is."""
    facts = scene.facts.get(found.object, {})
    parties = [v for k, v in facts if k == "party"]
    if (
        found.predicate == "signed"
        and not any(k == "agreementKind" and v.endswith(STATEMENT) for k, v in facts)
        and not found.subject.startswith("official/")
    ):
        parties.append(scene.country_of(found.subject) or found.subject)
    resolution = ("agreementKind", "resolution") in facts
    if found.predicate == "ratified" and resolution and found.subject.startswith("organization/"):
        parties.append(found.subject)
    return parties


@dataclass
class _Closing:
    """One document at its end: what its claims and entities need to know to become final."""

    document: Document
    folded: Folded
    scene: Scene

    def extraction(self, found: Iterable[Told]) -> Extraction:
        """Merge the claims, keep what they and the mentions need, sort everything."""
        rename = {a.id: _final(a) for a in self.scene.actors.values()}
        claims = self._claims(found, rename)
        used = {i for c in claims for i in (c.subject, c.object, c.speaker, c.place, c.office) if i}
        mentions = self._mentions(used, rename)
        back = {final: id_ for id_, final in rename.items()}
        ids = sorted(used | {m.entity for m in mentions})
        language = self.document.language or self.scene.index.lang.code
        entities = tuple(entity(self.scene, i, language, claims, key=back.get(i, i)) for i in ids)
        return Extraction(self.document, entities, mentions, claims)

    def _claims(self, found: Iterable[Told], rename: dict[str, str]) -> tuple[Claim, ...]:
        """The claims in order; those that say the same are one, with all its evidence."""
        claims: dict[tuple[object, ...], Claim] = {}
        for item, sentence in found:
            claim = self._claim(item, rename, self._date(item, sentence))
            if claim is not None:
                key = (
                    claim.subject,
                    claim.predicate,
                    claim.object,
                    claim.modality,
                    claim.negated,
                    claim.speaker,
                    claim.office,
                )
                claims[key] = _merge(claims[key], claim) if key in claims else claim
        return tuple(sorted(claims.values(), key=lambda c: (c.evidence[0].span, c.id)))

    def _claim(self, found: Found, rename: dict[str, str], date: str | None) -> Claim | None:
        """A claim with final ids; None where its ends are one, or an office has nobody's name."""
        scene, office_claim = self.scene, found.predicate == "represents"
        a, b = rename.get(found.subject, found.subject), rename.get(found.object, found.object)
        if found.predicate in SYMMETRIC and b < a:
            a, b = b, a
        if a == b or (office_claim and not scene.actors[found.subject].named):
            return None
        quote = found.span.of(self.document.text)
        office = self._office(found.title) if found.title else None
        why = scene.actors[found.subject].why if found.subject in scene.actors else ""
        speaker = None if office_claim or not found.speaker else rename.get(found.speaker, found.speaker)
        digest = self.document.sha256
        return Claim(
            id=claim_id(
                a, found.predicate, b, found.modality, found.negated, digest, quote, office or "", speaker or ""
            ),
            subject=a,
            predicate=found.predicate,
            object=b,
            evidence=(Evidence(self.document.identifier, found.span, quote),),
            modality=found.modality,
            negated=found.negated,
            speaker=speaker,
            date=date,
            place=found.place,
            mode=found.mode,
            office=office,
            rule=found.rule,
            resolved=(("subject", why),) if why else (),
        )

    def _office(self, title: Title) -> str:
        """The id of an office, whose label and owner are noted."""
        scene, title = self.scene, replace(title, qualifier="") if title.qualifier else title
        row = scene.world.offices.get(title.office)
        label = scene.office_label(title, row.label if row else "")
        id_ = f"office/{slug(label, longest=90)}"
        scene.labels[id_] = label
        scene.native[id_] = scene.native_office(title)
        scene.fact(id_, "officeOf", title.of or "")
        return id_

    def _mentions(self, used: set[str], rename: dict[str, str]) -> tuple[Mention, ...]:
        """What the packs know, people with names, and whatever a claim is about: an office-holder, an agreement."""
        kept: set[Mention] = set()
        for mention in self.scene.mentions:
            id_, actor = rename.get(mention.entity, mention.entity), self.scene.actors.get(mention.entity)
            if id_ in used or (actor.named if actor else _is_known(self.scene, id_)):
                kept.add(mention if id_ == mention.entity else Mention(mention.span, id_, mention.how))
        return tuple(sorted(kept))

    def _date(self, found: Found, sentence: Sentence) -> str | None:
        """When it happened: a date in the evidence, else in the sentence; an office has none."""
        if found.title:
            return None
        inside = [d for span, d in self.dates if span.within(found.span)]
        inside = inside or [d for span, d in self.dates if span.within(sentence.span)]
        return next((told for d in inside if (told := d.when(future=found.future))), None)

    @cached_property
    def dates(self) -> list[tuple[Span, Dated]]:
        """The dates of the document; not looked for where nothing has one."""
        dates = find_dates(self.folded.text, issued=self.document.issued)
        return [(self.folded.back(Span(d.start, d.end)), d) for d in dates]


def _is_known(scene: Scene, entity: str) -> bool:
    """Whether the packs know an entity; a territory of a state is kept only for what is claimed of it."""
    row = scene.row(entity)
    return row is not None and not (entity.startswith("country/") and row.kind == "territory")


def _final(actor: Actor) -> str:
    if not actor.id.startswith("official/?"):
        return actor.id
    return named("official", actor.surface, (actor.country or "").partition("/")[2])


def _merge(a: Claim, b: Claim) -> Claim:
    evidence = tuple(dict.fromkeys((*a.evidence, *b.evidence)))
    return replace(a, evidence=evidence, date=a.date or b.date, place=a.place or b.place, mode=a.mode or b.mode)
