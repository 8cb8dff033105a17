"""What an operator is: a column in, a column of the same type out, and a stated fate for what does not fit.

A value that an operator cannot treat (no valid ID for a pseudonym of IDs, letters among the digits) is a **misfit**. It
is counted and, unless the policy says otherwise, becomes stars as a whole: nothing passes by oversight.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Literal, get_args, get_origin, get_type_hints

import numpy as np
import pyarrow as pa

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, Say, as_names, say
from zhengan.masking.operators import kernels
from zhengan.masking.operators.packed import Flags, Packed

OnMisfit = Literal["star", "redact", "keep", "error"]
LABEL = "[已脱敏]"


class NoFit(Problem):
    """A value that fits no mask, where the policy asks for a stop. ``row``: which of those that were handed over (from 0);
    ``cell``, ``group``: of ``formats.cells``, which field of all, and whose."""

    def __init__(self, row: int, name: str = "", why: str | Say = "", where: Where | None = None):
        what = say("“{name}”有值不符合格式，未脱敏", name=Name(name)) if name else say("有值不符合格式，未脱敏")
        do = say("检查这些值，或改 on_misfit 为 star、redact")
        super().__init__(what, why, do, code="masking-misfit", where=where)
        self.row, self.name = row, name
        self.cell = self.group = -1

    @classmethod
    def record(cls, number: int, name: str, where: Where | None = None) -> NoFit:
        """In a record of a file, counted from 1."""
        return cls(number - 1, name, say("第一个在第 {row} 条记录", row=number), where)

    def within(self, source: str) -> NoFit:
        """The same, with the name of its file."""
        where = self.where or Where()
        return NoFit(self.row, self.name, self.sentences[1], Where(source, where.line, where.column))


@dataclass(frozen=True)
class Masked:
    """What became of a column: its values, and how many did not fit."""

    values: Any
    misfits: int


@cache
def options(of: type) -> list[tuple[str, Any]]:
    """The options of an operator, with what each may be: columns are made one by one as they are met."""
    return [(name, hint) for name, hint in get_type_hints(of).items() if get_origin(hint) is not ClassVar]


@dataclass(frozen=True, kw_only=True)
class Operator(ABC):
    """Masks values. Missing values stay missing and empty texts empty; options are fields, so that it can be sent
    to other processes.

    ``on_misfit``: star (every character, byte length kept), redact (the ``label``), keep, error (a ``Problem`` with
    code ``masking-misfit``).
    """

    name: ClassVar[str]
    on_misfit: OnMisfit = "star"
    label: str = LABEL

    def __post_init__(self) -> None:
        """Refuse options that mean nothing: policies are written by hand, and a wrong word must not weaken a mask."""
        for option, hint in options(type(self)):
            value, choices = getattr(self, option), get_args(hint) if get_origin(hint) is Literal else ()
            if choices and value not in choices:
                raise wrong(option, value, say("写成 {choices} 之一", choices=as_names(choices)))
            if hint is str and not isinstance(value, str):
                raise wrong(option, value, "写成文字，必要时加引号")
            if hint is int and (type(value) is not int or value < 0):
                raise wrong(option, value, "写成不小于 0 的整数")

    @abstractmethod
    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """The masked column and which rows are misfits; what the column holds in those rows is of no account."""

    def packed(self, column: Packed) -> tuple[Packed, int]:
        """The masked column, misfits seen to, and their number."""
        try:
            result, misfits = self.treat(column)
        except pa.ArrowInvalid:
            what, do = "有值不是 UTF-8 文字", "检查编码：GB18030 的文件请加 --encoding gb18030"
            raise Problem(what, "无法辨认其中的字符，也就无法脱敏", do, code="masking-encoding") from None
        count = int(misfits.sum())
        if not count:
            return result, 0
        if self.on_misfit == "error":
            row = int(misfits.argmax())
            raise NoFit(row, why=say("第一个是第 {row} 个值", row=row + 1))
        return result.replaced(misfits, self._instead(column)), count

    def _instead(self, column: Packed) -> Packed:
        """What stands in the place of misfits."""
        if self.on_misfit == "keep":
            return column
        if self.on_misfit == "redact":
            return column.filled_with(self.label.encode())
        return all_stars(column)

    def column(self, values: Any) -> Masked:
        """A pyarrow array or chunked array of strings (also 64-bit or dictionary), masked; its type is kept."""
        if isinstance(values, pa.ChunkedArray):
            parts: list[Masked] = []
            for k, chunk in enumerate(values.chunks):
                try:
                    parts.append(self.column(chunk))
                except NoFit as problem:
                    raise NoFit(problem.row + sum(map(len, values.chunks[:k]))) from None
            chunks = [part.values for part in parts]
            return Masked(pa.chunked_array(chunks, values.type), sum(part.misfits for part in parts))
        if pa.types.is_dictionary(values.type):
            plain = self.column(values.cast(values.type.value_type))
            return Masked(plain.values.dictionary_encode().cast(values.type), plain.misfits)
        if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
            raise Problem(
                say("这一列的类型是 {type}，不是文字", type=str(values.type)),
                "脱敏按文字进行，前导零等写法才能保留",
                "先转换为 string",
                code="masking-type",
            )
        result, misfits = self.packed(Packed.from_arrow(values))
        return Masked(result.to_arrow(values.type), misfits)

    def value(self, text: str | None) -> str | None:
        """One value, masked by the same rules."""
        return self.packed(Packed.of([text]))[0].texts()[0]

    def __getstate__(self) -> dict[str, Any]:
        """Only the options travel: ciphers are made again where the operator arrives."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def wrong(option: str, value: object, do: str | Say) -> Problem:
    """The refusal of an option's value."""
    return Problem(
        say("{option} 不能是 {value}", option=option, value=str(value)),
        "脱敏方法的选项写错",
        do,
        code="masking-option",
    )


def all_stars(column: Packed) -> Packed:
    """Stars for every character, byte length kept."""
    first = np.zeros(len(column), np.int64)
    every = column.lengths
    return column.with_data(kernels.starred(column.data, column.offsets, every, first, every, False))
