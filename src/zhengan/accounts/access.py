"""May this person see or change this? Asked here and nowhere else.

Whoever is no member of an institution is told that there is nothing (404), not that it is forbidden.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.prepared import Instances

M = TypeVar("M", bound=Model)
Person = User | AnonymousUser

MEMBERSHIP = Instances(  # every page asks it
    Membership, "institution", lambda user, code: Membership.objects.filter(user=user, institution__code=code)
)
MAY_RECORD = (Role.OFFICER, Role.OWNER)
MAY_ACCEPT_RISK = (Role.OFFICER,)


def institutions_of(user: Person) -> QuerySet[Institution]:
    """The institutions a person is a member of, by name."""
    if not user.is_authenticated or not user.is_active:
        return Institution.objects.none()
    return Institution.objects.filter(memberships__user=user).order_by("name")


def membership(user: Person, code: str) -> Membership | None:
    """A person's membership of the institution with this code, or None."""
    if not user.is_authenticated or not user.is_active:
        return None
    member = MEMBERSHIP.first(user.pk, code)
    if member is not None:
        member.user = user
    return member


def sees_all(user: Person) -> bool:
    """Whether every institution on this node is open to a person; else no page may even tell that there are others."""
    return institutions_of(user).count() == Institution.objects.count()


def members(institution: Institution) -> list[str]:
    """The user names of an institution's members."""
    return list(Membership.objects.filter(institution=institution).values_list("user__username", flat=True))


def visible(user: Person, model: type[M]) -> QuerySet[M]:
    """The rows of a model (with an ``institution``) that a person may see."""
    manager: Any = model._default_manager
    return manager.filter(institution__in=institutions_of(user))


def may_change(user: Person | None, institution: Institution, roles: tuple[Role, ...] = MAY_RECORD) -> bool:
    """Whether a person may write records of an institution. None is the operator of the machine, who may."""
    if user is None:
        return True
    held = membership(user, institution.code)
    return held is not None and held.role in roles


def require_change(user: Person | None, institution: Institution, roles: tuple[Role, ...] = MAY_RECORD) -> None:
    """Raise Problem unless ``may_change``."""
    if not may_change(user, institution, roles):
        needed = "、".join(str(role.label) for role in roles)
        raise Problem("无权登记或更正", say("需要角色：{roles}", roles=needed), "请联系本机构的合规专员", code="not-allowed")
