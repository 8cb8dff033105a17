"""The figures of a filing in one cell: as people write them, as they are written out, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from zhengan.facts.filings import Figure, Filing
from zhengan.kit.problem import Problem, Where
from zhengan.registers.catalogue import register
from zhengan.registers.kit.cells import read_cells
from zhengan.registers.kit.figures import NAMES, as_json, written

FILED = {"at": "2026-07-01 09:00", "type": "emergency_report"}


def read(cell: str) -> tuple[Figure, ...]:
    _, fact = read_cells(register("filings").model, {**FILED, "figures": cell}, Where())
    assert isinstance(fact, Filing)
    return fact.figures


@pytest.mark.parametrize(
    ("cell", "figures"),
    [
        ("中断分钟数=30", [("outage_minutes", 30.0, None, None, None)]),
        ("中断分钟数 ＝ 30 ＠ inc-1 ； 受影响账户数=3", [
            ("outage_minutes", 30.0, "inc-1", None, None), ("affected_accounts", 3.0, None, None, None),
        ]),
        ("drills=1;Stress tests=2.5", [("drills", 1.0, None, None, None), ("stress_tests", 2.5, None, None, None)]),
        ("应急演练次数=2 2026-01-01..2026-06-30", [("drills", 2.0, None, date(2026, 1, 1), date(2026, 6, 30))]),
        ("应急演练次数=2 2026年1月1日..", [("drills", 2.0, None, date(2026, 1, 1), None)]),
        ("备份失败次数=0 @core ..2026-06-30;", [("backup_runs_failed", 0.0, "core", None, date(2026, 6, 30))]),
        ('[{"name": "drills", "value": 1}]', [("drills", 1.0, None, None, None)]),
        ("无", []),
    ],
)  # fmt: skip
def test_as_people_write_them(cell: str, figures: list[tuple[object, ...]]) -> None:
    assert [(one.name, one.value, one.about, one.since, one.to) for one in read(cell)] == figures


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("中断时间=30", "没有指标“中断时间”"), ("30", "“30”不是一项数值"), ("中断分钟数=", "不是一项数值"),
        ("中断分钟数：30", "不是一项数值"),
        ("中断分钟数=三十", "不是数"), ("中断分钟数=-1", "负数"), ("中断分钟数=NaN", "不是"), ("中断分钟数=1e308", "大得不可能"),
        ("中断分钟数=30 @a b", "不是一项数值"), ("应急演练次数=2 2026-13-01..", "这一天不存在"), ("{", ""),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_at_its_field(cell: str, word: str) -> None:
    with pytest.raises(Problem) as caught:
        read(cell)
    assert word in str(caught.value) and getattr(caught.value, "field", None) == "figures"
    assert (".json" in str(caught.value)) == (cell == "{")


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_written_out_they_are_read_back(lang: str) -> None:
    every = tuple(
        replace(Figure(name="drills", value=value, about=about, since=since, to=to), name=name)
        for name in NAMES for value in (0.0, 12.5, 2.0**53) for about in (None, "inc-1")
        for since, to in ((None, None), (date(2026, 1, 1), None), (None, date(2026, 6, 30)))
    )  # fmt: skip
    with override(lang):
        cell = written(every)
    assert cell is not None and "{" not in cell
    again = json.loads(as_json(cell))
    assert [(one["name"], one["value"], one.get("about"), one.get("since"), one.get("to")) for one in again] == [
        (one.name, one.value, one.about, one.since and str(one.since), one.to and str(one.to)) for one in every
    ]


def test_what_cannot_be_written_so_stays_json() -> None:
    assert written((Figure(name="drills", value=1.0, about="a;b"),)) is None
    assert written(()) == ""  # an empty cell, and no sign that people do not write
