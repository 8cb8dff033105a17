"""A service's log: nothing personal in it, whatever way it came in, and no error of ours in the service."""

from __future__ import annotations

import io
import json
import logging
import string
import threading
import time
from collections import UserDict, deque
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.masking import logfilter
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.logfilter import FAILED, MaskingFilter
from zhengan.masking.message import mask_message


@pytest.fixture
def log():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    handler.addFilter(MaskingFilter())
    logger = logging.Logger("service")
    logger.addHandler(handler)
    return logger, out


@pytest.mark.parametrize(("before", "after"), [
    ({"fund_account": 20018866, "name": "张伟", "n": 3}, {"fund_account": "20****66", "name": "张＊", "n": 3}),
    ([{"mobile": 13812345678}, {"资金账号": [20018866, 20018867]}],
     [{"mobile": "138****5678"}, {"资金账号": ["20****66", "20****67"]}]),
    ({"body": '{"fund_account":20018866}', "mobile": "13812345678"},
     {"body": '{"fund_account":20****66}', "mobile": "138****5678"}),
])  # fmt: skip
@pytest.mark.parametrize("form", [{}, {"separators": (",", ":")}, {"ensure_ascii": False}])
def test_a_record_that_is_json_stays_json(log, before, after, form):
    logger, out = log
    logger.info(json.dumps(before, **form))
    logger.info("%s", json.dumps(before, **form))
    assert [json.loads(line.removeprefix("INFO ")) for line in out.getvalue().splitlines()] == [after, after]


def test_what_only_looks_like_json_is_masked_as_any_text(log):
    logger, out = log
    logger.info("{资金账号: 20018866}")
    logger.info("[13812345678, x]")
    assert out.getvalue() == "INFO {资金账号: 20****66}\nINFO [138****5678, x]\n"


def test_arguments_are_masked_after_formatting(log):
    logger, out = log
    logger.info("客户%s，手机%s%s", "张伟", 1381234, "5678")
    logger.info("phone=%(p)s", {"p": "13812345678"})
    assert out.getvalue() == "INFO 客户张＊，手机138****5678\nINFO phone=138****5678\n"


def test_tracebacks_and_stacks_are_masked(log):
    logger, out = log
    try:
        raise ValueError("身份证360426199101010071")
    except ValueError:
        logger.exception("failed", stack_info=True)
    text = out.getvalue()
    assert "ValueError: 身份证360***********0071" in text and "360426199101010071" not in text.split("raise")[-1].split("\n")[-2]
    assert "Stack (most recent call last)" in text and "360426199101010071" not in text


@pytest.mark.parametrize("broken", [("%d", "x"), ("%s %s", "x")])
def test_a_message_that_cannot_be_formatted_is_withheld(log, broken):
    logger, out = log
    logger.info(*broken)
    assert out.getvalue() == f"INFO {FAILED}\n"


def test_an_engine_that_fails_leaks_nothing_and_stops_nobody(log, monkeypatch):
    logger, out = log

    def fail(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(logfilter, "mask_message", fail)
    logger.warning("手机13812345678")
    assert out.getvalue() == f"WARNING {FAILED}\n"


def test_many_threads_write_whole_masked_lines(log):
    logger, out = log
    threads = [threading.Thread(target=lambda: [logger.info("手机%s", 13812345678) for _ in range(50)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert out.getvalue() == "INFO 手机138****5678\n" * 400


def test_a_calm_message_costs_little():
    record = logging.LogRecord("x", 20, "f", 1, "GET /api/v1/items 200 in %d ms", (12,), None)
    filter_ = MaskingFilter()

    def taken(text: str) -> float:
        best = 1.0
        for _ in range(5):
            begun = time.perf_counter()
            for _ in range(200):
                record.msg, record.args = text, None
                filter_.filter(record)
            best = min(best, time.perf_counter() - begun)
        return best / 200

    assert taken("GET /api/v1/items 200 in 12 ms") * 5 < taken("手机13812345678 已登录，订单 12345678")


LEAKS = [
    json.dumps({"name": "张伟"}),
    "GET /q?name=%E5%BC%A0%E4%BC%9F",
    "138.1234.5678",
    "Dear Zhang Wei",
    "login by Zhang Wei from host",
    "Mr. John Smith called",
    "Best regards,\nZhang Wei",
    "EA1234567 arrived",
    "6222 0212\n3456 7890 128",
    "passport 35AB08282",
    "Tel: 0755.8234.5678",
]


@pytest.mark.parametrize("text", LEAKS)
def test_what_the_engine_masks_in_ascii_is_masked(log, text):
    logger, out = log
    logger.info(text)
    assert out.getvalue() == f"INFO {mask_message(text, 'mail').text}\n" != f"INFO {text}\n"


# What any kind is written with in ASCII, and what stands around it, in any order.
WRITTEN = """
Dear Mr. Ms by ask login from regards Thanks, Best name user phone= tel: card passport id= fund_account= account: ZHANG Zhang
Wei Li Na John Smith SAN W E EA G H M C x X 138 1234 5678 13812345678 010 62345678 0755 8234 86 +86 (010) 9 12 345 678901 2
360426 19910101 0071 360426199101010071 6222 0212 3456 7890 128 %E5%BC%A0 %E4%BC%9F %31 %33 \\u5f20 \\u4f1f \\u0031 &#24352;
&#49; @ a@example.cn .cn example - . , : = " ' ( ) < > / _ & % \\ \\n { } A0123456789 HJ
"""
TEXTS = st.lists(
    st.tuples(st.sampled_from(WRITTEN.split()) | st.text(string.printable, max_size=4), st.sampled_from(("", "", *" \n-."))),
    max_size=9,
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_what_is_passed_unread_is_what_the_engine_leaves_alone(text):
    assert logfilter._masked(text) == mask_message(text, "mail").text


@pytest.mark.parametrize("text", [case.text for kind in EVERY for case in kind.cases])
def test_the_cases_of_every_kind_are_masked_as_messages_are(text):
    assert logfilter._masked(text) == mask_message(text, "mail").text


def test_what_comes_by_extra_is_masked_whatever_writes_it():
    class Json(logging.Formatter):
        def format(self, record):
            return json.dumps({k: v for k, v in vars(record).items() if k not in logfilter.OWN}, ensure_ascii=False)

    given_ = {"mobile": "13812345678", "user": {"name": "张伟", "phones": [13812345678, "x"], "at": None},
              "order_id": 13812345678, "fund_account": "88012345", "took": 1.5, "ok": True}  # fmt: skip
    before = json.dumps(given_)
    for formatter, shown in (
        (logging.Formatter("%(mobile)s %(fund_account)s %(order_id)s"), "138****5678 88****45 13812345678"),
        (Json(), '{"mobile": "138****5678", "user": {"name": "张＊", "phones": ["138****5678", "x"], "at": null}, '
                 '"order_id": 13812345678, "fund_account": "88****45", "took": 1.5, "ok": true}'),
    ):  # fmt: skip
        out = io.StringIO()
        handler = logging.StreamHandler(out)
        handler.setFormatter(formatter)
        handler.addFilter(MaskingFilter())
        logger = logging.Logger("service")
        logger.addHandler(handler)
        logger.info("done", extra=given_)
        assert out.getvalue() == shown + "\n"
    assert json.dumps(given_) == before


def test_an_extra_without_an_end_is_withheld(log):
    logger, out = log
    endless: list[object] = ["13812345678"]
    endless.append(endless)
    logger.handlers[0].setFormatter(logging.Formatter("%(message)s %(endless)s"))
    logger.info("done", extra={"endless": endless})
    assert "13812345678" not in out.getvalue() and out.getvalue().startswith("done ['138****5678', [")


class Given(NamedTuple):
    mobile: str
    fund_account: str


@dataclass
class Customer:
    name: str
    mobile: str = field(repr=False)


class Kind(Enum):
    ONE = "13812345678"


class Broken:
    def __repr__(self) -> str:
        raise ValueError("13812345678")


class Shown:
    def __str__(self) -> str:
        return "手机13812345678"


class Calm:
    def __repr__(self) -> str:
        return "Calm()"


CALM = Calm()
EXTRAS = [
    ({"13812345678"}, {"138****5678"}), (frozenset(["13812345678"]), frozenset(["138****5678"])),
    (b"13812345678", b"138****5678"), (bytearray(b"\xff13812345678"), b"\xff138****5678"), (b"\xff\x00", b"\xff\x00"),
    (13812345678.0, "138****5678"), (1.5, 1.5), (float("nan"), None), (1e300, 1e300), (Decimal("13812345678"), "138****5678"),
    (Decimal("12.50"), Decimal("12.50")), (Decimal("NaN"), None), (deque(["13812345678"]), deque(["138****5678"])),
    (UserDict(p="13812345678"), {"p": "138****5678"}), (MappingProxyType({"p": "13812345678"}), {"p": "138****5678"}),
    (Customer("张伟", "13812345678"), "Customer(name='张＊', mobile='138****5678')"), (Customer("x", "y"), Customer("x", "y")),
    (Kind.ONE, "<Kind.ONE: '138****5678'>"), (Shown(), "手机138****5678"), (CALM, CALM), (Broken(), FAILED),
    (Given("13812345678", "88012345"), Given("138****5678", "88****45")),
    ({"张三": 1, "张四": 2, "李五": 3, "张＊": 4}, {"张＊": 1, "张＊ (2)": 2, "李＊": 3, "张＊ (3)": 4}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), EXTRAS, ids=[str(n) for n in range(len(EXTRAS))])
def test_values_of_every_usual_type_are_masked_in_extra(before, after):
    record = logging.LogRecord("x", 20, "f", 1, "done", (), None)
    record.held = before
    assert MaskingFilter().filter(record)
    assert type(record.held) is type(after) or after is None
    assert record.held == after or after is None


@pytest.mark.parametrize(
    ("written", "args", "kept"),
    [
        ('%s - "%s %s HTTP/%s" %d', ("10.0.0.1:99", "GET", "/q?phone=13812345678", "1.1", 200),
         ("10.0.0.1:99", "GET", "/q?phone=138****5678", "1.1", 200)),
        ("%(p)s", ({"p": "13812345678"},), {"p": "138****5678"}),
        ("%d", (13812345678,), None),  # a masked number is none
        ("%s%s", ("1381234", "5678"), None),  # only together personal
        ("手机13812345678 %s", ("x",), None),
        ("%s", (Shown(),), ("手机138****5678",)),
        ("calm", (), ()),
    ],
)  # fmt: skip
def test_arguments_stay_masked_where_a_formatter_can_read_them(written, args, kept):
    record = logging.LogRecord("x", 20, "f", 1, written, args, None)
    whole = logfilter._masked(record.getMessage())
    assert MaskingFilter().filter(record)
    assert record.args == kept and record.getMessage() == whole


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("资金账号=10020001".encode(),), "资金账号=10****01".encode()), (("状态=10020001".encode(),), "状态=10020001".encode()),
        (([("资金账号", "10020001"), ("数量", "10020001")],), [("资金账号", "10****01"), ("数量", "10020001")]),
        (({"fundAccount": "10020001"}.items(),), [("fundAccount", "10****01")]),
        (([["资金账号".encode(), b"10020001"]],), [["资金账号".encode(), b"10****01"]]),
        (({"资金账号".encode(): b"10020001"}, 1), {"资金账号".encode(): b"10****01"}),
        (([("a", 1)],), [("a", 1)]), (({"k": [("资金账号", 10020001)]}, 2), {"k": [("资金账号", "10****01")]}),
    ],
)  # fmt: skip
def test_bytes_and_pairs_are_masked_in_the_message(log, args, said):
    logger, out = log
    logger.info(" ".join(["%s"] * len(args)), *args)
    assert out.getvalue() == f"INFO {' '.join([str(said), *map(str, args[1:])])}\n"


def test_names_of_threads_and_processes_are_masked(log, monkeypatch):
    logger, out = log
    logger.handlers[0].setFormatter(logging.Formatter("%(threadName)s %(processName)s %(message)s"))
    thread = threading.Thread(target=logger.info, args=("x",), name="worker-13812345678")
    thread.start()
    thread.join()
    logger.info("y")
    assert out.getvalue() == "worker-138****5678 MainProcess x\nMainThread MainProcess y\n"
    monkeypatch.setattr(logfilter, "mask_message", lambda *_: 1 / 0)
    thread = threading.Thread(target=logger.info, args=("x",), name="worker-13812345678")
    thread.start()
    thread.join()
    assert "13812345678" not in out.getvalue()


class Fields(logging.Formatter):
    """As structlog's and python-json-logger's: the message is a mapping, which is copied and written field by field."""

    def format(self, record):
        fields = record.msg.copy()
        return json.dumps({**fields, "level": record.levelname}, ensure_ascii=False, default=str)


@pytest.mark.parametrize("kind", [dict, UserDict])
def test_a_message_of_fields_stays_one(log, kind):
    logger, out = log
    logger.handlers[0].setFormatter(Fields())
    event = kind({"event": "客户李建国 登录", "n": 3, "ok": True, "none": None, "at": 1.5,
                  "who": {"phones": ["13916783204"], "资金账号": 80015623}})  # fmt: skip
    before = repr(event)
    logger.info(event)
    told = json.loads(out.getvalue())
    assert told == {"event": "客户李＊＊ 登录", "n": 3, "ok": True, "none": None, "at": 1.5, "level": "INFO",
                    "who": {"phones": ["139****3204"], "资金账号": "80****23"}}  # fmt: skip
    assert repr(event) == before  # what the caller holds is unchanged


@pytest.mark.parametrize("how", ["true", "exception", "parts"])
def test_an_exception_among_the_fields_is_told_masked(log, how):
    logger, out = log
    logger.handlers[0].setFormatter(Fields())
    try:
        raise ValueError("身份证360426199101010071")
    except ValueError as error:
        given = {"true": True, "exception": error, "parts": (ValueError, error, error.__traceback__)}[how]
        logger.info({"event": "failed", "exc_info": given})
    told = json.loads(out.getvalue())
    assert "exc_info" not in told and "ValueError: 身份证360***********0071" in told["exception"]


def test_a_message_of_fields_that_cannot_be_read_is_withheld(log, monkeypatch):
    logger, out = log
    logger.handlers[0].setFormatter(Fields())
    monkeypatch.setattr(logfilter, "mask_message", lambda *_: 1 / 0)
    logger.info({"event": "客户李建国"})
    assert json.loads(out.getvalue()) == {"event": FAILED, "level": "INFO"}
