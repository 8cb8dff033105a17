"""What a write can have changed is asked again, and nothing else need be: held against judging everything anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from zhengan.accounts.models import Institution
from zhengan.assess import sample
from zhengan.assess.judging import judge, rules_reading
from zhengan.assess.quiet import quiet
from zhengan.assess.touched import judge_touched
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.records.clock import running
from zhengan.records.services import changed, withdraw
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.written import written_since

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12, tzinfo=CST)


@pytest.mark.slow
def test_a_record_taken_away_moves_only_what_was_asked_again(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    """One record of every register of the sample is withdrawn: the narrow answers and the whole ones agree."""
    told: list[Any] = []

    def listen(touched: Any, **rest: Any) -> None:
        told.append(touched)

    with running(lambda: NOON), quiet():
        one = Institution.objects.create(code="one", name="甲")
        sample.fill(one, TODAY, days=400)
    as_of = AsOf(TODAY, NOON + timedelta(hours=1))
    before = {answer.key: answer.digest for answer in judge(one, as_of)}
    changed.connect(listen)
    tried = moved = 0
    for register in REGISTERS.values():
        if register.name in ("institution", "systems"):  # every rule reads them whole
            continue
        row: Any = register.model.objects.filter(institution=one).order_by("-pk").first()
        if row is None:
            continue
        told.clear()
        last = one.ticked_at
        assert last is not None
        with running(lambda: NOON), quiet(), transaction.atomic():
            with django_capture_on_commit_callbacks(execute=True):
                withdraw(row, by=None, why="误记")
            assert written_since(one, last) == told[0], register.name  # asked of the records, the same
            whole = {answer.key: answer.digest for answer in judge(one, as_of)}
            answers, asked = judge_touched(one, as_of, rules_reading(told[0]), told[0])
            transaction.set_rollback(True)
        one.refresh_from_db()
        kept = {
            key: digest for key, digest in before.items()
            if key[0] not in asked or ((only := asked[key[0]]) is not None and key[1] not in only)
        }  # fmt: skip
        assert kept | {answer.key: answer.digest for answer in answers} == whole, register.name
        tried += 1
        moved += whole != before
    changed.disconnect(listen)
    assert tried > 20 and moved > 10
