"""Letting a held mail go: masked as far as it can be, to the next server, its refusals kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhengan.connectors.mailrelay.hop import Address, Hop
from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.connectors.mailrelay.spool import Held, Spool
from zhengan.kit.problem import Problem
from zhengan.kit.say import say


@dataclass(frozen=True)
class Released:
    """How many recipients the next server took the mail for; whom it refused waits on."""

    taken: int
    refused: tuple[str, ...]


def release(spool: Spool, held: Held, to: Address, again: bool = False) -> Released:
    """Sends a held mail. What is proven in it is masked; what was doubtful goes out as a person decided.

    ``again``: although an earlier release broke off. Raises Problem where the next server does not take it; it waits on.
    """
    if held.state == "sending" and again:
        spool.back(held)
    with spool.sending(held):
        pass
    hop = Hop(to)
    code, text = hop.open()
    try:
        if code == 250:
            code, text = hop.mail(held.sender, held.utf8)
        if code != 250:
            raise _refused(spool, held, code, text)
        answers = {address: hop.rcpt(address) for address in held.recipients}
        refused = tuple(address for address, answer in answers.items() if answer[0] not in (250, 251))
        if len(refused) == len(held.recipients):
            code, text = answers[refused[0]]
            raise _refused(spool, held, code, text)
        done = rewrite(spool.raw(held), "pass", seven_bit=not hop.offers("8bitmime"))
        code, text = hop.data(done.raw)
        if code != 250:
            raise _refused(spool, held, code, text)
    finally:
        hop.close()
    if refused:
        spool.back(replace(held, recipients=refused, state="held"))
    else:
        spool.drop(held)
    return Released(len(held.recipients) - len(refused), refused)


def _refused(spool: Spool, held: Held, code: int, text: bytes) -> Problem:
    spool.back(replace(held, state="held"))
    why = say("下一跳答复：{code} {text}", code=str(code), text=text.decode("utf-8", "replace"))
    return Problem("邮件未能放行，仍在暂存", why, "请待下一跳恢复或更正收件人后重试", code="next-hop")
