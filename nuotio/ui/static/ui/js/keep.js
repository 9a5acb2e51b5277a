// Keeps what is typed in `form[data-keep]` on this device until the form has gone through.
// The key is the page's address; the text lives in this tab's session storage only.
const NEVER = new Set(["password", "hidden", "file"]);

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.has(field.type));
}

function write(form, key) {
  const kept = fieldsOf(form).map((field) =>
    [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
  try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* full or closed: nothing is kept */ }
}

function restore(form, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  if (!kept || document.querySelector("[data-focus]")) return;
  for (const [name, value, checked] of kept) {
    for (const field of fieldsOf(form).filter((one) => one.name === name)) {
      if (checked === null) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
}

function tellOffline(form) {
  const told = form.querySelector("[data-offline]");
  if (told) told.hidden = false;
}

export function keepForms() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = `kept:${location.pathname}:${form.dataset.keep}`;
    restore(form, key);
    form.addEventListener("input", () => write(form, key));
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return sessionStorage.removeItem(key);
      event.preventDefault();
      delete form.dataset.sent;
      write(form, key);
      tellOffline(form);
      addEventListener("online", () => form.requestSubmit(), { once: true });
    });
  }
}
