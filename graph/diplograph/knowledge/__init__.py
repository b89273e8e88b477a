"""What the world knows: countries, organizations, offices, who held them when, and known agreements. All of it is data.

>>> world = load()
>>> world.countries["RU"].label
'Russia'
"""

from diplograph.knowledge.packs import (
    Agreement,
    Country,
    Holder,
    Membership,
    NameRow,
    Office,
    Organization,
    Party,
    Person,
    Place,
    World,
    load,
)

__all__ = [
    "Agreement",
    "Country",
    "Holder",
    "Membership",
    "NameRow",
    "Office",
    "Organization",
    "Party",
    "Person",
    "Place",
    "World",
    "load",
]
