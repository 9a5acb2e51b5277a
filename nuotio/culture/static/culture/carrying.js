// The ticket's way to another device: a link and its picture, drawn here so that no server sees it.
import { ticketLink } from "./ballots.js";
import { encode } from "./vendor/uqr.js";

const SVG = "http://www.w3.org/2000/svg";

function drawn(text) {
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  const marks = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")));
  const picture = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  path.setAttribute("d", marks.join(""));
  picture.append(path);
  return picture;
}

export function showCarry(page, round) {
  const box = page.querySelector("[data-carry]"), link = ticketLink(round);
  box.hidden = !link;
  if (!link) return;
  box.querySelector("input").value = link;
  box.addEventListener("toggle", () => {
    const place = box.querySelector("[data-qr]");
    if (box.open && !place.firstChild) place.append(drawn(link));
  });
}
