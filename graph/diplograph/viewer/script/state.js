// ---- What the reader has chosen: filters, picks, pins; with undo, redo and the address ------------------------------

const NOTHING = {
  overview: PAGE.overview, top: PAGE.top, lonely: false, more: [], hidden: [], only: null, open: [], pins: {},
  off: {kind: [], line: [], predicate: [], stage: []}, speaker: null, source: null,
  time: null, undated: true, path: null, select: null,
};
const clone = value => JSON.parse(JSON.stringify(value));

let S = clone(NOTHING);
let view = "graph";
const undone = [], done = [];

// Every change goes through here, so that it can be taken back.
function change(how, {keep = true} = {}) {
  const before = clone(S);
  how(S);
  if (keep && JSON.stringify(before) !== JSON.stringify(S)) {
    done.push(before);
    if (done.length > 100) done.shift();
    undone.length = 0;
  }
  refresh();
}

function undo() { if (done.length) { undone.push(clone(S)); S = done.pop(); refresh(); say(t("undone")); } }
function redo() { if (undone.length) { done.push(clone(S)); S = undone.pop(); refresh(); say(t("redone")); } }

const toggle = (list, item) => {
  const at = list.indexOf(item);
  if (at < 0) list.push(item); else list.splice(at, 1);
};

// ---- What follows from it: which claims, nodes and groups of claims are shown

const D = {on: [], groups: [], drawn: new Set(), hidden: new Set(), places: new Map()};

function claimIsOn(claim, off) {
  if (off.line.has(claim.line) || off.predicate.has(claim.predicate)) return false;
  if (S.speaker !== null && (claim.speaker ?? -1) !== S.speaker) return false;
  if (S.source !== null && !claim.evidence.some(e => sourceOf(G.documents[e.doc]) === S.source)) return false;
  if (S.time) return claim.time ? claim.time.to >= S.time[0] && claim.time.from <= S.time[1] : S.undated;
  return true;
}

const sourceOf = doc => doc.publisher || t("nosource");

function derive() {
  const off = Object.fromEntries(Object.entries(S.off).map(([name, list]) => [name, new Set(list)]));
  const narrowed = off.line.size || off.predicate.size || S.speaker !== null || S.source !== null || S.time;
  D.hidden = new Set(S.hidden);
  const only = S.only && new Set(S.only);
  const allowed = G.nodes.map(node => !D.hidden.has(node.i) && !off.kind.has(node.kind) && (!only || only.has(node.i)) &&
    !(node.kind === "Agreement" && off.stage.has(stageOf(node) ?? "none")));
  const live = new Uint8Array(G.nodes.length);
  const groups = new Map();
  for (const claim of G.claims) {
    claim.on = claimIsOn(claim, off);
    if (!claim.on || !allowed[claim.s] || !allowed[claim.o]) continue;
    live[claim.s] = live[claim.o] = 1;
    if (claim.s === claim.o) continue;
    const name = pairKey(claim.s, claim.o) + "-" + claim.line;
    const group = groups.get(name);
    const forward = claim.directed && claim.s < claim.o, back = claim.directed && claim.s > claim.o;
    if (group) { group.count++; group.forward ||= forward; group.back ||= back; }
    else groups.set(name, {
      id: name, a: Math.min(claim.s, claim.o), b: Math.max(claim.s, claim.o), line: claim.line, count: 1, forward, back,
    });
  }
  const asked = new Set([...S.more, ...(S.only ?? []), ...(S.path ?? [])]);
  D.on = G.nodes.map(node => allowed[node.i] && (!!live[node.i] || asked.has(node.i) ||
    (node.claims.length === 0 && S.lonely && !narrowed)));
  D.groups = [...groups.values()];
  D.places = S.only ? starPlaces(S.only.filter(isOn)) : new Map();
  D.drawn = chooseDrawn(asked);
}

const isOn = i => !!D.on[i];

// In focus the first stands in the middle and the others on rings around it, each in the direction it came from.
function starPlaces([centre, ...others]) {
  const places = new Map();
  if (centre === undefined) return places;
  const {x, y} = G.nodes[centre], angle = i => Math.atan2(G.nodes[i].y - y, G.nodes[i].x - x);
  places.set(centre, [x, y]);
  for (let ring = 0, rest = [...others].sort((a, b) => a - b); rest.length; ring++) {
    const radius = 230 + 170 * ring, room = Math.floor(2 * Math.PI * radius / 130);
    const here = rest.splice(0, room).sort((a, b) => angle(a) - angle(b)), start = angle(here[0]);
    here.forEach((i, n) => {
      const turn = start + 2 * Math.PI * n / here.length;
      places.set(i, [Math.round(x + 1.25 * radius * Math.cos(turn)), Math.round(y + radius * Math.sin(turn))]);
    });
  }
  return places;
}

// Which nodes vis draws: the best known, those asked for, and the members of opened communities.
function chooseDrawn(asked) {
  const drawn = new Set();
  const limit = S.overview ? 0 : S.only ? G.nodes.length : S.top;
  for (const node of G.nodes) if (isOn(node.i)) {
    if (drawn.size >= limit) break;
    drawn.add(node.i);
  }
  for (const community of S.open) {
    let room = 120;
    for (const node of G.members?.get(community) ?? []) if (isOn(node.i) && room-- > 0) drawn.add(node.i);
  }
  for (const i of asked) if (isOn(i)) drawn.add(i);
  return drawn;
}

function refresh() {
  if (G.whole) {
    derive();
    drawScene();
    drawFilters();
    drawTime();
    drawTable();
    drawPanel();
  }
  drawBar();
  writeHash();
}

// ---- The address: what is chosen can be sent as a link

const idsOf = list => list.map(i => G.nodes[i]?.id).filter(Boolean);
const numbersOf = ids => (Array.isArray(ids) ? ids : []).map(id => G.byId.get(id)?.i).filter(i => i !== undefined);

// Positions in the file change with every build, ids do not: the saved form holds ids.
function portable(state) {
  const pins = Object.entries(state.pins).map(([i, at]) => [G.nodes[i]?.id, at]).filter(([id]) => id);
  return {
    ...clone(state), more: idsOf(state.more), hidden: idsOf(state.hidden), only: state.only && idsOf(state.only),
    path: state.path && idsOf(state.path), speaker: state.speaker === null ? null : state.speaker < 0 ? "" : G.nodes[state.speaker].id,
    pins: Object.fromEntries(pins),
    select: state.select && {...state.select, ids: idsOf(state.select.nodes ?? []), nodes: undefined},
  };
}

function unportable(saved) {
  const list = (value, allowed) => (Array.isArray(value) ? value : []).filter(item => typeof item === "string" && (!allowed || allowed.includes(item)));
  const state = clone(NOTHING);
  const off = saved.off ?? {};
  state.off = {kind: list(off.kind, KINDS), line: list(off.line, LINES), predicate: list(off.predicate), stage: list(off.stage)};
  for (const name of ["overview", "lonely", "undated"]) if (typeof saved[name] === "boolean") state[name] = saved[name];
  if (Number.isInteger(saved.top) && saved.top > 0) state.top = Math.min(saved.top, 3000);
  state.more = numbersOf(saved.more);
  state.hidden = numbersOf(saved.hidden);
  state.open = (Array.isArray(saved.open) ? saved.open : []).filter(Number.isInteger);
  if (Array.isArray(saved.only)) state.only = numbersOf(saved.only);
  if (Array.isArray(saved.path)) state.path = numbersOf(saved.path);
  if (typeof saved.speaker === "string") state.speaker = saved.speaker ? G.byId.get(saved.speaker)?.i ?? null : -1;
  if (typeof saved.source === "string") state.source = saved.source;
  if (Array.isArray(saved.time) && saved.time.length === 2 && saved.time.every(Number.isFinite)) state.time = saved.time;
  for (const [id, at] of Object.entries(saved.pins ?? {}))
    if (G.byId.has(id) && Array.isArray(at) && at.length === 2 && at.every(Number.isFinite)) state.pins[G.byId.get(id).i] = at;
  state.select = state.path?.length > 1 && saved.select?.type === "path" ? {type: "path", nodes: []} : selection(saved.select);
  return state;
}

function selection(saved) {
  const nodes = numbersOf(saved?.ids);
  if (saved?.type === "node" && nodes.length === 1) return {type: "node", nodes};
  if (saved?.type === "pair" && nodes.length === 2) return {type: "pair", nodes};
  return null;
}

let hashTimer = 0;

function writeHash() {
  if (!G.whole) return;
  clearTimeout(hashTimer);
  hashTimer = setTimeout(() => {
    const now = portable(S), plain = portable(NOTHING);
    const kept = Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(plain[name])));
    const parts = new URLSearchParams();
    parts.set("lang", lang);
    if (view !== "graph") parts.set("view", view);
    if (Object.keys(kept).length) parts.set("state", JSON.stringify(kept));
    const camera = cameraText();
    if (camera) parts.set("camera", camera);
    try { history.replaceState(null, "", "#" + parts); } catch { /* some browsers refuse it for local files */ }
  }, 150);
}

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (parts.get("entity")) return openEntity(parts.get("entity"));
  try { S = unportable(JSON.parse(parts.get("state") ?? "{}")); } catch { S = clone(NOTHING); }
  if (parts.get("view") === "table") view = "table";
  return parts.get("camera");
}

// "#entity=country/IR" is the short form that other pages link to.
function openEntity(id) {
  const node = G.byId.get(id);
  if (node) { S.select = {type: "node", nodes: [node.i]}; S.more = [node.i]; }
  return null;
}
