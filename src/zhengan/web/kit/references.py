"""What a reference may point to: identifiers of another register, with what people call them."""

from __future__ import annotations

from datetime import datetime

from zhengan.accounts.models import Institution
from zhengan.registers.called import names_in


def choices(name: str, institution: Institution, known_at: datetime | None = None) -> list[tuple[str, str]]:
    """The identifiers of a register known at an instant (None: now), each with its name where it has one."""
    called = names_in(name, institution, known_at)
    return [(uid, f"{title}（{uid}）" if title != uid else uid) for uid, title in called.items()]
