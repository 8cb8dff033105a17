"""Changes of systems and everything that must stand before and after one (Art. 15, 16, 45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, When, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Fact):
    """A launch, change or removal. Each preparation: when it was done, ``none`` (on record as not done), or unknown."""

    zh: ClassVar[str] = "变更"
    en: ClassVar[str] = "Change"
    subject: ClassVar[str | None] = "system"
    moment: ClassVar[str | None] = "start"

    system: str = told("系统编号", en="System")
    name: str = told("变更名称", en="Name", default="")
    kind: Literal["launch", "change", "removal"] = told("类型（上线、变更、下线）", en="Kind")
    start: datetime = told("开始时刻", en="Start", future=True)
    end: datetime | None = told("结束时刻", en="End", default=None, future=True)
    technical_risk: When = told("技术风险评估", en="Technical risk assessed", default=None)
    business_risk: When = told("业务风险评估", en="Business risk assessed", default=None)
    controls: When = told("风险防控措施", en="Risk controls", default=None)
    emergency_plan: When = told("应急处置方案", en="Emergency plan", default=None)
    rollback_plan: When = told("回退方案", en="Rollback plan", default=None)
    verified: When = told("复核验证", en="Reviewed and verified", default=None)
    larger_impact: bool | None = told("是否可能产生较大影响", en="Larger impact possible", default=None)
    reported: When = told("提前报告监管", en="Reported beforehand", default=None)
    urgent: bool = told("是否紧急修复", en="Urgent repair", default=False)
    fault: str | None = told("所修复的故障或缺陷", en="Fault repaired", default=None)
    urgency_assessed: When = told("紧急修复评估", en="Urgency assessed", default=None)
    test_plan: When = told("测试方案", en="Test plan", default=None)
    test_cases: When = told("测试用例与数据", en="Test cases and data", default=None)
    test_passed: When = told("测试执行通过", en="Tests passed", default=None)
    major: bool | None = told("是否重大升级变更", en="Major upgrade", default=None)
    market_test: When = told("联网测试", en="Market-wide connection test", default=None)
    expert_review: When = told("专家评审通过", en="Expert review passed", default=None)
