"""16.2 where a policy left personal columns: whatever their values look like, they were found, with the audit or without."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_mask_record import SET, run, verdicts
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.registers.personal_info.models import MaskingRun

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
    source.write_text("客户姓名,手机,证件号码\n玉罕囡,13812345678,88-1\n", "utf-8")
    (tmp_path / "p.yaml").write_text(LEAVE, "utf-8")
    assert run(capsys, "run", source, "-o", target, "--policy", tmp_path / "p.yaml", "--record", "set")[0] == 0
    code, out, _ = run(capsys, "check", target, "--record", "set", *options)
    assert code == 1 and "name 1" in out and "resident_id 1" in out and "未脱敏 2 项" in out
    assert verdicts(one) == ["not_met"]


def test_of_a_whole_folder_the_audits_and_folders_are_passed_over(
    one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, within = tmp_path / "out" / "a.csv", tmp_path / "out" / "sub"
    within.mkdir(parents=True)
    (tmp_path / "a.csv").write_text("客户姓名\n李娜\n", "utf-8")
    assert run(capsys, "run", tmp_path / "a.csv", "-o", target, "--record", "set")[0] == 0
    every = sorted(target.parent.iterdir())
    assert [one.name for one in every] == ["a.csv", "a.csv.audit.json", "sub"]
    code, out, err = run(capsys, "check", *every, "--record", "set")
    assert code == 3 and "a.csv.audit.json：是审计记录" in err and "sub：是目录" in err and f"{within}/*" in err
    assert "已登记" in out and verdicts(one) == ["met"]
    assert run(capsys, "check", *every[:2])[0] == 0
    code, _, err = run(capsys, "check", *every[1:])
    assert code == 2 and "没有要检查的文件" in err


def test_beside_a_file_that_no_run_wrote_the_others_are_recorded(
    one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("客户姓名\n李娜\n", "utf-8")
    (tmp_path / "read.txt").write_text("说明\n", "utf-8")
    assert run(capsys, "run", tmp_path / "a.csv", "-o", tmp_path / "b.csv", "--record", "set")[0] == 0
    code, out, err = run(capsys, "check", tmp_path / "read.txt", tmp_path / "b.csv", "--record", "set")
    assert code == 2 and "“read.txt”不是" in err and "已登记" in out and "16.2  符合" in out
    assert verdicts(one) == ["met"]


def test_what_stayed_as_published_is_told_with_the_verdict(
    one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("客户姓名,备注\n李娜,网点电话 0571-87654321\n王芳,来电 0571-87654321\n", "utf-8")
    (tmp_path / "list.txt").write_text("0571-87654321\n", "utf-8")
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\npublic: list.txt\n', "utf-8")
    code, _, err = run(capsys, "run", source, "-o", target, "--policy", tmp_path / "p.yaml", "--record", "set")
    assert code == 0, err
    code, out, _ = run(capsys, "check", target, "--policy", tmp_path / "p.yaml", "--record", "set")
    assert code == 0 and "16.2  符合" in out and "另有 2 项属本机构公开信息清单" in out
    assert MaskingRun.objects.get().public == 2


def test_a_table_that_a_policy_left_is_known_by_the_audit_or_not_at_all(
    one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with sqlite3.connect("crm.db") as base:
        base.execute("CREATE TABLE c (id INTEGER PRIMARY KEY, 客户姓名 TEXT, 手机 TEXT)")
        base.execute("INSERT INTO c VALUES (1, '玉罕囡', '13812345678')")
    Path("p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  c.客户姓名: {operator: leave}\n', "utf-8")
    where = ("sqlite:///crm.db", "--table")
    assert run(capsys, "table", *where, "c", "--as", "m", "--policy", "p.yaml", "--record", "set")[0] == 0
    moved = Path("m.audit.json").rename("elsewhere.json")
    code, _, err = run(capsys, "check-table", *where, "m", "--record", "set")
    assert code == 2 and "没有登记过的审计记录" in err and verdicts(one) == ["unknown"]
    for options in (("--audit", moved), ()):
        if not options:
            moved.rename("m.audit.json")
        code, out, err = run(capsys, "check-table", *where, "m", "--record", "set", *options)
        assert code == 1 and "name 1" in out and verdicts(one) == ["not_met"], err
