"""The fixed words of facts as people say them. One word, one meaning; ``field.word`` where a word needs its field."""

from __future__ import annotations

import functools

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

WORDS = {
    # kinds of body and licences
    "core": _("核心机构"), "operating": _("经营机构"), "provider": _("信息技术系统服务机构"), "other": _("其他"),
    "exchange": _("交易场所"), "clearing": _("登记结算"), "infrastructure": _("其他市场基础设施"),
    "securities": _("证券公司"), "futures": _("期货公司"), "fund": _("基金管理公司"),
    "it_provider": _("信息技术系统服务机构"), "custody_bank": _("托管银行"), "adviser": _("投资咨询机构"),
    "fund_service": _("基金服务机构"), "subsidiary": _("子公司"), "private_fund": _("私募基金管理人"),
    "it_subsidiary": _("信息技术子公司"), "applies": _("适用"), "exempt": _("不适用"),
    # posts and duties
    "first_responsible": _("第一责任人"), "direct_responsible": _("直接责任人"), "principal": _("主要负责人"),
    "leadership": _("领导班子成员"), "senior_manager": _("高级管理人员"),
    "important_systems": _("管理重要信息系统"), "emergency_plan": _("制定应急预案"), "drills": _("组织应急演练"),
    # systems
    "trading": _("交易"), "quotation": _("行情"), "account": _("开户"), "settlement": _("结算"), "risk": _("风控"),
    "communication": _("通信"), "business": _("业务日志"), "system": _("系统日志"),
    # places
    "local": _("本地"), "same_city": _("同城"), "remote": _("异地"),
    # changes
    "launch": _("上线"), "change": _("变更"), "removal": _("下线"), "none": _("未做"), "reported.none": _("未报告"),
    "handled.none": _("未处置"), "recovered.none": _("未恢复"), "investors_told.none": _("未通知"),
    # incidents, plans
    "service": _("服务能力异常"), "data_damage": _("数据损毁"), "data_leak": _("数据泄露"),
    "minor": _("一般"), "larger": _("较大"), "major": _("重大"), "severe": _("特别重大"),
    "security_event": _("网络安全事件"), "disaster": _("自然灾害和公共卫生事件"), "key_people": _("重大人事变动"),
    "supplier_exit": _("主要服务机构退出"), "order218": _("证监会令第218号"), "order82": _("证监会令第82号"),
    "sort.found": _("发现"), "reporting": _("报告"), "sort.handled": _("处置"), "restored": _("恢复"),
    "investors": _("通知投资者"), "sort.evidence": _("证据"), "logs": _("系统日志与业务日志"), "snapshot": _("系统与配置快照"),
    "screens": _("异常画面截屏"), "chats": _("值班与沟通记录"), "monitoring": _("监控数据与告警记录"),
    "operations": _("操作与变更记录"), "statement": _("供应商书面说明"),
    # personal information
    "test": _("测试"), "development": _("开发"), "training": _("培训"), "masked.none": _("未脱敏"), "checked.none": _("未检查"),
    "access": _("访问控制"), "audit_trail": _("操作审计"), "encryption": _("加密"), "isolation": _("网络隔离"),
    "export_control": _("导出管控"), "watching": _("监测告警"), "disposal": _("用后销毁"),
    "sms": _("短信"), "email": _("邮件"), "messaging": _("第三方消息"), "file": _("文件"), "interface": _("接口"),
    "processing": _("委托处理"), "masked": _("脱敏"), "encrypted": _("加密"), "in_clear": _("无保护"),
    "relay": _("邮件中继"), "gateway": _("网关"), "program": _("程序"), "manual": _("人工"),
    # filings
    "annual_report": _("年度报告"), "emergency_report": _("应急报告"), "investigation_report": _("调查报告"),
    "drill_report": _("演练报告"), "change_report": _("变更报告"), "mlps_report": _("等保报告"),
    "csrc": _("中国证监会"), "dispatch_office": _("属地派出机构"), "governance": _("治理"), "people": _("人员"),
    "spending": _("投入"), "risks": _("风险"), "handling": _("处置"), "next_plan": _("下年计划"),
    "cii_assessment": _("关基检测评估"), "cii_plan": _("关基年度计划"),
    "outage_minutes": _("中断分钟数"), "affected_accounts": _("受影响账户数"), "backup_runs_failed": _("备份失败次数"),
    "name.important_systems": _("重要信息系统数"), "stress_tests": _("压力测试次数"), "name.drills": _("应急演练次数"),
    "incidents": _("网络安全事件数"),
}  # fmt: skip
NOTHING = "无"  # of several: on record that there is none, where an empty cell would record nothing
YES, NO, UNKNOWN = _("是"), _("否"), _("未记录")


@functools.cache
def in_either(name: str, words: tuple[str, ...]) -> dict[str, str]:
    """What people call each word of a field, in either language → the word."""
    spoken = {word: word for word in words}
    for lang in ("en", "zh-hans"):
        with override(lang):
            spoken.update({spoken_word(name, word): word for word in reversed(words)})
    return spoken


def spoken_word(field: str, word: object) -> str:
    """A word of a field as people say it; a number or an unlisted word as it is."""
    found = WORDS.get(f"{field}.{word}") or WORDS.get(str(word))
    return str(found if found is not None else word)
