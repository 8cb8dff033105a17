"""``zhengan mask table``: a table of a live database copied masked; ``check-table``: what remains in one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryFile

import click

from zhengan.cli import options
from zhengan.cli.base import Command
from zhengan.cli.lang import _
from zhengan.cli.masked import policy_of, policy_option, ready, say_remains, strict_option, told_of
from zhengan.cli.maskrecord import How, record_option, recorder
from zhengan.cli.progress import bar
from zhengan.cli.register import institution_option
from zhengan.cli.show import echo_json
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

EXAMPLE = """zhengan mask table env:CRM_URL --table customers --to env:TEST_URL --policy customers.yaml
zhengan mask table sqlite:///crm.db --table customers --as customers_masked"""
address_help = _("数据库地址（SQLAlchemy 写法），或 env:变量名：地址从环境变量读取，密码不出现在命令行中。")
table_option = click.option("--table", "name", required=True, metavar="NAME", help=_("表名，或 模式名.表名"))


@click.command(
    cls=Command, epilog=EXAMPLE,
    help=_("把数据库中的一张表脱敏复制为一张新表：分批读取，不改动原表；新表已存在则拒绝，行数不符或中途失败不留下新表。"
           "主键与列类型照旧，外键、默认值与索引不复制。ADDRESS：") + address_help,
)  # fmt: skip
@click.argument("address", metavar="ADDRESS")
@table_option
@click.option("--to", metavar="ADDRESS", help=_("写到哪个数据库（默认同一个）"))
@click.option("--as", "new", metavar="NAME", help=_("新表的名字（默认与原表同名）"))
@policy_option
@click.option("--audit", "audit_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=_("审计记录写到哪里（默认 新表名.audit.json）"))  # fmt: skip
@record_option
@institution_option
@options.as_json
def table(address: str, name: str, to: str | None, new: str | None, policy_file: Path | None, audit_file: Path | None,
          into: str | None, code: str | None, as_json: bool) -> None:  # fmt: skip
    """Copy one table; exit 2 with a Problem where it cannot be."""
    ready_for_databases()
    register = recorder(into, code)
    from zhengan.connectors.tablecopy.address import Place
    from zhengan.connectors.tablecopy.copy import copy
    from zhengan.masking import audit, pseudonyms, restoring

    source = Place.read(address, name, os.environ)
    target = Place.read(to or address, new or name, os.environ)
    path = audit_file or Path(target.path + audit.SUFFIX)
    if path.exists():
        raise Problem(say("审计记录 {path} 已存在", path=str(path)), "不会覆盖已有文件", "换一个文件名（--audit）",
                      code="masking-output")  # fmt: skip
    writable(path)
    policy = policy_of(policy_file)
    ready()
    started = options.now().isoformat(timespec="seconds")
    with bar(source.path, as_json) as tell:
        result = copy(source, target, policy, tell)
    result.notes += [restoring.UNTOLD] if pseudonyms.ciphers(policy, back=True) else []
    ended = options.now().isoformat(timespec="seconds")
    record = audit.record(Path(source.path), Path(target.path), result, policy, started=started, ended=ended)
    record["source"]["name"], record["target"]["name"] = source.shown, target.shown
    audit.write_to(path, record)
    if not as_json:
        told_of(source.shown, target.shown, record, result.notes)
    recorded = register.run(path, as_json, target.shown)
    register.verdict(as_json)
    if as_json:
        echo_json([{**record, "audit": path.name, **recorded}])


@click.command(
    "check-table", cls=Command,
    help=_("检查数据库的一张表中是否还有个人信息：只说种类与位置（按主键排列的第几条），不显示内容；"
           "不是 UTF-8 文字的字节不查看，并说明。退出码：0 没有，1 有。ADDRESS：") + address_help,
)  # fmt: skip
@click.argument("address", metavar="ADDRESS")
@table_option
@policy_option
@click.option("--audit", "audit_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help=_("复制时的审计记录：所载的假名列不算"))  # fmt: skip
@strict_option
@record_option
@institution_option
@options.as_json
def check_table(address: str, name: str, policy_file: Path | None, audit_file: Path | None, strict: bool, into: str | None,
                code: str | None, as_json: bool) -> None:  # fmt: skip
    """What remains, where."""
    ready_for_databases()
    register = recorder(into, code)
    from zhengan.connectors.tablecopy.address import Place
    from zhengan.connectors.tablecopy.copy import Sum
    from zhengan.connectors.tablecopy.look import look
    from zhengan.masking import audit

    if audit_file:
        register.trusted(audit_file)
    place = Place.read(address, name, os.environ)
    by = policy_of(policy_file, keyless=True)
    ready()
    total = Sum()
    beside = audit_file or Path(place.path + audit.SUFFIX)
    left = None if audit_file else audit.left_of(beside, place.shown)
    with bar(place.path, as_json) as tell:
        remains = look(place, by, audit.read(audit_file) if audit_file else None, tell, total, left)
    if not as_json:
        say_remains(place.path, remains, "" if audit_file is None or register.records else audit_file.name)
    register.table(place.shown, total.value, remains, How(by, audit=audit_file, sure=register.sure(beside)))
    (recorded,) = register.checked(as_json, "mask check-table") or [{}]
    register.verdict(as_json)
    if as_json:
        echo_json({"table": place.shown, "clean": remains.clean, "kinds": remains.counts, "places": remains.places,
                   "pseudonyms": remains.pseudonyms, "kept": remains.kept,
                   "doubtful": remains.doubtful, "doubtful_places": remains.doubtful_places,
                   "notes": [str(note) for note in remains.notes], **recorded})  # fmt: skip
    sys.exit(0 if remains.clean and not (strict and remains.doubtful) else 1)


def writable(path: Path) -> None:
    """A Problem where an audit cannot be written, before a table is copied that would stand there without one."""
    try:
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        what, do = say("写不了审计记录 {path}", path=str(path)), "还没有开始复制；检查目录与权限，或换一个文件名（--audit）"
        raise Problem(what, reason(error), do, code="masking-output") from None


def ready_for_databases() -> None:
    """A word where SQLAlchemy is not installed."""
    from importlib.util import find_spec

    if find_spec("sqlalchemy") is None:
        what = say("缺少软件包 {name}", name="sqlalchemy")
        raise Problem(what, "读写数据库的表需要它", "请安装 zhengan[masking]", code="extra")
