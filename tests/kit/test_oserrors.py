"""The system's reasons come from the catalogue; what is none of the system's numbers is not taken for one."""

from __future__ import annotations

import errno
import os
import ssl
from pathlib import Path

import pytest

from zhengan.kit.catalogue import translate
from zhengan.kit.oserrors import REASONS, reason


def test_what_the_system_refuses_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / "nowhere").read_bytes()
    assert reason(caught.value) == REASONS[errno.ENOENT] and translate(reason(caught.value), "en") == os.strerror(errno.ENOENT)


@pytest.mark.parametrize("error", [ssl.SSLError(1, "bad key"), ValueError("x"), UnicodeDecodeError("utf-8", b"", 0, 1, "x")])
def test_what_has_other_numbers_or_none_is_told_otherwise(error: Exception) -> None:
    assert reason(error, "otherwise") == "otherwise"


def test_what_is_not_in_the_list_is_told_by_the_system() -> None:
    assert errno.EXDEV not in REASONS and reason(OSError(errno.EXDEV, "Cross-device link")) == "Cross-device link"
