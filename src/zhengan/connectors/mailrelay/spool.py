"""Mails held for somebody to look at: a folder nobody else reads, each mail whole on disk before the client hears so."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say

ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Held:
    """One mail that waits: who sent it to whom, why it is held. ``state``: ``held``, or ``sending`` (a release under way,
    or one that broke off: whether it went out is then unknown, and nothing sends it again by itself)."""

    id: str
    at: str
    sender: str
    recipients: tuple[str, ...]
    utf8: bool
    doubts: dict[str, int]
    size: int
    state: str = "held"


class Spool:
    """The folder: ``<id>.eml`` as it came in, ``<id>.json`` beside it. Folder 0700, files 0600."""

    def __init__(self, folder: Path):
        self.folder = folder

    def prepare(self) -> None:
        """Makes the folder, or takes it from others. Raises Problem where it cannot."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:
            what = say("暂存目录不可用：{folder}", folder=str(self.folder))
            raise Problem(what, reason(error), "请核对目录与权限，或用 --spool 另指一个", code="spool") from None

    def hold(self, raw: bytes, sender: str, recipients: list[str], utf8: bool, doubts: dict[str, int], at: datetime) -> Held:
        """Keeps a mail; on disk when this returns. Raises OSError, and then nothing is left."""
        held = Held(f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}", at.isoformat(timespec="seconds"), sender, tuple(recipients),
                    utf8, doubts, len(raw))  # fmt: skip
        mail = self.folder / f"{held.id}.eml"
        try:
            self._write(mail, raw)
            self._note(held)
        except OSError:
            mail.unlink(missing_ok=True)
            raise
        return held

    def all(self) -> list[Held]:
        """Every mail that waits, the oldest first, but for those whose note is damaged (``damaged``)."""
        return sorted(self._notes()[0], key=lambda one: one.id)

    def damaged(self) -> list[str]:
        """The names of notes that cannot be read: nothing tells to whom their mails were to go."""
        return sorted(self._notes()[1])

    def _notes(self) -> tuple[list[Held], list[str]]:
        whole, broken = [], []
        for path in [*self.folder.glob("*.json"), *self.folder.glob("*.sending")] if self.folder.is_dir() else []:
            try:
                whole.append(self._read(path))
            except FileNotFoundError:  # released meanwhile
                continue
            except (OSError, ValueError, TypeError, KeyError, AttributeError):
                broken.append(path.name)
        return whole, broken

    def get(self, id: str) -> Held:
        """One of them. Raises Problem."""
        for ending in ("json", "sending"):
            path = self.folder / f"{id}.{ending}"
            if ID.fullmatch(id) and path.exists():
                try:
                    return self._read(path)
                except (ValueError, TypeError, KeyError, AttributeError):
                    what, why = say("暂存邮件“{id}”的说明文件已损坏", id=id), "不知道它要发给谁、为何暂存"
                    mail = str(self.folder / f"{id}.eml")
                    do = say("邮件原件在 {path}；请从备份恢复说明文件，或处理原件后移走这两个文件", path=mail)
                    raise Problem(what, why, do, code="spool-damaged", where=Where(path.name)) from None
        what = say("没有暂存邮件“{id}”", id=id)
        raise Problem(what, "可能已放行或删除", "运行 zhengan mask relay held 查看", code="no-such-mail")

    def raw(self, held: Held) -> bytes:
        """The mail as it came in."""
        return (self.folder / f"{held.id}.eml").read_bytes()

    @contextmanager
    def sending(self, held: Held) -> Iterator[None]:
        """Nobody else releases it meanwhile; raises Problem where somebody does. Left by an error, it waits again."""
        note, under_way = self.folder / f"{held.id}.json", self.folder / f"{held.id}.sending"
        try:
            os.rename(note, under_way)
        except FileNotFoundError:
            what = say("邮件“{id}”正在放行，或上次放行中断", id=held.id)
            do = "请先在下一跳的日志中核对是否已发出；确认后删除，或用 --again 再放行"
            raise Problem(what, "是否已发出不能确定，不会自动重发", do, code="sending") from None
        yield

    def back(self, held: Held) -> None:
        """It waits again, for those of its recipients that ``held`` names."""
        self._note(held)
        (self.folder / f"{held.id}.sending").unlink(missing_ok=True)

    def learn(self, held: Held, doubts: dict[str, int]) -> None:
        """Adds to why it is held. Raises Problem where somebody releases it meanwhile."""
        wider = replace(held, doubts={**held.doubts, **doubts})
        if held.state == "sending":
            self._write(self.folder / f"{held.id}.sending", _said(wider))
            return
        with self.sending(held):
            pass
        self.back(wider)

    def drop(self, held: Held) -> None:
        """It is gone."""
        for ending in ("json", "sending", "eml"):
            (self.folder / f"{held.id}.{ending}").unlink(missing_ok=True)
        self._sync()

    def _read(self, path: Path) -> Held:
        data = json.loads(path.read_text("utf-8"))
        held = Held(**{**data, "recipients": tuple(data["recipients"])})
        for field in fields(Held):
            if type(getattr(held, field.name)).__name__ != str(field.type).partition("[")[0]:
                raise TypeError
        return replace(held, state="sending" if path.suffix == ".sending" else "held")

    def _note(self, held: Held) -> None:
        self._write(self.folder / f"{held.id}.json", _said(held))

    def _write(self, path: Path, raw: bytes) -> None:
        part = path.with_name(path.name + ".part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        self._sync()

    def _sync(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _said(held: Held) -> bytes:
    return json.dumps(asdict(held), ensure_ascii=False).encode()
