"""What a masking command says of a file it cannot take, in words that name what was written and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.masking.filenames import format_of
from zhengan.masking.run import fitting


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
        ("run - -o x.csv", "- 是管道或设备"),
        ("run a.csv -o -", "不能写到标准输出"),
        ("run a.xls.gz -o x", "没有文件 a.xls.gz"),
        ("run a.csv -o .", ". 是目录，其中的 a.csv 就是输入文件"),
        ("run a.csv -o a.csv", "输出就是输入文件"),
        ("run -o x.csv", "缺少 文件"),
        ("check", "缺少 文件"),
    ],
)
def test_files(folder: Path, words: str, said: str) -> None:
    told = refused(*words.split())
    assert said in told and "files 的值" not in told
    assert sorted(one.name for one in folder.iterdir()) == ["a.csv", "a.xls", "d"]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.log.ZIP", "a.tgz"])
def test_what_is_packed_is_to_be_unpacked(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    for words in (("run", name, "-o", "x"), ("check", name), ("suggest", name)):
        assert "先解压" in refused(*words)


def test_an_audit_that_stands_is_not_written_over(folder: Path) -> None:
    audit = folder / "b.csv.audit.json"
    audit.write_text("{}", "utf-8")
    assert "审计记录" in refused("run", "a.csv", "-o", "b.csv") and not (folder / "b.csv").exists()
    assert audit.read_text("utf-8") == "{}"
    assert CliRunner().invoke(cli, ["mask", "run", "a.csv", "-o", "b.csv", "--force"]).exit_code == 0
    assert audit.read_text("utf-8") != "{}"


def test_an_audit_holds_no_value_of_a_files_name(folder: Path) -> None:
    (folder / "客户_13812345678.csv").write_text("姓名\n张伟\n", "utf-8")
    assert CliRunner().invoke(cli, ["mask", "run", "客户_13812345678.csv", "-o", "b.csv"]).exit_code == 0
    assert '"name": "客户_138****5678.csv"' in (folder / "b.csv.audit.json").read_text("utf-8")


def test_what_is_no_column_has_no_blank_name(folder: Path) -> None:
    (folder / "a.ndjson").write_text('{"13812345678": "x"}\n', "utf-8")
    done = CliRunner().invoke(cli, ["mask", "check", "a.ndjson"], env={"ZHENGAN_LANG": "zh"})
    assert "第 1 行（不在列中，或是键名、列名）  mobile" in done.output


@pytest.mark.parametrize(
    ("column", "near"),
    [("{knd: name}", "kind"), ("{kind: name, operater: keep}", "operator"), ("{kind: name, frnt: 1}", "front")],
)
def test_a_word_that_a_policy_does_not_know(folder: Path, column: str, near: str) -> None:
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\ncolumns:\n  姓名: {column}\n', "utf-8")
    told = refused("run", "--policy", "p.yaml", "a.csv", "-o", "x.csv")
    assert "可用：kind、operator、on_misfit" in told and f"是不是 {near}？" in told


PIPES = ["run p -o x.csv --format csv", "check p --format text", "suggest p --format csv", "run - -o x.csv"]


@pytest.mark.parametrize("words", PIPES)
def test_pipes(folder: Path, words: str) -> None:
    os.mkfifo(folder / "p")
    assert "是管道或设备，不是文件" in refused(*words.split())


@pytest.mark.parametrize(
    ("source", "target", "refuses"),
    [
        ("a.csv", "x.parquet", True), ("a.csv", "x.xlsx", True), ("a.csv", "x.json", True), ("a.csv", "x.txt", False),
        ("a.csv", "x", False), ("a.csv", "x.tsv", False), ("a.log", "x.csv", True), ("a.log", "x.out", False),
        ("a.xlsx", "x.csv", True), ("a.xlsx", "x.xls", True), ("a.xlsx", "x.txt", True), ("a.xlsx", "x", False),
        ("a.sql", "x.csv", True), ("a.ndjson", "x.jsonl", False), ("a.feather", "x.arrow", False), ("a.arrow", "x.parquet", True),
        ("a.json", "x.json", False), ("a.csv", "x.csv.bak", False),
    ],
)  # fmt: skip
def test_endings_of_another_format(source: str, target: str, refuses: bool) -> None:
    kind = "ndjson" if source == "a.json" else format_of(Path(source))
    if not refuses:
        fitting(Path(source), Path(target), kind)
        return
    with pytest.raises(Problem, match="扩展名") as problem:
        fitting(Path(source), Path(target), kind)
    assert problem.value.code == "masking-output"


def test_a_table_is_not_written_as_a_workbook(folder: Path) -> None:
    assert "输出 x.xlsx 的扩展名不是 csv 的" in refused("run", "a.csv", "-o", "x.xlsx")
    assert not (folder / "x.xlsx").exists()


def test_copy_without_columns(folder: Path) -> None:
    (folder / "c.sql").write_text("COPY t FROM stdin;\n1\t2\n\\.\n", "utf-8")
    assert "COPY 没有写列名" in refused("run", "c.sql", "-o", "x.sql")


def test_one_of_several_files_that_is_refused_does_not_keep_the_others(tmp_path: Path) -> None:
    texts = {"a.csv": "姓名,手机\n李晓明,13812345678\n", "b.csv": "姓名,手机\n李晓明\n", "c.csv": "手机\n13812345678\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "out").mkdir()
    said = refused("run", *(str(tmp_path / name) for name in texts), "-o", str(tmp_path / "out"))
    assert said.startswith("b.csv") and "列数" in said and "\n" not in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a.csv", "a.csv.audit.json", "c.csv", "c.csv.audit.json"]  # fmt: skip
