"""A server of PostgreSQL for the tests that copy tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.postgres import NoServer, server


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    running = server()
    try:
        address = running.__enter__()
    except NoServer as problem:
        pytest.skip(f"PostgreSQL: {problem}")
    try:
        yield address
    finally:
        running.__exit__(None, None, None)
