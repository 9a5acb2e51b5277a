// Saves a form as one goes (`form[data-saves]`): each answer is sent by itself; the button saves too.
// What could not be sent stays on this device (keep.js) and goes with the next answer.
const PAUSE = 900;
const form = document.querySelector("form[data-saves]");

function savesOf(form) {
  const line = form.querySelector("[data-saves-state]");
  const key = `kept:${location.pathname}:${form.dataset.keep}`;
  let timer = 0, isSending = false, isChanged = false;

  function say(state) {
    line.dataset.state = state;
    line.textContent = line.dataset[state];
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    isChanged = false;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual",
        headers: { Accept: "application/json" },
      });
      if (answer.ok) form.elements.version.value = (await answer.json()).version;
      if (answer.ok && !isChanged) sessionStorage.removeItem(key); // what arrived is let go
      say(answer.ok ? "saved" : answer.status === 409 ? "both" : "kept");
    } catch { say("kept"); } finally { isSending = false; }
    if (isChanged) schedule();
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  form.addEventListener("input", () => { isChanged = true; schedule(); });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", schedule);
}

// Where the page itself asks to choose between two texts, its own form answers first.
if (form && !form.querySelector(".both")) savesOf(form);
