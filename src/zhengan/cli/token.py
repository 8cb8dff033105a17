"""``zhengan token``: make, list and revoke the tokens that programs show to the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zhengan.cli import options
from zhengan.cli.base import Command, Group
from zhengan.cli.lang import _, language
from zhengan.cli.node import institution, start_django
from zhengan.cli.show import echo_json
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

if TYPE_CHECKING:
    from zhengan.accounts.models import Token

EXAMPLES = """zhengan token create 备份平台 --user admin --role owner --days 365
zhengan token list
zhengan token revoke 1"""
institution_option = click.option(
    "--institution", "code", metavar="ID", help=_("机构编号（只有一个机构时可省略）")
)


@click.group(cls=Group, epilog=EXAMPLES, help=_("接口令牌：供程序调用 /api/v1/。"))
def token() -> None:
    """The group of commands about tokens."""


@token.command(cls=Command, help=_("生成令牌，只显示这一次。NAME 写明它给谁用。"))
@click.argument("name")
@click.option("--user", "username", required=True, metavar="NAME", help=_("以哪个账号的名义"))
@click.option("--role", type=click.Choice(("officer", "owner", "auditor")), help=_("令牌的角色，不高于本人（默认同本人）"))
@click.option("--days", type=int, help=_("有效天数（默认直到吊销）"))
@institution_option
@options.as_json
def create(name: str, username: str, role: str | None, days: int | None, code: str | None, as_json: bool) -> None:
    """Make a token and print its secret."""
    start_django()
    from zhengan.accounts.tokens import issue, membership_named

    member = membership_named(institution(code), username)
    made, secret = issue(member, name, now=options.now(), role=role, days=days)
    if as_json:
        echo_json({**_data(made), "token": secret})
        return
    click.echo(secret)
    click.echo(_("令牌只显示这一次，请保存。"), err=True)


@token.command("list", cls=Command, help=_("列出令牌。"))
@institution_option
@options.as_json
def list_(code: str | None, as_json: bool) -> None:
    """Every token of an institution, the latest first; never a secret."""
    start_django()
    found = [_data(one) for one in _tokens(code)]
    if as_json:
        echo_json({"tokens": found})
        return
    for one in found:
        used = one["used"] or _("从未使用")
        state = _("已吊销") if one["revoked"] else one["expires"] or _("长期")
        click.echo(f"{one['id']:>4}  {one['name']}  {one['user']} · {one['role']}  {used}  {state}")
    if not found:
        click.echo(_("还没有令牌。"))


@token.command(cls=Command, help=_("吊销令牌，立即失效。NUMBER 见 zhengan token list。"))
@click.argument("number", type=int)
@institution_option
def revoke(number: int, code: str | None) -> None:
    """Let a token open nothing from now on."""
    start_django()
    from zhengan.accounts.tokens import revoke as end

    found = next((one for one in _tokens(code) if one.pk == number), None)
    if found is None:
        what = say("没有编号为 {number} 的令牌", number=str(number))
        raise Problem(what, "", "运行 zhengan token list 查看", code="no-such-token")
    end(found, options.now())
    click.echo(say("已吊销：{name}", name=found.name).render(language()))


def _tokens(code: str | None) -> list[Token]:
    from zhengan.accounts.models import Token

    held = Token.objects.select_related("membership__user").filter(membership__institution=institution(code))
    return list(held.order_by("-made_at", "-pk"))


def _data(one: Token) -> dict[str, Any]:
    def at(instant: Any) -> str | None:
        return instant.isoformat(timespec="seconds") if instant else None

    return {
        "id": one.pk, "name": one.name, "user": one.membership.user.get_username(), "role": one.role,
        "made": at(one.made_at), "expires": at(one.expires_at), "used": at(one.used_at), "revoked": at(one.revoked_at),
    }  # fmt: skip
