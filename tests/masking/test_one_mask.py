"""An address has one default mask, wherever it stands: in a text, a cell, an object, a dump, a message or a small file."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from tests.masking.corpus import people
from tests.masking.corpus.build import corpus
from tests.masking.corpus.firm import People
from zhengan.masking import policy
from zhengan.masking.default_masks import StarAddress, StarName
from zhengan.masking.formats import small, text
from zhengan.masking.message import mask_message
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find
from zhengan.masking.run import mask
from zhengan.masking.spans import Found

LABEL = "住址："
PIECES = """
中国 北京 浙江省 内蒙古自治区 杭州市 恩施州 自治州 余杭区 小区 光山县 县 市 区 镇 路 1 村 （ 香港特别行政区 a 锡林郭勒盟 地区 社区
旗 红 花园 大道 市场 县长江路 新区 城市 超 道 庄 é 😀 翠苑 中山 公园 二 南 东 彭水苗族土家族自治县 某某 那 经理 州 · * ＊
"""


def expected(value: str, kind: str = "address") -> str:
    """By the reference."""
    raw = value.encode()
    return stars.masked(raw, Found(0, len(raw), kind)).decode()


@pytest.fixture(scope="module")
def addresses() -> list[str]:
    """Those of the corpus, and some thousands more."""
    rng, seen, held = Random(218), People(False), People(True)
    makers = (people.address, people.local, seen.address, held.address, seen.local, held.local)
    found = {make(rng) for make in makers for _ in range(600)}
    for half in (False, True):
        for one in corpus(20230501, 6, half):
            found |= {one.data[label.start : label.end].decode() for label in one.labels if label.kind == "address"}
    return sorted(one for one in found if not set(one) & set("\"'\\,\n"))


def whole(addresses: list[str], masked: list[str]) -> None:
    """Each line is a label and the mask of its address, save the few whose end the rules see elsewhere."""
    label, otherwise = len(LABEL.encode()), 0
    for one, line in zip(addresses, masked, strict=True):
        if line != LABEL + expected(one):
            otherwise += 1
            spans = [(found.start, found.end) for found in find((LABEL + one).encode())]
            assert (label, label + len(one.encode())) not in spans, one
    assert otherwise < 0.03 * len(addresses)


def test_columns(addresses: list[str], tmp_path: Path) -> None:
    assert len(addresses) > 3000
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("编号,住址\n" + "".join(f"{k},{one}\n" for k, one in enumerate(addresses)), "utf-8")
    mask(source, out, policy.builtin())
    with out.open(encoding="utf-8", newline="") as file:
        assert [row[1] for row in csv.reader(file)][1:] == [expected(one) for one in addresses]


def test_objects(addresses: list[str], tmp_path: Path) -> None:
    source, out = tmp_path / "in.ndjson", tmp_path / "out.ndjson"
    lines = (json.dumps({"address": one}, ensure_ascii=k % 2 > 0) for k, one in enumerate(addresses))
    source.write_text("\n".join(lines), "utf-8")
    mask(source, out, policy.builtin())
    assert [json.loads(line)["address"] for line in out.read_text("utf-8").splitlines()] == [expected(one) for one in addresses]


def test_dumps(addresses: list[str], tmp_path: Path) -> None:
    source, out = tmp_path / "in.sql", tmp_path / "out.sql"
    head = "INSERT INTO `c` (`id`, `addr`) VALUES (1, '"
    source.write_text("".join(f"{head}{one}');\n" for one in addresses), "utf-8")
    mask(source, out, policy.builtin(), told="mysql")
    assert [line[len(head) : -3] for line in out.read_text("utf-8").splitlines()] == [expected(one) for one in addresses]


def test_texts_large_and_small(addresses: list[str], tmp_path: Path) -> None:
    source, out, other = tmp_path / "in.txt", tmp_path / "out.txt", tmp_path / "small.txt"
    source.write_text("".join(f"{LABEL}{one}\n" for one in addresses), "utf-8")
    text.mask(source, out, policy.builtin(), encoding="utf-8")
    small.mask(source, other, encoding="utf-8")
    assert out.read_bytes() == other.read_bytes()
    whole(addresses, out.read_text("utf-8").splitlines())


def test_messages(addresses: list[str]) -> None:
    some = addresses[::4]
    whole(some, [mask_message(LABEL + one).text for one in some])


@pytest.mark.parametrize(("kind", "operator"), [("address", StarAddress()), ("name", StarName())])
def test_columns_as_the_reference(kind: str, operator: StarAddress | StarName) -> None:
    """Of any text: units in odd places, characters of one to four bytes, spaces and dots."""
    rng, pieces = Random(35), [*PIECES.split(), " ", "\u3000", "欧阳", "张"]
    values = ["".join(rng.choices(pieces, k=rng.randint(0, 9))) for _ in range(20_000)]
    assert operator.column(pa.array(values, pa.string())).values.to_pylist() == [expected(one, kind) for one in values]
