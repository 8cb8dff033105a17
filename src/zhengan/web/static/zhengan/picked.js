/* Rows ticked in a list: how many, and all of the page at once. They stay ticked over the pages, orders and searches of the
   register until what they were ticked for is done; those not on the page are sent along, at most as many as one turn takes. */
(function () {
  "use strict";
  var kept = {}; // by list: where the browser stores nothing, as long as the page lives

  function form() { return document.getElementById("picked"); }
  function boxes() { return Array.from(document.querySelectorAll("#rows .pick input[name=v]")); }
  function list() { return "picked " + location.pathname + " " + ["on", "known"].map(function (name) { return new URLSearchParams(location.search).get(name) || ""; }).join(" ").trim(); }
  /* Identifier → the version that was ticked. */
  function ticks() {
    var here = list();
    if (!kept[here]) {
      try { kept[here] = new Map(JSON.parse(sessionStorage.getItem(here) || "[]")); } catch (error) { kept[here] = new Map(); }
    }
    return kept[here];
  }
  function keep() {
    try { sessionStorage.setItem(list(), JSON.stringify(Array.from(ticks()))); } catch (error) { /* then for this page */ }
  }

  function take(box, on) {
    var held = ticks(), room = held.has(box.dataset.uid) || held.size < Number(form().dataset.most);
    box.checked = on && room;
    if (box.checked) held.set(box.dataset.uid, box.value);
    else held.delete(box.dataset.uid);
    return room || !on;
  }
  /* The ticks as they stand, on the page and beside it. A row corrected meanwhile stays ticked as the page shows it. */
  function show(full) {
    if (!form()) return;
    var held = ticks(), every = boxes(), away = new Map(held);
    every.forEach(function (box) {
      box.checked = held.has(box.dataset.uid);
      if (box.checked) held.set(box.dataset.uid, box.value);
      away.delete(box.dataset.uid);
    });
    form().querySelectorAll("input[data-beside]").forEach(function (input) { input.remove(); });
    away.forEach(function (version) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = "v";
      input.value = version;
      input.dataset.beside = "";
      form().append(input);
    });
    keep();
    count(every, held.size, away.size, full);
  }
  function count(every, n, away, full) {
    var all = document.querySelector("[data-pick-all]"), said = form().querySelector("[data-picked]");
    var on = every.filter(function (box) { return box.checked; }).length;
    all.hidden = !every.length;
    all.checked = on > 0 && on === every.length;
    all.indeterminate = on > 0 && on < every.length;
    if (!n) return;
    said.textContent = (away ? said.dataset.away : said.dataset.picked).replace("{n}", n).replace("{m}", away);
    if (full) said.textContent += said.dataset.full.replace("{most}", form().dataset.most);
  }
  function restore() {
    if (!form()) return;
    var done = document.querySelector("[data-done~=picked]");
    if (done) {
      ticks().clear();
      done.removeAttribute("data-done"); // what is ticked from now on is for something else
    }
    show();
  }

  document.addEventListener("change", function (event) {
    var all = event.target.matches("[data-pick-all]");
    if (!all && !event.target.matches("#rows .pick input[name=v]")) return;
    var fit = (all ? boxes() : [event.target]).map(function (box) { return take(box, event.target.checked); });
    show(fit.indexOf(false) >= 0);
  });
  /* What the filters leave over all the pages: asked of the server, which knows the order and the versions. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-matching]");
    if (!button) return;
    button.disabled = true;
    fetch(button.dataset.matching, { headers: { Accept: "application/json" } })
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json(); })
      .then(function (rows) {
        var held = ticks(), most = Number(form().dataset.most), full = false;
        rows.forEach(function (row) {
          if (held.has(row[0]) || held.size < most) held.set(row[0], String(row[1]));
          else full = true;
        });
        show(full);
      })
      .catch(function () { var said = form().querySelector("[data-picked]"); said.textContent = said.dataset.failed; })
      .finally(function () { button.disabled = false; });
  });
  document.addEventListener("reset", function (event) {
    if (event.target !== form()) return;
    ticks().clear();
    setTimeout(function () { // the browser unticks the boxes after this
      show();
      document.querySelector("[data-pick-all]").focus(); // the button is gone with its bar
    });
  });
  document.addEventListener("htmx:afterSwap", function (event) { if (event.detail.target.id === "rows") show(); });
  document.addEventListener("htmx:historyRestore", restore);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) kept = {}; // another page of the register may have changed them since
    restore();
  });
  restore();
})();
