"""The one shape of an error a user reads: what happened, why, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a user's document: file (or name of the input), line and column counted from 1."""

    source: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.source] if self.source else []
        if self.line is not None:
            parts.append(f"第 {self.line} 行")
        if self.column is not None:
            parts.append(f"第 {self.column} 列")
        return " ".join(parts)


class Problem(Exception):
    """Bad input or a question that cannot be answered, said so that the reader can act.

    ``what`` happened, ``why``, and what to ``do`` about it, each a full sentence in Chinese;
    ``code`` is a stable ASCII word for machines; ``where`` names the place in the input.
    """

    def __init__(self, what: str, why: str = "", do: str = "", *, code: str = "problem", where: Where | None = None):
        super().__init__(what)
        self.what = what
        self.why = why
        self.do = do
        self.code = code
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        why = f"（{self.why}）" if self.why else ""
        do = f" → {self.do}" if self.do else ""
        return f"{place}{self.what}{why}{do}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain data, for JSON."""
        where = self.where or Where()
        return {
            "code": self.code,
            "what": self.what,
            "why": self.why,
            "do": self.do,
            "source": where.source or None,
            "line": where.line,
            "column": where.column,
        }


class Problems(Problem):
    """Several problems found in one input, so that a user mends them in one go."""

    def __init__(self, problems: list[Problem]):
        first = problems[0]
        super().__init__(first.what, first.why, first.do, code=first.code, where=first.where)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
