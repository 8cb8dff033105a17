"""Every page of the site that is asked for by GET, found in the address table: what the tests walk."""

from __future__ import annotations

from django.urls import reverse

from tests.web.test_access import ARGUMENTS, POST_ONLY

FILES = {"template", "export", "findings-export", "import-template", "import-progress", "picked-matching", "incident-text-file"}
"""Files, and pieces that htmx asks for: no pages."""
OTHERS = {"/": "home", "/login/": "login", "/password/": "password"}


def named() -> list[str]:
    """The names of the pages in the address table."""
    return [name for name in ARGUMENTS if name not in FILES | POST_ONLY]


def pages(code: str = "one") -> dict[str, str]:
    """The address of each page of an institution, by its name in the address table."""
    return {name: reverse(name, kwargs={"code": code, **ARGUMENTS[name]}) for name in named()}
