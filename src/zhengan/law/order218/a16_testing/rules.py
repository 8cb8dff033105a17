"""Article 16: testing before a launch or change, test data masked, and the market-wide connection test."""

from __future__ import annotations

from datetime import date, datetime

from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.personal import DataSet, MaskingCheck, MaskingRun
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.quantities import Quantity
from zhengan.kit.say import say
from zhengan.kit.spans import Span
from zhengan.kit.time import DAY, months_between
from zhengan.kit.verdict import Judgement, Verdict, judge, not_applicable, not_met, unknown
from zhengan.law.lapses import began
from zhengan.law.notes import name_of
from zhengan.law.nothing import missing_text, says_nothing
from zhengan.law.outputs import FIRST, Outputs
from zhengan.law.personal import filled, masked_sets, maskings, unmasked_sets
from zhengan.law.preparations import prepared
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts
from zhengan.law.touched import changes_where, maybe_important, system_name, system_of, unclassified
from zhengan.law.windows import IN_FORCE, term_window

tested_changes = acts(
    Change, "tested_changes", "没有须按本条判定的重要信息系统上线或变更",
    lambda change, book: change.kind != "removal" and maybe_important(change, book), reads=(System,),
)  # fmt: skip
CONTROLS = {
    "access": say("访问控制"), "audit_trail": say("操作审计"), "encryption": say("加密"), "isolation": say("网络隔离"),
    "export_control": say("导出管控"), "watching": say("监测告警"), "disposal": say("用后销毁"),
}  # fmt: skip
CONNECTED = {"trading", "quotation", "account", "settlement", "communication"}
connected_changes = changes_where(
    "connected_changes", "没有交易、行情、开户、结算、通信等重要信息系统的上线或变更",
    lambda change: change.kind != "removal",
    lambda system: system.important is not False and (not system.functions or bool(CONNECTED.intersection(system.functions))),
)  # fmt: skip


@rule("16.1-tested", over=tested_changes, gate="change")
def tested(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统上线、变更开始前已制定测试方案、备齐测试用例和数据、测试执行通过；通过早于方案或用例的，是否照此测试未知；下线不问；恰在开始时刻完成的，算开始前。"""
    items = {"测试方案": change.test_plan, "测试用例与数据": change.test_cases, "测试执行通过": change.test_passed}
    judged = unclassified(change, book) or prepared(change, book, items, limits.test_steps)
    passed = change.test_passed
    if judged.verdict is not Verdict.MET or not isinstance(passed, datetime):
        return judged
    later = [
        say("{item}（{at} 才完成）", item=item, at=when)
        for item, when in items.items() if isinstance(when, datetime) and when > passed
    ]  # fmt: skip
    return judged if not later else unknown(
        say("“{system}”{at} 的变更“{change}”的测试于 {passed} 执行通过，早于：{later}；是否照此测试无从认定",
            system=system_name(change, book), at=change.start, change=name_of(change), passed=passed, later=later),
        do=say("请在“变更”台账核对测试方案、用例与数据和测试通过的时刻；确在其后重新测试的，登记重新通过的时刻"),
        since=judged.since, evidence=judged.evidence,
    )  # fmt: skip


@rule("16.2-masked", over=masked_sets, needs=[Needs(MaskingRun, required=False), Needs(MaskingCheck, required=False)])
def masked(data: DataSet, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """测试环境的敏感数据已脱敏，其后检查过，未脱敏敏感数据为零；运行写出的可逐一检查，此外的须检查整个数据集，没查的未知；发现未脱敏的，该处重新脱敏并检查无误之前都不符合；脱敏前已投入使用的日子列为缺口。"""
    named = {"data": data.name, "system": system_name(data, book)}
    done, put_in = maskings(data, book), filled(data, book)
    runs, days = book.of(MaskingRun, data.id), dict[date, bool | None]()
    held = Outputs.by(data, runs, book.of(MaskingCheck, data.id), as_of.until, days)
    if data.sensitive is None or not (done or held.remaining):
        lacking = say("是否含敏感数据") if data.sensitive is None else say("脱敏完成时刻")
        if put_in and data.sensitive:
            lacking = say("脱敏完成时刻（{at} 的脱敏运行没有脱敏任何数据）", at=put_in[-1])
        return unknown(
            say("“{system}”的测试数据集“{data}”没有登记{lacking}，无法判定", lacking=lacking, **named), evidence=[data],
            do=say("请在“测试数据集”台账补充{lacking}；确未脱敏的写 none", lacking=lacking),
        )  # fmt: skip
    window = term_window(as_of, since=data.since)
    early = Span(window.start, min(done[0].date(), window.end) if done else window.end)
    common = {
        "lapses": () if early.empty else (early,), "evidence": held.evidence(data, runs), "notes": held.notes(),
        "since": began(lambda day: days.get(day, held.holds), days, as_of.valid_on),
    }  # fmt: skip
    if not held.remaining and held.unchecked:
        last = max(held.unchecked.values())
        text = say("“{system}”的测试数据集“{data}”{masked} 脱敏，其后没有检查，效果不明", masked=last, **named)
        if data.masked == "none" and [*held.unchecked] == [FIRST]:
            text = say("“{system}”的测试数据集“{data}”登记为未脱敏；其后运行写出的查过，整个数据集没有检查，效果不明", **named)
        if isinstance(data.checked, datetime) and last <= data.checked < as_of.until:
            text = say("“{system}”的测试数据集“{data}”{check} 检查过，没有登记发现的项数", check=data.checked, **named)
        return unknown(
            text, **common,
            do=say("请检查“{data}”是否仍有未脱敏的敏感数据，并登记检查时刻与发现的项数", data=data.name),
        )  # fmt: skip
    return judge(
        limits.remaining, held.remaining,
        say("“{system}”的测试数据集“{data}”{check} 检查，未脱敏敏感数据 {figure}，要求 {limit}", check=held.last, **named),
        **common,
        do=say("请重新脱敏“{data}”中未脱敏的文件或表，写到原处并再次检查；在此之前停止使用。已删除或误查的，撤回那次检查",
               data=data.name)
        if held.found else say("请重新脱敏“{data}”，再次检查整个数据集并登记时刻与项数；在此之前停止使用", data=data.name),
    )  # fmt: skip


@rule("16.2-controls", over=unmasked_sets)
def controls(data: DataSet, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """未脱敏的测试数据集须写明必须使用的理由，并具备生产环境对同类数据的全部安全控制；理由或控制未列的（理由写“无”等于没写），例外不成立，判为不符合。"""
    named = {"data": data.name, "system": system_name(data, book)}
    window = term_window(as_of, since=data.since)
    since = max(data.since, IN_FORCE)
    whole = (Span(max(since, window.start), as_of.valid_on + DAY),)
    unlisted = [] if data.controls else [say("安全控制措施")]
    if says_nothing(data.need):
        unlisted.insert(0, missing_text(say("必须使用的理由"), data.need))
    idle = book.of(MaskingRun, data.id)[-1:]  # where one had masked anything, the set would not be asked about here
    notes = tuple(say("{at} 的脱敏运行没有脱敏任何数据，不算脱敏", at=run.at) for run in idle)
    common = {"evidence": [data, *idle], "notes": notes}
    if unlisted:
        return not_met(
            say("“{system}”的测试数据集“{data}”未脱敏，没有登记：{missing}", missing=unlisted, **named),
            since=since, lapses=whole, **common,
            do=say("请将“{data}”脱敏；确须使用的，登记理由、批准人和与生产环境同等的控制措施", data=data.name),
        )  # fmt: skip
    if not data.production_controls:
        return unknown(
            say("“{system}”的测试数据集“{data}”未脱敏，没有登记生产环境的安全控制，无从比对", **named), **common,
            do=say("请在“测试数据集”台账补充生产环境对同类数据的安全控制"),
        )  # fmt: skip
    absent = [CONTROLS[word] for word in data.production_controls if word not in (data.controls or ())]
    text = (
        say("“{system}”的测试数据集“{data}”未脱敏，控制比生产环境少 {figure}（要求 {limit}）：{missing}",
            missing=absent, **named)
        if absent
        else say("“{system}”的测试数据集“{data}”未脱敏，安全控制与生产环境同等（缺少 {figure}，要求 {limit}）", **named)
    )  # fmt: skip
    return judge(
        limits.controls_absent, len(absent), text, since=since, lapses=whole if absent else (), **common,
        do=say("请为“{data}”补齐：{missing}；或将其脱敏", data=data.name, missing=absent),
    )  # fmt: skip


@rule("16.3-connected", over=connected_changes, gate="change")
def connected(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """核心机构的交易、行情、开户、结算、通信等系统上线或重大升级变更，开始前已组织联网测试；早于开始过久的，是否为此次所作未知；恰在开始时刻完成的，算开始前。"""
    named = {"change": name_of(change), "system": system_name(change, book)}
    unclear = unclassified(change, book)
    if unclear is not None:
        return unclear
    system = system_of(change, book)
    if system is None or not system.functions:
        return unknown(
            say("“{system}”没有登记业务功能，无法判定变更“{change}”是否须联网测试", **named),
            do=say("请在“信息系统”台账登记“{system}”的业务功能", system=named["system"]), evidence=[change],
        )  # fmt: skip
    if change.kind == "change" and change.major is None:
        return unknown(
            say("“{system}”的变更“{change}”没有记录是否重大升级变更，无法判定是否须联网测试", **named),
            do=say("请在“变更”台账补充是否重大升级变更"), since=change.start.date(), evidence=[change],
        )  # fmt: skip
    if change.kind == "change" and not change.major:
        return not_applicable(say("“{system}”的变更“{change}”不是重大升级变更，无须联网测试", **named), evidence=[change])
    judged = prepared(change, book, {"联网测试": change.market_test}, limits.market_tests)
    test, age = change.market_test, limits.market_test_age
    if judged.verdict is not Verdict.MET or not isinstance(test, datetime):
        return judged
    months = months_between(test.date(), change.start.date())
    return judged if age.holds(months) else unknown(
        say("“{system}”{at} 的变更“{change}”登记的联网测试在 {test}，早于变更开始 {months}，约定 {limit}；"
            "是否为此次变更所作无从认定",
            at=change.start, test=test, months=Quantity(round(months, 1), age.unit), limit=age.quantity, **named),
        do=say("请登记就此次上线或者升级组织的联网测试及其时刻"), since=judged.since, evidence=judged.evidence,
    )  # fmt: skip
