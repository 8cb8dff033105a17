"""="13812345678": how table programs are told that a field is no number. What stands within is masked as elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.run import mask

KEY = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\nrest: leave\ncolumns:\n  手机: '
PHONE = "13812345678"
SPELT = [PHONE, f'="{PHONE}"', f'"=""{PHONE}"""', f'"{PHONE}"']


def masked(folder: Path, rule: str, *fields: str) -> list[str]:
    """The masked fields of a column, as they are spelt."""
    (folder / "p.yaml").write_text(f"{HEAD}{{{rule}}}\n", encoding="utf-8")
    (folder / "a.csv").write_text("手机,备注\n" + "".join(f"{one},x\n" for one in fields), encoding="utf-8")
    made = policy.load(folder / "p.yaml", {}, KEY)
    result = mask(folder / "a.csv", folder / "o.csv", made, force=True)
    assert result.columns["手机"]["misfits"] == 0
    lines = (folder / "o.csv").read_text("utf-8").splitlines()[1:]
    assert all(line.endswith(",x") for line in lines)
    return [line.removesuffix(",x") for line in lines]


@pytest.mark.parametrize("rule", ["kind: mobile", "kind: mobile, operator: fpe", "operator: hash, length: 20"])
def test_it_is_masked_as_the_value_within(tmp_path: Path, rule: str) -> None:
    plain, *others = masked(tmp_path, rule, *SPELT)
    assert plain != PHONE and others == [f'="{plain}"', f'"=""{plain}"""', f'"{plain}"']


def test_a_mask_that_needs_quotes_takes_the_whole_field(tmp_path: Path) -> None:
    made = masked(tmp_path, "operator: redact, label: '密,件'", *SPELT)
    assert made == ['"密,件"'] * 4


def test_what_only_begins_so_stays_a_text(tmp_path: Path) -> None:
    odd = ['="', '=""', '="1', "=1", '="1"2']
    (tmp_path / "a.csv").write_text("备注,值\n" + "".join(f"{one},x\n" for one in odd), encoding="utf-8")
    mask(tmp_path / "a.csv", tmp_path / "o.csv", policy.builtin())
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()


def test_check_looks_within(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'手机,备注\n="{PHONE}",x\n', encoding="utf-8")
    assert check(tmp_path / "a.csv").counts == {"mobile": 1}
