"""Zhengan's own backups and validity checks, each on record as a fact, failures too."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from zhengan.connectors import selfdb
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.records.clock import now
from zhengan.registers.continuity.models import BackupRun, RestoreTest
from zhengan.schedule.itself import SYSTEM, stamp, tell
from zhengan.schedule.leases import Claim

METHOD = "恢复到临时数据库，逐表比对行数与摘要"


def folder() -> Path:
    """Where the backups lie."""
    return Path(settings.HOME) / "backups"


def address() -> str:
    """The living database: a path, or a URL made from Django's own settings."""
    told = settings.DATABASES["default"]
    if told["ENGINE"].endswith("sqlite3"):
        return str(told["NAME"])
    who = f"{quote(str(told['USER']), safe='')}:{quote(str(told['PASSWORD']), safe='')}"
    port = f":{told['PORT']}" if told.get("PORT") else ""
    return f"postgres://{who}@{told['HOST']}{port}/{quote(str(told['NAME']), safe='')}"


def back_up(claim: Claim) -> Say:
    """Back up, put it on record, and delete what need not be kept. Raises Problem, after the failure is on record."""
    uid = f"zhengan-backup-{claim.fence}-{stamp(claim.started_at)}"
    try:
        made = selfdb.back_up(address(), folder(), claim.started_at)
    except Problem:
        with claim.writing():
            tell(BackupRun, uid, {"system": SYSTEM, "at": now(), "ok": False, "site": "local"})
        raise
    with claim.writing():
        tell(BackupRun, uid, {"system": SYSTEM, "at": now(), "ok": True, "site": "local"})
    gone = selfdb.prune(folder())
    return say("{file}，{size} 字节；清理旧备份 {gone} 份", file=made.path.name, size=made.size, gone=len(gone))


def verify(claim: Claim) -> Say:
    """Restore the latest backup, compare, and put the answer on record. Raises Problem where it is not valid."""
    held = selfdb.held(folder())
    found = selfdb.verify(address(), held[-1].path) if held else None
    uid = f"zhengan-restore-{claim.fence}-{stamp(claim.started_at)}"
    ok = found is not None and found.ok
    with claim.writing():
        tell(RestoreTest, uid, {"system": SYSTEM, "at": now(), "ok": ok, "method": METHOD})
    if found is None:
        raise Problem("没有可验证的备份", str(folder()), "请先运行 zhengan backup", code="no-backup")
    if not ok:
        raise Problem("备份无效", "；".join(found.wrong[:5]), "请立即重新备份并验证，查明存储是否损坏", code="bad-backup")
    return say("{file} 可恢复：{tables} 张表、{rows} 行逐一相符", file=found.path.name, tables=found.tables, rows=found.rows)
