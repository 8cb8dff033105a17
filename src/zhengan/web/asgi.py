"""What ``zhengan serve`` runs: the WSGI application behind its gateway."""

from __future__ import annotations

from zhengan.web.gateway import Gateway
from zhengan.web.wsgi import application as pages

application = Gateway(pages)
