"""GraphML: one node a thing, one edge a claim; for yEd, Cytoscape, igraph, networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diplograph.export import network_rows
from diplograph.export._xml import element, text
from diplograph.export.table import Table


def render(table: Table) -> str:
    """The network as GraphML."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, names in (("node", ("label", *network_rows.NODE)), ("edge", network_rows.EDGE)):
        for name in names:
            yield element(
                "key", "", {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": _type(name)}
            )
    yield '<graph id="diplograph" edgedefault="directed">'
    for id_, label, told in network_rows.nodes(table):
        yield element("node", _data("node", {"label": label, **told}), {"id": id_})
    for edge in network_rows.edges(table):
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        yield element("edge", _data("edge", edge.told), ends)
    yield "</graph>\n</graphml>"


def _type(name: str) -> str:
    return "boolean" if name == "negated" else "string"


def _data(domain: str, told: Mapping[str, str]) -> str:
    return "".join(element("data", text(value), {"key": f"{domain}_{name}"}) for name, value in told.items() if value)
