// Keys on the page of a case: e confirms, j and k go to the next and the previous one. The same things stand on the page.
"use strict";
const PRESS = {
  e: () => document.querySelector("[data-key=e]"),
  j: () => document.querySelector("a[rel=next]"),
  k: () => document.querySelector("a[rel=prev]"),
  u: () => document.querySelector(".path a"),
};
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem("intake-toetsen") === "uit") return;
  const target = PRESS[event.key] && PRESS[event.key]();
  if (target) { event.preventDefault(); target.click(); }
});
