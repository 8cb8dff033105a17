"""A workbook → rows, read by a child process that has hard limits: what goes wrong in there stays in there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import Say, say

PROGRAM = "zhengan.registers.kit.sheet"
SECONDS = 60  # on the clock; the child has fewer of its own
AT_ONCE = 2  # children of a process; fewer than the threads of a server, so that pages are answered meanwhile
WAIT = 2.0  # seconds for one of them to be done
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how both a locked .xlsx and an old .xls begin
_TURNS = threading.BoundedSemaphore(AT_ONCE)
LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, whether its dates count from 1904, its rows by number, and about how many those are.

    ``wrong``: its cells whose value is not their own: formulas, errors, merged ones. ``unread``: the other sheets that hold
    something.
    """

    title: str
    from_1904: bool
    rows: Iterator[tuple[int, list[Any]]]
    count: int
    wrong: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()


def is_workbook(raw: bytes) -> bool:
    """Whether a file begins as a workbook does, old and locked ones included."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06", COMPOUND))


def read_workbook(raw: bytes, source: str, wanted: Sequence[str]) -> Sheet:
    """The sheet that is called as one of ``wanted``, or the only one there is.

    Cells are texts, numbers, booleans, None, or a list of one text for a date. Raises Problem(s) for a locked, old,
    broken, exploding or unclear workbook; whatever it holds, in bounded time and memory.
    """
    if raw.startswith(COMPOUND):
        raise _old_or_locked(raw, source)
    with _turn(source), tempfile.TemporaryFile() as given:
        given.write(raw)
        given.seek(0)
        answer = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever reads its rows to the end)
        _run(given, answer, wanted, source)
    answer.seek(0)
    head = _line(answer.readline(), source)
    if "problems" in head:
        raise Problems([_problem(one, source) for one in head["problems"]])
    wrong = tuple(_problem(one, source) for one in head["wrong"])
    return Sheet(head["sheet"], head["from_1904"], _rows(answer, source), head["count"], wrong, tuple(head["unread"]))


@contextmanager
def _turn(source: str) -> Iterator[None]:
    """One of the ``AT_ONCE``; raises Problem where none is free in time."""
    if not _TURNS.acquire(timeout=WAIT):
        why = say("同时读取的工作簿最多 {most} 个，等候 {seconds} 秒仍未轮到", most=AT_ONCE, seconds=int(WAIT))
        raise Problem("正在解析其他文件", why, "请稍候再试，或改用 CSV", code="busy", where=Where(source))
    try:
        yield
    finally:
        _TURNS.release()


def _run(given: IO[bytes], answer: IO[bytes], wanted: Sequence[str], source: str) -> None:
    command = [sys.executable, "-I", "-m", PROGRAM, json.dumps(list(wanted))]
    child = subprocess.Popen(
        command,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        env={"PATH": os.defpath},
    )
    try:
        code = child.wait(SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        raise Problem(
            "工作簿读得太久，已停止",
            "内容过多或结构异常",
            "请拆分，或改用 CSV",
            code="too-large",
            where=Where(source),
        ) from None
    if code != 0:  # memory, processor time or the size of the answer: the child was ended by its own limits
        raise Problem(
            "工作簿无法读取", "读它所需的内存或时间超过上限，或文件已损坏", "请用 Excel 打开后另存为 .xlsx，或改用 CSV",
            code="workbook", where=Where(source),
        )  # fmt: skip


def _old_or_locked(raw: bytes, source: str) -> Problem:
    if LOCKED in raw:
        return Problem(
            "工作簿设有打开密码",
            "加密的内容无法核对",
            "请取消密码后另存",
            code="encrypted",
            where=Where(source),
        )
    return Problem(
        "这是旧格式的 .xls 文件",
        "只读取 .xlsx、.csv 与 .ndjson",
        "请在 Excel 中另存为 .xlsx",
        code="workbook",
        where=Where(source),
    )


def _rows(answer: IO[bytes], source: str) -> Iterator[tuple[int, list[Any]]]:
    with answer:
        for line in answer:
            yield from _line(line, source)


def _line(line: bytes, source: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        raise Problem(
            "工作簿无法读取",
            "内容不完整",
            "请用 Excel 打开后另存为 .xlsx 再试",
            code="workbook",
            where=Where(source),
        ) from None


def _problem(data: dict[str, Any], source: str) -> Problem:
    what, why, do = (Say.from_data(said) if said[1] else said[0] for said in data["said"])
    return Problem(what, why, do, code=data["code"], where=Where(source, data["line"], data["column"]))
