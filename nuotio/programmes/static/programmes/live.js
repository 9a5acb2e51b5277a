// A live room on a device: the clock runs, what is typed or sent is kept until the room has it, and
// the page says aloud only what matters. The room itself lives on the server; htmx asks for it.
const AGAIN = 3000, MINUTE = 60;
const live = document.getElementById("live");
const room = live?.dataset.live;
const queueKey = `live:${room}:queue`;
const draftKey = (step) => `live:${room}:draft:${step}`;
const clocks = new WeakMap();
let isSending = false, again = 0, said = "";

function read(key, empty) {
  try { return JSON.parse(localStorage.getItem(key)) ?? empty; } catch { return empty; }
}
function write(key, value) {
  try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window: kept on the page alone */ }
}
function announce(words) {
  const line = document.querySelector("[data-announce]");
  if (line && words) line.textContent = line.textContent === words ? `${words}\u00a0` : words;
}
function offline(is) {
  for (const line of document.querySelectorAll("[data-offline]")) line.hidden = !is;
}

// The clock: the server says how many seconds are left, so that a device's own clock may be wrong.
function tick() {
  for (const clock of document.querySelectorAll("[data-left]")) {
    if (!clocks.has(clock)) clocks.set(clock, performance.now() + 1000 * Number(clock.dataset.left));
    const left = Math.max(0, Math.ceil((clocks.get(clock) - performance.now()) / 1000));
    const shown = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const face = clock.querySelector("[data-clock]");
    if (face.textContent !== shown) face.textContent = shown;
    clock.classList.toggle("soon", left > 0 && left <= MINUTE);
    clock.classList.toggle("over", left === 0);
    const words = left === 0 ? clock.dataset.over : left === MINUTE ? clock.dataset.soon : "";
    if (words && words !== said) { said = words; announce(words); }
    if (left > MINUTE) said = "";
  }
}

// A number that only this device makes: sent twice, it counts once.
function once() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function token() {
  return document.querySelector("#live [name=csrfmiddlewaretoken]")?.value ?? live.dataset.token ?? "";
}

// What was sent and not yet answered, the oldest first; kept over a reload and a closed lid.
const queue = () => read(queueKey, []);
function enqueue(action, fields, words) {
  write(queueKey, [...queue(), { action, fields, words, id: once() }]);
  flush();
}
function drop(id) { write(queueKey, queue().filter((one) => one.id !== id)); }

async function flush() {
  clearTimeout(again);
  showWaiting();
  const next = queue()[0];
  if (!next || isSending) return;
  isSending = true;
  let goesOn = false;
  try { goesOn = await send(next); } finally { isSending = false; }
  showWaiting();
  if (goesOn) flush(); else if (queue().length) again = setTimeout(flush, AGAIN);
}

async function send(next) {
  let answer;
  try {
    answer = await fetch(next.action, { method: "POST", redirect: "manual", body: new URLSearchParams({ ...next.fields, csrfmiddlewaretoken: token() }), headers: { Accept: "application/json" } });
  } catch {
    offline(true);
    return false;
  }
  offline(false);
  if (answer.status === 403) { announce(live.dataset.reload); tellWrong(live.dataset.reload); return false; }
  if (answer.status >= 500 || answer.status === 429) return false;
  const told = await answer.json().catch(() => ({ words: "" }));
  drop(next.id);
  if (answer.ok) { announce(told.words); refresh(); } else giveBack(next, told.words);
  return true;
}

// What the room did not take goes back into the field, with the reason beside it.
function giveBack(next, words) {
  announce(words);
  if (next.words) {
    const form = document.querySelector(`form[data-say="${next.fields.step}"]`);
    if (form && !form.elements.text.value) {
      form.elements.text.value = next.words;
      keepDraft(form);
    } else write(draftKey(next.fields.step), { ...join(read(draftKey(next.fields.step), null), next), why: words });
    showLeftovers();
  }
  tellWrong(words);
  refresh();
}
function join(kept, next) {
  const before = kept?.text ? `${kept.text}\n` : "";
  return { text: before + next.words, dimension: next.fields.dimension ?? "", action: next.action };
}
function tellWrong(words) {
  const line = document.querySelector("[data-say-error]");
  if (!line) return;
  line.textContent = words;
  line.hidden = !words;
}

function refresh() {
  const seen = document.getElementById("seen");
  if (seen && window.htmx) htmx.trigger(seen, "refresh");
}

function showWaiting() {
  const list = document.querySelector("[data-waiting]");
  if (!list) return;
  list.replaceChildren(...queue().filter((one) => one.words).map((one) => {
    const line = document.createElement("li"), text = document.createElement("p"), state = document.createElement("p");
    text.className = "said-line";
    text.textContent = one.words;
    state.className = "small";
    state.textContent = live.dataset.waits;
    line.append(text, state);
    return line;
  }));
}

// What is typed and not sent: kept for each step, there again after a reload.
function keepDraft(form) {
  const { text, dimension } = form.elements;
  const kept = { text: text.value, dimension: dimension?.value ?? "", action: form.getAttribute("action") };
  write(draftKey(form.dataset.say), text.value ? kept : null);
}
function restoreDraft() {
  const form = document.querySelector("form[data-say]");
  if (!form) return;
  const kept = read(draftKey(form.dataset.say), null);
  if (!kept || form.elements.text.value) return;
  form.elements.text.value = kept.text;
  if (form.elements.dimension) form.elements.dimension.value = kept.dimension;
}

// The room has gone on while somebody was writing: her words wait above, to be sent or thrown away.
function showLeftovers() {
  const place = document.querySelector("[data-leftovers]");
  if (!place) return;
  const now = document.querySelector("form[data-say]")?.dataset.say;
  const steps = ["surprises", "practices", "reasons"].filter((step) => step !== now && read(draftKey(step), null)?.text);
  place.replaceChildren(...steps.map(leftover));
}
function leftover(step) {
  const kept = read(draftKey(step), null), box = document.createElement("div");
  box.className = "leftover";
  const why = document.createElement("p"), text = document.createElement("p"), buttons = document.createElement("p");
  why.textContent = kept.why || live.dataset.leftOver;
  text.className = "said-line";
  text.textContent = kept.text;
  buttons.className = "actions";
  const button = (words, kind, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = `button ${kind}`;
    one.textContent = words;
    one.addEventListener("click", () => { write(draftKey(step), null); act(); showLeftovers(); });
    return one;
  };
  const fields = { step, dimension: kept.dimension, text: kept.text, once: once() };
  buttons.append(button(live.dataset.send, "quiet", () => enqueue(kept.action, fields, kept.text)), button(live.dataset.drop, "plain", () => {}));
  box.append(why, text, buttons);
  return box;
}

function say(form) {
  const { text, dimension, step } = form.elements;
  const words = text.value.trim();
  tellWrong("");
  if (!words || (dimension?.required && !dimension.value)) return form.submit();
  enqueue(form.getAttribute("action"), { step: step.value, dimension: dimension?.value ?? "", text: words, once: once() }, words);
  text.value = "";
  if (dimension) dimension.value = "";
  keepDraft(form);
  text.focus();
}

function dots(form, button) {
  if (button.getAttribute("aria-disabled")) return;
  enqueue(form.getAttribute("action"), { target: form.elements.target.value, number: button.value }, "");
}

function listen() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-say]");
    if (form) keepDraft(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-say]")) { event.preventDefault(); say(form); }
    if (form.matches("[data-dots]")) { event.preventDefault(); dots(form, event.submitter); }
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-say]");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  addEventListener("online", flush);
}

// What was open stays open when the page is told anew.
const open = new Set();
function follow() {
  document.addEventListener("toggle", (event) => {
    const name = event.target.dataset?.stays;
    if (name) open[event.target.open ? "add" : "delete"](name);
  }, true);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    live?.setAttribute("data-token", token());
    event.detail.hadFocus = document.getElementById("room").contains(document.activeElement);
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    for (const part of document.querySelectorAll("[data-stays]")) part.open = open.has(part.dataset.stays);
    if (event.detail.target?.id === "room") onStep();
    offline(false);
  });
  document.body.addEventListener("htmx:sendError", () => offline(true));
}

let step = document.querySelector("[data-step]")?.dataset.step;
function onStep() {
  const title = document.querySelector("[data-step]");
  if (!title) return;
  const isNew = title.dataset.step !== step, isLost = document.activeElement === document.body;
  step = title.dataset.step;
  said = "";
  if (isNew) {
    if (title.tagName === "H1") document.title = document.title.replace(/^.*(?= – )/, title.textContent.trim());
    announce(`${live?.dataset.stepWords ?? ""} ${title.textContent}`);
    if (isLost && title.hasAttribute("tabindex")) title.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
  restoreDraft();
  showWaiting();
  showLeftovers();
}

setInterval(tick, 250);
tick();
follow();
if (room) {
  listen();
  restoreDraft();
  showLeftovers();
  flush();
}
