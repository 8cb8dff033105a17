"""Articles, duties and limits as plain data in a language: what the command line prints and the interface answers."""

from __future__ import annotations

from typing import Any

from zhengan.kit.catalogue import translate
from zhengan.kit.limits import Limit
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.law.loader import article, duty
from zhengan.law.model import Duty
from zhengan.law.room import limits_of
from zhengan.law.rule import load_rules


def clause_data(clause: str, lang: str) -> dict[str, Any]:
    """An article (``21``) or one clause of it (``21.3``): text, duties, rules and limits. Raises Problem."""
    number = clause.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise Problem(
            say("“{clause}”不是条款", clause=clause[:40]),
            "条款写作“条”或“条.款(项)”",
            "例如 21 或 21.3",
            code="law-clause",
        )
    found = article(int(number))
    duties = found.duties if "." not in clause else (duty(clause),)
    return {
        "article": found.number,
        "title": found.title(lang),
        "text": [{"text": p.text, "items": list(p.items)} for p in found.paragraphs],
        "duties": [duty_data(one, lang) for one in duties],
    }


def duty_data(one: Duty, lang: str) -> dict[str, Any]:
    """A duty with its rules and limits."""
    return {
        "clause": one.id,
        "title": one.title(lang),
        "does": one.does(lang),
        "who": list(one.who),
        "kinds": list(one.kinds),
        "status": one.status,
        "record": list(one.record(lang)),
        "penalties": list(one.penalties),
        "rules": [{"rule": rule.id, "asks": translate(rule.doc, lang)} for rule in load_rules() if rule.clause == one.id],
        "limits": [limit_data(limit, lang) for limit in limits_of(one.article) if limit.clause == one.id],
    }


def limit_data(limit: Limit, lang: str) -> dict[str, Any]:
    """A figure of the law: for whom, from when, and whether its source was verified."""
    return {
        "id": limit.id,
        "limit": limit.quantity.render(lang),
        "for": list(limit.audience),
        "from": limit.valid_from.isoformat(),
        "verified": limit.verified,
        "source": translate(limit.source, lang),
    }
