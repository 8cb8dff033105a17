"""Stars over columns in one pass over the text are the same as fields found first and starred then, wherever pieces end."""

from __future__ import annotations

import csv
import io
import os
import random
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import early, policy
from zhengan.masking.formats import files
from zhengan.masking.formats import text as logs
from zhengan.masking.formats.csv import table
from zhengan.masking.operators.packed import Packed

POLICY = """zhengan-masking: "1"
rest: leave
columns:
  甲: {kind: mobile}
  丙: {kind: resident_id, operator: keep, front: 3, back: 4}
"""
HEADS = {"three": "甲,乙,丙\n", "one": "甲\n", "last": '"乙\n乙",丙\r\n'}
BEHIND = ('"a"b', '"a"b"c', '""a"b"')  # text behind a closing quote
VALUES = ("", "a", "13812345678", "138-1234-5678", "(021) 6888 1234", "- -", "张 13812345678 é" + " -1" * 20,
          "13812345678王伟", "王伟13812345678",
          "36042619910101007X", '"q,1"', '"13912345678"', '"say ""no"" ""13\n""!"', '""', 'a"b',
          'a""b', "张伟欧阳", '"张，三𠮷é"', "\r", '"\r\n"', " ",
          "长" * 30, "9" * 70, '"' + "8,\n" * 40 + '"')  # fmt: skip


class Separate(table.Table):
    """Finds the fields first."""

    def assign(self) -> None:
        super().assign()
        self.starred = False


def outcome(kind: type[table.Table], source: Path, made: policy.Policy, header: bool) -> tuple[object, ...]:
    """What is written and counted, or what is refused."""
    one, out = kind(source, made, header, ","), io.BytesIO()
    try:
        files.Pieces(source, out, "utf-8", lambda size: None).run(one.piece)
        one.finish()
    except Problem as problem:
        return (str(problem.what), problem.where)
    return out.getvalue(), one.result.rows, one.result.columns


def text(rng: random.Random, width: int) -> str:
    """Records, now and then one that is empty, too wide, unclosed, or ends otherwise."""
    rows = []
    for _ in range(rng.randint(0, 40)):
        if rng.random() < 0.03:
            rows.append(rng.choice(("\n", "\r\n", "\r\n\n")))
            continue
        wide = width + (rng.random() < 0.01)
        fields = (rng.choice(VALUES if rng.random() < 0.99 else BEHIND) for _ in range(wide))
        rows.append(",".join(fields) + rng.choice(("\n", "\n", "\r\n")))
    return "".join(rows)[: -1 if rng.random() < 0.3 else None]


@pytest.mark.parametrize("head", sorted(HEADS))
def test_it_is_the_same_whatever_the_text_and_the_pieces(head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(head)
    (tmp_path / "policy.yaml").write_text(
        "".join(line for line in POLICY.splitlines(True) if line[2] != "甲" or head != "last")
        if head != "one" else POLICY[: POLICY.index("  丙")], encoding="utf-8")  # fmt: skip
    made, source = policy.load(tmp_path / "policy.yaml", {}), tmp_path / "in.csv"
    refused = written = 0
    for _ in range(150):
        body = HEADS[head] + text(rng, HEADS[head].count(",") + 1)
        if rng.random() < 0.1:  # signs anywhere
            body = HEADS[head] + "".join(rng.choices(',,"""\r\n1中', k=rng.randint(0, 300)))
        source.write_bytes((b"\xef\xbb\xbf" if rng.random() < 0.2 else b"") + body.encode())
        monkeypatch.setattr(files, "CHUNK", 1 << 20)
        wanted = outcome(Separate, source, made, True)
        refused, written = refused + (len(wanted) == 2), written + (len(wanted) == 3)
        for size in (1 << 20, *rng.sample(range(64, 400), 3)):
            monkeypatch.setattr(files, "CHUNK", size)
            assert outcome(table.Table, source, made, True) == wanted, (size, body)
    assert refused > 20 and written > 50


def test_every_border_of_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    made, source = policy.load(tmp_path / "policy.yaml", {}), tmp_path / "in.csv"
    rows = ("13812345678,乙,36042619910101007X", '"139""12345678","二\n行",张伟', '"a"b"c,d",,\r', "乙乙乙乙,1,2")
    source.write_bytes((HEADS["three"] + "\n".join(rows * 3) + "\n").encode())
    wanted = outcome(Separate, source, made, True)
    assert len(wanted) == 2, "the third record has a field too many: a quote within a field is none"
    source.write_bytes((HEADS["three"] + "\n".join((rows[0], rows[1], rows[3]) * 3) + "\n").encode())
    wanted = outcome(Separate, source, made, True)
    assert len(wanted) == 3 and wanted[1] == 9 and b"138****5678" in wanted[0]  # type: ignore[operator]
    for size in range(64, source.stat().st_size + 2):
        monkeypatch.setattr(files, "CHUNK", size)
        assert outcome(table.Table, source, made, True) == wanted


@pytest.mark.parametrize("kind", [table.Table, Separate])
def test_quotes_within_a_field_are_hidden_in_pairs(kind: type[table.Table], tmp_path: Path) -> None:
    """``"12""345"`` under ``12"****`` would be no CSV any more."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    source = tmp_path / "in.csv"
    fields = ['12""345678901', '1""2""34567""8901', '""""""', '1""', "1" * 70 + '""' * 9, '""张""伟""']
    source.write_text(HEADS["three"] + "".join(f'"{one}","乙""",1\n' for one in fields), encoding="utf-8")
    out = outcome(kind, source, policy.load(tmp_path / "policy.yaml", {}), True)
    rows = list(csv.reader(io.StringIO(bytes(out[0]).decode()), strict=True))  # type: ignore[call-overload]
    assert [row[1] for row in rows[1:]] == ['乙"'] * len(fields)
    assert rows[1][0] == "12*******8901" and rows[2][0] == '1"**********8901'


@pytest.mark.parametrize("kind", [table.Table, Separate])
def test_many_empty_fields_are_all_written(kind: type[table.Table], tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    source = tmp_path / "in.csv"
    source.write_bytes(HEADS["three"].encode() + b",,\n" * 1_500_000)
    out = outcome(kind, source, policy.load(tmp_path / "policy.yaml", {}), True)
    assert out[0] == source.read_bytes() and out[1] == 1_500_000


@pytest.mark.parametrize("kind", [table.Table, Separate])
def test_a_record_far_too_wide_is_refused(kind: type[table.Table], tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    source = tmp_path / "in.csv"
    source.write_bytes(HEADS["three"].encode() + b"," * 1_500_000 + b"\n")
    assert "列数" in str(outcome(kind, source, policy.load(tmp_path / "policy.yaml", {}), True)[0])


@pytest.mark.parametrize("kind", [table, logs], ids=["table", "text"])
def test_what_is_written_is_sent_to_disk_on_the_way(
    kind: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    source, sent, really = tmp_path / "in.csv", [], os.posix_fadvise
    source.write_bytes(HEADS["three"].encode() + b"13812345678,,\n" * 6000)

    def spy(file: int, start: int, size: int, advice: int) -> None:
        sent.append((start, size))
        really(file, start, size, advice)

    monkeypatch.setattr(os, "posix_fadvise", spy)
    monkeypatch.setattr(files, "CHUNK", 1000)
    monkeypatch.setattr(early, "EARLY", 4000)
    small = {"chunk": 1 << 13} if kind is logs else {}
    rules = policy.load(tmp_path / "policy.yaml", {}) if kind is table else policy.builtin()
    kind.mask(source, tmp_path / "out.csv", rules, encoding="utf-8", **small)
    assert sent and sent[0][0] == 0  # how often depends on how soon the disk answers
    assert all(start + size == after for (start, size), (after, _) in pairwise(sent))


def test_a_record_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    source = tmp_path / "in.csv"
    source.write_bytes(HEADS["three"].encode() + b'"' + b"13812345678\n" * 2000)
    monkeypatch.setattr(files, "CHUNK", 1000)
    monkeypatch.setattr(files, "LONGEST", 5000)
    with pytest.raises(Problem, match="64 MiB"):
        table.mask(source, tmp_path / "out.csv", policy.load(tmp_path / "policy.yaml", {}), encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "policy.yaml"]


def test_a_column_in_place_is_as_by_the_operator(tmp_path: Path) -> None:
    """Characters of one to four bytes: byte length kept, and the same stars as in a file that is not of CSV."""
    rng = random.Random(4)
    values = ["".join(rng.choices("a1é中𠮷😀＊*-", k=rng.randint(1, 24))) for _ in range(4000)]
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("手机\n" + "".join(f"{one}\n" for one in values), "utf-8")
    table.mask(source, out, policy.builtin(), encoding="utf-8")
    usual = policy.builtin().of_kind("mobile").operator
    assert usual
    assert out.read_text("utf-8").split("\n")[1:-1] == usual.packed(Packed.of(values))[0].texts()
