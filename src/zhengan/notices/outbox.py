"""Sending what waits. A mail is sent by whoever holds its lease, and marked only under that lease.

Two senders at once never take the same mail. One that dies in the middle leaves a lease that ends; the mail is tried
again under the same Message-ID, so that the receiving side can tell a repetition.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.notices.explain import Failure, explain, problem
from zhengan.notices.models import Mail, Preference
from zhengan.notices.plain import one_line
from zhengan.notices.server import connection, sender
from zhengan.notices.when import after_quiet

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)  # far longer than a conversation may take
LOT = 100  # mails of one call
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))


@dataclass(frozen=True)
class Sent:
    """What one call did: mails sent, put off, given up, and dropped because nobody wants them any more."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    dropped: int = 0


def send_waiting(now: datetime) -> Sent:
    """Send the mails whose time has come, urgent ones first, over one connection. Stops where no mail would go."""
    count = {"sent": 0, "put_off": 0, "failed": 0, "dropped": 0}
    link: Any = None
    try:
        for mail in _claimed(now):
            wish = _wish(mail)
            if wish is None:
                _mark(mail, state="dropped")
                count["dropped"] += 1
                continue
            try:
                if link is None:
                    link = connection()
                    link.open()
                message(mail, link).send()
            except Exception as error:  # whatever a server does, the mail is kept and the reason told
                failure = explain(error)
                count[_put_off(mail, wish, failure, now)] += 1
                if failure.everyone:
                    break
                continue
            _mark(mail, state="sent", sent_at=now, why="", detail="")
            count["sent"] += 1
    finally:
        if link is not None:
            _close(link)
    return Sent(**count)


def message(mail: Mail, link: Any = None) -> EmailMultiAlternatives:
    """A kept mail as plain text and HTML; Django refuses a header that holds a line break. Raises Problem as ``sender`` does."""
    came_from = sender()
    headers = {
        "Message-ID": f"<{mail.name}@{came_from.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        **({"Importance": "high"} if mail.urgent else {}),
    }
    made = EmailMultiAlternatives(mail.subject, mail.text, came_from, [mail.to], connection=link, headers=headers)
    made.attach_alternative(mail.html, "text/html")
    return made


def _waiting(now: datetime) -> QuerySet[Mail]:
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    return Mail.objects.filter(free, state="waiting", send_at__lte=now)


def _claimed(now: datetime) -> Iterator[Mail]:
    """Mails leased to this caller, one at a time: each is claimed only when the one before is done."""
    for pk in list(_waiting(now).order_by("-urgent", "send_at", "pk").values_list("pk", flat=True)[:LOT]):
        token = uuid.uuid4()
        if _waiting(now).filter(pk=pk).update(lease=token, leased_until=now + LEASE, tries=F("tries") + 1):
            yield Mail.objects.select_related("membership__user", "membership__notice_preference").get(pk=pk, lease=token)


def _wish(mail: Mail) -> Preference | None:
    """The member's present wish; None where they may not log in any more, want no mail, or moved to another address."""
    wish = Preference.of(mail.membership)
    wanted = mail.membership.user.is_active and wish.mail and wish.address == mail.to
    return wish if wanted else None


def _put_off(mail: Mail, wish: Preference, failure: Failure, now: datetime) -> str:
    """Try later, further and further apart, or give up; which of the two."""
    given_up = failure.final or mail.tries > len(BACKOFF)
    changes: dict[str, Any] = {"why": failure.code, "detail": failure.detail, "state": "failed" if given_up else "waiting"}
    if not given_up:
        later = now + BACKOFF[mail.tries - 1]
        changes["send_at"] = later if mail.urgent else after_quiet(wish, later)
    _mark(mail, **changes)
    log.warning("mail %s to %s: %s (%s)", mail.name, mail.to, failure.code, failure.detail)
    return "failed" if given_up else "put_off"


def _mark(mail: Mail, **changes: Any) -> None:
    """Write the outcome and end the lease, unless another has taken the mail over meanwhile."""
    if not Mail.objects.filter(pk=mail.pk, lease=mail.lease).update(lease=None, leased_until=None, **changes):
        log.warning("mail %s was taken over while it was being sent", mail.name)


def _close(link: Any) -> None:
    try:
        link.close()
    except OSError as error:  # the mails are sent; a server that will not say goodbye changes nothing
        log.info("closing the connection: %s", error)


def try_out(to: str, lang: str, now: datetime) -> None:
    """Send one mail to show that the set-up works. Raises Problem that says why it does not, and what to do."""
    try:
        validate_email(to)
    except ValidationError:
        what = say("“{text}”不是收件地址", text=one_line(to, 80))
        raise Problem(what, "邮箱写成 姓名@域名 的形式", "请改正后再试", code="mail-to") from None
    with translation.override("en" if lang == "en" else "zh-hans"):
        subject = _("[证安] 测试邮件")
        text = _("收到这封邮件，说明证安的邮件设置可用。")
    try:
        link = connection()
        message(Mail(to=to, subject=subject, text=text + "\n", html=f"<p>{text}</p>", made_at=now), link).send()
    except Problem:
        raise
    except Exception as error:
        failure = explain(error)
        raise problem(failure.code, failure.detail) from None
