"""The text of an outgoing message: what is proven is masked, what is doubtful is named, the rest is untouched."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.masking import choice
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.message import mask_message, masked
from zhengan.masking.plain import stars
from zhengan.masking.spans import Found

MASKED = [
    ("手机13812345678", "手机138****5678", {"mobile": 1}),
    ("您尾号的卡6228480402564890018支出500.00元", "您尾号的卡***************0018支出500.00元", {"bank_card": 1}),
    ("卡号 6228 4804 0256 4890 018。", "卡号 **** **** **** ***0 018。", {"bank_card": 1}),
    ("身份证号360426199101010071", "身份证号360***********0071", {"resident_id": 1}),
    ("尊敬的张伟先生：", "尊敬的张＊先生：", {"name": 1}),
    ("尊敬的欧阳修远先生：", "尊敬的欧阳＊＊先生：", {"name": 1}),
    ("email zhang@example.cn", "email z****@example.cn", {"email": 1}),
    ("资金账号 1234567890 已开通", "资金账号 12****7890 已开通", {"fund_account": 1}),
    ("住址：北京市朝阳区建国路88号3栋2单元501室", "住址：北京市朝阳区＊＊＊**＊*＊*＊＊***＊", {"address": 1}),
]
DOUBTFUL = [
    ("身份证360426199101010072请核对", "id_check"),
    ("编号360426199101010072", "id_check"),
    ("身份证号：123456789012345678", "id_label"),
    ("卡号 1234567812345678", "card_label"),
    ("卡号：6222 0212 3456 7890", "card_label"),
    ("手机号 12345678901", "phone_label"),
    ("交易编码 12345678901", "account_label"),
    ("资金账号：AB123456", "account_label"),
]
CALM = [
    "订单号 360426199101010072",
    "订单号 202401011230450001 金额 123456元",
    "客服电话 4008888888，或 95588",
    "资金账号余额：88012345元",
    "统一社会信用代码91110000600037341L",
    "尊敬的客户，验证码 123456，5 分钟内有效",
    "证券代码 600519，成交 12000 股",
    "",
]


@pytest.mark.parametrize(("text", "after", "counts"), MASKED)
def test_what_is_proven_is_masked_and_masking_again_changes_nothing(text, after, counts):
    done = mask_message(text)
    assert (done.text, done.counts, done.hold) == (after, counts, False)
    assert mask_message(after).text == after


@pytest.mark.parametrize(("text", "reason"), DOUBTFUL)
def test_what_is_doubtful_is_named_and_placed(text, reason):
    done = mask_message(text, "mail")
    (doubt,) = done.doubtful
    assert doubt.reason == reason and done.hold and done.text == text
    assert text[doubt.start : doubt.end].strip() and text[doubt.start : doubt.end][-1].isdigit()


@pytest.mark.parametrize("text", CALM)
def test_what_is_nobodys_passes(text):
    done = mask_message(text)
    assert (done.text, done.spans, done.doubtful) == (text, (), ())


def test_spans_are_characters_of_what_came_in():
    text = "张伟先生，手机１３８１２３４５６７８"
    for span in mask_message("客户" + text).spans:
        assert ("客户" + text)[span.start : span.end] in ("张伟", "１３８１２３４５６７８")


def test_another_channel_is_an_error():
    with pytest.raises(ValueError):
        mask_message("", "fax")  # type: ignore[arg-type]


@given(st.text(st.sampled_from("0123456789xX 张伟卡号身份证手机：,.@-元\ud800a"), max_size=60))
def test_any_text_keeps_its_length_and_never_raises(text):
    done = mask_message(text)
    assert len(done.text) == len(text)
    assert mask_message(done.text).text == done.text


@pytest.mark.slow  # compiles the kernels the first time
def test_a_large_text_is_read_the_same_by_either_path():
    text = "".join(text + "\n" for text, _after, _counts in MASKED)
    large = text * (choice.SOON // len(text.encode()) + 1)
    assert mask_message(large).text == mask_message(text).text * (len(large) // len(text))


def test_a_message_needs_no_compiled_code():
    code = "import sys; from zhengan.masking.message import mask_message as m; m('手机13812345678'); " \
           "print([n for n in ('numba', 'numpy', 'pyarrow', 'django') if n in sys.modules])"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u2066", "\u20e3"])
def test_what_nobody_sees_hides_nothing(mark):
    done = mask_message(f"手机138{mark}1234{mark}5678，客户张{mark}伟，邮箱 abc{mark}d@example.cn")
    assert done.text == f"手机138{mark}****{mark}5678，客户张{mark}＊，邮箱 a**{mark}*@example.cn"
    assert [(one.kind, one.start, one.end) for one in done.spans] == [("mobile", 2, 15), ("name", 18, 21), ("email", 25, 41)]
    assert mask_message(done.text).text == done.text
    two = f"13812345678{mark}600519"  # and what it parts stays parted
    assert mask_message(two).text == f"138****5678{mark}600519"
    doubtful = mask_message(f"卡号 12345678{mark}12345678，手机13812345678")
    assert [(one.start, one.end, one.reason) for one in doubtful.doubtful] == [(3, 20, "card_label")]
    assert doubtful.counts == {"mobile": 1}


def test_what_is_plain_is_masked_as_by_the_reference():
    plain = 0
    for kind in EVERY:
        for value in {value for case in kind.cases for value in case.values}:
            raw = value.encode()
            one = Found(0, len(raw), kind.name, "")
            if kind.personal and kind.name != "bank_card":
                assert masked(raw, one) == stars.masked(raw, one)
                plain += raw.isalnum()
    assert plain > 20
    assert masked(b"6222021234567890128", Found(0, 19, "bank_card", "")) == b"***************0128"
