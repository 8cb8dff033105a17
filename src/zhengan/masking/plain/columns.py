"""Numbers in the cells of a table: the header of their column says what they are.

A table is lines with as many cells each, between bars, tabs, commas or semicolons (of which there are more), carets, full-width
spaces, gaps of two spaces and more, or spaces; commas within figures (1,204.50) and the space before the time of a day part
nothing; lines of dashes are passed over. A line with four figures in a row is a row of it; the first without is its header, and
so is the
``COPY account (id, holder) FROM stdin;`` above rows of a dump. Where that says no more than 账号, the cell to the left goes
before: 沪A;A123456789. Where gaps part the cells and a row has more or fewer than the header, the cell speaks under which the
number is shown (``under``). Lines with a number each and nothing else are a table of one column, which the line above names.
No line counts that has more than ``ROW`` bytes, and no header further than ``TABLE`` bytes away: a text may be cut anywhere that
much behind a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengan.masking.kinds.labels import ACCOUNT, FILLER, ROW, TABLE, TAIL, WINDOW
from zhengan.masking.plain import context
from zhengan.masking.plain.letters import LETTERS

BOXES = ("│".encode(), "｜".encode())
BOX, WIDE_SPACE = re.compile(b"|".join(BOXES)), "\u3000".encode()
TAB, COMMA, SEMICOLON, WIDE_GAP = re.compile(rb"\t"), re.compile(b","), re.compile(b";"), re.compile(rb"  +")
GAPS = (SEMICOLON, re.compile(rb"\^"), re.compile(rb"(?:\xe3\x80\x80)+"), WIDE_GAP, re.compile(rb" (?![0-9]{2}:[0-9]{2}) *"))
SPACES = GAPS[-1]
SIGNS = (re.compile(rb"\|"), BOX, TAB, COMMA, *GAPS)
COPY = re.compile(rb"COPY [^\t()]+\(([^\t()]*)\)[^\t()]*")
APART = re.compile(rb"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")  # a comma that is not among the figures of one number
RULE = re.compile(rb"(?:[-=+|: \t*_\r]|\xe2[\x94\x95].)+", re.DOTALL)
FOUR = re.compile(rb"[0-9]{4}|[0-9][A-Z][0-9]")  # or a number with letters in it
BORDER = b" \t|,;\"'*`\r\n-^"
AROUND = b" *`'\"\r-"  # what may stand beside a number in its cell
ALONE = re.compile(rb"[ \t*\"'-]*(?:[0-9]{1,3}(?:[.)]|\xe3\x80\x81|\xef\xbc\x89) *)?[0-9]{4,20}[ \t\"',;\r]*|[ \t\r]*")
CLOSE, LONGEST = 64, 64  # bytes; of a cell with a word
NAMED = b"<==    Columns:"  # by MyBatis, whatever time stands before: <==    Columns: id, zjzh
FIGURE, LEAST, WIDE = re.compile(rb"[0-9]"), 3, 0xE0  # cells of a header that goes by its place; first bytes of wide characters
Line = tuple[int, int]


def column(data: bytes, start: int, end: int) -> tuple[int, str]:
    """The kind of the label in the header of the column in which a number stands alone, and its word; (0, "") for none."""
    line = line_of(data, start)
    if not (line and bordered(data, start, end)) or (line[0] > CLOSE and lonely(data, line[0], start, end)):
        return 0, ""
    if ALONE.fullmatch(data, *line):
        return over(data, line)
    sign = separator(data, line)
    if not sign:
        return 0, ""
    cells = cells_of(data, line, sign)
    place = next((k for k, cell in enumerate(cells) if stripped(data, cell) == (start, end)), -1)
    above = header(data, line, sign, len(cells)) if place >= 0 else []
    if not above and place >= 0 and sign is WIDE_GAP and (over_it := under(data, line, start, end)):
        above = [over_it] * len(cells)
    if not above:
        return 0, ""
    low, high = above[place]
    found = context.label_in(data, max(low, high - WINDOW), high)
    beside = worded(data, *cells[place - 1]) if found[0] == ACCOUNT and place else (0, "")
    return beside if 0 < beside[0] < ACCOUNT else found


def bordered(data: bytes, start: int, end: int) -> bool:
    """What stands against the number may be the border of a cell."""
    left = start == 0 or data[start - 1] in BORDER or data.endswith((*BOXES, WIDE_SPACE, "、".encode(), "）".encode()), 0, start)
    return left and (end == len(data) or data[end] in BORDER or data.startswith((*BOXES, WIDE_SPACE), end))


def lonely(data: bytes, low: int, start: int, end: int) -> bool:
    """The number stands against a comma, and no other stands where the line above ends: most often no table, which is cheap
    to see."""
    against = data[start - 1 : start] == b"," or data[end : end + 1] == b","
    return against and b"," not in data[low - 1 - CLOSE : low - 1]


def line_of(data: bytes, at: int) -> Line | None:
    """The line around ``at``, without its end; None where it goes on for more than ``ROW`` bytes to either side."""
    low, high = data.rfind(b"\n", max(0, at - ROW), at) + 1, data.find(b"\n", at, at + ROW)
    if (not low and at > ROW) or (high < 0 and len(data) - at >= ROW):
        return None
    return low, high if high >= 0 else len(data)


def lines_above(data: bytes, line: Line) -> Iterator[Line]:
    """The lines above, upwards, as far as they count."""
    at = line[0]
    while at > 0:
        low = data.rfind(b"\n", max(0, at - 1 - ROW), at - 1) + 1
        if (not low and at - 1 > ROW) or line[0] - low > TABLE:
            return
        yield low, at - 1
        at = low


def separator(data: bytes, line: Line) -> re.Pattern[bytes] | None:
    """What stands between the cells of a line."""
    low, high = stripped(data, line)
    found = next((sign for sign in SIGNS if sign.search(data, low, high)), None)
    if found is not COMMA:
        return found
    if data.count(b";", low, high) > data.count(b",", low, high):
        return SEMICOLON
    if APART.search(data, low, high):
        return COMMA
    return next((sign for sign in GAPS if sign.search(data, low, high)), COMMA)  # 88012345  1,204.50


def stripped(data: bytes, cell: Line) -> Line:
    """The cell without what may stand around a number."""
    low, high = cell
    while low < high and data[low] in AROUND:
        low += 1
    while low < high and data[high - 1] in AROUND:
        high -= 1
    return low, high


def cells_of(data: bytes, line: Line, sign: re.Pattern[bytes]) -> list[Line]:
    """The cells of a line."""
    low, high = stripped(data, line)
    signs = [found.span() for found in sign.finditer(data, low, high)]
    return list(zip([low, *(end for _, end in signs)], [*(start for start, _ in signs), high], strict=True))


def header(data: bytes, line: Line, sign: re.Pattern[bytes], count: int) -> list[Line]:
    """The cells of the header above a row; [] for none."""
    for above in lines_above(data, line):
        if RULE.fullmatch(data, *above):
            continue
        cells = cells_of(data, above, sign)
        if sign is WIDE_GAP and len(cells) == count - 1 and data[above[0]] == ord(" ") and not FOUR.search(data, *above):
            return [(above[0], above[0]), *cells]  # rows are numbered, and the numbers have no header
        if sign is WIDE_GAP and len(cells) != count:  # NAME       FUND_ACCOUNT MOBILE
            cells = cells_of(data, above, SPACES)
        if len(cells) != count:
            copied = COPY.fullmatch(data, *above) if sign is TAB else None
            cells = cells_of(data, copied.span(1), COMMA) if copied else []
            return cells if len(cells) == count else []
        if not FOUR.search(data, *above) or data.find(NAMED, *above) >= 0:
            return cells
    return []


def under(data: bytes, line: Line, start: int, end: int) -> Line | None:
    """The cell of a header that stands over a number as lines are shown, where rows have not as many cells as the header: a name
    set with spaces, a cell that is empty, a line between that is."""
    for above in lines_above(data, line):
        low, high = stripped(data, above)
        if low == high or FIGURE.search(data, low, high) or RULE.fullmatch(data, *above):
            continue
        cells = cells_of(data, above, WIDE_GAP)
        places = [tuple(shown(data, above[0], at) for at in cell) for cell in cells]
        left, right = shown(data, line[0], start), shown(data, line[0], end)
        shared = [min(right, high) - max(left, low) for low, high in places]
        return cells[shared.index(max(shared))] if len(cells) >= LEAST and max(shared) > 0 else None
    return None


def shown(data: bytes, low: int, at: int) -> int:
    """How many characters of a font of one width stand before a place of the line that begins at ``low``: Chinese take two."""
    return sum(2 if one >= WIDE else one < 0x80 or one >= 0xC0 for one in data[low:at])


def worded(data: bytes, low: int, high: int) -> tuple[int, str]:
    """The label with which a cell ends, and its word; (0, "") for none, or in a long cell."""
    kind, word, behind = context.nearest(data, max(low, high - WINDOW), high)
    return (kind, word) if kind and high - low <= LONGEST and ends(data, behind, high) else (0, "")


def over(data: bytes, line: Line) -> tuple[int, str]:
    """The label with which the line above lines of one number each ends."""
    for low, high in lines_above(data, line):
        if ALONE.fullmatch(data, low, high):
            continue
        end = high - (data[high - 1 : high] == b"\r")
        kind, word, behind = context.nearest(data, max(low, end - WINDOW), end)
        return (kind, word) if kind and ends(data, behind, end) else (0, "")
    return 0, ""


def ends(data: bytes, at: int, end: int) -> bool:
    """Only punctuation and words such as 如下 follow a label."""
    at = context.plural(data, at, end)
    while at < end:
        if data[at] >= 128 and not data.startswith((*FILLER, *TAIL), at):
            return False
        if data[at] < 128 and (data[at] in LETTERS or data[at] in context.DIGITS):
            return False
        at += 3 if data[at] >= 128 else 1
    return True
