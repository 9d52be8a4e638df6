/* The studio: choose a sentence by pointer or keys and see why it stands there. Without this file every sentence is a
   link that does the same with a reload. */
document.addEventListener("DOMContentLoaded", function () {
  const panel = document.getElementById("why");
  if (!panel) return;
  const known = new Map(); /* what was fetched already, by the sentence's id; void when the letter changes */
  let isHeld = false; /* a pressed sentence stays until Escape, whatever the pointer passes */
  let hovering = null;
  let asking = null;

  function sentences() { return Array.from(document.querySelectorAll("[data-sheet] .s")); }
  function chosen() { return document.querySelector("[data-sheet] .s[aria-current]"); }

  function rove() {
    const all = sentences();
    const stop = chosen() || all[0];
    all.forEach(function (one) { one.tabIndex = one === stop ? 0 : -1; });
  }

  function choose(link) {
    if (link === chosen()) return;
    sentences().forEach(function (one) { one.removeAttribute("aria-current"); });
    link.setAttribute("aria-current", "true");
    rove();
    history.replaceState(null, "", "?at=" + encodeURIComponent(link.id));
    clearTimeout(asking);
    if (known.has(link.id)) show(known.get(link.id));
    else asking = setTimeout(function () { ask(link.id); }, 60); /* whoever runs through the letter asks only where they stop */
  }

  function show(html) {
    panel.innerHTML = html;
    htmx.process(panel);
  }

  function ask(id) {
    const address = panel.dataset.why + (panel.dataset.why.includes("?") ? "&at=" : "?at=") + encodeURIComponent(id);
    htmx.ajax("GET", address, { source: panel, target: panel, swap: "innerHTML" });
  }

  document.body.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target !== panel || event.detail.isError) return;
    const id = new URL(event.detail.xhr.responseURL).searchParams.get("at");
    known.set(id, event.detail.serverResponse);
    event.detail.shouldSwap = Boolean(chosen()) && chosen().id === id; /* somebody may have gone on meanwhile */
  });

  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id === "pages") markPages();
    if (event.detail.target.id !== "desk") return;
    known.clear();
    rove();
    /* After an edit the keyboard goes on where it was; a form that was opened takes the focus itself. */
    if (chosen() && !document.querySelector(".wording")) chosen().focus();
  });

  /* The rendering came while the letter was being read: its pages are marked where they begin. */
  function markPages() {
    document.querySelectorAll("#pages [data-at]").forEach(function (one) {
      const first = document.getElementById(one.dataset.at);
      const block = first && first.closest(one.dataset.where === "row" ? "th" : "p, ul, table");
      if (!block) return;
      const mark = document.createElement(one.dataset.where === "row" ? "span" : "p");
      mark.className = one.dataset.where === "row" ? "break break--row" : "break";
      mark.textContent = "Page " + one.dataset.page + { before: " begins here", after: " begins here", within: " begins in this paragraph", row: "" }[one.dataset.where];
      if (one.dataset.where === "row") block.prepend(mark);
      else if (one.dataset.where === "after") block.after(mark);
      else block.before(mark);
    });
  }

  function linkOf(node) {
    if (!node.closest || node.closest(".gut, .wording, .slot, [href^='http']")) return null;
    const row = node.closest("[data-sheet] tr");
    return node.closest("[data-sheet] .s") || (row && row.querySelector(".s"));
  }

  document.addEventListener("click", function (event) {
    const link = linkOf(event.target);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    isHeld = true;
    choose(link);
    link.focus({ preventScroll: true });
  });

  document.addEventListener("pointerover", function (event) {
    clearTimeout(hovering);
    if (isHeld || event.pointerType === "touch" || document.querySelector(".wording")) return;
    const link = linkOf(event.target);
    if (link) hovering = setTimeout(function () { choose(link); }, 180);
  });

  document.addEventListener("keydown", function (event) {
    const inSheet = event.target.matches("body, main, .s, .studio__desk");
    if (event.key === "Escape") isHeld = false;
    if (!inSheet || (event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = sentences();
    const at = all.indexOf(chosen());
    const next = all[at < 0 ? 0 : at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    isHeld = true;
    choose(next);
    next.focus();
  });

  rove();
  if (chosen()) chosen().scrollIntoView({ block: "center" });
});
