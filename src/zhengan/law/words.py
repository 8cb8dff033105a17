"""What people call the coded words of the facts, as sentences, so that each reads in the reader's language."""

from __future__ import annotations

from zhengan.facts.filings import Filing
from zhengan.kit.say import Say, say

KINDS: dict[str, Say] = {
    "core": say("核心机构"),
    "operating": say("经营机构"),
    "provider": say("信息技术系统服务机构"),
    "other": say("其他机构"),
}
LICENCES: dict[str, Say] = {
    "exchange": say("证券期货交易场所"),
    "clearing": say("证券登记结算机构"),
    "infrastructure": say("信息技术公共基础设施运营机构"),
    "securities": say("证券公司"),
    "futures": say("期货公司"),
    "fund": say("基金管理公司"),
    "it_provider": say("信息技术系统服务机构"),
    "custody_bank": say("存管银行"),
    "adviser": say("证券投资咨询机构"),
    "fund_service": say("基金服务机构"),
    "subsidiary": say("经营机构子公司"),
    "private_fund": say("私募证券投资基金管理人"),
    "it_subsidiary": say("信息科技专业子公司"),
}
KIND_OF: dict[str, str] = {
    **dict.fromkeys(("exchange", "clearing", "infrastructure"), "core"),
    **dict.fromkeys(("securities", "futures", "fund"), "operating"),
    "it_provider": "provider",
    **dict.fromkeys(
        ("custody_bank", "adviser", "fund_service", "subsidiary", "private_fund", "it_subsidiary"), "other"
    ),
}
"""The kind of body each licence makes, by 71.1(1) to (3) and Art. 74."""

FUNCTIONS: dict[str, Say] = {
    "trading": say("交易"),
    "quotation": say("行情"),
    "account": say("开户"),
    "settlement": say("结算"),
    "risk": say("风控"),
    "communication": say("通信"),
    "other": say("其他"),
}
FILINGS: dict[str, Say] = {
    "annual_report": say("网络和信息安全管理年报"),
    "emergency_report": say("应急报告"),
    "investigation_report": say("调查处理报告"),
    "drill_report": say("应急演练报告"),
    "change_report": say("变更报告"),
    "mlps_report": say("等级保护工作报告"),
    "other": say("其他报送"),
}


def filing_called(filing: Filing) -> Say:
    """What people call a filing: what it is and when it was made; an annual report by its year."""
    if filing.type == "annual_report" and filing.year is not None:
        return say("{year} 年度年报（{at} 报送）", year=str(filing.year), at=filing.at)
    return say("{at} 报送的{type}", at=filing.at, type=FILINGS[filing.type])


ADDRESSEES: dict[str, Say] = {"csrc": say("中国证监会"), "dispatch_office": say("属地派出机构")}
