"""Whose account a number is, by what stands around its label: rules of ``plain.labelled`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast.context import exact_before, filler, nearest, window
from zhengan.masking.fast.documents import parted
from zhengan.masking.fast.lex import MEMO, TABLED, get, jit
from zhengan.masking.fast.lists import otherwise
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import BROKERS, FIRMS
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels

L_ACCOUNT = labels.ACCOUNT


@jit
def of_firm(buf, start, w):
    """A firm stands right before 账号 and its number."""
    apart()
    end, size, kind = nearest(buf, window(buf, start), start)
    if kind != L_ACCOUNT:
        return False
    return exact_before(buf, parted(buf, end - size, get(w, MEMO, TABLED)), FIRMS[0], FIRMS[1]) > 0


@jit
def broker(buf, start, size):
    """The figures stand right behind a label of accounts: what the broker calls so is his own account of the customer."""
    apart()
    end, long, _ = nearest(buf, window(buf, start), start)
    if long == 0 or not filler(buf, end, start) or otherwise(buf, start, size):
        return False
    c = at(buf, end - 1)
    return c | 32 == 116 or exact_before(buf, end, BROKERS[0], BROKERS[1]) > 0


@jit
def beforehand(buf, start, most):
    """The kind of the label before the nearest one, where only punctuation stands between or ``most`` bytes; 0 for none."""
    apart()
    end, size, _ = nearest(buf, window(buf, start), start)
    i = end - size
    end, size, kind = nearest(buf, window(buf, i), i)
    return kind if kind and (i - end <= most or filler(buf, end, i)) else 0
