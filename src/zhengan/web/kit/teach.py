"""What an empty register keeps from being judged: the clauses whose rules read it."""

from __future__ import annotations

import functools

from zhengan.law.loader import load_law
from zhengan.law.model import Duty
from zhengan.law.rule import load_rules
from zhengan.law.served import clauses_served
from zhengan.registers.kit.register import Register


@functools.cache
def clauses_reading(register: Register) -> tuple[Duty, ...]:
    """The clauses judged from this register's records, by a rule that asks for them or that meets them on its way."""
    found = {rule.clause for rule in load_rules() if register.kind in rule.kinds}
    found.update(clause for field in register.fields for clause in clauses_served(register.kind, field.name))
    return tuple(duty for duty in load_law().duties if duty.id in found)
