"use strict";
const first = JSON.parse(document.getElementById("first").textContent);
const words = first.words, shown = 1000;
const at = id => document.getElementById(id);
const recipes = new Map(first.recipes.map(recipe => [recipe.name, recipe]));
let running = null, started = null;

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A recipe is plain SPARQL; what is written beside a parameter goes to the server as bind=NAME=VALUE.
function choose(name) {
  const recipe = recipes.get(name);
  at("parameters").replaceChildren();
  if (!recipe) return;
  at("query").value = recipe.sparql;
  for (const parameter of recipe.parameters) {
    const example = new RegExp(`VALUES \\?${parameter} \\{ (\\S+) \\}`).exec(recipe.sparql);
    const label = make("label", `?${parameter} `, {dir: "ltr"});
    label.append(make("input", undefined, {"data-parameter": parameter, dir: "auto",
      placeholder: example ? example[1] : "", title: words.binding}));
    at("parameters").append(label);
  }
}

function bindings() {
  const there = name => new RegExp(`[?$]${name}\\b`).test(at("query").value);
  return [...document.querySelectorAll("[data-parameter]")]
    .filter(input => input.value.trim() && there(input.dataset.parameter))
    .map(input => ["bind", `${input.dataset.parameter}=${input.value.trim()}`]);
}

function asked(extra = []) {
  return new URLSearchParams([["query", at("query").value], ...bindings(), ...extra]);
}

function short(iri) {
  const fits = Object.entries(first.prefixes).filter(([, space]) => iri.startsWith(space));
  fits.sort((a, b) => b[1].length - a[1].length);
  return fits.length ? `${fits[0][0]}:${iri.slice(fits[0][1].length)}` : iri;
}

function cell(term) {
  const td = make("td");
  if (!term) return td;
  const bdi = make("bdi", term.type === "uri" ? short(term.value) : term.value);
  if (term["xml:lang"]) bdi.lang = term["xml:lang"];
  td.append(bdi);
  if (term.type === "uri") {
    const own = term.value.startsWith(first.base);
    const href = own ? `/id/${term.value.slice(first.base.length)}?lang=${first.language}` : term.value;
    if (own || /^https?:\/\//.test(term.value)) {
      const link = make("a", undefined, {href, rel: "noreferrer nofollow"});
      link.append(bdi);
      td.replaceChildren(link);
    }
  }
  return td;
}

function table(names, rows) {
  const head = make("tr"), body = make("tbody"), whole = make("table");
  for (const name of names) {
    const th = make("th", undefined, {scope: "col"});
    th.append(make("bdi", name));
    head.append(th);
  }
  for (const row of rows.slice(0, shown)) {
    const tr = make("tr");
    tr.append(...names.map(name => cell(row[name])));
    body.append(tr);
  }
  const top = make("thead");
  top.append(head);
  whole.append(top, body);
  return whole;
}

function count(n) {
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  return `${words.rows.replace("{n}", n)} · ${seconds} s${n > shown ? ` · ${words.cut.replace("{n}", shown)}` : ""}`;
}

function show(type, text) {
  if (!type.includes("json")) {
    at("status").textContent = "";
    at("answer").replaceChildren(make("pre", text, {dir: "ltr"}));
    return;
  }
  const found = JSON.parse(text);
  if ("boolean" in found) {
    at("status").textContent = "";
    at("answer").replaceChildren(make("p", found.boolean ? words.yes : words.no));
    return;
  }
  const rows = found.results.bindings;
  at("status").textContent = rows.length ? count(rows.length) : words.none;
  at("answer").replaceChildren(...rows.length ? [table(found.head.vars, rows)] : []);
}

function fail(text) {
  at("status").textContent = "";
  at("error").textContent = text;
  at("error").hidden = false;
}

async function run() {
  running?.abort();
  const mine = running = new AbortController();
  at("error").hidden = true;
  at("answer").replaceChildren();
  at("status").textContent = words.running;
  at("stop").hidden = false;
  started = performance.now();
  try {
    const response = await fetch("/sparql", {method: "POST", body: asked(), signal: mine.signal,
      headers: {Accept: "application/sparql-results+json, text/turtle"}});
    const text = await response.text();
    if (response.ok) show(response.headers.get("Content-Type"), text); else fail(text);
  } catch (error) {
    if (mine === running) fail(error.name === "AbortError" ? words.stopped : words.failed);
  }
  if (mine === running) at("stop").hidden = true;
}

at("recipe").addEventListener("change", () => choose(at("recipe").value));
at("stop").addEventListener("click", () => running?.abort());
at("form").addEventListener("submit", event => {
  event.preventDefault();
  if (event.submitter === at("save")) window.open(`/sparql?${asked([["format", at("format").value]])}`, "_blank", "noopener");
  else run();
});
at("query").addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); at("form").requestSubmit(at("run")); }
});
