"""``zhengan mask run --record`` and ``check --record``: from a file to the verdict of 16.2, through a real database."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.services import latest
from zhengan.cli.main import main
from zhengan.masking.digests import of_bytes
from zhengan.records.clock import now
from zhengan.records.services import history, withdraw
from zhengan.registers.personal_info.models import DataSet, MaskingCheck, MaskingRun

TABLE = "客户姓名,手机号,备注\n李娜,13912345678,无\n王芳,13812345678,来电 13712345678\n"
NAMES = ("客户姓名", "手机号", "备注")
LEAVE = 'zhengan-masking: "1"\ncolumns:\n' + "".join(f"  {name}: {{operator: leave}}\n" for name in NAMES)
SET = {"system": "core", "name": "交易测试库", "environment": "test", "sensitive": "是", "since": "2026-01-01"}


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    made.enter(found, "test_data_sets", id="set", **SET)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    source = tmp_path / "customers.csv"
    source.write_text(TABLE, "utf-8")
    return source


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main(["mask", *map(str, args)])
    out, err = capsys.readouterr()
    return int(done.value.code or 0), out, err


def verdicts(institution: Institution) -> Sequence[str]:
    view = latest(institution, now().date())
    return [one.verdict.value for one in view.findings if one.rule == "16.2-masked" and one.subject == "set"]


def digest(path: Path) -> str:
    return of_bytes(path.read_bytes())


def test_from_unknown_to_met_to_not_met(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("masked.csv")
    assert verdicts(one) == ["unknown"]

    code, out, _ = run(capsys, "run", file, "-o", target, "--record", "set")
    row = MaskingRun.objects.get()
    assert code == 0 and f"已登记：脱敏运行 {row.uid}（交易测试库）" in out and "16.2  未知" in out
    assert (row.data_set, row.policy, row.masked, row.kinds) == ("set", "builtin", 5, ("mobile", "name"))
    assert row.policy_version.startswith("builtin-1 · ") and (row.before, row.after) == (digest(file), digest(target))
    assert row.origin == "cli" and verdicts(one) == ["unknown"]  # masked, and nobody has looked since

    code, out, _ = run(capsys, "check", target, "--record", "set")
    assert code == 0 and "未脱敏 0 项" in out and "16.2  符合" in out and verdicts(one) == ["met"]
    checked = MaskingCheck.objects.get()
    assert (checked.remaining, checked.output, checked.digest) == (0, str(target), digest(target))
    assert checked.data_set == "set" and checked.tool == "zhengan mask check" and row.output == str(target)

    leak = file.with_name("leak.csv")
    leak.write_text(TABLE, "utf-8")
    code, out, _ = run(capsys, "check", target, leak, "--record", "set")
    assert code == 1 and "16.2  不符合" in out and verdicts(one) == ["not_met"]
    assert "未脱敏的在：leak.csv" in out and MaskingCheck.objects.get(output=str(leak)).remaining >= 3
    assert MaskingCheck.objects.count() == 3 and len(history(DataSet, one, "set")) == 1  # what the set states stays


def test_a_clean_check_clears_only_what_it_looked_at(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, policy = file.with_name("a.m.csv"), file.with_name("c.m.csv"), file.with_name("leave.yaml")
    policy.write_text(LEAVE, "utf-8")
    run(capsys, "run", file, "-o", good, "--record", "set")
    code, _, err = run(capsys, "run", "--policy", policy, file, "-o", bad, "--record", "set")
    assert code == 0, err
    assert "脱敏之后没有检查的：c.m.csv" in run(capsys, "check", good, "--record", "set")[1] and verdicts(one) == ["unknown"]
    code, out, _ = run(capsys, "check", bad, "--record", "set")
    assert code == 1 and "16.2  不符合" in out and "未脱敏的在：c.m.csv" in out
    code, out, _ = run(capsys, "check", good, "--record", "set")
    assert code == 0 and "未脱敏 0 项" in out and "16.2  不符合" in out and verdicts(one) == ["not_met"]  # it is still there
    file.write_text(TABLE + "赵六,13912345678,无\n", "utf-8")
    run(capsys, "run", file, "-o", bad, "--force", "--record", "set")
    assert verdicts(one) == ["not_met"]  # written anew, and nobody has looked
    assert "16.2  符合" in run(capsys, "check", bad, "--record", "set")[1] and verdicts(one) == ["met"]


def test_of_two_runs_the_older_alone_was_checked(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    older, newer = file.with_name("older.csv"), file.with_name("newer.csv")
    run(capsys, "run", file, "-o", older, "--record", "set")
    file.write_text(TABLE + "赵六,13912345678,无\n", "utf-8")
    run(capsys, "run", file, "-o", newer, "--record", "set")
    out = run(capsys, "check", older, "--record", "set")[1]
    assert "16.2  未知" in out and "脱敏之后没有检查的：newer.csv" in out and verdicts(one) == ["unknown"]
    assert run(capsys, "check", newer, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


def edited(audit: Path) -> None:
    told = json.loads(audit.read_text("utf-8"))
    told["columns"] = {name: {"operator": "fpe", "kind": "", "values": 2, "misfits": 0} for name in NAMES}
    audit.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def test_an_audit_that_was_edited_is_no_evidence(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, policy = file.with_name("f.csv"), file.with_name("leave.yaml")
    policy.write_text(LEAVE, "utf-8")
    run(capsys, "run", "--policy", policy, file, "-o", bad, "--record", "set")
    audit = bad.with_name("f.csv.audit.json")
    edited(audit)
    code, out, _ = run(capsys, "check", bad)
    assert code == 0 and "以审计记录 f.csv.audit.json 所写为准，没有与登记核对" in out
    code, out, err = run(capsys, "check", bad, "--record", "set")
    assert code == 2 and "审计记录“f.csv.audit.json”不是“交易测试库”登记过的脱敏运行写出的那一份" in err
    assert "已登记" not in out and not MaskingCheck.objects.exists()
    code, out, _ = run(capsys, "check", bad, "--record", "set", "--no-audit")
    assert code == 1 and verdicts(one) == ["not_met"]


def test_an_edited_audit_is_not_recorded_as_another_run(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = file.with_name("masked")
    folder.mkdir()
    run(capsys, "run", file, "-o", folder, "--record", "set")
    edited(folder / f"{file.name}.audit.json")
    code, _, err = run(capsys, "run", file, "-o", folder, "--record", "set")
    assert code == 2 and "登记过的脱敏运行写出的那一份" in err and MaskingRun.objects.count() == 1


@pytest.mark.parametrize("how", ["nothing", "unrecorded", "other", "changed"])
def test_that_nothing_was_found_in_what_no_recorded_run_of_the_set_wrote_is_not_recorded(
    how: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.enter(one, "test_data_sets", id="another", **SET)
    target, looked = file.with_name("masked.csv"), file.with_name("looked.csv")
    run(capsys, "run", file, "-o", target, "--record", "set")
    looked.write_text("", "utf-8")
    if how in ("unrecorded", "other"):
        file.write_text(TABLE + "赵六,13912345678,无\n", "utf-8")
        run(capsys, "run", file, "-o", looked, "--force", *(("--record", "another") if how == "other" else ()))
    if how == "changed":
        looked.write_bytes(target.read_bytes() + "赵＊,138****5678,无\n".encode())
    code, out, err = run(capsys, "check", looked, "--record", "set", "--no-audit")
    assert code == 2 and "已登记" not in out
    assert "“looked.csv”不是“交易测试库”登记过的脱敏运行写出的" in err and "--record set" in err
    assert verdicts(one) == ["unknown"] and len(history(DataSet, one, "set")) == 1


def test_a_run_with_other_sums_is_known_again(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("masked.csv")
    run(capsys, "run", file, "-o", target, "--record", "set", "--sums", "sm3")
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


def test_a_table_is_recorded_as_a_file_is(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    with sqlite3.connect("crm.db") as base:
        base.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, 手机号 TEXT)")
        base.execute("INSERT INTO customers VALUES (1, '13812345678')")
    where = "sqlite:///crm.db"
    code, _, err = run(capsys, "table", where, "--table", "customers", "--as", "masked", "--record", "other")
    assert code == 2 and "没有“other”" in err and not Path("masked.audit.json").exists()
    code, out, _ = run(capsys, "table", where, "--table", "customers", "--as", "masked", "--record", "set")
    row = MaskingRun.objects.get()
    assert code == 0 and f"已登记：脱敏运行 {row.uid}（交易测试库）" in out and "16.2  未知" in out
    assert row.after.startswith("rows-sha256:") and row.masked == 1

    code, out, err = run(capsys, "check-table", where, "--table", "customers", "--record", "set")
    assert code == 1 and "还有个人信息" in out and not err and verdicts(one) == ["not_met"]
    code, out, _ = run(capsys, "check-table", where, "--table", "masked", "--record", "set", "--json")
    assert code == 0 and json.loads(out)["recorded"] == MaskingCheck.objects.latest("pk").uid
    checked = MaskingCheck.objects.latest("pk")
    assert (checked.output, checked.digest) == (row.output, row.after) == ("sqlite:///crm.db masked", row.after)
    assert checked.tool == "zhengan mask check-table" and verdicts(one) == ["not_met"]  # the other table was found in clear
    withdraw(MaskingCheck.objects.get(output="sqlite:///crm.db customers"), by=None, why="原表，不在测试环境")
    assert verdicts(one) == ["met"]
    with sqlite3.connect("crm.db") as base:
        base.execute("UPDATE masked SET 手机号 = '139****5678'")
    code, _, err = run(capsys, "check-table", where, "--table", "masked", "--record", "set")
    assert code == 2 and "脱敏之后改动过" in err and verdicts(one) == ["met"]
    with sqlite3.connect("crm.db") as base:
        base.execute("UPDATE masked SET 手机号 = '13912345678'")
    assert run(capsys, "check-table", where, "--table", "masked", "--record", "set")[0] == 1 and verdicts(one) == ["not_met"]


def test_files_of_one_name_in_two_folders_are_both_named(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [file.parent / folder / "masked.csv" for folder in ("a", "b")]
    for k, target in enumerate(files):
        target.parent.mkdir()
        file.write_text(TABLE + "赵六,13912345678,无\n" * k, "utf-8")
        run(capsys, "run", file, "-o", target, "--record", "set")
    assert run(capsys, "check", *files, "--record", "set")[0] == 0
    known = MaskingCheck.objects.order_by("output").values_list("output", "digest")
    assert [*known] == [(str(target), digest(target)) for target in files]


def test_a_run_done_already_is_recorded_once(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = file.with_name("masked")
    folder.mkdir()
    for told in ("", "已登记：脱敏运行", "已在台账中（交易测试库）"):
        code, out, _ = run(capsys, "run", file, "-o", folder, *(("--record", "set") if told else ()))
        assert code == 0 and told in out
    assert MaskingRun.objects.count() == 1


def test_labelled_numbers_that_nothing_proves_are_told_apart(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("masked.csv")
    file.write_text("客户姓名,备注\n李娜,交易编码：0081234567\n王芳,银行账号：1001234567890123456\n", "utf-8")
    run(capsys, "run", file, "-o", target, "--record", "set")
    code, out, _ = run(capsys, "check", target, "--record", "set")
    assert code == 0 and "没有发现个人信息" in out and "带有字样但无法确认的号码 2 个" in out and "00812345" not in out
    assert "第 1 条记录 备注" in out and "16.2  符合" in out and MaskingCheck.objects.get().doubtful == 2
    assert "另有带有字样但无法确认的号码 2 个" in out.split("16.2  符合")[1]
    assert run(capsys, "check", target, "--strict")[0] == 1
    told = json.loads(run(capsys, "check", target, "--json")[1])
    assert told[0]["clean"] and told[0]["doubtful"] == {"account_label": 1, "card_label": 1}


def test_as_json(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("masked.csv")
    told = json.loads(run(capsys, "run", file, "-o", target, "--record", "set", "--json")[1])
    assert told[0]["recorded"] == MaskingRun.objects.get().uid
    told = json.loads(run(capsys, "check", target, "--record", "set", "--json")[1])
    assert told[0]["recorded"] == MaskingCheck.objects.get().uid and told[0]["clean"]


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_set_nobody_registered_is_told_before_anything_is_done(
    command: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("masked.csv")
    output = ("-o", target) if command == "run" else ()
    code, out, err = run(capsys, command, file, *output, "--record", "other")
    assert code == 2 and not out and not target.exists() and not MaskingRun.objects.exists()
    assert "“测试数据集”台账中没有“other”" in err and "已登记的（set）" in err and "zhengan record test_data_sets id=other" in err
    code, _, err = run(capsys, command, file, *output, "--record", "set", "--institution", "nobody")
    assert code == 2 and "没有机构" in err and not target.exists()


def test_a_set_of_another_institution_is_none_of_ours(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.institution("two")
    code, _, err = run(capsys, "check", file, "--record", "set", "--institution", "two")
    assert code == 2 and "没有“set”" in err and "（set）" not in err


def test_explain_says_why_in_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGAN_LANG", "en")
    _, out, _ = run(capsys, "explain", "客户李娜，资金账号 1080123456")
    assert "name  李＊  surname, given name and context fit" in out and "fund account  10****3456  after “资金账号”" in out


def test_without_record_there_is_no_django(file: Path) -> None:
    program = (
        "import sys\nsys.modules['django'] = None\nfrom zhengan.cli.main import main\n"
        f"main(['mask', 'run', {str(file)!r}, '-o', {str(file.with_name('masked.csv'))!r}])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "139****5678" in file.with_name("masked.csv").read_text("utf-8")
