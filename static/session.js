/* Keeps the session of somebody who does something, says when it has ended, and goes on once they have signed in again. */
document.addEventListener("DOMContentLoaded", function () {
  const dialog = document.getElementById("session-ended");
  if (!dialog) return;
  let hasActed = false;
  let askedAt = 0;
  let timer = null;

  function ask(isPerson) {
    const headers = isPerson ? {} : { "X-By-Itself": "1" };
    return fetch(dialog.dataset.session, { headers: headers, cache: "no-store" }).then(function (answer) { return answer.json(); });
  }

  function lookAgain(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, seconds * 1000);
  }

  function look() {
    const isPerson = hasActed;
    hasActed = false;
    const mine = askedAt = Date.now();
    ask(isPerson).then(function (session) {
      if (mine !== askedAt) return; /* overtaken by a later question: it tells of a session as it was */
      if (!session.signedIn) {
        if (!dialog.open) dialog.showModal();
        lookAgain(3);
      } else if (session.user !== dialog.dataset.user) {
        location.assign("/"); /* somebody else signed in: what stands here is not theirs */
      } else if (session.member !== dialog.dataset.member) {
        lookAgain(60); /* another clinic was chosen: with its old token, this page's form is shown again before it counts */
      } else {
        goOn(session);
        lookAgain(Math.min(session.secondsLeft + 1, 60));
      }
    }).catch(function () { lookAgain(5); /* the server is away; nothing on the page is lost */ });
  }

  /* Signing in changed the token that forms carry. */
  function goOn(session) {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = session.csrf; });
    if (dialog.open) dialog.close();
  }

  dialog.addEventListener("cancel", function (event) { event.preventDefault(); });
  function acted() {
    hasActed = true;
    if (Date.now() - askedAt > 30000) look();
  }

  ["input", "keydown", "click"].forEach(function (name) { document.addEventListener(name, acted); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) look(); });
  window.addEventListener("focus", look);
  document.body.addEventListener("htmx:responseError", function (event) { if (event.detail.xhr.status === 401) look(); });
  look();
});
