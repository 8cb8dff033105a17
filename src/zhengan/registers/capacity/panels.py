"""How the registers of capacity are listed."""

from zhengan.registers.capacity.models import Capacity, DailyPeak, MarketSwing, StressTest
from zhengan.registers.kit.register import Register

TITLE = "容量与压力测试"
REGISTERS = (
    Register(
        Capacity,
        ("system", "measure", "value", "purchased", "since", "to"),
        ("system", "purchased"),
        ("uid", "measure"),
        "-since",
    ),
    Register(
        DailyPeak,
        ("system", "measure", "day", "value"),
        ("system", "measure"),
        ("uid", "system", "measure"),
        "-day",
    ),
    Register(
        StressTest,
        ("system", "at", "performance", "network", "disaster", "report"),
        ("system", "report"),
        ("uid", "system"),
        "-at",
    ),
    Register(MarketSwing, ("system", "at", "test_by", "note"), ("system",), ("uid", "system", "note"), "-at"),
)
