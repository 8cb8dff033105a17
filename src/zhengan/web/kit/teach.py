"""What an empty register keeps from being judged: the clauses whose rules read it."""

from __future__ import annotations

import functools

from zhengan.law.loader import duty
from zhengan.law.model import Duty
from zhengan.law.rule import load_rules
from zhengan.registers.kit.register import Register


@functools.cache
def clauses_reading(register: Register) -> tuple[Duty, ...]:
    """The clauses judged from this register's records, in the order of the law."""
    found = dict.fromkeys(rule.clause for rule in load_rules() if register.kind in rule.kinds)
    return tuple(duty(clause) for clause in found)
