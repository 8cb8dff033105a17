/* Keys of the search: "/" goes to the box from anywhere, the arrows walk its results, Escape leaves it. */
(function () {
  "use strict";
  var box = document.getElementById("seek");
  if (!box) return;

  function hits() {
    return Array.from(document.querySelectorAll("[data-hits] a[data-hit]"));
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      box.focus();
      box.select();
      return;
    }
    if (event.key === "Escape" && event.target === box) return box.blur();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var found = hits();
    var at = found.indexOf(document.activeElement);
    if (!found.length || (at < 0 && event.target !== box)) return;
    event.preventDefault();
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) return box.focus();
    if (found[next]) found[next].focus();
  });
})();
