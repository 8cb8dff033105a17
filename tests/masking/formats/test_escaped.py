"""Names and addresses written as escapes: masked by every way a text goes, found by ``check`` before and not after."""

from __future__ import annotations

import html
import json
import logging
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from zhengan.masking import bench, message, policy
from zhengan.masking import mask as mask_any
from zhengan.masking.check import check
from zhengan.masking.explain import explain
from zhengan.masking.formats import small
from zhengan.masking.formats import text as formats
from zhengan.masking.logfilter import MaskingFilter
from zhengan.masking.plain.find import find
from zhengan.masking.plain.stars import mask as starred
from zhengan.masking.run import mask

ADDRESS = "北京市朝阳区建国路88号3栋501室"
ONCE = sha256(b"once").digest()


def unicode(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text)


def entities(text: str) -> str:
    return "".join(char if char.isascii() else f"&#{ord(char)};" for char in text)


def hexes(text: str) -> str:
    return "".join(char if char.isascii() else f"&#x{ord(char):X};" for char in text)


def read(text: str) -> str:
    """What any of them says."""
    return html.unescape(unquote(json.loads('"' + text.replace('"', '\\"') + '"')))


SPELLINGS = (unicode, entities, hexes, quote)
PERSONAL = ("客户张伟来电", f"住址：{ADDRESS}", '{"custName":"欧阳修远","t":"x"}', "姓名=王芳&x=1", "联系人：买买提·艾力")
HARMLESS = ("公司公告：股东大会决议通过", "上海证券交易所", "方面高度金融周五", "备注")


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("text", PERSONAL)
def test_what_escapes_say_is_masked_as_it_would_be_plain(spelt: Callable[[str], str], text: str) -> None:
    raw = spelt(text).encode()
    out = starred(raw)
    assert len(out) == len(raw) and len(find(raw)) == 1
    assert read(out.decode()) == starred(text.encode()).decode()
    assert starred(out) == out and find(out) == []
    assert mask_any(raw) == out


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_nobodys_stays(spelt: Callable[[str], str], text: str) -> None:
    raw = spelt(text).encode()
    assert starred(raw) == raw


@pytest.mark.parametrize(("raw", "masked"), [
    (r'{"name":"\u5f20\u4f1f"}', r'{"name":"\u5f20\uff0a"}'),
    (r'{"name":"\u5F20\u4F1F"}', r'{"name":"\u5F20\uFF0A"}'),
    (r'{"m":"{\"name\":\"\\u5f20\\u4f1f\"}"}', r'{"m":"{\"name\":\"\\u5f20\\uff0a\"}"}'),
    ("/q?name=%E5%BC%A0%E4%BC%9F&x=1", "/q?name=%E5%BC%A0%EF%BC%8A&x=1"),
    ("/q?name%3D%e5%bc%a0%e4%bc%9f&x=1", "/q?name%3D%e5%bc%a0%ef%bc%8a&x=1"),
    ("GET /q?addr=" + quote("北京市朝阳区建国路88号") + " 200",
     "GET /q?addr=" + quote("北京市朝阳区＊＊＊**＊", safe="*") + " 200"),
    ("X-Real-Name: %E6%AC%A7%E9%98%B3%E4%BF%AE", "X-Real-Name: %E6%AC%A7%E9%98%B3%EF%BC%8A"),
    (r'"X-Real-Name: \xE5\xBC\xA0\xE4\xBC\x9F"', r'"X-Real-Name: \xE5\xBC\xA0\xEF\xBC\x8A"'),
    (r"name=b'\\xe5\\xbc\\xa0\\xe4\\xbc\\x9f'", r"name=b'\\xe5\\xbc\\xa0\\xef\\xbc\\x8a'"),
    ("<name>&#24352;&#20255;</name>", "<name>&#24352;&#65290;</name>"),
    ("<name>&#x5F20;&#x4F1F;</name>", "<name>&#x5F20;&#xFF0A;</name>"),
    ("<name>&#x5f20;&#x04f1f;</name>", "<name>&#x5f20;&#x0ff0a;</name>"),
    ("<name>张&#20255;</name>", "<name>张&#65290;</name>"),
    ("<name>&#24352;伟</name>", "<name>&#24352;＊</name>"),
    (r"客户\u4e70\u4e70\u63d0\u00b7艾力", r"客户\u4e70\uff0a\uff0a\u00b7＊＊"),
    (r"住\u5317\u4eac\u5e02\u671d\u9633\u533a\u5efa\u56fd\u8def\u0038%38号",
     r"住\u5317\u4eac\u5e02\u671d\u9633\u533a\uff0a\uff0a\uff0a\u002a%2A＊"),
])  # fmt: skip
def test_stars_keep_the_form(raw: str, masked: str) -> None:
    assert starred(raw.encode()).decode() == masked
    assert starred(masked.encode()).decode() == masked


def test_what_is_no_escape_or_broken_stays_and_ends() -> None:
    rng = random.Random(7)
    parts = [b"\\u", b"\\u5f20", b"%E5%BC", b"%E5%BC%A0", b"&#24352;", b"&#", b";", b"\xff", b"\xe5", "客户".encode(), b"\n",
             b"%41", b"\\ud83d", b"&#x110000;", b"&#0;", b"\\u0000", b"1", b"\\\\u4f1f"]  # fmt: skip
    for _ in range(400):
        raw = b"".join(rng.choices(parts, k=rng.randint(0, 12)))
        out = starred(raw)
        assert len(out) == len(raw)
        assert sorted(out.translate(None, b"0123456789abcdefABCDEF*")) == sorted(raw.translate(None, b"0123456789abcdefABCDEF*"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_both_ways_a_text_goes_and_check(tmp_path: Path, encoding: str) -> None:
    lines = [spelt(text) for spelt in SPELLINGS for text in (*PERSONAL, *HARMLESS)] + ["客户李娜，备注\\u5907\\u6ce8", "无"]
    source = tmp_path / "in.log"
    source.write_bytes("\n".join(lines).encode(encoding))
    before = check(source)
    assert before.counts["name"] == 4 * len(SPELLINGS) + 1 and before.counts["address"] == len(SPELLINGS)
    one, other = tmp_path / "one.log", tmp_path / "other.log"
    by_small = small.mask(source, one, encoding=encoding)
    by_kernels = formats.mask(source, other, policy.builtin(), encoding=encoding)
    assert one.read_bytes() == other.read_bytes() and by_small.kinds == by_kernels.kinds
    assert by_small.kinds["name"]["values"] == 4 * len(SPELLINGS) + 1
    assert one.read_bytes().decode(encoding).encode() == starred("\n".join(lines).encode())
    assert check(one).clean


def test_a_kind_that_a_policy_leaves_is_left(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\nkinds: {name: {operator: leave}}\n', encoding="utf-8")
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text(f"{unicode('客户张伟')}\n{unicode('住址：' + ADDRESS)}\n", encoding="utf-8")
    result = formats.mask(source, target, policy.load(tmp_path / "p.yaml", {}), encoding="utf-8")
    assert set(result.kinds) == {"address"}
    assert target.read_text("utf-8").startswith(unicode("客户张伟"))


@pytest.mark.parametrize("operator", ["hash", "fake", "redact"])
@pytest.mark.parametrize("spelt", [*SPELLINGS, lambda text: unicode(unicode(text).replace("\\", "\\\\"))])
def test_operators_read_what_escapes_say_and_write_escapes(operator: str, spelt: Callable[[str], str], tmp_path: Path) -> None:
    """A pseudonym is that of the same name in clear, and stands in the same escapes."""
    said = f'zhengan-masking: "1"\nkey: once\nkinds: {{name: {{operator: {operator}}}, address: {{operator: {operator}}}}}\n'
    (tmp_path / "p.yaml").write_text(said, encoding="utf-8")
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text(f"客户张伟来电\n{spelt('客户张伟来电')}\n客户张伟来电\n", encoding="utf-8")
    result = formats.mask(source, target, policy.load(tmp_path / "p.yaml", {}, ONCE), encoding="utf-8")
    assert result.kinds["name"]["values"] == 3
    clear, escaped, again = target.read_text("utf-8").splitlines()
    assert clear == again != "客户张伟来电"
    assert read(escaped.replace("\\\\", "\\")) == clear
    assert escaped.isascii()


def in_csv(cells: list[str]) -> str:
    return "编号,备注,号\n" + "".join(f'{k},"{one}",{k}\n' for k, one in enumerate(c.replace('"', '""') for c in cells))


def in_sql(cells: list[str]) -> str:
    quoted = (one.replace("\\", "\\\\").replace("'", "''").replace('"', '\\"') for one in cells)
    return "".join(f"INSERT INTO `c` (`id`, `memo`) VALUES ({k}, '{one}');\n" for k, one in enumerate(quoted))


def in_ndjson(cells: list[str]) -> str:
    return "".join(json.dumps({"memo": one}, ensure_ascii=False) + "\n" for one in cells)


@pytest.mark.parametrize(("name", "write"), [("a.csv", in_csv), ("a.sql", in_sql), ("a.ndjson", in_ndjson)])
def test_cells_and_strings(name: str, write: Callable[[list[str]], str], tmp_path: Path) -> None:
    """As in a text, and what is written around them stays."""
    cells = [spelt(text) for spelt in SPELLINGS for text in (*PERSONAL, *HARMLESS)]
    source, out = tmp_path / name, tmp_path / f"out-{name}"
    source.write_text(write(cells), encoding="utf-8")
    before = check(source)
    assert before.counts["name"] == 4 * len(SPELLINGS) and before.counts["address"] == len(SPELLINGS)
    result = mask(source, out, policy.builtin())
    assert {kind: one["values"] for kind, one in result.kinds.items()} == before.counts
    assert out.read_text("utf-8") == write([starred(one.encode()).decode() for one in cells])
    assert check(out).clean


@pytest.mark.parametrize(("name", "write"), [("a.csv", in_csv), ("a.sql", in_sql), ("a.ndjson", in_ndjson)])
def test_cells_and_strings_of_other_lengths(name: str, write: Callable[[list[str]], str], tmp_path: Path) -> None:
    said = 'zhengan-masking: "1"\nkey: once\nkinds: {name: {operator: hash}}\n'
    (tmp_path / "p.yaml").write_text(said, encoding="utf-8")
    cells = [spelt("客户张伟来电，客户李娜说") for spelt in SPELLINGS]
    source, out = tmp_path / name, tmp_path / f"out-{name}"
    source.write_text(write(["客户张伟来电，客户李娜说", *cells]), encoding="utf-8")
    mask(source, out, policy.load(tmp_path / "p.yaml", {}, ONCE))
    clear = next(one for one in out.read_text("utf-8").splitlines() if "来电" in one)
    pseudonym = clear.split("客户")[1].split("来电")[0]
    assert out.read_text("utf-8").count(pseudonym) == len(cells) + 1


def test_a_column_with_a_rule_of_its_own_keeps_to_it(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns: {甲: {operator: leave}}\n', encoding="utf-8")
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    said = quote("客户张伟来电")
    source.write_text(f"甲,乙\n{said},{said}\n", encoding="utf-8")
    assert mask(source, out, policy.load(tmp_path / "p.yaml", {})).kinds["name"]["values"] == 1
    left, masked = out.read_text("utf-8").splitlines()[1].split(",")
    assert left == said and masked == starred(said.encode()).decode() != said


def test_a_line_longer_than_a_chunk(tmp_path: Path) -> None:
    """Read in pieces, it gives what it gives uncut."""
    parts = [spelt(text) for spelt in SPELLINGS for text in PERSONAL]
    random.Random(5).shuffle(parts)
    source, out = tmp_path / "in.log", tmp_path / "out.log"
    for gap in ("，", "，" + "x" * 61):
        line = gap.join(parts * 40)
        source.write_text(f"无\n{line}\n客户张伟来电\n", encoding="utf-8")
        formats.mask(source, out, policy.builtin(), encoding="utf-8", chunk=1 << 13, force=True)
        assert out.read_bytes() == starred(source.read_bytes())


@pytest.mark.parametrize("spelt", SPELLINGS)
def test_messages_the_bench_the_filter_and_explain(spelt: Callable[[str], str]) -> None:
    text = spelt("客户张伟来电")
    masked = starred(text.encode()).decode()
    assert message.mask_message(text).text == masked != text
    assert bench.trial(text).masked == bench.trial(text, "file").masked == masked
    record = logging.LogRecord("n", logging.INFO, "", 1, "%s", (text,), None)
    assert MaskingFilter().filter(record) and record.getMessage() == masked
    told = explain(text)
    assert [one["kind"] for one in told] == ["name"] and read(told[0]["masked"]) == "张＊"


LABELLED = ("资金账号：88012345", '{"手机": "65881234"}', "资金账号=10020001&x=1",
            '{"姓名": "Anna Lee"}')  # fmt: skip


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("text", LABELLED)
def test_labels_in_escapes_say_what_numbers_are(spelt: Callable[[str], str], text: str, tmp_path: Path) -> None:
    """As ``json.dumps`` writes a log: the account is masked as it is behind the label in Chinese, in a text and in a file."""
    raw = spelt(text).encode()
    found = [read(raw[one.start : one.end].decode()) for one in find(raw)]
    assert found == [text.encode()[one.start : one.end].decode() for one in find(text.encode())] and len(found) == 1
    source, target = tmp_path / "app.log", tmp_path / "masked.log"
    source.write_bytes(b"started\n" + raw + b"\nended\n")
    mask(source, target, policy.builtin())
    assert target.read_bytes() == b"started\n" + starred(raw) + b"\nended\n" != source.read_bytes()
    assert starred(starred(raw)) == starred(raw)


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("text", ["成交数量：88012345", "备注 65881234", "版本号：20261101"])
def test_labels_in_escapes_of_what_is_nobodys_say_nothing(spelt: Callable[[str], str], text: str) -> None:
    assert find(spelt(text).encode()) == []
