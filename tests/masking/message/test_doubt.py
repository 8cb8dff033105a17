"""What is named doubtful, and that a long text is read as soon as its masking is done."""

from __future__ import annotations

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.masking import doubt
from zhengan.masking.doubt import GAP, KIND_OF, LABELLED, NUMBER, doubts
from zhengan.masking.plain.lexer import DIGIT

# The same rule as it reads at first sight: every word tried at every place, in either case.
PLAINLY = re.compile(
    rb"(?i)(?P<word>"
    + b"|".join((b"(?<![A-Za-z])" if w.isascii() else b"") + re.escape(w) for w in sorted(KIND_OF, key=len, reverse=True))
    + rb")" + GAP + rb"(?P<number>" + NUMBER + rb")(?!" + DIGIT + rb"|[*])"
)  # fmt: skip
WORDS = st.sampled_from(sorted(KIND_OF)).flatmap(lambda word: st.sampled_from([word, word.upper(), word.title(), b"be" + word]))
NUMBERS = st.sampled_from([b"1234567812345678", b"1234 5678-1234", b"%31%32%EF%BC%91345678", b"E12345678", b"12345x", b"123456*"])
SIGNS = st.sampled_from([b"", b" ", b": ", "号码：".encode(), "。".encode(), b"a", b"\n", b"_no="])


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(WORDS, SIGNS, NUMBERS, SIGNS), max_size=4).map(lambda parts: b"".join(b"".join(p) for p in parts)))
def test_the_tree_of_words_finds_what_the_list_of_words_finds(data):
    def places(pattern, text):
        return [(m.span(), m.span("word"), m.span("number")) for m in pattern.finditer(text)]

    assert places(LABELLED, data.lower()) == places(PLAINLY, data)


def test_a_long_text_takes_little_more_than_reading_it():
    data = "尊敬的张＊先生：您的手机138****5678已更新。\r\n订单 12345678 已于 2026-03-03 成交，1,200 股。\r\n".encode() * 8000
    begun = time.process_time()
    assert not doubts(data)
    assert time.process_time() - begun < 2


def test_many_doubtful_numbers_take_no_longer_one_by_one():
    line, count = "身份证 360426199101010071\n".encode(), 16_000  # unmasked, so each is a doubt of its own
    begun = time.process_time()
    assert len(doubt.doubts(line * count)) == count
    assert time.process_time() - begun < 4  # 0.7 s; 11 s, were each looked for among all others
