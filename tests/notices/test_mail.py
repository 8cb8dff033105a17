"""Mails as a server receives them, over real sockets: what they hold, when they go, what happens when they cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.notices.conftest import MORNING, Clock, Judge, by_mail
from tests.notices.sink import Sink, listening
from tests.web import made
from zhengan.accounts.models import Institution, Membership
from zhengan.kit.problem import Problem
from zhengan.notices.models import Delivery, Mail, Notice, Preference
from zhengan.notices.outbox import BACKOFF, LEASE, Sent, try_out
from zhengan.notices.server import parse
from zhengan.notices.services import send_due
from zhengan.registers.continuity.models import BackupRun
from zhengan.registers.services import withdraw


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with listening() as found:
        settings.SMTP_URL, settings.MAIL_FROM = found.url, "zhengan@example.cn"
        settings.SITE_URL = "https://zhengan.example.cn"
        yield found


@pytest.fixture
def owner(people: made.People) -> Membership:
    return Membership.objects.select_related("user", "institution").get(user=people.owner)


@pytest.fixture
def breach(judge: Judge, clock: Clock, owner: Membership) -> Notice:
    """One new breach, made this morning in two days' time, after which everything older is read."""
    judge()
    Delivery.objects.update(read_at=clock.at)
    clock.on(days=2)
    (found,) = judge()
    return found


def body(message: Any, kind: str) -> str:
    return str(message.get_body((kind,)).get_content())


def test_a_breach_comes_as_text_and_html_with_nothing_fetched(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock
) -> None:
    by_mail(owner)
    assert send_due(clock.at) == Sent(sent=1)
    (mail,) = sink.taken
    assert mail["To"] == "owner@example.cn" and mail["From"] == "zhengan@example.cn"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"].endswith("@example.cn>")
    assert mail["Subject"] == "[证安] one 证券：新的不符合 1"
    text, html = body(mail, "plain"), body(mail, "html")
    assert "核心交易系统" in text and "20.1" in text
    assert "https://zhengan.example.cn/i/one/findings/20.1-daily/core/" in text and "/i/one/notices/settings/" in text
    assert "核心交易系统" in html and not any(word in html for word in ("<img", "<link", "<script", "src=", "url("))
    assert send_due(clock.on(minutes=5)) == Sent()
    assert len(sink.taken) == 1


def test_what_is_gone_before_it_was_told_is_no_mail(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock, judge: Judge, one: Institution
) -> None:
    by_mail(owner)
    made.backups(one, 2)
    clock.on(minutes=1)
    (cleared,) = judge()
    assert (breach.kind, cleared.kind) == ("breach", "cleared")
    assert send_due(clock.at) == Sent() and sink.taken == []
    assert Delivery.objects.filter(membership=owner, read_at=None, mailed=True, mail=None).count() == 2  # on the page, unread


def test_what_was_told_and_is_gone_is_told(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock, judge: Judge, one: Institution
) -> None:
    by_mail(owner)
    send_due(clock.at)
    made.backups(one, 2)
    clock.on(minutes=1)
    judge()
    assert send_due(clock.on(minutes=5)) == Sent(sent=1)
    assert sink.taken[-1]["Subject"] == "[证安] one 证券：已消除 1"


def test_a_breach_that_lasted_is_told_although_it_changed_shortly_before_it_ended(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock, judge: Judge, one: Institution
) -> None:
    by_mail(owner, digest=Preference.Digest.DAILY, hour=(clock.at.hour + 4) % 24)
    for row in BackupRun.objects.filter(institution=one).current():
        withdraw(row, by=None, why="登记有误", knowing=True)
    clock.on(hours=2)
    assert [one.kind for one in judge() if one.rule == "20.1-daily"] == ["silent"]
    for back in range(40):
        at = clock.at.date() - timedelta(days=back + 1)
        made.enter(one, "backup_runs", id=f"again-{back}", system="core", at=f"{at} 02:00", ok="是", site="local")
    clock.on(minutes=5)
    judge()
    send_due(clock.on(hours=4))
    assert "20.1" in body(sink.taken[-1], "plain") and "新的不符合" in sink.taken[-1]["Subject"]


def test_a_breach_that_turned_before_its_mail_says_so(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock, judge: Judge, one: Institution
) -> None:
    by_mail(owner)
    for row in BackupRun.objects.filter(institution=one).current():
        withdraw(row, by=None, why="登记有误", knowing=True)
    clock.on(minutes=1)
    judge()
    send_due(clock.at)
    assert "（发信时已变为“未知”）" in body(sink.taken[-1], "plain")


def test_in_english_throughout(breach: Notice, owner: Membership, sink: Sink, clock: Clock) -> None:
    made.enter(owner.institution, "systems", id="oms", name="OMS", important="是", since="2018-01-01")
    by_mail(owner, language="en")
    Institution.objects.filter(pk=owner.institution_id).update(name="Example")
    send_due(clock.at)
    (mail,) = sink.taken
    text = body(mail, "plain").replace("核心交易系统", "")
    assert mail["Subject"] == "[Zhengan] Example: New breaches 1"
    assert not any("\u4e00" <= char <= "\u9fff" for char in text), text


def test_headers_cannot_be_slipped_in(breach: Notice, owner: Membership, sink: Sink, clock: Clock) -> None:
    hostile = "证券\r\nBcc: thief@example.com\u2028\u202e<b>&\x07 " + "长" * 100
    Institution.objects.filter(pk=owner.institution_id).update(name=hostile)
    by_mail(owner)
    assert send_due(clock.at).sent == 1
    (mail,) = sink.taken
    assert mail["Bcc"] is None and len(mail["Subject"].strip()) <= 120 and "\n" not in mail["Subject"]
    assert "<b>" not in body(mail, "html").replace("<br>", "")


def test_no_mail_for_who_wants_none_or_has_read_it(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock
) -> None:
    by_mail(owner, mail=False)
    assert send_due(clock.at) == Sent()
    by_mail(owner, breach=False)
    assert send_due(clock.at) == Sent()
    by_mail(owner)
    Delivery.objects.filter(notice=breach).update(read_at=clock.at)
    assert send_due(clock.at) == Sent() and sink.conversations == 0


def test_a_member_who_left_gets_nothing(breach: Notice, owner: Membership, sink: Sink, clock: Clock) -> None:
    by_mail(owner)
    sink.refuse["RCPT"] = "450 later"
    assert send_due(clock.at) == Sent(put_off=1)
    sink.refuse.clear()
    owner.user.is_active = False
    owner.user.save()
    assert send_due(clock.on(hours=1)) == Sent(dropped=1) and sink.taken == []


def test_quiet_hours_over_midnight_hold_a_breach_but_no_emergency(
    judge: Judge, clock: Clock, owner: Membership, sink: Sink, incident: Callable[[], None]
) -> None:
    by_mail(owner, quiet_from=time(22), quiet_to=time(7), cleared=False, silent=False)
    judge()
    Delivery.objects.update(read_at=clock.at)
    clock.at = MORNING.replace(hour=23) + timedelta(days=1)
    incident()
    clock.on(hours=2)
    found = judge()
    assert {n.rule for n in found if n.kind == "breach"} == {"20.1-daily", "39.1-report"}
    assert send_due(clock.at) == Sent(sent=1)
    (mail,) = sink.taken
    assert "紧急" in mail["Subject"] and mail["Importance"] == "high"
    assert "39.1" in body(mail, "plain") and "20.1" not in body(mail, "plain")
    clock.at = clock.at.replace(hour=6, minute=59)
    assert send_due(clock.at) == Sent()
    clock.on(minutes=1)
    assert send_due(clock.at) == Sent(sent=1) and "20.1" in body(sink.taken[1], "plain")


def test_the_digest_gathers_a_day(
    judge: Judge, clock: Clock, owner: Membership, sink: Sink, incident: Callable[[], None]
) -> None:
    judge()
    Delivery.objects.update(read_at=clock.at)
    by_mail(owner, digest=Preference.Digest.DAILY, hour=9)
    clock.on(days=2)
    judge()
    assert send_due(clock.at) == Sent()
    made.enter(owner.institution, "backup_runs", id="late", system="core", at="2026-11-21 02:00", ok="是", site="local")
    clock.on(minutes=30)
    judge()
    clock.at = clock.at.replace(hour=9, minute=0) + timedelta(days=1)
    assert send_due(clock.at) == Sent(sent=1)
    assert sink.taken[0]["Subject"].strip() == "[证安] one 证券：新的不符合 1、已消除 1"


REFUSALS = {
    "RCPT": ("550 5.1.1 no such user", "recipient", "failed"),
    "DATA": ("554 spam", "rejected", "failed"),
    "MAIL": ("550 not yours", "sender", "waiting"),
    "EHLO": ("421 busy", "later", "waiting"),
}


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "MAIL"])
def test_a_refusal_is_kept_with_its_reason(
    verb: str, breach: Notice, owner: Membership, sink: Sink, clock: Clock
) -> None:
    answer, code, state = REFUSALS[verb]
    by_mail(owner)
    sink.refuse[verb] = answer
    send_due(clock.at)
    mail = Mail.objects.get()
    assert (mail.why, mail.state, mail.tries) == (code, state, 1) and answer[:3] in mail.detail
    page = made.client_of(owner.user).get("/i/one/notices/settings/").content.decode()
    assert answer[4:] in page


def test_tried_again_further_and_further_apart_then_given_up(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock
) -> None:
    by_mail(owner)
    sink.refuse["RCPT"] = "451 4.7.1 greylisted"
    for wait in BACKOFF:
        assert send_due(clock.at) == Sent(put_off=1)
        assert Mail.objects.get().send_at == clock.at + wait
        assert send_due(clock.at + wait - timedelta(seconds=1)) == Sent()
        clock.at += wait
    assert send_due(clock.at) == Sent(failed=1)
    assert send_due(clock.on(days=9)) == Sent()
    sink.refuse.clear()
    assert sink.taken == []


def test_a_mail_put_off_goes_once_the_server_takes_it(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock, settings: Any
) -> None:
    by_mail(owner)
    settings.SMTP_URL, working = "smtp://127.0.0.1:1", settings.SMTP_URL
    assert send_due(clock.at) == Sent(put_off=1)
    assert Mail.objects.get().why == "refused"
    settings.SMTP_URL = working
    assert send_due(clock.on(minutes=1)) == Sent(sent=1)
    mail = Mail.objects.get()
    assert (mail.state, mail.why, mail.tries) == ("sent", "", 2)
    assert str(mail.name) in sink.taken[0]["Message-ID"]


def test_a_lease_keeps_others_away_until_it_ends(
    breach: Notice, owner: Membership, sink: Sink, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_mail(owner)
    monkeypatch.setattr("zhengan.notices.outbox.message", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):  # the sender dies in the middle
        send_due(clock.at)
    monkeypatch.undo()
    assert send_due(clock.at + LEASE - timedelta(seconds=1)) == Sent()
    assert send_due(clock.at + LEASE + timedelta(seconds=1)) == Sent(sent=1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(sink: Sink, transactional_db: None) -> None:
    one = made.institution("one")
    user = made.people(one, made.institution("two")).owner
    member = Membership.objects.get(user=user)
    by_mail(member)
    for number in range(6):
        Mail.objects.create(
            membership=member, to="owner@example.cn", subject=f"n{number}", text="t", html="<p>t</p>", made_at=MORNING,
            send_at=MORNING,
        )  # fmt: skip
    done: list[Sent] = []
    sink.hold.clear()

    def work() -> None:
        try:
            done.append(send_due(MORNING))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    sink.hold.set()
    for thread in threads:
        thread.join(30)
    assert sorted(mail["Subject"] for mail in sink.taken) == [f"n{number}" for number in range(6)]
    assert sum(one.sent for one in done) == 6 and not Mail.objects.exclude(state="sent").exists()


FILL = """
import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from zhengan.accounts.models import *; from zhengan.notices.models import *; from zhengan.records.clock import now
one = Institution.objects.create(code="one", name="one"); user = User.objects.create_user("owner", email="owner@example.cn")
member = Membership.objects.create(user=user, institution=one, role="officer")
for n in range(8):
    Mail.objects.create(membership=member, to=user.email, subject=f"n{n}", text="t", html="t", made_at=now(), send_at=now())
"""


def test_two_processes_on_one_sqlite_file_send_each_mail_once(tmp_path: Path) -> None:
    with listening() as sink:
        env = {
            **os.environ, "ZHENGAN_HOME": str(tmp_path), "ZHENGAN_SMTP_URL": sink.url, "ZHENGAN_MAIL_FROM": "z@example.cn",
            "DJANGO_SETTINGS_MODULE": "zhengan.conf.settings", "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", FILL], env=env, check=True, timeout=120)
        sink.hold.clear()  # the first mail is not taken before both are at work
        call = [sys.executable, "-m", "zhengan.cli.main", "mail", "send", "--json"]
        both = [subprocess.Popen(call, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        sink.both.wait(60)
        sink.hold.set()
        told = [json.loads(process.communicate(timeout=120)[0]) for process in both]
        assert sorted(mail["Subject"] for mail in sink.taken) == [f"n{n}" for n in range(8)]
        assert sum(one["sent"] for one in told) == 8 and all(one["sent"] for one in told)


def test_without_a_server_nothing_is_written(breach: Notice, owner: Membership, clock: Clock, settings: Any) -> None:
    settings.SMTP_URL = ""
    by_mail(owner)
    assert send_due(clock.at) == Sent() and not Mail.objects.exists()


def test_a_server_set_up_late_sends_no_flood(breach: Notice, owner: Membership, sink: Sink, clock: Clock) -> None:
    by_mail(owner)
    assert send_due(clock.on(days=4)) == Sent()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mail.example.cn:25", "协议"),
        ("http://mail.example.cn", "协议"),
        ("smtp://", "主机"),
        ("smtp+tls://u:p@host:notaport", "端口"),
        ("smtp://u:secret@mail.example.cn", "不加密"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained_without_its_password(url: str, why: str) -> None:
    with pytest.raises(Problem) as caught:
        parse(url)
    assert why in caught.value.why and "secret" not in str(caught.value)


def test_an_address_is_read() -> None:
    found = parse("smtp+tls://ops%40example.cn:p%3A%2F@mail.example.cn")
    assert (found.host, found.port, found.user, found.password) == ("mail.example.cn", 587, "ops@example.cn", "p:/")
    assert "p:/" not in repr(found)


def test_trying_it_out(sink: Sink, clock: Clock) -> None:
    try_out("ops@example.cn", "zh", clock.at)
    assert sink.taken[0]["Subject"].strip() == "[证安] 测试邮件"
    sink.refuse["RCPT"] = "550 unknown user"
    with pytest.raises(Problem, match="收件地址"):
        try_out("ops@example.cn", "zh", clock.at)


def test_a_refused_log_in_is_explained(clock: Clock, settings: Any) -> None:
    with listening(accounts={"ops@example.cn": "right"}) as guarded:
        settings.MAIL_FROM = ""
        settings.SMTP_URL = guarded.url.replace("smtp://", "smtp://ops%40example.cn:wrong@")
        with pytest.raises(Problem) as caught:
            try_out("to@example.cn", "zh", clock.at)
        assert caught.value.what == "邮件服务器拒绝登录" and "535" in caught.value.why and "授权码" in caught.value.do
        settings.SMTP_URL = guarded.url.replace("smtp://", "smtp://ops%40example.cn:right@")
        try_out("to@example.cn", "zh", clock.at)
        assert guarded.taken[0]["From"] == "ops@example.cn"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("smtp://127.0.0.1:1", "没有应答"),
        ("smtp+tls://127.0.0.1:{port}", "加密"),
        ("smtp://nowhere.invalid", "找不到"),
    ],
)
def test_a_set_up_that_fails_says_why(url: str, what: str, sink: Sink, clock: Clock, settings: Any) -> None:
    settings.SMTP_URL = url.format(port=sink.server_address[1])
    with pytest.raises(Problem, match=what) as caught:
        try_out("to@example.cn", "zh", clock.at)
    assert caught.value.do
