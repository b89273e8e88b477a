"""The first look at an article: who is there, and which name goes with the office that the lead leaves without one."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.read.actors import SEATS, TOP, Actor
from diplograph.read.bearers import title_after
from diplograph.read.find import Finder
from diplograph.read.items import Item, Np
from diplograph.read.names import after_honorifics, alike, could_be_name, known_at, newcomer, run_at
from diplograph.read.scene import Scene
from diplograph.read.sight import Sight

_PEOPLE = frozenset({"title", "name", "short", "this"})
_TELLING = frozenset({"speech", "light"})  # kinds of verbs that tell what somebody does
_AHEAD = frozenset({"adverb", "all", "media"})  # «دیروز …», «یک عضو …», «به گزارش ایرنا …»
_AGENCIES = 12  # tokens of «به گزارش ایسنا به نقل از رویترز،»
_LEAD = 12  # items among which a sentence names whom it is about


def introduce(scene: Scene, finders: Sequence[Finder]) -> None:
    """Read all sentences once, and join an office without a name to the name that follows it without an office."""
    scene.headliner = _headliner(finders[0]) if finders else ()
    waiting: Actor | None = None
    hero: Actor | None = None
    first: Actor | None = None
    for finder in finders:
        if waiting and (bearer := _introduced(scene, finder, waiting)):
            waiting = hero = bearer
        lead = _lead(finder.items())
        actor = scene.actors.get(lead.refs[0]) if lead and len(lead.refs) == 1 else None
        first = first or actor
        if actor is None or not _tells(finder):
            continue
        if waiting and _otherwise_spelt(scene, waiting, actor):
            waiting = actor = scene.known(waiting.id.partition("/")[2])
        if not actor.named and hero and _sits(scene, actor, hero):
            waiting = hero
        if (
            waiting
            and waiting is not actor
            and (
                (_completes(waiting, actor) and not _held_another(scene, waiting, actor))
                or _seated(scene, waiting, actor)
            )
        ):
            office, name = (waiting, actor) if not waiting.named else (actor, waiting)
            for title in office.offices:
                scene.give_office(name, title)
            waiting = actor = name
        elif not actor.named or not actor.offices:
            waiting = actor
        hero = actor if actor.named else hero
        scene.speaker = scene.hero = actor.id
    if first and finders:
        _headlined(scene, finders[0], first)


def _introduced(scene: Scene, finder: Finder, office: Actor) -> Actor | None:
    """«وزیر نیرو … گفت. به گزارش ایسنا، کامبیز مهرزاد …»: whoever opens a sentence bears the office told before."""
    sight = finder.sight
    start = after_honorifics(sight, _behind_agencies(sight))
    run = run_at(sight, start)
    new = run > 1 and known_at(sight, start) is None and scene.on_stage(tuple(sight.keys[start : start + run])) is None
    sure = start > 0 or (sight.keys[start] in sight.index.given and office.country != scene.home)
    another = title_after(sight, start + run) or sight.among(start + run, "likewise")
    if office.named or office.known or not office.offices or not (new and sure) or another:
        return None
    bearer = newcomer(sight, start, start + run)
    for title in office.offices:
        scene.give_office(bearer, title)
    return bearer


def _behind_agencies(sight: Sight) -> int:
    """The token behind «به گزارش ایسنا به نقل از رویترز،» that a sentence opens with, else 0."""
    i = 0
    while (hit := sight.at(i)) and hit[1][0].id == "said-by":
        bare = _behind_agency(sight, i)
        if bare and run_at(sight, bare) > 1 and sight.keys[bare] in sight.index.given:
            return bare
        ends = (k + 1 for k in range(i, min(i + _AGENCIES, sight.size)) if sight.keys[k] == "،" or sight.verb(k))
        i = next(ends, sight.size)
    while i and sight.is_word(i, "adverb"):  # «به گزارش ایسنا، روز دوشنبه X …»
        i = sight.skip_word(i, "adverb")
    return i if i < sight.size else 0


def _behind_agency(sight: Sight, i: int) -> int:
    """The token behind the agency that «به گزارش» at token i names, comma or not; 0 where it names none."""
    near = ((k, sight.at(k)) for k in range(i + 1, min(i + _AGENCIES, sight.size)))
    return next((k + hit[0] for k, hit in near if hit and hit[1][0].kind == "organization"), 0)


def _headlined(scene: Scene, finder: Finder, first: Actor) -> None:
    """«بختیار: …» above «رئیس پارلمان … گفت …», and nobody else of that name: who the text is about bears it."""
    name = scene.headliner
    alone = bool(name) and run_at(finder.sight, 0) == len(name) and scene.on_stage(name) is None
    if alone and first.id in scene.actors and not first.named and not first.known and first.offices:
        bearer = scene.person(name, finder.sight.surface(0, len(name)))
        for title in first.offices:
            scene.give_office(bearer, title)


def _headliner(finder: Finder) -> tuple[str, ...]:
    """«بختیار: …»: the surname that opens a headline; empty where something else does."""
    keys = finder.sight.keys
    n = next((n for n in (1, 2) if keys[n : n + 1] == [":"]), 0)
    return tuple(keys[:n]) if all(could_be_name(finder.sight, i) for i in range(n)) else ()


def _tells(finder: Finder) -> bool:
    """Whether somebody says or does something: «گفت», «تأکید کرد», «اظهار داشت»."""
    sight = finder.sight
    verbs = map(sight.lang.verbs.get, sight.keys)
    return any(v and (v.kind in _TELLING or (i and sight.light(i - 1))) for i, v in enumerate(verbs))


def _otherwise_spelt(scene: Scene, holder: Actor, newcomer: Actor) -> bool:
    """Whether a newcomer is the unnamed holder of an office whom the packs know, otherwise spelt: he becomes him."""
    if not holder.known or holder.named or newcomer.known or not newcomer.named or len(newcomer.tokens) < 2:
        return False
    names = (n for n in scene.tokens_of(holder) if len(n) > 1 and n[-1] == newcomer.tokens[-1])
    if not any(alike(newcomer, " ".join(n)) for n in names):
        return False
    scene.become(newcomer, holder.id.partition("/")[2])
    return True


def _completes(a: Actor, b: Actor) -> bool:
    """Whether one is an office without a name and the other a name without an office."""
    name, office = (a, b) if a.named else (b, a)
    same = not name.known or (name.country is not None and name.country == office.country)
    return name.named and not office.named and not name.offices and same and bool(office.offices)


def _held_another(scene: Scene, a: Actor, b: Actor) -> bool:
    """Whether the packs know the name by a top office that is not the one in question: «رئیس‌جمهور», and a speaker."""
    name, office = (a, b) if a.named else (b, a)
    rows = scene.world.careers.get(name.id.partition("/")[2], ()) if name.known else ()
    theirs = {t.office for t in office.offices}
    return bool(theirs & TOP) and bool(rows) and not any(r.office in theirs for r in rows)


def _seated(scene: Scene, a: Actor, b: Actor) -> bool:
    """Whether one is a seat without a name and the other a name whose offices, if any, are seats at home with it."""
    name, office = (a, b) if a.named else (b, a)
    return name.named and not office.named and _sits(scene, office, name)


def _sits(scene: Scene, office: Actor, name: Actor) -> bool:
    seats = [*office.offices, *name.offices]
    countries = {c for t in seats if (c := scene.country_of(t.of))} | ({name.country} if name.country else set())
    return bool(office.offices) and len(countries) == 1 and all(t.office in SEATS for t in seats)


def _lead(items: Sequence[Item]) -> Np | None:
    """The noun phrase that a sentence is about: its first, after «به گزارش …،»."""
    for n, item in enumerate(items[:_LEAD]):
        if item.np and item.np.how in _PEOPLE:
            before = items[n - 1] if n else None
            free = before is None or before.kind == "mark" or before.value in _AHEAD
            return item.np if free else None
        if item.kind == "verb":
            return None
    return None
