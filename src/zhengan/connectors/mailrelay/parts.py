"""A mail as bytes cut into headers and parts, so that what is not masked leaves as it came, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from email.policy import compat32

from zhengan.connectors.mailrelay.words import plain

EMPTY_LINE = re.compile(rb"(?:\A|(?<=\n))\r?\n")
FIELD = re.compile(rb"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
MOST_PARTS = 1000
MOST_PARAMETERS = 100  # of a header: who reads them takes a time that is the square of how many there are
DEEPEST = 20


class Malformed(ValueError):
    """The parts of a mail cannot be told apart reliably."""


@dataclass
class Part:
    """Header fields as they stand, each with its line end, and the body behind the empty line."""

    fields: list[bytes]
    gap: bytes
    body: bytes

    @property
    def header(self) -> Message:
        """The fields, readable. Raises Malformed where no charset reads them."""
        try:
            return HeaderParser(policy=compat32).parsestr(plain(b"".join(self.fields) + b"\r\n")[0])
        except UnicodeError:
            raise Malformed from None

    def replace(self, name: str, value: bytes) -> None:
        """Another value for every field of this name, in its place; the name stays as it is written. Where there is none,
        such a field behind all others."""
        places = [k for k, raw in enumerate(self.fields) if named(raw) == name.lower()]
        for k in places:
            self.fields[k] = self.fields[k].partition(b":")[0] + b": " + value + b"\r\n"
        if not places:
            self.fields.append(name.encode() + b": " + value + b"\r\n")

    def joined(self) -> bytes:
        """The part as one piece of bytes."""
        return b"".join(self.fields) + self.gap + self.body


def named(field: bytes) -> str:
    """The name of a field, lower case."""
    return field.partition(b":")[0].strip().lower().decode("ascii", "replace")


def cut(raw: bytes) -> Part:
    """Headers and body. Raises Malformed for a header line that is none."""
    found = EMPTY_LINE.search(raw)
    head, gap, body = (raw[: found.start()], found[0], raw[found.end() :]) if found else (raw, b"", b"")
    fields = [match[0] for match in FIELD.finditer(head) if match[0]]
    if any(b":" not in field for field in fields):
        raise Malformed
    for name in ("content-type", "content-transfer-encoding", "content-disposition"):
        told = [field for field in fields if named(field) == name]
        if len(told) > 1:
            raise Malformed  # two readers may believe different ones
        if told and told[0].count(b";") > MOST_PARAMETERS:
            raise Malformed
    return Part(fields, gap, body)


def pieces(body: bytes, boundary: bytes) -> tuple[list[bytes], list[bytes]]:
    """What stands around and between the delimiter lines, and these lines: one more of the first than of the second.

    The first piece is the preamble, the last what follows the closing line. Raises Malformed where the parts do not end.
    """
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?P<last>--)?[ \t]*(?:\r?\n|\Z)")
    texts, lines, at = [], [], 0
    while match := line.search(body, at):
        texts.append(body[at : match.start()])
        lines.append(match[0])
        at = match.end()
        if match["last"] is not None:
            texts.append(body[at:])
            if len(lines) > MOST_PARTS:
                raise Malformed
            return texts, lines
        if match[0].endswith(b"\n"):
            # The line end before the next delimiter may be this one's own: an empty part.
            at -= 2 if match[0].endswith(b"\r\n") else 1
            lines[-1] = body[match.start() : at]
    raise Malformed
