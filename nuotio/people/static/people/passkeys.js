/* Passkeys: ask the device, hand its answer to the form, and say in words when nothing came of it.

   <form data-passkey="create" data-options="id of a JSON block"> or
   <form data-passkey="get" data-options-url="address of JSON">
   Inside: an input named credential, a submit button; [data-passkey-unable] is shown where the
   browser has no passkeys, [data-passkey-said="..."] where the device said no. */

const { create, get, supported } = globalThis.webauthnJSON;

async function optionsOf(form) {
  let found;
  if (form.dataset.optionsUrl) {
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`No options: ${answer.status}`);
    found = await answer.json();
  } else {
    found = JSON.parse(document.getElementById(form.dataset.options).textContent);
  }
  return found.creation_options ?? found.request_options;
}

function say(form, name) {
  for (const words of form.querySelectorAll("[data-passkey-said]")) {
    words.hidden = words.dataset.passkeySaid !== name;
  }
}

async function ask(form, button) {
  say(form, "");
  button.disabled = true;
  try {
    const options = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? create(options) : get(options));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (trouble) {
    button.disabled = false;
    say(form, trouble.name === "InvalidStateError" ? "known" : "no");
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button[type=submit]");
  const able = supported();
  button.hidden = !able;
  for (const words of form.querySelectorAll("[data-passkey-unable]")) words.hidden = able;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form, button);
  });
}
