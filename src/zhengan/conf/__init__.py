"""Configuration: one settings file, read from the environment; ``setup()`` opens the database side of the house."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Where the installation keeps its data: ``ZHENGAN_HOME``, else ``./var``."""
    return Path(os.environ.get("ZHENGAN_HOME") or "var").resolve()


def calendars() -> list[Path]:
    """The calendar tables the installation imported, in the order in which they lie over the shipped ones."""
    return sorted((home() / "calendar").glob("*.csv"))


def setup() -> None:
    """Make Django ready in a process that is not a server (the command line, a script). Cheap to call again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
