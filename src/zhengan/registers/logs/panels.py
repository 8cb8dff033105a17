"""How the registers of monitoring and of logs are listed."""

from zhengan.registers.kit.register import Register
from zhengan.registers.logs.models import (
    Anomaly,
    LogArchive,
    LogSource,
    MonitoringReview,
    MonitorSource,
    Samples,
)

TITLE = "监测与日志"
REGISTERS = (
    Register(
        MonitorSource,
        ("system", "indicator", "threshold", "every_minutes", "grace_minutes", "since", "to"),
        ("system",),
        ("uid", "indicator"),
        "-since",
    ),
    Register(
        Samples,
        ("source", "start", "end", "count", "frozen"),
        ("source", "frozen"),
        ("uid", "source"),
        "-start",
    ),
    Register(Anomaly, ("system", "at", "handled"), ("system",), ("uid", "system"), "-at"),
    Register(MonitoringReview, ("at",), order="-at"),
    Register(
        LogSource, ("system", "kind", "name", "since", "to"), ("system", "kind"), ("uid", "name"), "-since"
    ),
    Register(
        LogArchive,
        ("source", "start", "end", "deleted", "intact"),
        ("source", "intact"),
        ("uid", "source"),
        "-start",
    ),
)
