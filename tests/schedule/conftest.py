"""What the tests with real processes share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.schedule.installation import Installation, installations


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with installations(tmp_path_factory.mktemp("installations")) as made:
        yield made


@pytest.fixture
def installed(copies: Any, tmp_path: Path) -> Iterator[Installation]:
    """Set up, with every job enrolled and none due; whatever is started on it is ended."""
    made: Installation = copies(tmp_path / "home")
    yield made
    made.kill()
