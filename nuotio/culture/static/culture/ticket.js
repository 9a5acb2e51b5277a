// A member's page: collects the ticket with the session, then goes on to where nobody is known.
import { collect, hasCast, ticketOf } from "./ballots.js";
import * as answers from "./answers.js";
import { tellTrouble, troubleOf } from "./tokens.js";

const page = document.querySelector("[data-ticket-of]");
const { ticketOf: round, signUrl, keysUrl, surveyUrl, csrf, isGiven } = page.dataset;
const one = (selector) => page.querySelector(selector);

function show(state) {
  for (const section of page.querySelectorAll("[data-state]")) section.hidden = section.dataset.state !== state;
}

function decide() {
  if (ticketOf(round)) return show(isGiven === undefined ? "another" : "here");
  if (isGiven === undefined) return show("collect");
  return show(hasCast(round) ? "here" : "given");
}

async function collectHere(button) {
  const trouble = one("[data-trouble]");
  trouble.hidden = button.disabled = true;
  try {
    await collect({ signUrl, keysUrl, round, csrf });
    answers.setMark(round, "owner", null);
    answers.setInTab(round, "stage", "fresh");
    location.assign(surveyUrl);
  } catch (error) {
    const kind = troubleOf(error);
    button.disabled = false;
    if (kind === "given") return show("given");
    tellTrouble(trouble, kind);
  }
}

one("[data-collect]").addEventListener("click", (event) => collectHere(event.currentTarget));
decide();
