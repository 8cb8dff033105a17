"""What databases write for NULL stays as it is in a column of CSV, as an empty field does, whatever masks the column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.masking.formats.test_csv import ONCE
from zhengan.masking import check, policy, run

MARKS = ("\\N", "NULL", "null", "N/A", "NA", "None", "nil", "-", "--", "(null)", "[NULL]", "<null>")
RULES = {
    "stars alone": "rest: leave\ncolumns: {客户姓名: {kind: name}}\n",
    "stars and a search": "columns: {客户姓名: {kind: name}}\n",
    "redact": "columns: {客户姓名: {operator: redact}}\n",
    "drop": "columns: {客户姓名: {operator: drop}}\n",
    "hash": "key: once\ncolumns: {客户姓名: {operator: hash}}\n",
    "fpe": "key: once\ncolumns: {客户姓名: {kind: mobile, operator: fpe, on_misfit: error}}\n",
}


def masked(folder: Path, text: str, rules: str) -> tuple[str, dict[str, int]]:
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\n{rules}', "utf-8")
    (folder / "a.csv").write_text(text, "utf-8")
    result = run.mask(folder / "a.csv", folder / "o.csv", policy.load(folder / "p.yaml", {}, ONCE), force=True)
    return (folder / "o.csv").read_text("utf-8"), {name: one["values"] for name, one in result.columns.items()}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
@pytest.mark.parametrize("sep", [",", "\t"])
def test_what_says_that_there_is_no_value_stays(tmp_path: Path, rules: str, sep: str) -> None:
    rows = [f'{k}{sep}{mark}{sep}"{mark}"' for k, mark in enumerate(MARKS)]
    text = "\n".join([f"id{sep}客户姓名{sep}x", *rows, *rows[:1]]) + "\n"
    text += "\n".join(f'{k}{sep}"{mark}"{sep}' for k, mark in enumerate(MARKS))
    out, values = masked(tmp_path, text, rules)
    assert out == text and not any(values.values())
    assert check.check(tmp_path / "o.csv").clean


@pytest.mark.parametrize("rules", [RULES["stars alone"], RULES["stars and a search"]])
def test_a_value_that_only_begins_so_is_none(tmp_path: Path, rules: str) -> None:
    values = ("NULLA", "N/", "Nil", "---", "nan", "NULL.", "(nul)", "(null", "阿力")
    out, counts = masked(tmp_path, "客户姓名,x\n" + "".join(f"{value},\n" for value in values), rules)
    assert all(value not in out.split(",\n") for value in values) and counts == {"客户姓名": len(values)}
