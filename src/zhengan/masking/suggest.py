"""A policy proposed from a sample of a file: which columns hold which kind, by their headers and by their values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking import held, policy
from zhengan.masking.default_masks import KINDS
from zhengan.masking.filenames import DUMPS, absent, format_of
from zhengan.masking.formats import keyed, naming
from zhengan.masking.formats.columnar import COLUMNAR, module_of
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.formats.encodings import encoding_of
from zhengan.masking.formats.fields import Groups, Sampling
from zhengan.masking.formats.fixed import layout as fixed
from zhengan.masking.headers import kind_of_header, speaks_against
from zhengan.masking.reading import noted

SAMPLE_BYTES, SAMPLE_ROWS = 4 << 20, 2000
SURE, LIKELY = 0.8, 0.3
PROVEN = ("resident_id", "mobile", "bank_card", "email", "social_credit_code")
"""Kinds whose values say by themselves what they are; others need a header."""
NUMBERS = ("mobile", "bank_card")
"""Of them, what is none where a header such as 订单号 speaks against it."""
COARSER = {
    "generalise_date": ("出生日期", "出生年月", "出生年月日", "生日", "birthday", "birthdate", "birth_date", "date_of_birth"),
    "generalise_age": ("年龄", "age"),
}
"""What names nobody and yet tells people apart, by its header, and the operator that makes it coarser."""
NO_TEXT = re.compile(r"[-+0-9.,:/% ]*|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+Z-]*|[A-Za-z]|true|false|yes|no|null", re.IGNORECASE)
"""A number, a date, a flag: what a column of them holds needs no search."""
NUMBERED = "1"
"""What columns go by that have no header."""
BESIDE = re.compile(r"（(\w+)）$")
"""How values are shown that go by a name beside them: no policy can call them."""
SHORT = re.compile(r"[\u4e00-\u9fff]{2,5}")
"""A name in Chinese, or a word."""


class Sample(dict[str, list[str]]):
    """The first values of every column, by its name as a policy would call it; and what it goes by as by its header, where
    that is another than its name: a comment on it, a key above, a sheet's own header."""

    known: Mapping[str, str] = MappingProxyType({})
    """Kinds of columns that are known otherwise."""
    upright = 0
    """Of how many rows a table is in which names of fields stand beside their values: it has no columns."""

    def __init__(self, columns: Mapping[str, list[str]], headers: Mapping[str, str] | None = None):
        super().__init__(columns)
        self.headers = headers or {}


def suggest(path: Path, encoding: str = "", told: str = "", header: bool = True, separator: str = "") -> str:
    """A policy as YAML with its reasons as comments; a person is to read it before it is used. Any format that has columns."""
    if not path.is_file():
        raise absent(path)
    kind_of_file = format_of(path, told)
    if kind_of_file == "text" and fixed.as_such(path, policy.builtin(), told, encoding):
        kind_of_file = "fixed"
    columns, count = sample(path, kind_of_file, encoding, header, separator)
    others = no_text(path, kind_of_file) if kind_of_file in COLUMNAR else {}
    if kind_of_file not in ("excel", "fixed"):
        naming.refuse([name.rsplit(".", 1)[-1] for name in columns], path.name)
    if not count:
        raise Problem("样本中没有数据", "至少要有表头和一条记录", "换一个文件", code="masking-sample", where=Where(path.name))
    lines = [
        'zhengan-masking: "1"',
        'version: "1"',
        "purpose: test",
        f"# 由样本 {count} 条记录建议，请逐列核对。",
        *(["# 字段名与值并列的表没有列：值按旁边的字段名脱敏，其余按文字查找。"] if columns.upright else ["columns:"]),
    ]
    for name, values in columns.items():
        if kind_of_file == "ndjson" and {"*", "＊"} & {*name}:
            lines.append(f"  # {name}：这个键名中有个人信息，不能写进策略；其值按文字查找")
            continue
        if kind_of_file == "ndjson" and (beside := BESIDE.search(name)) and beside[1] in KINDS:
            lines.append(f"  # {name}：由旁边的列名或键名认出，照样脱敏，不必写进策略")
            continue
        held_so = [value for value in values if value]
        kind = columns.known.get(name, "")
        kind, why = (kind, valid_share(kind, held_so)) if kind else judged(columns.headers.get(name, name), held_so)
        rule = f"{{kind: {kind}}}" if kind else "{operator: leave}"
        if name in others and kind:  # no text, so that ``run`` would refuse a kind
            drop = others[name] or kind != "text"
            rule = f"{{operator: {'drop' if drop else 'leave'}}}"
            why = f"{why}；这一列不是文字，要保留就先转换为 string" if drop else "不是文字，不查找"
        elif kind in ("", "text") and (operator := coarser(name, kind_of_file, name in others)):
            rule, why = f"{{operator: {operator}}}", "与其他列合起来可能认出一个人：泛化（见 zhengan mask anonymity）"
        lines.append(f"  {json.dumps(name, ensure_ascii=False)}: {rule}  # {why}")
    return "\n".join([*lines, "rest: scan", ""])


def coarser(name: str, kind_of_file: str, typed: bool) -> str:
    """The operator for a column by which people are told apart, or ''; none where a coarser value is not of the column's type,
    as in dumps."""
    header = name.rsplit(".", 1)[-1].strip().lower()
    found = next((operator for operator, headers in COARSER.items() if header in headers), "")
    return "" if typed or kind_of_file in DUMPS else found


def sample(path: Path, kind: str, encoding: str, header: bool = True, separator: str = "") -> tuple[Sample, int]:
    """The first values of every column, by its name as a policy would call it, and of how many records they are."""
    if kind == "text":
        columns = next(iter(noted(path, encoding)), "")
        raise Problem("文字没有列，不能建议策略", columns, "用内置策略，或按 kinds 写策略", code="masking-format",
                      where=Where(path.name))  # fmt: skip
    if kind == "excel":
        return of_excel(path)
    if kind in COLUMNAR:
        made = of_columns(path, kind)
    else:
        encoding = encoding or encoding_of(path, kind in DUMPS)
        of_text = {"csv": lambda: of_csv(path, encoding, header, separator), "fixed": lambda: of_records(path, encoding)}
        made = of_text[kind]() if kind in of_text else of_fields(path, kind, encoding)
    return made, max(map(len, made.values()), default=made.upright)


def of_csv(path: Path, encoding: str, header: bool, separator: str = "") -> Sample:
    """From a table."""
    with path.open("rb") as file:
        text = file.read(SAMPLE_BYTES).decode(encoding, "replace").removeprefix("\ufeff")
    text = text.lstrip("\r\n")
    if header:
        raw = text.encode(errors="replace")
        sep = separator or csvhead.guessed(raw[: max(csvhead.record_end(raw, 0), 0)]).decode()
        rows = csvhead.first_rows(raw, sep, keyed.LOOKED_AT)
        if keyed.headed(rows, ()) is False:
            made = Sample({})
            made.upright = len(rows)
            return made
        text = raw[csvhead.below(raw, 0, separator, ()) :].decode()
    stop = csvhead.record_end(text.encode(errors="replace"), 0)  # a cell of the header may hold a line end
    first = text.encode(errors="replace")[: stop if stop >= 0 else None].decode()
    sep = separator or csvhead.guessed(first.encode(errors="replace")).decode()
    if header and not separator and sep not in first:
        csvhead.unsplit(first.strip(), text.encode(errors="replace"), len(first.encode(errors="replace")) + 1, path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sep)
    try:
        rows = list(islice(filter(None, reader), SAMPLE_ROWS + 1))
    except csv.Error:  # a field of more than 128 KiB
        raise Problem("读不出 CSV 的各列", "可能是引号未闭合", "检查开头几条记录的引号", code="masking-csv",
                      where=Where(path.name)) from None  # fmt: skip
    if not rows:
        return Sample({})
    if not header:
        return Sample({str(k + 1): [row[k].strip() for row in rows if len(row) > k] for k in range(len(rows[0]))})
    return Sample({name.strip(): [row[k].strip() for row in rows[1:] if len(row) > k] for k, name in enumerate(rows[0])})


def of_records(path: Path, encoding: str) -> Sample:
    """From records of fixed width: fields whose values say what they are, and figures that do not, which go by no header."""
    encoding = encoding or encoding_of(path)
    layout = fixed.needed(path, encoding)
    made = Sample(fixed.samples(path, encoding, layout), dict.fromkeys(layout.unknown, NUMBERED))
    made.known = layout.fields
    return made


def of_columns(path: Path, kind: str) -> Sample:
    """From the first rows of a Parquet or an Arrow file."""
    from zhengan.masking.formats import parquet

    with module_of(kind).opened(path) as file:
        parquet.once_each(file.schema_arrow.names, path.name)
        columns = zip(file.schema_arrow.names, parquet.first_values(file), strict=True)
        return Sample({name: [text or "" for text in column] for name, column in columns})


def no_text(path: Path, kind: str) -> dict[str, bool]:
    """The columns of a Parquet or an Arrow file that hold no text, and whether they could hold some all the same, as bytes and
    nested ones do."""
    import pyarrow as pa

    from zhengan.masking.formats import parquet

    with module_of(kind).opened(path) as file:
        return {one.name: bool(pa.types.is_nested(one.type)) or parquet.binary(one.type)
                for one in file.schema_arrow if not parquet.textual(one.type)}  # fmt: skip


def of_excel(path: Path) -> tuple[Sample, int]:
    """From the first rows of every sheet; a column that only one sheet has goes by its own name, those of a sheet that have the
    same name are one. The records are those of the longest sheet."""
    from zhengan.masking.formats import excel, xlsxguard

    made: dict[tuple[str, str], list[str]] = {}
    records: dict[str, int] = {}
    xlsxguard.looked_through(path)
    for batch in excel.batches(path):
        if not batch.header:
            continue
        personal(batch, path)
        rows = batch.rows[: max(SAMPLE_ROWS - records.get(batch.title, 0), 0)]
        records[batch.title] = records.get(batch.title, 0) + sum(any(cell != "" for cell in row) for row in rows)
        for k in range(batch.width):
            held = made.setdefault((batch.title, batch.name(k)), [])
            held += [text_of(row[k]) if k < len(row) else "" for row in rows]
    names = [name for _, name in made]
    called = {name if names.count(name) == 1 else f"{sheet}.{name}": (sheet, name) for sheet, name in made}
    columns = Sample({one: made[place] for one, place in called.items()}, {one: name for one, (_, name) in called.items()})
    return columns, max(records.values(), default=0)


def text_of(cell: Any) -> str:
    """A cell as a text; of a date its day."""
    from zhengan.masking.formats.values import written

    return (cell.isoformat()[:10] if isinstance(cell, date) else written(cell)) or ""


def personal(batch: Any, path: Path) -> None:
    """A Problem where the header of a sheet is personal, which says the sheet and the columns, and no value."""
    from zhengan.masking.formats.xlsxguard import letters_of

    if found := naming.personal(batch.header):
        letters = as_names(dict.fromkeys(letters_of(batch.left + k + 1) for k, _ in found))
        raise Problem(say("“{sheet}”表的列名中有个人信息（{columns} 列），不能写进策略",
                          sheet=Name(batch.title), columns=letters),
                      "第一条记录可能不是表头，而是数据", "先改正列名，或自己写策略，以列的字母为列名",
                      code="masking-header", where=Where(path.name))  # fmt: skip


def of_fields(path: Path, kind: str, encoding: str) -> Sample:
    """From the beginning of an NDJSON file or a dump."""
    from zhengan.masking.formats.json import ndjson
    from zhengan.masking.formats.sql import dump as sql
    from zhengan.masking.formats.sql import spelling as sqlspelling

    groups = Groups(policy.builtin())
    reader: Any
    if kind == "ndjson":
        sampling = Sampling(groups, ndjson.SPELLINGS, SAMPLE_ROWS)
        reader = ndjson.Reader(path, groups, sampling, ())
    else:
        sampling = Sampling(groups, sqlspelling.SPELLINGS, SAMPLE_ROWS)
        reader = sql.Reader(path, groups, sampling, kind)
    beginning(path, encoding, reader)
    made: dict[str, list[str]] = {}
    headers: dict[str, str] = {}
    for name, values in sampling.values.items():
        if name:
            one = name if kind == "ndjson" else called(name)
            made.setdefault(one, []).extend(values)
            headers[one] = headers.get(one) or sampling.headers[name]
    return Sample(made, headers)


def called(name: str) -> str:
    """A dump's column; without the name of its table, where that is personal (a number stands for it): a policy may call it
    either way."""
    table, _, column = name.rpartition(".")
    return column if table.isdecimal() or naming.found(table) else name


def beginning(path: Path, encoding: str, reader: Any) -> None:
    """The first bytes of a file handed to a reader: whole lines, rows and statements of them."""
    import numpy as np

    from zhengan.masking.formats.scanning import PAD

    with path.open("rb") as file:
        raw = file.read(SAMPLE_BYTES)
        whole = not file.read(1)
    text = raw.decode(encoding, "ignore").encode() if encoding != "utf-8" else raw
    buf = np.frombuffer(bytearray(text + bytes(PAD)), np.uint8)
    reader.piece(buf, len(text), whole)


def judged(header: str, values: list[str]) -> tuple[str, str]:
    """The kind of a column ('text': search it; '': nothing personal seen) and why, in words."""
    if not values:
        return (kind_of_header(header) or "text"), "样本中没有值"
    against = speaks_against(header)
    shares = {name: sum(map(KINDS[name].valid, values)) / len(values) for name in PROVEN if not (against and name in NUMBERS)}
    best = max(shares, key=lambda name: shares[name])
    called = held.kind(header, values)
    if called:
        share = sum(map(KINDS[called].valid, values)) / len(values)
        return called, f"表头是“{KINDS[called].zh}”的写法；{share:.0%} 的值合格"
    if shares[best] >= SURE and KINDS[best].personal:
        return best, valid_share(best, values)
    if shares[best] >= LIKELY:
        return "text", f"{shares[best]:.0%} 的值是有效的{KINDS[best].zh}，其余不是：按文字查找"
    if header.isdecimal() and unlike(values):
        if all(map(account_like, values)):
            shown = f"没有列名；各不相同的 {len(values[0])} 位数字，可能是资金账号、客户号：不是的改为 {{operator: leave}}"
            return "fund_account", shown
        if all(map(SHORT.fullmatch, values)):
            return "name", "没有列名；各不相同的两到五个汉字，可能是姓名：不是的改为 {kind: text}"
    if (doubt := held.note(header, values, header)) and any(map(account_like, values)):
        return "text", str(doubt)
    if not all(map(NO_TEXT.fullmatch, values)):  # behind the sample it may say something of somebody
        return "text", "文字：查找其中的个人信息"
    return "", "没有发现个人信息"


def valid_share(kind: str, values: Sequence[str]) -> str:
    """How many values are valid, in words."""
    share = sum(map(KINDS[kind].valid, values)) / len(values)
    return f"{share:.0%} 的值是有效的{KINDS[kind].zh}"


def unlike(values: list[str]) -> bool:
    """Whether hardly any value stands there twice, as one that somebody has to himself."""
    return len(values) > 1 and 10 * len(set(values)) >= 9 * len(values)


def account_like(value: str) -> bool:
    """Whether it is a number of as many figures as an account has, and no day."""
    return value.isdecimal() and KINDS["fund_account"].valid(value) and not keyed.day(value)
