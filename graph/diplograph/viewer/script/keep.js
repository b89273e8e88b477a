// ---- Keeping and sharing: layout, picture, table, query -------------------------------------------------------------

function download(name, type, parts) {
  const url = URL.createObjectURL(new Blob(parts, {type}));
  const anchor = el("a", {href: url, download: name});
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function savePng() {
  const from = $("canvas").querySelector("canvas"), picture = document.createElement("canvas");
  picture.width = from.width;
  picture.height = from.height;
  const ctx = picture.getContext("2d");
  ctx.fillStyle = paint.ground;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(from, 0, 0);
  picture.toBlob(blob => blob && download("diplograph.png", "image/png", [blob]));
}

// Paper gets a picture: the canvas would have to be drawn anew at its size.
function beforePrint() {
  if (view === "graph") $("print").src = $("canvas").querySelector("canvas").toDataURL();
}

// The drawing as SVG: the nodes and edges that vis carries, at their places.
function svgText() {
  const nodes = [...D.drawn].map(i => ({node: G.nodes[i], at: at(i)})), bubbles = shownBubbles();
  const corners = [...nodes.map(n => [...n.at, 0]), ...bubbles.map(b => [b.x, b.y, b.size])];
  const [x, y] = [0, 1].map(k => Math.min(...corners.map(c => c[k] - c[2]), Infinity)), pad = 90;
  const [w, h] = [0, 1].map(k => Math.max(...corners.map(c => c[k] + c[2]), -Infinity) - [x, y][k] + 2 * pad);
  const box = corners.length ? [x - pad, y - pad, w, h] : [0, 0, 2 * pad, 2 * pad];
  const picture = svg("svg", {xmlns: SVG, viewBox: box.join(" "), width: box[2], height: box[3], "font-family": FONT});
  picture.append(svg("title", {}, clean(PAGE.title)), svg("rect", {x: box[0], y: box[1], width: box[2], height: box[3], fill: paint.ground}));
  for (const g of D.groups) if (D.drawn.has(g.a) && D.drawn.has(g.b)) picture.append(svgEdge(g));
  for (const bubble of bubbles) picture.append(svgBubble(bubble));
  for (const {node, at: [nx, ny]} of nodes.reverse()) picture.append(svgNode(node, nx, ny));
  return new XMLSerializer().serializeToString(picture);
}

function svgBubble({x, y, size, community, count, top}) {
  const colour = RINGS[community % RINGS.length], font = Math.max(14, size * 0.2);
  return svg("g", {transform: `translate(${x} ${y})`},
    svg("path", {d: SHAPES.Community.d, transform: `scale(${size})`, fill: colour, "fill-opacity": 0.16, stroke: colour, "stroke-width": 2 / size}),
    ...[...top.map(labels => shorten(clean(nameOf(labels)), 22)), number(count)].map((text, n, all) =>
      svg("text", {"text-anchor": "middle", y: (n - (all.length - 1) / 2) * font * 1.4, dy: ".35em", "font-size": font, direction: "ltr", fill: paint.text}, isolate(text))));
}

function svgEdge({a, b, line, count}) {
  const [ax, ay] = at(a), [bx, by] = at(b), mx = (ax + bx) / 2, my = (ay + by) / 2;
  const stroke = line === "Negated" ? paint.struck : paint.line;
  return svg("g", {stroke, "stroke-width": Math.min(6, 1.2 + 0.7 * Math.log2(count))},
    svg("path", {d: `M${ax} ${ay}L${bx} ${by}`, "stroke-dasharray": DASHES[line] ? DASHES[line].join(" ") : null}),
    line === "Negated" ? svg("path", {d: `M${mx - 8} ${my - 8}L${mx + 8} ${my + 8}M${mx - 8} ${my + 8}L${mx + 8} ${my - 8}`}) : null,
    svg("title", {}, clean(`${label(G.nodes[a])} – ${label(G.nodes[b])}: ${count}`)));
}

function svgNode(node, x, y) {
  const shape = SHAPES[node.kind] ?? SHAPES.Organization, r = node.size, sign = signOf(node);
  return svg("g", {transform: `translate(${x} ${y})`},
    svg("path", {d: shape.d, transform: `scale(${r})`, fill: paint[node.kind], stroke: paint.rim, "stroke-width": 1.2 / r}),
    sign ? svg("text", {"text-anchor": "middle", dy: ".35em", "font-size": r * Math.min(1.05, 2.3 / (sign.length + 0.6)), "font-weight": 700, fill: shape.ink}, clean(sign)) :
      shape.icon ? svg("path", {d: shape.icon, transform: `scale(${r})`, fill: shape.ink}) : null,
    svg("text", {"text-anchor": "middle", y: r + 15, "font-size": 13, direction: "ltr", fill: paint.text, stroke: paint.halo, "stroke-width": 3, "paint-order": "stroke"},
      isolate(shorten(clean(label(node))))));
}

// What XML may not hold.
const clean = text => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ");

// A cell that a spreadsheet would run is made plain text.
function csvCell(value) {
  const text = String(value ?? "").replace(/\r\n?|\n/g, " ");
  const tame = /^[\s\u0000-\u001f\u200b-\u200f\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/.test(text) || /^[\t\r]/.test(text) ? "'" + text : text;
  return '"' + tame.replaceAll('"', '""') + '"';
}

function csvText() {
  const head = ["claim", "subject", "subject_name", "predicate", "object", "object_name", "modality", "negated", "speaker", "date", "place", "mode", "quote", "document", "title", "issued", "publisher", "url"];
  const rows = shownClaims().flatMap(c => c.evidence.map(e => {
    const d = G.documents[e.doc], quote = G.sentences[e.sentence].slice(e.start, e.start + e.length);
    return [iriOf("claim/" + c.id), G.nodes[c.s].id, label(G.nodes[c.s]), c.predicate, G.nodes[c.o].id, label(G.nodes[c.o]), c.modality, c.negated,
      c.speaker == null ? "" : label(G.nodes[c.speaker]), c.date, c.place == null ? "" : label(G.nodes[c.place]), c.mode, quote, d.identifier ?? d.id, d.title, d.issued, d.publisher, d.url];
  }));
  return "\ufeff" + [head, ...rows].map(row => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function saveLayout() {
  download("diplograph-layout.json", "application/json", [JSON.stringify({diplograph: "layout", version: 1, state: portable(S)}, null, 1)]);
}

function loadLayout() {
  const input = el("input", {type: "file", accept: ".json,application/json", onchange: async () => {
    try {
      const saved = JSON.parse(await input.files[0].text());
      if (saved?.diplograph !== "layout" || typeof saved.state !== "object") throw new Error();
      const state = unportable(saved.state);
      change(s => Object.assign(s, state));
      fitAll();
      say(t("loaded"));
    } catch { notice(t("badlayout")); }
  }});
  input.click();
}

// ---- The query that gives what is shown

const iri = id => "<" + iriOf(id) + ">";
const literal = text => '"' + String(text).replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f]/g, " ") + '"';
const term = name => /^\w+$/.test(name) ? "dg:" + name : "<" + PAGE.ns + encodeURIComponent(name) + ">";

function sparql() {
  const lines = [];
  const on = G.nodes.filter(node => isOn(node.i));
  if (S.select?.type === "node") lines.push(`  VALUES ?thing { ${iri(G.nodes[S.select.nodes[0]].id)} }`, "  FILTER(?thing IN (?subject, ?object))");
  else if (S.select?.type === "pair") {
    const both = S.select.nodes.map(i => iri(G.nodes[i].id)).join(", ");
    lines.push(`  FILTER(?subject IN (${both}) && ?object IN (${both}))`);
  } else if (on.length < G.nodes.length && on.length <= 400) {
    const values = on.map(node => iri(node.id)).join(" ");
    lines.push(`  VALUES ?subject { ${values} }`, `  VALUES ?object { ${values} }`);
  }
  for (const kind of S.off.kind) lines.push(`  FILTER NOT EXISTS { ?subject a ${term(kind)} }`, `  FILTER NOT EXISTS { ?object a ${term(kind)} }`);
  for (const stage of S.off.stage) if (stage !== "none")
    lines.push(`  FILTER NOT EXISTS { ?subject dg:status ${term(stage)} }`, `  FILTER NOT EXISTS { ?object dg:status ${term(stage)} }`);
  if (S.off.predicate.length) lines.push(`  FILTER(?predicate NOT IN (${S.off.predicate.map(term).join(", ")}))`);
  const modalities = S.off.line.filter(line => line !== "Negated");
  if (modalities.length) lines.push(`  FILTER(?negated || ?modality NOT IN (${modalities.map(term).join(", ")}))`);
  if (S.off.line.includes("Negated")) lines.push("  FILTER(!?negated)");
  if (S.speaker !== null) lines.push(S.speaker < 0 ? "  FILTER(!BOUND(?speaker))" : `  FILTER(?speaker = ${iri(G.nodes[S.speaker].id)})`);
  if (S.source !== null) lines.push(S.source === t("nosource") ? "  FILTER(!BOUND(?publisher))" : `  FILTER(STR(?publisher) = ${literal(S.source)})`);
  if (S.time) lines.push(...timeFilter());
  return `PREFIX dg: <${PAGE.ns}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>

SELECT DISTINCT ?claim ?subject ?predicate ?object ?modality ?negated ?speaker ?when ?quote ?document
WHERE {
  GRAPH ?any {
    ?claim a dg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      dg:modality ?modality ; dg:negated ?negated ; dg:evidence ?evidence .
    ?evidence oa:hasSource ?document ; oa:exact ?quote .
    OPTIONAL { ?claim dg:attributedTo ?speaker }
    OPTIONAL { ?claim dg:date ?date }
    OPTIONAL { ?claim dg:from ?from }
  }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:publisher ?publisher }
  BIND(STR(COALESCE(?date, ?from, ?issued)) AS ?when)
${lines.join("\n")}
}
ORDER BY ?when ?claim
`.replace(/\n\n}/, "\n}");
}

// Dates are prefixes: "2023-12" begins before "2023-12-05" and ends with it as far as text goes.
function timeFilter() {
  const [from, to] = S.time.map(time => isoOf(time, 10));
  const inside = `SUBSTR(${literal(from)}, 1, STRLEN(?when)) <= ?when && SUBSTR(?when, 1, 10) <= ${literal(to)}`;
  return [S.undated ? `  FILTER(!BOUND(?when) || (${inside}))` : `  FILTER(BOUND(?when) && ${inside})`];
}

function showQuery() {
  const text = sparql(), area = el("textarea", {readonly: true, dir: "ltr", rows: 20, spellcheck: "false", "aria-label": t("query")});
  area.value = text;
  dialog(t("query"), el("p", {class: "quiet"}, t("queryhint")), area, el("p", {class: "acts"}, button(t("copy"), event => copyText(text, event.target))));
}

function dialog(title, ...content) {
  const box = $("dialog");
  box.replaceChildren(el("h2", {id: "dialog-title"}, title), ...content,
    el("p", {class: "acts"}, button(t("close"), () => box.close(), {id: "dialog-close"})));
  box.showModal();
}
