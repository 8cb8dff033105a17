"""The seal of a backup: a small JSON file beside it that says what was in the database when it was copied."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zhengan.connectors.selfdb.digest import Table


@dataclass(frozen=True)
class Backup:
    """A backup that is kept. ``whole``: it has its seal and the size the seal states."""

    path: Path
    at: datetime
    size: int
    whole: bool


@dataclass(frozen=True)
class Check:
    """What a validity check found. ``wrong`` is empty where the backup gave back exactly what was copied."""

    path: Path
    wrong: tuple[str, ...]
    tables: int
    rows: int

    @property
    def ok(self) -> bool:
        """Whether it may be relied on: nothing wrong, and something was compared at all."""
        return not self.wrong and self.tables > 0


@dataclass(frozen=True)
class Manifest:
    """What the seal states; ``unread`` says why there is none that can be read."""

    path: Path
    at: datetime | None = None
    size: int = -1
    sha256: str = ""
    tables: Mapping[str, Table] | None = None
    unread: str = ""

    def faults(self) -> list[str]:
        """What is wrong with the file itself."""
        if self.unread:
            return [self.unread]
        if not self.path.exists():
            return ["the backup is gone"]
        return [] if sha256_of(self.path) == self.sha256 else ["SHA-256 differs from the one sealed"]

    def differences(self, restored: Mapping[str, Table]) -> list[str]:
        """Table by table, where what was restored is not what was copied."""
        if self.tables is None:
            return []
        wrong = [f"{name}: missing" for name in self.tables.keys() - restored.keys()]
        wrong += [f"{name}: not in the seal" for name in restored.keys() - self.tables.keys()]
        for name in sorted(self.tables.keys() & restored.keys()):
            sealed, found = self.tables[name], restored[name]
            if sealed.rows != found.rows:
                wrong.append(f"{name}: {found.rows} rows, sealed {sealed.rows}")
            elif sealed.digest != found.digest:
                wrong.append(f"{name}: rows differ")
        return wrong


def seal(part: Path, path: Path, at: datetime, tables: Mapping[str, Table]) -> Backup:
    """Put a finished copy in its place, on the disk for good, its seal first: a backup without one is not counted."""
    _settle(part)
    stated: dict[str, Any] = {
        "at": at.isoformat(), "size": part.stat().st_size, "sha256": sha256_of(part),
        "tables": {name: asdict(table) for name, table in tables.items()},
    }  # fmt: skip
    beside = _beside(path)
    beside.write_text(json.dumps(stated, indent=1), encoding="utf-8")
    _settle(beside)
    part.chmod(0o600)
    part.rename(path)
    _settle(path.parent)
    return Backup(path, at, stated["size"], whole=True)


def read(path: Path) -> Manifest:
    """The seal of a backup; one that cannot be read says so instead of raising."""
    try:
        stated: Any = json.loads(_beside(path).read_text(encoding="utf-8"))
        tables = {name: Table(int(table["rows"]), str(table["digest"])) for name, table in stated["tables"].items()}
        return Manifest(path, datetime.fromisoformat(stated["at"]), int(stated["size"]), str(stated["sha256"]), tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return Manifest(path, unread=f"no seal that can be read: {type(error).__name__}: {error}")


def held(folder: Path) -> list[Backup]:
    """The backups of a folder, the earliest first; what has no readable seal has no instant and is left out."""
    found = []
    for path in sorted([*folder.glob("zhengan-*.sqlite3"), *folder.glob("zhengan-*.dump")]):
        stated = read(path)
        if stated.at is not None:
            size = path.stat().st_size
            found.append(Backup(path, stated.at, size, whole=size == stated.size))
    return sorted(found, key=lambda backup: backup.at)


def drop(path: Path) -> None:
    """Delete a backup, then its seal."""
    path.unlink(missing_ok=True)
    _beside(path).unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _settle(path: Path) -> None:
    """Have what was written survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
