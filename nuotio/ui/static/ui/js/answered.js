// One answer a device: this browser remembers that it has answered, and nobody else does. It stops a
// slip, not a cheat, and the page says so. What was answered is not kept.
const page = document.querySelector("[data-pulse]");
const key = `pulse:${page.dataset.pulse}`;

function hasAnswered() {
  try { return localStorage.getItem(key) !== null; } catch { return false; }
}

function show(isAnswered) {
  page.querySelector("[data-answered]").hidden = !isAnswered;
  page.querySelector("[data-asked]").hidden = isAnswered;
}

if (page.dataset.state === "sent") {
  try { localStorage.setItem(key, "1"); } catch { /* not kept: the page asks again */ }
} else if (page.dataset.state === "closed") {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
} else if (hasAnswered()) {
  show(true);
  page.querySelector("[data-again]").addEventListener("click", () => {
    show(false);
    page.querySelector("input[type=radio]").focus();
  });
}
