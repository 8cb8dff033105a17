"""The WSGI application that ``zhengan serve`` and any WSGI server run."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
application = get_wsgi_application()

if "ZHENGAN_SCHEDULE" in os.environ:  # a process of our own: what is loaded by now stays, and need not be walked again
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # a page makes thousands of objects that go by themselves

if os.environ.get("ZHENGAN_SCHEDULE") in ("on", "watch"):  # set by ``zhengan serve``; another WSGI server only serves
    from zhengan.schedule.runner import start_threads

    start_threads()
