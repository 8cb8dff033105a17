/* The incident room: clocks tick by the server's time, the course is renewed, nothing typed is lost. It works without. */
(function () {
  "use strict";
  var EVERY = 20000; /* how often the course is asked for again */
  var lead = 0; /* the server's clock over this one */

  function room() { return document.getElementById("room"); }
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function digits(ms) {
    var s = Math.max(0, Math.floor(ms / 1000));
    return Math.floor(s / 3600) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
  }
  function chinaClock(ms) { return new Date(ms + 8 * 3600000).toISOString().slice(11, 19); }

  /* The page tells when it was made; what its way here took is left out, so these clocks are never ahead of the server. */
  function set() { if (room()) lead = Number(room().dataset.present) - Date.now(); }

  function write(one, text) { if (one.textContent !== text) one.textContent = text; }
  function tick() {
    if (!room() || !room().hasAttribute("data-live")) return;
    var now = Date.now() + lead;
    room().querySelectorAll("[data-since]").forEach(function (one) { write(one, digits(now - Number(one.dataset.since))); });
    room().querySelectorAll("[data-now]").forEach(function (one) { write(one, chinaClock(now)); });
    room().querySelectorAll("[data-by]").forEach(function (one) {
      var left = Number(one.dataset.by) - now;
      write(one, (left >= 0 ? one.dataset.left : one.dataset.over).replace("{t}", digits(Math.abs(left))));
      if (left < 0) one.closest(".duty").classList.add("is-past");
    });
  }

  /* What stands in the summary of a time: this second, or the one that was written. */
  document.addEventListener("input", function (event) {
    var box = event.target.closest("details.when"), told = box && box.querySelector("[data-present]");
    if (told) told.textContent = event.target.value ? event.target.value.replace("T", " ") : told.dataset.blank;
  });

  /* The line being typed outlives what another form brings back. */
  var typed = null;
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answer = event.detail.xhr, asked = event.detail.target;
    if (!asked || (asked.id !== "room" && asked.id !== "lines")) return;
    if (answer.responseText.indexOf('id="room"') < 0) { /* logged out meanwhile, or a fault: a page to be seen */
      event.detail.shouldSwap = false;
      if (event.detail.requestConfig.verb !== "get") location.assign(location.href);
      return;
    }
    var field = document.getElementById("entry-text"), own = event.detail.requestConfig.elt;
    typed = field && own && own.id !== "entry" ? { text: field.value, focus: document.activeElement === field } : null;
    if (own && own.id === "entry") typed = { text: answer.status === 422 ? field.value : "", focus: true };
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target && event.detail.target.id === "lines") return stale();
    set();
    tick();
    tellUnsent(false);
    tellStale(false);
    var field = document.getElementById("entry-text");
    if (!field || !typed) return;
    field.value = typed.text;
    if (typed.focus) field.focus({ preventScroll: true });
    typed = null;
  });

  function show(name, on) { var one = document.querySelector("[data-" + name + "]"); if (one) one.hidden = !on; }
  function tellUnsent(on) { show("unsent", on); }
  function tellStale(on) { show("stale", on); }
  document.addEventListener("htmx:sendError", function (event) {
    if (event.detail.requestConfig.verb === "get") return;
    tellUnsent(true);
    document.querySelector("[data-unsent]").scrollIntoView({ block: "nearest" });
  });

  /* Two people beside each other: the course comes by itself, and where the rest is no longer true that is said. */
  function stale() {
    var lines = document.getElementById("lines");
    tellStale(Boolean(lines) && lines.dataset.mark !== room().dataset.mark);
  }
  setInterval(function () {
    var lines = document.getElementById("lines");
    if (!lines || document.hidden || !room().hasAttribute("data-live") || lines.contains(document.activeElement)) return;
    window.htmx.ajax("get", location.pathname, { source: lines, target: "#lines", select: "#lines", swap: "outerHTML" });
  }, EVERY);

  set();
  tick();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
})();
