// A slider tells its number while it moves; what it does is shown by htmx. Without this, "Show" does both.
for (const slider of document.querySelectorAll(".weigh input[type=range]")) {
  const told = slider.closest(".weigh").querySelector("output");
  slider.addEventListener("input", () => { told.value = slider.value; });
}
