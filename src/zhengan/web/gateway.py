"""Between the network and the pages: a request is received whole before one of the few threads takes it up, and an answer
leaves without one. So who sends slowly, or reads slowly, keeps nobody else waiting.

Bodies are received by the event loop, where one that waits costs next to nothing, into memory and then a file; each has
a deadline, and all of them together a bound. What is not received is told to the pages by a word in ``UNREAD``, and they
say so in the reader's language.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

UNREAD = "zhengan.unread"  # in the environ of a request whose body was not received: LATE, BUSY or LARGE
LATE, BUSY, LARGE = "late", "busy", "large"
THREADS = 4  # requests answered at once; a page takes some ten milliseconds, a day's first assessment a second
SMALL = 64 * 1024  # a form; more is received only from who shows a token or a session, true or not
MOST = 21 * 1024 * 1024  # of a body: the largest file and the form around it
PATIENCE = 10.0  # seconds for a small body, and for the next piece of any
SLOWEST = 32 * 1024  # bytes a second that a larger body has to come with
MOST_BODIES = 128  # being received at once, and as many larger ones beside: uploads keep nobody from logging in
MOST_HELD = 256 * 1024 * 1024  # bytes of larger bodies, received and not answered yet
IN_MEMORY = 1024 * 1024  # of a body or an answer; the rest lies in a temporary file
PIECE = 256 * 1024
MOST_WAITING = 400  # requests received that no thread has taken up yet: seconds of work; more are turned away at once
READING = 60.0  # seconds a reader has to take the next piece of a long answer
log = logging.getLogger(__name__)


class Gone(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True)
class Answer:
    """What a thread made of a request; ``body`` is at its beginning."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes] | bytes


TURNED_AWAY = Answer(
    503, [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"10")],
    f"{'服务正忙，请在 10 秒后重试'}\nThe service is busy: please try again in 10 seconds\n".encode(),  # no thread to ask which
)  # fmt: skip


class Unread:
    """A body that was not received: to read it fails, as it does where a connection breaks."""

    def read(self, *_: int) -> bytes:
        """Raises OSError."""
        raise OSError("the body was not received")

    readline = read

    def close(self) -> None:
        """Nothing is held."""


class Gateway:
    """An ASGI application that has a WSGI application answer, by ``threads`` threads."""

    def __init__(self, application: Callable[..., Any], threads: int = THREADS):
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="zhengan-answers")
        self.receiving: dict[asyncio.Task[Any], bool] = {}  # and whether its body is a small one
        self.held = 0
        self.waiting = 0
        self.stopping = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        kept = 0
        try:
            kept = await self._receive(environ, receive)
            answer = TURNED_AWAY if self.waiting >= MOST_WAITING + THREADS else await self._in_a_thread(environ)
        except Gone:
            return
        finally:
            self.held -= kept
            environ["wsgi.input"].close()
        await _send(answer, send)

    async def _in_a_thread(self, environ: dict[str, Any]) -> Answer:
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, self._answer, environ)
        finally:
            self.waiting -= 1

    def stop(self) -> None:
        """No body is waited for any more; to be called in the event loop. What threads are answering goes on."""
        self.stopping = True
        for task in list(self.receiving):
            task.cancel()

    async def _receive(self, environ: dict[str, Any], receive: Receive) -> int:
        """Put the body, or why there is none, into the environ; the bytes to be counted as held until the answer is made."""
        length = _length(environ)
        if length == 0:
            return 0
        if length > MOST or (length > SMALL and not _introduced(environ)):
            return _unread(environ, LARGE)
        small = length <= SMALL
        if self.stopping or sum(one is small for one in self.receiving.values()) >= MOST_BODIES:
            return _unread(environ, BUSY)
        body = environ["wsgi.input"] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed once answered)
        task = asyncio.ensure_future(self._pieces(receive, body, length))
        self.receiving[task] = small
        try:
            return await task
        except asyncio.CancelledError:
            if not self.stopping:
                raise
            return _unread(environ, BUSY)
        except TimeoutError:
            return _unread(environ, LATE)
        except _Full:
            return _unread(environ, BUSY)
        finally:
            self.receiving.pop(task, None)

    async def _pieces(self, receive: Receive, body: IO[bytes], length: int) -> int:
        """Write what comes to ``body`` and rewind it; how much of it counts as held. Gives back what it counted if it fails."""
        counted = 0
        try:
            begun, came = asyncio.get_running_loop().time(), 0
            async with asyncio.timeout(PATIENCE) as deadline:
                more = True
                while more:
                    async with asyncio.timeout(PATIENCE):
                        message = await receive()
                    if message["type"] != "http.request":
                        raise Gone
                    piece = message.get("body", b"")
                    came += len(piece)
                    if length > SMALL:  # what has come buys time, what was announced does not
                        deadline.reschedule(begun + PATIENCE + came / SLOWEST)
                    if length > SMALL:
                        counted += len(piece)
                        self.held += len(piece)
                        if self.held > MOST_HELD:
                            raise _Full
                    body.write(piece)
                    more = message.get("more_body", False)
        except BaseException:
            self.held -= counted
            raise
        body.seek(0)
        return counted

    def _answer(self, environ: dict[str, Any]) -> Answer:
        """In a thread: the whole answer."""
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told[:] = int(status.split(" ", 1)[0]), [(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers]

        try:
            found = self.application(environ, start)
            try:
                body = _spooled(found) if getattr(found, "streaming", False) else b"".join(found)
            finally:
                if hasattr(found, "close"):
                    found.close()
        except Exception:  # Django answers its own faults; this is a fault of what stands around it
            log.exception("%s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return Answer(500, [(b"content-type", b"text/plain")], b"Internal Server Error")
        return Answer(told[0], told[1], body)


class _Full(Exception):
    """Too much is held already."""


def environ_of(scope: Message) -> dict[str, Any]:
    """What WSGI (PEP 3333) says of a request, without a body.

    A header whose name holds an underscore is left out: it would pass for one with a hyphen, which a proxy may vouch for.
    """
    address = scope.get("raw_path") or scope["path"].encode()
    server, client = scope.get("server") or ("", 0), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(address.split(b"?", 1)[0]).decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": _Empty(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:
            continue
        name, value = raw_name.decode("latin-1").upper().replace("-", "_"), raw_value.decode("latin-1")
        key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        if key in environ:
            value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
        environ[key] = value
    return environ


class _Empty:
    """No body at all."""

    def read(self, *_: int) -> bytes:
        return b""

    readline = read

    def close(self) -> None:
        pass


def _length(environ: dict[str, Any]) -> int:
    """The length a request announces; one that announces none has no body to the pages, as with any WSGI server."""
    told = environ.get("CONTENT_LENGTH", "")
    return int(told[:20]) if told.isascii() and told.isdigit() else 0


def _introduced(environ: dict[str, Any]) -> bool:
    """Whether a request shows a token or a session at all; whether they hold is for the pages to find."""
    return "HTTP_AUTHORIZATION" in environ or "session" in environ.get("HTTP_COOKIE", "")


def _unread(environ: dict[str, Any], why: str) -> int:
    environ["wsgi.input"].close()
    environ["wsgi.input"], environ[UNREAD] = Unread(), why
    return 0


def _spooled(found: Any) -> IO[bytes]:
    kept = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed once sent)
    for piece in found:
        kept.write(piece)
    kept.seek(0)
    return kept


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    if isinstance(answer.body, bytes):
        await send({"type": "http.response.body", "body": answer.body})
        return
    with answer.body as body:
        for piece, more in _with_next(body):
            try:
                async with asyncio.timeout(READING):
                    await send({"type": "http.response.body", "body": piece, "more_body": more})
            except TimeoutError:  # nobody reads
                return


def _with_next(body: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether another follows."""
    piece = body.read(PIECE)
    while following := body.read(PIECE):
        yield piece, True
        piece = following
    yield piece, False
