"""``zhengan mail``: does the mail server take our mails, and if not, why; and sending what waits."""

from __future__ import annotations

import click

from zhengan.cli import options
from zhengan.cli.base import Group
from zhengan.cli.lang import _, language
from zhengan.cli.node import start_django
from zhengan.cli.show import echo_json
from zhengan.kit.say import say


@click.group(cls=Group, help=_("邮件通知：服务器由环境变量 ZHENGAN_SMTP_URL 指定。"))
def mail() -> None:
    """The group."""


@mail.command(
    epilog="zhengan mail test ops@example.cn",
    help=_("向 TO 试发一封邮件；发不出去时说明原因与处理办法。"),
)
@click.argument("to")
def test(to: str) -> None:
    """Send one mail, or say why it cannot be sent."""
    start_django(data=False)
    from zhengan.notices.outbox import try_out
    from zhengan.records.clock import now

    try_out(to, language(), now())
    click.echo(say("邮件服务器已接收发往 {to} 的测试邮件", to=to).render(language()))


@mail.command(help=_("写好并发出到点的通知邮件，然后退出；供计划任务每分钟调用。多个同时运行也不会重复发送。"))
@options.as_json
def send(as_json: bool) -> None:
    """Send what is due."""
    start_django()
    from zhengan.notices.server import server
    from zhengan.notices.services import send_due
    from zhengan.records.clock import now

    server()  # said at once, where the set-up cannot work
    done = send_due(now())
    if as_json:
        echo_json({"sent": done.sent, "put_off": done.put_off, "failed": done.failed, "dropped": done.dropped})
    else:
        text = say(
            "已发 {sent} 封，待重试 {put_off} 封，放弃 {failed} 封，取消 {dropped} 封",
            sent=done.sent, put_off=done.put_off, failed=done.failed, dropped=done.dropped,
        )  # fmt: skip
        click.echo(text.render(language()))
