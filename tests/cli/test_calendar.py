"""The calendar on the command line, and a new year imported into an installation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhengan.kit.calendar.load import DATA


def run(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "ZHENGAN_LANG": "zh", "ZHENGAN_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "zhengan.cli.main", *args], capture_output=True, text=True, env=env, timeout=60
    )


def year_2027() -> str:
    """A made-up notice for 2027, shaped like the shipped one for 2026."""
    lines = (DATA / "holidays.csv").read_text("utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#"))
    columns = header.split(",")
    spans = [
        ("off", "2027-01-01", "2027-01-03", "元旦"), ("off", "2027-02-05", "2027-02-11", "春节"),
        ("off", "2027-04-03", "2027-04-05", "清明节"), ("off", "2027-05-01", "2027-05-05", "劳动节"),
        ("off", "2027-06-09", "2027-06-09", "端午节"), ("off", "2027-09-15", "2027-09-15", "中秋节"),
        ("off", "2027-10-01", "2027-10-07", "国庆节"),
    ]  # fmt: skip
    named = {"year": "2027", "source": "测试通知", "verified": "no", "checked": "2026-11-23"}
    rows = []
    for kind, first, last, name in spans:
        values = {**named, "kind": kind, "first": first, "last": last, "name": name}
        rows.append(",".join(values.get(column, "") for column in columns))
    return "\n".join([header, *rows]) + "\n"


def test_the_report_of_a_december_drill_is_provisional_until_the_year_is_imported(tmp_path: Path) -> None:
    before = json.loads(run(tmp_path, "calendar", "deadline", "2026-12-15", "15", "--json").stdout)
    assert before["provisional"] and "2027" in before["reason"]
    refused = run(tmp_path, "gate", "change", "--serves", "SSE", "--at", "2027-02-01 10:00")
    assert refused.returncode == 3
    table = tmp_path / "holidays-2027.csv"
    table.write_text(year_2027(), "utf-8")
    done = run(tmp_path, "calendar", "import", str(table))
    assert done.returncode == 0, done.stderr
    after = json.loads(run(tmp_path, "calendar", "deadline", "2026-12-15", "15", "--json").stdout)
    assert not after["provisional"] and after["reason"] is None
    assert run(tmp_path, "gate", "change", "--serves", "SSE", "--at", "2027-02-01 10:00").returncode == 1


def test_a_broken_table_changes_nothing(tmp_path: Path) -> None:
    table = tmp_path / "holidays-2027.csv"
    table.write_text(year_2027().replace("国庆节", "国庆节").replace("2027-10-07", "2026-10-07"), "utf-8")
    done = run(tmp_path, "calendar", "import", str(table))
    assert done.returncode == 2 and "holidays-2027.csv" in done.stderr
    assert not (tmp_path / "calendar").exists()


@pytest.mark.parametrize(("market", "said"), [("SHFE.ag", "夜盘"), ("SSE", "连续竞价")])
def test_sessions_of_a_day(tmp_path: Path, market: str, said: str) -> None:
    assert said in run(tmp_path, "calendar", "sessions", market, "--on", "2026-11-27").stdout


def test_known_years(tmp_path: Path) -> None:
    data = json.loads(run(tmp_path, "calendar", "show", "--json").stdout)
    assert data["known_through"] == "2026-12-31" and data["years"][-1]["year"] == 2026
