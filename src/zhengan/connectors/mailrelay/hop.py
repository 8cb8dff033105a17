"""The next mail server, spoken to in step with the client: each answer it gives is the answer the client gets."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from zhengan.kit.problem import Problem
from zhengan.kit.say import say

TIMEOUT = 60.0
ENDS = re.compile(rb"\r\n|\n|\r")
DOTS = re.compile(rb"(?m)^\.")
DOWN = (451, b"4.4.1 the next server cannot be reached, try again later")
PLAIN = (451, b"4.7.4 the next server offers no STARTTLS, which the relay's log-in asks for")
NO_LOGIN = (451, b"4.7.0 the next server refuses the relay's log-in")
NO_MEANS = (451, b"4.7.0 the next server offers no log-in")
TLS = (451, b"4.7.5 no TLS with the next server: ")  # and why
UNSURE = (451, b"4.4.2 the next server broke off before it answered to the mail, try again later")
LOST = (451, b"4.4.2 the next server broke off, try again later")


@dataclass(frozen=True)
class Address:
    """Where the next server is. ``tls``: from the first byte (smtps); STARTTLS is used wherever it there is a log-in."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = ""

    @classmethod
    def read(cls, url: str) -> Address:
        """``smtp://host:25`` or ``smtps://user:password@host:465``. Raises Problem."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1:
            # A password may hold whatever there is: only what stands behind the last @ is shown.
            before, at, behind = url.rpartition("@")
            what = say("下一跳地址写法有误：{url}", url=f"{before.partition(':')[0]}://…@{behind}" if at else url)
            raise Problem(what, "应为 smtp://主机:端口 或 smtps://主机:端口", "请核对 --to", code="usage")
        tls = parts.scheme == "smtps"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or (465 if tls else 25), tls, user, password)


Answer = tuple[int, bytes]


class NoTls(Exception):
    """A server that takes no STARTTLS is to be told a password."""


def why(error: ssl.SSLError) -> str:
    """In a few words of the library's, which are the same everywhere: ``WRONG_VERSION_NUMBER`` is a server without TLS."""
    if error.reason == "WRONG_VERSION_NUMBER":
        return "it does not speak TLS on this port"
    return str(getattr(error, "verify_message", "") or error.reason or "the handshake failed").replace("_", " ").lower()


class Hop:
    """One conversation. Methods answer (code, text) and never raise for what a server or a wire does."""

    def __init__(self, address: Address, timeout: float = TIMEOUT):
        self.address, self.timeout = address, timeout
        self.server: smtplib.SMTP | None = None

    def open(self) -> Answer:
        """Connects and greets: 250, or why not."""
        try:
            self.server = self._connected()
        except smtplib.SMTPAuthenticationError:
            return NO_LOGIN
        except NoTls:
            return PLAIN
        except smtplib.SMTPNotSupportedError:
            return NO_MEANS
        except ssl.SSLError as error:
            return TLS[0], TLS[1] + why(error).encode("ascii", "replace")
        except (OSError, smtplib.SMTPException):
            return DOWN
        return 250, b"ok"

    def _connected(self) -> smtplib.SMTP:
        to = self.address
        if to.tls:
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(to.host, to.port, timeout=self.timeout)
        try:
            server.ehlo_or_helo_if_needed()
            if to.user:
                if not to.tls:
                    if not server.has_extn("starttls"):
                        raise NoTls
                    server.starttls(context=ssl.create_default_context())
                    server.ehlo()
                server.login(to.user, to.password)
        except BaseException:
            server.close()
            raise
        return server

    def offers(self, what: str) -> bool:
        """Whether it announced an extension, such as ``8bitmime``."""
        return self.server is not None and self.server.has_extn(what)

    def mail(self, sender: str, utf8: bool) -> Answer:
        """MAIL FROM."""
        if utf8 and not self.offers("smtputf8"):
            return 550, b"5.6.7 the next server takes no internationalised addresses"
        options = ["SMTPUTF8"] if utf8 else []
        options += ["BODY=8BITMIME"] if self.offers("8bitmime") else []
        return self._asked(lambda server: server.mail(sender, options), utf8)

    def rcpt(self, address: str) -> Answer:
        """RCPT TO."""
        return self._asked(lambda server: server.rcpt(address))

    def data(self, raw: bytes) -> Answer:
        """The mail itself: the answer to its last dot. A server that dies before it says leaves the mail with the client,
        and so does one that calls the mail taken before it was sent. UNSURE where it may have the mail all the same."""
        begun = False

        def send(server: smtplib.SMTP) -> Answer:
            nonlocal begun
            code, text = server.docmd("DATA")
            if code != 354:  # nothing was sent
                return code if code >= 400 else -1, text
            begun = True
            text = DOTS.sub(b"..", ENDS.sub(b"\r\n", raw))
            server.send(text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"))
            code, text = server.getreply()
            begun = not (200 <= code < 300 or 400 <= code < 600)
            return 250 if 200 <= code < 300 else code, text

        answer = self._asked(send)
        return UNSURE if begun else answer

    def reset(self) -> None:
        """Forgets the mail under way."""
        self._asked(lambda server: server.rset())

    def close(self, politely: bool = True) -> None:
        """Ends the conversation."""
        server, self.server = self.server, None
        if server is None:
            return
        try:
            if politely:
                server.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            server.close()

    def _asked(self, question, utf8: bool = False) -> Answer:  # type: ignore[no-untyped-def]
        if self.server is None:
            return LOST
        try:
            if utf8:
                self.server.command_encoding = "utf-8"
            code, text = question(self.server)
        except (OSError, smtplib.SMTPException, UnicodeError):
            self.close(politely=False)
            return LOST
        if code == 421 or not (200 <= code < 300 or 400 <= code < 600):  # broken off, or no answer at all
            self.close(politely=False)
            return LOST
        return code, text
