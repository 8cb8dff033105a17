"""Some columns of a file as an Arrow table, whatever format has them: for figures about the whole, not for masking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv as arrow_csv

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking.filenames import format_of
from zhengan.masking.formats import naming
from zhengan.masking.formats.columnar import COLUMNAR, module_of, sound
from zhengan.masking.formats.csv.head import (
    BOM,
    beginning,
    below,
    called,
    doubled,
    guessed,
    record_end,
    split,
)
from zhengan.masking.formats.encodings import encoding_of

BEGINNING = 1 << 20  # bytes among which the first record ends


def read(path: Path, names: Sequence[str], *, told: str = "", encoding: str = "", header: bool = True,
         separator: str = "") -> Any:
    """Columns of a CSV, Parquet, Arrow or Excel file; CSV and Excel as texts. Without a ``header`` a CSV's
    columns are called by their numbers. Raises ``Problem`` for other formats and for a column the file has not, or more than
    once."""
    kind = format_of(path, told)
    wanted = [*dict.fromkeys(names)]
    if kind == "csv":
        return of_csv(path, wanted, encoding, header, separator)
    if kind in COLUMNAR:
        return of_columns(path, kind, wanted)
    if kind == "excel":
        return of_excel(path, wanted)
    raise Problem(say("{format} 文件没有可以一并比较的列", format=kind), "可读 CSV、Parquet、Arrow 与 Excel", "先转换为其中一种",
                  code="masking-format", where=Where(path.name))  # fmt: skip


def known(path: Path, names: Sequence[str], wanted: Sequence[str]) -> None:
    """A Problem where one that is wanted does not stand among the names exactly once."""
    for name in wanted:
        if [*names].count(name) != 1:
            shown = as_names(naming.shown(names)[:40])
            raise Problem(say("文件没有列“{name}”，或不止一列", name=Name(name)), say("有：{known}", known=shown),
                          "核对列名", code="anonymity-column", where=Where(path.name))  # fmt: skip


def of_csv(path: Path, wanted: list[str], encoding: str, header: bool, separator: str = "") -> Any:
    """From a CSV; no value of a record that cannot be read is said."""
    encoding = encoding or encoding_of(path)
    with path.open("rb") as file:
        raw = file.read(BEGINNING).removeprefix(BOM)
    empty = len(raw) - len(raw.lstrip(b"\r\n"))
    above = header_of(raw, empty, encoding, separator, wanted) if header else empty
    lines, raw = raw.count(b"\n", 0, above), raw[above:]
    stop = record_end(raw, 0)
    first = raw[: stop if stop >= 0 else len(raw)]
    sep = separator.encode() or guessed(first)
    fields = split(path, first.decode(encoding, "replace"), sep.decode())
    names = [one.strip() for one in fields] if header else [str(k + 1) for k in range(len(fields))]
    text = raw.decode(encoding, "ignore").encode() if header else b""
    rows = [row.cells for row in beginning(text, 0, sep.decode())]
    if two := doubled(rows, wanted):
        names = [called(*pair, wanted) for pair in zip(rows[0], rows[1], strict=True)]
    known(path, names, wanted)
    numbers = [str(k) for k in range(len(names))]  # names may stand twice among those that are not wanted
    try:
        table = arrow_csv.read_csv(
            path,
            arrow_csv.ReadOptions(encoding=encoding, column_names=numbers, skip_rows=lines,
                                  skip_rows_after_names=int(header) + two),
            arrow_csv.ParseOptions(delimiter=sep.decode(), newlines_in_values=True),
            arrow_csv.ConvertOptions(include_columns=[numbers[names.index(one)] for one in wanted],
                                     column_types=dict.fromkeys(numbers, pa.string()), strings_can_be_null=False),
        )  # fmt: skip
    except (pa.ArrowException, UnicodeError):
        raise Problem("读不出 CSV 的各列", "有记录的列数与表头不同，或引号没有闭合，或编码有误", "检查分隔符、引号与编码",
                      code="masking-csv", where=Where(path.name)) from None  # fmt: skip
    return table.rename_columns(wanted)


def header_of(raw: bytes, start: int, encoding: str, separator: str, wanted: Sequence[str]) -> int:
    """Where the header begins; what stands above it is no row."""
    if encoding == "utf-8":
        return below(raw, start, separator, wanted)
    text = raw[start:].decode(encoding, "ignore").encode()
    return start + len(text[: below(text, 0, separator, wanted)].decode().encode(encoding))


def of_columns(path: Path, kind: str, wanted: list[str]) -> Any:
    """From a Parquet or an Arrow file."""
    with module_of(kind).opened(path) as file:
        known(path, file.schema_arrow.names, wanted)
        (table,) = sound(kind, path, (file.read(columns=columns) for columns in [wanted]))
        return table.select(wanted)


def of_excel(path: Path, wanted: list[str]) -> Any:
    """From the one sheet of a workbook that has all of them, by their own name or as ``sheet.header``."""
    from zhengan.masking.formats import excel, xlsxguard
    from zhengan.masking.formats.values import written

    xlsxguard.looked_through(path)
    held: dict[str, list[list[str | None]]] = {}
    seen: list[str] = []
    for batch in excel.batches(path):
        names = [batch.name(k) for k in range(max(batch.width, len(batch.header)))]
        seen += [name for name in batch.shown if batch.header and name not in seen]
        places = [[k for k, name in enumerate(names) if one in batch.names(name)] for one in wanted]
        if batch.header and all(len(place) == 1 for place in places):
            columns = held.setdefault(batch.title, [[] for _ in wanted])
            rows = [row for row in batch.rows if any(cell != "" for cell in row)]
            for column, (k,) in zip(columns, places, strict=True):
                column += [written(row[k]) if k < len(row) else None for row in rows]
    if len(held) > 1:
        raise Problem(say("有几张表都有这些列：{names}", names=as_names(held)), "分不清要看哪一张", "写成 表名.列名",
                      code="anonymity-column", where=Where(path.name))  # fmt: skip
    if not held:
        why = say("有：{known}", known=as_names(seen[:40]))
        raise Problem(say("没有一张表各有一列 {names}", names=as_names(wanted)), why, "核对列名", code="anonymity-column",
                      where=Where(path.name))  # fmt: skip
    (columns,) = held.values()
    return pa.table([pa.array(one, pa.string()) for one in columns], names=wanted)
