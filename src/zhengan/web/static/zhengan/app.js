/* The little that needs a script; every page works without it. */
(function () {
  "use strict";
  var root = document.documentElement;

  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-theme-toggle], [data-close], [data-copy]");
    if (!target) return;
    if (target.hasAttribute("data-close")) return closeDrawer();
    if (target.hasAttribute("data-copy")) return copy(target);
    var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("theme", next); } catch (error) { /* then it lasts for this page */ }
  });

  /* What is chosen in a form of one choice is asked for at once. A date that is typed is a date after every key: it waits
     for Enter or the button. */
  var typed = null;
  document.addEventListener("keydown", function (event) {
    if (event.target.type === "date" && event.key !== "Enter") typed = event.target;
  });
  document.addEventListener("pointerdown", function () { typed = null; });
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.value && event.target !== typed) form.requestSubmit();
  });

  /* A secret shown once is copied by a click; over plain http the browser offers the older way only. */
  function copy(button) {
    var field = document.getElementById(button.dataset.copy);
    function done() {
      button.textContent = button.dataset.done;
      button.parentElement.parentElement.querySelector("[data-copied]").textContent = button.dataset.done;
    }
    function older() {
      field.focus();
      field.select();
      if (document.execCommand("copy")) done();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, older);
    else older();
  }
  function offered() { document.querySelectorAll("[data-copy]").forEach(function (button) { button.hidden = false; }); }
  document.addEventListener("htmx:afterSwap", offered);
  offered();

  /* Where a table goes on beyond its edge, the edge shows it. */
  function hint(box) {
    var room = box.scrollWidth - box.clientWidth, sides = [];
    if (box.scrollLeft > 2) sides.push("left");
    if (room - box.scrollLeft > 2) sides.push("right");
    box.dataset.more = sides.join(" ");
  }
  function hints() { document.querySelectorAll(".scroll").forEach(hint); }
  document.addEventListener("scroll", function (event) {
    if (event.target.classList && event.target.classList.contains("scroll")) hint(event.target);
  }, true);
  window.addEventListener("resize", hints);
  document.addEventListener("htmx:afterSwap", hints);
  hints();

  /* An answer that has no table (logged out meanwhile, a fault) is a page to be seen, not a table to be emptied. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    var target = event.detail.target, answer = event.detail.xhr;
    if (!target || target.id !== "rows" || answer.responseText.indexOf('id="rows"') >= 0) return;
    event.detail.shouldSwap = false;
    location.assign(answer.responseURL || location.href);
  });

  var lastRow = null, leaving = false;
  function opened() {
    return document.querySelector("#drawer [role=dialog]");
  }
  function shutDrawer() {
    document.getElementById("drawer").replaceChildren();
    if (lastRow) lastRow.focus();
  }
  function closeDrawer() {
    if (!opened()) return;
    shutDrawer();
    if (!(history.state && history.state.drawer)) return;
    leaving = true;
    history.back();
  }
  /* The step back of the browser, or of a phone, closes the drawer and leaves the list where it is. */
  window.addEventListener("popstate", function (event) {
    if (!leaving && !opened()) return;
    event.stopImmediatePropagation(); // the list is here already: nobody need fetch it
    leaving = false;
    if (opened()) shutDrawer();
  }, true);
  /* Tab goes round within the drawer while it is open. */
  function goRound(event) {
    var stops = Array.from(opened().querySelectorAll("a[href], button, summary, input, [tabindex='0']"));
    var edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    var inside = opened().contains(document.activeElement);
    if (inside && document.activeElement !== edge) return;
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0].focus();
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.target && event.detail.target.id === "drawer") lastRow = event.detail.elt;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target && event.detail.target.id === "drawer") {
      var close = event.detail.target.querySelector("[data-close]");
      if (close) close.focus();
      if (close && !(history.state && history.state.drawer)) history.pushState({ drawer: true }, "");
    }
  });

  /* Columns were chosen: the table is another one, and the keyboard stands where they are chosen. */
  document.addEventListener("htmx:afterSwap", function (event) {
    var cause = event.detail.requestConfig && event.detail.requestConfig.elt;
    var chooser = cause && cause.matches("form.choose") && document.querySelector("#rows form.choose summary");
    if (chooser) chooser.focus();
  });

  /* Keys: Escape closes the drawer; j and k walk the rows behind it, x ticks the row one stands on, on its box too. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") return closeDrawer();
    if (event.key === "Tab" && opened()) return goRound(event);
    if (event.target.closest("input:not(#rows input[name=v]), select, textarea")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || opened()) return;
    var row = event.target.closest("table.rows tbody tr");
    if (event.key === "x") {
      var box = row && row.querySelector("input[name=v]");
      if (box) box.click();
    }
    if (event.key !== "j" && event.key !== "k") return;
    var links = Array.from(document.querySelectorAll("table.rows tbody td:first-child a"));
    var at = row ? links.indexOf(row.querySelector("td:first-child a")) : -1;
    var next = links[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)];
    if (next) next.focus();
  });

  /* On paper nothing is folded away. */
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = Array.from(document.querySelectorAll("details.folded:not([open])"));
    unfolded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (one) { one.open = false; });
    unfolded = [];
  });

  /* Unsaved changes are not lost by a slip. */
  var changed = false;
  document.querySelectorAll("form[data-warn-unsaved]").forEach(function (form) {
    form.addEventListener("input", function () { changed = true; });
    form.addEventListener("submit", function () { changed = false; });
  });
  window.addEventListener("beforeunload", function (event) {
    if (changed) event.preventDefault();
  });
})();
