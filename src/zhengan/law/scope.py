"""Whether a body that is neither core, operating nor provider applies this law by reference (74.1)."""

from __future__ import annotations

from zhengan.facts.institution import Institution
from zhengan.kit.limits import Limit

ALWAYS = frozenset({"custody_bank", "adviser", "fund_service", "subsidiary", "it_subsidiary"})


def by_reference(body: Institution, accounts: Limit) -> bool | None:
    """Whether Art. 74 reaches the body; None where what is recorded does not decide.

    A private fund manager is reached where it runs its own systems and its holder accounts reach ``accounts``:
    either condition known to fail decides alone.
    """
    if body.licence in ALWAYS:
        return True
    if body.licence != "private_fund":
        return None if body.licence is None else False
    enough = None if body.holder_accounts is None else accounts.holds(body.holder_accounts)
    if False in (enough, body.runs_own_systems):
        return False
    return None if None in (enough, body.runs_own_systems) else True
