"""Who may hand mail to the relay, and over what: STARTTLS with a certificate of one's own, a log-in from a file.

A file of users holds a line for each, ``name:scrypt:salt:digest`` (base64), never a password; ``line()`` makes one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import AuthResult, LoginPassword

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say

COST = {"n": 1 << 14, "r": 8, "p": 1, "maxmem": 64 << 20}
NAME = re.compile(r"[A-Za-z0-9._@-]{1,100}")
SHORTEST = 12  # characters of a password


@dataclass(frozen=True)
class Door:
    """How clients come in. With ``tls`` none does before STARTTLS; with ``users`` none without a log-in."""

    tls: ssl.SSLContext | None = None
    users: dict[str, tuple[bytes, bytes]] = field(default_factory=dict, repr=False)

    @property
    def options(self) -> dict[str, Any]:
        """What aiosmtpd is told."""
        return {
            "tls_context": self.tls, "require_starttls": self.tls is not None, "auth_required": bool(self.users),
            "auth_require_tls": True, "authenticator": self.ask if self.users else None,
        }  # fmt: skip

    def ask(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        """Whether a log-in is one of the file's. An unknown name takes as long as a wrong password."""
        name, password = ("", b"")
        if isinstance(given, LoginPassword):
            name, password = given.login.decode("utf-8", "replace"), given.password
        salt, digest = self.users.get(name, (b"\0" * 16, b""))
        return AuthResult(success=hmac.compare_digest(hashed(password, salt), digest), handled=False)


def hashed(password: bytes, salt: bytes) -> bytes:
    """A password's digest by scrypt."""
    return hashlib.scrypt(password, salt=salt, dklen=32, **COST)


def line(name: str, password: str) -> str:
    """The line of a user. Raises Problem for a name that no file can hold, and a password that is too short."""
    if not NAME.fullmatch(name):
        what = say("用户名“{name}”不可用", name=name)
        raise Problem(what, "只用字母、数字与 . _ @ -，至多 100 个", "请换一个", code="relay-user")
    if len(password) < SHORTEST:
        raise Problem("密码过短", say("至少 {n} 个字符", n=SHORTEST), "请换一个", code="relay-user")
    salt = secrets.token_bytes(16)
    digest = hashed(password.encode(), salt)
    return f"{name}:scrypt:{base64.b64encode(salt).decode()}:{base64.b64encode(digest).decode()}"


def read_users(path: Path) -> dict[str, tuple[bytes, bytes]]:
    """The users of a file: salt and digest by name. Raises Problem with the line of what is wrong, and where there are none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error, "文件不是 UTF-8 编码")
        raise Problem(say("读不到用户文件 {path}", path=str(path)), why, "请核对路径与权限", code="relay-users") from None
    found: dict[str, tuple[bytes, bytes]] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.startswith("#"):
            continue
        name, _, rest = text.strip().partition(":")
        if not NAME.fullmatch(name) or name in found or (parts := _parts(rest)) is None:
            what = say("用户文件第 {line} 行写法有误", line=number)
            why, do = "应为 用户名:scrypt:盐:摘要，一人一行，不重名", "请用 zhengan mask relay user 生成这一行"
            raise Problem(what, why, do, code="relay-users", where=Where(path.name, number))
        found[name] = parts
    if not found:
        do = "请用 zhengan mask relay user 生成一行"
        raise Problem(say("用户文件 {path} 中没有用户", path=str(path)), "要求登录而无人能登录", do, code="relay-users")
    return found


def _parts(text: str) -> tuple[bytes, bytes] | None:
    kind, _, rest = text.partition(":")
    salt, _, digest = rest.partition(":")
    try:
        made = base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
    except (binascii.Error, ValueError):
        return None
    return made if kind == "scrypt" and len(made[0]) >= 16 and len(made[1]) == 32 else None


def door(certificate: Path | None, key: Path | None, users: Path | None) -> Door:
    """The door that files describe; ``key``: in the certificate's file where none is given. Raises Problem.

    A log-in asks for TLS: a password would else cross the wire in clear.
    """
    if users and not certificate:
        raise Problem("要求登录而没有证书", "密码会以明文在网上传送", "请给出 --tls-cert（与 --tls-key）", code="usage")
    if key and not certificate:
        raise Problem("给出了私钥而没有证书", "STARTTLS 两者都要", "请给出 --tls-cert", code="usage")
    return Door(_context(certificate, key) if certificate else None, read_users(users) if users else {})


def _context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        made.load_cert_chain(certificate, key, password=lambda: b"")  # a key under a passphrase fails and does not ask
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        why = getattr(error, "reason", "") or reason(error, str(error))
        do = "证书与私钥应为 PEM 格式、彼此相配，私钥不加口令，运行账号可读"
        raise Problem(say("证书或私钥不可用：{path}", path=str(certificate)), str(why), do, code="relay-tls") from None
    return made
