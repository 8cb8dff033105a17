"""The relay itself: each client has a conversation with the next server of its own, and hears that server's answers."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP

from zhengan.connectors.mailrelay.door import Door
from zhengan.connectors.mailrelay.hop import Address, Answer, Hop
from zhengan.connectors.mailrelay.judge import SECONDS, Busy, Judge
from zhengan.connectors.mailrelay.rewrite import Attachments, Rewritten
from zhengan.connectors.mailrelay.spool import Held, Spool
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.choice import warm
from zhengan.masking.published import Published

T = TypeVar("T")
MOST_BYTES = 32 * 1024 * 1024
MOST_HOPS = 50
CLIENTS = 32
WHY = {
    500: "no such command, or a line too long", 501: "a command written wrong", 502: "no such command",
    503: "a command out of turn", 530: "STARTTLS or a log-in comes first", 535: "the log-in fails",
    538: "a log-in comes after STARTTLS", 552: "the mail is larger than the limit", 553: "an address written wrong",
    554: "refused before STARTTLS", 555: "parameters that nobody knows",
}  # fmt: skip
RECEIVED = re.compile(rb"(?im)^received:")


@dataclass(frozen=True)
class Settings:
    """``log`` gets one line for each mail; ``now`` the clock. ``timeout``, ``judging``: seconds of the next server, of a mail;
    ``public``: what the institution has published of itself."""

    to: Address
    spool: Spool
    now: Callable[[], datetime]
    log: Callable[[str], object]
    attachments: Attachments = "hold"
    most: int = MOST_BYTES
    timeout: float = 60.0
    judging: float = SECONDS
    door: Door = field(default_factory=Door)
    public: Published | None = field(default=None, repr=False)


class Handler:
    """What aiosmtpd asks at each command; blocking work runs in threads."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.pool = ThreadPoolExecutor(CLIENTS, "relay")
        self.judge = Judge(settings.judging, settings.public)

    async def run(self, work: Callable[..., Any], *given: Any) -> Any:
        """Work in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work, *given)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """The sender, asked of the next server."""
        await self.run(self.end, session)
        session.hop = Hop(self.settings.to, self.settings.timeout)
        answer = await self.run(session.hop.open)
        reason = answer[1].decode() if answer[0] != 250 else ""  # the relay's own words: the next server has said nothing yet
        if answer[0] == 250:
            answer = await self.run(session.hop.mail, address or "", envelope.smtp_utf8)
        if answer[0] == 250:
            envelope.mail_from = address or "<>"  # aiosmtpd takes an empty one for none
            session.sender = address or ""
        else:
            self.note(missed(answer), answer, command="MAIL", why=reason)
            await self.run(self.end, session)
        session.answered = said(answer)
        return said(answer)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """A recipient, asked of the next server."""
        answer = await self.run(session.hop.rcpt, address)
        if answer[0] in (250, 251):
            envelope.rcpt_tos.append(address)
        else:  # a line for each: what the mail's own line counts are those it went to
            self.note(missed(answer), answer, recipients=1, command="RCPT")
        session.answered = said(answer)
        return said(answer)

    async def handle_RSET(self, server: Any, session: Any, envelope: Any) -> str:
        """The mail under way is forgotten on both sides."""
        await self.run(self.end, session)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """The mail: forwarded and then answered, or held, or refused."""
        try:
            session.answered = str(await self.run(self.decide, session, envelope))
            return str(session.answered)
        finally:
            await self.run(self.end, session)

    def decide(self, session: Any, envelope: Any) -> str:
        """What becomes of a mail, in this order: refused for its form, held for a doubt, forwarded."""
        begun = time.monotonic()
        raw, hop = bytes(envelope.content), session.hop
        done, held, answer, verdict = None, None, form(raw), "refused"
        if answer is None:
            try:
                done = self.judge.judged(raw, self.settings.attachments, seven_bit=not hop.offers("8bitmime"))
                if done.doubts:
                    verdict, held = "held", self.hold(raw, session, envelope, done)
                    answer = 250, f"2.0.0 held as {held.id} until somebody has looked at it".encode()
                    hop.reset()
                else:
                    verdict, answer = "forwarded", hop.data(self.trace(session, envelope) + done.raw)
            except Busy:
                answer = (451, b"4.3.2 the relay is busy with large mails, try again later")
            except OSError:
                answer = (452, b"4.3.1 the mail cannot be kept here now, try again later")
            except Exception:  # whatever goes wrong in here, the mail stays with the client and no value is told
                answer = (451, b"4.3.0 the relay failed, try again later")
        if answer[0] != 250:
            verdict = missed(answer)
        took = time.monotonic() - begun
        self.note(verdict, answer, done, len(raw), len(envelope.rcpt_tos), took, id=held.id if held else "")
        return said(answer)

    def hold(self, raw: bytes, session: Any, envelope: Any, done: Rewritten) -> Held:
        """Keeps a mail, on disk before the client hears so."""
        return self.settings.spool.hold(
            self.trace(session, envelope) + raw, session.sender, list(envelope.rcpt_tos), bool(envelope.smtp_utf8),
            dict(done.doubts), self.settings.now(),
        )  # fmt: skip

    def trace(self, session: Any, envelope: Any) -> bytes:
        """The line each relay adds; the client's greeting without what could break a line."""
        helo = re.sub(r"[^A-Za-z0-9.:\[\]_-]", "", session.host_name or "")[:255] or "unknown"
        peer = session.peer[0] if isinstance(session.peer, tuple) else "local"
        line = f"Received: from {helo} ([{peer}])\r\n\tby {socket.gethostname()} (zhengan) with ESMTP;\r\n\t"
        return (line + format_datetime(self.settings.now()) + "\r\n").encode()

    def note(
        self, verdict: str, answer: Answer, done: Rewritten | None = None, size: int = 0, recipients: int = 0, took: float = 0.0,
        **more: str,
    ) -> None:  # fmt: skip
        """One line of JSON without an address, a subject or a value. ``more``, where there is something to say: the ``id`` of
        a mail that is held, the ``command`` that was refused, ``why`` the next server is not reached."""
        line = {
            "at": self.settings.now().isoformat(timespec="milliseconds"), "verdict": verdict, "answer": answer[0],
            "size": size, "recipients": recipients, "masked": dict(done.counts) if done else {},
            "doubts": dict(done.doubts) if done else {}, "seconds": round(took, 3),
            **{key: text for key, text in more.items() if text},
        }  # fmt: skip
        self.settings.log(json.dumps(line, ensure_ascii=False))

    def refused(self, status: str, session: Any, envelope: Any) -> None:
        """What aiosmtpd refuses by itself is told as well; in words of ours, for it repeats the client's."""
        answer = int(status[:3]), b""
        recipients = len(envelope.rcpt_tos) if envelope is not None else 0
        self.note(missed(answer), answer, recipients=recipients, why=WHY.get(answer[0], ""))

    def gone(self, session: Any) -> None:
        """The client is: in a thread, unless the relay stops and takes no more work."""
        with suppress(RuntimeError):
            self.pool.submit(self.end, session)

    def end(self, session: Any) -> None:
        """The conversation with the next server is over."""
        hop, session.hop = getattr(session, "hop", None), None
        if hop is not None:
            hop.close()


class Session(SMTP):
    """A client that goes away takes its conversation with the next server along. A line may be as long as a mail: many programs
    write a page in one, and whether that goes on is the next server's word."""

    def __init__(self, handler: Handler, most: int, **more: Any):
        self.line_length_limit = most + len(b"\r\n")
        super().__init__(handler, data_size_limit=most, **more)

    async def push(self, status: Any) -> None:
        """An answer to the client; a refusal that the handler did not give is told."""
        text = status if isinstance(status, str) else bytes(status).decode("latin-1")
        session = self.session
        if text[:1] in ("4", "5") and text[3:4] == " " and session is not None and text != getattr(session, "answered", ""):
            self.event_handler.refused(text, session, self.envelope)
        await super().push(status)

    def connection_lost(self, error: Exception | None) -> None:
        """Ends both."""
        session = self.session
        super().connection_lost(error)
        if session is not None and getattr(session, "hop", None) is not None:
            self.event_handler.gone(session)


class Relay:
    """Listens on a host and port (0: any that is free) between ``start()`` and ``stop()``, in a thread of its own.

    The port is taken when it is made, so that a port in use is told at once; whoever makes it may have a loop of their own.
    """

    def __init__(self, settings: Settings, host: str, port: int):
        settings.spool.prepare()
        logging.getLogger("mail.log").disabled = True  # aiosmtpd's: it writes a client's words, whatever is in them
        self.settings, self.handler = settings, Handler(settings)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="relay", daemon=True)
        self.thread.start()
        try:
            self.server = self._do(self.loop.create_server(self.conversation, host, port, start_serving=False))
        except OSError as error:
            self._end()
            what = say("不能监听 {host}:{port}", host=host, port=str(port))
            raise Problem(what, reason(error), "请换一个端口，或停止占用它的程序", code="listen") from None

    def conversation(self) -> Session:
        """With one client."""
        return Session(
            self.handler, self.settings.most, enable_SMTPUTF8=True, hostname=socket.gethostname(),
            ident="zhengan", loop=self.loop, **self.settings.door.options,
        )  # fmt: skip

    @property
    def address(self) -> tuple[str, int]:
        """Where it really listens."""
        host, port = self.server.sockets[0].getsockname()[:2]
        return host, port

    def start(self) -> None:
        """Takes mails from here on; the kernels are loaded meanwhile, in the background."""
        warm()
        self._do(self.server.start_serving())

    def trouble(self, timeout: float = 5.0) -> str:
        """What keeps it from the next server now, in the words of its log; nothing where it is reached."""
        hop = Hop(self.settings.to, timeout)
        code, text = hop.open()
        hop.close()
        return "" if code == 250 else text.decode()

    def stop(self) -> None:
        """Takes no more; a mail under way is answered first, for at most the time the next server has."""
        self.loop.call_soon_threadsafe(self.server.close)
        self.handler.pool.shutdown(wait=True)
        self.handler.judge.close()
        self._do(asyncio.sleep(0.1))  # its answer leaves
        self._end()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives that runs in the relay's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def _end(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


def missed(answer: Answer) -> str:
    """What became of a mail that was not taken."""
    return "deferred" if answer[0] < 500 else "refused"


def form(raw: bytes) -> Answer | None:
    """Why a mail is refused for its form, if it is."""
    if b"\0" in raw:
        return 554, b"5.6.0 a NUL byte in the mail"
    if not raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r"):
        return 554, b"5.6.11 a bare CR or LF in the mail"
    if len(RECEIVED.findall(raw.partition(b"\r\n\r\n")[0])) > MOST_HOPS:
        return 554, b"5.4.6 the mail goes round in circles"
    return None


def said(answer: Answer) -> str:
    """An answer as a line or several."""
    code, text = answer
    lines = [re.sub(r"[\x00-\x1f\x7f]", " ", line) for line in text.decode("utf-8", "replace").split("\n")] or [""]
    return "\r\n".join([*(f"{code}-{line}" for line in lines[:-1]), f"{code} {lines[-1]}"])
