"""Every register, listed: nothing registers itself on import."""

from __future__ import annotations

from zhengan.facts.base import Fact
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.registers.capacity import panels as capacity
from zhengan.registers.changes import panels as changes
from zhengan.registers.continuity import panels as continuity
from zhengan.registers.filings import panels as filings
from zhengan.registers.incidents import panels as incidents
from zhengan.registers.institutions import panels as institutions
from zhengan.registers.kit.register import Register
from zhengan.registers.logs import panels as logs
from zhengan.registers.personal_info import panels as personal_info
from zhengan.registers.suppliers import panels as suppliers
from zhengan.registers.systems import panels as systems

GROUPS: tuple[tuple[str, tuple[Register, ...]], ...] = tuple(
    (panels.TITLE, panels.REGISTERS)
    for panels in (
        institutions,
        systems,
        changes,
        continuity,
        capacity,
        logs,
        suppliers,
        personal_info,
        incidents,
        filings,
    )
)
REGISTERS: dict[str, Register] = {register.name: register for _, group in GROUPS for register in group}
BY_KIND: dict[type[Fact], Register] = {register.kind: register for register in REGISTERS.values()}


def register(name: str) -> Register:
    """The register of this plural name; raises Problem where there is none."""
    found = REGISTERS.get(name)
    if found is None:
        what, why = say("没有名为“{name}”的台账", name=name), say("可用：{names}", names=list(REGISTERS))
        raise Problem(what, why, "请改用其中之一", code="no-register")
    return found
