"""CSV: chosen fields change, every other byte stays; what is misaligned or missing is refused and leaves no file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.formats.csv import table
from zhengan.masking.run import mask

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
POLICY = """zhengan-masking: "1"
key: once
rest: leave
columns:
  姓名: {kind: name}
  证件: {kind: resident_id, operator: fpe}
  手机: {kind: mobile}
  标签: {operator: redact, label: '说"密",'}
"""
TEXT = (
    "\ufeff编号,姓名,证件,手机,标签,备注\r\n"
    '1,张伟,360426199101010071,13812345678,x,"说""好""\r\n再见"\r\n'
    '2,"欧阳修远",11010519491231002X,"13912345678","y",\r\n'
    "\r\n"
    "3,,abc,,,末"
)


def run(folder: Path, raw: bytes, encoding: str = "utf-8", **options: bool) -> tuple[bytes, files.Result]:
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "in.csv").write_bytes(raw)
    made = policy.load(folder / "policy.yaml", {}, ONCE)
    result = table.mask(folder / "in.csv", folder / "out.csv", made, encoding=encoding, force=True, **options)
    return (folder / "out.csv").read_bytes(), result


def test_chosen_fields_and_nothing_else(tmp_path: Path) -> None:
    out, result = run(tmp_path, TEXT.encode())
    text = out.decode()
    assert text.startswith("\ufeff编号,姓名,证件,手机,标签,备注\r\n1,张＊,")
    assert ',138****5678,"说""密"",","说""好""\r\n再见"\r\n' in text
    assert '\r\n2,"欧阳＊＊",' in text and ',"139****5678","说""密"",",\r\n' in text
    assert text.endswith("\r\n\r\n3,,***,,,末")
    assert result.rows == 3
    assert result.columns["证件"] == {"operator": "fpe", "kind": "resident_id", "values": 3, "misfits": 1}


def test_gb18030_gives_the_same(tmp_path: Path) -> None:
    text = TEXT.removeprefix("\ufeff")
    plain, _ = run(tmp_path, text.encode())
    assert run(tmp_path, text.encode("gb18030"), "gb18030")[0].decode("gb18030") == plain.decode()


def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = TEXT + "\r\n" + "".join(f'{k},王{"伟" * (k % 3)},{k},1391234{k:04},"a,""\n{k}",\r\n' for k in range(300))
    whole, _ = run(tmp_path, body.encode())
    for size in (256, 509, 1024, 4099):
        monkeypatch.setattr(files, "CHUNK", size)
        assert run(tmp_path, body.encode())[0] == whole
    before, after = (list(csv.reader(text.splitlines(keepends=True))) for text in (body, whole.decode()))
    assert [row[0::5] for row in before] == [row[0::5] for row in after]


@pytest.mark.parametrize("many", [1, 20_000, 200_000])
@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("quote", ["", '"'])
def test_lines_that_end_with_a_return_are_refused_as_such(tmp_path: Path, many: int, header: bool, quote: str) -> None:
    (tmp_path / "a.csv").write_bytes(("客户姓名,资金账号\r" + f"{quote}玉罕囡{quote},88012345\r" * many).encode())
    with pytest.raises(Problem, match="CR（回车）"):
        table.mask(tmp_path / "a.csv", tmp_path / "o.csv", policy.builtin(), encoding="utf-8", header=header)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("编号,姓名,证件,手机,标签,备注\n1,张伟,2,3\n", "第 2 行：第 1 条记录的列数与表头不同"),
        ('编号,姓名,证件,手机,标签,备注\n1,"张伟,2,3,4,5\n', "引号"),
        ('编号,姓名,证件,手机,标签,备注\n1,张伟,2,3,4,5\n1,"张"伟,2,3,4,5\n', "第 3 行：第 2 条记录的引号之后还有文字"),
        ('编号,姓名,证件,手机,标签,备注\r\n1,"","2"3,3,4,5\r\n', "第 2 行：第 1 条记录的引号之后还有文字"),
        ("编号,姓名,证件,标签,备注\n1,2,3,4,5\n", "手机"),
    ],
)
def test_what_would_pass_unmasked_is_refused(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(Problem, match=word):
        run(tmp_path, text.encode())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "policy.yaml"]


@pytest.mark.parametrize("broken", [b"\xe4\xbc", b"\xff"])
def test_bytes_that_are_no_characters_are_a_problem(tmp_path: Path, broken: bytes) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes("编号,姓名\n1,张".encode() + broken + b"\n")
    with pytest.raises(Problem, match="UTF-8"):
        table.mask(source, target, policy.builtin(), encoding="utf-8")
    assert not target.exists()


def test_an_output_that_exists_and_the_source_itself_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("姓名\n张伟\n", encoding="utf-8")
    (tmp_path / "old.csv").write_text("旧", encoding="utf-8")
    for target in ("old.csv", "in.csv"):
        with pytest.raises(Problem):
            table.mask(tmp_path / "in.csv", tmp_path / target, policy.builtin(), encoding="utf-8")
    assert (tmp_path / "old.csv").read_text("utf-8") == "旧" and "张伟" in (tmp_path / "in.csv").read_text("utf-8")


def test_two_tables_still_join(tmp_path: Path) -> None:
    ids = ["360426199101010071", "120103198806018241", "11010519491231002X"]
    head, made = "编号,姓名,证件,手机,标签,备注\n", []
    for order in (ids, ids[::-1] + ids[:1]):
        out, _ = run(tmp_path, (head + "".join(f"1,张伟,{one},,,\n" for one in order)).encode())
        made.append([row["证件"] for row in csv.DictReader(out.decode().splitlines())])
    assert len([1 for a in made[0] for b in made[1] if a == b]) == 4
    assert not set(made[0]) & set(ids)


HEADERS = ["姓名,手机", "姓名", "\ufeff姓名,手机", "a,b", "姓名,手机\n", "姓名,手机\r\n\r\n", '"姓名","手机"']


@pytest.mark.parametrize("text", HEADERS)
def test_a_header_and_nothing_else_stays(tmp_path: Path, text: str) -> None:
    """Also without a line end."""
    path, out = tmp_path / "a.csv", tmp_path / "o.csv"
    path.write_bytes(text.encode())
    assert mask(path, out, policy.builtin()).rows == 0
    assert out.read_bytes() == path.read_bytes() and check(out).clean
