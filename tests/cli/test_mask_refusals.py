"""What a masking command says of a file it cannot take, in words that name what was written and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem


def refused(*words: str) -> str:
    done = CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"}, standalone_mode=False)
    assert done.exception is not None
    return done.exception.line() if isinstance(done.exception, Problem) else misuse_of(done.exception)


def misuse_of(error: BaseException) -> str:
    from zhengan.cli.show import misuse

    return misuse(error).line()  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("姓名\n张伟\n", "utf-8")
    (tmp_path / "a.xls").write_bytes(b"x")
    (tmp_path / "d").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("run a.csv -o none/x.csv", "没有目录 none（输出要写到已有的目录） → 先建这个目录"),
        ("run d -o x.csv", "d"),
        ("check missing.csv", "missing.csv"),
        ("run a.bin -o x", "没有文件 a.bin"),
        ("run a.xls -o b.xls", "另存为 .xlsx"),
        ("check a.xls", "另存为 .xlsx"),
    ],
)
def test_files(folder: Path, words: str, said: str) -> None:
    told = refused(*words.split())
    assert said in told and "files 的值" not in told
    assert sorted(one.name for one in folder.iterdir()) == ["a.csv", "a.xls", "d"]


@pytest.mark.parametrize(
    ("column", "near"),
    [("{knd: name}", "kind"), ("{kind: name, operater: keep}", "operator"), ("{kind: name, frnt: 1}", "front")],
)
def test_a_word_that_a_policy_does_not_know(folder: Path, column: str, near: str) -> None:
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\ncolumns:\n  姓名: {column}\n', "utf-8")
    told = refused("run", "--policy", "p.yaml", "a.csv", "-o", "x.csv")
    assert "可用：kind、operator、on_misfit" in told and f"是不是 {near}？" in told
