"""An installation from the command line alone: set up, record, judge, ask the gate, and be told what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh installation with the sample firm, on SQLite."""
    folder = tmp_path_factory.mktemp("home")
    done = run(folder, "init")
    assert done.returncode == 0, done.stderr
    assert "账号：officer" in done.stdout
    return folder


def run(home: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "ZHENGAN_LANG": "zh", "ZHENGAN_HOME": str(home)}
    env.pop("DATABASE_URL", None)
    env |= more
    return subprocess.run(
        [sys.executable, "-m", "zhengan.cli.main", *args], capture_output=True, text=True, env=env, timeout=120
    )


def findings(home: Path, *args: str) -> list[dict[str, str]]:
    return json.loads(run(home, "assess", "--json", *args).stdout)["findings"]  # type: ignore[no-any-return]


def test_init_again_changes_nothing_and_tells_no_password(home: Path) -> None:
    done = run(home, "init")
    assert done.returncode == 0 and "密码：" not in done.stdout


def test_a_recorded_restore_turns_the_finding(home: Path) -> None:
    def settlement() -> str:
        return next(
            f["verdict"] for f in findings(home, "--clause", "20.1") if (f["rule"], f["subject"]) == ("20.1-restore", "settle")
        )

    assert settlement() == "not_met"
    yesterday = json.loads(run(home, "assess", "--json", "--clause", "75.1").stdout)["as_of"]
    done = run(home, "record", "restore_tests", "system=settle", f"at={yesterday} 00:01", "ok=是")
    assert done.returncode == 0, done.stderr
    assert "已登记" in done.stdout
    assert settlement() == "met"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("record", "nonsense", "a=b"), "没有名为“nonsense”的台账"),
        (("record", "restore_tests", "system=nobody", "at=2026-01-05 10:00", "ok=是"), "nobody"),
        (("record", "restore_tests", "system=core", "at=2099-01-05 10:00", "ok=是"), "2099"),
        (("record", "restore_tests", "system=core", "ok=是"), "at"),
        (("record", "restore_tests", "system"), "字段=值"),
        (("record", "restore_tests", "system=core", "system=app"), "写了两次"),
        (("assess", "--institution", "other"), "没有机构“other”"),
        (("gate", "change", "--system", "nobody", "--at", "2026-11-23 10:30"), "没有登记系统“nobody”"),
    ],
)
def test_what_is_wrong_is_said(home: Path, args: tuple[str, ...], said: str) -> None:
    done = run(home, *args)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_the_gate_asks_the_registers(home: Path) -> None:
    assert run(home, "gate", "change", "--system", "core", "--at", "2026-11-23 10:30").returncode == 1
    assert run(home, "gate", "change", "--system", "core", "--at", "2026-11-23 20:30").returncode == 0


def test_an_old_assessment_gives_the_same_bytes(home: Path) -> None:
    args = ("assess", "--as-of", "2026-09-01", "--known-at", "2026-09-02 09:00", "--json")
    assert run(home, *args).stdout == run(home, *args).stdout


def test_a_fresh_folder_says_to_set_up_first(tmp_path: Path) -> None:
    done = run(tmp_path, "assess")
    assert done.returncode == 2 and "zhengan init" in done.stderr


@pytest.mark.parametrize("args", [("jobs",), ("assess",), ("token", "list"), ("firm", "x", "--name", "a", "--kind", "core"),
                                  ("user", "x", "--role", "officer"), ("backup",)])  # fmt: skip
def test_where_no_data_is_nothing_is_made(tmp_path: Path, args: tuple[str, ...]) -> None:
    for place in (tmp_path / "nowhere", tmp_path, Path("/dev/null/x"), Path("/proc/zz")):
        done = run(place, *args)
        assert done.returncode == 2 and "ZHENGAN_HOME" in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["/dev/null/x", "/proc/zz"])
def test_a_home_that_cannot_be_made_is_said(place: str) -> None:
    done = run(Path(place), "init", "--empty")
    assert done.returncode == 2 and f"数据目录 {place} 不能使用" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("address, why", [
    ("garbage", "garbage"), ("mysql://x", "mysql"), ("postgres://u:p@h:notaport/x", "端口"), ("postgres://h", "库名"),
    ("postgres://u:p@127.0.0.1:1/x", "refused"), ("sqlite://", "文件"), ("sqlite:////nowhere/x.sqlite3", "zhengan init"),
])  # fmt: skip
def test_an_address_that_is_none_is_said(tmp_path: Path, address: str, why: str) -> None:
    for args in (("jobs",), ("init", "--empty"), ("firm", "x", "--name", "a", "--kind", "core")):
        done = run(tmp_path, *args, DATABASE_URL=address)
        assert done.returncode == 2 and "Traceback" not in done.stderr and "DATABASE_URL" in done.stderr + address, done.stderr
        assert why in done.stderr or args[0] == "init", done.stderr
