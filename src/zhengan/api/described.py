"""What the OpenAPI document says of every operation: which refusals it may answer, and the key of a write."""

from __future__ import annotations

from typing import Any

from zhengan.api.once import HEADER, LONGEST
from zhengan.api.shapes import Refusal

READ: dict[int, Any] = dict.fromkeys((400, 401, 404, 413), Refusal)
ASK: dict[int, Any] = {**READ, 411: Refusal, 415: Refusal}  # a question with a body
WRITE: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 411, 413, 415, 422), Refusal)


def key_header() -> dict[str, Any]:
    """The Idempotency-Key of a write, as the document shows it."""
    parameter = {
        "name": HEADER, "in": "header", "required": False,
        "description": "同一令牌、同一键、同一请求：只做一次，再问得到同一回答（保留七天）",
        "schema": {"type": "string", "maxLength": LONGEST, "pattern": r"^[!-~]+$"},
    }  # fmt: skip
    return {"parameters": [parameter]}
