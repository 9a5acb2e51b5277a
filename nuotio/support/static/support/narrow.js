// Many chips: typing a word hides those that do not have it. What is chosen stays in sight.
for (const area of document.querySelectorAll("[data-narrows]")) {
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  box.className = "narrow-by";
  label.textContent = area.dataset.narrows;
  input.type = "search";
  input.autocomplete = "off";
  input.id = `narrows-${area.querySelector("input").name}`;
  label.htmlFor = input.id;
  box.append(label, input);
  area.prepend(box);
  input.addEventListener("input", () => {
    const word = input.value.trim().toLowerCase();
    for (const chip of area.querySelectorAll(".choice")) {
      const isHidden = !chip.textContent.toLowerCase().includes(word) && !chip.querySelector("input").checked;
      chip.hidden = isHidden;
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
