"""The texts that are sent: reports to the regulator and the notice to investors, made of what is recorded and nothing else.

What nobody recorded is marked （待补充：…） with what belongs there; no sentence is invented. They speak Chinese, as who
reads them does, or English where that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from zhengan.facts.systems import System
from zhengan.kit.quantities import duration
from zhengan.law.order218.a39_incidents.reporting import AGAIN, next_due
from zhengan.registers.kit.words import spoken_word
from zhengan.web.kit.markets import EXCHANGES
from zhengan.web.language import lang
from zhengan.web.room.duties import Lived, course
from zhengan.web.room.room import Room


def text_of(kind: str, room: Room) -> str:
    """The text of one of ``TEXTS``, in the language in hand; lines end in a line feed."""
    return "\n".join([*TEXTS[kind](room), ""])


def _first(room: Room) -> Iterable[str]:
    yield _("网络安全事件应急报告（首报）")
    yield from _head(room)
    yield from _basics(room, preliminary=True)
    yield from _happened(_("二、经过"), course(room))
    yield from _measures(_("三、已采取的措施"), room)
    yield from _section(_("四、影响投资者及告知情况"))
    yield _investors(room)
    yield from _section(_("五、需要协助的事项"))
    yield _blank(_("没有的写“无”"))
    yield from _next(_("六、下次报告"), room)
    yield from _foot()


def _again(room: Room) -> Iterable[str]:
    yield _("网络安全事件应急报告（续报第 %(n)s 次）") % {"n": max(1, len(room.reports))}
    yield from _head(room)
    yield _pair(_("前次报告"), _when(room.reports[-1].at) if room.reports else _("尚无首报记录"))
    yield from _basics(room, preliminary=True)
    yield from _section(_("二、目前状况"))
    yield _state(room)
    since = room.reports[-1].at if room.reports else room.incident.detected
    yield from _happened(
        _("三、前次报告以来的进展"), [line for line in course(room) if line.at > since], _("前次报告以来没有新的记录。")
    )
    yield from _section(_("四、影响投资者及告知情况"))
    yield _investors(room)
    yield from _section(_("五、下一步措施与需要协助的事项"))
    yield _blank(_("下一步做什么、预计何时恢复；不需要协助的写“无”"))
    yield from _next(_("六、下次报告"), room)
    yield from _foot()


def _final(room: Room) -> Iterable[str]:
    yield _("网络安全事件调查处理报告")
    yield from _head(room)
    yield from _basics(room, preliminary=False)
    yield from _section(_("二、处置结果"))
    yield _state(room)
    yield from _happened(_("三、完整经过"), course(room))
    yield from _measures(_("四、处置措施"), room)
    yield from _section(_("五、应急报告情况"))
    made = (f"{_when(one.at)} {spoken_word('to', one.to) if one.to else _('未登记报告对象')}" for one in room.reports)
    yield from _listed(made, _("没有应急报告的记录。"))
    yield from _section(_("六、影响投资者及告知情况"))
    yield _investors(room)
    yield from _section(_("七、现场和证据保护"))
    unsaid = _blank(_("请在处置台写明现场和证据是否已保护"))
    yield {None: unsaid, True: _("已保护"), False: _("未予保护")}[room.incident.evidence_kept]
    yield from (f"{_when(one.at)} {one.text}" for one in room.entries if one.sort == "evidence")
    for title, what in (
        (_("八、原因分析"), _("直接原因与根本原因，如何查明")),
        (_("九、责任认定与追究"), _("认定的责任与处理；没有的写“无”")),
        (_("十、整改措施与完成时间"), _("逐项写明措施、责任人与完成日期")),
    ):  # fmt: skip
        yield from _section(title)
        yield _blank(what)
    yield from _foot()


def _notice(room: Room) -> Iterable[str]:
    yield _("关于%(system)s异常的提示") % {"system": room.system_name}
    yield ""
    yield _("尊敬的投资者：")
    yield _("%(at)s，%(who)s发现%(system)s出现异常（%(nature)s）：%(name)s。") % {
        "at": _when(room.incident.detected), "who": room.name, "system": room.system_name,
        "nature": spoken_word("nature", room.incident.nature), "name": room.incident.name.rstrip("。") or _blank(_("所见情况")),
    }  # fmt: skip
    yield _state(room)
    yield ""
    substitutes = _("（待补充：实际可用的方式，如电话委托、其他交易终端、营业网点，并写明号码、网址与服务时间）")
    yield _pair(_("可以采取的替代方式"), substitutes)
    yield _pair(_("应急措施"), _("（待补充：如委托是否已报、成交与资金以何处查询为准）"))
    yield _pair(_("风险提示"), _("（待补充：如请勿重复委托、留意持仓与资金、谨防冒充客服，以实际情形为准）"))
    yield _pair(_("咨询渠道"), _blank(_("客服电话、网址与服务时间")))
    yield ""
    yield room.name
    yield _when(room.at)


TEXTS: dict[str, Callable[[Room], Iterable[str]]] = {"first": _first, "again": _again, "final": _final, "notice": _notice}


def _head(room: Room) -> Iterable[str]:
    yield ""
    yield _pair(_("报告单位"), room.name)
    yield _pair(_("报告对象"), _addressee(room))
    yield _pair(_("报告时间"), _when(room.at))
    yield _pair(_("事件编号"), room.incident.id)


def _addressee(room: Room) -> str:
    if room.to != "dispatch_office":
        return spoken_word("to", room.to) if room.to else _blank(_("请在“机构”台账登记本机构的类别"))
    place = room.body.jurisdiction if room.body else None
    wanted = _blank(_("请在“机构”台账登记所在辖区"))
    return _("中国证监会派出机构，辖区：%(place)s") % {"place": place or wanted}


def _basics(room: Room, preliminary: bool) -> Iterable[str]:
    """What happened to what; at first everything is preliminary, and says so."""
    one, system = room.incident, room.system
    nature = spoken_word("nature", one.nature)
    yield from _section(_("一、基本情况（初步）") if preliminary else _("一、基本情况"))
    sorts = {
        True: _("%(system)s（重要信息系统）"), False: _("%(system)s（非重要信息系统）"),
        None: _("%(system)s（尚未认定是否重要）"),
    }  # fmt: skip
    yield _pair(_("涉及系统"), sorts[system.important if system else None] % {"system": room.system_name})
    yield _pair(_("服务的市场"), _markets(system))
    yield _pair(_("发生时间"), _when(one.started) if one.started else _blank(_("尚不清楚的写“不明”")))
    yield _pair(_("发现时间"), _when(one.detected))
    yield _pair(_("发生地点"), _blank(_("城市与机房或营业场所")))
    yield _pair(_("事件性质"), nature)
    yield _pair(_("所见情况"), one.name or _blank(_("一句话：看到了什么")))
    yield _pair(_("事件级别"), spoken_word("grade", one.grade) if one.grade else _("尚未定级"))
    accounts = f"{one.affected_accounts:,}" if one.affected_accounts is not None else _blank(_("请在处置台登记"))
    yield _pair(_("受影响账户数"), accounts)
    yield _pair(_("影响范围和程度"), _scope(system))
    yield _pair(_("损失和后果"), _blank(_("没有的写“无”，尚不清楚的写“正在核查”")))
    if preliminary:
        yield _pair(_("初步原因"), _blank(_("目前的判断；尚不清楚的写“正在排查”")))


def _scope(system: System | None) -> str:
    """The functions of the system as recorded, and what only people can say of how far and how much."""
    wanted = _blank(_("受影响的业务、地区与程度"))
    if system is None or not system.functions:
        return wanted
    told = _("、").join(spoken_word("functions", one) for one in system.functions)
    return _("系统承担的业务功能：%(functions)s。%(wanted)s") % {"functions": told, "wanted": wanted}


def _markets(system: System | None) -> str:
    if system is None or system.markets is None:
        return _blank(_("请在“信息系统”台账登记服务的市场"))
    return _("、").join(map(_market, system.markets)) or _("无")


def _market(code: str) -> str:
    return str(EXCHANGES.get(code, code))


def _state(room: Room) -> str:
    lasted = duration(room.lasted.total_seconds(), lang())
    if room.over is None:
        return _("尚未恢复，自发现起已 %(lasted)s。") % {"lasted": lasted}
    return _("已于 %(at)s 恢复，自发现起历时 %(lasted)s。") % {"at": _when(room.over), "lasted": lasted}


def _investors(room: Room) -> str:
    one = room.incident
    if one.investors_affected is None:
        return _blank(_("请在处置台写明是否影响投资者"))
    if not one.investors_affected:
        return _("未影响投资者。")
    if not isinstance(one.investors_told, datetime) or one.investors_told > room.at:
        return _("影响投资者，尚未通知。")
    told = ((one.told_substitute, _("告知替代方式或者应急措施")), (one.told_risks, _("提示风险")))
    what = _("、").join(word for done, word in told if done) or _blank(_("通知了什么，请在处置台登记"))
    return _("影响投资者，已于 %(at)s 通知：%(what)s。") % {"at": _when(one.investors_told), "what": what}


def _happened(title: str, lines: Iterable[Lived], none: str = "") -> Iterable[str]:
    yield from _section(title)
    yield from _listed((f"{_when(line.at)} [{line.word}] {line.text}" for line in lines), none)


def _measures(title: str, room: Room) -> Iterable[str]:
    yield from _section(title)
    done = (f"{_when(one.at)} {one.text}" for one in room.entries if one.sort == "handled")
    yield from _listed(done, _blank(_("在处置台记为“处置”的各条会列在这里")))


def _listed(lines: Iterable[str], none: str) -> list[str]:
    """The lines; where there are none, what is said instead."""
    return [*lines] or [none]


def _next(title: str, room: Room) -> Iterable[str]:
    """When the next one is due, were this one sent now."""
    yield from _section(title)
    grade = room.incident.grade
    if room.over is not None:
        yield _("事件已恢复；有新情况即报告，调查处理结果另行报告。")
    elif grade is None:
        yield _("级别未定；有新情况立即报告。")
    elif grade in AGAIN:
        yield _("不晚于 %(at)s。") % {"at": _when(next_due(room.at, room.limits))}
    else:
        yield _("有新情况立即报告。")


def _foot() -> Iterable[str]:
    yield ""
    yield _pair(_("签发人"), _blank())
    yield _pair(_("联系人及电话"), _blank())


def _section(title: str) -> list[str]:
    return ["", title]


def _pair(name: str, value: str) -> str:
    return f"{name}{_('：')}{value}"


def _blank(what: str = "") -> str:
    """The mark of what nobody recorded, with what belongs there or where to record it."""
    return _("（待补充：%(what)s）") % {"what": what} if what else _("（待补充）")


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
