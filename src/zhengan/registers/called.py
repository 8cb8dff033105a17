"""What people call the records of a register, by identifier."""

from __future__ import annotations

from datetime import date, datetime

from django.core.cache import caches
from django.db.models import Value

from zhengan.accounts.models import Institution
from zhengan.kit.time import to_cst
from zhengan.records.prepared import Prepared
from zhengan.records.titles import TITLES
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.register import Register

HELD = 600  # seconds
WRITTEN = Prepared(lambda institution: Institution.objects.filter(pk=institution).values_list("written_at"))


def names_in(name: str, institution: Institution, known_at: datetime | None = None) -> dict[str, str]:
    """What people call the records of a register known at an instant (None: now), by identifier: the name where there is
    one, else of an act the name of its system and the day.

    Held for as long as nothing is written: pages name a few of some thousands each.
    """
    register = REGISTERS.get(name)
    if register is None:
        return {}
    written = next(iter(WRITTEN.rows(institution.pk)), None)
    then = known_at and known_at.timestamp()
    key = f"names:{name}:{institution.pk}:{then}:{written and written[0] and written[0].timestamp()}"
    found: dict[str, str] = caches["held"].get_or_set(key, lambda: _names(register, institution, known_at), HELD)
    return found


def _names(register: Register, institution: Institution, known_at: datetime | None) -> dict[str, str]:
    rows = register.model.objects.filter(institution=institution).known(known_at).ordered("uid")
    names = {field.name for field in register.fields}
    title = next((name for name in TITLES if name in names), "")
    if "system" not in names or not register.kind.moment:
        return {uid: called or uid for uid, called in rows.values_list(register.key, title or register.key)}
    systems = names_in("systems", institution, known_at)
    told = rows.values_list(register.key, title or Value(""), "system", register.kind.moment)
    return {uid: called or f"{systems.get(system, system)} {_day(moment)}" for uid, called, system, moment in told}


def _day(moment: date | datetime) -> str:
    return f"{to_cst(moment):%Y-%m-%d}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"
