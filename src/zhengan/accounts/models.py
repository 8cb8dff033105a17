"""Users, the institutions whose records are kept here, and who holds which role in which."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengan.records.fields import Moment


class User(AbstractUser):
    """A person who logs in. What they may do follows from their memberships alone."""


class Institution(models.Model):
    """Whose records these are: the anchor of every record. What is *known* of it is a register of its own.

    ``ticked_at`` is the last instant given to a write or an assessment of this institution (see records.clock),
    ``written_at`` the last one given to a write.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    ticked_at = models.DateTimeField(null=True, editable=False)
    written_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """合规专员、系统负责人、审计. The auditor sees everything and changes nothing."""

    OFFICER = "officer", _("合规专员")
    OWNER = "owner", _("系统负责人")
    AUDITOR = "auditor", _("审计")


class Membership(models.Model):
    """A person's role in an institution; one role each."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "institution"], name="one_role_each")]

    def __str__(self) -> str:
        return f"{self.user} · {self.institution} · {self.get_role_display()}"


class Token(models.Model):
    """What a program shows instead of a password: one member's, for one institution, never with more than their role.

    Only the digest is kept, so whoever reads the database gets none. It dies with the membership.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    made_at = Moment()
    expires_at = Moment(null=True)
    used_at = Moment(null=True)
    revoked_at = Moment(null=True)

    def __str__(self) -> str:
        return f"{self.name} · {self.membership}"
