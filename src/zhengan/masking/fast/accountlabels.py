"""Whose account a number is, by what stands around its label: rules of ``plain.labelled`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast.context import day, exact, exact_before, filler, nearest, window
from zhengan.masking.fast.counters import client
from zhengan.masking.fast.documents import parted
from zhengan.masking.fast.lex import MEMO, TABLED, get, jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import ASSIGNING, BROKERS, FIRMS, NO_PARTS
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain.labelled import CLIENT, MOST_CLIENT

L_ACCOUNT, L_FUTURES = labels.ACCOUNT, labels.FUTURES
FUTURES, FUND = BY_NAME["futures_code"].rank, BY_NAME["fund_account"].rank


@jit
def of_firm(buf, start, w):
    """A firm stands right before 账号 and its number."""
    apart()
    end, size, kind = nearest(buf, window(buf, start), start)
    if kind != L_ACCOUNT:
        return False
    return exact_before(buf, parted(buf, end - size, get(w, MEMO, TABLED)), FIRMS[0], FIRMS[1]) > 0


@jit
def broker(buf, start, size, label, n):
    """What the figures right behind a label of accounts are: the broker's own account of the customer, or the client's part of
    a trading code; 0 for neither."""
    apart()
    if label == L_FUTURES and CLIENT <= size <= MOST_CLIENT and client(buf, start, start + size, n):
        return FUTURES
    end, long, _ = nearest(buf, window(buf, start), start)
    if long == 0 or size < 7 or size > 9 or not filler(buf, end, start):
        return 0
    if day(buf, start, size) and not assigned(buf, end, start):
        return 0
    if at(buf, end - 1) | 32 == 116 or exact_before(buf, end, BROKERS[0], BROKERS[1]):
        return FUND
    if label != L_FUTURES or exact_before(buf, end, NO_PARTS[0], NO_PARTS[1]):
        return 0
    return FUTURES if size == CLIENT else FUND


@jit
def assigned(buf, i, start):
    """A colon or = stands between the label that ends at ``i`` and the number, and nothing else but blanks and quotes."""
    i = past_blanks(buf, i, start)
    sign = exact(buf, i, start, ASSIGNING[0], ASSIGNING[1])
    return sign > 0 and past_blanks(buf, i + sign, start) == start


@jit
def past_blanks(buf, i, end):
    """``i`` behind the spaces, quotes and backslashes that stand there before ``end``."""
    while i < end and (at(buf, i) == 32 or at(buf, i) == 34 or at(buf, i) == 39 or at(buf, i) == 92):
        i += 1
    return i


@jit
def dated_account(buf, start, size):
    """What looks like a date is the account right behind a label and its sign."""
    apart()
    if not day(buf, start, size):
        return False
    end, _, kind = nearest(buf, window(buf, start), start)
    return kind == L_ACCOUNT and assigned(buf, end, start)


@jit
def beforehand(buf, start, most):
    """The kind of the label before the nearest one, where only punctuation stands between or ``most`` bytes; 0 for none."""
    apart()
    end, size, _ = nearest(buf, window(buf, start), start)
    i = end - size
    end, size, kind = nearest(buf, window(buf, i), i)
    return kind if kind and (i - end <= most or filler(buf, end, i)) else 0
