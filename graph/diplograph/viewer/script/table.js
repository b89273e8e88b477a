// ---- The table: the same claims for those who cannot or would rather not use a drawing --------------------------------

const ROWS = 200;
const order = {by: "when", down: true, rows: ROWS};
const COLUMNS = {
  subject: c => label(G.nodes[c.s]), predicate: c => relation(c.predicate), object: c => label(G.nodes[c.o]),
  line: c => t("line." + c.line), speaker: c => c.speaker == null ? t("article") : label(G.nodes[c.speaker]),
  when: c => c.when ?? "", quote: c => quoteOf(c), source: c => sourceTitle(c),
};

const quoteOf = c => { const e = c.evidence[0]; return e ? G.sentences[e.sentence].slice(e.start, e.start + e.length) : ""; };
const languageOf = c => c.evidence[0] && G.documents[c.evidence[0].doc].language;
const sourceTitle = c => { const e = c.evidence[0]; return e ? G.documents[e.doc].title : ""; };

function shownClaims() {
  return G.claims.filter(c => c.on && isOn(c.s) && isOn(c.o));
}

function sortedClaims() {
  const value = COLUMNS[order.by], sign = order.down ? -1 : 1;
  const keyed = shownClaims().map(c => [value(c), c]);
  const compare = new Intl.Collator(lang, {numeric: true}).compare;
  return keyed.sort((a, b) => sign * compare(a[0], b[0]) || a[1].i - b[1].i).map(pair => pair[1]);
}

function drawTable() {
  $("table").hidden = view !== "table";
  $("graph").hidden = view === "table";
  if (view !== "table") return;
  const claims = sortedClaims();
  const head = Object.keys(COLUMNS).map(name => el("th", {scope: "col", "aria-sort": order.by === name ? (order.down ? "descending" : "ascending") : "none"},
    button(t("column." + name), () => sortBy(name), {id: "sort-" + name})));
  const focused = document.activeElement?.id;
  $("table").replaceChildren(
    el("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": t("table")}, el("table", {},
      el("caption", {}, t("nclaims", {n: number(claims.length)})),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, claims.slice(0, order.rows).map(tableRow))),
    claims.length > order.rows ? el("p", {class: "act"}, button(t("more", {n: number(claims.length - order.rows)}), () => { order.rows += ROWS; drawTable(); })) : null));
  if (focused) $(focused)?.focus();
}

function tableRow(c) {
  return el("tr", {class: c.line.toLowerCase()},
    el("td", {}, thingButton(c.s)), el("td", {}, button(relation(c.predicate), () => pickClaim(c), {class: "thing"})), el("td", {}, thingButton(c.o)),
    el("td", {}, lineIcon(c.line), " ", t("line." + c.line)), el("td", {}, c.speaker == null ? t("article") : thingButton(c.speaker)),
    el("td", {class: "when"}, c.when ? dateElement(c.when) : ""), el("td", {dir: "auto", lang: languageOf(c)}, el("q", {}, shorten(quoteOf(c), 160))), el("td", {}, bdi(shorten(sourceTitle(c), 70))));
}

function sortBy(name) {
  if (order.by === name) order.down = !order.down; else Object.assign(order, {by: name, down: false});
  drawTable();
}

function setView(name) {
  view = name;
  refresh();
  drawTools();
  if (name === "graph") { resize(); network.redraw(); }
}
