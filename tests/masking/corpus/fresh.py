"""A third corpus, of texts of many sorts: its templates, and what makes their values.

``<n>张三</n>`` and ``<a>某路1号</a>`` are a name and an address that stand in the template itself; a slot with a figure
behind its name (``{name1}``) has one value all through its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.masking.corpus.fresh_more import E, F, G
from tests.masking.corpus.fresh_words import C, D, Words

Make = Callable[[Random], str]
Slots = dict[str, tuple[str, Make]]
ONE = re.compile(r"\{(name[0-9]+)\}")
HALVES = {"C": C, "D": D, "E": E, "F": F, "G": G}
MARK = re.compile(r"<([na])>(.*?)</\1>")


def templates(half: str) -> tuple[list[str], list[str]]:
    """Those with personal data and those without."""
    text = Path(__file__).with_name(f"fresh_{half.lower()}.txt").read_text("utf-8")
    with_data, without = text.split("# without personal data\n")
    return with_data.splitlines()[1:], without.splitlines()


class People:
    """Names and addresses of one half."""

    def __init__(self, words: Words) -> None:
        self.w = words

    def name(self, rng: Random) -> str:
        kind, w = rng.random(), self.w
        surname = rng.choice(w.double if kind < 0.06 else w.rare if kind < 0.24 else w.surnames)
        one = rng.random()
        return surname + (rng.choice(w.given) if one < 0.75 else rng.choice(w.first) + rng.choice(w.last))

    def dotted(self, rng: Random) -> str:
        return rng.choice(self.w.dotted)

    def undotted(self, rng: Random) -> str:
        return rng.choice(self.w.undotted)

    def either(self, rng: Random) -> str:
        return rng.choice([self.name, self.dotted])(rng)

    def spaced(self, rng: Random) -> str:
        return " ".join(self.name(rng))

    def latin(self, rng: Random) -> str:
        return rng.choice(self.w.latin).replace("·", " ")

    def rooms(self, rng: Random) -> str:
        b, u, f, r = rng.randint(1, 30), rng.randint(1, 4), rng.randint(1, 28), rng.randint(1, 4)
        return rng.choice([
            f"{b}栋{u}单元{f}0{r}室", f"{b}号楼{f}0{r}", f"{b}幢{f}0{r}室", f"{b}-{u}-{f}0{r}", f"{b}号楼{u}门{f}0{r}",
            f"{chr(64 + u)}座{f}层", f"{b}幢{u}单元{f}楼{r}号", "",
        ])  # fmt: skip

    def street(self, rng: Random) -> str:
        w, n = self.w, rng.randint(1, 1999)
        return rng.choice(w.roads) + rng.choice([
            f"{n}号{rng.choice(w.estates)}{self.rooms(rng)}", f"{n}号{rng.choice(w.towers)}{rng.randint(2, 40)}楼",
            f"{n}弄{rng.randint(1, 60)}号{rng.randint(101, 2803)}室", f"{n}号", f"{n}号院{self.rooms(rng)}",
            f"{n}号{self.rooms(rng)}",
        ])  # fmt: skip

    def full(self, rng: Random) -> str:
        return rng.choice(self.w.cities) + self.street(rng)

    def local(self, rng: Random) -> str:
        """Without a province, and now and then without a city."""
        city, w = rng.choice(self.w.cities), self.w
        district = re.split("省|自治区|市", city)[-1]
        return rng.choice([
            district + self.street(rng), self.street(rng),
            f"{district}{rng.choice(w.estates)}{rng.randint(1, 30)}栋{rng.randint(1, 28)}0{rng.randint(1, 4)}室",
        ])  # fmt: skip

    def tower(self, rng: Random) -> str:
        w = self.w
        street = f"{rng.choice(w.cities)}{rng.choice(w.roads)}{rng.randint(1, 999)}号"
        return f"{street}{rng.choice(w.towers)}{rng.choice('ABC')}座{rng.randint(2, 40)}层"

    def any(self, rng: Random) -> str:
        return rng.choice([self.full, self.full, self.local, self.tower, self.rural])(rng)

    def rural(self, rng: Random) -> str:
        return rng.choice(self.w.villages)

    def hk(self, rng: Random) -> str:
        return rng.choice(self.w.abroad)

    def tw(self, rng: Random) -> str:
        return rng.choice(self.w.taiwan)

    def slots(self) -> Slots:
        """Slot → kind and maker."""
        names = {"name": self.name, "dotted": self.dotted, "undotted": self.undotted,
                 "dotted_or_name": self.either, "spaced": self.spaced, "latin": self.latin}  # fmt: skip
        places = {
            "a_full": self.full, "a_local": self.local, "a_tower": self.tower, "a_any": self.any, "a_rural": self.rural,
            "a_hk": self.hk, "a_tw": self.tw,
        }  # fmt: skip
        return {k: ("name", v) for k, v in names.items()} | {k: ("address", v) for k, v in places.items()}


def fixed(template: str, personal: Slots, rng: Random) -> tuple[str, Slots]:
    """The template with its marks as slots, and the slots for this one text."""
    personal = dict(personal)

    def mark(match: re.Match[str]) -> str:
        slot, value = f"mark{len(personal)}", match[2]
        personal[slot] = ("name" if match[1] == "n" else "address", lambda _: value)
        return "{" + slot + "}"

    template = MARK.sub(mark, template)
    for slot in sorted(set(ONE.findall(template)) - personal.keys()):
        kind, make = personal[slot.rstrip("0123456789")]
        value = make(rng)
        personal[slot] = (kind, lambda _, value=value: value)
    return template, personal


def personal(half: str) -> Slots:
    """Slot → kind and maker of this half's names and addresses."""
    return People(HALVES[half]).slots()


def stays(half: str) -> dict[str, Make]:
    """Slot → maker of what is nobody's."""
    words = HALVES[half]
    return {
        "place": lambda rng: rng.choice(words.places),
        "clock": lambda rng: f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
    }
