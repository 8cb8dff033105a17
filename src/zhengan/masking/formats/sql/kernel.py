"""Where the literals of an SQL dump stand: in tuples behind VALUES, in lines of COPY, anywhere else in a statement."""

from __future__ import annotations

from zhengan.masking.kept import kept

STANDARD, DOUBLED, BACK, BACKED, E_BACK, E_BACKED, COPY, COPIED, NUMBER, HEX, COMMENT, DOUBLE, DOUBLE_BACKED = range(13)
UNICODE, BASE64, FIELD, VARIABLE = 13, 14, 15, 23
"""How a text is spelt: '…' of the standard, with '' in it; of MySQL, with escapes in it; E'…' of PostgreSQL, with escapes
in it; a field of COPY, with escapes in it; a number; hexadecimal digits; a comment, a $$…$$ text or one of Oracle's q'[…]';
"…" of MySQL, with escapes in it; U&'…' of PostgreSQL; bytes in base 64; in the eight from FIELD on a field of
a value of several, within a text of the first eight; a variable of MySQL among values, which is no text."""
COUNT, PLACE, ENDED, FAULT, ROWS, CLOSED, NAMED = range(7)
"""Places of ``state``: literals found (it goes on from there), how far whole rows or tokens reach, why it ended, what is
wrong (0: nothing), rows of all calls, whether what stands open at the end is no more than the statement itself, whether
variables stand among the literals."""
MORE, DONE, TAIL = range(3)
"""It needs more bytes; the statement (the block) is over; behind the tuples stands something else."""
WIDTH, STRANGE = range(1, 3)


@kept
def quoted_end(buf, i, size, sign, back):
    """Where the quote that closes a text stands, and whether the text has escapes; −1 where it is not closed yet."""
    escaped = False
    while i < size:
        c = buf[i]
        if back and c == 92:
            escaped = True
            i += 2
            continue
        if c == sign:
            if i + 1 >= size:
                return -1, escaped
            if buf[i + 1] != sign:
                return i, escaped
            escaped = True
            i += 1
        i += 1
    return -1, escaped


@kept
def wordy(c):
    """Whether a byte belongs to a word or a number."""
    return 48 <= c <= 57 or 65 <= c <= 90 or 97 <= c <= 122 or c == 95 or c >= 128


@kept
def spelling(buf, i, mysql):
    """How the text is spelt whose quote stands at ``i``: by the dump, or by the letter in front of it."""
    before = buf[i - 1] if i > 0 else 0
    if before == 38 and not mysql and i > 1 and buf[i - 2] | 32 == 117 and (i < 3 or not wordy(buf[i - 3])):
        return UNICODE
    alone = i < 2 or not wordy(buf[i - 2])
    if alone and (before == 69 or before == 101):
        return E_BACK
    if alone and (before == 88 or before == 120):
        return HEX
    return BACK if mysql else STANDARD


@kept
def chosen_end(buf, i, size):
    """Behind the text whose quote stands at ``i`` where signs that somebody chose stand around it, as in Oracle's q'[…]'; 0 where
    it is none, −1 where it is not closed yet."""
    q = i - 1
    if q < 0 or buf[q] | 32 != 113:
        return 0
    first = q - 1 if q > 0 and buf[q - 1] | 32 == 110 else q
    if first > 0 and wordy(buf[first - 1]):
        return 0
    sign = buf[i + 1] if i + 1 < size else 0
    close = sign + 2 if sign == 91 or sign == 123 or sign == 60 else 41 if sign == 40 else sign
    for k in range(i + 2, size - 1):
        if buf[k] == close and buf[k + 1] == 39:
            return k + 2
    return -1


@kept
def bytea(buf, i, end, lead):
    """Where the hexadecimal digits of a bytea begin that is spelt in ``[i, end)`` behind so many backslashes (and x): \\x…;
    0 where it is none."""
    first = i + lead + 1
    if end <= first or buf[i] != 92 or buf[first - 2] != 92 or buf[first - 1] != 120 or (end - first) % 2:
        return 0
    for k in range(first, end):
        c = buf[k]
        if not (48 <= c <= 57 or 97 <= c <= 102 or 65 <= c <= 70):
            return 0
    return first


@kept
def number_end(buf, i, size):
    """Behind a number (or a hexadecimal one) that begins at ``i``; ``i`` where there is none."""
    start = i
    if i < size and (buf[i] == 45 or buf[i] == 43):
        i += 1
    first = i
    while i < size:
        power = (buf[i] == 45 or buf[i] == 43) and i > first and buf[i - 1] | 32 == 101
        if not (wordy(buf[i]) or buf[i] == 46 or power):
            break
        i += 1
    return i if i > first else start


@kept
def past_comment(buf, i, size, mysql):
    """Behind the comment that begins at ``i``; ``i`` where none does, −1 where it is not closed yet."""
    c = buf[i]
    two = buf[i + 1] if i + 1 < size else 0
    if c == 47 and two == 42:
        if mysql and i + 2 < size and buf[i + 2] == 33:
            return i
        return comment_end(buf, i, size, not mysql)
    if (c == 35 and mysql) or (c == 45 and two == 45 and not (mysql and i + 2 < size and buf[i + 2] > 32)):
        while i < size and buf[i] != 10:
            i += 1
        return i if i < size else -1
    return i


@kept
def tuples(buf, begin, size, mysql, texts, groups, own, starts, ends, group, forms, state):
    """The values of ``(…), (…)`` from ``begin`` on, tuple by tuple; ``groups``: whose each of them is, ``own``: whose comments
    among them are. ``texts``: whether "…" is a text."""
    n = state[COUNT]
    state[FAULT], state[ENDED], state[PLACE] = 0, MORE, begin
    room = starts.size
    i = begin
    depth = column = 0
    fresh = False  # whether a value begins here, or behind the bracket of a function where one does: CAST(1 AS …)
    named = False  # whether the name of a function may have begun where that is so
    while i < size:
        c = buf[i]
        if c == 32 or c == 10 or c == 13 or c == 9:
            fresh &= not named
            i += 1
            continue
        if c == 45 or c == 47 or c == 35:
            end = past_comment(buf, i, size, mysql)
            if end < 0:
                return
            if end > i:
                if n == room:
                    state[FAULT] = STRANGE
                    return
                starts[n], ends[n], group[n], forms[n] = i, end, own, COMMENT
                n += 1
                i = end
                if depth == 0:
                    state[COUNT], state[PLACE] = n, i
                continue
        if depth == 0:
            if c == 40:
                if n + groups.size > room:
                    return
                depth, column, fresh, named = 1, 0, True, False
                i += 1
            elif c == 44:
                i += 1
            else:
                state[ENDED] = DONE if c == 59 else TAIL
                state[PLACE] = i + 1 if c == 59 else i
                return
            continue
        wanted = groups[min(column, groups.size - 1)]
        if c == 39:
            form = spelling(buf, i, mysql)
            chosen = chosen_end(buf, i, size)
            end, escaped = quoted_end(buf, i + 1, size, 39, form in (BACK, E_BACK)) if chosen == 0 else (chosen, False)
            if end < 0:
                return
            if n == room:
                state[FAULT] = STRANGE
                return
            if chosen:
                starts[n], ends[n], group[n], forms[n] = i + 2, end - 2, wanted, COMMENT
                n += 1
                i, fresh = end, False
                continue
            starts[n], ends[n], group[n] = i + 1, end, wanted
            forms[n] = form + 1 if escaped and form != HEX and form != UNICODE else form
            if form in (STANDARD, E_BACK):
                digits = bytea(buf, i + 1, end, 1 + (form == E_BACK))
                if digits:
                    starts[n], forms[n] = digits, HEX
            n += 1
            i, fresh = end + 1, False
        elif c == 44:
            if depth == 1:
                column += 1
            i, fresh, named = i + 1, depth == 1, False
        elif c == 40 or c == 91:
            depth, fresh, named = depth + 1, fresh and c == 40, False
            i += 1
        elif c == 93 and depth > 1:
            depth -= 1
            i += 1
        elif c == 41:
            depth -= 1
            i, fresh = i + 1, False
            if depth == 0:
                if column + 1 != groups.size:
                    state[FAULT] = WIDTH
                    return
                state[COUNT], state[PLACE] = n, i
                state[ROWS] += 1
        elif c == 34:
            end, escaped = quoted_end(buf, i + 1, size, 34, texts)
            if end < 0:
                return
            if texts:
                if n == room:
                    state[FAULT] = STRANGE
                    return
                starts[n], ends[n], group[n] = i + 1, end, wanted
                forms[n] = DOUBLE_BACKED if escaped else DOUBLE
                n += 1
            i, fresh = end + 1, False
        elif fresh and not named and (48 <= c <= 57 or c == 45 or c == 43 or c == 46):
            end = number_end(buf, i, size)
            if end == size:
                return
            if end == i and depth == 1:
                state[FAULT] = STRANGE
                return
            if end == i:
                i, fresh = i + 1, False
                continue
            hexed = c == 48 and end > i + 2 and buf[i + 1] | 32 == 120
            starts[n], ends[n], group[n] = (i + 2 if hexed else i), end, wanted
            forms[n] = HEX if hexed else NUMBER
            n += 1
            i, fresh = end, False
        elif fresh and mysql and c == 64 and i + 1 < size and wordy(buf[i + 1]):
            end = i + 1
            while end < size and wordy(buf[end]):
                end += 1
            if end == size:
                return
            starts[n], ends[n], group[n], forms[n] = i + 1, end, wanted, VARIABLE
            state[NAMED] = 1
            n += 1
            i, fresh = end, False
        elif c == 96 or c == 59 or c == 92 or c == 36 or c == 35 or (
            i + 1 < size and ((c == 47 and buf[i + 1] == 42) or (c == 45 and buf[i + 1] == 45))
        ):
            state[FAULT] = STRANGE
            state[PLACE] = i
            return
        else:
            fresh = named = fresh and wordy(c)
            i += 1


@kept
def copied(buf, begin, size, groups, starts, ends, group, forms, state):
    """The fields of lines of COPY in text format, to the line ``\\.``."""
    n = state[COUNT]
    state[FAULT], state[ENDED], state[PLACE] = 0, MORE, begin
    i = first = begin
    column, escaped = 0, False
    while i < size:
        c = buf[i]
        if c == 92:
            escaped = True
            i += 2
            continue
        if c == 9 or c == 10:
            high = i - 1 if c == 10 and i > first and buf[i - 1] == 13 else i
            if c == 10 and column == 0 and high - first == 2 and buf[first] == 92 and buf[first + 1] == 46:
                state[ENDED], state[PLACE] = DONE, i + 1
                return
            none = high - first == 2 and buf[first] == 92 and buf[first + 1] == 78
            if not none and high > first:
                if n == starts.size:
                    return
                starts[n], ends[n], group[n] = first, high, groups[min(column, groups.size - 1)]
                forms[n] = COPIED if escaped else COPY
                if escaped:
                    digits = bytea(buf, first, high, 2)
                    if digits:
                        starts[n], forms[n] = digits, HEX
                n += 1
            first, escaped = i + 1, False
            column += 1
            if c == 10:
                if column != groups.size:
                    state[FAULT] = WIDTH
                    return
                state[COUNT], state[PLACE] = n, i + 1
                state[ROWS] += 1
                column = 0
        i += 1


@kept
def comment_end(buf, i, size, nested):
    """Behind the comment whose /* stands at ``i``; −1 where it is not closed yet."""
    depth = 0
    while i + 1 < size:
        if buf[i] == 47 and buf[i + 1] == 42 and (nested or depth == 0):
            depth += 1
            i += 2
        elif buf[i] == 42 and buf[i + 1] == 47:
            depth -= 1
            i += 2
            if depth == 0:
                return i
        else:
            i += 1
    return -1


@kept
def dollar_end(buf, i, size):
    """The text of ``$tag$…$tag$`` that begins at ``i``: its two ends; (0, 0) where it is none, (−1, −1) not closed yet."""
    j = i + 1
    while j < size and wordy(buf[j]):
        j += 1
    if j >= size:
        return -1, -1
    if buf[j] != 36 or 48 <= buf[i + 1] <= 57 or (i > 0 and wordy(buf[i - 1])):
        return 0, 0
    width = j - i + 1
    k = j + 1
    while k + width <= size:
        same = buf[k] == 36
        for m in range(width):
            if not same:
                break
            same = buf[k + m] == buf[i + m]
        if same:
            return j + 1, k
        k += 1
    return -1, -1


@kept
def literals(buf, begin, size, mysql, texts, stop, own, starts, ends, group, forms, state):
    """Texts and comments of one statement from ``begin`` on, to the bytes ``stop`` that end it; all belong to ``own``.
    ``texts``: whether "…" is a text."""
    n = state[COUNT]
    state[FAULT], state[ENDED], state[PLACE], state[CLOSED] = 0, MORE, begin, 0
    i = begin
    while i < size:
        c = buf[i]
        if n == starts.size:
            return
        if c == stop[0] and i + stop.size <= size:
            same = True
            for k in range(stop.size):
                same &= buf[i + k] == stop[k]
            if same:
                state[COUNT], state[PLACE], state[ENDED] = n, i + stop.size, DONE
                return
        low = high = behind = i
        form = COMMENT
        chosen = chosen_end(buf, i, size) if c == 39 else 0
        if chosen:
            low, high, behind = i + 2, chosen - (2 if chosen > 0 else 0), chosen
        elif c == 39:
            form = spelling(buf, i, mysql)
            high, escaped = quoted_end(buf, i + 1, size, 39, form in (BACK, E_BACK))
            low, behind = i + 1, high + 1
            digits = bytea(buf, low, high, 1 + (form == E_BACK)) if form in (STANDARD, E_BACK) else 0
            form = form + 1 if escaped and form != HEX and form != UNICODE else form
            if digits:
                low, form = digits, HEX
        elif c == 34 or (c == 96 and mysql):
            high, escaped = quoted_end(buf, i + 1, size, c, mysql and c == 34)
            behind = low = high + 1
            if c == 34 and texts:
                low, form = i + 1, DOUBLE_BACKED if escaped else DOUBLE
        elif (c == 35 and mysql) or (c == 45 and i + 1 < size and buf[i + 1] == 45):
            high = i
            while high < size and buf[high] != 10:
                high += 1
            behind = high
        elif c == 47 and i + 1 < size and buf[i + 1] == 42 and not (mysql and i + 2 < size and buf[i + 2] == 33):
            high = behind = comment_end(buf, i, size, not mysql)
        elif c == 36 and not mysql:
            low, high = dollar_end(buf, i, size)
            behind = high + low - i if low > 0 else i + 1
            if low == 0:
                high = 0
        else:
            i += 1
            continue
        if high < 0:
            return
        if high > low:
            starts[n], ends[n], group[n], forms[n] = low, high, own, form
            n += 1
        i = behind
    state[COUNT], state[CLOSED] = n, 1
