"""Words before a number that say what it is, and how far back they count.

A number of ten digits is a securities account after 股东代码 and nothing after 时间戳. The nearest label before the
value speaks, within ``WINDOW`` bytes, in the same line, clause and field; a number of four digits and more ends the
search. A label against (an amount, an order number) speaks only where nothing but filler stands between, so that
订单联系人 13812345678 stays a telephone number.
"""

from __future__ import annotations

WINDOW = 48

ID, PHONE, CARD, SECURITIES, FUTURES, FUND, PASSPORT, PERMIT, AMOUNT, NUMBER = range(1, 11)

WORDS: dict[int, str] = {
    ID: "身份证 证件号 公民身份号 居民证 idcard id_card idno id_no cert_no certno id_number idnumber identity",
    PHONE: "手机 电话 联系方式 座机 固话 传真 mobile phone telephone tel fax cellphone contact",
    CARD: "卡号 银行卡 储蓄卡 信用卡 借记卡 银行账号 银行账户 收款账号 bankcard bank_card cardno card_no card",
    SECURITIES: "股东账号 股东账户 股东代码 股东卡 股东帐号 证券账号 证券账户 证券帐户 证券帐号 一码通 沪A 深A "
    "securities_account stock_account stockaccount holder_account holder_code unified_account",
    FUTURES: "交易编码 期货编码 期货账号 期货交易编码 trading_code tradingcode futures_code",
    FUND: "资金账号 资金账户 资金帐号 资金帐户 资产账号 资产账户 保证金账号 保证金账户 fund_account fundaccount fund_acct "
    "fundacct fund_no capital_account capitalaccount capital_acct asset_account zjzh acct",
    PASSPORT: "护照 passport",
    PERMIT: "回乡证 通行证 台胞证 permit",
    AMOUNT: "金额 余额 市值 总额 成交额 成交量 价格 数量 资产 净值 amount balance price qty volume",
    NUMBER: "订单 订单号 订单编号 流水 流水号 单号 序列号 时间戳 批次 批次号 合同号 合同编号 委托编号 委托号 发票号 "
    "版本 order order_no orderno order_id orderid serial serial_no trace trace_id traceid seq timestamp ts uuid "
    "msgid msg_id request_id requestid txid txn version sn",
}
AGAINST = (AMOUNT, NUMBER)
LABELS: tuple[tuple[bytes, int], ...] = tuple(
    (word.lower().encode(), kind) for kind, words in WORDS.items() for word in words.split()
)  # fmt: skip

STOPS = tuple(text.encode() for text in ("\n", "\r", ",", "，", ";", "；", "。", "|", "、"))
FILLER = tuple(text.encode() for text in "号码编为是：（＝“”【】「」")

# What follows an amount, and what stands before one.
UNITS = tuple(text.encode() for text in (
    "元", "万", "亿", "美元", "港元", "港币", "欧元", "日元", "人民币", "股", "份", "笔", "毫秒", "秒", "字节", "％", "%",
    "CNY", "RMB", "USD", "HKD",
))  # fmt: skip
SIGNS = tuple(text.encode() for text in ("¥", "￥", "$", "＄"))

# Words that may stand before a number without anything between: TEL13812345678.
ATTACHED = (b"tel", b"phone", b"mobile", b"mob", b"id", b"idcard", b"card", b"sfz")
