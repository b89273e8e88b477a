"""Who travelled, though nobody says so: whoever meets another at the other’s home was there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplograph.read.found import kind_of
from diplograph.read.scene import Scene
from diplograph.read.titles import SENT

# Offices that one has abroad, or that nobody knows the place of.
_ABROAD = SENT | {"cultural-attache", "deputy-chief-of-mission", "diplomat", "embassy-secretary", "senior-official"}
_ABROAD |= {"head-of-interests-section", "military-attache"}
_HEAD = "head"  # of a body; «رئیس» of a country alone is of one that nobody knows


def guests(scene: Scene, pairs: Iterable[tuple[str, str]], place: str | None) -> Iterator[tuple[str, str]]:
    """Of those who met in a place the officials who are at home elsewhere, with the country that received them."""
    soil = place and (place if kind_of(place) == "country" else scene.country_of(place))
    seen: set[str] = set()
    for one, other in pairs if soil else ():
        for guest, host in ((one, other), (other, one)):
            if soil and guest not in seen and travels(scene, guest, soil) and _at_home(scene, host, soil):
                seen.add(guest)
                yield guest, soil


def travels(scene: Scene, guest: str, soil: str) -> bool:
    """Whether an official whom no state has posted abroad is of another country than the one he is in."""
    actor = scene.actors.get(guest)
    title = scene.office_of(actor) if actor else None
    offices = scene.world.offices
    if actor is None or title is None or title.post or title.office in _ABROAD:
        return False
    if title.office == _HEAD and kind_of(title.of or "") == "country":
        return False  # «رئیس فدراسیون X»
    office = offices.get(title.office)
    return scene.country_of(guest) not in (None, soil) and (office is None or office.scope != "bilateral")


def _at_home(scene: Scene, host: str, soil: str) -> bool:
    return soil in (host, scene.country_of(host))
