"""What came of a run reads in either language, whatever wrote it."""

from __future__ import annotations

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.schedule.details import MOST, kept, read


def test_a_sentence_reads_in_either_language() -> None:
    text = kept(say("登记心跳样本 {count} 段", count=1200))
    assert read(text).render("zh") == "登记心跳样本 1,200 段"
    assert read(text).render("en") == "stretches of heartbeats put on record: 1,200"


def test_a_problem_says_what_why_and_what_to_do() -> None:
    problem = Problem("没有可验证的备份", "/data/backups", "请先运行 zhengan backup")
    assert read(kept(problem)).render("zh") == "没有可验证的备份（/data/backups） → 请先运行 zhengan backup"
    assert "（" not in read(kept(problem)).render("en")
    assert read(kept(Problem("没有可验证的备份", "", "重试"))).render("zh") == "没有可验证的备份 → 重试"


def test_what_is_no_sentence_is_said_as_it_stands() -> None:
    for text in ("", "3 × 2", "disk full", '["cut', "{braces}", '["a", {'):
        assert read(text).render("zh") == text
    long = kept(say("{text}", text="长" * 2 * MOST))
    assert len(long) == MOST and read(long).render("zh") == long


def test_an_error_text_that_looks_like_a_sentence_is_no_trap() -> None:
    assert read('["a", 1}]').render("zh") == '["a", 1}]'
    assert read('["a{b}", {"b": {"at": 1}}]').render("zh") == '["a{b}", {"b": {"at": 1}}]'
