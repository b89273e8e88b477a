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
