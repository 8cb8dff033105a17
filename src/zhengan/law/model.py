"""The law as data: chapters, articles, paragraphs, and the duties that its clauses lay on somebody.

A clause is cited ``article.paragraph(item)``: ``21.3``, ``5.1(5)``. Everything here is frozen; the loader
builds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

Who = Literal["core", "operating", "provider", "cii", "regulator", "association", "other"]
"""Who is bound: 核心机构、经营机构、信息技术系统服务机构、关基运营者、监管机构、行业协会、其他机构和个人."""

DutyKind = Literal[
    "measured",
    "gate",
    "periodic",
    "event",
    "standing",
    "duty_of_regulator",
    "duty_of_association",
    "definition",
    "encouraged",
]
"""How a clause is met: computed from facts, allowed or refused when asked, due again every period, started
by a trigger, valid at all times, a worklist of regulator or association, used by other clauses, or 鼓励."""

Status = Literal["served", "definition", "pending", "worklist"]
"""Coverage: rules judge it; nothing to judge; no rule yet; a worklist of regulator or association."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (款) as the law prints it, and its items (项) in order, their numbers left out."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What one clause asks, of whom, how it is judged, and what must be recorded so that it can be judged.

    ``penalties`` are the clauses of Articles 62 to 69 that *may* apply to a breach; ``act`` says that the
    clause is judged on an act (a change, a drill, an incident), for good, rather than continuously.
    """

    id: str
    article: int
    paragraph: int
    item: int | None
    who: tuple[Who, ...]
    kinds: tuple[DutyKind, ...]
    title_zh: str
    title_en: str
    does_zh: str
    does_en: str
    record_zh: tuple[str, ...]
    record_en: tuple[str, ...]
    penalties: tuple[str, ...]
    status: Status
    act: bool = False

    def title(self, lang: str = "zh") -> str:
        """Its short name in ``lang`` (Chinese unless English is asked for)."""
        return self.title_en if lang.startswith("en") else self.title_zh

    def does(self, lang: str = "zh") -> str:
        """One sentence: what is judged."""
        return self.does_en if lang.startswith("en") else self.does_zh

    def record(self, lang: str = "zh") -> tuple[str, ...]:
        """What to record or connect, one entry a register or source."""
        return self.record_en if lang.startswith("en") else self.record_zh


@dataclass(frozen=True, slots=True)
class Article:
    """One article (条): its text, its duties in the order of the text, and the folder that holds them."""

    number: int
    slug: str
    title_zh: str
    title_en: str
    chapter: int
    paragraphs: tuple[Paragraph, ...]
    duties: tuple[Duty, ...]
    path: Path

    def title(self, lang: str = "zh") -> str:
        """Its short name in ``lang``, for a tile of the board. The law itself names no article."""
        return self.title_en if lang.startswith("en") else self.title_zh

    def clauses(self) -> Iterator[str]:
        """Every clause that can be cited: each paragraph, and each item after its paragraph."""
        for number, paragraph in enumerate(self.paragraphs, 1):
            yield f"{self.number}.{number}"
            for item in range(1, len(paragraph.items) + 1):
                yield f"{self.number}.{number}({item})"

    def text(self, duty: Duty) -> str:
        """The law's own words for a duty of this article: its item, or its paragraph where it has none."""
        paragraph = self.paragraphs[duty.paragraph - 1]
        return paragraph.text if duty.item is None else paragraph.items[duty.item - 1]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter (章) and its articles in order."""

    number: int
    title_zh: str
    title_en: str
    articles: tuple[Article, ...]

    def title(self, lang: str = "zh") -> str:
        """Its title in ``lang``; the Chinese one is the law's."""
        return self.title_en if lang.startswith("en") else self.title_zh


@dataclass(frozen=True, slots=True)
class Law:
    """A whole law: what it is called, when it came into force, and its chapters."""

    title: str
    short_title: str
    number: int
    issuer: str
    effective: date
    repeals: str
    source: str
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    by_clause: Mapping[str, Duty] = field(repr=False, compare=False)
    """Every duty by its clause, in the order of the text."""

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty, in the order of the text."""
        return tuple(self.by_clause.values())
