"""Finds what pure code must not do: ask the clock, the network, the disk's database, or Django."""

from __future__ import annotations

import ast
from collections.abc import Iterator

FORBIDDEN_MODULES = {
    "asyncio", "django", "environ", "ftplib", "http", "httpx", "psycopg", "random", "requests", "secrets",
    "smtplib", "socket", "sqlite3", "ssl", "subprocess", "time", "urllib.request",
}  # fmt: skip
# Attribute calls that ask the clock, by the class they are called on.
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "timezone": {"now"},
}


def impurities(module: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) for each forbidden import and each look at the clock in `module`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if is_forbidden(alias.name):
                    yield node.lineno, f"imports {alias.name}"
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            if any(map(is_forbidden, names)):
                yield node.lineno, f"imports from {node.module}"
        elif isinstance(node, ast.Attribute) and asks_clock(node):
            yield node.lineno, f"asks the clock: {ast.unparse(node)}"


def is_forbidden(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in FORBIDDEN_MODULES)


def asks_clock(node: ast.Attribute) -> bool:
    """`datetime.now`, `datetime.datetime.now`, `date.today`, `dt.date.today`, …"""
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return node.attr in CLOCKS.get(name, ())
