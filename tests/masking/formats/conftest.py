"""A PostgreSQL server for what is to be loaded again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.postgres import NoServer, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server of its own."""
    running = server()
    try:
        address = running.__enter__()
    except NoServer as problem:
        pytest.skip(f"PostgreSQL: {problem}")
    try:
        yield address
    finally:
        running.__exit__(None, None, None)
