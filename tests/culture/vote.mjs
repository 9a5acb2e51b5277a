// Votes with the page's own module, as a browser does, against a running service.
// Arguments: address of the service, public id of the round, token of a personal link, folder.
import { readFileSync, writeFileSync, existsSync } from "node:fs";

const [base, round, token, kept] = process.argv.slice(2);
const store = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf-8")) : {};
globalThis.localStorage = {
  getItem: (name) => store[name] ?? null,
  setItem: (name, value) => { store[name] = value; },
  removeItem: (name) => { delete store[name]; },
};
globalThis.location = { origin: base, hash: "", pathname: "/", search: "" };
globalThis.history = { replaceState: () => { globalThis.location.hash = ""; } };
const ballots = await import("../../nuotio/culture/static/culture/ballots.js");
const url = (what) => `${base}/survey/${round}/${what}`;
const told = {};

try {
  const ticket = await ballots.collect({ signUrl: url("sign"), keysUrl: url("keys"), round, token });
  told.node = ticket.node;
  const link = ballots.ticketLink(round);
  for (const name of Object.keys(store)) delete store[name];
  globalThis.location.hash = new URL(link).hash;
  told.isSameByLink = JSON.stringify(ballots.takeTicketFromAddress(round)) === JSON.stringify(ticket);
  told.isOutOfSight = globalThis.location.hash === "";
  const payload = { answers: { tr1: 5 }, words: {} };
  told.outcome = await ballots.cast({ castUrl: url("ballots"), keysUrl: url("keys"), round, payload });
  told.hasCast = ballots.hasCast(round);
  told.left = Object.keys(store);
} catch (error) {
  told.error = error.code ?? String(error.stack);
}
writeFileSync(kept, JSON.stringify(store));
console.log(JSON.stringify(told));
