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
  free(box, passes = () => false) {
    for (const cell of this.cells(box)) for (const o of this.taken.get(cell) ?? [])
      if (box.x < o.x + o.w && o.x < box.x + box.w && box.y < o.y + o.h && o.y < box.y + box.h && !passes(o)) return false;
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
    const half = item.r * 0.9;
    if (!item.bubble && !item.dim && item.r > 4) grid.take({x: item.x - half, y: item.y - half, w: 2 * half, h: 2 * half, node: item.id, r: item.r});
  }
  for (const item of items) {
    if (item.x < -80 || item.y < -80 || item.x > width + 80 || item.y > height + 80 || (item.dim && !item.must)) continue;
    if (item.bubble) labelBubble(ctx, grid, item); else labelNode(ctx, grid, item, width);
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

function labelNode(ctx, grid, item, width) {
  const {node, x, y, r, must} = item;
  if (r < 2.5 && !must) return;
  const size = Math.round(Math.max(11, Math.min(17, 9 + r * 0.28)));
  ctx.font = `${r > 18 ? 650 : 500} ${size}px ${FONT}`;
  const text = isolate(shorten(label(node), must && width > 500 ? 60 : 34)), w = widthOf(ctx, text) + 6, h = size * 1.45;
  const box = placeFor(grid, labelPlaces(x, y, r, w, h, width), item);
  if (!box) return;
  grid.take(box);
  haloText(ctx, text, box.x + w / 2, box.y + h / 2);
}

// Under the thing, over it, or beside it; never cut off by the edge while the thing itself is in sight.
function labelPlaces(x, y, r, w, h, width) {
  const left = x > 0 && x < width ? Math.max(2, Math.min(width - w - 2, x - w / 2)) : x - w / 2;
  return [[left, y + r + 2], [left, y - r - h - 2], [x + r + 3, y - h / 2], [x - r - w - 3, y - h / 2]]
    .filter(([at], n) => n < 2 || (at > 0 && at + w < width)).map(([x, y]) => ({x, y, w, h}));
}

// Where nothing is covered; what is well known may cover the small, what is picked covers what it must.
function placeFor(grid, boxes, {id, r, must}) {
  const clear = boxes.find(box => grid.free(box, o => o.node === id));
  if (clear || (r < 10 && !must)) return clear;
  return boxes.find(box => grid.free(box, o => o.node === id || (o.r ?? r) < r * 0.75)) ?? (must ? boxes[0] : null);
}

// As many names of its best known as have room, and how many things are in it.
function labelBubble(ctx, grid, {node, x, y, r}) {
  const names = node.top.map(labels => isolate(shorten(nameOf(labels), 22))), size = Math.round(Math.max(11, Math.min(18, r * 0.22)));
  ctx.font = `600 ${size}px ${FONT}`;
  for (const most of r > 40 ? [3, 2, 1, 0] : [1, 0]) {
    const lines = [...names.slice(0, most), isolate(number(node.count))], h = size * 1.4 * lines.length;
    const w = Math.max(...lines.map(line => widthOf(ctx, line))), box = {x: x - w / 2, y: y - h / 2, w, h};
    if (!grid.free(box)) continue;
    grid.take(box);
    return lines.forEach((line, i) => haloText(ctx, line, x, y - h / 2 + size * 1.4 * (i + 0.5)));
  }
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
    if (!body?.connected || (near.lit && !(near.lit.has(edge.from) && near.lit.has(edge.to) && touches(edge.from, edge.to)))) continue;
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
