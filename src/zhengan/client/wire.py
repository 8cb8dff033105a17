"""One HTTP request and its answer, on a connection that is kept; sent again once where the line broke and that is safe."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from zhengan.kit.problem import Problem, in_language
from zhengan.kit.say import Say, say

ROOT = "/api/v1"
LANG = "Accept-Language"


def problem(lang: str, what: str | Say, why: str | Say = "", do: str | Say = "", *, code: str) -> Problem:
    """A Problem of the client's own, in the language that the node's are asked for in."""
    return Problem(*(in_language(sentence, lang) for sentence in (what, why, do)), code=code)


def _port_is_one(parts: SplitResult) -> bool:
    """Whether the port, where one is written, is a number that ports have."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


class Wire:
    """The line to one node. Not for several threads at once."""

    def __init__(self, url: str, headers: Mapping[str, str], timeout: float):
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or not _port_is_one(parts):
            what, why = say("“{url}”不是网址", url=url[:80]), "应写明协议与主机"
            raise problem(headers.get(LANG, ""), what, why, "例如 http://127.0.0.1:8218", code="url")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._line = kind(parts.hostname, parts.port, timeout=timeout)
        self._base = parts.path.rstrip("/") + ROOT
        self._headers, self._url = dict(headers), url

    def send(self, method: str, path: str, headers: Mapping[str, str], body: Any, *, again: bool) -> tuple[int, bytes]:
        """Status and body of the answer. ``again``: the request may be sent a second time without harm."""
        for attempt in (1, 2):
            try:
                return self._once(method, path, headers, body)
            except (OSError, http.client.HTTPException) as error:
                self._line.close()
                if attempt == 2 or not again:
                    why = str(error) or type(error).__name__
                    what = say("无法连接 {url}", url=self._url)
                    do = "请核对地址，并确认服务已启动"
                    raise problem(self._headers.get(LANG, ""), what, why, do, code="unreachable") from None
                if hasattr(body, "seek"):
                    body.seek(0)
        raise AssertionError("the second attempt returns or raises")

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, bytes]:
        try:
            self._line.request(method, self._base + path, body, {**self._headers, **headers})
        except ConnectionError:  # a server that refuses a body answers and closes while it is still being sent
            if self._line.sock is None:
                raise
            answer = self._line.getresponse()
            found = answer.status, answer.read()
            self._line.close()
            return found
        answer = self._line.getresponse()
        return answer.status, answer.read()
