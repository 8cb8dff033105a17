"""What was told, to whom, whether they read it, and the mails that carry it."""

from __future__ import annotations

import json
import uuid
from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhengan.accounts.models import Membership, Role
from zhengan.kit.say import Say
from zhengan.records.fields import Moment


class Kind(models.TextChoices):
    """Why somebody is told."""

    BREACH = "breach", _("新的不符合")
    DUE = "due", _("即将到期")
    SILENT = "silent", _("数据静默")
    CLEARED = "cleared", _("已消除")


class Told(models.Model):
    """Up to which assessment an institution's people have been told, and the last day whose deadlines were looked at.

    Locked while notices are made, so that two at once never tell the same thing twice. ``told_at`` None: nothing yet.
    """

    institution = models.OneToOneField("accounts.Institution", models.CASCADE, related_name="+")
    day = models.DateField(null=True)
    told_at = Moment(null=True)
    due_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.institution_id} @ {self.told_at}"


class Notice(models.Model):
    """One thing told. ``key`` is what it is about, once and for all: the same key is never told again.

    It is told of a finding (``clause``, ``rule``, ``subject``, ``verdict``); or, where ``register`` names one, of a date
    that its record ``subject`` holds, of which no clause asks anything and no verdict is found.
    ``says`` and ``do`` are sentences without a language (``Say.as_data`` as JSON). ``urgent``: a duty to handle or
    report an incident (Art. 39), which no quiet hours hold back.
    """

    institution = models.ForeignKey("accounts.Institution", models.CASCADE, related_name="+")
    key = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    clause = models.CharField(max_length=20, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    register = models.CharField(max_length=60, blank=True, default="")
    subject = models.CharField(max_length=100)
    verdict = models.CharField(max_length=20, blank=True)
    says = models.TextField()
    do = models.TextField(blank=True)
    due = models.DateField(null=True)
    urgent = models.BooleanField(default=False)
    made_at = Moment()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "key"], name="told_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def sentence(self) -> Say:
        """What it says."""
        return Say.from_data(json.loads(self.says))

    @property
    def advice(self) -> Say | None:
        """What to do about it; None where there is nothing to do."""
        return Say.from_data(json.loads(self.do)) if self.do else None

    def path(self, code: str) -> str:
        """The page of what it tells: its finding, or its record, among the pages of the institution ``code``."""
        if self.register:
            return reverse("record", args=[code, self.register, self.subject])
        return reverse("finding", args=[code, self.rule, self.subject])

    @property
    def days_left(self) -> int | None:
        """Days from the day it was made to the day it falls due; None where no day is set."""
        made: date = self.made_at.date()
        return None if self.due is None else (self.due - made).days


class Preference(models.Model):
    """What one member wants to be told of in one institution, and when mail may come.

    ``hour``: of the daily digest, China time. Quiet hours run from ``quiet_from`` to ``quiet_to``, over midnight where
    the second is earlier; equal or empty: none.
    """

    class Digest(models.TextChoices):
        NOW = "now", _("随时发送")
        DAILY = "daily", _("每天一封")

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="notice_preference")
    breach = models.BooleanField(_("新的不符合"), default=True)
    due = models.BooleanField(_("即将到期"), default=True)
    silent = models.BooleanField(_("数据静默"), default=True)
    cleared = models.BooleanField(_("已消除"), default=True)
    mail = models.BooleanField(_("发送邮件"), default=False)
    address = models.EmailField(_("邮箱"), blank=True)
    digest = models.CharField(_("发送方式"), max_length=10, choices=Digest.choices, default=Digest.NOW)
    hour = models.PositiveSmallIntegerField(_("每天几点"), default=8, validators=[MaxValueValidator(23)])
    quiet_from = models.TimeField(_("免打扰自"), null=True, blank=True)
    quiet_to = models.TimeField(_("免打扰至"), null=True, blank=True)
    language = models.CharField(_("邮件语言"), max_length=10, default="zh", choices=[("zh", "中文"), ("en", "English")])

    def __str__(self) -> str:
        return str(self.membership)

    def wants(self, kind: str) -> bool:
        """Whether this kind of notice is wanted."""
        return bool(getattr(self, kind))

    @classmethod
    def of(cls, membership: Membership) -> Preference:
        """A member's preference, or the one they start with, not yet kept.

        Whoever has an address gets mail. An auditor, who acts on nothing, starts without reminders of what is due.
        """
        held: Preference | None = getattr(membership, "notice_preference", None)
        if held is not None:
            return held
        address = membership.user.email
        acts = membership.role != Role.AUDITOR
        return cls(membership=membership, address=address, mail=bool(address), due=acts)


class Mail(models.Model):
    """A mail in the outbox. Who holds ``lease`` until ``leased_until`` may send it; nobody else.

    ``state``: waiting, sent, or failed (given up). ``why`` is a code of ``notices.explain``, ``detail`` the server's
    own words. ``name`` makes the Message-ID, the same at every try, so that a receiver can tell a repetition.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    urgent = models.BooleanField(default=False)
    made_at = Moment()
    send_at = Moment()
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    leased_until = Moment(null=True)
    sent_at = Moment(null=True)
    why = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "send_at"], name="mail_waiting")]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """A notice as one member has it: read or not, and in which mail it went."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    read_at = Moment(null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="deliveries")
    mailed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "membership"], name="delivered_once")]
        indexes = [models.Index(fields=["membership", "read_at"], name="delivery_unread")]

    def __str__(self) -> str:
        return f"{self.notice} → {self.membership}"
