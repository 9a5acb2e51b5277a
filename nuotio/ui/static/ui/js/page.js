// What every page does beyond plain HTML. Everything works without it.
import { keepForms } from "./keep.js";

const root = document.documentElement;

function isDark() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return (root.dataset.theme || system) === "dark";
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("nuotio-theme", root.dataset.theme); } catch { /* only for this page then */ }
  });
}

// The list of what went wrong is read out and reached first.
document.querySelector("[data-focus]")?.focus();

// Tabs that do not fit a phone: the current one comes into view, without moving the page.
for (const tabs of document.querySelectorAll(".tabs")) {
  const current = tabs.querySelector("[aria-current]");
  if (current) tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.clientWidth) / 2;
}

for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.opens)?.showModal());
}

for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// What a field holds is copied with one press, where the browser lets a page do that.
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { return; /* it is selected: Ctrl+C */ }
    document.getElementById(`${button.dataset.copies}-said`).textContent = button.dataset.copied;
  });
}

// A form goes once; the page that comes back from the browser's memory may send again.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A file can be dropped on its field.
for (const area of document.querySelectorAll("[data-drop]")) {
  const input = area.querySelector("input");
  for (const name of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
}

// An open menu closes with Escape and with a click elsewhere.
for (const menu of document.querySelectorAll("details.switcher")) {
  addEventListener("keydown", (event) => { if (event.key === "Escape") menu.open = false; });
  addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}

keepForms();
