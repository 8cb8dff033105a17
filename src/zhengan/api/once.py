"""Writes that may be asked twice and are done once: the Idempotency-Key header.

A refusal is not kept: nothing was written, so asking again may well succeed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from zhengan.accounts.models import Token
from zhengan.api.door import token_of
from zhengan.api.models import KeptAnswer
from zhengan.api.problems import answer_text
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.clock import now

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT = timedelta(days=7)
REPLAYED = "Idempotent-Replayed"


def once(
    request: HttpRequest, work: Callable[[], tuple[int, Any]], *, content: str | None = None
) -> HttpResponse:
    """Do ``work`` in one transaction and answer its status and data; under a known key, give the first answer again.

    ``content``: the SHA-256 of a body that was read as a stream. Raises Problem (422) where the key came with another
    request before.
    """
    key = key_of(request)
    if not key:
        with transaction.atomic():
            status, data = work()
        return answer_text(_text(data), status)
    token, digest = token_of(request), _digest(request, content)
    return replay(token, key, digest) or _first(token, key, digest, work)


def key_of(request: HttpRequest) -> str:
    """The key given, or nothing. Raises Problem for one nobody can keep."""
    key = request.headers.get(HEADER, "")
    if len(key) > LONGEST or not key.isascii() or not key.isprintable():
        why = say("至多 {most} 个可见的 ASCII 字符", most=LONGEST)
        raise Problem("Idempotency-Key 不可用", why, "请用 UUID", code="key")
    return key.strip()


def replay(token: Token, key: str, digest: str) -> HttpResponse | None:
    """The answer kept under a key, None where there is none."""
    kept = KeptAnswer.objects.filter(token=token, key=key).first()
    if kept is None:
        return None
    if kept.digest != digest:
        why = "同一个键之下是另一个请求"
        raise Problem("Idempotency-Key 已用过", why, "新的请求请用新的键", code="key-reused")
    response = answer_text(kept.body, kept.status)
    response.headers[REPLAYED] = "true"
    return response


def replay_stream(request: HttpRequest, content: str) -> HttpResponse | None:
    """The kept answer to a streamed upload, asked before its rows are read again."""
    key = key_of(request)
    return replay(token_of(request), key, _digest(request, content)) if key else None


def _first(token: Token, key: str, digest: str, work: Callable[[], tuple[int, Any]]) -> HttpResponse:
    """Two at once: the second waits at the unique key until the first has ended, and gives its answer."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                kept = KeptAnswer.objects.create(token=token, key=key, digest=digest, made_at=now())
        except IntegrityError:
            held = replay(token, key, digest)
            assert held is not None
            return held
        status, data = work()
        kept.status, kept.body = status, _text(data)
        kept.save(update_fields=["status", "body"])
        KeptAnswer.objects.filter(token=token, made_at__lt=now() - KEPT).delete()
    return answer_text(kept.body, kept.status)


def _digest(request: HttpRequest, content: str | None) -> str:
    body = content or hashlib.sha256(request.body).hexdigest()
    parts = (request.method or "", request.get_full_path(), body)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)
