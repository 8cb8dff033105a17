"""Zhengan's own logs: one event a line as JSON, control characters escaped, a file a day; sealed when the day is over.

``system``: starting, stopping, jobs, warnings and errors. ``business``: who recorded what, who came in and who was
turned away. A seal is the file's SHA-256 beside it; it is asked again every night.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from zhengan.connectors.selfdb.manifest import sha256_of
from zhengan.kit.time import end_of_day, start_of_day
from zhengan.records import services as records
from zhengan.records.clock import now
from zhengan.records.models import Origin
from zhengan.records.values import values_of
from zhengan.registers.logs.models import LogArchive
from zhengan.schedule.itself import LOGS, tell, watched

LONGEST = 4000  # characters of one event's text
_lock = threading.Lock()


def folder() -> Path:
    """Where the logs lie."""
    return Path(settings.HOME) / "log"


def path_of(kind: str, day: date) -> Path:
    """The file of a day."""
    return folder() / f"{kind}-{day:%Y%m%d}.jsonl"


def write(kind: str, event: str, **about: Any) -> None:
    """Append one event, whole or not at all, whatever its text holds: JSON in ASCII has no line of its own inside."""
    instant = now()
    told = {name: _short(value) for name, value in about.items()}
    line = json.dumps({"at": instant.isoformat(), "event": event, **told}, ensure_ascii=True, default=str) + "\n"
    path = path_of(kind, instant.date())
    with _lock:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())  # one write to an appending file: lines of two processes do not mix
        finally:
            os.close(handle)


def _short(value: Any) -> Any:
    return value[:LONGEST] if isinstance(value, str) else value


class LogFile(logging.Handler):
    """Warnings and errors of the program into the system log."""

    def emit(self, record: logging.LogRecord) -> None:
        """One event for one record of Python's logging; a log that cannot be written must not stop the work."""
        try:
            write("system", record.levelname.lower(), logger=record.name, message=self.format(record))
        except Exception:
            self.handleError(record)


def listen() -> None:
    """Have this process write its logs: program events, records, log-ins."""
    from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

    root = logging.getLogger()
    if not any(isinstance(one, LogFile) for one in root.handlers):
        root.addHandler(LogFile(logging.WARNING))
    records.changed.connect(_recorded, dispatch_uid="logbook")
    for signal, event in ((user_logged_in, "login"), (user_logged_out, "logout")):
        signal.connect(_came if event == "login" else _went, dispatch_uid=f"logbook-{event}")
    user_login_failed.connect(_refused, dispatch_uid="logbook-refused")


def _recorded(institution: Any, kinds: Any, **rest: Any) -> None:
    write("business", "recorded", institution=institution.code, kinds=sorted(kind.__name__ for kind in kinds))


def _came(user: Any, **rest: Any) -> None:
    write("business", "login", user=user.get_username())


def _went(user: Any, **rest: Any) -> None:
    write("business", "logout", user=user.get_username() if user else "")


def _refused(credentials: Any, **rest: Any) -> None:
    write("business", "login-refused", user=str(credentials.get("username", "")))


def archive() -> tuple[int, int]:
    """Seal the files of days that are over and ask every seal again: (stretches put on record, seals that fail).

    A day's file is the whole of the day: what did not run has nothing to log; a day without any file stays a gap.
    Call it under a claim.
    """
    today = now().date()
    made = 0
    broken: set[tuple[str, date]] = set()
    for kind, source in LOGS.items():
        for path in sorted(folder().glob(f"{kind}-*.jsonl")):
            day = datetime.strptime(path.stem.removeprefix(f"{kind}-"), "%Y%m%d").date()
            if day >= today:
                continue
            intact = _sealed(path)
            if not intact:
                broken.add((source, day))
            made += _put(source, day, intact)
        broken |= _vanished(source, kind, today)
    for source, day in broken:
        _turned_bad(source, day)
    return made, len(broken)


def _sealed(path: Path) -> bool:
    """Whether a file is what its seal says; one that has none yet is read through, and sealed."""
    beside = path.with_name(path.name + ".sha256")
    if beside.exists():
        return beside.read_text(encoding="ascii").split()[:1] == [sha256_of(path)]
    try:
        with path.open("rb") as lines:
            for line in lines:
                json.loads(line)
    except ValueError:
        return False  # a torn line: kept as it is, never sealed as whole
    beside.write_text(f"{sha256_of(path)}  {path.name}\n", encoding="ascii")
    path.chmod(0o400)
    return True


def _put(source: str, day: date, intact: bool) -> int:
    values = {"source": source, "start": start_of_day(day), "end": end_of_day(day), "deleted": None, "intact": intact}
    return tell(LogArchive, _uid(source, day), values)


def _vanished(source: str, kind: str, today: date) -> set[tuple[str, date]]:
    """The days on record as kept whose file is gone."""
    rows = LogArchive.objects.filter(source=source, superseded_at=None, deleted=None, start__lt=start_of_day(today))
    days = {row.start.date() for row in rows}
    return {(source, day) for day in days if not path_of(kind, day).exists()}


def _turned_bad(source: str, day: date) -> None:
    """Correct what is on record as intact and is not."""
    for institution in watched():
        for row in LogArchive.objects.filter(institution=institution, uid=_uid(source, day), superseded_at=None, intact=True):
            records.correct(row, {**values_of(row), "intact": False}, by=None, origin=Origin.CONNECTOR)


def _uid(source: str, day: date) -> str:
    return f"{source}-{day:%Y%m%d}"


