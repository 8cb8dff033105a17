"""Compiled kernels kept on disk, and thrown away when any source changes that is compiled into them.

Numba looks only at the file in which a kernel stands. What the kernel calls or takes a figure from stands in others: after a
change there, or an upgrade, it would go on running the old machine code. So the stamp of what is kept is made from that
file, all files of the package it imports, directly or through others, and the tables beside these. Numba itself
adds its version, Python's and the processor.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, overload

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache
from numba.core.dispatcher import Dispatcher

P = ParamSpec("P")
R = TypeVar("R")
config: Any = numba.config
HERE = Path(__file__).parent
TABLES = "data"
"""The folder beside a module whose files it reads."""
IMPORT = re.compile(rb"^(?:from ([\w.]+) import (\([^)]*\)|[^\n#]*)|import ([\w.]+))", re.MULTILINE)
NAME = re.compile(rb"\w+")


@overload
def kept(function: Callable[P, R], /) -> Callable[P, R]:
    """As below."""
@overload
def kept(**options: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As below."""
def kept(function: Any = None, /, **options: Any) -> Any:
    """A kernel: compiled, holding no lock, and kept on disk. A decorator, with Numba's options or without."""
    if function is None:
        return lambda later: compiled(later, options)
    return compiled(function, options)


def compiled(function: Any, options: dict[str, Any]) -> Any:
    """The function as a kernel; as it is, where Numba is told to compile nothing."""
    made: Any = numba.njit(nogil=True, **options)(function)
    if isinstance(made, Dispatcher):
        made._cache = Cache(function)  # type: ignore[attr-defined]
    return made


class Kind(CompileResultCacheImpl):
    """How Numba keeps compiled functions, with our stamp beside its own."""

    def __init__(self, function: Any):
        super().__init__(function)  # type: ignore[no-untyped-call]
        locator, path = self.locator, function.__code__.co_filename
        theirs = locator.get_source_stamp()
        ours = stamp(path, function.__module__)
        locator.get_source_stamp = lambda: (theirs, ours)


class Cache(FunctionCache):
    """Numba's cache of a function, of that kind."""

    _impl_class = Kind

    def __init__(self, function: Any):
        super().__init__(function)  # type: ignore[no-untyped-call]


@cache
def stamp(path: str, module: str) -> bytes:
    """A digest of a module's file and of every file of its package that is compiled into its kernels or may be."""
    root = path
    for _ in range(module.count(".") + path.endswith("__init__.py")):
        root = os.path.dirname(root)
    digest = hashlib.sha256()
    for source in sorted(reached(path, os.path.dirname(root), os.path.basename(root).encode())):
        digest.update(source.removeprefix(root).encode() + content(source)[0])
    return digest.digest()


def reached(path: str, above: str, package: bytes) -> set[str]:
    """The files that a file imports of its package, and those that these do; and the tables beside them."""
    seen, left = {path}, [path]
    while left:
        for found in near(left.pop(), above, package) - seen:
            seen.add(found)
            left.append(found)
    for folder in {os.path.dirname(source) for source in seen}:
        if TABLES in names(folder):
            tables = os.path.join(folder, TABLES)
            seen |= {os.path.join(tables, name) for name in names(tables) if not name.startswith("__")}
    return seen


@cache
def near(path: str, above: str, package: bytes) -> frozenset[str]:
    """The files of the package that a file imports when it is imported itself; not what its functions import later."""
    found = set()
    for source, listed, bare in content(path)[1]:
        module = source or bare
        if module.split(b".")[0] == package:
            whole = module.decode()
            found.add(file_of(above, whole))
            found |= {file_of(above, f"{whole}.{name.decode()}") for name in NAME.findall(listed)}
    return frozenset(found - {""})


@cache
def content(path: str) -> tuple[bytes, list[tuple[bytes, bytes, bytes]]]:
    """The digest of a file and the import statements in it; nothing of one that cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return b"", []
    return hashlib.sha256(data).digest(), IMPORT.findall(data) if path.endswith(".py") else []


@cache
def file_of(above: str, module: str) -> str:
    """The file of a module of the package; "" where there is none."""
    *folders, last = module.split(".")
    folder = os.path.join(above, *folders)
    if f"{last}.py" in names(folder):
        return os.path.join(folder, f"{last}.py")
    if last in names(folder) and "__init__.py" in names(os.path.join(folder, last)):
        return os.path.join(folder, last, "__init__.py")
    return ""


@cache
def names(folder: str) -> frozenset[str]:
    """What is in a folder."""
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()


def cache_folder(package: Path, environment: Mapping[str, str]) -> str:
    """Where Numba is to keep compiled code: "" for its own choice (beside the source, else the user's cache folder), or a
    folder under ZHENGAN_HOME where the package may not be written to."""
    home = environment.get("ZHENGAN_HOME")
    if not home or environment.get("NUMBA_CACHE_DIR"):
        return ""
    try:
        cached = package / "__pycache__"
        cached.mkdir(exist_ok=True)
        tempfile.TemporaryFile(dir=cached).close()
    except OSError:
        return str(Path(home) / "cache" / "kernels")
    return ""


if chosen := cache_folder(HERE, os.environ):
    # The environment for processes that are begun from here, the other for this one, where Numba may have been loaded.
    os.environ["NUMBA_CACHE_DIR"] = config.CACHE_DIR = chosen
