"""Names of tables and columns that are somebody's: said nowhere, noted by run, told by check, written as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import audit, policy
from zhengan.masking.check import check
from zhengan.masking.formats.sql.dump import NAMES
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

OWN = "张伟13812345678"
MADE = f"""-- MySQL dump
CREATE TABLE `t` (
  `id` int,
  `{OWN}` varchar(20),
  `手机` varchar(20)
);
INSERT INTO `t` VALUES (1,'a 13912345678','13612345678');
INSERT INTO `t` VALUES (2,'b','13612345679');
CREATE TABLE `{OWN}` (`手机` varchar(20));
INSERT INTO `{OWN}` VALUES ('13712345678');
"""


def run(folder: Path, text: str = MADE, rules: str = "") -> dict[str, object]:
    (folder / "a.sql").write_text(text, "utf-8")
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\n{rules}', "utf-8")
    made = policy.load(folder / "p.yaml", {}, bytes(32))
    result = mask(folder / "a.sql", folder / "o.sql", made, force=True)
    return audit.record(folder / "a.sql", folder / "o.sql", result, made, started="", ended="")


def test_the_names_of_things_in_tables_are_nobodys(tmp_path: Path) -> None:
    text = "".join(f"INSERT INTO `{table}` (`id`,`name`) VALUES (1,'乜某');\n" for table in ("t_stock", "customer", "t1", "khxx"))
    run(tmp_path, text)
    assert (tmp_path / "o.sql").read_text("utf-8") == text.replace("乜某", "乜＊").replace("乜＊", "乜某", 1)


def test_names_are_noted_and_said_nowhere(tmp_path: Path) -> None:
    record = run(tmp_path)
    assert record["notes"] == [str(NAMES)] and "138" not in str(record)
    assert {"t.3", "2.手机"} == set(record["columns"])  # type: ignore[call-overload]
    written = (tmp_path / "o.sql").read_text("utf-8")
    assert written.count(OWN) == 3 and "136****5678" in written and "137****5678" in written and "139****5678" in written
    found = check(tmp_path / "o.sql")
    assert found.counts["mobile"] == 2 and {one["line"] for one in found.places} == {2, 9} and "138" not in str(found.places)


def test_a_policy_may_use_the_numbers(tmp_path: Path) -> None:
    run(tmp_path, rules='columns:\n  "t.3": {operator: redact}\n')
    written = (tmp_path / "o.sql").read_text("utf-8")
    assert "13612345678" not in written and "136****" not in written
    with pytest.raises(Problem) as problem:
        run(tmp_path, rules="columns:\n  none: {operator: redact}\n")
    assert "138" not in problem.value.line()


def test_messages_do_not_say_a_table(tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        run(tmp_path, f"-- MySQL dump\nINSERT INTO `{OWN}` VALUES (1);\n")
    assert "不知道表" in problem.value.line() and "138" not in problem.value.line()


def test_a_sample_says_no_name(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(MADE, "utf-8")
    assert "138" not in suggest(tmp_path / "a.sql")
