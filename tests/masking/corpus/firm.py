"""A second corpus, of a securities firm's own texts: what makes the values of its templates, and where these are kept.

It was written by somebody who had not read the rules, with other templates and lists for either half.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from urllib.parse import quote

from tests.masking.corpus import firm_words as w
from tests.masking.corpus import numbers
from tests.masking.corpus.lists import listed
from tests.masking.corpus.numbers import digits

Make = Callable[[Random], str]
REGIONS = listed("""
110102 110106 310104 310109 330108 330203 320105 340104 350102 370102 420111 430105 440305 440113 500112 510107 530102
610104 650102 150102 450103 230102 210202 130105 360102 411627 341226
""")
CELLS = listed("""
130 131 133 135 136 137 138 139 150 151 152 155 157 158 159 166 173 176 177 178 180 181 182 185 186 187 188 189 191 198 199
""")
CARDS = {"622202": 19, "622848": 19, "621700": 19, "622588": 16, "621226": 19, "622262": 17, "621785": 19, "622622": 16}
AREAS = {"010": 8, "021": 8, "0755": 8, "0571": 8, "0551": 8, "028": 8, "027": 8, "029": 8, "0991": 7, "0532": 8, "020": 8}
HOSTS = listed("qq.com 163.com gmail.com example.com.cn mail.gzhs.cn outlook.com 126.com")


def templates(held: bool) -> tuple[list[str], list[str]]:
    """Those with personal data and those without."""
    text = Path(__file__).with_name("firm_held.txt" if held else "firm_seen.txt").read_text("utf-8")
    with_data, without = text.split("# without personal data\n")
    return with_data.splitlines()[1:], without.splitlines()


def wide(text: str) -> str:
    """Full-width figures."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


def resident_id(rng: Random) -> str:
    body = rng.choice(REGIONS) + f"{rng.randint(1948, 2006)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}" + digits(rng, 3)
    return body + numbers.id_check(body)


def grouped_id(rng: Random) -> str:
    value = resident_id(rng)
    return f"{value[:6]} {value[6:14]} {value[14:]}"


def mobile(rng: Random) -> str:
    return rng.choice(CELLS) + digits(rng, 8)


def grouped_mobile(rng: Random, sign: str) -> str:
    value = mobile(rng)
    return sign.join((value[:3], value[3:7], value[7:]))


def card(rng: Random) -> str:
    prefix, size = rng.choice(list(CARDS.items()))
    body = prefix + digits(rng, size - len(prefix) - 1)
    return body + numbers.luhn_check(body)


def grouped_card(rng: Random) -> str:
    value = card(rng)
    return " ".join(value[k : k + 4] for k in range(0, len(value), 4))


def landline(rng: Random, forms: tuple[str, ...] = ("{}-{}",)) -> str:
    area, size = rng.choice(list(AREAS.items()))
    return rng.choice(forms).format(area, rng.choice("2345678") + digits(rng, size - 1))


def email(rng: Random) -> str:
    user = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(4, 9))) + rng.choice(("", "", ".", "_"))
    return f"{user}{digits(rng, rng.randint(1, 4))}@{rng.choice(HOSTS)}"


class People:
    """Names and addresses of one half."""

    def __init__(self, held: bool) -> None:
        self.held = held

    def given(self, rng: Random) -> str:
        return rng.choice(w.ONE[self.held] if rng.random() < 0.3 else w.TWO[self.held])

    def name(self, rng: Random) -> str:
        kind = rng.random()
        if kind < 0.06:
            return rng.choice(w.DOUBLE[self.held] if kind < 0.03 else w.RARE[self.held]) + self.given(rng)
        return w.SURNAMES[min(int(rng.expovariate(1 / 45)), len(w.SURNAMES) - 1)] + self.given(rng)

    def address(self, rng: Random) -> str:
        """From the province or the first place to the door, as forms have it."""
        h, kind, number = self.held, rng.random(), rng.randint(1, 999)
        city, street, estate = rng.choice(w.CITIES[h]), rng.choice(w.STREETS[h]), rng.choice(w.ESTATES[h])
        block, unit, room = rng.randint(1, 40), rng.randint(1, 4), rng.randint(101, 2804)
        shapes = (
            (0.25, f"{city}{street}{number}号{estate}{block}幢{unit}单元{room}室"),
            (0.40, f"{city}{street}{number}号{block}栋{room}"),
            (0.50, f"{city}{estate}{block}号楼{room}室"), (0.58, f"{city}{street}{number}弄{block}号{room}室"),
            (0.66, f"{city}{street}{number}号"), (0.74, self.village(rng)), (0.79, rng.choice(w.HONG_KONG[h])),
            (0.84, rng.choice(w.CAMPUSES[h])),
            (0.92, f"{city}{street}与{rng.choice(w.STREETS[h])}交叉口{estate}{block}-{unit}-{room}"), (1.0, self.local(rng)),
        )  # fmt: skip
        return next(shape for share, shape in shapes if kind < share)

    def village(self, rng: Random) -> str:
        group = rng.randint(1, 12)
        tail = rng.choice((f"{group}组{rng.randint(1, 99)}号", f"{group}组", f"{rng.randint(1, 300)}号"))
        return rng.choice(w.VILLAGES[self.held]) + tail

    def local(self, rng: Random) -> str:
        """Without a city."""
        street, estate, number = rng.choice(w.STREETS[self.held]), rng.choice(w.ESTATES[self.held]), rng.randint(1, 999)
        block, room = rng.randint(1, 40), rng.randint(101, 2804)
        return rng.choice((
            f"{street}{number}号{estate}{block}栋{room}室", f"{street}{number}弄{block}号{room}室", f"{street}{number}号",
            f"{estate}{block}幢{rng.randint(1, 4)}单元{room}室",
        ))  # fmt: skip


def personal(held: bool) -> dict[str, tuple[str, Make]]:
    """Slot → kind and maker."""
    people = People(held)

    def one_of(some: Mapping[bool, Sequence[str]]) -> Make:
        return lambda rng: rng.choice(some[held])

    return {
        "name": ("name", people.name), "name_rare": ("name", lambda r: r.choice(w.RARE[held]) + people.given(r)),
        "name2": ("name", lambda r: r.choice(w.SURNAMES[:150]) + r.choice(w.ONE[held])),
        "name3": ("name", lambda r: r.choice(w.SURNAMES[:150]) + r.choice(w.TWO[held])),
        "compound": ("name", lambda r: r.choice(w.DOUBLE[held]) + people.given(r)), "dotted": ("name", one_of(w.DOTTED)),
        "latin": ("name", one_of(w.LATIN)), "name_sp": ("name", lambda r: " ".join(people.name(r))),
        "url_name": ("name", lambda r: quote(people.name(r))),
        "address": ("address", people.address), "local": ("address", people.local), "village": ("address", people.village),
        "hk": ("address", one_of(w.HONG_KONG)), "resident_id": ("resident_id", resident_id), "id_sp": ("resident_id", grouped_id),
        "id_fw": ("resident_id", lambda r: wide(resident_id(r))), "mobile": ("mobile", mobile),
        "mobile_sp": ("mobile", lambda r: grouped_mobile(r, " ")), "mobile_dash": ("mobile", lambda r: grouped_mobile(r, "-")),
        "mobile86": ("mobile", lambda r: r.choice(("+86", "+86 ", "0086", "+86-")) + mobile(r)),
        "mobile_fw": ("mobile", lambda r: wide(mobile(r))), "landline": ("landline", landline),
        "landline_p": ("landline", lambda r: landline(r, ("({}){}", "（{}）{}", "{} {}"))), "card": ("bank_card", card),
        "card_sp": ("bank_card", grouped_card), "card_fw": ("bank_card", lambda r: wide(card(r))), "email": ("email", email),
        "securities_account": ("securities_account", lambda r: "A" + digits(r, 9)),
        "sz_account": ("securities_account", lambda r: "0" + digits(r, 9)),
        "yima": ("securities_account", lambda r: "18" + digits(r, 10)),
        "futures_code": ("futures_code", lambda r: "00" + digits(r, 10)),
        "fund_account": ("fund_account", lambda r: "10" + digits(r, 8)),
        "fund_kv": ("fund_account", lambda r: "88" + digits(r, 8)),
        "passport": ("passport", lambda r: r.choice("EG") + digits(r, 8)),
        "permit": ("permit", lambda r: r.choice("HM") + digits(r, 8)),
    }  # fmt: skip


def stays(held: bool) -> dict[str, Make]:
    """Slot → maker of what is not personal, beside those that both corpora have."""
    lists = {
        "org": w.COMPANIES, "orgshort": w.BROKERS, "stockname": w.STOCKS, "place": w.PLACES, "road": w.ROADS,
        "branch": w.BRANCHES,
        "fund": w.FUNDS, "bank": w.BANKS, "dynasty": w.HISTORY, "word": w.PHRASES,
    }  # fmt: skip
    return {
        **{slot: (lambda rng, some=some: rng.choice(some[held])) for slot, some in lists.items()},
        "surname": lambda r: r.choice(w.SURNAMES[:60]), "clock": lambda r: f"{r.randint(9, 17)}:{r.randint(0, 59):02}",
        "cday": lambda r: f"{r.randint(2019, 2025)}年{r.randint(1, 12)}月{r.randint(1, 28)}日",
        "n3": lambda r: digits(r, 3),
        "n4": lambda r: r.choice("123456789") + digits(r, 3), "n6": lambda r: "2" + digits(r, 5),
        "pct": lambda r: f"{r.randint(1, 3000) / 100:.2f}%", "hex8": lambda r: numbers.hexes(r, 8),
        "hex16": lambda r: numbers.hexes(r, 16),
        "isin": lambda r: "CNE" + "".join(r.choices("0123456789ABCDEFGHJ", k=6)) + digits(r, 3), "phonelike": mobile,
        "fund_ctx": lambda r: digits(r, 4), "fund_ctx2": lambda r: "",
    }  # fmt: skip
