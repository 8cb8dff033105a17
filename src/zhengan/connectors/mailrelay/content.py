"""What the bytes of a part are, whatever its label says: pictures by their first bytes, packages, text in which charset."""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from zhengan.connectors.mailrelay.words import codec, plain, utf8

PICTURES = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|RIFF.{4}WEBP|II\*\0|MM\0\*|\0\0[\1\2]\0|.{4}ftyp(?:heic|heix|mif1|avif)",
    re.DOTALL,
)
DRAWING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!(?:--.*?--|DOCTYPE[^>]*)>\s*)*<svg[\s>]", re.IGNORECASE | re.DOTALL
)  # fmt: skip
# Zip (and what is built on it), OLE, PDF, RTF, gzip, RAR, 7z: some could be read as a text in which nothing stands.
PACKAGES = (
    b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf", b"\x1f\x8b", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c",
)  # fmt: skip
ONE_BYTE = re.compile("iso8859|cp125|latin|koi8|mac_")  # codecs by which any bytes make sense
SIGNATURES = {
    "application/pgp-signature": re.compile(rb"\s*-----BEGIN PGP SIGNATURE-----"),
    "application/pkcs7-signature": re.compile(rb"\x30[\x80-\x84]"),
    "application/x-pkcs7-signature": re.compile(rb"\x30[\x80-\x84]"),
}
# A value in a visiting card that is coded once more.
CODED = re.compile(r"(?im)^[^:\r\n]*;(?:encoding=)?(?:quoted-printable|base64|b)[;:]")

# Within a text or a page, quoted or not: a mail that is encrypted, or signed, without MIME.
PGP = re.compile(r"(?m)(?:^|>)[>| \t]{0,64}-----BEGIN PGP (MESSAGE|SIGNED MESSAGE)-----[ \t]*(?:\r?$|<)")
UUENCODED = re.compile(r"(?m)^(?:begin [0-7]{3,4} [^\r\n]+\r?\n([!-`][^\r\n]*)\r?$|begin-base64 [0-7]{3,4} |=ybegin )")
BINHEX = "(This file must be converted with BinHex"
URI = re.compile(  # data:text/plain;base64,…
    r"(?P<head>\bdata:(?P<kind>[a-z0-9.+-]+/[a-z0-9.+-]+)?(?:;[a-z0-9._%+-]+=(?:(?!data:)[^;,\s\"'<>]){0,200})*)"
    r"(?:(?P<base64>;base64),(?P<coded>[a-z0-9+/=%_\s-]*)|(?:;[a-z0-9-]+)?,(?P<bare>[^\s\"'<>)]*))",
    re.IGNORECASE,
)
# A mail saved as a text: its head, words coded in it, and a part of it that is coded.
HEAD = re.compile(
    r"\s*(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|reply-to|x-[a-z-]{1,60}):", re.IGNORECASE
)  # fmt: skip
CODED_WORD = r"=\?[^?\s]{1,80}\?[bqBQ]\?[^?\s]*\?="
CODED_WORDS = re.compile(rf"{CODED_WORD}(?:\s{{1,80}}{CODED_WORD})*")
WITHIN = re.compile(
    r"(?im)^[ \t]{0,64}content-transfer-encoding:[ \t]{0,64}(?:(base64)|quoted-printable)\b"
    r"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n){0,99}\r?\n"
)  # fmt: skip
BASE64_LINES = re.compile(r"[A-Za-z0-9+/=\s]*")
DELIMITER = re.compile(r"(?m)^--[^\s-]")
# A body in base64, and the text that a gateway put behind it.
FOOTED = re.compile(rb"(?:[A-Za-z0-9+/]*[ \t]*\r?\n)*(?:[A-Za-z0-9+/]+={1,2}[ \t]*(?:\r?\n)?)?")
MORE_CODED = re.compile(rb"(?m)^[A-Za-z0-9+/]{16,}={0,2}[ \t]*\r?$")
FONTS = (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0", b"true", b"ttcf")
SHORTEST = 16  # characters of base64: fewer may be a word


def pgp(text: str) -> set[str]:
    """What of OpenPGP stands in a text: ``MESSAGE``, ``SIGNED MESSAGE``."""
    return set(PGP.findall(text))


def uuencoded(text: str) -> bool:
    """A file stands in the text, in a coding of before MIME."""
    for found in UUENCODED.finditer(text):
        try:
            if found[1] is None or binascii.a2b_uu(found[1]):
                return True
        except (binascii.Error, ValueError):
            continue
    return BINHEX in text


def base64_alone(text: str) -> bytes:
    """What a text that is nothing but base64 stands for; nothing where it is another text."""
    bare = "".join(text.split())
    if len(bare) < SHORTEST or not bare.isascii():
        return b""
    try:
        return base64.b64decode(bare, validate=True)
    except (binascii.Error, ValueError):
        return b""


def footed(body: bytes) -> int:
    """Where a text begins behind what is coded in base64, with the line end before it; 0: there is none, or more seems coded."""
    found = FOOTED.match(body)
    at = len(found[0].rstrip()) if found else 0
    footer = body[at:]
    return 0 if not footer.strip() or MORE_CODED.search(footer) else at


def saved(text: str) -> Iterator[bytes]:
    """What parts of a mail stand for that was saved as a text, or came back in one."""
    heads = list(WITHIN.finditer(text))
    for k, found in enumerate(heads):
        ends = heads[k + 1].start() if k + 1 < len(heads) else len(text)
        if not found[1]:
            end = DELIMITER.search(text, found.end(), ends)
            body = text[found.end() : end.start() if end else ends]
            yield quopri.decodestring(body.encode("utf-8", "surrogatepass").replace(b"\r\n", b"\n"))
        elif lines := BASE64_LINES.match(text, found.end()):
            bare = "".join(lines[0].split()).partition("=")[0]
            yield base64.b64decode(bare[:-1] if len(bare) % 4 == 1 else bare + "=" * (-len(bare) % 4))


def uri(found: re.Match[str]) -> bytes | None:
    """What a ``data:`` address holds; None where that cannot be read."""
    if found["base64"] is None:
        return unquote_to_bytes(found["bare"])
    bare = b"".join(unquote_to_bytes(found["coded"]).split())
    try:
        return base64.b64decode(bare.rstrip(b"=") + b"=" * (-len(bare.rstrip(b"=")) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def font(raw: bytes) -> bool:
    """It begins as a font does."""
    return raw.startswith(FONTS)


def picture(raw: bytes) -> bool:
    """It begins as a picture of points does."""
    return PICTURES.match(raw) is not None


def drawing(raw: bytes) -> bool:
    """It begins as SVG does, which is a text."""
    return DRAWING.match(raw[:4096]) is not None


def package(raw: bytes) -> bool:
    """It begins as something does that only a program of its own reads."""
    return raw.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(PACKAGES)


def signature(kind: str, raw: bytes) -> bool:
    """It begins as a signature of this type does."""
    return SIGNATURES[kind].match(raw) is not None


def charsets(raw: bytes, label: str) -> list[str]:
    """The codecs by which a reader may read a text, the likeliest first; each reads it and gives the same bytes back.

    Any bytes make sense as ISO-8859-1, and many as GBK: a wrong label hides every word. What is UTF-8 hardly is by chance, so
    it is read so first, or as GB18030, and then as labelled. Raises UnicodeError where nothing reads it, or a NUL is in it,
    LookupError for a charset nobody knows.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _reading(raw, ["utf-16-le" if raw.startswith(b"\xff") else "utf-16-be"])
    if not label or label.lower() in ("us-ascii", "ascii", "unknown-8bit"):
        return [plain(raw)[1]] if b"\0" not in raw else _reading(raw, [])
    named = codecs.lookup(codec(label)).name
    if raw.isascii() or named == "utf-8":
        return _reading(raw, [named])
    others = ["utf-8"] if utf8(raw) else ["gb18030"] if ONE_BYTE.match(named) else []
    return _reading(raw, list(dict.fromkeys([*others, named])))


def _reading(raw: bytes, names: list[str]) -> list[str]:
    found = [name for name in names if reads(raw, name)]
    if not found:
        raise UnicodeError
    return found


def reads(raw: bytes, name: str) -> bool:
    """Whether a codec reads the bytes, gives them back, and shows no NUL."""
    try:
        text = raw.decode(name)
        return text.encode(name) == raw and "\0" not in text
    except UnicodeError:
        return False
