"""What of a text has columns or keys, so that reading it as a text goes by neither."""

from __future__ import annotations

import json

import pytest

from zhengan.masking.reading import FIRST, columned

RECORD = '{"custName":"玉罕囡","x":1}\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("客户姓名|资金账号|手机\n玉罕囡|88012345|13812345678\n", "table"),
        ("\ufeff\n客户姓名,手机\r\n玉罕囡,1\r\n", "table"),
        ("客户姓名\t手机\n" + "玉罕囡\t1\n" * 20_000, "table"),
        ("客户姓名,手机\n", ""),
        ("客户姓名,手机\n玉罕囡\n", ""),
        ("姓名：张三，手机：13812345678\n姓名：李四，手机：13812345678\n", ""),
        ("姓名 张三,手机 13812345678\n姓名 李四,手机 13912345678\n", ""),
        ("姓名,13812345678,手机\na,b,c\n", ""),
        ("2025-11-28 INFO 客户,姓名\n2025-11-28 INFO x,y\n", ""),
        ("", ""),
        (RECORD * 3, "records"),
        (RECORD * 9000, "records"),
        (RECORD, "records"),
        (json.dumps([{"custName": "玉罕囡"}] * 9000), "records"),
        (f"[{RECORD}]", "records"),
        (f"[[{RECORD}]]", "document"),
        ('{\n "data": [{"custName": "玉罕囡"}]\n}\n', "records"),
        ('{"name": "zhengan",\n"version": "1"}\n', ""),
        ('[2025-11-28 10:00:00] {"custName":"玉罕囡"}\n', ""),
        ("[INFO] custName\n", ""),
        ('{"level":"info"}\n', ""),
    ],
)
def test_what_has_columns_or_keys(text: str, found: str) -> None:
    assert columned(text.encode()[:FIRST].decode("utf-8", "replace")) == found
