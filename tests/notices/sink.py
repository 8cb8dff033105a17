"""A small SMTP server on loopback, spoken to over real sockets: it keeps what it takes, and refuses what it is told to."""

from __future__ import annotations

import base64
import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class Sink(socketserver.ThreadingTCPServer):
    """``refuse``: an answer by verb (``{"RCPT": "550 no such user"}``). ``accounts``: where set, one must log in."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, accounts: dict[str, str] | None = None):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.accounts = accounts
        self.refuse: dict[str, str] = {}
        self.taken: list[EmailMessage] = []
        self.conversations = 0
        self.hold = threading.Event()  # a mail's last answer waits for it
        self.hold.set()
        self.both = threading.Event()  # two clients have come

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    """One client's conversation."""

    server: Sink

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.server.conversations += 1
        if self.server.conversations > 1:
            self.server.both.set()
        self.say("220 sink")
        known = self.server.accounts is None
        while line := self.rfile.readline():
            verb = line.split()[0].decode().upper() if line.split() else ""
            if verb in self.server.refuse:
                self.say(self.server.refuse[verb])
            elif verb in ("EHLO", "HELO"):
                if self.server.accounts is not None:
                    self.say("250-sink")
                self.say("250 AUTH PLAIN" if self.server.accounts is not None else "250 sink")
            elif verb == "AUTH":
                _nobody, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                known = (self.server.accounts or {}).get(user) == password
                self.say("235 welcome" if known else "535 5.7.8 authorization code required")
            elif verb == "DATA":
                self.say("354 go on")
                self.take()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok" if known else "530 log in first")

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        made = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(made, EmailMessage)
        self.server.taken.append(made)
        self.server.hold.wait(20)
        self.say("250 taken")


@contextmanager
def listening(accounts: dict[str, str] | None = None) -> Iterator[Sink]:
    """A sink that listens inside the block."""
    with Sink(accounts) as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield sink
        sink.hold.set()
        sink.shutdown()
        thread.join()
