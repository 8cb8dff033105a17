"""What stands within a text and is none of it: OpenPGP without MIME, files in old codings, addresses that hold a file."""

from __future__ import annotations

import base64
import binascii
import time
from urllib.parse import quote

import pytest

from tests.connectors.mailrelay.test_disguised import CELL, OUT, PNG, WELL, encoded, package
from tests.connectors.mailrelay.test_rewrite import mail, read, written
from zhengan.connectors.mailrelay.rewrite import rewrite

SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n{}\r\n"
SIGNED += "-----BEGIN PGP SIGNATURE-----\r\n\r\nx\r\n-----END PGP SIGNATURE-----\r\n"


def text(body: str, kind: str = "text/plain") -> bytes:
    return mail(written(body, "utf-8", "8bit", kind))


def coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def word(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{coded(text.encode(charset))}?="


SAVED = f"From: {word('客服')} <k@example.cn>\r\nTo: {word('李建国')} <a@example.cn>\r\n"
SAVED += f"Subject: {word(f'客户手机{CELL}', 'gb18030')}\r\n\r\n"


@pytest.mark.parametrize("head", [
    "Content-Type: text/rfc822-headers", "Content-Type: text/plain; charset=utf-8; name=mail.txt", "Content-Type: text/plain",
])  # fmt: skip
def test_coded_words_of_a_saved_mail_are_masked(head):
    done = rewrite(mail(WELL, f"{head}\r\n\r\n{SAVED}text\r\n".encode()))
    after = read(list(read(done.raw).walk())[-1].get_payload(decode=True))
    assert after["subject"] == f"客户手机{OUT}" and after["to"] == "李＊＊ <*@example.cn>" and after["from"].startswith("客服")
    assert done.counts["mobile"] == 1 and not done.doubts


def test_coded_words_anywhere_in_a_text_are_read():
    done = rewrite(text(f"原信主题：{word(f'手机{CELL}')}，请查收\r\n"))
    shown = read(done.raw).get_content()
    assert shown == f"原信主题：{word(f'手机{OUT}').replace('?B?', '?b?')}，请查收\r\n" and not done.doubts
    raw = text(f"原信主题：{word('会议改到周五')} =?utf-8?Q?x=?= =?x?y\r\n")
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts


QP = "".join(f"={byte:02X}" for byte in f"手机{CELL}".encode())


@pytest.mark.parametrize(("coding", "body", "held"), [
    ("base64", coded(f"客户手机{CELL}".encode()), True), ("quoted-printable", QP, True),
    ("Quoted-Printable", f"手机138=\r\n{CELL[3:]}", True),
    ("base64", coded("您好".encode()), False), ("quoted-printable", "=E6=82=A8=E5=A5=BD", False), ("base64", "a", False),
])  # fmt: skip
def test_coded_parts_of_a_saved_mail_are_held_where_they_hold_somebody(coding, body, held):
    for before in ("", "退信，原信如下：\r\n\r\n", "--q\r\n"):
        saved = f"{before}Subject: x\r\nContent-Transfer-Encoding: {coding}\r\nX-A: b\r\n\r\n{body}\r\n--q--\r\n"
        assert rewrite(text(saved)).doubts == ({"attachment": 1} if held else {})


def test_a_header_of_broken_base64_is_held():
    assert rewrite(mail(WELL, subject=b"=?utf-8?B?a?=")).doubts == {"charset": 1}


@pytest.mark.parametrize(("body", "kind"), [
    ("您好\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n", "text/plain"),
    ("> -----BEGIN PGP MESSAGE-----\r\n> hQEMA\r\n", "text/plain"),
    ("<pre>-----BEGIN PGP MESSAGE-----<br>hQEMA</pre>", "text/html"),
])  # fmt: skip
def test_a_message_encrypted_in_the_text_is_held(body, kind):
    assert rewrite(text(body, kind)).doubts == {"encrypted": 1}


def test_a_text_signed_within_is_held_where_it_needs_masking_only():
    assert rewrite(text(SIGNED.format(f"手机{CELL}"))).doubts == {"signed": 1}
    raw = text(SIGNED.format("您好"))
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts
    assert not rewrite(text("请找到“-----BEGIN PGP MESSAGE-----”一行\r\n")).doubts


@pytest.mark.parametrize("body", [
    "begin 644 a.txt\r\n" + binascii.b2a_uu(CELL.encode()).decode().strip() + "\r\n`\r\nend\r\n",
    f"begin-base64 644 a.txt\r\n{coded(CELL.encode())}\r\n====\r\n",
    "=ybegin line=128 size=11 name=a.txt\r\nx\r\n=yend size=11\r\n",
    "(This file must be converted with BinHex 4.0)\r\n\r\n:x:\r\n", coded(f"客户手机{CELL}\r\n".encode()),
    coded(f"客户手机{CELL}\r\n".encode("gb18030")), coded(package()), coded(PNG),
])  # fmt: skip
def test_a_file_in_a_coding_of_its_own_is_held(body):
    for raw in (text(body), mail(WELL, encoded("text/plain; name=a.txt", body.encode()))):
        assert rewrite(raw).doubts == {"attachment": 1}
        assert not rewrite(raw, "pass").doubts


@pytest.mark.parametrize("body", [
    "begin 644 of them\r\nand so on to the end\r\n", coded("您好，会议改到周五。".encode()),
    "9f86d081884c7d659a2feaa0c55ad015" * 2,
    "HelloWorldHelloWorld", coded(bytes(range(64))),
])  # fmt: skip
def test_what_only_looks_like_one_is_a_text(body):
    assert rewrite(text(body)).raw == text(body) and not rewrite(text(body)).doubts


@pytest.mark.parametrize(("uri", "shown"), [
    (f"data:text/plain;base64,{coded(f'手机{CELL}'.encode())}", f"data:text/plain;base64,{coded(f'手机{OUT}'.encode())}"),
    ("data:image/svg+xml;base64," + coded(f"<svg><text>138<b>1234</b>5678 {CELL}</text></svg>".encode()),
     "data:image/svg+xml;base64," + coded(f"<svg><text>138<b>****</b>5678 {OUT}</text></svg>".encode())),
    (f"data:text/html;charset=utf-8,{quote(f'<p>手机{CELL}')}", f"data:text/html;charset=utf-8,{quote(f'<p>手机{OUT}')}"),
    (f"data:,%3138{CELL[4:]}", None),
])  # fmt: skip
def test_a_text_in_an_address_is_masked(uri, shown):
    done = rewrite(text(f'<p>您好<a href="{uri}">x</a></p>', "text/html"))
    page = read(done.raw).get_content()
    assert (shown or uri) in page and not done.doubts and bool(done.counts) == bool(shown)


@pytest.mark.parametrize("raw", [package(), b"\0\1\2\xff" * 9, b"%PDF-1.4 (1381) (2345678)"])
def test_a_file_in_an_address_is_held(raw):
    page = text(f'<a href="data:application/octet-stream;base64,{coded(raw)}">x</a>', "text/html")
    assert rewrite(page).doubts == {"attachment": 1} and rewrite(page, "pass").raw == page


def test_pictures_and_fonts_in_addresses_pass():
    png = coded(PNG)
    page = text(f"<img src='data:image/png;base64,\r\n {png[:8]}\r\n {png[8:]}'><style>@font-face{{src:url("
                f"data:font/woff2;base64,{coded(b'wOF2' + bytes(40))})}}</style>"
                "<a href='data:,'>数据:1</a>", "text/html")  # fmt: skip
    assert rewrite(page).raw == page and not rewrite(page).doubts


def test_an_invitation_keeps_its_addresses_and_masks_the_names():
    body = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nORGANIZER:mailto:wangjl@broker.cn\r\nORGANIZER;CN=王建国;X=1:mailto:wangjl@broker.cn\r\n"
        'ATTENDEE;CN="张三丰";ROLE=REQ-PARTICIPANT:mailto:customer1@exa\r\n mple.com\r\n'
        'ATTENDEE;ROLE=R;CN=张三\r\n 丰:mailto:c@a.cn\r\n'
        f"ATTENDEE;CN=customer1@example.com;X-NUM={CELL}:mailto:customer1@example.com\r\n"
        f"DESCRIPTION:请联系客户张三丰 {CELL}，customer1@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    shown = (
        body.replace("王建国", "王＊＊").replace('"张三丰"', '"张＊＊"').replace("张三\r\n 丰", "张＊\r\n ＊")
        .replace("客户张三丰", "客户张＊＊").replace(CELL, OUT).replace("，customer1@", "，c********@")
    )  # fmt: skip
    for kind in ("text/calendar; charset=utf-8; method=REQUEST", "application/octet-stream; name=invite.ics"):
        done = rewrite(mail(WELL, encoded(kind, body.encode())))
        part = list(read(done.raw).walk())[-1]
        assert part.get_payload(decode=True).decode() == shown and not done.doubts
        assert done.counts == {"name": 4, "mobile": 2, "email": 1}


@pytest.mark.parametrize(("line", "shown"), [
    (f"X-ALT-DESC;FMTTYPE=text/html:<b>138</b>{CELL[3:]}", f"X-ALT-DESC;FMTTYPE=text/html:<b>138</b>{OUT[3:]}"),
    (f"X-ALT-DESC;X=1;FMTTYPE=\"text/html\";LANGUAGE=zh:<p>手机<b>138</b>\r\n {CELL[3:]}", f"<b>138</b>\r\n {OUT[3:]}"),
    ("DESCRIPTION:手机：138\\n12345678\\n谢谢", None), ("DESCRIPTION:身份证360426\\n199101\r\n 010071", None),
    ("X-ALT-DESC;FMTTYPE=text/html:<p>360426</p>\\n<p>199101010071</p>", None),
    ("DESCRIPTION:第1\\n2项，合计138\\n1234\\n", "DESCRIPTION:第1\\n2项，合计138\\n1234\\n"),
])  # fmt: skip
def test_values_of_a_calendar_are_read_as_their_readers_do(line, shown):
    for kind in ("text/calendar", "application/octet-stream; name=a.ics", "text/vcard"):
        done = rewrite(mail(WELL, f"Content-Type: {kind}\r\n\r\nBEGIN:X\r\n{line}\r\nEND:X\r\n".encode()))
        assert set(done.doubts) == (set() if shown else {"wrapped"}) and (shown or line) in done.raw.decode()


@pytest.mark.parametrize(("name", "shown"), [
    ("N:李;建国;;;", "N:李;＊＊;;;"), ("N;CHARSET=UTF-8:李;建\r\n 国;;先生;", "N;CHARSET=UTF-8:李;＊\r\n ＊;;先生;"),
    ("item1.N:Zhang;Wei;;;", "item1.N:Z****;***;;;"), ("n:李;小娜;;;", "n:李;＊＊;;;"), ("N:李建国;;;;", "N:李＊＊;;;;"),
    ("N:客服中心;;;;", "N:客服中心;;;;"), ("N:;;;;", "N:;;;;"), ("NOTE:李;建国", "NOTE:李;建国"),
])  # fmt: skip
def test_the_name_of_a_visiting_card_is_masked_in_its_parts(name, shown):
    for kind in ("text/vcard; charset=utf-8", "application/octet-stream; name=a.vcf"):
        done = rewrite(mail(WELL, f"Content-Type: {kind}\r\n\r\nBEGIN:VCARD\r\n{name}\r\nEND:VCARD\r\n".encode()))
        assert shown in done.raw.decode() and not done.doubts and done.counts["name"] == (name != shown)


@pytest.mark.parametrize("piece", [
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nx\r\n", "Content-Transfer-Encoding: base64\r\nX: y\r\n",
    "=?utf-8?B?", "=?u?q?x?= ", "手机13\r\n", "= \t", "<td>1</td>", "X;fmttype=", "N:李;",
])  # fmt: skip
def test_a_text_made_to_take_hours_takes_what_its_length_asks(piece):
    whole = piece * (30_000 // len(piece))
    begun = time.process_time()
    for kind in ("text/plain", "text/html", "text/calendar", "text/vcard", "text/rfc822-headers"):
        rewrite(text(whole, kind))
    rewrite(f"To: {whole.replace(chr(13), '').replace(chr(10), '')}\r\n\r\nx".encode())
    assert time.process_time() - begun < 30
