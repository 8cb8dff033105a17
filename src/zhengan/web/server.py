"""Serving the pages: one process, a few threads, started in about a second."""

from __future__ import annotations

import os


def serve(host: str = "127.0.0.1", port: int = 8218) -> None:
    """Serve until interrupted. Blocks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "zhengan.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
