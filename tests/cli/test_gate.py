"""The gate on the command line: exit codes, the session named, the next window, what was not looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.gate import gate

SCENARIO = """
zhengan: 1
institution: {id: demo, name: 示例期货, kind: operating, licence: futures, jurisdiction: 上海}
facts:
  systems:
    - {id: core, name: 核心交易系统, important: true, since: 2020-01-01, markets: [SHFE.ag]}
    - {id: nomarket, name: 未登记市场的系统, important: true, since: 2020-01-01}
  changes:
    - id: ready
      system: core
      name: 周末升级
      kind: change
      start: 2026-11-28 03:00
      end: 2026-11-28 05:00
      technical_risk: 2026-11-20 10:00
      business_risk: 2026-11-20 10:00
      controls: 2026-11-20 10:00
      emergency_plan: 2026-11-20 10:00
      rollback_plan: 2026-11-20 10:00
      larger_impact: false
      test_plan: 2026-11-20 10:00
      test_cases: 2026-11-20 10:00
      test_passed: 2026-11-20 10:00
      recorded: 2026-11-21 10:00
    - id: bare
      system: core
      kind: change
      start: 2026-11-28 03:00
      end: 2026-11-28 05:00
      rollback_plan: none
      recorded: 2026-11-21 10:00
    - {id: silent, system: core, kind: change, start: 2026-11-28 03:00, end: 2026-11-28 05:00, recorded: 2026-11-21 10:00}
"""


def ask(*args: str) -> Result:
    return CliRunner().invoke(gate, ["change", *args], catch_exceptions=False)


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "firm.yaml"
    path.write_text(SCENARIO, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("market", "at", "code"),
    [
        ("SSE", "2026-11-23 10:30", 1),
        ("SSE", "2026-11-23 16:00", 0),
        ("SSE", "2026-11-23 12:00", 1),  # lunch counts unless told otherwise
        ("SHFE.ag", "2026-11-28 01:30", 1),  # Friday's night session runs into Saturday
        ("SHFE.ag", "2026-11-28 02:30", 0),  # half-open: over at 02:30
        ("SHFE.ag", "2026-11-28 02:31", 0),
        ("SHFE.ag", "2026-09-30 21:30", 0),  # no night session before the National Day holiday
        ("SHFE.ag", "2026-09-29 21:30", 1),
        ("SSE", "2027-02-01 10:00", 3),  # a year nobody has announced
    ],
)
def test_exit_codes(market: str, at: str, code: int) -> None:
    result = ask("--serves", market, "--at", at)
    assert result.exit_code == code, result.output


def test_refusal_names_the_session_and_the_next_window() -> None:
    output = ask("--serves", "SSE", "--at", "2026-11-23 10:30").output
    assert "连续竞价" in output and "下一个可变更窗口：2026-11-23 15:30 至 2026-11-24 09:15" in output


def test_an_answer_about_the_session_alone_says_what_it_did_not_look_at() -> None:
    output = ask("--serves", "SSE", "--at", "2026-11-23 16:00").output
    assert "没有看" in output and "第十六条" in output


def test_lunch_follows_the_setting() -> None:
    assert ask("--serves", "SSE", "--at", "2026-11-23 12:00", "--breaks", "outside").exit_code == 0


def test_a_long_change_must_fit_before_the_next_session() -> None:
    assert ask("--serves", "SHFE.ag", "--at", "2026-11-23 16:00", "--minutes", "60").exit_code == 0
    assert ask("--serves", "SHFE.ag", "--at", "2026-11-23 20:30", "--minutes", "60").exit_code == 1


def test_a_system_of_a_scenario(scenario: str) -> None:
    assert ask("--scenario", scenario, "--system", "core", "--at", "2026-11-28 01:30").exit_code == 1
    assert ask("--scenario", scenario, "--system", "core", "--at", "2026-11-28 02:31").exit_code == 0
    assert ask("--scenario", scenario, "--system", "nomarket", "--at", "2026-11-28 02:31").exit_code == 3


def test_a_recorded_change_is_asked_everything(scenario: str) -> None:
    assert ask("--scenario", scenario, "--change", "ready").exit_code == 0
    assert ask("--scenario", scenario, "--change", "bare").exit_code == 1
    assert ask("--scenario", scenario, "--change", "silent").exit_code == 3
    moved = ask("--scenario", scenario, "--change", "ready", "--at", "2026-11-27 22:00")
    assert moved.exit_code == 1 and "夜盘" in moved.output


def test_json(scenario: str) -> None:
    data = json.loads(ask("--scenario", scenario, "--change", "bare", "--json").output)
    assert data["allowed"] is False
    assert {"15.1", "15.2", "16.1"} <= {reason["clause"] for reason in data["reasons"]}
