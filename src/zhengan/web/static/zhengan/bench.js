/* The masking bench by keyboard: Ctrl+Enter tries, clearing empties at once, the count of characters follows. It works without. */
(function () {
  "use strict";
  var form = document.querySelector("[data-bench]");
  if (!form) return;
  var field = form.elements.text, size = form.querySelector("[data-size]"), most = Number(size.dataset.most);
  var bound = size.textContent;

  function count() {
    var n = Array.from(field.value).length;
    size.textContent = n ? n.toLocaleString("en") + " / " + most.toLocaleString("en") : bound;
    size.classList.toggle("over", n > most);
  }
  field.addEventListener("input", count);
  count();

  field.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });

  /* What was tried comes into view, and a screen reader goes on from there. */
  document.addEventListener("htmx:afterSwap", function () {
    var tried = document.getElementById("tried");
    if (tried.getBoundingClientRect().top > window.innerHeight * 0.7) tried.scrollIntoView({ block: "nearest" });
    tried.focus({ preventScroll: true });
  });

  /* Nothing stays behind when the page is left, not even in the browser's memory of the form. */
  window.addEventListener("pagehide", function () { form.reset(); });
})();
