"""PLOVER: one event a line as JSON, with the fields of that specification; only claims that have a PLOVER type."""

from __future__ import annotations

import json
from typing import Any

from diplograph.export import events
from diplograph.export.events import Actor, Event
from diplograph.export.table import Table


def render(table: Table) -> str:
    """The events as JSON lines."""
    found = events.events(table)
    return "".join(f"{json.dumps(_event(event), ensure_ascii=False)}\n" for event in found)


def _event(event: Event) -> dict[str, Any]:
    claim, document = event.claim, event.document
    told = {
        "id": claim.id.rpartition("/")[2],
        "date": claim.one("dg:date"),
        "event": claim.one("dg:plover"),
        "source": [_actor(event.source)],
        "target": [_actor(event.target)],
        "cameo": claim.one("dg:cameo"),
        "predicate": claim.term("rdf:predicate"),
        "modality": claim.term("dg:modality"),
        "negated": claim.one("dg:negated") == "true",
        "text": list(event.quotes),
        "document": document.one("dcterms:identifier"),
        "publisher": document.one("dcterms:publisher"),
        "pubdate": document.one("dcterms:issued"),
        "url": document.one("schema:url"),
        "language": document.one("dcterms:language"),
    }
    return {name: value for name, value in told.items() if value != ""}


def _actor(actor: Actor) -> dict[str, str]:
    told = {"id": actor.id, "name": actor.name, "actor": actor.country, "sector": actor.role}
    return {name: value for name, value in told.items() if value}
