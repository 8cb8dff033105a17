"""Letting a held mail go: masked as far as it can be, to the next server, its refusals kept; or dropping it. Either is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from zhengan.connectors.mailrelay.decisions import Decisions
from zhengan.connectors.mailrelay.hop import UNSURE, Address, Hop
from zhengan.connectors.mailrelay.judge import FEW
from zhengan.connectors.mailrelay.rewrite import Costly, Rewritten, rewrite
from zhengan.connectors.mailrelay.spool import Held, Spool
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.choice import warm, warmed
from zhengan.masking.doubt import reason_say
from zhengan.masking.published import Published

UNREAD = ("charset", "structure", "time")  # a text is in it that a reader sees and nothing here could mask
PASSED = ("attachment", "encrypted", *UNREAD)  # what goes out unread
ASKED = (*UNREAD, "signed")  # for these somebody says in what form the mail goes
Form = Literal["", "masked", "as-is"]


@dataclass(frozen=True)
class Released:
    """How many recipients the next server took the mail for; whom it refused waits on. ``unread``: what in it nothing could
    read, and went out as it came, by reason."""

    taken: int
    refused: tuple[str, ...]
    unread: dict[str, int] = field(default_factory=dict)


def release(
    spool: Spool, held: Held, to: Address, decisions: Decisions, again: bool = False, form: Form = "",
    public: Published | None = None,
) -> Released:  # fmt: skip
    """Sends a held mail. What is proven in it is masked; what was doubtful goes out as a person decided.

    ``again``: although an earlier release broke off. ``form`` must be said of a mail that has a text nothing can read, or a
    signature that masking breaks: ``masked`` as far as it goes, or ``as-is``, byte for byte. ``public``: see ``rewrite``. Raises
    Problem where it is not said, or where the next server does not take the mail; it waits on. Where that broke off before it had
    answered, nobody knows whether it did: the mail stays as one whose release broke off. Where it is doubtful for more than it
    was held for, a Problem tells it first, and its note from then on.
    """
    raw = whole(spool, held)
    done = Rewritten(raw) if form == "as-is" else prepared(raw, form, public)
    if more := {reason: n for reason, n in done.doubts.items() if reason not in (*held.doubts, "attachment", *ASKED)}:
        raise _doubtful(spool, held, raw, decisions, more)
    unread = {reason: n for reason, n in (held.doubts if form == "as-is" else done.doubts).items() if reason in PASSED}
    if held.state == "sending" and again:
        spool.back(held)
    with spool.sending(held):
        pass
    hop = Hop(to)
    try:
        decisions.tell("release", held, raw, form=form or "masked", masked=dict(done.counts), unread=unread)
        done, refused = _sent(hop, held, raw, done, form, public)
    except Unsure as problem:
        decisions.tell("broken off", held, raw, code=problem.code)
        raise
    except Problem as problem:
        spool.back(replace(held, state="held"))
        decisions.tell("not released", held, raw, code=problem.code)
        raise
    finally:
        hop.close()
    if refused:
        spool.back(replace(held, recipients=refused, state="held"))
    else:
        spool.drop(held)
    taken = len(held.recipients) - len(refused)
    told = {"form": form or "masked", "masked": dict(done.counts), "unread": unread, "taken": taken, "refused": len(refused)}
    decisions.tell("released", held, raw, **told)
    return Released(taken, refused, unread)


def _doubtful(spool: Spool, held: Held, raw: bytes, decisions: Decisions, more: dict[str, int]) -> Problem:
    """What was found only now, in the mail's note and in the record: who releases it again has been told."""
    decisions.tell("not released", held, raw, code="doubts", found=more)
    spool.learn(held, more)
    what = say("邮件未放行：读出了暂存时没有读到的疑点：{reasons}", reasons=[reason_say(one) for one in more])
    do = "请先查看原件；仍要放行的，再运行一次同样的命令"
    return Problem(what, "暂存时没有读懂，这些疑点没有人看过；现已记入这封邮件的说明", do, code="doubts")


class Unsure(Problem):
    """Whether the mail was delivered is unknown."""


def drop(spool: Spool, held: Held, decisions: Decisions) -> None:
    """Deletes a held mail. Raises Problem where that cannot be told, and then it stays."""
    try:
        raw = spool.raw(held)
    except OSError:
        raw = None
    decisions.tell("drop", held, raw)
    spool.drop(held)


def whole(spool: Spool, held: Held) -> bytes:
    """The mail as it came in. Raises Problem where it is not there; its note stays as it is."""
    try:
        return spool.raw(held)
    except OSError:
        what = say("暂存邮件“{id}”的原件读不到", id=held.id)
        why = say("{path} 不在或不可读；什么也没有发出", path=str(spool.folder / f"{held.id}.eml"))
        raise Problem(what, why, "请从备份恢复原件后再放行，或用 drop 删除这条记录", code="spool-damaged") from None


def prepared(raw: bytes, form: Form, public: Published | None = None) -> Rewritten:
    """The mail to send, masked as far as it can be. Raises Problem where somebody must say in what form it goes, and has not."""
    try:
        done = rewrite(raw, "hold", last=True, most=FEW, public=public)
    except Costly:  # by the kernels, where there are any: the reference may take minutes
        warm()
        warmed()
        done = rewrite(raw, "hold", last=True, public=public)
    open_to = [reason for reason in ASKED if reason in done.doubts]
    if not open_to:
        return done
    why = say("{reasons}", reasons=[reason_say(reason) for reason in open_to])
    if done.raw == raw:
        what = "邮件未放行：其中的文字读不懂，脱敏不了"
        raise Problem(what, why, "请先查看原件；确认可以一字不改地发出的，加 --as-is", code="unread")
    if form:
        return done
    if open_to == ["signed"]:
        what = "邮件未放行：脱敏会使数字签名失效"
        do = "脱敏后发出（签名失效）请加 --masked；一字不改地发出请加 --as-is"
    else:
        what = "邮件未放行：有一部分读不懂，脱敏不了"
        do = "请先查看原件；读得懂的脱敏、其余照发请加 --masked，一字不改地发出请加 --as-is"
    raise Problem(what, why, do, code="unread")


def _sent(
    hop: Hop, held: Held, raw: bytes, done: Rewritten, form: Form, public: Published | None
) -> tuple[Rewritten, tuple[str, ...]]:
    """What was sent, and whom the next server refused it for. Raises Problem where nobody got it."""
    code, text = hop.open()
    if code == 250:
        code, text = hop.mail(held.sender, held.utf8)
    if code != 250:
        raise _refused(code, text)
    answers = {address: hop.rcpt(address) for address in held.recipients}
    refused = tuple(address for address, answer in answers.items() if answer[0] not in (250, 251))
    if len(refused) == len(held.recipients):
        raise _refused(*answers[refused[0]])
    if form != "as-is" and not done.raw.isascii() and not hop.offers("8bitmime"):
        done = rewrite(raw, "pass", seven_bit=True, last=True, public=public)
        if "signed" in done.doubts and not form:
            why, do = "下一跳只收 7 位的邮件，正文须重新编码", "确认签名可以失效的，请加 --masked；或另换下一跳"
            raise Problem("邮件未放行：重新编码会使数字签名失效", why, do, code="unread")
    answer = hop.data(done.raw)
    if answer is UNSURE:
        do = "请先在下一跳的日志中核对是否已发出；确认后用 drop 删除，或用 --again 再放行"
        raise Unsure("放行中断：邮件是否已发出不能确定", "下一跳收到邮件后没有答复即断开", do, code="sending")
    if answer[0] != 250:
        raise _refused(*answer)
    return done, refused


def _refused(code: int, text: bytes) -> Problem:
    why = say("下一跳答复：{code} {text}", code=str(code), text=text.decode("utf-8", "replace"))
    return Problem("邮件未能放行，仍在暂存", why, "请待下一跳恢复或更正收件人后重试", code="next-hop")
