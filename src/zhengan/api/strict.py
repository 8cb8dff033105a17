"""Bodies as strict JSON, by the reader that scenario files have: no duplicate keys, no NaN, nothing hidden, no abyss."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from zhengan.api.door import MOST_BODY
from zhengan.facts.convert import LONGEST_NUMBER
from zhengan.facts.jsontext import JsonBuilder
from zhengan.facts.node import Node
from zhengan.facts.rawtext import checked
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

SOURCE = "body"
TYPE = "application/json"
WORDS = {"true": True, "false": False}


class StrictParser(Parser):
    """Reads a body as ninja asks for it; raises Problem, which ninja wraps and ``problems`` unwraps."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object in the body, which must be called JSON: a form or plain text is no statement of this interface."""
        _refuse_other(request)
        found = read_json(request.body)
        if not isinstance(found, dict):
            raise Problem("请求体应是一个 JSON 对象", "此处需要若干组键与值", "请写成 {…} 的形式", code="document")
        return found


def _refuse_other(request: HttpRequest) -> None:
    """Raise Problem (415) for a body that is called anything but JSON in UTF-8."""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if (request.content_type or "").lower() != TYPE or charset not in ("utf-8", "utf8"):
        told = request.META.get("CONTENT_TYPE") or "—"
        do = say("请把 Content-Type 写作 {type}", type=TYPE)
        raise Problem(say("不接受 {type}", type=told[:80]), "请求体须是 UTF-8 的 JSON", do, code="media-type")


def read_json(raw: bytes) -> Any:
    """The value that strict JSON states; raises Problem with its line and column."""
    return _plain(JsonBuilder(checked(raw, SOURCE), SOURCE, MOST_BODY).build())  # each text has a bound of its own, told by it


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: _plain(inner) for name, inner in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(inner) for inner in node.value]
    if node.value is None or node.quoted:
        return node.value
    return WORDS[node.value] if node.value in WORDS else _number(node)


def _number(node: Node) -> int | float:
    """A number as Python has it: whole ones stay whole; one too long or too large to hold is refused."""
    text: str = node.value
    if len(text) <= LONGEST_NUMBER:
        number = float(text) if set(text) & set(".eE") else int(text)
        if math.isfinite(number):
            return number
    what = say("数字过长或过大：{text}", text=text[:40])
    raise Problem(what, say("最多 {most} 位", most=LONGEST_NUMBER), "请改正", code="document", where=node.where)
