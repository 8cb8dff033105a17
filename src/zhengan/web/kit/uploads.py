"""Files a browser sent, kept aside until their import is confirmed, and how far the reading of one has got."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.services import Progress
from zhengan.registers.kit.table import MOST_BYTES

TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
KEPT_FOR = 24 * 3600  # seconds an upload waits for its confirmation
KEPT_AT_ONCE = 5  # uploads of one session that wait


def new_token() -> str:
    """A name nobody guesses, for an upload and its progress."""
    return secrets.token_urlsafe(24)


def receive(request: Any) -> tuple[str, bytes, str]:
    """(file name, content, token) of the uploaded file, kept aside; or of the one kept by an earlier preview of this session.

    Raises Problem for a file that is too large, and where there is none.
    """
    held = _held(request)
    file: UploadedFile | None = request.FILES.get("file")
    token = request.POST.get("token", "")
    if file is not None:
        if (file.size or 0) > MOST_BYTES:
            raise too_large(file.size or 0)
        raw, name = file.read(), (file.name or "")[:200]
        token = new_token()
        _sweep()
        _path(token).write_bytes(raw)
        sha256 = hashlib.sha256(raw).hexdigest()
        request.session["uploads"] = {**dict(list(held.items())[1 - KEPT_AT_ONCE :]), token: [name, sha256]}
        return name, raw, token
    if token not in held or not TOKEN.fullmatch(token) or not _path(token).exists():
        raise Problem("没有收到文件", "未选择文件，或预览已过期", "请重新选择文件", code="no-file")
    return held[token][0], _path(token).read_bytes(), token


def sum_of(request: Any, token: str) -> str:
    """The SHA-256 of what this session uploaded under a token, also after it was done with; empty where it is not known."""
    return _held(request).get(token, ("", ""))[1]


def _held(request: Any) -> dict[str, tuple[str, str]]:
    """Of each upload of this session that is not long past: its name and its SHA-256."""
    held = request.session.get("uploads", {})
    return {token: (one, "") if isinstance(one, str) else (one[0], one[1]) for token, one in held.items()}


def forget(token: str) -> None:
    """The upload is done with."""
    _path(token).unlink(missing_ok=True)


def too_large(size: int, most: int = MOST_BYTES) -> Problem:
    """What is said of a file, or of a whole request, beyond the bound."""
    what, why = say("文件过大（{size} 字节）", size=size), say("上限 {most} 字节", most=most)
    return Problem(what, why, "请拆分后导入", code="too-large")


class Watched:
    """The progress of one reading, which the page that waits for it may ask for: written at most twice a second."""

    def __init__(self, request: Any, watch: str):
        self.path = _progress(request, watch)
        self.last = 0.0

    def stage(self, name: str) -> Progress:
        """Tell how far a stage (``reading``, ``recording``) has got."""

        def tell(done: int, total: int) -> None:
            if self.path is not None and (time.monotonic() - self.last > 0.4 or done == total):
                self.last = time.monotonic()
                self.path.write_text(json.dumps({"stage": name, "done": done, "total": total}))

        return tell

    def over(self) -> None:
        """Nobody need ask any more."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def progress_of(request: Any, watch: str) -> dict[str, Any] | None:
    """How far the reader's own import has got; None where none is under way."""
    path = _progress(request, watch)
    try:
        found: dict[str, Any] = json.loads(path.read_text()) if path is not None else {}
    except (OSError, ValueError):  # not begun, just over, or being written this instant
        return None
    return found or None


def _progress(request: Any, watch: str) -> Path | None:
    """Named after the reader as well: the name alone tells nobody else anything."""
    if not TOKEN.fullmatch(watch):
        return None
    return _path(hashlib.sha256(f"{request.user.pk}:{request.member.pk}:{watch}".encode()).hexdigest())


def _path(token: str) -> Path:
    settings.UPLOADS.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(settings.UPLOADS / token)


def _sweep() -> None:
    """Uploads nobody confirmed are removed after a day."""
    for path in _path("").iterdir():
        if path.stat().st_mtime < time.time() - KEPT_FOR:
            path.unlink(missing_ok=True)
