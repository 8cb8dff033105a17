"""``zhengan firm`` and ``zhengan user``: an institution of one's own, and who may work in it."""

from __future__ import annotations

from typing import get_args

import click

from zhengan.cli.base import Command
from zhengan.cli.lang import _, language
from zhengan.cli.node import institution, start_django
from zhengan.facts.institution import Kind, Licence
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

FIRM = """zhengan init --empty
zhengan firm huaxia --name 华夏示例证券 --kind operating --licence securities --jurisdiction 上海
zhengan user zhangsan --institution huaxia --role officer"""
ROLES = ("officer", "owner", "auditor")
WORD = r"[a-z0-9][a-z0-9-]{0,59}"


@click.command(cls=Command, epilog=FIRM, help=_("登记一个机构：CODE 用于网址与命令，其余写入“机构”台账。"))
@click.argument("code")
@click.option("--name", required=True, help=_("机构名称"))
@click.option(
    "--kind",
    required=True,
    type=click.Choice(get_args(Kind)),
    help=_("机构类别：核心、经营、信息技术系统服务、其他"),
)
@click.option("--licence", type=click.Choice(get_args(Licence)), help=_("牌照或业务资格"))
@click.option("--jurisdiction", help=_("所在辖区，如 上海"))
def firm(code: str, name: str, kind: str, licence: str | None, jurisdiction: str | None) -> None:
    """Make the anchor of an institution's records and record what is known of it, all or nothing."""
    import re

    if not re.fullmatch(WORD, code):
        what = say("“{code}”不能作机构编号", code=code)
        raise Problem(
            what, "编号出现在网址中，只用小写字母、数字和连字符", "请改写，例如 huaxia", code="code"
        )
    start_django()
    from django.db import transaction

    from zhengan.accounts.models import Institution
    from zhengan.registers import services
    from zhengan.schedule.itself import register_with_owner

    if Institution.objects.filter(code=code).exists():
        raise Problem(
            say("机构“{code}”已存在", code=code), "编号不可重复", "请改用其他编号", code="duplicate"
        )
    stated = {
        "id": code,
        "name": name,
        "kind": kind,
        "licence": licence or "",
        "jurisdiction": jurisdiction or "",
    }
    with transaction.atomic():
        made = Institution.objects.create(code=code, name=name)
        services.enter("institution", stated, institution=made, by=None, origin="cli")
    register_with_owner()
    click.echo(say("已登记机构 {code}（{name}）", code=code, name=name).render(language()))


@click.command(
    cls=Command, epilog=FIRM, help=_("给一个人在机构中的角色；新账号的密码只显示一次。再次运行则更改角色。")
)
@click.argument("username")
@click.option("--institution", "code", metavar="ID", help=_("机构编号（只有一个机构时可省略）"))
@click.option(
    "--role", required=True, type=click.Choice(ROLES), help=_("角色：合规专员、系统负责人、审计（只读）")
)
def user(username: str, code: str | None, role: str) -> None:
    """Make the account where there is none, and set its role in the institution."""
    start_django()
    from django.contrib.auth.validators import UnicodeUsernameValidator
    from django.core.exceptions import ValidationError

    from zhengan.accounts.models import Role
    from zhengan.assess.setup import add_member

    body = institution(code)
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        what = say("“{user}”不能作账号名", user=username)
        raise Problem(what, "只可用文字、数字和 @ . + - _", "请改写", code="username") from None
    password = add_member(body, username, Role(role))
    if password is None:
        click.echo(
            say("{user} 在 {code} 的角色现为 {role}", user=username, code=body.code, role=role).render(
                language()
            )
        )
        return
    click.echo(_("账号：{user}    密码：{password}").format(user=username, password=password))
    click.echo(_("密码只显示这一次，请保存。"))
