// ---- Shapes and colours of things ------------------------------------------------------------------------------------

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
  for (const name of ["ground", "text", "halo", "line", "faint", "mark", "struck", "rim", ...KINDS])
    paint[name] = style.getPropertyValue("--" + name.toLowerCase()).trim();
}

// ---- Nodes

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
  ctx.lineWidth = (selected ? 5 : 1.2) / r;
  ctx.strokeStyle = selected ? paint.mark : paint.rim;
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
