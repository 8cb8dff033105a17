"""Names and addresses written as escapes: under stars by both ways a text goes, found by ``check`` before and not after."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.fast.escapes import first_of
from zhengan.masking.formats import escaped, small
from zhengan.masking.formats import text as formats
from zhengan.masking.plain.find import find
from zhengan.masking.plain.stars import mask as starred
from zhengan.masking.run import mask

ADDRESS = "北京市朝阳区建国路88号3栋501室"


def unicode(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text)


def entities(text: str) -> str:
    return "".join(char if char.isascii() else f"&#{ord(char)};" for char in text)


def hexes(text: str) -> str:
    return "".join(char if char.isascii() else f"&#x{ord(char):X};" for char in text)


SPELLINGS = (unicode, entities, hexes, quote)
PERSONAL = ("客户张伟来电", f"住址：{ADDRESS}", '{"custName":"欧阳修远","tel":"x"}', "姓名=王芳&x=1", "联系人：买买提·艾力")
HARMLESS = ("公司公告：股东大会决议通过", "上海证券交易所", "方面高度金融周五", "备注")


def reference(text: bytes) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.kind) for one in find(text)]


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("text", PERSONAL)
def test_what_escapes_say_is_masked_as_it_would_be_plain(spelt: object, text: str) -> None:
    raw = spelt(text).encode()  # type: ignore[operator]
    out, counts = escaped.starred(raw, reference)
    assert len(out) == len(raw) and sum(counts.values()) == 1
    chars, _ = escaped.read(out, 0, len(out))
    assert "".join(chars).replace("＊", "") == starred(text.encode()).decode().replace("＊", "").replace("*", "")
    assert escaped.starred(out, reference) == (out, {})


@pytest.mark.parametrize("spelt", SPELLINGS)
@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_nobodys_stays(spelt: object, text: str) -> None:
    raw = spelt(text).encode()  # type: ignore[operator]
    assert escaped.starred(raw, reference) == (raw, {})


def test_what_is_no_escape_or_broken_stays_and_ends() -> None:
    rng = random.Random(7)
    parts = [b"\\u", b"\\u5f20", b"%E5%BC", b"%E5%BC%A0", b"&#24352;", b"&#", b";", b"\xff", b"\xe5", "客户".encode(), b"\n",
             b"%41", b"\\ud83d", b"&#x110000;", b"&#0;", b"\\u0000", b"1", b"\\\\u4f1f"]  # fmt: skip
    for _ in range(400):
        raw = b"".join(rng.choices(parts, k=rng.randint(0, 12)))
        out, _ = escaped.starred(raw, reference)
        assert len(out) == len(raw)
        assert all(a == b for a, b in zip(raw, out, strict=True) if b != 42 and b < 0x80 and a < 0x80)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_both_ways_a_text_goes_and_check(tmp_path: Path, encoding: str) -> None:
    lines = [spelt(text) for spelt in SPELLINGS for text in (*PERSONAL, *HARMLESS)] + ["客户李娜，备注\\u5907\\u6ce8", "无"]
    source = tmp_path / "in.log"
    source.write_bytes("\n".join(lines).encode(encoding))
    before = check(source)
    assert before.counts["name"] >= 4 * len(SPELLINGS) and before.counts["address"] >= len(SPELLINGS)
    one, other = tmp_path / "one.log", tmp_path / "other.log"
    by_small = small.mask(source, one, encoding=encoding)
    by_kernels = formats.mask(source, other, policy.builtin(), encoding=encoding)
    assert one.read_bytes() == other.read_bytes() and by_small.kinds == by_kernels.kinds
    assert by_small.kinds["name"]["values"] == 4 * len(SPELLINGS) + 1
    assert check(one).clean


def test_a_kind_that_a_policy_leaves_is_left(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\nkinds: {name: {operator: leave}}\n', encoding="utf-8")
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text(f"{unicode('客户张伟')}\n{unicode('住址：' + ADDRESS)}\n", encoding="utf-8")
    result = formats.mask(source, target, policy.load(tmp_path / "p.yaml", {}), encoding="utf-8")
    assert set(result.kinds) == {"address"}
    assert target.read_text("utf-8").startswith(unicode("客户张伟"))


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
    assert out.read_text("utf-8") == write([escaped.starred(one.encode(), reference)[0].decode() for one in cells])
    assert check(out).clean


def test_a_column_with_a_rule_of_its_own_keeps_to_it(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns: {甲: {operator: leave}}\n', encoding="utf-8")
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    said = quote("客户张伟来电")
    source.write_text(f"甲,乙\n{said},{said}\n", encoding="utf-8")
    assert mask(source, out, policy.load(tmp_path / "p.yaml", {})).kinds["name"]["values"] == 1
    left, masked = out.read_text("utf-8").splitlines()[1].split(",")
    assert left == said and masked == escaped.starred(said.encode(), reference)[0].decode() != said


def test_the_kernel_that_looks_for_an_escape_misses_none() -> None:
    """Where none may begin it says so, and it never passes one; what lies behind the end is not looked for."""
    rng = random.Random(11)
    parts = [b"\\u5f20", b"\\u0041", b"\\n", b"%E5%BC%A0", b"%20", b"%e9%9b%85", b"&#24352;", b"&#x5F20;", b"&amp;", b"a" * 61,
             "客".encode()]  # fmt: skip
    for _ in range(3000):
        text = b"".join(rng.choices(parts, k=rng.randint(0, 5)))
        low, high = sorted(rng.choices(range(len(text) + 1), k=2))
        buf = np.frombuffer(text + bytes(64), np.uint8)
        known = escaped.CHINESE.search(text, low, high)
        first = first_of(buf, low, high)
        assert (first < 0) <= (known is None) and (known is None or low <= first <= known.start())
        assert first < high
    plain = np.frombuffer(b"100%, a&b, C:\\users, %20&#9;\\u0020" + bytes(64), np.uint8)
    assert first_of(plain, 0, plain.size - 64) == -1
