"""Zhengan's own database as a source: back it up, restore the backup elsewhere, compare. SQLite and PostgreSQL.

``back_up`` and ``verify`` choose the engine by the address. The address is a path (SQLite) or a ``postgres://`` URL.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from zhengan.connectors.selfdb import apart, postgres, sqlite
from zhengan.connectors.selfdb.manifest import Backup, Check, drop, held, read, seal
from zhengan.connectors.selfdb.retention import superfluous

__all__ = ["Backup", "Check", "back_up", "held", "prune", "verify"]


def back_up(address: str, folder: Path, at: datetime) -> Backup:
    """A whole, sealed backup of the database in ``folder``, named by ``at``. Raises Problem where none could be made.

    One at a time: a torn copy in the folder is what a killed process left, and is deleted.
    """
    engine, suffix = _engine(address)
    folder.mkdir(parents=True, exist_ok=True)
    for torn in folder.glob("zhengan-*.part*"):
        torn.unlink(missing_ok=True)
    path = folder / f"zhengan-{at:%Y%m%dT%H%M%S%f}{suffix}"
    part = path.with_name(path.name + ".part")
    try:
        tables = apart.dump(engine, address, part)
        return seal(part, path, at, tables)
    finally:
        part.unlink(missing_ok=True)


def verify(address: str, backup: Path) -> Check:
    """Restore a backup beside the living database, which is only read, and compare it with its seal, table by table."""
    manifest = read(backup)
    wrong = manifest.faults()
    if not backup.exists():
        return Check(backup, tuple(wrong), 0, 0)
    restored, faults = apart.restored(_engine(address)[0], address, backup)
    wrong += faults
    wrong += manifest.differences(restored)
    return Check(backup, tuple(wrong), len(restored), sum(table.rows for table in restored.values()))


def prune(folder: Path) -> list[Path]:
    """Delete what the retention no longer asks for (35 days, 12 months, never the last good one); what was deleted."""
    gone = superfluous(held(folder))
    for backup in gone:
        drop(backup.path)
    return [backup.path for backup in gone]


def _engine(address: str) -> tuple[str, str]:
    """The engine of an address by name, and how its backups are called."""
    on_server = address.startswith(("postgres://", "postgresql://"))
    return ("postgres", postgres.SUFFIX) if on_server else ("sqlite", sqlite.SUFFIX)
