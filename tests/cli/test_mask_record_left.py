"""16.2 where a policy left personal columns: whatever their values look like, they were found, with the audit or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_mask_record import SET, run, verdicts
from tests.web import made
from zhengan.accounts.models import Institution

LEAVE = 'zhengan-masking: "1"\ncolumns:\n  客户姓名: {operator: leave, kind: name}\n  证件号码: {operator: leave}\n'


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    made.enter(found, "test_data_sets", id="set", **SET)
    return found


@pytest.mark.parametrize("options", [(), ("--no-audit",)])
def test_a_left_column_is_not_clean_for_the_shape_of_its_values(
    options: tuple[str, ...], one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("客户姓名,手机,证件号码\n阿迪力,13812345678,88-1\n", "utf-8")
    (tmp_path / "p.yaml").write_text(LEAVE, "utf-8")
    assert run(capsys, "run", source, "-o", target, "--policy", tmp_path / "p.yaml", "--record", "set")[0] == 0
    code, out, _ = run(capsys, "check", target, "--record", "set", *options)
    assert code == 1 and "name 1" in out and "resident_id 1" in out and "未脱敏 2 项" in out
    assert verdicts(one) == ["not_met"]
