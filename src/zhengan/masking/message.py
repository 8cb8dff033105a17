"""One call for the text of an outgoing SMS or mail (Art. 34.2): what is proven is masked, what is doubtful is named.

The reference finds the values, so that a message needs no compiled code; where the kernels are loaded, and for a long text where
they are compiled, these do, with the same answer (``choice``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from urllib.parse import unquote

from zhengan.masking.choice import effort, kernels, late, loaded
from zhengan.masking.doubt import Doubt, doubts
from zhengan.masking.kinds.every import BY_NAME
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find as read
from zhengan.masking.published import Published
from zhengan.masking.spans import Found

Channel = Literal["sms", "mail"]
CHANNELS: tuple[Channel, ...] = ("sms", "mail")
CARD_SHOWN = 4
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
    "\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
"""Characters that no reader sees: soft hyphens, joiners, spaces without width, marks of direction, signs that choose how the
character before them is drawn, as the frame of a figure on a key. They may stand within a number."""


SPELT = re.compile(r"\\+u([4-9][0-9a-fA-F]{3})|%[Ee][4-9](?:%[89ABab][0-9a-fA-F]){2}")
"""A Chinese character as ``json.dumps`` writes it, once or within a text of JSON, and as an address of the web does."""


@dataclass(frozen=True)
class Span:
    """Characters ``[start, end)`` of the text held a value of ``kind``; ``why``: the evidence, never the value (of what the
    kernels found, the form of its kind)."""

    start: int
    end: int
    kind: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """The text to send, what was masked in it, and what the caller must hold for.

    ``text`` still shows what is doubtful: a text with ``doubtful`` entries is for a person to look at, not to send.
    """

    text: str
    spans: tuple[Span, ...]
    doubtful: tuple[Doubt, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Values masked, by kind."""
        return dict(Counter(span.kind for span in self.spans))

    @property
    def hold(self) -> bool:
        """Whether somebody should look before it goes out."""
        return bool(self.doubtful)


def mask_message(text: str, channel: Channel = "sms", public: Published | None = None) -> Outcome:
    """The default masks of every kind; of cards only the last four digits stay, whatever the channel. ``public``: what the
    institution has published of itself, which stays as it is and is never doubtful.

    Masking what is masked changes nothing. A text of very many numbers has the kernels loaded first, where they were compiled;
    where they were not it takes the reference seconds (``choice.late`` says so beforehand). Raises ValueError for another
    channel than ``sms`` and ``mail``, TypeError for what is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"mask_message(): str wanted, not {type(text).__name__}")
    if channel not in CHANNELS:
        raise ValueError(channel)
    if not loaded():
        late(effort(text))  # a second, to load what is on disk, and not half a minute
    return _as_seen(text, public) if UNSEEN.search(text) else _as_read(text, public)


def unescaped(text: str) -> tuple[str, list[int], set[int]]:
    """A text with Chinese characters in the place of their escapes, where each character of it stands, and which of them were
    escapes."""
    said: list[str] = []
    places: list[int] = []
    spelt: set[int] = set()
    at = 0
    for one in SPELT.finditer(text):
        said += text[at : one.start()]
        places += range(at, one.start() + 1)
        spelt.add(len(said))
        said.append(chr(int(one[1], 16)) if one[1] else unquote(one[0]))
        at = one.end()
    return "".join(said) + text[at:], [*places, *range(at, len(text))], spelt


def _as_read(text: str, public: Published | None) -> Outcome:
    """Read with Chinese characters in the place of their escapes, whose labels say what numbers are; then once more as it is
    written, for what stands in escapes itself."""
    said, places, spelt = unescaped(text)
    return _twice(text, said, places, spelt, partial(_as_written, public=public)) if spelt else _as_written(text, public)


def _as_written(text: str, public: Published | None) -> Outcome:
    data = text.encode("utf-8", "surrogatepass")
    every = found = find(data)
    out = bytearray(data)
    for one in reversed(found):
        out[one.start : one.end] = masked(data[one.start : one.end], one)
    doubtful = doubts(bytes(out))
    if public:
        found = [one for one in every if not public.holds_at(one.kind, data, one.start, one.end)]
        doubtful = [one for one in doubtful if not public.clears(one.reason, bytes(out[one.start : one.end]))]
        for one in set(every) - set(found):  # masks are as long as what they hide
            out[one.start : one.end] = data[one.start : one.end]
    places = Places(data)
    spans = tuple(Span(places.of(one.start), places.of(one.end), one.kind, one.why) for one in found)
    after = Places(bytes(out))
    unproven = tuple(Doubt(after.of(one.start), after.of(one.end), one.reason) for one in doubtful)
    return Outcome(out.decode("utf-8", "surrogatepass"), spans, unproven)


def _as_seen(text: str, public: Published | None) -> Outcome:
    """Read without what nobody sees (138<zero-width space>12345678), then once more as it is written."""
    places = [at for at, char in enumerate(text) if not UNSEEN.match(char)]
    return _twice(text, "".join(text[at] for at in places), places, set(), partial(_as_read, public=public))


def _twice(text: str, said: str, places: list[int], spelt: set[int], reads: Callable[[str], Outcome]) -> Outcome:
    """What ``reads`` finds in ``said``, whose characters stand at those places of the text (``spelt``: those that are written
    otherwise there, and stay), then in the text itself."""
    seen, out = reads(said), [*text]
    spans = [one for one in seen.spans if spelt.isdisjoint(range(one.start, one.end))]
    for one in spans:
        for k in range(one.start, one.end):
            out[places[k]] = seen.text[k]
    written = reads("".join(out))
    moved = [Span(places[one.start], places[one.end - 1] + 1, one.kind, one.why) for one in spans]
    unproven = {places[one.start]: Doubt(places[one.start], places[one.end - 1] + 1, one.reason)
                for one in seen.doubtful if spelt.isdisjoint(range(one.start, one.end))}  # fmt: skip
    unproven |= {one.start: one for one in written.doubtful}
    both = sorted([*written.spans, *moved], key=lambda one: one.start)
    return Outcome(written.text, tuple(both), tuple(unproven[start] for start in sorted(unproven)))


def find(data: bytes) -> list[Found]:
    """Personal values of every kind in UTF-8 text, none over another; the reason of each."""
    engine = kernels(len(data))
    return [one for one in (by_kernels(engine, data) if engine else read(data)) if BY_NAME[one.kind].personal]


def by_kernels(engine: Any, data: bytes) -> list[Found]:
    """The same, with a kind's form for the reason."""
    return [Found(one.start, one.end, one.kind, BY_NAME[one.kind].form) for one in engine.find(data)]


def masked(raw: bytes, one: Found) -> bytes:
    """One value under stars, as many characters as before."""
    if raw.isalnum() and one.kind not in stars.SHOWN:  # letters and figures of ASCII and nothing else, as most are
        front, back = (0, CARD_SHOWN) if one.kind == "bank_card" else stars.keep(one.kind, len(raw))
        return raw[:front] + b"*" * (len(raw) - front - back) + raw[len(raw) - back :]
    if one.kind == "bank_card":
        return _stars(raw, CARD_SHOWN)
    return stars.masked(raw, one)


def _stars(raw: bytes, back: int) -> bytes:
    """Digits under stars but for the last; separators stay."""
    spans = stars.characters(raw)
    out = bytearray(raw)
    for start, end in spans[: len(spans) - back]:
        out[start:end] = stars.WIDE if raw[start] == 0xEF else b"*" * (end - start)
    return bytes(out)


class Places:
    """From bytes to characters of the same text, asked in any order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.ascii = data.isascii()
        self.byte, self.char = 0, 0

    def of(self, byte: int) -> int:
        """How many characters stand before a byte."""
        if self.ascii:
            return byte
        if byte < self.byte:
            self.byte, self.char = 0, 0
        self.char += len(self.data[self.byte : byte].decode("utf-8", "surrogatepass"))
        self.byte = byte
        return self.char
