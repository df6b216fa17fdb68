// What the pages do on top of plain links and forms. Without it everything still works.
"use strict";
document.documentElement.classList.add("js");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.who[open]").forEach((open) => { open.open = false; open.querySelector("summary").focus(); });
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.who[open]").forEach((open) => { if (!open.contains(event.target)) open.open = false; });
});
