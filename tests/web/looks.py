"""What a person would complain about on a page as it stands in the browser: found by measuring, and by axe-core."""

from __future__ import annotations

from typing import Any

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE = 500  # px: narrower windows are touched, not clicked
# The skip link and hidden words lie outside on purpose; what lies in a scroller is reached by scrolling it.
MEASURE = """phone => {
  const wide = document.documentElement.clientWidth, found = [];
  const tell = (what, one) => found.push(what + ': ' + one.outerHTML.slice(0, 110));
  const hidden = one => one.closest('.visually-hidden, .skip') || getComputedStyle(one).visibility === 'hidden';
  if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways');
  for (const one of document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')) {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || hidden(one)) continue;
    if (box.right > wide + 1 && !one.closest('.scroll, .table-responsive')) tell('off the edge', one);
    if (wide < phone && box.height < 24 && !one.closest('label')) tell('too small to be touched', one);
    if (wide < phone && one.matches('.btn-primary') && box.height < 44) tell('main button under 44 px', one);
  }
  for (const one of document.querySelectorAll('h1, h2, th, td, .btn, select, .verdict, nav a')) {
    if (hidden(one) || !one.clientWidth || getComputedStyle(one).display === 'inline') continue;
    if (one.querySelector('.scroll, .visually-hidden')) continue;
    if (one.scrollWidth > one.clientWidth + 1) tell('cut off or overlapping', one);
  }
  return found; }"""
OPEN = "document.querySelectorAll('main details').forEach(one => { one.open = true })"


def faults(page: Page, width: int, height: int) -> list[str]:
    """Everything wrong with a page at a size, in light and in dark. What is folded away is unfolded first.

    The dark page differs in its colours alone, so only their contrast is asked again.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(OPEN)
    found: list[str] = page.evaluate(MEASURE, PHONE)
    for theme, rules in (("light", None), ("dark", ["color-contrast"])):
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        found += [f"{theme}, axe {one}" for one in _axe(page, rules)]
    return found


def _axe(page: Page, rules: list[str] | None) -> list[str]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    options: dict[str, Any] = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    told = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [f"{one['id']}: {[node['html'][:110] for node in one['nodes'][:3]]}" for one in told]
