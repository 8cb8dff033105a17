"""The engine as a function over Arrow record batches, for PySpark's ``mapInArrow`` and Ray Data's ``map_batches``.

>>> frame.mapInArrow(mask_batches({"phone": Star(front=3, back=4), "remark": TEXT}), frame.schema)
>>> dataset.map_batches(mask_table({"phone": Star(front=3, back=4)}), batch_format="pyarrow")

The operators travel to the workers as their options; a worker needs ``zhengan[masking]`` installed. No scheduling of our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from zhengan.kit.problem import Problem, as_say
from zhengan.kit.say import Name, as_names, say
from zhengan.masking.formats import metadata
from zhengan.masking.formats.bare import alone
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.parquet import searched, textual
from zhengan.masking.formats.searching import Searcher
from zhengan.masking.operators.base import NoFit, Operator
from zhengan.masking.operators.packed import Packed
from zhengan.masking.policy import Policy, builtin


class Text:
    """The treatment of a column of free text: values of every kind are found and masked, by a policy (None: the built-in)."""

    def __init__(self, policy: Policy | None = None):
        self.policy = policy
        self._searcher: Searcher | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """To a worker goes the policy; what searches is made there."""
        return Text, (self.policy,)

    @property
    def searcher(self) -> Searcher:
        """What searches."""
        if self._searcher is None:
            self._searcher = Searcher(self.policy or builtin())
        return self._searcher

    def apply(self, values: Any) -> Any:
        """The column, masked, and nothing in it that no row shows; null stays null."""
        values = alone(values)
        return alone(searched(pa.chunked_array([values]), self.searcher, Result("arrow")).chunk(0))


TEXT: Final = Text()
Columns = Mapping[str, Operator | Text]


class Batches:
    """Masks record batches by column; what a worker calls. Columns not named pass as they are, in their order. Raises Problem
    where none is named."""

    def __init__(self, columns: Columns):
        if not columns:
            raise Problem("没有写要脱敏的列", "这样什么都不会脱敏", "写明各列与各自的脱敏方式", code="masking-column")
        wrong = [name for name, one in columns.items() if not fit(one)]
        if wrong:
            raise Problem(say("这些列的脱敏方式写得不对：{names}", names=as_names(wrong)), "脱敏方式是对象，不是名字，也不是类",
                          "例如 Star(front=3, back=4)（zhengan.masking.operators）或 TEXT（按文字查找）；不脱敏的列不写",
                          code="masking-operator")  # fmt: skip
        self.columns = dict(columns)
        self.described: tuple[Any, Any] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """To a worker go the columns."""
        return {"columns": self.columns, "described": None}

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Each batch, masked."""
        return map(self.one, batches)

    def one(self, batch: Any) -> Any:
        """A record batch or a table, masked, its metadata too. Raises Problem where a named column is missing, there twice, or no
        text."""
        made = list(batch.columns)
        for name, operator in self.columns.items():
            at = place_of(name, batch.schema)
            kind = batch.schema.field(at).type
            if pa.types.is_null(kind):
                continue
            if not textual(kind):
                raise Problem(say("“{name}”的类型是 {type}，不是文字", name=Name(name), type=str(kind)), "脱敏按文字进行",
                              "先转换为 string", code="masking-type")  # fmt: skip
            try:
                made[at] = _treated(operator, made[at])
            except NoFit as problem:
                raise NoFit(problem.row, name) from None
            except Problem as problem:
                what, why, do = problem.sentences
                raise Problem(say("“{name}”：{what}", name=Name(name), what=as_say(what)), why, do,
                              code=problem.code) from None  # fmt: skip
        return type(batch).from_arrays(made, schema=self.schema(batch.schema))

    def schema(self, schema: Any) -> Any:
        """The schema, with what is personal in its metadata masked; of batches of one schema it is made once."""
        if self.described is None or not self.described[0].equals(schema, check_metadata=True):
            own = next((one for one in self.columns.values() if isinstance(one, Text)), TEXT)

            def treat(texts: list[str], key: str, column: str) -> list[str]:
                return [one or "" for one in own.searcher.search(Packed.of(texts), Result("arrow"))[0].texts()]

            self.described = (schema, metadata.treated(schema, treat))
        return self.described[1]


def fit(one: Any) -> bool:
    """Whether something is a treatment: an object, not its class."""
    return isinstance(one, Text) or (hasattr(one, "column") and not isinstance(one, type))


def place_of(name: str, schema: Any) -> int:
    """Where the column of a name stands. Raises Problem where there is none, or where there are several."""
    places = schema.get_all_field_indices(name)
    if len(places) == 1:
        return int(places[0])
    if places:
        raise Problem(say("有两列都叫“{name}”", name=Name(name)), "规则按列名写，分不清是哪一列", "先给其中一列改名",
                      code="masking-column")  # fmt: skip
    known = say("可用：{known}", known=as_names(schema.names))
    raise Problem(say("没有名为“{name}”的列", name=Name(name)), known, "请核对列名", code="masking-column")


def _treated(operator: Operator | Text, values: Any) -> Any:
    if isinstance(values, pa.ChunkedArray):
        return pa.chunked_array([_treated(operator, chunk) for chunk in values.chunks], values.type)
    viewed = pa.types.is_string_view(values.type)
    try:
        values.validate(full=True)  # Arrow itself takes any bytes for a text
    except pa.ArrowInvalid:
        raise Problem("有值不是 UTF-8 文字", "无法辨认其中的字符，也就无法脱敏", "先转换编码（例如 GB18030 转为 UTF-8）",
                      code="masking-encoding") from None  # fmt: skip
    if isinstance(operator, Text):
        return operator.apply(values)
    made = operator.column(values.cast(pa.large_string()) if viewed else values).values
    return made.cast(values.type) if viewed else made


def mask_batches(columns: Columns) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function over batches, to be handed to ``mapInArrow``."""
    return Batches(columns)


def mask_table(columns: Columns) -> Callable[[pa.Table], pa.Table]:
    """A function over tables, to be handed to ``map_batches(batch_format="pyarrow")``."""
    return Batches(columns).one
