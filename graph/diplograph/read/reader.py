"""One document, read: two looks at every sentence (who is there, then who does what), and the claims that come of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from diplograph import knowledge
from diplograph.ids import claim_id, named, slug
from diplograph.model import Claim, Entity, Evidence, Extraction, Kind, Mention, Modality, Name
from diplograph.read.dateline import body, dateline
from diplograph.read.find import Finder
from diplograph.read.index import index
from diplograph.read.items import Item, Np
from diplograph.read.relate import SYMMETRIC, Found, Relater
from diplograph.read.scene import Actor, Scene, Title
from diplograph.read.tokens import Sentence, sentences
from diplograph.read.when import Dated, find_dates
from diplograph.text import Document, Span, fold

KINDS = {
    "country": Kind.COUNTRY,
    "official": Kind.OFFICIAL,
    "organization": Kind.ORGANIZATION,
    "agreement": Kind.AGREEMENT,
    "project": Kind.PROJECT,
    "place": Kind.PLACE,
    "office": Kind.OFFICE,
}
# What a claim says of the agreement's state, in the order of an agreement's life.
STATES = {"negotiates": "Negotiated", "signed": "Signed", "ratified": "Ratified", "violates": "Violated", "left": "Withdrawn"}
_LIFE = ("Proposed", "Negotiated", "Finalised", "Signed", "Ratified", "InForce", "Suspended", "Violated", "Withdrawn", "Terminated", "Rejected")
_HARD_END = re.compile(r"[.!?؟:…»\"”]\s*$")


def read(document: Document, folder: Path = knowledge.packs.HERE, extra: tuple[Path, ...] = ()) -> Extraction:
    """Everything that a document says, in its own words; `extra` are folders of packs over the built-in ones.

    Pure: the same document gives the same extraction, in any process and any order.
    """
    document = dateline(document)
    dictionary = index("fa", folder, extra)
    text = document.text
    parts = sentences(text, list(paragraphs(text, body(document))), dictionary.lang)
    scene = Scene(dictionary, issued=document.issued, home=home(parts))
    finders = [Finder(scene, text, sentence.tokens) for sentence in parts]
    introduce(scene, finders)
    scene.rewind()
    found = list(_claims(scene, zip(finders, parts, strict=True)))
    between = _between_states(scene)
    return _close(document, scene, [f for f in found if (between or f[0].predicate not in _HOMELY) and _public(scene, f[0])])


# What people of one country do every day: news of ours only where another state is on stage.
_HOMELY = frozenset({"represents", "met", "phoned", "visited", "requests", "accuses", "supports", "rejects", "cooperatesWith"})
_FOREIGN = frozenset({"intergovernmental", "bloc", "un-body", "format", "armed-group"})


def _public(scene: Scene, found: Found) -> bool:
    """Whether those whom a claim is about act in a public role; a newcomer without an office does not."""
    actors = [scene.actors.get(e) for e in (found.subject, found.object)]
    return all(a is None or a.known or a.offices or not a.named or found.predicate == "represents" for a in actors)


def _between_states(scene: Scene) -> bool:
    """Whether an article has more than one state, or an international body, on its stage: other news is not ours."""
    states = {m.entity for m in scene.mentions if m.entity.startswith("country/")}
    bodies = (scene.world.organizations.get(m.entity.partition("/")[2]) for m in scene.mentions if m.entity.startswith("organization/"))
    return len(states) >= 2 or any(b and b.kind in _FOREIGN for b in bodies)


_OURS = frozenset({"ایران", "کشورمان", "تهران", "ایرانی"})  # an article that names none of these is not about home


def home(parts: Sequence[Sentence]) -> str | None:
    """The country that «کشورمان» means: Iran's, where the article speaks of Iran at all."""
    return "country/IR" if any(t.key in _OURS for s in parts for t in s.tokens) else None


def introduce(scene: Scene, finders: Iterable[Finder]) -> None:
    """The first look: who is there, and which name goes with the office that the lead leaves without one."""
    waiting: Actor | None = None
    for finder in finders:
        lead = _lead(finder.items())
        actor = scene.actors.get(lead.refs[0]) if lead and len(lead.refs) == 1 else None
        if actor is None or not any(v and v.kind == "speech" or v and v.kind == "light" for v in map(finder.lang.verbs.get, finder.keys)):
            continue
        if waiting and waiting is not actor and _completes(waiting, actor):
            office, name = (waiting, actor) if not waiting.named else (actor, waiting)
            for title in office.offices:
                scene.give_office(name, title)
                scene.introduced.append((name.id, title))
            waiting = name
        elif not actor.named or not actor.offices:
            waiting = actor
        scene.speaker = scene.hero = actor.id


def _completes(a: Actor, b: Actor) -> bool:
    """Whether one is an office without a name and the other a name without an office."""
    name, office = (a, b) if a.named else (b, a)
    same = not name.known or (name.country is not None and name.country == office.country)
    return name.named and not office.named and not name.offices and same and bool(office.offices)


def _lead(items: Sequence[Item]) -> Np | None:
    """The noun phrase that a sentence is about: its first, after «به گزارش …،»."""
    for n, item in enumerate(items[:12]):
        if item.np and item.np.how in ("title", "name", "short", "this"):
            before = items[n - 1] if n else None
            return item.np if before is None or before.kind == "mark" or before.value == "adverb" else None
        if item.kind == "verb":
            return None
    return None


def paragraphs(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines as paragraphs: hard-wrapped ones are joined.

    >>> text = "تیتر\\n" + "\\n".join(["واژه " * 14] * 6)
    >>> len(list(paragraphs(text, [Span(m.start(), m.end()) for m in re.finditer(r".+", text)])))
    2
    """
    body = lines[1:]
    long = [s for s in body if s.end - s.start >= 45]
    cut = [s for s in long if s.end - s.start <= 110 and not _HARD_END.search(s.of(text))]
    wrapped = len(long) >= 3 and len(cut) >= 0.6 * len(long)
    if not wrapped:
        yield from lines
        return
    start: int | None = None
    for n, span in enumerate(lines):
        start = span.start if start is None else start
        gap = text[span.end : lines[n + 1].start] if n + 1 < len(lines) else "\n\n"
        ends = span.end - span.start < 45 or span.end - span.start > 110
        if n == 0 or ends or gap.count("\n") > 1:
            yield Span(start, span.end)
            start = None


def _claims(scene: Scene, parts: Iterable[tuple[Finder, Sentence]]) -> Iterator[tuple[Found, Sentence]]:
    carried: str | None = None
    line = -1
    for finder, sentence in parts:
        if sentence.opens and sentence.line != line and not _first_person(finder):
            carried = None
        line = sentence.line
        relater = Relater(scene, finder, carried)
        for found in relater.read():
            if found.predicate == "met" and found.modality is Modality.ASSERTED:
                _pair(scene, found)
            if found.predicate in ("accuses", "requests", "threatens"):
                scene.claimant = found.subject
            yield found, sentence
        carried = relater.spoke or carried


def _first_person(finder: Finder) -> bool:
    forms = (finder.lang.verbs.get(k) for k in finder.keys)
    return any(v and v.person in ("1p", "1s") for v in forms)


def _pair(scene: Scene, found: Found) -> None:
    if found.subject.startswith("official/") and found.object.startswith("official/"):
        scene.met.append((found.subject, found.object))
    a, b = scene.country_of(found.subject), scene.country_of(found.object)
    if a and b and a != b:
        scene.pair = (a, b)


# -- closing the scene -----------------------------------------------------------------------------------------------


def _close(document: Document, scene: Scene, found: Sequence[tuple[Found, Sentence]]) -> Extraction:
    rename = {a.id: _final(a) for a in scene.actors.values()}
    dates = _dates(document)
    claims: dict[tuple[object, ...], Claim] = {}
    for item, sentence in [*found, *_parties(scene, found)]:
        claim = _claim(document, scene, item, sentence, rename, dates)
        if claim is None:
            continue
        key = (claim.subject, claim.predicate, claim.object, claim.modality, claim.negated, claim.speaker, claim.office)
        known = claims.get(key)
        claims[key] = claim if known is None else _merge(known, claim)
    used = _used(claims.values())
    mentions = tuple(sorted({replace(m, entity=rename.get(m.entity, m.entity)) for m in scene.mentions if _shown(scene, m, used, rename)}))
    ids = sorted(used | {m.entity for m in mentions})
    back = {v: k for k, v in rename.items()}
    entities = tuple(_entity(scene, back.get(i, i), i, document, claims.values()) for i in ids)
    return Extraction(document, entities, mentions, tuple(sorted(claims.values(), key=lambda c: (c.evidence[0].span, c.id))))


def _merge(a: Claim, b: Claim) -> Claim:
    evidence = tuple(dict.fromkeys((*a.evidence, *b.evidence)))
    return replace(a, evidence=evidence, date=a.date or b.date, place=a.place or b.place, mode=a.mode or b.mode)


def _shown(scene: Scene, mention: Mention, used: set[str], rename: dict[str, str]) -> bool:
    """An office-holder whom nobody names, an agreement or a place is kept where a claim is about it."""
    id_ = rename.get(mention.entity, mention.entity)
    if id_ in used:
        return True
    actor = scene.actors.get(mention.entity)
    return mention.entity.startswith("country/") or bool(actor and actor.named)


def _used(claims: Iterable[Claim]) -> set[str]:
    return {i for c in claims for i in (c.subject, c.object, c.speaker, c.place, c.office) if i} | {
        i for c in claims for i in (_office_of(c),) if i
    }


def _office_of(claim: Claim) -> str | None:
    return claim.object if claim.office else None


def _final(actor: Actor) -> str:
    if not actor.id.startswith("official/?"):
        return actor.id
    return named("official", actor.surface, (actor.country or "").partition("/")[2])


def _claim(
    document: Document, scene: Scene, found: Found, sentence: Sentence, rename: dict[str, str], dates: Sequence[tuple[Span, Dated]]
) -> Claim | None:
    a, b = rename.get(found.subject, found.subject), rename.get(found.object, found.object)
    speaker = rename.get(found.speaker, found.speaker) if found.speaker else None
    if found.predicate == "represents":
        speaker = None
        if not scene.actors[found.subject].named:
            return None
    if found.predicate in SYMMETRIC and b < a:
        a, b = b, a
    if a == b:
        return None
    quote = found.span.of(document.text)
    office = _office(scene, found.title) if found.title else None
    why = scene.actors[found.subject].why if found.subject in scene.actors else ""
    return Claim(
        id=claim_id(a, found.predicate, b, found.modality, found.negated, document.sha256, quote, office or ""),
        subject=a,
        predicate=found.predicate,
        object=b,
        evidence=(Evidence(document.identifier, found.span, quote),),
        modality=found.modality,
        negated=found.negated,
        speaker=speaker,
        date=None if found.title else _date(document, found, sentence, dates),
        place=found.place,
        mode=found.mode,
        office=office,
        rule=found.rule,
        resolved=(("subject", why),) if why else (),
    )


def _office(scene: Scene, title: Title) -> str:
    row = scene.world.offices.get(title.office)
    label = scene.office_label(replace(title, qualifier=""), row.label if row else "")
    id_ = f"office/{slug(label, longest=90)}"
    scene.labels[id_] = label
    scene.fact(id_, "officeOf", title.of or "")
    return id_


def _parties(scene: Scene, found: Sequence[tuple[Found, Sentence]]) -> Iterator[tuple[Found, Sentence]]:
    """Whose an agreement is: as the noun phrase says that a claim is about."""
    done = {(f.subject, f.object) for f, _ in found if f.predicate == "partyTo"}
    for item, sentence in found:
        if not item.object.startswith("agreement/") or item.predicate == "partyTo":
            continue
        parties = [v for k, v in scene.facts.get(item.object, {}) if k == "party"]
        if item.predicate == "signed" and not item.subject.startswith("official/"):
            parties.append(scene.country_of(item.subject) or item.subject)
        if item.predicate == "ratified" and item.subject.startswith("organization/") and ("agreementKind", "resolution") in scene.facts.get(item.object, {}):
            parties.append(item.subject)
        for party in parties:
            if (party, item.object) not in done and not item.negated:
                done.add((party, item.object))
                yield replace(item, subject=party, predicate="partyTo", rule="party", title=None, place=None, mode=None, negated=False), sentence


# -- time ------------------------------------------------------------------------------------------------------------


def _dates(document: Document) -> list[tuple[Span, Dated]]:
    folded = fold(document.text)
    return [(folded.back(Span(d.start, d.end)), d) for d in find_dates(folded.text, issued=document.issued)]


def _date(document: Document, found: Found, sentence: Sentence, dates: Sequence[tuple[Span, Dated]]) -> str | None:
    inside = [(span, d) for span, d in dates if span in found.span] or [(span, d) for span, d in dates if span in sentence.span]
    told = [d.when(future=found.future) for _, d in inside]
    told = [t for t in told if t]
    return told[0] if told else None


# -- entities --------------------------------------------------------------------------------------------------------


def _entity(scene: Scene, key: str, id_: str, document: Document, claims: Iterable[Claim]) -> Entity:
    kind, _, rest = id_.partition("/")
    language = document.language or "fa"
    names = tuple(Name(language, n) for n in scene.names.get(key, {}))
    labels, wikidata, facts = _labels(scene, kind, rest, key, names, language)
    facts += [(k, v) for k, v in scene.facts.get(key, {}) if k != "party"]
    if kind == "agreement":
        state = _state([c for c in claims if c.object == id_])
        facts = [(k, v) for k, v in facts if k != "status"] + ([("status", state)] if state else [])
    why = scene.actors[key].why if key in scene.actors else ""
    return Entity(id_, KINDS[kind], tuple(labels), tuple(n for n in names if n not in labels), wikidata, tuple(sorted(set(facts))), why)


def _state(claims: Sequence[Claim]) -> str:
    states = [STATES[c.predicate] for c in claims if c.predicate in STATES and c.modality is Modality.ASSERTED and not c.negated]
    return max(states, key=_LIFE.index) if states else ""


def _labels(
    scene: Scene, kind: str, rest: str, key: str, names: Sequence[Name], language: str
) -> tuple[list[Name], str, list[tuple[str, str]]]:
    """Labels (English and the document's language), Wikidata item and own facts of an entity."""
    world = scene.world
    facts: list[tuple[str, str]] = []
    wikidata = ""
    label = scene.labels.get(key, "")
    pack = {"country": "countries", "place": "places", "organization": "organizations", "official": "people", "agreement": "agreements"}.get(kind)
    row = getattr(world, pack).get(rest) if pack else None
    if row is not None:
        label, wikidata = row.label, row.wikidata
        native = next((r.name for r in world.labels.get((pack or "", rest), ()) if r.lang == language and r.role in ("name", "full")), "")
        if kind == "country":
            facts += [("iso2", rest[:2]), ("iso3", row.iso3)]
        elif kind == "agreement":
            facts += [("agreementKind", row.kind)]
        elif kind in ("place", "organization") and row.country:
            facts += [("country", f"country/{row.country}")]
        labels = [Name("en", label)] + ([Name(language, native)] if native else [])
        return labels, wikidata, facts
    if kind in ("agreement", "project") or (kind == "organization" and key in scene.names and label in scene.names[key]):
        return [Name(language, label or rest)], "", facts
    if label:
        return [Name("en", label)], "", facts
    best = max(names, key=lambda n: (len(n.text.split()), n.text), default=Name(language, rest))
    return [best], "", facts
