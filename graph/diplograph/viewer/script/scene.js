// ---- Drawing: vis carries the chosen nodes; everything else is one picture behind them -------------------------------

let network, visNodes, visEdges, edgesNow = [];
const near = {node: null, edge: null, lit: null, centre: null};

const at = i => {
  const body = network?.body.nodes[i];
  if (body && body.x !== undefined) return [body.x, body.y];
  return home(i);
};

const home = i => S.pins[i] ?? D.places.get(i) ?? [G.nodes[i].x, G.nodes[i].y];

const isSelected = i => !!S.select?.nodes.includes(i) || keyboardAt === i;

function renderer({ctx, id, x, y, state}) {
  const bubble = typeof id === "string" && G.bubbles.find(b => b.id === id);
  const node = bubble || G.nodes[id];
  return {
    drawNode: () => bubble ? drawBubble(ctx, bubble, x, y, state.hover || isSelected(id)) : drawNode(ctx, node, x, y, {
      selected: isSelected(id) || state.hover, dim: near.lit && !near.lit.has(id), pinned: id in S.pins,
    }),
    nodeDimensions: {width: node.size * 2, height: node.size * 2},
  };
}

// ---- Starting, and keeping vis in step with what is chosen

function startScene() {
  readPaint();
  visNodes = new vis.DataSet(FIRST.nodes.map(visNode));
  visEdges = new vis.DataSet(FIRST.edges.map(edge => visEdge({...edge, a: edge.from, b: edge.to})));
  const options = clone(FIRST.options);
  options.nodes.ctxRenderer = renderer;
  network = new vis.Network($("canvas"), {nodes: visNodes, edges: visEdges}, options);
  network.canvas._setCameraState = () => {}; // vis would zoom whenever the canvas changes its size
  network.on("beforeDrawing", ctx => { drawDiscs(ctx); drawBackdrop(ctx); });
  network.on("afterDrawing", ctx => { drawStrikes(ctx); drawLabels(ctx); });
  network.on("click", clicked);
  network.on("doubleClick", ({pointer}) => {
    const i = network.getNodeAt(pointer.DOM); // our click has emptied the selection that vis would tell
    if (typeof i === "number") expand(i);
  });
  network.on("hoverNode", ({node}) => light(node));
  network.on("blurNode", () => light(null));
  network.on("hoverEdge", ({edge}) => { near.edge = edge; network.redraw(); });
  network.on("blurEdge", () => { near.edge = null; network.redraw(); });
  network.on("dragEnd", dragged);
  network.on("zoom", moved);
  network.on("dragging", moved);
  network.on("animationFinished", moved);
  network.on("resize", moved);
  new ResizeObserver(resize).observe($("canvas"));
  network.fit({animation: false});
  root.dataset.ready = "graph";
}

const visNode = ({id, x, y, size}) => ({id, x, y, size, shape: "custom", label: ""});

function visEdge({id, a, b, line, count, forward, back, curve}) {
  const colour = line === "Negated" ? paint.struck : paint.line;
  const between = typeof a === "string";
  return {
    id, from: a, to: b, dashes: DASHES[line] ?? false, line, count,
    width: between ? Math.min(9, 1 + Math.log2(count)) : Math.min(6, 1.2 + 0.7 * Math.log2(count)),
    color: {color: colour, highlight: paint.mark, hover: paint.mark, opacity: between ? 0.35 : 0.75},
    arrows: between ? "" : {to: {enabled: !!forward && !back, scaleFactor: 0.5}, from: {enabled: !!back && !forward, scaleFactor: 0.5}},
    smooth: curve ? {enabled: true, type: "curvedCW", roundness: 0.12 * curve} : false,
  };
}

function wantedEdges() {
  const seen = new Map(), wanted = [];
  for (const group of D.groups) {
    if (!D.drawn.has(group.a) || !D.drawn.has(group.b)) continue;
    const pair = pairKey(group.a, group.b), curve = seen.get(pair) ?? 0;
    seen.set(pair, curve + 1);
    wanted.push(visEdge({...group, curve}));
  }
  if (S.overview) for (const edge of FIRST.edges)
    if (![edge.from, edge.to].some(id => S.open.includes(Number(id.slice(1))))) wanted.push(visEdge({...edge, a: edge.from, b: edge.to}));
  return wanted;
}

function wantedNodes() {
  const wanted = [...D.drawn].map(i => {
    const [x, y] = home(i);
    return visNode({id: i, x, y, size: G.nodes[i].size});
  });
  return wanted.concat(shownBubbles().map(visNode));
}

const shownBubbles = () => S.overview && !S.only ? G.bubbles.filter(bubble => !S.open.includes(bubble.community)) : [];

function keepInStep(data, wanted) {
  const ids = new Set(wanted.map(item => item.id));
  const gone = data.getIds().filter(id => !ids.has(id));
  if (gone.length) data.remove(gone);
  const changed = wanted.filter(item => JSON.stringify(data.get(item.id)) !== JSON.stringify(item));
  if (changed.length) data.update(changed);
}

function drawScene() {
  keepInStep(visNodes, wantedNodes());
  edgesNow = wantedEdges();
  keepInStep(visEdges, edgesNow);
  light(near.node, {redraw: false});
  backdrop.stale = true;
  network.redraw();
  $("empty").hidden = D.on.some(Boolean) || view !== "graph";
  if (!$("empty").hidden) drawEmpty();
}

// The neighbourhood of what is pointed at or selected stays bright; the rest steps back.
function light(i, {redraw = true} = {}) {
  near.node = i;
  const centre = typeof i === "number" ? i : S.select?.type === "node" ? S.select.nodes[0] : keyboardAt;
  if (!G.whole) return;
  if (S.select?.type === "pair" && typeof i !== "number") near.lit = new Set(S.select.nodes);
  else near.lit = typeof centre === "number" && D.drawn.has(centre) ? new Set([centre, ...neighbours(centre)]) : null;
  near.centre = typeof centre === "number" ? centre : null;
  if (S.path) near.lit = new Set([...S.path, ...(typeof i === "number" ? near.lit ?? [] : [])]);
  fadeEdges();
  if (redraw) network.redraw();
}

// Straight into vis's own options: going through its data set would lay every edge out again.
function fadeEdges() {
  for (const edge of Object.values(network.body.edges)) {
    const {fromId: a, toId: b} = edge;
    if (typeof a !== "number") { edge.options.color.opacity = network.getScale() > 0.2 ? 0.04 : near.lit ? 0.12 : 0.35; continue; }
    const lit = !near.lit || (near.lit.has(a) && near.lit.has(b) && touches(a, b));
    edge.options.color.opacity = lit ? (near.lit ? 0.95 : 0.6) : 0.12;
  }
}

// Of the lit nodes only the links that made them so: to the centre, or along the path.
function touches(a, b) {
  if (S.path) return Math.abs(S.path.indexOf(a) - S.path.indexOf(b)) === 1 || near.node === a || near.node === b;
  return near.centre === null || near.centre === a || near.centre === b;
}
