/* Before the first paint, so that a dark page never flashes white. */
(function () {
  var kept = null;
  try { kept = localStorage.getItem("theme"); } catch (error) { /* storage may be forbidden */ }
  var dark = kept ? kept === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
