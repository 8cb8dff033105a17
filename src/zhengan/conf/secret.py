"""The secret key of an installation: made once, kept beside its data, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """The key kept in ``home/secret_key``; the first process to ask makes it, the others read what it made."""
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)  # one that is there already may be shared on purpose
        made = home / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(made, path)  # fails where another process was first: its key stands, whole
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()
