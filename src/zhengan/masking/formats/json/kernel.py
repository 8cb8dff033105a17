"""The scalar values of JSON (RFC 8259), one object a line: where they stand, how they are spelt, under which keys."""

from __future__ import annotations

import numpy as np

from zhengan.masking.kept import kept

PLAIN, ESCAPED, NUMBER, WORD = range(4)
"""A string without escapes; one with; a number; true or false. null is no value."""
COUNT, ROWS, PLACE, FAULT, NESTED = range(5)
"""Places of ``state``: values found, objects (of all calls), where it stopped, what is wrong there (0: nothing), arrays that
stand in arrays."""
BROKEN, DEEP, NO_OBJECT, CONTROL = range(1, 5)
DEEPEST = 512
SEED, PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)
VALUE, KEY, COLON, NEXT, FIRST_KEY, FIRST_VALUE, DONE = range(7)


@kept
def mixed(path, buf, start, end):
    """The path to a key below a path, as a number (FNV-1a)."""
    made = (path ^ np.uint64(255)) * PRIME
    for i in range(start, end):
        made = (made ^ np.uint64(buf[i])) * PRIME
    return made


@kept
def texts(buf, starts, ends):
    """Of every text a number, which is that of no other."""
    made = np.zeros(starts.size, np.uint64)
    for k in range(starts.size):
        made[k] = mixed(SEED, buf, starts[k], ends[k])
    return made


@kept
def string_end(buf, i, size):
    """Where the string that begins behind the quote ``i - 1`` ends, and whether it has escapes; −1 where it is none."""
    escaped = False
    while i < size:
        c = buf[i]
        if c == 34:
            return i, escaped
        if c < 32:
            return -1, escaped
        if c == 92:
            escaped = True
            i += 1
            if i >= size:
                return -1, escaped
            c = buf[i]
            if c == 117:
                for k in range(1, 5):
                    h = buf[i + k] if i + k < size else 0
                    if not (48 <= h <= 57 or 65 <= h <= 70 or 97 <= h <= 102):
                        return -1, escaped
                i += 4
            elif c != 34 and c != 92 and c != 47 and c != 98 and c != 102 and c != 110 and c != 114 and c != 116:
                return -1, escaped
        i += 1
    return -1, escaped


@kept
def digits_end(buf, i, size):
    """Behind the digits from ``i`` on."""
    while i < size and 48 <= buf[i] <= 57:
        i += 1
    return i


@kept
def number_end(buf, i, size):
    """Behind the number that begins at ``i``; −1 where it is none."""
    if i < size and buf[i] == 45:
        i += 1
    whole = digits_end(buf, i, size)
    if whole == i or (buf[i] == 48 and whole > i + 1):
        return -1
    i = whole
    if i < size and buf[i] == 46:
        part = digits_end(buf, i + 1, size)
        if part == i + 1:
            return -1
        i = part
    if i < size and (buf[i] == 101 or buf[i] == 69):
        i += 1
        if i < size and (buf[i] == 43 or buf[i] == 45):
            i += 1
        power = digits_end(buf, i, size)
        if power == i:
            return -1
        i = power
    return i


@kept
def word_end(buf, i, size):
    """Behind true, false or null; −1 where it is none of them."""
    for word in (b"true", b"false", b"null"):
        if i + len(word) <= size:
            same = True
            for k in range(len(word)):
                same &= buf[i + k] == word[k]
            if same:
                return i + len(word)
    return -1


@kept
def stopped(state, place, fault):
    """What is wrong where."""
    state[PLACE], state[FAULT] = place, fault


@kept
def values(buf, begin, size, rows, starts, ends, paths, forms, state):
    """The values of the lines in ``[begin, size)``, the last of which need no line end; stops at the first that is broken.
    ``rows``: whether a line may be an array, too."""
    array = np.zeros(DEEPEST + 2, np.bool_)
    path = np.zeros(DEEPEST + 2, np.uint64)
    n, i = 0, begin
    state[COUNT] = state[FAULT] = state[NESTED] = 0
    depth, want = 0, VALUE
    while i < size:
        c = buf[i]
        if c == 10:
            if depth or want == COLON:
                return stopped(state, i, BROKEN)
            want = VALUE
            i += 1
            continue
        if c == 32 or c == 9 or c == 13:
            i += 1
            continue
        if want == DONE:
            return stopped(state, i, BROKEN)
        if depth == 0 and c != 123 and not (c == 91 and rows):
            return stopped(state, i, NO_OBJECT)
        if want == NEXT:
            if c == 44:
                want = VALUE if array[depth] else KEY
            elif c == (93 if array[depth] else 125):
                depth -= 1
                want = NEXT if depth else DONE
            else:
                return stopped(state, i, BROKEN)
            i += 1
            continue
        if want in (KEY, FIRST_KEY):
            if c == 125 and want == FIRST_KEY:
                depth -= 1
                want = NEXT if depth else DONE
                i += 1
                continue
            if c != 34:
                return stopped(state, i, BROKEN)
            end, _ = string_end(buf, i + 1, size)
            if end < 0:
                return stopped(state, i, BROKEN)
            path[depth + 1] = mixed(path[depth], buf, i + 1, end)
            i, want = end + 1, COLON
            continue
        if want == COLON:
            if c != 58:
                return stopped(state, i, BROKEN)
            i, want = i + 1, VALUE
            continue
        if c == 93 and want == FIRST_VALUE:
            depth -= 1
            want = NEXT if depth else DONE
            i += 1
            continue
        if c == 123 or c == 91:
            if depth >= DEEPEST:
                return stopped(state, i, DEEP)
            if depth == 0:
                path[1] = SEED
                state[ROWS] += 1
            elif array[depth]:
                path[depth + 1] = path[depth]
                state[NESTED] += c == 91
            depth += 1
            array[depth] = c == 91
            want = FIRST_VALUE if c == 91 else FIRST_KEY
            i += 1
            continue
        low, form, escaped = i, NUMBER, False
        if c == 34:
            low = i + 1
            end, escaped = string_end(buf, low, size)
            form = ESCAPED if escaped else PLAIN
            i = end + 1
        elif c == 45 or 48 <= c <= 57:
            end = i = number_end(buf, i, size)
        else:
            end = i = word_end(buf, i, size)
            form = WORD
        if end < 0:
            return stopped(state, low, BROKEN)
        if c != 110:
            starts[n], ends[n], forms[n] = low, end, form
            paths[n] = path[depth] if array[depth] else path[depth + 1]
            n += 1
        want = NEXT
    if depth or want == COLON:
        return stopped(state, size, BROKEN)
    state[COUNT], state[PLACE] = n, size


@kept
def flattened(buf, begin, size, array, flat):
    """Writes JSON of many lines to ``flat`` as an object a line: no sign moves, line ends within an object are blanks, and in an
    array of objects, from behind its bracket on, the commas between them are line ends. Behind the last whole object, and whether
    the array ends there."""
    depth, quoted, end = 0, False, begin
    i = begin
    while i < size:
        c = flat[i] = buf[i]
        if quoted:
            quoted = c != 34
            if c == 92 and i + 1 < size:
                i += 1
                flat[i] = buf[i]
        elif c == 34:
            quoted = True
        elif c == 123 or c == 91:
            depth += 1
        elif c == 93 and depth == 0 and array:
            flat[i] = 32
            return i + 1, True
        elif c == 125 or c == 93:
            depth -= depth > 0
        elif c == 10 and (depth or array):
            flat[i] = 32
        elif depth == 0 and (c == 10 or (c == 44 and array)):
            flat[i], end = 10, i + 1
        i += 1
    return end, False


@kept
def hexadecimal(buf, i):
    """What four hexadecimal digits say."""
    made = 0
    for k in range(4):
        c = buf[i + k]
        made = made * 16 + (c - 48 if c < 65 else (c | 32) - 87)
    return made


@kept
def put(data, n, code):
    """A character as UTF-8; behind it."""
    if code < 0x80:
        data[n] = code
        return n + 1
    if code < 0x800:
        data[n], data[n + 1] = 0xC0 | code >> 6, 0x80 | code & 63
        return n + 2
    if code < 0x10000:
        data[n], data[n + 1], data[n + 2] = 0xE0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63
        return n + 3
    data[n], data[n + 1] = 0xF0 | code >> 18, 0x80 | code >> 12 & 63
    data[n + 2], data[n + 3] = 0x80 | code >> 6 & 63, 0x80 | code & 63
    return n + 4


@kept
def meant(buf, starts, ends, rows):
    """What some strings say, escapes read, as one run of UTF-8 with offsets; half of a surrogate pair is a question mark."""
    total = 0
    for k in range(rows.size):
        total += ends[rows[k]] - starts[rows[k]]
    data, at = np.empty(total, np.uint8), np.zeros(rows.size + 1, np.int64)
    n = 0
    for k in range(rows.size):
        i, end = starts[rows[k]], ends[rows[k]]
        while i < end:
            c = buf[i]
            if c != 92:
                data[n] = c
                n += 1
                i += 1
                continue
            c = buf[i + 1]
            i += 2
            if c != 117:
                said = 8 if c == 98 else 12 if c == 102 else 10 if c == 110 else 13 if c == 114 else 9 if c == 116 else c
                data[n] = said
                n += 1
                continue
            code = hexadecimal(buf, i)
            i += 4
            if 0xD800 <= code < 0xE000:
                low = 0
                if code < 0xDC00 and i + 6 <= end and buf[i] == 92 and buf[i + 1] == 117:
                    low = hexadecimal(buf, i + 2)
                if 0xDC00 <= low < 0xE000:
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
                    i += 6
                else:
                    code = 63
            n = put(data, n, code)
        at[k + 1] = n
    return data[:n], at
