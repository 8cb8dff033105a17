"""How far something long has got: a bar where somebody watches, a line now and then in a log, always on the error stream."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

WORTH_SHOWING = 2000  # rows from which the wait is long enough for a bar
QUARTER = 25  # per cent between two lines of a log


@contextmanager
def bar(text: str, hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """How many rows of how many, drawn where somebody watches it and the wait is worth it."""
    if hidden or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with _drawn() as drawn:
        task = drawn.add_task(text, total=None, visible=False)
        yield lambda done, total: drawn.update(task, completed=done, total=total, visible=total >= WORTH_SHOWING)


@contextmanager
def stages(texts: Mapping[str, str]) -> Iterator[Callable[[str, int, int], None]]:
    """One stage after the other: told which, how many of how many steps. In a log, a line when each begins and each quarter."""
    if not sys.stderr.isatty():
        yield _Lines(texts).tell
        return
    with _drawn() as drawn:
        tasks = {stage: drawn.add_task(text, total=None, visible=False) for stage, text in texts.items()}

        def tell(stage: str, done: int, total: int) -> None:
            for other, task in tasks.items():
                drawn.update(task, visible=other == stage)
            drawn.update(tasks[stage], completed=done, total=total)
            drawn.refresh()

        yield tell


def _drawn() -> Any:
    """A bar that is gone when it is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True)


class _Lines:
    """A log has no bar: it says what begins, and how far it is at every quarter."""

    def __init__(self, texts: Mapping[str, str]):
        self.texts = texts
        self.said: dict[str, int] = {}

    def tell(self, stage: str, done: int, total: int) -> None:
        """Say it where a quarter more is done."""
        reached = 100 * done // total // QUARTER * QUARTER if total else 0
        if reached > self.said.get(stage, -1):
            self.said[stage] = reached
            click.echo(f"{self.texts[stage]} {reached} %" if reached else self.texts[stage], err=True)
