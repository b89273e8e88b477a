// ---- Finding: search as you type, and the acts that bring things into view ------------------------------------------

const INDEX = {names: [], quotes: null};

function indexNames() {
  INDEX.names = G.nodes.map(node => {
    const texts = [...new Set([...Object.values(node.labels), ...node.names, node.letters, node.id].filter(Boolean))];
    return texts.map(text => [squash(text), text]);
  });
}

function indexQuotes() {
  if (INDEX.quotes) return;
  INDEX.quotes = G.sentences.map(squash);
  INDEX.claimOf = new Map();
  for (const claim of G.claims) for (const e of claim.evidence) if (!INDEX.claimOf.has(e.sentence)) INDEX.claimOf.set(e.sentence, claim);
}

// How well a name answers: 0 is the name itself, then its beginning, then anywhere inside.
const fit = (name, query) => name === query ? 0 : name.startsWith(query) ? 1 : name.includes(query) ? 2 : 9;

function findNames(text, most = 8) {
  const query = squash(text);
  if (!query || !G.whole) return [];
  const hits = [];
  INDEX.names.forEach((names, i) => {
    let best = 9, shown = "";
    for (const [name, original] of names) {
      const score = fit(name, query);
      if (score < best) { best = score; shown = original; }
    }
    if (best < 9) hits.push({i, best, shown});
  });
  return hits.sort((a, b) => a.best - b.best || a.i - b.i).slice(0, most);
}

function findQuotes(text, most = 5) {
  const query = squash(text);
  if (query.length < 3 || !G.whole) return [];
  indexQuotes();
  const hits = [];
  for (let i = 0; i < INDEX.quotes.length && hits.length < most; i++)
    if (INDEX.quotes[i].includes(query) && INDEX.claimOf.has(i)) hits.push({claim: INDEX.claimOf.get(i), sentence: i});
  return hits;
}

let hits = [], marked = -1;

function search() {
  const text = $("search").value;
  hits = [
    ...findNames(text).map(hit => ({...hit, open: () => { go(hit.i); }})),
    ...findQuotes(text).map(hit => ({...hit, open: () => pickClaim(hit.claim)})),
  ];
  marked = hits.length ? 0 : -1;
  drawHits(text);
}

function drawHits(text) {
  const list = $("hits");
  list.replaceChildren(...hits.map((hit, n) => el("li", {
    id: "hit-" + n, role: "option", "aria-selected": n === marked, onmousedown: event => { event.preventDefault(); openHit(n); },
  }, hit.claim ? quoteHit(hit) : nameHit(hit))));
  if (squash(text) && !hits.length) list.replaceChildren(el("li", {class: "none", role: "option", "aria-disabled": "true"}, t("nohits")));
  list.hidden = !squash(text);
  $("search").setAttribute("aria-expanded", String(!list.hidden));
  markHit(marked);
}

function nameHit({i, shown}) {
  const node = G.nodes[i], name = label(node);
  return [kindIcon(node.kind), el("span", {}, bdi(name)), shown !== name ? el("span", {class: "other"}, bdi(shown)) : null,
    el("span", {class: "kind"}, t("kind." + node.kind))];
}

function quoteHit({claim, sentence}) {
  return [el("span", {class: "quote", dir: "auto", lang: languageOf(claim)}, el("q", {}, shorten(G.sentences[sentence], 110))), el("span", {class: "kind"}, t("quote"))];
}

function markHit(n) {
  marked = n;
  [...$("hits").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === n)));
  $("hits").children[n]?.scrollIntoView({block: "nearest"});
  if (n >= 0) $("search").setAttribute("aria-activedescendant", "hit-" + n); else $("search").removeAttribute("aria-activedescendant");
}

function openHit(n) {
  const hit = hits[n];
  closeHits();
  hit?.open();
}

function closeHits() {
  $("hits").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function searchKey(event) {
  if (event.key === "Enter") { if ($("hits").hidden) search(); openHit(Math.max(0, marked)); }
  else if (event.key === "Escape") { if ($("hits").hidden) return; closeHits(); }
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!hits.length) return;
    if ($("hits").hidden) search();
    markHit((marked + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
  } else return;
  event.preventDefault();
}

// ---- Acts

let pathFrom = null, keyboardAt = null;

function pick(i) {
  if (pathFrom !== null && pathFrom !== i) return showPath(pathFrom, i);
  change(s => {
    s.select = {type: "node", nodes: [i]};
    // In the overview a thing comes with its neighbours: alone it would say nothing.
    const wanted = s.overview ? [i, ...neighbours(i).slice(0, 30)] : [i];
    if (!D.drawn.has(i)) s.more = [...new Set([...s.more, ...wanted])];
    if (s.only && !s.only.includes(i)) s.only.push(i);
  }, {keep: false});
  keyboardAt = i;
  openPanel();
  keepInSight(i);
  say(label(G.nodes[i]) + ", " + t("kind." + G.nodes[i].kind));
}

function pickPair(a, b) {
  change(s => { s.select = {type: "pair", nodes: [a, b]}; }, {keep: false});
  openPanel();
}

// Coming from search, a list or a link: make sure that it is shown, and look there.
function go(i) {
  unhide(i);
  if (pathFrom !== null && pathFrom !== i) return showPath(pathFrom, i);
  pick(i);
  if (view === "graph") lookAt(i, {closer: true});
}

function pickClaim(claim) {
  change(s => {
    for (const i of [claim.s, claim.o]) if (!D.drawn.has(i) && !s.more.includes(i)) s.more.push(i);
    s.select = claim.s === claim.o ? {type: "node", nodes: [claim.s]} : {type: "pair", nodes: [claim.s, claim.o]};
  }, {keep: false});
  openPanel();
  fitTo([claim.s, claim.o]);
  const card = document.querySelector(`[data-claim="${CSS.escape(claim.id)}"]`);
  card?.classList.add("found");
  card?.closest("details")?.setAttribute("open", "");
  card?.scrollIntoView({block: "center"});
}

function unhide(i) {
  const node = G.nodes[i];
  if (isOn(i)) return;
  change(s => {
    s.hidden = s.hidden.filter(j => j !== i);
    s.off.kind = s.off.kind.filter(kind => kind !== node.kind);
    if (node.kind === "Agreement") s.off.stage = s.off.stage.filter(stage => stage !== (stageOf(node) ?? "none"));
    if (!s.more.includes(i)) s.more.push(i);
    if (s.only && !s.only.includes(i)) s.only.push(i);
  });
}

function expand(i) {
  const hidden = new Set(S.hidden);
  const found = [...new Set(G.nodes[i].claims.filter(c => c.on).map(c => other(c, i)))].sort((a, b) => a - b)
    .filter(j => j !== i && (!D.drawn.has(j) || hidden.has(j))).slice(0, 40);
  change(s => {
    s.hidden = s.hidden.filter(j => !found.includes(j));
    s.more = [...new Set([...s.more, i, ...found])];
    if (s.only) s.only = [...new Set([...s.only, i, ...found])];
  });
  fitTo([i, ...neighbours(i)]);
  say(t("expanded", {n: number(found.length)}));
}

function focusOn(i, depth = 1) {
  let all = new Set([i]);
  for (let step = 0; step < depth; step++) all = new Set([...all, ...[...all].flatMap(neighbours)]);
  change(s => { s.only = [...all].slice(0, 400); s.select = {type: "node", nodes: [i]}; });
  fitTo([...all]);
}

function hide(i) {
  change(s => {
    s.hidden = [...new Set([...s.hidden, i])];
    s.more = s.more.filter(j => j !== i);
    if (s.select?.nodes.includes(i)) s.select = null;
    s.path = null;
  });
  keyboardAt = null;
  say(t("hidden", {name: label(G.nodes[i])}));
}

function showPath(from, to) {
  pathFrom = null;
  const path = shortestPath(from, to);
  if (!path) { drawBar(); say(t("nopath")); notice(t("nopath")); return; }
  notice("");
  change(s => { s.path = path; s.select = {type: "path", nodes: []}; });
  openPanel();
  fitTo(path);
}

function openCommunity(community) {
  change(s => { toggle(s.open, community); });
  fitTo(G.members.get(community).map(node => node.i));
}

function everything() {
  change(s => { Object.assign(s, clone(NOTHING), {pins: s.pins}); });
  pathFrom = null;
  fitAll();
}
