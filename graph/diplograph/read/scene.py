"""What is on stage while a document is read: who was named, in which office, and who was spoken of last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from diplograph.ids import slug
from diplograph.knowledge import World
from diplograph.model import Mention
from diplograph.read.actors import Actor, Title, capitals, part, same_office
from diplograph.read.index import Index
from diplograph.read.vocabulary import Vocabulary
from diplograph.text import ZWNJ, Span, key, legible

# The pack that knows the entities of a kind, the first part of their ids.
PACKS = {
    "country": "countries",
    "organization": "organizations",
    "place": "places",
    "official": "people",
    "agreement": "agreements",
}
# How a noun phrase names what it stands for, and how it stands for it without its name.
_NAMING = frozenset({"name", "short", "deal", "alias", "group", "everybody", "ruler"})
_STANDING = frozenset({"capital", "title", "adjective", "people"})

_DEPUTY, _MINISTER = "deputy", "minister"  # how the ids of offices begin and end


class Scene:
    """The state of one reading: mutable inside, thrown away at its end."""

    def __init__(self, index: Index, words: Vocabulary, *, issued: str | None) -> None:
        self.index = index
        self.words = words
        self.world: World = index.world
        self.issued = issued
        self.home = index.lang.home if words.has("home") else None  # what «کشورمان» means, where it is said
        self.actors: dict[str, Actor] = {}
        self.names: dict[str, dict[str, None]] = {}
        self.facts: dict[str, dict[tuple[str, str], None]] = {}
        self.labels: dict[str, str] = {}
        self.native: dict[str, str] = {}
        self.aliases: dict[tuple[str, ...], Actor] = {}
        self.bearing: set[str] = set()  # tokens that the name of somebody on stage begins or ends with
        self.mentions: list[Mention] = []
        self.recent: list[str] = []
        self.speaker: str | None = None
        self.quoted: str | None = None  # whose words the sentence is that is being read
        self.hero: str | None = None
        self.others: list[tuple[str, ...]] = []  # states and groups of each noun phrase, for «آنها»
        self.teller: str | None = None  # the official who spoke last
        self.pair: tuple[str, str] | None = None
        self.couple: tuple[str, str] | None = None
        self.met: list[tuple[str, str]] = []
        self.contact: str | None = None  # how they met: by telephone or not
        self.trip: tuple[str, str] | None = None
        self.sitting: str | None = None  # the body whose session was named last, for «این نشست»
        self.claimant: str | None = None
        self.topic: tuple[str, ...] = ()
        self.issuer: str | None = None
        self.count = 0  # sentences read so far
        self.doers: list[tuple[int, str, str]] = []  # in which sentence somebody did something, and what
        self.reading = False
        self.group: tuple[str, ...] = ()
        self.headliner: tuple[str, ...] = ()

    # -- remembering -------------------------------------------------------------------------------------------------

    def mention(self, entity: str, span: Span, text: str, how: str) -> None:
        """Note that a stretch of the text is about an entity."""
        if how in _NAMING or (how in _STANDING and entity not in self.names):
            self.names.setdefault(entity, {})[legible(span.of(text))] = None
        self.mentions.append(Mention(span, entity, how))
        if how not in ("adjective", "place", "ruler"):
            self.touch(entity)

    def touch(self, entity: str) -> None:
        """Bring an entity to the front of the stage."""
        recent = self.recent
        if not recent or recent[0] != entity:
            if entity in recent:
                recent.remove(entity)
            recent.insert(0, entity)

    def fact(self, entity: str, name: str, value: str) -> None:
        """Note a property of an entity."""
        self.facts.setdefault(entity, {})[(name, value)] = None

    def last(self, kind: str, *, besides: tuple[str, ...] = ()) -> str | None:
        """The entity of a kind (the first part of its id) that was spoken of last."""
        return next((e for e in self.recent if e.startswith(kind + "/") and e not in besides), None)

    def rewind(self) -> None:
        """Begin the second look: those named stay known, nobody has been spoken of yet."""
        self.mentions.clear()
        self.recent.clear()
        self.speaker = self.hero = self.teller = self.contact = None
        self.pair = self.couple = self.trip = self.sitting = None
        self.met.clear()
        self.others.clear()

    # -- people ------------------------------------------------------------------------------------------------------

    def known(self, person: str) -> Actor:
        """An official of the packs, brought on stage."""
        id_ = f"official/{person}"
        if id_ not in self.actors:
            row = self.world.people[person]
            self.actors[id_] = Actor(id_, row.label, (), (row.country and f"country/{row.country}") or None, known=True)
            self._bears(*self.tokens_of(self.actors[id_]))
        return self.actors[id_]

    def person(self, tokens: tuple[str, ...], surface: str, *, country: str | None = None) -> Actor:
        """The person whom a name that no pack knows means: someone on stage, or a newcomer."""
        actor = self.on_stage(tokens)
        if actor is None:
            id_ = "official/?" + " ".join(tokens)
            actor = self.actors[id_] = Actor(id_, surface, tokens, country)
            self._bears(tokens)
        elif len(tokens) > len(actor.tokens) and not actor.known:
            actor.tokens, actor.surface = tokens, surface
            self._bears(tokens)
        actor.country = actor.country or country
        return actor

    def _bears(self, *names: tuple[str, ...]) -> None:
        self.bearing.update(token for name in names for token in (*name[:1], *name[-1:]))

    def on_stage(self, tokens: tuple[str, ...]) -> Actor | None:
        """Somebody whose name ends, or begins, with these tokens (or theirs with it); the latest such."""
        if tokens in self.aliases:
            return self.aliases[tokens]
        if self.bearing.isdisjoint(tokens):
            return None
        for actor in reversed(self.actors.values()):
            theirs = self.tokens_of(actor)
            for t in theirs:
                if t == tokens or part(tokens, t) or part(t, tokens):
                    return actor
        return None

    def tokens_of(self, actor: Actor) -> tuple[tuple[str, ...], ...]:
        """The token forms of an actor's names."""
        if not actor.known:
            return (actor.tokens,)
        return self.index.person_tokens.get(actor.id.partition("/")[2], ())

    def become(self, actor: Actor, person: str) -> None:
        """A newcomer turns out to be an official of the packs."""
        del self.actors[actor.id]
        known = self.known(person)
        self.aliases[actor.tokens] = known
        known.named = True
        for title in actor.offices:
            self.give_office(known, title)

    def give_office(self, actor: Actor, title: Title) -> None:
        """Note that an actor holds an office."""
        if title not in actor.offices:
            actor.offices.append(title)
        actor.country = actor.country or self.country_of(title.of)

    def holder(self, title: Title) -> Actor | None:
        """Who holds an office: whoever the text says, else the one whom the packs know to have held it that day."""
        for actor in reversed(self.actors.values()):
            if actor.named and any(same_office(title, t) for t in actor.offices):
                return actor
        if title.of is None and not title.qualifier:
            known = [
                a for a in self.actors.values() if a.known and a.id in self.names and self._serves(a, title.office)
            ]
            return known[0] if len(known) == 1 else None
        if title.of is None or title.qualifier:
            return None
        of = title.of.partition("/")[2]
        candidates = [a for a in self.actors.values() if a.known and self._held(a, title.office, of)]
        if len(candidates) == 1:
            return candidates[0]
        if self.issued and not title.post:
            row = self.world.holder(title.office, of, self.issued)
            if row:
                actor = self.known(row.person)
                actor.named = actor.named and actor.id in self.names
                actor.why = f"holder of {title.office} of {of} on {self.issued} (since {row.since}; {row.source})"
                return actor
        return None

    def _serves(self, actor: Actor, office: str) -> bool:
        rows = self.world.careers.get(actor.id.partition("/")[2], ())
        return bool(self.issued) and any(r.office == office and r.covers(self.issued or "") for r in rows)

    def office_of(self, actor: Actor) -> Title | None:
        """The office in which an actor is here: by the text, a minister's first; else his only one in the packs."""
        if actor.offices or not actor.known:
            own = (t for t in actor.offices if t.office.endswith(_MINISTER) and not t.office.startswith(_DEPUTY))
            return next(own, actor.offices[0] if actor.offices else None)
        rows = self.world.careers.get(actor.id.partition("/")[2], ())
        posts = {(r.office, r.of) for r in rows if not self.issued or r.covers(self.issued)}
        if len(posts) != 1:
            return None
        ((office, of),) = posts
        kind = "organization" if of in self.world.organizations else "country"
        return Title(office, f"{kind}/{of}", None, "", "", plural=False)

    def owner(self, actor: Actor, office: str) -> str | None:
        """Whose an office is that somebody named in the text holds: by the text, by the packs, else his country's."""
        if not actor.named:
            return None
        told = next((t.of for t in actor.offices if t.office == office and t.of), None)
        rows = self.world.careers.get(actor.id.partition("/")[2], ())
        known = next((r.of for r in reversed(rows) if r.office == office), None)
        kind = "organization" if known in self.world.organizations else "country"
        row = self.world.offices.get(office)
        theirs = None if row and row.scope == "organization" else actor.country  # no state has a commissioner
        return told or (f"{kind}/{known}" if known else theirs)

    def _held(self, actor: Actor, office: str, of: str) -> bool:
        rows = self.world.careers.get(actor.id.partition("/")[2], ())
        if not self.issued and actor.offices:
            return False  # the text has given another office, and no day to tell by
        return any(r.office == office and r.of == of and (not self.issued or r.covers(self.issued)) for r in rows)

    def unnamed(self, title: Title) -> str | None:
        """The id of an office-holder whom nobody names."""
        if title.of is None:
            return None
        label = self.office_label(
            title, self.world.offices[title.office].title if title.office in self.world.offices else ""
        )
        id_ = f"official/{slug(label)}"
        self.labels[id_] = label
        self.native[id_] = self.native_office(title)
        if id_ not in self.actors:
            country = self.country_of(title.of)
            self.actors[id_] = Actor(
                id_, label, (), country, named=False, why="an office-holder whom the text leaves unnamed"
            )
        self.actors[id_].offices = [title]
        return id_

    def office_label(self, title: Title, name: str) -> str:
        """An English label: «وزیر خارجه ترکیه» is "Foreign Minister of Turkey"."""
        words = {"former": "Former ", "acting": "Acting ", "designate": "Designate "}.get(title.qualifier, "")
        name = name or title.surface
        label = f"{words}{name[:1].upper()}{capitals(name)[1:]}"
        label += "" if self._told(title) else f" of {self.label(title.of or '')}"
        return f"{label} to {self.label(title.post)}" if title.post else label

    def _told(self, title: Title) -> bool:
        """«رئیس شورای اروپا»: whether the words of an office name whose it is."""
        row, owner = self.world.offices.get(title.office), self.label(title.of or "")
        return row is not None and bool(owner) and owner.lower() in row.label.lower()

    def native_office(self, title: Title) -> str:
        """The same in the article's language, of names that the packs have: «وزیر خارجه ترکیه»; empty without them."""
        code, said = self.index.lang.code, _letters(title.surface)
        rows = self.world.labels.get(("offices", title.office), ())
        names = [r.name.replace(ZWNJ, " ") for r in rows if r.lang == code and r.role == "name"]
        name = max((n for n in names if _letters(n) in said), key=len, default=_usual(names))
        owner, post = self.native_name(title.of), self.native_name(title.post)
        if not name or not owner or (title.post and not post):
            return ""
        whose = () if self._told(title) else (owner,)
        return " ".join((name, *whose, *((next(iter(self.index.lang.edges("in"))), post) if post else ())))

    def native_name(self, entity: str | None) -> str:
        """The packs' usual name of an entity in the article's language."""
        kind, _, id_ = (entity or "").partition("/")
        rows = self.world.labels.get((PACKS.get(kind, ""), id_), ())
        usual = (r.name for r in rows if r.lang == self.index.lang.code and r.role in ("name", "full"))
        return next(usual, "")

    def label(self, entity: str) -> str:
        """The English label of an entity, or its first surface form."""
        row = self.row(entity)
        if row is not None:
            return str(row.label)
        return self.labels.get(entity) or next(iter(self.names.get(entity, {})), entity.partition("/")[2])

    def row(self, entity: str) -> Any:
        """The row of an entity in its pack, if it has one."""
        kind, _, id_ = entity.partition("/")
        return getattr(self.world, PACKS[kind]).get(id_) if kind in PACKS else None

    def all_names(self, entity: str) -> Iterator[str]:
        """What an entity is called, here and in the packs of this language."""
        yield from self.names.get(entity, {})
        kind, _, id_ = entity.partition("/")
        rows = self.world.labels.get((PACKS.get(kind, ""), id_), ())
        yield from (r.name for r in rows if r.lang == self.index.lang.code)

    def state_of(self, official: str) -> str | None:
        """Whom «ما» of an official means: the state that he serves, or a body of no one state."""
        actor = self.actors.get(official)
        title = self.office_of(actor) if actor else None
        of = title.of if title else None
        body = of if of and (not self.country_of(of) or self._armed(of)) else None
        return body or self.country_of(official)

    def _armed(self, body: str) -> bool:
        """Whether a body is a group that bears arms of its own, and does not act for the state that it lives in."""
        row = self.world.organizations.get(body.partition("/")[2])
        return row is not None and row.kind == "armed-group"

    def one_side(self, a: str, b: str) -> bool:
        """Whether two actors are one, or of one country."""
        ours = self.country_of(a)
        return a == b or (ours is not None and ours == self.country_of(b))

    def country_of(self, entity: str | None) -> str | None:
        """The country that an entity is, acts for, or lies in."""
        if entity is None:
            return None
        kind, _, id_ = entity.partition("/")
        if kind == "country":
            return entity
        if kind == "official" and entity in self.actors:
            return self.actors[entity].country
        if kind == "organization":
            row = self.world.organizations.get(id_)
            if row is None:
                return next((v for k, v in self.facts.get(entity, {}) if k == "country"), None)
            return f"country/{row.country}" if row.country else None
        if kind == "place" and id_ in self.world.places:
            country = self.world.places[id_].country
            return f"country/{country}" if country else None
        return None


def _usual(names: Sequence[str]) -> str:
    """Of several names of an office the one that begins as most of them do, the shortest of those."""
    heads = [name.split()[0] for name in names]
    return min(names, key=lambda name: (-heads.count(name.split()[0]), len(name), name), default="")


@cache
def _letters(name: str) -> str:
    """A name as it is compared: letters folded, words apart."""
    return key(name.replace(ZWNJ, " "))
