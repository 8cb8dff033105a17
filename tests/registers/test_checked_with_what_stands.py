"""What is entered is checked against what is on record, and only for what it has a part in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.registers.made import DAY, keep, lay_ground, plainest
from zhengan.accounts.models import Institution, User
from zhengan.facts.continuity import DisasterSite
from zhengan.facts.institution import Appointment
from zhengan.facts.systems import MlpsGrading, System
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.registers import services
from zhengan.registers.collect import collect
from zhengan.registers.incidents.models import EmergencyPlan
from zhengan.registers.kit.cells import read_cells

YEAR_LATER = date(2021, 3, 2)


@pytest.fixture
def institution(db: None) -> Institution:
    return Institution.objects.create(code="one", name="甲")


def enter(institution: Institution, name: str, /, **cells: str) -> None:
    services.enter(name, cells, institution=institution, by=None, origin="cli")


@pytest.mark.parametrize("since", ["2019-01-01", "2022-01-01"])
def test_an_overlap_is_refused_whichever_term_begins_first(institution: Institution, since: str) -> None:
    keep(institution, plainest(Appointment, "now", since=YEAR_LATER))
    with pytest.raises(Problem) as refused:
        enter(institution, "appointments", id="new", role="first_responsible", person="李四", since=since)
    assert refused.value.code == "overlap"


def test_a_term_that_ends_before_the_next_begins_is_taken(institution: Institution) -> None:
    keep(institution, plainest(Appointment, "now", since=YEAR_LATER))
    enter(
        institution,
        "appointments",
        role="first_responsible",
        person="李四",
        since="2019-01-01",
        to="2021-03-01",
    )
    assert len(collect(institution, {Appointment})[Appointment]) == 2


def test_a_term_may_be_corrected_over_itself(institution: Institution) -> None:
    enter(institution, "appointments", id="now", role="first_responsible", person="李四", since="2019-01-01")
    row = services.register("appointments").model.objects.get()
    services.amend(
        row, {"role": "first_responsible", "person": "李四", "since": "2018-01-01"}, by=None, origin="cli"
    )


def test_what_is_wrong_on_record_hides_nothing_and_stops_nothing(institution: Institution) -> None:
    """Sixty systems name a supplier nobody recorded, and two standing appointments overlap: not this writer's slips."""
    keep(institution, *(plainest(System, f"s-{n}", supplier="gone") for n in range(60)))
    keep(institution, plainest(Appointment, "a"), plainest(Appointment, "b"))
    keep(institution, plainest(MlpsGrading, "old", system="s-1", since=DAY))
    enter(institution, "appointments", role="direct_responsible", person="李四", since="2019-01-01")
    with pytest.raises(Problem) as refused:
        enter(institution, "mlps_gradings", id="new", system="s-1", level="3", since="2021-01-01")
    assert refused.value.code == "overlap"


def test_two_rows_of_one_file_may_not_clash(institution: Institution) -> None:
    table = "编号,责任人类别,姓名,起始日\na,第一责任人,甲,2020-01-01\nb,第一责任人,乙,2021-01-01\n"
    plan = services.plan_import("appointments", table.encode(), "posts.csv", institution=institution)
    assert [(problem.code, problem.where and problem.where.line) for problem in plan.problems] == [
        ("overlap", 3)
    ]


def test_a_nested_slip_is_placed_in_its_row(institution: Institution) -> None:
    lay_ground(institution)
    good, bad = (f'"[{{""name"": ""drills"", ""value"": {value}}}]"' for value in (2, '""两次""'))
    table = f"报送时刻,报送类别,所报数值\n2025-01-02 10:00,年度报告,{good}\n2025-01-03 10:00,年度报告,{bad}\n"
    (problem,) = services.plan_import("filings", table.encode(), "f.csv", institution=institution).problems
    assert "f.csv 第 3 行" in str(problem.where)


def test_none_of_several_is_not_the_same_as_unknown() -> None:
    plan = {"name": "预案", "since": "2020-01-01", "bases": "证监会令第218号；其他"}
    _, said = read_cells(EmergencyPlan, {**plan, "scenarios": "无"}, Where("表"))
    _, unsaid = read_cells(EmergencyPlan, {**plan, "scenarios": ""}, Where("表"))
    assert (said.scenarios, unsaid.scenarios, said.bases) == ((), None, ("order218", "other"))  # type: ignore[attr-defined]


def test_an_identifier_that_a_list_could_not_hold_is_refused(institution: Institution) -> None:
    for id in ("a,b", "a；b", "a、b", "a b", "a/b", "a%"):
        with pytest.raises(Problem):
            enter(institution, "suppliers", id=id, name="软件公司", since="2020-01-01")


def test_an_outsider_is_told_nothing_of_what_is_on_record(institution: Institution) -> None:
    stranger = User.objects.create_user("stranger")
    keep(institution, plainest(Appointment, "now"))
    cells = {"role": "first_responsible", "person": "李四", "since": "2019-01-01"}
    with pytest.raises(Problem) as refused:
        services.enter("appointments", cells, institution=institution, by=stranger, origin="api")
    assert refused.value.code == "not-allowed" and not isinstance(refused.value, Problems)


@pytest.fixture
def with_core(institution: Institution) -> Institution:
    enter(institution, "systems", id="core", name="核心", since="2018-01-01")
    return institution


def test_every_bad_cell_is_named_though_some_rows_cannot_be_read(with_core: Institution) -> None:
    rows = (
        "x1,nowhere,2026-01-05 09:05,是,本地", "x2,elsewhere,2026-13-05 09:05,是,本地", "x3,core,2026-01-05 09:05,是,月球",
        "x3,core,2026-01-05 09:05,是,本地", "x4,core,2026-01-05 09:05,是,本地",
    )  # fmt: skip
    raw = "\n".join(("编号,系统编号,备份完成时刻,是否成功,备份位置", *rows)).encode()
    found = services.plan_import("backup_runs", raw, "a.csv", institution=with_core).problems
    named = [(one.where.line, one.where.column, one.code) for one in found if one.where]
    assert [(line, column) for line, column, _ in named] == [(2, 2), (3, 2), (3, 3), (4, 5), (5, None)]
    assert [code for *_, code in named if code in ("unknown-reference", "duplicate-id")] == [
        "unknown-reference", "unknown-reference", "duplicate-id",
    ]  # fmt: skip


def test_a_form_is_told_of_a_bad_date_and_an_unknown_system_at_once(institution: Institution) -> None:
    cells = {"system": "nowhere", "at": "2026-13-05 09:05", "ok": "是"}
    with pytest.raises(Problems) as refused:
        services.enter("backup_runs", cells, institution=institution, by=None, origin="cli")
    assert {getattr(one, "field", "") for one in refused.value.problems} == {"system", "at"}


@pytest.mark.parametrize("name", [".", ".."])
def test_an_identifier_that_no_address_can_carry_is_refused(institution: Institution, name: str) -> None:
    with pytest.raises(Problem, match="不可用的字符"):
        enter(institution, "systems", id=name, name="甲", since="2020-01-01")


@pytest.mark.parametrize(("start", "taken"), [("2021-03-02 23:59", True), ("2021-03-03 00:00", False)])
def test_a_system_has_no_outage_after_its_last_day(institution: Institution, start: str, taken: bool) -> None:
    keep(institution, plainest(System, "old", name="旧柜台", to=YEAR_LATER))
    cells = {"id": "o", "system": "old", "start": start, "planned": "false"}
    if taken:
        enter(institution, "outages", **cells)
        return
    with pytest.raises(Problem) as refused:
        enter(institution, "outages", **cells)
    assert refused.value.code == "after-end"
    assert refused.value.what == "信息系统“旧柜台”已于 2021-03-02 停止使用，2021-03-03 不会再中断"
    assert refused.value.why and "更正截止日" in refused.value.do


def test_an_import_names_the_line_of_an_outage_after_the_end(institution: Institution) -> None:
    keep(institution, plainest(System, "old", to=YEAR_LATER), plainest(System, "runs"))
    keep(institution, plainest(DisasterSite, "site", system="runs", to=YEAR_LATER))
    table = "编号,系统编号,开始时刻,是否计划内停机\na,runs,2021-06-01 10:00,否\nb,old,2021-06-01 10:00,否\n"
    plan = services.plan_import("outages", table.encode(), "outages.csv", institution=institution)
    assert [(problem.code, problem.where and problem.where.line) for problem in plan.problems] == [("after-end", 3)]
    with pytest.raises(Problem) as refused:
        enter(institution, "centre_outages", centre="site", since="2021-03-03")
    assert refused.value.code == "after-end"
