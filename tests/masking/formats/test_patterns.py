"""Patterns of the user's own: they match characters, within a line and within a field, and nothing of a match stays."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats.cells import Cells
from zhengan.masking.formats.scanning import longer
from zhengan.masking.run import mask

LABEL = "[已脱敏]"


def masked(folder: Path, name: str, raw: bytes, regex: str, **more: str) -> bytes:
    """What a file of these bytes becomes."""
    one = json.dumps({"name": "x", "operator": "redact", "regex": regex, **more}, ensure_ascii=False)
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\npatterns: [{one}]\n', "utf-8")
    (folder / name).write_bytes(raw)
    mask(folder / name, folder / f"out-{name}", policy.load(folder / "p.yaml", {}))
    return (folder / f"out-{name}").read_bytes()


@pytest.mark.parametrize("names", [["x", "mobile"], ["x", "x"], ["digits", "x"], ["pattern-1", ""], ["x", "text"]])
def test_a_name_that_is_taken_is_refused_with_its_line(tmp_path: Path, names: list[str]) -> None:
    """Else what the audit says of the one would hold for the other, and a check would look for neither."""
    rows = "".join(f"  - regex: X[0-9]+\n    operator: redact\n    {f'name: {one}' if one else 'label: x'}\n" for one in names)
    (tmp_path / "p.yaml").write_text(f'zhengan-masking: "1"\npatterns:\n{rows}', "utf-8")
    with pytest.raises(Problem) as refused:
        policy.load(tmp_path / "p.yaml", {})
    taken = next((k for k, name in enumerate(names) if name in policy.ALL), 1)
    assert refused.value.where and refused.value.where.line == 3 + 3 * taken + (2 if names[taken] else 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    ("regex", "left"),
    [
        ("代号[一-龥]{2}", "项目[已脱敏]，密级高。"),
        (r"\p{Han}+", "[已脱敏]，[已脱敏]。"),
        ("密级.", "项目代号甲乙，[已脱敏]。"),
        ("代号[^，]+", "项目[已脱敏]，密级高。"),
    ],
)
def test_characters_are_matched_not_bytes(tmp_path: Path, encoding: str, regex: str, left: str) -> None:
    text = "项目代号甲乙，密级高。\n"
    assert masked(tmp_path, "a.log", (text * 20).encode(encoding), regex) == (left + "\n").encode(encoding) * 20
    table = masked(tmp_path, "a.csv", f"编号,备注\n1,{text}".encode(encoding), regex).decode(encoding)
    assert table.endswith(f"1,{left}\n")
    if encoding == "utf-8":
        line = masked(tmp_path, "a.ndjson", json.dumps({"a": text.strip()}).encode(), regex)
        assert json.loads(line) == {"a": left}


def test_bytes_that_are_no_text_are_taken_in_and_stay_where_nothing_matches(tmp_path: Path) -> None:
    fine = "项目代号甲乙。\n".encode() * 30
    assert masked(tmp_path, "a.log", fine + b"x\xff \xe5\xaf\x86\xe7\xba\xa7\xff\xe9;a\n", "密级[^;]+") == (
        fine + b"x\xff " + LABEL.encode() + b";a\n"
    )


def test_a_check_matches_characters_as_a_run_does(tmp_path: Path) -> None:
    masked(tmp_path, "a.log", "项目代号甲乙，密级高。\n".encode(), r"代号\p{Han}{2}")
    remains = check(tmp_path / "a.log", by=policy.load(tmp_path / "p.yaml", {}))
    assert remains.counts == {"x": 1} and remains.places == [{"kind": "x", "line": 1, "column": 3}]


def test_a_match_ends_with_its_line_and_its_field(tmp_path: Path) -> None:
    table = '责任人:表,b\n责任人:王,12\r\n"责任人:王,某",12\nx;y,"责任人:""王"""\n'.encode()
    assert masked(tmp_path, "a.csv", table, "责任人:[^;]+").decode() == (
        f'{LABEL},b\n{LABEL},12\r\n"{LABEL}",12\nx;y,"{LABEL}"\n'
    )
    assert masked(tmp_path, "a.log", "责任人:王\n下一行\n".encode(), "责任人:[^;]+").decode() == f"{LABEL}\n下一行\n"
    lines = "".join(json.dumps({"a": one}, ensure_ascii=False) + "\n" for one in ("责任人:王", "x;y"))
    assert masked(tmp_path, "a.ndjson", lines.encode(), "责任人:[^;]+").decode() == (
        f'{{"a": "{LABEL}"}}\n{{"a": "x;y"}}\n'
    )


@pytest.mark.parametrize("name", ["a.log", "a.csv", "a.ndjson"])
def test_a_longer_match_takes_in_a_value(tmp_path: Path, name: str) -> None:
    text = "责任人:张三AB9999;结束"
    raw = {"a.log": f"{text}\n", "a.csv": f"备注,b\n{text},1\n", "a.ndjson": json.dumps({"a": text}) + "\n"}[name]
    made = masked(tmp_path, name, raw.encode(), "责任人:[^;]+").decode()
    assert (json.loads(made)["a"] if name == "a.ndjson" else made).count(f"{LABEL};结束") == 1
    assert "AB9999" not in made and "张" not in made


def test_a_longer_value_stays_and_the_rest_of_the_match_is_masked(tmp_path: Path) -> None:
    made = masked(tmp_path, "a.log", "电话13812345678 号甲乙，完\n".encode(), "[0-9] 号甲").decode()
    assert made == f"电话138****5678{LABEL}乙，完\n"


def test_of_values_and_matches_nothing_passes() -> None:
    for seed in range(300):
        random = np.random.default_rng(seed)
        many = 2 * random.integers(0, 7, 2)
        spans = [np.sort(random.choice(40, size=one, replace=False)).reshape(-1, 2) for one in many]
        values = Cells(spans[0][:, 0], spans[0][:, 1], np.zeros(len(spans[0]), np.int16), np.zeros(len(spans[0]), np.uint8))
        left, starts, ends = longer(values, [(int(a), int(b)) for a, b in spans[1]])
        after = np.zeros(40, np.int64)
        for a, b in [*zip(left.starts, left.ends, strict=True), *zip(starts, ends, strict=True)]:
            after[a:b] += 1
        before = np.zeros(40, np.bool_)
        for a, b in np.concatenate(spans):
            before[a:b] = True
        assert ((after > 0) == before).all() and after.max() <= 1 and (np.diff(starts) > 0).all()
