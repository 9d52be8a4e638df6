/* Small help for the pages. Everything works without it. */
document.addEventListener("DOMContentLoaded", function () {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

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
});
