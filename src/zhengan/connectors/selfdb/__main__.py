"""The process that reads a database for a backup or a check, see ``apart``: a question in, an answer out, both JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from zhengan.connectors.selfdb import postgres, sqlite
from zhengan.kit.problem import Problem, as_say

NICE = 10  # how far it stands back: whoever asks for a page comes first
ENGINES = {"postgres": postgres, "sqlite": sqlite}


def answer(question: dict[str, str]) -> dict[str, Any]:
    """The tables read and the faults found, or the problem met."""
    engine = ENGINES[question["engine"]]
    try:
        told = getattr(engine, question["do"])(question["address"], Path(question["path"]))
    except Problem as problem:
        return {"problem": [as_say(one).as_data() for one in problem.sentences], "code": problem.code}
    tables, faults = told if isinstance(told, tuple) else (told, [])
    return {"tables": {name: asdict(table) for name, table in tables.items()}, "faults": faults}


def end_with_the_asker() -> None:
    """Wait for the pipe to break, then go."""
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    """One question from standard input, its answer to standard output."""
    os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who asked, and reaches this process by the pipe
    question = json.loads(sys.stdin.readline())
    threading.Thread(target=end_with_the_asker, daemon=True).start()
    print(json.dumps(answer(question)), flush=True)
    os._exit(0)  # the thread still waits for the pipe


if __name__ == "__main__":
    main()
