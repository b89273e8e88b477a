// ---- The graph: nodes, claims, documents, and who is linked with whom -----------------------------------------------

const KINDS = ["Country", "Official", "Organization", "Agreement", "Project", "Place", "Office"];
const LINES = ["Asserted", "Planned", "Hoped", "Conditional", "Negated"];
const STAGES = ["Proposed", "Negotiated", "Finalised", "Signed", "Ratified", "InForce",
  "Suspended", "Violated", "Withdrawn", "Terminated", "Rejected"];

const G = {nodes: [], claims: [], documents: [], sentences: [], discs: [], bubbles: [], byId: new Map(), whole: false};

// Before the data is read, the graph is what vis draws first.
function takeFirst() {
  for (const item of FIRST.nodes) {
    if (item.kind === "Community") { G.bubbles.push(item); continue; }
    G.nodes[item.id] = {
      i: item.id, id: item.entity, kind: item.kind, labels: item.labels, names: [], x: item.x, y: item.y,
      community: item.community, size: item.size, letters: item.letters, facts: item.facts, claims: [], spoken: [], around: [],
    };
  }
}

async function readData() {
  const holder = $("data");
  const text = holder.textContent;
  holder.textContent = "";
  if (holder.type === "application/json") return JSON.parse(text);
  if (typeof DecompressionStream === "undefined") throw new Error("DecompressionStream");
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function takeAll(data) {
  G.documents = data.documents.map(([id, title, issued, publisher, url, identifier, language], i) =>
    ({i, id, title: title || identifier || id, issued, publisher, url, identifier, language}));
  G.sentences = data.sentences;
  G.discs = data.discs;
  G.nodes = data.nodes.map(([id, kind, labels, names, x, y, community, size, letters, facts, wikidata, why], i) =>
    ({i, id, kind, labels, names, x, y, community, size, letters, facts, wikidata, why, claims: [], spoken: [], around: []}));
  G.byId = new Map(G.nodes.map(node => [node.id, node]));
  G.claims = data.claims.map(takeClaim);
  G.members = groupBy(G.nodes, node => node.community);
  G.whole = true;
}

function takeClaim(row, i) {
  const [id, s, predicate, o, modality, negated, speaker, place, office, mode, date, since, until, rule, evidence, resolved] = row;
  const claim = {
    i, id, s, predicate, o, modality, negated: !!negated, speaker, place, office, mode, date, since, until, rule, resolved,
    line: negated ? "Negated" : modality, stage: own(PAGE.stages, predicate), on: true,
    directed: !PAGE.symmetric.includes(predicate),
    evidence: evidence.map(([doc, sentence, start, length]) => ({doc, sentence, start, length})),
  };
  claim.when = date ?? since ?? claim.evidence.map(e => G.documents[e.doc].issued).find(Boolean) ?? null;
  claim.time = bounds(claim.when);
  G.nodes[s].claims.push(claim);
  if (o !== s) G.nodes[o].claims.push(claim);
  if (speaker != null) G.nodes[speaker].spoken.push(claim);
  for (const i of [place, office]) if (i != null) G.nodes[i].around.push(claim);
  return claim;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const k = keyOf(item);
    if (groups.has(k)) groups.get(k).push(item); else groups.set(k, [item]);
  }
  return groups;
}

const label = node => nameOf(node.labels);
const fact = (node, name) => node.facts?.find(pair => pair[0] === name)?.[1];
const stageOf = node => node.kind === "Agreement" ? fact(node, "status") : undefined;
const other = (claim, i) => claim.s === i ? claim.o : claim.s;
const pairKey = (a, b) => a < b ? a + "-" + b : b + "-" + a;

function neighbours(i) {
  const found = new Set();
  for (const claim of G.nodes[i].claims) if (claim.on) found.add(other(claim, i));
  found.delete(i);
  return [...found].filter(isOn).sort((a, b) => a - b);
}

// The shortest way over claims that are shown; among equals, over the better known.
function shortestPath(from, to) {
  const came = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !came.has(to)) {
    const next = [];
    for (const i of edge) for (const j of neighbours(i)) if (!came.has(j)) { came.set(j, i); next.push(j); }
    edge = next;
  }
  if (!came.has(to)) return null;
  const path = [];
  for (let i = to; i !== null; i = came.get(i)) path.unshift(i);
  return path;
}

// The same claim in several sources is one fact with several pieces of evidence.
function facts(claims) {
  const same = groupBy(claims, c => [c.s, c.predicate, c.o, c.modality, c.negated, c.office ?? ""].join("|"));
  return [...same.values()].sort((a, b) => String(b[0].when ?? "").localeCompare(String(a[0].when ?? "")) || a[0].i - b[0].i);
}

const claimsBetween = (a, b) => G.nodes[a].claims.filter(c => c.on && other(c, a) === b);
