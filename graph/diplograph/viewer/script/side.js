// ---- The legend, which filters ---------------------------------------------------------------------------------------

function kindIcon(kind, size = 18) {
  const shape = SHAPES[kind] ?? SHAPES.Organization;
  return svg("svg", {viewBox: "-1.4 -1.4 2.8 2.8", width: size, height: size, "aria-hidden": "true", class: "icon-" + kind.toLowerCase()},
    svg("path", {d: shape.d, class: "shape"}),
    shape.icon ? svg("path", {d: shape.icon, fill: shape.ink}) : null);
}

function lineIcon(line) {
  const dashes = DASHES[line];
  return svg("svg", {viewBox: "0 0 44 12", width: 44, height: 12, "aria-hidden": "true", class: "line " + line.toLowerCase()},
    svg("path", {d: "M2 6H42", "stroke-dasharray": dashes ? dashes.join(" ") : null, "stroke-width": 2.4}),
    line === "Negated" ? svg("path", {d: "M16 11L22 1M22 11L28 1", "stroke-width": 2}) : null);
}

function tally(items, keyOf) {
  const counts = new Map();
  for (const item of items) { const k = keyOf(item); if (k != null) counts.set(k, (counts.get(k) ?? 0) + 1); }
  return counts;
}

let sideDrawn = "", counted = null;

// Counts are of everything there is: a filter that is off must still say what it would bring.
function countAll() {
  return counted ??= {
    kind: tally(G.nodes.filter(n => n.claims.length || n.spoken.length), n => n.kind),
    line: tally(G.claims, c => c.line),
    predicate: tally(G.claims, c => c.predicate),
    stage: tally(G.nodes.filter(n => n.kind === "Agreement" && n.claims.length), n => stageOf(n) ?? "none"),
    speaker: tally(G.claims, c => c.speaker ?? -1),
    source: tally(G.claims.flatMap(c => [...new Set(c.evidence.map(e => sourceOf(G.documents[e.doc])))]), s => s),
    lonely: G.nodes.filter(n => !n.claims.length).length,
  };
}

function drawFilters() {
  const now = JSON.stringify([S.off, S.speaker, S.source, S.lonely, S.overview, S.open, S.top, lang]);
  if (now === sideDrawn) return;
  const focused = document.activeElement?.id, open = new Set([...$("side").querySelectorAll("details[open]")].map(d => d.id));
  const fresh = !sideDrawn;
  sideDrawn = now;
  const counts = countAll();
  $("side").replaceChildren(...[
    el("h2", {class: "unseen"}, t("filters")),
    filterList("kind", KINDS.filter(k => counts.kind.get(k)), counts.kind, k => [kindIcon(k), t("kind." + k)], true),
    filterList("line", LINES.filter(l => counts.line.get(l)), counts.line, l => [lineIcon(l), t("line." + l)], true),
    filterList("stage", [...STAGES, "none"].filter(s => counts.stage.get(s)), counts.stage,
      s => [el("span", {class: "sign", "aria-hidden": "true"}, STAGE_SIGN[s] ?? ""), t("stage." + s)], innerWidth > 700),
    filterList("predicate", [...counts.predicate.keys()].sort((a, b) => counts.predicate.get(b) - counts.predicate.get(a)),
      counts.predicate, p => [relation(p)], false),
    chooser("speaker", counts.speaker, i => i < 0 ? t("article") : label(G.nodes[i])),
    chooser("source", counts.source, s => s),
    communityList(),
    scaleChoices(counts),
    el("p", {class: "act"}, button(t("reset"), everything, {id: "reset"})),
  ].filter(Boolean));
  if (!fresh) for (const details of $("side").querySelectorAll("details")) details.open = open.has(details.id);
  if (focused) $(focused)?.focus({preventScroll: true});
}

function filterList(name, items, counts, show, open) {
  if (!items.length) return null;
  const row = item => {
    const id = `f-${name}-${item}`;
    return el("li", {}, el("label", {for: id},
      el("input", {type: "checkbox", id, checked: !S.off[name].includes(item), onchange: () => change(s => toggle(s.off[name], item))}),
      el("span", {class: "what"}, show(item)), el("span", {class: "n"}, number(counts.get(item)))));
  };
  const all = S.off[name].length > 0;
  return el("details", {id: "d-" + name, open}, el("summary", {}, t("by." + name)),
    el("ul", {class: "filter"}, items.map(row)),
    el("p", {class: "act"},
      all ? button(t("all"), () => change(s => { s.off[name] = []; }), {id: `all-${name}`}) :
        items.length > 2 ? button(t("none"), () => change(s => { s.off[name] = [...items]; }), {id: `none-${name}`}) : null));
}

function chooser(name, counts, show) {
  if (counts.size < 2) return null;
  const items = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 400);
  const select = el("select", {id: "f-" + name, onchange: event => change(s => { s[name] = event.target.value === "" ? null : items[Number(event.target.value)]; })},
    el("option", {value: ""}, t("any")),
    items.map((item, n) => el("option", {value: n, selected: S[name] === item}, isolate(shorten(String(show(item)), 40)) + " (" + number(counts.get(item)) + ")")));
  return el("p", {class: "choose"}, el("label", {for: "f-" + name}, t("by." + name)), select);
}

// The circles of the overview, for those who do not click on a drawing.
function communityList() {
  if (!S.overview) return null;
  return el("details", {id: "d-community"}, el("summary", {}, t("by.community")),
    el("ul", {class: "filter"}, G.bubbles.map(bubble => {
      const id = "f-community-" + bubble.community;
      return el("li", {}, el("label", {for: id},
        el("input", {type: "checkbox", id, checked: S.open.includes(bubble.community), onchange: () => openCommunity(bubble.community)}),
        el("span", {class: "what"}, bdi(shorten(bubble.top.map(nameOf).join(t("comma") + " "), 60))), el("span", {class: "n"}, number(bubble.count))));
    })));
}

function scaleChoices(counts) {
  const box = (id, text, on, how) => el("label", {for: id}, el("input", {type: "checkbox", id, checked: on, onchange: () => change(how)}), el("span", {class: "what"}, text));
  return el("div", {class: "scale"},
    PAGE.overview ? box("f-overview", t("overview"), S.overview, s => { s.overview = !s.overview; s.open = []; }) : null,
    counts.lonely ? box("f-lonely", t("lonely", {n: number(counts.lonely)}), S.lonely, s => { s.lonely = !s.lonely; }) : null);
}
