"""The first look at an article: who is there, and which name goes with the office that the lead leaves without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplograph.read.actors import Actor
from diplograph.read.find import Finder
from diplograph.read.items import Item, Np
from diplograph.read.scene import Scene

_PEOPLE = frozenset({"title", "name", "short", "this"})
_TELLING = frozenset({"speech", "light"})  # kinds of verbs that tell what somebody does
_LEAD = 12  # items among which a sentence names whom it is about


def introduce(scene: Scene, finders: Iterable[Finder]) -> None:
    """Read all sentences once, and join an office without a name to the name that follows it without an office."""
    waiting: Actor | None = None
    for finder in finders:
        lead = _lead(finder.items())
        actor = scene.actors.get(lead.refs[0]) if lead and len(lead.refs) == 1 else None
        if actor is None or not _tells(finder):
            continue
        if waiting and waiting is not actor and _completes(waiting, actor):
            office, name = (waiting, actor) if not waiting.named else (actor, waiting)
            for title in office.offices:
                scene.give_office(name, title)
            waiting = name
        elif not actor.named or not actor.offices:
            waiting = actor
        scene.speaker = scene.hero = actor.id


def _tells(finder: Finder) -> bool:
    verbs = map(finder.sight.lang.verbs.get, finder.sight.keys)
    return any(v and v.kind in _TELLING for v in verbs)


def _completes(a: Actor, b: Actor) -> bool:
    """Whether one is an office without a name and the other a name without an office."""
    name, office = (a, b) if a.named else (b, a)
    same = not name.known or (name.country is not None and name.country == office.country)
    return name.named and not office.named and not name.offices and same and bool(office.offices)


def _lead(items: Sequence[Item]) -> Np | None:
    """The noun phrase that a sentence is about: its first, after «به گزارش …،»."""
    for n, item in enumerate(items[:_LEAD]):
        if item.np and item.np.how in _PEOPLE:
            before = items[n - 1] if n else None
            return item.np if before is None or before.kind == "mark" or before.value == "adverb" else None
        if item.kind == "verb":
            return None
    return None
