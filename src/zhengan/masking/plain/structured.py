"""The structured kinds, found readably: what the fast kernel must agree with, byte for byte.

The text is read as chains of digit groups. From each group on, the rules are asked in turn; the first that answers
takes its groups, and the reading goes on behind them. Nothing is looked at further than ``REACH`` bytes away, so
that a long line may be cut anywhere with that much on either side.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zhengan.masking.kinds import bank_card, mobile, resident_id, social_credit_code
from zhengan.masking.kinds.labels import AGAINST, CARD, ID, PHONE, SHENZHEN
from zhengan.masking.plain import context
from zhengan.masking.plain.below import led
from zhengan.masking.plain.columns import column
from zhengan.masking.plain.emails import emails
from zhengan.masking.plain.french import french
from zhengan.masking.plain.labelled import labelled, lettered
from zhengan.masking.plain.landlines import dotted_line, fixed_line
from zhengan.masking.plain.letters import LETTERS, run_on
from zhengan.masking.plain.lexer import DIGIT, HYPHEN, SPACE, Group, chains
from zhengan.masking.plain.outside import outside
from zhengan.masking.plain.reading import Reading, Value
from zhengan.masking.plain.unbroken import unbroken
from zhengan.masking.plain.wrapped import wrapped
from zhengan.masking.spans import Found

REACH = 1024
DOTTED = re.compile(rb"1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}(?![A-Za-z]|\.[0-9]|(?:" + HYPHEN + rb"|" + SPACE + rb"|)" + DIGIT + rb")")
RARE = ([4, 3, 4], [4, 4, 3], [5, 6], [6, 5], [7, 4], [8, 3], [9, 2], [10, 1])
MEASURED, FAR = 4, 96  # figures with decimals, bytes: in a row of them a number of eleven digits is one, too
BORDERED = re.compile(rb"[0-9][,|\t]\Z")
DECIMALS = re.compile(rb"[0-9]\.[0-9]")
BEHIND = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|" + b"|".join(one.encode() for one in "：，、（；") + rb")\Z")
TRUNK = "0"  # what is dialled before a number of another place
SIGN = b"@"  # between the parts of the name of who a certificate is for
X = (b"x", b"X", "ｘ".encode(), "Ｘ".encode())


def find(data: bytes) -> list[Found]:
    """Personal data of the structured kinds in UTF-8 bytes, by start, without overlap; invalid bytes are no obstacle."""
    addresses = emails(data)
    found = list(addresses)
    free = 0  # behind a number that is broken over a line end
    for chain in chains(data):
        chain = behind(chain, free)
        at = 0
        while at < len(chain):
            value = read(Reading(data, chain, at))
            if value and not among(addresses, value):
                found.append(Found(value.start, value.end, value.kind, value.why))
                at += value.groups
                free = value.end
            else:
                within = () if value else unbroken(Reading(data, chain, at))
                found += [Found(v.start, v.end, v.kind, v.why) for v in within if not among(addresses, v)]
                at += 1
    return sorted(found)


def among(addresses: list[Found], value: Value) -> bool:
    """Whether a value is part of a mail address."""
    return any(a.start < value.end and value.start < a.end for a in addresses)


def behind(chain: list[Group], free: int) -> list[Group]:
    """The groups of a chain from ``free`` on, as a chain of their own."""
    left = [group for group in chain if group.start >= free]
    return [replace(left[0], sep=b""), *left[1:]] if left else []


def read(here: Reading) -> Value | None:
    """The value that starts at this group, if any."""
    if dotted := dotted_cell(here) or dotted_line(here):
        return dotted
    letters = context.letters_before(here.data, here.start) if here.at == 0 else b""
    if letters is None:
        return outside(here) or french(here)
    if not context.left_free(here.data, here.start):
        return None
    if letters and not of_shenzhen(here, letters):
        return lettered(here, letters)
    if here.at == 0 and (letters := context.wide_letters_before(here.data, here.start)):
        return lettered(here, letters, context.WIDE)
    if value := certified(here):
        return value
    return identity(here) or legacy(here) or card(here) or labelled(here) or cell(here) or fixed_line(here) or wrapped(here)


def of_shenzhen(here: Reading, letters: bytes) -> bool:
    """The letter is that of shares, behind 深 and before an account there: 深A0123456789."""
    if letters not in (b"A", b"B") or len(here.first.digits) != 10:
        return False
    return here.data.endswith(SHENZHEN, 0, here.start - 1)


def identity(here: Reading) -> Value | None:
    """Eighteen characters, in one piece or in groups."""
    for count in here.counts(18):
        end, digits = here.end(count), here.digits(count)
        if len(digits) == 17:
            marks = (gap + x for gap in (here.gap(count), b"") for x in X)
            mark = next((mark for mark in marks if here.data.startswith(mark, end)), b"")
            end, digits = end + len(mark), digits + "X" * bool(mark)
            if mark and mark not in X and here.data[end : end + 1].isalnum():  # 1101…002 X1
                continue
        ended = context.right_free(here.data, end) or run_on(here.data, end)
        if resident_id.valid18(digits) and here.tight(count) and ended:
            return Value(here.start, end, "resident_id", count, "区划、出生日期与校验码相符")
    return None


def certified(here: Reading) -> Value | None:
    """The number of papers in the name of a certificate, behind the figure of their sort (0: 身份证): CN=051@张三@0110101…@1."""
    digits = here.digits(1)
    if len(here.chain) - here.at > 1 or digits[:1] != "0" or here.data[here.start - 1 : here.start] != SIGN or not here.start:
        return None
    end = here.end(1)
    if len(digits) == 18 and here.data[end : end + 1] in X:
        end, digits = end + 1, digits + "X"
    if here.data[end : end + 1] != SIGN or not resident_id.valid18(digits[1:]):
        return None
    return Value(here.start + 1, end, "resident_id", 1, "区划、出生日期与校验码相符")


def legacy(here: Reading) -> Value | None:
    """Fifteen digits, in one piece or 6-6-3."""
    for count, shape in ((1, [15]), (3, [6, 6, 3])):
        if here.shape(count) != shape or here.weak(count, proven=True):
            continue
        kind, word = here.label
        if kind not in AGAINST and resident_id.valid15(here.digits(count), by_prefecture=kind == ID):
            why = f"“{word}”之后的旧号" if kind == ID else "15 位旧号：县级代码与出生日期相符"
            return Value(here.start, here.end(count), "resident_id", count, why)
    return None


def card(here: Reading) -> Value | None:
    """The longest shape of a card that passes; behind a label of cards then groups of any size: 卡号：6227 00159 530 8927 921."""
    counts = [*reversed(here.counts(19))]
    shaped = [count for count in counts if card_shape(here.shape(count))]
    loose = [count for count in counts if count not in shaped and here.tight(count)] if here.label[0] == CARD else []
    for count in (*shaped, *loose):
        digits = here.digits(count)
        if not bank_card.shaped(digits) or here.weak(count, proven=True):
            continue
        kind, word = here.label
        # 62 is a card: as a credit code it would be a foreign tourism office's, and there are next to none.
        organisation = count == 1 and digits[:2] != "62" and social_credit_code.valid(digits)
        if kind == CARD and bank_card.issued(digits) is False:
            return Value(here.start, here.end(count), "bank_card", count, f"“{word}”之后，Luhn 相符")
        if bank_card.issued(digits) and kind not in AGAINST and (kind == CARD or not organisation):
            return Value(here.start, here.end(count), "bank_card", count, "发卡行前缀与 Luhn 相符")
    return None


def card_shape(shape: list[int]) -> bool:
    """In one piece, in fours with a shorter end, or six or eight and the rest; sixteen digits or more."""
    if sum(shape) < 16:
        return False
    fours = len(shape) >= 4 and set(shape[:-1]) == {4} and shape[-1] <= 4
    return len(shape) == 1 or fours or (len(shape) == 2 and shape[0] in (6, 8))


def cell(here: Reading) -> Value | None:
    """A mobile number, with its country code where one is written."""
    for count in (1, 2, 3, 4, 11):
        shape = here.shape(count, mixed=True)
        if not shape:
            break
        digits = here.digits(count)
        prefix = next((p for p in ("0086", "86") if digits.startswith(p)), "") if len(digits) > 11 else ""
        if len(digits) == 12 and digits[0] == TRUNK and here.label[0] == PHONE:  # 被叫号码 013812345678
            prefix = TRUNK
        body = digits[len(prefix) :]
        if (
            not mobile.valid(body)
            or len(body) != 11
            or not cell_shape(shape, len(prefix))
            or here.weak(count, proven=True)
        ):
            continue
        if not here.even(count, skip=int(shape[0] == len(prefix))) and here.label[0] != PHONE:
            continue
        start = here.start + here.first.width if prefix == TRUNK else here.plus if prefix else here.start
        floated = context.floated(here.data, here.end(count))  # as turnover may be written: 13916783204.0
        rare = (floated or rare_shape(shape, len(prefix))) and here.label[0] != PHONE
        if rare and not called(here, start, count) and not attached(here, shape):
            continue
        if count == 1 and not prefix and not here.label[0] and measured(here.data, start, here.end(1)):
            continue
        if here.label[0] not in AGAINST:
            return Value(start, here.end(count), "mobile", count, "号段与位数相符")
    return None


def dotted_cell(here: Reading) -> Value | None:
    """``138.1234.5678``, of which this is the group in the middle: no part of an IP address is so long."""
    start = max(0, here.start - 4)
    if here.at or not DOTTED.match(here.data, start) or here.start != start + 4 or context.label(here.data, start)[0] in AGAINST:
        return None
    before = here.data[start - 1 : start]
    if before and (before in b".-_" or before[0] in LETTERS | context.DIGITS):
        return None
    return Value(start, here.start + 9, "mobile", 1, "号段与位数相符")


def cell_shape(shape: list[int], prefix: int) -> bool:
    """11, 3-4-4, 3-8, a rare one, one by one; the country code stands alone or sticks to the first group."""
    return bare(shape, prefix) in ([11], [3, 4, 4], [3, 8], *RARE) or (not prefix and shape == [1] * 11)


def rare_shape(shape: list[int], prefix: int) -> bool:
    """4-3-4, 4-4-3, 5-6 to 10-1, as figures beside each other may be: a label must say that it is a number to call."""
    return bare(shape, prefix) in RARE


def measured(data: bytes, start: int, end: int) -> bool:
    """Nothing but figures stands before the number, four and more of them with decimals, as in prices of a day and turnover;
    and no header says that it is a number to call."""
    low = start
    while low > max(0, start - FAR) and data[low - 1] in b"0123456789.,|\t +:-":
        low -= 1
    before = data[low:start]
    if low and data[low - 1] >= 128:  # a name
        return False
    if not BORDERED.search(before) or len(DECIMALS.findall(before)) < MEASURED:
        return False
    return column(data, start, end)[0] != PHONE


def called(here: Reading, start: int, count: int) -> bool:
    """No label stands before the groups, but the line above asks for a number to call, or the header of their column says so."""
    if here.label[0] or here.at:
        return False
    return PHONE in (led(here.data, start)[0], column(here.data, start, here.end(count))[0])


def attached(here: Reading, shape: list[int]) -> bool:
    """4-3-4 with spaces between and nothing more, right behind a Chinese character or a sign of Chinese text, where no column of
    figures begins: 王伟1381 234 5678."""
    alone = here.at == 0 and len(here.chain) == 3 and shape == [4, 3, 4] and not here.chain[1].hyphened
    return alone and not here.label[0] and BEHIND.search(here.data, max(0, here.start - 3), here.start) is not None


def bare(shape: list[int], prefix: int) -> list[int]:
    """The groups without the country code."""
    if prefix and shape[0] == prefix:
        return shape[1:]
    return [shape[0] - prefix, *shape[1:]]
