"""The schedule sends what waits, and notices hours that run out."""

from __future__ import annotations

from typing import Any

from tests.notices.conftest import Clock, Judge, by_mail
from tests.notices.sink import listening
from tests.web import made
from zhengan.accounts.models import Institution, Membership
from zhengan.schedule.runner import LOOK, SEND, tell


def test_each_minute_and_each_quarter_of_an_hour(
    one: Institution, people: made.People, judge: Judge, clock: Clock, settings: Any
) -> None:
    with listening() as sink:
        settings.SMTP_URL, settings.MAIL_FROM = sink.url, "z@example.cn"
        by_mail(Membership.objects.get(user=people.owner))
        judge()
        clock.on(days=2)
        judge()
        tell(SEND - 1)
        assert sink.taken == []
        tell(SEND)
        assert len(sink.taken) == 1
        assert LOOK % SEND == 0
