// ---- Tools above, the bar below them, and the keyboard ---------------------------------------------------------------

const TOOLS = {
  undo, redo, view: () => setView(view === "graph" ? "table" : "graph"), keep: () => dialog(t("keep"), keepChoices()),
  theme: () => switchTheme(), lang: () => switchLanguage(), help: () => showHelp(),
};

// Drawn, not typed: fonts differ in what signs they have.
const ICONS = {
  undo: "M9 6L5 10L9 14M5 10H14A5 5 0 0 1 14 20H9", redo: "M15 6L19 10L15 14M19 10H10A5 5 0 0 0 10 20H15",
  totable: "M4 5H20V19H4ZM4 10H20M4 14.5H20M10 5V19", tograph: "M7 8L17 6M7 9L12 17M17 8L13 17M4 7.5A2 2 0 1 0 8 7.5A2 2 0 1 0 4 7.5M16 6A2 2 0 1 0 20 6A2 2 0 1 0 16 6M10.5 18.5A2 2 0 1 0 14.5 18.5A2 2 0 1 0 10.5 18.5",
  keep: "M12 4V14M8 10.5L12 14.5L16 10.5M5 17V20H19V17", theme: "M12 4A8 8 0 1 0 12 20A8 8 0 1 0 12 4M12 4V20M12 8H17M12 12H20M12 16H17",
  help: "M8.5 9A3.5 3.5 0 1 1 13.5 12Q12 12.8 12 14.5M12 18V18.2", menu: "M4 7H20M4 12H20M4 17H20", close: "M6 6L18 18M18 6L6 18",
  zoomin: "M12 5V19M5 12H19", zoomout: "M5 12H19", fit: "M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15", play: "M8 5L19 12L8 19Z", pause: "M8 5V19M16 5V19",
};
const icon = name => svg("svg", {viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", class: "sketch"}, svg("path", {d: ICONS[name]}));

function drawTools() {
  const focused = document.activeElement?.id;
  $("menu").replaceChildren(icon("menu"));
  $("tools").replaceChildren(...Object.entries(TOOLS).map(([name, act]) => {
    if (name === "lang") return button(t("tool.lang"), act, {id: "tool-lang", lang: lang === "fa" ? "en" : "fa"});
    const sign = name === "view" ? (view === "graph" ? "totable" : "tograph") : name, text = t(name === "view" ? sign : "tool." + name);
    return button(icon(sign), act, {id: "tool-" + name, class: "icon", "aria-label": text, title: text});
  }));
  $("zoom").replaceChildren(...[["zoomin", () => zoomBy(1.4)], ["zoomout", () => zoomBy(1 / 1.4)], ["fit", () => fitAll()]]
    .map(([name, act]) => button(icon(name), act, {id: "tool-" + name, class: "icon", "aria-label": t(name), title: t(name)})));
  if (focused) $(focused)?.focus({preventScroll: true});
}

function keepChoices() {
  const choice = (text, act) => el("li", {}, button(t(text), () => { $("dialog").close(); act(); }));
  return el("ul", {class: "choices"},
    location.protocol === "about:" ? null : // in a notebook's cell there is no address to send
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
    if (ahead <= 0.3) continue;
    const cost = far / ahead ** 3;
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
  "+": () => zoomBy(1.4), "=": () => zoomBy(1.4), "-": () => zoomBy(1 / 1.4), 0: () => fitAll(), Home: () => stand(D.on.indexOf(true)),
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
