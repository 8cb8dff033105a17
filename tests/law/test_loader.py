"""Every clause is a duty, said well; whatever is missing, misspelt or contradictory is refused by name."""

from __future__ import annotations

import re
import shutil
from dataclasses import FrozenInstanceError, dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from zhengan.facts.clauses import CLAUSES
from zhengan.kit.problem import Problem
from zhengan.law.loader import ROOT, article, check_rules, duty, load_law
from zhengan.law.model import Duty, Law
from zhengan.law.rule import load_rules

LAW = load_law()
PENALTIES = {clause for a in LAW.articles if 62 <= a.number <= 69 for clause in a.clauses()}
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}


def test_the_clauses_that_facts_may_name_are_those_of_the_law() -> None:
    assert {one.id for one in LAW.duties} == CLAUSES


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the rooms that a test may spoil."""
    return Path(shutil.copytree(ROOT, tmp_path / "order218", ignore=shutil.ignore_patterns("__pycache__")))


def spoil(tree: Path, room: str, old: str, new: str) -> Path:
    """Replace the first ``old`` in a room's duties; the text must be there, else the test proves nothing."""
    path = tree / room / "duties.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return path


def refusal(tree: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        load_law(tree)
    return caught.value


def read_number(text: str) -> int:
    """一 to 九十九, as the law writes its articles."""
    tens, ten, units = text.rpartition("十")
    return (DIGITS[tens] if tens else 1) * 10 + DIGITS.get(units, 0) if ten else DIGITS[text]


def named_articles(clause: str) -> set[int]:
    """The articles a penalty clause names in its own words."""
    number, paragraph = map(int, clause.split("."))
    text = LAW.articles[number - 1].paragraphs[paragraph - 1].text
    return {read_number(match) for match in re.findall(r"第([一二三四五六七八九十]+)条", text)}


# ── the law as it is ────────


def test_what_the_law_is_called() -> None:
    assert (LAW.title, LAW.number) == ("证券期货业网络和信息安全管理办法", 218)
    assert LAW.effective == date(2023, 5, 1)
    assert "证监会令第82号" in LAW.repeals
    assert [len(chapter.articles) for chapter in LAW.chapters] == [8, 20, 7, 6, 8, 7, 14, 5]
    assert [chapter.number for chapter in LAW.chapters] == list(range(1, 9))


def test_every_clause_is_a_duty_once() -> None:
    """112 paragraphs, of which two are lists: their 8 and 7 items are the duties."""
    clauses = [clause for a in LAW.articles for clause in a.clauses()]
    assert list(LAW.by_clause) == [clause for clause in clauses if clause not in ("5.1", "71.1")]
    assert len(LAW.duties) == 110 + 8 + 7
    for a in LAW.articles:
        assert all(d.article == a.number and LAW.by_clause[d.id] is d for d in a.duties)


def test_a_duty_cites_its_own_words() -> None:
    assert article(5).text(duty("5.1(5)")).startswith("负责证券期货业网络安全应急演练")
    assert article(21).text(duty("21.3")).startswith("核心机构和经营机构重要信息系统的性能容量")
    assert article(20).path.name == "a20_backups" and article(20).slug == "backups"


def test_titles_in_both_languages() -> None:
    assert (duty("20.1").title(), duty("20.1").title("en")) == (duty("20.1").title_zh, duty("20.1").title_en)
    assert article(37).title("zh-hans") == "应急预案" and article(37).title("en-gb") == "Emergency plan"
    assert LAW.chapters[4].title() == "关键信息基础设施安全保护"
    assert (
        duty("20.1").does("en") != duty("20.1").does() and duty("20.1").record("en") != duty("20.1").record()
    )


def test_the_law_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        duty("20.1").status = "served"  # type: ignore[misc]
    with pytest.raises(TypeError):
        LAW.by_clause["20.1"] = duty("20.2")  # type: ignore[index]


@pytest.mark.parametrize("number", [0, -1, 76])
def test_no_such_article(number: int) -> None:
    with pytest.raises(Problem, match=f"没有第 {number} 条"):
        article(number)


@pytest.mark.parametrize("clause", ["5.1", "20", "20.4", "71.1(8)", "", "a.b"])
def test_no_such_duty(clause: str) -> None:
    with pytest.raises(Problem, match="没有条款"):
        duty(clause)


# ── what the duties say, held against the law's own words ────────

SUBJECTS = {  # how a paragraph names whom it binds; the longest first
    "核心机构、经营机构和信息技术系统服务机构": {"core", "operating", "provider"},
    "核心机构和经营机构": {"core", "operating"},
    "核心机构": {"core"},
    "经营机构": {"operating"},
    "信息技术系统服务机构": {"provider"},
    "证券期货业关键信息基础设施运营者": {"cii"},
    "中国证监会": {"regulator"},
    "行业协会": {"association"},
}
# A penalty is the regulator's to impose, whoever it falls on; 2.1 binds all three named in it; 58.1 binds the
# regulator first and the three in its second sentence; 74.2 binds the subsidiary and not the parent.
OTHERWISE = {"2.1", "58.1", "74.2"}


@pytest.mark.parametrize("stated", LAW.duties, ids=lambda d: d.id)
def test_who_is_bound_is_whom_the_text_names(stated: Duty) -> None:
    text = article(stated.article).paragraphs[stated.paragraph - 1].text
    named = next((who for phrase, who in SUBJECTS.items() if text.startswith(phrase)), None)
    if 62 <= stated.article <= 70:
        assert stated.who == ("regulator",)
    elif stated.id in OTHERWISE:
        assert named is not None and set(stated.who) != named
    elif named is not None:
        assert set(stated.who) == named


@pytest.mark.parametrize("stated", LAW.duties, ids=lambda d: d.id)
def test_penalties_are_those_whose_words_reach_the_duty(stated: Duty) -> None:
    """Recomputed from Articles 62 to 69 themselves: whom they name and which articles they list."""
    who, expected = set(stated.who), set()
    if stated.id == "23.1":  # judged on an institution's suppliers, but the supplier's to answer for
        who = {"provider"}
    own = {"core", "operating", "provider", "cii"} & who
    asks = set(stated.kinds) - {"definition", "encouraged", "duty_of_regulator", "duty_of_association"}
    if own and asks and stated.article != 73:  # state secrets are left to their own rules
        expected |= {"62.1"} if who & {"core", "cii"} else set()
        expected |= {"62.2"} if who & {"operating", "provider", "cii"} else set()
        expected |= {"63.1"} if who & {"operating", "cii"} else set()
        expected |= {"63.2"} if stated.id == "23.1" else set()
        expected |= {
            clause
            for clause in ("64.1", "64.2", "65.1", "66.1", "67.1", "68.1")
            if stated.article in named_articles(clause)
        }
        if who == {"provider"}:  # 64.2 falls on CII operators, which are core or operating institutions
            expected -= {"64.2"}
        if stated.id == "31.2":  # 68.1 names the first paragraph of Article 31 only
            expected -= {"68.1"}
    if stated.id in ("40.1", "57.1", "60.1"):  # supervision and investigation, which 69.1 protects
        expected |= {"69.1"}
    assert set(stated.penalties) == expected
    assert expected <= PENALTIES


def test_the_penalty_clauses_name_what_domain_says() -> None:
    """The reading of Chinese numerals above, held against the known lists."""
    assert named_articles("64.1") == {9, 10, 18, 19, 20, 37, 39}
    assert named_articles("64.2") == {9, 10, 18, 19, 20, 22, 37, 38, 42, 44, 46, 49, 55}
    assert named_articles("65.1") == {17, 36}
    assert named_articles("68.1") == {31, 32, 33}


# ── how they say it ────────


@pytest.mark.parametrize("stated", LAW.duties, ids=lambda d: d.id)
def test_words_are_complete_and_short(stated: Duty) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    assert len(stated.title_zh) <= 14 and chinese.search(stated.title_zh)
    assert len(stated.title_en) <= 40 and not chinese.search(stated.title_en)
    assert stated.does_zh.endswith("。") and stated.does_zh.count("。") == 1
    assert stated.does_en.endswith(".")
    assert bool(chinese.search(stated.does_en)) == (
        stated.id == "71.1(7)"
    )  # which explains two Chinese words
    for zh, en in zip(stated.record_zh, stated.record_en, strict=True):
        assert chinese.search(zh) and not chinese.search(en)


def test_titles_fit_a_tile_and_are_not_shared() -> None:
    assert all(len(a.title_zh) <= 8 and len(a.title_en) <= 28 for a in LAW.articles)
    for titles in ([a.title_zh for a in LAW.articles], [a.title_en for a in LAW.articles]):
        assert len(set(titles)) == 75
    for titles in ([d.title_zh for d in LAW.duties], [d.title_en for d in LAW.duties]):
        assert len(set(titles)) == len(LAW.duties)


def test_a_register_has_one_name_in_each_language() -> None:
    pairs = {
        (zh.partition("：")[0], en.partition(":")[0])
        for stated in LAW.duties
        for zh, en in zip(stated.record_zh, stated.record_en, strict=True)
    }
    assert all(zh and en for zh, en in pairs)
    assert len({zh for zh, _ in pairs}) == len({en for _, en in pairs}) == len(pairs)


def test_acts_are_judged_at_a_gate_or_after_an_event() -> None:
    """21.1 is the one event among continuing duties: a test falls due every year, and after a swing."""
    for stated in LAW.duties:
        triggered = bool({"gate", "event"} & set(stated.kinds)) and stated.id != "21.1"
        assert stated.act == triggered, stated.id


# ── statuses and rules ────────


@dataclass(frozen=True)
class Rule:
    id: str = "20.1-x"
    clause: str = "20.1"
    doc: str = "每日备份"


def law_with(clause: str, status: str) -> Law:
    """The law with every clause pending save one."""
    duties = {d.id: replace(d, status="pending") for d in LAW.duties}
    duties[clause] = replace(duties[clause], status=status)  # type: ignore[arg-type]
    return replace(LAW, by_clause=duties)


def test_statuses_agree_with_the_rules_there_are() -> None:
    check_rules(LAW, load_rules())


def test_served_with_a_rule_and_pending_without_pass() -> None:
    check_rules(law_with("20.1", "served"), [Rule(), Rule("20.1-y")])


@pytest.mark.parametrize(
    ("law", "rules", "says"),
    [
        (law_with("20.1", "served"), [], "条款 20.1 的状态是 served，却没有规则"),
        (law_with("20.1", "pending"), [Rule()], "条款 20.1 已有规则 20.1-x，状态却是 pending"),
        (law_with("71.1(7)", "definition"), [Rule("71.1(7)-x", "71.1(7)")], "状态却是 definition"),
        (law_with("20.1", "served"), [Rule(doc="")], "没有文档字符串"),
        (law_with("20.1", "served"), [Rule(doc=" \n")], "没有文档字符串"),
        (law_with("20.1", "served"), [Rule(clause="20.9")], "条款 20.9 不存在"),
        (law_with("20.1", "served"), [Rule(), Rule()], "规则编号 20.1-x 重复"),
    ],
)
def test_what_rules_and_statuses_may_not_be(law: Law, rules: list[Rule], says: str) -> None:
    with pytest.raises(Problem) as caught:
        check_rules(law, rules)
    assert says in caught.value.what


# ── what the loader refuses ────────


def test_a_missing_article(tree: Path) -> None:
    shutil.rmtree(tree / "a20_backups")
    shutil.rmtree(tree / "a33_pi_third_parties")
    assert refusal(tree).what == "缺少第 20、33 条"


def test_two_rooms_for_one_article(tree: Path) -> None:
    shutil.copytree(tree / "a20_backups", tree / "a20_copy")
    assert "a20_backups 与 a20_copy" in refusal(tree).what


def test_a_room_that_is_no_package(tree: Path) -> None:
    (tree / "a20_backups" / "__init__.py").unlink()
    assert "a20_backups 缺少 __init__.py" in refusal(tree).what


def test_a_room_without_duties(tree: Path) -> None:
    (tree / "a20_backups" / "duties.toml").unlink()
    assert refusal(tree).what == "缺少第 20 条的义务说明"


def test_a_tree_without_law_toml(tree: Path) -> None:
    (tree / "law.toml").unlink()
    assert "缺少本办法的说明" in refusal(tree).what


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ('status = "pending"', "", "缺少“status”", 5),
        ('status = "pending"', 'status = "done"', "状态“done”不存在", 24),
        ('status = "pending"', 'status = "definition"', "不只是定义", 24),
        ('status = "pending"', 'status = "worklist"', "约束机构", 24),
        ('does_zh = "', 'dose_zh = "', "不认识的键“dose_zh”", 10),
        ('title_zh = "', 'titel_zh = "', "不认识的键“titel_zh”", 1),
        ('id = "20.1"', 'id = "20.4"', "没有条款 20.4", 5),
        ('id = "20.1"', 'id = "21.1"', "没有条款 21.1", 5),
        ('id = "20.1"', 'id = "第一款"', "没有条款 第一款", 5),
        ('id = "20.1"', "id = 20.1", "类型不对", 5),
        ('id = "20.1"', 'id = "20.2"', "写了两次", None),
        ('"operating"', '"operator"', "“operator”不存在", 6),
        ('"measured"', '"measure"', "“measure”不存在", 7),
        ('"64.2"', '"64.3"', "“64.3”不存在", 23),
        ('"64.2"', '"70.1"', "“70.1”不存在", 23),
        ('"64.2"', '"64.1"', "互不相同", 23),
        ('who = ["core", "operating"]', "who = []", "没有说明约束谁", 5),
        ('title_zh = "每', 'title_zh = ["每"]\nx = "', "不认识的键“x”", 9),
        ('title_zh = "每日备份与季度验证"', 'title_zh = ""', "“title_zh”类型不对", 8),
        ("[[duty]]", "[[duty]", "不是合法的 TOML", 4),
    ],
)
def test_a_slip_in_a_duty(tree: Path, old: str, new: str, says: str, line: int | None) -> None:
    """In 20.1 of a fixed copy, so that statuses and words may change in the real one."""
    path = tree / "a20_backups" / "duties.toml"
    path.write_text(FIXED)
    load_law(tree)
    load_law.cache_clear()
    spoil(tree, "a20_backups", old, new)
    problem = refusal(tree)
    assert says in problem.what and problem.where is not None
    assert problem.where.source == "a20_backups/duties.toml"
    assert line is None or problem.where.line == line


def test_a_duty_that_is_no_table(tree: Path) -> None:
    (tree / "a20_backups" / "duties.toml").write_text(HEAD + 'duty = ["20.1"]\n')
    assert "应是一个表" in refusal(tree).what


def test_a_paragraph_without_a_duty(tree: Path) -> None:
    path = tree / "a20_backups" / "duties.toml"
    first, second, third, fourth = FIXED.split("[[duty]]")
    path.write_text("[[duty]]".join([first, second, fourth]))
    assert refusal(tree).what == "条款 20.2 没有义务"
    path.write_text("[[duty]]".join([first, third, second, fourth]))
    assert "未按条文顺序" in refusal(tree).what


def test_an_item_without_a_duty(tree: Path) -> None:
    path = tree / "a71_definitions" / "duties.toml"
    parts = path.read_text().split("[[duty]]")
    path.write_text("[[duty]]".join(part for part in parts if 'id = "71.1(4)"' not in part))
    assert refusal(tree).what == "条款 71.1 没有义务"


@pytest.mark.parametrize(("old", "new"), [("number = 218", "number = '218'"), ("issuer = ", "isuer = ")])
def test_a_slip_in_the_law_itself(tree: Path, old: str, new: str) -> None:
    path = tree / "law.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert "本办法" in refusal(tree).what


HEAD = 'title_zh = "备份与灾备"\ntitle_en = "Backup and recovery"\n'
FIXED = HEAD + "".join(
    f"""
[[duty]]
id = "{clause}"
who = ["core", "operating"]
kinds = ["measured", "periodic"]
title_zh = "每日备份与季度验证"
title_en = "Daily backup"
does_zh = "检查备份。"
does_en = "Whether backed up."
record_zh = [
  "甲",
  "乙",
  "丙",
]
record_en = [
  "a",
  "b",
  "c",
]
act = false
penalties = ["62.1", "64.2", "64.1"]
status = "pending"
"""
    for clause in ("20.1", "20.2", "20.3")
)
