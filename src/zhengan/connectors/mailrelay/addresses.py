"""Display names beside the addresses of a mail: what of them is masked, by a rule that can be stated in one sentence.

Addresses are never touched: without them no mail arrives. A recipient's display name (To, Cc) is masked as a name is,
surname kept, with whatever number stands in it. The sender's own (From, Sender, Reply-To) says who writes, so a name in
it stays; a number in it is masked all the same. So is every other text that is no address: a group's name, a whole mailbox
in one encoded word, what stands there without an address. What is not masked stays as it came, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from email.utils import quote as quoted

from zhengan.connectors.mailrelay.words import ENCODED, coded, header_text
from zhengan.masking.message import Outcome, mask_message

RECIPIENTS = ("to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc")
SENDERS = ("from", "sender", "reply-to", "resent-from", "resent-sender", "resent-reply-to")
CUE = "收件人："  # a display name says by its place that it is a name; so does this word
QUOTED = rb'"(?:[^"\\\r\n]|\\.|\r?\n[ \t])*"'
ANGLE = rb'<[^<>"]*(?:"[^"]*"[^<>"]*)?>'
CODED = rb"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?="  # whatever it stands for, its bytes are one piece
PIECE = re.compile(
    rb"(?P<whole>" + QUOTED + rb"|" + CODED + rb")|(?P<angle>" + ANGLE + rb")|\((?P<comment>[^()\\]*)\)|(?P<mark>[,;:])"
)  # fmt: skip
ADDRESS = re.compile(rb'(?!=\?)(?:"[^"]*"|[^\s"@]+)@(?:[A-Za-z0-9._-]+|\[[^\s\]]+\])')  # and nothing beside it
# The same in whatever letters (RFC 6531), in a text that is one, or in angle brackets in one: of a mailbox in one encoded word.
LETTER = r"[A-Za-z0-9_\u00a1-\u2fff\u3003-\ufeff\U00010000-\U0010ffff-]"
FOREIGN = r"[\u00a1-\u2fff\u3003-\ufeff\U00010000-\U0010ffff]"
WRITTEN = rf"[^\s\"@<>()]+@(?:{LETTER}+[.\u3002])+(?:[A-Za-z]{{2,}}|xn--[A-Za-z0-9-]+|{FOREIGN}{{2,}})"
WITHIN = re.compile(rf"\A\s*{WRITTEN}\s*\Z|(?<=<){WRITTEN}(?=>)")
NOBODY = re.compile(rb"undisclosed[- ]recipients?", re.IGNORECASE)
OPEN = re.compile(rb'["<(]')
Told = Callable[[Outcome], object]


def masked_addresses(field: str, value: bytes, told: Told) -> bytes | None:
    """The value of an address header with its display names masked; None where nothing in them changes.

    ``told`` gets what was found in each. Raises UnicodeError or LookupError for a charset nobody reads, ValueError where
    names and addresses cannot be told apart.
    """
    out, changed = [], False
    for kind, raw in _pieces(value):
        after = _name(raw, kind, field in SENDERS, told) if kind else None
        changed = changed or after is not None
        out.append(raw if after is None else after)
    return b"".join(out) if changed else None


def _pieces(value: bytes) -> Iterable[tuple[str, bytes]]:
    """The header in order: (``phrase``, ``comment`` or ``bare``, a text) and ("", everything else)."""
    at = start = 0
    for match in PIECE.finditer(value):
        between = value[at : match.start()]
        if OPEN.search(between):
            raise ValueError  # a quote or bracket that does not end
        at = match.end()
        if match["whole"] is not None:
            continue  # part of a phrase, or of the local part of an address
        before = value[start : match.start()]
        yield from _around("phrase" if match["angle"] is not None or match["mark"] == b":" else "bare", before)
        if match["comment"] is not None:
            yield from (("", b"("), ("comment", match["comment"]), ("", b")"))
        else:
            yield "", match[0]
        start = match.end()
    if OPEN.search(value[at:]):
        raise ValueError
    yield from _around("bare", value[start:])


def _around(kind: str, raw: bytes) -> Iterable[tuple[str, bytes]]:
    """A phrase, or a text without an address, without the blanks about it."""
    inner = raw.strip()
    if not inner or ADDRESS.fullmatch(inner) or NOBODY.fullmatch(inner) or _written(inner):
        return [("", raw)]
    begin = raw.index(inner)
    return [("", raw[:begin]), (kind, inner), ("", raw[begin + len(inner) :])]


def _written(raw: bytes) -> bool:
    """Whether bytes that are not coded are an address in letters of any script."""
    try:
        return not raw.startswith(b"=?") and WITHIN.fullmatch(raw.decode("utf-8")) is not None
    except UnicodeDecodeError:
        return False


def _name(raw: bytes, kind: str, sender: bool, told: Told) -> bytes | None:
    """One display name, masked, in the form it had; None where it stays."""
    plain = kind != "comment" and raw.startswith(b'"') and raw.endswith(b'"')
    text, charset = header_text(re.sub(rb"\\(.)", rb"\1", raw[1:-1]) if plain else raw)
    cue = "" if sender else CUE
    found = _but_addresses(cue, text) if kind != "comment" else mask_message(cue + text, "mail")
    after = kept(cue + text, found, {"name", "email"} if sender else {"email"})[len(cue) :]
    told(_counted(found, sender))
    if after == text:
        return None
    if ENCODED.search(raw.decode("latin-1")):
        return coded(after, charset)
    bare = kind == "comment" or (kind == "bare" and not plain)  # an address may stand in it
    return after.encode(charset) if bare else b'"' + quoted(after).encode(charset) + b'"'


def _but_addresses(cue: str, text: str) -> Outcome:
    """What is masked in a text, but for the addresses in it."""
    found = mask_message(cue + text, "mail")
    places = [(one.start() + len(cue), one.end() + len(cue)) for one in WITHIN.finditer(text)]
    if not places:
        return found
    after = found.text
    for low, high in places:
        after = after[:low] + (cue + text)[low:high] + after[high:]
    spans = tuple(one for one in found.spans if not any(low <= one.start < high for low, high in places))
    doubtful = tuple(one for one in found.doubtful if not any(low <= one.start < high for low, high in places))
    return Outcome(after, spans, doubtful)


def kept(text: str, found: Outcome, kinds: set[str]) -> str:
    """The masked text with the values of these kinds as they were; both texts are equally long."""
    out = list(found.text)
    for span in found.spans:
        if span.kind in kinds:
            out[span.start : span.end] = text[span.start : span.end]
    return "".join(out)


def _counted(found: Outcome, sender: bool) -> Outcome:
    """What counts as masked, and what is doubtful."""
    left = {"name", "email"} if sender else {"email"}
    return Outcome(found.text, tuple(one for one in found.spans if one.kind not in left), found.doubtful)
