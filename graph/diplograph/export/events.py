"""Claims as events between actors, as event data wants them: who, what code, to whom, when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.export.table import Node, Table

# CAMEO's roles of the kinds of organizations
_ROLES = {
    "agency": "IGO",
    "armed-group": "REB",
    "bloc": "IGO",
    "central-bank": "GOV",
    "company": "BUS",
    "court": "JUD",
    "government-body": "GOV",
    "intergovernmental": "IGO",
    "media": "MED",
    "military": "MIL",
    "ministry": "GOV",
    "parliament": "LEG",
    "un-body": "IGO",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of an event: its name, and its country's ISO 3166 code with its role, as CAMEO writes it: `IRNGOV`."""

    id: str
    name: str
    country: str
    role: str

    @property
    def code(self) -> str:
        """The CAMEO code.

        >>> Actor("official/x", "X", "IRN", "GOV").code
        'IRNGOV'
        """
        return f"{self.country}{self.role}"


@dataclass(frozen=True, slots=True)
class Event:
    """A claim that has an event code, with its actors, its document and its quotes."""

    claim: Node
    source: Actor
    target: Actor
    document: Node
    quotes: tuple[str, ...]


def events(table: Table) -> Iterator[Event]:
    """The events, in the order of the claims' ids. Agreements and projects may be targets."""
    for claim in table.claims:
        if claim.one("dg:cameo"):
            source, target = (_actor(table, table.follow(claim, end)[0]) for end in ("rdf:subject", "rdf:object"))
            quotes = tuple(quote.one("oa:exact") for quote in table.quotes(claim))
            yield Event(claim, source, target, table.source(claim), quotes)


def _actor(table: Table, node: Node) -> Actor:
    return Actor(node.id, node.label("en"), _country(table, node), _role(table, node))


def _country(table: Table, node: Node) -> str:
    """The alpha-3 code of the country that an actor is, or acts for."""
    if node.kind == "Country":
        return node.one("dg:iso3") or node.one("dg:iso2")
    led = [n for curie in ("dg:represents", "dg:country") for n in table.follow(node, curie) if n.kind == "Country"]
    return _country(table, led[0]) if led else ""


def _role(table: Table, node: Node) -> str:
    """What an actor is beside its country: GOV, LEG, MIL, IGO …; nothing for a country itself."""
    if node.kind == "Official":
        return "GOV" if _country(table, node) else "IGO" if node.all("dg:represents") else ""
    if node.kind == "Organization":
        return _ROLES.get(node.one("dg:kind"), "" if _country(table, node) else "IGO")
    return ""
