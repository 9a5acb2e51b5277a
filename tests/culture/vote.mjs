// Votes with the page's own module, as a browser does, against a running service.
// Arguments: what to do, and as JSON: base, round, token, kept (a file in place of localStorage).
// lose: so many answers are lost on the way back, after so many others; other_key, spoil: a service
// that names another node, or answers with another signature; other_tally: with another key.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [what, words] = process.argv.slice(2);
const told = JSON.parse(words);
const { base, round, token } = told;
const isNew = told.kept_is_new || what === "other_link" || !existsSync(told.kept);
const store = isNew ? {} : JSON.parse(readFileSync(told.kept, "utf-8"));
const known = existsSync(told.kept) ? JSON.parse(readFileSync(told.kept, "utf-8")) : {};

globalThis.localStorage = {
  getItem: (name) => store[name] ?? null,
  setItem: (name, value) => void (store[name] = value),
  removeItem: (name) => void delete store[name],
};
globalThis.location = { origin: base, hash: "", pathname: "/", search: "" };
globalThis.history = { replaceState: () => void (location.hash = "") };
const waits = globalThis.setTimeout; // a bad connection, without the waiting
globalThis.setTimeout = (run, ms, ...rest) => waits(run, [800, 2500].includes(ms) ? 0 : ms, ...rest);

const connect = globalThis.fetch;
let [left, before] = [told.lose ?? 0, told.after ?? 0];
globalThis.fetch = async (address, options) => {
  const response = await connect(address, options);
  if (before-- > 0) return altered(response);
  if (left-- > 0) throw new TypeError("lost on the way back");
  return altered(response);
};

async function altered(response) {
  if (told.other_tally && response.url.endsWith("/keys")) {
    const keys = await response.json();
    return new Response(JSON.stringify({ ...keys, tally: btoa("x".repeat(32)) }));
  }
  if (!response.url.endsWith("/sign")) return response;
  const answer = await response.json();
  if (told.other_key) answer.node = "00000000-0000-4000-8000-000000000000";
  if (told.spoil && answer.signature) answer.signature = btoa("x".repeat(384));
  return new Response(JSON.stringify(answer), { status: response.status });
}

const ballots = await import("../../nuotio/culture/static/culture/ballots.js");
const url = (name) => `${base}/survey/${round}/${name}`;
const collect = () =>
  ballots.collect({ signUrl: url("sign"), keysUrl: url("keys"), round, token });
const stored = () => Object.keys(store).map((name) => name.split(".")[1]).sort();

const doing = {
  collect,
  link: () => ({ link: ballots.ticketLink(round) }),
  other_link: async () => {
    await collect();
    return { link: ballots.ticketLink(round) };
  },
  take: () => {
    location.hash = told.address.slice(told.address.indexOf("#"));
    const ticket = ballots.takeTicketFromAddress(round);
    const before = JSON.parse(known[`nuotio.ticket.${round}`] ?? "{}");
    const isSame = ticket?.signature !== undefined && ticket.signature === before.signature;
    return { isSame, hash: location.hash };
  },
  cast: async () => {
    const payload = told.payload ?? null;
    const place = { castUrl: url("ballots"), keysUrl: url("keys"), round, payload };
    const outcome = await ballots.cast(place);
    return { outcome, hasCast: ballots.hasCast(round), stored: stored() };
  },
};

let answer;
try {
  answer = await doing[what]();
} catch (error) {
  if (!error.code) throw error;
  answer = { error: error.code, stored: stored() };
}
if (what !== "other_link" && what !== "take") writeFileSync(told.kept, JSON.stringify(store));
console.log(JSON.stringify(answer));
