"""Names and addresses in escapes: kernels and reference agree, cut anywhere; what escapes say is judged as it would be plain."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.fast.test_equal import MIXED, finds_the_same_cut_anywhere, spans
from tests.masking.test_han_equal import PHRASES, PIECES
from zhengan.masking.fast import engine
from zhengan.masking.fast import words as fast
from zhengan.masking.plain import escapes, find, han, stars

SAMPLES = [
    "客户张伟来电", "住址：北京市朝阳区建国路88号3栋501室", '{"custName":"欧阳修远","tel":"13812345678"}', "联系人：买买提·艾力",
    "姓名=王芳&addr=上海市浦东新区世纪大道100号2楼", "Zhang Wei <zw@b.cn>", "李娜 张敏、王强", "公司公告", "\n", "，", " ",
    "张家村88号", " 200",
]  # fmt: skip
BROKEN = [
    "\\u", "\\u5f2", "\\\\u5f20", "\\\\\\\\\\u5f20", "%E5%BC", "%E5", "%", "&#2435", "&#", "&#x", "&#x0005f20;", "&#0024352;",
    "&#0;", "%00", "%0a", "\\ud840\\udc00", "&#131072;", "&#x20000;", "%F0%A0%80%80", "\\u00e9", "%C3%A9", "&#233;", "&#8211;",
    "*", "＊",
    "\\u007f", "&#9;", "&#x85;", "%09", "%7F", "\\x1f",
    "\\uff0a", "%EF%BC%8A", "%2A", "&#65290;", "\\", "&amp;", "\\n", '\\"', "伟", "\\u5f20", "%E4%BC%9F", "&#x4F1F;",
    "\\xe5\\xbc\\xa0",
    "\\\\xE5\\\\xBC\\\\xA0", "\\xE5\\xBC", "\\x", "\\x0a", "\\\\xe4", "%E5\\xBC%A0",
]  # fmt: skip


def spelt(text: str, forms: list[int]) -> list[str]:
    """Its characters, some of them as escapes: which and how the numbers say."""
    made = []
    for k, char in enumerate(text):
        wide = 126 < ord(char) < 0x10000 and not 0xD800 <= ord(char) < 0xE000
        octets = "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        slashed = octets.replace("%", "\\x")
        ways = (char, f"\\u{ord(char):04x}", f"&#{ord(char)};", f"&#x{ord(char):X};", octets, octets.lower(), slashed)
        made.append(ways[forms[k % len(forms)]] if wide else char)
    return made


def spell(text: str, forms: list[int]) -> str:
    """The text so."""
    return "".join(spelt(text, forms))


FORMS = st.lists(st.integers(0, 6), min_size=1, max_size=7)
TEXTS = st.lists(st.one_of(PIECES, st.sampled_from(SAMPLES)), max_size=20).map("".join)
SPELT = st.tuples(TEXTS, FORMS).map(lambda pair: spell(*pair))
ANY = st.lists(st.one_of(SPELT, st.sampled_from(BROKEN), st.sampled_from(SAMPLES), TEXTS), max_size=8).map(
    lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
)
WITH_NUMBERS = st.lists(st.one_of(ANY, MIXED), max_size=4).map(b"".join)


@settings(max_examples=1500, deadline=None)
@given(ANY)
def test_the_same_names_and_addresses(data: bytes) -> None:
    assert spans(fast.find(data)) == spans(han.find(data))


@settings(max_examples=500, deadline=None)
@given(WITH_NUMBERS)
def test_the_same_of_every_kind_and_the_same_stars(data: bytes) -> None:
    assert spans(engine.find(data)) == spans(find.find(data))
    assert engine.mask(data) == stars.mask(data)


@settings(max_examples=100, deadline=None)
@given(ANY, st.binary(max_size=3), st.integers(0, 200))
def test_bytes_that_are_no_text(data: bytes, junk: bytes, at: int) -> None:
    broken = data[:at] + junk + data[at + 1 :]
    assert spans(engine.find(broken)) == spans(find.find(broken))
    assert engine.mask(broken) == stars.mask(broken)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_cut_anywhere_it_finds_the_same(data: bytes) -> None:
    finds_the_same_cut_anywhere(data)


def test_cut_at_every_byte() -> None:
    """Every beginning and end of a text, with escapes cut through."""
    text = "客户张伟住北京市朝阳区建国路88号3栋501室，联系人：买买提·艾力"
    for form in range(1, 7):
        data = spell(text, [form]).encode()
        for k in range(len(data)):
            assert spans(fast.find(data[:k])) == spans(han.find(data[:k]))
            assert spans(fast.find(data[k:])) == spans(han.find(data[k:]))


def test_wherever_in_a_block() -> None:
    for form in range(1, 7):
        for offset in range(130):
            data = b"x" * offset + spell("，客户张伟来电", [form]).encode() + b"\n" * (offset % 3)
            assert spans(engine.find(data)) == spans(find.find(data)) != []


@settings(max_examples=800, deadline=None)
@given(TEXTS.map(lambda text: re.sub(r"[\\%&\x00-\x1f\x7f-\x9f]", "", text)), FORMS)
def test_escaped_or_not_it_is_judged_alike(text: str, forms: list[int]) -> None:
    """The spans of the line as it reads, each as it is written. A space behind %XX is read as &."""
    written = spelt(text, forms)
    raw = "".join(written).encode("utf-8", "surrogatepass")
    ended = [one == " " and before.startswith("%") for before, one in pairwise(["", *written])]
    text = "".join("&" if end else char for end, char in zip(ended, text, strict=True))
    assert escapes.read(raw, 0, len(raw))[0] == text.encode("utf-8", "surrogatepass")
    if not escapes.CHINESE.search(raw):
        return
    at = [0, *accumulate(len(one.encode("utf-8", "surrogatepass")) for one in written)]
    offsets = han.offsets(text.encode("utf-8", "surrogatepass"), text)
    place = dict(zip(offsets, at, strict=True))
    plain = han.as_written(text.encode("utf-8", "surrogatepass"))
    wanted = [(place[one.start], place[one.end], one.kind) for one in plain]
    assert spans([*han.in_escapes(raw)]) == wanted


@settings(max_examples=500, deadline=None)
@given(ANY)
def test_stars_keep_length_and_form(data: bytes) -> None:
    """As many bytes; an escape stays one of the same sort, and other figures than those of an escape stand only for stars."""
    masked = stars.mask(data)
    assert len(masked) == len(data)
    for sign in (b"\\", b"&#", b";", b"\n", b'"', b"<"):
        assert masked.count(sign) == data.count(sign)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SAMPLES), st.integers(0, 6)).map(lambda one: spell(one[0], [one[1]])), max_size=8))
def test_masking_what_is_masked_changes_nothing(texts: list[str]) -> None:
    data = "，".join(texts).encode()  # one beside the other without a sign are no text (test_idempotent)
    once = stars.mask(data)
    assert stars.mask(once) == once


def test_what_repeats_takes_no_longer_than_it_is_long() -> None:
    worker = engine.Engine(1 << 20)
    buf = np.zeros((1 << 20) + engine.PAD, np.uint8)
    for filling in (b"\\", b"%", b"&#", b"\\u5f20", b"%E5%BC%A0", b"&#24352;", b"\\u5f20\n"):
        many = (1 << 20) // len(filling)
        buf[: many * len(filling)] = np.frombuffer(filling * many, np.uint8)
        worker.find(buf, many * len(filling))
        assert worker.spelt.count <= 1


def test_phrases_in_every_form() -> None:
    """All that the rules for names look at, between names in escapes."""
    for form in range(1, 7):
        data = "\n".join(spell(f"客户张伟{phrase}李娜女士", [form]) for phrase in PHRASES).encode()
        assert spans(fast.find(data)) == spans(han.find(data))


@pytest.mark.parametrize("between", ["\\u007f", "\\u0009", "&#9;", "&#x85;", "%09", "%0a", "%7F", "\\x1f", "\\x7f"])
def test_a_control_character_in_a_name(between: str) -> None:
    for form in (1, 2, 4, 6):
        data = (spell("丁", [form]) + between + spell("丁丁，张", [form]) + between + spell("伟收", [form])).encode()
        assert spans(engine.find(data)) == spans(find.find(data))
        assert engine.mask(data) == stars.mask(data)
