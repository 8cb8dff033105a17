"""What stands around a number: labels before it, units behind it, letters that make it part of something longer."""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import (
    ACCOUNT,
    AGAINST,
    ATTACHED,
    BOARDS,
    CLOSED,
    COUNTS,
    CURRENCIES,
    FILLER,
    IN_UNITS,
    LABELS,
    NO_COUNTS,
    NO_UNITS,
    OPENED,
    SIGNS,
    SINCE,
    STOPS,
    UNITS,
    WINDOW,
)
from zhengan.masking.kinds.resident_id import is_date
from zhengan.masking.plain.letters import LETTERS, begun
from zhengan.masking.plain.lexer import IS_ESCAPE, past_escape

DIGITS = frozenset(b"0123456789")
STARS, HIDDEN = b"****", DIGITS | frozenset(b"*")
MOST_LETTERS, MOST_SPACES, MOST_PERCENT = 12, 8, 6  # figures of a share
HAN = re.compile(rb"[\xe4-\xe9]")  # the first byte of a Chinese character
WIDE, WIDE_CAPITAL = 3, re.compile(rb"\xef\xbc[\xa1-\xba]")
COLOURS, ESCAPES = 10, b"\x1bb3["  # figures of a colour; ends of what shows an escape: \u001b, \033, ^[
COLOUR, MOST_COLOUR = re.compile(rb"[\x1bb3\[]\[[0-9;]{0,10}m\Z"), COLOURS + 2
NAMING = b":_-"  # in the name of a tag, beside letters
UNDERSCORED = bytes.maketrans(b" -", b"__")
ENTITY = re.compile(rb"&[#A-Za-z0-9]{2,7};")  # &lt; &quot; &#34;: its ; ends no clause
LONGEST_ENTITY = 9
ESCAPED_END, ESCAPED_START = b"&lt;/", b"&lt;"
PERCENT = b"%25"
BY_FIRST: dict[int, list[tuple[bytes, int]]] = {}
"""Labels by their first byte, in either case."""
for _label in LABELS:
    for _first in {*_label[0][:1], *_label[0][:1].upper()}:
        BY_FIRST.setdefault(_first, []).append(_label)


def window(data: bytes, start: int) -> int:
    """Where the search for labels of a value at ``start`` ends: a stop, four digits or stars over some (88****45) in a row, or
    ``WINDOW`` bytes."""
    run = 0
    for at in range(start - 1, max(-1, start - 1 - WINDOW), -1):
        run = run + 1 if data[at] in HIDDEN else 0
        if run >= 4 and data[at : at + 4] != STARS:
            return at + 4
        for stop in STOPS:
            if data.startswith(stop, at) and at + len(stop) <= start and not entity_ends(data, at):
                return at + len(stop)
    return max(0, start - WINDOW)


def entity_ends(data: bytes, at: int) -> bool:
    """What stands at ``at`` is the end of an entity such as &quot; in escaped HTML, XML or JSON."""
    if data[at] != ord(";"):
        return False
    begin = data.rfind(b"&", max(0, at + 1 - LONGEST_ENTITY), at)
    return begin >= 0 and ENTITY.fullmatch(data, begin, at + 1) is not None


def label(data: bytes, start: int) -> tuple[int, str]:
    """The kind of the nearest label before ``start`` and its word; (0, "") without one."""
    return label_in(data, window(data, start), start)


def label_in(data: bytes, low: int, start: int) -> tuple[int, str]:
    """The same from ``low`` on."""
    kind, word, end = nearest(data, low, start)
    end = past_unit(data, end, start) if kind in AGAINST else end
    return (0, "") if kind >= ACCOUNT and not filler(data, end, start) else (kind, word)


def nearest(data: bytes, low: int, start: int) -> tuple[int, str, int]:
    """The nearest label in ``[low, start)``, be it for or against: kind, word, where it ends."""
    best = (0, 0, 0)  # end, length, kind
    for at in range(low, start):
        for word, kind in BY_FIRST.get(data[at], ()):
            end = at + len(word)
            if end <= start and data[at:end].lower().translate(UNDERSCORED) == word and whole_word(data, at, end, low, start):
                best = max(best, (end, len(word), kind))
    end, length, kind = best
    return kind, data[end - length : end].decode(), end


def whole_word(data: bytes, at: int, end: int, low: int, start: int) -> bool:
    """An ASCII label is not part of a longer word; ``userPhone`` and ``phoneNo`` hold one all the same."""
    if data[at] not in LETTERS:
        return True
    if at > low and data[at - 1] in LETTERS and not (upper(data[at]) and not upper(data[at - 1])):
        return False
    end = plural(data, end, start)
    return (end >= start or data[end] not in LETTERS or upper(data[end])) and not ended(data, at, low, start)


def ended(data: bytes, at: int, low: int, start: int) -> bool:
    """What stands at ``at`` is in the name of an element that ends before ``start``: <acct>…</acct>."""
    begin = at
    while begin > low and (data[begin - 1] in LETTERS or data[begin - 1] in NAMING):
        begin -= 1
    if begin >= low + 2 and data[begin - 2 : begin] == b"</":
        return True
    if begin > low and data[begin - 1] == ord("<"):
        return data.find(b"</", at, start) >= 0
    if data.endswith(ESCAPED_END, low, begin):
        return True
    return data.endswith(ESCAPED_START, low, begin) and data.find(ESCAPED_END, at, start) >= 0


def plural(data: bytes, at: int, end: int) -> int:
    """``at``, or behind the s that stands there before ``end`` and ends a word."""
    alone = at < end and data[at] == ord("s") and (at + 1 == end or data[at + 1] not in LETTERS or upper(data[at + 1]))
    return at + alone


def upper(byte: int) -> bool:
    """An ASCII capital."""
    return 65 <= byte <= 90


def filler(data: bytes, at: int, end: int) -> bool:
    """Only punctuation, spaces, tags and words such as 号 or 为 stand between (and the s of a plural)."""
    at = plural(data, at, end)
    while at < end:
        if skipped := tag_end(data, at, end) or escape_end(data, at, end):
            at = skipped
        elif data[at] < 128:
            if data[at] in LETTERS or data[at] in DIGITS or data.startswith(b"/>", at):  # <order/> is another's
                return False
            at += 1
        elif any(data.startswith(word, at) for word in FILLER):
            at += 3
        else:
            return False
    return True


def past_unit(data: bytes, at: int, end: int) -> int:
    """``at``, or behind the brackets there, before ``end``, that hold a unit: 成交额（元）."""
    stop = at + (data[at : at + 1] == b" ")
    for words in (OPENED, IN_UNITS, CLOSED):
        size = next((len(word) for word in words if data.startswith(word, stop, end)), 0)
        if not size:
            return at
        stop += size
    return stop


def escape_end(data: bytes, at: int, end: int) -> int:
    """Where the entity or the escape that starts at ``at`` ends, before ``end``: &quot; %22 \\u0022; 0 for none."""
    found = (ENTITY if data[at] == ord("&") else IS_ESCAPE).match(data, at, end)
    return found.end() if found else 0


def tag_end(data: bytes, at: int, end: int) -> int:
    """Where the tag that starts at ``at`` ends, before ``end``: <label>订单编号</label><span class="v">138…; 0 for none."""
    if at + 1 >= end or data[at] != ord("<") or not (data[at + 1] in LETTERS or data[at + 1] == ord("/")):
        return 0
    return data.find(b">", at, end) + 1


def amount(data: bytes, start: int, end: int) -> bool:
    """A currency sign stands before, or a unit behind (after at most two spaces)."""
    if any(data.endswith(sign, 0, start) for sign in SIGNS):
        return True
    whole = end - start
    for _ in range(2):
        end += data[end : end + 1] == b" "
    unit = next((unit for unit in UNITS if data.startswith(unit, end)), b"")
    behind = data[end + len(unit) : end + len(unit) + 1]
    if unit and unit[0] in LETTERS and behind and behind[0] in LETTERS:  # nsec
        return False
    if (unit == b"%" and (whole > MOST_PERCENT or no_percent(data, end))) or data.startswith(NO_UNITS, end):
        return False
    return unit != b"" and not (unit in CURRENCIES and another(data, end + len(unit)))


def no_percent(data: bytes, at: int) -> bool:
    """The % at ``at`` is that of LIKE '138…%', or begins an escape other than its own: 138…%22."""
    if data[at + 1 : at + 2] in (b"'", b'"'):
        return True
    return IS_ESCAPE.match(data, at) is not None and not data.startswith(PERCENT, at)


def another(data: bytes, at: int) -> bool:
    """A figure follows, after a few spaces at most: the currency is that number's."""
    for _ in range(MOST_SPACES):
        at += data[at : at + 1] == b" "
    return data[at : at + 1].isdigit()


def counted(data: bytes, start: int, end: int) -> bool:
    """A unit of what is counted stands behind (户, 个, 次), after at most two spaces where nothing Chinese follows it; or 于
    before what is a day."""
    if any(data.endswith(word, 0, start) for word in SINCE) and day(data[start:end]):
        return True
    at = end
    while at - end < 2 and data[at : at + 1] == b" ":
        at += 1
    unit = next((unit for unit in COUNTS if data.startswith(unit, at)), b"")
    if not unit or any(data.startswith(word, at) for word in NO_COUNTS):
        return False
    return at == end or not HAN.match(data, at + len(unit))


def day(digits: bytes) -> bool:
    """Eight figures that are a day of the last century or the first half of this."""
    if len(digits) != 8 or not b"19" <= digits < b"2050":
        return False
    return is_date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def letters_before(data: bytes, start: int) -> bytes | None:
    """The ASCII letters that touch the number, "" for none or a word such as TEL; None: part of a longer token."""
    at = start
    while at > 0 and data[at - 1] in LETTERS and start - at <= MOST_LETTERS:
        at -= 1
    clean = past_escape(data, at, start)
    if clean == at and (control(data, at) or coloured(data, at) or (start - at > 1 and board(data, at))):
        clean = at = at + 1
    word = data[clean:start]
    if word and (len(word) > MOST_LETTERS or (clean == at and at > 0 and data[at - 1] in DIGITS)):
        return None
    return b"" if word.lower() in ATTACHED else word


def control(data: bytes, at: int) -> bool:
    """The capital at ``at`` is that of a control character as programs show it: ^A between the fields of a record."""
    return data[at - 1 : at] == b"^" and data[at : at + 1].isupper()


def coloured(data: bytes, at: int) -> bool:
    """The letter at ``at`` ends what sets a colour in a terminal, as it is or spelt: ESC[36m, \\u001b[36m."""
    return COLOUR.search(data, max(0, at - MOST_COLOUR), at + 1) is not None


def board(data: bytes, at: int) -> bool:
    """The letter at ``at`` is that of shares, behind 沪 or 深 and before the account's own: 沪AA123456789."""
    return data[at : at + 1] in (b"A", b"B") and data.endswith(BOARDS, 0, at)


def wide_letters_before(data: bytes, start: int) -> bytes:
    """One to three full-width capitals that touch the number, in ASCII; b"" where they are part of a longer token."""
    at = start
    while start - at < 4 * WIDE and WIDE_CAPITAL.fullmatch(data, at - WIDE, at):
        at -= WIDE
    joined = start - at > 3 * WIDE or (at > 0 and data[at - 1] in LETTERS | DIGITS)
    return b"" if joined else bytes(data[k + 2] - ord("Ａ".encode()[2:]) + ord("A") for k in range(at, start, WIDE))


def left_free(data: bytes, start: int) -> bool:
    """Not the decimals of a number or the tail of an IP address."""
    return not (start > 1 and data[start - 1] == ord(".") and data[start - 2] in DIGITS)


def right_free(data: bytes, end: int) -> bool:
    """No letter or decimal follows, but for the one that a number gets that was read as one with decimals (310…1235.0), and what
    has ``begun`` right behind it."""
    if floated(data, end):
        return True
    follows = data[end : end + 2]
    if follows[:1] and follows[0] in LETTERS:
        return begun(data, end)
    return not (follows[:1] == b"." and follows[1:].isdigit())


def floated(data: bytes, end: int) -> bool:
    """``.0`` stands there and nothing more of a number or a word."""
    if data[end : end + 2] != b".0":
        return False
    behind = data[end + 2 : end + 3]
    return not (behind and (behind in b"._-" or behind[0] in LETTERS | DIGITS))
