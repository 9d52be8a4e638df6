/* Small help for the pages. Everything works without it. */
document.addEventListener("DOMContentLoaded", function () {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  if (matchMedia("(max-width: 900px)").matches) {
    document.querySelectorAll(".fold").forEach(function (part) { part.open = false; });
  }

  /* A link to a closed entry, or to a field in one, opens it. */
  function openTarget() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const around = target && target.closest("details");
    if (around) around.open = true;
    if (target && target.matches("input, select, textarea")) target.focus();
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  /* "/" leads to the search, unless it is being typed. */
  document.addEventListener("keydown", function (event) {
    const find = document.getElementById("find");
    if (!find || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    find.focus();
    find.select();
  });

  /* Safety screen: Y, N and U answer the question you are at and go on to the next. */
  const questions = Array.from(document.querySelectorAll("[data-qa]"));
  document.addEventListener("keydown", function (event) {
    const field = event.target;
    const at = field.closest && field.closest("[data-qa]");
    if (!at || field.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    const answer = { y: "yes", n: "no", u: "unknown" }[event.key.toLowerCase()];
    const radio = answer && at.querySelector('input[value="' + answer + '"]');
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const next = questions[questions.indexOf(at) + 1];
    (next ? next.querySelector("input:checked, input[type=radio]") : radio).focus();
  });

  /* A step that saves as you go: pressing Save waits for the save under way, whose answer brings the revision to save
     on; else the two would meet as if by two people. Nothing is saved as you go after that. */
  document.querySelectorAll("form[hx-trigger^=change]").forEach(function (form) {
    let underWay = false, isLeaving = false, pressed = null;
    form.addEventListener("htmx:beforeRequest", function (event) {
      if (event.detail.elt !== form) return;
      if (isLeaving || pressed) event.preventDefault();
      else underWay = true;
    });
    form.addEventListener("htmx:afterRequest", function (event) {
      if (event.detail.elt !== form) return;
      underWay = false;
      if (pressed) pressed();
    });
    form.addEventListener("submit", function (event) {
      const button = event.submitter;
      if (!underWay) { isLeaving = true; return; }
      event.preventDefault();
      pressed = function () { pressed = null; form.requestSubmit(button); };
    });
    window.addEventListener("pageshow", function () { isLeaving = false; });
  });

  /* Who presses twice wants it once: while a form is on its way, it is not sent again. */
  const sentAt = new WeakMap();
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - (sentAt.get(form) || 0) < 10000) event.preventDefault(); /* an answer that never comes is not waited for */
    else sentAt.set(form, Date.now());
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form").forEach(function (form) { sentAt.delete(form); });
  });

  /* The plan's answer: what only other answers have is hidden; without an answer yet, everything shows. */
  document.querySelectorAll("[data-shows]").forEach(function (choice) {
    function show() {
      const chosen = choice.querySelector("input:checked");
      document.querySelectorAll("[data-shown-for]").forEach(function (part) {
        part.hidden = Boolean(chosen) && !part.dataset.shownFor.split(" ").includes(chosen.value);
      });
    }
    choice.addEventListener("change", show);
    show();
  });

  const kind = document.getElementById("id_kind");
  function showProgram() {
    document.querySelectorAll("[data-only-for]").forEach(function (part) {
      part.hidden = kind.value !== part.dataset.onlyFor;
    });
  }
  if (kind) {
    kind.addEventListener("change", showProgram);
    showProgram();
  }

  document.querySelectorAll("iframe[data-grow]").forEach(function (frame) {
    function grow() {
      const page = frame.contentDocument && frame.contentDocument.documentElement;
      if (page && page.scrollHeight) frame.style.height = page.scrollHeight + "px";
    }
    frame.addEventListener("load", grow);
    window.addEventListener("resize", grow);
    grow();
  });

  document.querySelectorAll("input[type=password]").forEach(function (field) {
    const label = document.querySelector("label[for=" + field.id + "]");
    if (!label) return;
    const row = document.createElement("div");
    const button = document.createElement("button");
    row.className = "d-flex align-items-center";
    button.type = "button";
    button.className = "btn btn-bare btn-sm btn-inline ms-auto";
    button.setAttribute("aria-controls", field.id);
    function name() {
      const isHidden = field.type === "password";
      button.textContent = isHidden ? "Show" : "Hide";
      button.setAttribute("aria-label", (isHidden ? "Show " : "Hide ") + label.textContent.replace("*", "").trim().toLowerCase());
    }
    button.addEventListener("click", function () {
      field.type = field.type === "password" ? "text" : "password";
      name();
    });
    label.replaceWith(row);
    row.append(label, button);
    name();
  });

  document.addEventListener("allauth.error", function (event) {
    const words = document.getElementById("passkey-problem");
    if (!words) return;
    event.preventDefault();
    words.hidden = false;
  });
});
