"""The command-line library's own complaints in Chinese: it has them in English only, and looks each up before it says it."""

from __future__ import annotations

import click.core
import click.exceptions
import click.parser
import click.types

from zhengan.cli.lang import language

WORDS = {
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选值之内：{choices}。",
    "{value!r} does not match the format {format}.": "{value!r} 的格式不是 {format}。",
    "{value!r} does not match the formats {formats}.": "{value!r} 的格式不在其内：{formats}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是数（{number_type}）。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} 不是是非值，可写：{states}",
    "{value!r} is not a valid UUID.": "{value!r} 不是 UUID。",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename!r} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename!r} 是目录。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 不可读。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 不可写。",
    "{name} {filename!r} is not executable.": "{name} {filename!r} 不可执行。",
    "{len_type} values are required, but {len_value} was given.": "应有 {len_type} 个值，只给了 {len_value} 个。",
    "{len_type} values are required, but {len_value} were given.": "应有 {len_type} 个值，给了 {len_value} 个。",
    "Did you mean {possibility}?": "是否要写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否要写其中之一：{possibilities}？）",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename!r}：{message}",
    "Argument {name!r} takes {nargs} values.": "{name!r} 应有 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项 {name!r} 后面不写值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 后面要写 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "Got unexpected extra arguments ({args})": "多写了：{args}",
    "Missing command.": "没有写要运行哪个命令。",
    "Takes {nargs} values but 1 was given.": "应有 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} were given.": "应有 {nargs} 个值，给了 {len} 个。",
}


def install() -> None:
    """Have the library say them so where the terminal speaks Chinese."""
    if language() == "zh":
        for module in (click.core, click.exceptions, click.parser, click.types):
            for name, find in (("_", _word), ("ngettext", _plural)):
                if hasattr(module, name):
                    setattr(module, name, find)


def _word(text: str) -> str:
    return WORDS.get(text, text)


def _plural(one: str, many: str, count: int) -> str:
    return _word(one if count == 1 else many)
