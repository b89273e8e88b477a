// ---- Evidence: every claim in plain words, with the sentence it rests on ---------------------------------------------

const MOST = 40;
let panelDrawn = "";

function drawPanel() {
  const now = JSON.stringify([S.select, S.path, lang, D.groups.length, S.off, S.time, S.speaker, S.source, S.pins, S.hidden, S.only]);
  if (now === panelDrawn) return;
  const sameThing = panelDrawn && JSON.stringify(JSON.parse(panelDrawn)[0]) === JSON.stringify(S.select);
  panelDrawn = now;
  const panel = $("panel"), scroll = panel.scrollTop;
  panel.hidden = !S.select;
  document.body.classList.toggle("with-panel", !!S.select);
  if (!S.select) return panel.replaceChildren();
  const pages = {node: nodePage, pair: pairPage, path: pathPage};
  panel.replaceChildren(closeButton(), ...[pages[S.select.type](...S.select.nodes)].flat(Infinity).filter(Boolean));
  panel.scrollTop = sameThing ? scroll : 0;
}

const closeButton = () => button(icon("close"), closePanel, {class: "icon close", "aria-label": t("close"), id: "close"});

function openPanel() {
  toggleSide(false);
}

function closePanel() {
  change(s => { s.select = null; s.path = null; }, {keep: false});
  $("graph").focus({preventScroll: true});
}

// ---- Pages

function nodePage(i) {
  const node = G.nodes[i];
  const shown = node.claims.filter(c => c.on);
  const rest = new Set(shown);
  const take = test => { const some = shown.filter(c => rest.has(c) && test(c)); some.forEach(c => rest.delete(c)); return some; };
  const special = [];
  if (node.kind === "Agreement") special.push(lifeLine(node, take(c => c.o === i && c.stage)));
  if (node.kind === "Official") {
    special.push(section("offices", take(c => c.predicate === "represents"), {byDate: true}));
    special.push(section("meetings", take(c => ["met", "phoned", "visited"].includes(c.predicate))));
    special.push(section("statements", node.spoken.filter(c => c.on)));
  }
  const others = [...groupBy([...rest], c => c.predicate)]
    .sort((a, b) => (a[0] === "represents") - (b[0] === "represents") || b[1].length - a[1].length);
  return [
    heading(node),
    aboutNode(node),
    acts(node),
    special,
    others.map(([predicate, claims]) => section(null, claims, {title: relation(predicate)})),
    node.kind !== "Official" ? section("statements", node.spoken.filter(c => c.on)) : null,
    section(node.kind === "Office" ? "holders" : "happened", node.around.filter(c => c.on)),
    shown.length || node.spoken.length || node.around.length ? null : el("p", {class: "quiet"}, t(node.claims.length ? "filtered" : "noclaims")),
  ];
}

function heading(node) {
  const spelled = new Map([...node.names, ...Object.values(node.labels), label(node)].map(name => [squash(name), name]));
  spelled.delete(squash(label(node)));
  const others = [...spelled.values()].slice(0, 12);
  return [
    el("h2", {class: "title"}, kindIcon(node.kind, 26), el("span", {}, bdi(label(node)))),
    el("p", {class: "quiet"}, t("kind." + node.kind), stageOf(node) ? [" · ", el("b", {}, t("stage." + stageOf(node)))] : null),
    others.length ? el("p", {class: "names"}, others.flatMap((name, n) => [n ? " · " : null, bdi(name)])) : null,
  ];
}

const FACT_HIDDEN = new Set(["status"]);

function aboutNode(node) {
  const rows = (node.facts ?? []).filter(([name]) => !FACT_HIDDEN.has(name)).map(([name, value]) => {
    const thing = G.byId.get(value);
    return [el("dt", {}, t("fact." + name)), el("dd", {}, thing ? thingButton(thing.i) : safeLink(value) ? link(value, value) : bdi(t("value." + value)))];
  });
  if (/^Q\d+$/.test(node.wikidata ?? "")) rows.push([el("dt", {}, "Wikidata"), el("dd", {}, link("https://www.wikidata.org/entity/" + node.wikidata, node.wikidata))]);
  return [
    rows.length ? el("dl", {class: "facts"}, rows) : null,
    el("details", {class: "more"}, el("summary", {}, t("identity")), copyLine(iriOf(node.id)), node.why ? el("p", {class: "quiet"}, bdi(node.why)) : null),
  ];
}

function acts(node) {
  const i = node.i, pinned = i in S.pins;
  return el("p", {class: "acts"},
    button(t("expand"), () => expand(i), {id: "act-expand"}),
    button(t("focus"), () => focusOn(i), {id: "act-focus"}),
    button(t("hide"), () => hide(i), {id: "act-hide"}),
    button(t(pinned ? "unpin" : "pin"), () => pin(i), {id: "act-pin", "aria-pressed": pinned}),
    button(t("pathfrom"), () => startPath(i), {id: "act-path"}));
}

function pin(i) {
  change(s => { if (i in s.pins) delete s.pins[i]; else s.pins[i] = at(i).map(Math.round); });
}

function startPath(i) {
  pathFrom = i;
  drawBar();
  say(t("pathpick", {name: label(G.nodes[i])}));
  $("search").focus();
}

function pairPage(a, b) {
  const claims = claimsBetween(a, b);
  const byLine = [...groupBy(claims, c => c.line)].sort((x, y) => LINES.indexOf(x[0]) - LINES.indexOf(y[0]));
  return [
    el("h2", {class: "title"}, thingButton(a), " – ", thingButton(b)),
    el("p", {class: "quiet"}, t("nclaims", {n: number(claims.length)})),
    claims.length ? null : el("p", {class: "quiet"}, t("filtered")),
    byLine.map(([line, some]) => section(null, some, {title: t("line." + line), icon: lineIcon(line)})),
  ];
}

function pathPage() {
  const steps = S.path ?? [];
  if (!steps.length) return [];
  return [
    el("h2", {class: "title"}, t("path")),
    el("p", {class: "quiet"}, t("steps", {n: number(steps.length - 1)})),
    steps.slice(1).map((b, n) => {
      const a = steps[n], claims = facts(claimsBetween(a, b)).sort((x, y) => LINES.indexOf(x[0].line) - LINES.indexOf(y[0].line));
      return el("section", {class: "step"}, el("h3", {}, number(n + 1), ". ", thingButton(a), " – ", thingButton(b)),
        claims.slice(0, 2).map(claimCard),
        claims.length > 2 ? el("p", {class: "act"}, button(t("more", {n: number(claims.length - 2)}), () => pickPair(a, b))) : null);
    }),
  ];
}

// ---- An agreement's life on a line

function lifeLine(node, claims) {
  const now = stageOf(node), reached = groupBy(claims, c => c.stage);
  const stages = STAGES.filter((stage, n) => n < 6 || reached.has(stage) || stage === now);
  const told = stage => (reached.get(stage) ?? []).some(c => c.line === "Asserted");
  return el("section", {class: "life"}, el("h3", {}, t("life")),
    el("ol", {}, stages.map(stage => {
      const some = facts(reached.get(stage) ?? []), sure = told(stage) || stage === now;
      return el("li", {class: sure ? "told" : some.length ? "open" : "empty", "aria-current": stage === now ? "step" : null},
        el("div", {class: "stage"}, el("span", {class: "sign", "aria-hidden": "true"}, STAGE_SIGN[stage]), el("b", {}, t("stage." + stage)),
          stage === now ? el("span", {class: "chip"}, t("now")) : null,
          some.length ? null : el("span", {class: "quiet"}, t(sure ? "known" : "untold"))),
        some.map(claimCard));
    })));
}

// ---- Claims

function section(name, claims, {title, icon, byDate = false} = {}) {
  if (!claims.length) return null;
  let groups = facts(claims);
  if (byDate) groups.sort((a, b) => String(a[0].since ?? a[0].when ?? "").localeCompare(String(b[0].since ?? b[0].when ?? "")));
  const holder = el("section", {}, el("h3", {}, icon, title ?? t(name), el("span", {class: "n"}, number(groups.length))));
  const showFrom = start => {
    holder.append(...groups.slice(start, start + MOST).map(claimCard));
    const left = groups.length - start - MOST;
    if (left > 0) holder.append(el("p", {class: "act"}, button(t("more", {n: number(left)}), event => { event.target.parentNode.remove(); showFrom(start + MOST); })));
  };
  showFrom(0);
  return holder;
}

function thingButton(i) {
  return button(bdi(label(G.nodes[i])), () => go(i), {class: "thing"});
}

// "{s} met {o}" with the names as buttons; the template is ours, the names are the sources'.
function fill(template, parts) {
  return template.split(/(\{\w+\})/).map(piece => piece in parts ? parts[piece] : piece);
}

function inWords(claim, thing = thingButton) {
  const factual = claim.modality === "Asserted";
  const form = factual ? (claim.negated ? "not" : "fact") : (claim.negated ? "maynot" : "may");
  const parts = {"{s}": thing(claim.s), "{o}": thing(claim.o), "{p}": claim.predicate};
  const office = claim.office != null && word(claim.predicate, form + "-office");
  if (office) parts["{f}"] = bdi(label(G.nodes[claim.office]));
  const clause = fill(office || word(claim.predicate, form) || word("*", "other"), parts);
  return factual ? clause : fill(word("*", claim.modality) ?? "{c}", {"{c}": clause}).flat();
}

function claimCard(same) {
  const [claim, ...rest] = same;
  return el("article", {class: "claim " + claim.line.toLowerCase(), "data-claim": claim.id},
    el("p", {class: "words"}, inWords(claim)),
    circumstances(claim),
    claim.evidence.map(quotation),
    rest.length ? el("details", {class: "more"}, el("summary", {}, t("othersources", {n: number(rest.length)})),
      rest.slice(0, MOST).map(c => el("div", {class: "again", "data-claim": c.id}, circumstances(c), c.evidence.map(quotation), copyLine(iriOf("claim/" + c.id))))) : null,
    el("details", {class: "more"}, el("summary", {}, t("about")), copyLine(iriOf("claim/" + claim.id)), howRead(claim)));
}

function circumstances(claim) {
  const items = [el("li", {}, lineIcon(claim.modality), t("line." + claim.modality))];
  if (claim.negated) items.push(el("li", {class: "struck"}, lineIcon("Negated"), t("line.Negated")));
  if (claim.date) items.push(el("li", {}, dateElement(claim.date)));
  if (claim.since || claim.until) items.push(el("li", {}, claim.since ? dateElement(claim.since) : "…", " → ", claim.until ? dateElement(claim.until) : "…"));
  if (claim.office != null && claim.predicate !== "represents") items.push(el("li", {}, t("office"), " ", bdi(label(G.nodes[claim.office]))));
  if (claim.place != null) items.push(el("li", {}, t("place"), " ", thingButton(claim.place)));
  if (claim.mode) items.push(el("li", {}, bdi(t("value." + claim.mode))));
  items.push(el("li", {}, t("saidby"), " ", claim.speaker != null ? thingButton(claim.speaker) : t("article")));
  return el("ul", {class: "chips"}, items);
}

function quotation({doc, sentence, start, length}) {
  const text = G.sentences[sentence], source = G.documents[doc];
  return el("figure", {},
    el("blockquote", {dir: "auto", lang: source.language}, text.slice(0, start), el("mark", {}, text.slice(start, start + length)), text.slice(start + length)),
    el("figcaption", {}, el("span", {class: "source"}, link(source.url, shorten(source.title, 140))),
      source.publisher ? bdi(source.publisher) : null, source.publisher && source.issued ? " · " : null, source.issued ? dateElement(source.issued) : null));
}

function howRead(claim) {
  return [
    claim.rule ? el("p", {class: "quiet"}, t("rule"), " ", el("code", {}, bdi(claim.rule))) : null,
    (claim.resolved ?? []).map(([end, why]) => el("p", {class: "quiet"}, t("inferred"), " ", bdi(end + ": " + why))),
    claim.evidence.map(e => el("p", {class: "quiet"}, bdi(G.documents[e.doc].identifier ?? G.documents[e.doc].id))),
  ];
}

function copyLine(text) {
  return el("p", {class: "copy"}, el("code", {dir: "ltr"}, text), button(t("copy"), event => copyText(text, event.target), {"aria-label": t("copy") + " " + text}));
}

async function copyText(text, from) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = el("textarea", {readonly: true});
    area.value = text;
    from.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(t("copied"));
  from.textContent = t("copied");
  setTimeout(() => { from.textContent = t("copy"); }, 1500);
}
