"""Nodes → plain data as YAML's core schema resolves them: what an editor that validates by the JSON Schema sees."""

from __future__ import annotations

import re
from typing import Any

from zhengan.facts.node import Node

INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
TRUE, FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")


def plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: plain(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if node.quoted or node.value is None:
        return node.value
    return scalar(node.value)


def scalar(text: str) -> Any:
    if text in TRUE or text in FALSE:
        return text in TRUE
    if INTEGER.fullmatch(text):
        return int(text[:4000], 0 if text[:2] in ("0o", "0x") else 10)
    if FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
