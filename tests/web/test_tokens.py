"""The page of tokens, by three people: one's own made and revoked, an officer's view of all, an outsider's of none."""

from __future__ import annotations

import re

from django.test import Client

from zhengan.accounts.tokens import find
from zhengan.records.clock import now

PAGE = "/i/one/tokens/"


def test_made_shown_once_and_revoked(owner: Client, colleague: Client, outsider: Client) -> None:
    made = colleague.post(PAGE, {"name": "审计脚本", "role": "auditor", "days": "30"}).content.decode()
    secret = re.search(r'value="(zhengan_[^"]+)"', made)
    assert secret
    token = find(secret[1], now())
    assert token is not None and secret[1] not in colleague.get(PAGE).content.decode()
    assert "审计脚本" in owner.get(PAGE).content.decode()
    assert outsider.get(PAGE).status_code == 404 and outsider.post(PAGE, {"revoke": token.pk}).status_code == 404
    assert colleague.post(PAGE, {"name": "x", "role": "officer"}).status_code == 400
    assert owner.post(PAGE, {"revoke": token.pk}).status_code == 200
    assert find(secret[1], now()) is None
    theirs = owner.post(PAGE, {"name": "b", "role": "owner", "days": ""})
    held = find(re.findall(r'value="(zhengan_[^"]+)"', theirs.content.decode())[0], now())
    assert held is not None and colleague.post(PAGE, {"revoke": held.pk}).status_code == 404
