"""Parquet: row group by row group, schema, codec and metadata kept; columns of text masked, others only dropped or left."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.masking.formats.cells import PLAIN, Cells, treat
from zhengan.masking.formats.files import Progress, Result, writing
from zhengan.masking.formats.scanning import PAD, Scanner, chosen
from zhengan.masking.formats.text import found
from zhengan.masking.operators.packed import Packed
from zhengan.masking.operators.star import Drop
from zhengan.masking.policy import Policy, Rule


def mask(
    source: Path, target: Path, policy: Policy, *, force: bool = False, progress: Progress = lambda size: None
) -> Result:
    """Writes ``source`` masked to ``target``. Statistics are those of the masked values; bloom filters are not kept.

    Raises ``Problem`` for a policy that names a missing column, for numbers to be masked (leading zeros are lost already)
    and for nested columns that may hold text (they are not searched: drop or leave them by name).
    """
    try:
        file = pq.ParquetFile(source)
    except (pa.ArrowInvalid, OSError) as error:
        raise Problem(
            "读不了 Parquet 文件",
            str(error)[:200],
            "检查文件是否完整",
            code="masking-parquet",
            where=Where(source.name),
        ) from None
    result = Result("parquet", size=source.stat().st_size, rows=file.metadata.num_rows)
    rules = ruled(file.schema_arrow, policy, source.name)
    codecs = {} if not file.metadata.num_row_groups else {
        file.metadata.row_group(0).column(k).path_in_schema: codec(file.metadata.row_group(0).column(k).compression)
        for k in range(file.metadata.num_columns)
    }  # fmt: skip
    with (
        writing(source, target, force) as out,
        pq.ParquetWriter(Whole(out), file.schema_arrow, compression=codecs or "snappy") as writer,
    ):
        for k in range(file.metadata.num_row_groups):
            table = file.read_row_group(k)
            writer.write_table(table_of(table, rules, policy, result), row_group_size=max(table.num_rows, 1))
            progress(file.metadata.row_group(k).total_byte_size)
    result.before, result.after = sum_of(source), sum_of(target)
    return result


class Whole(io.RawIOBase):
    """A raw file whose writes take everything."""

    def __init__(self, out: Any):
        self.out, self.place = out, 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """How much was written."""
        return self.place

    def write(self, data: Any) -> int:
        """All of it."""
        view = memoryview(data).cast("B")
        size = len(view)
        while view:
            view = view[self.out.write(view) :]
        self.place += size
        return size


def codec(name: str) -> str:
    """A codec as the writer calls it."""
    return "NONE" if name == "UNCOMPRESSED" else name


def textual(kind: Any) -> bool:
    """Whether a column holds text."""
    if pa.types.is_dictionary(kind):
        return textual(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def ruled(schema: Any, policy: Policy, name: str) -> dict[str, Rule]:
    """The rule of each column."""
    missing = [column for column in policy.columns if column not in schema.names]
    shown = "、".join(schema.names[:40])
    if missing:
        raise Problem(say("文件没有策略中的列“{name}”", name=missing[0]), say("有：{known}", known=shown), "核对列名",
                      code="masking-column", where=Where(name))  # fmt: skip
    rules = {}
    for field in schema:
        rule = policy.rule(field.name)
        stated = field.name in policy.columns
        if not textual(field.type) and not isinstance(rule.operator, Drop) and (rule.operator or rule.scan):
            if (
                (rule.operator and (stated or rule.kind))
                or pa.types.is_nested(field.type)
                or pa.types.is_binary(field.type)
            ):
                raise Problem(say("“{name}”的类型是 {type}，不是文字", name=field.name, type=str(field.type)), "脱敏按文字进行",
                              "先转换为 string，或写 operator: drop、leave", code="masking-type", where=Where(name))  # fmt: skip
            rule = Rule()
        rules[field.name] = rule
    return rules


def table_of(table: Any, rules: dict[str, Rule], policy: Policy, result: Result) -> Any:
    """A row group, masked."""
    for k, field in enumerate(table.schema):
        rule, values = rules[field.name], table.column(k)
        if isinstance(rule.operator, Drop):
            made = pa.chunked_array([pa.nulls(len(values), field.type)])
            result.add(result.columns, field.name, "drop", rule.kind, len(values) - values.null_count, 0)
        elif rule.operator:
            masked = rule.operator.column(values)
            made = masked.values
            result.add(
                result.columns,
                field.name,
                rule.named,
                rule.kind,
                len(values) - values.null_count,
                masked.misfits,
            )
        elif rule.scan:
            plain = values.cast(pa.large_string()).combine_chunks()
            plain = plain.combine_chunks() if isinstance(plain, pa.ChunkedArray) else plain
            made = pa.chunked_array(
                [searched(Packed.from_arrow(plain), policy, result).to_arrow(pa.large_string())]
            ).cast(field.type)
        else:
            continue
        table = table.set_column(k, field, made)
    return table


def searched(values: Packed, policy: Policy, result: Result) -> Packed:
    """A column of text with what is found in it masked: a line for each value, so that none reaches into the next."""
    many, size = len(values), int(values.data.size) + len(values)
    if not many:
        return values
    buf = np.zeros(size + PAD, np.uint8)
    places = np.ones(size, np.bool_)
    ends = values.offsets[1:] + np.arange(many)
    places[ends] = False
    buf[:size][places] = values.data
    buf[ends] = 10
    scanner = Scanner(policy, size)
    cells = scanner.starred(buf, scanner.cells(buf, size), result)
    starts = np.concatenate([[0], ends[:-1] + 1])
    row = np.searchsorted(ends, cells.starts)
    cells = chosen(cells, cells.ends <= ends[row])
    untouched = buf.copy()
    out, counts, misfits = treat(buf, size, cells, scanner.operators)
    found(result, scanner, counts, misfits)
    if len(out) != size:  # other lengths: value by value, by the spans that moved
        return moved(values, untouched, starts, ends, cells, scanner)
    return values.with_data(out[places])


def moved(values: Packed, buf: Any, starts: Any, ends: Any, cells: Cells, scanner: Scanner) -> Packed:
    """The column where masks have other lengths: each value that holds a find is spliced by itself."""
    kept = np.ones(int(ends[-1]) + 1, np.bool_)
    kept[ends] = False
    texts = values.with_data(buf[: kept.size][kept]).texts()
    row = np.searchsorted(ends, cells.starts)
    for k in np.unique(row):
        mine = chosen(cells, row == k)
        mine = Cells(
            mine.starts - starts[k], mine.ends - starts[k], mine.groups, np.full(len(mine), PLAIN, np.uint8)
        )
        piece = np.ascontiguousarray(buf[starts[k] : ends[k]])
        texts[k] = bytes(treat(piece, len(piece), mine, scanner.operators)[0]).decode("utf-8", "replace")
    return Packed.of(texts)


def sum_of(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            digest.update(data)
    return digest.hexdigest()
