// ---- Language, theme, and starting -----------------------------------------------------------------------------------

function stored(name) { try { return localStorage.getItem("diplograph." + name); } catch { return null; } }
function store(name, value) { try { localStorage.setItem("diplograph." + name, value); } catch { /* private windows */ } }

function setLanguage(next) {
  lang = next === "fa" ? "fa" : "en";
  root.lang = lang;
  root.dir = lang === "fa" ? "rtl" : "ltr";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  drawTools();
}

function switchLanguage() {
  setLanguage(lang === "fa" ? "en" : "fa");
  store("lang", lang);
  refresh();
  if (!$("empty").hidden) drawEmpty();
  network.redraw();
}

const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

function setTheme(name) {
  if (name === "dark" || name === "light") root.dataset.theme = name;
  repaint();
}

function switchTheme() {
  setTheme(dark() ? "light" : "dark");
  store("theme", root.dataset.theme);
}

function repaint() {
  readPaint();
  if (G.whole) refresh();
}

function toggleSide(open = !$("side").classList.contains("open")) {
  $("side").classList.toggle("open", open);
  $("menu").setAttribute("aria-expanded", String(open));
}

function listen() {
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", searchKey);
  $("search").addEventListener("blur", closeHits);
  $("search").addEventListener("focus", () => $("search").value && search());
  $("graph").addEventListener("keydown", graphKey);
  $("menu").addEventListener("click", () => toggleSide());
  document.addEventListener("keydown", pageKey);
  addEventListener("beforeprint", beforePrint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("hashchange", () => { setCamera(readHash()); refresh(); });
}

function chooseLanguage() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
  setLanguage(asked ?? stored("lang") ?? (/^fa/i.test(navigator.language) ? "fa" : "en"));
}

async function start() {
  takeFirst();
  chooseLanguage();
  setTheme(stored("theme"));
  startScene();
  if (document.readyState === "loading") await new Promise(done => document.addEventListener("DOMContentLoaded", done));
  await new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 300); }); // let the first picture be seen
  try {
    takeAll(await readData());
  } catch (error) {
    root.dataset.ready = "failed";
    return notice(t(error.message === "DecompressionStream" ? "nodecompression" : "baddata"));
  }
  indexNames();
  readTimes();
  listen();
  const camera = readHash();
  refresh();
  if (camera) setCamera(camera);
  else fitAll({still: true});
  if (!camera && S.select?.nodes?.length) fitTo([...new Set(S.select.nodes.flatMap(i => [i, ...neighbours(i).slice(0, 20)]))]);
  root.dataset.ready = "all";
  if ($("search").value) search();
}

start();
