"use strict";
// Keeps the table and the chosen log fresh, and changes only what differs, so that nothing flickers and no click is lost.
const rows = document.getElementById("rows");
const log = document.getElementById("log");
const lines = document.getElementById("log-lines");
const filter = document.getElementById("log-filter");
let chosen = null;

function patch(html) {
  const fresh = document.createElement("tbody");
  fresh.innerHTML = html;
  const names = [...fresh.rows].map(r => r.dataset.name).join();
  if (names !== [...rows.rows].map(r => r.dataset.name).join()) {
    rows.innerHTML = html;
  } else {
    [...fresh.rows].forEach((row, i) => [...row.cells].forEach((cell, j) => {
      const old = rows.rows[i].cells[j];
      if (old.innerHTML !== cell.innerHTML) { old.innerHTML = cell.innerHTML; }
      if (old.className !== cell.className) { old.className = cell.className; }
    }));
  }
  for (const row of rows.rows) { row.classList.toggle("selected", row.dataset.name === chosen); }
}

async function refreshLog() {
  if (!chosen) { return; }
  const answer = await fetch(`/api/resources/${encodeURIComponent(chosen)}/logs`);
  if (!answer.ok) { return; }
  const wanted = filter.value.toLowerCase();
  const text = (await answer.json()).map(l => l.text).filter(t => t.toLowerCase().includes(wanted)).join("\n");
  if (lines.textContent !== text) {
    const atEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 20;
    lines.textContent = text;
    if (atEnd) { lines.scrollTop = lines.scrollHeight; }
  }
}

async function refresh() {
  try {
    const answer = await fetch(document.body.dataset.rows);
    if (answer.ok) { patch(await answer.text()); }
    await refreshLog();
    document.body.style.opacity = "";
  } catch {
    document.body.style.opacity = ".4"; // the host has ended
  }
  setTimeout(refresh, 1000);
}

rows.addEventListener("click", async event => {
  const button = event.target.closest("button");
  if (!button) { return; }
  const name = button.closest("tr").dataset.name;
  if (button.dataset.action) {
    button.disabled = true;
    await fetch(`/api/resources/${encodeURIComponent(name)}/${button.dataset.action}`, { method: "POST", headers: { "X-Steward-Dashboard": "1" } });
    button.disabled = false;
  } else {
    chosen = chosen === name ? null : name;
    log.hidden = !chosen;
    document.getElementById("log-name").textContent = chosen ?? "";
    lines.textContent = "";
    await refreshLog();
  }
});
filter.addEventListener("input", refreshLog);
refresh();
