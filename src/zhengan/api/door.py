"""Who asks: a token in the Authorization header, the institution it belongs to, and the language of the answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from zhengan.accounts.models import Institution, Token, User
from zhengan.accounts.tokens import find
from zhengan.facts.node import character_name, is_hidden
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.clock import now

MOST_BODY = 1024 * 1024  # one record, one question; many records go through the bulk upload


class Bearer(HttpBearer):
    """``Authorization: Bearer zhengan_…``. What is too large or hides something is refused before anything reads it."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The living token, or None (401)."""
        found = find(token, now())
        if found is None:
            return None
        fit_address(request)
        refuse_unmeasured(request)
        if "ndjson" not in (request.content_type or ""):
            refuse_large(request, MOST_BODY)
        return found


def token_of(request: HttpRequest) -> Token:
    """The token a request passed the door with."""
    held: Any = request
    token: Token = held.auth
    return token


def institution_of(request: HttpRequest) -> Institution:
    """The institution whose records the request is about: the token's."""
    return token_of(request).membership.institution


def person_of(request: HttpRequest) -> User:
    """In whose name records are written."""
    return token_of(request).membership.user


def lang_of(request: HttpRequest) -> str:
    """``en`` where the program asks for English first, else ``zh``."""
    return "en" if request.headers.get("Accept-Language", "").strip().lower().startswith("en") else "zh"


def fit_address(request: HttpRequest) -> None:
    """Raise Problem for an address that hides characters: no database takes a NUL, and no reader sees the rest."""
    pairs = [text for pair in request.GET.lists() for text in (pair[0], *pair[1])]
    for text in (request.path_info, *pairs):
        for character in filter(is_hidden, text):
            what = say("网址中有看不见的字符 {character}", character=character_name(character))
            raise Problem(what, "它会使看到的与查询的不同", "请删除该字符", code="address")


def refuse_unmeasured(request: HttpRequest) -> None:
    """Raise Problem (411) for a body that comes in chunks: how large it gets is known when it is too late."""
    if request.headers.get("Transfer-Encoding"):
        why = "分块传输不预告长度"
        raise Problem("没有写明请求体长度", why, "请写明 Content-Length", code="length-required")


def refuse_large(request: HttpRequest, most: int) -> None:
    """Raise Problem (413) where the request announces a body of more than ``most`` bytes."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdigit() and int(announced[:20]) > most:
        raise too_large(most)


def too_large(most: int) -> Problem:
    """The refusal of a body of more than ``most`` bytes."""
    return Problem("请求体过大", say("上限 {most} 字节", most=most), "请拆分；多条记录请用批量上传", code="too-large")
