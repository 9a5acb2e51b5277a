// Keeps what is typed in `form[data-keep]` on this device until the form has gone through.
// The key is the page's address; the text lives in this tab's session storage only.
const NEVER = new Set(["password", "hidden", "file"]);
const SENT = "sent-form";

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.has(field.type));
}

function write(form, key) {
  const kept = fieldsOf(form).map((field) =>
    [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
  try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* full or closed: nothing is kept */ }
}

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

function restore(form, key) {
  const kept = read(key);
  if (!kept || document.querySelector("[data-focus]")) return;
  for (const [name, value, checked] of kept) {
    for (const field of fieldsOf(form).filter((one) => one.name === name)) {
      if (checked === null) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
}

function markSent(key) {
  const page = location.href.split("#")[0];
  try { sessionStorage.setItem(SENT, JSON.stringify({ key, page })); } catch { /* see write */ }
}

// Sent is not yet arrived: the text is let go only by a page that the form led to, and that tells
// neither of a fault nor of something to correct.
function letGoOfWhatArrived() {
  const sent = read(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const isRefused = document.querySelector("[data-fault], [data-focus]");
  if (!cameBack && !isRefused && document.referrer === sent.page) sessionStorage.removeItem(sent.key);
}

// The next person at this device finds nothing of the one who signed out.
function forgetAtSignOut() {
  for (const form of document.querySelectorAll('form[action*="/account/logout/"]')) {
    form.addEventListener("submit", () => {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith("kept:")) sessionStorage.removeItem(key);
      for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
    });
  }
}

function tell(isOffline) {
  for (const line of document.querySelectorAll("[data-offline]")) line.hidden = !isOffline;
}

export function keepForms() {
  letGoOfWhatArrived();
  forgetAtSignOut();
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = `kept:${location.pathname}:${form.dataset.keep}`;
    let isWaiting = false;
    restore(form, key);
    form.addEventListener("input", () => write(form, key));
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return markSent(key);
      event.preventDefault();
      delete form.dataset.sent;
      write(form, key);
      isWaiting = true;
      tell(true);
    });
    addEventListener("online", () => {
      if (isWaiting) form.requestSubmit();
      isWaiting = false;
    });
  }
  addEventListener("online", () => tell(false));
}
