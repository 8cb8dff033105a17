"""What a reference may point to: identifiers of another register, with what people call them."""

from __future__ import annotations

from zhengan.accounts.models import Institution
from zhengan.registers.catalogue import REGISTERS


def choices(name: str, institution: Institution) -> list[tuple[str, str]]:
    """The current identifiers of a register, each with its name where it has one."""
    register = REGISTERS.get(name)
    if register is None:
        return []
    rows = register.model.objects.filter(institution=institution).current().order_by("uid")
    key = "link" if name == "links" else "uid"  # a link keeps its own id through upgrades
    if any(field.name == "name" for field in register.fields):
        return list(dict((uid, f"{title}（{uid}）") for uid, title in rows.values_list(key, "name")).items())
    return [(uid, uid) for uid in dict.fromkeys(rows.values_list(key, flat=True))]
