"""Order 218 from its 75 rooms: the text proven official, every clause with its duty, nothing overlooked.

``load_law()`` answers for the law of this package; a ``root`` names another tree of rooms. Nothing is cached
on disk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.law.dutyfile import read_duties
from zhengan.law.model import Article, Chapter, Duty, Law, Paragraph
from zhengan.law.text import read_text, verify
from zhengan.law.tomlfile import read_toml

ROOT = Path(__file__).with_name("order218")
ROOM = re.compile(r"a(\d{2})_([a-z0-9_]+)")
PENALTY_ARTICLES = range(62, 70)
LAW_KEYS: dict[str, type] = {
    "title": str,
    "short_title": str,
    "number": int,
    "issuer": str,
    "effective": date,
    "repeals": str,
    "source": str,
    "chapters": list,
}
CHAPTER_KEYS: dict[str, type] = {"number": int, "title_zh": str, "title_en": str, "first": int, "last": int}


class RuleLike(Protocol):
    """What the loader must know of a rule to check it against the law."""

    @property
    def id(self) -> str: ...
    @property
    def clause(self) -> str: ...
    @property
    def doc(self) -> str: ...


@cache
def load_law(root: Path | None = None) -> Law:
    """The law under ``root`` (by default this package's).

    Raises Problem for a missing article, a text that differs from the official one by a character, and
    whatever ``read_duties`` refuses.
    """
    root = root or ROOT
    about = _about(root)
    rooms = _rooms(
        root, [n for chapter in about["chapters"] for n in range(chapter["first"], chapter["last"] + 1)]
    )
    texts = {number: read_text(path / "text.md", number) for number, path in rooms.items()}
    spans = [(c["number"], c["title_zh"], range(c["first"], c["last"] + 1)) for c in about["chapters"]]
    verify(
        [(number, title, {n: texts[n] for n in span}) for number, title, span in spans],
        {number: path / "text.md" for number, path in rooms.items()},
    )
    penalties = [f"{n}.{p}" for n in PENALTY_ARTICLES for p in range(1, len(texts[n]) + 1)]
    chapters = tuple(_chapter(chapter, rooms, texts, penalties) for chapter in about.pop("chapters"))
    articles = tuple(article for chapter in chapters for article in chapter.articles)
    by_clause = {duty.id: duty for article in articles for duty in article.duties}
    return Law(chapters=chapters, articles=articles, by_clause=MappingProxyType(by_clause), **about)


def article(number: int) -> Article:
    """Article ``number`` of the law; raises Problem where there is none."""
    articles = load_law().articles
    if not 1 <= number <= len(articles):
        raise Problem(
            say("没有第 {number} 条", number=number),
            say("本办法共 {len} 条", len=len(articles)),
            "核对条号",
            code="law-article",
        )
    return articles[number - 1]


def duty(clause: str) -> Duty:
    """The duty of a clause such as ``21.3`` or ``5.1(5)``; raises Problem where there is none."""
    found = load_law().by_clause.get(clause)
    if found is None:
        raise Problem(
            say("没有条款“{clause}”", clause=clause),
            "条款写作“条.款”或“条.款(项)”，如 21.3、5.1(5)",
            "用 zhengan law show 查看条款",
            code="law-clause",
        )
    return found


def within(clause: str, asked: str) -> bool:
    """Whether a clause is the one asked for, or of the article (``21``) or paragraph (``71.1``) asked for."""
    return clause == asked or clause.startswith((f"{asked}.", f"{asked}("))


def duties_of(asked: str) -> tuple[Duty, ...]:
    """The duties of an article, a paragraph or an item; raises Problem where the law has none: an empty answer would pass."""
    found = tuple(one for one in load_law().duties if within(one.id, asked))
    if not found:
        what, why = say("没有条款“{clause}”", clause=asked), "条款写作“条”、“条.款”或“条.款(项)”"
        raise Problem(what, why, "例如 21、21.3 或 5.1(5)", code="clause")
    return found


def check_rules(law: Law, rules: Iterable[RuleLike]) -> None:
    """Raise Problem unless rules and declared statuses agree.

    Refused: a rule without a docstring or for a clause that has no duty; two rules with one id; a clause said
    to be served that no rule judges; a rule for a clause that is not said to be served.
    """
    served: set[str] = set()
    ids: set[str] = set()
    for rule in rules:
        if rule.clause not in law.by_clause:
            raise _rule_problem(
                say("规则 {id} 的条款 {clause} 不存在", id=rule.id, clause=rule.clause), "改正规则的条款编号"
            )
        if not rule.doc or not rule.doc.strip():
            raise _rule_problem(say("规则 {id} 没有文档字符串", id=rule.id), "用一句话写明它衡量什么")
        if rule.id in ids:
            raise _rule_problem(say("规则编号 {id} 重复", id=rule.id), "为每条规则取不同的编号")
        if law.by_clause[rule.clause].status != "served":
            status = law.by_clause[rule.clause].status
            raise _rule_problem(
                say(
                    "条款 {clause} 已有规则 {id}，状态却是 {status}",
                    clause=rule.clause,
                    id=rule.id,
                    status=status,
                ),
                "把状态改为 served",
            )
        ids.add(rule.id)
        served.add(rule.clause)
    for clause, stated in law.by_clause.items():
        if stated.status == "served" and clause not in served:
            raise _rule_problem(
                say("条款 {clause} 的状态是 served，却没有规则", clause=clause),
                "写出规则，或把状态改回 pending",
            )


def _rule_problem(what: str | Say, do: str) -> Problem:
    return Problem(what, "义务的状态应与实有的规则一致", do, code="law-rules")


def _about(root: Path) -> dict[str, Any]:
    """What ``law.toml`` says of the law as a whole, checked key by key."""
    file = read_toml(root / "law.toml", "本办法的说明")
    file.check("本办法", file.data, LAW_KEYS)
    for chapter in file.data["chapters"]:
        file.check("章", chapter, CHAPTER_KEYS, at="[[chapters]]")
    return file.data


def _rooms(root: Path, expected: list[int]) -> dict[int, Path]:
    """The folder of each article, in order; raises Problem unless there is exactly one for each."""
    rooms: dict[int, Path] = {}
    for name in sorted(os.listdir(root)):
        match = ROOM.fullmatch(name)
        if match is None:
            continue
        number = int(match[1])
        if number in rooms:
            raise Problem(
                say(
                    "第 {number} 条有两个目录：{name} 与 {name2}",
                    number=number,
                    name=rooms[number].name,
                    name2=name,
                ),
                "",
                "只留一个",
                code="law",
            )
        rooms[number] = root / name
    missing = [str(number) for number in expected if number not in rooms]
    if missing:
        raise Problem(
            say("缺少第 {value} 条", value=missing),
            "条文必须齐全才能判断",
            "恢复这些条的目录",
            code="law",
        )
    if extra := [rooms[number].name for number in rooms if number not in expected]:
        raise Problem(
            say("本法没有这些条：{value}", value=extra), "", "移走多余的目录", code="law"
        )
    for path in rooms.values():
        if not (path / "__init__.py").exists():
            raise Problem(
                say("{name} 缺少 __init__.py", name=path.name),
                "没有它，架构检查看不见这个目录",
                "补上该文件",
                code="law",
            )
    return rooms


def _chapter(
    about: dict[str, Any],
    rooms: dict[int, Path],
    texts: dict[int, tuple[Paragraph, ...]],
    penalties: list[str],
) -> Chapter:
    articles = tuple(
        _article(number, about["number"], rooms[number], texts[number], penalties)
        for number in range(about["first"], about["last"] + 1)
    )
    return Chapter(about["number"], about["title_zh"], about["title_en"], articles)


def _article(
    number: int, chapter: int, path: Path, paragraphs: tuple[Paragraph, ...], penalties: list[str]
) -> Article:
    slug = path.name[len("a00_") :]
    blank = Article(number, slug, "", "", chapter, paragraphs, (), path)
    stated = read_duties(path / "duties.toml", number, list(blank.clauses()), penalties)
    return Article(number, slug, stated.title_zh, stated.title_en, chapter, paragraphs, stated.duties, path)
