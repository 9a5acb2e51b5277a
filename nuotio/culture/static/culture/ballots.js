// Collecting a ticket and casting a ballot: everything secret is made and kept in this browser.
//
// A ticket is a random serial with a signature that the service made without seeing it. A ballot is
// the answers, sealed to the key of the round, with a ticket. `round` is everywhere the public id.
import {
  Aes256Gcm,
  CipherSuite,
  DhkemX25519HkdfSha256,
  HkdfSha256,
  RSABSSA,
} from "./vendor/ballot-crypto.min.js";

const SIZE = 8192; // bytes of the answers before they are sealed, the same for everyone
const NODE = 16;
const SERIAL = 32;
const PREPARED = 64;
const SIGNATURE = 384;
const TRIES = [0, 800, 2500]; // milliseconds before each try on a bad connection
const RSA = { name: "RSA-PSS", hash: "SHA-384" };
const signing = () => RSABSSA.SHA384.PSS.Randomized();

// `code` says what went wrong: offline, given, not-now, unknown-link, unreadable, keys,
// keys-changed, key-not-listed, bad-signature, no-ticket, too-long.
export class BallotError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

// --- bytes as text, and what is kept in this browser

const encode = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const forAddress = (bytes) =>
  encode(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const fromAddress = (text) => decode(text.replaceAll("-", "+").replaceAll("_", "/"));

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const place = (what, round) => `nuotio.${what}.${round}`;
const kept = (what, round) => JSON.parse(localStorage.getItem(place(what, round)) ?? "null");
const keep = (what, round, value) =>
  localStorage.setItem(place(what, round), JSON.stringify(value));
const forget = (what, round) => localStorage.removeItem(place(what, round));

// --- the ticket

// The ticket that waits in this browser, or null: {node, prepared, signature}, and the name of the
// list of keys that it was collected with (this does not travel to another device).
export const ticketOf = (round) => kept("ticket", round);

// Whether a ballot was cast from this browser and taken.
export const hasCast = (round) => kept("cast", round) === true;

// An address that carries the ticket to another device, after the # that no server sees.
export function ticketLink(round) {
  const ticket = ticketOf(round);
  if (!ticket) throw new BallotError("no-ticket");
  const bytes = joined(nodeBytes(ticket), decode(ticket.prepared), decode(ticket.signature));
  return `${location.origin}/survey/${round}/#ticket=${forAddress(bytes)}`;
}

const nodeBytes = (ticket) =>
  Uint8Array.from(ticket.node.replaceAll("-", "").match(/../g), (hex) => parseInt(hex, 16));

// Take the ticket out of the address, where there is one, and out of sight. A ticket that is in
// this browser already stays: a link must not put somebody else's in its place.
export function takeTicketFromAddress(round) {
  const found = location.hash.match(/^#ticket=([\w-]+)$/);
  if (!found) return ticketOf(round);
  history.replaceState(null, "", location.pathname + location.search);
  const bytes = fromAddress(found[1]);
  if (bytes.length !== NODE + PREPARED + SIGNATURE || ticketOf(round)) return ticketOf(round);
  const hex = Array.from(bytes.slice(0, NODE), (byte) => byte.toString(16).padStart(2, "0"));
  const node = hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const prepared = encode(bytes.slice(NODE, NODE + PREPARED));
  keep("ticket", round, { node, prepared, signature: encode(bytes.slice(NODE + PREPARED)) });
  return ticketOf(round);
}

// Collect a ticket: as a member (csrf) or by the token of a personal link. What was begun on a bad
// connection goes on where it stopped, since the service signs only one serial for each person.
export async function collect({ signUrl, keysUrl, round, token = null, csrf = null }) {
  if (ticketOf(round)) return ticketOf(round);
  const keys = await published(keysUrl, round);
  if (!kept("begun", round)) {
    const { node } = await asked(signUrl, { token, csrf });
    keep("begun", round, await blinded(node, await nodeKey(keys, node)));
  }
  const begun = kept("begun", round);
  const answer = await asked(signUrl, { token, csrf, blinded: begun.blinded });
  const ticket = { node: begun.node, prepared: begun.prepared, keys: keys.name };
  ticket.signature = await unblinded(await nodeKey(keys, begun.node), begun, answer.signature);
  keep("ticket", round, ticket);
  forget("begun", round);
  return ticket;
}

async function blinded(node, key) {
  const prepared = signing().prepare(crypto.getRandomValues(new Uint8Array(SERIAL)));
  const { blindedMsg, inv } = await signing().blind(key, prepared);
  return { node, prepared: encode(prepared), blinded: encode(blindedMsg), inv: encode(inv) };
}

async function unblinded(key, begun, signature) {
  try {
    const [prepared, inv] = [decode(begun.prepared), decode(begun.inv)];
    return encode(await signing().finalize(key, prepared, decode(signature), inv));
  } catch {
    throw new BallotError("bad-signature");
  }
}

async function asked(signUrl, { token, csrf, blinded }) {
  const body = {};
  if (token) body.token = token;
  if (blinded) body.blinded = blinded;
  const response = await sent(signUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(csrf ? { "X-CSRFToken": csrf } : {}) },
    credentials: token ? "omit" : "same-origin",
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({ error: "unreadable" }));
  if (!response.ok) throw new BallotError(answer.error ?? "unreadable");
  return answer;
}

// --- the keys: only what is on the list that everyone sees is used, and always the same list

async function published(keysUrl, round) {
  const response = await sent(keysUrl, { credentials: "omit" });
  if (!response.ok) throw new BallotError("keys");
  const text = await response.text();
  const keys = JSON.parse(text);
  if (keys.round !== round) throw new BallotError("keys");
  return { ...keys, name: await digestOf(new TextEncoder().encode(text)) };
}

async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function nodeKey(keys, node) {
  const listed = keys.nodes.find((one) => one.code === node);
  if (!listed) throw new BallotError("key-not-listed");
  return crypto.subtle.importKey("spki", decode(listed.key), RSA, true, ["verify"]);
}

// --- the ballot

// Cast the answers {answers, background, words}; returns "counted", "used" (another ballot came
// with this ticket), "closed" or "refused". The sealed ballot is kept until the service has
// answered, and the very same bytes are sent again: without `payload` too, after a lost connection.
export async function cast({ castUrl, keysUrl, round, payload = null }) {
  if (!isWaiting(round)) {
    keep("ballot", round, await sealedBallot({ keysUrl, round, payload }));
  }
  const response = await sent(castUrl, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    body: decode(kept("ballot", round)),
  });
  const outcome = { 204: "counted", 409: "used", 410: "closed", 400: "refused" }[response.status];
  if (!outcome) throw new BallotError("offline");
  if (outcome === "counted") keep("cast", round, true);
  if (outcome === "counted" || outcome === "used") forget("ticket", round);
  forget("ballot", round);
  return outcome;
}

// Whether a sealed ballot waits here to be sent again.
export const isWaiting = (round) => kept("ballot", round) !== null;

async function sealedBallot({ keysUrl, round, payload }) {
  const ticket = ticketOf(round);
  if (!ticket || !payload) throw new BallotError("no-ticket");
  const answers = padded(payload);
  const keys = await published(keysUrl, round);
  if ((ticket.keys ?? keys.name) !== keys.name) throw new BallotError("keys-changed");
  await nodeKey(keys, ticket.node);
  const prepared = decode(ticket.prepared);
  const sealed = await sealedTo(decode(keys.tally), round, prepared, answers);
  return encode(joined(nodeBytes(ticket), prepared, decode(ticket.signature), sealed));
}

function padded({ answers = {}, background = {}, words = {} }) {
  const text = new TextEncoder().encode(JSON.stringify({ v: 1, answers, background, words }));
  if (text.length > SIZE) throw new BallotError("too-long");
  return joined(text, new Uint8Array(SIZE - text.length).fill(32));
}

async function sealedTo(tally, round, prepared, answers) {
  const suite = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });
  const sender = await suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(tally),
    info: new TextEncoder().encode(`nuotio ballot 1|${round}|${await digestOf(prepared)}`),
  });
  return joined(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(answers)));
}

// --- the connection

async function sent(address, options) {
  for (const wait of TRIES) {
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const response = await fetch(address, { cache: "no-store", ...options });
      if (response.status < 500 || response.status === 503) return response;
    } catch {
      continue; // the connection was lost: what is sent again is the same
    }
  }
  throw new BallotError("offline");
}
