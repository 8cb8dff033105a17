"""Article 14: MLPS (等保) grading and filing, assessment at the interval of the level, and what it found remedied."""

from __future__ import annotations

from datetime import date
from functools import partial

from zhengan.facts.book import FactBook
from zhengan.facts.systems import MlpsAssessment, MlpsGrading, System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.say import say
from zhengan.kit.spans import Span, gaps
from zhengan.kit.time import DAY, months_after, months_between
from zhengan.kit.verdict import Judgement, Verdict, judge, met, not_applicable, not_met, unknown
from zhengan.law.lapses import began, since_lacking, turns, vacant
from zhengan.law.nothing import filed_under
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import important_systems
from zhengan.law.windows import IN_FORCE, term_window

LOWEST_FILED = 2  # 第一级自主保护，不备案、不要求测评
HIGHEST_FIXED = 4  # 第五级依特殊安全需求，没有固定周期


@rule("14.1-graded", over=important_systems, needs=[Needs(MlpsGrading)])
def graded(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统已确定等级；第二级以上已备案并有备案编号：写作“无”“未备案”“待办”等的为未备案，不含数字或字母的不是编号，判为未知。"""
    window = term_window(as_of, since=system.since)
    terms = book.of(MlpsGrading, system.id)
    lapses = vacant([t for t in terms if t.level < LOWEST_FILED or filed_under(t.filing_number) is not False], window)
    since = max(began(partial(_graded, terms), turns(terms), as_of.valid_on, system.since), IN_FORCE)
    held = book.standing(MlpsGrading, system.id)
    if not held:
        return not_met(
            say("“{system}”自 {since} 起没有有效的等保定级", system=system.name,
                since=max(since_lacking([terms], as_of.valid_on) or since, IN_FORCE)),
            since=since, lapses=lapses,
            evidence=terms[-1:], do=say("请为“{system}”定级、备案，并在“等保定级”台账登记", system=system.name),
        )  # fmt: skip
    grade = held[-1]
    filed = grade.level < LOWEST_FILED or filed_under(grade.filing_number)
    if filed is None:
        return _unfiled_unknown(system, grade, since)
    if not filed:
        return not_met(
            say("“{system}”定为第 {level} 级，尚未备案", system=system.name, level=grade.level), since=since, lapses=lapses,
            evidence=[grade], do=say("请向公安机关备案，并登记备案编号"),
        )  # fmt: skip
    number = say("无须备案") if not filed_under(grade.filing_number) else grade.filing_number
    return met(
        say("“{system}”定为第 {level} 级，备案编号：{number}", system=system.name, level=grade.level, number=number),
        since=since, lapses=lapses, evidence=[grade],
    )  # fmt: skip


def _unfiled_unknown(system: System, grade: MlpsGrading, since: date) -> Judgement:
    """No number on record, or a text that is none and does not say either that nothing was filed."""
    text = say("“{system}”定为第 {level} 级，没有登记备案编号", system=system.name, level=grade.level)
    if grade.filing_number is not None:
        text = say("“{system}”定为第 {level} 级，备案编号栏所写“{text}”不是编号，是否备案无从判定",
                   system=system.name, level=grade.level, text=grade.filing_number)  # fmt: skip
    return unknown(text, evidence=[grade], since=since, do=say("请在“等保定级”台账补充备案编号；确未备案的写“无”"))


def _graded(terms: list[MlpsGrading], day: date) -> Verdict | None:
    """How it stood with the grade on a day; None before the first on record."""
    held = [term for term in terms if term.holds_on(day)]
    if not held:
        return Verdict.NOT_MET if any(term.since <= day for term in terms) else None
    filed = held[-1].level < LOWEST_FILED or filed_under(held[-1].filing_number)
    return Verdict.UNKNOWN if filed is None else Verdict.MET if filed else Verdict.NOT_MET


@rule(
    "14.1-assessed", over=important_systems, needs=[Needs(MlpsGrading), Needs(MlpsAssessment, required=False)]
)
def assessed(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """按等级的周期完成等级测评且结论为符合或者基本符合：看最近一次测评至今的月数，满周期之日仍算按时；逾期的日子列为缺口。"""
    held = book.standing(MlpsGrading, system.id)
    if not held or held[-1].level > HIGHEST_FIXED:
        return unknown(
            say("“{system}”没有有效的定级，或者该级没有固定的测评周期，无法判定", system=system.name), evidence=held[-1:],
            do=say("请先在“等保定级”台账登记当前等级；第五级请按主管部门要求另行说明"),
        )  # fmt: skip
    level, tests = held[-1].level, book.of(MlpsAssessment, system.id)
    if level < LOWEST_FILED:
        return _no_cycle(system, held[-1])
    limit = _interval(level, limits)
    early = None if tests else _not_yet(system, limit, as_of)
    if early is not None:
        return early
    if not tests:
        return unknown(
            say("“{system}”没有等级测评的记录，无法判定", system=system.name), evidence=held[-1:],
            do=say("请在“等级测评”台账登记测评；若从未测评，请尽快开展"),
        )  # fmt: skip
    changes = turns(book.of(MlpsGrading, system.id)) | {test.at for test in tests}
    for within in map(partial(_interval, limits=limits), range(LOWEST_FILED, HIGHEST_FIXED + 1)):
        changes.update(months_after(test.at, int(within.value)) + DAY for test in tests)
    since = began(partial(_assessed, system, book, limits), changes, as_of.valid_on, system.since)
    return _in_time(system, tests, level, limit, as_of, since)


def _assessed(system: System, book: FactBook, limits: LimitSet, day: date) -> bool | None:
    """Whether the last assessment by a day was passed, and young enough for the grade of that day; None: not judged by it."""
    held = book.standing(MlpsGrading, system.id, day)
    tests = [test for test in book.of(MlpsAssessment, system.id) if test.at <= day]
    if not held or not tests or not LOWEST_FILED <= held[-1].level <= HIGHEST_FIXED:
        return None
    return tests[-1].passed and _interval(held[-1].level, limits).holds(months_between(tests[-1].at, day))


def _interval(level: int, limits: LimitSet) -> Limit:
    limit: Limit = getattr(limits, f"assessment_level_{level}")
    return limit


def _no_cycle(system: System, grade: MlpsGrading) -> Judgement:
    return not_applicable(say("“{system}”定为第一级，没有测评周期", system=system.name), evidence=[grade])


def _not_yet(system: System, limit: Limit, as_of: AsOf) -> Judgement | None:
    """Not applicable up to and with the day on which a new system's first assessment is due."""
    due = months_after(system.since, int(limit.value))
    if as_of.valid_on > due:
        return None
    return not_applicable(say("“{system}”应于 {due} 前完成首次测评", system=system.name, due=due), due=due)


def _in_time(
    system: System, tests: list[MlpsAssessment], level: int, limit: Limit, as_of: AsOf, since: date
) -> Judgement:
    """The last assessment against the interval: its age in months, its result, and the overdue days of the past year."""
    window = term_window(as_of, since=system.since)
    covered = [
        Span(day, months_after(day, int(limit.value)) + DAY)
        for day in (system.since, *(test.at for test in tests))
    ]
    lapses = gaps(covered, window)
    last = tests[-1]
    due = months_after(last.at, int(limit.value))
    if not last.passed:
        return not_met(
            say("“{system}”最近一次测评（{day}）结论为不符合", system=system.name, day=last.at), since=since, lapses=lapses,
            evidence=[last], do=say("请整改后重新测评“{system}”", system=system.name),
        )  # fmt: skip
    return judge(
        limit, months_between(last.at, as_of.valid_on),
        say("“{system}”（第 {level} 级）最近一次测评 {day}，距今 {figure}，要求 {limit}；下次不迟于 {due}",
            system=system.name, level=level, day=last.at, due=due),
        since=since, lapses=lapses, due=due, evidence=[last],
        do=say("请立即对“{system}”开展等级测评", system=system.name),
    )  # fmt: skip


@rule(
    "14.1-remedied", over=important_systems,
    needs=[Needs(MlpsGrading, required=False), Needs(MlpsAssessment, required=False)],
)  # fmt: skip
def remedied(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """最近一次等级测评发现的问题已全部整改；没有测评过而按等级尚不要求测评的，不适用。"""
    tests = book.of(MlpsAssessment, system.id)
    if not tests:
        return _nothing_to_remedy(system, book, limits, as_of)
    last = tests[-1]
    since = began(partial(_mended, tests, limits.remedied), {test.at for test in tests}, as_of.valid_on, system.since)
    if last.problems == 0:
        return met(
            say("“{system}”{day} 的测评没有发现问题", system=system.name, day=last.at),
            since=since,
            evidence=[last],
        )
    if last.problems is None or last.remedied is None:
        return unknown(
            say("“{system}”{day} 的测评没有登记发现问题数或者已整改数", system=system.name, day=last.at), evidence=[last],
            since=since,
            do=say("请在“等级测评”台账补充发现问题数和已整改问题数"),
        )  # fmt: skip
    return judge(
        limits.remedied, last.remedied / last.problems,
        say("“{system}”{day} 的测评发现问题 {problems} 项，已整改 {remedied} 项（{figure}，要求 {limit}）",
            system=system.name, day=last.at, problems=last.problems, remedied=last.remedied),
        since=since, evidence=[last], do=say("请完成“{system}”测评问题的整改并登记", system=system.name),
    )  # fmt: skip


def _mended(tests: list[MlpsAssessment], limit: Limit, day: date) -> bool | None:
    """Whether what the last assessment by a day found was mended; None where that is not on record."""
    last = next((test for test in reversed(tests) if test.at <= day), None)
    if last is None or (last.problems != 0 and None in (last.problems, last.remedied)):
        return None
    return not last.problems or limit.holds((last.remedied or 0) / last.problems)


def _nothing_to_remedy(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """No assessment on record: nothing to remedy where none is asked for, or not yet; else unknown."""
    held = book.standing(MlpsGrading, system.id)
    if held and held[-1].level < LOWEST_FILED:
        return _no_cycle(system, held[-1])
    early = _not_yet(system, _interval(held[-1].level, limits), as_of) if held and held[-1].level <= HIGHEST_FIXED else None
    return early or unknown(
        say("“{system}”没有等级测评的记录，无法判定", system=system.name), evidence=held[-1:],
        do=say("请在“等级测评”台账登记测评；若从未测评，请尽快开展"),
    )  # fmt: skip
