"""Clean, not clean, and could not look are told apart: on screen, in audits and by exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.masking.formats import files, small

LINE = "手机13812345678\n"


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


@pytest.fixture
def meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Something that happens when a file has been read."""
    monkeypatch.chdir(tmp_path)

    def happens(act: Callable[[], object]) -> None:
        run = files.Pieces.run

        def then(self: files.Pieces, treat: object) -> object:
            made = run(self, treat)  # type: ignore[arg-type]
            act()
            return made

        monkeypatch.setattr(files.Pieces, "run", then)

    return happens


def more(path: Path, text: str) -> Callable[[], object]:
    def append() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    return append


def test_a_file_that_grows_is_told(tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None]) -> None:
    (tmp_path / "a.csv").write_text("备注\n" + LINE, encoding="utf-8")
    meanwhile(more(tmp_path / "a.csv", LINE))
    done = zhengan("run", "a.csv", "-o", "o.csv")
    assert done.exit_code == 3 and "又变长" in done.output
    record = json.loads((tmp_path / "o.csv.audit.json").read_text("utf-8"))
    assert record["unread"] == len(LINE.encode()) and "又变长" in "".join(record["notes"])
    looked = zhengan("check", "o.csv")
    assert looked.exit_code == 0


def test_a_check_of_a_file_that_grows_does_not_call_it_clean(
    tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    (tmp_path / "a.csv").write_text("备注\n没有\n", encoding="utf-8")
    meanwhile(more(tmp_path / "a.csv", LINE))
    done = zhengan("check", "a.csv")
    assert done.exit_code == 3 and "没有查看完整" in done.output and "没有发现" not in done.output


@pytest.mark.parametrize("text", ["备注\n手机13912345678\n", "备注\n", "备注\n手机13912345678\n" + LINE])
def test_a_file_that_is_changed_is_refused(
    tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None], text: str
) -> None:
    (tmp_path / "a.csv").write_text("备注\n" + LINE, encoding="utf-8")
    meanwhile(lambda: (tmp_path / "a.csv").write_text(text, encoding="utf-8"))
    refused = zhengan("run", "a.csv", "-o", "o.csv").exception
    assert isinstance(refused, Problem) and "被改动" in str(refused)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_small_text_that_grows_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.log").write_text(LINE, encoding="utf-8")
    find = small.find

    def and_grows(data: bytes) -> object:
        more(tmp_path / "a.log", LINE)()
        return find(data)

    monkeypatch.setattr(small, "find", and_grows)
    monkeypatch.setattr("zhengan.masking.run.kernels", lambda size: None)
    assert zhengan("run", "a.log", "-o", "o.log").exit_code == 3


def test_a_mixture_of_encodings_is_not_called_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.log").write_bytes("今天客户没有来访\n".encode() * 100_000 + "客户王建国，手机已留\n".encode("gb18030") * 3)
    done = zhengan("check", "a.log")
    assert done.exit_code == 3 and "没有查看完整" in done.output and "没有发现个人信息" not in done.output
    told = json.loads(zhengan("check", "a.log", "--json").output)
    assert told[0]["unseen"] and not told[0]["clean"]
    (tmp_path / "b.log").write_text("手机13812345678\n", encoding="utf-8")
    assert zhengan("check", "a.log", "b.log").exit_code == 1
