"""Masking runs and checks recorded under the data set they concern, so that 16.2 and 34 are judged from them."""

from __future__ import annotations

from datetime import datetime

from zhengan.accounts.access import require_change
from zhengan.accounts.models import Institution, User
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.records import services as records
from zhengan.records.clock import turn
from zhengan.records.models import Record
from zhengan.records.values import values_of
from zhengan.registers import services
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.personal_info.audit import masking_run
from zhengan.registers.personal_info.models import DataSet, MaskingRun

NAMED = 10  # data sets named where one is not there
LONGEST_REMARK = 500


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


def record_run(audit: bytes, into: DataSet, *, by: User | None, origin: str) -> tuple[str, bool]:
    """Record a run by its audit: (identifier, whether it is new). The same audit twice is one record.

    Raises Problem where it is no audit, and as ``services.enter`` does.
    """
    cells = masking_run(audit, into.uid)
    uid = str(cells["id"])
    if MaskingRun.objects.filter(institution=into.institution, uid=uid, data_set=into.uid).current().exists():
        return uid, False
    services.enter("masking_runs", cells, institution=into.institution, by=by, origin=origin)
    return uid, True


def digests_written(into: DataSet) -> frozenset[str]:
    """The digests of what the masking runs of a set wrote, as far as they are on record."""
    runs = MaskingRun.objects.filter(institution=into.institution, data_set=into.uid).current()
    return frozenset(runs.values_list("after", flat=True))


def not_of_a_run(into: DataSet, name: str) -> Problem:
    """What is said of a file or table that no masking run of the set on record wrote: a check of it tells nothing of the set."""
    return Problem(
        say("“{name}”不是“{set}”登记过的脱敏运行写出的，没有登记检查", name=name, set=into.name),
        "第16条第二款凭对脱敏结果的检查判定：它的摘要不在该数据集的脱敏运行中，或者脱敏之后改动过",
        say("先脱敏并登记（zhengan mask run 或 mask table，加 --record {id}），再检查写出的结果；只查看时不写 --record",
            id=into.uid), code="no-masking-run",
    )  # fmt: skip


def record_check(into: DataSet, *, checked: datetime, remaining: int, of: str, by: User | None, origin: str) -> Record:
    """Record what a check found in clear, as the set's newest version; ``of``: what was looked at, kept as its remark.

    Whatever else the set states stays, as it stands by now. Raises Problem where the set is no longer on record.
    """
    require_change(by, into.institution, BY_KIND[DataSet.fact].writers)
    with turn(into.institution):
        standing = data_set(into.institution, into.uid)
        values = {**values_of(standing), "checked": checked, "remaining": remaining}
        return records.correct(standing, values, by=by, origin=origin, remark=of[:LONGEST_REMARK])
