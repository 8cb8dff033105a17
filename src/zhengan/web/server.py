"""Serving the pages: one process with a few threads, up in half a second."""

from __future__ import annotations

import os
import signal
import socket
from asyncio import AbstractEventLoop
from collections.abc import Callable

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.schedule.stopping import ENDS, listen

WAITING = 512  # connections let in at once; the rest wait in the system's own queue
HEADERS = 15  # seconds for the head of a request, and for the next request on the same connection
HANDLERS, IN_LOOP = "set_main_signals", "set_loop_signals"  # with which the server sets its handlers, in parent and child
LOOK = 2  # seconds between two looks of the child for its parent
GRACE = 7  # seconds for what is being answered when asked to stop, so that all is over within ten


def serve(host: str = "127.0.0.1", port: int = 8218, schedule: str = "on") -> None:
    """Print the address and serve until interrupted; blocks. Raises Problem where the port is taken.

    ``schedule``: ``on`` does the jobs in this process, ``watch`` leaves them to ``zhengan worker``, ``off`` does not
    even watch itself.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    _refuse_taken(host, port)
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    _hear_signals()
    _know_the_ended()
    os.environ["ZHENGAN_SCHEDULE"] = schedule  # read by the server process, see zhengan.schedule.runner
    os.environ["ZHENGAN_HOLDER"] = f"{socket.gethostname()[:100]}:{os.getpid()}"
    shown = f"[{host}]" if ":" in host else host
    print(f"证安 Zhengan  http://{shown}:{port}/  (Ctrl+C)", flush=True)
    Granian(
        "zhengan.web.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        backpressure=WAITING,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS * 1000),
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
    if schedule != "off":
        _stopped_as_asked()


def _hear_signals() -> None:
    """Have the server's two processes hear signals as ``listen`` does; with its own handlers it slept through them."""
    import granian._signals
    import granian.server.common
    from granian._granian import WorkerSignal

    def parent(interrupt: Callable[..., object], reload: Callable[..., object]) -> None:  # which tells its child
        listen({**dict.fromkeys(ENDS, interrupt), signal.SIGHUP: reload})

    def child(loop: AbstractEventLoop) -> WorkerSignal:
        from zhengan.web.asgi import application

        asked = WorkerSignal()

        def stop() -> None:
            loop.call_soon_threadsafe(application.stop)
            asked.set()

        listen({signal.SIGTERM: stop})
        _end_with_parent(loop, os.getppid(), stop)
        return asked

    for module, name, hear in (
        (granian.server.common, HANDLERS, parent), (granian._signals, IN_LOOP, child),
    ):  # fmt: skip
        getattr(module, name)  # a version that names them otherwise breaks here, and does not hang some day
        setattr(module, name, hear)


def _know_the_ended() -> None:
    """Have the parent ask its child's pipe whether the child has ended.

    It asks the system, and so does a thread of its own: what one is told the other is not, and on a busy machine the server
    said of a child that had ended as asked that it had refused to and was killed.
    """
    from multiprocessing.connection import wait

    from granian.server.mp import WorkerProcess

    WorkerProcess.is_alive  # noqa: B018 (a version that names it otherwise breaks here)
    WorkerProcess.is_alive = lambda self: not wait([self.inner.sentinel], 0)  # type: ignore[method-assign, attr-defined]


def _end_with_parent(loop: AbstractEventLoop, parent: int, stop: Callable[[], object]) -> None:
    """Look now and then whether the parent is there: killed outright, it would leave its child at the port for good."""
    if os.getppid() == parent:
        loop.call_later(LOOK, _end_with_parent, loop, parent, stop)
    else:
        stop()


def _stopped_as_asked() -> None:
    """Only what ends by itself comes here: a server that broke off has left with an error."""
    import django

    django.setup()
    from zhengan.schedule.runner import stopped

    stopped()


def _refuse_taken(host: str, port: int) -> None:
    """The server itself would say so in a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                say("无法在 {host} 的 {port} 端口提供服务", host=host, port=str(port)),
                reason(error),
                "请停止占用该端口的程序，或用 --port 换一个端口",
                code="port",
            ) from None
