"""The network as one HTML file that asks nobody for anything.

pyvis carries the nodes, edges and options through our own template, which escapes by default; the JavaScript of
vis-network comes from the installed pyvis. A Content-Security-Policy names every script by its hash and allows no
request at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

import networkx as nx
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from diplograph import ontology
from diplograph.ids import BASE, NS
from diplograph.viewer import payload, words

SCRIPTS = (
    "base",
    "model",
    "state",
    "shapes",
    "scene",
    "behind",
    "labels",
    "camera",
    "find",
    "side",
    "panel",
    "time",
    "table",
    "keep",
    "keys",
    "start",
)
_INLINE = 200_000  # bytes of data kept readable; more is deflated
_OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "keyboard": False,
        "tooltipDelay": 100000,
        "hideEdgesOnZoom": False,
        "multiselect": False,
        "selectConnectedEdges": False,
    },
    "nodes": {"shape": "custom"},
    "edges": {"smooth": False, "selectionWidth": 2, "hoverWidth": 1},
}


def render(graph: nx.MultiDiGraph, *, title: str = "diplograph", base: str = BASE) -> str:
    """The whole page as a string; write it as UTF-8.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("country/IR", kind="Country", labels={"en": "Iran"}, centrality=1.0)
    >>> page = render(graph, title="<b>News</b>")
    >>> page.startswith("<!doctype html>"), "<b>News" in page
    (True, False)
    """
    from pyvis.network import Network  # slow to import

    net = payload.prepare(graph)
    view = Network(directed=True)
    view.nodes, view.edges = payload.first(net)
    view.options = _OPTIONS
    view.templateEnv = _environment(_globals(net, title=title, base=base))
    view.path = "template.html"
    return str(view.generate_html()).encode("utf-8", "replace").decode("utf-8")


def _globals(net: payload.Network, *, title: str, base: str) -> dict[str, Any]:
    scripts, style = [_vis(), _own_script()], _read("style.css")
    first = {
        "title": title,
        "base": base,
        "ns": NS,
        "total": len(net.order),
        "claims": net.graph.number_of_edges(),
        "overview": len(net.order) > payload.OVERVIEW,
        "top": payload.TOP,
        "strings": words.strings(),
        "sentences": words.sentences(),
        "stages": words.stages(),
        "symmetric": sorted(name for name, predicate in ontology.predicates().items() if predicate.symmetric),
        "folding": words.folding(),
    }
    return {
        "title": title,
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - our own files and the installed vis-network
        "style": Markup(style),  # noqa: S704
        "policy": _policy(scripts, style),
        "first": first,
        "data": _packed(payload.rest(net)),
        "strings": words.strings()["en"],
    }


def _environment(names: dict[str, Any]) -> Environment:
    environment = Environment(
        loader=PackageLoader("diplograph", "viewer"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["safe_json"] = lambda value: Markup(safe_json(value))  # noqa: S704 - holds no "<", ">" or "&"
    environment.filters["from_json"] = json.loads
    environment.globals.update(names)
    return environment


def safe_json(value: object) -> str:
    r"""JSON that cannot end the element it stands in.

    >>> safe_json(["</script>", "\ud800"])
    '["\\u003c/script\\u003e","\ufffd"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _packed(value: object) -> dict[str, str]:
    """The data as readable JSON while small, deflated when large."""
    text = safe_json(value)
    if len(text) < _INLINE:
        return {"type": "application/json", "text": text}
    deflated = zlib.compress(text.encode(), 9)
    return {"type": "application/octet-stream", "text": base64.b64encode(deflated).decode()}


def _policy(scripts: list[str], style: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _vis() -> str:
    """vis-network as pyvis ships it, without the line that names a source map nobody can fetch."""
    code = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return code.partition("//# sourceMappingURL")[0]


@cache
def _own_script() -> str:
    parts = "\n".join(_read(f"script/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def _read(name: str) -> str:
    return files("diplograph.viewer").joinpath(name).read_text(encoding="utf-8")
