"""The made-up firm: a securities company of middle size, its forty systems, lines, suppliers and people.

Assumptions: fourteen of the forty systems are important, as with a broker whose trading, quotation, accounts, settlement
and risk control each have one or two; the others are backed up weekly, those that close their books every day nightly.
Two systems went live inside the three years: the important 场外业务系统 eleven months ago, the 财富管理平台 before it.
Names of the firm, its people and its suppliers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhengan.assess.sample.events import saturday

STOCKS = ("SSE", "SZSE", "BSE")
LAUNCHED = {"otc": 44, "wealth": 60}  # weeks ago
ENLARGED = 540  # days ago: the internet access and the app


@dataclass(frozen=True)
class Sys:
    """A system: what it does, since when, by whom, its grade; ``measure`` and ``bears``: what is counted, how much it bears.

    ``load``: the share of it that a busy day asks; ``growth``: what the last year added to that share.
    """

    id: str
    name: str
    functions: tuple[str, ...] = ("other",)
    since: date = date(2016, 1, 1)
    supplier: str | None = None
    important: bool = False
    grade: int = 2
    markets: tuple[str, ...] = ("SSE",)
    measure: str = ""
    bears: float = 0.0
    load: float = 0.3
    growth: float = 0.0
    nightly: bool = False
    reason: str = "年度重要信息系统认定"

    def live(self, today: date) -> date:
        """The day it went live."""
        return saturday(today, LAUNCHED[self.id]) if self.id in LAUNCHED else self.since


def _key(
    id: str, name: str, functions: str, since: tuple[int, int, int], supplier: str | None, measure: str, bears: float,
    load: float, growth: float = 0.0,
) -> Sys:  # fmt: skip
    return Sys(id, name, tuple(functions.split()), date(*since), supplier, True, 3, STOCKS, measure, bears, load, growth, True)


IMPORTANT = (
    _key("core", "核心交易系统", "trading settlement", (2018, 6, 1), "hengtai", "委托笔/秒", 60_000, 0.34),
    _key("quote", "行情系统", "quotation", (2019, 3, 1), "quotech", "在线用户", 500_000, 0.36),
    _key("app", "手机证券", "trading account", (2020, 9, 1), "hengtai", "并发会话", 90_000, 0.30, 0.19),
    _key("settle", "清算系统", "settlement", (2017, 1, 1), "hengtai", "清算笔/分钟", 400_000, 0.28, 0.02),
    _key("risk", "实时风控系统", "risk", (2021, 5, 1), None, "检查次/秒", 120_000, 0.30, 0.01),
    _key("web", "网上交易系统", "trading account", (2016, 4, 1), "hengtai", "并发会话", 60_000, 0.24, -0.03),
    _key("margin", "融资融券系统", "trading", (2017, 9, 1), "jincheng", "委托笔/秒", 12_000, 0.31),
    _key("option", "股票期权系统", "trading", (2019, 12, 2), "jincheng", "委托笔/秒", 8_000, 0.29, 0.04),
    _key("account", "统一账户系统", "account", (2018, 3, 1), "jincheng", "开户笔/小时", 9_000, 0.25),
    _key("gateway", "报盘与通信网关", "communication", (2018, 6, 1), None, "报盘笔/秒", 50_000, 0.33),
    _key("fund", "客户资金存管系统", "settlement", (2017, 5, 1), "jincheng", "转账笔/分钟", 30_000, 0.27),
    _key("auth", "统一认证系统", "account communication", (2020, 1, 6), "shengan", "认证次/秒", 15_000, 0.32),
    _key("fast", "极速交易系统", "trading", (2021, 3, 1), "yunkuo", "委托笔/秒", 150_000, 0.22, 0.03),
    _key("otc", "场外业务系统", "trading settlement", (2021, 1, 1), "shuheng", "申赎笔/小时", 20_000, 0.21),
)
OTHERS = (
    Sys("oa", "办公系统", since=date(2015, 1, 1), supplier="bolan"),
    Sys("invest", "资管投资交易系统", ("trading",), date(2018, 9, 3), "jincheng", markets=STOCKS, nightly=True,
        reason="仅供资产管理部内部下单，停用时可改由人工经柜台委托，经评估不影响投资者交易"),
    Sys("prop", "自营投资管理系统", ("trading",), date(2017, 7, 3), "jincheng", markets=STOCKS, nightly=True,
        reason="仅供自营部门使用，不涉及客户资产与客户委托，经评估不认定"),
    Sys("valuation", "资管估值系统", since=date(2016, 10, 10), supplier="hengtai", markets=STOCKS, nightly=True),
    Sys("ta", "份额登记系统", since=date(2017, 2, 6), supplier="hengtai", markets=STOCKS, nightly=True),
    Sys("bond", "固定收益业务系统", since=date(2019, 5, 6), supplier="shuheng", markets=STOCKS),
    Sys("ibank", "投行底稿系统", since=date(2019, 10, 8), supplier="yuancheng"),
    Sys("research", "研究报告平台", since=date(2018, 11, 5)),
    Sys("wealth", "财富管理平台", supplier="shuheng", markets=STOCKS),
    Sys("crm", "客户关系管理系统", since=date(2017, 11, 6), supplier="shuheng"),
    Sys("call", "客户服务中心系统", since=date(2016, 6, 6), supplier="tongyu"),
    Sys("video", "双录系统", since=date(2019, 1, 7), supplier="tongyu"),
    Sys("suitability", "投资者适当性管理系统", since=date(2018, 1, 2), supplier="jincheng"),
    Sys("aml", "反洗钱系统", since=date(2017, 4, 10), supplier="mingjian"),
    Sys("conduct", "合规管理与员工行为系统", since=date(2019, 8, 5), supplier="mingjian"),
    Sys("erm", "全面风险管理系统", since=date(2019, 6, 3), supplier="shuheng"),
    Sys("reporting", "监管报送系统", since=date(2018, 7, 2), supplier="mingjian", nightly=True),
    Sys("finance", "财务核算系统", since=date(2015, 7, 1), supplier="bolan", nightly=True),
    Sys("hr", "人力资源系统", since=date(2016, 3, 1), supplier="bolan", grade=1),
    Sys("mail", "邮件系统", since=date(2015, 3, 2)),
    Sys("portal", "公司门户网站", since=date(2016, 5, 3)),
    Sys("dw", "数据仓库", since=date(2018, 4, 2), supplier="shuheng", markets=STOCKS),
    Sys("itsm", "运维服务管理系统", since=date(2019, 9, 2)),
    Sys("bastion", "运维审计系统", since=date(2018, 2, 5), supplier="shengan"),
    Sys("sms", "短信平台", since=date(2017, 8, 7), supplier="tongyu"),
    Sys("learn", "培训系统", since=date(2020, 6, 1), grade=1),
)
SYSTEMS = IMPORTANT + OTHERS
BY_ID = {system.id: system for system in SYSTEMS}

# id, name, systems carried, Mbps, share used on a busy day
LINKS = (
    ("link-sse", "上交所专线", ("core", "quote", "gateway"), 1000.0, 0.38),
    ("link-szse", "深交所专线", ("core", "quote", "gateway"), 1000.0, 0.36),
    ("link-bse", "北交所专线", ("gateway",), 200.0, 0.22),
    ("link-csdc", "中国结算专线", ("settle",), 200.0, 0.31),
    ("link-bank", "银行存管专线", ("fund",), 200.0, 0.27),
    ("link-net", "互联网接入", ("app", "web"), 2000.0, 0.41),
    ("link-colo", "机房托管直连线路", ("fast",), 1000.0, 0.29),
    ("link-fund", "基金公司接入线路", ("otc",), 100.0, 0.33),
)

# id, name, filed with CSRC; None: not filed when the sample begins
SUPPLIERS = (
    ("hengtai", "恒泰科技股份有限公司", date(2021, 8, 12)),
    ("quotech", "全景行情技术有限公司", None),
    ("jincheng", "锦程软件股份有限公司", date(2021, 9, 30)),
    ("yunkuo", "云阔信息技术有限公司", None),
    ("shengan", "盛安网络安全技术有限公司", date(2022, 1, 18)),
    ("shuheng", "数衡数据服务有限公司", date(2022, 6, 6)),
    ("tongyu", "通语智能科技有限公司", None),
    ("bolan", "博览办公软件有限公司", None),
    ("yuancheng", "远成投行软件有限公司", None),
    ("mingjian", "明鉴合规科技有限公司", date(2022, 3, 21)),
)
PROVIDED = {id: tuple(s.id for s in SYSTEMS if s.supplier == id) for id, _, _ in SUPPLIERS}
