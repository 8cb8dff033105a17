"""Which encoding a file of text is in, by what it holds; what is neither UTF-8 nor GB18030 is refused and never guessed.

Read in the wrong encoding no name and no address is found, and a check would call the file clean.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say

SAMPLE = 1 << 20
FEW = 20
"""Characters of three bytes and more for each place that is no UTF-8: so many, and a text is UTF-8 with some bytes spoilt."""
MORE = 5
"""The same of GB18030, which is refused in either case: so many, and it is called so."""
WIDE = re.compile("[\u0800-\ufffc\ufffe-\U0010ffff]")  # not U+FFFD, which stands for what could not be read
USUAL = re.compile("[的是在有不了人我一大中上到和要以個个時时年月日這这為为國国台臺灣湾北市區区縣县省路街段巷號号樓楼"
                   "姓名地址戶户電电話话機机身份證证客帳账股券王李張张陳陈林黃黄吳吴劉刘]")  # fmt: skip
"""The commonest characters of letters, tables and addresses, in both scripts."""
TRADITIONAL = {*"的是在有不了人我一大中上到和要以年月日北市名地址戶台客身王李"}
LEAST = 3
"""So many of them, before anything is said."""
HAN = re.compile("[\u3400-\u9fff]")
PRIVATE = re.compile("[\ue4c6-\ue765]")
"""A140 to A7A0, for characters of one's own: there Big5 has its comma, stop and brackets."""
COMMONER = 0xC6
"""The first byte of the last of the characters of Big5 that are in common use."""
DOUBT = say("可能是 Big5（繁体）编码，字数太少，不能确定；已按 GB18030 读，其中的姓名、地址可能没有认出。"
            "是 Big5 的，先转换为 UTF-8；确知是 GB18030 的，加 --encoding gb18030")  # fmt: skip

ZEROS = "有 NUL 字节（第一处是第 {place} 个字节），原样保留：多为日志截断、断电或导出空值所留；被它们断开的值可能没有认出"


@dataclass(frozen=True)
class Sample:
    """Bytes of a file from a place on."""

    place: int
    data: bytes


def encoding_of(path: Path, mixed: bool = False) -> str:
    """``utf-8`` or ``gb18030``; raises ``Problem`` (code ``masking-encoding``) for what is neither, see ``read_as``."""
    return read_as(path, mixed)[0]


def read_as(path: Path, mixed: bool = False) -> tuple[str, Say | None]:
    """``utf-8`` or ``gb18030`` by what a file's beginning, middle and end hold, and what is to be said of bytes that are
    spoilt; raises ``Problem`` for UTF-16, for a mixture and for what is no text in either.

    ``mixed``: it is of a format that holds bytes among its texts, as dumps do; then all that is not GB18030 is UTF-8.
    """
    samples = sampled(path)
    no_sixteen(path, samples)
    bad = [place for one in samples if (place := first_bad(one, "utf-8")) >= 0]
    if not bad:
        return "utf-8", None
    wide, spoilt = counted(samples, "utf-8")
    if wide >= FEW * spoilt:
        return "utf-8", spoilt_say(bad[0])
    # In the middle of a file a cut character cannot be told from another: its beginning decides.
    whole = any(not one.data.isascii() and readable(one.data, "gb18030", 0) for one in samples)
    if whole and wide <= spoilt:
        if big5(samples):
            raise Problem("像是 Big5（繁体）编码", "按 GB18030 读，其中的姓名、地址会漏脱敏",
                          "先转换为 UTF-8（例如 iconv -f BIG5 -t UTF-8）；确知是 GB18030 的，加 --encoding gb18030",
                          code="masking-encoding", where=Where(path.name))  # fmt: skip
        return "gb18030", DOUBT if perhaps_big5(samples) else None
    gb = [place for one in samples if (place := first_bad(one, "gb18030")) >= 0]
    chinese, lost = counted(samples, "gb18030")
    if wide <= spoilt and gb and chinese >= MORE * lost:
        raise refusal(path, say("像是 GB18030 文字，但从第 {place} 个字节起读不下去", place=gb[0] + 1),
                      "其中的姓名、地址会漏脱敏", "修复或删去该处的字节（多为截断的汉字），再运行")  # fmt: skip
    if mixed:
        return "utf-8", spoilt_say(bad[0])
    raise refusal(path, say("不是完整的 UTF-8 文字，也不是 GB18030：第 {place} 个字节有误", place=bad[0] + 1),
                  "按错的编码读，其中的姓名、地址会漏脱敏",
                  "修复该处的字节；确知编码的，用 --encoding 写明")  # fmt: skip


def told(path: Path, encoding: str, mixed: bool = False) -> tuple[str, Say | None]:
    """The same where somebody has said which encoding it is: bytes that are no UTF-8 are named all the same, and what is UTF-8 is
    not read as GB18030, in which it is other characters."""
    if not encoding:
        return read_as(path, mixed)
    samples = sampled(path)
    no_sixteen(path, samples)
    bad = [place for one in samples if (place := first_bad(one, "utf-8")) >= 0]
    if encoding == "utf-8":
        return "utf-8", spoilt_say(bad[0]) if bad else None
    if not bad and rather_utf8(samples):
        raise refusal(path, "写明的编码是 GB18030，内容却是 UTF-8", "按 GB18030 读，其中的姓名、地址、表头会漏脱敏",
                      "去掉 --encoding gb18030，或改为 utf-8")  # fmt: skip
    return encoding, None


def no_sixteen(path: Path, samples: list[Sample]) -> None:
    """A Problem where a file is UTF-16: every other byte of it is a zero, behind which nothing is found."""
    if sixteen(samples[0].data):
        raise Problem("文件是 UTF-16 编码", "支持 UTF-8 与 GB18030", "先转换为 UTF-8",
                      code="masking-encoding", where=Where(path.name))  # fmt: skip


def rather_utf8(samples: list[Sample]) -> bool:
    """Whether bytes that are UTF-8 throughout are not GB18030: read so they hold Chinese characters that are in use, and more of
    the usual ones. Those of two bytes say nothing: 联通 in GB18030 is UTF-8, too, of letters that nobody writes."""
    text = "".join(one.data.decode(errors="ignore") for one in samples)
    other = "".join(one.data.decode("gb18030", "replace") for one in samples)
    held = "".join(HAN.findall(text))
    return bool(held.encode("gb2312", "ignore")) and len(USUAL.findall(text)) >= len(USUAL.findall(other))


def filled(path: Path) -> list[Say]:
    """What is said of a text in which zeros stand: they stay, and a value may be cut in two by them."""
    place = next((one.place + one.data.index(0) for one in sampled(path) if 0 in one.data), -1)
    return [say(ZEROS, place=place + 1)] if place >= 0 else []


def spoilt_say(place: int) -> Say:
    """That some bytes are no UTF-8."""
    return say("有不是 UTF-8 的字节（第一处是第 {place} 个字节），原样保留；它们旁边的姓名、地址可能没有认出", place=place + 1)


def refusal(path: Path, what: str | Say, why: str, do: str) -> Problem:
    """A Problem of a file's encoding."""
    return Problem(what, why, do, code="masking-encoding", where=Where(path.name))


def no_gb18030(path: Path, place: int = -1) -> Problem:
    """What is said of a byte (its place from 0) that is no GB18030 in a file that is."""
    what = "文件中有不是 GB18030 的字节"
    which = say("文件中有不是 GB18030 的字节（第 {place} 个字节）", place=place + 1)
    return refusal(path, which if place >= 0 else what, "无法保证未改动部分逐字节相同",
                   "修复或删去该处的字节（多为截断的汉字）；编码认错的，用 --encoding 写明")  # fmt: skip


def sampled(path: Path) -> list[Sample]:
    """A file's beginning, middle and end; where all of them are ASCII, the first part that is not as well."""
    size = path.stat().st_size
    with path.open("rb") as file:
        made = []
        for place in sorted({0, size // 2, size - SAMPLE} if size > SAMPLE else {0}):
            file.seek(place)
            made.append(Sample(place, file.read(SAMPLE)))
        if size > 3 * SAMPLE and all(one.data.isascii() for one in made):
            file.seek(SAMPLE)
            while (data := file.read(SAMPLE)).isascii() and data:
                pass
            if data:
                made.append(Sample(file.tell() - len(data), data))
    return made


def sixteen(data: bytes) -> bool:
    """Whether bytes are UTF-16, by the mark at the beginning, or without one: separators and figures have a zero on the same
    side."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    zeros = sorted(data[k::2].count(0) for k in (0, 1))
    return zeros[1] > max(2, 10 * zeros[0]) and zeros[1] * 20 > len(data)


def counted(samples: list[Sample], encoding: str) -> tuple[int, int]:
    """Characters beyond U+07FF, and places that are no text, when bytes are read in an encoding."""
    texts = [one.data.decode(encoding, "replace") for one in samples]
    return sum(len(WIDE.findall(text)) for text in texts), sum(text.count("\ufffd") for text in texts)


def big5(samples: list[Sample]) -> bool:
    """Whether text that can be read as GB18030 is Big5 rather: nearly every pair of bytes is a character in both, but the usual
    ones come out in one of them only."""
    data = next(one.data if not one.place else one.data.partition(b"\n")[2] for one in samples if not one.data.isascii())
    other, this = (data.decode(encoding, "replace") for encoding in ("big5hkscs", "gb18030"))
    there, here = USUAL.findall(other), USUAL.findall(this)
    # Below B0 GB 2312 has no Chinese characters, Big5 those of few strokes.
    sure = any(one.encode("big5hkscs")[0] < 0xB0 for one in {*there} & TRADITIONAL)
    return sure and len(there) >= max(LEAST, 4 * len(here)) and other.count("\ufffd") * 20 <= len(WIDE.findall(other))


def perhaps_big5(samples: list[Sample]) -> bool:
    """Whether a text that is too short to tell may be Big5: it is all there, in its commoner half, and read as GB18030 it holds
    what no text does (signs for private use where Big5 has its comma), or rare characters and none of the usual ones."""
    data = next(one.data for one in samples if not one.data.isascii())
    try:
        other, this = data.decode("big5hkscs"), data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    there, here = HAN.findall(other), HAN.findall(this)
    common = sum(one.encode("big5hkscs")[0] <= COMMONER for one in there)
    if not there or common * 10 < len(there) * 9:
        return False
    rare = sum(not one.encode("gb2312", "ignore") for one in here)
    usual = len(USUAL.findall(other)) > 1 and not USUAL.search(this)
    return bool(PRIVATE.search(this)) or (usual and rare * 4 >= len(here))


def first_bad(sample: Sample, encoding: str, skip: int = 3) -> int:
    """Where in the file the first byte stands that is no text in an encoding; −1 where there is none. A character that the
    sample's borders cut is none."""
    best = -1
    for start in range((skip if sample.place else 0) + 1):
        try:
            codecs.getincrementaldecoder(encoding)().decode(sample.data[start:])
            return -1
        except UnicodeDecodeError as error:
            best = max(best, sample.place + start + error.start)
    return best


def readable(sample: bytes, encoding: str, skip: int = 3) -> bool:
    """Whether bytes, cut anywhere, are text in an encoding."""
    return first_bad(Sample(1, sample), encoding, skip) < 0
