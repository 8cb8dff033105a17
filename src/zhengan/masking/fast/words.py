"""Names and addresses of one text by the kernels, with nothing else: what ``plain.han`` is compared with."""

from __future__ import annotations

from zhengan.masking.fast.engine import padded
from zhengan.masking.fast.escapes import Spelt
from zhengan.masking.fast.han import Words
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.spans import Found, settle


def find(data: bytes) -> list[Found]:
    """Names and addresses in UTF-8 text, as ``plain.han.find`` gives them, without the words of ``why``."""
    buf, size = padded(data), len(data)
    words, spelt = Words(size), Spelt(size)
    words.find(buf, 0, size, size)
    spelt.find(buf, 0, size, size)
    return settle([*words.spans.found(), *spelt.spans.found()], RANKS)
