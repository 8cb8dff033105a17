/* Draws each chart from the data beside it. No tooltip of HTML (the content policy allows no inline style): the value under
   the pointer, or under the arrow keys, is read out in the line below the chart. */
(function () {
  "use strict";
  var charts = [], SHEET = 640; // pixels inside a card on A4, upright

  function colours() {
    var style = getComputedStyle(document.documentElement);
    function of(name) { return style.getPropertyValue("--" + name).trim(); }
    return { ink: of("ink"), quiet: of("quiet"), line: of("line"), accent: of("accent"), limit: of("not-met"), ground: of("ground") };
  }

  function number(value) { return value === null ? "" : value.toLocaleString("en-US", { maximumFractionDigits: 2 }); }

  /* At the end of its line: to the right of it, or ("inside") over its last stretch. */
  function label(text, colours, colour, inside) {
    return { show: true, formatter: text, color: colour, align: inside ? "right" : "left", verticalAlign: inside ? "bottom" : "middle", distance: inside ? 0 : 6, offset: [0, inside ? -4 : 0], fontSize: 12, lineHeight: 14, textBorderColor: colours.ground, textBorderWidth: 3 };
  }

  function line(points, name, colour, more) {
    return Object.assign({ type: "line", name: name, data: points, showSymbol: false, symbol: "none", silent: true, animation: false, lineStyle: { color: colour, width: 1.5 }, itemStyle: { color: colour } }, more);
  }

  function option(data, wide) {
    var c = colours();
    var series = [line(data.points, data.name, c.accent, { symbol: "circle", symbolSize: 7, connectNulls: false, z: 5, emphasis: { scale: false } })];
    data.lines.forEach(function (one) {
      var last = one.points[one.points.length - 1][1];
      var limit = one.kind === "limit";
      var colour = limit ? c.limit : c.ink;
      series.push(line(one.points, one.name, colour, { lineStyle: { color: colour, width: 1.5, type: limit ? [7, 4] : "solid" }, endLabel: label(one.name + " " + number(last), c, colour, !wide), z: 8 }));
    });
    if (data.outside && data.outside.length) series.push({ type: "line", data: data.outside, lineStyle: { width: 0 }, symbol: "emptyCircle", symbolSize: 5, itemStyle: { color: c.quiet }, silent: true, animation: false });
    if (data.trend) {
      var low = data.trend.low, high = data.trend.high;
      series.push(line(low, "", c.accent, { stack: "interval", lineStyle: { opacity: 0 } }));
      series.push(line(high.map(function (p, i) { return [p[0], p[1] - low[i][1]]; }), "", c.accent, { stack: "interval", lineStyle: { opacity: 0 }, areaStyle: { color: c.accent, opacity: 0.16 } }));
      series.push(line(data.trend.middle, data.words.forecast, c.accent, { lineStyle: { color: c.accent, width: 1.5, type: [2, 3] }, z: 7, endLabel: wide && label(data.words.forecast + " " + number(Math.round(data.trend.middle[1][1])), c, c.accent, true) }));
    }
    var first = data.points.length ? Date.parse(data.points[0][0]) : 0;
    var late = data.peak && Date.parse(data.peak[0]) - first > 0.4 * (Date.parse(data.until) - first);
    if (data.peak) series.push({ type: "line", data: [data.peak], symbol: "diamond", symbolSize: 9, silent: true, animation: false, itemStyle: { color: c.ink }, label: { show: true, position: late ? "left" : "right", formatter: data.words.peak + " " + number(data.peak[1]), color: c.ink, fontSize: 12, textBorderColor: c.ground, textBorderWidth: 3 }, z: 9 });
    return {
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, aria: { enabled: false },
      grid: { left: 8, right: 12, top: 26, bottom: 6, containLabel: true },
      xAxis: { type: "time", max: data.until, axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { color: c.quiet, hideOverlap: true, formatter: function (value) { return month(value); } }, minInterval: (wide ? 28 : 80) * 86400000 },
      yAxis: { type: "value", min: 0, splitNumber: 4, axisLabel: { color: c.quiet, formatter: number }, splitLine: { lineStyle: { color: c.line } } },
      series: series
    };
  }

  function month(value) {
    var day = new Date(value);
    return day.getFullYear() + "-" + String(day.getMonth() + 1).padStart(2, "0");
  }

  function said(data, index) {
    var point = data.points[index];
    var parts = [point[0] + " " + data.name + " " + number(point[1])];
    data.lines.forEach(function (one) {
      var held = one.points.filter(function (p) { return p[0] <= point[0]; }).pop();
      if (held) parts.push(one.name + " " + number(held[1]));
    });
    return parts.join(" · ");
  }

  function nearest(points, time) {
    var best = -1, distance = Infinity;
    points.forEach(function (point, index) {
      var away = Math.abs(Date.parse(point[0]) - time);
      if (point[1] !== null && away < distance) { best = index; distance = away; }
    });
    return best;
  }

  function draw(place) {
    var data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    var readout = document.querySelector('[data-readout="' + place.id + '"]');
    var chart = echarts.init(place, null, { renderer: "canvas" });
    var at = -1;
    function paint() { chart.setOption(option(data, place.clientWidth > 600), true); }
    function show(index) {
      if (index < 0 || index >= data.points.length || index === at) return;
      chart.dispatchAction({ type: "downplay", seriesIndex: 0 });
      chart.dispatchAction({ type: "highlight", seriesIndex: 0, dataIndex: index });
      at = index;
      readout.textContent = said(data, index);
    }
    function step(by) {
      var index = at < 0 ? data.points.length - 1 : at + by;
      while (data.points[index] && data.points[index][1] === null) index += by;
      show(index);
    }
    paint();
    charts.push({ chart: chart, paint: paint });
    place.addEventListener("mousemove", function (event) {
      var box = place.getBoundingClientRect();
      var found = chart.convertFromPixel({ gridIndex: 0 }, [event.clientX - box.left, event.clientY - box.top]);
      if (found) show(nearest(data.points, found[0]));
    });
    place.addEventListener("keydown", function (event) {
      var by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(by);
    });
  }

  /* Before printing, the page still has the window's width: the chart takes that of a sheet by itself, and gives it back. */
  function paper() { charts.forEach(function (one) { one.chart.resize({ width: SHEET }); one.paint(); }); }
  function again() { charts.forEach(function (one) { one.chart.resize({ width: "auto" }); one.paint(); }); }
  document.querySelectorAll("[data-chart]").forEach(draw);
  window.addEventListener("resize", again);
  window.addEventListener("beforeprint", paper);
  window.addEventListener("afterprint", again);
  new MutationObserver(function () { charts.forEach(function (one) { one.paint(); }); }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
