// ---- Small tools: elements, words, names, dates ---------------------------------------------------------------------

const FIRST = JSON.parse(document.getElementById("first").textContent);
const PAGE = FIRST.page;
const $ = id => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const root = document.documentElement;

// Make an element. Text goes in as text, so nothing that a source wrote can become markup.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-") && value != null) node.setAttribute(name, String(value));
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== ""));
  return node;
}

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, String(value));
  node.append(...children.filter(child => child != null));
  return node;
}

const bdi = text => el("bdi", {dir: "auto"}, text);
const isolate = text => "\u2068" + String(text).replace(/[\u2066-\u2069\u202a-\u202e\u0000-\u001f]/g, " ") + "\u2069";

// Only addresses that a browser opens harmlessly become links.
function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch { return null; }
}

// An id's IRI, written as the build writes it.
const iriOf = id => PAGE.base + encodeURIComponent(id).replace(/[!'()*]/g, c => "%" + c.charCodeAt(0).toString(16).toUpperCase()).replaceAll("%2F", "/");

function link(address, text) {
  const href = safeLink(address);
  return href ? el("a", {href, rel: "noreferrer noopener", target: "_blank"}, bdi(text)) : bdi(text);
}

// ---- Words

let lang = "en";

const t = (key, values = {}) => {
  const text = own(PAGE.strings[lang], key) ?? own(PAGE.strings.en, key) ?? key.replace(/^(fact|value)\./, "");
  return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
};

const number = n => n.toLocaleString(lang === "fa" ? "fa-IR" : "en-GB");

const nameOf = labels => labels[lang] ?? labels.en ?? labels.fa ?? Object.values(labels)[0] ?? "?";

// Names that come from sources may be called "constructor".
const own = (table, name) => Object.hasOwn(table, name) ? table[name] : undefined;

const word = (predicate, form) =>
  own(PAGE.sentences[lang], predicate)?.[form] ?? own(PAGE.sentences.en, predicate)?.[form];

const relation = predicate => word(predicate, "name") ?? predicate;

// ---- Folding: the same as diplograph.text.key, from the table that Python wrote

const foldRun = new RegExp("[" + Object.keys(PAGE.folding)
  .map(c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")).join("") + "]", "g");

const key = text => text.replace(foldRun, c => PAGE.folding[c]).toLowerCase();

// For search also spaces, punctuation and Latin accents go: "Amir-Abdollahian", "amir abdollahian" and names written
// with a non-joiner, a space or nothing all meet.
const squash = text => key(text).normalize("NFD").replace(/[\p{Mn}\p{P}\p{S}\p{Z}\p{C}]+/gu, "");

// ---- Dates: ISO prefixes, shown in both calendars and never falsely precise

const PRECISION = [null, {year: "numeric"}, {year: "numeric", month: "long"}, {year: "numeric", month: "long", day: "numeric"}];

function bounds(prefix) {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(prefix ?? "");
  if (!match) return null;
  const [y, m, d] = match.slice(1).map(part => part && Number(part));
  const from = Date.UTC(y, (m ?? 1) - 1, d ?? 1);
  const to = d ? from : m ? Date.UTC(y, m, 0) : Date.UTC(y, 11, 31);
  return {from, to, level: d ? 3 : m ? 2 : 1};
}

// "5 December 2023", "۱۴ آذر ۱۴۰۲": day, month and year in this order in both languages, without the name of the era.
function inCalendar(time, level, name) {
  const locale = (lang === "fa" ? "fa-IR" : "en-GB") + "-u-ca-" + name;
  const parts = new Intl.DateTimeFormat(locale, {...PRECISION[level], timeZone: "UTC"}).formatToParts(time);
  return ["day", "month", "year"].map(type => parts.find(part => part.type === type)?.value).filter(Boolean).join(" ");
}

function calendar(prefix, name) {
  const span = bounds(prefix);
  if (!span) return prefix ?? "";
  const [from, to] = [inCalendar(span.from, span.level, name), inCalendar(span.to, span.level, name)];
  return from === to ? from : from + " – " + to;
}

const jalali = prefix => calendar(prefix, "persian");
const gregorian = prefix => calendar(prefix, "gregory");

function dateElement(prefix) {
  const [one, two] = lang === "fa" ? [jalali(prefix), gregorian(prefix)] : [gregorian(prefix), jalali(prefix)];
  return el("time", {datetime: prefix}, bdi(one), el("span", {class: "dot"}, " · "), el("span", {class: "other"}, bdi(two)));
}

// ---- Saying things

function say(text) {
  $("live").textContent = "";
  requestAnimationFrame(() => { $("live").textContent = text; });
}

function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

function button(label, onclick, more = {}) {
  return el("button", {type: "button", onclick, ...more}, label);
}
