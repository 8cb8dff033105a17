"""The mail server the operator named in ZHENGAN_SMTP_URL, and a connection to it. Keeps no secret in any message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email

from zhengan.kit.problem import Problem
from zhengan.kit.say import say

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SECONDS = 20  # for each step of the conversation
HOW = "写成 smtp+tls://用户:口令@主机:587（或 smtps://…:465；本机中继可用 smtp://127.0.0.1:25），口令中的 @ : / 用百分号编码"


@dataclass(frozen=True)
class Server:
    """Where mails go in. ``scheme``: ``smtp`` (plain), ``smtp+tls`` (STARTTLS) or ``smtps`` (TLS from the start)."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def configured() -> bool:
    """Whether the operator named a mail server."""
    return bool(settings.SMTP_URL)


def server() -> Server:
    """The server of the settings. Raises Problem where there is none, or the address cannot be read."""
    if not configured():
        raise Problem("邮件服务器尚未设置", "环境变量 ZHENGAN_SMTP_URL 为空", HOW, code="no-smtp")
    return parse(settings.SMTP_URL)


def parse(url: str) -> Server:
    """A server from its address. Raises Problem, which never repeats the address: it holds a password."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Problem("邮件服务器地址无法识别", "端口或主机写法有误", HOW, code="smtp-url") from None
    if parts.scheme not in PORTS:
        why = say("协议应为 {known} 之一", known=list(PORTS))
        raise Problem("邮件服务器地址无法识别", why, HOW, code="smtp-url")
    host = parts.hostname or ""
    if not host:
        raise Problem("邮件服务器地址无法识别", "缺少主机名", HOW, code="smtp-url")
    found = Server(
        parts.scheme, host, port or PORTS[parts.scheme], unquote(parts.username or ""), unquote(parts.password or "")
    )
    if found.password and found.scheme == "smtp" and host not in LOOPBACK:
        raise Problem("口令会明文传送", "smtp:// 不加密，而主机不是本机", "请改用 smtp+tls:// 或 smtps://", code="smtp-url")
    return found


def connection() -> Any:
    """Django's SMTP backend for the server of the settings, not yet open. Raises Problem as ``server`` does."""
    to = server()
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=to.host, port=to.port, username=to.user, password=to.password,
        use_tls=to.scheme == "smtp+tls", use_ssl=to.scheme == "smtps", timeout=SECONDS,
    )  # fmt: skip


def sender() -> str:
    """The address mails come from: ZHENGAN_MAIL_FROM, else the user the server knows. Raises Problem where neither is one."""
    found: str = settings.MAIL_FROM or server().user
    try:
        validate_email(found)
    except ValidationError:
        raise Problem(
            "没有可用的发件地址", "ZHENGAN_MAIL_FROM 为空或不是邮箱，服务器用户名也不是邮箱",
            "请设置 ZHENGAN_MAIL_FROM，例如 zhengan@example.cn", code="mail-from",
        ) from None  # fmt: skip
    return found
