// A draft that is never lost (`form[data-draft]`): what is typed is kept on this device at once, sent
// by itself when typing pauses, and sent again when the connection or the person is back. The marks
// in the field `base` tell the server from which texts this page started, so that it can merge.
const PAUSE = 2000, AGAIN = 15000, SLOW = 600, PREFIX = "answer-";
const form = document.querySelector("form[data-draft]");

function draftOf(form) {
  const fields = [...form.elements].filter((one) => one.name?.startsWith(PREFIX));
  const line = form.querySelector("[data-draft-state]");
  const door = form.querySelector("[data-draft-door]");
  const clashes = form.querySelector("[data-clashes]");
  const base = JSON.parse(form.elements.base.value || "{}");
  const stored = Object.fromEntries(fields.map((one) => [one.name, "unsaved" in form.dataset ? null : one.defaultValue]));
  let last = null, timer = 0, isSending = null, isKept = true;

  const idOf = (field) => field.name.slice(PREFIX.length);
  const keyOf = (field) => `draft:${form.dataset.draft}:${field.name}`;
  const changed = () => fields.filter((one) => one.value !== stored[one.name]);

  function say(state, words = line.dataset[state]) {
    if (line.dataset.state === state && line.textContent === words) return;
    line.dataset.state = state;
    line.textContent = words;
    door.hidden = state !== "signedOut";
  }

  // One entry a field: two windows that write in different fields do not overwrite each other.
  function keep(field) {
    try {
      if (field.value === stored[field.name]) localStorage.removeItem(keyOf(field));
      else localStorage.setItem(keyOf(field), JSON.stringify({ text: field.value, base: base[idOf(field)] }));
      isKept = true;
    } catch { isKept = false; }
  }

  function restore() {
    for (const field of fields) {
      let kept = null;
      try { kept = JSON.parse(localStorage.getItem(keyOf(field))); } catch { /* nothing readable */ }
      if (!kept) continue;
      if (kept.text === stored[field.name]) { keep(field); continue; }
      field.value = kept.text;
      base[idOf(field)] = kept.base;
    }
  }

  function wait(state, words) {
    say(isKept ? state : "unsafe", isKept ? words : undefined);
    clearTimeout(timer);
    if (state !== "refused") timer = setTimeout(send, AGAIN);
    return false;
  }

  function send(options = {}) {
    clearTimeout(timer);
    if (isSending) return isSending.then(() => send(options));
    if (!changed().length) return Promise.resolve(true);
    isSending = post(options).finally(() => { isSending = null; });
    return isSending;
  }

  async function post(options) {
    const sent = Object.fromEntries(fields.map((one) => [one.name, one.value]));
    const start = { ...base };
    form.elements.base.value = JSON.stringify(base);
    const body = new URLSearchParams(new FormData(form));
    body.set("action", "draft");
    const slow = setTimeout(() => say("saving"), SLOW);
    try {
      const answer = await fetch(location.pathname, { ...options, method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.type === "opaqueredirect" || answer.status === 403) return wait("signedOut");
      if (answer.status === 422) return wait("refused", (await answer.json()).words);
      if (!answer.ok) return wait("failed");
      return take(await answer.json(), sent, start);
    } catch {
      return wait(navigator.onLine ? "failed" : "kept");
    } finally { clearTimeout(slow); }
  }

  // What the server holds now: my text, or the other's where I had changed nothing since. A choice
  // made while this was on its way stands: it is sent next.
  function take(told, sent, start) {
    last = told;
    form.elements.version.value = told.version;
    const clashing = told.clashing.filter((id) => base[id] === start[id]);
    for (const field of fields) {
      const id = idOf(field), text = told.texts[id];
      if (clashing.includes(id)) stored[field.name] = text;
      else if (!told.clashing.includes(id) && (text === sent[field.name] || field.value === sent[field.name])) {
        if (field.value === sent[field.name]) field.value = text;
        stored[field.name] = text;
        base[id] = told.base[id];
      }
      keep(field);
    }
    showBoth(told, clashing);
    if (clashing.length) { say("both"); return false; }
    if (changed().length) { schedule(); return false; }
    say("saved");
    return true;
  }

  function showBoth(told, clashing) {
    if (clashes.contains(document.activeElement)) return;
    clashes.hidden = !clashing.length;
    clashes.innerHTML = told.html; // the server's own escaped template
    for (const part of clashes.querySelectorAll("[data-clash]")) part.hidden = !clashing.includes(part.dataset.clash);
  }

  function choose(button) {
    const field = form.elements[`${PREFIX}${button.dataset.field}`], id = idOf(field);
    if (button.dataset.take === "theirs") field.value = last.texts[id];
    base[id] = last.base[id];
    keep(field);
    field.focus();
    button.closest("[data-clash]").hidden = true;
    clashes.hidden = !clashes.querySelector("[data-clash]:not([hidden])");
    if (clashes.hidden) say(changed().length ? "saving" : "saved");
    send();
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  function listen() {
    form.addEventListener("input", (event) => {
      if (!fields.includes(event.target)) return;
      keep(event.target);
      if (!navigator.onLine) say(isKept ? "kept" : "unsafe");
      schedule();
    });
    form.addEventListener("focusout", () => send());
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.type !== "text") return;
      event.preventDefault();
      send();
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-take]");
      if (button) choose(button);
    });
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (button?.value === "give" && !changed().length) return;
      event.preventDefault();
      delete form.dataset.sent;
      if (!(await send())) return;
      if (button?.value === "give") form.requestSubmit(button);
      else say("saved");
    });
    addEventListener("online", () => send());
    addEventListener("offline", () => { if (changed().length) say(isKept ? "kept" : "unsafe"); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) send({ keepalive: true }); });
  }

  restore();
  listen();
  if (changed().length) send();
}

// Where the page itself asks to choose between two texts, its own form answers first.
if (form && !form.querySelector(".both:not([data-clashes])")) draftOf(form);
