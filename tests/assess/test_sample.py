"""The sample firm is judged as its authors meant: each thing made wrong is found, and nothing else is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zhengan.accounts.models import Institution
from zhengan.assess import sample
from zhengan.facts.book import FactBook
from zhengan.facts.kinds import KINDS
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import evaluate
from zhengan.registers.collect import collect

MEANT = {
    "14.1-assessed", "15.1-prepared", "15.2-session", "18.1-silent", "18.2-kept", "20.1-daily", "20.1-restore",
    "20.2-objectives", "21.2-report", "21.3-bandwidth", "21.3-capacity", "22.2-terms", "23.1-filed", "23.2-urged",
    "37.1-scenarios", "39.1-omitted", "39.1-report", "57.1-figures", "59.1-contents",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 3, 2), date(2026, 10, 8)])
def test_what_was_made_wrong_is_found_and_nothing_else(today: date) -> None:
    institution = Institution.objects.create(code=sample.CODE, name="示例")
    sample.fill(institution, today)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=CST)
    findings = evaluate(FactBook(collect(institution, KINDS.values()), AsOf(today, noon)))
    broken = {finding.rule for finding in findings if finding.verdict is Verdict.NOT_MET}
    late_report = {"59.1-contents"} if not any(f.rule == "59.1-contents" and f.act_on for f in findings) else set()
    assert broken == MEANT - late_report
    assert {f.rule for f in findings if f.verdict is Verdict.UNKNOWN} <= {"20.2-facilities", "20.2-objectives", "57.1-figures"}
