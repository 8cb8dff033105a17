"""HTML masked as a reader sees it: tags inside a value and escaped characters do not hide it."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from zhengan.connectors.mailrelay import unshown
from zhengan.connectors.mailrelay.words import Masks
from zhengan.masking.kinds.labels import AGAINST, FURTHEST, LABELS
from zhengan.masking.kinds.labels import TABLE as LONGEST_TABLE
from zhengan.masking.plain.markup import told

# A quote counts in a tag behind = only, as browsers read it. Nothing here is tried twice: a page can be made to take hours.
TAG = re.compile(r"""</?([a-z][^\s/>]*+)(?>[^>=]|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>|<[!?/](?:[^>]*+)>""", re.IGNORECASE)
ENTITY = re.compile(
    r"&(?:#0*+[0-9]{1,7};?|#x0*+[0-9a-f]{1,6};?|[a-z][a-z0-9]{1,31};|nbsp|shy)", re.IGNORECASE
)  # fmt: skip
SIGN = re.compile(r"[<&]")
WHITE = re.compile("[ \t\r\n\f\u00a0\u2000-\u200a\u202f\u205f]+")  # of which a reader sees one blank
KEPT = frozenset(("pre", "textarea", "listing", "xmp"))  # but in these
SECTION = "<![CDATA["
TABLE, ELEVEN = re.compile("<td", re.IGNORECASE), re.compile(r"[ \t\r\n]*(1[3-9][0-9]{9})[ \t\r\n]*")
AMOUNTS = re.compile(
    b"|".join(re.escape(word).replace(b"_", b"[ _-]") for word, kind in LABELS if kind in AGAINST), re.IGNORECASE
)
SEEN = LONGEST_TABLE + FURTHEST  # bytes before a cell among which its head is looked for
OUTLOOK = re.compile(r"<!--\[if[^\]<>]{0,300}\]>(?!<!--+>)", re.IGNORECASE)  # a comment that Outlook shows, and no other program
# An attribute that a reader sees, with entities in it.
ATTRIBUTE = re.compile(
    r"""([\s"'](?:value|alt|title|placeholder|label|content)\s{0,9}=\s{0,9})("[^"<>&]*+&[^"<>]*+"|'[^'<>&]*+&[^'<>]*+')""",
    re.IGNORECASE,
)  # fmt: skip
# What begins a line of its own; every other tag, known or not, stands within one.
BLOCK_NAMES = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu meta nav ol optgroup option p pre
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


@dataclass(frozen=True)
class Reader:
    """Who reads a page. ``outlook``: the comments that only Outlook shows as well; ``seen``: not what browsers do not show, as a
    sheet of styles, a preview or a trap, and not what stands above a word."""

    outlook: bool = False
    seen: bool = False


ANYONE = Reader()


def readers(text: str, data: bool = False) -> list[Reader]:
    """By whom a page is to be read, so that none sees what another does not."""
    outlook = [Reader(outlook=True)] if OUTLOOK.search(text) else []
    return [ANYONE, *outlook, *([Reader(seen=True)] if unshown.somewhere(text, data) else [])]


@dataclass
class Shown:
    """The text that a reader sees, and where its pieces stand in the source: runs as they are, or one character by an entity or
    a run of blanks."""

    text: list[str] = field(default_factory=list)
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)  # start in the text shown, length, start and end
    size: int = 0
    blanks: list[tuple[str, int, int]] = field(default_factory=list)  # read, and not shown so far
    within: bool = False  # what was shown last is text, and not a border

    def read(self, text: str, start: int, end: int) -> None:
        """Text of a page, whose blanks are one between two words, and as they are beside a border."""
        at = 0
        for found in WHITE.finditer(text):
            if at < found.start():
                self.word(text[at : found.start()], start + at, start + found.start())
            at = found.end()
            whole = found.end() - found.start() == len(text)  # an entity perhaps
            self.blanks.append((found[0], start, end) if whole else (found[0], start + found.start(), start + at))
        if at < len(text):
            self.word(text[at:], start + at, end)

    def word(self, text: str, start: int, end: int) -> None:
        """Text as it is, behind the blanks before it."""
        if self.within and self.blanks:
            self.add(" ", *self.blanks[0][1:])
            self.blanks.clear()
        self.flush()
        self.add(text, start, end)
        self.within = bool(text) or self.within

    def border(self, mark: str) -> None:
        """What stands for a tag; for one within a line nothing does."""
        if mark:
            self.flush()
            self.add(mark)
            self.within = False

    def flush(self) -> None:
        """Shows the blanks as they are."""
        for one in self.blanks:
            self.add(*one)
        self.blanks.clear()

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
    for reader in readers(text, data):
        text = _masked(text, masks, data, reader)
    return ATTRIBUTE.sub(lambda one: one[1] + _masked(one[2], masks, data, ANYONE), text)


def _masked(text: str, masks: Masks, data: bool, reader: Reader) -> str:
    found = visible(text, data=data, reader=reader)
    shown = without_amounts("".join(found.text), found, text)
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


def without_amounts(shown: str, found: Shown, text: str) -> str:
    """What is shown without numbers that look like those of mobiles and are amounts or orders by the head of their column, which
    is seen in the page alone."""
    if not TABLE.search(text):
        return shown
    data, at, place, out, behind = text.encode("utf-8", "surrogatepass"), 0, 0, [], 0
    heads = [one.end() for one in AMOUNTS.finditer(data)]
    for low, size, start, end in found.pieces:
        number = ELEVEN.fullmatch(shown, low, low + size) if size == end - start else None
        if number:
            first = start + number.start(1) - low
            place += len(text[at:first].encode("utf-8", "surrogatepass"))
            at = first
            head = bisect_left(heads, place)
            if head and place - heads[head - 1] <= SEEN and told(data, place)[0] in AGAINST:
                out += [shown[behind : number.start(1)], "_" * len(number[1])]
                behind = number.end(1)
    return "".join([*out, shown[behind:]])


def lines(text: str, data: bool = False, reader: Reader = ANYONE) -> str:
    """What is shown, line by line as a reader sees it: a number goes on in the next line, not in the next cell or paragraph."""
    shown = "".join(visible(text.translate(NO_MARKS), _edge, data, reader, blanks=True).text)
    blocks = (LINE.join(one for one in block.split(EDGE) if one.strip(BLANK)) for block in shown.split(BLOCK))
    return "\n\n".join("\n".join(line.strip(BLANK) for line in block.split(LINE)) for block in blocks)


def cells(text: str, data: bool = False, reader: Reader = ANYONE) -> list[tuple[bool, str]]:
    """What is shown, cell by cell and paragraph by paragraph; whether each stands in the same row as the one before."""
    found: list[tuple[bool, str]] = []
    row = True
    for one in MARKS.split("".join(visible(text.translate(NO_MARKS), _parted, data, reader).text)):
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


def visible(
    text: str, apart: Callable[[str], str] = _apart, data: bool = False, reader: Reader = ANYONE, blanks: bool = False
) -> Shown:
    """What of HTML is shown; ``apart``: what stands for a tag by its name, of itself a space for a cell's border, a new line
    for a block's. ``data``: as ``markup_masked``; in it, and with ``blanks``, every blank is seen as it is."""
    shown, at, ended, kept = Shown(), 0, -1, 0
    ends = Ends(text, data, reader)

    def show(piece: str, start: int, end: int) -> None:
        (shown.word if data or blanks or kept else shown.read)(piece, start, end)

    while found := SIGN.search(text, at):
        start = found.start()
        show(text[at:start], at, start)
        at = start + 1
        if found[0] == "&":
            at, char = _entity(text, start)
            show(char, start, at)
        elif text.startswith(SECTION, start):
            at = start + len(SECTION)
        elif reader.outlook and (opened := OUTLOOK.match(text, start)):
            at = opened.end()
        elif text.startswith("<!--", start) and (end := ends.comment(start)) >= 0:
            at = end
        elif tag := ends.tag(start):
            name, closes = (tag[1] or "").lower(), text.startswith("</", start)
            at = ends.unseen(tag, name, closes)
            if at < 0:
                at = tag.end()
                shown.border(apart("tr" if data and ended >= 0 and not text[ended:start].strip() else name))
                if name in KEPT:
                    kept = max(0, kept - 1) if closes else kept + 1
            ended = at if closes else -1
        else:
            show("<", start, at)
    show(text[at:], at, len(text))
    shown.flush()
    return shown


class Ends:
    """Where what begins in a page ends. What has no end is looked for to the end of the page, so at most ``MOST_OPEN`` times."""

    def __init__(self, text: str, data: bool, reader: Reader):
        self.text, self.data, self.reader = text, data, reader
        self.tags = self.elements = MOST_OPEN
        self.left = MOST_OPEN * len(text)  # characters to look through for what has a size of its own
        self.comments, self.depth = True, 0

    def comment(self, start: int) -> int:
        """Behind a comment; -1: it has no end, and nor has any behind it."""
        end = unshown.comment_end(self.text, start) if self.comments else -1
        self.comments = end >= 0
        return end

    def tag(self, start: int) -> re.Match[str] | None:
        """The tag that begins there, if one does."""
        found = TAG.match(self.text, start) if self.tags else None
        if found is None and self.tags:
            sign = self.text[start + 1 : start + 2]
            self.tags -= sign.isalpha() or sign in ("!", "/", "?")
        return found

    def unseen(self, tag: re.Match[str], name: str, closes: bool) -> int:
        """Behind what a tag begins, or behind the tag, where a reader sees nothing of it; -1 where one does."""
        if not self.reader.seen:
            return -1
        if name == "table":
            self.depth = max(0, self.depth - 1) if closes else self.depth + 1
        if name in unshown.TABLED and self.depth == 0 and not self.data:
            return tag.end()
        nowhere = not self.data and (name in unshown.NOWHERE or name in unshown.NOTHING)
        if closes:
            return tag.end() if nowhere else -1
        if not nowhere and not unshown.hides(name, tag[0]):
            return self.too_small(name, tag)
        if name in unshown.VOID:
            return tag.end()
        end = unshown.behind(self.text, name, tag.end()) if self.elements else -1
        self.elements -= end < 0 and self.elements > 0
        return end if end >= 0 else tag.end() if nowhere else -1

    def too_small(self, name: str, tag: re.Match[str]) -> int:
        """The same of what is too small; many a page is, and all that it shows has a size of its own."""
        if name in unshown.VOID or self.left <= 0 or not unshown.small(tag[0]):
            return -1
        end = unshown.behind(self.text, name, tag.end())
        if end >= 0 and not unshown.SIZED.search(self.text, tag.end(), end):
            return end
        self.left -= (end if end >= 0 else len(self.text)) - tag.end()
        return -1


def _entity(text: str, start: int) -> tuple[int, str]:
    """Where the entity ends that may begin at ``start``, and what it stands for."""
    found = ENTITY.match(text, start)
    char = html.unescape(found[0]) if found else ""
    if not found or char == found[0] or len(char) != 1:
        return start + 1, "&"
    return found.end(), " " if char == "\u00a0" else char
