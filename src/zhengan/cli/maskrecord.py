"""``--record``: what masking runs and checks of files and tables did, recorded under the data set they concern (16.2, 34.1).

The masking itself needs no database and no Django: they are started when somebody asks for a record, before the work
begins, so that a data set nobody registered is told at once and not after an hour of masking.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengan.cli import options
from zhengan.cli.lang import _, speak
from zhengan.cli.node import institution, start_django
from zhengan.kit.problem import Problems
from zhengan.kit.say import Say, say

if TYPE_CHECKING:
    from zhengan.masking.check import Remains
    from zhengan.masking.policy import Policy
    from zhengan.masking.reading import Reading

CLAUSE = "16.2"
record_option = click.option(
    "--record", "into", metavar="ID", help=_("登记到台账：测试数据集的编号（16.2 据此判定）；须先登记该数据集")
)


@dataclass(frozen=True)
class How:
    """By what something was checked: the policy, how it was read, the audit that said what is a pseudonym, if any; and whether it
    is sure that it was read as it is meant."""

    policy: Policy
    options: str = ""
    audit: Path | None = None
    sure: bool = True

    def told(self) -> dict[str, str]:
        """As a record holds it."""
        from zhengan.registers.personal_info.audit import digest_of, version_of

        options = " ".join(filter(None, (self.options, "" if self.audit else "--no-audit")))
        return {"policy": self.policy.source, "policy_version": version_of(self.policy.version, self.policy.digest),
                "options": options, "audit": digest_of(self.audit.read_bytes()) if self.audit else ""}  # fmt: skip


class Unrecorded:
    """Nothing is recorded."""

    records = False

    def run(self, audit: Path, as_json: bool, output: str = "", done: bool = False) -> dict[str, Any]:
        """A masking run, by its audit; ``output``: where a table stands; ``done``: it was masked earlier."""
        return {}

    def trusted(self, audit: Path) -> None:
        """Raises Problem where an audit may not be relied upon."""

    def stands(self, audit: Path) -> bool:
        """Whether a finished file may stay for its audit. Raises Problem where that was changed since it was recorded."""
        return True

    def reading(self, path: Path, audit: Path, given: Reading) -> tuple[Reading, bool]:
        """How a file is read for a check, and whether an audit on record says so. Raises Problem where it may not be read as is
        asked."""
        return given, False

    def sure(self, audit: Path) -> bool:
        """Whether an audit can be relied upon to say what the run left as it was."""
        return True

    def file(self, path: Path, remains: Remains, how: How) -> None:
        """A file was checked, and this was found."""

    def table(self, shown: str, digest: str, remains: Remains, how: How) -> None:
        """A table was."""

    def checked(self, as_json: bool, by: str = "mask check") -> list[dict[str, Any]]:
        """Records what was checked; for each, what is said of it as JSON."""
        return []

    def verdict(self, as_json: bool) -> None:
        """What the clauses say of the set now."""


class Recorder(Unrecorded):
    """Records under one data set, as the machine's operator."""

    records = True

    def __init__(self, uid: str, code: str | None):
        start_django()
        from zhengan.registers.masking import Looked, data_set

        self.institution = institution(code)
        self.set = data_set(self.institution, uid)
        self.looked: list[Looked] = []

    def run(self, audit: Path, as_json: bool, output: str = "", done: bool = False) -> dict[str, Any]:
        """Record a run by its audit; one that is on record already stays as it is."""
        from zhengan.masking.audit import SUFFIX
        from zhengan.registers.masking import record_run

        place = output or str(audit.resolve()).removesuffix(SUFFIX)
        uid, new = record_run(audit.read_bytes(), self.set, by=None, origin="cli", output=place, done=done)
        if not as_json:
            text = "已登记：脱敏运行 {id}（{set}）" if new else "脱敏运行 {id} 已在台账中（{set}）"
            click.echo(f"  {speak(Say(text, {'id': uid, 'set': self.set.name}))}")
        return {"recorded": uid}

    def trusted(self, audit: Path) -> None:
        """Only the very audit that a recorded run wrote says what is a pseudonym."""
        from zhengan.registers.masking import require_recorded

        require_recorded(audit.read_bytes(), self.set, audit.name)

    def stands(self, audit: Path) -> bool:
        """An audit that was on record nowhere may have been edited before it is: what it says is not known to be so."""
        from zhengan.masking.audit import SUFFIX
        from zhengan.registers.masking import stands

        return stands(audit.read_bytes(), self.set, str(audit.resolve()).removesuffix(SUFFIX))

    def reading(self, path: Path, audit: Path, given: Reading) -> tuple[Reading, bool]:
        """As the run has read it, whether or not its audit is to say what is a pseudonym."""
        from zhengan.masking.audit import read
        from zhengan.masking.reading import for_record
        from zhengan.registers.masking import on_record

        sure = audit.exists() and on_record(audit.read_bytes(), self.set)
        return for_record(path, read(audit) if sure else None, given), sure

    def sure(self, audit: Path) -> bool:
        """Only one that is on record: without it nobody knows what stands in clear under a policy that left it."""
        from zhengan.registers.masking import on_record

        return audit.exists() and on_record(audit.read_bytes(), self.set)

    def file(self, path: Path, remains: Remains, how: How) -> None:
        """As above; its digest by the algorithm of the run that wrote it, and by that by which something was found in it."""
        from zhengan.masking.digests import DEFAULT, NAMES, of_file
        from zhengan.registers.masking import found_before, outputs_written

        written, found = outputs_written(self.set), found_before(self.set)
        names = [name for name in NAMES if any(one.startswith(f"{name}:") for one in {*written, *found})] or [DEFAULT]
        digests = [of_file(path, name) for name in names]
        digest = next((one for known in (found, written) for one in digests if one in known), digests[0])
        self._looked(path.name, str(path.resolve()), digest, remains, how)

    def table(self, shown: str, digest: str, remains: Remains, how: How) -> None:
        """As above."""
        self._looked(shown, shown, digest, remains, how)

    def _looked(self, name: str, place: str, digest: str, remains: Remains, how: How) -> None:
        from zhengan.registers.masking import Looked, outputs_written

        place = outputs_written(self.set).get(digest, place)
        self.looked.append(Looked(name, place, digest, remains.remaining, remains.unproven, how.sure, **how.told()))

    def checked(self, as_json: bool, by: str = "mask check") -> list[dict[str, Any]]:
        """Record what each file or table showed. That nothing was found speaks only for what masking runs of the set wrote, read
        as the run has read it: of anything else it is not recorded, which is a Problem where nothing was found at all, once the
        others are. What was found always counts."""
        from zhengan.registers.masking import no_evidence, outputs_written, record_checks

        written = outputs_written(self.set)
        strange = {one: no_evidence(self.set, one, written) for one in self.looked if not one.remaining}
        strange = {one: problem for one, problem in strange.items() if problem}
        kept = [one for one in self.looked if one not in strange]
        made: dict[int, str] = {}
        if kept:
            uids = record_checks(self.set, kept, checked=options.now(), tool=f"zhengan {by}", by=None, origin="cli")
            made = dict(zip(map(id, kept), uids, strict=True))
        if kept and not as_json:
            remaining = sum(one.remaining for one in kept)
            click.echo(speak(say("已登记：“{set}”的检查结果，未脱敏 {n} 项", set=self.set.name, n=remaining)))
        if strange and not any(one.remaining for one in self.looked):
            self.verdict(as_json or not kept)
            raise next(iter(strange.values())) if len(strange) == 1 else Problems([*strange.values()])
        if not as_json:
            for problem in strange.values():
                click.echo(speak(problem.what))
        return [{"recorded": made.get(id(one))} for one in self.looked]

    def verdict(self, as_json: bool) -> None:
        """Clause 16.2 of the set, as it is judged by what is now on record."""
        from zhengan.assess.services import latest
        from zhengan.kit.verdict import VERDICT_ZH

        if as_json:
            return
        view = latest(self.institution, options.today())
        for one in view.findings:
            if one.clause == CLAUSE and one.subject == self.set.uid:
                notes = "".join(speak(say("（{note}）", note=note)) for note in one.notes)
                click.echo(f"{CLAUSE}  {_(VERDICT_ZH[one.verdict])}  {speak(one.says) if one.says else ''}{notes}".rstrip())


def recorder(uid: str | None, code: str | None) -> Unrecorded:
    """Records under the data set ``uid``; without one, nothing. Raises Problem where it is not registered."""
    return Recorder(uid, code) if uid else Unrecorded()
