"""Chinese mails of every coding: what is personal is masked, the rest leaves byte for byte as it came."""

from __future__ import annotations

import base64
import email
import email.policy
import quopri
from email.header import Header
from email.message import EmailMessage

import pytest

from zhengan.connectors.mailrelay.rewrite import rewrite

TEXT = "尊敬的张伟先生：您的手机13812345678已更新，资料见附件，谢谢。\r\n.一行\r\n"
SHOWN = TEXT.replace("张伟", "张＊").replace("13812345678", "138****5678")
ID = "360426199101010071"


def read(raw: bytes) -> EmailMessage:
    made = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    return made


def written(text: str, charset: str, coding: str, kind: str = "text/plain") -> bytes:
    raw = text.encode(charset)
    body = {
        "8bit": raw,
        "base64": base64.encodebytes(raw).replace(b"\n", b"\r\n"),
        "quoted-printable": quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n"),
    }[coding]
    head = f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode()
    return head + body


def mail(*parts: bytes, subject: bytes = b"=?utf-8?B?5L2g5aW9?=") -> bytes:
    head = b"X-First: 1\r\nFrom: a@example.cn\r\nSubject: " + subject + b"\r\nX-Last:  two  spaces\r\nMIME-Version: 1.0\r\n"
    if len(parts) == 1:
        return head + parts[0]
    inner = b"".join(b"\r\n--=_b\r\n" + part for part in parts)
    return head + b'Content-Type: multipart/mixed; boundary="=_b"\r\n\r\npreamble' + inner + b"\r\n--=_b--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
@pytest.mark.parametrize("coding", ["8bit", "base64", "quoted-printable"])
def test_a_text_body_in_every_charset_and_coding(charset, coding):
    done = rewrite(mail(written(TEXT, charset, coding)))
    part = read(done.raw)
    assert part.get_payload(decode=True).decode(charset) == SHOWN
    assert part["content-transfer-encoding"] == coding and part.get_content_charset() == charset
    assert done.counts == {"mobile": 1, "name": 1} and not done.doubts


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gb2312"])
def test_a_subject_in_encoded_words(charset):
    title = "关于客户张伟身份证号" + ID + "与手机13812345678的通知，请查收附件并及时回复"
    subject = Header(title, charset, maxlinelen=75).encode(linesep="\r\n").encode()
    done = rewrite(mail(written("您好\r\n", "utf-8", "8bit"), subject=subject))
    after = read(done.raw)["subject"]
    assert ID not in after and "13812345678" not in after and "360***********0071" in after and "138****5678" in after
    assert all(len(line) < 79 for line in done.raw.split(b"\r\n"))


def test_a_raw_gb18030_subject():
    done = rewrite(mail(written("您好\r\n", "utf-8", "8bit"), subject="客户手机13812345678".encode("gb18030")))
    assert "Subject: 客户手机138****5678".encode("gb18030") in done.raw


def test_every_header_that_is_a_text_is_masked_and_no_other():
    """Senders put customers into headers of their own; what programs read has values that look like theirs, and stays."""
    own = (
        "X-Customer: 13912345678 张伟\r\nX-Note: =?utf-8?B?5omL5py6MTM5MTIzNDU2Nzg=?=\r\nOrganization: 客户手机13912345678\r\n"
        "List-Id: 13912345678 <a.example.cn>\r\nX-Long: " + " ".join(["13912345678"] * 90) + "\r\n"
    ).encode()
    kept = (
        b"Received: from a by b with SMTP id 13912345678;\r\n Fri, 2 Jan 2026 00:00:00 +0800\r\nReturn-Path: <a13912345678@a>\r\n"
        b"Message-ID: <13912345678@a.cn>\r\nReferences: <13912345678@a.cn>\r\nDate: Fri, 2 Jan 2026 00:00:00 +0800\r\n"
        b"DKIM-Signature: v=1; b=13912345678\r\nX-Google-DKIM-Signature: v=1; b=13912345678\r\nContent-ID: <13912345678@a.cn>\r\n"
        b"List-Unsubscribe: <mailto:13912345678@a.cn>\r\nMIME-Version: 1.0\r\nX-Original-To: 13912345678@a.cn\r\n"
        b'X-SMTPAPI: {"to":["chan@example.com"]}\r\nX-Complaints-To: abuse@a.cn\r\nFeedback-ID: 13912345678:camp:a\r\n'
        b"X-Message-ID: <13912345678@a.cn>\r\nX-Failed-Recipients: chan@example.com\r\nX-Sender: chan@example.com\r\n"
        b"In-Reply-To: <13912345678@a.cn>\r\nOriginal-Recipient: rfc822;13912345678@a.cn\r\n"
        b"Return-Receipt-To: chan@example.com\r\n"
        b"X-Spam-Status: No, score=-1.9 tests=ALL_TRUSTED\r\n"
        b"X-MS-Exchange-CrossTenant-Id: 72f988bf-86f1-41af-91ab-2d7cd011db47\r\n"
        b"Content-Language: zh-CN\r\nX-Forwarded-For: chan@example.com li@example.com\r\nX-QQ-DKIM-Signature: b=13912345678\r\n"
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nX-Envelope-From: chan@example.com\r\n"
        b"ARC-Seal: i=1; b=13912345678\r\nX-Priority: 3\r\nX-Mailer: Foxmail 7.2.25.492[cn]\r\n"
    )
    done = rewrite(own + kept + mail(written("您好\r\n", "utf-8", "8bit")))
    head = done.raw.partition(b"Content-Type")[0]
    assert kept in done.raw and b"13912345678" not in head.replace(kept, b"")
    after = read(done.raw)
    assert after["X-Customer"] == "139****5678 张＊" and after["X-Note"] == "手机139****5678"
    assert after["List-Id"] == "139****5678 <a.example.cn>" and max(map(len, done.raw.split(b"\r\n"))) < 250
    assert not done.doubts


@pytest.mark.parametrize(("before", "after"), [
    ("X-Customer-Signature: 客户李建国 13912345678", "X-Customer-Signature: 客户李＊＊ 139****5678"),
    ("Content-Remark: 13912345678", "Content-Remark: 139****5678"), ("X-MS-Foo: 13912345678", "X-MS-Foo: 139****5678"),
    ("X-MS-Sent-To: a@a.cn 13912345678", "X-MS-Sent-To: a@a.cn 139****5678"),
    ("X-Mailer: 13912345678", "X-Mailer: 139****5678"),
    ("In-Reply-To: 李建国13912345678 <13912345678@a.cn>", 'In-Reply-To: "李＊＊139****5678" <13912345678@a.cn>'),
    ("In-Reply-To: 13912345678's mail (of <Monday <13912345678@a.cn>",
     "In-Reply-To: 139****5678's mail (of <Monday <13912345678@a.cn>"),
    ("Disposition-Notification-To: 李建国 13912345678 <a@b.cn>", 'Disposition-Notification-To: "李＊＊ 139****5678" <a@b.cn>'),
    ("X-Original-To: 李建国 13912345678", "X-Original-To: 李＊＊ 139****5678"),
    ("X-Sender: \"李建国\" <a@b.cn>", 'X-Sender: "李＊＊" <a@b.cn>'),
    ("List-Owner: <mailto:13912345678@a.cn> (李建国 13912345678)", "List-Owner: <mailto:13912345678@a.cn> (李＊＊ 139****5678)"),
    ("MIME-Version: 1.0 (13912345678)", "MIME-Version: 1.0 (139****5678)"),
    ("ARC-Remark: 13912345678", "ARC-Remark: 139****5678"),
    ("List-Remark: 13912345678", "List-Remark: 139****5678"),
])  # fmt: skip
def test_what_is_written_beside_addresses_and_marks_is_masked(before, after):
    body = b"Subject: x\r\n\r\nx\r\n"
    done = rewrite(before.encode() + b"\r\n" + body)
    assert done.raw.decode() == after + "\r\n" + body.decode() and not done.doubts


def test_nothing_personal_is_the_same_bytes():
    for raw in (
        mail(written("您好，会议改到周五。\r\n", "gb18030", "quoted-printable")),
        mail(written("您好\r\n", "gbk", "base64"), written("<p>会议</p>\r\n", "utf-8", "8bit", "text/html")),
        mail(b"\r\nno headers of its own\r\n", b"Content-Type: text/plain\r\n\r\n"),
    ):
        done = rewrite(raw)
        assert done.raw == raw and not done.counts and not done.doubts


def test_html_as_a_reader_sees_it():
    page = (
        "<table><tr><td>客户姓名</td><td>张伟</td></tr></table>"
        "<p>手机138<b>1234</b>5678，&#49;3912345678</p><a href='tel:13712345678'>x</a>"
    )
    done = rewrite(mail(written(page, "utf-8", "8bit", "text/html")))
    text = done.raw.decode()
    assert "手机138<b>****</b>5678" in text and "13712345678" not in text and "张伟" not in text
    assert "<td>张＊</td>" in text and "****5678</p>" in text


def test_text_attachments_and_their_names_are_masked():
    name = "张伟先生" + ID + ".txt"
    head = b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n "
    body = base64.encodebytes(f"手机,13812345678\r\n{ID}".encode("gb18030")).replace(b"\n", b"\r\n")
    from urllib.parse import quote

    for written_name in (
        f"filename*=UTF-8''{quote(name)}".encode(),
        b'filename="' + Header(name, "gb18030", maxlinelen=400).encode().encode() + b'"',
        b'filename="' + name.encode("gb18030") + b'"',
        f"filename*0*=UTF-8''{quote(name[:9])};\r\n filename*1*={quote(name[9:])}".encode(),
    ):
        done = rewrite(mail(written("附件\r\n", "utf-8", "8bit"), head + written_name + b"\r\n\r\n" + body))
        part = list(read(done.raw).iter_attachments())[-1]
        assert part.get_filename() == "张＊先生360＊＊＊＊＊＊＊＊＊＊＊0071.txt", written_name
        assert (b"filename=" in done.raw) == (b"filename=" in written_name)  # for readers that know no other
        text = part.get_payload(decode=True).decode("gb18030")
        assert text == "手机,138****5678\r\n360***********0071"
        assert not done.doubts


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF", "attachment"),
        (b"Content-Type: application/zip; name=a.zip\r\n\r\nPK", "attachment"),
        (b"Content-Type: image/png\r\nContent-Disposition: attachment; filename=id.png\r\n\r\nx", "attachment"),
        (b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe\xfd", "charset"),
        (b"Content-Type: text/plain; charset=klingon\r\n\r\nhi", "charset"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!", "charset"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uue\r\n\r\nhi", "charset"),
        (b"Content-Type: text/csv\r\n\r\n" + "日期,资金账号\r\n2026,88012345\r\n".encode(), "column"),
        (b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "卡号 1234567812345678".encode(), "card_label"),
        (b"Content-Type: text/plain\r\n\r\n360426\r\n19910101\r\n0071\r\n", "wrapped"),
        (b"Content-Type: application/pkcs7-mime\r\n\r\nx", "encrypted"),
        (b"Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nnever ends", "structure"),
        (b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx", "structure"),
        (b"no header at all", "structure"),
    ],
)
def test_what_cannot_be_judged_is_a_doubt(part, reason):
    raw = mail(written("您好\r\n", "utf-8", "8bit"), part)
    assert rewrite(raw).doubts == {reason: 1}


def test_attachments_may_pass_whole():
    raw = mail(written("您好\r\n", "utf-8", "8bit"), b"Content-Type: application/pdf\r\n\r\n%PDF\x00\xff13812345678")
    done = rewrite(raw, "pass")
    assert done.raw == raw and not done.doubts


def test_seven_bit_for_a_server_that_takes_no_more():
    done = rewrite(mail(written(TEXT, "gb18030", "8bit")), seven_bit=True)
    assert done.raw.isascii() and read(done.raw).get_payload(decode=True).decode("gb18030") == SHOWN
