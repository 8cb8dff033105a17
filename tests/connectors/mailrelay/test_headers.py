"""Headers leave in charsets that readers know; folds hide no number; parts say how they are coded; file names are names."""

from __future__ import annotations

import base64
import email
import re
import time
from email.header import Header, decode_header

import pytest

from tests.connectors.mailrelay.test_relay import relaying
from tests.connectors.mailrelay.test_rewrite import mail, read, written
from tests.notices.sink import listening
from zhengan.connectors.mailrelay.rewrite import rewrite

BODY = b"Content-Type: text/plain\r\n\r\nx\r\n"


def word(text: str, charset: str, label: str = "") -> bytes:
    return f"=?{label or charset}?B?{base64.b64encode(text.encode(charset)).decode()}?=".encode()


def labels(raw: bytes) -> set[str]:
    return {one.decode() for one in re.findall(rb"=\?([^?]+)\?b\?", raw)}


@pytest.mark.parametrize(("text", "charset", "label", "known"), [
    ("客户张伟手机13812345678", "gb2312", "", "gb2312"), ("客户张伟手机13812345678", "gbk", "", "gbk"),
    ("客户张伟手机13812345678", "gb18030", "GB18030", "gb18030"), ("客戶手機13812345678", "big5", "", "big5"),
    ("客户珺手机13812345678", "gbk", "gb2312", "utf-8"),  # more than GB2312 holds
    ("客户张伟手机13812345678", "gbk", "x-gbk", "gbk"), ("客户张伟手机13812345678", "gb2312", "eucgb2312_cn", "gb2312"),
    ("客戶手機13812345678", "big5", "big5_tw", "big5"), ("客户张伟手机13812345678", "utf-8", "iso-8859-1", "utf-8"),
    ("Customer 13812345678", "ascii", "us-ascii", "utf-8"), ("顧客 携帯 13812345678", "iso-2022-jp", "", "iso-2022-jp"),
])  # fmt: skip
def test_masked_words_are_in_a_charset_that_readers_know(text: str, charset: str, label: str, known: str) -> None:
    for head in (b"Subject: ", b"X-Customer: "):
        done = rewrite(head + word(text, charset, label) + b"\r\n" + BODY)
        assert labels(done.raw) == {known} and not done.doubts
        (raw, name), *_rest = decode_header(email.message_from_bytes(done.raw)[head.decode().strip(": ")])
        assert raw.decode(name).endswith("138****5678") and "张伟" not in raw.decode(name)
    done = rewrite(b"To: " + word(text, charset, label) + b" <a@b.cn>\r\n" + BODY)
    assert labels(done.raw) == {known} and read(done.raw)["to"].addresses[0].display_name.endswith("138****5678")


def test_a_long_word_is_cut_between_characters() -> None:
    title = "关于客户张伟的资产变动情况说明，手机13812345678，" * 9
    done = rewrite(b"Subject: " + Header(title, "gb18030").encode(linesep="\r\n").encode() + b"\r\n" + BODY)
    assert str(read(done.raw)["subject"]) == title.replace("张伟", "张＊").replace("13812345678", "138****5678")
    assert max(map(len, done.raw.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("value", [
    "card 6228 4804 0256\r\n\t4890 018", "手机 138 1234\r\n\t5678",
    "手机 138 1234 \r\n \t 5678", "卡号 62284804025\r\n\t64890018",
    "手机1381234\r\n 5678", word("手机138 1234", "utf-8").decode() + "\r\n\t5678", "身份证 110105\r\n\t19491231\r\n\t002X",
    word("手机1381234", "gb2312").decode() + "\r\n\t5678", "客户手机\r\n\t13812345678",
])  # fmt: skip
def test_a_fold_hides_no_number(value: str) -> None:
    for field in ("Subject", "X-Note"):
        done = rewrite(f"{field}: {value}\r\n".encode() + BODY)
        assert done.counts or done.doubts.keys() & {"wrapped", "spaced"}


@pytest.mark.parametrize("value", [
    "订单 12345678\r\n\t100 股", "a 1234\r\n 5678", "您好\r\n\t会议改到周五", word("您好", "gb2312").decode() + "\r\n\t(12)",
    word("合计1200", "gb2312").decode() + "\r\n\t3400 元",
])  # fmt: skip
def test_an_ordinary_fold_stays(value: str) -> None:
    raw = f"Subject: {value}\r\n".encode() + BODY
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts


def test_what_is_not_coded_beside_an_encoded_word_is_read() -> None:
    done = rewrite("Subject: 客户张伟 ".encode() + word("手机13812345678", "utf-8") + b"\r\n" + BODY)
    assert str(read(done.raw)["subject"]) == "客户张＊ 手机138****5678"


NOTICE = "Content-Type: text/plain; charset=utf-8\r\n\r\n普通通知\r\n".encode()
SIGNATURE = b"Content-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\nx\r\n"


def signed(part: bytes) -> bytes:
    head = b'From: a@b.cn\r\nContent-Type: multipart/signed; boundary=q; protocol="application/pgp-signature"\r\n\r\n'
    return head + b"--q\r\n" + part + b"\r\n--q\r\n" + SIGNATURE + b"\r\n--q--\r\n"


@pytest.mark.parametrize("raw", [NOTICE, mail(NOTICE, NOTICE), mail(b"\r\n" + "普通通知\r\n".encode(), BODY)])
def test_a_body_for_a_server_that_takes_seven_bits_says_how_it_is_coded(raw: bytes) -> None:
    done = rewrite(raw, seven_bit=True)
    texts = [part.get_payload(decode=True).decode() for part in read(done.raw).walk() if not part.is_multipart()]
    assert done.raw.isascii() and "普通通知" in texts[0] and not done.doubts


def test_a_file_that_passes_is_coded_for_seven_bits_too() -> None:
    raw = mail(BODY, b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n%PDF\xff\xfe")
    done = rewrite(raw, "pass", seven_bit=True)
    assert done.raw.isascii() and list(read(done.raw).walk())[-1].get_payload(decode=True) == b"%PDF\xff\xfe"


def test_coding_anew_breaks_a_signature_which_is_a_doubt() -> None:
    assert rewrite(signed(NOTICE), seven_bit=True).doubts == {"signed": 1}
    for raw, seven in ((signed(NOTICE), False), (signed(BODY), True), (signed(written("您好\r\n", "utf-8", "base64")), True)):
        assert rewrite(raw, seven_bit=seven).raw == raw and not rewrite(raw, seven_bit=seven).doubts


def test_a_real_server_of_seven_bits_gets_what_it_can_read(tmp_path) -> None:
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.sendmail("a@b.cn", ["c@d.cn"], b"Subject: " + word("客户张伟", "gb2312") + b"\r\n" + NOTICE)
        client.sendmail("a@b.cn", ["c@d.cn"], signed(NOTICE))
        client.sendmail("a@b.cn", ["c@d.cn"], signed(BODY))
    first, second = sink.taken
    assert first.get_content() == "普通通知\r\n" and str(first["subject"]) == "客户张＊" and second.is_multipart()
    assert [line["verdict"] for line in run.lines] == ["forwarded", "held", "forwarded"]
    assert run.lines[1]["doubts"] == {"signed": 1}


@pytest.mark.parametrize(("given", "plain", "name"), [
    ('filename="360426199101010071.txt"', 'filename="360___________0071.txt"', "360___________0071.txt"),
    ("filename*=UTF-8''13812345678.csv", None, "138____5678.csv"),
    ('filename="13812345678.csv"; filename*=UTF-8\'\'13812345678.csv', 'filename="138____5678.csv"', "138____5678.csv"),
    ('filename="客户13812345678.csv"', 'filename="=?utf-8?b?', "客户138＊＊＊＊5678.csv"),
])  # fmt: skip
def test_a_masked_file_name_is_one_on_every_system(given: str, plain: str | None, name: str) -> None:
    raw = f"Content-Type: text/plain\r\nContent-Disposition: attachment; {given}\r\n\r\nx\r\n".encode()
    done = rewrite(raw)
    assert read(done.raw).get_filename() == name and b"*." not in done.raw
    assert (plain in done.raw.decode()) if plain else b"filename=" not in done.raw
    assert rewrite(done.raw).raw == done.raw and not done.doubts
    still = raw.replace(b"13812345678", b"a*b").replace(b"360426199101010071", b"a*b")
    assert rewrite(still).raw == still


STATUS = (
    "Reporting-MTA: dns; mx.example.cn\r\nOriginal-Envelope-Id: 20260303\r\n\r\n"
    "Final-Recipient: rfc822; 13912345678@example.cn\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 chan@example.com unknown{more}\r\n"
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [
    ("delivery-status", STATUS), ("global-delivery-status", STATUS),
    ("disposition-notification", "Final-Recipient: rfc822;chan@example.com\r\nOriginal-Message-ID: <13912345678@a.cn>\r\n"
     "Disposition: manual-action/MDN-sent-manually; displayed\r\nX-Note: read{more}\r\n"),
])  # fmt: skip
def test_reports_of_servers_are_texts(kind: str, text: str) -> None:
    head = f"Content-Type: message/{kind}\r\n\r\n".encode()
    raw = mail(BODY, head + text.format(more="").encode())
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts
    done = rewrite(mail(BODY, head + text.format(more=" 客户张伟13812345678").encode()))
    assert done.raw == mail(BODY, head + text.format(more=" 客户张＊138****5678").encode()) and not done.doubts
    assert rewrite(mail(BODY, head + text.format(more=" 卡号 1234567812345678").encode())).doubts == {"card_label": 1}


@pytest.mark.parametrize("field", [
    "Subject", "To", "X-Note", "References", "Content-Type", "Content-Disposition", "Content-Location",
])  # fmt: skip
@pytest.mark.parametrize("piece", [" ", "\t ", ";", ";x=y", '"', "=?utf-8?q?a?= ", "<", "(", "\\"])
def test_a_header_made_to_take_minutes_takes_what_its_length_asks(field: str, piece: str) -> None:
    begun = time.process_time()
    for first in ("x", 'text/plain; name="a'):
        rewrite(f"{field}: {first}{piece * (30_000 // len(piece))}x\r\n\r\nx\r\n".encode())
    assert time.process_time() - begun < 2


def test_a_part_of_very_many_parameters_is_held_unread() -> None:
    head = "Content-Disposition: attachment; filename=13812345678.txt" + "; x=y" * 200
    assert rewrite(f"{head}\r\n\r\nx\r\n".encode()).doubts == {"structure": 1}
    few = head[: 57 + 5 * 90]
    assert rewrite(f"{few}\r\n\r\nx\r\n".encode()).counts == {"mobile": 1}
