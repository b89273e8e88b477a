"""GEXF 1.3: one node a thing, one edge a claim; for Gephi.

An edge's `kind` is its predicate: Gephi keeps parallel edges of different kinds apart and adds up those of one kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diplograph.export import network_rows
from diplograph.export._xml import element
from diplograph.export.table import Table

_HUES = {
    "Country": "2b6cb0",
    "Official": "c05621",
    "Organization": "2f855a",
    "Agreement": "805ad5",
    "Project": "b7791f",
    "Place": "4a5568",
    "Office": "97266d",
}
_COLOURS = {kind: dict(zip("rgb", map(str, bytes.fromhex(hue)), strict=True)) for kind, hue in _HUES.items()}
_GREY = dict.fromkeys("rgb", "128")


def render(table: Table) -> str:
    """The network as GEXF."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield '<graph defaultedgetype="directed" mode="static">'
    for class_, names in (("node", network_rows.NODE), ("edge", network_rows.EDGE)):
        yield f'<attributes class="{class_}">'
        for name in names:
            yield element("attribute", "", {"id": f"{class_}_{name}", "title": name, "type": _type(name)})
        yield "</attributes>"
    yield "<nodes>"
    for id_, label, told in network_rows.nodes(table):
        colour = element("viz:color", "", _COLOURS.get(told["kind"], _GREY))
        yield element("node", _values("node", told) + colour, {"id": id_, "label": label})
    yield "</nodes>\n<edges>"
    for edge in network_rows.edges(table):
        kind = edge.told["predicate"]
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        yield element("edge", _values("edge", edge.told), {**ends, "kind": kind, "label": kind})
    yield "</edges>\n</graph>\n</gexf>"


def _type(name: str) -> str:
    return "boolean" if name == "negated" else "string"


def _values(class_: str, told: Mapping[str, str]) -> str:
    filled = {f"{class_}_{name}": value for name, value in told.items() if value}
    values = (element("attvalue", "", {"for": name, "value": value}) for name, value in filled.items())
    return element("attvalues", "".join(values))
