"""Tokens for programs: made, found and revoked here and nowhere else. A secret is told once and kept as a digest."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import QuerySet

from zhengan.accounts.access import require_change
from zhengan.accounts.models import Institution, Membership, Role, Token, User
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

PREFIX = "zhengan_"  # so that a scanner of source code knows one when it sees it
LONGEST_DAYS = 3660
USED_EVERY = timedelta(minutes=1)  # how exact "last used" is: a read should not cost a write each time
RANK = {Role.AUDITOR: 0, Role.OWNER: 1, Role.OFFICER: 2}


def issue(
    membership: Membership, name: str, *, now: datetime, role: str | None = None, days: int | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which is told this once. ``days``: how long it holds (None: until revoked).

    Raises Problem for no name, a role above the member's own, and days out of bounds.
    """
    wanted = Role(role or membership.role)
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise Problem("令牌没有可用的名称", "吊销时要靠它辨认", "请写明它给谁用，不超过 100 字", code="token-name")
    if RANK[wanted] > RANK[Role(membership.role)]:
        what = say("不能给出“{role}”的令牌", role=str(wanted.label))
        why = say("持有人的角色是“{own}”", own=str(Role(membership.role).label))
        raise Problem(what, why, "请改用不高于本人的角色", code="token-role")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Problem(
            "有效天数不可用", say("应在 1 至 {most} 之间", most=LONGEST_DAYS), "请改正", code="token-days"
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    made = Token.objects.create(
        membership=membership, name=name.strip(), digest=_digest(secret), role=wanted, made_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
    )  # fmt: skip
    return made, secret


def find(secret: str, now: datetime) -> Token | None:
    """The token with this secret, its use noted; None where it is unknown, revoked, expired, or its owner may not log in."""
    found = Token.objects.select_related("membership__user", "membership__institution")
    token = found.filter(digest=_digest(secret)).first()
    if token is None or not alive(token, now):
        return None
    if token.used_at is None or now - token.used_at > USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


def alive(token: Token, now: datetime) -> bool:
    """Whether it still opens the door."""
    if token.revoked_at is not None or not token.membership.user.is_active:
        return False
    return token.expires_at is None or now < token.expires_at


def role_of(token: Token) -> Role:
    """What the token may do: its own role or its owner's of today, whichever is less."""
    return min(Role(token.role), Role(token.membership.role), key=RANK.__getitem__)


def require_token(token: Token, roles: tuple[Role, ...]) -> None:
    """Raise Problem unless both the token and its owner may write what these roles may write."""
    if role_of(token) not in roles:
        needed = "、".join(str(role.label) for role in roles)
        why = say("需要角色：{roles}", roles=needed)
        raise Problem("此令牌无权登记或更正", why, "请换用有此角色的令牌", code="not-allowed")
    require_change(token.membership.user, token.membership.institution, roles)


def revoke(token: Token, now: datetime) -> None:
    """Let it open nothing from now on; it stays listed."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def tokens_seen_by(member: Membership) -> QuerySet[Token]:
    """A member's own tokens; for an officer, all of the institution. The latest first."""
    found = Token.objects.select_related("membership__user").filter(membership__institution=member.institution)
    return (found if member.role == Role.OFFICER else found.filter(membership=member)).order_by("-made_at", "-pk")


def membership_named(institution: Institution, username: str) -> Membership:
    """The membership of a user name; raises Problem where there is none."""
    found = Membership.objects.filter(institution=institution, user__username=username).first()
    if found is None:
        known = list(User.objects.filter(memberships__institution=institution).values_list("username", flat=True))
        what = say("“{name}”不是本机构的成员", name=username)
        raise Problem(what, say("成员：{known}", known=known), "请核对账号", code="no-member")
    return found


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
