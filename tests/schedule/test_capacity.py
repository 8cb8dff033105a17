"""What Zhengan can bear, measured by really asking a server that was started for it."""

from __future__ import annotations

import re

import pytest

from tests.schedule.installation import Installation

pytestmark = pytest.mark.database
CAPACITY = "SELECT value, remark, purchased FROM capacity_capacity WHERE system = 'zhengan' AND superseded_at IS NULL"


def test_capacity_is_measured_recorded_and_replaced(installed: Installation) -> None:
    done = installed.run("measure", "capacity", "--seconds", "1")
    assert done.returncode == 0, done.stderr
    told = re.fullmatch(r"容量 ([\d,.]+) 请求/秒，已登记\n", done.stdout)
    assert told, done.stdout
    ((value, remark, purchased),) = installed.ask(CAPACITY)
    assert value == float(told[1].replace(",", "")) > 1 and not purchased
    clients, seconds, requests = re.fullmatch(r"(\d+) clients, ([\d.]+) s, (\d+) × GET /login/, loopback", remark).groups()  # type: ignore[union-attr]
    assert clients == "4" and 1 <= float(seconds) < 30
    assert abs(int(requests) / float(seconds) - value) < 0.06 * value  # the seconds are written with one decimal
    assert installed.count("schedule_beat") == 0  # the server that bore the load did not count as Zhengan's service
    stated = installed.run("measure", "capacity", "--value", "250")
    assert (stated.returncode, stated.stdout) == (0, "容量 250 请求/秒，已登记\n"), stated.stderr
    assert [(value, remark) for value, remark, _ in installed.ask(CAPACITY)] == [(250.0, "stated by the operator")]


def test_nonsense_is_refused(installed: Installation) -> None:
    for words in (("--value", "0"), ("--seconds", "61")):
        assert installed.run("measure", "capacity", *words).returncode == 2
    assert installed.ask(CAPACITY) == []
