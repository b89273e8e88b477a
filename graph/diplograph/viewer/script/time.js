// ---- Time: a histogram to brush over, and to play --------------------------------------------------------------------

const T = {months: [], counts: [], playing: 0};
const MONTH = time => { const d = new Date(time); return d.getUTCFullYear() * 12 + d.getUTCMonth(); };
const fromMonth = m => Date.UTC(Math.floor(m / 12), m % 12, 1);
const toMonth = m => Date.UTC(Math.floor(m / 12), m % 12 + 1, 0);

// Buckets of one month, or of a year where the material spans many.
function readTimes() {
  const dated = G.claims.filter(c => c.time);
  if (dated.length < 2) return;
  let low = Infinity, high = -Infinity;
  for (const c of dated) { low = Math.min(low, MONTH(c.time.from)); high = Math.max(high, MONTH(c.time.to)); }
  T.step = high - low > 120 ? 12 : 1;
  T.low = T.step === 12 ? low - low % 12 : low;
  T.n = Math.floor((high - T.low) / T.step) + 1;
  if (T.n < 2) return;
  T.counts = Array.from({length: T.n}, () => 0);
  for (const c of dated) T.counts[bucket(c.time.from)]++;
  T.undated = G.claims.length - dated.length;
  $("time").hidden = false;
}

const bucket = time => Math.max(0, Math.min(T.n - 1, Math.floor((MONTH(time) - T.low) / T.step)));
const bucketStart = b => fromMonth(T.low + b * T.step);
const bucketEnd = b => toMonth(T.low + b * T.step + T.step - 1);
const isoOf = (time, level) => new Date(time).toISOString().slice(0, level);
const named = time => inCalendar(time, T.step === 12 ? 1 : 2, lang === "fa" ? "persian" : "gregory");
const bucketName = b => [...new Set([named(bucketStart(b)), named(bucketEnd(b))])].join(" – ");

function chosen() {
  return S.time ? [bucket(S.time[0]), bucket(S.time[1])] : [0, (T.n ?? 1) - 1];
}

function chooseTime(a, b, keep = true) {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  change(s => { s.time = from === 0 && to === T.n - 1 ? null : [bucketStart(from), bucketEnd(to)]; }, {keep});
}

let timeDrawn = "";

function drawTime() {
  if ($("time").hidden) return;
  if (timeDrawn !== lang) { timeDrawn = lang; buildTime(); }
  const [from, to] = chosen();
  [...$("bars").children].forEach((bar, b) => bar.classList.toggle("in", b >= from && b <= to));
  for (const [id, value] of [["t-from", from], ["t-to", to]]) {
    $(id).value = value;
    $(id).setAttribute("aria-valuetext", bucketName(value));
  }
  $("t-range").replaceChildren(bdi(named(bucketStart(from))), " – ", bdi(named(bucketEnd(to))));
  $("t-undated").checked = S.undated;
}

function buildTime() {
  const most = Math.max(...T.counts), ltr = {dir: "ltr"};
  const bars = svg("svg", {id: "bars", viewBox: `0 0 ${T.n} 100`, preserveAspectRatio: "none", "aria-hidden": "true"},
    ...T.counts.map((count, b) => svg("rect", {x: b + 0.08, width: 0.84, y: 100 - (count && 6 + 94 * count / most), height: count && 6 + 94 * count / most})));
  const slider = (id, text, other) => el("input", {type: "range", id, min: 0, max: T.n - 1, step: 1, "aria-label": t(text),
    oninput: event => { stopPlaying(); chooseTime(Number(event.target.value), Number($(other).value)); }});
  $("time").replaceChildren(
    button(icon("play"), play, {id: "t-play", class: "icon", "aria-label": t("play")}),
    el("div", {class: "brush", ...ltr}, bars, slider("t-from", "from", "t-to"), slider("t-to", "to", "t-from")),
    el("div", {class: "range"}, el("span", {id: "t-range"}),
      T.undated ? el("label", {for: "t-undated"}, el("input", {type: "checkbox", id: "t-undated", onchange: () => change(s => { s.undated = !s.undated; })}), t("undated", {n: number(T.undated)})) :
        el("input", {type: "checkbox", id: "t-undated", hidden: true})));
  brush(bars);
}

// Drag over the bars to choose a stretch of time.
function brush(bars) {
  let start = null;
  const place = event => {
    const box = bars.getBoundingClientRect();
    return Math.max(0, Math.min(T.n - 1, Math.floor((event.clientX - box.left) / box.width * T.n)));
  };
  bars.addEventListener("pointerdown", event => { stopPlaying(); start = place(event); bars.setPointerCapture(event.pointerId); chooseTime(start, start); });
  bars.addEventListener("pointermove", event => { if (start !== null) chooseTime(start, place(event), false); });
  bars.addEventListener("pointerup", event => { if (start !== null && place(event) === start && event.detail === 2) chooseTime(0, T.n - 1); start = null; });
}

function play() {
  if (T.playing) return stopPlaying();
  let [from, to] = chosen();
  const width = to - from >= T.n - 1 ? Math.max(1, Math.ceil(T.n / 8)) : to - from + 1;
  let at = to >= T.n - 1 ? 0 : from;
  const tick = () => {
    if (at + width > T.n) return stopPlaying();
    chooseTime(at, at + width - 1, false);
    at++;
  };
  $("t-play").replaceChildren(icon("pause"));
  $("t-play").setAttribute("aria-label", t("pause"));
  T.playing = setInterval(tick, 900);
  tick();
}

function stopPlaying() {
  if (!T.playing) return;
  clearInterval(T.playing);
  T.playing = 0;
  $("t-play").replaceChildren(icon("play"));
  $("t-play").setAttribute("aria-label", t("play"));
}
