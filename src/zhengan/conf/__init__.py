"""Configuration: one settings file, read from the environment; ``setup()`` opens the database side of the house."""

from __future__ import annotations

import os


def setup() -> None:
    """Make Django ready in a process that is not a server (the command line, a script). Cheap to call again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
