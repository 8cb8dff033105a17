"""What of a page no reader sees: elements that browsers show nothing of, what is marked as hidden or styled so, comments.

Styles are read where they stand in the tag; what a sheet of styles hides is not known here.
"""

from __future__ import annotations

import html
import re

# In HTML nothing within these is shown, but where a program knows them not; no line begins or ends with them.
NOWHERE = frozenset((
    "script", "style", "template", "title", "noframes", "noembed", "iframe", "audio", "video", "canvas", "object", "datalist",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "basefont", "bgsound", "body", "br", "col", "embed", "frame", "head", "hr", "html", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
))  # fmt: skip
"""What has no end, or none that counts."""
NOTHING = frozenset(("base", "basefont", "bgsound", "body", "head", "html", "link", "meta", "param", "source", "track"))
"""Of these, which are nothing in a line. Within a page ``<body>`` and the like are passed over."""
TABLED = frozenset(("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
"""Without a table about them these are passed over as well."""
RAW = frozenset(("script", "style", "title", "noframes", "noembed", "iframe", "textarea", "xmp"))
"""In them no element begins."""
BESIDE = frozenset(("rt", "rp"))
"""How the word beside it is spoken."""
MARKED = re.compile(r"""[\s"'/]hidden[\s=>/]""", re.IGNORECASE)
FIELD = re.compile(r"""[\s"'/]type\s{0,9}=\s{0,9}["']?hidden""", re.IGNORECASE)  # of a form
STYLE = re.compile(r"""[\s"'/]style\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
OF_TABLES = re.compile("<(/?)(table|" + "|".join(sorted(TABLED)) + r")(?=[\s>/])", re.IGNORECASE)
SOME = re.compile("</?(?:" + "|".join(sorted(NOWHERE | NOTHING | BESIDE)) + r")(?=[\s>/])", re.IGNORECASE)
STYLE_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)")
STYLE_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
ZERO = r"(?:0+(?:\.0*)?|\.0+)(?![0-9.])"
TINY = r"(?:0*\.[0-9]+|0*1(?:\.0*)?)(?:px|pt)"  # what nobody can read
GONE = re.compile(
    rf"display:none\b|visibility:(?:hidden|collapse)\b|mso-hide:all\b|color:transparent\b|opacity:{ZERO}"
)
SMALL = re.compile(rf"font(?:-size)?:(?:{ZERO}|{TINY})")
SIZED = re.compile(r"font(?:-size)?\s{0,9}:[^;\"'>]{0,60}[1-9]", re.IGNORECASE)
CLIPPED, FLAT = re.compile(r"overflow(?:-[xy])?:(?:hidden|clip)\b"), re.compile(rf"(?:max-)?(?:width|height):{ZERO}")
COMMENT_ENDS = re.compile("--!?>")
NO_COMMENT = re.compile("<!---?>")  # which ends where it begins


def hides(name: str, tag: str) -> bool:
    """Whether no reader sees the element that begins with this tag; one that is only too small may hold what is not."""
    if name in BESIDE or MARKED.search(tag) or (name == "input" and FIELD.search(tag)):
        return True
    return any(_gone(_told(one[1])) for one in STYLE.finditer(tag))


def small(tag: str) -> bool:
    """Whether the text that begins with this tag is too small to be seen."""
    return any(SMALL.match(one) for style in STYLE.finditer(tag) for one in _told(style[1]))


def invisible(style: str) -> bool:
    """Whether a style shows nothing, in whatever way it is written."""
    told = _told(style)
    return _gone(told) or any(map(SMALL.match, told))


def _told(style: str) -> list[str]:
    """What a style says, ``what:how``."""
    plain = STYLE_ESCAPE.sub(_char, STYLE_COMMENT.sub("", html.unescape(style.strip("\"'")))).lower()
    parts = [one.partition(":") for one in plain.split(";")]
    return [f"{what.strip()}:{how.strip()}" for what, _colon, how in parts]


def _gone(told: list[str]) -> bool:
    clipped = any(CLIPPED.match(one) for one in told)
    return any(GONE.match(one) or (clipped and FLAT.match(one)) for one in told)


def _char(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 else ""


def somewhere(text: str, data: bool) -> bool:
    """Whether a page has something that no reader sees; ``data``: XML, in which elements mean what their program says."""
    if not data and (SOME.search(text) or _stray(text)):
        return True
    return bool(MARKED.search(text) or FIELD.search(text)) or any(invisible(one[1]) for one in STYLE.finditer(text))


def _stray(text: str) -> bool:
    """Whether a cell or a row stands in no table."""
    depth = 0
    for found in OF_TABLES.finditer(text):
        if found[2].lower() == "table":
            depth = max(0, depth - 1) if found[1] else depth + 1
        elif depth == 0:
            return True
    return False


def comment_end(text: str, start: int) -> int:
    """Where a comment ends that begins at ``start``, as browsers read it; -1: nowhere."""
    if found := NO_COMMENT.match(text, start) or COMMENT_ENDS.search(text, start + len("<!--")):
        return found.end()
    return -1


def behind(text: str, name: str, at: int) -> int:
    """Behind the end of what no reader sees, of which the tag ends at ``at``; -1: nothing ends it."""
    depth = 1
    for found in re.compile(rf"<(/?){re.escape(name)}(?=[\s>/])", re.IGNORECASE).finditer(text, at):
        depth += -1 if found[1] else 0 if name in RAW else 1
        if depth == 0:
            return text.find(">", found.end()) + 1 or -1
    return -1
