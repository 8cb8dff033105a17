"""Labelled numbers that nothing proves: a check finds in a text what the gate of messages holds one for."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhengan.masking.check import check
from zhengan.masking.doubt import doubts
from zhengan.masking.fast import engine
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.unproven import unproven

DOUBTFUL = [
    "交易编码：00812345", "银行账号：1001234567890123456", "卡号 6222 0212 3456 7890 123", "卡号为6222-0212-3456-7890",
    "身份证310104198503121234", "证件：310104198503121234", "手机：12012345678", "cardNo=6222021234567890",
    "CARD_NO: 6222021234567890",
    "护照号码：AB12345", "资金账号８８０１２３４５６", "股东账户：12345678，资金账号 8801234",
]  # fmt: skip
PLAIN = [
    "证券代码=601684 数量=4100", "订单号 6222021234567890", "20260301 09:30:00", "手机 138****5678", "卡号 622848*********0018",
    "客服热线：95588123456", "资金账号余额 123,456.78 元", "",
]  # fmt: skip
CASES = [case.text for kind in EVERY for case in kind.cases]


def found(text: str) -> list[tuple[int, str]]:
    data = text.encode("utf-8", "surrogatepass")
    worker, buf = engine.Engine(len(data)), engine.padded(data)
    worker.find(buf, len(data))
    many = worker.found.count
    return [*unproven(buf, len(data), worker.found.starts[:many], worker.found.ends[:many])]


@pytest.mark.parametrize("text", [*DOUBTFUL, *PLAIN, *CASES, "\n".join([*DOUBTFUL, *PLAIN])])
def test_as_the_gate_holds_it(text: str) -> None:
    held = [(one.start, one.reason) for one in doubts(engine.mask(text.encode("utf-8", "surrogatepass")))]
    assert found(text) == held


def test_there_is_something_to_find() -> None:
    assert sum(bool(found(text)) for text in DOUBTFUL) > len(DOUBTFUL) / 2 and not any(found(text) for text in PLAIN)


@pytest.mark.parametrize("ending", ["txt", "csv", "ndjson", "sql", "parquet"])
def test_every_format_tells_them_apart_from_what_is_proven(ending: str, tmp_path: Path) -> None:
    path, texts = tmp_path / f"a.{ending}", ["交易编码：0081234567", "银行账号：1001234567890123456", "无"]
    if ending == "parquet":
        pq.write_table(pa.table({"remark": texts}), path)
    else:
        path.write_text({
            "txt": "\n".join(texts), "csv": "\n".join(["remark", *texts]),
            "ndjson": "\n".join(json.dumps({"remark": one}, ensure_ascii=False) for one in texts),
            "sql": "CREATE TABLE `t` (`remark` text);\n" + "".join(f"INSERT INTO `t` VALUES ('{one}');\n" for one in texts),
        }[ending], "utf-8")  # fmt: skip
    remains = check(path)
    assert remains.clean and remains.doubtful == {"account_label": 1, "card_label": 1} and remains.unproven == 2
    assert len(remains.doubtful_places) == 2 and not any("0081" in str(one) for one in remains.doubtful_places)
