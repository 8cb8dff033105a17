"""A seeded Chinese text as a securities firm has it: logs, chats, prose, JSON, SQL and exported rows, with personal data
at a believable density and the numbers that look like it but are not."""

from __future__ import annotations

import random
from collections.abc import Callable

from zhengan.masking.kinds.resident_id import check_digit
from zhengan.masking.kinds.tables import counties

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"
CARDS = ("622202", "622848", "621700", "622588", "436742", "621661")
PROSE = (
    "经核查，公司信息系统运行平稳，核心交易系统在报告期内未发生重大故障，各项指标符合监管要求。",
    "投资者应当充分了解产品特征和风险，根据自身的投资目标和风险承受能力审慎决策。",
    "本次升级涉及行情网关、委托网关与清算模块，回退方案已经演练并由负责人确认。",
    "会议要求各部门落实网络和信息安全责任，按期完成应急演练，留存记录备查。",
)


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def mobile(rng: random.Random) -> str:
    return "1" + rng.choice("3456789") + digits(rng, 9)


def identity(rng: random.Random) -> str:
    born = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = rng.choice(REGIONS) + born + digits(rng, 3)
    return body + check_digit(body)


def card(rng: random.Random) -> str:
    body = rng.choice(CARDS) + digits(rng, 12)
    total = 0
    for place, digit in enumerate(reversed(body)):
        n = int(digit) * (2 - place % 2)
        total += n - 9 if n > 9 else n
    return body + str(-total % 10)


def name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.randint(1, 2)))


REGIONS = sorted(code for code in counties() if not code.endswith("00"))


def day(r: random.Random) -> str:
    return f"2026-{r.randint(1, 12):02}-{r.randint(1, 28):02}"


def clock(r: random.Random) -> str:
    return f"{day(r)} {r.randint(9, 15):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}.{digits(r, 3)}"


def log(r: random.Random) -> str:
    return (
        f"{clock(r)} INFO [order-{r.randint(1, 64)}] 10.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)} "
        f"委托申报成功 证券代码=60{digits(r, 4)} 数量={r.randint(1, 99)}00 价格={r.randint(3, 99)}.{digits(r, 2)} "
        f"耗时={r.randint(1, 99)}ms traceId={r.getrandbits(64):016x}"
    )


def login(r: random.Random) -> str:
    return f"{clock(r)} 客户 {name(r)} 手机 {mobile(r)} 登录，资金账号：{digits(r, 10)}，终端 iOS 17.{r.randint(0, 6)}"


def prose(r: random.Random) -> str:
    return r.choice(PROSE) + r.choice(PROSE)


def chat(r: random.Random) -> str:
    return (
        f"客服：您好{name(r)}先生，您尾号{digits(r, 4)}的银行卡{card(r)}已绑定，"
        f"验证码请勿告知他人，如有疑问请回拨{mobile(r)}。"
    )


def opened(r: random.Random) -> str:
    mail = f"{r.choice('abcdefgh')}{digits(r, 5)}@example.com"
    place = f"北京市朝阳区建国路{r.randint(1, 199)}号"
    return f"{name(r)}，身份证号{identity(r)}，联系电话{mobile(r)}，邮箱{mail}，开户网点：{place}。"


def row(r: random.Random) -> str:
    return f"{digits(r, 8)},{name(r)},{identity(r)},{mobile(r)},{r.randint(1, 9999)}.{digits(r, 2)},{day(r)},正常"


def note(r: random.Random) -> str:
    order, stamp = f"2026{r.randint(1, 12):02}{digits(r, 16)}", f"17{digits(r, 11)}"
    return (
        f'{{"orderNo":"{order}","ts":{stamp},"amount":{r.randint(1, 99999)}.{digits(r, 2)},'
        f'"holder":"{name(r)}","memo":"{r.choice(PROSE)}"}}'
    )


# (line, how often): one value in about 220 bytes.
MIX: tuple[tuple[Callable[[random.Random], str], int], ...] = (
    (log, 30), (login, 10), (prose, 30), (chat, 8), (opened, 8), (row, 8), (note, 6),
)  # fmt: skip


def text(size: int, seed: int = 218, unique: int = 8_000_000) -> bytes:
    """At least ``size`` bytes of lines; ``unique`` bytes are drawn, then repeated."""
    rng = random.Random(seed)
    makers, weights = zip(*MIX, strict=True)
    lines: list[bytes] = []
    total = 0
    while total < min(size, unique):
        for maker in rng.choices(makers, weights, k=1000):
            lines.append(maker(rng).encode() + b"\n")
            total += len(lines[-1])
    block = b"".join(lines)
    return block * -(-size // len(block))
