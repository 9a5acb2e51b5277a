// The answers of one round on this device, from the first press until they are sent.
export const SIZE = 8192, LONGEST = 1000; // as in `nuotio.culture.responses`

const keyOf = (round, what) => `nuotio.${what}.${round}`;
const nothing = () => ({ answers: {}, words: {}, background: {}, at: "", way: "one", isWaiting: false });

function read(store, key) {
  try { return JSON.parse(store.getItem(key)); } catch { return null; }
}

function write(store, key, value) {
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(value));
  } catch { /* a browser without storage: they last as long as the page */ }
}

export function load(round) {
  return { ...nothing(), ...read(localStorage, keyOf(round, "answers")) };
}

export function keep(round, kept) {
  write(localStorage, keyOf(round, "answers"), kept);
}

// A ballot that is sealed and waits goes too: it holds the same answers (`ballots.js` keeps it).
export function forget(round) {
  for (const what of ["answers", "ballot"]) write(localStorage, keyOf(round, what), null);
  write(sessionStorage, keyOf(round, "stage"), null);
}

// The ticket as `ballots.js` keeps it, used or not: another person begins from the start.
export function forgetTicket(round) {
  for (const what of ["ticket", "begun", "cast", "owner"]) write(localStorage, keyOf(round, what), null);
}

// Small marks of this browser (`owner`) and of this tab (`token`, `stage`).
export const markOf = (round, what) => read(localStorage, keyOf(round, what));
export const setMark = (round, what, value) => write(localStorage, keyOf(round, what), value);
export const inTab = (round, what) => read(sessionStorage, keyOf(round, what));
export const setInTab = (round, what, value) => write(sessionStorage, keyOf(round, what), value);

export function isBegun(kept) {
  return [kept.answers, kept.words, kept.background].some((part) => Object.keys(part).length > 0);
}

// What is sealed: every statement is named, with null where it was left out; "rather not say" is
// not sent at all.
export function payloadOf(kept, codes) {
  return {
    answers: Object.fromEntries(codes.map((code) => [code, kept.answers[code] ?? null])),
    background: Object.fromEntries(Object.entries(kept.background).filter(([, value]) => value)),
    words: kept.words,
  };
}

export function fits(payload) {
  return new TextEncoder().encode(JSON.stringify({ v: 1, ...payload })).length <= SIZE;
}
