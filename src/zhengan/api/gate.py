"""The gate: may this change begin then? The same answer as ``zhengan gate change`` and the form give."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from zhengan.api.described import ASK
from zhengan.api.door import institution_of, lang_of
from zhengan.api.problems import answer
from zhengan.api.shapes import GateIn, GateOut, MessageIn, MessageOut
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution as InstitutionFact
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.time import parse_instant
from zhengan.law.asking import answer_data, recorded_change, recorded_system
from zhengan.law.gate import ask_change, ask_system, ask_window, gate_kinds
from zhengan.records.clock import now
from zhengan.registers.collect import collect

router = Router(tags=["闸口"])
WORD = {True: "allowed", False: "refused", None: "unknown"}


@router.post("/gate/change", response={200: GateOut, **ASK}, summary="此刻可否变更")
def change(request: HttpRequest, body: GateIn) -> HttpResponse:
    """Asked of a change on record, of a system, or of markets: exactly one of them."""
    if sum(map(bool, (body.change, body.system, body.serves))) != 1:
        why = "闸口要知道变更编号、系统或市场"
        raise Problem("应写明 change、system、serves 之一", why, "请只写其中一项", code="usage")
    start = parse_instant(body.at) if body.at else None
    minutes = timedelta(minutes=body.minutes or 0)
    if body.serves:
        found = ask_window(body.serves, start or now(), minutes, breaks_inside=body.breaks != "outside")
    else:
        book = _book(request, body, AsOf(max(start or now(), now()).date()))
        if body.change:
            planned = recorded_change(book, body.change, start, body.minutes)
            start, found = planned.start, ask_change(planned, book)
        else:
            found = ask_system(recorded_system(book, body.system or ""), start or now(), minutes, book)
    data: dict[str, Any] = answer_data(found, start or now(), lang_of(request))
    return answer({"answer": WORD[found.allowed], **data})


@router.post("/gate/message", response={200: MessageOut, **ASK}, summary="短信与邮件正文发出前脱敏")
def message(request: HttpRequest, body: MessageIn) -> HttpResponse:
    """Masks the text and says whether somebody should look first (Art. 34.2). Nothing of it is stored or logged."""
    from zhengan.masking.choice import effort, late, warm
    from zhengan.masking.doubt import reason_say
    from zhengan.masking.message import mask_message  # its tables are read when the first message comes
    from zhengan.masking.published import Published
    from zhengan.masking.wrapped import with_cuts

    warm()  # in the background: the messages after the first ones are read by compiled code, with the same answer
    if late(effort(body.text)):
        do = "请在服务器上安装 zhengan[masking] 并运行 zhengan mask prepare，或缩短正文后重试；在此之前请勿发送"
        raise Problem("正文中的数字过多，没有脱敏", "没有编译好的内核，读完它要很久", do, code="masking-slow")
    public = Published(body.public, "public") if body.public else None
    found = mask_message(body.text, body.channel, public)
    whole = mask_message(body.text, body.channel).text if public else found.text  # published numbers are cut by no line end
    spans = [{"start": one.start, "end": one.end, "kind": one.kind} for one in found.spans]
    doubtful = [
        {"start": one.start, "end": one.end, "reason": one.reason, "says": reason_say(one.reason).render(lang_of(request))}
        for one in with_cuts(whole, found.doubtful)
    ]
    return answer(
        {"text": found.text, "hold": bool(doubtful), "counts": found.counts, "spans": spans, "doubtful": doubtful}
    )


def _book(request: HttpRequest, body: GateIn, as_of: AsOf) -> FactBook:
    facts: dict[Any, Any] = dict(collect(institution_of(request), gate_kinds()))
    if body.breaks is not None:
        bodies = facts.get(InstitutionFact, [])
        facts[InstitutionFact] = [replace(one, breaks_inside=body.breaks == "inside") for one in bodies]
    return FactBook(facts, as_of)
