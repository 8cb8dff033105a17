"""Fields of the interface of futures counters (CTP), whose names mean something else where none of it stands beside them:

    [CTP] OnRtnTrade InvestorID=29331739 ClientID=90357800        OnRspUserLogin: BrokerID[9999] UserID[46143322]

ClientID is the client's part of a trading code there, and UserID who has logged in; in OAuth and MQTT both are programs. 客户代码
is the client's account there (客户代码:87244740 交易编码:62569203 开平:开仓), elsewhere a number of the firm's own.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import CLIENT_FIELD, COUNTER_MARKS, FUND, USER_FIELD

AROUND = 160  # bytes to either side within which the interface shows, in the line
LONGEST = 24
SIGNS, LONGEST_FIELD = b" \t\r\"'[]{}:=,;", 8  # around a field that is alone in its line; characters of its name
FIELD = rb"""(?<![A-Za-z0-9_])(%s)["']?(?: ?[:=] ?|\[|\xef\xbc\x9a)["']?\Z"""
USER, CLIENT = (re.compile(FIELD % b"|".join(names)) for names in (USER_FIELD, CLIENT_FIELD))


def user(data: bytes, start: int, end: int) -> tuple[int, str]:
    """``FUND`` and the name of the field where the number in ``[start, end)`` is who has logged in; (0, "") elsewhere."""
    found = USER.search(data, max(0, start - LONGEST), start)
    return (FUND, found[1].decode()) if found and shown(data, start, end) else (0, "")


def client(data: bytes, start: int, end: int) -> bool:
    """The number in ``[start, end)`` is the client's part of a trading code in a ClientID."""
    return CLIENT.search(data, max(0, start - LONGEST), start) is not None and shown(data, start, end)


def shown(data: bytes, start: int, end: int) -> bool:
    """A name of the interface stands in the line of the number in ``[start, end)``, not far from it; or in the lines around it,
    where its own holds nothing else."""
    low = max(data.rfind(b"\n", max(0, start - AROUND), start) + 1, start - AROUND, 0)
    high = data.find(b"\n", end, end + AROUND)
    high = high if high >= 0 else end + AROUND
    if len(data[low:start].translate(None, SIGNS)) <= LONGEST_FIELD and not data[end:high].translate(None, SIGNS):
        low, high = max(0, start - AROUND), end + AROUND
    return any(data.find(word, low, start) >= 0 or data.find(word, end, high) >= 0 for word in COUNTER_MARKS)
