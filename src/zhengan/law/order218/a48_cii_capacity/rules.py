"""Article 48: capacity and bandwidth of critical information infrastructure."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity
from zhengan.facts.systems import Link
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement
from zhengan.law.capacity import CAPACITY_NEEDS, LINK_NEEDS, headroom, link_use
from zhengan.law.rule import rule
from zhengan.law.subjects import cii_capacities, cii_links


@rule("48.1-capacity", over=cii_capacities, needs=CAPACITY_NEEDS)
def capacity(capacity: Capacity, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """关键信息基础设施的性能容量应在历史峰值三倍以上。"""
    return headroom(capacity, book, limits.capacity, as_of)


@rule("48.1-bandwidth", over=cii_links, needs=LINK_NEEDS)
def bandwidth(link: Link, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """关键信息基础设施交易时段相关网络带宽应在近一年使用峰值两倍以上；恰为两倍即符合。"""
    text = say("“{link}”当前带宽 {bandwidth} Mbps，交易时段近一年使用峰值 {peak} Mbps（{at}），为其 {figure}，要求 {limit}")
    return link_use(link, book, limits.bandwidth, as_of, lambda peak, width: width / peak, text)
