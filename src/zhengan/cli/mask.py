"""``zhengan mask``: masking of personal data."""

from __future__ import annotations

import click

from zhengan.cli.base import Group
from zhengan.cli.lang import _
from zhengan.cli.relay import relay


@click.group(cls=Group, help=_("个人信息脱敏（第十六条、第三十四条）。"))
def mask() -> None:
    """The group."""


mask.add_command(relay)
