"""All that decides what a run writes, as the audit records it: a file is done only where every one of these is the same."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

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


def same(record: dict[str, Any], policy: Policy, stated: dict[str, Any]) -> bool:
    """Whether an audit is of a run that would write the same today. One that does not say all of it is of an older program."""
    of = record["policy"]
    return of["sha256"] == policy.digest and (of["key"] or "") == policy.key_mark and record.get("decided") == stated
