"""The exchanges by the names people call them."""

from __future__ import annotations

from collections.abc import Iterable

NAMES: dict[str, str] = {
    "SSE": "上交所", "SZSE": "深交所", "BSE": "北交所", "CFFEX": "中金所", "SHFE": "上期所", "INE": "上期能源",
    "DCE": "大商所", "CZCE": "郑商所", "GFEX": "广期所",
}  # fmt: skip


def called(markets: Iterable[str]) -> list[str]:
    """The markets of a session in words; one that is no exchange by its code."""
    return [NAMES.get(market, market) for market in markets]
