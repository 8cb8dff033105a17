"""Records of fixed width without separators: where their fields stand, what becomes of them, and what is none."""

from __future__ import annotations

import base64
import json
import random
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import audit, policy
from zhengan.masking.check import check
from zhengan.masking.formats.fixed import layout as fixed
from zhengan.masking.kinds.bank_card import luhn
from zhengan.masking.kinds.resident_id import check_digit
from zhengan.masking.reading import Reading, for_record
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

RNG = random.Random(5)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞"
SECURITIES = ["五粮液", "贵州茅台", "平安银行", "招商银行", "中国平安", "比亚迪"]
MANY = 60
PADDED: dict[str, Callable[[str], int]] = {
    "cells": lambda text: len(text.encode("gb18030")), "chars": len, "bytes": lambda text: len(text.encode()),
}  # fmt: skip


def digits(count: int) -> str:
    return "".join(RNG.choices("0123456789", k=count))


def identity() -> str:
    body = RNG.choice(["110105", "310104", "440304", "360426"]) + str(RNG.randint(1950, 2008))
    body += f"{RNG.randint(1, 12):02}{RNG.randint(1, 28):02}{digits(3)}"
    return body + check_digit(body)


def mobile() -> str:
    return RNG.choice(["130", "138", "139", "150", "158", "177", "186", "199"]) + digits(8)


def card() -> str:
    body = "622848" + digits(12)
    return next(body + last for last in "0123456789" if luhn(body + last))


def day() -> str:
    return f"2024{RNG.randint(1, 12):02}{RNG.randint(1, 28):02}"


def name() -> str:
    return RNG.choice(SURNAMES) + "".join(RNG.choices(GIVEN, k=RNG.choice([1, 2, 2])))


def padded(text: str, width: int, unit: str = "cells") -> str:
    return text + " " * (width - PADDED[unit](text))


def record(unit: str = "cells") -> str:
    """An account, a name, an identity number, a mobile number, an account, a day, a code, a security, an amount."""
    named = padded(name(), 14, unit) + identity() + mobile() + digits(8) + day() + "000858"
    return f"0{digits(9)}{named}{padded(RNG.choice(SECURITIES), 14, unit)}{RNG.randint(100, 10**7):012}"


def proven(unit: str = "cells") -> str:
    """All of it proves itself, or is no number."""
    return f"{RNG.choice('ABE')}{digits(9)}{identity()}{card()}{mobile()}{padded(name(), 14, unit)}{RNG.choice(SECURITIES)}"


def written(path: Path, lines: list[str], encoding: str = "utf-8", end: str = "\r\n") -> Path:
    path.write_bytes("".join(line + end for line in lines).encode(encoding))
    return path


def numbers(lines: list[str], low: int, high: int) -> list[str]:
    return [fixed.spread(line, "cells")[low:high] for line in lines]


@pytest.mark.parametrize(("unit", "encoding"), [("cells", "gb18030"), ("cells", "utf-8"), ("chars", "utf-8"), ("bytes", "utf-8")])
def test_fields_are_masked_and_all_else_stays(tmp_path: Path, unit: str, encoding: str) -> None:
    lines = ["HEADER20240101000001", *(record(unit) for _ in range(MANY)), f"TRAILER{MANY:08}"]
    source = written(tmp_path / "a.txt", lines, encoding)
    result = mask(source, tmp_path / "b.txt", policy.builtin())
    masked = (tmp_path / "b.txt").read_bytes().decode(encoding).split("\r\n")[:-1]
    assert result.format == "fixed" and result.layout["unit"] == unit
    assert {one: held["kind"] for one, held in result.columns.items()} == {
        "11-24": "name", "25-42": "resident_id", "43-53": "mobile",
    }  # fmt: skip
    assert (masked[0], masked[-1]) == (lines[0], lines[-1])
    for before, after in zip(lines[1:-1], masked[1:-1], strict=True):
        was, now = fixed.spread(before, unit), fixed.spread(after, unit)
        assert len(was) == len(now)
        assert now[:10] == was[:10] and now[53:] == was[53:]
        assert now[24:27] + "*" * 11 + now[38:42] == now[24:42] and now[43 - 1 : 46 - 1] + "****" + now[49:53] == now[42:53]
        assert now[10] == was[10] and "＊" in now[10:24] and was[12:14].strip(" \0") not in (now[12:14],)
    assert result.undivided and any("1-10、54-61、" in str(note) for note in result.notes)


def test_what_is_proven_throughout_leaves_nothing_to_tell(tmp_path: Path) -> None:
    lines = [proven() for _ in range(MANY)]
    source = written(tmp_path / "a.dat.txt", lines, "gb18030")
    result = mask(source, tmp_path / "b.txt", policy.builtin())
    assert [one["kind"] for one in result.columns.values()] == [
        "securities_account", "resident_id", "bank_card", "mobile", "name",
    ]  # fmt: skip
    assert not result.undivided and not result.notes
    assert check(tmp_path / "b.txt").clean
    found = check(source)
    assert found.counts["resident_id"] == found.counts["mobile"] == found.counts["bank_card"] == MANY
    assert {"kind": "mobile", "line": 1, "column": "48-58"} in found.places


def test_figures_that_may_be_accounts_are_told_by_run_and_by_check(tmp_path: Path) -> None:
    source, target = written(tmp_path / "a.txt", [record() for _ in range(MANY)]), tmp_path / "b.txt"
    result = mask(source, target, policy.builtin())
    told = audit.record(source, target, result, policy.builtin(), started="", ended="")
    assert told["undivided"] and told["layout"] == {"unit": "cells", "width": 101, "figures": "1-10 25-75 90-101"}
    for record_of in (told, None):
        seen = check(target, record=record_of)
        assert seen.unseen and not seen.clean and not seen.counts and seen.notes, record_of
    with pytest.raises(Problem, match="定长"):
        for_record(target, told, Reading())


def test_a_policy_calls_fields_by_their_place(tmp_path: Path) -> None:
    text = suggest(written(tmp_path / "a.txt", [record() for _ in range(MANY)]))
    assert '"25-42": {kind: resident_id}' in text and '"54-61": {kind: fund_account}' in text
    text = text.replace('"90-101": {kind: fund_account}', '"90-101": {operator: leave}')
    written(tmp_path / "p.yaml", [text])
    chosen = policy.load(tmp_path / "p.yaml", {})
    result = mask(tmp_path / "a.txt", tmp_path / "b.txt", chosen)
    lines = (tmp_path / "a.txt").read_text("utf-8").splitlines()
    masked = (tmp_path / "b.txt").read_text("utf-8").splitlines()
    assert not result.undivided and not result.notes
    for before, after in zip(numbers(lines, 0, 101), numbers(masked, 0, 101), strict=True):
        assert after[2:6] == "****" and after[55:59] == "****" and after[61:] == before[61:]
    told = audit.record(tmp_path / "a.txt", tmp_path / "b.txt", result, chosen, started="", ended="")
    assert check(tmp_path / "b.txt", record=told).clean and check(tmp_path / "b.txt", by=chosen).clean
    assert for_record(tmp_path / "b.txt", told, Reading()).told == "fixed"


def test_pseudonyms_in_fields_are_none_that_remain(tmp_path: Path) -> None:
    source = written(tmp_path / "a.txt", [proven() for _ in range(MANY)])
    text = 'zhengan-masking: "1"\nkey: once\ncolumns:\n  "11-28": {kind: resident_id, operator: fpe}\n'
    written(tmp_path / "p.yaml", [text + '  "48-58": {kind: mobile, operator: fpe}'])
    chosen = policy.load(tmp_path / "p.yaml", {}, bytes((7 * k * k + 31 * k + 5) % 251 for k in range(32)))
    result = mask(source, tmp_path / "b.txt", chosen)
    told = audit.record(source, tmp_path / "b.txt", result, chosen, started="", ended="")
    remains = check(tmp_path / "b.txt", record=told)
    assert remains.clean and remains.pseudonyms == ["11-28", "48-58"]
    assert check(tmp_path / "b.txt").counts == {"resident_id": MANY, "mobile": MANY}


def test_masks_of_other_lengths_are_told(tmp_path: Path) -> None:
    source = written(tmp_path / "a.txt", [proven() for _ in range(MANY)])
    written(tmp_path / "p.yaml", ['zhengan-masking: "1"\ncolumns:\n  "11-28": {kind: resident_id, operator: redact}'])
    result = mask(source, tmp_path / "b.txt", policy.load(tmp_path / "p.yaml", {}))
    assert any("不再对齐" in str(note) for note in result.notes)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (["姓名"], "没有“姓名”列"), (["11-28", "100-102"], "没有“100-102”列"), (["28-11"], "没有“28-11”列"),
        (["48-58", "11-28", "28-47"], "“11-28”与“28-47”两列重叠"),
    ],
)  # fmt: skip
def test_a_policy_of_other_columns_is_refused(tmp_path: Path, columns: list[str], told: str) -> None:
    source = written(tmp_path / "a.txt", [record() for _ in range(MANY)])
    stated = "\n".join(f'  "{one}": {{kind: digits}}' for one in columns)
    written(tmp_path / "p.yaml", [f'zhengan-masking: "1"\ncolumns:\n{stated}'])
    with pytest.raises(Problem, match=told):
        mask(source, tmp_path / "b.txt", policy.load(tmp_path / "p.yaml", {}))
    assert not (tmp_path / "b.txt").exists()


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_record(tmp_path: Path) -> None:
    lines = [identity() + mobile() + digits(10) for _ in range(MANY)]
    source = tmp_path / "a.txt"
    source.write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode())
    result = mask(source, tmp_path / "b.txt", policy.builtin())
    assert {one["values"] for one in result.columns.values()} == {MANY}


def test_a_field_may_hold_other_papers_and_nothing(tmp_path: Path) -> None:
    lines = [(identity() if k % 8 else padded("G12345678", 18)) + (mobile() if k % 9 else " " * 11) + padded(name(), 14)
             for k in range(MANY)]  # fmt: skip
    mask(written(tmp_path / "a.txt", lines), tmp_path / "b.txt", policy.builtin())
    text = (tmp_path / "b.txt").read_text("utf-8")
    assert "G12345678" not in text and not check(tmp_path / "b.txt").counts


def test_blanks_cut_off_at_the_end_and_lines_of_another_sort(tmp_path: Path) -> None:
    lines = [(identity() + mobile() + padded(name(), 14) + RNG.choice(["", "销户", "备注二"])).rstrip() for _ in range(MANY)]
    result = mask(written(tmp_path / "a.txt", lines), tmp_path / "b.txt", policy.builtin())
    assert [*result.columns] == ["1-18", "19-29", "30-43"] and not result.undivided
    sorts = [line for _ in range(MANY) for line in (identity() + card() + mobile(), f"02{digits(60)}")]
    result = mask(written(tmp_path / "c.txt", sorts), tmp_path / "d.txt", policy.builtin())
    assert result.columns["1-18"]["values"] == MANY
    assert result.undivided and "第 2 行" in str(result.notes[-1])


def test_a_header_of_the_same_width_is_no_record(tmp_path: Path) -> None:
    lines = [proven() for _ in range(MANY)]
    width = len(fixed.spread(lines[0], "cells"))
    header = padded("HEADER CHINA CLEARING 20240101", width)
    lines = [header, *(line for line in lines if len(fixed.spread(line, "cells")) == width)]
    mask(written(tmp_path / "a.txt", lines), tmp_path / "b.txt", policy.builtin())
    assert (tmp_path / "b.txt").read_text("utf-8").splitlines()[0] == header


def test_pieces_are_cut_between_records(tmp_path: Path) -> None:
    lines = [proven() for _ in range(200)] * 180  # more than two pieces
    source = written(tmp_path / "a.txt", lines, "gb18030", "\n")
    result = mask(source, tmp_path / "b.txt", policy.builtin())
    assert {one["values"] for one in result.columns.values()} == {len(lines)}
    assert result.size == (tmp_path / "b.txt").stat().st_size > 2 << 20


def test_masked_again_nothing_changes(tmp_path: Path) -> None:
    mask(written(tmp_path / "a.txt", [record() for _ in range(MANY)]), tmp_path / "b.txt", policy.builtin())
    mask(tmp_path / "b.txt", tmp_path / "c.txt", policy.builtin())
    assert (tmp_path / "b.txt").read_bytes() == (tmp_path / "c.txt").read_bytes()


def test_said_to_be_a_text_it_is_told_of(tmp_path: Path) -> None:
    source = written(tmp_path / "a.txt", [proven() for _ in range(MANY)])
    result = mask(source, tmp_path / "b.txt", policy.builtin(), told="text")
    assert result.format == "text" and result.undivided and any("定长" in str(note) for note in result.notes)


def test_said_to_be_such_without_being_so_it_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path / "a.txt", ["a", "bcd", "ef"])
    with pytest.raises(Problem, match="定长"):
        mask(source, tmp_path / "b.txt", policy.builtin(), told="fixed")


def hexes(count: int) -> str:
    return "".join(RNG.choices("0123456789abcdef", k=count))


ENCODED = base64.b64encode(RNG.randbytes(5000)).decode()
OTHERS: dict[str, Callable[[], str]] = {
    "csv": lambda: f"0{digits(9)},{name()},{identity()},{mobile()},20240101,{digits(28)}",
    "tsv": lambda: f"0{digits(9)}\t{identity()}\t{mobile()}\t{digits(28)}",
    "pipe": lambda: f"0{digits(9)}|{identity()}|{mobile()}|{digits(28)}|",
    "spaces": lambda: f"0{digits(9)} {padded(name(), 14)} {identity()} {mobile()} {day()} {digits(12)}",
    "log": lambda: f"2024-01-01 12:{digits(2)}:00.123 INFO [exec-1] traceId={digits(32)} cost=12ms",
    "sentence": lambda: f"2024-01-01 12:{digits(2)}:00.123 查询订单{digits(24)}成功",
    "hex": lambda: f"{hexes(8)}  {' '.join(hexes(2) for _ in range(16))}  |................|",
    "plain hex": lambda: hexes(60),
    "sums": lambda: f"{hexes(64)}  file{digits(5)}.txt",
    "orders": lambda: f"4200001234{day()}{digits(10)}",
    "snowflakes": lambda: f"18{digits(17)}",
    "mobiles": mobile,
    "identities": identity,
    "cards": card,
    "figures of pi": lambda: digits(60),
    "ascii table": lambda: f"| {digits(8)} | {digits(19)} |",
    "matrix": lambda: " ".join(digits(6) for _ in range(12)),
    "json": lambda: f'{{"id":{digits(19)},"t":{digits(13)}}}',
    "uuid": lambda: f"{hexes(8)}-{hexes(4)}-{hexes(4)}-{hexes(4)}-{hexes(12)}",
    "decimals": lambda: f"0.{digits(30)} 0.{digits(30)}",
    "statements": lambda: f"INSERT INTO t VALUES({digits(19)},{digits(19)},'{digits(30)}');",
    "bits": lambda: "".join(RNG.choices("01", k=64)),
    "tokens": lambda: f"ORD{day()}{digits(12)}",
    "stack": lambda: f"\tat com.example.Service1234567890123.call(Service.java:{digits(3)})",
}


@pytest.mark.parametrize("sort", OTHERS)
def test_what_is_no_such_record(sort: str) -> None:
    assert fixed.of_lines([OTHERS[sort]() for _ in range(80)]) is None


@pytest.mark.parametrize("width", [64, 76])
def test_encoded_blocks_are_none(width: int) -> None:
    begun, ended = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    assert fixed.of_lines([begun, *textwrap.wrap(ENCODED, width), ended]) is None


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        (lambda: f"0{digits(9)}{padded(name(), 10)}{digits(15)}20240101{digits(12)}", ("1-10", "21-35", "44-55")),
        (lambda: f"{digits(12)}{day()}{digits(25)}", ("1-12", "21-45")),
    ],
)
def test_nothing_is_proven_and_figures_touch(line: Callable[[], str], unknown: tuple[str, ...]) -> None:
    found = fixed.of_lines([line() for _ in range(80)])
    assert found and found.unknown == unknown


@pytest.mark.parametrize(("count", "fields"), [(4, None), (5, {"1-18": "resident_id"})])
def test_so_many_records_are_needed(count: int, fields: dict[str, str] | None) -> None:
    found = fixed.of_lines([identity() + mobile() + digits(10) for _ in range(count)])
    assert (found and found.fields) == fields


@pytest.mark.parametrize(
    "field",
    [
        lambda: f"1{RNG.randint(3, 7)}{RNG.randint(0, 59):02}{RNG.randint(0, 59):02}{digits(5)}",  # an hour, minutes, seconds
        lambda: f"150{day()}",
        lambda: f"17{digits(9)}",
        lambda: f"1{RNG.randint(3, 9)}{digits(7)}00",
        lambda: f"1{digits(10)}",
    ],
)
def test_eleven_figures_that_are_no_mobile_numbers(field: Callable[[], str]) -> None:
    found = fixed.of_lines([identity() + field() + "00" for _ in range(200)])
    assert found and found.fields == {"1-18": "resident_id"}


def test_the_audit_is_json(tmp_path: Path) -> None:
    source = written(tmp_path / "a.txt", [record() for _ in range(MANY)])
    result = mask(source, tmp_path / "b.txt", policy.builtin())
    told = json.loads(json.dumps(audit.record(source, tmp_path / "b.txt", result, policy.builtin(), started="", ended="")))
    assert fixed.Layout.of(told["layout"]).figures == ((0, 10), (24, 75), (89, 101))
