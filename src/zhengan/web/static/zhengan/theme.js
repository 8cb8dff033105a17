/* Before the first paint, so that a dark page never flashes white. Paper is white: what is printed is printed light. */
(function () {
  var kept = null, root = document.documentElement;
  try { kept = localStorage.getItem("theme"); } catch (error) { /* storage may be forbidden */ }
  var dark = kept ? kept === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.setAttribute("data-bs-theme", dark ? "dark" : "light");

  var before = null;
  window.addEventListener("beforeprint", function () {
    before = before || root.getAttribute("data-bs-theme");
    root.setAttribute("data-bs-theme", "light");
  });
  window.addEventListener("afterprint", function () {
    if (before) root.setAttribute("data-bs-theme", before);
    before = null;
  });
})();
