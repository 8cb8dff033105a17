"""The rules of ``plain.structured`` and ``plain.labelled`` for kernels: the value that starts at a group.

Each returns (kind, start, end, groups taken), kind 0 for none.
"""

from __future__ import annotations

from zhengan.masking.fast import checks
from zhengan.masking.fast.accountlabels import beforehand, broker, dated_account, of_firm
from zhengan.masking.fast.behind import alias_like, aliased, compounded
from zhengan.masking.fast.below import led
from zhengan.masking.fast.columns import column
from zhengan.masking.fast.context import (
    counted,
    floated,
    label_apart,
    right_free,
)
from zhengan.masking.fast.documents import (
    account_before,
    called_behind,
    called_paper,
    clause_before,
    document,
    headed,
    in_row,
    mentioned,
    nearby,
    sorted_near,
)
from zhengan.masking.fast.foreign import capital, passport_end
from zhengan.masking.fast.lex import HEAD, JOINED, MEMO, TABLED, figure, get, jit, letter, separator, unit
from zhengan.masking.fast.lists import otherwise
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.measures import celled_before, measured
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.reading import even, followed, join, joined, plus, tight, unlike, weak
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain.labelled import CLOSE_BY

RESIDENT, MOBILE, CARD, ACCOUNT = (
    BY_NAME[k].rank for k in ("resident_id", "mobile", "bank_card", "securities_account")
)
FUTURES, FUND, PASSPORT, PERMIT = (
    BY_NAME[k].rank for k in ("futures_code", "fund_account", "passport", "permit")
)
L_ID, L_CARD, L_SECURITIES = labels.ID, labels.CARD, labels.SECURITIES
L_FUTURES, L_FUND = labels.FUTURES, labels.FUND
L_PHONE, L_MARKET = labels.PHONE, labels.MARKET
L_PASSPORT, L_PERMIT, L_ACCOUNT, L_AMOUNT = labels.PASSPORT, labels.PERMIT, labels.ACCOUNT, labels.AMOUNT


@jit
def card_shape(w, g, count):
    """In one piece, in fours with a shorter end, or six or eight and the rest."""
    if count == 1:
        return True
    if count == 2:
        return get(w, g, 2) == 6 or get(w, g, 2) == 8
    if count < 4 or get(w, g + count - 1, 2) > 4:
        return False
    others = 0
    for k in range(g, g + count - 1):
        others += get(w, k, 2) != 4
    return others == 0


@jit
def card(buf, n, w, g, many):
    """The longest shape of a card that passes; behind a label of cards then groups of any size."""
    apart()
    total, longest = 0, 0
    for count in range(1, min(19, many - g) + 1):
        total += get(w, g + count - 1, 2)
        if total > 19 or not even(w, g, count, 0):
            break
        if total >= 16:
            longest = count
    found = card_of(buf, n, w, g, many, longest, False)
    if found[0] == 0 and longest > 1 and label_at(buf, get(w, g, 0), w) == L_CARD:
        found = card_of(buf, n, w, g, many, longest, True)
    return found


@jit
def card_of(buf, n, w, g, many, longest, loose):
    """The longest that passes of those in the shapes of cards, or (``loose``) of those that are not."""
    apart()
    for count in range(longest, 0, -1):
        size = 0
        for k in range(g, g + count):
            size += get(w, k, 2)
        if size < 16:
            break
        if card_shape(w, g, count) == loose or (loose and not tight(w, g, count)):
            continue
        join(w, g, count)
        if not checks.luhn(w, JOINED, size) or unlike(buf, n, w, g, count, many):
            continue
        issued = checks.issued(w, JOINED)
        kind = label_at(buf, get(w, g, 0), w)
        if kind != L_CARD:
            if not issued or kind >= L_AMOUNT:
                continue
            if (
                count == 1
                and size == 18
                and checks.number(w, JOINED, 0, 2) != 62
                and checks.credit(w, JOINED)
            ):
                continue
        return CARD, get(w, g, 0), get(w, g + count - 1, 1), count
    return 0, 0, 0, 0


@jit
def grouped(buf, n, w, g, many):
    """A number of twelve figures in groups: 4-8, or fours, of which the first has four."""
    apart()
    count, second = many - g, get(w, g + 1, 2)
    fours = count == 3 and second == 4 and get(w, g + 2, 2) == 4 and even(w, g, 3, 0)
    if not (fours or (count == 2 and second == 8)) or weak(buf, n, w, g, count, many):
        return 0, 0, 0, 0
    kind = label_at(buf, get(w, g, 0), w)
    name = ACCOUNT if kind == L_SECURITIES else FUTURES if kind == L_FUTURES else 0
    return (name, get(w, g, 0), get(w, g + count - 1, 1), count) if name else (0, 0, 0, 0)


@jit
def labelled(buf, n, w, g, many):
    """One group after a label of its kind."""
    apart()
    size = get(w, g, 2)
    if size == 4 and many > g + 1 and many <= g + 3:
        found = grouped(buf, n, w, g, many)
        if found[0]:
            return found
    i = get(w, g, 1)
    if size < 7 or size > 16 or (joined(w, g, 1, many) and not compounded(buf, get(w, g, 0), i, n)):
        return 0, 0, 0, 0
    kind = aliased(buf, i, n) if alias_like(at(buf, i), at(buf, i + 1)) else 0
    if kind == 0:
        kind = label_at(buf, get(w, g, 0), w)
    if kind == 0 and 8 <= size <= 10:
        kind = sorted_near(buf, get(w, g, 0), i, n, w)
        if kind == 0 and size == 10 and get(w, g, HEAD) == 0:
            kind = account_before(buf, get(w, g, 0), w)
    return fitted(buf, n, w, g, many, kind) if 0 < kind < L_AMOUNT and kind != L_PHONE else (0, 0, 0, 0)


@jit
def fitted(buf, n, w, g, many, kind):
    """The group as what its label of a kind says, where it has the form."""
    apart()
    size = get(w, g, 2)
    if kind == L_ID or (kind == L_CARD and 8 <= size <= 10):
        kind = document(buf, get(w, g, 0), w)
        if kind == 0 and 8 <= size <= 10:
            kind = sorted_near(buf, get(w, g, 0), get(w, g, 1), n, w)
            if kind == 0 and size == 10 and get(w, g, HEAD) == 0:
                kind = account_before(buf, get(w, g, 0), w)
    if kind == L_ACCOUNT and size == 10 and get(w, g, HEAD) == 0:
        kind = L_SECURITIES
    if kind == 0 or kind >= L_AMOUNT:
        return 0, 0, 0, 0
    name = fitting(buf, w, g, kind, size)
    if kind == L_ACCOUNT and name == 0 and dated_account(buf, get(w, g, 0), size):
        name = FUND
    if kind == L_ACCOUNT and of_firm(buf, get(w, g, 0), w):
        return 0, 0, 0, 0
    if name == 0 and kind in (L_SECURITIES, L_FUTURES, L_MARKET):
        name = fitting(buf, w, g, beforehand(buf, get(w, g, 0), 0), size)
        if name == 0 and kind in (L_SECURITIES, L_FUTURES) and 7 <= size <= 10:
            name = broker(buf, get(w, g, 0), size, kind, n)
    elif kind == L_ACCOUNT and (size == 10 or size == 12) and beforehand(buf, get(w, g, 0), CLOSE_BY) == L_SECURITIES:
        name = ACCOUNT
    if name == 0 or counted(buf, get(w, g, 0), get(w, g, 1), n):
        return 0, 0, 0, 0
    if weak(buf, n, w, g, 1, many) and not followed(buf, n, w, g, label_at(buf, get(w, g, 0), w)):
        return 0, 0, 0, 0
    return name, get(w, g, 0), get(w, g, 1), 1


@jit
def fitting(buf, w, g, kind, size):
    """What a number is after a label of a kind, 0 where it has not the form."""
    name = 0
    if (kind == L_SECURITIES and (size == 10 or size == 12)) or (kind == L_MARKET and size == 10 and get(w, g, HEAD) == 0):
        name = ACCOUNT
    elif (kind == L_FUTURES or (kind == L_MARKET and get(w, g, HEAD) == 0)) and size == 12:
        name = FUTURES
    elif kind == L_FUND or (kind == L_ACCOUNT and not otherwise(buf, get(w, g, 0), size)):
        name = FUND
    elif kind == L_PASSPORT and size == 9:
        name = PASSPORT
    elif kind == L_PERMIT and (size == 8 or size == 10):
        name = PERMIT
    return name


@jit
def dotted_cell(buf, n, w):
    """``138.1234.5678``, of which the first group read is the one in the middle."""
    apart()
    i = get(w, 0, 0)
    if i < 4 or i + 9 > n or get(w, 0, 1) != i + 4 or at(buf, i + 4) != 46 or at(buf, i - 4) != 49 or at(buf, i - 3) < 51:
        return 0, 0, 0, 0
    if not (figure(at(buf, i - 3)) and figure(at(buf, i - 2))):
        return 0, 0, 0, 0
    for k in range(i + 5, i + 9):
        if not figure(at(buf, k)):
            return 0, 0, 0, 0
    i -= 4
    end = i + 13
    size = separator(buf, end, n)[0]
    if not right_free(buf, end, n) or unit(buf, end + size, n):
        return 0, 0, 0, 0
    if i > 0:
        c = at(buf, i - 1)
        if letter(c) or figure(c) or c == 45 or c == 46 or c == 95:
            return 0, 0, 0, 0
    return (0, 0, 0, 0) if label_apart(buf, i) >= L_AMOUNT else (MOBILE, i, end, 1)


@jit
def cell_shape(w, g, count, prefix):
    """11, 3-4-4, 3-8, a rare one, one by one; the country code stands alone or sticks to the first group."""
    if prefix and get(w, g, 2) == prefix:
        g += 1
        count -= 1
        prefix = 0
    elif prefix == 0 and count == 11:
        others = 0
        for k in range(g, g + 11):
            others += get(w, k, 2) != 1
        return others == 0
    if count < 1:
        return False
    first = get(w, g, 2) - prefix  # of eleven
    if count == 1:
        return first == 11
    second = get(w, g + 1, 2)
    if count == 2:
        return first == 3 or 5 <= first <= 10
    return count == 3 and ((first == 3 and second == 4) or (first == 4 and 3 <= second <= 4))


@jit
def rare_shape(w, g, count, prefix):
    """4-3-4, 4-4-3, 5-6 to 10-1, which a label must say are a number to call; of those that ``cell_shape`` lets pass."""
    if prefix and get(w, g, 2) == prefix:
        g += 1
        count -= 1
        prefix = 0
    return 2 <= count <= 3 and get(w, g, 2) - prefix != 3


@jit
def called(buf, start, end, n, w):
    """The line above asks for a number to call, or the header of the column says so."""
    apart()
    if get(w, MEMO, TABLED) == 0:
        return False
    return led(buf, start, n, w) == L_PHONE or column(buf, start, end, n, w) == L_PHONE


@jit
def attached(buf, w, g, count, many):
    """4-3-4 with spaces between and nothing more, right behind a Chinese character or a sign of Chinese text: ： ， 、 （ ；"""
    if count != 3 or get(w, g + 1, 3) < 0 or many != g + 3 or get(w, g, 2) != 4 or get(w, g + 1, 2) != 3 or get(w, g + 2, 2) != 4:
        return False
    i = get(w, g, 0)
    if i < 3:
        return False
    a, b, c = at(buf, i - 3), at(buf, i - 2), at(buf, i - 1)
    if a == 0xEF:
        return b == 0xBC and (c == 0x9A or c == 0x8C or c == 0x88 or c == 0x9B)
    if a == 0xE3:
        return b == 0x80 and c == 0x81
    return 0xE4 <= a <= 0xE9 and b >> 6 == 2 and c >> 6 == 2


@jit
def cell(buf, n, w, g, many):
    """A mobile number, with its country code where one is written."""
    apart()
    for turn in range(5):
        count = turn + 1 if turn < 4 else 11
        if g + count > many:
            break
        total = 0
        for k in range(g, g + count):
            total += get(w, k, 2)
        if total < 11 or total > 15:
            continue
        join(w, g, count)
        prefix = 0
        if total > 11:
            if (
                get(w, JOINED, HEAD + 0) == 0
                and get(w, JOINED, HEAD + 1) == 0
                and get(w, JOINED, HEAD + 2) == 8
                and get(w, JOINED, HEAD + 3) == 6
            ):
                prefix = 4
            elif get(w, JOINED, HEAD + 0) == 8 and get(w, JOINED, HEAD + 1) == 6:
                prefix = 2
            elif total == 12 and get(w, JOINED, HEAD + 0) == 0 and label_at(buf, get(w, g, 0), w) == L_PHONE:
                prefix = 1
        if (
            total - prefix != 11
            or get(w, JOINED, HEAD + prefix) != 1
            or get(w, JOINED, HEAD + prefix + 1) < 3
        ):
            continue
        if not cell_shape(w, g, count, prefix) or unlike(buf, n, w, g, count, many):
            continue
        kind = label_at(buf, get(w, g, 0), w)
        if kind != L_PHONE and not even(w, g, count, 1 if prefix and get(w, g, 2) == prefix else 0):
            continue
        start = get(w, g, 0)
        if prefix == 1:
            start += (get(w, g, 1) - start) // get(w, g, 2)
        elif prefix:
            start = plus(buf, start)
        rare = kind != L_PHONE and (rare_shape(w, g, count, prefix) or floated(buf, get(w, g + count - 1, 1), n))
        if rare and (kind or get(w, g, 3)):
            continue
        if rare and not called(buf, start, get(w, g + count - 1, 1), n, w) and not attached(buf, w, g, count, many):
            continue
        if count == 1 and prefix == 0 and kind == 0 and celled_before(buf, start) and measured(buf, start, get(w, g, 1), n, w):
            continue
        if kind < L_AMOUNT:
            return MOBILE, start, get(w, g + count - 1, 1), count
    return 0, 0, 0, 0


@jit
def lettered(buf, n, w, g, many, letters, width):
    """One or two letters that touch the group: a Shanghai account, a passport, a permit; or three: an older residence permit."""
    apart()
    start, size, end = get(w, g, 0), get(w, g, 2), get(w, g, 1)
    if size < 7 and width == 1 and letters < 4:
        return abroad(buf, n, w, g, start - letters)
    if size == 7 and width == 1 and letters == 1 and end < n and capital(at(buf, end)):
        found = abroad(buf, n, w, g, start - letters)
        if found[0]:
            return found
    if letters > 3 or size < 7 or size > 12 or joined(w, g, 1, many):
        return 0, 0, 0, 0
    if not (end - start == size or (end - start == 3 * size and at(buf, start) == 0xEF)):
        return 0, 0, 0, 0
    begin = start - letters * width
    first, second = spelt(buf, begin, width), spelt(buf, begin + width, width)
    if letters == 3:
        third = spelt(buf, begin + 2 * width, width)
        if size != 12 or not checks.older(w, g, first, second, third) or weak(buf, n, w, g, 1, many):
            return 0, 0, 0, 0
        return (0, 0, 0, 0) if label_at(buf, begin, w) >= L_AMOUNT else (RESIDENT, begin, end, 1)
    plain = first <= 90 and (letters == 1 or second <= 90)
    first |= 32
    if letters == 2:
        second |= 32
    # The shapes; which label or letter makes them so, below. e g: passports; d s p: official ones; h m c l t w: permits.
    paired = letters == 2 and size == 7
    fit = paired and second != 105 and second != 111  # no I, no O
    own = 97 <= first <= 102 and letters == 1 and size == 9
    official = first == 100 or first == 115 or first == 112
    travel = (letters == 1 and size == 8 and (first == 101 or first == 103 or official)) or (
        (first == 101 and fit) or (paired and second == 101 and official)
    )
    crossing = (letters == 1 and (first == 104 or first == 109) and (size == 8 or size == 10)) or (
        (first == 99 and fit) or (first in (99, 108, 116, 119) and letters == 1 and size == 8)
    )
    foreign = paired or (letters == 1 and (size == 7 or size == 8))
    if not (own or travel or crossing or foreign):
        return 0, 0, 0, 0
    kind = label_at(buf, begin, w)
    if kind >= L_AMOUNT or (weak(buf, n, w, g, 1, many) and not followed(buf, n, w, g, kind)):
        return 0, 0, 0, 0
    kind = L_ID if kind == L_CARD else kind
    day = letters == 1 and checks.dated(w, g)
    if own:
        return (ACCOUNT, begin, end, 1) if plain or kind == L_SECURITIES else (0, 0, 0, 0)
    if foreign and kind == L_PASSPORT:
        return PASSPORT, begin, end, 1
    if travel and plain and (first == 101 or first == 103) and not day:
        return PASSPORT, begin, end, 1
    if crossing and plain and (first == 104 or first == 109) and not day:
        return PERMIT, begin, end, 1
    if kind == 0 or kind == L_ID:
        kind = sorted_out(buf, n, w, begin, end, kind)
    if (travel or foreign) and kind == L_PASSPORT:
        return PASSPORT, begin, end, 1
    if crossing and kind == L_PERMIT:
        return PERMIT, begin, end, 1
    if kind and kind != L_ID:
        return 0, 0, 0, 0
    kind, form = nearby(buf, begin, w) if plain else 0, travel
    if not ((travel and kind == L_PASSPORT) or (crossing and kind == L_PERMIT)):
        kind, travel = called_behind(buf, end, n), travel or foreign
    if travel and kind == L_PASSPORT:
        return PASSPORT, begin, end, 1
    if not (crossing and kind == L_PERMIT):
        kind = mentioned(buf, end, n, form, crossing) if plain and not day and (form or crossing) else 0
    if form and kind == L_PASSPORT:
        return PASSPORT, begin, end, 1
    return (PERMIT, begin, end, 1) if crossing and kind == L_PERMIT else (0, 0, 0, 0)


@jit
def abroad(buf, n, w, g, start):
    """A passport of Canada or Germany, which has few digits in a row, after a label or in a column of passports."""
    apart()
    end = passport_end(buf, start, n)
    return foreign(buf, n, w, g, start, end) if end else (0, 0, 0, 0)


@jit
def foreign(buf, n, w, g, start, end):
    """What has the form of another country's passport: after a label, in a column of passports, or where the sort of the
    document says so."""
    apart()
    kind = label_at(buf, start, w)
    kind = L_ID if kind == L_CARD else kind
    if kind == 0 or kind == L_ID:
        kind = sorted_out(buf, n, w, start, end, kind)
        if kind == 0 or kind == L_ID:
            kind = called_behind(buf, end, n)
    return (PASSPORT, start, end, 1) if kind == L_PASSPORT else (0, 0, 0, 0)


@jit
def sorted_out(buf, n, w, start, end, kind):
    """What the header of its column says of a document's number without a label, or the sort of the document."""
    apart()
    if kind == 0 and get(w, MEMO, TABLED):
        kind = column(buf, start, end, n, w)
    if kind == 0:
        found = clause_before(buf, start)
        if found == 0:
            found = in_row(buf, start, end, n)
        return headed(buf, start) if found == 0 and called_paper(buf, start) else found
    if kind != L_ID:
        return kind
    found = document(buf, start, w)
    return found if found else headed(buf, start)


@jit
def spelt(buf, i, width):
    """The letter at ``i``, of one byte or of three."""
    return at(buf, i) if width == 1 else at(buf, i + 2) - 96
