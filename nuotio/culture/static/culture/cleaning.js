// The survey is over: what was begun here and never sent is of no more use, and goes.
import { forget, forgetTicket } from "./answers.js";

const { survey: round } = document.querySelector("[data-survey]").dataset;
forget(round);
forgetTicket(round);
