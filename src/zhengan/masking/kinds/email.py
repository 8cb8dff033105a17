"""E-mail addresses: the shape of RFC 5321 that people use, written in ASCII.

``@`` may be written ＠, %40, \\u0040 or &#64;. ``icon@2x.png`` and ``lodash@4.17.21`` are no addresses.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.base import Case, Keep, Kind

LOCAL_MOST = 64
LOCAL = rb"[A-Za-z0-9._+-]"
DOMAIN = rb"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])"
SCALED = rb"[1-9]x\."  # icon@2x.png
WHOLE = re.compile(rb"[A-Za-z0-9_]" + LOCAL + rb"{0,63}@(?!" + SCALED + rb")" + DOMAIN)


def valid(value: str) -> bool:
    """A local part of at most 64 characters, and a domain that ends in letters."""
    return WHOLE.fullmatch(value.encode()) is not None


KIND = Kind(
    name="email",
    zh="电子邮箱",
    en="e-mail",
    form="RFC 5321；@ 可写作 ＠、%40、\\u0040、&#64;",
    valid=valid,
    keep=Keep(1, 0),
    rank=5,
    source="RFC 5321",
    columns=("邮箱", "电子邮箱", "邮件地址", "email", "mail", "e_mail", "电子邮件", "电邮", "email_address",
             "email_addr", "dzyx"),
    cases=(
        Case("Message-ID: <0b7f3c1a-2d4e-4f60-8a9b-1c2d3e4f5a6b@mail.example.cn>", (), "消息的编号，不是谁的邮箱"),
        Case("Message-ID: <5df6a45d471b72@mx.example.cn>\nFrom: <li@qq.com>", ("li@qq.com",), "邮件头里的编号"),
        Case("电子邮箱__li@qq.com__", ("li@qq.com",), "表格上的下划线"),
        Case("_li@qq.com", ("_li@qq.com",), "一个下划线是地址的一部分"),
        Case("邮箱zhang.san@example.com.cn，谢谢", ("zhang.san@example.com.cn",), "紧邻汉字"),
        Case("mail=13812345678%40139.com&x=1", ("13812345678%40139.com",)),
        Case(r'{"m":"a\nli@qq.com"}', ("li@qq.com",), "JSON 转义的换行"),
        Case("icon@2x.png lodash@4.17.21 user@host", ()),
    ),
)
