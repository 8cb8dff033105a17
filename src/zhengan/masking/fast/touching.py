"""Letters that touch a number: the part of ``plain.context`` that tells them, for kernels."""

from __future__ import annotations

from zhengan.masking.fast.context import exact_before
from zhengan.masking.fast.foreign import capital
from zhengan.masking.fast.letters import same
from zhengan.masking.fast.lex import figure, jit, letter, past_escape
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import ATTACHED, BOARDS, SIZES
from zhengan.masking.fast.vector import at
from zhengan.masking.plain import context as rules

MOST_LETTERS, CARET, COLOURS, ESCAPES = 12, 94, rules.COLOURS, tuple(rules.ESCAPES)


@jit
def letters_before(buf, start):
    """How many letters touch the number: 0 for none or a word such as TEL; -1: part of a longer token."""
    if start == 0 or not letter(at(buf, start - 1)):
        return 0
    i = start
    while i > 0 and letter(at(buf, i - 1)) and start - i <= MOST_LETTERS:
        i -= 1
    clean = past_escape(buf, i, start)
    if clean == i and (control(buf, i) or coloured(buf, i) or (start - i > 1 and board(buf, i))):
        i += 1
        clean = i
    size = start - clean
    if size == 0:
        return 0
    if size > MOST_LETTERS or (clean == i and i > 0 and figure(at(buf, i - 1))):
        return -1
    for row in range(ATTACHED[0], ATTACHED[1]):
        if SIZES[row] == size and same(buf, clean, row, size):
            return 0
    return size


@jit
def control(buf, i):
    """The capital at ``i`` is that of a control character as programs show it: ^A."""
    return i > 0 and at(buf, i - 1) == CARET and capital(at(buf, i))


@jit
def coloured(buf, i):
    """The letter at ``i`` ends what sets a colour in a terminal: ESC[36m."""
    if at(buf, i) != 109:
        return False
    k = i
    while k > 0 and i - k < COLOURS and (figure(at(buf, k - 1)) or at(buf, k - 1) == 59):
        k -= 1
    return k > 1 and at(buf, k - 1) == 91 and at(buf, k - 2) in ESCAPES


@jit
def board(buf, i):
    """The letter at ``i`` is that of shares, behind 沪 or 深: 沪AA123456789."""
    return (at(buf, i) == 65 or at(buf, i) == 66) and exact_before(buf, i, BOARDS[0], BOARDS[1]) > 0


@jit
def wide_capital(buf, i):
    """A full-width capital ends at ``i``."""
    return i > 2 and 0xA1 <= at(buf, i - 1) <= 0xBA and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF


@jit
def wide_letters_before(buf, start):
    """How many full-width capitals touch the number, one to three; 0 where they are part of a longer token."""
    apart()
    i = start
    while start - i < 12 and wide_capital(buf, i):
        i -= 3
    if start - i > 9 or (i > 0 and (letter(at(buf, i - 1)) or figure(at(buf, i - 1)))):
        return 0
    return (start - i) // 3
