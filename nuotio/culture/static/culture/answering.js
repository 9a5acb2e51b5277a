// The public page of a survey: finds out what comes next for this browser and shows that alone.
// Nothing here asks who the person is; the ticket and the answers never leave but sealed.
import { cast, collect, hasCast, isWaiting, takeTicketFromAddress, ticketOf } from "./ballots.js";
import * as answers from "./answers.js";
import { ask } from "./asking.js";
import { showCarry } from "./carrying.js";
import { digestOf, tellTrouble, tokenFromAddress, troubleOf } from "./tokens.js";

const AGAIN = 15000; // milliseconds between tries while there is no connection
const page = document.querySelector("[data-survey]");
const { survey: round, phase, signUrl, keysUrl, castUrl } = page.dataset;
const one = (selector) => page.querySelector(selector);
const all = (selector) => [...page.querySelectorAll(selector)];
const form = one("form[data-asking]");
const kept = answers.load(round);
let asking = null, isSending = false, timer = 0, isFirst = true;

function show(state) {
  for (const section of all("[data-state]")) section.hidden = section.dataset.state !== state;
  page.dataset.shown = state;
  one("[data-kept-here]").hidden = !(form && answers.isBegun(kept) && ["begin", "asking", "summary", "waiting", "refused"].includes(state));
  one("[data-carry-here]").hidden = !["ready", "choose", "begin"].includes(state);
  if (!one("[data-carry-here]").hidden) showCarry(page, round);
  if (!isFirst) {
    scrollTo({ top: 0, behavior: "instant" });
    one(`[data-state="${state}"] h2[tabindex]`)?.focus();
  }
  isFirst = false;
}

// What is next: the first of these that holds.
async function decide() {
  takeTicketFromAddress(round);
  const token = tokenFromAddress(round);
  if (isWaiting(round)) { resend(); return show("waiting"); }
  if (ticketOf(round)) return show((await isOfAnother(token)) ? "another" : withTicket());
  if (hasCast(round)) return show("done");
  return show(token ? "collect" : "sign");
}

async function isOfAnother(token) {
  const owner = answers.markOf(round, "owner");
  return Boolean(token && owner) && owner !== (await digestOf(token));
}

function withTicket() {
  const stage = answers.inTab(round, "stage");
  if (phase === "before" || stage === "later") return "ready";
  if (kept.isWaiting) { resend(); return "waiting"; }
  if (stage === "asking") { begin(); return "asking"; }
  if (stage === "summary") { begin(); tellLeftOut(); return "summary"; }
  if (stage === "fresh") return "choose";
  tellBegun();
  return "begin";
}

function tellBegun() {
  const isBegun = answers.isBegun(kept), line = one("[data-begun]");
  const total = one("[data-progress]").dataset.total;
  line.hidden = !isBegun;
  one("[data-fresh]").hidden = isBegun;
  line.textContent = line.dataset.words.replace("{n}", Object.keys(kept.answers).length).replace("{total}", total);
  const button = one("[data-begun-words]");
  button.dataset.freshWords ??= button.textContent;
  button.textContent = isBegun ? button.dataset.begunWords : button.dataset.freshWords;
}

async function collectHere(button) {
  const trouble = one("[data-trouble]"), token = tokenFromAddress(round);
  trouble.hidden = button.disabled = true;
  try {
    await collect({ signUrl, keysUrl, round, token });
    answers.setMark(round, "owner", await digestOf(token));
    answers.setInTab(round, "token", null);
    answers.setInTab(round, "stage", "fresh");
    show(withTicket());
  } catch (error) {
    const kind = troubleOf(error);
    if (kind === "given") return show("given");
    tellTrouble(trouble, kind);
  } finally { button.disabled = false; }
}

function begin() {
  answers.setInTab(round, "stage", "asking");
  asking ??= ask(form, { kept, onChange: keep, onDone: summarise });
}

function keep() {
  answers.keep(round, kept);
  one("[data-kept-here]").hidden = !answers.isBegun(kept);
}

function summarise() {
  answers.setInTab(round, "stage", "summary");
  tellLeftOut();
  show("summary");
}

function tellLeftOut() {
  const left = asking.leftOut(), box = one("[data-left-out]"), words = box.querySelector("p");
  one("[data-all]").hidden = left.length > 0;
  box.hidden = left.length === 0;
  words.textContent = left.length === 1 ? words.dataset.one : words.dataset.many.replace("{n}", left.length);
  box.querySelector("ul").replaceChildren(...left.map((step) => {
    const line = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = "button plain";
    button.textContent = `${step.dataset.number}. ${step.querySelector("legend").lastChild.textContent.trim()}`;
    button.addEventListener("click", () => { back(); asking.goTo(step); });
    line.append(button);
    return line;
  }));
}

function back() {
  answers.setInTab(round, "stage", "asking");
  show("asking");
}

async function send(button) {
  if (isSending) return;
  const payload = isWaiting(round) ? null : sealable();
  if (payload === undefined) return;
  clearTimeout(timer);
  isSending = true;
  if (button) button.disabled = true;
  try {
    finish(await cast({ castUrl, keysUrl, round, payload }));
  } catch (error) {
    wait(troubleOf(error));
  } finally {
    isSending = false;
    if (button) button.disabled = false;
  }
}

// What is to be sealed; nothing where it is too long for the envelope.
function sealable() {
  begin();
  const payload = answers.payloadOf(kept, asking.codes), isRight = answers.fits(payload);
  one("[data-too-long]").hidden = isRight;
  return isRight ? payload : undefined;
}

function wait(trouble) {
  kept.isWaiting = trouble === "offline";
  answers.keep(round, kept);
  if (!kept.isWaiting) return show(trouble === "keys" ? "keys" : "refused");
  if (page.dataset.shown !== "waiting") show("waiting");
  timer = setTimeout(resend, AGAIN);
}

function resend() {
  if (kept.isWaiting || isWaiting(round)) send();
}

function finish(outcome) {
  if (outcome === "refused") return wait(outcome);
  empty();
  answers.setMark(round, "owner", null);
  show({ counted: "done", used: "used", closed: "late" }[outcome]);
}

function empty() {
  Object.assign(kept, { answers: {}, words: {}, background: {}, at: "", isWaiting: false });
  asking?.clear();
  answers.forget(round);
}

// A press that takes something away is asked for twice.
function isSure(button) {
  const isAsked = "asked" in button.dataset;
  if (!isAsked) button.dataset.asked = button.textContent;
  button.textContent = isAsked ? button.dataset.asked : button.dataset.sure;
  if (isAsked) delete button.dataset.asked;
  return isAsked;
}

function clear(button) {
  if (!isSure(button)) return;
  empty();
  tellBegun();
  show("begin");
}

// Nothing of this round stays in this browser, the ticket neither.
function leave() {
  empty();
  answers.forgetTicket(round);
  decide();
}

const DOES = {
  collect: collectHere,
  begin: () => { begin(); show("asking"); asking.resume(); },
  later: () => { answers.setInTab(round, "stage", "later"); show("ready"); },
  mine: () => { answers.setMark(round, "owner", null); answers.setInTab(round, "token", null); show(withTicket()); },
  summary: summarise,
  return: () => { back(); asking.resume(); },
  send,
  clear,
  nextPerson: () => leave(),
  away: (button) => { if (isSure(button)) leave(); },
};
page.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  for (const [what, act] of Object.entries(DOES)) if (button && what in button.dataset) act(button);
});
addEventListener("online", resend);
decide();
