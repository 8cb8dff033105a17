"""Lists are ordered and searched alike, whichever database keeps them."""

from __future__ import annotations

import random

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.records.alike import needle
from zhengan.registers.catalogue import REGISTERS, register

NAMES = ("b", "A", "é", "Z", "中", "a", "ß", "Ж", "𝒜", "～", "_", "10", "9")


@pytest.fixture
def one(db: None) -> Institution:
    return made.institution("one")


def order(name: str, by: str, institution: Institution) -> list[str]:
    rows = register(name).model.objects.filter(institution=institution).current()
    return [row.uid for row in rows.ordered(by)]


def test_texts_go_by_code_point_and_nothing_comes_last(one: Institution) -> None:
    for number, name in enumerate(NAMES):
        made.enter(one, "systems", id=f"s{number}", name=name, important="否", since="2024-01-01",
                   to="2025-01-01" if number % 3 else "")  # fmt: skip
    by_name = [f"s{NAMES.index(name)}" for name in sorted(NAMES)]
    known = set(by_name)
    assert [uid for uid in order("systems", "name", one) if uid in known] == by_name
    assert [uid for uid in order("systems", "-name", one) if uid in known] == by_name[::-1]
    empty = [f"s{number}" for number in range(len(NAMES)) if number % 3 == 0]
    ended = [uid for uid in order("systems", "to", one) if uid in known]
    assert ended[-len(empty) :] == empty  # equals as recorded
    assert [uid for uid in order("systems", "-to", one) if uid in known][: len(empty)] == empty


def test_lists_go_by_their_text(one: Institution) -> None:
    written = ("核心", "core；核心", "", "é", "core", "无", "z；a")
    for name in ("核心", "é", "z", "a"):
        made.enter(one, "systems", id=name, name=name, important="否", since="2024-01-01")
    made.enter(one, "suppliers", id="s", name="供应商", since="2024-01-01")
    for number, systems in enumerate(written):
        made.enter(one, "contracts", id=f"u{number}", supplier="s", systems=systems, since="2024-01-01")
    told = {row.uid: row.systems for row in register("contracts").model.objects.filter(institution=one)}
    texts = {uid: "[" + ", ".join(f'"{name}"' for name in names) + "]" for uid, names in told.items()}
    assert order("contracts", "systems", one) == sorted(told, key=lambda uid: (texts[uid], uid))


@pytest.mark.parametrize("name", REGISTERS)
def test_every_column_orders(one: Institution, name: str) -> None:
    rows = register(name).model.objects.filter(institution=one).current()
    for field in register(name).fields[1:]:
        up, down = ([getattr(row, field.name) for row in rows.ordered(by)] for by in (field.name, f"-{field.name}"))
        assert up == down[::-1], field.name


def found(institution: Institution, word: str) -> list[str]:
    rows = register("systems").model.objects.filter(institution=institution, name__holds=word)
    return sorted(row.uid for row in rows)


def test_a_letter_is_found_in_either_case(one: Institution) -> None:
    made.enter(one, "systems", id="s", name="Élan_ЖУК ＡＰＰ [x]*?^$.(Ω)100%", important="否", since="2024-01-01")
    for word in ("élan", "ÉLAN", "жук", "Жу", "ａｐｐ", "AN_Ж", "n_ж", "[x]", "[X]*?^$.(ω)100%", "100%", "%", "_", "an"):
        assert found(one, word) == ["s"], word
    for word in ("elan", "app", "nжук", "é_", "ж*", "жу.", "[é]", "1%", "\\"):
        assert found(one, word) == [], word


def test_what_is_searched_means_itself_whatever_it_is(one: Institution) -> None:
    draw = random.Random(5)
    signs = "aÉé*?[]^-\\%_.$()ж{}|+"
    made.enter(one, "systems", id="s", name="".join(draw.choices(signs, k=60)), important="否", since="2024-01-01")
    name = register("systems").model.objects.get(institution=one, uid="s").name
    for _ in range(300):
        word = "".join(draw.choices(signs, k=draw.randint(1, 3)))
        if not word.strip():
            continue
        assert (found(one, word) == ["s"]) is (word.lower() in name.lower()), word
    assert needle("sqlite", "ж^-]") == "*[Жж]^-]*"
