"""A secret that the page after a form shows once: reloaded, neither the page makes another one nor shows it again.

Between the form and its page the secret stands nowhere as it is: the session holds it masked, the browser's cookie holds
the mask, and both are gone once it was shown. Either alone tells nothing, so a copy of the database does not hold it.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from django.http import HttpResponse

COOKIE = "zhengan_once"
HOLDS = 120  # seconds from the form to its page; later the secret is lost, and another one is made


def keep(request: Any, response: HttpResponse, name: str, secret: str) -> HttpResponse:
    """Lay a secret by for the page that ``response`` leads to, where ``take`` gives it out under the same name."""
    plain = secret.encode()
    mask = secrets.token_bytes(len(plain))
    request.session[_key(name)] = [_xor(plain, mask).hex(), int(time.time())]
    response.set_cookie(
        COOKIE, mask.hex(), max_age=HOLDS, path=request.path, httponly=True, samesite="Strict", secure=request.is_secure()
    )
    return response


def take(request: Any, name: str) -> str:
    """The secret laid by, which is then gone; empty where there is none, or it was laid by too long ago."""
    masked, at = request.session.pop(_key(name), ("", 0))
    mask = request.COOKIES.get(COOKIE, "")
    if not masked or len(mask) != len(masked) or not 0 <= time.time() - at <= HOLDS:
        return ""
    try:
        return _xor(bytes.fromhex(masked), bytes.fromhex(mask)).decode()
    except ValueError:  # a cookie of somebody's own making
        return ""


def told_once(request: Any, response: HttpResponse) -> HttpResponse:
    """The page that showed it: nothing keeps a copy, and the mask goes."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    response.headers["Cache-Control"] = "no-store"
    return response


def _key(name: str) -> str:
    return f"once:{name}"


def _xor(text: bytes, mask: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(text, mask, strict=True))
