"""``plain.letters`` for kernels: letters that touch a number from behind."""

from __future__ import annotations

from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import BEGUN, SIZES, WORDS
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain.letters import LEAST_OF_KEY, MOST

CHAT = tuple(labels.CHAT)


@jit
def same(buf, i, row, size):
    """The word of a row stands at ``i``, in whatever case, with spaces or hyphens for its underscores."""
    for k in range(size):
        c = at(buf, i + k)
        if 65 <= c <= 90:
            c |= 32
        if c != WORDS[row, k] and not ((c == 32 or c == 45) and WORDS[row, k] == 95):
            return False
    return True


@jit
def run_of(buf, end, n):
    """Where the letters that stand at ``end`` end, at most one more than ``MOST`` of them."""
    stop = end
    while stop < n and letter(at(buf, stop)) and stop - end <= MOST:
        stop += 1
    return stop


@jit
def begun(buf, end, n):
    """Whether the letters at ``end`` are the name of something else: 13812345678wx同号, mobile=138…name=a."""
    apart()
    stop = run_of(buf, end, n)
    for row in range(BEGUN[0], BEGUN[1]):
        if SIZES[row] == stop - end and same(buf, end, row, stop - end):
            return True
    if stop == end + 1 and stop + 3 <= n and at(buf, end) | 32 == CHAT[0]:
        return at(buf, stop) == CHAT[1] and at(buf, stop + 1) == CHAT[2] and at(buf, stop + 2) == CHAT[3]
    return stop - end >= LEAST_OF_KEY and stop < n and at(buf, stop) == 61


@jit
def run_on(buf, end, n):
    """Whether no more than some letters stand at ``end``."""
    stop = run_of(buf, end, n)
    c = at(buf, stop) if stop < n else 0
    return end < stop <= end + MOST and not figure(c) and c != 95


@jit
def run_into(buf, end, n):
    """The same, and Chinese follows, of which the letters are a word: 资金账号88012345VIP客户."""
    stop = run_of(buf, end, n)
    return stop < n and at(buf, stop) >= 0x80 and run_on(buf, end, n)
