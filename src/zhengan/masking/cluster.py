"""The engine as a function over Arrow record batches, for PySpark's ``mapInArrow`` and Ray Data's ``map_batches``.

>>> frame.mapInArrow(mask_batches({"phone": Star(front=3, back=4), "remark": TEXT}), frame.schema)
>>> dataset.map_batches(mask_table({"phone": Star(front=3, back=4)}), batch_format="pyarrow")

The operators travel to the workers as their options; a worker needs ``zhengan[masking]`` installed. No scheduling of our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, as_names, say
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.parquet import searched, textual
from zhengan.masking.formats.searching import Searcher
from zhengan.masking.operators.base import Operator
from zhengan.masking.policy import Policy, builtin


class Text:
    """The treatment of a column of free text: values of every kind are found and masked, by a policy (None: the built-in)."""

    def __init__(self, policy: Policy | None = None):
        self.policy = policy
        self._searcher: Searcher | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """To a worker goes the policy; what searches is made there."""
        return Text, (self.policy,)

    def apply(self, values: Any) -> Any:
        """The column, masked; null stays null."""
        if pa.types.is_null(values.type):
            return values
        if self._searcher is None:
            self._searcher = Searcher(self.policy or builtin())
        return searched(pa.chunked_array([values]), self._searcher, Result("arrow")).chunk(0)


TEXT: Final = Text()
Columns = Mapping[str, Operator | Text]


class Batches:
    """Masks record batches by column; what a worker calls. Columns not named pass as they are, in their order. Raises Problem
    where none is named."""

    def __init__(self, columns: Columns):
        if not columns:
            raise Problem("没有写要脱敏的列", "这样什么都不会脱敏", "写明各列与各自的脱敏方式", code="masking-column")
        wrong = [name for name, one in columns.items() if not (isinstance(one, Text) or hasattr(one, "column"))]
        if wrong:
            raise Problem(say("这些列的脱敏方式写得不对：{names}", names=as_names(wrong)), "脱敏方式是对象，不是名字",
                          "例如 Star(front=3, back=4)（zhengan.masking.operators）或 TEXT（按文字查找）；不脱敏的列不写",
                          code="masking-operator")  # fmt: skip
        self.columns = dict(columns)

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Each batch, masked."""
        return map(self.one, batches)

    def one(self, batch: Any) -> Any:
        """A record batch or a table, masked. Raises Problem where a named column is missing or no text."""
        for name, operator in self.columns.items():
            at = batch.schema.get_field_index(name)
            if at < 0:
                what = say("没有名为“{name}”的列", name=Name(name))
                why = say("可用：{known}", known=as_names(batch.schema.names))
                raise Problem(what, why, "请核对列名", code="masking-column")
            kind = batch.schema.field(at).type
            if isinstance(operator, Text) and not (textual(kind) or pa.types.is_null(kind)):
                raise Problem(say("“{name}”的类型是 {type}，不是文字", name=name, type=str(kind)), "脱敏按文字进行",
                              "先转换为 string", code="masking-type")  # fmt: skip
            batch = batch.set_column(at, batch.schema.field(at), _treated(operator, batch.column(at)))
        return batch


def _treated(operator: Operator | Text, values: Any) -> Any:
    if isinstance(values, pa.ChunkedArray):
        return pa.chunked_array([_treated(operator, chunk) for chunk in values.chunks], values.type)
    return operator.apply(values) if isinstance(operator, Text) else operator.column(values).values


def mask_batches(columns: Columns) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function over batches, to be handed to ``mapInArrow``."""
    return Batches(columns)


def mask_table(columns: Columns) -> Callable[[pa.Table], pa.Table]:
    """A function over tables, to be handed to ``map_batches(batch_format="pyarrow")``."""
    return Batches(columns).one
