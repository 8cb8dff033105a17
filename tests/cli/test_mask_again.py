"""A run of several files skips only what it would write the same again, and never restores with another key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem, Problems
from zhengan.masking import deciding

KEY = "8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc"
HEAD = 'zhengan-masking: "1"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("手机,备注\n13812345678,零零七来访\n", encoding="utf-8")
    (tmp_path / "names.txt").write_text("零零八\n", encoding="utf-8")
    (tmp_path / "p.yaml").write_text(HEAD + "names: names.txt\n", encoding="utf-8")
    return tmp_path


def zhengan(*words: str, key: str = KEY) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"MASK_KEY": key, "ZHENGAN_LANG": "zh"})


def again(*words: str) -> Result:
    return zhengan("run", "--policy", "p.yaml", "a.csv", "b.csv", "-o", "out", *words)


def test_what_would_be_written_the_same_is_skipped(folder: Path) -> None:
    assert again().exit_code == 0 and again().output.count("已完成，跳过") == 2


@pytest.mark.parametrize(
    "words", [("--no-header",), ("--separator", ","), ("--format", "csv"), ("--sums", "sm3"), ("--encoding", "utf-8")]
)
def test_other_options_are_another_run(folder: Path, words: tuple[str, ...]) -> None:
    assert again().exit_code == 0
    done = again(*words)
    assert "跳过" not in done.output and isinstance(done.exception, Problem) and "已存在" in str(done.exception)
    assert f"选项与上次不同：{words[0].replace('--sums', 'sums')}" in done.exception.line()


def test_why_an_output_is_not_taken_for_done_is_said_and_the_others_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert again().exit_code == 0

    def why() -> str:
        done = again()
        assert isinstance(done.exception, Problem) and done.output.count("b.csv 已完成，跳过") == 1
        return done.exception.line()

    audit = folder / "out" / "a.csv.audit.json"
    record = audit.read_text("utf-8")
    (folder / "out" / "a.csv").write_text("手机,备注\n", "utf-8")
    assert "输出文件在写出之后改动过" in why()
    audit.unlink()
    assert "旁边没有审计记录" in why()
    audit.write_text(record, "utf-8")
    (folder / "a.csv").write_text("手机,备注\n,\n", "utf-8")
    assert "原文件在上次脱敏之后改动过" in why()
    (folder / "c.csv").write_text("手机\n13812345678\n", "utf-8")
    done = zhengan("run", "--policy", "p.yaml", "a.csv", "c.csv", "-o", "out", "--json")
    assert isinstance(done.exception, Problem) and [one["source"]["name"] for one in json.loads(done.stdout)] == ["c.csv"]
    assert "138****5678" in (folder / "out" / "c.csv").read_text("utf-8")
    (folder / "p.yaml").write_text(HEAD + "purpose: test\n", "utf-8")
    done = again()
    assert isinstance(done.exception, Problems) and done.exception.line().count("策略与上次不同") == 2
    (folder / "p.yaml").write_text(HEAD + "names: names.txt\n", "utf-8")
    monkeypatch.setattr(deciding, "program", lambda: "other")
    refused = again().exception
    assert isinstance(refused, Problem) and "程序与上次不同" in refused.line()


def test_other_names_are_another_run(folder: Path) -> None:
    assert again().exit_code == 0
    (folder / "names.txt").write_text("零零七\n", encoding="utf-8")
    assert "跳过" not in again().output
    assert again("--force").exit_code == 0 and "零零七" not in (folder / "out" / "a.csv").read_text("utf-8")
    assert again().output.count("已完成，跳过") == 2


def test_another_program_and_an_audit_that_does_not_say_are_another_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert again().exit_code == 0
    path = folder / "out" / "a.csv.audit.json"
    record = json.loads(path.read_text("utf-8"))
    assert record["decided"]["header"] is True and len(record["decided"]["program"]) == 64
    path.write_text(json.dumps({key: value for key, value in record.items() if key != "decided"}), "utf-8")
    assert isinstance(again().exception, Problem)
    path.write_text(json.dumps(record), "utf-8")
    assert again().exit_code == 0
    monkeypatch.setattr(deciding, "program", lambda: "other")
    assert isinstance(again().exception, Problem)


RULE = "key: {env: MASK_KEY}\ncolumns:\n  手机: {kind: mobile, operator: fpe%s}\n"
OTHER = "0f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc"


@pytest.fixture
def masked(folder: Path) -> Path:
    (folder / "p.yaml").write_text(HEAD + RULE % "", encoding="utf-8")
    (folder / "back.yaml").write_text(HEAD + RULE % ", back: true", encoding="utf-8")
    assert zhengan("run", "--policy", "p.yaml", "a.csv", "-o", "m.csv").exit_code == 0
    return folder


def test_pseudonyms_are_restored_with_the_key_that_made_them_and_no_other(masked: Path) -> None:
    mark = json.loads((masked / "m.csv.audit.json").read_text("utf-8"))["policy"]["key"]
    refused = zhengan("run", "--policy", "back.yaml", "m.csv", "-o", "r.csv", key=OTHER).exception
    assert isinstance(refused, Problem) and mark in str(refused) and not (masked / "r.csv").exists()
    done = zhengan("run", "--policy", "back.yaml", "m.csv", "-o", "r.csv")
    assert done.exit_code == 0 and "核对" not in done.output
    assert "13812345678" in (masked / "r.csv").read_text("utf-8")


@pytest.mark.parametrize(("option", "word"), [("cipher: sm4", "cipher"), ("domain: other", "domain")])
def test_other_ciphers_are_refused(masked: Path, option: str, word: str) -> None:
    (masked / "back.yaml").write_text(HEAD + RULE % f", back: true, {option}", encoding="utf-8")
    refused = zhengan("run", "--policy", "back.yaml", "m.csv", "-o", "r.csv").exception
    assert isinstance(refused, Problem) and word in str(refused) and not (masked / "r.csv").exists()


def test_a_file_without_its_audit_is_restored_with_a_warning(masked: Path) -> None:
    (masked / "m.csv.audit.json").unlink()
    done = zhengan("run", "--policy", "back.yaml", "m.csv", "-o", "r.csv", key=OTHER)
    assert done.exit_code == 0 and "无从核对密钥" in done.output
    assert "无从核对密钥" in "".join(json.loads((masked / "r.csv.audit.json").read_text("utf-8"))["notes"])


def test_a_key_that_nobody_keeps_restores_nothing(masked: Path) -> None:
    (masked / "back.yaml").write_text(HEAD + (RULE % ", back: true").replace("{env: MASK_KEY}", "once"), encoding="utf-8")
    refused = zhengan("run", "--policy", "back.yaml", "m.csv", "-o", "r.csv").exception
    assert isinstance(refused, Problem) and "一次性密钥" in str(refused)
