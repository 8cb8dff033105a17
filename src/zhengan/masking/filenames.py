"""What a file is, by its name and its first line: its format, or why none can be told."""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from pathlib import Path

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, as_names, say

FORMATS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "text", ".log": "text", ".md": "text", ".ndjson": "ndjson", ".jsonl": "ndjson",
    ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow",
    ".sql": "sql", ".xlsx": "excel", ".xml": "text", ".html": "text", ".htm": "text", ".yaml": "text",
    ".yml": "text", ".conf": "text", ".out": "text",
}  # fmt: skip
NAMES = ("text", "fixed", "csv", "ndjson", "sql", "mysql", "postgresql", "excel", "parquet", "arrow")
"""What ``--format`` may say; ``sql`` finds out by itself which of the two the dump is."""
ENDS = {**{name: f".{name}" for name in NAMES}, "text": ".txt", "fixed": ".txt", "mysql": ".sql", "postgresql": ".sql",
        "excel": ".xlsx"}  # fmt: skip
PACKED = (".gz", ".tgz", ".bz2", ".xz", ".zst", ".zip", ".7z", ".rar", ".tar")
TEXTS = ("text", "fixed", "csv", "ndjson", "sql", "mysql", "postgresql")
OLD_EXCEL = (".xls", ".xlsb", ".et")
MOST_LINE = 1 << 20  # bytes of a first line that is looked at
DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*(?=\{)|(?=\{(?:[^\n]*[,{\[])?[ \t\r]*\n))")
"""How JSON begins that is one array of objects, or an object of many lines."""
ROWS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(\[[^\[\]{}]*\])")
"""How an array of arrays begins, with the first of these."""
LONG = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[^\n]*\Z')
"""How an object begins whose line is longer than is looked at."""
BINARY: dict[bytes, Say | Name] = {
    b"\xd0\xcf\x11\xe0": say("旧版 Excel、Word 文件"), b"PK\x03\x04": say("压缩包（xlsx、docx 也是）"), b"%PDF-": Name("PDF"),
    b"\x1f\x8b": say("压缩文件"), b"SQLite format 3": Name("SQLite"), b"PAR1": Name("Parquet"), b"ARROW1": Name("Arrow"),
    b"PGDMP": say("pg_dump 的自定义格式（先用 pg_restore -f 转换为 SQL）"),
}  # fmt: skip
"""How files begin that are no texts."""
DBF = (0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0xF5)
"""With what a table of dBase begins."""
CONTROLS = bytes({*range(1, 32)} - {*b"\t\n\v\f\r\x1b\x01"})
"""What no text has, but for what separates its fields."""
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|head)", re.IGNORECASE)
ZEROS = re.compile(rb"\0+")
ZEROED = Name("?")
"""What a file is that is no text, and nobody knows what."""
DUMPS = ("sql", "mysql", "postgresql")


def by_name(path: Path) -> str:
    """The format that a file's name speaks for; empty where it speaks for none."""
    ends = [suffix.lower() for suffix in path.suffixes]
    if ends[-1:] == [".json"]:
        return "ndjson" if of_objects(path) else "text"
    return FORMATS.get(ends[-1], "text" if ".log" in ends else "") if ends else ""  # app.log.2026-11-25


def of_objects(path: Path) -> bool:
    """Whether a file of JSON is an object a line, one of many lines, an array of objects, or one of rows below the names of their
    columns: others are searched as texts."""
    try:
        with path.open("rb") as file:
            first = file.read(MOST_LINE)
        if DOCUMENT.match(first) or of_rows(first) or (len(first) == MOST_LINE and LONG.match(first)):
            return True
        return isinstance(json.loads(first.partition(b"\n")[0]), dict)
    except (OSError, ValueError):
        return False


def of_rows(first: bytes) -> bool:
    """Whether JSON that begins so is an array of arrays, the first of which are the names of columns."""
    from zhengan.masking.formats.csv.head import headed

    found = ROWS.match(first)
    try:
        names = json.loads(found[1]) if found else []
    except ValueError:
        return False
    return all(isinstance(one, str) for one in names) and headed(names)


def format_of(path: Path, told: str = "") -> str:
    """One of ``NAMES``; a Problem for what cannot be told by its name."""
    name = told or by_name(path)
    if name in TEXTS and (what := binary(path)):
        if what is ZEROED:
            what = say("{name} 是二进制文件，不是文字", name=Name(path.name))
            raise Problem(what, "其中有许多 NUL 等控制字节，按文字读会漏脱敏",
                          "先用原来的软件另存为 CSV 或 xlsx；确是文字的，先把 NUL 字节换成空格（例如 tr '\\0' ' '）；再运行",
                          code="masking-format")  # fmt: skip
        raise Problem(say("{name} 是 {what}，不是文字", name=Name(path.name), what=what), "按文字读会漏脱敏，写出的文件也会损坏",
                      "先用原来的软件另存为 CSV 或 xlsx，再运行；--format 写错的改正", code="masking-format")  # fmt: skip
    if not name and (form := plainly(path)):
        raise Problem(say("看不出 {name} 是什么格式", name=Name(path.name)), "按扩展名认定格式；内容看起来是文字",
                      say("加 --format {format}", format=form), code="masking-format")  # fmt: skip
    if not name and path.suffix.lower() in OLD_EXCEL:
        raise Problem(say("{name} 是旧版或二进制的 Excel 文件", name=Name(path.name)), "Excel 只支持 .xlsx",
                      "用 Excel 或 WPS 打开后另存为 .xlsx", code="masking-format")  # fmt: skip
    if not told and path.suffix.lower() in PACKED:  # a.log.gz, too
        raise Problem(say("{name} 是压缩文件", name=Name(path.name)), "压缩文件中的内容看不到，也就无法脱敏",
                      "先解压（例如 gzip -d、unzip），再对解压出的文件运行", code="masking-format")  # fmt: skip
    if not name:
        raise Problem(
            say("看不出 {name} 是什么格式", name=Name(path.name)), "按扩展名认定格式",
            say("加 --format，写明是 {formats} 中的哪一种", formats=as_names(NAMES)), code="masking-format",
        )  # fmt: skip
    return name


def beginning(path: Path) -> bytes:
    """The first bytes of a file; none of what cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError:
        return b""


def binary(path: Path) -> Say | Name | None:
    """What a file is that is no text, by its first bytes; None for any other."""
    begun = beginning(path)
    if len(begun) > 64 and begun[0] in DBF and begun[int.from_bytes(begun[8:10], "little") - 1 :][:1] in (b"\r", b"\0"):
        return Name("DBF") if begun[2] <= 12 and begun[3] <= 31 and 0 in begun[12:32] else None
    known = next((what for head, what in BINARY.items() if begun.startswith(head)), None)
    return known or (ZEROED if zeroed(begun.lstrip(b"\0") or solid(path)) else None)


def zeroed(begun: bytes) -> bool:
    """Whether bytes with zeros among them are no text: other controls stand there as well, or no lines but hardly more than
    fields that zeros end. Of a text that zeros fill up (a log cut off while it was written, or by a loss of power; the empty
    fields of bcp) nothing else is strange."""
    from zhengan.masking.formats.encodings import sixteen

    if 0 not in begun or sixteen(begun):  # that is said of a text
        return False
    filled = begun.count(0)
    text, zeros, lines = len(begun) - filled, len(ZEROS.findall(begun)), begun.count(b"\n")
    controls = len(begun) - filled - len(begun.translate(None, CONTROLS + b"\0"))
    return controls * 200 > text or (zeros * 200 > text and lines * 1000 < text)


def solid(path: Path) -> bytes:
    """What stands behind the zeros with which a file begins that are more than its beginning."""
    with suppress(OSError), path.open("rb") as file:
        while data := file.read(1 << 20):
            if rest := data.lstrip(b"\0"):
                return rest
    return b""


def plainly(path: Path) -> str:
    """What a file whose name says nothing looks like, where it is plainly a text: the format to be said."""
    from zhengan.masking.formats.fixed import layout as fixed
    from zhengan.masking.reading import columned

    begun, otherwise = beginning(path), "" if path.suffix.lower() in OLD_EXCEL else "text"
    if not begun.strip() or path.suffix.lower() in PACKED or binary(path) or any(byte < 9 for byte in begun):
        return ""
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = codecs.getincrementaldecoder(encoding)().decode(begun)
            if otherwise and fixed.of_lines(fixed.whole_lines(begun, encoding, False)):
                return "fixed"
            return "text" if MARKUP.match(begun) else {"table": "csv", "records": "ndjson"}.get(columned(text), otherwise)
    return ""


def absent(path: Path) -> Problem:
    """What is said of a file that is not there, or is none."""
    if path.is_dir():
        return Problem(say("{path} 是目录", path=Name(path)), "这里要写文件", "写明目录中的文件", code="masking-input")
    if str(path) == "-" or path.exists():  # a pipe, a device
        return Problem(say("{path} 是管道或设备，不是文件", path=Name(path)), "文件要从头读起，管道做不到",
                       "先写到文件（例如 cat > 文件名），再对文件运行", code="masking-input")  # fmt: skip
    return Problem(say("没有文件 {path}", path=Name(path)), "", "检查路径", code="masking-input")
