"""From the audit that ``zhengan mask run`` writes to the cells of a masking run.

An audit is a JSON object, never with a value in it::

    {"finished": "2026-11-25T03:05:00+08:00", "policy": {"name": "…", "version": "2.1"},
     "counts": {"mobile": 120000, "resident_id": 4000}, "before": "<SHA-256>", "after": "<SHA-256>", "tool": "zhengan 0.1.0"}

Other keys are left alone: they stay in the file that the digests name.
"""

from __future__ import annotations

import json
import re
from typing import Any

from zhengan.kit.problem import Problem
from zhengan.kit.say import say

MOST = 1_000_000  # bytes; an audit names kinds and counts, not values
SHA256 = re.compile(r"[0-9a-f]{64}")


def masking_run(audit: bytes, data_set: str = "") -> dict[str, str | list[str]]:
    """The cells of the register ``masking_runs`` for an audit; ``data_set``: the set it filled, where there is one.

    The identifier comes from the digests and the instant, so one audit is one record: the register refuses it twice.
    Raises Problem where it is no audit or lacks what the register must hold.
    """
    stated = _object(audit)
    policy, counts = stated.get("policy"), stated.get("counts")
    if not isinstance(policy, dict) or not all(isinstance(policy.get(key), str) for key in ("name", "version")):
        raise _lacking("policy.name, policy.version")
    if not isinstance(counts, dict) or not all(type(n) is int and n >= 0 for n in counts.values()):
        raise _lacking("counts")
    for key in ("before", "after"):
        if not SHA256.fullmatch(str(stated.get(key))):
            raise _lacking(key)
    if not isinstance(stated.get("finished"), str):
        raise _lacking("finished")
    finished: str = stated["finished"]
    return {
        "id": f"run-{stated['after'][:16]}-{re.sub('[^0-9]', '', finished)[:14]}",
        "data_set": data_set,
        "at": finished,
        "policy": policy["name"],
        "policy_version": policy["version"],
        "masked": str(sum(counts.values())),
        "kinds": sorted(kind for kind, count in counts.items() if count),
        "before": stated["before"],
        "after": stated["after"],
        "tool": str(stated.get("tool") or ""),
    }


def _object(audit: bytes) -> dict[str, Any]:
    try:
        if len(audit) > MOST:
            raise ValueError
        stated = json.loads(audit)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or far more than an audit
        stated = None
    if not isinstance(stated, dict):
        raise Problem(
            "这不是脱敏审计文件", "审计是一个 JSON 对象，不超过 1 MB", "请改用 zhengan mask run 写出的审计文件", code="no-audit"
        )
    return stated


def _lacking(key: str) -> Problem:
    return Problem(
        say("脱敏审计缺少“{key}”，或者写法不对", key=key), "没有它，脱敏运行无从登记",
        "请改用 zhengan mask run 写出的审计文件", code="no-audit",
    )  # fmt: skip
