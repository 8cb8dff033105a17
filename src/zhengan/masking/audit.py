"""The record of a run: what was masked how, how much of it, in which files. Never a value."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhengan import __version__
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.masking import mask as mask_text
from zhengan.masking.atomic import replacing, special
from zhengan.masking.digests import same
from zhengan.masking.pseudonyms import ciphers

if TYPE_CHECKING:
    from zhengan.masking.formats.files import Result
    from zhengan.masking.policy import Policy

SUFFIX = ".audit.json"
APART = ("before", "after", "header", "headed", "lost", "unnamed", "astray", "line", "seen", "unread", "separator", "public",
         "undivided", "layout")
"""What of a result has a place of its own in the audit, or none."""


@dataclass(frozen=True)
class Left:
    """What a policy leaves as it is, so that nothing there is a pseudonym: columns, with the kind it says that they hold; as far
    as it leaves the ``rest``, all but those it has ``named``; and ``kinds``, in all columns that it does not name."""

    columns: dict[str, str] = field(default_factory=dict)
    rest: bool = False
    named: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def by(cls, policy: Policy) -> Left:
        """As a policy leaves them."""
        columns = {name: rule.kind for name, rule in policy.columns.items() if not (rule.operator or rule.scan)}
        named = tuple(name for name in policy.columns if name not in columns)
        kinds = tuple(name for name, rule in policy.kinds.items() if not rule.operator)
        rest = policy.rest == "leave"
        return cls(columns, rest, named if rest or kinds else (), kinds)

    @classmethod
    def of(cls, record: dict[str, Any]) -> Left:
        """As an audit tells; one of an older program tells nothing of it."""
        stated = record.get("left") or {}
        named, kinds = (tuple(stated.get(key, ())) for key in ("named", "kinds"))
        return cls(stated.get("columns", {}), bool(stated.get("rest")), named, kinds)

    def leaves(self, column: str) -> bool:
        """Whether a column is left."""
        names = called(column)
        return bool(names & self.columns.keys()) or (self.rest and not names & {*self.named})

    def leaves_kind(self, column: str, kind: str) -> bool:
        """Whether values of a kind are left in a column, whichever of both is why."""
        return self.leaves(column) or (kind in self.kinds and not called(column) & {*self.named})

    def kind(self, column: str) -> str:
        """The kind that a column which is left is said to hold, or ''."""
        return next((kind for name in called(column) if (kind := self.columns.get(name, ""))), "")


def called(column: str) -> set[str]:
    """What a policy may call a column by: its name, the last part of it, or what it is below (``customers.mobile``)."""
    parts = column.split(".")
    return {parts[-1], *(".".join(parts[:k]) for k in range(1, len(parts) + 1))}


def record(
    source: Path, target: Path, result: Result, policy: Policy, *, started: str, ended: str,
    decided: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What a run did, as plain data. ``started`` and ``ended``: the caller's clock, in ISO 8601; ``decided``: see there."""
    pseudonyms, left = ciphers(policy), Left.by(policy)
    return {
        "zhengan-masking-audit": "1",
        "engine": __version__,
        "started": started,
        "ended": ended,
        "policy": {
            "source": policy.source, "version": policy.version, "purpose": policy.purpose, "sha256": policy.digest,
            "key": policy.key_mark or None,
        },
        "source": {"name": called_so(source), "digest": result.before},
        "target": {"name": called_so(target), "digest": result.after},
        **{key: value for key, value in asdict(result).items() if key not in APART},
        **({} if result.header else {"header": False}),
        **({"headed": True} if result.headed else {}),
        **({"header_lost": True} if result.lost else {}),
        **({"unnamed": True} if result.unnamed else {}),
        **({"astray": True} if result.astray else {}),
        **({"undivided": True} if result.undivided else {}),
        **({"layout": result.layout} if result.layout else {}),
        **({"header_line": result.line} if result.line > 1 else {}),
        **({"separator": result.separator} if result.separator else {}),
        **({"unread": result.unread} if result.unread else {}),
        **({"public": result.public} if policy.public else {}),
        **({"left": asdict(left)} if left != Left() else {}),
        **({"decided": decided} if decided else {}),
        **({"pseudonyms": pseudonyms} if pseudonyms else {}),
        "notes": [str(note) for note in result.notes],
    }  # fmt: skip


def called_so(path: Path) -> str:
    """The name of a file, what is personal in it masked: an audit goes to others, and holds no value."""
    return str(mask_text(path.name))


def unwritten(target: Path) -> None:
    """A Problem where an audit stands already where that of ``target`` is to be written: it may be the only record of a run."""
    if (path := beside(target)).is_file():
        raise Problem(say("审计记录 {path} 已存在", path=str(path)), "不会覆盖已有文件", "换一个文件名，或加 --force",
                      code="masking-output")  # fmt: skip


def beside(target: Path) -> Path:
    """Where the audit of a masked file stands."""
    return target.with_name(target.name + SUFFIX)


def write(target: Path, data: dict[str, Any]) -> Path:
    """Writes the audit beside the masked file, which is not to stay where that fails."""
    return write_to(beside(target), data, say("没有留下没有审计记录的脱敏文件；检查磁盘空间与权限"))


def write_to(path: Path, data: dict[str, Any], do: Say | None = None) -> Path:
    """Writes the audit to a file of its own; ``do``: what is said where that fails."""
    if path.exists() and not path.is_file():
        raise special(path)
    try:
        with replacing(path) as out:
            text = json.dumps(data, ensure_ascii=False, indent=2)
            out.write(text.encode(errors="backslashreplace") + b"\n")  # bytes of a name that are no UTF-8: JSON reads them back
    except OSError as error:
        what = say("写不了审计记录 {path}", path=str(path))
        do = do or say("脱敏文件已写出；检查磁盘空间与权限")
        raise Problem(what, reason(error), do, code="masking-audit") from None
    return path


def read(path: Path) -> dict[str, Any]:
    """An audit as written."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["zhengan-masking-audit"] == "1" and data["source"]["digest"] and data["target"]["digest"]:
            return dict(data)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Problem(
        say("读不了审计记录 {path}", path=path.name),
        "不是 zhengan mask run 写出的审计 JSON",
        "检查路径",
        code="masking-audit",
    )


def is_one(path: Path) -> bool:
    """Whether a file is an audit, by its name and by what it says."""
    try:
        return path.name.endswith(SUFFIX) and bool(read(path))
    except Problem:
        return False


def left_of(path: Path, target: str) -> Left | None:
    """The same of the copy of a table that is called so, by an audit that stands where it was written."""
    try:
        told = read(path)
        return Left.of(told) if told["target"]["name"] == target else None
    except (Problem, AttributeError, KeyError, TypeError):
        return None


def left(target: Path) -> Left | None:
    """What the audit beside a masked file says that the run left, where it is of this very file; None where nothing says it."""
    try:
        told = read(beside(target))
        return Left.of(told) if same(target, told["target"]["digest"]) else None
    except (Problem, AttributeError, KeyError, TypeError):  # an audit that cannot be read, or was edited, says nothing
        return None
