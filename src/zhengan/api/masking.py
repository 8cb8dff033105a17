"""The audit of a masking run, recorded as ``zhengan mask run --record`` records it (16.2)."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from zhengan.accounts.tokens import require_token
from zhengan.api.described import WRITE, key_header
from zhengan.api.door import institution_of, person_of, token_of
from zhengan.api.once import once
from zhengan.api.shapes import AuditIn, RecordOut
from zhengan.api.written import record_data
from zhengan.records.models import Origin
from zhengan.registers.catalogue import register
from zhengan.registers.masking import data_set, record_run
from zhengan.registers.personal_info.models import MaskingRun

router = Router(tags=["台账"], by_alias=True)


@router.post(
    "/registers/masking_runs/audits", response={200: RecordOut, 201: RecordOut, **WRITE}, summary="登记一次脱敏运行（审计记录）",
    openapi_extra=key_header(),
)  # fmt: skip
def audit(request: HttpRequest, body: AuditIn) -> HttpResponse:
    """Record a run by its audit under a data set: 201, or 200 and the record there is where it was recorded before."""
    require_token(token_of(request), register("masking_runs").writers)
    institution = institution_of(request)

    def work() -> tuple[int, Any]:
        written = json.dumps(body.audit, ensure_ascii=False).encode()
        uid, new = record_run(written, data_set(institution, body.data_set), by=person_of(request), origin=Origin.API)
        return 201 if new else 200, record_data(MaskingRun.objects.filter(institution=institution, uid=uid).current().get())

    return once(request, work)
