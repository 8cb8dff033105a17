"""The sample firm is judged as its authors meant: each thing made wrong is found, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zhengan.accounts.models import Institution
from zhengan.assess import sample
from zhengan.assess.sample.events import DAYS, Event, Years, at
from zhengan.assess.sample.firm import IMPORTANT, SYSTEMS
from zhengan.assess.sample.loading import load
from zhengan.facts.base import fields_of
from zhengan.facts.book import FactBook
from zhengan.facts.kinds import KINDS
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problems
from zhengan.kit.time import CST, DAY
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, evaluate
from zhengan.records.clock import running
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.collect import collect
from zhengan.registers.imports.models import Import

MEANT = {
    "14.1-assessed", "14.1-remedied", "15.1-prepared", "15.1-report", "15.1-verified", "15.2-session",
    "18.1-anomalies", "18.1-silent", "18.2-intact", "18.2-kept", "20.1-daily", "20.1-restore", "20.2-objectives",
    "21.2-report", "21.3-bandwidth", "21.3-capacity", "22.2-terms", "23.1-filed", "23.2-urged",
    "34.1-protected", "34.2-masked", "37.1-scenarios", "39.1-evidence", "39.1-omitted", "39.1-report", "57.1-figures",
    "59.1-contents",
}  # fmt: skip
LASTING = {"22.2-terms", "23.1-filed", "23.2-urged", "37.1-scenarios"}  # wrong from the first day on
TODAY = date(2026, 11, 23)


@pytest.fixture
def firm(db: None) -> Institution:
    return Institution.objects.create(code=sample.CODE, name="示例")


def findings(institution: Institution, on: date, today: date) -> list[Finding]:
    """As of a day, by what is known today at noon."""
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=CST)
    return evaluate(FactBook(collect(institution, KINDS.values()), AsOf(on, noon)))


def broken(found: list[Finding]) -> list[str]:
    return sorted(finding.rule for finding in found if finding.verdict is Verdict.NOT_MET)


@pytest.mark.parametrize(("today", "days"), [(TODAY, DAYS), (date(2026, 3, 2), 730), (date(2026, 10, 8), 730)])
def test_what_was_made_wrong_is_found_and_nothing_else(firm: Institution, today: date, days: int) -> None:
    sample.fill(firm, today, days)
    found = findings(firm, today, today)
    assert broken(found) == sorted(MEANT)
    assert {f.rule for f in found if f.verdict is Verdict.UNKNOWN} <= {"20.2-facilities", "20.2-objectives", "57.1-figures"}
    if days == DAYS:
        holds_what_a_firm_of_this_size_holds(firm)
        was_entered_as_it_happened(firm)
        was_in_order_before(firm, found)


def holds_what_a_firm_of_this_size_holds(firm: Institution) -> None:
    assert len(SYSTEMS) == len({system.id for system in SYSTEMS}) == 40 and 12 <= len(IMPORTANT) <= 15
    counts = {name: into.model.objects.filter(institution=firm).count() for name, into in REGISTERS.items()}
    assert min(counts.values()) > 0, counts
    assert sum(counts.values()) > 40_000


def was_entered_as_it_happened(firm: Institution) -> None:
    """Nothing before it happened; backups late only where one was forgotten; files only on the first day."""
    facts = collect(firm, KINDS.values())
    for kind, held in facts.items():
        ahead = any(field.metadata.get("future") for field in fields_of(kind) if field.name == kind.moment)
        assert ahead or [fact for fact in held if fact.recorded < fact.happened] == [], kind
    late = [run.id for run in facts[KINDS["backup_runs"]] if run.late]
    assert late == [f"quote-{TODAY - 120 * DAY:%Y%m%d}"]
    recorded = {fact.recorded.date() for held in facts.values() for fact in held}
    assert len(recorded) >= DAYS - 1
    opening = at(TODAY - DAYS * DAY)
    imported = list(Import.objects.filter(institution=firm).order_by("recorded_at"))
    assert imported[0].recorded_at == opening and {i.recorded_at - opening < timedelta(seconds=1) for i in imported} == {True}
    assert all(i.count == standing_at(firm, i) for i in imported) and len(imported) > 15
    corrected = [into.model.objects.filter(institution=firm).exclude(superseded_at=None).exists() for into in REGISTERS.values()]
    assert sum(corrected) >= 5


def standing_at(firm: Institution, made: Import) -> int:
    """How many records an import's instant stands on: what taking it back would withdraw."""
    return REGISTERS[made.register].model.objects.filter(institution=firm, recorded_at=made.recorded_at).count()


def was_in_order_before(firm: Institution, found: list[Finding]) -> None:
    """Two years ago only what was wrong then is; mostly it is in order, then and now."""
    for on in (TODAY - 900 * DAY, TODAY - 300 * DAY):
        then = broken(findings(firm, on, TODAY))
        assert LASTING <= set(then) and len(then) < 20
    met = sum(finding.verdict is Verdict.MET for finding in found)
    assert met > 600 and len(broken(found)) < 35


def test_the_same_day_gives_the_same_records() -> None:
    years = Years(TODAY - 500 * DAY, TODAY)
    assert list(sample.events(years)) == list(sample.events(years))


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 2, 28), date(2026, 5, 1), date(2027, 7, 31)])
@pytest.mark.parametrize("days", [400, DAYS])
def test_every_day_gives_records_told_apart_and_of_the_past(today: date, days: int) -> None:
    """Of each register and instant an identifier once; nothing entered after midnight of the day, or before the first."""
    years = Years(today - days * DAY, today)
    seen: set[tuple[str, str, datetime]] = set()
    for event in sample.events(years):
        key = event.register, event.uid, event.recorded
        assert key not in seen and years.opening <= event.recorded <= at(today, "00:00"), event
        seen.add(key)


@pytest.fixture
def opening() -> Iterator[datetime]:
    with running(lambda: at(TODAY, "00:00")):
        yield at(TODAY - 400 * DAY)


def few(opening: datetime) -> list[Event]:
    years = Years(opening.date(), TODAY)
    return [event for event in sample.events(years) if event.register in ("systems", "suppliers", "backup_runs")]


def slipped(event: Event, **values: Any) -> Event:
    return replace(event, values=event.values | values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"system": "nobody"}, "nobody"),
        ({"at": at(TODAY, "12:00")}, "2026-11-23"),
        ({"site": "moon"}, "moon"),
    ],
)  # fmt: skip
def test_a_record_no_import_takes_is_not_taken_here(
    firm: Institution, opening: datetime, values: dict[str, Any], said: str
) -> None:
    """The sample comes in as any file would: what a firm could not import, it does not hold either."""
    events = few(opening)
    place = next(number for number, event in enumerate(events) if event.register == "backup_runs")
    events[place] = slipped(events[place], **values)
    with pytest.raises(Problems) as raised:
        load(events, opening, firm, lambda done, total: None)
    assert said in str(raised.value.problems[0])
    assert [n for n, into in REGISTERS.items() if into.model.objects.filter(institution=firm).exists()] == []


def test_progress_is_told_to_the_end(firm: Institution, opening: datetime) -> None:
    told: list[tuple[int, int]] = []
    events = few(opening)
    load(events, opening, firm, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (2 * len(events), 2 * len(events)) and len(told) > 10


def test_a_firm_that_has_records_is_left_alone(firm: Institution, opening: datetime) -> None:
    events = few(opening)
    load(events, opening, firm, lambda done, total: None)
    with pytest.raises(TypeError):
        load(events, opening, firm, lambda done, total: None)
