"""The law's words: read from the rooms' ``text.md`` and proven to be the official ones.

A ``text.md`` holds a line per paragraph; an item is a line that begins with its number in ``（1）``. Nothing
else is in it, so the file turns into the paragraphs and back without loss. ``text.sha256.json`` pins the
SHA-256 of the whole text (canonical JSON of chapters → articles → paragraphs → items) and of every line, so
that an error names the line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from zhengan.kit.problem import Problem, Where
from zhengan.law.model import Paragraph

PINS = Path(__file__).with_name("text.sha256.json")
ITEM = re.compile(r"（(\d+)）(.+)")


def read_text(path: Path, number: int) -> tuple[Paragraph, ...]:
    """The paragraphs of article ``number`` from its ``text.md``; raises Problem naming article and line."""
    lines = lines_of(path, number)
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        item = ITEM.fullmatch(line)
        if item is not None and found:
            found[-1][1].append(item[2])
        else:
            found.append((line, []))
    paragraphs = tuple(Paragraph(text, tuple(items)) for text, items in found)
    if lines_from(paragraphs) != lines:  # an item out of number: the only thing that reading leaves out
        _compare(lines, _pins()["lines"][str(number)], path, number)
    return paragraphs


def lines_of(path: Path, number: int) -> list[str]:
    """The lines of a ``text.md``, read as bytes so that no newline is quietly translated."""
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        raise Problem(
            f"第 {number} 条缺少正文", "条文逐条核对，缺一条即不可用", f"恢复 {_place(path)}", code="law-text"
        ) from None
    except UnicodeDecodeError as error:
        raise Problem(
            f"第 {number} 条正文不是 UTF-8 编码",
            str(error),
            f"恢复 {_place(path)}",
            code="law-text",
            where=Where(_place(path)),
        ) from None
    *lines, rest = text.split("\n")
    if rest:
        raise _mismatch(path, number, len(lines) + 1, "最后一行没有以换行结束")
    return lines


def lines_from(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The lines of the ``text.md`` that ``read_text`` reads as these paragraphs: its exact inverse."""
    lines = []
    for paragraph in paragraphs:
        lines.append(paragraph.text)
        lines.extend(f"（{number}）{text}" for number, text in enumerate(paragraph.items, 1))
    return lines


def digest(chapters: Iterable[tuple[int, str, Mapping[int, tuple[Paragraph, ...]]]]) -> str:
    """SHA-256, in hex, of the canonical JSON of the chapters: (number, title, paragraphs by article)."""
    data = [
        {
            "number": number,
            "title": title,
            "articles": [_article(n, paragraphs) for n, paragraphs in articles.items()],
        }
        for number, title, articles in chapters
    ]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify(
    chapters: list[tuple[int, str, Mapping[int, tuple[Paragraph, ...]]]], paths: Mapping[int, Path]
) -> None:
    """Raise Problem, naming article and line, unless the text is the official one to the last character."""
    pins = _pins()
    if digest(chapters) == pins["text"]:
        return
    for number, paragraphs in ((n, p) for _, _, articles in chapters for n, p in articles.items()):
        _compare(lines_from(paragraphs), pins["lines"].get(str(number), []), paths[number], number)
    raise Problem(
        "章的编号、标题或所辖条文与公布文本不一致",
        "各条正文均无误，差异在章上",
        "恢复 law.toml",
        code="law-text",
        where=Where("law.toml"),
    )


def _pins() -> dict[str, Any]:
    pins: dict[str, Any] = json.loads(PINS.read_bytes())
    return pins


def _compare(lines: list[str], pinned: list[str], path: Path, number: int) -> None:
    for at, (line, sha256) in enumerate(zip(lines, pinned, strict=False), 1):
        if hashlib.sha256(line.encode()).hexdigest() != sha256:
            raise _mismatch(path, number, at, "这一行的内容有改动")
    if len(lines) != len(pinned):
        at = min(len(lines), len(pinned)) + 1
        raise _mismatch(path, number, at, f"应有 {len(pinned)} 行，现有 {len(lines)} 行")


def _article(number: int, paragraphs: tuple[Paragraph, ...]) -> dict[str, Any]:
    return {
        "number": number,
        "paragraphs": [
            {"text": p.text, "items": [{"number": n, "text": item} for n, item in enumerate(p.items, 1)]}
            for p in paragraphs
        ],
    }


def _mismatch(path: Path, number: int, line: int, why: str) -> Problem:
    return Problem(
        f"第 {number} 条第 {line} 行与公布文本不一致",
        why,
        f"恢复 {_place(path)}，条文一字不能改",
        code="law-text",
        where=Where(_place(path), line),
    )


def _place(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
