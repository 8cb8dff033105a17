"""Personal information: data sets outside production and their masking, the channels out and the samples of what they sent.

Wrong on purpose: the last sample of the e-mailed statements found three of five hundred with an account number in clear;
a year ago one of the text messages had shown an identity number, mended within a week.

Assumptions: test data is drawn from production, masked and checked the same morning, and refilled twice a year; settlement
compares account by account with real data, under the controls of production; one training set is invented throughout.
Protection of each channel is verified twice a year, what SMS and e-mail sent is sampled every ten weeks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from zhengan.assess.sample.events import Event, Years, at
from zhengan.kit.time import DAY

SINCE = date(2022, 3, 1)
POLICY, VERSION = "测试数据脱敏策略", "2.1"
CONTROLS = ("access", "audit_trail", "encryption", "isolation", "export_control", "watching")
LEAKING = "out-mail"

# uid, system, name, environment, values masked in a refill
SETS = (
    ("set-core", "core", "核心交易回归测试库", "test", 4_180_000),
    ("set-app", "app", "手机证券测试库", "test", 2_260_000),
    ("set-account", "account", "账户系统开发库", "development", 3_050_000),
    ("set-crm", "crm", "客户关系验收测试库", "test", 960_000),
    ("set-dw", "dw", "数据仓库建模样本", "development", 12_400_000),
)
# uid, system, name, kind, protection, means
CHANNELS = (
    ("out-sms", "sms", "成交与验证码短信", "sms", "masked", "gateway"),
    (LEAKING, "mail", "月度对账单邮件", "email", "masked", "relay"),
    ("out-bank", "fund", "存管银行对账文件", "file", "encrypted", "program"),
    ("out-call", "call", "外呼回访名单（委托处理）", "processing", "masked", "program"),
)


def events(years: Years) -> Iterator[Event]:
    """The sets, their refills and checks; the channels, their verifications and samples."""
    for number, (uid, system, name, environment, size) in enumerate(SETS):
        values = {"system": system, "name": name, "environment": environment, "sensitive": True, "since": SINCE,
                  "masked": at(SINCE - DAY, "20:00"), "policy": f"{POLICY} {VERSION}"}  # fmt: skip
        yield from _refilled(years, uid, values, 20 + 9 * number, size)
    real = {"system": "settle", "name": "清算逐户核对库", "environment": "test", "sensitive": True, "masked": "none",
            "need": "与登记结算机构逐户核对份额，脱敏后无法比对；首席信息官 周衡 批准",
            "controls": CONTROLS, "production_controls": CONTROLS[:5], "since": SINCE}  # fmt: skip
    yield Event(years.opening, "test_data_sets", "set-settle", real)
    made = {"system": "margin", "name": "融资融券培训库（造数）", "environment": "training", "sensitive": False, "since": SINCE}
    yield Event(years.opening, "test_data_sets", "set-margin", made)
    for number, channel in enumerate(CHANNELS):
        yield from _channel(years, *channel, 15 + 11 * number)


def _days(years: Years, first: int, step: int) -> list[date]:
    """The days of something that recurs, inside the sample, the earliest first; ``first``: days ago of the last."""
    span = (years.today - years.first).days
    return [years.today - ago * DAY for ago in reversed(range(first, span, step))]


def _refilled(years: Years, uid: str, values: dict[str, Any], first: int, size: int) -> Iterator[Event]:
    checked = {"checked": at(SINCE - DAY, "21:00"), "remaining": 0}
    yield Event(years.opening, "test_data_sets", uid, values | checked)
    for number, day in enumerate(_days(years, first, 182)):
        sums = [hashlib.sha256(f"{uid} {day} {part}".encode()).hexdigest() for part in ("before", "after")]
        digests = [f"sha256:{one}" for one in sums]
        yield Event(at(day, "03:10"), "masking_runs", f"run-{uid}-{day:%y%m%d}", {
            "data_set": uid, "at": at(day, "03:05"), "policy": POLICY, "policy_version": VERSION,
            "masked": size + 31_000 * number, "kinds": ("resident_id", "mobile", "bank_card", "name"),
            "before": digests[0], "after": digests[1], "tool": "zhengan mask 0.1.0", "output": f"/data/masked/{uid}.csv",
        })  # fmt: skip
        yield Event(at(day, "09:20"), "masking_checks", f"check-{uid}-{day:%y%m%d}", {
            "data_set": uid, "at": at(day, "08:30"), "output": f"/data/masked/{uid}.csv", "digest": digests[1], "remaining": 0,
            "doubtful": 0, "tool": "zhengan mask check", "policy": POLICY, "policy_version": VERSION, "options": "--format csv",
        }, "刷新后检查脱敏效果")  # fmt: skip


def _channel(
    years: Years, uid: str, system: str, name: str, kind: str, protection: str, means: str, first: int
) -> Iterator[Event]:  # fmt: skip
    values = {"system": system, "name": name, "kind": kind, "personal": True, "protection": protection, "means": means,
              "since": SINCE}  # fmt: skip
    yield Event(years.opening, "outbound_channels", uid, values | {"verified": years.first - 30 * DAY})
    for day in _days(years, first, 182):
        yield Event(at(day, "16:00"), "outbound_channels", uid, values | {"verified": day}, "半年核验")
    if kind not in ("sms", "email"):
        return
    days = _days(years, first, 70)
    found = {days[-1]: 3} if uid == LEAKING else {days[-6]: 1, days[-6] + 6 * DAY: 0} if len(days) > 5 else {}
    for day in sorted({*days, *found}):
        looked = 500 if kind == "email" else 2_000
        yield Event(at(day, "17:10"), "outbound_samples", f"seen-{uid}-{day:%y%m%d}", {
            "channel": uid, "at": at(day, "11:00") + timedelta(minutes=looked // 100), "looked_at": looked,
            "unmasked": found.get(day, 0), "method": "按发送流水随机抽取，逐条核对账号与证件号码",
        })  # fmt: skip
