"""Who let a held mail go or dropped it, when, and which: a line of JSON each, in a file beside the spool (Art. 34.2).

The file outlives the mail. It holds no address, no subject and no value: the mail is named by its id, which the relay's log
holds too, and by the digest of what came in. Folder and mails are the relay's; so is this file, readable to its account only.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zhengan.connectors.mailrelay.spool import Held, Spool
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

ENDING = ".decisions.jsonl"


@dataclass(frozen=True)
class Decisions:
    """``at``: the moment of the decision; ``by``: the account of the operating system, and who became it (sudo)."""

    path: Path
    at: datetime
    by: str

    @classmethod
    def beside(cls, spool: Spool, at: datetime) -> Decisions:
        """Those about the mails of a spool."""
        folder = spool.folder.absolute()
        return cls(folder.with_name(folder.name + ENDING), at, account())

    def tell(self, decision: str, held: Held, raw: bytes | None, **more: Any) -> None:
        """One line, on disk when this returns; ``raw``: the mail, where it is still there. Raises Problem."""
        line = {
            "at": self.at.isoformat(timespec="seconds"), "decision": decision, "by": self.by, "id": held.id,
            "sha256": hashlib.sha256(raw).hexdigest() if raw is not None else "", "recipients": len(held.recipients),
            "doubts": held.doubts, **more,
        }  # fmt: skip
        try:
            with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            what = say("处理记录写不进 {path}", path=str(self.path))
            do = "请核对目录的权限与空间后重试；没有记录不放行、不删除"
            raise Problem(what, reason(error), do, code="decisions") from None


def account() -> str:
    """Who runs the program, by the operating system and not by what the environment says of it; by sudo, for whom."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = f"uid {os.getuid()}"
    behind = os.environ.get("SUDO_USER", "")
    return f"{name} (sudo: {behind})" if behind else name
