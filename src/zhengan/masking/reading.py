"""How a file is read: format, encoding, header and separator, as somebody says or as its audit tells.

Read in another way than it is meant a file shows nothing: with a separator that it has not, all of a record is one column
without a header. A check that goes on record reads as the audit says that the run has read, and looks whether that can be so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, say
from zhengan.masking.filenames import DOCUMENT, by_name, of_rows

FIRST = 1 << 16
"""Bytes among which the first record of a table is looked at."""
LINES = 20
"""How many are looked at, whether each is a JSON object."""
HEADED = say("有表头（不加 --no-header）")
LOST = say("没有表头（第一行是数据：加 --no-header，按列号写策略）")
LOST_SHEET = say("没有表头（第一行是数据：在它上面加一行，写明各列的名称）")
UNTOLD = {
    "unnamed": (
        say("脱敏时没有表头，策略也没有按列号写明各列：资金账号等没有字样可凭的号码、无汉姓的姓名，脱敏与检查都认不出来"),
        say("按列号写策略（zhengan mask suggest --no-header 先列出各列），重新脱敏并登记"),
    ),
    "astray": (
        say("脱敏时列名夹在数据中，值在旁边：没有按列名脱敏，资金账号等没有字样可凭的号码，脱敏与检查都认不出来"),
        say("整理成列名在第一行的表（每张表一个文件），或在策略中写明这些列，重新脱敏并登记"),
    ),
    "undivided": (
        say("文件是没有分隔符的定长记录，其中有认不出是什么的数字：没有脱敏，检查也认不出来"),
        say("用 zhengan mask suggest --format fixed 列出各列，在策略中写明它们的位置与种类，或转换成 CSV，重新脱敏并登记"),
    ),
}
"""What an audit says of a table in which nothing tells what the values are: why that is so, and what to do."""
AS_IT_IS: dict[str, Say | Name] = {
    "table": Name("--format csv"), "records": Name("--format ndjson"), "document": say("JSON 文档（先转换为 NDJSON）"),
}  # fmt: skip
NOTES = {
    "table": say("内容像是有表头的表，却按文字读：各列没有按表头脱敏，姓名、账号等会漏；请加 --format csv 重新运行"),
    "records": say("内容像是 JSON 对象，却按文字读：各值没有按键名脱敏，姓名、账号等会漏；请加 --format ndjson 重新运行"),
    "document": say("内容像是一个 JSON 文档，按文字读：各值没有按键名脱敏，姓名、账号等会漏；"
                    "请先转换为每行一个对象的 NDJSON（例如 jq -c '.[]'）再脱敏"),
}  # fmt: skip
JSON = re.compile(r'[\[\s]*\{\s*"')
"""How a document begins that has keys; not [2025-11-28] in a log."""
ARRAY = re.compile(r'\[\s*"')
"""How a line begins that is a row of strings."""
KEY = re.compile(r'"([^"\\\n]{1,64})"\s*:')
SPELT = {"\t": "\\t", "\x01": "^A"}
"""How a separator that cannot be seen is written."""


@dataclass(frozen=True)
class Reading:
    """What is said of a file; nothing where it is to be found out."""

    told: str = ""
    encoding: str = ""
    header: bool = True
    separator: str = ""

    @classmethod
    def audited(cls, record: dict[str, Any]) -> Reading:
        """As the audit tells that the run read it."""
        told = (record.get("decided") or {}).get("format") or record["format"]
        return cls(told, record.get("encoding") or "", record.get("header", True), record.get("separator", ""))

    @property
    def spelt(self) -> str:
        """As options of the command."""
        parts = (
            self.told and f"--format {self.told}", self.encoding and f"--encoding {self.encoding}",
            "" if self.header else "--no-header",
            self.separator and f"--separator {SPELT.get(self.separator, self.separator)}",
        )  # fmt: skip
        return " ".join(filter(None, parts))

    def asks_other(self, own: Reading) -> bool:
        """Whether this says anything that is not so by the other."""
        pairs = ((_form(self.told), _form(own.told)), (self.encoding, own.encoding), (self.separator, own.separator))
        return any(said and said != other for said, other in pairs) or (own.header and not self.header)


def for_record(path: Path, record: dict[str, Any] | None, given: Reading) -> Reading:
    """How a check that goes on record reads a file: as its audit says, and where there is none as the program finds out, for what
    it finds. Raises Problem where something else is asked, and where the file does not look so."""
    if record is None:
        if given != Reading():
            raise Problem(
                say("登记的检查不能用 {options} 读 {file}", options=given.spelt, file=Name(path.name)),
                "没有审计记录可以印证；按别的读法，表头、号码都认不出来，查不出什么",
                "去掉这些选项；或把审计记录放回文件旁边；只查看时不写 --record", code="masking-reading",
            )  # fmt: skip
        return given
    own = Reading.audited(record)
    if given.asks_other(own):
        raise Problem(
            say("登记的检查不能用 {options} 读 {file}", options=given.spelt, file=Name(path.name)),
            say("审计记录写明脱敏时是这样读的：{own}；按别的读法，表头、号码都认不出来，查不出什么", own=own.spelt),
            "去掉这些选项；脱敏时就读错了的，重新脱敏并登记", code="masking-reading",
        )  # fmt: skip
    for mark, (why, do) in UNTOLD.items():
        if record.get(mark):
            what = say("登记的检查查不出 {file} 是否还有未脱敏的", file=Name(path.name))
            raise Problem(what, why, do, code="masking-reading")
    lost = LOST_SHEET if own.told == "excel" else LOST
    seen = HEADED if record.get("headed") else lost if record.get("header_lost") else None
    if meant := seen or unlike(path, own, (record.get("decided") or {}).get("header", False)):
        raise Problem(
            say("{file} 不像审计记录所写的读法：{own}", file=Name(path.name), own=own.spelt),
            say("内容像是 {meant}；读错了，表头、号码都认不出来，脱敏与检查都会漏", meant=meant),
            "改正选项，重新脱敏并登记", code="masking-reading",
        )  # fmt: skip
    return own


def unlike(path: Path, own: Reading, upright: bool = False) -> Say | Name | None:
    """How a file is to be read by what it holds, where that is otherwise. ``upright``: where it has no header, that was found out
    and not said."""
    from zhengan.masking.formats.csv import head as csvhead
    from zhengan.masking.formats.encodings import told

    with path.open("rb") as file:
        begun = file.read(FIRST)
    if own.told == "text" and (name := by_name(path)) not in ("", "text"):
        return Name(Reading(name).spelt)
    if own.told == "text" and (columns := columned(begun.decode(own.encoding or "utf-8", "replace"))):
        return AS_IT_IS[columns]
    if own.encoding == "gb18030" and told(path, "utf-8")[1] is None and not begun.isascii():
        return Name(Reading(encoding="utf-8").spelt)
    if own.told != "csv" or not own.separator:
        return None
    stop = csvhead.record_end(begun, 0)
    first = (begun[:stop] if stop >= 0 else begun).removeprefix(csvhead.BOM)
    found = csvhead.guessed(first)
    if csvhead.unquoted(first).count(found) > csvhead.unquoted(first).count(own.separator.encode()):
        return Name(Reading(separator=found.decode()).spelt)
    cells = first.decode(own.encoding or "utf-8", "replace").split(own.separator)
    return HEADED if not (own.header or upright) and csvhead.headed(cells) else None


def columned(begun: str) -> str:
    """What has columns, or keys, in a text of which this is the beginning: a ``table`` with a header, ``records`` of JSON, one a
    line or in an array, another JSON ``document``; "" where nothing does."""
    text = begun.lstrip("\ufeff \t\r\n")
    if ARRAY.match(text) and of_rows(f"[{text}".encode(errors="replace")):
        return "document"
    if JSON.match(text):
        lines = text.splitlines()[: None if len(begun) < FIRST // 4 else -1][:LINES]  # the last may be cut off
        objects = text[0] == "{" and all(map(_object, filter(str.strip, lines)))
        objects |= bool(DOCUMENT.match(text.encode(errors="replace")))
        return ("records" if objects else "document") if any(map(_names, KEY.findall(text))) else ""
    from zhengan.masking.formats.csv import head as csvhead

    raw = text.encode(errors="replace")
    rows = [*csvhead.beginning(raw, 0, csvhead.guessed(raw[: max(csvhead.record_end(raw, 0), 0)]).decode())]
    alike = len(rows) > 1 and all(len(row.cells) == len(rows[0].cells) for row in rows)
    return "table" if alike and rows[0].labels(()) > 1 and not any(map(csvhead.valued, rows[0].cells)) else ""


def noted(path: Path, encoding: str) -> list[Say]:
    """What is said of a file that is read as a text and has columns or keys: they were not gone by."""
    with path.open("rb") as file:
        columns = columned(file.read(FIRST).decode(encoding or "utf-8", "replace"))
    return [NOTES[columns]] if columns else []


def _object(line: str) -> bool:
    """Whether a line is a JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _names(key: str) -> bool:
    """Whether a key says what its value is; name alone may be that of anything."""
    from zhengan.masking import owners
    from zhengan.masking.headers import kind_of_header

    return bool(kind_of_header(key)) and not owners.bare(key)


def _form(told: str) -> str:
    """A format; the two sorts of dumps are one."""
    return "sql" if told in ("mysql", "postgresql") else told
