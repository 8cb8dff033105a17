"""From the audit that ``zhengan mask run`` writes beside a masked file to the cells of a masking run.

The audit (``zhengan.masking.audit.record``) never holds a value: its policy with version and digest, the digests of the
file before and after, and for each column and kind the operator and how many values it treated. What is not needed here
stays in the file that the digests name.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import parse_instant
from zhengan.registers.kit.cells import DIGEST
from zhengan.registers.personal_info.models import MaskingRun

MOST = 1_000_000  # bytes; an audit names kinds and counts, not values
VERSION = "1"
LEFT = ("leave", "scan", "fpe-back")
"""What such an operator treated was not masked: it was left, searched, or brought back."""
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST = 1000  # characters of a name
SHORT = 12  # digits of the policy's digest that stand beside its version


def masking_run(audit: bytes, data_set: str = "") -> dict[str, str | list[str]]:
    """The cells of the register ``masking_runs`` for an audit; ``data_set``: the set it filled, where there is one.

    The identifier comes from the digest of what was written and the instant, so one audit is one record: the register
    refuses it twice. Raises Problem where it is no audit or lacks what the register must hold.
    """
    stated = _object(audit)
    policy = stated.get("policy")
    if not isinstance(policy, dict) or not all(isinstance(policy.get(key), str) for key in ("source", "version")):
        raise _lacking("policy.source, policy.version")
    if not SHA256.fullmatch(str(policy.get("sha256"))):
        raise _lacking("policy.sha256")
    before, after = (_digest(stated, key) for key in ("source", "target"))
    ended = stated.get("ended")
    if not isinstance(ended, str):
        raise _lacking("ended")
    counts = _counts(stated)
    return {
        "id": f"run-{after.partition(':')[2][:16]}-{re.sub('[^0-9]', '', ended)[:14]}",
        "data_set": data_set,
        "at": ended,
        "policy": policy["source"],
        "policy_version": version_of(policy["version"], policy["sha256"]),
        "masked": str(sum(counts.values())),
        "kinds": sorted(kind for kind, count in counts.items() if count),
        "before": before,
        "after": after,
        "tool": f"zhengan {stated['engine']}" if isinstance(stated.get("engine"), str) else "",
        "output": _name(stated),
        "audit": digest_of(audit),
        "public": _public(stated),
    }


def version_of(version: str, sha256: str) -> str:
    """A policy's version as registers hold it: with the beginning of its digest."""
    return " · ".join(filter(None, (version, sha256[:SHORT])))


def digest_of(audit: bytes) -> str:
    """By which an audit is known again."""
    return f"sha256:{hashlib.sha256(audit).hexdigest()}"


def audited(run: MaskingRun, audit: bytes) -> bool:
    """Whether an audit is the one a run was recorded by. Records from before its digest was kept are known by all they hold."""
    if run.audit:
        return run.audit == digest_of(audit)
    cells = masking_run(audit)
    held = (run.policy, run.policy_version, str(run.masked), list(run.kinds), run.before, run.after, run.at)
    stated = (*(cells[key] for key in ("policy", "policy_version", "masked", "kinds", "before", "after")),
              parse_instant(str(cells["at"])))  # fmt: skip
    return held == stated


def _counts(stated: dict[str, Any]) -> dict[str, int]:
    """Values masked by kind, in columns and in text; a column of no kind counts under its operator."""
    found: dict[str, int] = {}
    for key in ("columns", "kinds"):
        part = stated.get(key)
        if not isinstance(part, dict):
            raise _lacking(key)
        for one in part.values():
            if not isinstance(one, dict) or type(one.get("values")) is not int or one["values"] < 0:
                raise _lacking(key)
            name = str(one.get("kind") or one.get("operator") or "")
            if one.get("operator") not in LEFT and name:
                found[name] = found.get(name, 0) + one["values"]
    return found


def _public(stated: dict[str, Any]) -> str:
    """How many values stayed, for the institution has published them itself; '' where the policy had no list of such."""
    part = stated.get("public")
    if part is None:
        return ""
    if not isinstance(part, dict) or not all(type(count) is int and count >= 0 for count in part.values()):
        raise _lacking("public")
    return str(sum(part.values()))


def _name(stated: dict[str, Any]) -> str:
    """What the file or table is called; none where what is stated does not fit."""
    name = stated["target"].get("name")
    return name[:LONGEST] if isinstance(name, str) else ""


def _digest(stated: dict[str, Any], key: str) -> str:
    part = stated.get(key)
    value = str(part.get("digest")) if isinstance(part, dict) else ""
    if not DIGEST.fullmatch(value):
        raise _lacking(f"{key}.digest")
    return value


def _object(audit: bytes) -> dict[str, Any]:
    try:
        if len(audit) > MOST:
            raise ValueError
        stated = json.loads(audit)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or far more than an audit
        stated = None
    if not isinstance(stated, dict) or stated.get("zhengan-masking-audit") != VERSION:
        raise Problem(
            "这不是脱敏审计文件", "审计是一个 JSON 对象，不超过 1 MB", "请改用 zhengan mask run 写出的审计文件", code="no-audit"
        )
    return stated


def _lacking(key: str) -> Problem:
    return Problem(
        say("脱敏审计缺少“{key}”，或者写法不对", key=key), "没有它，脱敏运行无从登记",
        "请改用 zhengan mask run 写出的审计文件", code="no-audit",
    )  # fmt: skip
