"""Text as a stream gives what text piece by piece gives: the same bytes and counts, whatever the operators, the encoding, the
threads and the cuts; and lines of any length."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.masking_text import text
from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.digests import of_bytes
from zhengan.masking.fast.stream import SMALLEST_CHUNK
from zhengan.masking.formats import text as formats
from zhengan.masking.formats.files import Result
from zhengan.masking.suggest import suggest

KEY = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\nnames: names.txt\n'
POLICIES = {
    "numbers": 'zhengan-masking: "1"\nkinds:\n  name: {operator: leave}\n  address: {operator: leave}\n',
    "builtin": "",
    "keeps": HEAD + "on_misfit: error\nkinds:\n  mobile: {operator: keep}\n  name: {operator: keep}\n"
    "  address: {operator: keep}\n",
    "longer and shorter": HEAD + "kinds:\n  mobile: {operator: redact}\n  name: {operator: hash}\n"
    "  address: {operator: redact}\n",
    "pseudonyms": HEAD + "kinds:\n  mobile: {operator: fpe}\n  name: {operator: fake}\n  resident_id: {operator: fpe}\n"
    "  email: {operator: leave}\n  address: {operator: generalise_address}\n",
}
ADDRESSES = (
    "住址：浙江省杭州市余杭区文一西路969号3栋501室，电话13812345678",
    "客户欧阳修远先生住北京市朝阳区建国路88号，佘一行来电",
    "联系人: Zhang Wei，买买提·艾力 138-1234-5678 ａ１３９１２３４５６７８",
)
TEXT = "\n".join(f"{line}{ADDRESSES[k % 3] if k % 5 == 0 else ''}" for k, line in enumerate(text(50_000).decode().split("\n")))


def made(folder: Path, which: str) -> policy.Policy:
    if not POLICIES[which]:
        return policy.builtin()
    (folder / "names.txt").write_text("佘一行\n系统\n", "utf-8")
    (folder / "p.yaml").write_text(POLICIES[which], "utf-8")
    return policy.load(folder / "p.yaml", {}, KEY)


def pieces(source: Path, chosen: policy.Policy, encoding: str) -> tuple[bytes, Result]:
    """Each line whole, in one thread."""
    result, target = Result("text", encoding), source.with_name("pieces.txt")
    with target.open("wb", buffering=0) as out:
        formats.by_pieces(source, out, chosen, result, lambda size: None)
    return target.read_bytes(), result


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("which", POLICIES)
@pytest.mark.parametrize("form", ["lines", "one line", "a long line among others"])
def test_side_by_side(tmp_path: Path, form: str, which: str, encoding: str, threads: int) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    chosen = made(tmp_path, which)
    long = TEXT.replace("\n", "　")
    whole = {"lines": TEXT, "one line": long, "a long line among others": TEXT[:9000] + long}[form]
    source.write_bytes(whole.encode(encoding))
    expected, wanted = pieces(source, chosen, encoding)
    told: list[int] = []
    for chunk in (SMALLEST_CHUNK, 3 * SMALLEST_CHUNK + 1):
        result = formats.mask(
            source, target, chosen, encoding=encoding, force=True, threads=threads, chunk=chunk, progress=told.append
        )
        assert target.read_bytes() == expected
        assert result == wanted
        assert result.after == of_bytes(expected)
    assert sum(told) == 2 * source.stat().st_size
    assert expected != whole.encode(encoding) and len(wanted.kinds) >= 5


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_default_stars_are_the_same_by_whatever_policy(tmp_path: Path, encoding: str) -> None:
    """A list of names adds what no rule finds; the rest is the built-in policy's, to the byte."""
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_bytes(TEXT.replace("系统", "").encode(encoding))
    usual = formats.mask(source, target, policy.builtin(), encoding=encoding)
    expected = target.read_text(encoding)
    keeps = formats.mask(source, target, made(tmp_path, "keeps"), encoding=encoding, force=True)
    assert target.read_text(encoding) == expected.replace("佘一行", "佘＊＊") != expected
    more = keeps.kinds["name"]["values"] - usual.kinds["name"]["values"]
    assert more == expected.count("佘一行") > 0
    assert {**keeps.kinds, "name": 0} == {**usual.kinds, "name": 0}


@pytest.mark.parametrize("filler", ["。", "张伟", "0", "北京市朝阳区建国路88号3栋", "客户张", " ", "1 3 8"])
def test_wherever_the_cuts_of_a_long_line_fall(tmp_path: Path, filler: str) -> None:
    """Values that come at every distance from the cuts, in a line of several chunks."""
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    value = "，客户李小明住浙江省杭州市余杭区文一西路969号3栋501室13812345678，a@b.cn欧阳修远先生"
    for shift in range(0, 160, 7):
        line = "x" * shift + (value + filler * 3) * 160
        source.write_bytes(line.encode())
        expected, wanted = pieces(source, policy.builtin(), "utf-8")
        result = formats.mask(source, target, policy.builtin(), encoding="utf-8", force=True, chunk=SMALLEST_CHUNK)
        assert target.read_bytes() == expected
        assert result.kinds == wanted.kinds


def test_bytes_that_are_no_gb18030_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    for data in ("客户".encode("gb18030") + b"\xff13812345678\n", "客户".encode("gb18030")[:-1], TEXT.encode()):
        source.write_bytes(data)
        with pytest.raises(Problem) as refused:
            formats.mask(source, target, policy.builtin(), encoding="gb18030", chunk=SMALLEST_CHUNK)
        assert refused.value.code == "masking-encoding"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt"]


def test_a_value_that_fits_no_operator_stops_the_run_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        'zhengan-masking: "1"\nkey: once\non_misfit: error\nkinds:\n  address: {operator: generalise_address}\n', "utf-8"
    )
    chosen = policy.load(tmp_path / "p.yaml", {}, KEY)
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text("寄到建设路88号3栋2单元501室\n" * 2000, "utf-8")
    with pytest.raises(Problem):
        formats.mask(source, target, chosen, encoding="utf-8", threads=2, chunk=SMALLEST_CHUNK)
    assert not target.exists() and len(list(tmp_path.iterdir())) == 2


def test_own_patterns_see_their_line_whole(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\npatterns:\n  - {name: tail, regex: "工号x+y"}\n', "utf-8")
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text("工号" + "x" * 50_000 + "y", "utf-8")
    formats.mask(source, target, policy.load(tmp_path / "p.yaml", {}, KEY), encoding="utf-8", chunk=SMALLEST_CHUNK)
    assert target.read_text("utf-8") == "[已脱敏]"


def test_numbers_broken_over_line_ends_have_the_pseudonyms_of_whole_ones(tmp_path: Path) -> None:
    kinds = "kinds:\n  bank_card: {operator: fpe}\n  resident_id: {operator: fpe}\n"
    (tmp_path / "p.yaml").write_text(f'zhengan-masking: "1"\nkey: once\n{kinds}', "utf-8")
    chosen = policy.load(tmp_path / "p.yaml", {}, KEY)
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    card, person = "卡号 6222 0212\n3456 7890 128\n", "证 3604261991\r\n  01010071，\n"
    source.write_bytes(f"卡号 6222021234567890128\n{card}证 360426199101010071，\n{person}".encode())
    told = Result("text", "utf-8")
    with target.open("wb", buffering=0) as out:
        formats.by_pieces(source, out, chosen, told, lambda size: None)
    pieces = target.read_bytes()
    target.unlink()
    formats.mask(source, target, chosen, encoding="utf-8", chunk=SMALLEST_CHUNK)
    lines = target.read_bytes().decode().split("\n")
    card, broken = lines[0].removeprefix("卡号 "), (lines[1] + lines[2]).removeprefix("卡号 ")
    assert pieces == target.read_bytes() and card == broken.replace(" ", "") != "6222021234567890128"
    assert [len(line) for line in lines[1:3]] == [12, 13] and lines[4].endswith("\r") and lines[5].startswith("  ")
    assert lines[3].strip("证 ，") == (lines[4] + lines[5]).replace("\r  ", "").strip("证 ，") != "360426199101010071"


@pytest.mark.parametrize("operator", ["fpe", "hash", "fake"])
def test_a_fixed_line_has_one_pseudonym_with_an_extension_and_without(tmp_path: Path, operator: str) -> None:
    (tmp_path / "p.yaml").write_text(f'zhengan-masking: "1"\nkey: once\nkinds: {{landline: {{operator: {operator}}}}}\n', "utf-8")
    chosen = policy.load(tmp_path / "p.yaml", {}, KEY)
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    behind = ["", "转801", " 转分机8012", "-12", " ext. 33"]
    source.write_text("".join(f"座机 0755-82345678{one}\n" for one in behind) + "电话 0755-8234-5678\n", "utf-8")
    told = formats.mask(source, target, chosen, encoding="utf-8", chunk=SMALLEST_CHUNK)
    *lines, grouped = target.read_text("utf-8").splitlines()
    number = lines[0]
    assert "82345678" not in number and lines == [number + one for one in behind] and "5678" not in grouped
    assert told.kinds["landline"]["values"] == 6 and told.kinds["landline"]["misfits"] == 0


def test_no_policy_is_suggested_for_a_text_and_a_table_that_is_called_one_is_told_of(tmp_path: Path) -> None:
    for held, why in (("客户张伟来电\n", ""), ("姓名\t手机\n张伟\t13812345678\n", "--format csv")):
        (tmp_path / "a.txt").write_text(held, encoding="utf-8")
        with pytest.raises(Problem, match="文字没有列") as problem:
            suggest(tmp_path / "a.txt")
        assert why in problem.value.why and bool(why) == bool(problem.value.why)
