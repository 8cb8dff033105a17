"""The engine that ``settings`` name: Django's own, save that no other user of the machine can read what it keeps.

SQLite makes a database with the umask's mode, for everybody to read as a rule, and gives its ``-wal`` and ``-shm`` the
mode of the database. So the file is there, closed to others, before SQLite opens it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

BESIDE = ("", "-wal", "-shm", "-journal")
OWNER = 0o600


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to a file that is closed to others."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's; the file is made, or closed to others, before it is opened."""
        name = str(conn_params["database"])
        if not self.is_in_memory_db() and not name.startswith("file:"):
            close_to_others(name)
        return super().get_new_connection(conn_params)


def close_to_others(name: str) -> None:
    """Make the database file ``name`` with mode 0600; or give it that mode where it is ours and everybody may read it.

    One that its group alone shares (0660) was given to the group on purpose, and stays so.
    """
    try:
        os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER))
    except OSError:  # there already, or nowhere to put it, which SQLite says better
        for path in (Path(name + ending) for ending in BESIDE):
            _tighten(path)


def _tighten(path: Path) -> None:
    try:
        found = path.stat()
        if found.st_mode & 0o007 and found.st_uid == os.geteuid():
            path.chmod(OWNER)
    except OSError:  # not there; or on a file system without modes, where nothing is to be had
        pass
