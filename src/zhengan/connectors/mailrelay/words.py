"""Header texts: encoded words, raw bytes of GB18030 or UTF-8, and file names, read and written back the way they came."""

from __future__ import annotations

import base64
import codecs
import re
from collections.abc import Callable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import quote as quoted
from email.utils import unquote
from pathlib import PurePosixPath
from urllib.parse import quote
from urllib.parse import unquote as url_unquote

ENCODED = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?[bqBQ]\?[^?\s]*\?=")
LONGEST_NAME = 700  # bytes of a file name written with %XX: a header line ends at 998
NAMING, NAMES = ("content-disposition", "content-type"), ("filename", "name")
# What programs read of a part's form; every other parameter may be a text.
FORMAL_NAMES = """
boundary charset format delsp type start start-info protocol micalg method component report-type smime-type access-type server
"""
FORMAL = frozenset(FORMAL_NAMES.split())
SAFE = "/:;,?&=@!~*'()+$#[]<>"  # in an address, beside letters and figures
WESTERN = ("iso8859-1", "iso8859-15", "cp1252", "ascii")
PAIRS = re.compile(rb"[\x81-\xfe]{4}")  # two characters of GBK; no western word has four such letters in a row
LONG = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2}")
STAR = "＊"
LONGEST_LINE = 900  # bytes of an unfolded header, which is folded again where it is longer
FULL = re.compile(r"(.{60,200})([ \t])")
WIDER = {"us-ascii": "utf-8"} | dict.fromkeys(("gb2312", "gbk", "x-gbk", "x-gb2312", "x-cp936", "cp936", "euc-cn"), "gb18030")
LANGUAGE = re.compile(r"(=\?[^?*\s]+)\*[^?\s]*(?=\?[bqBQ]\?)")  # of an encoded word, RFC 2231: the decoder does not know it
LABEL = re.compile(rb"=\?([^?*\s]+)((?:\*[^?\s]*)?\?[bqBQ]\?)")
FOLD = re.compile(r"(?:\r?\n[ \t]+)+")
BLANK = " \t"
FOLDED = "\x1f"  # a fold, for who asks where they are: white space to whoever decodes
CUT = re.compile(f"(?<=[0-9]){FOLDED}(?=[0-9])")
LONGEST_WORD = 39  # bytes in an encoded word, so that its line ends before the 76th character, with most names before it
KNOWN = {  # by which readers know them; Python itself writes names of its codecs
    "x-gbk": "gbk", "cp936": "gbk", "x-cp936": "gbk", "x-gb2312": "gb2312", "euc-cn": "gb2312", "eucgb2312_cn": "gb2312",
    "big5_tw": "big5",
}  # fmt: skip
UNKNOWN = re.compile("utf[-_]?(?:7|16|32)|unicode|us-ascii|ascii|.{13}", re.IGNORECASE)  # no label of an encoded word

Masks = Callable[[str], str]


def codec(charset: str) -> str:
    """The codec that reads a charset: what calls itself GB2312 is often more than that."""
    low = charset.lower()
    return WIDER.get(low, low)


def plain(raw: bytes) -> tuple[str, str]:
    """Unlabelled bytes as text, and the codec that read them. Raises UnicodeError where none does."""
    for name in ("utf-8", "gb18030"):
        try:
            return raw.decode(name), name
        except UnicodeDecodeError:
            continue
    raise UnicodeError


def header_text(value: bytes) -> tuple[str, str]:
    """A header's text, and the charset it was written in. Raises UnicodeError or LookupError where it cannot be read."""
    return _read(value, " ")


def readable(value: bytes) -> str:
    """A header's text, as far as anything reads it."""
    try:
        return header_text(value)[0]
    except (UnicodeError, LookupError, ValueError):
        return value.decode("latin-1")


def folded(value: bytes, masks: Masks) -> str:
    """A header's text, masked, with a line end wherever a fold stands between figures that may be one number; nothing where
    none does. Raises as ``header_text``, ValueError where ``masks`` changes the count of characters."""
    text = _read(value, FOLDED)[0] if b"\n" in value.strip() else ""
    if not CUT.search(text):
        return ""
    after = masks(text.replace(FOLDED, " "))
    return "".join("\n" if char == FOLDED else new for char, new in zip(text, after, strict=True))


def _read(value: bytes, fold: str) -> tuple[str, str]:
    text, name = plain(value)
    *lines, last = FOLD.split(text.strip())
    text = fold.join([*(line.rstrip(BLANK) for line in lines), last])  # whatever blanks a line is folded by, a reader sees one
    text = LANGUAGE.sub(r"\1", text)
    found = ENCODED.search(text)
    if not found:
        return text, name
    pieces, otherwise = [], False
    try:
        decoded = decode_header(text)
    except HeaderParseError:
        raise UnicodeError from None  # base64 that is none
    for piece, charset in decoded:
        raw = piece.encode() if isinstance(piece, str) else piece
        if not charset and not text.isascii():  # what is not coded, beside what is: the decoder escapes it
            pieces.append(raw.decode("raw-unicode-escape"))
            continue
        said, meant = codec(charset) if charset else "", meant_by(raw, charset)
        pieces.append(raw.decode(meant))
        otherwise = otherwise or bool(charset and meant != said)
    return "".join(pieces), "utf-8" if otherwise else found[1].lower()


def relabelled(value: bytes, charset: bytes) -> bytes:
    """A header of which the encoded words in a charset nobody knows are said to be in this one."""

    def told(found: re.Match[bytes]) -> bytes:
        try:
            codecs.lookup(codec(found[1].decode("ascii", "replace")))
        except LookupError:
            return b"=?" + charset + found[2]
        return found[0]

    return LABEL.sub(told, value)


def meant_by(raw: bytes, label: str | None) -> str:
    """The codec by which labelled bytes were meant: a western label often stands over UTF-8 or GBK, where any bytes make sense.
    Raises UnicodeError or LookupError for unlabelled bytes that nothing reads, a charset nobody knows."""
    if not label:
        return plain(raw)[1]
    said = codec(label)
    western = codecs.lookup(said).name in WESTERN
    if not raw.isascii() and utf8(raw):
        return "utf-8"
    return "gb18030" if western and PAIRS.search(raw) and _reads(raw, "gb18030") else said


def utf8(raw: bytes) -> bool:
    """Bytes that are UTF-8 and hardly by chance: characters of three bytes are among them."""
    return LONG.search(raw) is not None and _reads(raw, "utf-8")


def _reads(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def masked_header(value: bytes, masks: Masks) -> bytes | None:
    """The value of a header, masked, in the form it had; None where nothing in it changes."""
    text, charset = header_text(value)
    after = masks(text)
    if after == text:
        return None
    if not ENCODED.search(value.decode("latin-1")):
        made = after.encode(charset)
        return made if len(made) <= LONGEST_LINE else FULL.sub("\\1\r\n\\2", after).encode(charset)
    return coded(after, charset)


def coded(text: str, label: str) -> bytes:
    """Encoded words for a text, one a line: in the charset the label names where it holds the text and readers know it by that
    name, else in UTF-8."""
    name = KNOWN.get(label.lower(), label.lower())
    try:
        text.encode(name)
    except (UnicodeError, LookupError):
        name = "utf-8"
    name = "utf-8" if UNKNOWN.match(name) else name
    words, piece = [], ""
    for char in text:
        if piece and len((piece + char).encode(name)) > LONGEST_WORD:
            words.append(piece)
            piece = ""
        piece += char
    raw = [base64.b64encode(one.encode(name)).decode() for one in [*words, piece]]
    return "\r\n ".join(f"=?{name}?b?{one}?=" for one in raw).encode("ascii")


def masked_location(value: bytes, masks: Masks) -> bytes | None:
    """The address or the file name by which a part is called, masked, %XX or not; None where nothing in it changes."""
    text = header_text(value)[0]
    after = masks(url_unquote(text))
    return None if after == url_unquote(text) else quote(after, safe=SAFE).encode("ascii")


def file_names(header: Message) -> list[str]:
    """Every file name of a part, however and wherever it is written."""
    return [name for _field, key, name, _coded in _named(header) if key in NAMES]


def _named(header: Message) -> Iterator[tuple[str, str, str, bool]]:
    """Field, parameter and text of each name, and of each parameter that a sender made up; whether after RFC 2231."""
    for field in NAMING:
        for key, value in header.get_params([], field)[1:]:
            if key.lower() not in FORMAL:
                yield field, key.lower(), _name_text(value), not isinstance(value, str)


def misplaced(header: Message) -> Iterator[str]:
    """What stands where the sort of a part should, or the name of a parameter: a file's name without one, a comment."""
    for field in NAMING:
        for k, (key, value) in enumerate(header.get_params([], field)):
            bare = value if isinstance(value, str) else value[2]
            yield _name_text(f"{key}={bare}" if k == 0 and bare else key)


def _name_text(value: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(value, str):
        return header_text(unquote(value).encode("utf-8", "surrogateescape"))[0]
    charset, _language, text = value
    try:
        raw = text.encode("latin-1")  # what %XX stood for
    except UnicodeEncodeError:
        return text
    return raw.decode(meant_by(raw, charset))


def masked_names(header: Message, masks: Masks) -> dict[str, bytes]:
    """New values of the headers that name the file of a part, where a text in them changes: written after RFC 2231, and where
    the name of the file stood in a plain parameter, in one as well."""
    after: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}
    plainly: dict[str, set[str]] = {}
    changed = set()
    for field, key, name, coded in _named(header):
        if name not in after:
            after[name] = masks(name)
        changed |= {field} if after[name] != name else set()
        if coded or key in NAMES or after[name] != name or key in names.get(field, {}):
            made = _legal(after[name]) if key in NAMES and after[name] != name else after[name]
            names.setdefault(field, {})[key] = _fitting(made)  # of two writings of one the last, as readers take it
        if key in NAMES and not coded:
            plainly.setdefault(field, set()).add(key)
    return {field: _written(header, field, names[field], plainly.get(field, set())) for field in changed}


def _legal(name: str) -> str:
    """A name with stars that a file may have: Windows knows no asterisk in one."""
    return name.replace("*", "_" if name.isascii() else STAR)


def _fitting(name: str) -> str:
    return name if len(quote(name)) <= LONGEST_NAME else "attachment" + PurePosixPath(name).suffix[:20]


def _written(header: Message, field: str, names: dict[str, str], plainly: set[str]) -> bytes:
    params = header.get_params([], field)
    parts = [params[0][0]]
    parts += [f'{key}="{quoted(value)}"' for key, value in params[1:] if isinstance(value, str) and key.lower() not in names]
    parts += [f'{key}="{_plainly(name)}"' for key, name in names.items() if key in plainly]
    parts += [f"{key}*=UTF-8''{quote(name, safe='')}" for key, name in names.items() if key not in plainly or not name.isascii()]
    return ";\r\n\t".join(parts).encode("utf-8", "surrogateescape")


def _plainly(name: str) -> str:
    """A name in a plain parameter: encoded where it is not ASCII, as readers that know no RFC 2231 expect it."""
    return quoted(name) if name.isascii() else coded(name, "utf-8").decode("ascii").replace("\r\n", "")
