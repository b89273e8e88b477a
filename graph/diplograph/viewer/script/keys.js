// ---- Tools above, the bar below them, and the keyboard ---------------------------------------------------------------

const TOOLS = [
  ["undo", "↶", undo], ["redo", "↷", redo],
  ["view", "▤", () => setView(view === "graph" ? "table" : "graph")],
  ["keep", "⤓", () => dialog(t("keep"), keepChoices())],
  ["theme", "◐", switchTheme],
  ["lang", "", switchLanguage],
  ["help", "?", showHelp],
];

function drawTools() {
  const focused = document.activeElement?.id;
  $("tools").replaceChildren(...TOOLS.map(([name, sign, act]) => {
    const text = name === "view" ? t(view === "graph" ? "totable" : "tograph") : t("tool." + name);
    return name === "lang" ? button(text, act, {id: "tool-lang", lang: lang === "fa" ? "en" : "fa"}) :
      button(sign, act, {id: "tool-" + name, class: "icon", "aria-label": text, title: text});
  }));
  $("zoom").replaceChildren(...[["zoomin", "+", () => zoomBy(1.4)], ["zoomout", "−", () => zoomBy(1 / 1.4)], ["fit", "⛶", fitAll]]
    .map(([name, sign, act]) => button(sign, act, {id: "tool-" + name, class: "icon", "aria-label": t(name), title: t(name)})));
  if (focused) $(focused)?.focus({preventScroll: true});
}

function keepChoices() {
  const choice = (text, act) => el("li", {}, button(t(text), () => { $("dialog").close(); act(); }));
  return el("ul", {class: "choices"},
    choice("keep.link", () => copyText(location.href, $("tool-keep").appendChild(el("span", {class: "unseen"})))),
    choice("keep.save", saveLayout), choice("keep.load", loadLayout),
    choice("keep.png", savePng), choice("keep.svg", () => download("diplograph.svg", "image/svg+xml", [svgText()])),
    choice("keep.csv", () => download("diplograph.csv", "text/csv;charset=utf-8", [csvText()])),
    choice("keep.sparql", showQuery), choice("keep.print", () => print()));
}

function showHelp() {
  const rows = t("keys").split("|").map(row => row.split("=").map(cell => cell.trim()));
  dialog(t("tool.help"), el("p", {}, t("how")), el("dl", {class: "facts"}, rows.map(([keys, what]) => [el("dt", {}, el("kbd", {dir: "ltr"}, keys)), el("dd", {}, what)])));
}

// What is going on that is not to be seen elsewhere, with the way out.
function drawBar() {
  const parts = [];
  if (pathFrom !== null) parts.push(bdi(t("pathpick", {name: label(G.nodes[pathFrom])})), button(t("cancel"), () => { pathFrom = null; drawBar(); }));
  if (S.only) parts.push(t("focused", {n: number(S.only.length)}), button(t("showall"), () => { change(s => { s.only = null; }); fitAll(); }));
  if (S.hidden.length) parts.push(t("nhidden", {n: number(S.hidden.length)}), button(t("unhide"), () => change(s => { s.hidden = []; })));
  if (S.open.length) parts.push(t("nopen", {n: number(S.open.length)}), button(t("closeall"), () => { change(s => { s.open = []; }); fitAll(); }));
  $("bar").replaceChildren(...parts);
  $("bar").hidden = !parts.length;
}

function drawEmpty() {
  const nothing = !G.nodes.length;
  $("empty").replaceChildren(el("h2", {}, t(nothing ? "emptytitle" : "filteredtitle")), el("p", {}, t(nothing ? "emptytext" : "filteredtext")),
    nothing ? "" : button(t("reset"), everything));
}

// ---- Walking the graph: an arrow goes to the neighbour that lies nearest to its direction

const DIRECTIONS = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

function walk(direction) {
  if (keyboardAt === null || !isOn(keyboardAt)) return stand(D.on.indexOf(true));
  const [x, y] = at(keyboardAt), [dx, dy] = DIRECTIONS[direction];
  let best = -1, least = Infinity;
  for (const i of neighbours(keyboardAt)) {
    const [ix, iy] = at(i), far = Math.hypot(ix - x, iy - y) || 1, ahead = ((ix - x) * dx + (iy - y) * dy) / far;
    if (ahead <= 0.35) continue;
    const cost = far * (2.2 - ahead);
    if (cost < least) { least = cost; best = i; }
  }
  if (best < 0) return say(t("noneighbour"));
  stand(best);
}

function stand(i) {
  if (i < 0) return;
  keyboardAt = i;
  if (!D.drawn.has(i)) change(s => { s.more.push(i); }, {keep: false});
  light(i);
  lookAt(i);
  const node = G.nodes[i];
  say(t("standing", {name: label(node), kind: t("kind." + node.kind), n: number(neighbours(i).length)}));
}

const GRAPH_KEYS = {
  Enter: () => keyboardAt !== null && (pick(keyboardAt), $("panel").focus()), " ": () => keyboardAt !== null && pick(keyboardAt),
  e: () => keyboardAt !== null && expand(keyboardAt), f: () => keyboardAt !== null && focusOn(keyboardAt),
  h: () => keyboardAt !== null && hide(keyboardAt), p: () => keyboardAt !== null && (pathFrom === null ? startPath(keyboardAt) : showPath(pathFrom, keyboardAt)),
  l: () => keyboardAt !== null && pin(keyboardAt), n: () => step(1), b: () => step(-1),
  "+": () => zoomBy(1.4), "=": () => zoomBy(1.4), "-": () => zoomBy(1 / 1.4), 0: fitAll, Home: () => stand(D.on.indexOf(true)),
  u: undo, r: redo, "/": () => $("search").focus(),
};

// From one to the next by rank, for those who walk without a direction.
function step(by) {
  const n = G.nodes.length;
  for (let k = 1, i = keyboardAt ?? -1; k <= n; k++) { i = (i + by + n) % n; if (isOn(i)) return stand(i); }
}

function graphKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
  if (DIRECTIONS[event.key]) walk(event.key);
  else if (GRAPH_KEYS[event.key]) GRAPH_KEYS[event.key]();
  else return;
  event.preventDefault();
}

function pageKey(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "z") { if (event.shiftKey) redo(); else undo(); event.preventDefault(); }
  else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "y") { redo(); event.preventDefault(); }
  else if (event.key === "Escape" && !$("dialog").open) {
    if (pathFrom !== null) { pathFrom = null; drawBar(); }
    else if ($("side").classList.contains("open")) toggleSide(false);
    else if (S.select && !typing) closePanel();
  }
}
