"""What goes to disk on the way: all of it in turn, by another thread, and no harm where the file is gone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from zhengan.masking import early


def test_it_is_advised_from_the_start_on_without_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    advised: list[tuple[int, int, str]] = []
    monkeypatch.setattr(early, "EARLY", 100)
    monkeypatch.setattr(early, "begin", lambda _, start, size: advised.append((start, size, threading.current_thread().name)))
    with (tmp_path / "out").open("wb", buffering=0) as out:
        going = early.Early(out)
        for size in (60, 60, 10, 300, 99):
            out.write(b"x" * size)
            going.add(size)
            if going.going:
                going.going.result()
    assert [one[:2] for one in advised] == [(0, 120), (120, 310)]  # the last 99 are too few
    assert threading.current_thread().name not in {one[2] for one in advised}


def test_while_the_disk_is_busy_more_is_gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free, advised = threading.Event(), []
    monkeypatch.setattr(early, "EARLY", 100)

    def begin(_: int, start: int, size: int) -> None:
        advised.append((start, size))
        free.wait(10)

    monkeypatch.setattr(early, "begin", begin)
    with (tmp_path / "out").open("wb", buffering=0) as out:
        going = early.Early(out)
        for _ in range(3):
            going.add(100)
        free.set()
        assert going.going
        going.going.result()
        going.add(100)
        going.going.result()
    assert advised == [(0, 100), (100, 300)]


def test_a_closed_file_and_a_stream_are_let_be(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb", buffering=0) as out:
        disk = out.fileno()
    early.begin(disk, 0, 10)
    with (tmp_path / "buffered").open("wb") as buffered:
        going = early.Early(buffered)
        going.add(early.EARLY)
        assert going.going is None
