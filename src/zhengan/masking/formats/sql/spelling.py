"""How texts are spelt in an SQL dump: read as the database would read them, written so that it reads the masked text."""

from __future__ import annotations

import base64
import re

from zhengan.masking.formats.fields import Spelling, text_of

MYSQL = {"0": "\0", "b": "\b", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}
POSTGRES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)|''", re.DOTALL)
BYTES = re.compile(rb"\\[^x0-7]|(?:\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}))+")
COPY_WRITTEN = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\\": "\\\\"}
WRITTEN = {"\0": "\\0", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z"}
OTHER, OTHER_SIGNS = bytes.maketrans(b"'\"", b"\"'"), str.maketrans("'\"", "\"'")
UNICODE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6})|\\)|''")
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
QUOTED = re.compile(r'\\.|""', re.DOTALL)
NEEDS_QUOTES = re.compile(r'[\s"\\(),]')
ONE_FIELD = re.compile(rb'"(?:[^"\\]|""|\\.)*"|[^"\\(),]*', re.DOTALL)
NUMBER = re.compile(r"-?(0|[1-9]\d*)\Z", re.ASCII)


def bytes_of(text: str, raw: bytes) -> bytes:
    """The bytes of a text that stands in the place of ``raw``."""
    try:
        raw.decode()
        return text.encode()
    except UnicodeDecodeError:
        return text.encode("latin-1", "replace")


class Standard:
    """'…' of the standard: a quote inside is doubled, nothing else is special."""

    special, searched, word = b"'", True, False

    def __init__(self, plain: bool):
        self.plain = plain

    def read(self, raw: bytes) -> str:
        """Single quotes."""
        return text_of(raw).replace("''", "'")

    def write(self, text: str, raw: bytes) -> bytes:
        """Doubled quotes."""
        return bytes_of(text.replace("'", "''"), raw)


class Back:
    """'…' with backslashes: MySQL's, or PostgreSQL's E'…'."""

    special, searched, word = b"'\\\0", True, False

    def __init__(self, plain: bool, postgres: bool = False):
        self.plain, self.postgres = plain, postgres

    def read(self, raw: bytes) -> str:
        """What the database reads."""
        if self.postgres:
            raw = BYTES.sub(whole_bytes, raw)
        return ESCAPE.sub(self.one, text_of(raw))

    def one(self, found: re.Match[str]) -> str:
        """One escape."""
        said = found[1]
        if said is None:
            return "'"
        if self.postgres and said[0] in "uU" and len(said) > 1:
            code = int(said[1:], 16)
            return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if not self.postgres and said in ("%", "_"):
            return "\\" + said
        first = (POSTGRES if self.postgres else MYSQL).get(said[0], said[0])
        return first + said[1:]

    def write(self, text: str, raw: bytes) -> bytes:
        """Escaped as the text in its place was: no line feed is escaped where line feeds stood bare."""
        doubled = b"''" in raw and b"\\'" not in raw
        made = text.replace("\\", "\\\\").replace("'", "''" if doubled else "\\'")
        if b'\\"' in raw:
            made = made.replace('"', '\\"')
        for sign, written in WRITTEN.items():
            if sign == "\0" or (sign.encode() not in raw and not (self.postgres and sign == "\x1a")):
                made = made.replace(sign, written)
        return bytes_of(made, raw)


class Copy:
    """A field of COPY in text format."""

    special, searched, word = b"\b\f\n\r\t\v\\", True, False

    def __init__(self, plain: bool):
        self.plain = plain

    def read(self, raw: bytes) -> str:
        """What the server reads."""
        return Back(False, True).read(raw.replace(b"''", b"'\\'"))

    def write(self, text: str, raw: bytes) -> bytes:
        """As the server writes it."""
        return bytes_of("".join(COPY_WRITTEN.get(sign, sign) for sign in text), raw)


class Number:
    """A number: it becomes a text where its mask is no number."""

    plain, special, searched, word = False, b"", False, False

    def read(self, raw: bytes) -> str:
        """As it is spelt."""
        return raw.decode("utf-8", "replace")

    def write(self, text: str, raw: bytes) -> bytes:
        """A number or a text."""
        return (text if NUMBER.match(text) else "'" + text.replace("'", "''") + "'").encode()


class Double(Back):
    """"…" of MySQL: as '…' is spelt, with the one sign for the other."""

    special = b'"\\\0'

    def read(self, raw: bytes) -> str:
        """What the database reads."""
        return super().read(raw.translate(OTHER)).translate(OTHER_SIGNS)

    def write(self, text: str, raw: bytes) -> bytes:
        """Escaped as the text in its place was."""
        return super().write(text.translate(OTHER_SIGNS), raw.translate(OTHER)).translate(OTHER)


class Hex:
    """Hexadecimal digits of a text in UTF-8 or GB18030, or of other bytes, which keep their number of bytes."""

    plain, special, searched, word = False, b"", True, False

    def read(self, raw: bytes) -> str | None:
        """The text, or each byte as a character."""
        return encoded(self.bytes(raw))[0]

    def write(self, text: str, raw: bytes) -> bytes:
        """Its bytes in hexadecimal, in the case of what stood there."""
        made = text.encode(encoded(self.bytes(raw))[1], "replace").hex().encode()
        return made.upper() if raw.upper() == raw else made

    def bytes(self, raw: bytes) -> bytes:
        """The bytes that digits stand for."""
        try:
            return bytes.fromhex(raw.decode())
        except ValueError:
            return raw


def encoded(raw: bytes) -> tuple[str, str]:
    """What bytes say, and in which encoding; where they are no text, each one as a character."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or not NO_TEXT.search(raw):
            return text, encoding
    return raw.decode("latin-1"), "latin-1"


def no_text(digits: bytes) -> bool:
    """Whether hexadecimal digits stand for a picture, an archive or the like, in which texts are not read."""
    raw = Hex().bytes(digits)
    return bool(NO_TEXT.search(raw)) or (len(raw) > 8 and encoded(raw)[1] == "latin-1")


class Base64(Hex):
    """The same in base 64."""

    def write(self, text: str, raw: bytes) -> bytes:
        """On one line."""
        return base64.b64encode(text.encode(encoded(self.bytes(raw))[1], "replace"))

    def bytes(self, raw: bytes) -> bytes:
        """The bytes that it stands for."""
        try:
            return base64.b64decode(raw, validate=False)
        except ValueError:
            return raw


class Unicode:
    """U&'…' of the standard: \\5F20 and \\+01F600 are signs by their numbers."""

    plain, special, searched, word = False, b"", True, False

    def read(self, raw: bytes) -> str:
        """What the database reads."""
        made = UNICODE.sub(self.one, text_of(raw))
        return made.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def one(self, found: re.Match[str]) -> str:
        """One escape."""
        digits = found[1] or found[2]
        if not digits:
            return found[0][1:]
        return chr(int(digits, 16)) if int(digits, 16) < 0x110000 else "\ufffd"

    def write(self, text: str, raw: bytes) -> bytes:
        """By their numbers, too, where no sign stood there as it is."""
        made = text.replace("\\", "\\\\").replace("'", "''")
        if raw.isascii():
            made = "".join(sign if sign < "\x80" else spelt_by_number(sign) for sign in made)
        return bytes_of(made, raw)


def spelt_by_number(sign: str) -> str:
    """One sign in U&'…'."""
    return f"\\{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\+{ord(sign):06X}"


class Comment:
    """A comment, or a text between dollar signs."""

    plain, special, searched, word = True, b"", True, False

    def read(self, raw: bytes) -> str:
        """As it is."""
        return text_of(raw)

    def write(self, text: str, raw: bytes) -> bytes:
        """As it is, and no longer than its line."""
        made = text.replace("*/", "* /") if b"*/" not in raw else text
        return bytes_of(made if b"\n" in raw else made.replace("\n", " "), raw)


def whole_bytes(found: re.Match[bytes]) -> bytes:
    """\\xE5\\xBC\\xA0 and \\345\\274\\240 as the bytes they are; another escape as it stands."""
    if found[0][1:2] not in b"x01234567":
        return found[0]
    made = bytearray()
    for one in re.finditer(rb"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))", found[0]):
        made.append(int(one[1], 16) if one[1] else int(one[2], 8) & 255)
    return bytes(made).replace(b"\\", b"\\\\").replace(b"'", b"\\'")


class Field:
    """A field of a value of a type with fields, (a,"b c",): within a text that is spelt in one way or another."""

    plain, special, searched, word = False, b"", True, False

    def __init__(self, around: Standard | Back | Copy):
        self.around = around

    def read(self, raw: bytes) -> str:
        """What the database reads, without the quotes."""
        text = self.around.read(raw)
        return QUOTED.sub(lambda one: one[0][1:], text[1:-1]) if text[:1] == '"' else text

    def write(self, text: str, raw: bytes) -> bytes:
        """In quotes where one stood there, or where it needs them."""
        if raw[:1] == b'"' or not text or NEEDS_QUOTES.search(text):
            text = '"' + text.replace("\\", "\\\\").replace('"', '""') + '"'
        return self.around.write(text, raw)


def fields_of(raw: bytes) -> list[tuple[int, int]] | None:
    """Where the fields of such a value stand; None where it is none."""
    if raw[:1] != b"(" or raw[-1:] != b")":
        return None
    made, place = [], 1
    while (one := ONE_FIELD.match(raw, place)) and one.end() < len(raw):
        made.append(one.span())
        place = one.end() + 1
        if raw[one.end() : place] != b",":
            return made if place == len(raw) else None
    return None


AROUND: tuple[Standard | Back | Copy, ...] = (
    Standard(True), Standard(False), Back(True), Back(False), Back(True, True), Back(False, True), Copy(True), Copy(False),
)  # fmt: skip
# In the order of the kernel's numbers.
SPELLINGS: tuple[Spelling, ...] = (
    *AROUND, Number(), Hex(), Comment(), Double(True), Double(False), Unicode(), Base64(), *(Field(one) for one in AROUND),
)  # fmt: skip
