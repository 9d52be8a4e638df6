/* Keys of the worklist: J and K go from row to row, Enter does what the row's button says, O opens its case, A hands it
   over. They are off in fields, with a modifier, and where somebody has switched them off. */
document.addEventListener("DOMContentLoaded", function () {
  const rows = Array.from(document.querySelectorAll(".worklist tr.trow"));
  const help = document.querySelector("[data-keys]");
  if (!rows.length || !help) return;
  const button = help.querySelector("button");
  let at = -1;
  let isOff = false;
  try { isOff = localStorage.getItem("keys") === "off"; } catch (error) { /* storage is closed: they are on */ }

  function show() {
    help.hidden = false;
    help.classList.toggle("is-off", isOff);
    button.textContent = isOff ? "Switch keys on" : "Switch keys off";
  }

  function mark(row, isAt) {
    row.classList.toggle("is-at", isAt);
    if (isAt) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
    const act = row.querySelector("[data-act]");
    act.classList.toggle("btn-primary", isAt);
    act.classList.toggle("btn-line", !isAt);
    if (isAt) act.focus();
  }

  function go(to) {
    if (!rows[to]) return;
    rows.forEach(function (row) { if (row !== rows[to]) mark(row, false); });
    at = to;
    mark(rows[to], true);
  }

  const does = {
    j: function () { go(at + 1); },
    k: function () { go(at - 1); },
    o: function () { click("[data-open]"); },
    a: function () { click("[data-assign]"); },
  };

  function click(what) {
    const link = rows[at] && rows[at].querySelector(what);
    if (link) link.click();
  }

  document.addEventListener("keydown", function (event) {
    const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
    const act = does[event.key.toLowerCase()];
    if (isOff || isTyping || !act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  rows.forEach(function (row, place) {
    row.querySelector("[data-act]").addEventListener("focus", function () { if (at !== place) go(place); });
  });
  button.addEventListener("click", function () {
    isOff = !isOff;
    try { localStorage.setItem("keys", isOff ? "off" : "on"); } catch (error) { /* kept for this page only */ }
    show();
  });
  show();
});
