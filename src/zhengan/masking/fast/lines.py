"""``plain.landlines`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast import checks, raw
from zhengan.masking.fast.context import day, label_apart
from zhengan.masking.fast.dialled import answered, area_at, dialled, second
from zhengan.masking.fast.extensions import extended
from zhengan.masking.fast.keyed import blanks_before
from zhengan.masking.fast.lex import HEAD, figure, get, jit, letter
from zhengan.masking.fast.lists import ahead, behind
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.reading import plus, weak, weak_line
from zhengan.masking.fast.tables import AREAS
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.kinds.structured import BY_NAME

LANDLINE, MOBILE = BY_NAME["landline"].rank, BY_NAME["mobile"].rank
L_PHONE, L_MARKET, L_AMOUNT = labels.PHONE, labels.MARKET, labels.AMOUNT


@jit
def locals_at(w, g, count):
    """Digits of the local number in ``count`` groups: one of seven or eight, or two of four with ``groups`` even."""
    if count == 1 and (get(w, g, 2) == 7 or get(w, g, 2) == 8):
        return get(w, g, 2)
    return 8 if count == 2 and get(w, g, 2) == 4 and get(w, g + 1, 2) == 4 else 0


@jit
def apart_7(first, second):
    """Groups of three and four, as some write the seven figures of a line."""
    return (first == 3 and second == 4) or (first == 4 and second == 3)


@jit
def apart(buf, n, w, g, many):
    """``010-62345678``, ``0755 8234 5678``, ``+86 10 62345678``, ``+8610-62345678``; the last after 电话 without its sign."""
    size = get(w, g, 2)
    code = (size == 2 and checks.number(w, g, 0, 2) == 86) or (size == 4 and checks.number(w, g, 0, 4) == 86)
    start = plus(buf, get(w, g, 0))
    glued = stuck(buf, w, g, size, start)
    if glued == 0 and (size > 4 or (get(w, g, HEAD) != 0 and not code)):
        return 0, 0, 0, 0
    abroad = code and (start < get(w, g, 0) or size == 4 or label_at(buf, get(w, g, 0), w) == L_PHONE)
    if not abroad and glued == 0:
        start = get(w, g, 0)
    skip = 1 if abroad else 0
    for count in range(2, 5):
        if g + count > many:
            break
        parts = count - skip - 1
        if parts < 1:
            continue
        a = g + skip
        zero = glued > 0 or get(w, a, HEAD + 0) == 0
        low = glued if glued else 1 if zero else 0
        width = get(w, a, 2) - low
        size = locals_at(w, a + 1, parts)
        if parts == 2 and size == 0 and apart_7(get(w, a + 1, 2), get(w, a + 2, 2)) and label_at(buf, get(w, g, 0), w) == L_PHONE:
            size = 7  # 联系电话：0931 463 1452
        if size == 0 or not (zero or abroad) or width < 2 or width > 3 or (width == 2 and size != 8):
            continue
        area = checks.number(w, a, low, low + width) + (1000 if width == 2 else 0)
        if AREAS[area] == 0 or get(w, a + 1, HEAD + 0) == 0:
            continue
        if weak_line(buf, n, w, g, count, many) or label_at(buf, get(w, g, 0), w) >= L_AMOUNT:
            continue
        return LANDLINE, start, get(w, g + count - 1, 1), count
    return 0, 0, 0, 0


@jit
def stuck(buf, w, g, size, start):
    """Figures of the country code that sticks to the area code in the first group: 8610 behind a plus sign or 电话, 008610."""
    if size == 6 or size == 7:
        return 4 if checks.number(w, g, 0, 4) == 86 else 0
    if (size != 4 and size != 5) or checks.number(w, g, 0, 2) != 86:
        return 0
    return 2 if start < get(w, g, 0) or label_at(buf, get(w, g, 0), w) == L_PHONE else 0


@jit
def bracketed(buf, n, w, g, many):
    """``(010)62345678``, and a mobile number so written: ``(138) 1234-5678``."""
    i = get(w, g, 0)
    i -= i > 0 and (at(buf, i - 1) == 32 or at(buf, i - 1) == 45)
    if i < 4:
        return 0, 0, 0, 0
    if at(buf, i - 1) == 41:
        i -= 1
    elif at(buf, i - 1) == 0x89 and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
        i -= 3
    else:
        return 0, 0, 0, 0
    width, area, unit = 0, 0, 1
    while i > 0 and width < 5 and figure(at(buf, i - 1)):
        i -= 1
        area += (at(buf, i) - 48) * unit
        unit *= 10
        width += 1
    if width < 2 or i < 1:
        return 0, 0, 0, 0
    zero, cell = at(buf, i) == 48, at(buf, i) == 49 and width == 3 and at(buf, i + 1) >= 51
    glued = width > 3 and at(buf, i) == 56 and at(buf, i + 1) == 54  # (8610)62345678
    if at(buf, i - 1) == 40:
        i -= 1
    elif i > 2 and at(buf, i - 1) == 0x88 and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
        i -= 3
    else:
        return 0, 0, 0, 0
    begin = country(buf, i)
    width -= 2 if glued else zero
    area = area % 1000 if width == 3 else area % 100 if width == 2 else area
    line = (zero or glued or begin < i) and 2 <= width <= 3
    for count in range(1, 3):
        if g + count > many:
            break
        size = locals_at(w, g, count)
        if line and (size == 8 or (size == 7 and width == 3)) and get(w, g, HEAD + 0) != 0:
            known = AREAS[area + (1000 if width == 2 else 0)]
            if known and not weak_line(buf, n, w, g, count, many):
                return LANDLINE, begin, get(w, g + count - 1, 1), count
        if cell and size == 8 and not weak(buf, n, w, g, count, many) and label_at(buf, get(w, g, 0), w) < L_AMOUNT:
            return MOBILE, i, get(w, g + count - 1, 1), count
    return 0, 0, 0, 0


@jit
def country(buf, i):
    """Where the country code starts that ends before a bracket at ``i``, or a blank; ``i`` where none does: +86 (591)."""
    k = i - (i > 0 and at(buf, i - 1) == 32)
    if k < 3 or at(buf, k - 1) != 54 or at(buf, k - 2) != 56:
        return i
    start = plus(buf, k - 2)
    if start < k - 2:
        return start
    zeros = k > 3 and at(buf, k - 3) == 48 and at(buf, k - 4) == 48
    return k - 4 if zeros and (k == 4 or not figure(at(buf, k - 5))) else i


@jit
def spaced(buf, n, w, g, many):
    """``0755 - 82345678`` after 电话 or 值班室: spaces around the hyphen."""
    raw.apart()
    k = blanks_before(buf, get(w, g, 0))
    if k == 0 or at(buf, k - 1) != 45:
        return 0, 0, 0, 0
    i = blanks_before(buf, k - 1)
    if k == get(w, g, 0) and i == k - 1:
        return 0, 0, 0, 0
    width = behind(buf, i, 5)
    i -= width
    if width < 3 or width > 4 or at(buf, i) != 48:
        return 0, 0, 0, 0
    area = 1000 if width == 3 else 0
    for j in range(i + 1, i + width):
        area += (at(buf, j) - 48) * (1 if j == i + width - 1 else 10 if j == i + width - 2 else 100)
    kind = label_apart(buf, i) if AREAS[area] else L_AMOUNT
    if kind != L_PHONE and (kind or not answered(buf, i)):
        return 0, 0, 0, 0
    for count in range(1, 3):
        if g + count > many:
            break
        size = locals_at(w, g, count)
        if (size == 8 or (size == 7 and width == 4)) and get(w, g, HEAD) != 0 and not weak_line(buf, n, w, g, count, many):
            return LANDLINE, i, get(w, g + count - 1, 1), count
    return 0, 0, 0, 0


@jit
def alone(buf, n, w, g, many):
    """``075582345678`` or ``82345678`` after 电话; the first also where who answers it or calls it stands there; and
    ``+8675582345678`` anywhere."""
    for count in range(1, 3):
        if g + count > many:
            break
        size = get(w, g, 2)
        whole = False
        abroad = count == 1 and 12 <= size <= 15 and dialled_abroad(buf, w, g, size)
        if count == 1 and 10 <= size <= 12:
            width = checks.area_of(w, g, size)
            rest = size - 1 - width
            whole = (
                width > 0 and get(w, g, HEAD + 1 + width) != 0 and (rest == 8 or (rest == 7 and width == 3))
            )
        bare = get(w, g, 3) == 0 and locals_at(w, g, count) > 0 and 2 <= get(w, g, HEAD + 0) <= 8
        bare = bare and not day(buf, get(w, g, 0), get(w, g + count - 1, 1) - get(w, g, 0))
        if not (whole or bare or abroad) or get(w, g, 3) < 0:
            continue
        start, end = get(w, g, 0), get(w, g + count - 1, 1)
        if weak_line(buf, n, w, g, count, many) or tied(buf, end, n):
            continue
        kind = label_at(buf, start, w)
        if abroad and kind < L_AMOUNT:
            return LANDLINE, plus(buf, start), end, count
        if kind == L_PHONE or (whole and kind in (0, L_MARKET) and dialled(buf, start, end, n, w)):
            return LANDLINE, start, end, count
        if bare and count == 1 and kind == 0 and second(buf, start, end, n):
            return LANDLINE, start, end, 1
    return 0, 0, 0, 0


@jit
def dialled_abroad(buf, w, g, size):
    """``+8675582345678`` or ``+861062345678``: country code, area code and number in one piece, behind a plus sign or 电话."""
    code = 2 if checks.number(w, g, 0, 2) == 86 else 4 if checks.number(w, g, 0, 4) == 86 else 0
    if code == 0:
        return False
    for width in range(2, 4):
        known = AREAS[checks.number(w, g, code, code + width) + (1000 if width == 2 else 0)]
        if known:
            rest = size - code - width
            if get(w, g, HEAD + code + width) == 0 or not (rest == 8 or (rest == 7 and width == 3)):
                return False
            start = get(w, g, 0)
            return (code == 2 and plus(buf, start) < start) or label_at(buf, start, w) == L_PHONE
    return False


@jit
def dotted_line(buf, n, w, g):
    """``021.62345678`` or ``021.6234.5678`` after 电话, of which the group is the one behind the area code."""
    raw.apart()
    start = get(w, g, 0)
    area = area_at(buf, start - 1)
    size, end = ahead(buf, start, 9, n), start
    if area < 0 or AREAS[area] == 0 or at(buf, start) == 48:
        return 0, 0, 0, 0
    if size == 4 and start + 4 < n and at(buf, start + 4) == 46 and ahead(buf, start + 5, 5, n) == 4:
        size, end = 8, start + 9
    else:
        end = start + size
    c = at(buf, end) if end < n else 0
    if letter(c) or figure(c) or (c == 46 and end + 1 < n and figure(at(buf, end + 1))):
        return 0, 0, 0, 0
    low = start - (4 if area >= 1000 else 5)
    if not (size == 8 or (size == 7 and area < 1000)) or label_apart(buf, low) != L_PHONE:
        return 0, 0, 0, 0
    return LANDLINE, low, extended(buf, end, n), 1


@jit
def fixed_line(buf, n, w, g, many):
    """With an area code in its own group or in brackets; after 电话 also in one piece or without area code."""
    raw.apart()
    found = apart(buf, n, w, g, many)
    if found[0] == 0 and get(w, g, 3) == 0:
        found = bracketed(buf, n, w, g, many)
        if found[0] == 0 and get(w, g, 0) > 5 and (at(buf, get(w, g, 0) - 1) == 32 or at(buf, get(w, g, 0) - 1) == 45):
            found = spaced(buf, n, w, g, many)
    if found[0] == 0:
        found = alone(buf, n, w, g, many)
    if found[0] == LANDLINE:
        return LANDLINE, found[1], extended(buf, found[2], n), found[3]
    return found


@jit
def tied(buf, end, n):
    """A hyphen ties more to the figures than an extension: 89054224-f86d-30de."""
    if end + 1 >= n or at(buf, end) != 45 or not (letter(at(buf, end + 1)) or figure(at(buf, end + 1))):
        return False
    return extended(buf, end, n) == end


