/* The little that needs a script; every page works without it. */
(function () {
  "use strict";
  var root = document.documentElement;

  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-theme-toggle], [data-close]");
    if (!target) return;
    if (target.hasAttribute("data-close")) return closeDrawer();
    var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("theme", next); } catch (error) { /* then it lasts for this page */ }
  });

  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.value) form.requestSubmit();
  });

  var lastRow = null;
  function closeDrawer() {
    var drawer = document.getElementById("drawer");
    if (drawer) drawer.replaceChildren();
    if (lastRow) lastRow.focus();
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.target && event.detail.target.id === "drawer") lastRow = event.detail.elt;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id === "drawer") {
      var close = event.detail.target.querySelector("[data-close]");
      if (close) close.focus();
    }
  });

  /* Keys: Escape closes the drawer; j and k walk the rows. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") return closeDrawer();
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "j" && event.key !== "k") return;
    var links = Array.from(document.querySelectorAll("table.rows tbody td:first-child a"));
    var at = links.indexOf(document.activeElement);
    var next = links[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)];
    if (next) next.focus();
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
