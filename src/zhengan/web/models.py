"""What a reader's own desk keeps of the pages: the secret address under which a calendar program fetches the deadlines."""

from __future__ import annotations

import hashlib
import secrets

from django.db import models

from zhengan.accounts.models import Membership
from zhengan.records.clock import now
from zhengan.records.fields import Moment


class CalendarFeed(models.Model):
    """One secret address of one member in one institution. Only its digest is kept: whoever reads the database gets none.

    It dies with the membership. ``language``: the one the feed speaks, since a calendar program chooses none.
    """

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    made_at = Moment()
    fetched_at = Moment(null=True)

    def __str__(self) -> str:
        return str(self.membership)

    @classmethod
    def renew(cls, membership: Membership, language: str) -> str:
        """Give a member a new secret, told once; the one before stops working at once."""
        secret = secrets.token_urlsafe(32)
        values = {"digest": _digest(secret), "language": language, "made_at": now(), "fetched_at": None}
        cls.objects.update_or_create(membership=membership, defaults=values)
        return secret

    @classmethod
    def revoke(cls, membership: Membership) -> None:
        """Let the address stop working."""
        cls.objects.filter(membership=membership).delete()

    @classmethod
    def of(cls, secret: str) -> CalendarFeed | None:
        """Whose address it is, or None; a person who may no longer log in has none."""
        found = cls.objects.select_related("membership__user", "membership__institution").filter(digest=_digest(secret))
        return found.filter(membership__user__is_active=True).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
