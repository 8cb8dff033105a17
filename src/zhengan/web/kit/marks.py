"""A text that was tried out, cut at what was found in it: what a page marks, and the list beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengan.facts.node import character_name, is_hidden
from zhengan.masking.bench import Taken, Trial
from zhengan.masking.doubt import reason_say
from zhengan.web.language import lang

MOST_LISTED = 200  # rows beside the text; all are marked in it
ICONS = {"taken": "circle-check", "left": "circle-minus", "doubt": "alert-triangle"}
WORDS = {"taken": gettext_lazy("已掩盖"), "left": gettext_lazy("识别后保留"), "doubt": gettext_lazy("存疑，未掩盖")}


@dataclass(frozen=True)
class Mark:
    """One place in the text: what it is, what became of it and why. ``state``: ``taken``, ``left`` or ``doubt``."""

    number: int
    start: int
    end: int
    state: str
    title: str
    why: str
    shown: str
    line: int
    column: int

    @property
    def icon(self) -> str:
        """The icon of its state."""
        return ICONS[self.state]

    @property
    def word(self) -> str:
        """What became of it, in a word."""
        return str(WORDS[self.state])

    @property
    def listed(self) -> bool:
        """Whether it has a row of its own."""
        return self.number <= MOST_LISTED


def marks(text: str, trial: Trial) -> list[Mark]:
    """Everything found in the text, by its place; of two that overlap the first."""
    found = sorted([*_of("taken", trial.taken), *_of("left", trial.left), *_doubts(text, trial)])
    made: list[Mark] = []
    line, begin, at = 1, 0, 0
    for start, end, *said in found:
        if start < at:
            continue
        line += text.count("\n", at, start)
        begin = text.rfind("\n", 0, start) + 1
        made.append(Mark(len(made) + 1, start, end, *said, line, start - begin + 1))
        line += text.count("\n", start, end)
        at = end
    return made


def pieces(text: str, found: list[Mark]) -> Iterator[tuple[str, Mark | None]]:
    """The text in order, cut at its marks."""
    at = 0
    for one in found:
        if one.start > at:
            yield visible(text[at : one.start]), None
        yield visible(text[one.start : one.end]), one
        at = one.end
    if at < len(text):
        yield visible(text[at:]), None


def visible(text: str) -> str:
    """The text with what nobody sees, or what turns its direction, written out: else a page shows another text than was tried."""
    if text.isprintable():
        return text
    return "".join(f"[{character_name(one)}]" if hides(one) else one for one in text)


def hides(character: str) -> bool:
    """Whether a reader cannot see a character that is there."""
    return is_hidden(character) or unicodedata.category(character) == "Cf"


def _of(state: str, several: tuple[Taken, ...]) -> list[tuple[Any, ...]]:
    english = lang() == "en"
    return [
        (one.start, one.end, state, one.kind.en if english else one.kind.zh, one.why.render(lang()), one.shown)
        for one in several
    ]  # fmt: skip


def _doubts(text: str, trial: Trial) -> list[tuple[Any, ...]]:
    title = _("形似个人信息")
    return [
        (one.start, one.end, "doubt", title, reason_say(one.reason).render(lang()), text[one.start : one.end])
        for one in trial.doubtful
    ]  # fmt: skip
