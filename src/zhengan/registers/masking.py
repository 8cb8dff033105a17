"""Masking runs and checks recorded under the data set they concern, so that 16.2 and 34 are judged from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any

from django.db import transaction

from zhengan.accounts.models import Institution, User
from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, say
from zhengan.registers import services
from zhengan.registers.personal_info.audit import audited, masking_run
from zhengan.registers.personal_info.models import DataSet, MaskingCheck, MaskingRun

NAMED = 10  # data sets named where one is not there
SHORT = 6
LONGEST = 1000  # characters of an output's name


@dataclass(frozen=True)
class Looked:
    """One file or table that was checked: its name on screen, its place, its digest, what was found in clear, and the labelled
    numbers that nothing proves; whether it was surely read as it is meant; by which policy, how it was read, and the digest of
    the audit that said what is a pseudonym."""

    name: str
    output: str
    digest: str
    remaining: int
    doubtful: int = 0
    sure: bool = True
    policy: str = ""
    policy_version: str = ""
    options: str = ""
    audit: str = ""


def data_set(institution: Institution, uid: str) -> DataSet:
    """The data set on record. Raises Problem, naming those that are, where there is none of this identifier."""
    sets = DataSet.objects.filter(institution=institution).current()
    found = sets.filter(uid=uid).first()
    if found is None:
        known = list(sets.order_by("uid").values_list("uid", flat=True)[:NAMED])
        new = f"zhengan record test_data_sets id={uid} system=… name=… environment=test sensitive=true since=YYYY-MM-DD"
        do: Say = say("请先登记（{new}）", new=new)
        if known:
            do = say("请改用已登记的（{known}），或先登记（{new}）", known="、".join(known), new=new)
        what = say("“测试数据集”台账中没有“{id}”", id=uid)
        raise Problem(what, "脱敏运行与检查登记在数据集名下，第16条第二款据此判定", do, code="no-data-set")
    return found


def record_run(audit: bytes, into: DataSet, *, by: User | None, origin: str, output: str = "", done: bool = False
               ) -> tuple[str, bool]:  # fmt: skip
    """Record a run by its audit: (identifier, whether it is new). The same audit twice is one record. ``output``: where what it
    wrote stands, as far as the caller knows more than the name in the audit; ``done``: it was written earlier.

    Raises Problem where it is no audit, or one that was changed since it was recorded, and as ``services.enter`` does.
    """
    cells = masking_run(audit, into.uid)
    cells["output"] = output[-LONGEST:] or cells["output"]
    written = [run for run in _runs(into).filter(after=cells["after"]) if run.output in (None, cells["output"])]
    known = next((run for run in written if audited(run, audit)), None)
    if known is not None:
        return known.uid, False
    if written and (done or any(run.uid == cells["id"] for run in written)):
        raise changed_audit(into, str(cells["output"]))
    uid = cells["id"] = _unused(into.institution, str(cells["id"]), str(cells["audit"])[-SHORT:])
    services.enter("masking_runs", cells, institution=into.institution, by=by, origin=origin)
    return uid, True


def _runs(into: DataSet) -> Any:
    return MaskingRun.objects.filter(institution=into.institution, data_set=into.uid).current()


def _unused(institution: Institution, uid: str, mark: str) -> str:
    """An identifier that no run of the institution has: two files of the same content may be masked in the same second, and the
    same run be recorded under two sets that it fills."""
    held = set(MaskingRun.objects.filter(institution=institution, uid__startswith=uid).current().values_list("uid", flat=True))
    names = chain((uid, f"{uid}-{mark}"), (f"{uid}-{mark}-{number}" for number in count(2)))
    return next(name for name in names if name not in held)


def stands(audit: bytes, into: DataSet, output: str) -> bool:
    """Whether an audit found beside a finished file is, byte for byte, that of a run on record, under whichever set of the
    institution: then it can be relied upon. Raises Problem where it was changed since the set's run of that output was."""
    after = str(masking_run(audit)["after"])
    known = MaskingRun.objects.filter(institution=into.institution, after=after).current()
    if any(audited(run, audit) for run in known):
        return True
    if any(run.data_set == into.uid and run.output in (None, output[-LONGEST:]) for run in known):
        raise changed_audit(into, output)
    return False


def found_before(into: DataSet) -> set[str]:
    """The digests of what is on record as not clean."""
    checks = MaskingCheck.objects.filter(institution=into.institution, data_set=into.uid, remaining__gt=0).current()
    return set(checks.values_list("digest", flat=True))


def outputs_written(into: DataSet) -> dict[str, str]:
    """What the masking runs of a set wrote, as far as they are on record: by digest, the place of the latest such output."""
    found = _runs(into).order_by("at", "id").values_list("after", "output", "uid")
    return {after: output or uid for after, output, uid in found}


def require_recorded(audit: bytes, into: DataSet, name: str) -> None:
    """Raises Problem where an audit is not, byte for byte, that of a masking run of the set on record: it says which columns hold
    pseudonyms, so one that was edited would hide what is in clear."""
    if not on_record(audit, into):
        raise changed_audit(into, name)


def on_record(audit: bytes, into: DataSet) -> bool:
    """Whether an audit is, byte for byte, that of a masking run of the set."""
    return any(audited(run, audit) for run in _runs(into).filter(after=str(masking_run(audit)["after"])))


def changed_audit(into: DataSet, name: str) -> Problem:
    """What is said of such an audit."""
    return Problem(
        say("审计记录“{name}”不是“{set}”登记过的脱敏运行写出的那一份", name=Name(name), set=into.name),
        "审计记录写明哪些列是假名、不算个人信息；改动过的，或者属于没有登记的运行的，不能作为凭据",
        say("找回原来的审计记录；或重新脱敏并登记（mask run --record {id}）；或加 --no-audit 检查（假名也算）", id=into.uid),
        code="masking-audit",
    )  # fmt: skip


def no_evidence(into: DataSet, looked: Looked, written: Mapping[str, str]) -> Problem | None:
    """Why that nothing was found in something says nothing of the set; None where it does."""
    if looked.digest not in written:
        return not_of_a_run(into, looked.name)
    return None if looked.sure else Problem(
        say("“{name}”旁边没有登记过的审计记录，没有登记检查", name=looked.name),
        "没有它，不知道脱敏时按什么格式、分隔符、编码读：读法不对，号码认不出来，没有发现不说明什么",
        say("把原来的审计记录放回文件旁边；或重新脱敏并登记（mask run --record {id}）", id=into.uid), code="no-masking-audit",
    )  # fmt: skip


def not_of_a_run(into: DataSet, name: str) -> Problem:
    """What is said of a file or table that no masking run of the set on record wrote: a check of it tells nothing of the set."""
    return Problem(
        say("“{name}”不是“{set}”登记过的脱敏运行写出的，没有登记检查", name=name, set=into.name),
        "第16条第二款凭对脱敏结果的检查判定：它的摘要不在该数据集的脱敏运行中，或者脱敏之后改动过",
        say("先脱敏并登记（zhengan mask run 或 mask table，加 --record {id}），再检查写出的结果；只查看时不写 --record",
            id=into.uid), code="no-masking-run",
    )  # fmt: skip


def record_checks(into: DataSet, looked: Sequence[Looked], *, checked: datetime, tool: str, by: User | None, origin: str
                  ) -> list[str]:  # fmt: skip
    """Record what each file or table of a check showed, all or none: the identifiers. Each speaks for itself alone.

    Raises Problem where the set is no longer on record, and as ``services.enter`` does.
    """
    made = []
    with transaction.atomic():
        for number, one in enumerate(looked, 1):
            cells = {
                "id": f"check-{one.digest.partition(':')[2][:16]}-{checked:%Y%m%d%H%M%S%f}-{number}", "data_set": into.uid,
                "at": checked.isoformat(timespec="seconds"), "output": one.output[-LONGEST:], "digest": one.digest,
                "remaining": str(one.remaining), "doubtful": str(one.doubtful), "tool": tool, "policy": one.policy,
                "policy_version": one.policy_version, "options": one.options, "audit": one.audit,
            }  # fmt: skip
            made.append(services.enter("masking_checks", cells, institution=into.institution, by=by, origin=origin).uid)
    return made
