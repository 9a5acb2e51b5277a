// The token of a personal link: read from the address once, then only in this tab.
import { inTab, setInTab } from "./answers.js";

const TOKEN = /^#([\w-]{8,200})$/;
const SERIOUS = ["key-not-listed", "bad-signature"];

// The token leaves the address bar at once, so that it is neither bookmarked nor photographed.
export function tokenFromAddress(round) {
  const found = TOKEN.exec(location.hash);
  if (found) {
    setInTab(round, "token", found[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return inTab(round, "token");
}

// Whose link a ticket was collected with, told apart on this device alone.
export async function digestOf(token) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`owner:${token}`));
  return [...new Uint8Array(bytes).slice(0, 8)].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// What went wrong, in the few kinds that a person can do something about.
export function troubleOf(error) {
  if (!globalThis.crypto?.subtle || error.name === "SecurityError") return "unable";
  if (SERIOUS.includes(error.code)) return "keys";
  return { offline: "offline", given: "given", "unknown-link": "link" }[error.code] ?? "other";
}

// Say it next to the button.
export function tellTrouble(line, kind) {
  line.textContent = line.dataset[`${kind}Words`] ?? line.dataset.otherWords;
  line.hidden = false;
}
