"""The node behind the commands: starting Django, setting a node up, serving it, and reading its facts."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

import click

from zhengan.cli.base import Command
from zhengan.cli.data import refuse_unusable, unusable_home
from zhengan.cli.lang import _
from zhengan.cli.progress import stages
from zhengan.facts.base import Fact
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

if TYPE_CHECKING:
    from zhengan.accounts.models import Institution
    from zhengan.kit.asof import AsOf


def start_django(data: bool = True) -> None:
    """Make the database usable; only commands that need it pay for it. Raises Problem where it cannot be.

    ``data``: the command works on what is there; otherwise it may be the first of an installation.
    """
    refuse_unusable(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        raise unusable_home(error) from None


def institution(code: str | None) -> Institution:
    """The stored institution with this code; without one, the only there is. Raises Problem where that decides nothing."""
    from zhengan.accounts.models import Institution

    held = {one.code: one for one in Institution.objects.order_by("code")}
    if not held:
        raise Problem(
            "数据库中还没有机构", "判定以机构为前提", "请先运行 zhengan init", code="no-institution"
        )
    if code is None and len(held) == 1:
        return next(iter(held.values()))
    if code not in held:
        known = list(held)
        what = say("没有机构“{code}”", code=code) if code else say("数据库中有多个机构，未写明是哪一个")
        raise Problem(
            what, say("可选：{known}", known=known), "请给出 --institution", code="which-institution"
        )
    return held[code]


def stored_facts(
    code: str | None, kinds: Collection[type[Fact]], known_at: datetime | None = None
) -> tuple[str, Callable[[AsOf], dict[type[Fact], list[Fact]]]]:
    """An institution's code and its facts of these kinds as known then (None: now), straight from the registers.

    The facts are as they stood on the day asked: see ``as_stood``.
    """
    start_django()
    from zhengan.registers.collect import as_stood, collect

    body = institution(code)
    known = collect(body, kinds, known_at)
    return body.code, lambda as_of: as_stood(body, known, as_of)


@click.command(cls=Command, help=_("建立数据库（可重复运行），载入示例机构，打印登录账号。"))
@click.option("--empty", is_flag=True, help=_("只建库，不载入示例"))
@click.option("--new-password", "lost", metavar="USER", help=_("为忘记密码的账号生成新密码，只显示这一次"))
def init(empty: bool, lost: str | None) -> None:
    """Migrate, load the sample unless told not to, and print the log-in; or give somebody a new password."""
    start_django(data=lost is not None)
    if lost is not None:
        _new_password(lost)
        return
    from zhengan.assess.setup import init as set_up

    shown = {
        "tables": _("正在建立数据库…"), "sample": _("正在核对并载入示例机构（40 个系统，三年记录）…"),
        "judging": _("正在判定今天与近一年中的若干天…"),
    }  # fmt: skip
    with stages(shown) as told:
        ready = set_up(with_sample=not empty, told=told)
    from zhengan.schedule.itself import register_with_owner

    register_with_owner()
    if ready.password is not None:
        click.echo(_("账号：{user}    密码：{password}").format(user=ready.user, password=ready.password))
        click.echo(_("密码只显示这一次，请保存。"))
    elif ready.institution:
        click.echo(_("已就绪：机构 {institution}，账号 {user}（密码在首次建立时显示过）").format(
            institution=ready.institution, user=ready.user))  # fmt: skip
    else:
        click.echo(_("数据库已就绪，还没有机构；用 zhengan firm 登记，用 zhengan user 添加人员。"))


def _new_password(username: str) -> None:
    """Replace a password that was lost; who has a session from before is logged out by it."""
    import secrets

    from django.db.utils import OperationalError, ProgrammingError

    from zhengan.accounts.models import User

    try:
        user = User.objects.filter(username=username).first()
    except (OperationalError, ProgrammingError):
        user = None
    if user is None:
        what = say("没有账号“{user}”", user=username)
        raise Problem(what, "只能为已有的账号更换密码", "请核对账号名；首次使用请运行 zhengan init", code="no-user")
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password"])
    click.echo(_("账号：{user}    密码：{password}").format(user=username, password=password))
    click.echo(_("密码只显示这一次，请保存。"))


@click.command(cls=Command, help=_("启动网站；Ctrl+C 停止。"))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("监听地址"))
@click.option("--port", default=8218, show_default=True, type=click.IntRange(1, 65535), help=_("端口"))
@click.option("--schedule", type=click.Choice(["on", "watch", "off"]), default="on", show_default=True,
              help=_("定时任务：on 在本进程内运行，watch 由 zhengan worker 运行，off 不运行也不监测自身"))  # fmt: skip
def serve(host: str, port: int, schedule: str) -> None:
    """Serve the pages until stopped."""
    refuse_unusable(False)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    from zhengan.web.server import serve as run

    run(host, port, schedule)
