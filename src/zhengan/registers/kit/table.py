"""A CSV file → rows of cells by field, whatever its encoding; bounded, so that a large file costs little."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.written import unguarded

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by field name, and its place."""

    cells: dict[str, str]
    where: Where


def read_table(register: Register, raw: bytes, source: str) -> list[Row]:
    """The rows of a CSV file (UTF-8 with or without a BOM, or GB18030), blank ones left out.

    The header names fields by their own names, in Chinese or in English. Raises Problem for anything else.
    """
    if len(raw) > MOST_BYTES:
        what, why = say("文件过大（{size} 字节）", size=len(raw)), say("上限 {most} 字节", most=MOST_BYTES)
        raise Problem(what, why, "请拆分后导入", code="too-large")
    reader = csv.reader(io.StringIO(_decode(raw, source), newline=""), strict=True)
    try:
        header = next(reader, None)
        if header is None or not any(cell.strip() for cell in header):
            raise Problem("文件是空的", "第一行应是表头", "请下载模板填写", code="empty", where=Where(source, 1))
        fields = _header(register, header, source)
        rows = list(_rows(reader, fields, source))
    except csv.Error as error:
        raise Problem(
            "表格写法有误", str(error), "请检查该行的引号与换行", code="csv", where=Where(source, reader.line_num)
        ) from None
    if not rows:
        raise Problem("没有数据行", "表头之下没有内容", "请填写后再导入", code="empty", where=Where(source))
    return rows


def _decode(raw: bytes, source: str) -> str:
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem("无法识别文件编码", "既不是 UTF-8 也不是 GB18030", "请另存为 UTF-8 的 CSV", code="encoding", where=Where(source))


def _header(register: Register, header: list[str], source: str) -> list[str]:
    names: dict[str, str] = {}
    for field in register.fields:
        names.update(dict.fromkeys((field.name, field.zh, field.en, field.label(), field.label("en")), field.name))
    found: list[str] = []
    for column, cell in enumerate(header, 1):
        name = names.get(cell.strip().rstrip("*").strip())
        where = Where(source, 1, column)
        if name is None:
            known = [field.zh for field in register.fields]
            what, why = say("不认识表头“{cell}”", cell=cell[:80]), say("{kind}的列有：{names}", kind=register.kind.zh, names=known)
            raise Problem(what, why, "请改正或删去该列", code="header", where=where)
        if name in found:
            raise Problem(say("表头“{cell}”重复", cell=cell[:80]), "同一项只能有一列", "请删去其一", code="header", where=where)
        found.append(name)
    return found


def _rows(reader: Iterator[list[str]], fields: list[str], source: str) -> Iterator[Row]:
    count = 0
    for cells in reader:
        where = Where(source, reader.line_num)  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(fields):
            what = say("该行有 {cells} 格，表头只有 {columns} 列", cells=len(cells), columns=len(fields))
            raise Problem(what, "多出的格无法对应", "请检查是否多了逗号", code="width", where=where)
        count += 1
        if count > MOST_ROWS:
            raise Problem(say("超过 {most} 行", most=MOST_ROWS), "一次导入的上限", "请拆分后导入", code="too-large", where=where)
        yield Row(dict(zip(fields, map(unguarded, cells), strict=False)), where)
