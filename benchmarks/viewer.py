"""How soon a graph is seen and searched, and how large its page is: our page beside pyvis, plain and tuned, in one run.

    python benchmarks/viewer.py [NODES …]

The networks are generated (scale-free, Persian names and sentences, two claims a node). `plain` is pyvis as its
documentation shows it, its scripts inlined so that it can open offline; `tuned` is pyvis with our positions and physics
off. Both draw the nodes and edges alone, without a sentence. Chromium is headless and without a GPU.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import networkx as nx

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import viewer_samples
from diplograph.viewer import render
from diplograph.viewer.layout import layout

SIZES = (200, 1000, 5000, 20000)
PATIENCE = 120  # seconds; plain pyvis needs minutes at 1,000 nodes
_ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"

# The first shape filled is the first graph seen; vis draws none while it settles.
_WATCH = """
window.seen = {};
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...a) {
  if (!seen.graph) requestAnimationFrame(() => { seen.graph ??= performance.now(); });
  return fill.apply(this, a);
};
new MutationObserver(() => {
  if (document.documentElement?.dataset.ready === 'all') seen.search ??= performance.now();
}).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-ready']});
"""
_FRAMES = """() => new Promise(done => {
  let n = 0; const start = performance.now();
  const canvas = document.querySelector('canvas'), box = canvas.getBoundingClientRect();
  const tick = () => {
    n++;
    canvas.dispatchEvent(new WheelEvent('wheel', {deltaY: n % 40 < 20 ? -30 : 30, clientX: box.x + 400,
      clientY: box.y + 300, bubbles: true, cancelable: true}));
    if (performance.now() - start < 2000) requestAnimationFrame(tick); else done(Math.round(n / 2));
  };
  requestAnimationFrame(tick);
})"""


def ours(graph: nx.MultiDiGraph) -> str:
    return render(graph)


def plain(graph: nx.MultiDiGraph) -> str:
    from pyvis.network import Network

    view = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        view.add_node(node, label=data["labels"]["fa"])
    for u, v, claim in graph.edges(data=True):
        view.add_edge(u, v, title=claim["predicate"])
    return str(view.generate_html())


def tuned(graph: nx.MultiDiGraph) -> str:
    from pyvis.network import Network

    view = Network(directed=True, cdn_resources="in_line")
    places = zip(graph.nodes(data=True), layout(graph).xy.tolist(), strict=True)
    view.nodes = [
        {"id": node, "label": data["labels"]["fa"], "shape": "dot", "x": x, "y": y} for (node, data), (x, y) in places
    ]
    view.edges = [{"from": u, "to": v, "title": c["predicate"], "arrows": "to"} for u, v, c in graph.edges(data=True)]
    view.options = {"physics": {"enabled": False}, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    return str(view.generate_html())


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if path is None:
        sys.exit("Chromium is missing: install it, for example with: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGS.split())
        yield browser
        browser.close()


def measure(browser: Any, page_text: str, folder: Path) -> tuple[str, str, str]:
    """Seconds until the graph is seen, until it can be searched, and frames a second while zooming."""
    file = folder / "page.html"
    file.write_bytes(page_text.encode())
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("http*://**/*", lambda route: route.abort())
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(file.as_uri(), wait_until="commit")
    seen: dict[str, float] = {}
    searchable = 'id="search"' in page_text
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and not ("graph" in seen and (not searchable or "search" in seen)):
        page.wait_for_timeout(100)
        seen = page.evaluate("window.seen")
    frames = str(page.evaluate(_FRAMES)) if "graph" in seen else "–"
    context.close()
    told = [f"{seen[name] / 1000:.2f}" if name in seen else "–" for name in ("graph", "search")]
    return told[0] if "graph" in seen else f"> {PATIENCE}", told[1], frames


def main(sizes: list[int]) -> None:
    makers: dict[str, Callable[[nx.MultiDiGraph], str]] = {"ours": ours, "tuned": tuned, "plain": plain}
    print("| nodes | edges | page | build, s | MB | bytes/edge | first graph, s | search, s | frames/s |")
    print("|---|---|---|---|---|---|---|---|---|")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        warm = viewer_samples.generated(30, 60)
        fixed = len(render(warm).encode())
        for nodes in sizes:
            graph = viewer_samples.generated(nodes, 2 * nodes)
            for name, make in makers.items():
                if name == "plain" and nodes > 1000:
                    continue
                start = time.perf_counter()
                text = make(graph)
                took, size = time.perf_counter() - start, len(text.encode())
                each = f"{max(0, size - fixed) / (2 * nodes):.0f}" if name == "ours" else "–"
                row = (nodes, 2 * nodes, name, f"{took:.1f}", f"{size / 1e6:.1f}", each)
                print(
                    "|",
                    *" | ".join(map(str, (*row, *measure(browser, text, Path(folder))))).split("\n"),
                    "|",
                    flush=True,
                )


if __name__ == "__main__":
    main([int(arg) for arg in sys.argv[1:]] or list(SIZES))
