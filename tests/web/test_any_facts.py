"""No records that a register takes break a page: drawn at random by their types, entered as a user would, then walked."""

from __future__ import annotations

import html
import re
from random import Random

import pytest

from tests.law.drawing import FEW
from tests.law.test_any_facts import book
from tests.registers.made import cells_of
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.quiet import quiet
from zhengan.facts.institution import Institution as Body
from zhengan.kit.problem import Problem
from zhengan.registers.catalogue import BY_KIND

BOOKS, PAGES = 4, 160
LINK = re.compile(r'href="(/i/one/[^"#]*)')


def enter_what_is_taken(one: Institution, random: Random) -> int:
    """How many facts the registers took; others name what there is not, or meet what there is."""
    taken = 0
    for id in FEW:
        made.enter(one, "suppliers", id=id, name=id, since="2019-01-01")
        markets = random.choice(["SSE", "SZSE;CZCE", "CFFEX"])
        made.enter(one, "systems", id=id, name=id, important=random.choice("是否"), markets=markets, since="2019-01-01")
    facts = [fact for _ in range(BOOKS) for fact in book(random) if not isinstance(fact, Body)]
    for number, fact in enumerate(facts):
        cells = {name: text for name, text in cells_of(fact).items() if text}
        if "clause" in cells:
            cells["clause"] = "20.1"
        try:  # the first have the names that others give them, the rest are not to meet these
            made.enter(one, BY_KIND[type(fact)].name, **{**cells, "id": f"{fact.id}{number}" if taken > 60 else fact.id})
            taken += 1
        except Problem:
            continue
    return taken


@pytest.mark.parametrize("seed", [6, 1])  # the first broke a page once
def test_no_page_breaks_on_any_records(seed: int, people: made.People, one: Institution) -> None:
    random = Random(seed)
    with quiet():
        assert enter_what_is_taken(one, random) > 150
    for language in ("zh-hans", "en"):
        client, seen, left = made.client_of(people.owner, language), set[str](), ["/i/one/systems/a/capacity/", "/i/one/"]
        while left and len(seen) < PAGES:
            address = left.pop(random.randrange(len(left)))
            if address not in seen:
                seen.add(address)
                answer = client.get(address)  # what breaks is raised here
                assert answer.status_code in (200, 302), address
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    left += [html.unescape(found) for found in LINK.findall(answer.content.decode())]
        assert len(seen) == PAGES
