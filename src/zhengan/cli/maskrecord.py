"""``--record``: what masking runs and checks of files and tables did, recorded under the data set they concern (16.2, 34.1).

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


Checked = list[tuple[str, str]]
"""What was looked at: names, which may be the same in several folders, and digests."""


class Unrecorded:
    """Nothing is recorded."""

    def run(self, audit: Path, as_json: bool) -> dict[str, Any]:
        """A masking run, by its audit."""
        return {}

    def files(self, files: Sequence[Path]) -> Checked:
        """The files that were checked, with their digests."""
        return []

    def check(self, checked: Checked, remaining: int, as_json: bool, by: str = "mask check") -> dict[str, Any]:
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

    def run(self, audit: Path, as_json: bool) -> dict[str, Any]:
        """Record a run by its audit; one that is on record already stays as it is."""
        from zhengan.registers.masking import record_run

        uid, new = record_run(audit.read_bytes(), self.set, by=None, origin="cli")
        if not as_json:
            text = "已登记：脱敏运行 {id}（{set}）" if new else "脱敏运行 {id} 已在台账中（{set}）"
            click.echo(f"  {speak(Say(text, {'id': uid, 'set': self.set.name}))}")
        return {"recorded": uid}

    def files(self, files: Sequence[Path]) -> Checked:
        """As above, by the algorithm of the run that wrote it."""
        from zhengan.masking.digests import DEFAULT, NAMES, of_file
        from zhengan.registers.masking import digests_written

        written = digests_written(self.set)
        names = [name for name in NAMES if any(one.startswith(f"{name}:") for one in written)] or [DEFAULT]
        found = []
        for path in files:
            digests = [of_file(path, name) for name in names]
            found.append((path.name, next((one for one in digests if one in written), digests[0])))
        return found

    def check(self, checked: Checked, remaining: int, as_json: bool, by: str = "mask check") -> dict[str, Any]:
        """Record what a check found, all together; the remark names what was checked, and the digests. That nothing was found
        speaks for the set only where its own masking runs wrote all of it: else raises Problem. What was found always counts."""
        from zhengan.registers.masking import digests_written, not_of_a_run, record_check

        written = digests_written(self.set)
        if strange := next((name for name, digest in checked if digest not in written), "") if not remaining else "":
            raise not_of_a_run(self.set, strange)
        of = f"zhengan {by}: " + "; ".join(f"{name} {digest}" for name, digest in checked)
        at = options.now().replace(microsecond=0)
        made = record_check(self.set, checked=at, remaining=remaining, of=of, by=None, origin="cli")
        if not as_json:
            click.echo(speak(say("已登记：“{set}”的检查结果，未脱敏 {n} 项", set=self.set.name, n=remaining)))
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
