// ---- Pointing

function clicked({nodes, edges, pointer}) {
  if (!G.whole) return;
  $("graph").focus({preventScroll: true});
  network.unselectAll();
  if (typeof nodes[0] === "number") return pick(nodes[0]);
  if (nodes.length) return openCommunity(Number(nodes[0].slice(1)));
  if (edges.length) {
    const {from, to} = visEdges.get(edges[0]);
    if (typeof from === "number") return pickPair(from, to);
  }
  const dust = dustAt(pointer.canvas);
  if (dust !== null) return pick(dust);
  keyboardAt = null;
  if (S.select) change(s => { s.select = null; }, {keep: false});
}

function dustAt({x, y}) {
  let best = null, least = Math.max(10 / network.getScale(), 4);
  for (const node of G.nodes) {
    if (!isOn(node.i) || D.drawn.has(node.i)) continue;
    const far = Math.hypot(node.x - x, node.y - y) - node.size * 0.7;
    if (far < least) { least = far; best = node.i; }
  }
  return best;
}

function dragged({nodes}) {
  if (typeof nodes[0] !== "number") return moved();
  const id = nodes[0], {x, y} = network.getPosition(id);
  network.unselectAll();
  change(s => { s.pins[id] = [Math.round(x), Math.round(y)]; });
}

// ---- The camera

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const animation = () => calm() ? false : {duration: 350, easingFunction: "easeInOutQuad"};

function lookAt(i, {closer = false} = {}) {
  const [x, y] = at(i), scale = network.getScale();
  afterLayout(() => network.moveTo({position: {x, y}, scale: closer ? Math.max(scale, 0.7) : scale, animation: animation()}));
}

// When the panel opens, the canvas shrinks and what is on it stays where it was on the screen: a second click must
// find what the first one found. A canvas that is out of sight has no size to take.
let lastBox = null;

function resize() {
  const box = $("canvas").getBoundingClientRect(), last = lastBox ?? box;
  if (!box.width || !box.height) return;
  lastBox = box;
  network.setSize("100%", "100%");
  if (box.left === last.left && box.top === last.top) return;
  const position = network.DOMtoCanvas({x: box.width / 2 + box.left - last.left, y: box.height / 2 + box.top - last.top});
  network.moveTo({position, scale: network.getScale(), animation: false});
}

// Pan only if the node would be out of sight.
function keepInSight(i) {
  afterLayout(() => {
    const [x, y] = at(i), dom = network.canvasToDOM({x, y}), box = $("canvas").getBoundingClientRect();
    if (dom.x < 30 || dom.y < 30 || dom.x > box.width - 30 || dom.y > box.height - 30) network.moveTo({position: {x, y}, animation: animation()});
  });
}

// The panel may just have opened: let the canvas take its new size first.
// Of several wishes the last one counts, and it starts from where the camera really is.
let wish = 0;

function afterLayout(act) {
  cancelAnimationFrame(wish);
  wish = requestAnimationFrame(() => {
    resize();
    network.moveTo({position: network.getViewPosition(), scale: network.getScale(), animation: false});
    act();
    moved();
  });
}

function fitTo(nodes) {
  const drawn = nodes.filter(i => network.body.nodes[i]);
  afterLayout(() => { if (drawn.length) network.fit({nodes: drawn, maxZoomLevel: 0.9, animation: animation()}); });
}

function fitAll({still = false} = {}) {
  const fitting = () => {
    const ids = visNodes.getIds();
    if (ids.length) network.fit({nodes: ids, maxZoomLevel: 1.3, animation: still ? false : animation()});
  };
  if (still) { resize(); fitting(); moved(); } else afterLayout(fitting);
}

function zoomBy(factor) {
  network.moveTo({scale: Math.max(0.005, Math.min(5, network.getScale() * factor)), animation: animation()});
  moved();
}

function cameraText() {
  if (!network) return "";
  const {x, y} = network.getViewPosition();
  return [Math.round(x), Math.round(y), network.getScale().toFixed(3)].join(",");
}

function setCamera(text) {
  const parts = (text ?? "").split(",").map(Number);
  resize();
  if (parts.length === 3 && parts.every(Number.isFinite) && parts[2] > 0)
    network.moveTo({position: {x: parts[0], y: parts[1]}, scale: parts[2], animation: false});
}
