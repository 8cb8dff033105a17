/* While a file is read or written, show how far it has got; a file that is too large is not even sent. */
(function () {
  "use strict";
  document.querySelectorAll("form[data-watch]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      var file = form.querySelector("input[type=file]");
      var most = Number(form.dataset.most || 0);
      var note = form.querySelector("[data-too-large]");
      if (file && most && file.files[0] && file.files[0].size > most) {
        event.preventDefault();
        note.hidden = false;
        return;
      }
      if (note) note.hidden = true;
      if (form.dataset.sent) { event.preventDefault(); return; } // a second click would take the first one's answer away
      form.dataset.sent = "1";
      watch(form);
    });
  });

  window.addEventListener("pageshow", function () { // come back to by Back: the form may be sent again
    document.querySelectorAll("form[data-watch]").forEach(function (form) { delete form.dataset.sent; });
  });

  function watch(form) {
    var shown = form.querySelector("[data-progress]");
    var bar = shown.querySelector("progress");
    shown.hidden = false;
    bar.removeAttribute("value");
    window.setInterval(function () {
      fetch(form.dataset.watch, { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok ? answer.json() : {}; })
        .then(function (got) {
          if (!got.total) return;
          bar.max = got.total;
          bar.value = got.done;
          ["reading", "recording"].forEach(function (stage) {
            shown.querySelector("[data-" + stage + "]").hidden = got.stage !== stage;
          });
          shown.querySelector("[data-count]").textContent = got.done.toLocaleString() + " / " + got.total.toLocaleString();
        })
        .catch(function () { /* the page is being left */ });
    }, 700);
  }
})();
