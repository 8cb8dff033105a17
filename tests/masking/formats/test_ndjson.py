"""NDJSON: values change where they stand; every other byte stays, whatever the file looks like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.formats.json import kernel as jsonkernel
from zhengan.masking.formats.json import ndjson
from zhengan.masking.run import mask

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
FPE = HEAD + "columns:\n  customer.mobile: {kind: mobile, operator: fpe}\n"


def run(folder: Path, raw: bytes, text: str = "") -> tuple[bytes, files.Result]:
    (folder / "policy.yaml").write_text(text or HEAD, encoding="utf-8")
    (folder / "in.ndjson").write_bytes(raw)
    made = policy.load(folder / "policy.yaml", {}, ONCE)
    result = mask(folder / "in.ndjson", folder / "out.ndjson", made, force=True)
    return (folder / "out.ndjson").read_bytes(), result


def test_keys_order_spacing_numbers_and_duplicates_stay(tmp_path: Path) -> None:
    raw = '\ufeff {"b" : 1.50e3,"a":-0, "a": "13812345678" , "n":null,"t":true,"e":[ ],"o":{ }}\r\n\r\n{"b":"x"}'.encode()
    out, result = run(tmp_path, raw)
    assert out == raw.replace(b"13812345678", b"138****5678")
    assert result.rows == 2 and result.kinds["mobile"]["values"] == 1


def test_columns_are_paths_and_arrays_and_all_below_belong_to_them(tmp_path: Path) -> None:
    text = HEAD + (
        "rest: leave\ncolumns:\n  a.b: {operator: redact, label: X}\n  a.b.keep: {operator: leave}\n  list: {operator: redact}\n"
    )
    raw = b'{"a":{"b":["1",["2",{"c":"3","keep":"4"}]],"x":"5"},"b":"6","list":[{"q":"7"},8,true,null]}\n'
    out, result = run(tmp_path, raw, text)
    assert json.loads(out) == {
        "a": {"b": ["X", ["X", {"c": "X", "keep": "4"}]], "x": "5"}, "b": "6",
        "list": [{"q": "[已脱敏]"}, "[已脱敏]", "[已脱敏]", None],
    }  # fmt: skip
    assert (result.columns["a.b"]["values"], result.columns["list"]["values"]) == (3, 3)


def test_a_pseudonym_is_the_same_for_a_number_and_for_a_text(tmp_path: Path) -> None:
    values = (b"13812345678", b'"13812345678"', b'"1\\u00338 1234 5678"', b"13812345678.0")
    raw = b"".join(b'{"customer":{"mobile":' + value + b"}}\n" for value in values)
    first, second, third, fourth = (json.loads(line)["customer"]["mobile"] for line in run(tmp_path, raw, FPE)[0].splitlines())
    assert isinstance(first, int) and second == str(first) != "13812345678"
    assert third.replace(" ", "") == second and isinstance(fourth, float) and fourth == first


def test_escapes_are_read_and_a_text_that_was_ascii_stays_so(tmp_path: Path) -> None:
    said = "张伟的手机是13812345678，\"好\"\n"
    out, result = run(tmp_path, (json.dumps({"姓名": "张伟", "备注": said}) + "\n").encode())
    assert out.isascii() and result.columns["姓名"]["values"] == 1
    assert json.loads(out) == {"姓名": "张＊", "备注": said.replace("张伟", "张＊").replace("13812345678", "138****5678")}
    raw = json.dumps({"备注": "行情\\路径\t\u2028", "姓名": ""}).encode() + b"\n"
    assert run(tmp_path, raw)[0] == raw


def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = "".join(
        json.dumps({"n": k, "customer": {"mobile": f"1391234{k:04}", "姓名": "王伟" * (k % 3)}}, ensure_ascii=k % 2 == 0) + "\n"
        for k in range(200)
    ).encode()
    whole, _ = run(tmp_path, raw, FPE)
    for size in (256, 509, 4099):
        monkeypatch.setattr(files, "CHUNK", size)
        assert run(tmp_path, raw, FPE)[0] == whole


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('{"a":1', 7), ('{"a":01}', 6), ('{"a":"x\ty"}', 7), ("[1]", 1), ('{"a":1} 2', 9), ('{"a" 1}', 6), ("{'a':1}", 2),
        ('{"a":1,}', 8), ('{"a":[1,]}', 9), ('{"a":tru}', 6), ('{"a":"\\x"}', 7), ('{"a":"\\u12g4"}', 7), ("x", 1),
        ('{"a":' + "[" * 600, 517),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_and_nothing_is_left(tmp_path: Path, line: str, column: int) -> None:
    with pytest.raises(Problem) as refused:
        run(tmp_path, ('{"ok":1}\n\n' + line + "\n{}\n").encode())
    where = refused.value.where
    assert where and (where.source, where.line, where.column) == ("in.ndjson", 3, column)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.ndjson", "policy.yaml"]


def test_keys_stay_and_what_they_hold_is_noted_and_found_by_the_check(tmp_path: Path) -> None:
    raw = '{"a":1}\n{"13812345678":{"姓名":"张伟"}}\n'.encode()
    out, result = run(tmp_path, raw)
    assert out == raw.replace("张伟".encode(), "张＊".encode())
    assert result.notes == ["键名中有个人信息，键名未改动"] and "13812345678" not in str(result)
    assert check(tmp_path / "out.ndjson").places == [{"kind": "mobile", "line": 2}]


def test_a_column_that_no_object_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"customer\.mobile"):
        run(tmp_path, b'{"mobile":"13812345678"}\n', FPE)
    assert not (tmp_path / "out.ndjson").exists()


SAID = ["13812345678", "手机13812345678，邮箱 a@example.com", "张伟", "6222021234567890128", '"\\\n13812345678']
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | st.text() | st.sampled_from(SAID)
OBJECTS = st.dictionaries(
    st.text(max_size=5) | st.sampled_from(["手机", "customer", "mobile"]),
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


def shape(value: Any) -> Any:
    """All but what strings say; a number under a header that names a kind may become one."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return value if value is None or isinstance(value, bool) else str


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(OBJECTS, min_size=1, max_size=4), st.booleans(), st.sampled_from([None, 1]))
def test_any_json_keeps_its_shape_and_what_holds_nothing_its_bytes(
    tmp_path: Path, objects: list[dict[str, Any]], ascii_only: bool, indent: int | None
) -> None:
    lines = [json.dumps(one, ensure_ascii=ascii_only, separators=(" ,", ":\t") if indent else None) for one in objects]
    lines = [line.encode("utf-8", "replace").decode() for line in lines]
    out, _ = run(tmp_path, "\n".join(lines).encode())
    masked = out.decode().split("\n")
    assert [shape(json.loads(line)) for line in masked] == [shape(json.loads(line)) for line in lines]
    for before, after in zip(lines, masked, strict=True):
        if json.loads(before) == json.loads(after):
            assert before == after


@given(st.text() | st.sampled_from(["😀", "\x00\x1f\x7f", "\ud800", "\udfff\ud800", "\\u5f20", '"/']))
def test_the_kernel_reads_strings_as_json_does(text: str) -> None:
    raws = [json.dumps(text, ensure_ascii=True)[1:-1].encode(), b"\\/"]
    buf = np.frombuffer(b"".join(raws) + bytes(8), np.uint8)
    starts = np.array([0, len(raws[0])], np.int64)
    ends = np.array([len(raws[0]), len(raws[0]) + 2], np.int64)
    data, at = jsonkernel.meant(buf, starts, ends, np.array([1, 0], np.int64))
    assert bytes(data[: at[1]]) == b"/"
    assert bytes(data[at[1] :]).decode() == text.encode("utf-8", "replace").decode() == ndjson.Text(False).read(raws[0])
