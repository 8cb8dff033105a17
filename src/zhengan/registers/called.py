"""What people call the records of a register, by identifier."""

from __future__ import annotations

from zhengan.accounts.models import Institution
from zhengan.registers.catalogue import REGISTERS

TITLES = ("name", "indicator", "person")  # the field by which people call a record, the first there is


def names_in(name: str, institution: Institution) -> dict[str, str]:
    """What people call the current records of a register, by identifier: the name where there is one."""
    register = REGISTERS.get(name)
    if register is None:
        return {}
    rows = register.model.objects.filter(institution=institution).current().order_by("uid")
    key = "link" if name == "links" else "uid"  # a link keeps its own id through upgrades
    names = {field.name for field in register.fields}
    title = next((name for name in TITLES if name in names), key)
    return {uid: called or uid for uid, called in rows.values_list(key, title)}
