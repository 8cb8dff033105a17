"""Why a mail did not go, and what to do about it: the errors of a conversation with a server, in the reader's words."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass

from zhengan.kit.problem import Problem
from zhengan.notices.plain import one_line


@dataclass(frozen=True)
class Failure:
    """``code`` names the entry of ``SAID``, ``detail`` is the server's own answer.

    ``final``: the same mail will be refused again. ``everyone``: no other mail would go now either.
    """

    code: str
    detail: str = ""
    final: bool = False
    everyone: bool = False


SAID: dict[str, tuple[str, str]] = {
    "setup": ("邮件设置有误", "请改正后运行 zhengan mail test 邮箱"),
    "login": ("邮件服务器拒绝登录", "请核对 ZHENGAN_SMTP_URL 中的用户名与口令；不少邮箱要求专用的授权码，而非登录口令"),
    "tls": ("与邮件服务器的加密连接未能建立", "请核对协议与端口（smtp+tls 用 587，smtps 用 465）以及服务器证书"),
    "name": ("找不到邮件服务器", "请核对 ZHENGAN_SMTP_URL 中的主机名和本机的域名解析"),
    "refused": ("邮件服务器没有应答该端口", "请核对端口，并确认防火墙放行本机到邮件服务器的连接"),
    "timeout": ("邮件服务器超时未应答", "请确认网络可达、防火墙放行；系统会自动重试"),
    "dropped": ("邮件服务器中断了连接", "多为服务器限流或协议不符；系统会自动重试，持续如此请联系邮件管理员"),
    "sender": ("邮件服务器不接受发件地址", "请把 ZHENGAN_MAIL_FROM 设为该账号有权使用的地址"),
    "recipient": ("邮件服务器不接受收件地址", "请在通知设置中核对邮箱；地址无误的，请联系邮件管理员"),
    "later": ("邮件服务器暂时不收信", "系统会自动重试；持续如此请联系邮件管理员"),
    "rejected": ("邮件服务器拒收这封邮件", "请把服务器的答复交给邮件管理员"),
    "other": ("邮件未能发出", "请把原因交给系统管理员；系统会自动重试"),
}


def problem(code: str, detail: str = "") -> Problem:
    """A failure as what, why (the server's own words) and what to do."""
    what, do = SAID.get(code, SAID["other"])
    return Problem(what, detail, do, code=f"mail-{code}")


def explain(error: Exception) -> Failure:
    """What an error of the conversation means."""
    if isinstance(error, Problem):
        return Failure("setup", one_line(error.line(), 300), everyone=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        status, text = next(iter(error.recipients.values()), (0, b""))
        return _by_status("recipient", status, text)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Failure("login", _answer(error.smtp_code, error.smtp_error), everyone=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        found = _by_status("sender", error.smtp_code, error.smtp_error)
        return Failure(found.code, found.detail, everyone=True)  # the operator may mend it: try again
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Failure("tls" if "STARTTLS" in str(error) else "login", one_line(str(error), 300), everyone=True)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Failure("dropped", one_line(str(error), 300), everyone=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_status("rejected", error.smtp_code, error.smtp_error)
    for kinds, code in _NETWORK:
        if isinstance(error, kinds):
            return Failure(code, one_line(str(error), 300), everyone=True)
    return Failure("other", one_line(f"{type(error).__name__}: {error}", 300), everyone=isinstance(error, OSError))


_NETWORK: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLError, "tls"), (socket.gaierror, "name"), (ConnectionRefusedError, "refused"), (TimeoutError, "timeout"),
    (ConnectionError, "dropped"),
)  # fmt: skip


def _by_status(code: str, status: int, text: bytes | str) -> Failure:
    """4xx is for a while, 5xx for good."""
    detail = _answer(status, text)
    return Failure(code, detail, final=True) if 500 <= status < 600 else Failure("later", detail)


def _answer(status: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{status} {said}", 300)
