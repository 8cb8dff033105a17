"""Futures trading codes: four digits of the member and eight of the client, after a label or in a column."""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind


def valid(value: str) -> bool:
    """Twelve digits, or the client's eight of them."""
    return len(value) in (8, 12) and value.isascii() and value.isdigit()


KIND = Kind(
    name="futures_code",
    zh="期货交易编码",
    en="futures trading code",
    form="12 位：会员号 4 位加客户号 8 位；须有“交易编码”等字样",
    valid=valid,
    keep=Keep(2, 4),
    rank=7,
    source="期货市场客户开户管理规定",
    columns=("交易编码", "期货编码", "trading_code", "futures_code", "期货账户", "期货帐号"),
    cases=(
        Case("交易编码 016812345678", ("016812345678",)),
        Case("BrokerID:8090 ClientID:016812345678", ("016812345678",), "CTP 的字段"),
        Case("client_id=1002345678", (), "柜台的客户号，位数不符"),
        Case("交易编码 0168-12345678，大商所：016812345679", ("0168-12345678", "016812345679"), "分组；只说交易所"),
        Case("大商所 202501021234", (), "不由 0 开头：时间"),
        Case("问：你的期货交易编码是多少？\n答：记得是016812345678，密码忘了", ("016812345678",), "回答上一行所问"),
        Case("问：你的期货交易编码有多少？\n答：记得是016812345678", (), "问的不是编码"),
        Case('{"jiaoyibianma":"016812345678"}', ("016812345678",), "拼音的字段"),
        Case("批次 016812345678", ()),
        Case("交易编码:08018375 TradingCode=01234567 大商所编码：12345678", ("08018375", "01234567", "12345678"), "只写客户号"),
        Case("交易编码:20540324 交易编码：20240105", ("20540324", "20240105"), "像日期，冒号之后直接是号码"),
        Case("交易编码 20240105 客户编码：10264830", (), "日期；公司自己的客户编码"),
        Case("[CTP] OnRtnTrade ClientID=90357800 InstrumentID=m2501\n{\"ClientID\":\"90357801\",\"BrokerID\":\"9999\"}",
             ("90357800", "90357801"), "期货柜台接口的字段"),
        Case("mqtt clientId=90357800\noauth ClientID=90357800 scope=read\nBrokerID=9999", (), "同一行中没有期货柜台的字段"),
        Case('BrokerID: 9999\nClientID: 90357800\n"ExchangeID": "SHFE",\n  "ClientID": "90357801",', ("90357800", "90357801"),
             "一行一个字段"),
    ),
)
