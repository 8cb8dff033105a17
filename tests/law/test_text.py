"""The 75 texts are the official ones, and not one character of them can change unseen."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.law.loader import ROOT, load_law
from zhengan.law.text import PINS, lines_from, lines_of

OFFICIAL = "0a57a899c0e6527615195ddf3cd1495dce1cd355aa0a50bb9846b6c72da134d5"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the rooms' texts and duties that a test may spoil."""
    return Path(shutil.copytree(ROOT, tmp_path / "order218", ignore=shutil.ignore_patterns("__pycache__")))


def room(tree: Path, article: int) -> Path:
    (found,) = tree.glob(f"a{article:02d}_*")
    return found


def test_a_faithful_copy_loads(tree: Path) -> None:
    assert [a.number for a in load_law(tree).articles] == list(range(1, 76))


def test_the_whole_text_has_the_official_digest() -> None:
    """Built here from the model by its own hand, so that digest() cannot agree with itself only."""
    chapters = [
        {
            "articles": [
                {
                    "number": article.number,
                    "paragraphs": [
                        {
                            "items": [{"number": n, "text": text} for n, text in enumerate(p.items, 1)],
                            "text": p.text,
                        }
                        for p in article.paragraphs
                    ],
                }
                for article in chapter.articles
            ],
            "number": chapter.number,
            "title": chapter.title_zh,
        }
        for chapter in load_law().chapters
    ]
    text = json.dumps(chapters, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == OFFICIAL
    assert json.loads(PINS.read_text())["text"] == OFFICIAL


def test_every_line_is_pinned_and_reversible() -> None:
    pins = json.loads(PINS.read_text())["lines"]
    for article in load_law().articles:
        lines = lines_of(article.path / "text.md", article.number)
        assert lines == lines_from(article.paragraphs)
        assert [hashlib.sha256(line.encode()).hexdigest() for line in lines] == pins[str(article.number)]


def test_phrases_that_decide() -> None:
    """Read from the published text, not from the files: figures and words on which rules hang."""
    law = load_law()
    words = {
        (18, 2): "重要信息系统业务日志应当保存五年以上，系统日志应当保存六个月以上",
        (20, 1): "应当每天至少备份数据一次，每季度至少对数据备份进行一次有效性验证",
        (21, 3): "核心机构交易时段相关网络近一年使用峰值应当在当前带宽的百分之五十以下",
        (38, 1): "并于演练后 15 个工作日内将相关情况报告中国证监会",
        (48, 1): "确保系统性能容量在历史峰值的三倍以上，交易时段相关网络带宽应当在近一年使用峰值的两倍以上",
        (59, 1): "应当于每年 4 月 30 日前",
        (62, 2): "十万元以下罚款，涉及金融安全且有危害后果的，并处二十万元以下罚款",
    }
    for (article, paragraph), phrase in words.items():
        assert phrase in law.articles[article - 1].paragraphs[paragraph - 1].text
    assert law.articles[70].paragraphs[0].items[6] == "“以上”含本数，“以下”不含本数。"
    assert len(law.articles[4].paragraphs[0].items) == 8


@pytest.mark.parametrize("article", range(1, 76))
def test_one_character_less_in_any_line_is_refused(tree: Path, article: int) -> None:
    path = room(tree, article) / "text.md"
    lines = path.read_text().split("\n")[:-1]
    for at, line in enumerate(lines):
        middle = len(line) // 2
        spoiled = [*lines[:at], line[:middle] + line[middle + 1 :], *lines[at + 1 :]]
        path.write_text("\n".join(spoiled) + "\n")
        load_law.cache_clear()
        with pytest.raises(Problem) as caught:
            load_law(tree)
        assert caught.value.code == "law-text"
        assert f"第 {article} 条第 {at + 1} 行" in caught.value.what
        assert caught.value.where is not None and caught.value.where.line == at + 1


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        pytest.param(lambda t: t.replace("两倍", "二倍"), 3, id="a word changed"),
        pytest.param(lambda t: t.replace("，", ",", 1), 1, id="a comma of another width"),
        pytest.param(lambda t: t[:-1], 3, id="no newline at the end"),
        pytest.param(lambda t: t + "\n", 4, id="a blank line at the end"),
        pytest.param(lambda t: t + "经营机构除外。\n", 4, id="a paragraph added"),
        pytest.param(lambda t: "\n".join(t.split("\n")[:2]) + "\n", 3, id="the last paragraph gone"),
        pytest.param(lambda t: t.replace("\n", "\r\n"), 1, id="line ends translated"),
        pytest.param(lambda t: "\ufeff" + t, 1, id="a byte order mark"),
        pytest.param(lambda t: "# 第二十一条\n" + t, 1, id="a heading"),
        pytest.param(
            lambda t: "\n".join(t.split("\n")[i] for i in (1, 0, 2)) + "\n", 1, id="paragraphs swapped"
        ),
        pytest.param(lambda t: "", 1, id="empty"),
    ],
)
def test_other_spoiling_is_refused(tree: Path, spoil: Callable[[str], str], line: int) -> None:
    path = room(tree, 21) / "text.md"
    path.write_bytes(spoil(path.read_text()).encode())
    with pytest.raises(Problem) as caught:
        load_law(tree)
    assert f"第 21 条第 {line} 行" in caught.value.what


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        pytest.param(lambda t: t.replace("（2）", "（3）"), 3, id="an item misnumbered"),
        pytest.param(lambda t: t.replace("（2）", "(2) "), 3, id="an item no longer one"),
        pytest.param(lambda t: t.replace("（2）", "（02）"), 3, id="a number written otherwise"),
        pytest.param(lambda t: t.replace("（8）", "（8） "), 9, id="a blank inside an item"),
        pytest.param(lambda t: t.partition("\n")[2], 1, id="items without their paragraph"),
    ],
)
def test_items_are_held_to_their_form(tree: Path, spoil: Callable[[str], str], line: int) -> None:
    path = room(tree, 5) / "text.md"
    path.write_text(spoil(path.read_text()))
    with pytest.raises(Problem, match=f"第 5 条第 {line} 行"):
        load_law(tree)


def test_two_rooms_exchanging_their_texts_are_refused(tree: Path) -> None:
    one, other = room(tree, 41) / "text.md", room(tree, 44) / "text.md"
    first, second = one.read_text(), other.read_text()
    one.write_text(second)
    other.write_text(first)
    with pytest.raises(Problem, match="第 41 条第 1 行"):
        load_law(tree)


def test_a_missing_or_unreadable_text_is_refused(tree: Path) -> None:
    path = room(tree, 33) / "text.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Problem, match="第 33 条正文不是 UTF-8"):
        load_law(tree)
    path.unlink()
    with pytest.raises(Problem, match="第 33 条缺少正文"):
        load_law(tree)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title_zh = "附则"', 'title_zh = "附 则"'),
        ("number = 8", "number = 9"),
        ("last = 75", "last = 74"),
        ("first = 9", "first = 10"),
    ],
)
def test_chapters_are_part_of_the_text(tree: Path, old: str, new: str) -> None:
    path = tree / "law.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(Problem):
        load_law(tree)


def test_a_further_article_is_refused(tree: Path) -> None:
    shutil.copytree(room(tree, 75), tree / "a76_more")
    with pytest.raises(Problem, match="a76_more"):
        load_law(tree)
    path = tree / "law.toml"
    path.write_text(path.read_text().replace("last = 75", "last = 76"))
    with pytest.raises(Problem, match="第 76 条第 1 行"):
        load_law(tree)
