"""All that decides what a run writes, as the audit records it: a file is done only where every one of these is the same."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhengan.kit.say import Say, as_names, say

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

SAID = {"format": "--format", "encoding": "--encoding", "header": "--no-header", "separator": "--separator", "sums": "sums",
        "names": "names", "public": "public"}  # fmt: skip
"""What decides besides the policy, the key and the program, by what the user wrote."""
HERE = Path(__file__).parent


def decided(policy: Policy, *, told: str = "", encoding: str = "", header: bool = True, separator: str = "") -> dict[str, Any]:
    """Besides the policy's own bytes and its key: what the command said, the names and the published values that the policy takes
    from other files, and the program itself."""
    return {"format": told, "encoding": encoding, "header": header, "separator": separator, "sums": policy.sums,
            "names": names(policy), "public": policy.public.digest if policy.public else "", "program": program()}  # fmt: skip


def names(policy: Policy) -> str:
    """A digest of the policy's list of names; "" where it has none."""
    return hashlib.sha256("\n".join(sorted(policy.names.names)).encode()).hexdigest() if policy.names else ""


@cache
def program() -> str:
    """A digest of the sources and tables by which personal data is found and masked."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            digest.update(f"{path.relative_to(HERE).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def other(record: dict[str, Any], policy: Policy, stated: dict[str, Any]) -> Say | None:
    """What of a run is not as an audit says that it was, so that it might write something else today; None for nothing. An audit
    that does not say all of it is of an older program."""
    of, held = record["policy"], record.get("decided") or {}
    if of["sha256"] != policy.digest:
        return say("策略与上次不同")
    if (of["key"] or "") != policy.key_mark:
        return say("密钥与上次不同")
    if held.get("program") != stated["program"]:
        return say("程序与上次不同（升级过）")
    changed = [SAID.get(name, name) for name in stated if name != "program" and held.get(name) != stated[name]]
    return say("选项与上次不同：{names}", names=as_names(changed)) if changed else None
