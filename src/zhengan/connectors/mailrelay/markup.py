"""HTML masked as a reader sees it: tags inside a value and escaped characters do not hide it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from zhengan.connectors.mailrelay.words import Masks

# A quote counts in a tag behind = only, as browsers read it. Nothing here is tried twice: a page can be made to take hours.
TAG = re.compile(r"""</?([a-z][^\s/>]*+)(?>[^>=]|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>|<[!?/](?:[^>]*+)>""", re.IGNORECASE)
ENTITY = re.compile(
    r"&(?:#0*+[0-9]{1,7};?|#x0*+[0-9a-f]{1,6};?|[a-z][a-z0-9]{1,31};|nbsp|shy)", re.IGNORECASE
)  # fmt: skip
SIGN = re.compile(r"[<&]")
# What begins a line of its own; every other tag, known or not, stands within one.
BLOCK_NAMES = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu meta nav noscript ol optgroup option p pre
script section select style summary table tbody tfoot thead title tr ul w:p xml
"""
BLOCKS = frozenset(BLOCK_NAMES.split())
CELLS = frozenset(("td", "th", "img", "input", "button", "object", "video", "audio", "canvas", "textarea"))
"""What keeps apart what stands on either side of it in a line."""
# In ``lines``: what stands apart; what begins a line, unless one begins there; a line end.
BLOCK, EDGE, LINE = "\x0c", "\x0e", "\x0b"
CELL = "\x1c"  # in ``cells``
MARKS = re.compile(f"([{BLOCK}{CELL}])")
BLANK = " \t\r\n"
NO_MARKS = {ord(mark): " " for mark in (BLOCK, EDGE, LINE, CELL)}
MOST_OPEN = 50  # tags without an end, each read to the end of the page


@dataclass
class Shown:
    """The text that a reader sees, and where its pieces stand in the source: runs as they are, or one character by an entity."""

    text: list[str] = field(default_factory=list)
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)  # start in the text shown, length, start and end
    size: int = 0

    def add(self, text: str, start: int = -1, end: int = -1) -> None:
        """A piece; without a place where it stands for something that is no text."""
        if text and start >= 0:
            self.pieces.append((self.size, len(text), start, end))
        self.text.append(text)
        self.size += len(text)


def markup_masked(text: str, masks: Masks, data: bool = False) -> str:
    """The HTML with the characters that ``masks`` changes in what is shown changed where they stand; tags untouched.

    ``data``: XML, where an element that begins behind the end of another is a field of its own. ``masks`` must keep the
    count of characters. Raises ValueError where it does not.
    """
    found = visible(text, data=data)
    shown = "".join(found.text)
    after = masks(shown)
    if len(after) != len(shown):
        raise ValueError
    out, at = [], 0
    for low, size, start, end in found.pieces:
        new = after[low : low + size]
        if new != shown[low : low + size]:
            out += [text[at:start], new]
            at = end
    return "".join(out) + text[at:]


def lines(text: str, data: bool = False) -> str:
    """What is shown, line by line as a reader sees it: a number goes on in the next line, not in the next cell or paragraph."""
    shown = "".join(visible(text.translate(NO_MARKS), _edge, data).text)
    blocks = (LINE.join(one for one in block.split(EDGE) if one.strip(BLANK)) for block in shown.split(BLOCK))
    return "\n\n".join("\n".join(line.strip(BLANK) for line in block.split(LINE)) for block in blocks)


def cells(text: str, data: bool = False) -> list[tuple[bool, str]]:
    """What is shown, cell by cell and paragraph by paragraph; whether each stands in the same row as the one before."""
    found: list[tuple[bool, str]] = []
    row = True
    for one in MARKS.split("".join(visible(text.translate(NO_MARKS), _parted, data).text)):
        if one == BLOCK:
            row = False
        elif one.strip(BLANK) and one != CELL:
            found.append((row, one.strip(BLANK)))
            row = True
    return found


def _parted(name: str) -> str:
    return BLOCK if name in BLOCKS else CELL if name in CELLS else ""


def _edge(name: str) -> str:
    return {"br": LINE, "div": EDGE}.get(name, BLOCK if name in BLOCKS or name in CELLS else "")


def _apart(name: str) -> str:
    return "\n" if name in BLOCKS else " " if name in CELLS else ""


def visible(text: str, apart: Callable[[str], str] = _apart, data: bool = False) -> Shown:
    """What of HTML is shown; ``apart``: what stands for a tag by its name, of itself a space for a cell's border, a new line
    for a block's. ``data``: as ``markup_masked``."""
    shown, at, unended, ended = Shown(), 0, 0, -1
    while found := SIGN.search(text, at):
        start = found.start()
        shown.add(text[at:start], at, start)
        at = start + 1
        if found[0] == "&":
            at = _entity(text, start, shown)
        elif text.startswith("<!--", start) and unended < MOST_OPEN and (end := text.find("-->", start + 4)) >= 0:
            at = end + 3
        elif unended < MOST_OPEN and (tag := TAG.match(text, start)):
            name = (tag[1] or "").lower()
            shown.add(apart("tr" if data and ended >= 0 and not text[ended:start].strip() else name))
            at = tag.end()
            ended = at if text.startswith("</", start) else -1
        else:
            unended += text[at : at + 1].isalpha() or text[at : at + 1] in ("!", "/", "?")
            shown.add("<", start, at)
    shown.add(text[at:], at, len(text))
    return shown


def _entity(text: str, start: int, shown: Shown) -> int:
    """What the entity that may begin at ``start`` stands for is shown; where the text goes on."""
    found = ENTITY.match(text, start)
    char = html.unescape(found[0]) if found else ""
    if not found or char == found[0] or len(char) != 1:
        shown.add("&", start, start + 1)
        return start + 1
    shown.add(" " if char == "\u00a0" else char, start, found.end())
    return found.end()
