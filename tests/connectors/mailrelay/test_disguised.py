"""Values that a reader sees and bytes hide: under wrong labels, in folded and quoted lines, in names, pictures and tags."""

from __future__ import annotations

import base64
import gzip
import io
import time
import zipfile
from urllib.parse import quote

import pytest

from tests.connectors.mailrelay.test_rewrite import ID, TEXT, mail, read, written
from zhengan.connectors.mailrelay.markup import markup_masked
from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.masking.wrapped import cut

CELL = "13812345678"
OUT = "138****5678"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
UNSEEN = (
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e", *"\u2061\u2062\u2063\u2064\u2066\u2069", "\ufe00", "\ufe0f", "\u034f",
    "\u061c", "\u180e", "\ufe0f\u20e3", "\U000e0061", "\U000e0101",
)  # fmt: skip
WELL = written("您好\r\n", "utf-8", "8bit")


def encoded(kind: str, raw: bytes, more: str = "") -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}\r\n".encode()
    return head + base64.encodebytes(raw).replace(b"\n", b"\r\n")


def package() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/sharedStrings.xml", CELL)
    return out.getvalue()


WRONG = [(label, really) for label in ("iso-8859-1", "ISO-8859-15", "windows-1252", "latin1") for really in ("utf-8", "gb18030")]


@pytest.mark.parametrize(("label", "really"), [*WRONG, ("gb2312", "utf-8"), ("big5", "utf-8")])
def test_a_wrong_charset_hides_no_word(label, really):
    head = f"Content-Type: text/plain; charset={label}\r\n\r\n".encode()
    done = rewrite(mail(head + f"客户张伟，身份证{ID}\r\n".encode(really)))
    if not done.doubts:
        assert "客户张＊，身份证360***********0071\r\n".encode(really) in done.raw
        assert done.counts == {"name": 1, "resident_id": 1}
    assert rewrite(mail(head + f"卡号 1234567812345678 {TEXT}".encode(really))).doubts


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("really", ["utf-8", "gb18030"])
@pytest.mark.parametrize("text", ["张伟先生您好", "客户欧阳修远"])
def test_a_wrong_charset_in_a_subject_hides_no_word(label, really, text):
    subject = f"=?{label}?B?{base64.b64encode(text.encode(really)).decode()}?=".encode()
    done = rewrite(mail(WELL, subject=subject))
    after = read(done.raw)["subject"]
    assert done.counts == {"name": 1} and "＊" in after and after[:2] == text[:2].replace("伟", "＊")


def test_what_is_western_stays_so():
    text = "Le résumé de M. Müller, señor Peña: «été», 12 500 €.\r\n"
    raw = mail(written(text, "windows-1252", "8bit"), subject=b"=?iso-8859-1?Q?M=FCller=2C_f=FCr_Sie?=")
    assert rewrite(raw).raw == raw


@pytest.mark.parametrize("form", ["flowed", "Flowed", '"FLOWED"', "flowed; delsp=yes"])
@pytest.mark.parametrize("body", ["手机 1381234 \r\n5678\r\n", "> 手机 1381234 \r\n> 5678\r\n", ">>手机 138 \r\n>>12345678\r\n"])
def test_flowed_lines_are_one(form, body):
    raw = f"Content-Type: text/plain; charset=utf-8; format={form}\r\n\r\n{body}".encode()
    assert rewrite(mail(raw)).doubts == {"wrapped": 1}


@pytest.mark.parametrize("body", [
    "> 身份证 36042619910\r\n> 1010071\r\n", ">> > 36042619910\r\n>> > 1010071\r\n", "| 36042619910\r\n| 1010071\r\n",
    "36042619910  \r\n   1010071 x\r\n", "> 卡号 622202123456\r\n> 7890128\r\n",
])  # fmt: skip
def test_a_number_wrapped_in_quoted_lines_is_a_doubt(body):
    done = rewrite(mail(f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}".encode()))
    assert done.doubts["wrapped"] == 1 or (ID[-7:] not in done.raw.decode() and done.counts)


@pytest.mark.parametrize("pad", ["", " ", "\t", "  \t "])
def test_blanks_behind_a_soft_line_end_are_none(pad):
    raw = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" \
          f"=E6=89=8B=E6=9C=BA138={pad}\r\n12345678\r\n"  # fmt: skip
    done = rewrite(mail(raw.encode()))
    assert read(done.raw).get_content() == f"手机{OUT}\r\n" and not done.doubts


@pytest.mark.parametrize("body", ["> 合计 1200\r\n> 3400\r\n", "订单 12345678\r\n600519 100\r\n", "第 1 页 \r\n共 2 页\r\n"])
def test_figures_at_line_ends_are_none(body):
    for form in ("", "; format=flowed"):
        raw = mail(f"Content-Type: text/plain; charset=utf-8{form}\r\n\r\n{body}".encode())
        assert rewrite(raw).raw == raw and not rewrite(raw).doubts


@pytest.mark.parametrize(("kind", "more"), [
    ("text/calendar; charset=utf-8", ""), ("text/vcard; charset=utf-8", ""), ("text/x-vcard", ""),
    ("application/octet-stream", "Content-Disposition: attachment; filename=a.ics\r\n"),
])  # fmt: skip
def test_folded_lines_are_masked_across_their_folds(kind, more):
    text = "BEGIN:X\r\nDESCRIPTION:客户手机1381\r\n 2345678，张\r\n\t伟先生\r\nTEL:13912345678\r\nEND:X\r\n"
    done = rewrite(mail(f"Content-Type: {kind}\r\n{more}\r\n{text}".encode()))
    shown = "BEGIN:X\r\nDESCRIPTION:客户手机138*\r\n ***5678，张\r\n\t＊先生\r\nTEL:139****5678\r\nEND:X\r\n"
    assert shown in done.raw.decode() and not done.doubts


def test_a_coded_value_in_a_visiting_card_is_held():
    card = "BEGIN:VCARD\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=BC=9F;;;;\r\nEND:VCARD\r\n"
    assert rewrite(mail(f"Content-Type: text/vcard\r\n\r\n{card}".encode())).doubts == {"attachment": 1}


RTF = rb"{\rtf1\ansi \'d5\'c5\'ce\'b0 138\b 1234\b0 5678}"


@pytest.mark.parametrize("part", [
    b"Content-Type: text/rtf\r\n\r\n" + RTF,
    b"Content-Type: text/plain\r\n\r\n" + RTF,
    b"Content-Type: application/octet-stream; name=a.rtf\r\n\r\nx",
    b"Content-Type: text/plain\r\n\r\n%PDF-1.4 (1381) (2345678)",
    encoded("text/plain; name=a.txt", package()),
    encoded("image/png; name=r.xlsx", package()),
    encoded("image/png", package(), "Content-Disposition: inline; filename=a.png\r\n"),
    encoded("image/jpeg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    encoded("image/gif", b"13812345678"),
    encoded("image/svg+xml", gzip.compress(b"<svg>13812345678</svg>")),
    encoded("application/pkcs7-signature; name=smime.p7s", b"\x30\x82" + CELL.encode()),
    b"Content-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n" + CELL.encode(),
])  # fmt: skip
def test_what_only_another_program_reads_is_held_whatever_it_is_called(part):
    raw = mail(WELL, part)
    assert rewrite(raw).doubts == {"attachment": 1}
    assert rewrite(raw, "pass").raw == raw and not rewrite(raw, "pass").doubts


def test_pictures_in_the_text_pass():
    pictures = [PNG, b"\xff\xd8\xff\xe0JFIF", b"GIF89a..", b"RIFF\0\0\0\0WEBPVP8 "]
    raw = mail(WELL, *(encoded("image/x", one, "Content-Disposition: inline\r\n") for one in pictures))
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/png", "application/octet-stream; name=a.svg"])
def test_a_drawing_is_a_text(kind):
    drawing = f'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="x"><text>手机138<tspan dy="1">1234</tspan>5678 {CELL}</text></svg>'
    done = rewrite(mail(WELL, encoded(kind, drawing.encode(), "Content-Disposition: inline\r\n")))
    part = list(read(done.raw).walk())[-1].get_payload(decode=True).decode()
    assert f'手机138<tspan dy="1">****</tspan>5678 {OUT}</text>' in part and not done.doubts


def signed(body: bytes) -> bytes:
    return mail(b'Content-Type: multipart/signed; boundary=q\r\n\r\n--q\r\n' + WELL + b"\r\n--q\r\n" + body + b"\r\n--q--\r\n")


def test_a_signature_passes_where_it_belongs():
    for body in (
        encoded("application/pkcs7-signature; name=smime.p7s", b"\x30\x82\x01\x00"),
        b"Content-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\nx\r\n",
    ):
        assert rewrite(signed(body)).raw == signed(body) and not rewrite(signed(body)).doubts
    assert rewrite(signed(encoded("application/pkcs7-signature", CELL.encode()))).doubts == {"attachment": 1}


NAME = f"张伟先生{CELL}.txt"
TOLD = f"张＊先生{OUT}.txt".replace("*", "＊")  # Windows knows no asterisk in a name


@pytest.mark.parametrize(("first", "second"), [
    (f'text/plain; name="{CELL}.txt"', "attachment; filename=a.txt"),
    ("text/plain; name=a.txt", f'attachment; filename="{CELL}.txt"'),
    ("text/plain", f"attachment; filename=a.txt; filename*=UTF-8''{quote(NAME)}"),
    ("text/plain", f"attachment; filename*=UTF-8''a.txt; filename={CELL}.txt"),
    (f"text/plain; name*0*=UTF-8''{quote(NAME[:5])}; name*1*={quote(NAME[5:])}", "attachment; filename=a.txt"),
    (f"text/plain; name*=iso-8859-1''{quote(NAME)}; x=1", "inline"),
    (f"text/plain; filename={CELL}.txt", f"attachment; name={CELL}.txt"),
])  # fmt: skip
def test_every_name_of_a_file_is_masked(first, second):
    done = rewrite(mail(WELL, f"Content-Type: {first}\r\nContent-Disposition: {second}\r\n\r\nx\r\n".encode()))
    head = done.raw.decode()
    assert CELL not in head and quote("张伟") not in head and not done.doubts
    named = [one for one in read(done.raw).walk()][-1]
    params = [*named["content-type"].params.items(), *named["content-disposition"].params.items()]
    assert {value for key, value in params if key in ("name", "filename")} <= {TOLD, f"{OUT}.txt".replace("*", "_"), "a.txt"}
    assert done.counts["mobile"]


@pytest.mark.parametrize("head", [
    f'Content-Disposition: filename="李建国{CELL}.txt"', f"Content-Disposition: 李建国{CELL}.txt",
    f'Content-Type: name="{CELL}.txt"', f"Content-Disposition: attachment (李建国{CELL}); filename=a.txt",
    f"Content-Disposition: attachment; filename=a.txt; (李建国{CELL})",
    f"Content-Disposition: attachment; {CELL}=1; filename=a.txt",
    f"Content-Disposition: =?utf-8?B?{base64.b64encode(CELL.encode()).decode()}?=",
    f"Content-Type: text/plain; {CELL}",
])  # fmt: skip
def test_what_stands_where_the_sort_of_a_part_should_is_held(head):
    assert rewrite(mail(WELL, head.encode() + b"\r\n\r\nx\r\n")).doubts == {"structure": 1}


@pytest.mark.parametrize("key", ["id", "url", "size", "profile", "number", "mode", "x-own"])
def test_a_parameter_that_may_be_a_text_is_masked_and_the_others_stay(key):
    dated = 'creation-date="Fri, 02 Jan 2026 00:00:00 +0800"'
    head = f'Content-Disposition: attachment; filename=a.txt; {dated}; total=3; {key}="{CELL}"'
    done = rewrite(mail(WELL, f"{head}\r\n\r\nx\r\n".encode()))
    params = list(read(done.raw).walk())[-1]["content-disposition"].params
    assert params[key] == OUT and params["total"] == "3" and params["creation-date"].startswith("Fri") and not done.doubts
    assert b'total="3"' in done.raw


def test_the_form_of_a_part_is_no_text():
    head = (
        'Content-Type: message/external-body; access-type=mail-server; server="chan@example.com"; size=138\r\n'
        'Content-Disposition: attachment (by hand); size=12345678; x="Fri, 02 Jan 2026 00:00:00 +0800"\r\n'
    )
    raw = mail(WELL, head.encode() + b"\r\n\r\n")
    assert rewrite(raw, "pass").raw == raw


@pytest.mark.parametrize("between", [
    "<mark>", "</label>", "<bdi>", "<o:p></o:p>", "<ins><del>", "<kbd class=x>", "<x-own>", '<span title="a>b">', "<i title='>'>",
    "<a href=x?a=1>", "<!-- a > b -->", "&#8203;", "&shy;", "&shy", "&zwj;", "&zwnj;", "&#x2060;", "&#65279;", "&ZeroWidthSpace;",
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "&lrm;", "&rlm;", "&it;", "&InvisibleComma;", "&#0000008206;",
    "&#x0000000000200E;", "&#xfe0f;&#x20e3;", *UNSEEN,
])  # fmt: skip
def test_nothing_within_a_line_of_html_hides_a_number(between):
    done = rewrite(mail(written(f"<p>手机138{between}1234{between}5678</p>", "utf-8", "8bit", "text/html")))
    assert f"<p>手机138{between}****{between}5678</p>" in done.raw.decode() and not done.doubts


@pytest.mark.parametrize("page", [f"<p>{CELL}</p><p>600519</p>", f"{CELL}<br>600519", f"<td>{CELL}</td><td>600519</td>",
                                  f"<span style='display:block'>{CELL}</span><span>600519</span>", f"<p don't>{CELL}</p>'",
                                  f"&#00000000000000049;{CELL[1:]}",
                                  f"<a <b {CELL}", f"<!-- {CELL}", f"&#49;{CELL[1:]}", f"a < {CELL}"])  # fmt: skip
def test_what_stands_apart_in_html_is_read_apart(page):
    done = rewrite(mail(written(page, "utf-8", "8bit", "text/html")))
    assert CELL[3:] not in done.raw.decode() and "****5678" in done.raw.decode()


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\ufeff", *UNSEEN])
def test_nor_does_what_nobody_sees_in_any_text(mark):
    text = f"手机138{mark}12345678"
    subject = f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?=".encode()
    named = f"Content-Type: text/plain; charset=utf-8; name*=UTF-8''{quote(text)}.txt\r\n\r\n{text}\r\n".encode()
    done = rewrite(mail(WELL, named, subject=subject))
    assert done.counts == {"mobile": 3} and "12345678" not in done.raw.decode() and not done.doubts


@pytest.mark.parametrize("piece", ["<a", "<!--", '<a ="', "&#", "<", "= "])
def test_a_page_made_to_take_hours_takes_what_its_length_asks(piece):
    page = piece * (320_000 // len(piece))
    begun = time.process_time()
    markup_masked(page, str)
    assert time.process_time() - begun < 20  # minutes, were each sign read to the end


CUT = [
    "手机1381234\r\n5678\r\n", "您的手机号码为 138 1234\r\n5678，已验证\r\n", "> 手机1381234\r\n> 5678\r\n",
    "电话：138-1234-\r\n5678\r\n",
    "资金账号 8801\r\n2345\r\n", "138\r\n12345678\r\n", "138\r\n1234\r\n5678\r\n", "手机：+86 138\r\n12345678",
    "电话：021-6258\r\n0818\r\n",
    "护照 E1234\r\n5678\r\n", "股东账号 A12345\r\n6789\r\n", "手机１３８１２３４\r\n５６７８\r\n", "请回电 1381234\r\n5678。\r\n",
    "客户手机：\r\n1381234\r\n5678\r\n", "卡号 6228-4804-0256-\r\n4890-018\r\n",
]  # fmt: skip


@pytest.mark.parametrize("body", CUT)
def test_a_number_that_a_line_end_cuts_is_a_doubt(body):
    assert rewrite(mail(written(body, "utf-8", "8bit"))).doubts["wrapped"] == 1


@pytest.mark.parametrize("body", [
    "600519\r\n138001\r\n12345\r\n", "委托编号 15123456\r\n100 股\r\n", "100 15123456\r\n200 15123457\r\n",
    "15123456\r\n789\r\n15123457\r\n790\r\n", "电话：021-62580818\r\n200001 上海市\r\n",
    "手机 13812345678\r\n100 元\r\n",
    "1999-10-12\r\n345 笔\r\n", "数量 1,381,234\r\n5678 股\r\n", "资金账号 88012345\r\n100 股\r\n",
    "资金账号 88012345\r\n20261128 开户\r\n",
    "金额 1381.23\r\n4567890\r\n", "资金账号尾号 8801\r\n2345 户\r\n", "股东账号\r\n数量\r\n100\r\n200\r\n",
    "138\t12345\r\n678\t1\r\n",
    "手机 13812345678\r\n13912345678\r\n13712345678\r\n", "资金账号：88012345\r\n88012346\r\n88012347\r\n",
    "卡号尾号 8018\r\n12345678901 元\r\n",
])  # fmt: skip
def test_whole_numbers_on_either_side_of_a_line_end_are_none(body):
    assert not rewrite(mail(written(body, "utf-8", "8bit"))).doubts


def test_a_row_of_a_table_goes_on_in_none():
    part = b"Content-Type: text/csv\r\n\r\nnote,qty\r\nx,138\r\n12345678,y\r\n"
    assert not rewrite(mail(WELL, part)).doubts


@pytest.mark.parametrize("page", [
    "<p>卡号6228480402<br>564890018</p>", "手机1381234<br>5678", "<pre>138\r\n12345678</pre>",
    "<p>手机138 1234<br/>\r\n 5678</p>",
    "<div>手机1381234</div>\r\n<div>5678</div>", "<p>手机1381234\r\n5678</p>", "<p>资金账号 8801<br>2345</p>",
])  # fmt: skip
def test_a_number_that_a_line_of_html_cuts_is_masked_or_a_doubt(page):
    done = rewrite(mail(written(page, "utf-8", "8bit", "text/html")))
    told = "".join(filter(str.isdigit, done.raw.decode()))
    masked = "".join(filter(str.isdigit, page)) not in told and "***" in done.raw.decode()
    assert done.doubts == {"wrapped": 1} or (done.counts and masked)


@pytest.mark.parametrize("page", [
    "<table>\r\n<tr><td>138</td>\r\n<td>12345678</td></tr>\r\n<tr><td>1381234</td></tr>\r\n<tr><td>5678</td></tr></table>",
    "<p>1381234</p><p>5678</p>", "<ul>\r\n<li>138</li>\r\n<li>12345678</li></ul>", "1381234<br><br>5678",
    "<div>600519</div><div>138001</div><div>12345</div>", "委托编号 15123456<br>100 股",
])  # fmt: skip
def test_cells_paragraphs_and_lists_cut_none(page):
    assert not rewrite(mail(written(page, "utf-8", "8bit", "text/html"))).doubts


@pytest.mark.parametrize("kind", [
    "text/x-amp-html", "text/enriched", "text/xml", "application/xml", "application/rss+xml",
    "application/octet-stream; name=a.xml",
])  # fmt: skip
def test_every_markup_is_read_as_one(kind):
    body = "<c><m>手机138<b>1234</b>5678</m> <n>138<x/>1234<y/>5678</n></c>"
    done = rewrite(mail(WELL, f"Content-Type: {kind}\r\n\r\n{body}\r\n".encode()))
    assert body.replace("1234", "****") in done.raw.decode() and not done.doubts


def test_fields_of_xml_are_none_together():
    body = "<row><qty>138</qty><id>12345678</id></row>\r\n<row><qty>138</qty>\r\n<id>12345678</id></row>\r\n"
    raw = mail(WELL, f"Content-Type: application/xml\r\n\r\n{body}".encode())
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts


@pytest.mark.parametrize(("place", "shown"), [
    (f"{CELL}.png", f"{OUT}.png"), (f"https://a.cn/{quote('张伟先生')}/{CELL}.png?a=1%26", None),
    ("https://a.cn/logo.png", "https://a.cn/logo.png"),
])  # fmt: skip
def test_the_place_of_a_part_is_masked_as_its_name(place, shown):
    done = rewrite(mail(WELL, encoded("image/png", PNG, f"Content-Location: {place}\r\n")))
    head = done.raw.decode()
    assert CELL not in head and quote("张伟") not in head and not done.doubts and (shown is None or f": {shown}\r\n" in head)


def test_a_mark_with_somebodys_number_is_held_and_a_reference_stays():
    assert rewrite(mail(WELL, encoded("image/png", PNG, f"Content-ID: <{CELL}@x>\r\n"))).doubts == {"reference": 1}
    page = written(f'<img src="cid:logo@example.com"><p>{CELL}</p><img src=cid:a{ID}>', "utf-8", "8bit", "text/html")
    raw = mail(page, encoded("image/png", PNG, "Content-ID: <logo@example.com>\r\nContent-Disposition: inline\r\n"))
    assert rewrite(raw).raw == raw.replace(CELL.encode(), OUT.encode()) and not rewrite(raw).doubts


def test_a_parameter_that_a_sender_made_up_is_masked():
    part = f'Content-Type: text/plain; charset=utf-8; x-who="{CELL}"\r\n'
    part += f'Content-Disposition: inline; x-orig="{CELL}"; size=1381234\r\n\r\nx\r\n'
    done = rewrite(mail(WELL, part.encode()))
    head = done.raw.decode()
    assert CELL not in head and "size" in head and "charset" in head and not done.doubts
    named = [one for one in read(done.raw).walk()][-1]
    assert named["content-disposition"].params["x-orig"] == OUT and named["content-type"].params["x-who"] == OUT


@pytest.mark.parametrize("label", ["utf-8*zh", "utf-8*zh-CN", "x-gbk", "gbk*zh"])
def test_a_language_and_an_old_name_of_a_charset_are_read(label):
    charset = "utf-8" if label.startswith("utf") else "gbk"
    text = f"客户张伟手机{CELL}"
    subject = f"=?{label}?B?{base64.b64encode(text.encode(charset)).decode()}?= =?{label}?Q?_=31{CELL[1:]}?=".encode()
    body = f"Content-Type: text/plain; charset={label.partition('*')[0]}\r\n\r\n{text}\r\n".encode(charset)
    done = rewrite(mail(body, subject=subject))
    assert read(done.raw)["subject"] == f"客户张＊手机{OUT} {OUT}" and f"张＊手机{OUT}".encode(charset) in done.raw
    assert not done.doubts


@pytest.mark.parametrize("figures", ["1 2 " * 40_000, "1-" * 80_000, "1234567\r\n" * 20_000 + "x", "12 34\r\n" * 20_000])
def test_a_page_of_figures_is_read_once(figures: str) -> None:
    """Where each figure had to read all behind it this would take minutes, and one mail would stop the relay."""
    assert not cut(figures, flowed=False)


FOOTER = "\r\n本邮件及附件含有保密信息，客服 13912345678。\r\nThis e-mail is confidential.\r\n"


def coded_body(text: str, kind: str = "text/plain") -> tuple[bytes, bytes]:
    """Head, and a body in one line for each 57 bytes."""
    head = f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
    return head, base64.encodebytes(text.encode()).replace(b"\n", b"\r\n")


@pytest.mark.parametrize("size", range(3))
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_base64_without_its_padding_or_before_a_footer_is_read(size: int, kind: str) -> None:
    text = f"客户您好，手机{CELL}" + "x" * size + "，谢谢。" * 20
    head, body = coded_body(text, kind)
    masked = text.replace(CELL, "138****5678")
    bare = rewrite(head + body.replace(b"=", b""))
    assert not bare.doubts and base64.b64decode(bare.raw.partition(b"\r\n\r\n")[2]).decode() == masked
    for part in (body, body.replace(b"=", b"")):
        done = rewrite(head + part + FOOTER.encode())
        first, footer = done.raw.partition(b"\r\n\r\n")[2].split(b"\r\n\r\n")
        assert not done.doubts and done.counts == {"mobile": 2} and base64.b64decode(first).decode() == masked
        assert footer.decode() == FOOTER.strip("\r\n").replace("13912345678", "139****5678") + "\r\n"


def test_base64_that_is_none_is_held_and_what_holds_nothing_stays() -> None:
    head, body = coded_body("您好，会议改期。")
    for raw in (head + body + FOOTER.replace("，客服 13912345678", "").encode(), head + body.replace(b"=", b"")):
        assert rewrite(raw).raw == raw and not rewrite(raw).doubts
    more = b"QQ==\r\n" + base64.b64encode(b"phone 13812345678") + b"\r\n"
    for bad in (b"!!! 1\r\n", more, more + b"-- \r\n", b"QUFBQ\r\nnot coded.\r\n"):
        assert rewrite(head + bad).doubts == {"charset": 1}
