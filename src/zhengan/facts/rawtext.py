"""The bytes of a document, checked before anything reads them: size, encoding, and what hides from the eye.

Everything here runs on the bytes in place, so a hostile file costs no more memory than its own size.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from zhengan.facts.node import character_name
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say

MOST_BYTES = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_ALLOWED = bytes([9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0x100)])
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# C1 controls and NEL; line and paragraph separators, bidirectional embeddings and overrides; isolates; a BOM inside.
# A YAML reader takes NEL, U+2028 and U+2029 for line ends, an editor may not: what one sees would not be what is read.
_HIDDEN = tuple(
    re.compile(pattern)
    for pattern in (rb"\xc2[\x80-\x9f]", rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])", rb"\xef\xbb\xbf")
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of at most ``MOST_BYTES``; Problem where it cannot be read or is larger."""
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size <= MOST_BYTES:
                raw = file.read(MOST_BYTES + 1)  # a device or a pipe states no size
                size = len(raw)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = reason(error, "路径无效")
        what = say("读不到文件“{path}”", path=without_controls(str(path)[:200]))
        raise _refusal(what, why, "请检查路径与权限", without_controls(path.name)) from None
    if size > MOST_BYTES:
        raise _too_large(size, path.name)
    return raw


def checked(raw: bytes, source: str) -> bytes:
    """The same bytes without a leading BOM, known to be UTF-8 text with nothing hidden in it; else Problem."""
    if len(raw) > MOST_BYTES:
        raise _too_large(len(raw), source)
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise _refusal("文件不是 UTF-8 编码", "看起来是 UTF-16", "请另存为 UTF-8", source, 1)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    _check_encoding(raw, source)
    if raw.translate(None, _ALLOWED):
        match = _CONTROL.search(raw)
        assert match is not None
        raise _hidden(raw, match.start(), match.group().decode(), source)
    if not raw.isascii():
        for pattern in _HIDDEN:
            match = pattern.search(raw)
            if match:
                raise _hidden(raw, match.start(), match.group().decode(), source)
    return raw


def _check_encoding(raw: bytes, source: str) -> None:
    if raw.isascii():
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(raw)
    for start in range(0, len(raw), _CHUNK):
        end = start + _CHUNK
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[start:end], final=end >= len(raw))
        except UnicodeDecodeError as error:
            place = start - pending + error.start
            raise _refusal("文件不是 UTF-8 编码", _guess(raw, place), "请另存为 UTF-8", source, _line(raw, place)) from None


def _guess(raw: bytes, place: int) -> str | Say:
    """Why the bytes are no UTF-8: cut short, another Chinese encoding, or no text at all."""
    if b"\x00" in raw[:_CHUNK]:
        return "看起来是二进制文件，不是文本"
    if len(raw) - place < 4 and raw[place] >= 0xC2:
        return "文件末尾的字符不完整，文件可能被截断"
    try:
        codecs.getincrementaldecoder("gb18030")().decode(raw[:_CHUNK])
    except UnicodeDecodeError:
        return say("第 {place} 字节无法解读", place=place + 1)
    return "看起来是 GB18030（GBK）编码"


def _hidden(raw: bytes, place: int, character: str, source: str) -> Problem:
    name = character_name(character)
    line = _line(raw, place)
    if character == "\x00":
        return _refusal("文件含有空字符（NUL）", "看起来是二进制文件，不是文本", "请提供 UTF-8 文本文件", source, line)
    what = say("文件含有看不见的控制字符 {character}", character=name)
    return _refusal(what, "它会使看到的与判定的不是同一内容", "请删除该字符", source, line)


def without_controls(text: str) -> str:
    """A name from outside with what hides in it written out, fit for a terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _line(raw: bytes, place: int) -> int:
    return raw.count(b"\n", 0, place) + 1


def _too_large(size: int, source: str) -> Problem:
    why = say("{size} 字节，上限为 {most} 字节", size=size, most=MOST_BYTES)
    return _refusal("文件过大", why, "请拆分，或用批量导入", source)


def _refusal(what: str | Say, why: str | Say, do: str, source: str, line: int | None = None) -> Problem:
    return Problem(what, why, do, code="document", where=Where(source, line))
