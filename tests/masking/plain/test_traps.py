"""What goes wrong with structured kinds, each trap by its name, on the reference and on the fast path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhengan.masking.fast import engine
from zhengan.masking.plain import stars, structured
from zhengan.masking.spans import Found

ID, CARD, CELL = "360426199101010071", "6228480402564890018", "13812345678"

FOUND = {
    "beside Chinese text": (f"客户{CELL}来电", [CELL]),
    "beside Chinese text, identity": (f"证{ID}号", [ID]),
    "grouped card": ("6228 4804 0256 4890 018", ["6228 4804 0256 4890 018"]),
    "grouped card, hyphens": ("6228-4804-0256-4890-018", ["6228-4804-0256-4890-018"]),
    "grouped mobile": ("138-1234-5678", ["138-1234-5678"]),
    "6-8-4 identity": ("360426-19910101-0071", ["360426-19910101-0071"]),
    "spaced one by one": (" ".join(CELL), [" ".join(CELL)]),
    "lower-case x": ("11010519491231002x", ["11010519491231002x"]),
    "15 digits": ("110105491231002", ["110105491231002"]),
    "Hong Kong resident": ("810000199408230021", ["810000199408230021"]),
    "foreign resident": ("911124198108030024", ["911124198108030024"]),
    "full-width": ("１３８１２３４５６７８", ["１３８１２３４５６７８"]),
    "+86": (f"+86{CELL}", [f"+86{CELL}"]),
    "0086 spaced": ("0086 138 1234 5678", ["0086 138 1234 5678"]),
    "86-": (f"86-{CELL}", [f"86-{CELL}"]),
    "no-break space": ("138\u00a01234\u00a05678", ["138\u00a01234\u00a05678"]),
    "behind %XX": (f"tel=%2B%20{CELL}", [CELL]),
    "behind %XX of Chinese": (f"q=%E5%8F%B7{CELL}&x", [CELL]),
    "digits as %XX": ("%31%33%38%31%32%33%34%35%36%37%38", ["%31%33%38%31%32%33%34%35%36%37%38"]),
    "behind uXXXX": (rf"\u624b\u673a{CELL}", [CELL]),
    "digits as uXXXX": ("".join(rf"\u00{ord(c):02x}" for c in CELL), ["".join(rf"\u00{ord(c):02x}" for c in CELL)]),
    "digits as &#N;": ("".join(f"&#{ord(c)};" for c in CELL), ["".join(f"&#{ord(c)};" for c in CELL)]),
    "behind &#N;": (f"&#25163;&#26426;{CELL}", [CELL]),
    "JSON string": (rf'{{"t":"a\n{CELL}\t{ID}"}}', [CELL, ID]),
    "nested JSON": (rf'"{{\"m\":\"{CELL}\"}}"', [CELL]),
    "SQL dump": (rf"VALUES (1,'{CELL}','it\'s','{ID}')", [CELL, ID]),
    "underscore": (f"uid_{CELL}_v2", [CELL]),
    "columns by spaces": (f"{CELL} {ID} {CARD}", [CELL, ID, CARD]),
    "end of sentence": (f"拨打{CELL}.", [CELL]),
    "order by, then a person": (f"订单联系人{CELL}", [CELL]),
    "e-mail of digits": (f"{CELL}@139.com", [f"{CELL}@139.com"]),
}  # fmt: skip
STAYS = {
    "IP": "192.168.100.254:8080 10.1234.13812345678",
    "amount with 元": "13812345678元 13812345678.00 ￥13812345678",
    "amount after 金额": "成交金额：13812345678",
    "thousands": "13,812,345,678.00",
    "epoch milliseconds": "1700000000000 ts=1712345678901",
    "epoch seconds": "1700000000",
    "order number": "202401021530450001 20240102153045 2024010215304512",
    "order number beside Chinese": "订单号：13812345678，流水号6228480402564890018",
    "snowflake": "1745678901234567890 7145678901234567",
    "UUID": "550e8400-e29b-41d4-a716-446655440000 13812345-1234-4567-8901-138123456789",
    "hex": "a13812345678f0 d41d8cd98f00b204e9800998ecf8427e 0x360426199101010071ab",
    "longer run": "991381234567899 36042619910101007112 62284804025648900181234",
    "version": "v1.13812345678 2.0.13812345678",
    "coordinates": "116.407413812345678,39.90",
    "Luhn by chance": "1234567812345670 8888888888888888",
    "check digit off": "360426199101010072",
    "no such region": "990426199101010079",
    "no such day": "360426199102300073",
    "credit code": "91110000600037341L 91310000MA1FL1XX3G",
    "service number": "400-820-8820 4008208820 95588",
    "bare accounts": "0123456789 180012345678 016812345678 12345678",
    "date and time": "2024-01-02 10:11:12.123 20240102 101112",
    "scaled picture, package": "icon@2x.png lodash@4.17.21",
    "part of a word": "abc13812345678 13812345678abc",
}


@pytest.fixture(params=[structured.find, engine.find], ids=["plain", "fast"])
def find(request: pytest.FixtureRequest) -> Callable[[bytes], list[Found]]:
    return request.param


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str, find: Callable[[bytes], list[Found]]) -> None:
    text, values = FOUND[name]
    data = text.encode()
    assert [data[one.start : one.end].decode() for one in find(data)] == values


@pytest.mark.parametrize("name", STAYS)
def test_stays(name: str, find: Callable[[bytes], list[Found]]) -> None:
    for data in (STAYS[name].encode(), f"前{STAYS[name]}后".encode()):
        assert find(data) == []


def test_bytes_that_are_no_text(find: Callable[[bytes], list[Found]]) -> None:
    data = b"\xff\xfe" + CELL.encode() + "客".encode()[:2]
    assert [data[one.start : one.end] for one in find(data)] == [CELL.encode()]
    assert find(b"") == []


def test_every_finding_says_why() -> None:
    for text, _ in FOUND.values():
        for one in structured.find(text.encode()):
            assert one.why and not any(char.isdigit() and char in CELL for char in one.why.replace("15", ""))


def test_an_escaped_space_stays_between_groups() -> None:
    text = b"q?tel=%2B86%20138%201234%205678&m=0086%2013912345678"
    assert stars.mask(text) == b"q?tel=%2B86%20138%20****%205678&m=0086%20139****5678" == engine.mask(text)
