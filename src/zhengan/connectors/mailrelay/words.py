"""Header texts: encoded words, raw bytes of GB18030 or UTF-8, and file names, read and written back the way they came."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.charset import BASE64, Charset
from email.header import Header, decode_header
from email.message import Message
from email.utils import quote as quoted
from pathlib import PurePosixPath
from urllib.parse import quote

ENCODED = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?[bqBQ]\?[^?\s]*\?=")
LONGEST_NAME = 700  # bytes of a file name written with %XX: a header line ends at 998
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "us-ascii": "utf-8"}

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
    text, name = plain(value)
    text = re.sub(r"\r?\n(?=[ \t])", "", text).strip()
    found = ENCODED.search(text)
    if not found:
        return text, name
    pieces = []
    for piece, charset in decode_header(text):
        raw = piece.encode() if isinstance(piece, str) else piece
        pieces.append(raw.decode(codec(charset)) if charset else plain(raw)[0])
    return "".join(pieces), found[1].lower()


def masked_header(value: bytes, masks: Masks) -> bytes | None:
    """The value of a header, masked, in the form it had; None where nothing in it changes."""
    text, charset = header_text(value)
    after = masks(text)
    if after == text:
        return None
    if not ENCODED.search(value.decode("latin-1")):
        return after.encode(charset)
    try:
        after.encode(charset)
    except (UnicodeError, LookupError):
        charset = "utf-8"
    kind = Charset(charset)
    kind.header_encoding = BASE64
    return Header(after, kind, maxlinelen=75, header_name="Thread-Topic").encode(linesep="\r\n").encode("ascii")


def file_name(header: Message) -> str:
    """The file name of a part, however it is written; "" without one."""
    return header_text(header.get_filename("").encode("utf-8", "surrogateescape"))[0]


def masked_name(header: Message, masks: Masks) -> dict[str, bytes]:
    """New values of the headers that name the file of a part, where its name changes: written after RFC 2231."""
    name = file_name(header)
    after = masks(name)
    if after == name:
        return {}
    if len(quote(after)) > LONGEST_NAME:
        after = "attachment" + PurePosixPath(after).suffix[:20]
    changed = {}
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        if header.get_param(parameter, None, field) is not None:
            rest = [(key, value) for key, value in header.get_params([], field) if key.lower() != parameter]
            changed[field] = _written(rest, parameter, after)
    return changed


def _written(rest: list[tuple[str, str]], parameter: str, name: str) -> bytes:
    parts = [rest[0][0]] if rest else []
    parts += [f'{key}="{quoted(value)}"' for key, value in rest[1:] if isinstance(value, str)]
    parts.append(f"{parameter}*=UTF-8''{quote(name, safe='')}")
    return ";\r\n\t".join(parts).encode("utf-8", "surrogateescape")
