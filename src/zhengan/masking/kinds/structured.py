"""The structured kinds, in the order of their numbers."""

from __future__ import annotations

from zhengan.masking.kinds import (
    bank_card,
    email,
    fund_account,
    futures_code,
    landline,
    mobile,
    passport,
    permit,
    resident_id,
    securities_account,
    social_credit_code,
)
from zhengan.masking.kinds.base import Kind

STRUCTURED: tuple[Kind, ...] = tuple(
    module.KIND
    for module in (
        resident_id, mobile, landline, bank_card, email, securities_account, futures_code, fund_account, passport,
        permit, social_credit_code,
    )
)  # fmt: skip
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in STRUCTURED}
BY_RANK: dict[int, Kind] = {kind.rank: kind for kind in STRUCTURED}
