"""Figures of reports: what is counted is nobody's account, and no message is held for it."""

from __future__ import annotations

import pytest

from zhengan.masking.message import mask_message

REPORTS = (
    "资金账户 12938192 户，证券账户23918293户",
    "市场 成交额(元) 成交量(股)\n沪市 381234567890 12938192\n深市 5231123456 23918293",
    "沪市：12938192 深市：23918293，沪A 3812345678 深A 5231123456",
    "成交额（元）：13812345678，总资产(元) 13912345678",
)


@pytest.mark.parametrize("text", REPORTS)
def test_reports_go_out_as_they_are(text):
    done = mask_message(text, "mail")
    assert done.text == text and not done.hold


def test_accounts_are_masked_as_before():
    done = mask_message("资金账号 88012345 户名 张三，深市 0192381923，深A股东代码0192381923", "mail")
    assert done.counts == {"fund_account": 1, "name": 1, "securities_account": 2} and not done.hold
