"""What a reference may point to: identifiers of another register, with what people call them."""

from __future__ import annotations

from zhengan.accounts.models import Institution
from zhengan.registers.called import names_in


def choices(name: str, institution: Institution) -> list[tuple[str, str]]:
    """The current identifiers of a register, each with its name where it has one."""
    return [(uid, f"{title}（{uid}）" if title != uid else uid) for uid, title in names_in(name, institution).items()]
