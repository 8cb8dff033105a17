"""HTML masked as a reader sees it: tags inside a value and escaped characters do not hide it."""

from __future__ import annotations

import html
import re

from zhengan.connectors.mailrelay.words import Masks

TOKEN = re.compile(
    r"(?P<inline></?(?:b|i|u|s|a|span|font|em|strong|small|big|wbr|sup|sub|tt|code)(?:\s[^>]*)?/?>|<!--.*?-->)"
    r"|(?P<cell></?t[dh](?:\s[^>]*)?>|&nbsp;)|(?P<tag><[a-z/!?][^>]*>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});)|(?P<char>.)",
    re.IGNORECASE | re.DOTALL,
)


def markup_masked(text: str, masks: Masks) -> str:
    """The HTML with the characters that ``masks`` changes in what is shown changed where they stand; tags untouched.

    ``masks`` must keep the count of characters.
    """
    shown, places = visible(text)
    after = masks(shown)
    out, at = [], 0
    for before, char, place in zip(shown, after, places, strict=True):
        if before != char and place is not None:
            out += [text[at : place[0]], char]
            at = place[1]
    return "".join(out) + text[at:]


def visible(text: str) -> tuple[str, list[tuple[int, int] | None]]:
    """The text that is shown, and where each of its characters stands; a cell's border is a space, a block's a new line."""
    chars: list[str] = []
    places: list[tuple[int, int] | None] = []
    for match in TOKEN.finditer(text):
        if match["inline"] is not None:
            continue
        if match["cell"] is not None or match["tag"] is not None:
            chars.append(" " if match["cell"] is not None else "\n")
            places.append(None)
            continue
        char = html.unescape(match[0])
        for k, one in enumerate(char):
            chars.append(one)
            places.append(match.span() if len(char) == 1 else (match.start() + k, match.start() + k + 1))
    return "".join(chars), places
