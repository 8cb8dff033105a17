"""Records kept from before a check at the door refused them: the rule must not pass what nobody could state today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.facts.logs import Anomaly
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, evaluate
from zhengan.law.rule import load_rules

TODAY = date(2026, 11, 26)
FOUND = datetime(2026, 11, 20, 10, tzinfo=CST)


def judged(rule: str, *facts: Fact) -> Finding:
    began = datetime(2020, 1, 1, tzinfo=CST)
    body = Institution(id="demo", recorded=began, name="示例证券", kind="operating", since=began.date())
    core = System(id="core", recorded=began, name="核心", important=True, since=began.date(), markets=("SSE",))
    rules = [one for one in load_rules() if one.id == rule]
    (finding,) = evaluate(FactBook([body, core, *facts], AsOf(TODAY)), rules)
    return finding


def test_an_anomaly_dealt_with_before_it_was_found_is_not_known_to_be_dealt_with() -> None:
    kept = Anomaly(id="a", recorded=FOUND, system="core", at=FOUND)
    finding = judged("18.1-anomalies", replace(kept, handled=FOUND - timedelta(days=1)))
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.judgement.since == FOUND.date()
    assert "处置时刻早于发现时刻" in finding.sentence("zh") and "2026-11-19" in finding.sentence("en")
    assert judged("18.1-anomalies", replace(kept, handled=FOUND)).verdict is Verdict.MET


def test_one_known_to_be_open_outweighs_it() -> None:
    backwards = Anomaly(id="a", recorded=FOUND, system="core", at=FOUND, handled=FOUND - timedelta(minutes=1))
    assert judged("18.1-anomalies", backwards, Anomaly(id="b", recorded=FOUND, system="core", at=FOUND, handled="none")
                  ).verdict is Verdict.NOT_MET  # fmt: skip
