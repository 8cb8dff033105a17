"""Formats that hold columns: Parquet, and Arrow with Feather. Each is a module with the same functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from zhengan.kit.oserrors import REASONS
from zhengan.kit.problem import Problem, Where, cited
from zhengan.kit.say import Name, say

COLUMNAR = ("parquet", "arrow")
MARKS = {"parquet": (b"PAR1", "检查文件是否完整"), "arrow": (b"ARROW1", "检查文件是否完整；Feather 第一版先转换为第二版")}
"""With what each begins and ends, and what to do about one that cannot be read."""
STREAM = b"\xff\xff\xff\xff"
"""With what a stream of Arrow begins, which has no end of its own."""


def module_of(kind: str) -> ModuleType:
    """The module of one of them (``opened``, ``batches``, ``mask``), loaded when it is asked for."""
    from zhengan.masking.formats import arrow, parquet

    return parquet if kind == "parquet" else arrow


def sound(kind: str, path: Path, pieces: Iterable[Any]) -> Iterator[Any]:
    """What is read of a file, piece by piece; a ``Problem`` where it cannot be."""
    import pyarrow as pa

    try:
        yield from pieces
    except (pa.ArrowException, OSError) as error:
        raise unreadable(kind, path, error) from None


def unreadable(kind: str, path: Path, error: Exception) -> Problem:
    """What is said of a file that Arrow cannot read, by what it holds; Arrow's own words behind it."""
    name = Name(kind.capitalize())
    mark, _ = MARKS[kind]
    if isinstance(error, OSError) and error.errno in REASONS:
        return Problem(say("读不了 {name} 文件", name=name), REASONS[error.errno], "检查路径与权限",
                       code=f"masking-{kind}", where=Where(path.name))  # fmt: skip
    with path.open("rb") as file:
        begun = file.read(len(mark))
        size = file.seek(0, 2)
        file.seek(max(size - len(mark), 0))
        ended = file.read()
    if not size:
        why = say("文件是空的")
    elif begun == mark != ended:
        why = say("结尾没有 {mark} 标记：没有写完，或被截断", mark=Name(mark.decode()))
    elif begun != mark and not begun.startswith(STREAM):
        why = say("开头没有 {mark} 标记：不是 {name} 文件", mark=Name(mark.decode()), name=name)
    else:
        why = say("其中有读不出的内容：没有写完、已损坏、已加密，或用了不支持的写法")
    return Problem(say("读不了 {name} 文件", name=name), cited(why, str(error)), MARKS[kind][1],
                   code=f"masking-{kind}", where=Where(path.name))  # fmt: skip
