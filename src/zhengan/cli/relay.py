"""``zhengan mask relay``: a mail relay that masks what goes out, and the mails it holds for somebody to look at."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from zhengan.cli import options
from zhengan.cli.base import Command, Group
from zhengan.cli.lang import _, language
from zhengan.cli.show import echo_json
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

if TYPE_CHECKING:
    from zhengan.masking.published import Published

EXAMPLES = """zhengan mask relay --listen 127.0.0.1:2525 --to smtp://mail.example.cn:25
zhengan mask relay user billing >> relay-users
zhengan mask relay --listen 10.0.0.5:587 --to smtp://mail.example.cn:25 --tls-cert relay.pem --users relay-users
zhengan mask relay held
zhengan mask relay release 20260303T101500-1a2b3c4d --to smtp://mail.example.cn:25
zhengan mask relay drop 20260303T101500-1a2b3c4d"""
spool_option = click.option(
    "--spool", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("var/mail-held"), show_default=True,
    help=_("暂存目录，仅本账号可读"),
)  # fmt: skip

public_option = click.option(
    "--public", "public_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=_("本机构公开信息清单（网点电话、地址、邮箱等，每行一个值）：与之相同的值不脱敏"),
)  # fmt: skip


@click.group(
    cls=Group, invoke_without_command=True, epilog=EXAMPLES,
    help=_("邮件脱敏中继：接收外发邮件，脱敏后转发；存疑的邮件暂存，由人放行或删除。"),
)  # fmt: skip
@click.option("--listen", default="127.0.0.1:2525", show_default=True, metavar="HOST:PORT", help=_("监听地址"))
@click.option("--to", envvar="ZHENGAN_RELAY_TO", metavar="URL",
              help=_("下一跳：smtp://主机:端口 或 smtps://…（可用环境变量 ZHENGAN_RELAY_TO）"))  # fmt: skip
@click.option("--attachments", type=click.Choice(["hold", "pass"]), default="hold", show_default=True,
              help=_("无法读取的附件：hold 暂存整封邮件，pass 原样放行"))  # fmt: skip
@click.option("--max-size", "most", type=click.IntRange(1, 1024), default=32, show_default=True, help=_("单封上限（MiB）"))
@click.option("--tls-cert", "certificate", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=_("证书（PEM）：来信一律须 STARTTLS"))  # fmt: skip
@click.option("--tls-key", "key", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=_("私钥（PEM）；与证书同一文件时可省略"))  # fmt: skip
@click.option("--users", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=_("用户文件：来信一律须登录；每行由 zhengan mask relay user 生成"))  # fmt: skip
@public_option
@spool_option
@click.pass_context
def relay(ctx: click.Context, listen: str, to: str | None, attachments: str, most: int, certificate: Path | None,
          key: Path | None, users: Path | None, public_file: Path | None, folder: Path) -> None:  # fmt: skip
    """Relay until stopped."""
    if ctx.invoked_subcommand is not None:
        _before(ctx, ctx.invoked_subcommand)
        return
    if not to:
        raise Problem("没有写明下一跳", "中继须知道把邮件交给谁", "请给出 --to smtp://主机:端口", code="usage")
    host, _colon, port = listen.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        what = say("监听地址写法有误：{listen}", listen=listen)
        raise Problem(what, "应为 主机:端口", "例如 127.0.0.1:2525", code="usage")
    try:
        from zhengan.connectors.mailrelay.door import door
        from zhengan.connectors.mailrelay.server import Relay, Settings
    except ImportError as error:
        raise _missing(error) from None
    from zhengan.connectors.mailrelay.hop import Address
    from zhengan.connectors.mailrelay.spool import Spool

    settings = Settings(
        Address.read(to), Spool(folder), options.now, click.echo,
        attachments="pass" if attachments == "pass" else "hold", most=most << 20,
        door=door(certificate, key, users), public=_public(public_file),
    )  # fmt: skip
    server = Relay(settings, host.strip("[]"), int(port))
    server.start()
    at = "{}:{}".format(*server.address)
    click.echo(say("邮件脱敏中继已启动：{listen}，Ctrl+C 停止", listen=at).render(language()), err=True)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: ended.set())
    if trouble := server.trouble():
        text = say("注意：现在连不上下一跳：{why}。连上之前来信一律答复稍后重发", why=trouble)
        click.echo(text.render(language()), err=True)
    ended.wait()
    server.stop()


@relay.command(cls=Command, help=_("列出暂存的邮件与原因；不显示内容。"))
@spool_option
@options.as_json
def held(folder: Path, as_json: bool) -> None:
    """Every mail that waits, with the reasons, never a subject or a value."""
    from zhengan.connectors.mailrelay.spool import Spool

    if not folder.is_dir():
        what = say("没有暂存目录：{folder}", folder=str(folder))
        raise Problem(what, "中继没有在这里运行过，或目录写错了", "请用 --spool 指明中继的暂存目录", code="spool")
    spool = Spool(folder)
    found, damaged = spool.all(), spool.damaged()
    if as_json:
        rows = [{"id": one.id, "at": one.at, "state": one.state, "recipients": len(one.recipients), "size": one.size,
                 "doubts": one.doubts} for one in found]  # fmt: skip
        echo_json({"held": rows, "damaged": damaged})
        return
    for one in found:
        state = _("放行中断") if one.state == "sending" else _("暂存")
        click.echo(f"{one.id}  {one.at}  {state}  {one.size:,} B  {_why(one.doubts).render(language())}")
    for name in damaged:
        text = say("{name}：说明文件已损坏，读不出收件人与原因；邮件原件仍在同名的 .eml 文件中", name=name)
        click.echo(text.render(language()))
    if not found and not damaged:
        click.echo(_("没有暂存的邮件。"))


@relay.command(cls=Command, help=_(
    "放行一封暂存的邮件：能确认的个人信息仍会脱敏；有读不懂的部分或数字签名的，须写明怎样发出。ID 见 held。"))  # fmt: skip
@click.argument("id")
@click.option("--to", envvar="ZHENGAN_RELAY_TO", metavar="URL", required=True, help=_("下一跳"))
@click.option("--again", is_flag=True, help=_("上次放行中断，核对后再发一次"))
@click.option("--masked", is_flag=True, help=_("读得懂的脱敏，读不懂的照发；数字签名因此失效"))
@click.option("--as-is", is_flag=True, help=_("一字不改地发出原件，不脱敏"))
@public_option
@spool_option
def release(id: str, to: str, again: bool, masked: bool, as_is: bool, public_file: Path | None, folder: Path) -> None:
    """Send a held mail."""
    if masked and as_is:
        raise Problem("--masked 与 --as-is 只能写一个", "前者脱敏，后者一字不改地发出原件", "请只留一个", code="usage")
    form: Literal["", "masked", "as-is"] = "masked" if masked else "as-is" if as_is else ""
    from zhengan.connectors.mailrelay.decisions import Decisions
    from zhengan.connectors.mailrelay.hop import Address
    from zhengan.connectors.mailrelay.release import release as let_go
    from zhengan.connectors.mailrelay.spool import Spool
    from zhengan.masking.doubt import reason_say

    spool, public = Spool(folder), _public(public_file)
    decisions = Decisions.beside(spool, options.now())
    done = let_go(spool, spool.get(id), Address.read(to), decisions, again, form, public)
    text = say("已放行：{taken} 个收件人已接收，{refused} 个被拒绝、仍在暂存", taken=done.taken, refused=len(done.refused))
    click.echo(text.render(language()))
    if form == "as-is":
        click.echo(_("原件未经脱敏。"))
    elif done.unread:
        text = say("其中有读不懂的部分，未经脱敏即已发出：{reasons}", reasons=[reason_say(one) for one in done.unread])
        click.echo(text.render(language()))
    click.echo(say("处理记录：{path}", path=str(decisions.path)).render(language()))


@relay.command(cls=Command, help=_("删除一封暂存的邮件，不发送。"))
@click.argument("id")
@spool_option
def drop(id: str, folder: Path) -> None:
    """Delete a held mail."""
    from zhengan.connectors.mailrelay.decisions import Decisions
    from zhengan.connectors.mailrelay.release import drop as delete
    from zhengan.connectors.mailrelay.spool import Spool

    spool = Spool(folder)
    decisions = Decisions.beside(spool, options.now())
    delete(spool, spool.get(id), decisions)
    click.echo(say("已删除：{id}", id=id).render(language()))
    click.echo(say("处理记录：{path}", path=str(decisions.path)).render(language()))


@relay.command(cls=Command, help=_("生成用户文件的一行：读两遍密码，只打印摘要。"))
@click.argument("name")
@click.password_option(prompt=_("密码"), confirmation_prompt=_("再输一遍"), prompt_required=True)
def user(name: str, password: str) -> None:
    """A line for the file of users."""
    try:
        from zhengan.connectors.mailrelay.door import line
    except ImportError as error:
        raise _missing(error) from None
    click.echo(line(name, password))


def _before(ctx: click.Context, command: str) -> None:
    """Raises Problem for an option of the relay's own that was written before a command, which would not hear of it."""
    given = (one for one in ctx.command.params if ctx.get_parameter_source(one.name or "") is ParameterSource.COMMANDLINE)
    if option := next(given, None):
        what = say("{option} 写在 {command} 之前，不起作用", option=option.opts[0], command=command)
        do = say("请写在后面：zhengan mask relay {command} … {option} …", option=option.opts[0], command=command)
        raise Problem(what, "命令之前的选项只用于启动中继", do, code="usage")


def _public(path: Path | None) -> Published | None:
    """The list of a file, if there is one. Raises Problem with the line of what is wrong."""
    from zhengan.masking.published import read

    return read(path) if path else None


def _missing(error: ImportError) -> Problem:
    what = say("缺少软件包 {name}", name=error.name or "")
    return Problem(what, "邮件中继需要它", "请安装 zhengan[masking]", code="extra")


def _why(doubts: dict[str, int]) -> Say:
    from zhengan.masking.doubt import REASONS, reason_say

    # A note of another version of the program may know a reason that this one does not.
    return say("{reasons}", reasons=[reason_say(reason) if reason in REASONS else reason for reason in doubts])
