"""The one shape of an error a user reads: what happened, why, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from zhengan.kit.catalogue import translate
from zhengan.kit.say import Name, Say, say


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a user's document: file (or name of the input), line and column counted from 1."""

    source: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return self.render()

    def render(self, lang: str = "zh") -> str:
        """The place in ``lang``; empty where nothing is known of it."""
        parts = [self.source] if self.source else []
        if self.line:
            parts.append(translate("第 {line} 行", lang).format(line=self.line))
        if self.column:
            parts.append(translate("第 {column} 列", lang).format(column=self.column))
        return " ".join(parts)


class Problem(Exception):
    """Bad input or a question that cannot be answered, said so that the reader can act.

    ``what`` happened, ``why``, and what to ``do`` about it, each a sentence in Chinese (a ``Say`` where it holds
    values, so that it can also be read in English); ``code`` is a stable ASCII word for machines; ``where`` names the
    place in the input.
    """

    def __init__(
        self,
        what: str | Say,
        why: str | Say = "",
        do: str | Say = "",
        *,
        code: str = "problem",
        where: Where | None = None,
    ):
        super().__init__(str(what))
        self.sentences = (what, why, do)
        self.code = code
        self.where = where

    @property
    def what(self) -> str:
        """What happened, in Chinese."""
        return str(self.sentences[0])

    @property
    def why(self) -> str:
        """Why, in Chinese; may be empty."""
        return str(self.sentences[1])

    @property
    def do(self) -> str:
        """What to do about it, in Chinese; may be empty."""
        return str(self.sentences[2])

    def spoken(self, lang: str = "zh") -> tuple[str, str, str]:
        """What, why and what to do, in ``lang``."""
        what, why, do = (in_language(sentence, lang) for sentence in self.sentences)
        return what, why, do

    def __str__(self) -> str:
        return self.line()

    def line(self, lang: str = "zh") -> str:
        """The whole problem on one line: ``place：what（why） → do``."""
        what, why, do = self.spoken(lang)
        place = self.where.render(lang) if self.where else ""
        text = translate("{place}：{what}", lang).format(place=place, what=what) if place else what
        return text + (translate("（{note}）", lang).format(note=why) if why else "") + (f" → {do}" if do else "")

    def as_dict(self, lang: str = "zh") -> dict[str, str | int | None]:
        """The problem as plain data, for JSON."""
        where = self.where or Where()
        what, why, do = self.spoken(lang)
        return {
            "code": self.code,
            "what": what,
            "why": why,
            "do": do,
            "source": where.source or None,
            "line": where.line,
            "column": where.column,
        }


def cited(why: str | Say, words: str) -> Say:
    """A reason, and behind it what a library said, which is English whatever the reader speaks."""
    return say("{why}；原话：{words}", why=why, words=Name(" ".join(words.split())[:200])) if words else as_say(why)


def as_say(sentence: str | Say) -> Say:
    """A sentence of a problem as a ``Say``, to be part of another."""
    return sentence if isinstance(sentence, Say) else Say(sentence)


def in_language(sentence: str | Say, lang: str) -> str:
    """A sentence in a language; a plain one is looked up as it stands."""
    if isinstance(sentence, Say):
        return sentence.render(lang)
    return translate(sentence, lang)


class Problems(Problem):
    """Several problems found in one input, so that a user mends them in one go."""

    def __init__(self, problems: list[Problem]):
        first = problems[0]
        super().__init__(*first.sentences, code=first.code, where=first.where)
        self.problems = problems

    def line(self, lang: str = "zh") -> str:
        """Every problem, a line each."""
        return "\n".join(problem.line(lang) for problem in self.problems)
