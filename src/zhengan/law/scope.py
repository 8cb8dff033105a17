"""Whom the law binds, and as what: by kind (2.1, 71.1), by licence where the kind says otherwise, or by reference (74.1)."""

from __future__ import annotations

from zhengan.facts.institution import Institution
from zhengan.kit.limits import Limit
from zhengan.law.words import KIND_OF

ALWAYS = frozenset({"custody_bank", "adviser", "fund_service", "subsidiary", "it_subsidiary"})


def kind_of(body: Institution) -> str:
    """The kind of body, of Art. 71: the one on record; of a body on record as none of these the one its licence makes it.

    A securities firm is an operating institution whatever it is called, and leaves the law by no entry.
    """
    return KIND_OF[body.licence] if body.kind == "other" and body.licence else body.kind


def audience(body: Institution) -> str:
    """As which kind of body limits and duties bind it: Art. 74 bodies apply the operating institutions' by reference."""
    kind = kind_of(body)
    return "operating" if kind == "other" else kind


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
