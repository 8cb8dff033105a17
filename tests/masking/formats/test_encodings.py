"""A file in no encoding that is known is refused, never read in a wrong one: read so, every name and address would pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats.encodings import SAMPLE, encoding_of, read_as
from zhengan.masking.reading import Reading, unlike
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

ROW = "张伟,13812345678,浙江省杭州市余杭区示例路756号6幢581室,x\r\n"
HEAD = "姓名,手机,地址,备注\r\n"
SPOILT = [b"\xd5", b"\xff", b"\x80"]


def spoilt(encoding: str, bad: bytes, rows: int = 20) -> bytes:
    """A table with one place that is no text after so many rows."""
    row = ROW.encode(encoding)
    return HEAD.encode(encoding) + row * rows + row.replace(b"x\r", bad + b"\r") + row * 5


@pytest.mark.parametrize("bad", SPOILT)
@pytest.mark.parametrize("name", ["a.csv", "a.log"])
def test_gb18030_with_a_spoilt_byte_is_refused_and_its_place_named(tmp_path: Path, bad: bytes, name: str) -> None:
    path, out = tmp_path / name, tmp_path / f"out.{name}"
    path.write_bytes(spoilt("gb18030", bad))
    place = f"{path.read_bytes().index(bad + bytes([13, 10])) + 1:,}"
    for refused in (lambda: mask(path, out, policy.builtin()), lambda: check(path)):
        with pytest.raises(Problem, match="GB18030") as problem:
            refused()
        assert problem.value.code == "masking-encoding" and place in problem.value.what
        assert "修复" in problem.value.do
    with pytest.raises(Problem, match=place):  # where it is said to be GB18030, too
        mask(path, out, policy.builtin(), encoding="gb18030", told="csv")
    assert not out.exists()


@pytest.mark.parametrize("bad", SPOILT)
def test_utf8_with_a_spoilt_byte_is_masked_and_that_is_said(tmp_path: Path, bad: bytes) -> None:
    """Also where the whole would read as GB18030, with other characters throughout."""
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_bytes(spoilt("utf-8", bad))
    result = mask(path, out, policy.builtin())
    assert result.encoding == "utf-8" and b"13812345678" not in out.read_bytes()
    assert "张伟".encode() not in out.read_bytes() and "余杭区示例路756号6幢581室".encode() not in out.read_bytes()
    place = path.read_bytes().index(bad + b"\r\n") + 1
    for notes in (result.notes, check(path).notes, mask(path, out, policy.builtin(), encoding="utf-8", force=True).notes):
        assert any(f"第一处是第 {place:,} 个字节" in str(note) for note in notes)


def test_a_mixture_and_other_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    for data in (ROW.encode() * 9 + ROW.encode("gb18030") * 3, "café 13812345678\n".encode("latin-1"), bytes(range(1, 256)) * 9):
        path.write_bytes(data)
        with pytest.raises(Problem) as problem:
            mask(path, tmp_path / "out.log", policy.builtin())
        assert problem.value.code == "masking-encoding"


def test_a_dump_may_hold_bytes_but_no_spoilt_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    row = "-- MySQL dump\nINSERT INTO `t` (`a`) VALUES ('张伟13812345678'"
    path.write_bytes(row.encode() + b"),(_binary '\xff\xfe\xd8\xff\xe0\x81');\n")
    for notes in (mask(path, tmp_path / "o.sql", policy.builtin()).notes, check(path).notes):
        assert "不是 UTF-8" in str(notes[0])
    assert suggest(path) and "张伟".encode() not in (tmp_path / "o.sql").read_bytes()
    path.write_bytes((row + "".join(f"),('{ROW.strip()}'" for _ in range(5))).encode("gb18030") + b"),('\xff');\n")
    with pytest.raises(Problem, match="GB18030"):
        mask(path, tmp_path / "o2.sql", policy.builtin())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_with_a_mark_and_without(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEAD}{ROW}".encode(encoding))
    for refused in (lambda: mask(path, tmp_path / "o.csv", policy.builtin()), lambda: check(path), lambda: suggest(path)):
        with pytest.raises(Problem, match="UTF-16"):
            refused()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_first_chinese_far_in_decides(tmp_path: Path, encoding: str) -> None:
    """Beginning, middle and end are ASCII; so is all but one line."""
    path, line = tmp_path / "a.log", b"nothing here\n"
    lines = SAMPLE // len(line)
    path.write_bytes(line * 3 * lines + ROW.encode(encoding) + line * 5 * lines)
    assert encoding_of(path) == encoding


def test_whole_files_are_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for encoding in ("utf-8", "gb18030", "gbk"):
        for text in (HEAD + ROW, "联通\r\n", "姓名\n张伟\n", "编号,金额\n1,2\n"):
            path.write_bytes(text.encode(encoding))
            assert path.read_bytes().decode(encoding_of(path)) == text or text == "联通\r\n"


TRADITIONAL = "姓名,電話,地址\n王小明,0912345678,台北市中正區重慶南路一段122號\n陳大文,0922345678,新北市板橋區文化路\n"


@pytest.mark.parametrize("above", ["", "id,no\n" * 800_000])
def test_big5_is_told_and_not_read_as_gb18030(tmp_path: Path, above: str) -> None:
    (tmp_path / "a.csv").write_bytes((above + TRADITIONAL).encode("big5"))
    (tmp_path / "a.csv").read_bytes().decode("gb18030")  # nothing in its bytes speaks against it
    with pytest.raises(Problem, match="Big5"):
        encoding_of(tmp_path / "a.csv")


SHORT = ["張偉，電話13812345678", "張偉。", "電話：13812345678\n"]


@pytest.mark.parametrize("text", SHORT)
def test_short_text_that_may_be_big5_is_doubted(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("big5"))
    result = mask(path, tmp_path / "o.txt", policy.builtin())
    assert result.encoding == "gb18030" and "Big5" in str(result.notes)
    assert "Big5" in str(check(path).notes) and check(path).unseen
    assert not mask(path, tmp_path / "o.txt", policy.builtin(), encoding="gb18030", force=True).notes


GB = ["张伟，电话13812345678", "臺灣銀行", "備註：無", "镕", "姓名\n喆\n", "客户囍，㐂", "嚴鶴齡"]


@pytest.mark.parametrize("text", [*SHORT, *GB])
def test_short_text_in_gb18030_is_not(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode("gb18030"))
    assert read_as(tmp_path / "a.txt") == ("gb18030", None)


@pytest.mark.parametrize("text", [
    TRADITIONAL, "姓名,电话\n薛宝钗,1\n欧阳锋,2\n诸葛亮,3\n", "备注\n请尽速办理变更手续，谢谢。\n",
    "客户来访，已告知其所办业务的进度。\n" * 50,
])  # fmt: skip
def test_gb18030_is_not_taken_for_big5(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    assert encoding_of(tmp_path / "a.csv") == "gb18030"


@pytest.mark.parametrize("text", ["姓名,手机\n张伟,13812345678\n", "姓名,手机\n佘赟,13812345678\n" * 40, "客户", HEAD + ROW * 9])
def test_utf8_that_is_said_to_be_gb18030_is_refused(tmp_path: Path, text: str) -> None:
    """Short ones can be read so, with other characters throughout: no header is known then, and no name."""
    path, out = tmp_path / "a.csv", tmp_path / "o.csv"
    path.write_text(text, encoding="utf-8")
    for refused in (lambda: mask(path, out, policy.builtin(), encoding="gb18030"), lambda: check(path, encoding="gb18030")):
        with pytest.raises(Problem, match="UTF-8") as problem:
            refused()
        assert problem.value.code == "masking-encoding" and "--encoding" in problem.value.do
    assert not out.exists()


@pytest.mark.parametrize("text", [*GB, "联通,13812345678\n", "name,tel\nx,13812345678\n", "", "姓名,手机\n张伟,13812345678\n"])
def test_gb18030_that_is_said_to_be_so_is_read(tmp_path: Path, text: str) -> None:
    """联通 is valid UTF-8 as well, of letters that nobody writes."""
    path, out = tmp_path / "a.csv", tmp_path / "o.csv"
    path.write_bytes(text.encode("gb18030"))
    assert mask(path, out, policy.builtin(), encoding="gb18030").encoding == "gb18030"
    assert b"13812345678" not in out.read_bytes()


def test_an_audit_of_a_reading_that_is_refused_now_does_not_stand(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,手机\n张＊,138****5678\n", encoding="utf-8")
    assert str(unlike(tmp_path / "a.csv", Reading("csv", "gb18030"))) == "--encoding utf-8"
    assert unlike(tmp_path / "a.csv", Reading("csv", "utf-8")) is None
