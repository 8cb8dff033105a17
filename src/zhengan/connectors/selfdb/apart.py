"""The long part of a backup in a process of its own, behind all others: reading every row would keep the pages waiting.

What runs there is ``__main__`` of this package. It ends with the process that asked: it holds a pipe to it, and goes as
soon as that breaks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from zhengan.connectors.selfdb.digest import Table
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say

PROGRAM = "zhengan.connectors.selfdb"


def dump(engine: str, address: str, to: Path) -> dict[str, Table]:
    """``dump`` of an engine (``sqlite``, ``postgres``), apart; raises what it raises."""
    return _asked(engine, "dump", address, to)[0]


def restored(engine: str, address: str, backup: Path) -> tuple[dict[str, Table], list[str]]:
    """``restored`` of an engine, apart."""
    return _asked(engine, "restored", address, backup)


def _asked(engine: str, do: str, address: str, path: Path) -> tuple[dict[str, Table], list[str]]:
    question = json.dumps({"engine": engine, "do": do, "address": address, "path": str(path)})
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-I", "-m", PROGRAM], stdin=pipe, stdout=pipe, bufsize=0) as child:
        assert child.stdin is not None and child.stdout is not None
        with suppress(BrokenPipeError):  # it ended at once; that it said nothing is told below
            child.stdin.write(f"{question}\n".encode())  # not as an argument: the address may hold a password
        said = child.stdout.read()  # the pipe to it stays open meanwhile: how it knows that we live
    if not said:
        why = f"exit {child.returncode}"
        raise Problem("数据库备份或验证的进程中断了", why, "请核对内存与磁盘空间后重试", code="backup")
    answer: dict[str, Any] = json.loads(said)
    if "problem" in answer:
        raise Problem(*(Say.from_data(one) for one in answer["problem"]), code=answer["code"])
    return {name: Table(**table) for name, table in answer["tables"].items()}, answer["faults"]
