"""A short text tried out: what would be masked and why, what is recognised and left, what a gate would hold (Arts. 16.2, 34).

By the readable reference alone, so that a page may ask it: nothing is compiled, nothing is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, say
from zhengan.masking import message
from zhengan.masking.doubt import Doubt, doubts
from zhengan.masking.kinds import social_credit_code
from zhengan.masking.kinds.base import Kind
from zhengan.masking.kinds.every import BY_NAME as KINDS
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find
from zhengan.masking.spans import Found
from zhengan.masking.wrapped import with_cuts

Purpose = Literal["message", "file"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
"""``message``: an SMS, a mail, a line of a log (34.2); ``file``: the built-in policy of ``zhengan mask run`` (16.2, 34.1)."""
MOST = 20_000  # characters
MOST_BYTES = (1 << 16) - 1
LABELLED = re.compile("“(?P<word>.+)”")
BEHIND = ("“{word}”之后", "“{word}”之后的旧号", "“{word}”之后，Luhn 相符")
PROOFS = (
    "区划、出生日期与校验码相符", "15 位旧号：县级代码与出生日期相符", "发卡行前缀与 Luhn 相符", "号段与位数相符",
    "区号与位数相符", "字母与位数相符", "本地部分、@ 和域名齐全",
    "换行前后相接，校验相符", "以转义字符写成，读出后是姓名或住址",
)  # fmt: skip
ORGANISATION = "末位校验相符；属机构，不脱敏"
CREDIT_CODE = re.compile(rb"(?<![0-9A-Za-z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Taken:
    """Characters ``[start, end)`` of the text hold a value of ``kind``; ``shown``: what stands in its place."""

    start: int
    end: int
    kind: Kind
    why: Say
    shown: str


@dataclass(frozen=True)
class Trial:
    """What became of a text. ``left``: recognised and nobody's own, such as an organisation's code; ``doubtful``: what a
    gate wants somebody to look at first. All places are characters of the text as it was given."""

    masked: str
    taken: tuple[Taken, ...]
    left: tuple[Taken, ...]
    doubtful: tuple[Doubt, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """Values masked, by kind, the most frequent first."""
        return {KINDS[one]: n for one, n in Counter(one.kind.name for one in self.taken).most_common()}

    @property
    def hold(self) -> bool:
        """Whether the gate of messages would hold it."""
        return bool(self.doubtful)


def trial(text: str, purpose: Purpose = "message") -> Trial:
    """The text tried out. Raises Problem where it is longer than ``MOST``, ValueError for another purpose."""
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    data = text.encode("utf-8", "surrogatepass")
    if len(text) > MOST or len(data) > MOST_BYTES:
        raise too_long(len(text), len(data))
    if purpose == "file":
        return _as_written(text, "file")
    return _as_seen(text) if message.UNSEEN.search(text) else _as_read(text)


def _as_seen(text: str) -> Trial:
    """As the gate reads a message: without what nobody sees, then once more as it is written."""
    places = [place for place, char in enumerate(text) if not message.UNSEEN.match(char)]
    return _twice(text, "".join(text[place] for place in places), places, set(), _as_read)


def _as_read(text: str) -> Trial:
    """As the gate reads a message: with characters in the place of their escapes, then once more as it is written."""
    said, places, spelt = message.unescaped(text)
    return _twice(text, said, places, spelt, _as_written) if spelt else _as_written(text)


def _twice(text: str, said: str, places: list[int], spelt: set[int], reads: Callable[[str], Trial]) -> Trial:
    """What ``reads`` finds in ``said``, whose characters stand at those places of the text (``spelt``: those that are written
    otherwise there, and stay), then in the text itself."""
    seen, out = reads(said), [*text]
    for one in seen.taken:
        if spelt.isdisjoint(range(one.start, one.end)):
            for k in range(one.start, one.end):
                out[places[k]] = seen.masked[k]
    written = reads("".join(out))

    def there(several: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
        plain = [one for one in several if spelt.isdisjoint(range(one.start, one.end))]
        both = {places[one.start]: replace(one, start=places[one.start], end=places[one.end - 1] + 1) for one in plain}
        both |= {one.start: one for one in more}
        return tuple(both[start] for start in sorted(both))

    taken = there(seen.taken, written.taken)
    return Trial(written.masked, taken, there(seen.left, written.left), there(seen.doubtful, written.doubtful))


def _as_written(text: str, purpose: Purpose = "message") -> Trial:
    data = text.encode("utf-8", "surrogatepass")
    found = [one for one in find(data) if KINDS[one.kind].personal]
    left = [one for one in organisations(data) if not _within(one, found)]
    out = bytearray(data)
    for one in found:
        out[one.start : one.end] = _masked(data[one.start : one.end], one, purpose)
    after, places = bytes(out), message.Places(data)  # as many bytes as before, so the places of one are the other's
    unproven = tuple(Doubt(places.of(one.start), places.of(one.end), one.reason) for one in doubts(after))
    if purpose == "message":
        unproven = with_cuts(_text(after), unproven)
    return Trial(_text(after), _taken(found, places, after), _taken(left, places, after), unproven)


def too_long(characters: int, size: int) -> Problem:
    """What is said of a text beyond the bound."""
    what = say("文字过长：{n} 字", n=characters)
    why = say("一次至多 {most} 字", most=MOST)
    if characters <= MOST:
        what, why = say("文字过长：{size} 字节", size=size), say("一次至多 {most} 字节（UTF-8）", most=MOST_BYTES)
    return Problem(what, why, "请分段试验；整个文件请用 zhengan mask run", code="too-long")


def why_say(why: str) -> Say:
    """The evidence of a span as a sentence in either language; a word of the text is quoted as it stands there."""
    labelled = LABELLED.match(why)
    said = "“{word}”" + why[labelled.end() :] if labelled else ""
    return Say(said, {"word": Name(labelled["word"])}) if labelled and said in BEHIND else Say(why)


def organisations(data: bytes) -> list[Found]:
    """The unified social credit codes in a text: recognised, so that nothing inside them is taken, and left."""
    codes = [match for match in CREDIT_CODE.finditer(data) if social_credit_code.valid(match[0].decode())]
    return [Found(match.start(), match.end(), "social_credit_code", ORGANISATION) for match in codes]


def _within(one: Found, others: list[Found]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in others)


def _masked(raw: bytes, one: Found, purpose: Purpose) -> bytes:
    """As the gate of messages masks a value, or as the built-in policy does, which keeps more of a card."""
    if purpose == "message":
        return message.masked(raw, one)
    return stars.masked(raw, one)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


def _taken(found: list[Found], places: message.Places, after: bytes) -> tuple[Taken, ...]:
    made = []
    for one in found:
        start, end, shown = places.of(one.start), places.of(one.end), _text(after[one.start : one.end])
        made.append(Taken(start, end, KINDS[one.kind], why_say(one.why), shown))
    return tuple(made)
