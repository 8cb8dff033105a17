"""A TOML file read strictly: what is wrong in it is refused as a Problem that names the file and the line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli  # tomllib's own parser, compiled: a third of its time over the rooms, a tenth of its import

from zhengan.kit.problem import Problem, Where


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file open for questions and complaints; ``data`` is its table."""

    source: str
    text: str
    data: dict[str, Any]

    def problem(self, what: str, why: str = "", do: str = "", at: Collection[str] = ()) -> Problem:
        """A complaint about the line where the strings of ``at`` follow each other, as far as they are found.

        A string that begins with a line break is found at the beginning of a line only.
        """
        text, place = f"\n{self.text}", -1
        for needle in at:
            found = text.find(needle, place + 1)
            place = found if found >= 0 else place
        line = text.count("\n", 0, place + 1) if place >= 0 else None
        return Problem(what, why, do, code="law-toml", where=Where(self.source, line))

    def check(
        self, name: str, table: Any, keys: Mapping[str, type], optional: Collection[str] = (), at: str = ""
    ) -> None:
        """Refuse unknown and missing keys, wrong types and empty words; ``at`` finds the table."""
        if not isinstance(table, dict):
            raise self.problem(f"{name}应是一个表", f"现为 {table!r}", f"应有：{'、'.join(keys)}")
        for key in sorted(table.keys() - keys.keys()):
            raise self.problem(
                f"{name}有不认识的键“{key}”", "", f"可用：{'、'.join(keys)}", (at, f"\n{key} ")
            )
        for key in sorted(keys.keys() - table.keys() - set(optional)):
            raise self.problem(f"{name}缺少“{key}”", "", "补上这一项", (at,))
        for key, value in table.items():
            if type(value) is not keys[key] or value == "":
                wanted = f"应为非空的 {keys[key].__name__}"
                raise self.problem(f"{name}的“{key}”类型不对", f"现为 {value!r}", wanted, (at, f"\n{key} "))


def read_toml(path: Path, name: str) -> TomlFile:
    """The file at ``path``, which people call ``name``; raises Problem where it is missing or no TOML."""
    source = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode()
        return TomlFile(source, text, tomli.loads(text))
    except FileNotFoundError:
        raise Problem(f"缺少{name}", f"没有文件 {source}", "补齐该文件", code="law-toml") from None
    except UnicodeDecodeError as error:
        where = Where(source)
        raise Problem(
            f"{name}不是 UTF-8 编码", str(error), "以 UTF-8 保存", code="law-toml", where=where
        ) from None
    except tomli.TOMLDecodeError as error:
        where = Where(source, error.lineno, error.colno)
        raise Problem(
            f"{name}不是合法的 TOML", error.msg, "更正这一行", code="law-toml", where=where
        ) from None
