"""A page as its readers see it: blanks, Outlook's comments, what is unshown; and numbers in groups far apart, in a text."""

from __future__ import annotations

import random
import time

import pytest

from tests.connectors.mailrelay.test_rewrite import mail, written
from zhengan.connectors.mailrelay.content import URI
from zhengan.connectors.mailrelay.markup import markup_masked, readers
from zhengan.connectors.mailrelay.rewrite import Rewritten, rewrite
from zhengan.connectors.mailrelay.unshown import invisible
from zhengan.masking.message import mask_message
from zhengan.masking.spaced import spaced
from zhengan.masking.wrapped import cut, with_cuts

CARD, ID = "6228 4804 0256 4890 018", "110105 19491231 002X"


def page(text: str, kind: str = "text/html") -> Rewritten:
    done = rewrite(mail(written(text, "utf-8", "8bit", kind)))
    done.raw = done.raw.partition(b"Content-Transfer-Encoding: 8bit\r\n\r\n")[2]
    return done


@pytest.mark.parametrize(("text", "shown"), [
    ("<p>身份证 110105&nbsp; 19491231&nbsp; 002X，卡号 6228  4804  0256  4890  018</p>",
     "<p>身份证 110***&nbsp; ********&nbsp; 002X，卡号 ****  ****  ****  ***0  018</p>"),
    ("<p>\r\n   6228 4804\r\n      0256 4890\r\n     018\r\n</p>", "<p>\r\n   **** ****\r\n      **** ***0\r\n     018\r\n</p>"),
    ("卡号 6228 <b> 4804 </b>\r\n 0256&#32;\t4890 018", "卡号 **** <b> **** </b>\r\n ****&#32;\t***0 018"),
    ("手机 138&nbsp;&nbsp;1234\u00a0 5678", "手机 138&nbsp;&nbsp;****\u00a0 5678"),
    ("<p>手机\r\n   13812345678</p>", "<p>手机\r\n   138****5678</p>"),
    ("<!--[if mso]><td>手机：138<span>1234</span>5678</td><![endif]-->",
     "<!--[if mso]><td>手机：138<span>****</span>5678</td><![endif]-->"),
    ("<!--[if (gte mso 9)|(IE)]><p>手机：138<b>1234</b>5678<![endif]-->", None),
    ("<!--[if !mso]><!-->手机138<b>1234</b>5678<!--<![endif]-->", "<!--[if !mso]><!-->手机138<b>****</b>5678<!--<![endif]-->"),
    ("138<!--[if mso]><td><![endif]-->12345678", "138<!--[if mso]><td><![endif]-->****5678"),
    ('手机：138<span style="display:none">x</span>12345678', '手机：138<span style="display:none">x</span>****5678'),
    ("手机：138<i hidden><i>x</i>y</i>12345678", "手机：138<i hidden><i>x</i>y</i>****5678"),
    ("<div style='display: none'>手机138<b>1234</b>5678</div>", "<div style='display: none'>手机138<b>****</b>5678</div>"),
    ("<ruby>张<rt>zhāng</rt>伟</ruby>先生", "<ruby>张<rt>zhāng</rt>＊</ruby>先生"),
    ('<input value="1381234&shy;5678">', '<input value="138****&shy;5678">'),
    ("<img src=x alt='手机138&#49;2345678'>", "<img src=x alt='手机138****5678'>"),
    ("<x><![CDATA[手机138<b>1234</b>5678]]></x>", "<x><![CDATA[手机138<b>****</b>5678]]></x>"),
])  # fmt: skip
def test_what_a_reader_sees_is_masked_where_it_stands(text: str, shown: str | None) -> None:
    done = page(text)
    assert done.counts and not done.doubts
    assert shown is None or done.raw.decode() == shown


UNSEEN = [
    "<style>a{}</style>", "<style></style>", "<script>a('<script>')</script>", "<template><p>a</p></template>",
    "<title>a</title>",
    "<noframes>a</noframes>", "<iframe src=x>a</iframe>", "<noembed>a</noembed>", "<audio>a</audio>", "<video>a</video>",
    "<canvas>a</canvas>", "<object>a</object>", "<p style='display:none'>a</p>", "<div hidden>1</div>", "<meta charset=utf-8>",
    "<link rel=x href=y>", "<button hidden></button>", "<input type=hidden value=1>", "<img hidden>",
    "<table hidden><tr><td>1</table>",
    "<body>", "</head>", "<noscript></noscript>", "</tr>", "<!-- a --!>", "<!-->", "<!--->", "<!-- a --!><!-- b -->",
    *(f"<div style='{style}'>1</div>" for style in (
        "font-size:0.0px", "display:&#110;one", "display:/**/none", "opacity:0", "width:0;overflow:hidden",
        "opacity: .0 !important", "DISPLAY : NONE", "dis\\70lay:none", "font:0/0 a", "max-height:0px; overflow-y:hidden",
        "visibility:collapse",
        "font-size:1px;color:#fff", "mso-hide:all", "color:transparent", "a:b;;display:none",
    )),
]  # fmt: skip


@pytest.mark.parametrize("piece", UNSEEN)
def test_what_no_browser_shows_keeps_no_number_apart(piece: str) -> None:
    done = page(f"<p>手机138{piece}1234<i>{piece}</i>5678，客户李{piece}建国</p>")
    assert done.counts == {"mobile": 1, "name": 1} and "1234<" not in done.raw.decode() and not done.doubts


def test_what_is_shown_within_what_is_too_small_is_seen() -> None:
    inner = "手机138<i hidden>a</i>1234<i style='font-size:0'>b</i>5678"
    wrapped = f"<td style='font-size:0px'><div style='font-size:14px'>{inner}</div></td>"
    assert page(f"<table><tr>{wrapped * 60}</tr></table>").counts == {"mobile": 60}


def test_a_comment_ends_where_browsers_end_it() -> None:
    done = page("<p>138<!-- a --!>1234<!-- b -->5678</p>")
    assert done.raw.decode() == "<p>138<!-- a --!>****<!-- b -->5678</p>" and not done.doubts


@pytest.mark.parametrize("style", [
    "font-size:0.5em", "font-size:12px", "opacity:0.8", "width:0", "overflow:hidden;width:10px", "display:block", "font:10px/1 x",
    "color:red", "width:0.5em;overflow:hidden", "x-display:none",
])  # fmt: skip
def test_what_is_styled_otherwise_is_seen(style: str) -> None:
    text = f"<p>数量138</p><p style='{style}'>1</p><p>12345678</p>"
    assert not invisible(f"'{style}'") and page(text).raw.decode() == text


@pytest.mark.parametrize("text", [
    "<head><title>138</title><style>p{width:1234px}</style></head><body><p>5678</p></body>",
    "<p>138</p><script>var a=1</script><p>12345678</p>", "<p>138<br><meta name=x>12345678</p>",
    "<p>138</p><style></style><p>12345678</p>", "<table><tr><td>138</td><td>12345678</td></tr></table>",
    "<body><div><table><tbody><tr><td>138<table><tr><td>1</td></tr></table></td><td>12345678</td></tr></tbody></table></div></body>",
])  # fmt: skip
def test_blocks_about_what_is_not_shown_still_part_numbers(text: str) -> None:
    assert page(text).raw.decode() == text


def test_fields_of_xml_are_shown_whatever_their_name() -> None:
    done = page("<r><title>张伟</title><object>手机13812345678</object></r>", "text/xml")
    assert done.counts == {"mobile": 1, "name": 1}


def test_blanks_in_a_preformatted_text_are_seen() -> None:
    text = "<pre>卡号 6228  4804  0256  4890  018</pre><p>6228  4804  0256  4890  018</p>"
    done = page(text)
    assert done.raw.decode().startswith(text[:30]) and "***0" in done.raw.decode() and done.doubts == {"spaced": 1}


def prices(pretty: bool) -> str:
    chance, end = random.Random(7), "\r\n      " if pretty else ""
    rows = ("".join(f"{end}<td>{chance.randint(100, 999_999)}</td>" for _ in range(8)) for _ in range(400))
    return f"<table>{''.join(f'<tr>{row}{end}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize("text", [
    prices(True), prices(False), "<p>合计  1,200  3,400</p>\r\n<p>600519   1380   1234   5678</p>",
    "<ul>\r\n  <li>138</li>\r\n  <li>1234</li>\r\n  <li>5678</li>\r\n</ul>",
    "<!--[if mso]><table width=600><tr><td width=600><![endif]--><p>您好</p><!--[if mso]></td></tr></table><![endif]-->",
    "<!--[if gte mso 9]><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml><![endif]-->", "<!-- 138 -->1<!-- 1234 --> 5678",
    '<div style="display:none">请查收本月账单</div><p>金额 12345678</p>',
])  # fmt: skip
def test_ordinary_pages_go_through_byte_for_byte(text: str) -> None:
    done = page(text)
    assert done.raw.decode() == text and not done.counts and not done.doubts


@pytest.mark.parametrize("text", [
    "手机 138  1234  5678", "手机：138\t1234\t5678", "电话 138 - 1234 - 5678", "手机 +86  138  1234  5678",
    "身份证 110105  19491231  002X", "身份证号：110105 - 19491231 - 002X", "卡号 6228  4804 0256  4890  018，谢谢",
    "手机 １３８  １２３４  ５６７８", "卡号 6228\u200b  4804 0256 4890 018", "手机 138\u00a0\u00a01234\u00a0\u00a05678",
])  # fmt: skip
def test_groups_far_apart_behind_their_word_are_held(text: str) -> None:
    done = page(text, "text/plain")
    assert done.doubts == {"spaced": 1} or (done.counts and not done.doubts)
    gate = mask_message(text, "sms")
    found = with_cuts(gate.text, gate.doubtful)
    assert gate.spans or [one.reason for one in found] == ["spaced"]
    assert gate.spans or text[found[0].start : found[0].end].endswith(text.rstrip("，谢")[-3:])


@pytest.mark.parametrize("text", [
    "数量 138  1234  5678", "卡号\t数量\t单价\r\n6228\t4804\t0256", "联系电话 400  820  8820", "手机  数量  138  1234  5678",
    "卡号 尾号  8018  1200  3400", "电话  021  62580818  100", "身份证 1  2  3", "手机 138  1234", "600519  138  1234  5678",
    "手机型号 13 - 14 - 15", "1 " * 2000,
])  # fmt: skip
def test_columns_of_figures_are_no_number(text: str) -> None:
    assert not list(spaced(text))


def test_rows_of_a_table_end_a_number_and_lines_in_a_quoted_cell_do_not() -> None:
    chance = random.Random(3)
    rows = "".join(
        f"{chance.randint(600000, 603999)},{chance.randint(1, 99)}.{chance.randint(10, 99)},{chance.randint(100, 10**6)},"
        f"{chance.randint(10**5, 10**8)}\r\n" for _ in range(5000)
    )  # fmt: skip
    straight = "".join(f"{600_000 + k}\r\n" for k in range(60_000))
    assert not cut(rows, flowed=False, rows=True) and not cut(straight, flowed=False, rows=True)
    assert cut('1,"编号 36042619910\r\n1010071",x\r\n', flowed=False, rows=True)
    assert cut('1,"手机 1381234\r\n5678"\r\n', flowed=False, rows=True)
    assert not cut('x,"138"\r\n"12345678",y\r\n', flowed=False, rows=True)
    part = b"Content-Type: text/csv\r\n\r\n" + straight[:80_000].encode()
    assert rewrite(mail(part)).raw == mail(part) and not rewrite(mail(part)).doubts


@pytest.mark.parametrize("piece", [
    "<rt>", "<i hidden>", "<i style='display:none'></i>", "<!--[if x]>", "<![CDATA[", "<pre>", " <b> ", "&nbsp;", "\r\n", "1  ",
    "<!-->", ' value="&', " alt = '",
    "<!--[if", "<!-- >", "<script>", "<div hidden>", "<p style='display:none'>x", '<a ="', "<style>/*", "data:;x=",
    "<!-- --!", "<title", "<td>", "<table>", "</table>", " style='", "<i style='/*",
    "<p style='font-size:0'>", "<p style='font-size:0'></p>",
])  # fmt: skip
def test_a_page_made_to_take_hours_takes_what_its_length_asks(piece: str) -> None:
    whole = piece * (60_000 // len(piece))
    begun = time.process_time()
    markup_masked(whole + "x" + whole, lambda text: text)
    list(spaced(whole))
    list(URI.finditer(whole))
    assert time.process_time() - begun < 5


def test_a_page_is_read_once_where_all_see_the_same() -> None:
    assert len(readers(prices(True))) == 1 and len(readers("<!--[if mso]><p hidden >")) == 3
