"""How the registers of personal information are listed."""

from zhengan.registers.kit.register import Register
from zhengan.registers.personal_info.models import (
    DataSet,
    MaskingCheck,
    MaskingRun,
    OutboundChannel,
    OutboundSample,
)

TITLE = "个人信息"
REGISTERS = (
    Register(
        DataSet,
        ("system", "name", "environment", "sensitive", "masked", "checked", "remaining", "since", "to"),
        ("system", "environment", "sensitive"),
        ("uid", "name", "policy"),
        "-since",
    ),
    Register(
        MaskingRun,
        ("data_set", "at", "policy", "policy_version", "masked", "output"),
        ("data_set",),
        ("uid", "data_set", "policy", "output", "before", "after"),
        "-at",
    ),
    Register(
        MaskingCheck,
        ("data_set", "at", "output", "remaining", "doubtful", "policy"),
        ("data_set",),
        ("uid", "data_set", "output", "digest", "policy"),
        "-at",
    ),
    Register(
        OutboundChannel,
        ("system", "name", "kind", "personal", "protection", "means", "verified", "since", "to"),
        ("system", "kind", "personal", "protection"),
        ("uid", "name"),
        "-since",
    ),
    Register(
        OutboundSample, ("channel", "at", "looked_at", "unmasked", "method"), ("channel",), ("uid", "channel", "method"), "-at"
    ),
)
