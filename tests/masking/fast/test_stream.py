"""Files, masked as a stream: the same bytes as masked whole, whatever the chunk, the threads, the encoding or the line ends."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random

import pytest

from benchmarks.masking_text import text
from zhengan.masking.digests import of_bytes
from zhengan.masking.fast import stream
from zhengan.masking.fast.stream import SMALLEST_CHUNK, mask_file
from zhengan.masking.plain import find, stars

TEXT = text(60_000, unique=60_000)
reference = cache(stars.mask)  # the slow one is asked once for each text


def run(folder: Path, data: bytes, **options: object) -> tuple[bytes, stream.Masked]:
    source, target = folder / "in.txt", folder / "out.txt"
    source.write_bytes(data)
    told = mask_file(source, target, **options)  # type: ignore[arg-type]
    assert source.read_bytes() == data
    assert sorted(path.name for path in folder.iterdir()) == ["in.txt", "out.txt"]
    return target.read_bytes(), told


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("chunk", [SMALLEST_CHUNK, SMALLEST_CHUNK + 77, 1 << 20])
def test_lines(tmp_path: Path, threads: int, chunk: int) -> None:
    out, told = run(tmp_path, TEXT, threads=threads, chunk=chunk)
    assert out == reference(TEXT)
    assert told.size == len(TEXT)
    assert told.before == of_bytes(TEXT) and told.after == of_bytes(out)
    assert told.counts == counted()


@cache
def counted() -> dict[str, int]:
    """How many of each kind the slow one finds."""
    found = find.find(TEXT)
    return {kind: sum(one.kind == kind for one in found) for kind in {one.kind for one in found}}


def number(rng: Random) -> str:
    """A fund account."""
    return f"88{rng.randrange(10**6):06}"


def tables(rng: Random) -> str:
    """Tables and lists of many lengths, some longer than a header is looked for, with prose and rows that belong to none."""
    lines: list[str] = []
    while sum(map(len, lines)) < 60_000:
        sign, rows = rng.choice(["|", "\t", ",", "  ", "│"]), rng.choice([1, 5, 40, 400])
        lines += [sign.join(("姓名", rng.choice(["资金账号", "订单号"]), "备注"))] * rng.choice([0, 1, 1])
        lines += [sign.join(("张伟", number(rng), rng.choice(["无", "有"]))) for _ in range(rows)]
        lines += rng.choice([["本月无。"], ["资金账号如下：", *(number(rng) for _ in range(rows))], ["。" * 200], [""]])
        pairs = (f"('{number(rng)}', {number(rng)})," for _ in range(rng.choice([1, 60])))
        lines += ["INSERT INTO t (fund_acct, n) VALUES", *pairs]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("chunk", "threads"), [(SMALLEST_CHUNK, 1), (SMALLEST_CHUNK + 77, 3), (20_011, 1)])
def test_tables_over_chunk_borders(tmp_path: Path, encoding: str, chunk: int, threads: int) -> None:
    data = tables(Random(chunk)).encode()
    out, told = run(tmp_path, data.decode().encode(encoding), chunk=chunk, threads=threads, encoding=encoding)
    assert out.decode(encoding) == reference(data).decode()
    assert told.counts["fund_account"] > 100 and told.size == len(out)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_long_line_behind_what_says_what_it_holds(tmp_path: Path, encoding: str) -> None:
    rows = ",".join(f"('张伟', '8801{n:04}', '订单')" for n in range(1500))
    text = "姓名,资金账号\n张伟,88012345\n" + "INSERT INTO t (name, fund_acct, n) VALUES\n" + rows + "\n张伟,88012345\n"
    out, told = run(tmp_path, text.encode(encoding), chunk=SMALLEST_CHUNK, encoding=encoding)
    assert out.decode(encoding) == stars.mask(text.encode()).decode()
    assert told.counts["fund_account"] > 20


CARD = ("6222 0212", "3456 7890 128")


def turned(rng: Random) -> str:
    """Numbers broken over line ends among lines that begin or end with figures, and rows of HTML tables."""
    parts: list[str] = []
    while sum(map(len, parts)) < 40_000:
        end = rng.choice(["\n", "\r\n", "\n    "])
        before = rng.choice(["", "", "卡号 ", "。" * 200, "1 ", "编号 12" + end])
        parts += [before, CARD[0], end, CARD[1], rng.choice(["\n", "，已核对\n", "\n12\n"])]
        parts += ["证件 1101051949", end, "1231002X\n"] * rng.choice([0, 1])
        parts += [f"{number(rng)}\n" for _ in range(rng.choice([0, 1, 30]))]
        parts += ["<table>\n<tr><th>资金账号</th></tr>\n"] * rng.choice([0, 1])
        parts += [f"<tr><td>{number(rng)}</td></tr>{end}" for _ in range(rng.choice([0, 3, 300]))]
    return "".join(parts)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("chunk", "threads"), [(SMALLEST_CHUNK, 1), (SMALLEST_CHUNK + 77, 3), (20_011, 1)])
def test_broken_numbers_over_chunk_borders(tmp_path: Path, encoding: str, chunk: int, threads: int) -> None:
    data = turned(Random(chunk)).encode()
    out, told = run(tmp_path, data.decode().encode(encoding), chunk=chunk, threads=threads, encoding=encoding)
    assert out.decode(encoding) == reference(data).decode()
    assert told.counts["bank_card"] > 5 and told.counts["fund_account"] > 100


@pytest.mark.parametrize("shift", range(40, 76, 2))
def test_a_broken_number_wherever_a_chunk_ends(tmp_path: Path, shift: int) -> None:
    data = (("。" * 19 + "\n") * 281 + "a" * shift + f"\n卡号 {CARD[0]}\n{CARD[1]}\n" + "12，\n" * 800).encode()
    assert run(tmp_path, data, chunk=SMALLEST_CHUNK)[0] == stars.mask(data) != data


@pytest.mark.parametrize("last", ["。", "7"])
def test_broken_numbers_beside_a_long_line(tmp_path: Path, last: str) -> None:
    """Of which one begins it, and one stands below it."""
    long = f"{CARD[1]}，" + "。" * 20_000 + last
    data = "\n".join(["。" * 40] * 30 + [f"卡号 {CARD[0]}", long, CARD[0], CARD[1], f"卡号 {CARD[0]}", CARD[1], ""]).encode()
    out, told = run(tmp_path, data, chunk=SMALLEST_CHUNK)
    assert out == stars.mask(data) and told.counts == {"bank_card": 2}


def test_only_the_structured_kinds(tmp_path: Path) -> None:
    data = "客户张伟住北京市朝阳区建国路88号，手机13812345678\n".encode()
    out, told = run(tmp_path, data, worded=False)
    assert out == data.replace(b"13812345678", b"138****5678") and told.counts == {"mobile": 1}


@pytest.mark.parametrize("shift", [0, 1, 5, 11, 64])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_long_line(tmp_path: Path, shift: int, encoding: str) -> None:
    line = ("。" * shift + TEXT.decode().replace("\n", " "))[:30_000] + "\n尾行13812345678"
    out, told = run(tmp_path, line.encode(encoding), chunk=SMALLEST_CHUNK, encoding=encoding)
    assert out == stars.mask(line.encode()).decode().encode(encoding)
    found = find.find(line.encode())
    assert sum(told.counts.values()) == len(found)


def test_a_line_of_nothing_but_digits_and_one_of_values(tmp_path: Path) -> None:
    for data in (
        b"7" * 50_000,
        b"13812345678 " * 5_000,
        b"1 3 8 1 2 3 4 5 6 7 8 " * 3_000,
        b"a@b.cn" * 6_000,
    ):
        assert run(tmp_path, data, chunk=SMALLEST_CHUNK)[0] == stars.mask(data)
        (tmp_path / "out.txt").unlink()


@pytest.mark.parametrize("threads", [1, 2])
def test_gb18030(tmp_path: Path, threads: int) -> None:
    whole = TEXT.decode() + "１３８１２３４５６７８ 𠮷㐂 138\u00a01234\u00a05678\n"
    out, told = run(
        tmp_path, whole.encode("gb18030"), encoding="gb18030", chunk=SMALLEST_CHUNK, threads=threads
    )
    assert out.decode("gb18030") == stars.mask(whole.encode()).decode()
    assert told.size == len(out)


def test_what_is_no_gb18030_stays_as_it_is(tmp_path: Path) -> None:
    data = (
        "客户".encode("gb18030") + b"\xff\x81\x20\x80" + "13812345678，".encode("gb18030") + b"\x81\x30\x81"
    )
    out, _ = run(tmp_path, data, encoding="gb18030")
    assert out == data.replace(b"13812345678", b"138****5678")


@pytest.mark.parametrize(
    ("data", "masked"),
    [
        (b"", b""),
        (b"\n", b"\n"),
        (b"\xef\xbb\xbf13812345678\r\n13912345678\r\n", b"\xef\xbb\xbf138****5678\r\n139****5678\r\n"),
        ("13812345678客".encode()[:-1], "138****5678客".encode()[:-1]),
        (b"\xff13812345678\x00", b"\xff138****5678\x00"),
    ],
    ids=["empty", "a line end", "BOM and CRLF", "cut character", "no UTF-8"],
)
def test_odd_files(tmp_path: Path, data: bytes, masked: bytes) -> None:
    assert run(tmp_path, data)[0] == masked


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_bytes(TEXT)
    target.write_bytes(b"old")

    def full(self: stream.Run, data: object, size: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(stream.Run, "write", full)
    with pytest.raises(OSError, match="No space"):
        mask_file(source, target, threads=2, chunk=SMALLEST_CHUNK)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out.txt"]


def test_the_target_is_not_the_source(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_bytes(TEXT)
    with pytest.raises(ValueError, match="source"):
        mask_file(source, source)
    with pytest.raises(ValueError, match="big5"):
        mask_file(source, tmp_path / "out.txt", encoding="big5")
    assert source.read_bytes() == TEXT
