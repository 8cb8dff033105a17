"""Article 72: to whom a report goes."""

from __future__ import annotations

import re
from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.verdict import Judgement, met, not_met, unknown
from zhengan.law.rule import rule
from zhengan.law.subjects import acts
from zhengan.law.words import ADDRESSEES, filing_called

BUREAU = re.compile(r"^(中国)?(证监会|证券监督管理委员会)|(证监会)?(证监局|监管局|派出机构|专员办|证管办)$")
RANK = re.compile(r"(壮族|回族|维吾尔)?自治区$|[省市]$")

reports = acts(Filing, "reports", "没有报告记录", lambda filing, book: filing.type != "other", (Institution,))


@rule("72.1-routing", over=reports)
def routing(filing: Filing, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """报告对象：核心机构报中国证监会；经营机构和服务机构报属地派出机构，中国证监会另有要求的自要求之日起直接报送。同日另报正确对象的，视为已报。
    属地以报送当日登记的所在辖区为准；“上海”“上海市”“上海证监局”是同一处。"""
    body = _then(book, filing.at.date())
    wanted = addressee(body, filing.at.date())
    what = filing_called(filing)
    answers = [_reached(f, wanted, body) for f in book.all(Filing) if _same(f, filing)]
    if True in answers:
        return met(
            say("{what}，报至{wanted}，对象正确", what=what, wanted=ADDRESSEES[wanted]),
            since=filing.at.date(),
            evidence=[filing],
        )
    if None in answers:
        return unknown(
            say("{what}，报送对象或者所在辖区未登记，无法判定；应报{wanted}", what=what, wanted=ADDRESSEES[wanted]),
            evidence=[filing],
            do=say("请在“报送”台账补充报送对象和派出机构辖区，并在“机构”台账登记所在辖区"),
        )  # fmt: skip
    return not_met(
        say("{what}，应报{wanted}，实报{sent}",
            what=what, wanted=_place(wanted, body.jurisdiction), sent=_place(filing.to or "", filing.office)),
        since=filing.at.date(), evidence=[filing], do=say("请向{wanted}补报，并登记", wanted=ADDRESSEES[wanted]),
    )  # fmt: skip


def _then(book: FactBook, day: date) -> Institution:
    """The institution as it was on a day: it may have moved since. Before the first record of it, as that has it."""
    every = book.all(Institution)
    return next((body for body in reversed(every) if body.holds_on(day)), every[0])


def addressee(body: Institution, day: date) -> str:
    """To whom a body reports on a day: ``csrc`` or ``dispatch_office``."""
    direct = body.csrc_direct is not None and body.csrc_direct <= day
    return "csrc" if body.kind == "core" or direct else "dispatch_office"


def _same(other: Filing, filing: Filing) -> bool:
    """The same matter reported on the same day, the filing itself included: one report may go to both."""
    if other.id == filing.id:
        return True
    return (other.type, other.about, other.year, other.at.date()) == (
        filing.type,
        filing.about,
        filing.year,
        filing.at.date(),
    )


def _reached(filing: Filing, wanted: str, body: Institution) -> bool | None:
    """Whether the filing reached its addressee; None where the record does not tell."""
    if filing.to is None:
        return None
    if filing.to != wanted:
        return False
    if wanted == "csrc":
        return True
    if filing.office is None or body.jurisdiction is None:
        return None
    return place_of(filing.office) == place_of(body.jurisdiction)


def place_of(text: str) -> str:
    """The place of a dispatch office, however people write it: 上海 for 上海市, 上海证监局 and 中国证监会上海监管局."""
    return BUREAU.sub("", RANK.sub("", BUREAU.sub("", text.strip()))) or text


def _place(to: str, office: str | None) -> Say:
    return say("{office}派出机构", office=office) if to == "dispatch_office" and office else ADDRESSEES[to]
