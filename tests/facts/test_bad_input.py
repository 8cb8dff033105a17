"""Bad scenario files, one by one: each is refused for its own reason at its own line, and never passes in silence."""

# ruff: noqa: E501 (a case a line reads as a table)
from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.documents import HEAD, line_of, read, refusal, refused
from zhengan.facts.rawtext import MOST_BYTES
from zhengan.facts.scenario import load_scenario
from zhengan.kit.problem import Problem

# What is written after HEAD (so line 6 is its first), the line named, and a word of the refusal.
FACTS: dict[str, tuple[str, int, str]] = {
    "unknown key": ("  drills:\n    - {at: 2024-01-01, placee: here}", 7, "未知的键“placee”"),
    "unknown key, its likely meaning": ("  drills:\n    - {at: 2024-01-01, systms: [core]}", 7, "是否想写“systems”"),
    "unknown kind of fact": ("  drill:\n    - {at: 2024-01-01}", 6, "是否想写“drills”"),
    "second institution": ("  institution: []", 6, "未知的键“institution”"),
    "no list": ("  drills: {at: 2024-01-01}", 6, "应是列表"),
    "no mapping": ("  drills: [x]", 6, "键: 值"),
    "nothing at all": ("  drills:", 6, "应是列表"),
    "missing field": ("  backup_runs:\n    - {system: core, at: 2024-01-01 02:00}", 7, "“ok”（是否成功）"),
    "missing moment": ("  backup_runs:\n    - {system: core, ok: true}", 7, "“at”（备份完成时刻）"),
    "no such day": ("  drills:\n    - {at: 2023-02-29}", 7, "不存在"),
    "day in words": ("  drills:\n    - {at: yesterday}", 7, "不是日期"),
    "full-width digits": ("  drills:\n    - {at: ２０２３-02-01}", 7, "不是日期"),
    "year 1066": ("  drills:\n    - {at: 1066-10-14}", 7, "年份不可信"),
    "report on year 0": ("  filings:\n    - {at: 2024-01-01 09:00, type: annual_report, year: 0}", 7, "不在范围"),
    "report on year 10000": ("  filings:\n    - {at: 2024-01-01 09:00, type: annual_report, year: 10000}", 7, "1990 与 2100 之间"),
    "year 9999": ("  contracts:\n    - {supplier: s, since: 2023-01-01, to: 9999-12-31}", 7, "请删去截止日"),
    "instant without a time": ("  backup_runs:\n    - {system: core, ok: true, at: 2024-01-01}", 7, "缺少时间"),
    "hour 24": ("  backup_runs:\n    - {system: core, ok: true, at: 2024-01-01 24:00}", 7, "不是钟点"),
    "leap second": ("  backup_runs:\n    - {system: core, ok: true, at: 2016-12-31 23:59:60}", 7, "不是钟点"),
    "offset of 25 hours": ("  backup_runs:\n    - {system: core, ok: true, at: 2024-01-01 02:00+25:00}", 7, "时区"),
    "future day": ("  monitoring_reviews:\n    - {at: 2026-11-24}", 7, "在未来"),
    "future instant": ("  backup_runs:\n    - {system: core, ok: true, at: 2026-11-23 12:01}", 7, "在未来"),
    "future day of a daily": ("  backup_runs:\n    - {system: core, ok: true, daily: {from: 2026-11-01, to: 2026-11-24}}", 7, "在未来"),
    "future recording": ("  drills:\n    - {at: 2024-01-01, recorded: 2027-01-01 00:00}", 7, "在未来"),
    "future figure": ("  filings:\n    - {at: 2024-01-01 09:00, type: other, figures: [{name: drills, value: 1, to: 2027-01-01}]}", 7, "在未来"),
    "future preparation": ("  changes:\n    - {system: core, kind: change, start: 2026-12-01 02:00, recorded: 2026-11-01 00:00, test_plan: 2026-12-01 00:00}", 7, "“test_plan”在未来"),
    "planned, not recorded": ("  changes:\n    - {system: core, kind: change, start: 2026-12-01 02:00}", 7, "“recorded”"),
    "a planned drill, not recorded": ("  drills:\n    - {at: 2026-12-15}", 7, "“recorded”"),
    "recorded before it happened": ("  monitoring_reviews:\n    - {at: 2024-01-02, recorded: 2024-01-01 09:00}", 7, "早于事实发生"),
    "corrected before recorded": ("  drills:\n    - {at: 2024-01-02, superseded: 2024-01-01 09:00}", 7, "superseded"),
    "term ends before it begins": ("  lead_departments:\n    - {name: 科技部, since: 2024-01-02, to: 2024-01-01}", 7, "“to”早于“since”"),
    "outage ends before it begins": ("  outages:\n    - {system: core, start: 2024-01-02 10:00, end: 2024-01-02 09:00}", 7, "“end”早于“start”"),
    "daily and a moment": ("  backup_runs:\n    - {system: core, ok: true, at: 2024-01-01 02:00, daily: {from: 2024-01-01, to: 2024-01-02}}", 7, "只能写一个"),
    "daily without an end": ("  backup_runs:\n    - {system: core, ok: true, daily: {from: 2024-01-01}}", 7, "缺少“to”"),
    "daily backwards": ("  backup_runs:\n    - {system: core, ok: true, daily: {from: 2024-01-02, to: 2024-01-01}}", 7, "截止日早于起始日"),
    "daily of nothing": ("  backup_runs:\n    - {system: core, ok: true, daily: {from: 2024-01-01, to: 2024-01-01, except: [2024-01-01]}}", 7, "一天也不剩"),
    "daily except another day": ("  backup_runs:\n    - {system: core, ok: true, daily: {from: 2024-01-01, to: 2024-01-03, except: [2023-01-02]}}", 7, "不在起止之间"),
    "daily at no time": ("  backup_runs:\n    - {system: core, ok: true, daily: {from: 2024-01-01, to: 2024-01-03, time: noon}}", 7, "不是钟点"),
    "recovered before it began": ("  incidents:\n    - {system: core, nature: service, started: 2024-01-02 10:00, detected: 2024-01-02 10:01, recovered: 2024-01-02 09:00}", 7, "“recovered”早于“started”"),
    "recovered before it was found": ("  incidents:\n    - {system: core, nature: service, detected: 2024-01-02 10:01, recovered: 2024-01-02 09:00}", 7, "“recovered”早于“detected”"),
    "told before it was found": ("  incidents:\n    - {system: core, nature: service, detected: 2024-01-02 10:01, investors_told: 2024-01-01 09:00}", 7, "“investors_told”早于“detected”"),
    "more remedied than found": ("  mlps_assessments:\n    - {system: core, at: 2024-01-02, passed: true, problems: 2, remedied: 3}", 7, "“remedied”多于“problems”"),
    "daily of a term": ("  suppliers:\n    - {name: s, since: 2024-01-01, daily: {from: 2024-01-01, to: 2024-01-03}}", 7, "未知的键“daily”"),
    "time of a day": ("  daily_peaks:\n    - {system: core, measure: m, value: 1, daily: {from: 2024-01-01, to: 2024-01-03, time: '02:00'}}", 7, "没有钟点"),
    "same id twice": ("  drills:\n    - {id: d, at: 2024-01-01}\n    - {id: d, at: 2024-02-01}", 8, "编号“d”重复"),
    "id of one daily day": ("  backup_runs:\n    - {id: b-20240102, system: core, at: 2024-01-02 02:00, ok: true}\n    - {id: b, system: core, ok: true, daily: {from: 2024-01-01, to: 2024-01-03}}", 8, "编号“b-20240102”重复"),
    "two versions known at once": ("  drills:\n    - {id: d, at: 2024-01-01, recorded: 2024-01-01 09:00, superseded: 2024-03-01 09:00}\n    - {id: d, at: 2024-01-01, recorded: 2024-02-01 09:00}", 8, "两个版本"),
    "two first responsible persons": ("  appointments:\n    - {role: first_responsible, person: 甲, since: 2020-01-01}\n    - {role: first_responsible, person: 乙, since: 2024-01-01}", 8, "任职重叠：“甲”（2020-01-01 起）与“乙”（2024-01-01 起）"),
    "one day shared": ("  appointments:\n    - {role: first_responsible, person: 甲, since: 2020-01-01, to: 2024-01-01}\n    - {role: first_responsible, person: 乙, since: 2024-01-01}", 8, "任职重叠"),
    "a long term over two short": ("  appointments:\n    - {role: first_responsible, person: 甲, since: 2020-01-01, to: 2025-01-01}\n    - {role: first_responsible, person: 甲, since: 2026-01-01}\n    - {role: first_responsible, person: 乙, since: 2024-01-01, to: 2024-02-01}", 9, "与“乙”"),
    "same term twice": ("  appointments:\n    - {id: a, role: direct_responsible, person: 甲, since: 2020-01-01}\n    - {id: b, role: direct_responsible, person: 甲, since: 2020-01-01}", 8, "任职重叠"),
    "two bandwidths": ("  links:\n    - {link: l, name: l, systems: [core], mbps: 100, since: 2020-01-01}\n    - {link: l, name: l, systems: [core], mbps: 200, since: 2021-01-01}", 8, "同一线路"),
    "two capacities of a measure": ("  capacities:\n    - {system: core, measure: m, value: 5, since: 2020-01-01}\n    - {system: core, measure: m, value: 9, since: 2021-01-01}", 8, "性能容量重叠"),
    "two grades": ("  mlps_gradings:\n    - {system: core, level: 3, since: 2020-01-01}\n    - {system: core, level: 2, since: 2021-01-01}", 8, "等保定级重叠"),
    "no market": ("    - {id: x, name: 行情, since: 2020-01-01, markets: []}", 6, "没有服务任何市场"),
    "unknown market": ("    - {id: x, name: 行情, since: 2020-01-01, markets: [SSE, NYSE]}", 6, "NYSE"),
    "empty market": ("    - {id: x, name: 行情, since: 2020-01-01, markets: ['']}", 6, "空的"),
    "same market twice": ("    - {id: x, name: 行情, since: 2020-01-01, markets: [SSE, SSE]}", 6, "重复"),
    "markets as text": ("    - {id: x, name: 行情, since: 2020-01-01, markets: SSE}", 6, "应是列表"),
    "unknown system": ("  backup_runs:\n    - {system: croe, ok: true, at: 2024-01-01 02:00}", 7, "“croe”不存在"),
    "unknown system of a daily": ("  backup_runs:\n    - {system: croe, ok: true, daily: {from: 2024-01-01, to: 2024-01-09}}", 7, "“croe”不存在"),
    "unknown supplier": ("    - {id: x, name: 行情, since: 2020-01-01, supplier: s}", 6, "“s”不存在"),
    "unknown link": ("  link_use:\n    - {link: l, at: 2024-01-01 10:00, mbps: 5}", 7, "“l”不存在"),
    "unknown log source": ("  log_archives:\n    - {source: l, start: 2024-01-01 00:00, end: 2024-01-02 00:00}", 7, "日志源"),
    "report of an unknown incident": ("  filings:\n    - {at: 2024-01-01 10:00, type: emergency_report, about: i}", 7, "网络安全事件"),
    "figure about an unknown outage": ("  filings:\n    - {at: 2024-01-01 10:00, type: other, figures: [{name: outage_minutes, value: 3, about: o}]}", 7, "“o”不存在"),
    "a clause the law has not": ("  waivers:\n    - {clause: '99.9', by: 甲, reason: r, since: 2024-01-01}", 7, "没有条款“99.9”"),
    "a paragraph told by its items": ("  waivers:\n    - {clause: '71.1', by: 甲, reason: r, since: 2024-01-01}", 7, "没有写到项"),
    "no clause": ("  waivers:\n    - {clause: 第二十条, by: 甲, reason: r, since: 2024-01-01}", 7, "不是条款编号"),
    "word outside the list": ("  disaster_sites:\n    - {system: core, name: n, place: moon, since: 2024-01-01}", 7, "可选：same_city、remote"),
    "quoted truth": ('  backup_runs:\n    - {system: core, ok: "true", at: 2024-01-01 02:00}', 7, "不是是非值"),
    "truth of one letter": ("  backup_runs:\n    - {system: core, ok: y, at: 2024-01-01 02:00}", 7, "不是是非值"),
    "truth as text": ("  lead_departments:\n    - {name: true, since: 2024-01-01}", 7, "应是文字"),
    "empty text": ('  lead_departments:\n    - {name: "", since: 2024-01-01}', 7, "空的"),
    "blank text": ('  lead_departments:\n    - {name: "  ", since: 2024-01-01}', 7, "空的"),
    "null text": ("  lead_departments:\n    - {name: null, since: 2024-01-01}", 7, "应是文字"),
    "null truth": ("  backup_runs:\n    - {system: core, ok: ~, at: 2024-01-01 02:00}", 7, "不是是非值"),
    "list for a text": ("  lead_departments:\n    - {name: [a], since: 2024-01-01}", 7, "“列表”应是文字"),
    "10,000 characters": (f"  lead_departments:\n    - {{name: {'长' * 10_000}, since: 2024-01-01}}", 7, "文字过长（10,000 字）"),
    "two lines": ('  lead_departments:\n    - {name: "a\\nb", since: 2024-01-01}', 7, "换行"),
    "NUL by escape": ('  lead_departments:\n    - {name: "a\\0b", since: 2024-01-01}', 7, "U+0000"),
    "bell by escape": ('  lead_departments:\n    - {name: "a\\x07b", since: 2024-01-01}', 7, "U+0007"),
    "right-to-left by escape": ('  lead_departments:\n    - {name: "a\\u202eb", since: 2024-01-01}', 7, "RIGHT-TO-LEFT OVERRIDE"),
    "right-to-left mark": ("  lead_departments:\n    - {name: a\u200fb, since: 2024-01-01}", 7, "RIGHT-TO-LEFT MARK"),
    "zero-width space": ("  lead_departments:\n    - {name: a\u200bb, since: 2024-01-01}", 7, "ZERO WIDTH SPACE"),
    "hidden in a key": ('  "dri\\u200blls": []', 6, "ZERO WIDTH SPACE"),
    "bidi isolate": ("  lead_departments:\n    - {name: a\u2066b, since: 2024-01-01}", 7, "LEFT-TO-RIGHT ISOLATE"),
    "bidi in a comment": ("  drills: [] # \u202e", 6, "RIGHT-TO-LEFT OVERRIDE"),
    "a line end editors do not show": ("  drills: [] # harmless\u2028  outages: []", 6, "LINE SEPARATOR"),
    "NEL": ("  drills: [] # harmless\x85  outages: []", 6, "U+0085"),
    "BOM inside": ("  drills: []\ufeff", 6, "ZERO WIDTH NO-BREAK SPACE"),
    "vertical tab": ("  drills: []\x0b", 6, "U+000B"),
    "delete": ("  drills: []\x7f", 6, "U+007F"),
    **{
        f"number {bad}": (f"  capacities:\n    - {{system: core, measure: m, value: {bad}, since: 2024-01-01}}", 7, word)
        for bad, word in {
            "nan": "不是数", ".nan": "不是数", ".inf": "不是数", "inf": "不是数", "1e999": "不是数", "0x10": "不是数",
            "0o17": "不是数", "1_000": "不是数", "'1,000'": "不是数", "１００": "不是数", "'5'": "不是数", "9" * 5000: "不是数",
            "five": "不是数", "": "不是数", "true": "不是数", "[1]": "不是数", "5%": "不是数", "-5": "是负数", "0": "不能为零",
            "0.0": "不能为零", "-0": "不能为零", "1e-999": "不能为零", "+": "不是数", ".": "不是数", "1e": "不是数",
            "1e308": "大得不可能", "9007199254740994": "大得不可能",
        }.items()
    },
    **{
        f"count {bad}": (f"  samples:\n    - {{source: s, start: 2024-01-01 00:00, end: 2024-01-01 01:00, count: {bad}}}", 7, word)
        for bad, word in {"1.5": "不是整数", "9007199254740994": "大得不可能", "1e300": "大得不可能", "-1": "是负数"}.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_facts_refused(name: str) -> None:
    text, line, word = FACTS[name]
    problems = refused(HEAD + text + "\n")
    assert [line_of(p) for p in problems] == [line] * len(problems)
    assert word in str(problems[0])


# Whole documents: text, line named, a word of the refusal.
WHOLE: dict[str, tuple[bytes | str, int, str]] = {
    "empty": ("", 1, "空的"),
    "only blanks": (" \n\n", 1, "空的"),
    "only a comment": ("# nothing\n", 1, "只有注释"),
    "only dashes": ("---\n", 2, "键: 值"),
    "only a word": ("hello", 1, "键: 值"),
    "only a list": ("- a\n", 1, "键: 值"),
    "no version": ("institution: {name: a, kind: core}", 1, "缺少“zhengan”"),
    "another version": (HEAD.replace("zhengan: 1", "zhengan: 2"), 1, "格式版本"),
    "no institution": ("zhengan: 1\n", 1, "缺少“institution”"),
    "empty institution": ("zhengan: 1\ninstitution:\n", 2, "键: 值"),
    "institution as a list": ("zhengan: 1\ninstitution: [{name: a, kind: core}]\n", 2, "键: 值"),
    "unknown kind of body": (HEAD.replace("operating", "broker"), 2, "可选：core、operating、provider、other"),
    "unknown part": (HEAD + "fact: {}\n", 6, "是否想写“facts”"),
    "title as a list": (HEAD + "title: [a]\n", 6, "应是文字"),
    "about as a list": (HEAD + "about: [a]\n", 6, "about"),
    "several documents": (HEAD + "---\nzhengan: 1\n", 6, "多个文档"),
    "duplicate key": (HEAD + "zhengan: 1\n", 6, "第 1 行已有一个"),
    "duplicate kind": (HEAD + "  systems: []\n", 6, "键“systems”重复"),
    "duplicate field": (HEAD.replace("id: core,", "id: core, id: other,"), 5, "键“id”重复"),
    "anchor": (HEAD.replace("{id: demo", "&a {id: demo"), 2, "锚点"),
    "alias": (HEAD + "about: *a\n", 6, "锚点"),
    "merge": (HEAD.replace("{id: core", "{<<: *a, id: core"), 5, "锚点"),
    "tag": (HEAD.replace("示例证券", "!!python/object/apply:os.system [ls]"), 2, "标签"),
    "own tag": (HEAD + "about: !x y\n", 6, "标签"),
    "string tag": (HEAD + "about: !!str y\n", 6, "标签"),
    "list as a key": (HEAD + "? [a]\n: b\n", 6, "键应为文字"),
    "null as a key": (HEAD + "~: b\n", 6, "键应为文字"),
    "long key": (HEAD + "? " + "k" * 300 + "\n: b\n", 6, "键过长"),
    "tab indentation": (HEAD + "\tdrills: []\n", 6, "制表符"),
    "colon in a plain text": (HEAD + "about: a: b\n", 6, "冒号"),
    "unclosed quote": (HEAD + 'about: "a\n', 6, "引号没有闭合"),
    "unclosed bracket": (HEAD + "about: [a\n", 7, "没有闭合"),
    "unclosed brace": (HEAD + "about: {a: b\n", 7, "没有闭合"),
    "stray bracket": (HEAD + "]\n", 6, "YAML"),
    "unknown escape": (HEAD + 'about: "C:\\qux"\n', 6, "转义"),
    "misaligned": (HEAD + " about: x\n", 6, "YAML"),
    "at sign": (HEAD + "about: @x\n", 6, "不能在此开头"),
    "YAML of another age": ("%YAML 3.0\n---\n" + HEAD, 1, "YAML"),
    "NUL": (HEAD.encode() + b"about: a\x00b\n", 6, "空字符"),
    "binary": (b"\x7fELF\x02\x01\x01\x00\x00\x00", 1, "控制字符"),
    "binary, not even text": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, "二进制"),
    "GB18030": (HEAD.encode("gb18030"), 2, "GB18030"),
    "UTF-16": (HEAD.encode("utf-16"), 1, "UTF-16"),
    "UTF-16 without a mark": (HEAD.encode("utf-16-le"), 2, "二进制"),
    "truncated UTF-8": ((HEAD + "about: 证").encode()[:-1], 6, "截断"),
    "Latin-1": (HEAD.encode() + b"about: caf\xe9 au lait\n", 6, "UTF-8"),
    "CESU surrogates": (HEAD.encode() + b"about: \xed\xa0\xbd\n", 6, "UTF-8"),
    "lone surrogate in a str": (HEAD + "about: \ud83d\n", 6, "UTF-8"),
    "too large": (b"#" * (MOST_BYTES + 1), 0, "文件过大"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_document_refused(name: str) -> None:
    raw, line, word = WHOLE[name]
    problem = refusal(raw)
    assert (line_of(problem) or 0) == line
    assert word in str(problem)


def test_every_problem_at_once_in_the_order_of_lines() -> None:
    problems = refused("""\
zhengan: 1
institution: {id: demo, name: "", kind: broker, place: here}
facts:
  systems:
    - {id: core, name: 核心, since: 1066-01-01, cii: "是"}
  drill: []
""")
    assert [(line_of(p), p.code) for p in problems] == [
        (2, "value"), (2, "value"), (2, "unknown-key"), (6, "unknown-key"),
    ]  # fmt: skip
    problems = refused(HEAD + "  drills:\n" + "    - {at: soon}\n" * 3 + "  outages: [{start: 2024-01-01 10:00}]\n")
    assert [line_of(p) for p in problems] == [7, 8, 9, 10]


def test_a_thousand_problems_are_told_by_the_first_fifty() -> None:
    assert len(refused(HEAD + "  drills:\n" + "    - {at: soon}\n" * 1000)) == 50
    assert len(refused(HEAD + "  drills:\n" + "    - {at: 2024-01-01, systems: [x]}\n" * 1000)) == 50


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, why in (
        (tmp_path / "missing.yaml", "没有这个文件或目录"),
        (tmp_path, "这是目录，不是文件"),
        (tmp_path / "a\x00b", "路径无效"),
        (tmp_path / ("x" * 5000), "文件名过长"),
    ):
        with pytest.raises(Problem, match="读不到文件") as caught:
            load_scenario(path)
        assert why in caught.value.why and "\x00" not in str(caught.value)
    with pytest.raises(Problem, match="文件过大"):
        load_scenario(Path("/dev/zero"))
    with pytest.raises(Problem, match="文件是空的"):
        load_scenario(Path("/dev/null"))


def test_what_looks_odd_and_is_right() -> None:
    crlf = read(HEAD.replace("\n", "\r\n"))
    bom = read("\ufeff" + HEAD)
    assert crlf == bom == read(HEAD) == read(HEAD.encode())
    assert read("---\n" + HEAD + "...\n") == read(HEAD)
    emoji = read(HEAD + "about: >\n  第一行\n  第二行 👩‍💻\n\n  第三行\n")
    assert emoji.about == "第一行 第二行 👩‍💻\n第三行"
    assert read(HEAD.replace("核心交易系统", "　核心　交易系统 ")).facts == read(HEAD.replace("核心交易系统", "核心　交易系统")).facts
