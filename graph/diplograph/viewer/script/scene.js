// ---- Drawing: vis carries the chosen nodes; everything else is one picture behind them -------------------------------

// Outlines in a box from -1 to 1, so that canvas, SVG and legend draw the same shape.
const SHAPES = {
  Country: {d: "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z", ink: "#fff"},
  Official: {d: "M0 -1.08L.94 -.54V.54L0 1.08L-.94 .54V-.54Z", icon: "M-.3 -.3A.3 .3 0 1 0 .3 -.3A.3 .3 0 1 0 -.3 -.3ZM-.56 .58A.56 .5 0 0 1 .56 .58Z", ink: "#111"},
  Organization: {d: "M-.78 -.9H.78Q.9 -.9 .9 -.78V.78Q.9 .9 .78 .9H-.78Q-.9 .9 -.9 .78V-.78Q-.9 -.9 -.78 -.9Z", icon: "M-.6 -.2L0 -.58L.6 -.2ZM-.46 -.12H-.28V.36H-.46ZM-.09 -.12H.09V.36H-.09ZM.28 -.12H.46V.36H.28ZM-.6 .42H.6V.56H-.6Z", ink: "#111"},
  Agreement: {d: "M-.76 -1H.34L.8 -.54V1H-.76Z", icon: "M-.45 -.35H.3V-.22H-.45ZM-.45 .02H.5V.15H-.45ZM-.45 .39H.5V.52H-.45Z", ink: "#111"},
  Project: {d: "M0 -1.2L1.2 0L0 1.2L-1.2 0Z", icon: "M-.5 .5V0H-.1V.5ZM.06 .5V-.5H.46V.5Z", ink: "#111"},
  Place: {d: "M0 1.25C-.4 .7 -.95 .35 -.95 -.25A.95 .95 0 1 1 .95 -.25C.95 .35 .4 .7 0 1.25Z", icon: "M-.36 -.25A.36 .36 0 1 0 .36 -.25A.36 .36 0 1 0 -.36 -.25Z", ink: "#111"},
  Office: {d: "M0 -1.1L1.05 -.34L.65 .9H-.65L-1.05 -.34Z", icon: "M-.5 -.1H.5V.5H-.5ZM-.22 -.32H.22V-.1H-.22Z", ink: "#111"},
  Community: {d: "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z", ink: "#111"},
};
const STAGE_SIGN = {
  Proposed: "?", Negotiated: "…", Finalised: "≡", Signed: "✓", Ratified: "✓✓", InForce: "●",
  Suspended: "‖", Violated: "!", Withdrawn: "↩", Terminated: "×", Rejected: "×",
};
const DASHES = {Asserted: false, Planned: [12, 7], Hoped: [2, 6], Conditional: [12, 5, 2, 5], Negated: false};
const FONT = "Vazirmatn, 'Noto Sans Arabic', 'Segoe UI', Tahoma, system-ui, 'DejaVu Sans', sans-serif";
const RINGS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A8A00"];

for (const shape of Object.values(SHAPES)) {
  shape.path = new Path2D(shape.d);
  if (shape.icon) shape.iconPath = new Path2D(shape.icon);
}

const paint = {};

function readPaint() {
  const style = getComputedStyle(root);
  for (const name of ["ground", "text", "halo", "line", "faint", "mark", "struck", "dust", ...KINDS])
    paint[name] = style.getPropertyValue("--" + name.toLowerCase()).trim();
}

// ---- Nodes

let network, visNodes, visEdges, edgesNow = [];
const near = {node: null, edge: null, lit: null, centre: null};

const at = i => {
  const body = network?.body.nodes[i];
  if (body && body.x !== undefined) return [body.x, body.y];
  return S.pins[i] ?? [G.nodes[i].x, G.nodes[i].y];
};

function signOf(node) {
  if (node.kind === "Agreement") return own(STAGE_SIGN, stageOf(node) ?? "") ?? "";
  return node.letters ?? "";
}

function drawNode(ctx, node, x, y, {selected = false, dim = false, pinned = false} = {}) {
  const shape = SHAPES[node.kind] ?? SHAPES.Organization, r = node.size;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(r, r);
  ctx.globalAlpha = dim ? 0.25 : 1;
  ctx.fillStyle = paint[node.kind];
  ctx.fill(shape.path);
  ctx.lineWidth = (selected ? 5 : 1.5) / r;
  ctx.strokeStyle = selected ? paint.mark : paint.ground;
  ctx.stroke(shape.path);
  const sign = signOf(node);
  ctx.fillStyle = shape.ink;
  if (sign) {
    const size = Math.min(1.05, 2.3 / (sign.length + 0.6));
    ctx.font = `700 ${size}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(sign, 0, 0.08);
  } else if (shape.iconPath) ctx.fill(shape.iconPath);
  if (pinned) { ctx.beginPath(); ctx.arc(0.85, -0.85, 0.22, 0, 7); ctx.fillStyle = paint.text; ctx.fill(); }
  ctx.restore();
}

function drawBubble(ctx, bubble, x, y, selected) {
  const colour = RINGS[bubble.community % RINGS.length];
  ctx.beginPath();
  ctx.arc(x, y, bubble.size, 0, 2 * Math.PI);
  ctx.globalAlpha = bubble.size * network.getScale() > 350 ? 0.04 : 0.16; // near by it would tint what stands in it
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = (selected ? 4 : 2) / network.getScale();
  ctx.strokeStyle = selected ? paint.mark : colour;
  ctx.stroke();
}

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

const isSelected = i => !!S.select?.nodes.includes(i) || keyboardAt === i;

// ---- Starting, and keeping vis in step with what is chosen

function startScene() {
  readPaint();
  visNodes = new vis.DataSet(FIRST.nodes.map(visNode));
  visEdges = new vis.DataSet(FIRST.edges.map(edge => visEdge({...edge, a: edge.from, b: edge.to})));
  const options = clone(FIRST.options);
  options.nodes.ctxRenderer = renderer;
  network = new vis.Network($("canvas"), {nodes: visNodes, edges: visEdges}, options);
  network.on("beforeDrawing", ctx => { drawDiscs(ctx); drawBackdrop(ctx); });
  network.on("afterDrawing", ctx => { drawStrikes(ctx); drawLabels(ctx); });
  network.on("click", clicked);
  network.on("doubleClick", ({nodes}) => typeof nodes[0] === "number" && expand(nodes[0]));
  network.on("hoverNode", ({node}) => light(node));
  network.on("blurNode", () => light(null));
  network.on("hoverEdge", ({edge}) => { near.edge = edge; network.redraw(); });
  network.on("blurEdge", () => { near.edge = null; network.redraw(); });
  network.on("dragEnd", dragged);
  network.on("zoom", moved);
  network.on("dragging", moved);
  network.on("animationFinished", moved);
  network.on("resize", moved);
  new ResizeObserver(() => network.setSize("100%", "100%")).observe($("canvas"));
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

const SYMMETRIC = new Set(["met", "phoned", "cooperatesWith"]);

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
    const [x, y] = S.pins[i] ?? [G.nodes[i].x, G.nodes[i].y];
    return visNode({id: i, x, y, size: G.nodes[i].size});
  });
  if (S.overview && !S.only) for (const bubble of G.bubbles) if (!S.open.includes(bubble.community)) wanted.push(visNode(bubble));
  return wanted;
}

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

// ---- Behind the nodes: communities as discs, and one picture of everything that vis does not carry

function drawDiscs(ctx) {
  if (!G.whole || S.only || near.lit) return;
  const scale = network.getScale();
  for (const [community, [x, y, r]] of G.discs.entries()) {
    if (G.members.get(community).length < 3 || (S.overview && !S.open.includes(community))) continue;
    const colour = RINGS[community % RINGS.length];
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.globalAlpha = 0.06;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 0.35;
    ctx.lineWidth = 1 / scale;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
}

const backdrop = {canvas: null, box: null, stale: true, timer: 0, moving: false};

function viewBox(margin = 0) {
  const {clientWidth: w, clientHeight: h} = $("canvas");
  const a = network.DOMtoCanvas({x: -w * margin, y: -h * margin}), b = network.DOMtoCanvas({x: w * (1 + margin), y: h * (1 + margin)});
  return {x: a.x, y: a.y, w: b.x - a.x, h: b.y - a.y};
}

function moved() {
  clearTimeout(backdrop.timer);
  backdrop.moving = true;
  backdrop.timer = setTimeout(() => { backdrop.moving = false; fadeEdges(); backdrop.stale = true; network.redraw(); writeHash(); }, 140);
}

function drawBackdrop(ctx) {
  if (!G.whole || (D.drawn.size === G.nodes.length && !S.overview)) return;
  if (backdrop.stale) paintBackdrop();
  const {canvas, box} = backdrop;
  ctx.globalAlpha = near.lit ? 0.35 : 1;
  ctx.drawImage(canvas, box.x, box.y, box.w, box.h);
  ctx.globalAlpha = 1;
}

function paintBackdrop() {
  backdrop.stale = false;
  const box = backdrop.box = viewBox(0.25);
  const canvas = backdrop.canvas ??= document.createElement("canvas");
  const ratio = Math.min(1.5, window.devicePixelRatio || 1) * 1.5;
  canvas.width = Math.max(1, Math.round($("canvas").clientWidth * ratio));
  canvas.height = Math.max(1, Math.round($("canvas").clientHeight * ratio));
  const ctx = canvas.getContext("2d"), k = canvas.width / box.w;
  ctx.setTransform(k, 0, 0, k, -box.x * k, -box.y * k);
  paintFaintEdges(ctx, box, k);
  paintDust(ctx, box, k);
}

function paintFaintEdges(ctx, box, k) {
  ctx.beginPath();
  for (const {a, b} of D.groups) {
    if (D.drawn.has(a) && D.drawn.has(b)) continue;
    const [ax, ay] = at(a), [bx, by] = at(b);
    if (Math.max(ax, bx) < box.x || Math.min(ax, bx) > box.x + box.w || Math.max(ay, by) < box.y || Math.min(ay, by) > box.y + box.h) continue;
    ctx.moveTo(ax, ay);
    ctx.lineTo(bx, by);
  }
  ctx.lineWidth = 0.7 / k;
  ctx.strokeStyle = paint.line;
  ctx.globalAlpha = Math.max(0.02, Math.min(0.3, 300 / (D.groups.length + 1)));
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function paintDust(ctx, box, k) {
  for (const kind of KINDS) {
    ctx.beginPath();
    for (const node of G.nodes) {
      if (node.kind !== kind || !isOn(node.i) || D.drawn.has(node.i)) continue;
      const [x, y] = at(node.i), r = Math.max(node.size * 0.7, 1.2 / k);
      if (x < box.x - r || x > box.x + box.w + r || y < box.y - r || y > box.y + box.h + r) continue;
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
    }
    ctx.fillStyle = paint[kind];
    ctx.globalAlpha = 0.65;
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

// ---- On top: strokes through what is denied, counts, and labels in rank order that never cover one another

function drawStrikes(ctx) {
  ctx.strokeStyle = paint.struck;
  ctx.lineWidth = 2;
  for (const edge of edgesNow) {
    if (edge.line !== "Negated") continue;
    const body = network.body.edges[edge.id];
    if (!body?.connected) continue;
    ctx.globalAlpha = body.options.color.opacity < 0.2 ? 0.15 : 1;
    for (const place of [0.4, 0.5, 0.6]) {
      const p = body.edgeType.getPoint(place), q = body.edgeType.getPoint(place + 0.01);
      const angle = Math.atan2(q.y - p.y, q.x - p.x) + Math.PI / 3;
      ctx.beginPath();
      ctx.moveTo(p.x - 8 * Math.cos(angle), p.y - 8 * Math.sin(angle));
      ctx.lineTo(p.x + 8 * Math.cos(angle), p.y + 8 * Math.sin(angle));
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

class Grid {
  constructor(cell) { this.cell = cell; this.taken = new Map(); }
  *cells({x, y, w, h}) {
    for (let i = Math.floor(x / this.cell); i <= (x + w) / this.cell; i++)
      for (let j = Math.floor(y / this.cell); j <= (y + h) / this.cell; j++) yield i * 65536 + j;
  }
  free(box) {
    for (const cell of this.cells(box)) for (const o of this.taken.get(cell) ?? [])
      if (box.x < o.x + o.w && o.x < box.x + box.w && box.y < o.y + o.h && o.y < box.y + box.h) return false;
    return true;
  }
  take(box) {
    for (const cell of this.cells(box)) if (this.taken.has(cell)) this.taken.get(cell).push(box); else this.taken.set(cell, [box]);
  }
}

const shorten = (text, most = 34) => { const all = [...text]; return all.length > most ? all.slice(0, most - 1).join("") + "…" : text; };

function labelled() {
  const items = [];
  for (const id of visNodes.getIds()) {
    const body = network.body.nodes[id];
    if (!body) continue;
    const bubble = typeof id === "string" ? G.bubbles.find(b => b.id === id) : null;
    const node = bubble ?? G.nodes[id];
    const must = !bubble && (isSelected(id) || near.node === id || !!S.path?.includes(id));
    const rank = bubble ? -bubble.count * 1e6 : (must ? -1e12 : near.lit?.has(id) ? -1e9 : 0) + id;
    items.push({id, node, bubble, must, rank, x: body.x, y: body.y, dim: !bubble && near.lit && !near.lit.has(id)});
  }
  return items.sort((a, b) => a.rank - b.rank);
}

function drawLabels(ctx) {
  const ratio = network.canvas.pixelRatio || 1, scale = network.getScale();
  const width = $("canvas").clientWidth, height = $("canvas").clientHeight;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.direction = "ltr";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const grid = new Grid(48), items = labelled();
  for (const item of items) {
    Object.assign(item, network.canvasToDOM(item), {r: item.node.size * scale});
    item.body = {x: item.x - item.r * 0.8, y: item.y - item.r * 0.8, w: item.r * 1.6, h: item.r * 1.6};
    if (!item.bubble && !item.dim && item.r > 11) grid.take(item.body);
  }
  for (const item of items) {
    if (item.x < -80 || item.y < -80 || item.x > width + 80 || item.y > height + 80 || (item.dim && !item.must)) continue;
    if (item.bubble) labelBubble(ctx, grid, item); else labelNode(ctx, grid, item);
    if (!item.bubble && item.r <= 11) grid.take(item.body);
  }
  drawCounts(ctx, grid);
  labelEdge(ctx);
  ctx.restore();
}

// What the line pointed at says, before it is clicked.
function labelEdge(ctx) {
  const edge = visEdges.get(near.edge ?? ""), body = network.body.edges[near.edge];
  if (!G.whole || !body?.connected || typeof edge?.from !== "number") return;
  const names = [...new Set(claimsBetween(edge.from, edge.to).filter(c => c.line === edge.line).map(c => relation(c.predicate)))];
  const {x, y} = network.canvasToDOM(body.edgeType.getPoint(0.5));
  ctx.font = `600 13px ${FONT}`;
  haloText(ctx, isolate(shorten(names.join(" · "), 60)), x, y - 14);
}

const widths = new Map();

function widthOf(ctx, text) {
  const name = ctx.font + text;
  let width = widths.get(name);
  if (width === undefined) {
    if (widths.size > 5000) widths.clear();
    widths.set(name, width = ctx.measureText(text).width);
  }
  return width;
}

function labelNode(ctx, grid, {node, x, y, r, must}) {
  if (r < 2.5 && !must) return;
  const size = Math.round(Math.max(11, Math.min(17, 9 + r * 0.28)));
  ctx.font = `${r > 18 ? 650 : 500} ${size}px ${FONT}`;
  const text = isolate(shorten(label(node))), w = widthOf(ctx, text) + 6, h = size * 1.45;
  for (const top of [y + r + 2, y - r - h - 2]) {
    const box = {x: x - w / 2, y: top, w, h};
    if (!must && !grid.free(box)) continue;
    grid.take(box);
    haloText(ctx, text, x, top + h / 2);
    return;
  }
}

function labelBubble(ctx, grid, {node, x, y, r}) {
  const lines = node.top.map(labels => isolate(shorten(nameOf(labels), 22))).slice(0, r > 40 ? 3 : 1);
  lines.push(isolate(number(node.count)));
  const size = Math.round(Math.max(11, Math.min(18, r * 0.22))), h = size * 1.4 * lines.length;
  ctx.font = `600 ${size}px ${FONT}`;
  const w = Math.max(...lines.map(line => widthOf(ctx, line)));
  const box = {x: x - w / 2, y: y - h / 2, w, h};
  if (!grid.free(box)) return;
  grid.take(box);
  lines.forEach((line, i) => haloText(ctx, line, x, y - h / 2 + size * 1.4 * (i + 0.5)));
}

// Halos are the dearest thing to draw: they wait until the camera stands still.
function haloText(ctx, text, x, y) {
  if (!backdrop.moving) {
    ctx.lineWidth = 4;
    ctx.strokeStyle = paint.halo;
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = paint.text;
  ctx.fillText(text, x, y);
}

function drawCounts(ctx, grid) {
  ctx.font = `600 11px ${FONT}`;
  for (const edge of edgesNow) {
    if (edge.count < 2 || typeof edge.from !== "number") continue;
    const body = network.body.edges[edge.id];
    if (!body?.connected || (near.lit && !(near.lit.has(edge.from) && near.lit.has(edge.to)))) continue;
    const {x, y} = network.canvasToDOM(body.edgeType.getPoint(0.5)), text = number(edge.count);
    const w = widthOf(ctx, text) + 10, box = {x: x - w / 2, y: y - 8, w, h: 16};
    if (!grid.free(box)) continue;
    grid.take(box);
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, w, 16, 8);
    ctx.fillStyle = paint.halo;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = paint.line;
    ctx.stroke();
    ctx.fillStyle = paint.text;
    ctx.fillText(text, x, y + 0.5);
  }
}

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

// The panel may just have opened: let the canvas take its new size first.
// Of several wishes the last one counts, and it starts from where the camera really is.
let wish = 0;

function afterLayout(act) {
  cancelAnimationFrame(wish);
  wish = requestAnimationFrame(() => {
    network.setSize("100%", "100%");
    network.moveTo({position: network.getViewPosition(), scale: network.getScale(), animation: false});
    act();
    moved();
  });
}

function fitTo(nodes) {
  const drawn = nodes.filter(i => network.body.nodes[i]);
  afterLayout(() => { if (drawn.length) network.fit({nodes: drawn, maxZoomLevel: 1.3, animation: animation()}); });
}

function fitAll({still = false} = {}) {
  const fitting = () => {
    const ids = visNodes.getIds();
    if (ids.length) network.fit({nodes: ids, maxZoomLevel: 1.3, animation: still ? false : animation()});
  };
  if (still) { network.setSize("100%", "100%"); fitting(); moved(); } else afterLayout(fitting);
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
  network.setSize("100%", "100%");
  if (parts.length === 3 && parts.every(Number.isFinite) && parts[2] > 0)
    network.moveTo({position: {x: parts[0], y: parts[1]}, scale: parts[2], animation: false});
}
