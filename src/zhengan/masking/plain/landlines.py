"""Fixed lines in chains of groups."""

from __future__ import annotations

import re
from dataclasses import replace

from zhengan.masking.kinds import landline, mobile
from zhengan.masking.kinds.labels import AGAINST, MARKET, PHONE
from zhengan.masking.kinds.tables import area_codes
from zhengan.masking.plain import context
from zhengan.masking.plain.dialled import answered, dialled, second
from zhengan.masking.plain.extensions import LAST, extended
from zhengan.masking.plain.letters import LETTERS
from zhengan.masking.plain.lexer import digits_of
from zhengan.masking.plain.reading import Reading, Value

BRACKETED = re.compile(rb"(?:\(|\xef\xbc\x88)([0-9]{2,5})(?:\)|\xef\xbc\x89)")
LONGEST_BRACKETED = 11
COUNTRY = re.compile(rb"(?:(?:\+|\xef\xbc\x8b|%2[Bb])86|(?<![0-9])0086) ?\Z")
LONGEST_COUNTRY = 6
DOTTED = re.compile(rb"(0[0-9]{2,3})\.([0-9]{4}\.[0-9]{4}|[0-9]{7,8})(?![0-9A-Za-z]|\.[0-9])")
LONGER = context.DIGITS | LETTERS | frozenset(b".-")
SPACED = re.compile(rb"(?<![0-9])0([0-9]{2,3})(?: {1,2}- {0,2}|- {1,2})\Z")
LONGEST_SPACED = 10


def fixed_line(here: Reading) -> Value | None:
    """With an area code in its own group or in brackets; after 电话 also in one piece or without area code."""
    found = apart(here) or bracketed(here) or spaced(here) or alone(here)
    if found is None or found.kind != "landline":
        return found
    return replace(found, end=extended(here.data, found.end))


def without_extension(raw: bytes) -> int:
    """Bytes of a fixed line that was found, up to its extension: a pseudonym is the number's, whoever answers there."""
    behind = LAST.search(raw)
    if behind is None:
        return len(raw)
    digits = digits_of(raw[: behind.start()])
    for code in ("0086", "86"):
        digits = "0" + digits.removeprefix(code).removeprefix("0") if digits.startswith(code) else digits
    return behind.start() if landline.valid(digits) or landline.local(digits) else len(raw)


def dotted_line(here: Reading) -> Value | None:
    """``021.62345678`` or ``021.6234.5678`` after 电话, of which this is the group behind the area code."""
    found = next((m for m in map(lambda low: DOTTED.match(here.data, low), (here.start - 4, here.start - 5)) if m), None)
    if here.at or not found or found.end(1) + 1 != here.start:
        return None
    low, area = found.start(), found[1].decode()[1:]
    whole = landline.local(found[2].replace(b".", b"").decode(), area) and area in area_codes()
    before = here.data[low - 1 : low]
    if not whole or (before and before[0] in LONGER) or context.label(here.data, low)[0] != PHONE:
        return None
    return Value(low, extended(here.data, found.end()), "landline", 1, "区号与位数相符")


def locals_at(shape: list[int]) -> bool:
    """One group of seven or eight digits, or two of four."""
    return shape in ([7], [8], [4, 4])


def apart(here: Reading) -> Value | None:
    """``010-62345678``, ``0755 8234 5678``, ``+86 10 62345678``, ``+8610-62345678``; the last after 电话 without its sign."""
    for count in (2, 3, 4):
        shape = here.shape(count, mixed=True)
        if not shape or here.weak_line(count):
            continue
        abroad = here.first.digits in ("86", "0086") and (
            here.plus < here.start or len(here.first.digits) == 4 or here.label[0] == PHONE
        )
        skip = int(abroad)
        code = here.chain[here.at + skip].digits
        glued = 0 if abroad else stuck(here, code)
        zero = glued > 0 or code.startswith("0")
        area = code[glued:] if glued else code.removeprefix("0")
        local = "".join(group.digits for group in here.chain[here.at + skip + 1 : here.at + count])
        spoken = here.label[0] == PHONE and shape[skip + 1 :] in ([3, 4], [4, 3])  # 联系电话：0931 463 1452
        if not (zero or abroad) or area not in area_codes() or not (spoken or locals_at(shape[skip + 1 :])):
            continue
        if landline.local(local, area) and here.label[0] not in AGAINST:
            return Value(
                here.plus if abroad or glued else here.start, here.end(count), "landline", count, "区号与位数相符"
            )
    return None


def stuck(here: Reading, code: str) -> int:
    """Figures of the country code that sticks to the area code in the first group: 8610 behind a plus sign or 电话, 008610."""
    if len(code) in (6, 7) and code.startswith("0086"):
        return 4
    said = here.plus < here.start or here.label[0] == PHONE
    return 2 if len(code) in (4, 5) and code.startswith("86") and said else 0


def bracketed(here: Reading) -> Value | None:
    """``(010)62345678``, and a mobile number so written: ``(138) 1234-5678``."""
    stop = here.start - (here.data[here.start - 1 : here.start] in (b" ", b"-"))
    low = max(0, stop - LONGEST_BRACKETED)
    before = next((m for m in BRACKETED.finditer(here.data, low, stop) if m.end() == stop), None)
    if before is None or here.at:
        return None
    glued = len(before[1]) > 3 and before[1].startswith(b"86")  # (8610)62345678
    area = before[1][2:].decode() if glued else before[1].removeprefix(b"0").decode()
    country = COUNTRY.search(here.data[max(0, before.start() - LONGEST_COUNTRY) : before.start()])
    start = before.start() - len(country[0]) if country else before.start()
    for count in (1, 2):
        if not locals_at(here.shape(count)):
            continue
        zero = glued or before[1].startswith(b"0") or country is not None
        line = zero and area in area_codes() and landline.local(here.digits(count), area)
        if line and not here.weak_line(count):
            return Value(start, here.end(count), "landline", count, "区号与位数相符")
        cell = mobile.valid((before[1] + here.digits(count).encode()).decode())
        if cell and len(before[1]) == 3 and not here.weak(count) and here.label[0] not in AGAINST:
            return Value(before.start(), here.end(count), "mobile", count, "号段与位数相符")
    return None


def alone(here: Reading) -> Value | None:
    """``075582345678`` or ``82345678`` after 电话; the first also where who answers it or calls it stands there; and
    ``+8675582345678`` anywhere."""
    for count in (1, 2):
        digits = here.digits(count)
        abroad = count == 1 and national(here, digits)
        whole = count == 1 and landline.valid(digits)
        bare = here.at == 0 and locals_at(here.shape(count)) and landline.local(digits)
        bare = bare and not context.day(here.data[here.start : here.end(count)])  # 电话回访20240105
        if not (whole or bare or abroad) or here.weak_line(count) or here.first.hyphened or tied(here.data, here.end(count)):
            continue
        if abroad and here.label[0] not in AGAINST:
            return Value(here.plus, here.end(count), "landline", count, "国家号码、区号与位数相符")
        if here.label[0] == PHONE:
            return Value(here.start, here.end(count), "landline", count, f"“{here.label[1]}”之后")
        if whole and here.label[0] in (0, MARKET) and dialled(here.data, here.start, here.end(count)):
            return Value(here.start, here.end(count), "landline", count, "人名、拨打等字样或另一号码之后，区号与位数相符")
        if bare and count == 1 and here.label[0] == 0 and second(here.data, here.start, here.end(1)):
            return Value(here.start, here.end(1), "landline", 1, "人名、拨打等字样或另一号码之后，区号与位数相符")
    return None


def national(here: Reading, digits: str) -> bool:
    """``+8675582345678``: country code, area code and number in one piece, behind a plus sign or 电话."""
    code = next((code for code in ("86", "0086") if digits.startswith(code)), "")
    if not code or not landline.valid("0" + digits.removeprefix(code)):
        return False
    return (here.plus < here.start and code == "86") or here.label[0] == PHONE


def tied(data: bytes, end: int) -> bool:
    """A hyphen ties more to the figures than an extension: 89054224-f86d-30de."""
    behind = data[end : end + 2]
    return len(behind) == 2 and behind[:1] == b"-" and behind[1:].isalnum() and extended(data, end) == end


def asked(data: bytes, start: int) -> bool:
    """电话 stands before, or right before it and without another label who answers it: 值班室0571 - 82581870."""
    kind = context.label(data, start)[0]
    return kind == PHONE or (kind == 0 and answered(data, start))


def spaced(here: Reading) -> Value | None:
    """``0755 - 82345678`` after 电话 or 值班室: spaces around the hyphen."""
    before = SPACED.search(here.data, max(0, here.start - LONGEST_SPACED), here.start) if here.at == 0 else None
    if before is None or before[1].decode() not in area_codes() or not asked(here.data, before.start()):
        return None
    for count in (1, 2):
        line = locals_at(here.shape(count)) and landline.local(here.digits(count), before[1].decode())
        if line and not here.weak_line(count):
            return Value(before.start(), here.end(count), "landline", count, "区号与位数相符")
    return None
