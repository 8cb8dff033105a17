"""The long part of a backup in a process of its own, behind all others: reading every row would keep the pages waiting.

The process ends with the one that asked: it holds a pipe to it, and goes as soon as that breaks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from zhengan.connectors.selfdb.digest import Table
from zhengan.kit.problem import Problem, as_say
from zhengan.kit.say import Say

PROGRAM = "zhengan.connectors.selfdb.apart"
NICE = 10  # how far it stands back: whoever asks for a page comes first


def dump(engine: str, address: str, to: Path) -> dict[str, Table]:
    """``dump`` of an engine (``sqlite``, ``postgres``), apart; raises what it raises."""
    return _asked(engine, "dump", address, to)[0]


def restored(engine: str, address: str, backup: Path) -> tuple[dict[str, Table], list[str]]:
    """``restored`` of an engine, apart."""
    return _asked(engine, "restored", address, backup)


def _asked(engine: str, do: str, address: str, path: Path) -> tuple[dict[str, Table], list[str]]:
    question = json.dumps({"engine": engine, "do": do, "address": address, "path": str(path)})
    child = subprocess.Popen([sys.executable, "-I", "-m", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None and child.stdout is not None
    with child, child.stdin, child.stdout:
        child.stdin.write(question + "\n")  # not as an argument: the address may hold a password
        child.stdin.flush()  # and left open, see _ends_with_the_asker
        said = child.stdout.read()
    if not said:
        why = f"exit {child.returncode}"
        raise Problem("数据库备份或验证的进程中断了", why, "请核对内存与磁盘空间后重试", code="backup")
    answer: dict[str, Any] = json.loads(said)
    if "problem" in answer:
        raise Problem(*(Say.from_data(one) for one in answer["problem"]), code=answer["code"])
    return {name: Table(**table) for name, table in answer["tables"].items()}, answer["faults"]


def _answer(question: dict[str, str]) -> dict[str, Any]:
    engine = import_module(f"zhengan.connectors.selfdb.{question['engine']}")
    try:
        told = getattr(engine, question["do"])(question["address"], Path(question["path"]))
    except Problem as problem:
        return {"problem": [as_say(one).as_data() for one in problem.sentences], "code": problem.code}
    tables, faults = told if isinstance(told, tuple) else (told, [])
    return {"tables": {name: asdict(table) for name, table in tables.items()}, "faults": faults}


def _ends_with_the_asker() -> None:
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    """Read one question from standard input, write the answer to standard output; both are JSON."""
    os.nice(NICE)
    question = json.loads(sys.stdin.readline())
    threading.Thread(target=_ends_with_the_asker, daemon=True).start()
    print(json.dumps(_answer(question)), flush=True)
    os._exit(0)  # the thread still waits for the pipe


if __name__ == "__main__":
    main()
