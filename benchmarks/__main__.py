"""`python -m benchmarks [--write] [name …]`: run every `bench_*.py`, or those named; print one table.

`--write` also puts the table into docs/benchmarks.md. Exit status 1 when a target is missed or a
benchmark breaks: a figure that was not measured is not a good figure.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import traceback
from pathlib import Path

from benchmarks.table import Row, markdown, plain

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


def names() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def measure(chosen: list[str]) -> tuple[list[Row], list[str]]:
    """The rows of the chosen benchmarks, and the names of those that broke."""
    rows: list[Row] = []
    broken: list[str] = []
    for name in chosen:
        print(f"… {name}", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(f"benchmarks.bench_{name}").run()
        except Exception:  # one broken benchmark must not hide the others' figures
            traceback.print_exc()
            broken.append(name)
    return rows, broken


def machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def write(rows: list[Row]) -> None:
    """Replace the table between the two marks of docs/benchmarks.md."""
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{machine()}.\n\n{markdown(rows)}\n{END}{after}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="also write docs/benchmarks.md")
    parser.add_argument("name", nargs="*", help=f"which: {', '.join(names())}")
    args = parser.parse_args()
    if unknown := set(args.name) - set(names()):
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    if not names():
        parser.error("there is no benchmarks/bench_*.py")
    rows, broken = measure(args.name or names())
    print(f"\n{machine()}\n\n{plain(rows)}")
    if args.write:
        if args.name or broken:
            parser.error("--write needs a whole run in which nothing broke")
        write(rows)
    missed = [row.name for row in rows if row.ok is False]
    for line in [f"target missed: {name}" for name in missed] + [f"broke: {name}" for name in broken]:
        print(line, file=sys.stderr)
    return 1 if missed or broken else 0


if __name__ == "__main__":
    sys.exit(main())
