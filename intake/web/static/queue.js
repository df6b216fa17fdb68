// Keys, a count of what is chosen, and a sign when the queue has changed. Without it the forms and links do the same.
"use strict";
const KEYS = "intake-toetsen";
const list = () => document.getElementById("lijst");
const rows = () => [...list().querySelectorAll("tbody tr")];
const row = () => rows().find((one) => one.contains(document.activeElement));
const tick = (one) => one && one.querySelector("input[name=zaak]");

function count() {
  const bulk = list().querySelector(".bulk");
  if (!bulk) return;
  const chosen = list().querySelectorAll("input[name=zaak]:checked").length;
  bulk.classList.toggle("on", chosen > 0);
  bulk.querySelector(".bulk-count").textContent = chosen === 1 ? "1 zaak gekozen" : `${chosen} zaken gekozen`;
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(row());
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].querySelector("a.case").focus();
}

function settle() {
  const box = tick(row());
  if (!box) return;
  list().querySelectorAll("input[name=zaak]").forEach((one) => { one.checked = one === box; });
  list().querySelector("button[value=goed]").click();
}

function help() {
  document.getElementById("toetsen-aan").checked = localStorage.getItem(KEYS) !== "uit";
  document.getElementById("sneltoetsen").showModal();
}

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  x: () => { const box = tick(row()); if (box) { box.checked = !box.checked; count(); } },
  e: settle,
  "/": () => document.getElementById("zoek").focus(),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(KEYS) === "uit") return;
  const action = ACTIONS[event.key];
  if (action) { event.preventDefault(); action(); }
});
document.addEventListener("change", (event) => {
  if (event.target.name === "zaak") count();
  if (event.target.id === "toetsen-aan") localStorage.setItem(KEYS, event.target.checked ? "aan" : "uit");
});
document.addEventListener("htmx:afterSwap", count);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-open]");
  if (button) help();
});

// A list that jumps while somebody reads it is a nuisance: so the list is only replaced when nobody is in it.
async function look() {
  if (document.hidden) return;
  const answer = await fetch("/stand", { headers: { accept: "application/json" }, redirect: "error" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const state = await answer.json();
  const fresh = document.getElementById("vers");
  if (state.kenmerk === fresh.dataset.mark) return;
  document.title = document.title.replace(/^(\(\d+\+?\) )?/, state.aantal ? `(${state.aantal}) ` : "");
  fresh.hidden = false;
  if (row() || list().querySelector("input:checked")) return;
  fresh.hidden = true;
  fresh.dataset.mark = state.kenmerk;
  htmx.ajax("GET", location.pathname + location.search, { target: "#lijst", swap: "innerHTML" });
}
setInterval(look, Number(document.body.dataset.lookMs || 15000));
count();
