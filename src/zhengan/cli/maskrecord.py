"""``--record``: what ``zhengan mask run`` and ``mask check`` did, recorded under the data set it concerns (16.2, 34.1).

The masking itself needs no database and no Django: they are started when somebody asks for a record, before the work
begins, so that a data set nobody registered is told at once and not after an hour of masking.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from zhengan.cli import options
from zhengan.cli.lang import _, speak
from zhengan.cli.node import institution, start_django
from zhengan.kit.say import Say, say

CLAUSE = "16.2"
record_option = click.option(
    "--record", "into", metavar="ID", help=_("登记到台账：测试数据集的编号（16.2 据此判定）；须先登记该数据集")
)


class Unrecorded:
    """Nothing is recorded."""

    def run(self, target: Path, as_json: bool) -> dict[str, Any]:
        """A masking run."""
        return {}

    def check(self, files: Sequence[Path], remaining: Sequence[int], as_json: bool) -> dict[str, Any]:
        """A check."""
        return {}

    def verdict(self, as_json: bool) -> None:
        """What the clauses say of the set now."""


class Recorder(Unrecorded):
    """Records under one data set, as the machine's operator."""

    def __init__(self, uid: str, code: str | None):
        start_django()
        from zhengan.registers.masking import data_set

        self.institution = institution(code)
        self.set = data_set(self.institution, uid)

    def run(self, target: Path, as_json: bool) -> dict[str, Any]:
        """Record a run by the audit beside its target; one that is on record already stays as it is."""
        from zhengan.masking import audit
        from zhengan.registers.masking import record_run

        uid, new = record_run(audit.beside(target).read_bytes(), self.set, by=None, origin="cli")
        if not as_json:
            text = "已登记：脱敏运行 {id}（{set}）" if new else "脱敏运行 {id} 已在台账中（{set}）"
            click.echo(f"  {speak(Say(text, {'id': uid, 'set': self.set.name}))}")
        return {"recorded": uid}

    def check(self, files: Sequence[Path], remaining: Sequence[int], as_json: bool) -> dict[str, Any]:
        """Record what a check of these files found, all together; the remark names them and their digests."""
        from zhengan.masking.digests import of_file
        from zhengan.registers.masking import record_check

        of = "zhengan mask check: " + "; ".join(f"{path.name} {of_file(path)}" for path in files)
        found = sum(remaining)
        made = record_check(self.set, checked=options.now().replace(microsecond=0), remaining=found, of=of, by=None, origin="cli")
        if not as_json:
            click.echo(speak(say("已登记：“{set}”的检查结果，未脱敏 {n} 项", set=self.set.name, n=found)))
        return {"recorded": made.uid}

    def verdict(self, as_json: bool) -> None:
        """Clause 16.2 of the set, as it is judged by what is now on record."""
        from zhengan.assess.services import latest
        from zhengan.kit.verdict import VERDICT_ZH

        if as_json:
            return
        view = latest(self.institution, options.today())
        for one in view.findings:
            if one.clause == CLAUSE and one.subject == self.set.uid:
                click.echo(f"{CLAUSE}  {_(VERDICT_ZH[one.verdict])}  {speak(one.says) if one.says else ''}".rstrip())


def recorder(uid: str | None, code: str | None) -> Unrecorded:
    """Records under the data set ``uid``; without one, nothing. Raises Problem where it is not registered."""
    return Recorder(uid, code) if uid else Unrecorded()
