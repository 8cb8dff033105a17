"""How the registers of systems, links and protection grades are listed."""

from zhengan.registers.kit.register import Register
from zhengan.registers.systems.models import Link, LinkUse, MlpsAssessment, MlpsGrading, System

TITLE = "系统"
REGISTERS = (
    Register(
        System,
        ("name", "important", "functions", "markets", "cii", "since", "to"),
        ("important", "cii"),
        ("uid", "name"),
        "uid",
    ),
    Register(Link, ("link", "name", "systems", "mbps", "since", "to"), (), ("uid", "link", "name"), "link"),
    Register(LinkUse, ("link", "at", "mbps", "in_session"), ("link", "in_session"), ("uid", "link"), "-at"),
    Register(
        MlpsGrading,
        ("system", "level", "filing_number", "since", "to"),
        ("system", "level"),
        ("uid", "filing_number"),
        "-since",
    ),
    Register(
        MlpsAssessment,
        ("system", "at", "passed", "problems", "remedied"),
        ("system", "passed"),
        ("uid", "system"),
        "-at",
    ),
)
