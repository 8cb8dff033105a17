"""The bytes of a CSV → its text: UTF-8 or GB18030, as Chinese desks write them; both in one file are told apart by line."""

from __future__ import annotations

import re

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say

ENCODINGS = ("utf-8-sig", "gb18030")
NAMED = 5  # lines named of those in the other encoding
HAN = re.compile(r"[\u4e00-\u9fff]")
_ELSEWHERE = re.compile(r"[^\x00-\x7f\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decoded(raw: bytes, source: str) -> str:
    """The text of a file. Raises Problem where it is in neither encoding, or some lines of it are in another than the rest.

    Nearly any bytes can be read as GB18030: a line of UTF-8 among others would be taken in as nonsense without a word.
    """
    try:
        return raw.decode(ENCODINGS[0])
    except UnicodeDecodeError:
        pass
    _refuse_mixed(raw, source)
    try:
        return raw.decode(ENCODINGS[1])
    except UnicodeDecodeError:
        why = "既不是 UTF-8 也不是 GB18030"
        raise Problem("无法识别文件编码", why, "请另存为 UTF-8 的 CSV", code="encoding", where=Where(source)) from None


def _refuse_mixed(raw: bytes, source: str) -> None:
    """Raise Problem, at its first line, where a few lines are in one encoding and the rest in the other."""
    utf8: list[int] = []
    other: list[int] = []
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            other.append(number)
            continue
        if _is_chinese(text.removeprefix("\ufeff")):
            utf8.append(number)
    if not utf8 or not other:
        return
    few, name, rest = (other, "GB18030", "UTF-8") if len(other) <= len(utf8) else (utf8, "UTF-8", "GB18030")
    where = "、".join(map(str, few[:NAMED])) + ("…" if len(few) > NAMED else "")
    what = say("文件混用了两种编码：第 {lines} 行是 {name}，其余是 {rest}", lines=where, name=name, rest=rest)
    raise Problem(
        what, "两种编码的文字不能一并读出，会成为乱码", "请重新录入所列各行，或整份另存为 UTF-8 的 CSV", code="encoding",
        where=Where(source, few[0]),
    )  # fmt: skip


def _is_chinese(text: str) -> bool:
    """Whether what reads as UTF-8 is meant so: two characters of GB18030 may happen to, a line of them never in Chinese."""
    return len(HAN.findall(text)) > 1 and not _ELSEWHERE.search(text)
