// The questions of a survey: one statement at a time or all on one page, by thumb or by keyboard.
// Everything is plain fieldsets and radios; this only decides what is in view and where the focus
// goes. `ask(form, {...})` tells `onChange` of each answer and `onDone` when the last step is passed.
import { LONGEST } from "./answers.js";

const PAUSE = 180; // milliseconds in which the chosen answer is seen before the next one comes

const filled = (words, n, total) => words.replace("{n}", n).replace("{total}", total);

export function ask(form, { kept, onChange = () => {}, onDone = null }) {
  const all = (selector) => [...form.querySelectorAll(selector)];
  const steps = all("[data-step]"), items = all("[data-item]"), groups = all("[data-group]");
  const progress = form.querySelector("[data-progress]"), wayOn = form.querySelector("[data-way-on]");
  const next = form.querySelector("[data-next]"), toSummary = form.querySelector("[data-to-summary]");
  let at = Math.max(0, steps.findIndex((step) => step.dataset.step === kept.at));

  const answerOf = (step) => step.querySelector("input:checked");
  const isOne = () => kept.way === "one";

  function restore() {
    form.reset();
    const put = (name, value) => {
      const field = form.elements[name];
      if (field) field.value = String(value);
    };
    for (const [code, value] of Object.entries(kept.answers)) put(`item-${code}`, value);
    for (const [code, value] of Object.entries(kept.background)) put(`background-${code}`, value);
    for (const [code, value] of Object.entries(kept.words)) put(`words-${code}`, value);
    for (const area of all("textarea")) tellRoom(area);
  }

  function take(field) {
    const [kind, code] = [field.name.split("-", 1)[0], field.name.slice(field.name.indexOf("-") + 1)];
    const part = { item: kept.answers, background: kept.background, words: kept.words }[kind];
    const value = kind === "item" && field.value !== "dk" ? Number(field.value) : field.value;
    if (kind === "words" && !value.trim()) delete part[code];
    else part[code] = value;
    if (kind === "words") tellRoom(field);
    onChange(kept);
    tell();
  }

  function tellRoom(area) {
    const line = area.closest(".field").querySelector("[data-room]");
    line.textContent = filled(line.dataset.roomWords, LONGEST - area.value.length);
  }

  function tell() {
    const { place, answered, minutes, minute, soon, total } = progress.dataset;
    const done = isOne() ? Math.min(at, total) : items.filter(answerOf).length;
    const left = Math.ceil(form.dataset.minutes * (1 - done / total));
    const time = done >= total ? soon : left > 1 ? filled(minutes, left) : minute;
    const here = isOne() && steps[at].dataset.item ? filled(place, at + 1, total) : filled(answered, items.filter(answerOf).length, total);
    progress.querySelector("p").textContent = `${here}, ${time}`;
    progress.querySelector("progress").value = done;
    const isSaid = !isOne() || !steps[at].dataset.item || answerOf(steps[at]);
    next.textContent = isSaid ? next.dataset.nextWords : next.dataset.skipWords;
    next.classList.toggle("quiet", !isSaid);
  }

  function show() {
    for (const [number, step] of steps.entries()) step.hidden = isOne() && number !== at;
    for (const group of groups) group.hidden = isOne() && !group.contains(steps[at]);
    form.dataset.way = kept.way;
    form.querySelector("[data-instruction]").hidden = isOne() && at > 0;
    for (const button of all("[data-way]")) button.setAttribute("aria-pressed", String(button.dataset.way === kept.way));
    wayOn.hidden = !isOne();
    form.querySelector("[data-key-help]").hidden = false;
    form.querySelector("[data-back]").hidden = at === 0;
    if (toSummary) toSummary.hidden = isOne();
    tell();
  }

  function focusOn(step) {
    const target = step.dataset.item ? answerOf(step) ?? step.querySelector("input") : step;
    if (isOne()) form.scrollIntoView({ block: "start", behavior: "instant" });
    else step.scrollIntoView({ block: "center" });
    target.focus();
  }

  function go(to) {
    if (to >= steps.length && onDone) return onDone();
    at = to < 0 || to >= steps.length ? 0 : to; // a preview begins again
    kept.at = steps[at].dataset.step;
    onChange(kept);
    show();
    focusOn(steps[at]);
  }

  function switchTo(way) {
    kept.way = way;
    onChange(kept);
    show();
    if (way === "all" && at > 0) steps[at].scrollIntoView({ block: "center" });
  }

  // Digits answer only while the focus is on the statement itself, so that they never surprise.
  function press(event) {
    const step = event.target.closest("[data-item]");
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    if (/^[0-5]$/.test(event.key)) {
      const wanted = event.key === "0" ? "dk" : event.key;
      const field = step.querySelector(`input[value="${wanted}"]`);
      field.checked = true;
      field.focus();
      take(field);
    } else if (event.key === "Enter") {
      go(steps.indexOf(step) + 1);
    } else return;
    event.preventDefault();
  }

  form.addEventListener("change", (event) => { if (event.target.type === "radio") take(event.target); });
  form.addEventListener("input", (event) => { if (event.target.tagName === "TEXTAREA") take(event.target); });
  form.addEventListener("keydown", press);
  form.addEventListener("focusin", (event) => {
    const step = event.target.closest("[data-step]");
    if (!step || isOne()) return;
    at = steps.indexOf(step);
    kept.at = step.dataset.step;
  });
  // A thumb or a mouse on an answer goes on by itself; a keyboard does so with Enter only.
  form.addEventListener("click", (event) => {
    const step = event.target.closest(".point")?.closest("[data-item]");
    const isPointed = event.detail > 0 && event.target.tagName !== "INPUT" || event.pointerType === "touch" || event.pointerType === "mouse";
    if (!step || !isOne() || !isPointed) return;
    const from = steps.indexOf(step);
    setTimeout(() => { if (isOne() && at === from && answerOf(step)) go(from + 1); }, PAUSE);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-back]").addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => go(at + 1));
  for (const button of all("[data-way]")) button.addEventListener("click", () => switchTo(button.dataset.way));
  form.querySelector("[data-ways]").hidden = false;
  restore();
  show();

  return {
    codes: items.map((item) => item.dataset.item),
    leftOut: () => items.filter((item) => !answerOf(item)),
    goTo: (step) => go(steps.indexOf(step)),
    resume: () => focusOn(steps[at]),
    clear: () => { at = 0; restore(); show(); },
  };
}

for (const form of document.querySelectorAll('form[data-asking="preview"]')) {
  ask(form, { kept: { answers: {}, words: {}, background: {}, at: "", way: "one" } });
}
