"""What every record is: a row that states one fact of an institution, and is never edited.

A correction closes the row and adds another under the same ``uid``; a withdrawal only closes it. So what was known
at any instant can be read again, and a record entered long after the fact shows it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengan.facts.base import Fact
from zhengan.kit.time import DAY, start_of_day, to_cst
from zhengan.records.alike import ordering
from zhengan.records.fields import Bare, Moment


class Origin(models.TextChoices):
    """By which way a record came in."""

    PAGE = "page", _("页面录入")
    IMPORT = "import", _("批量导入")
    CLI = "cli", _("命令行")
    API = "api", _("接口")
    CONNECTOR = "connector", _("自动采集")


def newest_first(moment: str, name: str) -> models.Index:
    """An index of what is known now, the latest first: a page of a list is read without sorting the rest."""
    known_now = models.Q(superseded_at=None)
    return models.Index(fields=["institution", f"-{moment}", "id"], condition=known_now, name=f"%(class)s_{name}")


def closed() -> models.Index:
    """An index of the few rows that are no longer known: what was corrected or withdrawn since an instant."""
    gone = models.Q(superseded_at__isnull=False)
    return models.Index(fields=["institution", "superseded_at"], condition=gone, name="%(class)s_closed")


def series(about: str, moment: str) -> list[models.Index]:
    """The indexes of a register that machines write: by what a row is about, and the latest first."""
    return [models.Index(fields=["institution", about, moment], name="%(class)s_series"), newest_first(moment, "latest")]


class Kept(models.QuerySet["Record"]):
    """Rows of a register. They are added and read; what would rewrite them in bulk is refused."""

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("records are never edited: use zhengan.records.services")

    def delete(self) -> NoReturn:
        raise TypeError("records are never deleted: use zhengan.records.services.withdraw")

    def current(self) -> Kept:
        """What is known now."""
        return self.filter(superseded_at=None)

    def ordered(self, by: str) -> Kept:
        """In the order of a column (a minus for the other way round), the same on every database; equals as recorded."""
        return self.order_by(ordering(self.model, by), "pk")

    def versions(self, uids: Collection[str]) -> Kept:
        """Every version of these records. What stands and what was closed are each found along an index of their own."""
        stands = self.filter(uid__in=uids, superseded_at=None).order_by().values("pk")
        closed = self.filter(uid__in=uids, superseded_at__isnull=False).order_by().values("pk")
        # Found by key alone: were the institution asked again, SQLite would walk all its rows in the order they are wanted.
        return type(self)(self.model, using=self._db).filter(pk__in=stands.union(closed, all=True))

    def known(self, at: datetime | None) -> Kept:
        """What was known at an instant (None: now)."""
        if at is None:
            return self.current()
        still = models.Q(superseded_at=None) | models.Q(superseded_at__gt=at)
        # Bare: nearly every row was recorded before; SQLite would rather use an index of that than one of the subject.
        return self.alias(recorded_bare=Bare("recorded_at")).filter(still, recorded_bare__lte=at)


class Record(models.Model):
    """One version of one fact. ``uid`` names the fact, the row's own id the version."""

    fact: ClassVar[type[Fact]]

    # No index of their own for these three: the indexes below begin with the institution, and who wrote is never searched by.
    institution = models.ForeignKey("accounts.Institution", models.PROTECT, related_name="+", db_index=False)
    uid = models.CharField(max_length=100)
    recorded_at = Moment()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    recorder = models.CharField(max_length=150)  # the name as it was then: evidence must not change with an account
    origin = models.CharField(max_length=10, choices=Origin.choices)
    remark = models.CharField(max_length=500, blank=True)
    superseded_at = Moment(null=True)
    superseded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    superseded_why = models.CharField(max_length=500, blank=True)

    objects = Kept.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "uid"],
                condition=models.Q(superseded_at=None),
                name="%(app_label)s_%(class)s_one_current",
            )
        ]
        indexes = [
            models.Index(fields=["institution", "recorded_at"], name="%(class)s_recorded"),
            newest_first("recorded_at", "newest"),
            closed(),
        ]

    def __str__(self) -> str:
        return f"{self.fact.zh} {self.uid}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("records are never edited: use zhengan.records.services.correct")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise TypeError("records are never deleted: use zhengan.records.services.withdraw")

    def after_recording(self) -> None:
        """What else must follow in the same transaction; most registers need nothing."""

    @property
    def late(self) -> bool:
        """Whether it was entered well after the fact (补录), as the fact itself tells: an act after it happened, a term
        after it began."""
        return self.recorded_at > self.happened + 2 * DAY

    @property
    def happened(self) -> datetime:
        """The instant at which what it states happened or began, in China time."""
        moment = getattr(self, self.fact.moment or "since")
        return to_cst(moment) if isinstance(moment, datetime) else start_of_day(moment)

    @property
    def late_act(self) -> bool:
        """The same of acts alone, for lists: what a firm had when it came here began years before, all of it."""
        return self.fact.moment is not None and self.late

    @property
    def current(self) -> bool:
        """Whether this version is what is known now."""
        return self.superseded_at is None


class TermRecord(Record):
    """A record of something that holds from one day to another, both included."""

    since = models.DateField()
    to = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        abstract = True
