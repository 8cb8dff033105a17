"""What all tests share: which of them need a database, a browser or PostgreSQL, and honest skips."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Two noisy cores make a single example slow now and then; that is not a fault of the code.
hypothesis_settings.register_profile("zhengan", deadline=None, print_blob=True)
hypothesis_settings.load_profile("zhengan")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_user"}
ELSEWHERE = "holds on PostgreSQL only"


def chromium() -> str | None:
    """The path of a Chromium to drive: $CHROMIUM, or the first one on PATH."""
    on_path = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("CHROMIUM") or next(filter(None, on_path), None)


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith(("postgres", "psql"))


def uses_database(item: pytest.Item) -> bool:
    """Whether a test touches the database, so that it runs on PostgreSQL too."""
    if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    case = getattr(item, "cls", None)
    return case is not None and any(base.__name__ == "TransactionTestCase" for base in case.__mro__)


@pytest.hookimpl(tryfirst=True)  # before -m picks among the markers set here
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    no_browser = None if chromium() else pytest.mark.skip(reason="browser tests: no Chromium on this machine")
    elsewhere = None if on_postgres() else pytest.mark.skip(reason=ELSEWHERE)
    for item in items:
        if uses_database(item):
            item.add_marker("database")
        if no_browser and item.get_closest_marker("browser"):
            item.add_marker(no_browser)
        if elsewhere and item.get_closest_marker("postgres"):
            item.add_marker(elsewhere)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the reasons of skipped tests where scripts/test.sh repeats them at the very end."""
    target = os.environ.get("ZHENGAN_SKIPS_TO")
    if target is None:
        return
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        why = why.removeprefix("Skipped: ")
        if why != ELSEWHERE:  # those run in the part that follows
            reasons[why] = reasons.get(why, 0) + 1
    Path(target).write_text("".join(f"{count} × {why}\n" for why, count in sorted(reasons.items())))


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    """What the process holds of one test's database is not true of the next one's."""
    yield
    held, drawn, kept = map(sys.modules.get, ("zhengan.assess.held", "zhengan.web.templatetags.rows", "zhengan.web.kept"))
    for each in filter(None, (held, drawn)):
        each.forget()
    if kept is not None:
        from django.core.cache import caches

        kept.PAGES.clear()
        caches["held"].clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of a worker (mark them `browser`)."""
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous API keeps an event loop in this thread, which Django takes for async code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=chromium(),
            # Chromium's own sandbox does not start for root.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield chrome
        chrome.close()


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite's test database lies in memory, where no two writers wait as they do in a file: all go to a copy in one.

    This thread gets a connection of its own for it: a browser that drops a line to the live server, whenever it likes,
    has that thread's connection closed, which is the one that this thread had.
    """
    from django.db import connections

    before = connections["default"]
    if before.vendor != "sqlite":
        yield
        return
    before.ensure_connection()
    with sqlite3.connect(tmp_path / "shared.sqlite3") as copy:
        before.connection.backup(copy)
    copy.close()
    told = connections.settings["default"]  # what connections of other threads are made by
    name, before.settings_dict = told["NAME"], dict(before.settings_dict)
    told["NAME"] = str(tmp_path / "shared.sqlite3")
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], told["NAME"], before.settings_dict = before, name, told


@pytest.fixture
def live_server(shared: None, live_server: Any) -> Any:
    """The live server, each of whose requests has a connection of its own: on SQLite it would give all the one in memory.

    Two at once, or one and a test, were then in one another's transactions, as they never are where the program runs. That
    it is called as pytest-django's own is leaves no test the other; that starts within, and finds none in memory to lend.
    """
    assert not live_server.thread.connections_override
    return live_server


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of the module's own, for what is copied into one or loaded again."""
    from scripts.postgres import NoServer, server

    running = server()
    try:
        address = running.__enter__()
    except NoServer as problem:
        pytest.skip(f"PostgreSQL: {problem}")
    try:
        yield address
    finally:
        running.__exit__(None, None, None)
