"""Display names: a recipient's is masked, a sender's name stays, numbers never do, addresses always do."""

from __future__ import annotations

import base64
from email import message_from_bytes, policy
from email.header import Header
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import quote

import pytest

from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.connectors.mailrelay.words import header_text


def mail(*headers: bytes) -> bytes:
    return b"\r\n".join((*headers, b"Subject: x", b"", b"text", b""))


def read(raw: bytes) -> EmailMessage:
    made = message_from_bytes(raw, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def encoded(text: str, charset: str = "utf-8") -> bytes:
    return Header(text, charset).encode(linesep="\r\n").encode()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_a_recipients_name_is_masked_in_every_charset(charset: str) -> None:
    done = rewrite(mail(b"To: " + encoded("李娜", charset) + b" <lina@example.cn>"))
    assert parseaddr(str(read(done.raw)["to"])) == ("李＊", "lina@example.cn")
    assert done.counts == {"name": 1} and not done.doubts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"李娜" <lina@example.cn>', '"李＊" <lina@example.cn>'),
        ("李娜 <lina@example.cn>", '"李＊" <lina@example.cn>'),
        ("lina@example.cn (李娜)", "lina@example.cn (李＊)"),
        ('"Zhang Wei" <a@example.cn>', '"Z**** ***" <a@example.cn>'),
        ('"13812345678" <a@example.cn>', '"138****5678" <a@example.cn>'),
        (' "王芳" <w@example.cn>,\r\n\tplain@example.cn, "客服中心" <k@example.cn>',
         ' "王＊" <w@example.cn>,\r\n\tplain@example.cn, "客服中心" <k@example.cn>'),
        ('"a, 李娜" <x@example.cn>', '"a, 李＊" <x@example.cn>'),
        ('客户: "李娜" <x@example.cn>;', '客户: "李＊" <x@example.cn>;'),
        ("李娜: a@example.cn, b@example.cn;", '"李＊": a@example.cn, b@example.cn;'),
        ("李娜13812345678", "李＊138****5678"),
        ('"李娜 13812345678"', '"李＊ 138****5678"'),
        ("13812345678 a@example.cn, b@example.cn", "138****5678 a@example.cn, b@example.cn"),
        ("<a@example.cn> 李娜 13812345678, b@example.cn", "<a@example.cn> 李＊ 138****5678, b@example.cn"),
        ("a@example.cn李娜13812345678", "a@example.cn李＊138****5678"),
    ],
)  # fmt: skip
def test_written_back_as_it_came(before: str, after: str) -> None:
    done = rewrite(mail(b"To: " + before.encode(), b"X-Other:  two  spaces"))
    assert done.raw == mail(b"To: " + after.encode(), b"X-Other:  two  spaces") and not done.doubts


@pytest.mark.parametrize(
    "value",
    ["a@example.cn", "<a@example.cn>", '"客服中心" <k@example.cn>', '"lina@example.cn" <lina@example.cn>',
     '"13812345678"@example.cn', "13812345678@example.cn", "a@[IPv6:::1]", "undisclosed-recipients:;",
     "Undisclosed recipients:;", "Team Leads: a@example.cn;", "全体员工", "list member", '"\\"x\\" y" <a@example.cn>', ""],
)  # fmt: skip
def test_what_holds_nobodys_name_is_the_same_bytes(value: str) -> None:
    raw = mail(b"To: " + value.encode(), b"Cc:" + value.encode())
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts


ANYWHERE = ["张三丰@例子.中国", "李建国13812345678@例子.公司", "li@例子。中国", "张三丰@corp.cn", "lina@bücher.example"]


@pytest.mark.parametrize("address", ANYWHERE)
@pytest.mark.parametrize("field", ["To", "Cc", "From", "Return-Path", "In-Reply-To"])
def test_an_address_in_letters_of_any_script_stays(field: str, address: str) -> None:
    coded = f"=?utf-8?B?{base64.b64encode(address.encode()).decode()}?="
    for value in (address, coded, f"<{address}>", f"{address}, {address}", f"{coded},\r\n {coded}"):
        raw = mail(f"{field}: {value}".encode())
        done = rewrite(raw)
        assert done.raw == raw and not done.doubts and not done.counts


@pytest.mark.parametrize("address", ANYWHERE)
def test_only_the_name_beside_an_address_within_one_encoded_word_is_masked(address: str) -> None:
    coded = base64.b64encode(f"李建国 13912345678 <{address}>".encode()).decode()
    done = rewrite(mail(f"To: =?utf-8?B?{coded}?=".encode()))
    after = header_text(done.raw.partition(b": ")[2].partition(b"\r\nSubject")[0])[0]
    assert after == f"李＊＊ 139****5678 <{address}>" and done.counts == {"name": 1, "mobile": 1}


@pytest.mark.parametrize("field", [b"From", b"Reply-To", b"Sender"])
def test_a_sender_says_who_writes_but_no_number(field: bytes) -> None:
    raw = mail(field + b": " + encoded("李娜") + b" <lina@example.cn>")
    assert rewrite(raw).raw == raw and not rewrite(raw).counts
    done = rewrite(mail(field + ': "李娜 13812345678" <lina@example.cn>'.encode()))
    assert done.raw == mail(field + ': "李娜 138****5678" <lina@example.cn>'.encode())
    assert done.counts == {"mobile": 1}


@pytest.mark.parametrize("form", ["B", "Q"])
@pytest.mark.parametrize("field", [b"To", b"Cc", b"From"])
def test_a_mailbox_within_one_encoded_word_is_read(field: bytes, form: str) -> None:
    text = "李建国 13812345678 <a@example.cn>"
    coded = base64.b64encode(text.encode()).decode()
    if form == "Q":
        coded = "".join(c if c in "13812345678<a@example.cn>" else "_" if c == " " else quote(c).replace("%", "=") for c in text)
    done = rewrite(mail(field + f": =?utf-8?{form}?{coded}?=".encode()))
    after = header_text(done.raw.partition(b": ")[2].partition(b"\r\nSubject")[0])[0]
    assert after == ("李建国" if field == b"From" else "李＊＊") + " 138****5678 <a@example.cn>" and not done.doubts


def test_a_doubtful_number_in_a_name_holds_the_mail() -> None:
    assert rewrite(mail('To: "卡号 1234567812345678" <a@example.cn>'.encode())).doubts == {"card_label": 1}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b'"never closed <a@example.cn>', "structure"), (b"x <a@example.cn", "structure"),
        (b"=?nowhere?B?5L2g?= <a@example.cn>", "charset"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_a_doubt(value: bytes, reason: str) -> None:
    done = rewrite(mail(b"To: " + value))
    assert done.doubts == {reason: 1} and done.raw == mail(b"To: " + value)


def test_masking_twice_changes_nothing() -> None:
    once = rewrite(mail(b"To: " + encoded("李娜") + b' <a@example.cn>, "Zhang Wei" <b@example.cn>')).raw
    assert rewrite(once).raw == once


def test_a_long_list_stays_within_the_length_of_a_line() -> None:
    names = b",\r\n ".join(encoded("欧阳修远与买买提·艾力的联名账户持有人") + f" <a{n}@example.cn>".encode() for n in range(50))
    done = rewrite(mail(b"To: " + names))
    assert max(map(len, done.raw.split(b"\r\n"))) < 998 and len(read(done.raw)["to"].addresses) == 50
